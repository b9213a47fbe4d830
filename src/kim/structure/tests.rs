//! The scanner tested: exact cuts, limits, hostile structure, bounded memory.

use super::*;

/// A mail made while it is read: `head`, then `fill` repeated up to `len` bytes, then `tail`.
struct Endless {
    head: Vec<u8>,
    fill: Vec<u8>,
    fill_len: u64,
    tail: Vec<u8>,
    largest_read: usize,
}

impl RawSource for Endless {
    fn len(&self) -> u64 {
        self.head.len() as u64 + self.fill_len + self.tail.len() as u64
    }

    fn read_at(&mut self, offset: u64, buf: &mut [u8]) -> Result<usize, String> {
        self.largest_read = self.largest_read.max(buf.len());
        let head = self.head.len() as u64;
        let (from, at): (&[u8], usize) = if offset < head {
            (&self.head, offset as usize)
        } else if offset < head + self.fill_len {
            let at = ((offset - head) % self.fill.len() as u64) as usize;
            let left = (head + self.fill_len - offset).min((self.fill.len() - at) as u64) as usize;
            (&self.fill[..at + left], at)
        } else {
            (&self.tail, (offset - head - self.fill_len) as usize)
        };
        let from = from.get(at..).unwrap_or(&[]);
        let n = from.len().min(buf.len());
        buf[..n].copy_from_slice(&from[..n]);
        Ok(n)
    }
}

/// Kind, body and decoded length of each part.
fn outline(raw: &[u8]) -> Vec<(String, String, u64)> {
    let found = scan(&mut &raw[..]);
    assert!(!found.raw_only);
    found
        .parts
        .iter()
        .map(|p| {
            let body = &raw[p.body as usize..(p.body + p.body_len) as usize];
            (p.content_type.kind.clone(), String::from_utf8_lossy(body).into_owned(), p.decoded_len)
        })
        .collect()
}

fn leaves(raw: &str) -> Vec<String> {
    let found = scan(&mut raw.as_bytes());
    found
        .parts
        .iter()
        .filter(|p| p.kind == PartKind::Leaf)
        .map(|p| raw[p.body as usize..(p.body + p.body_len) as usize].to_owned())
        .collect()
}

fn note_keys(raw: &str) -> Vec<String> {
    scan(&mut raw.as_bytes()).notes.into_iter().map(|n| n.key).collect()
}

#[test]
fn cuts_bodies_byte_for_byte() {
    let raw = b"A: b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\npre\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\nREVG\r\n--x \t\r\nContent-Type: a/b\r\n\r\n--xy\r\n--\r\n\r\n--x--\r\nepi\r\n";
    let found = outline(raw);
    assert_eq!(found[1], ("text/plain".into(), "QUJD\r\nREVG".into(), 6));
    assert_eq!(found[2], ("a/b".into(), "--xy\r\n--\r\n".into(), 10));
    assert_eq!(found.len(), 3);
}

#[test]
fn tolerates_what_occurs() {
    let check = |raw: &str, expected: &[&str]| assert_eq!(leaves(raw), expected, "{raw:?}");
    let mixed = "Content-Type: multipart/mixed; boundary=\"x\"\n\n";
    check("", &[""]);
    check("A: b", &[""]);
    check("A: b\n\n", &[""]);
    check("A: b\n\nText\n", &["Text\n"]);
    check("A: b\nText ohne Leerzeile\n", &["Text ohne Leerzeile\n"]);
    check("Nur Text", &["Nur Text"]);
    check("From x Mon\nA: b\n\nmbox", &["mbox"]);
    check(&format!("{mixed}--x\n\neins\n--x\n\nzwei"), &["eins", "zwei"]);
    check(&format!("{mixed}--x\n\neins\n\n--x\nB: c\n--x--"), &["eins\n", ""]);
    check(&format!("{mixed}--x\n--x\n\n--x--"), &["", ""]);
    check(&format!("{mixed}kein Teil"), &[]);
    check("Content-Type: multipart/mixed\n\n--x\nText", &["--x\nText"]);
    check(&format!("{mixed}--x\n\na\0b\rc\n--X\n--x-\n--x--\nRest"), &["a\0b\rc\n--X\n--x-"]);
    // The inner mail uses the same boundary as the outer one.
    check(
        &format!("{mixed}--x\nContent-Type: message/rfc822\n\n{mixed}--x\n\ninnen\n--x--\n\n--x\n\naussen\n--x--\n"),
        &["innen", "aussen"],
    );
    // An outer boundary ends parts whose own end is missing.
    check(&format!("{mixed}--x\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\ninnen\n--x\n\naussen\n--x--\n"), &["innen", "aussen"]);
    check("Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: a\n\nText\n--x--", &["Text"]);
}

