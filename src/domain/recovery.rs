//! Recovery codes (rule 43): what stands on the recovery sheet and opens a profile whose passphrase is forgotten or whose
//! keyring is lost. Pure: how a code is drawn, written, typed and checked; nothing here knows a key.
//!
//! 32 random characters of five bits (160 bits; BSI TR-02102-1 asks for 120 at least) in eight blocks of four, each with a
//! fifth that checks it: a slip of the pen or of the finger is found in its block, while it is typed.

use zeroize::Zeroizing;

use super::secret::Secret;

/// Crockford's Base32: no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Blocks of a code.
pub const BLOCKS: usize = 8;
/// Characters of a block, the last of which checks the others and the place of the block.
pub const BLOCK: usize = 5;
const RANDOM: usize = BLOCK - 1;

/// A code as it was drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; BLOCKS * RANDOM]>);

super::opaque_debug!(RecoveryCode);

/// What is wrong with a typed code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// This block, counted from 1, holds a wrong character, or stands in a wrong place.
    Block(usize),
    /// Characters that are still missing.
    Missing(usize),
    /// More characters than a code has.
    TooLong,
}

impl Slip {
    /// The block to look at, counted from 1.
    #[must_use]
    pub const fn block(self) -> usize {
        match self {
            Self::Block(block) => block,
            Self::Missing(count) => (BLOCKS * BLOCK - count) / BLOCK + 1,
            Self::TooLong => BLOCKS,
        }
    }
}

impl RecoveryCode {
    /// The code of these random bytes, of which each gives five bits.
    #[must_use]
    pub fn of_random(bytes: &Zeroizing<[u8; BLOCKS * RANDOM]>) -> Self {
        let mut symbols = Zeroizing::new([0; BLOCKS * RANDOM]);
        for (symbol, byte) in symbols.iter_mut().zip(bytes.iter()) {
            *symbol = byte & 31;
        }
        Self(symbols)
    }

    /// Reads what was typed: without regard to case, blanks and dashes; O counts as 0, I and L as 1.
    ///
    /// # Errors
    /// The first slip from the left; `Missing` only where everything so far is right.
    pub fn parse(text: &str) -> Result<Self, Slip> {
        let mut symbols = Zeroizing::new([0; BLOCKS * RANDOM]);
        let mut check = Check::default();
        let mut count = 0;
        for typed in text.chars().filter(|c| !is_filler(*c)) {
            let (block, place) = (count / BLOCK, count % BLOCK);
            if block >= BLOCKS {
                return Err(Slip::TooLong);
            }
            let symbol = symbol_of(typed).ok_or(Slip::Block(block + 1))?;
            if place == RANDOM {
                if std::mem::take(&mut check).end(block) != symbol {
                    return Err(Slip::Block(block + 1));
                }
            } else {
                check.take(symbol);
                if let Some(slot) = symbols.get_mut(block * RANDOM + place) {
                    *slot = symbol;
                }
            }
            count += 1;
        }
        match BLOCKS * BLOCK - count {
            0 => Ok(Self(symbols)),
            missing => Err(Slip::Missing(missing)),
        }
    }

    /// The blocks as they stand on the sheet.
    #[must_use]
    pub fn blocks(&self) -> Vec<Zeroizing<String>> {
        let block = |(index, symbols): (usize, &[u8])| {
            let mut check = Check::default();
            symbols.iter().for_each(|symbol| check.take(*symbol));
            let mut text = Zeroizing::new(String::with_capacity(BLOCK));
            text.extend(symbols.iter().copied().chain([check.end(index)]).map(char_of));
            text
        };
        self.0.chunks(RANDOM).enumerate().map(block).collect()
    }

    /// The random characters in one piece: what a key is wrapped by.
    #[must_use]
    pub fn to_secret(&self) -> Secret {
        let mut text = String::with_capacity(BLOCKS * RANDOM);
        text.extend(self.0.iter().copied().map(char_of));
        Secret::new(text)
    }
}

