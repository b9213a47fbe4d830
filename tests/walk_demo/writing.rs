//! Drafts, answers, forwards, the directory and the cards: what happens before „Senden".

use kimpost::domain::card::PinStatus;
use kimpost::domain::directory::DirectoryQuery;
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::outgoing::{DraftSource, OutgoingState, RecipientKind};
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::support::{Desk, HA, Town, ZP, answer, sha256};

fn drafts(desk: &Desk) -> Vec<kimpost::domain::mail::MailRow> {
    desk.list(MailFilter { folder: Folder::Drafts, ..MailFilter::default() }).rows
}

#[test]
fn a_draft_is_kept_opened_changed_and_discarded() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let path = desk.path("Plan.txt");
    std::fs::write(&path, "Größe: 3\n").unwrap();
    let mut draft = desk.draft(ZP, &["t.mueller@moorburg.kim.telematik-test"], "Entwurf Ä");
    desk.attach(&mut draft, &path);
    // The store holds its own copy.
    std::fs::remove_file(&path).unwrap();
    let id = answer!(desk.ask(Command::SaveDraft(Box::new(draft.clone()))), Answer::DraftSaved { id, .. } => id);
    draft.id = Some(id);
    draft.text.push_str("und noch etwas");
    assert_eq!(answer!(desk.ask(Command::SaveDraft(Box::new(draft.clone()))), Answer::DraftSaved { id, .. } => id), id);
    assert_eq!(answer!(desk.ask(Command::OpenDraft { mail: id }), Answer::Draft(opened) => *opened), draft);
    assert_eq!(drafts(&desk).len(), 1);
    assert_eq!(desk.open(id).row.state, Some(OutgoingState::Draft));
    assert!(desk.search("noch etwas").iter().any(|r| r.id == id), "drafts are found");
    let other = desk.draft(ZP, &[], "");
    let other = answer!(desk.ask(Command::SaveDraft(Box::new(other))), Answer::DraftSaved { id, .. } => id);
    desk.ask(Command::DiscardDraft { mail: other });
    assert_eq!(desk.problem(Command::OpenDraft { mail: other }), "NOT-FOUND");
    let sent = desk.send(draft);
    assert_eq!((sent.id, sent.state), (id, OutgoingState::Accepted), "the draft became the mail");
    assert_eq!(drafts(&desk).len(), 0);
    let files = desk.save_files(id, &desk.path("out"));
    assert_eq!(files[0].sha256, sha256("Größe: 3\n".as_bytes()));
    assert_eq!(desk.problem(Command::AddAttachment { path: desk.path("fehlt") }), "ATTACH-UNREADABLE");
    assert_eq!(desk.problem(Command::AddAttachment { path: desk.files.path().to_owned() }), "ATTACH-NOT-A-FILE");
}

#[test]
fn an_answer_quotes_and_hangs_on() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let asked = desk.mail("AW: AW: Übernahme Patientin Frau Ohnesorg");
    let original = desk.open(asked.id);
    let mut draft = answer!(desk.ask(Command::PrepareReply { mail: asked.id, all: false }), Answer::Draft(draft) => *draft);
    assert_eq!(draft.subject, "AW: Übernahme Patientin Frau Ohnesorg");
    assert_eq!(draft.recipients.iter().map(|r| r.address.as_str()).collect::<Vec<_>>(), ["t.mueller@moorburg.kim.telematik-test"]);
    assert!(
        draft.text.contains("> Wie besprochen die Akte")
            && draft.text.contains(">> gerne, bitte als PDF")
            && draft.text.contains("schrieb")
    );
    assert_eq!(draft.in_reply_to, original.parsed.message_id);
    assert_eq!(draft.references.len(), original.parsed.references.len() + 1);
    assert_eq!(draft.source, Some((asked.id, DraftSource::Reply)));
    draft.text.insert_str(0, "Danke!");
    let sent = desk.send(draft);
    assert!(desk.open(asked.id).row.answered);
    let raw = String::from_utf8(desk.raw(sent.id)).unwrap();
    let id = original.parsed.message_id.unwrap();
    let unfolded = raw.replace("\r\n ", " ").replace("\r\n\t", " ");
    assert!(unfolded.contains(&format!("In-Reply-To: <{id}>")), "{unfolded}");
    let references = unfolded.lines().find(|l| l.starts_with("References: ")).unwrap();
    assert!(references.ends_with(&format!("<{id}>")) && references.matches('<').count() == original.parsed.references.len() + 1);
    assert!(desk.open(sent.id).thread.iter().any(|r| r.id == asked.id));
    // To all: sender first, the others in copy, never the own address.
    let all = desk.mail("Information: Häufung von Keuchhusten");
    let draft = answer!(desk.ask(Command::PrepareReply { mail: all.id, all: true }), Answer::Draft(draft) => *draft);
    let to: Vec<_> = draft.recipients.iter().map(|r| (r.kind, r.address.as_str())).collect();
    assert_eq!(
        to,
        [
            (RecipientKind::To, "gesundheitsamt@lk-fennwalde.kim.telematik-test"),
            (RecipientKind::Cc, "notfallpraxis@hohenfenn.kim.telematik-test")
        ]
    );
    // A false display name and another Reply-To change nothing: the answer goes to the address that was shown.
    let odd = desk.mail("Bitte neue Kontoverbindung");
    let draft = answer!(desk.ask(Command::PrepareReply { mail: odd.id, all: true }), Answer::Draft(draft) => *draft);
    assert_eq!(draft.recipients[0].address, "hohenstein@burgheim.kim.telematik-test");
    assert!(draft.recipients.iter().all(|r| !r.address.starts_with("silberling")));
}

