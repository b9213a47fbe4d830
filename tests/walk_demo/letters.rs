//! eArztbrief out of the writing window: the fixed Dienstkennung, the named parts, and what is refused.

use std::fs;
use std::path::Path;

use kimpost::domain::letter::LETTER;
use kimpost::domain::outgoing::{Draft, OutgoingState};
use kimpost::domain::payload::PayloadKind;
use kimpost::engine::command::Command;

use crate::support::{Desk, HA, Town};

const DOCTOR: &str = "t.mueller@moorburg.kim.telematik-test";

/// A letter as a person writes it: files attached one after the other.
fn letter(desk: &Desk, files: &[(&str, &str)]) -> Draft {
    let mut draft = desk.draft(HA, &[DOCTOR], "");
    draft.text.clear();
    for (from, name) in files {
        let path = desk.path(name);
        fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/demo").join(from), &path).unwrap();
        desk.attach(&mut draft, &path);
        draft.become_what_is_attached();
    }
    draft
}

#[test]
fn a_letter_travels_with_its_parts_named_and_gets_its_receipt() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let draft = letter(&desk, &[("arztbrief.pdf", "brief.pdf"), ("arztbrief.xml", "brief.xml"), ("ekg.png", "ekg.png")]);
    assert_eq!((draft.dienstkennung.as_str(), draft.subject.as_str()), (LETTER, "Arztbrief"));
    assert_eq!(draft.issues(), []);
    let sent = desk.send(draft);
    let raw = String::from_utf8(desk.raw(sent.id)).unwrap();
    for line in [
        "X-KIM-Dienstkennung: Arztbrief;VHitG-Versand;V1.2\r\n",
        "Content-Description: eAB-PDF-signed\r\n",
        "Content-Description: eAB-XML\r\n",
        "Content-Description: eAB-Anhang-01\r\n",
    ] {
        assert_eq!(raw.matches(line).count(), 1, "{line}");
    }
    let payload = desk.open(sent.id).payload.unwrap();
    assert!(payload.kind == PayloadKind::Letter && payload.blocks.is_empty(), "it reads well");
    desk.fetch_until("the receipt", |desk| {
        matches!(desk.sent(sent.id).state, OutgoingState::Delivered | OutgoingState::Read).then_some(())
    });
}

#[test]
fn what_breaks_the_catalogue_is_refused_before_it_is_queued() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let queue = |draft: Draft| Command::Queue { draft: Box::new(draft), directory_check: false, send_now: true };
    let whole = [("arztbrief.pdf", "brief.pdf"), ("arztbrief.xml", "brief.xml")];
    let alone = Draft { dienstkennung: LETTER.into(), ..letter(&desk, &whole[..1]) };
    assert_eq!(desk.problem(queue(alone)), "INPUT-LETTER");
    let picture = Draft { dienstkennung: LETTER.into(), ..letter(&desk, &[("ekg.png", "brief.pdf"), ("arztbrief.xml", "brief.xml")]) };
    assert_eq!(desk.problem(queue(picture)), "INPUT-LETTER", "the name makes no PDF");
    let told = Draft { text: "Patient Quastenberg, I48.0".into(), ..letter(&desk, &whole) };
    assert!(told.issues().iter().any(|issue| issue.text_key == "draft-issue-letter-text" && !issue.blocks), "told, and a person decides");
    desk.send(told);
}
