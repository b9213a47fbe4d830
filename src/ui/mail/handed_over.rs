//! Under a letter or laboratory report: where its file is on the way to the practice software, and the way to hand it over
//! by hand where a folder is set for it.

use egui::Ui;

use crate::domain::access::Role;
use crate::domain::answer::HandoverState;
use crate::domain::mail::{Dienstkennung, MailDetail};
use crate::domain::payload::PayloadKind;
use crate::engine::command::{Command, LetterCommand};
use crate::ui::model::{Model, Purpose};
use crate::ui::theme::{self, GAP_S, icon};
use crate::ui::view::Out;
use crate::ui::widgets;

/// Draws the line; nothing where no folder is set and nothing was handed over.
pub fn ui(ui: &mut Ui, model: &Model, mail: &MailDetail, out: &mut Out) {
    if !matches!(mail.row.payload_kind, Some(PayloadKind::Letter | PayloadKind::Lab)) || mail.row.state.is_some() {
        return;
    }
    let last = mail.runs.last();
    let dienstkennung = Dienstkennung(mail.row.dienstkennung.clone());
    let folders = model.handovers.value().map(|h| h.folders.as_slice()).unwrap_or_default();
    let has_folder = folders.iter().any(|(prefix, _)| dienstkennung.has_prefix(prefix));
    if last.is_none() && !has_folder {
        return;
    }
    let t = theme::tokens(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_S;
        if let Some(run) = last {
            let words = match run.handover {
                Some(HandoverState::Written) => t!("run-handover-written", path = run.handover_path.as_str()),
                Some(HandoverState::Collected) => t!("run-handover-collected"),
                Some(HandoverState::Failed) => t!("run-handover-failed"),
                Some(HandoverState::Pending) | None => t!("run-handover-pending"),
            };
            ui.label(theme::list(icon::FOLDER).color(t.weak));
            ui.label(theme::list(words).color(t.weak));
        }
        // What still waits is written by itself.
        let waits = last.is_some_and(|run| run.handover == Some(HandoverState::Pending));
        if has_folder && !waits {
            let word = if last.is_some() { t!("letter-hand-over-again") } else { t!("letter-hand-over") };
            if widgets::permitted(ui, model.may(Role::Edit), |ui| widgets::quiet_button(ui, icon::FOLDER_OPEN, &word)).clicked() {
                let command = LetterCommand::HandOver { mail: mail.row.id };
                out.asks.ask(Command::Letters(Box::new(command)), Purpose::Told("letter-hand-over-told"));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::domain::answer::{ProcessingRun, RunResult};
    use crate::domain::ids::{MailId, RequestId};
    use crate::domain::patient::PatientOfMail;
    use crate::domain::time::Timestamp;
    use crate::engine::event::{Answer, Event};
    use crate::ui::patient::tests::letter;

    /// A letter with one run in this state, or none, beside folders with these prefixes.
    fn shown(handover: Option<HandoverState>, prefixes: &[&str]) -> Harness<'static, (Model, Out)> {
        crate::i18n::select(crate::i18n::Language::German);
        let mut detail = letter(PatientOfMail::default());
        detail.runs = handover
            .map(|state| ProcessingRun {
                number: 1,
                at: Timestamp(0),
                who: String::new(),
                reason: String::new(),
                result: RunResult::TakenOver,
                handover: Some(state),
                handover_path: "/pvs/brief.xml".into(),
                notes: Vec::new(),
            })
            .into_iter()
            .collect();
        let mut model = Model::default();
        model.expect(RequestId(1), Purpose::Handovers);
        let folders = prefixes.iter().map(|prefix| ((*prefix).to_owned(), "/pvs".into())).collect();
        let answer = Answer::Handovers { folders, items: Vec::new() };
        model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(answer)) });
        let mut harness = Harness::builder()
            .with_context_setup(|ctx| theme::install(ctx, theme::ThemeChoice::Light))
            .with_size([600.0, 200.0])
            .build_ui_state(move |view, (model, out): &mut (Model, Out)| ui(view, model, &detail, out), (model, Out::default()));
        harness.run();
        harness
    }

    #[test]
    fn a_letter_is_handed_over_by_hand_where_a_folder_is_set() {
        let mut harness = shown(None, &["Arztbrief"]);
        harness.get_by_label("An die Praxissoftware übergeben").click();
        harness.run();
        let asked: Vec<_> = harness.state().1.asks.0.iter().map(|ask| ask.command.clone()).collect();
        assert_eq!(asked, [Command::Letters(Box::new(LetterCommand::HandOver { mail: MailId(5) }))]);
        assert!(shown(None, &["EBZ"]).query_by_label("An die Praxissoftware übergeben").is_none(), "no folder for letters");
        let written = shown(Some(HandoverState::Written), &["Arztbrief"]);
        assert!(written.query_by_label("Erneut übergeben").is_some());
        assert!(written.query_by_label_contains("/pvs/brief.xml").is_some(), "where it is");
        assert!(shown(Some(HandoverState::Pending), &["Arztbrief"]).query_by_label("Erneut übergeben").is_none(), "it comes by itself");
    }
}
