//! Who a mail seems to come from, and what it writes into lists and titles (rules 30 and 31).

use kimpost::domain::mail::MailFlag as F;

use crate::fixture::{Fact as X, Fixture, fixture, judge};
use crate::proof::report;

const BOSS: &str = "chefarzt@klinik.kim.telematik-test";

fn spoofed() -> Vec<Fixture> {
    use F::{DuplicateFrom, FromNameIsAddress, MixedScriptDomain, NotKimDomain, ReplyToDiffers};
    let from = |name, from: &str, facts: &[X]| fixture(name, &format!("From: {from}\n"), "x", facts);
    vec![
        fixture("an honest mail", "", "x", &[X::Unmarked, X::From(&["praxis@nachbar.kim.telematik-test"])]),
        from("honest accents", "=?utf-8?q?Dr._Bj=C3=B6rn_=C5=BBuk?= <praxis@nachbar.kim.telematik-test>", &[X::Unmarked]),
        from("honest Greek", "=?utf-8?q?=CE=9D=CE=AF=CE=BA=CE=BF=CF=82?= <praxis@nachbar.kim.telematik-test>", &[X::Unmarked]),
        from(
            "a name that is an address",
            &format!("\"{BOSS}\" <x@y.kim.telematik-test>"),
            &[X::Marked(FromNameIsAddress), X::From(&["x@y.kim.telematik-test"]), X::AnsweredTo(&["x@y.kim.telematik-test"])],
        ),
        from("an address as a phrase", &format!("{BOSS} <x@y.kim.telematik-test>"), &[X::Marked(FromNameIsAddress)]),
        from("a name with an address in it", &format!("\"Dr. Hahn ({BOSS})\" <x@y.kim.telematik-test>"), &[X::Marked(FromNameIsAddress)]),
        from(
            "an encoded address",
            "=?utf-8?q?chef=40klinik.kim.telematik-test?= <x@y.kim.telematik-test>",
            &[X::Marked(FromNameIsAddress)],
        ),
        from(
            "an encoded address with brackets",
            "=?utf-8?q?Chef_=3Cchef=40klinik.kim.telematik=3E?= <x@y.kim.telematik-test>",
            &[X::Marked(FromNameIsAddress), X::From(&["x@y.kim.telematik-test"])],
        ),
        from("a wide at sign", "=?utf-8?q?chef=EF=BC=A0klinik.kim.telematik?= <x@y.kim.telematik-test>", &[X::Marked(FromNameIsAddress)]),
        from("a small at sign", "=?utf-8?q?chef=EF=B9=ABklinik.kim.telematik?= <x@y.kim.telematik-test>", &[X::Marked(FromNameIsAddress)]),
        from("the domain of another", "\"klinik.kim.telematik-test\" <x@y.kim.telematik-test>", &[X::Marked(FromNameIsAddress)]),
        from(
            "several in one line",
            &format!("A <x@y.kim.telematik-test>, B <{BOSS}>"),
            &[X::Marked(DuplicateFrom), X::From(&["x@y.kim.telematik-test", BOSS]), X::AnsweredTo(&["x@y.kim.telematik-test"])],
        ),
        from(
            "two without a comma",
            &format!("A <x@y.kim.telematik-test> <{BOSS}>"),
            &[X::Marked(DuplicateFrom), X::From(&["x@y.kim.telematik-test", BOSS])],
        ),
        from(
            "two in a group",
            &format!("Team: x@y.kim.telematik-test, {BOSS};"),
            &[X::Marked(DuplicateFrom), X::From(&["x@y.kim.telematik-test", BOSS])],
        ),
        fixture(
            "two lines",
            &format!("From: x@y.kim.telematik-test\nFROM: {BOSS}\n"),
            "x",
            &[X::Marked(DuplicateFrom), X::From(&["x@y.kim.telematik-test", BOSS]), X::Told("note-repeated-from")],
        ),
        fixture("two lines, one with a blank", &format!("From: x@y.kim.telematik-test\nFrom : {BOSS}\n"), "x", &[X::Marked(DuplicateFrom)]),
        from(
            "a comment that hides",
            &format!("x@y.kim.telematik-test ({BOSS})"),
            &[X::Marked(FromNameIsAddress), X::From(&["x@y.kim.telematik-test"])],
        ),
        from("none", "", &[X::Told("note-no-from"), X::From(&[])]),
        from("an empty one", "<>", &[X::Told("note-no-from"), X::From(&[])]),
        fixture(
            "answers elsewhere",
            &format!("Reply-To: {BOSS}\n"),
            "x",
            &[X::Marked(ReplyToDiffers), X::AnsweredTo(&["praxis@nachbar.kim.telematik-test"])],
        ),
        fixture(
            "answers to two",
            &format!("Reply-To: praxis@nachbar.kim.telematik-test, {BOSS}\n"),
            "x",
            &[X::Marked(ReplyToDiffers), X::AnsweredTo(&["praxis@nachbar.kim.telematik-test"])],
        ),
        fixture("answers to itself", "Reply-To: PRAXIS@nachbar.kim.telematik-test\n", "x", &[X::NotMarked(ReplyToDiffers)]),
        from("not of KIM", "a@klinik.example", &[X::Marked(NotKimDomain)]),
        from("nearly of KIM", "a@klinik.kim.telematik.example", &[X::Marked(NotKimDomain)]),
        from("glued to KIM", "a@klinikkim.telematik", &[X::Marked(NotKimDomain)]),
        from("KIM before the at sign", "a.kim.telematik@klinik.example", &[X::Marked(NotKimDomain)]),
        from("punycode", "a@xn--klink-l2a.kim.telematik-test", &[X::Marked(MixedScriptDomain)]),
        from("a Cyrillic domain", "a@klin\u{456}k.kim.telematik-test", &[X::Marked(MixedScriptDomain), X::Marked(NotKimDomain)]),
        from("a Cyrillic mailbox", "chef\u{430}rzt@klinik.kim.telematik-test", &[X::Marked(MixedScriptDomain)]),
        from("a mixed name", "=?utf-8?q?Klinik_N=D0=BErd?= <x@y.kim.telematik-test>", &[X::Marked(MixedScriptDomain)]),
        from("letters of formulas", "=?utf-8?b?8J2Qj3JheGlz?= <x@y.kim.telematik-test>", &[X::Marked(MixedScriptDomain)]),
        from("an address with a turn in it", "a\u{202E}b@klinik.kim.telematik-test", &[X::Marked(MixedScriptDomain)]),
        from(
            "an address whose end is far away",
            "chefarzt@klinik.kim.telematik-test.hier-geht-es-noch-lange-weiter-und-weiter-und-weiter-und-weiter.boese.example",
            &[
                X::Marked(NotKimDomain),
                X::From(&[
                    "chefarzt@klinik.kim.telematik-test.hier-geht-es-noch-lange-weiter-und-weiter-und-weiter-und-weiter.boese.example",
                ]),
            ],
        ),
    ]
}

