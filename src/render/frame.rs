//! The language between the program and its drawing process: one task with its document there, one answer back.
//!
//! Numbers are big-endian. Both sides check every length against its limit before they make room for it: the parent
//! trusts its child no more than the file that the child reads.

use std::io::{self, Read, Write};

use crate::domain::drawing::{DrawFailure, DrawTask, Drawing};

/// Largest document that is handed over, in bytes.
pub const MAX_DOCUMENT: u64 = 64 << 20;
/// Pixels of the largest picture that is decoded (rule 33).
pub const MAX_PIXELS: u64 = 50_000_000;
/// Pixels of the largest answer: 36 MB in the parent.
pub const MAX_SHOWN: u64 = 12_000_000;
/// Longest side of an answer in pixels.
pub const MAX_SIDE: u32 = 16_384;

const TASK: [u8; 4] = *b"KPD1";
const ANSWER: [u8; 4] = *b"KPA1";
const DRAWN: u8 = 0;

/// Sends a task and its document.
///
/// # Errors
/// When the other side is gone.
pub fn write_task(to: &mut impl Write, task: DrawTask, document: &[u8]) -> io::Result<()> {
    let mut head = TASK.to_vec();
    for number in [task.page, task.width, task.max_side] {
        head.extend(number.to_be_bytes());
    }
    head.extend((document.len() as u64).to_be_bytes());
    to.write_all(&head)?;
    to.write_all(document)?;
    to.flush()
}

/// Receives a task and its document.
///
/// # Errors
/// When the bytes are not one, or the document is larger than [`MAX_DOCUMENT`].
pub fn read_task(from: &mut impl Read) -> io::Result<(DrawTask, Vec<u8>)> {
    expect(from, TASK)?;
    let task = DrawTask { page: number(from)?, width: number(from)?, max_side: number(from)? };
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length);
    if length > MAX_DOCUMENT {
        return Err(foreign());
    }
    let document = exactly(from, length)?;
    Ok((task, document))
}

/// Sends what came of it.
///
/// # Errors
/// When the other side is gone.
pub fn write_answer(to: &mut impl Write, answer: &Result<Drawing, DrawFailure>) -> io::Result<()> {
    to.write_all(&ANSWER)?;
    match answer {
        Ok(drawing) => {
            to.write_all(&[DRAWN])?;
            for number in [drawing.pages, drawing.page, drawing.natural.0, drawing.natural.1, drawing.width, drawing.height] {
                to.write_all(&number.to_be_bytes())?;
            }
            to.write_all(&drawing.rgb)
        }
        Err(failure) => {
            let place = DrawFailure::ALL.iter().position(|one| one == failure).unwrap_or_default();
            to.write_all(&[u8::try_from(place + 1).unwrap_or(u8::MAX)])
        }
    }
}

/// Receives what came of it; makes no more room than [`MAX_SHOWN`] pixels take.
///
/// # Errors
/// When the bytes are not an answer: the child died or lies.
pub fn read_answer(from: &mut impl Read) -> io::Result<Result<Drawing, DrawFailure>> {
    expect(from, ANSWER)?;
    let mut status = [0];
    from.read_exact(&mut status)?;
    let [status] = status;
    if status != DRAWN {
        return DrawFailure::ALL.get(usize::from(status) - 1).map(|failure| Err(*failure)).ok_or_else(foreign);
    }
    let (pages, page) = (number(from)?, number(from)?);
    let natural = (number(from)?, number(from)?);
    let (width, height) = (number(from)?, number(from)?);
    let pixels = u64::from(width) * u64::from(height);
    if pages == 0 || page >= pages || pixels == 0 || pixels > MAX_SHOWN || width.max(height) > MAX_SIDE {
        return Err(foreign());
    }
    let rgb = exactly(from, pixels * 3)?;
    Ok(Ok(Drawing { pages, page, natural, width, height, rgb }))
}

fn expect(from: &mut impl Read, mark: [u8; 4]) -> io::Result<()> {
    let mut found = [0; 4];
    from.read_exact(&mut found)?;
    if found == mark { Ok(()) } else { Err(foreign()) }
}

fn number(from: &mut impl Read) -> io::Result<u32> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_be_bytes(bytes))
}

/// So many bytes, in room that grows with what really comes.
fn exactly(from: &mut impl Read, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(length).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == length { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

fn foreign() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a drawing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_received() {
        let task = DrawTask { page: 3, width: 800, max_side: 4096 };
        let mut wire = Vec::new();
        write_task(&mut wire, task, b"%PDF").unwrap();
        assert_eq!(read_task(&mut wire.as_slice()).unwrap(), (task, b"%PDF".to_vec()));
        let drawing = Drawing { pages: 2, page: 1, natural: (9, 9), width: 2, height: 1, rgb: vec![1, 2, 3, 4, 5, 6] };
        for answer in DrawFailure::ALL.into_iter().map(Err).chain([Ok(drawing)]) {
            let mut wire = Vec::new();
            write_answer(&mut wire, &answer).unwrap();
            assert_eq!(read_answer(&mut wire.as_slice()).unwrap(), answer);
            for cut in 0..wire.len() {
                assert!(read_answer(&mut wire.get(..cut).unwrap()).is_err(), "cut after {cut}");
            }
        }
    }

    #[test]
    fn no_room_is_made_for_what_is_only_announced() {
        let head = |numbers: [u32; 6]| [&b"KPA1\0"[..], &numbers.map(u32::to_be_bytes).concat()].concat();
        for numbers in [
            [1, 0, 1, 1, u32::MAX, u32::MAX],
            [1, 0, 1, 1, 4000, 3001],
            [1, 0, 1, 1, MAX_SIDE + 1, 1],
            [0, 0, 1, 1, 1, 1],
            [1, 1, 1, 1, 1, 1],
            [1, 0, 1, 1, 0, 1],
        ] {
            let error = read_answer(&mut head(numbers).as_slice()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData, "{numbers:?}");
        }
        let endless = read_task(&mut [&b"KPD1"[..], &[0; 12], &u64::MAX.to_be_bytes()].concat().as_slice());
        assert_eq!(endless.unwrap_err().kind(), io::ErrorKind::InvalidData);
        assert!(read_answer(&mut &b"KPA1\x09"[..]).is_err() && read_answer(&mut &b"HTTP/1.1"[..]).is_err());
    }
}
