//! Which points a run visits: all of them in the long form, a sample by a seed in the quick one.

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

pub fn is_long() -> bool {
    std::env::var("KIMPOST_FAULTS").is_ok_and(|form| form == "long")
}

pub fn seed() -> u64 {
    std::env::var("KIMPOST_FAULTS_SEED").ok().map_or(20_261_130, |seed| seed.parse().expect("KIMPOST_FAULTS_SEED is a number"))
}

/// The line of the table.
pub fn report(rule: &str, how: &str, cases: usize, result: &str) {
    assert!(cases > 0, "{rule}: nothing was tried");
    println!("{rule} | {how} (seed {}) | {cases} | {result}", seed());
}
