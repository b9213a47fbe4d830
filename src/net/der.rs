//! PKCS#12 files in BER, the way Java (Bouncy Castle), Firefox and some Konnektors write them, made DER again.
//!
//! Our reader of PKCS#12 knows DER only. RFC 7292 §3 asks for BER, whose lengths may be open and whose OCTET STRINGs may come in
//! pieces. Nothing is decrypted and no meaning is changed here. Depth is bounded, nothing is allocated from a told length.

use zeroize::Zeroizing;

/// Nesting allowed; a PKCS#12 file needs about 12.
const MAX_DEPTH: usize = 40;
const OCTET_STRING: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONSTRUCTED: u8 = 0x20;
/// `[0]` that holds other elements.
const EXPLICIT_0: u8 = 0xA0;
/// `[0]` that stands for the element itself.
const IMPLICIT_0: u8 = 0x80;

/// A PKCS#12 file as DER.
pub struct Pkcs12Der {
    /// What the MAC covers is unchanged, so that the password can be judged by it. It may itself still be BER.
    pub outside: Zeroizing<Vec<u8>>,
    /// DER throughout and therefore without its MAC.
    pub throughout: Zeroizing<Vec<u8>>,
}

impl Pkcs12Der {
    /// `None` where the bytes are no BER or no PKCS#12.
    #[must_use]
    pub fn of(file: &[u8]) -> Option<Self> {
        let pfx = whole(file)?;
        let Content::Elements(parts) = &pfx.content else { return None };
        let [version, safe, ..] = parts.as_slice() else { return None };
        let Content::Elements(of_safe) = &safe.content else { return None };
        let [kind, wrapped] = of_safe.as_slice() else { return None };
        let Content::Elements(octets) = &wrapped.content else { return None };
        let [Element { tag: OCTET_STRING, content: Content::Bytes(inner) }] = octets.as_slice() else { return None };
        let mut outside = Vec::new();
        pfx.write(&mut outside);
        let mut safes = Vec::new();
        whole(inner)?.write(&mut safes);
        let octets = Element { tag: OCTET_STRING, content: Content::Bytes(safes) };
        let wrapped = Element { tag: wrapped.tag, content: Content::Elements(vec![octets]) };
        let safe = Element { tag: safe.tag, content: Content::Elements(vec![kind.clone(), wrapped]) };
        let mut throughout = Vec::new();
        Element { tag: pfx.tag, content: Content::Elements(vec![version.clone(), safe]) }.write(&mut throughout);
        Some(Self { outside: Zeroizing::new(outside), throughout: Zeroizing::new(throughout) })
    }
}

#[derive(Clone)]
struct Element {
    tag: u8,
    content: Content,
}

#[derive(Clone)]
enum Content {
    Bytes(Vec<u8>),
    Elements(Vec<Element>),
}

impl Element {
    fn is(&self, tag: u8) -> bool {
        self.tag == tag
    }

    /// Appends it with a definite, shortest length (X.690 §10.1).
    fn write(&self, out: &mut Vec<u8>) {
        let inside;
        let content = match &self.content {
            Content::Bytes(bytes) => bytes,
            Content::Elements(elements) => {
                let mut joined = Vec::new();
                elements.iter().for_each(|element| element.write(&mut joined));
                inside = joined;
                &inside
            }
        };
        out.push(self.tag);
        let length = content.len().to_be_bytes();
        let digits = length.iter().skip_while(|byte| **byte == 0).copied();
        match u8::try_from(content.len()) {
            Ok(short) if short < 0x80 => out.push(short),
            _ => {
                out.push(0x80 | u8::try_from(digits.clone().count()).unwrap_or_default());
                out.extend(digits);
            }
        }
        out.extend_from_slice(content);
    }
}

/// The one element that the bytes are.
fn whole(bytes: &[u8]) -> Option<Element> {
    read(bytes, 0).filter(|(_, rest)| rest.is_empty()).map(|(element, _)| element)
}

