//! The subset of BER that LDAP uses (RFC 4511 §5.1: definite lengths only), as bytes in and bytes out.
//!
//! Written for hostile peers: nothing recurses, nothing allocates by a told length, and every read is checked.
//! It knows tags and lengths, but no LDAP message.

/// Wraps `content` as one element.
pub fn element(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 6);
    out.push(tag);
    let len = content.len();
    if len < 0x80 {
        out.push(len as u8);
    } else {
        let bytes = (len as u64).to_be_bytes();
        let skip = bytes.iter().take_while(|b| **b == 0).count();
        out.push(0x80 | (bytes.len() - skip) as u8);
        out.extend(bytes.iter().skip(skip));
    }
    out.extend_from_slice(content);
    out
}

/// Wraps the joined `parts` as one element.
pub fn sequence(tag: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    element(tag, &parts.concat())
}

/// A non-negative INTEGER or ENUMERATED.
pub fn number(tag: u8, value: u32) -> Vec<u8> {
    let bytes = u64::from(value).to_be_bytes();
    // The first bit is the sign: keep one leading zero byte where it would be set.
    let zeros = bytes.iter().take_while(|b| **b == 0).count();
    let skip = if bytes.get(zeros).is_none_or(|b| *b >= 0x80) { zeros.saturating_sub(1) } else { zeros };
    element(tag, bytes.get(skip..).unwrap_or(&[0]))
}

/// What the head of a buffer holds.
#[derive(Debug, PartialEq, Eq)]
pub enum Head {
    /// More bytes are needed to tell.
    Incomplete,
    /// An element of this many bytes in all, tag and length included.
    Total(usize),
    /// Not an element that LDAP allows.
    Invalid,
}

/// Looks at the tag and length at the start of `bytes`.
pub fn head(bytes: &[u8]) -> Head {
    let (Some(tag), Some(first)) = (bytes.first(), bytes.get(1)) else { return Head::Incomplete };
    if tag & 0x1f == 0x1f {
        return Head::Invalid;
    }
    if *first < 0x80 {
        return Head::Total(2 + usize::from(*first));
    }
    let count = usize::from(first & 0x7f);
    // 0x80 is the indefinite form; more than four length bytes cannot be meant seriously.
    if count == 0 || count > 4 {
        return Head::Invalid;
    }
    let Some(length) = bytes.get(2..2 + count) else { return Head::Incomplete };
    let length = length.iter().fold(0usize, |sum, b| (sum << 8) | usize::from(*b));
    length.checked_add(2 + count).map_or(Head::Invalid, Head::Total)
}

/// Reads elements one after the other.
#[derive(Clone, Copy)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// The next element as tag and content; `None` at the end or where the bytes are broken.
    pub fn next(&mut self) -> Option<(u8, &'a [u8])> {
        let Head::Total(total) = head(self.0) else { return None };
        let element = self.0.get(..total)?;
        let length_bytes = if element.get(1)? & 0x80 == 0 { 0 } else { usize::from(element.get(1)? & 0x7f) };
        self.0 = self.0.get(total..)?;
        Some((*element.first()?, element.get(2 + length_bytes..)?))
    }

    /// The content of the next element, which must carry `tag`.
    pub fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.next().filter(|(found, _)| *found == tag).map(|(_, content)| content)
    }

    /// The next element as a small non-negative number.
    pub fn expect_number(&mut self, tag: u8) -> Option<u32> {
        let content = self.expect(tag)?;
        if content.is_empty() || content.len() > 5 || content.first()? & 0x80 != 0 {
            return None;
        }
        let value = content.iter().fold(0u64, |sum, b| (sum << 8) | u64::from(*b));
        u32::try_from(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_it_reads() {
        for value in [0, 1, 127, 128, 255, 256, 65_535, 8_388_608, u32::MAX] {
            let bytes = number(2, value);
            assert_eq!(Reader(&bytes).expect_number(2), Some(value), "{bytes:?}");
        }
        assert_eq!(number(2, 128), [2, 2, 0, 128]);
        for len in [0, 1, 127, 128, 255, 256, 70_000] {
            let bytes = element(4, &vec![7; len]);
            assert_eq!(head(&bytes), Head::Total(bytes.len()));
            assert_eq!(Reader(&bytes).expect(4).map(<[u8]>::len), Some(len));
        }
    }

    #[test]
    fn refuses_what_ldap_forbids() {
        for (bytes, expected) in [
            (&[][..], Head::Incomplete),
            (&[0x30][..], Head::Incomplete),
            (&[0x30, 0x80][..], Head::Invalid),
            (&[0x30, 0x85, 0, 0, 0, 0, 1][..], Head::Invalid),
            (&[0x30, 0x84, 0xff][..], Head::Incomplete),
            (&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], Head::Total(0xffff_ffff + 6)),
            (&[0x3f, 0x01, 0][..], Head::Invalid),
        ] {
            assert_eq!(head(bytes), expected, "{bytes:?}");
        }
        assert_eq!(Reader(&[4, 5, 1]).next(), None);
        assert_eq!(Reader(&[2, 1, 0x80]).expect_number(2), None);
        assert_eq!(Reader(&[2, 0]).expect_number(2), None);
    }
}
