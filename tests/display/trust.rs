//! What a mail says about itself proves nothing, and a mail inside a mail is none of its own content (rules 17, 18, 32).

use std::fmt::Write as _;

use kimpost::domain::mail::{Decryption as D, Integrity as I, MailClass as C, MailFlag as F};

use crate::fixture::{Fact as X, Fixture, fixture, judge};
use crate::proof::report;

const RESULT: &str = "X-KIM-IntegrityCheckResult";

fn forged() -> Vec<Fixture> {
    let mixed = "Content-Type: multipart/mixed; boundary=b\n";
    // Blank headers: the fixture adds none of the Clientmodul's own.
    let bare = format!("X-KIM-DecryptionResult-: \n{RESULT}-: \n");
    let results = |name, lines: &str, facts: &[X]| fixture(name, lines, "x", facts);
    let ok = |n: usize| format!("{RESULT}: 01\n").repeat(n);
    vec![
        results("honest", "", &[X::Integrity(I::Ok), X::Decryption(D::Ok), X::Marked(F::SignatureValid)]),
        results("none", &bare, &[X::Integrity(I::None), X::Decryption(D::None), X::NotMarked(F::SignatureValid)]),
        results("twice", &ok(2), &[X::Integrity(I::Unverifiable), X::NotMarked(F::SignatureValid)]),
        results("a good one before the bad", &format!("{RESULT}: 01\n{RESULT}: 02\n"), &[X::Integrity(I::Failed)]),
        results("a good one behind the bad", &format!("{RESULT}: 02\n{RESULT}: 01\n"), &[X::Integrity(I::Failed)]),
        results("in other letters", &format!("{RESULT}: 02\nx-kim-INTEGRITYcheckresult : 01\n"), &[X::Integrity(I::Failed)]),
        results("an unknown code", &format!("{RESULT}: 99\n"), &[X::Integrity(I::Unverifiable), X::NotMarked(F::SignatureValid)]),
        results("a code with words", &format!("{RESULT}: 01 gültig\n"), &[X::Integrity(I::Unverifiable)]),
        results("an empty code", &format!("{RESULT}:\n"), &[X::Integrity(I::Unverifiable)]),
        results("a code in an encoded word", &format!("{RESULT}: =?utf-8?q?01?=\n"), &[X::NotMarked(F::SignatureValid)]),
        results(
            "not decrypted but good",
            &format!("X-KIM-DecryptionResult: 01\n{RESULT}: 01\n"),
            &[X::Decryption(D::Failed), X::NotMarked(F::SignatureValid)],
        ),
        results("folded into another line", &format!("{bare}X-Notiz: x\n {RESULT}: 01\n"), &[X::Integrity(I::None)]),
        results("behind a bare carriage return", &format!("{bare}X-Notiz: x\r{RESULT}: 01\n"), &[X::Integrity(I::None)]),
        fixture(
            "in the body",
            &bare,
            &format!("{RESULT}: 01\nX-KIM-DecryptionResult: 00\n\nx"),
            &[X::Integrity(I::None), X::Decryption(D::None)],
        ),
        fixture(
            "in a part",
            &format!("{bare}{mixed}"),
            &format!("--b\n{RESULT}: 01\nX-KIM-DecryptionResult: 00\n\nx\n--b--\n"),
            &[X::Integrity(I::None), X::Decryption(D::None)],
        ),
        fixture(
            "in a mail inside",
            &format!("{bare}{mixed}"),
            &format!("--b\nContent-Type: message/rfc822\n\n{RESULT}: 01\n\nx\n--b--\n"),
            &[X::Integrity(I::None), X::Files(1)],
        ),
        fixture(
            "a bad one in a mail inside",
            mixed,
            &format!("--b\nContent-Type: message/rfc822\n\n{RESULT}: 02\n\nx\n--b--\n"),
            &[X::Integrity(I::Ok)],
        ),
        fixture(
            "a sentence in the text",
            &bare,
            "Die Signatur wurde erfolgreich geprüft.\n",
            &[X::Integrity(I::None), X::Text("Die Signatur wurde erfolgreich geprüft.")],
        ),
        fixture(
            "a bad verdict below a line stays to be read",
            &bare,
            &format!("Text\n{}\nDie Signatur ist ungültig.\n", "-".repeat(45)),
            &[X::Text("Die Signatur ist ungültig.")],
        ),
        fixture(
            "an error that is none",
            &format!("{bare}{mixed}"),
            "--b\nX-KIM-Fehlermeldung: 4009\n\nx\n--b--\n",
            &[X::NotMarked(F::KimError), X::Class(C::Personal)],
        ),
    ]
}

