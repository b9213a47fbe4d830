//! What an imported file says of its signature counts for nothing until a Clientmodul says it (rule 32).

use kimpost::domain::ids::MailId;
use kimpost::domain::mail::{Decryption, Integrity, MailClass};
use kimpost::domain::secret::Secret;
use kimpost::engine::command::Command;
use kimpost::engine::event::ImportResult;
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};

use crate::support::{Desk, Town, ZP, kim_mail, text_mail};

const SENDER: &str = "praxis@nachbar.kim.telematik-test";

/// What the list, the detail and the head of a mail say.
fn verdict(desk: &Desk, mail: MailId) -> (Decryption, Integrity) {
    let row = desk.inbox().into_iter().find(|row| row.id == mail).unwrap();
    let detail = desk.open(mail);
    let said = (row.decryption, row.integrity);
    assert_eq!(said, (detail.row.decryption, detail.row.integrity));
    assert_eq!(said, (detail.parsed.kim.decryption, detail.parsed.kim.integrity));
    said
}

fn lines(desk: &Desk, mail: MailId) -> Vec<String> {
    desk.open(mail)
        .history
        .into_iter()
        .map(|line| line.key)
        .filter(|key| key.starts_with("history-imported") || key == "history-vouched")
        .collect()
}

fn import(desk: &Desk, name: &str, bytes: &[u8]) -> (MailId, ImportResult) {
    let path = desk.path(name);
    std::fs::write(&path, bytes).unwrap();
    let report = desk.import(&[path]);
    (report.mails[0].id.unwrap(), report.mails[0].result)
}

#[test]
fn a_file_cannot_say_that_its_signature_was_checked_until_the_clientmodul_says_it() {
    let town = Town::empty();
    let source = KeySource::Passphrase(Secret::new("wandernde Dünen am Watt"));
    let files = tempfile::tempdir().unwrap();
    let dir = files.path().join("profile");
    let desk = Desk::on(Profile::init(&dir, &source).unwrap(), Mode::CommandsOnly, files);
    desk.join(&town, ZP);
    let good = (Decryption::Ok, Integrity::Ok);
    let unconfirmed = (Decryption::Unconfirmed, Integrity::Unconfirmed { said_ok: true });

    let (forged, also_fetched, fetched) = (
        text_mail(SENDER, ZP, "Gefälscht", "Text\r\n"),
        text_mail(SENDER, ZP, "Aus beiden Wegen", "Text\r\n"),
        text_mail(SENDER, ZP, "Abgerufen", "Text\r\n"),
    );
    let broken = String::from_utf8(text_mail(SENDER, ZP, "Verändert", "Text\r\n")).unwrap();
    let broken = broken.replace("X-KIM-IntegrityCheckResult: 01", "X-KIM-IntegrityCheckResult: 02");
    let (lone, both) = (import(&desk, "a.eml", &forged).0, import(&desk, "b.eml", &also_fetched).0);
    let bad = import(&desk, "c.eml", broken.as_bytes()).0;
    town.put(ZP, &fetched);
    assert_eq!(desk.fetch_well(), 1);
    let known = desk.mail("Abgerufen").id;
    // An import of what was fetched changes nothing.
    assert_eq!(import(&desk, "d.eml", &fetched), (known, ImportResult::Known));

    let check = |desk: &Desk| {
        assert_eq!([verdict(desk, lone), verdict(desk, both), verdict(desk, known)], [unconfirmed, unconfirmed, good]);
        assert_eq!(verdict(desk, bad).1, Integrity::Failed, "what speaks against a mail stays");
        let sentences: Vec<String> = desk.open(lone).parsed.kim.codes.into_iter().map(|code| code.meaning_key).collect();
        assert_eq!(sentences, ["kim-code-unconfirmed"; 2]);
        assert_eq!((lines(desk, lone), lines(desk, known)), (vec!["history-imported".to_owned()], Vec::new()));
    };
    check(&desk);
    let files = desk.stop();
    let desk = Desk::on(Profile::open(&dir, &source).unwrap(), Mode::CommandsOnly, files);
    check(&desk);

    // The same bytes come from the Clientmodul: now it says so itself.
    town.put(ZP, &also_fetched);
    desk.fetch_well();
    let after = |desk: &Desk| {
        assert_eq!([verdict(desk, lone), verdict(desk, both)], [unconfirmed, good]);
        assert_eq!(lines(desk, both), ["history-imported", "history-vouched"]);
        assert_eq!(desk.inbox().len(), 4);
    };
    after(&desk);
    // And a file does not take that back.
    assert_eq!(import(&desk, "b.eml", &also_fetched), (both, ImportResult::Known));
    let files = desk.stop();
    after(&Desk::on(Profile::open(&dir, &source).unwrap(), Mode::CommandsOnly, files));
}

