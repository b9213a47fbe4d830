//! Searching the VZD: the form, the hits, and what is chosen among them.
//!
//! It searches while one types, after a short pause, and at once on Enter. Only the newest question counts: the
//! engine ends older ones of this form, and their answers are dropped by their ticket.

use std::time::Duration;

use egui::{Key, Ui};

use super::row::{self, Line};
use super::{Wish, entry};
use crate::domain::directory::{DirectoryAnswer, DirectoryEntry, DirectoryQuery};
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::model::{Asks, Model, Owner};
use crate::ui::questions::Ticket;
use crate::ui::theme::{self, GAP_M, GAP_S, Tone, icon};
use crate::ui::{format, widgets};

/// Pause in typing, in seconds, after which the VZD is asked.
pub(super) const PAUSE: f64 = 0.4;
/// Letters or digits of a field that are worth asking for by themselves.
const ENOUGH: usize = 3;
/// Most hits of the VZD (TIP1-A_5552).
const LIMIT: usize = 100;

/// Kinds offered for choice: professionOID and text key, most asked for first.
const KINDS: [(&str, &str); 14] = [
    ("1.2.276.0.76.4.50", "directory-kind-practice"),
    ("1.2.276.0.76.4.51", "directory-kind-dental"),
    ("1.2.276.0.76.4.52", "directory-kind-psychotherapy"),
    ("1.2.276.0.76.4.53", "directory-kind-hospital"),
    ("1.2.276.0.76.4.54", "directory-kind-pharmacy"),
    ("1.2.276.0.76.4.59", "directory-kind-insurer"),
    ("1.2.276.0.76.4.245", "directory-kind-care"),
    ("1.2.276.0.76.4.246", "directory-kind-midwifery"),
    ("1.2.276.0.76.4.247", "directory-kind-physiotherapy"),
    ("1.2.276.0.76.4.30", "directory-kind-doctor"),
    ("1.2.276.0.76.4.31", "directory-kind-dentist"),
    ("1.2.276.0.76.4.210", "directory-kind-kv"),
    ("1.2.276.0.76.4.230", "directory-kind-chamber"),
    ("1.2.276.0.76.4.255", "directory-kind-public"),
];

/// State of the search.
#[derive(Default)]
pub(crate) struct Search {
    pub form: DirectoryQuery,
    /// Telematik-ID, IK and address are shown.
    pub more: bool,
    pub answer: Option<DirectoryAnswer>,
    pub problem: Option<Problem>,
    /// Index of the chosen hit.
    pub chosen: Option<usize>,
    seen: DirectoryQuery,
    changed_at: f64,
    asked: Option<DirectoryQuery>,
    open: Option<Ticket>,
    lane: Owner,
    had_focus: bool,
}

impl Search {
    /// The VZD was asked and has not answered yet.
    pub fn is_searching(&self) -> bool {
        self.open.is_some()
    }

    pub fn asked(&mut self, ticket: Ticket) {
        self.open = Some(ticket);
    }

    /// Whether this answers the newest question; it is then no longer open.
    pub fn takes(&mut self, ticket: Ticket) -> bool {
        self.open.take_if(|open| *open == ticket).is_some()
    }

    pub fn answered(&mut self, result: Result<Answer, Problem>) {
        match result {
            Ok(Answer::Directory(answer)) => {
                self.chosen = (answer.entries.len() == 1).then_some(0);
                self.answer = Some(answer);
                self.problem = None;
            }
            Ok(_) => {}
            Err(problem) => {
                self.answer = None;
                self.problem = Some(problem);
            }
        }
    }

    /// To be called every frame: asks once the typing pauses; tells in how many seconds to look again, if at all.
    pub fn tick(&mut self, now: f64, out: &mut Vec<Command>) -> Option<f64> {
        if self.form != self.seen {
            self.seen = self.form.clone();
            self.changed_at = now;
        }
        if self.asked.as_ref() == Some(&self.form) || !is_worth_asking(&self.form) {
            return None;
        }
        let wait = self.changed_at + PAUSE - now;
        if wait > 0.0 {
            return Some(wait);
        }
        self.ask(out);
        None
    }

    /// „Suchen"
    pub fn ask(&mut self, out: &mut Vec<Command>) {
        self.asked = Some(self.form.clone());
        let query = DirectoryQuery { limit: LIMIT, ..self.form.clone() };
        out.push(Command::SearchDirectory { account: None, query, lane: self.lane.number() });
    }

    /// „Leeren"
    pub fn clear(&mut self) {
        let (more, lane) = (self.more, self.lane);
        *self = Self { more, lane, ..Self::default() };
    }

    fn entries(&self) -> &[DirectoryEntry] {
        self.answer.as_ref().map(|answer| answer.entries.as_slice()).unwrap_or_default()
    }
}

