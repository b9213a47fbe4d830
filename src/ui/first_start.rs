//! The first start: what to do first, as large choices and nothing else on the screen.

use egui::{Align2, CornerRadius, FontId, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::theme::{self, GAP_L, GAP_XL, RADIUS, SIZE_BODY, SIZE_LIST, icon};
use super::widgets;

/// What a person chose; the app does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// „Konto einrichten": the account form.
    SetUpAccount,
    /// „Übungsmodus": the demo profile.
    Practice,
    /// „Sicherung einspielen": what another machine, or this one, held.
    Restore,
}

/// Draws the page; the choice made in this frame.
pub fn show(ui: &mut Ui) -> Option<Choice> {
    let t = theme::tokens(ui);
    let width = (ui.available_width() - 2.0 * GAP_XL).min(620.0);
    let mut chosen = None;
    ui.add_space(((ui.available_height() - 460.0) * 0.4).max(GAP_XL));
    ui.vertical_centered(|ui| {
        ui.label(egui::RichText::new(icon::MAIL).size(44.0).color(t.accent));
        ui.add_space(4.0);
        ui.label(egui::RichText::new(t!("first-title")).size(26.0).family(theme::semibold()));
        ui.label(theme::body(t!("first-subtitle")).color(t.weak));
        ui.add_space(GAP_XL);
        for (choice, mark, word, help) in [
            (Choice::SetUpAccount, icon::PLUG, t!("first-account"), t!("first-account-help")),
            (Choice::Practice, icon::LEARN, t!("first-demo"), t!("first-demo-help")),
            (Choice::Restore, icon::AGAIN, t!("first-restore"), t!("first-restore-help")),
        ] {
            if large_choice(ui, width, choice == Choice::SetUpAccount, mark, &word, &help) {
                chosen = Some(choice);
            }
            ui.add_space(GAP_L - 4.0);
        }
    });
    chosen
}

fn large_choice(ui: &mut Ui, width: f32, first: bool, mark: &str, word: &str, help: &str) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 88.0), Sense::click());
    let lit = response.hovered() || response.has_focus();
    let fill = if lit { t.accent_soft } else { t.surface };
    let border = if lit || first { Stroke::new(1.5, t.accent) } else { Stroke::new(1.0, t.border) };
    let painter = ui.painter();
    painter.rect(rect, CornerRadius::same(RADIUS + 2), fill, border, StrokeKind::Inside);
    let middle = rect.center().y;
    painter.text(pos2(rect.left() + 46.0, middle), Align2::CENTER_CENTER, mark, FontId::proportional(30.0), t.accent);
    let left = rect.left() + 92.0;
    painter.text(pos2(left, middle - 12.0), Align2::LEFT_CENTER, word, FontId::new(SIZE_BODY + 3.0, theme::semibold()), t.text);
    painter.text(pos2(left, middle + 14.0), Align2::LEFT_CENTER, help, FontId::proportional(SIZE_LIST), t.weak);
    painter.text(pos2(rect.right() - 28.0, middle), Align2::CENTER_CENTER, icon::RIGHT, FontId::proportional(18.0), t.weak);
    widgets::name(ui, &response, egui::Role::Button, word);
    widgets::focus_ring(ui, &response);
    response.clicked()
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    #[test]
    fn each_large_choice_answers() {
        for (label, expected) in
            [("Konto einrichten", Choice::SetUpAccount), ("Übungsmodus", Choice::Practice), ("Sicherung einspielen", Choice::Restore)]
        {
            let mut harness = Harness::builder()
                .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
                .build_ui_state(
                    |ui, chosen: &mut Option<Choice>| {
                        if let Some(choice) = show(ui) {
                            *chosen = Some(choice);
                        }
                    },
                    None,
                );
            harness.run();
            harness.get_by_label(label).click();
            harness.run();
            assert_eq!(*harness.state(), Some(expected));
        }
    }
}
