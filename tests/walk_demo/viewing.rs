//! Looking at attachments inside the program: drawn by the real drawing process, texts arranged, and a sentence for the
//! rest.

use std::path::Path;

use kimpost::domain::drawing::{DrawTask, TextView};
use kimpost::domain::ids::MailId;
use kimpost::domain::problem::Problem;
use kimpost::engine::Mode;
use kimpost::engine::command::Command;
use kimpost::engine::event::{Answer, View};

use crate::support::{Desk, Town, ZP, kim_mail};

const TASK: DrawTask = DrawTask { page: 0, width: 320, max_side: 4096 };

fn data(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

fn part(name: &str, bytes: &[u8]) -> String {
    use base64::Engine as _;
    let body = base64::engine::general_purpose::STANDARD.encode(bytes);
    let lines: Vec<&str> = body.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!(
        "--b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}\r\n",
        lines.join("\r\n")
    )
}

/// A desk with one mail that has these files.
fn desk_with(files: &[(&str, Vec<u8>)]) -> (Town, Desk, MailId) {
    let town = Town::empty();
    let desk = Desk::throw_away(Mode::CommandsOnly);
    desk.join(&town, ZP);
    let parts: String = files.iter().map(|(name, bytes)| part(name, bytes)).collect();
    let body = format!("--b\r\nContent-Type: text/plain\r\n\r\nanbei\r\n{parts}--b--\r\n");
    town.put(ZP, &kim_mail("a@x.kim.telematik-test", ZP, "Dateien", "Content-Type: multipart/mixed; boundary=b\r\n", &body));
    desk.fetch_well();
    let mail = desk.mail("Dateien").id;
    (town, desk, mail)
}

fn view(desk: &Desk, mail: MailId, index: usize, task: DrawTask) -> Result<View, &'static str> {
    match desk.try_ask(Command::ViewAttachment { mail, index, task, lane: 7 }) {
        Ok(Answer::View(view)) => Ok(*view),
        Ok(other) => panic!("{other:?}"),
        Err(Problem { code, .. }) => Err(code),
    }
}

fn text(desk: &Desk, mail: MailId, index: usize) -> TextView {
    match view(desk, mail, index, TASK) {
        Ok(View::Text(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_kind_of_file_is_shown_or_says_why_not() {
    let (_town, desk, mail) = desk_with(&[
        ("brief.pdf", data("tests/data/payload/arztbrief/arztbrief.pdf")),
        ("ekg.png", data("assets/demo/ekg.png")),
        ("antwort.p7s", data("assets/demo/antwort-4711-ber.p7s")),
        ("befund.ldt", data("assets/demo/befund.ldt")),
        ("geheim.pdf", data("tests/data/viewer/mit_passwort.pdf")),
        ("archiv.zip", b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec()),
        ("brief.p7s", data("tests/data/payload/ebz/malformed/p7s_contains_pdf.p7s")),
    ]);
    for index in [0, 1] {
        let Ok(View::Page(drawing)) = view(&desk, mail, index, TASK) else { panic!("{index} is not drawn") };
        assert!((310..=320).contains(&drawing.width), "{index}: {}", drawing.width);
    }
    let answer = text(&desk, mail, 2);
    assert!(answer.arranged && answer.text.starts_with('<') && answer.text.contains("\n    <"), "the content of the container");
    assert!(!text(&desk, mail, 3).arranged);
    assert_eq!(view(&desk, mail, 4, TASK), Err("DRAW-ENCRYPTED"));
    assert_eq!(view(&desk, mail, 5, TASK), Err("DRAW-FORMAT"));
    assert!(!matches!(view(&desk, mail, 6, TASK), Ok(View::Text(_))), "a PDF inside a container is drawn as one");
    assert_eq!(view(&desk, mail, 0, DrawTask { page: 99, ..TASK }), Err("DRAW-DAMAGED"));
    assert_eq!(view(&desk, mail, 99, TASK), Err("INPUT-NO-ATTACHMENT"));
    assert_eq!(view(&desk, MailId(999), 0, TASK), Err("NOT-FOUND"));
}

/// What a view does that turns pages quickly: of many questions the last is answered.
#[test]
fn the_newest_question_of_a_view_is_answered_and_the_older_ones_are_given_up() {
    let (_town, mut desk, mail) = desk_with(&[("brief.pdf", data("tests/data/payload/arztbrief/arztbrief.pdf"))]);
    let ask = |width: u32| Command::ViewAttachment { mail, index: 0, task: DrawTask { width, ..TASK }, lane: 3 };
    let asked: Vec<_> = (1..=6).map(|n| desk.engine.send(ask(n * 100))).collect();
    let mut answers = Vec::new();
    while answers.len() < asked.len() {
        let answer = desk.event("an answer", |event| match event {
            kimpost::engine::event::Event::Answered { request, result } if asked.contains(&request) => Some((request, result)),
            _ => None,
        });
        answers.push(answer);
    }
    let of = |n: usize| answers.iter().find(|(request, _)| *request == asked[n]).map(|(_, result)| result).unwrap();
    assert!(matches!(of(5).as_deref(), Ok(Answer::View(_))), "{:?}", of(5));
    assert!((0..5).any(|n| matches!(of(n), Err(problem) if problem.code == "DRAW-REPLACED")));
    assert!(matches!(desk.try_ask(Command::EndView { lane: 3 }), Ok(Answer::Done)));
}
