//! The life of a mail in the demo, and the mails it starts with, seen over raw sockets.

use std::time::Duration;

use super::{HA, KH, ME, Peer, ZP, demo, letter, quick};
use crate::demo::{Demo, DemoOptions, mime};

/// The newest mails of a mailbox once it holds `count`.
async fn wait_for(demo: &Demo, address: &str, count: usize) -> Vec<String> {
    for _ in 0..400 {
        if demo.world.count(address) >= count {
            return demo.world.mails(address).iter().map(|m| String::from_utf8_lossy(m.content()).into_owned()).collect();
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{} mails instead of {count}", demo.world.count(address));
}

#[tokio::test]
async fn a_mail_is_delivered_confirmed_and_read() {
    let demo = demo().await;
    let (mine, theirs) = (demo.world.count(ME), demo.world.count(ZP));
    let reader = "t.mueller@moorburg.kim.telematik-test";
    let mut peer = Peer::smtp_in(&demo, ME).await;
    let data = letter(ME, &format!("{ZP}, {reader}"), &format!("Disposition-Notification-To: {ME}\r\n"));
    let reply = peer.submit(ME, &[ZP, reader], " NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;x@y.de", &data).await;
    assert!(reply.starts_with("250"), "{reply}");
    let got = wait_for(&demo, ZP, theirs + 1).await.pop().unwrap();
    assert!(got.contains("X-KIM-DecryptionResult: 00\r\n") && got.contains("X-KIM-IntegrityCheckResult: 01\r\n"));
    assert!(got.ends_with("\r\n\r\nHallo\r\n.Punkt\r\n"), "dot-stuffing undone: {got}");
    let all = wait_for(&demo, ME, mine + 3).await;
    let new = &all[mine..];
    assert_eq!(new.iter().filter(|m| m.contains("Action: delivered")).count(), 2, "one notice per Fachdienst");
    assert!(new.iter().all(|m| m.contains("In-Reply-To: <test-1@ps.invalid>")));
    assert!(new.iter().any(|m| m.contains("Original-Envelope-Id: abc") && m.contains("Original-Recipient: rfc822;x@y.de")));
    let receipt = new.iter().find(|m| m.contains("disposition-notification;")).unwrap();
    assert!(receipt.contains("Original-Message-ID: <test-1@ps.invalid>") && receipt.contains("X-KIM-IntegrityCheckResult: 01"));
}

#[tokio::test]
async fn every_fate_of_a_recipient_comes_true() {
    for (to, found) in [
        ("ohne.zertifikat@fennwalde.kim.telematik-test", "X-KIM-Fehlermeldung: 4004"),
        ("verzogen@fennwalde.kim.telematik-test", "Status: 5.1.1"),
        ("niemand@fennwalde.kim.telematik-test", "Status: 5.1.1"),
        ("aufnahme@st-notburga.kim.telematik-test", "Status: 5.2.2"),
        ("labor.uebersee@neuhaven.kim.telematik-test", "KIM-Mail;Abwesenheitsnotiz;V1.0"),
        ("k.mueller@muehlgraben.kim.telematik-test", "Action: delayed"),
        ("loewen@fennwalde.kim.telematik-test", "> Hallo"),
    ] {
        let demo = demo().await;
        let before = demo.world.count(ME);
        let mut peer = Peer::smtp_in(&demo, ME).await;
        let recipients = [to, "ombud@nordlicht-kk.kim.telematik-test"];
        let reply = peer.submit(ME, &recipients, " NOTIFY=FAILURE,DELAY", &letter(ME, &recipients.join(", "), "")).await;
        assert!(reply.starts_with("250"), "{to}: {reply}");
        let mails = wait_for(&demo, ME, before + 1).await;
        assert!(mails[before].contains(found), "{to}: {}", mails[before]);
    }
}

#[tokio::test]
async fn refusals_and_the_uncertain_send() {
    let demo = demo().await;
    let mut peer = Peer::smtp_in(&demo, ME).await;
    let busy = "besetzt@fennwalde.kim.telematik-test";
    assert!(peer.submit(ME, &[busy], "", &letter(ME, busy, "")).await.starts_with("451 4.3.0"));
    assert!(peer.submit(ME, &[busy], "", &letter(ME, busy, "")).await.starts_with("250"), "the second attempt");
    assert!(peer.submit(KH, &[busy], "", &letter(KH, busy, "")).await.starts_with("550 5.7.1 MAIL FROM"));
    assert!(peer.submit(ME, &["a@web.de"], "", &letter(ME, "a@web.de", "")).await.starts_with("451 4.7.5 Die Nachricht konnte nicht"));
    let cut = "verbindung.bricht.ab@fennwalde.kim.telematik-test";
    let before = demo.world.count(ME);
    assert_eq!(peer.submit(ME, &[cut], " NOTIFY=SUCCESS", &letter(ME, cut, "")).await, "", "no reply, closed");
    assert!(wait_for(&demo, ME, before + 1).await[before].contains("Action: delivered"), "but it was taken over");
}

#[tokio::test]
async fn an_insurer_answers_by_the_last_digit() {
    for (digit, service, mark) in
        [('1', "EBZ;ANW", "<anw:Antwortkennzeichen>1<"), ('2', "EBZ;ANW", "<anw:Antwortkennzeichen>0<"), ('9', "EBZ;FEH", "Fehlercode")]
    {
        let demo = demo().await;
        let before = demo.world.count(ZP);
        let number = format!("0991234562611ZE00000000000999{digit}");
        let insurer = "ebz@nordlicht-kk.kim.telematik-test";
        let xml = crate::demo::letter::base64_lines(format!("<ant:Antragsnummer>{number}</ant:Antragsnummer>").as_bytes());
        let data = format!(
            "From: {ZP}\r\nTo: {insurer}\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nMessage-ID: <antrag@ps.invalid>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: application/xml; name=\"antrag.xml\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
            String::from_utf8(xml).unwrap()
        );
        let mut peer = Peer::smtp_in(&demo, ZP).await;
        assert!(peer.submit(ZP, &[insurer], " NOTIFY=NEVER", &data).await.starts_with("250"));
        let mail = wait_for(&demo, ZP, before + 1).await.pop().unwrap();
        assert!(mail.contains(&format!("X-KIM-Dienstkennung: {service}")) && mail.contains("In-Reply-To: <antrag@ps.invalid>"));
        let tree = mime::tree(mail.as_bytes());
        let record = String::from_utf8(tree.parts[1].decoded()).unwrap();
        assert!(record.contains(mark) && record.contains(&number), "{digit}: {record}");
    }
}

/// The first stored mail of an account that contains a text.
fn stored(demo: &Demo, address: &str, found: &str) -> (usize, String) {
    let mails = demo.world.mails(address);
    let at = mails.iter().position(|m| String::from_utf8_lossy(m.content()).contains(found)).unwrap();
    (at + 1, String::from_utf8(mails[at].content().to_vec()).unwrap())
}

#[tokio::test]
async fn an_undecrypted_mail_opens_at_the_second_retr() {
    let demo = demo().await;
    let (number, _) = stored(&demo, KH, "X-KIM-Fehlermeldung: 4009");
    let mut peer = Peer::pop3_in(&demo, KH).await;
    assert!(peer.text(&format!("RETR {number}")).await.contains("X-KIM-DecryptionResult: 01"));
    let again = peer.text(&format!("RETR {number}")).await;
    assert!(again.contains("X-KIM-DecryptionResult: 00") && again.contains("Arztbrief_Ueberbacher.pdf"));
}

#[tokio::test]
async fn an_undecrypted_mail_sent_unchanged_comes_back_readable() {
    let demo = demo().await;
    let (number, error) = stored(&demo, ZP, "X-KIM-Fehlermeldung: 4009");
    let mut pop = Peer::pop3_in(&demo, ZP).await;
    for _ in 0..2 {
        assert!(pop.text(&format!("RETR {number}")).await.contains("X-KIM-Fehlermeldung: 4009"), "this one does not open by RETR");
    }
    let tree = mime::tree(error.as_bytes());
    let embedded = tree.parts.iter().find(|p| p.media_type == "message/rfc822").unwrap().body;
    let original = std::str::from_utf8(embedded).unwrap();
    for (sent, expected) in
        [(original.to_owned(), "X-KIM-DecryptionResult: 00"), (original.replacen("Date:", "date:", 1), "X-KIM-Fehlermeldung: 4010")]
    {
        let before = demo.world.count(ZP);
        let data = format!(
            "From: {ZP}\r\nTo: {ZP}\r\nDate: Mon, 16 Nov 2026 09:14:05 +0100\r\nMessage-ID: <wg@ps.invalid>\r\nX-KIM-Dienstkennung: KIM-Mail;Default;V1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{sent}\r\n--b--\r\n"
        );
        let mut peer = Peer::smtp_in(&demo, ZP).await;
        assert!(peer.submit(ZP, &[ZP], " NOTIFY=FAILURE", &data).await.starts_with("250"));
        assert!(wait_for(&demo, ZP, before + 1).await.pop().unwrap().contains(expected), "{expected}");
    }
}

#[tokio::test]
async fn the_seed_holds_every_kind_and_every_mail_can_be_read() {
    let demo = demo().await;
    let mut all = Vec::new();
    for address in [ZP, KH, HA] {
        for mail in demo.world.mails(address) {
            let first = String::from_utf8_lossy(mail.content()).into_owned();
            mail.mark_fetched();
            all.push(first);
            assert!(mail.outer.ends_with(b"\r\n") && mail.wire_size > mail.content().len());
        }
    }
    assert!(all.len() >= 60, "{}", all.len());
    assert!(demo.info().sent.len() >= 10);
    let raw_sent = demo.info().sent.iter().map(|m| String::from_utf8_lossy(m).into_owned());
    for mail in all.iter().cloned().chain(raw_sent) {
        let parsed = mail_parser::MessageParser::default().parse(mail.as_bytes()).expect("readable");
        assert!(parsed.date().is_some() && parsed.from().is_some() && parsed.message_id().is_some(), "{mail}");
        assert!(mail.ends_with("\r\n") && !mail.replace("\r\n", "").contains(['\r', '\n']), "CRLF only");
    }
    for (least, mark) in [
        (20, "X-KIM-Dienstkennung: KIM-Mail;Default;V1.0"),
        (11, "X-KIM-Dienstkennung: EBZ;ANW"),
        (1, "X-KIM-Dienstkennung: EBZ;MIT"),
        (1, "X-KIM-Dienstkennung: EBZ;FEH"),
        (3, "X-KIM-Dienstkennung: eAU;Fehler-Kasse"),
        (1, "X-KIM-Dienstkennung: eAU;Lieferung"),
        (1, "X-KIM-Dienstkennung: eAU;Storno-Arzt"),
        (1, "X-KIM-Dienstkennung: eEB;Bescheinigung"),
        (2, "X-KIM-Dienstkennung: Arztbrief;"),
        (1, "X-KIM-Dienstkennung: LDT-Befund;"),
        (2, "X-KIM-Dienstkennung: eRezept;"),
        (1, "X-KIM-Dienstkennung: eDokumentation-QSKE;Status"),
        (1, "X-KIM-Dienstkennung: 1ClickAbrechnung;Rueckmeldung"),
        (1, "X-KIM-Dienstkennung: XYZ-Pilot"),
        (1, "X-KIM-Dienstkennung: KIM-Mail;Abwesenheitsnotiz"),
        (6, "Action: delivered"),
        (2, "Action: failed"),
        (1, "Action: delayed"),
        (2, "report-type=disposition-notification"),
        (3, "X-KIM-Fehlermeldung: 4009"),
        (1, "X-KIM-Fehlermeldung: 4006"),
        (1, "X-KIM-Fehlermeldung: 4008"),
        (1, "X-KIM-Fehlermeldung: 4010"),
        (1, "X-KIM-Fehlermeldung: 4011"),
        (1, "X-KIM-Fehlermeldung: 4018"),
        (2, "X-KIM-KAS-Size: "),
        (1, "X-KIM-IntegrityCheckResult: 02"),
        (1, "X-KIM-IntegrityCheckResult: 07"),
        (2, "X-KIM-IntegrityCheckResult: 08"),
        (1, "Signaturpruefungsbericht.pdf"),
        (10, "Content-Type: application/pdf"),
        (3, "Content-Type: image/jpeg"),
        (2, "Content-Type: image/png"),
        (2, "charset=iso-8859-15"),
        (1, "Content-Type: text/html"),
        (1, "multipart/alternative"),
        (1, "name=\"=?utf-8?q?"),
        (1, "../../Autostart/Rechnung.pdf.exe"),
        (3, "Disposition-Notification-To: "),
    ] {
        let count = all.iter().filter(|m| m.contains(mark)).count();
        assert!(count >= least, "{mark}: {count} of {least}");
    }
    for mark in ["antwort-4711-der.p7s", "eau.p7s"] {
        assert!(std::path::Path::new("assets/demo").join(mark).exists());
    }
}

#[tokio::test]
async fn a_mail_beyond_memory_is_counted_and_arrives_as_a_stub() {
    let demo = demo().await;
    let before = demo.mails_in(KH);
    let mut peer = Peer::smtp_in(&demo, ZP).await;
    let line = format!("{}\r\n", "x".repeat(996));
    let data = letter(ZP, KH, "") + &line.repeat(66 * 1024 * 1024 / line.len());
    assert!(peer.submit(ZP, &[KH, ME], " NOTIFY=NEVER", &data).await.starts_with("250"));
    let mails = wait_for(&demo, KH, before + 1).await;
    assert!(mails[before].contains("X-KIM-Fehlermeldung: 4006") && mails[before].contains("X-KIM-KAS-Size: 692"), "{}", mails[before]);
    let told = wait_for(&demo, ZP, 1).await.into_iter().any(|m| m.contains("X-KIM-Fehlermeldung: 4001") && m.contains(ME));
    assert!(told, "the account without + was dropped");
}

#[tokio::test]
async fn tests_may_start_empty_and_put_mails() {
    let demo = Demo::start(DemoOptions { without_mails: true, ..quick() }).await.unwrap();
    assert_eq!((demo.mails_in(ZP), demo.info().sent.len()), (0, 0));
    assert!(demo.put_mail(ZP, b"Subject: x\r\n\r\nHallo\r\n".to_vec()) && !demo.put_mail("a@b.de", Vec::new()));
    let mut peer = Peer::pop3_in(&demo, ZP).await;
    assert_eq!(peer.text("RETR 1").await, "Subject: x\r\n\r\nHallo\r\n");
    assert_eq!(peer.text("TOP 1 9").await, "Subject: x\r\n\r\n");
}
