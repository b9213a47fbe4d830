//! The view of a profile with people while nobody is signed in, or the window is locked: name and password.
//!
//! It draws and returns what was entered. Nothing of the profile is shown here, and no name is offered but that of
//! whoever locked this window.

use egui::{Key, Ui};

use super::model::Model;
use super::theme::{self, GAP_L, GAP_S, Tone, icon};
use super::unlock::{centred, field_ui, issue_ui, name_field_ui};
use super::widgets;
use crate::domain::problem::Problem;
use crate::domain::secret::Secret;
use crate::i18n;

/// What the view remembers.
#[derive(Default)]
pub struct SignInView {
    name: String,
    password: zeroize::Zeroizing<String>,
    /// Why the last try failed.
    problem: Option<Problem>,
    /// Of the frame clock, in seconds: no try before it.
    wait_until: f64,
    /// A field got the keyboard.
    focused: bool,
    /// Somebody locked the window, whose name stands in the field.
    locked: bool,
}

/// What a person entered.
pub struct Entered {
    pub name: String,
    pub password: Secret,
}

impl SignInView {
    /// The window was locked by this person; an empty name lets another one sign in.
    #[must_use]
    pub fn locked_by(name: &str) -> Self {
        Self { name: name.to_owned(), locked: !name.is_empty(), ..Self::default() }
    }

    /// This person is expected; another name can be entered.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// A try failed; what was typed as password is gone.
    pub fn failed(&mut self, problem: Problem, now: f64) {
        self.password = zeroize::Zeroizing::default();
        if problem.code == "SIGN-IN-WAIT" {
            self.wait_until = now + problem.detail.parse::<f64>().unwrap_or(0.0);
        }
        self.problem = Some(problem);
        self.focused = false;
    }

    /// Seconds left before the next try.
    fn still_to_wait(&self, now: f64) -> f64 {
        (self.wait_until - now).max(0.0)
    }

    fn complete(&self, now: f64) -> bool {
        !self.name.trim().is_empty() && !self.password.is_empty() && self.still_to_wait(now) <= 0.0
    }

    fn issue(&self, now: f64) -> Option<String> {
        let left = self.still_to_wait(now);
        match &self.problem {
            _ if left > 0.0 => Some(t!("sign-in-wait", seconds = left.ceil())),
            Some(problem) if problem.code == "SIGN-IN-WAIT" => None,
            Some(problem) => Some(i18n::problem_text(problem)),
            None => None,
        }
    }
}

/// Draws the view; returns what was entered when the person wants to go on.
pub fn show(ui: &mut Ui, model: &Model, view: &mut SignInView) -> Option<Entered> {
    let working = model.is_signing_in();
    let mut entered = None;
    centred(ui, |ui| entered = form_ui(ui, view, working));
    entered
}

fn form_ui(ui: &mut Ui, view: &mut SignInView, working: bool) -> Option<Entered> {
    let t = theme::tokens(ui);
    let now = ui.input(|i| i.time);
    let (headline, text) =
        if view.locked { (t!("sign-in-title-locked"), t!("sign-in-locked")) } else { (t!("sign-in-title"), t!("sign-in-text")) };
    ui.add(egui::Label::new(egui::RichText::new(icon::LOCKED).size(40.0).color(t.accent)).selectable(false));
    ui.add_space(GAP_S);
    ui.label(theme::title(headline));
    ui.add(egui::Label::new(theme::body(text).color(t.weak)).wrap());
    ui.add_space(GAP_L);
    let mut go = false;
    ui.add_enabled_ui(!working, |ui| {
        let name = name_field_ui(ui, "sign_in_name", &t!("sign-in-name"), &mut view.name);
        ui.add_space(GAP_S);
        let password = field_ui(ui, "sign_in_password", &t!("sign-in-password"), &mut view.password);
        if !view.focused && !working {
            if view.name.is_empty() {
                name.request_focus()
            } else {
                password.request_focus()
            };
            view.focused = true;
        }
        if name.changed() || password.changed() {
            view.problem = None;
        }
        issue_ui(ui, Tone::Error, view.issue(now).filter(|_| !working));
        if view.still_to_wait(now) > 0.0 {
            ui.ctx().request_repaint_after(std::time::Duration::from_millis(250));
        }
        let left_by_enter = (name.lost_focus() || password.lost_focus()) && ui.input(|i| i.key_pressed(Key::Enter));
        ui.add_space(GAP_L);
        let word = if working { t!("sign-in-working") } else { t!("sign-in-go") };
        let ready = view.complete(now);
        go = ui.add_enabled_ui(ready, |ui| widgets::primary_button(ui, icon::ARROW_RIGHT, &word)).inner.clicked();
        go |= left_by_enter && ready;
        if left_by_enter && !ready {
            // From the name on to the password.
            view.focused = false;
        }
        if view.locked {
            ui.add_space(GAP_S);
            if widgets::quiet_button(ui, "", &t!("sign-in-other")).clicked() {
                *view = SignInView::default();
            }
        }
    });
    go.then(|| Entered { name: view.name.trim().to_owned(), password: Secret::new(view.password.as_str()) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_try_needs_name_and_password_and_waits_out_the_pause() {
        let mut view = SignInView::locked_by("Anna");
        assert!(!view.complete(0.0));
        view.password.push_str("geheim12");
        assert!(view.complete(0.0));
        view.failed(Problem::new("SIGN-IN-WAIT", "5"), 100.0);
        assert!(view.password.is_empty(), "a wrong password does not stay");
        view.password.push_str("geheim12");
        assert!(!view.complete(104.0) && view.issue(104.0).is_some());
        assert!(view.issue(102.5).is_some_and(|text| text.ends_with("in 3 Sekunden möglich.")));
        assert!(view.issue(104.5).is_some_and(|text| text.ends_with("in einer Sekunde möglich.")));
        assert!(view.complete(105.1) && view.issue(105.1).is_none());
        view.failed(Problem::new("SIGN-IN-WRONG", ""), 106.0);
        assert!(view.issue(106.0).is_some());
    }
}
