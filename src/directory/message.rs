//! LDAP messages (RFC 4511) as bytes: the five requests the VZD allows, and the answers to them. Pure.
//!
//! Only Bind, StartTLS, Search, Abandon and Unbind exist here, since every other operation is answered with
//! `unwillingToPerform` (TIP1-A_5521). Unknown or broken answers become [`Answer::Other`], never a panic.

use super::ber::{Reader, element, number, sequence};
use super::filter::Filter;

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const ENUMERATED: u8 = 0x0a;
const BOOLEAN: u8 = 0x01;
const SET: u8 = 0x31;

/// StartTLS (RFC 4511 §4.14.1).
const START_TLS_OID: &[u8] = b"1.3.6.1.4.1.1466.20037";

/// An anonymous simple bind (TIP1-A_5566: clients do not authenticate).
pub fn anonymous_bind(id: u32) -> Vec<u8> {
    envelope(id, sequence(0x60, &[number(INTEGER, 3), element(OCTETS, b""), element(0x80, b"")]))
}

/// Asks for TLS on this connection.
pub fn start_tls(id: u32) -> Vec<u8> {
    envelope(id, element(0x77, &element(0x80, START_TLS_OID)))
}

/// Tells the server that nobody waits for `abandoned` any more; there is no answer.
pub fn abandon(id: u32, abandoned: u32) -> Vec<u8> {
    envelope(id, number(0x50, abandoned))
}

/// Ends the session; there is no answer.
pub fn unbind(id: u32) -> Vec<u8> {
    envelope(id, element(0x42, b""))
}

/// A subtree search below `base`.
pub fn search(id: u32, base: &str, filter: &Filter, size_limit: u32, time_limit_secs: u32, attributes: &[&str]) -> Vec<u8> {
    let attributes: Vec<_> = attributes.iter().map(|name| element(OCTETS, name.as_bytes())).collect();
    let parts = [
        element(OCTETS, base.as_bytes()),
        number(ENUMERATED, 2),
        number(ENUMERATED, 0),
        number(INTEGER, size_limit),
        number(INTEGER, time_limit_secs),
        element(BOOLEAN, &[0]),
        filter_bytes(filter),
        sequence(SEQUENCE, &attributes),
    ];
    envelope(id, sequence(0x63, &parts))
}

fn envelope(id: u32, operation: Vec<u8>) -> Vec<u8> {
    sequence(SEQUENCE, &[number(INTEGER, id), operation])
}

/// Values go in as counted bytes, so no character of them can have a meaning.
fn filter_bytes(filter: &Filter) -> Vec<u8> {
    let set = |tag, parts: &[Filter]| sequence(tag, &parts.iter().map(filter_bytes).collect::<Vec<_>>());
    let substring = |attribute: &str, tag, value: &str| {
        sequence(0xa4, &[element(OCTETS, attribute.as_bytes()), element(SEQUENCE, &element(tag, value.as_bytes()))])
    };
    match filter {
        Filter::And(parts) => set(0xa0, parts),
        Filter::Or(parts) => set(0xa1, parts),
        Filter::Equals(attribute, value) => sequence(0xa3, &[element(OCTETS, attribute.as_bytes()), element(OCTETS, value.as_bytes())]),
        Filter::BeginsWith(attribute, value) => substring(attribute, 0x80, value),
        Filter::Contains(attribute, value) => substring(attribute, 0x81, value),
    }
}

/// Attribute names with their values, as the server wrote them.
pub type Attributes = Vec<(String, Vec<Vec<u8>>)>;

/// One answer of the server.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    Bound(Outcome),
    Entry(Attributes),
    SearchDone(Outcome),
    Extended(Outcome),
    /// A referral, an intermediate answer or something unknown: ignored.
    Other,
}

/// An LDAPResult.
#[derive(Debug, PartialEq, Eq)]
pub struct Outcome {
    pub code: u32,
    /// The server's words, not yet cleaned.
    pub text: String,
}

/// Reads one whole message; `None` when it is not LDAP.
pub fn read(bytes: &[u8]) -> Option<(u32, Answer)> {
    let mut message = Reader(Reader(bytes).expect(SEQUENCE)?);
    let id = message.expect_number(INTEGER)?;
    let (tag, content) = message.next()?;
    let answer = match tag {
        0x61 => Answer::Bound(outcome(content)?),
        0x64 => Answer::Entry(attributes(content)?),
        0x65 => Answer::SearchDone(outcome(content)?),
        0x78 => Answer::Extended(outcome(content)?),
        _ => Answer::Other,
    };
    Some((id, answer))
}

