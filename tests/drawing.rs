//! The drawing process from outside: the real program draws good and hostile documents, and each bad one costs a
//! sentence, never more (rule 33).
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may fail loudly")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use kimpost::domain::drawing::{DrawTask, Drawing};
use kimpost::engine::draw_process::{LIMIT, draw};

const TASK: DrawTask = DrawTask { page: 0, width: 300, max_side: 4096 };

fn program() -> PathBuf {
    env!("CARGO_BIN_EXE_kimpost").into()
}

fn drawn(task: DrawTask, document: Vec<u8>) -> Result<Drawing, &'static str> {
    draw(&program(), task, document, LIMIT, &AtomicBool::new(false)).map_err(|problem| problem.code)
}

fn data(file: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file)).unwrap()
}

/// A PDF of these objects, the first of them its catalogue; its cross references are left for the reader to find.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = "%PDF-1.4\n".to_owned();
    for (index, object) in objects.iter().enumerate() {
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    [format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

const CATALOGUE: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>";

#[test]
fn the_program_draws_pages_and_pictures() {
    let page = drawn(TASK, data("payload/arztbrief/arztbrief.pdf")).unwrap();
    assert!((298..=300).contains(&page.width) && page.rgb.chunks(3).any(|p| p[0] < 100));
    for picture in ["assets/demo/ekg.png", "assets/demo/roentgen.jpg"] {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(picture)).unwrap();
        assert!(drawn(TASK, bytes).is_ok_and(|d| d.width <= 300), "{picture}");
    }
}

#[test]
fn hostile_documents_cost_a_sentence() {
    let looping = pdf(&[
        CATALOGUE,
        PAGES,
        PAGE,
        "<< /Length 5 >>\nstream\n/X Do\nendstream",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\nstream\n/X Do /X Do\nendstream",
    ]);
    let own_parent = pdf(&[CATALOGUE, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]);
    let no_size = pdf(&[CATALOGUE, PAGES, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 0 0] >>"]);
    let whole = data("payload/arztbrief/arztbrief.pdf");
    for (what, document, codes) in [
        ("with a password", data("viewer/mit_passwort.pdf"), &["DRAW-ENCRYPTED"][..]),
        ("a form that draws itself", looping, &["", "DRAW-DAMAGED", "DRAW-TIME", "DRAW-CRASHED"]),
        ("a page tree without end", own_parent, &["DRAW-DAMAGED", "DRAW-TIME", "DRAW-CRASHED"]),
        ("a page without size", no_size, &["", "DRAW-DAMAGED"]),
        ("a piece of a PDF", whole[..whole.len() / 10].to_vec(), &["DRAW-DAMAGED"]),
        ("no picture", b"\x89PNG\r\n\x1A\nx".to_vec(), &["DRAW-DAMAGED", "DRAW-FORMAT"]),
    ] {
        let started = Instant::now();
        let code = drawn(TASK, document).err().unwrap_or("");
        println!("{what}: {code} after {:?}", started.elapsed());
        assert!(codes.contains(&code), "{what}: {code}");
        assert!(started.elapsed() < LIMIT + Duration::from_secs(3), "{what}");
    }
}

#[test]
fn a_bomb_costs_the_child_and_not_the_program() {
    // 600 MB of white space behind two inflations.
    let mut inner = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let blank = vec![b' '; 1 << 20];
    for _ in 0..600 {
        inner.write_all(&blank).unwrap();
    }
    let mut outer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    outer.write_all(&inner.finish().unwrap()).unwrap();
    let mut document = pdf(&[CATALOGUE, PAGES, PAGE]);
    document.extend_from_slice(b"4 0 obj\n");
    document.extend(stream("/Filter [/FlateDecode /FlateDecode]", &outer.finish().unwrap()));
    document.extend_from_slice(b"\nendobj\n");
    assert!(document.len() < 4 << 20);
    let code = drawn(TASK, document).err().unwrap_or("drawn");
    println!("600 MB behind {code}");
    if cfg!(target_os = "linux") {
        assert!(["DRAW-CRASHED", "DRAW-TIME", "DRAW-DAMAGED"].contains(&code), "{code}");
    }
}

#[test]
fn a_child_that_takes_too_long_or_is_not_wanted_any_more_is_killed() {
    let document = data("payload/arztbrief/arztbrief.pdf");
    let code = |limit: Duration, given_up: bool| {
        let started = Instant::now();
        let result = draw(&program(), TASK, document.clone(), limit, &AtomicBool::new(given_up));
        assert!(started.elapsed() < Duration::from_secs(4));
        result.err().map(|problem| problem.code)
    };
    assert_eq!(code(Duration::ZERO, true), Some("DRAW-REPLACED"));
    assert_eq!(code(Duration::ZERO, false), Some("DRAW-TIME"));
}

/// A program that says nothing, and one that says nonsense, in place of ours.
#[cfg(unix)]
#[test]
fn a_child_that_hangs_or_lies_is_found_out() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    for (script, code) in [
        ("#!/bin/sh\nexec sleep 60\n", "DRAW-TIME"),
        ("#!/bin/sh\nexit 9\n", "DRAW-CRASHED"),
        ("#!/bin/sh\nhead -c 100 >/dev/null\necho 'KPA1 und mehr'\n", "DRAW-CRASHED"),
        (
            "#!/bin/sh\nprintf 'KPA1\\000\\000\\000\\000\\001\\000\\000\\000\\000\\000\\000\\000\\001\\000\\000\\000\\001\\377\\377\\377\\377\\377\\377\\377\\377'\nexec sleep 60\n",
            "DRAW-CRASHED",
        ),
    ] {
        let path = dir.path().join(code);
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let started = Instant::now();
        let result = draw(&path, TASK, vec![0; 1 << 20], Duration::from_millis(600), &AtomicBool::new(false));
        assert_eq!(result.err().map(|problem| problem.code), Some(code), "{script}");
        assert!(started.elapsed() < Duration::from_secs(5), "{script}");
        std::fs::remove_file(&path).unwrap();
    }
    let nowhere = draw(Path::new("/nowhere/kimpost"), TASK, Vec::new(), LIMIT, &AtomicBool::new(false));
    assert_eq!(nowhere.err().map(|problem| problem.code), Some("DRAW-START"));
}