/// Content that takes the place of another in view brings the way it came along.
#[test]
fn a_readable_copy_counts_by_the_way_it_came() {
    let undecrypted = |id: &str| {
        let inner = "--b\r\nContent-Type: text/plain\r\n\r\nNicht entschlüsselt\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n";
        let inner =
            format!("{inner}Message-ID: <{id}>\r\nX-KOM-LE-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\n\r\nAAAA\r\n--b--\r\n");
        let shell = kim_mail(
            SENDER,
            ZP,
            "Die Nachricht konnte nicht entschlüsselt werden",
            "Content-Type: multipart/mixed; boundary=b\r\n",
            &inner,
        );
        String::from_utf8(shell).unwrap().replace("X-KIM-DecryptionResult: 00", "X-KIM-DecryptionResult: 01").into_bytes()
    };
    let readable = |id: &str| {
        let mail = String::from_utf8(text_mail(SENDER, ZP, "Lesbar", "Text\r\n")).unwrap();
        let own = mail.lines().find(|line| line.to_ascii_lowercase().starts_with("message-id:")).unwrap();
        mail.replace(own, &format!("Message-ID: <{id}>")).into_bytes()
    };
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    // From a file over what was fetched …
    town.put(ZP, &undecrypted("eins@x"));
    desk.fetch_well();
    let first = desk.inbox()[0].id;
    assert_eq!(desk.open(first).row.class, MailClass::Undecrypted);
    assert_eq!(import(&desk, "eins.eml", &readable("eins@x")).0, first);
    assert_eq!(verdict(&desk, first), (Decryption::Unconfirmed, Integrity::Unconfirmed { said_ok: true }));
    // … and the other way round.
    let (second, _) = import(&desk, "zwei.eml", &undecrypted("zwei@x"));
    assert_eq!(verdict(&desk, second).0, Decryption::Failed);
    town.put(ZP, &readable("zwei@x"));
    desk.fetch_well();
    assert_eq!(verdict(&desk, second), (Decryption::Ok, Integrity::Ok));
    assert_eq!(verdict(&desk, first).1, Integrity::Unconfirmed { said_ok: true });
}

/// A file in view, of which the Clientmodul gives another one under the same Message-ID: that is the mail.
#[test]
fn what_the_clientmodul_gives_takes_the_place_of_a_file() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let genuine = String::from_utf8(text_mail(SENDER, ZP, "Dosis", "Eine Tablette\r\n")).unwrap();
    let forged = genuine.replace("Eine Tablette", "Zehn Tabletten");
    let (id, _) = import(&desk, "gefälscht.eml", forged.as_bytes());
    let also_here = genuine.replace("Dosis", "Gleich");
    let also_here = also_here.replacen("Message-ID: <", "Message-ID: <z", 1);
    let (same, _) = import(&desk, "gleich.eml", also_here.replace("MIME-Version", "X-Weg: Datei\r\nMIME-Version").as_bytes());
    desk.ask(Command::MarkUnread { mails: vec![id, same], unread: false });
    town.put(ZP, genuine.as_bytes());
    town.put(ZP, also_here.as_bytes());
    desk.fetch_well();
    let shown = desk.open(id);
    assert!(shown.parsed.text.contains("Eine Tablette") && shown.row.unread, "{}", shown.parsed.text);
    assert!(shown.history.iter().any(|line| line.key == "history-version-differs"));
    assert_eq!((verdict(&desk, id), desk.inbox().len()), ((Decryption::Ok, Integrity::Ok), 2));
    // What says the same is no news.
    assert!(!desk.open(same).row.unread);
    assert_eq!(verdict(&desk, same), (Decryption::Ok, Integrity::Ok));
}