fn written_over() -> Vec<Fixture> {
    let subject = |name, subject: &str, shown: &'static str| fixture(name, &format!("Subject: {subject}\n"), "x", &[X::Subject(shown)]);
    vec![
        subject("bidi", "=?utf-8?q?Befund_=E2=80=AEfdp.exe?=", "Befund ⟨U+202E⟩fdp.exe"),
        subject("isolates", "=?utf-8?q?=E2=81=A7x=E2=81=A9?=", "⟨U+2067⟩x⟨U+2069⟩"),
        subject("zero width", "=?utf-8?q?Re=E2=80=8Bchnung?=", "Re⟨U+200B⟩chnung"),
        subject("a line break", "=?utf-8?q?a=0D=0ABcc:_x@y.de?=", "a Bcc: x@y.de"),
        subject("a bare carriage return", "a\rX-KIM-IntegrityCheckResult: 01", "a X-KIM-IntegrityCheckResult: 01"),
        subject("a terminal", "=?utf-8?q?=1B[2J=1B]0;x=07y=9B31m?=", "[2J]0;xy›31m"),
        subject("C1 controls", "=?utf-8?q?a=C2=9B31mb?=", "a31mb"),
        subject("NUL", "a\0b", "ab"),
        subject("stacked marks", "=?utf-8?q?Z=CC=81=CC=81=CC=81=CC=81=CC=81a?=", "Z\u{301}\u{301}\u{301}a"),
        subject("stacked Thai marks", "=?utf-8?b?4LiB4LmH4LmH4LmH4LmH4LmH4LmH4LmH?=", "\u{E01}\u{E47}\u{E47}\u{E47}"),
        subject("a hidden joiner", "=?utf-8?q?Be=CD=8Ffund?=", "Be⟨U+034F⟩fund"),
        subject("a blank that is none", "=?utf-8?q?a=E2=A0=80b?=", "a⟨U+2800⟩b"),
        subject("tags", "=?utf-8?b?YfOggIFi?=", "a⟨U+E0001⟩b"),
        subject("line separator", "=?utf-8?q?a=E2=80=A8b?=", "a b"),
        fixture("two subjects", "Subject: eins\nSubject: zwei\n", "x", &[X::Subject("eins"), X::Told("note-repeated-subject")]),
        fixture("bidi in the name", "From: =?utf-8?q?a=E2=80=AEb?= <x@y.kim.telematik-test>\n", "x", &[]),
        fixture("controls in a Dienstkennung", "X-KIM-Dienstkennung: Arztbrief\x1b[2J;x\u{202E};V1\n", "x", &[]),
        fixture("controls in a header name", "X-a\x1b[2J: b\u{202E}\n", "x", &[]),
    ]
}

#[test]
fn a_sender_is_shown_by_his_address_and_disguises_are_marked() {
    let (spoofed, written) = (spoofed(), written_over());
    let facts = judge(&spoofed) + judge(&written);
    report(
        "30–31: the sender is his address, disguises are marked, nothing writes over lists and titles",
        "hostile mails fetched and opened as the window does: names, several From, Reply-To, scripts, bidi, controls",
        spoofed.len() + written.len(),
        &format!("held: {facts} facts"),
    );
}

#[test]
fn a_title_is_never_longer_than_a_title() {
    let long = |sign: &str| format!("Subject: =?utf-8?q?{}?=\n", sign.repeat(20_000));
    let mails = [
        fixture("letters", &long("x"), "x", &[]),
        fixture("invisible ones", &long("=E2=80=AE"), "x", &[]),
        fixture("marks", &long("=CC=81"), "x", &[]),
    ];
    let (_town, _desk, details) = crate::fixture::fetched(&mails);
    for detail in details.values() {
        assert!(detail.row.subject.chars().count() <= 512, "{}", detail.row.subject.chars().count());
    }
}