/// Enough is typed to ask without being told to, and nothing is half typed that must be whole.
fn is_worth_asking(form: &DirectoryQuery) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let whole = (form.ik.trim().is_empty() || letters(&form.ik) >= 9) && (form.telematik_id.is_empty() || letters(&form.telematik_id) >= 6);
    let fields = [&form.text, &form.street, &form.city, &form.zip, &form.specialty, &form.telematik_id, &form.ik, &form.mail];
    whole && fields.into_iter().any(|field| letters(field) >= ENOUGH)
}

/// Draws form, hits and the chosen entry.
pub(super) fn show(ui: &mut Ui, model: &Model, search: &mut Search, asks: &mut Asks, out: &mut Vec<Command>, wish: &mut Option<Wish>) {
    let t = theme::tokens(ui);
    let frame = egui::Frame::new().fill(t.surface).inner_margin(egui::Margin { left: 16, right: 16, top: 10, bottom: 6 });
    egui::Panel::top("directory-form").frame(frame).show_separator_line(false).show(ui, |ui| form_ui(ui, search, out));
    if let Some(wait) = search.tick(ui.input(|i| i.time), out) {
        ui.ctx().request_repaint_after(Duration::from_secs_f64(wait.max(0.01)));
    }
    let chosen = search.chosen.and_then(|at| search.entries().get(at)).cloned();
    let has_detail = chosen.is_some();
    super::list_and_detail(
        ui,
        "directory",
        has_detail,
        |ui| hits_ui(ui, search),
        |ui| {
            if let Some(entry) = &chosen {
                entry::show(ui, model, entry, asks, wish);
            }
        },
    );
}

fn form_ui(ui: &mut Ui, search: &mut Search, out: &mut Vec<Command>) {
    let whole = ui.available_width();
    let mut enter = false;
    ui.spacing_mut().item_spacing.y = GAP_S;
    // The last column carries the buttons.
    let column = ((whole - 3.0 * GAP_M) / 4.0).max(120.0);
    let first = !search.had_focus;
    search.had_focus = true;
    let form = &mut search.form;
    let mut field = |ui: &mut Ui, label: String, value: &mut String, hint: String, width: f32| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = 2.0;
            widgets::field_label(ui, &label);
            let response = widgets::text_field(ui, &label, &label, value, &hint, width + 20.0);
            enter |= response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            response
        })
        .inner
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        let name = field(ui, t!("directory-name"), &mut form.text, t!("directory-name-hint"), column * 2.0 + GAP_M);
        if first {
            name.request_focus();
        }
        field(ui, t!("directory-city"), &mut form.city, String::new(), column);
        field(ui, t!("directory-zip"), &mut form.zip, String::new(), column);
    });
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        kind_ui(ui, &mut form.profession, column);
        field(ui, t!("directory-specialty"), &mut form.specialty, t!("directory-specialty-hint"), column);
        field(ui, t!("directory-street"), &mut form.street, String::new(), column);
    });
    if search.more {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GAP_M;
            field(ui, t!("directory-ik"), &mut form.ik, t!("directory-ik-hint"), column);
            field(ui, t!("directory-telematik-id"), &mut form.telematik_id, String::new(), column);
            field(ui, t!("directory-mail"), &mut form.mail, t!("directory-mail-hint"), column * 2.0 + GAP_M);
        });
    }
    ui.horizontal(|ui| {
        let ready = !search.form.is_empty();
        if ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::SEARCH, &t!("directory-search"))).inner.clicked()
            || enter && ready
        {
            search.ask(out);
        }
        let word = if search.more { t!("directory-less") } else { t!("directory-more") };
        if widgets::quiet_button(ui, if search.more { icon::UP } else { icon::DOWN }, &word).clicked() {
            search.more = !search.more;
        }
        if ready && widgets::quiet_button(ui, "", &t!("directory-clear")).clicked() {
            search.clear();
        }
        status_ui(ui, search);
    });
}

/// The choice of a kind of institution.
fn kind_ui(ui: &mut Ui, profession: &mut String, width: f32) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.spacing_mut().item_spacing.y = 2.0;
        let label = t!("directory-kind");
        widgets::field_label(ui, &label);
        let word =
            |oid: &str| KINDS.iter().find(|(known, _)| *known == oid).map_or_else(|| t!("directory-kind-all"), |(_, key)| i18n::text(key));
        let combo = egui::ComboBox::from_id_salt("directory-kind").icon(widgets::drop_down_sign).width(width).height(420.0);
        let response = combo
            .selected_text(word(profession))
            .show_ui(ui, |ui| {
                ui.selectable_value(profession, String::new(), t!("directory-kind-all"));
                for (oid, key) in KINDS {
                    ui.selectable_value(profession, oid.to_owned(), i18n::text(key));
                }
            })
            .response;
        response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label));
        widgets::focus_ring(ui, &response);
    });
}

