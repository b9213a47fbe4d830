//! What stands in the pages of a store, freed ones and its log too: for tests that nothing of a mail is left.

use std::path::Path;

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};

/// Every page of the database and its log, decrypted as SQLCipher keeps them: AES-256-CBC, the IV in front of the page's HMAC.
fn pages(dir: &Path, key: &[u8; 32]) -> Vec<Vec<u8>> {
    const PAGE: usize = 16_384;
    const RESERVE: usize = 48;
    let aes = aes::Aes256::new(&Array::from(*key));
    let open = |page: &[u8], from: usize| {
        let mut before: [u8; 16] = page[PAGE - RESERVE..PAGE - RESERVE + 16].try_into().unwrap();
        let mut plain = Vec::with_capacity(PAGE);
        for block in page[from..PAGE - RESERVE].chunks(16) {
            let mut bytes = Array::from(<[u8; 16]>::try_from(block).unwrap());
            aes.decrypt_block(&mut bytes);
            plain.extend(bytes.iter().zip(before).map(|(a, b)| a ^ b));
            before = block.try_into().unwrap();
        }
        plain
    };
    let database = std::fs::read(dir.join("store.db")).unwrap();
    let mut all: Vec<Vec<u8>> =
        database.chunks(PAGE).enumerate().map(|(number, page)| open(page, if number == 0 { 16 } else { 0 })).collect();
    let log = std::fs::read(dir.join("store.db-wal")).unwrap_or_default();
    for frame in log.get(32..).unwrap_or_default().chunks_exact(24 + PAGE) {
        let first = frame[..4] == [0, 0, 0, 1];
        all.push(open(&frame[24..], if first { 16 } else { 0 }));
    }
    all
}

/// Where a text stands: number and kind of each page, the first place in it, where its cells begin, and what is around.
pub fn found(dir: &Path, key: &[u8; 32], text: &str) -> Vec<String> {
    let mut places = Vec::new();
    for (number, page) in pages(dir, key).iter().enumerate() {
        if let Some(at) = page.windows(text.len()).position(|w| w.eq_ignore_ascii_case(text.as_bytes())) {
            let around = String::from_utf8_lossy(&page[at.saturating_sub(40)..(at + 60).min(page.len())]).into_owned();
            let cells = u16::from_be_bytes([page[5], page[6]]);
            places.push(format!("page {} kind {} at {at}, cells from {cells}: {around:?}", number + 1, page[0]));
        }
    }
    places
}
