//! Replies, listings and dot-stuffing as data.

use super::*;

fn decode_in_parts(parts: &[&[u8]]) -> (Vec<u8>, bool, Vec<u8>) {
    let (mut decoder, mut buffer, mut out) = (Unstuffer::new(), Vec::new(), Vec::new());
    for part in parts {
        buffer.extend_from_slice(part);
        let got = decoder.decode(&mut buffer);
        out.extend_from_slice(&buffer[..got.produced]);
        buffer.drain(..got.consumed);
        if got.done {
            return (out, true, buffer);
        }
        assert!(buffer.is_empty() || buffer == b"\r", "only a single CR may be left: {buffer:?}");
    }
    (out, false, buffer)
}

#[test]
fn undoes_dot_stuffing_across_all_buffer_borders() {
    for (wire, content) in [
        ("Subject: a\r\n\r\nHallo\r\n.\r\n", "Subject: a\r\n\r\nHallo\r\n"),
        (".\r\n", ""),
        ("\r\n.\r\n", "\r\n"),
        ("..\r\n.\r\n", ".\r\n"),
        ("...\r\n..x\r\n.\r\n", "..\r\n.x\r\n"),
        ("..\r\n..\r\n..\r\n.\r\n", ".\r\n.\r\n.\r\n"),
        (".a\r\n.\r\n", "a\r\n"),
        ("a\n.\r\nb\r\n.\r\n", "a\n.\r\nb\r\n"),
        ("a\n.\nb\r\n.\r\n", "a\n.\nb\r\n"),
        ("a\r.\r\nb\r\n.\r\n", "a\r.\r\nb\r\n"),
        ("a\r\r\n.\r\n", "a\r\r\n"),
        (".\rx\r\n.\r\n", "\rx\r\n"),
        (".\r\r\n.\r\n", "\r\r\n"),
        ("..\r..\r\n.\r\n", ".\r..\r\n"),
        ("a\0b.\r\n.\r\n", "a\0b.\r\n"),
    ] {
        let bytes = wire.as_bytes();
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let parts = [&bytes[..first], &bytes[first..second], &bytes[second..]];
                let (out, done, rest) = decode_in_parts(&parts);
                assert_eq!((out.as_slice(), done), (content.as_bytes(), true), "{wire:?} split at {first}, {second}");
                assert!(rest.is_empty());
            }
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(decode_in_parts(&single).0, content.as_bytes(), "{wire:?} byte by byte");
        for cut in 0..bytes.len() {
            assert!(!decode_in_parts(&[&bytes[..cut]]).1, "{wire:?} cut at {cut} is not whole");
        }
    }
}

#[test]
fn leaves_what_follows_the_end_alone() {
    let (out, done, rest) = decode_in_parts(&[b"a\r\n.\r\n+OK next\r\n"]);
    assert_eq!((out.as_slice(), done, rest.as_slice()), (&b"a\r\n"[..], true, &b"+OK next\r\n"[..]));
}

#[test]
fn reads_replies_and_never_guesses_a_cause() {
    use RefusalClass as R;
    let ok = |text: &str| Reply::Ok(text.into());
    let err = |class, text: &str| Reply::Err(Refusal { class, text: text.into() });
    for (line, expected) in [
        ("+OK", ok("")),
        ("+OK ready <1@x>", ok("ready <1@x>")),
        ("+ok klein", ok("klein")),
        ("+OKAY", Reply::Other("+OKAY".into())),
        ("-ERR", err(R::Unclear, "")),
        ("-ERR wrong password", err(R::Unclear, "wrong password")),
        ("-ERR [IN-USE] belegt", err(R::InUse, "[IN-USE] belegt")),
        ("-ERR [in-use] belegt", err(R::InUse, "[in-use] belegt")),
        ("-ERR [SYS/TEMP] 4008", err(R::Temporary, "[SYS/TEMP] 4008")),
        ("-ERR [LOGIN-DELAY] 60", err(R::Temporary, "[LOGIN-DELAY] 60")),
        ("-ERR [SYS/PERM] nie", err(R::Permanent, "[SYS/PERM] nie")),
        ("-ERR [AUTH] nein", err(R::Auth, "[AUTH] nein")),
        ("-ERR [WEIRD] x", err(R::Unclear, "[WEIRD] x")),
        ("- ERR timeout", Reply::GaveUp("timeout".into())),
        ("* BYE", Reply::Other("* BYE".into())),
        ("", Reply::Other(String::new())),
    ] {
        assert_eq!(Reply::parse(line.as_bytes()), expected, "{line:?}");
    }
    assert_eq!(Reply::parse(b"-ERR Postfach gesch\xFCtzt\x07"), err(R::Unclear, "Postfach geschützt"));
}

#[test]
fn reads_listings_and_refuses_what_is_none() {
    for (line, expected) in [
        ("1 120", Some((1, 120))),
        (" 2  7 extra ", Some((2, 7))),
        ("0 5", None),
        ("-1 5", None),
        ("+1 5", None),
        ("1", None),
        ("1 x", None),
        ("1 -5", None),
        ("99999999999 5", None),
        ("1 99999999999999999999999", None),
        ("1 18446744073709551615", Some((1, 1 << 40))),
    ] {
        assert_eq!(list_line(line.as_bytes()), expected, "{line:?}");
    }
    for (line, expected) in
        [("1 QhdPYR:00WBw1Ph7x7", Some("QhdPYR:00WBw1Ph7x7")), ("1 a b", None), ("1 ", None), ("x a", None), ("1 ü", None)]
    {
        assert_eq!(uidl_line(line.as_bytes()).map(|(_, uid)| uid).as_deref(), expected, "{line:?}");
    }
    assert!(uidl_line(format!("1 {}", "x".repeat(255)).as_bytes()).is_some());
    assert!(uidl_line(format!("1 {}", "x".repeat(256)).as_bytes()).is_none());
}

#[test]
fn reads_capabilities_in_any_case() {
    let mut capabilities = Capabilities::default();
    for line in ["TOP", "uidl", "SASL LOGIN plain", "IMPLEMENTATION x", "", "STLS"] {
        capabilities.add(line.as_bytes());
    }
    assert_eq!(capabilities.words(), "STLS SASL PLAIN TOP UIDL");
}