/// A short random text that tells sheets apart: it stands on the sheet and in the settings, and is no secret.
#[must_use]
pub fn sheet_name(random: [u8; 4]) -> String {
    random.into_iter().map(char_of).collect()
}

/// What may stand between the characters of a code; `_` and the longer dashes are what word processors make of one.
fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '_' | '·' | '.')
}

fn symbol_of(c: char) -> Option<u8> {
    let plain = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == plain).and_then(|at| u8::try_from(at).ok())
}

fn char_of(symbol: u8) -> char {
    char::from(ALPHABET.get(usize::from(symbol & 31)).copied().unwrap_or(b'0'))
}

/// The checking character: a weighted sum in the field of 32 elements. It finds every single wrong character, every two
/// neighbours that were swapped, and every block in the place of another.
#[derive(Clone, Copy, Default)]
struct Check(u8);

impl Check {
    fn take(&mut self, symbol: u8) {
        let sum = self.0 ^ symbol;
        // Times x, modulo x^5 + x^2 + 1.
        self.0 = (sum << 1 & 31) ^ if sum & 16 == 0 { 0 } else { 0b00101 };
    }

    fn end(self, block: usize) -> u8 {
        self.0 ^ u8::try_from(block % 31 + 1).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(seed: u8) -> RecoveryCode {
        let mut bytes = Zeroizing::new([0; BLOCKS * RANDOM]);
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = seed.wrapping_mul(37).wrapping_add(u8::try_from(at).unwrap().wrapping_mul(101));
        }
        RecoveryCode::of_random(&bytes)
    }

    fn written(code: &RecoveryCode) -> String {
        code.blocks().iter().map(|block| block.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_on_the_sheet_is_read_however_it_is_typed() {
        for seed in 0..50 {
            let code = code(seed);
            let sheet = written(&code);
            assert_eq!(sheet.len(), BLOCKS * BLOCK + BLOCKS - 1);
            for typed in [
                sheet.clone(),
                sheet.to_lowercase(),
                sheet.replace(' ', "-"),
                sheet.replace(' ', ""),
                sheet.replace(' ', " – \n"),
                sheet.replace('0', "o").replace('1', "l"),
                sheet.replace('0', "O").replace('1', "I"),
            ] {
                assert!(RecoveryCode::parse(&typed) == Ok(code.clone()), "{typed}");
            }
            assert_eq!(code.to_secret().reveal().len(), 32);
        }
    }

    #[test]
    fn every_slip_is_found_in_its_block() {
        let sheet: Vec<char> = written(&code(3)).chars().filter(|c| *c != ' ').collect();
        let parse = |chars: &[char]| RecoveryCode::parse(&chars.iter().collect::<String>());
        for at in 0..sheet.len() {
            let block = at / BLOCK + 1;
            for other in ALPHABET.iter().map(|c| char::from(*c)).filter(|c| *c != sheet[at]).chain(['U', 'Ä', '?']) {
                let mut typed = sheet.clone();
                typed[at] = other;
                assert_eq!(parse(&typed), Err(Slip::Block(block)), "{other} at {at}");
            }
            if at % BLOCK < RANDOM && sheet[at] != sheet[at + 1] {
                let mut typed = sheet.clone();
                typed.swap(at, at + 1);
                assert_eq!(parse(&typed), Err(Slip::Block(block)), "swapped at {at}");
            }
        }
        for first in 0..BLOCKS {
            for second in first + 1..BLOCKS {
                let mut blocks: Vec<&[char]> = sheet.chunks(BLOCK).collect();
                blocks.swap(first, second);
                assert_eq!(parse(&blocks.concat()), Err(Slip::Block(first + 1)), "{first} and {second}");
            }
        }
        for count in 0..sheet.len() {
            assert_eq!(parse(&sheet[..count]), Err(Slip::Missing(sheet.len() - count)));
        }
        assert_eq!(parse(&[sheet.as_slice(), &['0']].concat()), Err(Slip::TooLong));
    }

    #[test]
    fn a_code_is_never_shown_by_debug() {
        assert_eq!(format!("{:?}", code(1)), "RecoveryCode(…)");
    }
}
