//! Tests of the writing window on the screen, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::domain::contact::{ContactNews, RecipientCheck};
use crate::domain::directory::{DirectoryAddress, DirectoryAnswer, DirectoryEntry, KimVersion};
use crate::domain::ids::{AccountId, RequestId};
use crate::domain::outgoing::DirectoryCheck;
use crate::engine::command::ContactCommand;
use crate::engine::event::{Answer, Event};
use crate::ui::model::Ask;

struct World {
    model: Model,
    view: Compose,
    asks: Asks,
    sent: Vec<Ask>,
}

impl World {
    fn frame(&mut self, ui: &mut Ui) {
        let now = ui.input(|i| i.time);
        self.view.receive(&mut self.model, now, &mut self.asks);
        show(ui, &self.model, &mut self.view, &mut self.asks, true);
        for ask in std::mem::take(&mut self.asks.0) {
            self.model.expect(RequestId(self.sent.len() as u64), ask.purpose.clone());
            self.sent.push(ask);
        }
    }

    fn answer(&mut self, fits: fn(&Command) -> bool, answer: Answer) {
        let at = self.sent.iter().rposition(|ask| fits(&ask.command)).unwrap();
        self.model.apply(Event::Answered { request: RequestId(at as u64), result: Ok(Box::new(answer)) });
    }

    fn queued(&self) -> usize {
        self.count(|command| matches!(command, Command::Queue { .. }))
    }

    fn count(&self, fits: impl Fn(&Command) -> bool) -> usize {
        self.sent.iter().filter(|ask| fits(&ask.command)).count()
    }
}

fn window() -> Harness<'static, World> {
    let view = Compose::new(Draft::new(AccountId(1)));
    let world = World { model: Model::default(), view, asks: Asks::default(), sent: vec![] };
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([900.0, 700.0])
        .build_ui_state(|ui, world| world.frame(ui), world);
    harness.run();
    harness
}

fn type_into(harness: &mut Harness<'_, World>, label: &str, text: &str) {
    harness
        .get_by(|n| matches!(n.role(), egui::Role::TextInput | egui::Role::MultilineTextInput) && n.label().as_deref() == Some(label))
        .focus();
    harness.run();
    harness
        .get_by(|n| matches!(n.role(), egui::Role::TextInput | egui::Role::MultilineTextInput) && n.label().as_deref() == Some(label))
        .type_text(text);
    harness.run();
}

#[test]
fn without_a_recipient_nothing_is_sent_and_the_reason_stands_there() {
    let mut harness = window();
    type_into(&mut harness, "Betreff", "Rückfrage");
    harness.get_by_label("Senden").click();
    harness.run();
    harness.get_by_label("Es fehlt ein Empfänger.");
    harness.get_by_label("Bitte noch klären");
    assert!(harness.get_by_label("Senden").accesskit_node().is_disabled());
    assert_eq!(harness.state().queued(), 0);
}

#[test]
fn enter_makes_a_chip_and_the_directory_is_asked_about_it() {
    let mut harness = window();
    type_into(&mut harness, "An", "brandt@n.kim.telematik");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().view.state.draft.recipients.len(), 1);
    harness.state_mut().answer(
        |c| matches!(c, Command::CheckRecipients { addresses, .. } if addresses == &["brandt@n.kim.telematik"]),
        Answer::RecipientsChecked(vec![checked("brandt@n.kim.telematik", DirectoryCheck::NotFound, None)]),
    );
    harness.run();
    harness.get_by_label("brandt@n.kim.telematik  nicht im VZD");
    harness.get_by_label("brandt@n.kim.telematik entfernen").click();
    harness.run();
    assert_eq!(harness.state().view.state.draft.recipients.len(), 0);
}

#[test]
fn a_hit_is_chosen_by_keyboard_or_mouse_and_never_by_enter_alone() {
    for by_mouse in [false, true] {
        let mut harness = window();
        type_into(&mut harness, "An", "brandt");
        harness.run_steps(3);
        let entry = DirectoryEntry {
            name: "Dr. Lena Brandt".into(),
            city: "Neustadt".into(),
            addresses: vec![DirectoryAddress {
                mail: "brandt@n.kim.telematik".into(),
                version: KimVersion("1.5".into()),
                ..DirectoryAddress::default()
            }],
            ..DirectoryEntry::default()
        };
        harness.state_mut().answer(
            |c| matches!(c, Command::SearchDirectory { query, .. } if query.text == "brandt"),
            Answer::Directory(DirectoryAnswer { complete: false, entries: vec![entry] }),
        );
        harness.run();
        harness.get_by_label("Mehr Treffer, bitte eingrenzen.");
        harness.key_press(Key::Enter);
        harness.run();
        assert_eq!(harness.state().view.state.draft.recipients.len(), 0);
        if by_mouse {
            harness.get_by_label("Dr. Lena Brandt Neustadt brandt@n.kim.telematik").click();
        } else {
            harness.key_press(Key::ArrowDown);
            harness.run();
            harness.key_press(Key::Enter);
        }
        harness.run();
        harness.get_by_label("Dr. Lena Brandt brandt@n.kim.telematik bis 15 MB");
    }
}

