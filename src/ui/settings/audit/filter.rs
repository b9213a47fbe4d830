//! What of the audit log is to be seen: whose acts, which acts, which day, about what.

use egui::{ComboBox, Ui};

use crate::domain::audit::{AuditAction, AuditFilter, AuditPage};
use crate::i18n;
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::{format, widgets};

/// What a person chose and typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// `Some("")` is the program.
    person: Option<String>,
    action: Option<AuditAction>,
    pub day: String,
    /// Keyed hash and words of what the records are about.
    pub only: Option<(String, String)>,
}

impl Choice {
    /// As the engine understands it; a day that is not one yet counts as none.
    pub fn filter(&self) -> AuditFilter {
        let moment = |day| format::parse_moment(&format::day(day), "00:00");
        let day = format::parse_day(&self.day);
        // By the calendar: days of summer time are longer and shorter.
        let next = day.and_then(|day| day.plus_days(1));
        AuditFilter {
            person: self.person.clone(),
            action: self.action,
            from: day.and_then(moment),
            until: next.and_then(moment),
            object: self.only.as_ref().map(|(object, _)| object.clone()),
            mail: None,
        }
    }

    /// Something was typed that is no day.
    fn day_is_wrong(&self) -> bool {
        !self.day.trim().is_empty() && format::parse_day(&self.day).is_none()
    }
}

/// The name under which somebody acted, for people.
pub fn person_word(person: &str) -> String {
    match person {
        "" => t!("audit-program"),
        "?" => t!("audit-unknown-name"),
        name => name.to_owned(),
    }
}

/// What was done, for people; a newer program's word stands as it is.
pub fn action_word(action: &str) -> String {
    let key = format!("audit-action-{action}");
    if i18n::has(&key) { i18n::text(&key) } else { action.to_owned() }
}

/// Draws the choices.
pub fn show(ui: &mut Ui, choice: &mut Choice, page: Option<&AuditPage>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        let people = page.map(|page| page.people.as_slice()).unwrap_or_default();
        let everybody = t!("audit-everybody");
        let shown = choice.person.as_deref().map_or_else(|| everybody.clone(), person_word);
        choose(ui, "audit-person", &t!("audit-col-person"), &shown, 140.0, |ui| {
            ui.selectable_value(&mut choice.person, None, &everybody);
            for person in people {
                ui.selectable_value(&mut choice.person, Some(person.clone()), person_word(person));
            }
            ui.selectable_value(&mut choice.person, Some(String::new()), person_word(""));
        });
        let everything = t!("audit-everything");
        let shown = choice.action.map_or_else(|| everything.clone(), |action| action_word(action.as_str()));
        choose(ui, "audit-action", &t!("audit-col-action"), &shown, 190.0, |ui| {
            ui.selectable_value(&mut choice.action, None, &everything);
            for action in AuditAction::ALL {
                ui.selectable_value(&mut choice.action, Some(*action), action_word(action.as_str()));
            }
        });
        widgets::text_field(ui, "audit-day", &t!("audit-day"), &mut choice.day, &t!("audit-day-hint"), 176.0);
        if choice.day_is_wrong() {
            widgets::badge(ui, Tone::Warn, icon::WARNING, &t!("audit-day-wrong"));
        }
        if let Some((_, words)) = &choice.only
            && widgets::choice_chip(ui, true, &t!("audit-only", what = words.clone()), None).on_hover_text(t!("audit-only-end")).clicked()
        {
            choice.only = None;
        }
    });
}

fn choose(ui: &mut Ui, id: &str, name: &str, shown: &str, width: f32, options: impl FnOnce(&mut Ui)) {
    let combo = ComboBox::from_id_salt(id)
        .selected_text(theme::list(shown))
        .width(width)
        .height(420.0)
        .icon(widgets::drop_down_sign)
        .truncate()
        .show_ui(ui, options);
    widgets::name(ui, &combo.response, egui::Role::ComboBox, &format!("{name}: {shown}"));
    widgets::focus_ring(ui, &combo.response);
}