#[test]
fn a_forward_takes_the_attachments_along_unchanged() {
    let town = Town::full();
    let desk = Desk::in_town(&town);
    desk.fetch_well();
    let letter = desk.mail("Entlassbrief Quastenberg");
    let before = desk.save_files(letter.id, &desk.path("vorher"));
    let mut draft = answer!(desk.ask(Command::PrepareForward { mail: letter.id }), Answer::Draft(draft) => *draft);
    assert_eq!((draft.subject.as_str(), draft.recipients.len()), ("WG: Entlassbrief Quastenberg – Kardiologie", 0));
    assert_eq!(draft.attachments.len(), before.len());
    draft.recipients.push(crate::support::recipient(ZP));
    let sent = desk.send(draft);
    assert_eq!(sent.state, OutgoingState::Accepted);
    assert!(desk.open(letter.id).row.forwarded);
    let own = desk.id(ZP);
    let arrived = desk.fetch_until("the forward", |desk| {
        desk.inbox().into_iter().find(|r| r.account == own && r.subject.starts_with("WG: Entlassbrief"))
    });
    let after = desk.save_files(arrived.id, &desk.path("nachher"));
    let hashes = |files: &[kimpost::engine::event::SavedFile]| {
        files.iter().map(|f| (f.path.file_name().unwrap().to_owned(), f.sha256.clone())).collect::<Vec<_>>()
    };
    assert_eq!(hashes(&after), hashes(&before));
}

#[test]
fn the_directory_finds_people_by_what_is_known() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, HA);
    let find = |query: DirectoryQuery| answer!(desk.ask(Command::SearchDirectory { account: None, query, lane: 0 }), Answer::Directory(found) => found);
    let text = |text: &str| DirectoryQuery { text: text.into(), limit: 100, ..DirectoryQuery::default() };
    let both = find(text("müller thomas"));
    assert!(both.complete && both.entries.len() == 2, "{}", both.entries.len());
    let places: Vec<&str> = both.entries.iter().map(|e| e.city.as_str()).collect();
    assert!(places.contains(&"Moorburg"), "{places:?}");
    assert_eq!(find(DirectoryQuery { city: "Moorburg".into(), ..text("müller") }).entries.len(), 2);
    assert_eq!(find(DirectoryQuery { ik: "109999039".into(), ..text("") }).entries.len(), 1, "the insurer, not its Ombudsstelle");
    let several = find(text("kiefer- und gesichtschirurgie"));
    assert_eq!(several.entries[0].addresses.len(), 3);
    for wild in ["*", "(", ")(uid=*", "\\", "Innenhof*"] {
        match desk.try_ask(Command::SearchDirectory { account: None, query: text(wild), lane: 0 }) {
            Ok(found) => assert!(answer!(found, Answer::Directory(found) => found).entries.len() <= 1, "{wild}"),
            Err(problem) => assert_eq!(problem.code, "LDAP-QUERY", "{wild}"),
        }
    }
    assert_eq!(desk.problem(Command::SearchDirectory { account: None, query: text("  "), lane: 0 }), "INPUT-EMPTY-SEARCH");
    let (online, cards) =
        answer!(desk.ask(Command::ListCards { account: None }), Answer::Cards(report) => (report.link.is_online(), report.cards));
    assert!(online && !cards.is_empty() && cards.iter().any(|c| c.pin == PinStatus::Verified));
}