/// The element at the start, and what follows it.
fn read(input: &[u8], depth: usize) -> Option<(Element, &[u8])> {
    let (&tag, rest) = input.split_first()?;
    let (&first, mut rest) = rest.split_first()?;
    if depth > MAX_DEPTH || tag & 0x1F == 0x1F {
        return None;
    }
    if first == 0x80 {
        if tag & CONSTRUCTED == 0 {
            return None;
        }
        let mut inside = Vec::new();
        loop {
            if let Some(after) = rest.strip_prefix(&[0, 0]) {
                return Some((constructed(tag, inside)?, after));
            }
            let (element, after) = read(rest, depth + 1)?;
            inside.push(element);
            rest = after;
        }
    }
    let length = if first < 0x80 {
        usize::from(first)
    } else {
        let (digits, after) = rest.split_at_checked(usize::from(first & 0x7F)).filter(|(digits, _)| digits.len() <= 4)?;
        rest = after;
        digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit))
    };
    let (mut body, rest) = rest.split_at_checked(length)?;
    if tag & CONSTRUCTED == 0 {
        return Some((Element { tag, content: Content::Bytes(body.to_vec()) }, rest));
    }
    let mut inside = Vec::new();
    while !body.is_empty() {
        let (element, after) = read(body, depth + 1)?;
        inside.push(element);
        body = after;
    }
    Some((constructed(tag, inside)?, rest))
}

fn constructed(tag: u8, mut inside: Vec<Element>) -> Option<Element> {
    if tag == OCTET_STRING | CONSTRUCTED {
        return Some(Element { tag: OCTET_STRING, content: Content::Bytes(joined(&inside)?) });
    }
    // EncryptedContentInfo (RFC 5652 §6.1): its `[0]` is an OCTET STRING in disguise, here one in pieces.
    if let [kind, algorithm, encrypted] = inside.as_mut_slice()
        && tag == SEQUENCE
        && kind.is(OBJECT_ID)
        && algorithm.is(SEQUENCE)
        && encrypted.is(EXPLICIT_0)
        && let Content::Elements(pieces) = &encrypted.content
        && let Some(bytes) = joined(pieces)
    {
        *encrypted = Element { tag: IMPLICIT_0, content: Content::Bytes(bytes) };
    }
    Some(Element { tag, content: Content::Elements(inside) })
}

/// The pieces of an OCTET STRING as one (X.690 §8.7.3); `None` when something else is among them.
fn joined(pieces: &[Element]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for piece in pieces {
        let Content::Bytes(bytes) = &piece.content else { return None };
        if !piece.is(OCTET_STRING) {
            return None;
        }
        out.extend_from_slice(bytes);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn der(bytes: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        whole(bytes)?.write(&mut out);
        Some(out)
    }

    #[test]
    fn open_lengths_are_closed_and_pieces_joined() {
        for (bytes, expected) in [
            (&b"\x30\x80\x02\x01\x03\x00\x00"[..], Some(&b"\x30\x03\x02\x01\x03"[..])),
            (b"\x24\x80\x04\x02ab\x24\x03\x04\x01c\x00\x00", Some(b"\x04\x03abc")),
            (b"\x30\x81\x03\x02\x01\x03", Some(b"\x30\x03\x02\x01\x03")),
            // An explicit [0] stays, an implicit one is joined.
            (b"\x30\x80\x06\x01\x2a\xa0\x80\x24\x80\x04\x01a\x00\x00\x00\x00\x00\x00", Some(b"\x30\x08\x06\x01\x2a\xa0\x03\x04\x01a")),
            (b"\x30\x80\x06\x01\x2a\x30\x00\xa0\x80\x04\x01a\x04\x01b\x00\x00\x00\x00", Some(b"\x30\x09\x06\x01\x2a\x30\x00\x80\x02ab")),
            (b"\x30\x80\x02\x01\x03", None),
            (b"\x30\x03\x02\x01\x03\x00", None),
            (b"\x04\x80a\x00\x00", None),
            (b"\x24\x80\x02\x01a\x00\x00", None),
            (b"\x30\x84\xff\xff\xff\xff\x00", None),
            (b"\x30\x89\x00\x00\x00\x00\x00\x00\x00\x00\x00", None),
            (b"\x1f\x01\x00", None),
            (b"", None),
        ] {
            assert_eq!(der(bytes).as_deref(), expected, "{bytes:02x?}");
        }
        assert!(der(&b"\x30\x80".repeat(100_000)).is_none(), "depth is bounded");
        let long = [&b"\x24\x80\x04\x82\x01\x2c"[..], &[7; 300], b"\x00\x00"].concat();
        assert_eq!(der(&long).unwrap(), [&b"\x04\x82\x01\x2c"[..], &[7; 300]].concat());
    }
}