fn outcome(content: &[u8]) -> Option<Outcome> {
    let mut parts = Reader(content);
    let code = parts.expect_number(ENUMERATED)?;
    parts.expect(OCTETS)?;
    let text = String::from_utf8_lossy(parts.expect(OCTETS)?).into_owned();
    Some(Outcome { code, text })
}

fn attributes(content: &[u8]) -> Option<Attributes> {
    let mut entry = Reader(content);
    entry.expect(OCTETS)?;
    let mut list = Reader(entry.expect(SEQUENCE)?);
    let mut found = Vec::new();
    while let Some((tag, content)) = list.next() {
        if tag != SEQUENCE {
            return None;
        }
        let mut attribute = Reader(content);
        let name = String::from_utf8_lossy(attribute.expect(OCTETS)?).into_owned();
        let mut set = Reader(attribute.expect(SET)?);
        let mut values = Vec::new();
        while let Some(value) = set.expect(OCTETS) {
            values.push(value.to_vec());
        }
        found.push((name, values));
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counted out by hand from RFC 4511's grammar; that servers understand them is shown against slapd.
    #[test]
    fn writes_requests_byte_for_byte() {
        let eq = Filter::Equals("mail", "a*b".into());
        let cases: [(Vec<u8>, &[u8]); 5] = [
            (anonymous_bind(1), b"\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\x00\x80\x00"),
            (start_tls(1), b"\x30\x1d\x02\x01\x01\x77\x18\x80\x161.3.6.1.4.1.1466.20037"),
            (abandon(3, 2), b"\x30\x06\x02\x01\x03\x50\x01\x02"),
            (unbind(4), b"\x30\x05\x02\x01\x04\x42\x00"),
            (
                search(2, "dc=x", &eq, 100, 30, &["mail"]),
                b"\x30\x2f\x02\x01\x02\x63\x2a\x04\x04dc=x\x0a\x01\x02\x0a\x01\x00\x02\x01\x64\x02\x01\x1e\x01\x01\x00\xa3\x0b\x04\x04mail\x04\x03a*b\x30\x06\x04\x04mail",
            ),
        ];
        for (found, expected) in cases {
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(expected));
        }
    }

    #[test]
    fn reads_entries_and_results() {
        let entry = b"\x30\x1c\x02\x01\x05\x64\x17\x04\x03o=x\x30\x10\x30\x0e\x04\x01l\x31\x09\x04\x03\x4f\xc3\xb6\x04\x02\xff\xfe";
        let Some((5, Answer::Entry(found))) = read(entry) else { panic!("no entry") };
        assert_eq!(found, vec![("l".to_owned(), vec![b"O\xc3\xb6".to_vec(), vec![0xff, 0xfe]])]);
        let done = b"\x30\x0e\x02\x01\x05\x65\x09\x0a\x01\x04\x04\x00\x04\x02zu";
        assert_eq!(read(done), Some((5, Answer::SearchDone(Outcome { code: 4, text: "zu".into() }))));
        assert_eq!(read(b"\x30\x05\x02\x01\x05\x73\x00"), Some((5, Answer::Other)));
        for broken in [&b""[..], b"\x30\x03\x02\x01\x05", b"\x31\x00", b"HTTP/1.1 400 Bad Request", b"\x30\x06\x02\x01\x05\x65\x01\x00"] {
            assert_eq!(read(broken), None, "{broken:?}");
        }
    }

    /// Every byte of a good answer changed, and the answer cut at every length: read or refused, never a panic.
    #[test]
    fn survives_damaged_answers() {
        let entry = b"\x30\x1c\x02\x01\x05\x64\x17\x04\x03o=x\x30\x10\x30\x0e\x04\x01l\x31\x09\x04\x03\x4f\xc3\xb6\x04\x02\xff\xfe";
        let mut readable = 0;
        for at in 0..entry.len() {
            for value in [0, 1, 0x7f, 0x80, 0x81, 0x84, 0xff] {
                let mut damaged = entry.to_vec();
                damaged[at] = value;
                readable += usize::from(read(&damaged).is_some());
            }
            assert_eq!(read(&entry[..at]), None, "cut at {at}");
        }
        assert!(readable > 0);
    }
}