/// What became of the question, in a word.
fn status_ui(ui: &mut Ui, search: &Search) {
    let t = theme::tokens(ui);
    if search.is_searching() {
        ui.label(theme::small(t!("directory-searching")).color(t.weak));
    } else if let Some(answer) = &search.answer {
        let count = answer.entries.len();
        if answer.complete {
            ui.label(theme::small(t!("directory-hits", count = count)).color(t.weak));
        } else {
            ui.label(theme::small(format!("{} {}", icon::WARNING, t!("directory-too-many", count = count))).color(t.warn));
        }
    }
}

fn hits_ui(ui: &mut Ui, search: &mut Search) {
    if let Some(problem) = &search.problem {
        ui.add_space(GAP_S);
        super::problem_ui(ui, problem);
        return;
    }
    let Some(answer) = &search.answer else {
        widgets::empty_state(ui, icon::BOOK, &t!("directory-empty"), &t!("directory-empty-hint"), None);
        return;
    };
    if answer.entries.is_empty() {
        widgets::empty_state(ui, icon::SEARCH, &t!("directory-none"), &t!("directory-none-hint"), None);
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut clicked = None;
    egui::ScrollArea::vertical().id_salt("hits").auto_shrink([false, false]).show_rows(
        ui,
        row::HEIGHT,
        answer.entries.len(),
        |ui, range| {
            for at in range {
                if let Some(entry) = answer.entries.get(at)
                    && hit_ui(ui, search.chosen == Some(at), entry)
                {
                    clicked = Some(at);
                }
            }
        },
    );
    search.chosen = clicked.or(search.chosen);
}

fn hit_ui(ui: &mut Ui, chosen: bool, entry: &DirectoryEntry) -> bool {
    let place = format!("{} {}", entry.zip, entry.city);
    let what = entry.specialty.iter().find(|s| DirectoryEntry::specialty_number(s).is_none()).unwrap_or(&entry.kind);
    let aside = [place.trim(), what.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let below = match entry.addresses.as_slice() {
        [] => t!("directory-no-address"),
        [one] => one.mail.clone(),
        [first, rest @ ..] => t!("directory-more-addresses", mail = first.mail.as_str(), count = format::count(rest.len())),
    };
    let state = entry.addresses.is_empty().then(|| (icon::WARNING, t!("directory-not-reachable"), Tone::Warn));
    let icon = if entry.entry_type == 1 { icon::PERSON } else { icon::HOUSE };
    let line = Line { icon, icon_tone: Tone::Neutral, name: &entry.name, aside: &aside, below: &below, state };
    row::show(ui, chosen, &line).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_after_a_pause_and_only_the_newest_answer_counts() {
        let mut search = Search::default();
        let mut out = Vec::new();
        assert_eq!(search.tick(0.0, &mut out), None);
        search.form.text = "Mü".into();
        assert_eq!(search.tick(1.0, &mut out), None, "two letters wait for Enter");
        search.form.text = "Mül".into();
        assert!(search.tick(2.0, &mut out).is_some_and(|wait| wait > 0.3));
        assert_eq!(out, []);
        search.tick(2.5, &mut out);
        let lane =
            |command: &Command| if let Command::SearchDirectory { lane, query, .. } = command { Some((*lane, query.limit)) } else { None };
        let first = lane(&out[0]).unwrap();
        assert!(first.0 > 0 && first.1 == 100);
        search.asked(Ticket(1));
        search.form.text = "Müller".into();
        search.tick(3.0, &mut out);
        search.tick(3.5, &mut out);
        assert_eq!(lane(&out[1]), Some(first), "the same lane, so that the older search ends");
        search.asked(Ticket(2));
        assert!(!search.takes(Ticket(1)) && search.is_searching());
        assert!(search.takes(Ticket(2)) && !search.is_searching());
        let entries = vec![DirectoryEntry::default()];
        search.answered(Ok(Answer::Directory(DirectoryAnswer { complete: true, entries })));
        assert_eq!(search.chosen, Some(0), "a single hit is opened");
        search.tick(9.0, &mut out);
        assert_eq!(out.len(), 2, "the same question is not asked twice");
    }

    #[test]
    fn half_an_ik_is_not_asked_for() {
        let query = |fill: fn(&mut DirectoryQuery)| {
            let mut form = DirectoryQuery::default();
            fill(&mut form);
            is_worth_asking(&form)
        };
        assert!(!query(|f| f.ik = "10990".into()) && query(|f| f.ik = "109900111".into()));
        assert!(!query(|f| f.profession = "1.2.276.0.76.4.53".into()));
        assert!(query(|f| f.city = "Ulm".into()) && !query(|f| f.text = "*(*".into()));
    }

    #[test]
    fn every_kind_has_a_word() {
        assert!(KINDS.iter().all(|(_, key)| i18n::has(key)));
    }
}