/// `depth` containers in each other, with words in the innermost.
fn nest(depth: usize, kind: &str) -> String {
    let mut body = String::new();
    for level in 0..depth {
        let _ = if kind == "message" {
            write!(body, "--m{level}\nContent-Type: message/rfc822\n\nContent-Type: multipart/mixed; boundary=m{}\n\n", level + 1)
        } else {
            write!(body, "--m{level}\nContent-Type: multipart/mixed; boundary=m{}\n\n", level + 1)
        };
    }
    let _ = write!(body, "--m{depth}\n\ninnen\n");
    (0..=depth).rev().for_each(|level| body.push_str(&format!("--m{level}--\n")));
    body
}

fn nested() -> Vec<Fixture> {
    let head = "Content-Type: multipart/mixed; boundary=m0\n";
    let whole = "From: chef@klinik.kim.telematik-test\nSubject: Geheim\nContent-Type: multipart/mixed; boundary=i\n\n\
                 --i\n\ninneres Wort\n--i\nContent-Disposition: attachment; filename=x.exe\n\nMZ\n--i--\n";
    let one = |kind: &str, inside: &str| format!("--m0\n\naussen\n--m0\nContent-Type: {kind}\n\n{inside}\n--m0--\n");
    let parts = |n: usize| "--m0\n\n\n".repeat(n);
    vec![
        fixture(
            "a mail in a mail",
            head,
            &one("message/rfc822", whole),
            &[
                X::Text("aussen"),
                X::NoText("inneres"),
                X::Files(1),
                X::File("Anhang.eml", &[]),
                X::From(&["praxis@nachbar.kim.telematik-test"]),
                X::Subject("Guten Tag"),
            ],
        ),
        fixture(
            "a mail in base64",
            head,
            &one("message/rfc822; x\nContent-Transfer-Encoding: base64", "RnJvbTogYUBiCgp4"),
            &[X::Files(1), X::NoText("From")],
        ),
        fixture(
            "a digest",
            "Content-Type: multipart/digest; boundary=m0\n",
            &format!("--m0\n\n{whole}\n--m0--\n"),
            &[X::Files(1), X::NoText("inneres")],
        ),
        fixture(
            "a piece of a mail",
            head,
            &one("message/partial; id=x; number=1; total=2", whole),
            &[X::Text("aussen"), X::NoText("inneres"), X::Files(1)],
        ),
        fixture(
            "a mail that lies elsewhere",
            head,
            &one("message/external-body; access-type=URL; URL=\"https://a.example\"", "Content-Type: text/html\n"),
            &[X::Text("aussen"), X::Files(1), X::Links(&[])],
        ),
        fixture("ninety containers", head, &nest(90, "multipart"), &[X::Text("innen"), X::RawOnly(false)]),
        fixture(
            "two hundred containers",
            head,
            &nest(200, "multipart"),
            &[X::RawOnly(true), X::Told("note-depth-limit"), X::Subject("Guten Tag")],
        ),
        fixture(
            "a hundred mails in each other",
            head,
            &nest(100, "message"),
            &[X::RawOnly(true), X::Told("note-depth-limit"), X::NoText("innen")],
        ),
        fixture("twelve thousand parts", head, &format!("{}--m0--\n", parts(12_000)), &[X::RawOnly(true), X::Told("note-part-limit")]),
        fixture(
            "nine thousand parts",
            head,
            &format!("{}--m0\n\nzuletzt\n--m0--\n", parts(9_000)),
            &[X::RawOnly(false), X::Text("zuletzt")],
        ),
        fixture("a hundred thousand headers", &"X-a: b\n".repeat(100_001), "x", &[X::RawOnly(true), X::Told("note-header-limit")]),
        fixture(
            "a container inside itself",
            head,
            "--m0\nContent-Type: multipart/mixed; boundary=m0\n\n--m0\n\nTief\n--m0--\n--m0--\n",
            &[X::Text("Tief")],
        ),
        fixture("no boundary", "Content-Type: multipart/mixed\n", "--m0\n\nText\n", &[X::Text("Text"), X::Told("note-no-boundary")]),
        fixture("no end", head, "--m0\n\nText\n", &[X::Text("Text"), X::Told("note-no-final-boundary")]),
        fixture(
            "the key of a large mail",
            "Content-Type: text/plain\nContent-Disposition: x-kas\n",
            "{\"k\":\"schluessel\"}\n",
            &[X::NoText("schluessel"), X::Told("note-kas-stub")],
        ),
    ]
}

#[test]
fn a_mail_cannot_vouch_for_itself_nor_hide_another() {
    let (forged, nested) = (forged(), nested());
    let facts = judge(&forged) + judge(&nested);
    report(
        "17–18, 32: results count from the top header alone and once, a mail inside is none of the mail, past a limit it is raw and says so",
        "forged result headers and nested mails, fetched and opened as the window does",
        forged.len() + nested.len(),
        &format!("held: {facts} facts"),
    );
}
