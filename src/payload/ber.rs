//! A minimal reader of BER, the encoding of CMS: definite and indefinite lengths, split OCTET STRINGs.
//!
//! Insurers send BER with indefinite length and content cut into 1000-byte pieces (`formats.md` §1.3), which
//! DER readers refuse. Depth is bounded, every slice is checked, nothing is allocated from a length field.

/// Nesting allowed; CMS with certificates needs about 15.
const MAX_DEPTH: usize = 40;

/// Why bytes are not BER.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BerError {
    /// The data ends before the element does.
    Truncated,
    /// A form that BER or this reader does not know.
    Malformed,
    TooDeep,
}

/// One element: its identifier byte and its content.
#[derive(Clone, Copy)]
pub struct Element<'a> {
    /// Identifier byte: class, constructed bit and number (numbers above 30 are refused).
    pub tag: u8,
    /// Content without length bytes and without the end-of-contents mark.
    pub body: &'a [u8],
    /// The whole element as written.
    pub raw: &'a [u8],
}

impl<'a> Element<'a> {
    /// Whether it holds other elements.
    #[must_use]
    pub const fn is_constructed(&self) -> bool {
        self.tag & 0x20 != 0
    }

    /// The elements inside.
    #[must_use]
    pub const fn inside(&self) -> Reader<'a> {
        Reader { rest: self.body }
    }

    /// Content of an OCTET STRING, joined when it is split (X.690 §8.7.3).
    ///
    /// # Errors
    /// When a piece is not an OCTET STRING or is nested too deep.
    pub fn octets(&self) -> Result<Vec<u8>, BerError> {
        let mut out = Vec::with_capacity(self.body.len());
        join(self, &mut out, 0)?;
        Ok(out)
    }
}

fn join(element: &Element<'_>, out: &mut Vec<u8>, depth: usize) -> Result<(), BerError> {
    if depth > MAX_DEPTH {
        return Err(BerError::TooDeep);
    }
    if !element.is_constructed() {
        out.extend_from_slice(element.body);
        return Ok(());
    }
    let mut pieces = element.inside();
    while let Some(piece) = pieces.next()? {
        if piece.tag & 0xDF != 0x04 {
            return Err(BerError::Malformed);
        }
        join(&piece, out, depth + 1)?;
    }
    Ok(())
}

/// Reads elements one after the other.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// A reader over whole bytes.
    #[must_use]
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    /// The next element; `None` at the end.
    ///
    /// # Errors
    /// [`BerError`] when the bytes are cut or not BER.
    pub fn next(&mut self) -> Result<Option<Element<'a>>, BerError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (element, rest) = element(self.rest, 0)?;
        self.rest = rest;
        Ok(Some(element))
    }

    /// The next element, which must have this tag.
    ///
    /// # Errors
    /// [`BerError::Malformed`] when there is another or none.
    pub fn expect(&mut self, tag: u8) -> Result<Element<'a>, BerError> {
        self.next()?.filter(|e| e.tag == tag).ok_or(BerError::Malformed)
    }

    /// The next element if it has this tag; otherwise nothing is taken.
    ///
    /// # Errors
    /// [`BerError`] when the bytes are cut or not BER.
    pub fn optional(&mut self, tag: u8) -> Result<Option<Element<'a>>, BerError> {
        if self.rest.first() == Some(&tag) { self.next() } else { Ok(None) }
    }
}

fn element(input: &[u8], depth: usize) -> Result<(Element<'_>, &[u8]), BerError> {
    if depth > MAX_DEPTH {
        return Err(BerError::TooDeep);
    }
    let (&tag, after_tag) = input.split_first().ok_or(BerError::Truncated)?;
    if tag & 0x1F == 0x1F {
        return Err(BerError::Malformed);
    }
    let (&first, content) = after_tag.split_first().ok_or(BerError::Truncated)?;
    if first == 0x80 {
        return indefinite(input, tag, content, depth);
    }
    let (length, content) = if first < 0x80 {
        (usize::from(first), content)
    } else {
        let count = usize::from(first & 0x7F);
        if count > 4 {
            return Err(BerError::Malformed);
        }
        let (bytes, content) = content.split_at_checked(count).ok_or(BerError::Truncated)?;
        (bytes.iter().fold(0_usize, |sum, &b| (sum << 8) | usize::from(b)), content)
    };
    let (body, rest) = content.split_at_checked(length).ok_or(BerError::Truncated)?;
    let raw = input.get(..input.len() - rest.len()).ok_or(BerError::Malformed)?;
    Ok((Element { tag, body, raw }, rest))
}

/// Its end is only found by walking over what is inside (X.690 §8.1.3.6).
fn indefinite<'a>(input: &'a [u8], tag: u8, content: &'a [u8], depth: usize) -> Result<(Element<'a>, &'a [u8]), BerError> {
    if tag & 0x20 == 0 {
        return Err(BerError::Malformed);
    }
    let mut rest = content;
    loop {
        if let Some(after) = rest.strip_prefix(&[0, 0]) {
            let body = content.get(..content.len() - rest.len()).ok_or(BerError::Malformed)?;
            let raw = input.get(..input.len() - after.len()).ok_or(BerError::Malformed)?;
            return Ok((Element { tag, body, raw }, after));
        }
        if rest.is_empty() {
            return Err(BerError::Truncated);
        }
        rest = element(rest, depth + 1)?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_pieces_and_finds_ends() {
        for (bytes, expected) in [
            (&b"\x04\x03abc"[..], Ok(b"abc".to_vec())),
            (b"\x24\x80\x04\x02ab\x04\x01c\x00\x00", Ok(b"abc".to_vec())),
            (b"\x24\x80\x24\x80\x04\x01a\x00\x00\x04\x01b\x00\x00", Ok(b"ab".to_vec())),
            (b"\x04\x81\x03abc", Ok(b"abc".to_vec())),
            (b"\x04\x03ab", Err(BerError::Truncated)),
            (b"\x24\x80\x04\x02ab", Err(BerError::Truncated)),
            (b"\x24\x80\x02\x01a\x00\x00", Err(BerError::Malformed)),
            (b"\x04\x80ab", Err(BerError::Malformed)),
            (b"\x04\x85\x01\x01\x01\x01\x01", Err(BerError::Malformed)),
            (b"\x04\x84\xFF\xFF\xFF\xFF", Err(BerError::Truncated)),
        ] {
            let found = Reader::new(bytes).next().and_then(|e| e.ok_or(BerError::Truncated)?.octets());
            assert_eq!(found, expected, "{bytes:02x?}");
        }
        assert_eq!(Reader::new(&b"\x24\x80".repeat(100_000)).next().err(), Some(BerError::TooDeep));
    }
}
