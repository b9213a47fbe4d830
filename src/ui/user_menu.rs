//! „Anna B. ▾" in the toolbar: who sits here, locking, changing places, another password. Absent without people.

use egui::{Role, Ui};

use super::actions::Action;
use super::model::Model;
use super::theme::{self, icon};
use super::view::{Intent, Out};
use super::widgets;
use crate::i18n;

/// Longest name shown whole, in characters.
const SHOWN: usize = 18;

/// Draws the menu's button.
pub fn ui(ui: &mut Ui, model: &Model, out: &mut Out) {
    use egui::IntoAtoms as _;
    let Some(user) = model.session.value().and_then(|session| session.user()) else { return };
    let cut = user.name.chars().count() > SHOWN;
    let shown: String = if cut { user.name.chars().take(SHOWN - 1).chain(['…']).collect() } else { user.name.clone() };
    let atoms = (theme::body(icon::PERSON).size(16.0), theme::body(shown), theme::small(icon::DOWN)).into_atoms();
    let button = egui::Button::new(atoms).frame_when_inactive(false).min_size(egui::vec2(0.0, 30.0));
    let menu = egui::containers::menu::MenuButton::from_button(button).ui(ui, |ui| {
        let t = theme::tokens(ui);
        let role = i18n::text(&format!("role-{}", user.role.as_str()));
        ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.label(theme::small(t!("user-menu-role", role = role)).color(t.weak));
        });
        if entry(ui, icon::LOCKED, &Action::Lock.label(), &Action::Lock.keys()) {
            out.push(Intent::Act(Action::Lock));
        }
        if entry(ui, icon::PEOPLE, &t!("user-menu-change"), "") {
            out.push(Intent::ChangeUser);
        }
        if entry(ui, icon::KEY, &t!("user-menu-password"), "") {
            out.push(Intent::ChangePassword);
        }
    });
    widgets::name(ui, &menu.0, Role::Button, &t!("user-menu-name", name = user.name.clone()));
}

fn entry(ui: &mut Ui, sign: &str, word: &str, keys: &str) -> bool {
    use egui::IntoAtoms as _;
    let t = theme::tokens(ui);
    let atoms = (theme::body(sign).color(t.weak), theme::body(word)).into_atoms();
    let button = egui::Button::new(atoms).frame_when_inactive(false).shortcut_text(theme::small(keys));
    let response = ui.add(button.min_size(egui::vec2(250.0, 30.0)));
    widgets::name(ui, &response, Role::MenuItem, word);
    if response.clicked() {
        ui.close();
    }
    response.clicked()
}