#[test]
fn tells_what_was_odd() {
    let mixed = "Content-Type: multipart/mixed; boundary=x\n\n";
    let check = |raw: &str, expected: &[&str]| assert_eq!(note_keys(raw), expected, "{raw:?}");
    check("A: b\n\nText", &[]);
    check("A: b\nText", &["note-header-broken"]);
    check(&format!("{mixed}--x\n\na"), &["note-no-final-boundary"]);
    check(&format!("{mixed}--x\n\na\n--x--\n \n"), &[]);
    check(&format!("{mixed}--x\n\na\n--x--\nversteckt\n"), &["note-content-after-end"]);
    check("Content-Type: multipart/mixed\n\na", &["note-no-boundary"]);
    check(&format!("A: {}\n\n", "x".repeat(2 * MAX_HEADER_BLOCK)), &["note-header-cut"]);
}

#[test]
fn stops_at_the_limits() {
    let check = |raw: &str, expected: Option<&str>| {
        let found = scan(&mut raw.as_bytes());
        assert_eq!(found.raw_only, expected.is_some());
        assert_eq!(found.notes.iter().find(|n| n.key.ends_with("-limit")).map(|n| n.key.as_str()), expected);
        assert!(found.parts.len() <= MAX_PARTS + 1);
    };
    let parts = |n: usize| format!("Content-Type: multipart/mixed; boundary=x\n\n{}--x--", "--x\n\na\n".repeat(n));
    check(&parts(MAX_PARTS), None);
    check(&parts(MAX_PARTS + 1), Some("note-part-limit"));
    let nested = |n: usize| (0..n).map(|i| format!("Content-Type: multipart/mixed; boundary=x{i}\n\n--x{i}\n")).collect::<String>();
    check(&nested(MAX_DEPTH), None);
    check(&nested(200), Some("note-depth-limit"));
    check(&"Content-Type: message/rfc822\n\n".repeat(200), Some("note-depth-limit"));
    check(&format!("{}\n\n", "A: b\n".repeat(MAX_HEADER_LINES)), None);
    check(&format!("{}\n\n", "A: b\n".repeat(200_000)), Some("note-header-limit"));
}

#[test]
fn a_large_mail_needs_little_memory() {
    let line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\r\n";
    let lines = 64 * 1024 * 1024 / line.len() as u64;
    let mut mail = Endless {
        head: b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\n".to_vec(),
        fill: line.repeat(500),
        fill_len: lines * line.len() as u64,
        tail: b"--x\r\n\r\nEnde\r\n--x--\r\n".to_vec(),
        largest_read: 0,
    };
    let mut bytes = FrontToEnd { source: &mut mail, at: 0 };
    let mut probe = Scan::new(&mut bytes);
    assert!(probe.run().is_ok());
    let held = probe.buf.capacity() + probe.sink.capacity() + probe.block.capacity() + probe.held.capacity();
    let parts = std::mem::take(&mut probe.found.parts);
    assert!(held < 4 * WINDOW, "{held} bytes of scratch space");
    assert!(mail.largest_read <= WINDOW);
    assert_eq!(parts.len(), 3);
    assert_eq!(parts[1].decoded_len, lines * 57);
    assert_eq!(parts[1].body_len, lines * 78 - 2);
    assert_eq!(parts[2].decoded_len, 4);
}

#[test]
fn a_line_without_end_is_passed_in_pieces() {
    let mut mail = Endless {
        head: b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n".to_vec(),
        fill: b"abc\r".to_vec(),
        fill_len: 3 * WINDOW as u64 + 5,
        tail: b"\r\n--x\r\n\r\nEnde".to_vec(),
        largest_read: 0,
    };
    let found = scan(&mut mail);
    assert_eq!(found.parts[1].body_len, 3 * WINDOW as u64 + 5);
    assert_eq!(found.parts[1].decoded_len, 3 * WINDOW as u64 + 5);
    assert_eq!(found.parts[2].body_len, 4);
}

#[test]
fn a_boundary_is_found_wherever_the_window_ends() {
    for pad in 0..40 {
        let filler = "y".repeat(WINDOW - 60 + pad);
        let raw = format!(
            "Content-Type: multipart/mixed; boundary=grenze\r\n\r\n--grenze\r\n\r\n{filler}\r\n--grenze\r\n\r\nz\r\n--grenze--\r\n"
        );
        assert_eq!(leaves(&raw), [filler, "z".to_owned()], "{pad}");
    }
}

#[test]
fn a_failing_source_gives_the_raw_view() {
    struct Broken;
    impl RawSource for Broken {
        fn len(&self) -> u64 {
            10
        }
        fn read_at(&mut self, _: u64, _: &mut [u8]) -> Result<usize, String> {
            Err("chunk 3 fehlt".into())
        }
    }
    let found = scan(&mut Broken);
    assert!(found.raw_only);
    assert_eq!(found.notes, [Note::new("note-read-error", "chunk 3 fehlt")]);
}
