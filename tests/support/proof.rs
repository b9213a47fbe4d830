//! Proofs by many cases: which of them a run visits (all in the long form, a sample by a seed in the quick one), and the row
//! that says what held. `tests/proof.sh` asks for either form and joins the rows to one table.
#![allow(dead_code, reason = "each test file uses its own part")]

use std::io::Write as _;

/// Numbers that look random and are the same for the same seed (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// For one test: the seed of the run, mixed with the test's name.
    pub fn of(test: &str) -> Self {
        Self(test.bytes().fold(seed(), |mixed, byte| mixed.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `end`.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap()
    }

    /// All of them in the long form; `count` of them, spread by chance, in the quick one.
    pub fn sample<T>(&mut self, mut of: Vec<T>, count: usize) -> Vec<T> {
        if is_long() {
            return of;
        }
        while of.len() > count {
            of.remove(self.below(of.len()));
        }
        of
    }
}

/// Every case instead of a sample.
pub fn is_long() -> bool {
    std::env::var("KIMPOST_PROOF").is_ok_and(|form| form == "long")
}

pub fn seed() -> u64 {
    std::env::var("KIMPOST_PROOF_SEED").ok().map_or(20_261_130, |seed| seed.parse().expect("KIMPOST_PROOF_SEED is a number"))
}

/// The row of a proof: the rule (with its number in the security rules where it has one), how it was tried, how often,
/// and what came of it. It is printed, and added to the file that `KIMPOST_PROOF_TABLE` names.
pub fn report(rule: &str, how: &str, cases: usize, result: &str) {
    assert!(cases > 0, "{rule}: nothing was tried");
    let cases = if is_long() { cases.to_string() } else { format!("{cases} (sample)") };
    let row = format!("| {} |\n", [rule, how, &cases, result].map(|cell| cell.replace(['|', '\n'], "/")).join(" | "));
    print!("{row}");
    if let Some(table) = std::env::var_os("KIMPOST_PROOF_TABLE") {
        let mut table = std::fs::OpenOptions::new().append(true).create(true).open(table).unwrap();
        // One write: several tests may end at the same moment.
        table.write_all(row.as_bytes()).unwrap();
    }
}