#[test]
fn an_odd_mail_is_asked_about_and_sent_with_the_keyboard() {
    let mut harness = window();
    type_into(&mut harness, "An", "brandt@n.kim.telematik,");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Enter);
    harness.run();
    harness.get_by_label("Der Betreff ist leer.");
    assert_eq!(harness.state().queued(), 0);
    harness.run_steps(8);
    harness.get_by_label("Trotzdem senden").click();
    harness.run();
    assert_eq!(harness.state().queued(), 0, "the running save comes first");
    let saved = Answer::DraftSaved { id: MailId(3), at: crate::domain::time::Timestamp(0) };
    harness.state_mut().answer(|c| matches!(c, Command::SaveDraft(_)), saved);
    harness.run();
    assert_eq!(harness.state().queued(), 1);
}

#[test]
fn discarding_asks_only_if_something_was_entered() {
    let mut harness = window();
    harness.get_by_label("Verwerfen").click();
    harness.run();
    assert_eq!(harness.state().view.outcome(), Some(Outcome::Discarded));
    let mut harness = window();
    type_into(&mut harness, "Nachricht", "Guten Tag");
    harness.get_by_label("Verwerfen").click();
    harness.run();
    harness.get_by_label("Diesen Entwurf endgültig verwerfen?");
    harness.get_by_label("Weiterschreiben").click();
    harness.run();
    assert_eq!(harness.state().view.outcome(), None);
}

#[test]
fn a_text_block_is_chosen_by_key_and_stands_above_the_signature() {
    use crate::domain::usage::{TextBlock, Usage, UsageFacts};
    let mut harness = window();
    let block = |name: &str, text: &str| TextBlock { name: name.into(), text: text.into() };
    let usage = Usage { text_blocks: vec![block("Gruß", "Guten Tag"), block("Rückruf", "bitte rufen Sie zurück")], ..Usage::default() };
    let world = harness.state_mut();
    world.model.expect(RequestId(900), crate::ui::model::Purpose::Usage);
    let answer = Answer::Usage(Box::new(UsageFacts { usage, ..UsageFacts::default() }));
    world.model.apply(Event::Answered { request: RequestId(900), result: Ok(Box::new(answer)) });
    world.view.state.draft.text = "\n\nPraxis A\n".into();
    harness.run();
    harness.key_press(Key::F2);
    harness.run();
    harness.get_by_label("Textbaustein einfügen");
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(harness.state().view.state.draft.text, "bitte rufen Sie zurück\n\nPraxis A\n");
    harness.get_by_label("Textbaustein").click();
    harness.run();
    harness.get_by_label("Gruß").click();
    harness.run();
    assert_eq!(harness.state().view.state.draft.text, "bitte rufen Sie zurückGuten Tag\n\nPraxis A\n");
}

fn checked(address: &str, check: DirectoryCheck, news: Option<ContactNews>) -> RecipientCheck {
    let (name, about, telematik_id) = (String::new(), String::new(), String::new());
    RecipientCheck { address: address.into(), check, name, about, telematik_id, news }
}

#[test]
fn an_address_with_a_successor_is_replaced_on_confirmation_only() {
    let mut harness = window();
    type_into(&mut harness, "An", "alt@n.kim.telematik,");
    type_into(&mut harness, "Betreff", "Rückfrage");
    let new = DirectoryAddress { mail: "neu@n.kim.telematik".into(), version: KimVersion("1.5+".into()), ..DirectoryAddress::default() };
    let news = Some(ContactNews::Gone { offers: vec![new] });
    harness.state_mut().answer(
        |c| matches!(c, Command::CheckRecipients { .. }),
        Answer::RecipientsChecked(vec![checked("alt@n.kim.telematik", DirectoryCheck::NotFound, news)]),
    );
    harness.run();
    harness.get_by_label("Senden").click();
    harness.run();
    assert_eq!(harness.state().queued(), 0);
    harness.get_by_label("Adresse ersetzen").click();
    harness.run();
    assert_eq!(harness.state().view.state.draft.recipients[0].address, "neu@n.kim.telematik");
    let replace = ContactCommand::Replace { old: "alt@n.kim.telematik".into(), new: "neu@n.kim.telematik".into() };
    assert_eq!(harness.state().count(|c| matches!(c, Command::Contacts(c) if **c == replace)), 1);
    assert!(harness.query_by_label_contains("gilt nicht mehr").is_none());
}
