//! Groups of the address book: making, naming and removing them, and a mail to all members.

use egui::{Key, Ui};

use super::Wish;
use super::own::Own;
use crate::domain::ids::ContactGroupId;
use crate::domain::outgoing::RecipientKind;
use crate::engine::command::{Command, ContactCommand};
use crate::ui::theme::{self, GAP_S, Tone, icon};
use crate::ui::widgets;

/// A group being named.
#[derive(Default)]
pub(crate) struct Naming {
    /// `None` for a new one.
    pub group: Option<ContactGroupId>,
    pub text: String,
    had_focus: bool,
}

/// What can be done with the shown group; or the field for its name; or the question whether to remove it.
pub(super) fn bar_ui(ui: &mut Ui, own: &mut Own, out: &mut Vec<Command>, wish: &mut Option<Wish>) {
    if own.naming.is_some() {
        naming_ui(ui, own, out);
        return;
    }
    let Some(group) = own.group().cloned() else { return };
    if own.removing_group == Some(group.id) {
        widgets::banner(ui, Tone::Warn, icon::TRASH, &t!("contacts-group-remove-question", name = group.name.as_str()), "", |ui| {
            if widgets::button(ui, icon::TRASH, &t!("contacts-group-remove")).clicked() {
                out.push(Command::Contacts(Box::new(ContactCommand::RemoveGroup { id: group.id })));
                own.removing_group = None;
            }
            if widgets::quiet_button(ui, "", &t!("contacts-keep-it")).clicked() {
                own.removing_group = None;
            }
        });
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(GAP_S, GAP_S);
        let ready = !group.members.is_empty();
        if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::WRITE, &t!("contacts-group-write"))).inner.clicked() {
            *wish = Some(Wish::Write(group.members.iter().map(|member| member.recipient(RecipientKind::To)).collect()));
        }
        if widgets::quiet_button(ui, "", &t!("contacts-group-rename")).clicked() {
            own.naming = Some(Naming { group: Some(group.id), text: group.name.clone(), had_focus: false });
        }
        if widgets::quiet_button(ui, icon::TRASH, &t!("contacts-group-remove")).clicked() {
            own.removing_group = Some(group.id);
        }
    });
}

fn naming_ui(ui: &mut Ui, own: &mut Own, out: &mut Vec<Command>) {
    let Some(naming) = &mut own.naming else { return };
    let mut done = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        let label = t!("contacts-group-name");
        let field = widgets::text_field(ui, "group-name", &label, &mut naming.text, &label, 260.0);
        if !naming.had_focus {
            naming.had_focus = true;
            field.request_focus();
        }
        let enter = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let ready = !naming.text.trim().is_empty();
        let save = ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::CHECK, &t!("contacts-group-save"))).inner;
        if (save.clicked() || enter) && ready {
            let name = naming.text.trim().to_owned();
            out.push(Command::Contacts(Box::new(ContactCommand::SaveGroup { id: naming.group, name })));
        }
        done = widgets::quiet_button(ui, "", &t!("contacts-group-cancel")).clicked();
        let t = theme::tokens(ui);
        ui.label(theme::small(t!("contacts-group-help")).color(t.weak));
    });
    if done {
        own.naming = None;
        own.problem = None;
    }
}
