//! Tests of the waiting list: why a request waits, the insurer's contact from the VZD, putting away.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::domain::directory::{DirectoryAddress, DirectoryAnswer};
use crate::domain::ids::{MailId, RequestId};
use crate::domain::time::Timestamp;
use crate::engine::event::Event;
use crate::ui::model::Ask;

const NOW: i64 = 1_796_000_000_000;

#[derive(Default)]
struct World {
    model: Model,
    view: WaitingView,
    asks: Asks,
    sent: Vec<Ask>,
    wish: Option<Wish>,
}

impl World {
    fn frame(&mut self, ui: &mut Ui) {
        self.model.now = Timestamp(NOW);
        self.view.receive(&mut self.model);
        let wish = show(ui, &self.model, &mut self.view, &mut self.asks);
        self.wish = wish.or(self.wish.take());
        self.model.refresh(false, &mut self.asks);
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    fn answer(&mut self, fits: fn(&Command) -> bool, answer: Answer) {
        let at = self.sent.iter().rposition(|ask| fits(&ask.command)).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: Ok(Box::new(answer)) });
    }
}

fn row() -> WaitingRow {
    WaitingRow {
        number: ApplicationNumber::parse("0991234562611ZE000000000004721").unwrap(),
        mail: MailId(9),
        patient: "Onno Heidjer".into(),
        insurer: "Küstenkasse BKK".into(),
        insurer_ik: "109999051".into(),
        address: "ebz@kuestenkasse.kim.telematik-test".into(),
        sent: Timestamp(NOW).plus_secs(-19 * 86_400),
        delivered: None,
        reason: WaitingReason::NoReceipt,
    }
}

#[test]
fn a_waiting_request_tells_why_and_whom_to_ask() {
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([1280.0, 800.0])
        .build_ui_state(|ui, world: &mut World| world.frame(ui), World::default());
    harness.run();
    let is_waiting = |c: &Command| matches!(c, Command::Desk(d) if **d == DeskCommand::Waiting);
    harness.state_mut().answer(is_waiting, Answer::Waiting(vec![row()]));
    harness.run();
    harness.get_by_label("seit 19 Tagen");
    harness.get_by_label_contains("0991234562611ZE000000000004721 Onno Heidjer").click();
    harness.run();
    harness.get_by_label("Wird im Verzeichnisdienst gesucht …");
    let asked = harness.state().sent.iter().filter_map(|ask| match &ask.command {
        Command::SearchDirectory { query, .. } => Some(query.ik.clone()),
        _ => None,
    });
    assert_eq!(asked.collect::<Vec<_>>(), ["109999051"], "once");
    let entry = |entry_type, name: &str| DirectoryEntry {
        name: name.into(),
        entry_type,
        domain_ids: vec!["109999051".into()],
        street: "Deichstraße 40".into(),
        zip: "99991".into(),
        city: "Süderhaff".into(),
        addresses: vec![DirectoryAddress { mail: "ebz@kuestenkasse.kim.telematik-test".into(), ..DirectoryAddress::default() }],
        ..DirectoryEntry::default()
    };
    let other = DirectoryEntry { domain_ids: vec!["109999039".into()], ..entry(5, "Nordlicht Krankenkasse") };
    let entries = vec![entry(5, "Küstenkasse BKK Zentrale"), entry(4, "Beirat der Küstenkasse"), other];
    let found = Answer::Directory(DirectoryAnswer { complete: true, entries });
    harness.state_mut().answer(|c| matches!(c, Command::SearchDirectory { .. }), found);
    harness.run();
    harness.get_by_label("Küstenkasse BKK Zentrale");
    harness.get_by_label("Deichstraße 40");
    harness.get_by_label("99991 Süderhaff");
    assert!(harness.query_by_label("Beirat der Küstenkasse").is_none(), "only insurers answer");
    assert!(harness.query_by_label("Nordlicht Krankenkasse").is_none(), "and of them the one that was asked for");
    harness.get_all_by_label("Erledigt").next().unwrap().click();
    harness.run();
    assert_eq!(harness.state().wish, Some(Wish::MarkDone(vec![row().number], true)));
}
