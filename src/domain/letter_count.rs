//! eArztbriefe counted by quarter and doctor for GOP 86900 (sent) and 86901 (received), by the conditions of the catalogue
//! (KBV-eAB 2.14). Plain values and rules: Kimpost counts, it does not bill.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Cents;
use super::ids::AccountId;
use super::opaque_debug;
use super::outgoing::OutgoingState;
use super::problem::Problem;
use super::time::{Day, Timestamp};

/// A quarter of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    pub year: u16,
    /// 1 to 4.
    pub number: u8,
}

impl Quarter {
    /// The one a day lies in.
    #[must_use]
    pub const fn of(day: Day) -> Self {
        Self { year: day.year, number: (day.month - 1) / 3 + 1 }
    }

    /// The one before.
    #[must_use]
    pub const fn before(self) -> Self {
        if self.number > 1 {
            Self { year: self.year, number: self.number - 1 }
        } else {
            Self { year: self.year.saturating_sub(1), number: 4 }
        }
    }

    /// The one after.
    #[must_use]
    pub const fn after(self) -> Self {
        if self.number < 4 {
            Self { year: self.year, number: self.number + 1 }
        } else {
            Self { year: self.year.saturating_add(1), number: 1 }
        }
    }

    /// Its first day; `None` for a number that is no quarter.
    #[must_use]
    pub fn first_day(self) -> Option<Day> {
        Day::new(self.year, (self.number.checked_sub(1)? * 3).checked_add(1)?, 1).filter(|_| self.number <= 4)
    }
}

/// `2026-4`, as the store and file names have it.
impl std::fmt::Display for Quarter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{}", self.year, self.number)
    }
}

/// What a letter is worth from a day on. Data of a file: amounts are agreed anew again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tariff {
    pub valid_from: Day,
    /// Until the next one; `None`: nobody knows an end.
    pub valid_until: Option<Day>,
    pub send: Cents,
    pub receive: Cents,
    /// Most per doctor and quarter, for both together.
    pub cap: Option<Cents>,
    /// Nobody confirmed these amounts from this day on; `None`: confirmed.
    pub assumed_from: Option<Day>,
    /// Where the amounts were read.
    pub source: String,
}

impl Tariff {
    /// Whether the amounts are an assumption in a quarter.
    #[must_use]
    pub fn is_assumed_in(&self, quarter: Quarter) -> bool {
        self.assumed_from.is_some_and(|from| quarter.first_day().is_none_or(|first| first >= from))
    }
}

/// The tariff of a quarter: the newest that is valid on its first day.
#[must_use]
pub fn tariff_of(tariffs: &[Tariff], quarter: Quarter) -> Option<&Tariff> {
    let first = quarter.first_day()?;
    let fits = |tariff: &&Tariff| tariff.valid_from <= first && tariff.valid_until.is_none_or(|until| first <= until);
    tariffs.iter().filter(fits).max_by_key(|tariff| tariff.valid_from)
}

/// A letter of a quarter, as far as counting needs it.
#[derive(Clone, PartialEq, Eq)]
pub struct CountedLetter {
    pub account: AccountId,
    pub incoming: bool,
    /// Sent: the author. Received: to whom it is directed. Empty where the letter names nobody.
    pub doctor: String,
    pub doctor_number: String,
    /// Of its XML: the same letter twice.
    pub sha256: String,
    /// The same letter was received in an earlier quarter, which is the one it counts in.
    pub earlier: bool,
    pub unread: bool,
    pub assigned: bool,
    /// Of a sent one.
    pub state: Option<OutgoingState>,
}

opaque_debug!(CountedLetter);

impl CountedLetter {
    /// Names the doctor whose letters are counted together: by number over all mailboxes, else by name in one.
    #[must_use]
    pub fn doctor_key(&self) -> String {
        let number = self.doctor_number.trim();
        let name = || self.doctor.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if number.is_empty() { format!("{}:{}", self.account, name()) } else { format!("lanr:{number}") }
    }
}

/// What letters have in common that are the same received one: for a doctor with a number over all mailboxes, else in one.
/// `None` where the letter's XML is unknown.
#[must_use]
pub fn twin_key(account: AccountId, doctor_number: &str, sha256: &str) -> Option<(Option<AccountId>, String, String)> {
    let number = doctor_number.trim();
    let mailbox = number.is_empty().then_some(account);
    (!sha256.is_empty()).then(|| (mailbox, number.to_owned(), sha256.to_owned()))
}

/// Why a letter does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotCounted {
    /// Not handed over yet.
    OnItsWay,
    /// Refused, undeliverable or taken back.
    NotDelivered,
    Unread,
    /// Nobody said whom it is about.
    Unassigned,
    /// The same letter was received before.
    Twice,
}

impl NotCounted {
    /// `letters-not-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OnItsWay => "on-its-way",
            Self::NotDelivered => "not-delivered",
            Self::Unread => "unread",
            Self::Unassigned => "unassigned",
            Self::Twice => "twice",
        }
    }
}

/// Letters of one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub counted: u32,
    pub not: BTreeMap<NotCounted, u32>,
}

impl Tally {
    /// How many do not count.
    #[must_use]
    pub fn left_out(&self) -> u32 {
        self.not.values().sum()
    }

    fn add(&mut self, reason: Option<NotCounted>) {
        match reason {
            None => self.counted += 1,
            Some(reason) => *self.not.entry(reason).or_default() += 1,
        }
    }
}

/// One doctor in a quarter.
#[derive(Clone, PartialEq, Eq)]
pub struct DoctorCount {
    /// [`CountedLetter::doctor_key`].
    pub key: String,
    /// Empty: the letters name nobody.
    pub doctor: String,
    pub doctor_number: String,
    pub accounts: BTreeSet<AccountId>,
    pub sent: Tally,
    pub received: Tally,
    /// Who noted that the doctor agrees to billing in this quarter, and when.
    pub consent: Option<(String, Timestamp)>,
    /// By the tariff, whether agreed or not; `None` without one.
    pub amount: Option<Cents>,
    /// The amount is the most there is.
    pub capped: bool,
}

opaque_debug!(DoctorCount);

/// A quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterCount {
    pub quarter: Quarter,
    pub rows: Vec<DoctorCount>,
    pub tariff: Option<Tariff>,
    /// Why the profile's file with amounts is not used.
    pub tariff_problem: Option<Problem>,
    /// Quarters with letters, and this one, newest first.
    pub quarters: Vec<Quarter>,
}

/// Counts the letters of a quarter, which come in the order of their time.
#[must_use]
pub fn tally(letters: &[CountedLetter], tariff: Option<&Tariff>) -> Vec<DoctorCount> {
    let mut rows: BTreeMap<String, DoctorCount> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for letter in letters {
        let key = letter.doctor_key();
        let row = rows.entry(key.clone()).or_insert_with(|| DoctorCount {
            key,
            doctor: String::new(),
            doctor_number: letter.doctor_number.trim().to_owned(),
            accounts: BTreeSet::new(),
            sent: Tally::default(),
            received: Tally::default(),
            consent: None,
            amount: None,
            capped: false,
        });
        row.accounts.insert(letter.account);
        if row.doctor.is_empty() {
            row.doctor.clone_from(&letter.doctor);
        }
        if letter.incoming {
            // The one that counts is the first, also where only the second one was read.
            let twin = twin_key(letter.account, &letter.doctor_number, &letter.sha256);
            let twice = letter.earlier || twin.is_some_and(|twin| !seen.insert(twin));
            row.received.add(if twice { Some(NotCounted::Twice) } else { why_not_received(letter) });
        } else {
            row.sent.add(why_not_sent(letter.state));
        }
    }
    let mut rows: Vec<DoctorCount> = rows.into_values().collect();
    for row in &mut rows {
        (row.amount, row.capped) = tariff.map_or((None, false), |tariff| amount(tariff, row.sent.counted, row.received.counted));
    }
    // Nobody's letters come last.
    rows.sort_by_key(|row| (row.doctor.is_empty(), row.doctor.to_lowercase(), row.key.clone()));
    rows
}

fn why_not_received(letter: &CountedLetter) -> Option<NotCounted> {
    if letter.unread {
        Some(NotCounted::Unread)
    } else if letter.assigned {
        None
    } else {
        Some(NotCounted::Unassigned)
    }
}

fn why_not_sent(state: Option<OutgoingState>) -> Option<NotCounted> {
    use OutgoingState as S;
    match state {
        Some(S::Accepted | S::Delivered | S::Read) => None,
        Some(S::Refused | S::Undeliverable | S::Cancelled) => Some(NotCounted::NotDelivered),
        Some(S::Draft | S::Queued | S::Sending | S::Uncertain) | None => Some(NotCounted::OnItsWay),
    }
}

fn amount(tariff: &Tariff, sent: u32, received: u32) -> (Option<Cents>, bool) {
    let of = |count: u32, each: Cents| i64::from(count).saturating_mul(each.0);
    let sum = of(sent, tariff.send).saturating_add(of(received, tariff.receive));
    match tariff.cap {
        Some(Cents(cap)) if sum >= cap => (Some(Cents(cap)), true),
        _ => (Some(Cents(sum)), false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: u16, month: u8, day: u8) -> Day {
        Day::new(year, month, day).unwrap()
    }

    fn tariff(from: Day, until: Option<Day>) -> Tariff {
        let source = String::new();
        Tariff {
            valid_from: from,
            valid_until: until,
            send: Cents(28),
            receive: Cents(27),
            cap: Some(Cents(100)),
            assumed_from: None,
            source,
        }
    }

    fn received(sha256: &str, unread: bool, assigned: bool) -> CountedLetter {
        CountedLetter {
            account: AccountId(1),
            incoming: true,
            doctor: "Brandmoor, Antje".into(),
            doctor_number: "999999900".into(),
            sha256: sha256.into(),
            earlier: false,
            unread,
            assigned,
            state: None,
        }
    }

    fn sent(state: OutgoingState) -> CountedLetter {
        CountedLetter { incoming: false, state: Some(state), account: AccountId(2), ..received("s", false, false) }
    }

    #[test]
    fn a_received_letter_counts_once_when_it_was_read_and_assigned() {
        use NotCounted as N;
        for (letters, counted, not) in [
            (vec![received("a", false, true)], 1, vec![]),
            (vec![received("a", true, true)], 0, vec![(N::Unread, 1)]),
            (vec![received("a", false, false)], 0, vec![(N::Unassigned, 1)]),
            (vec![received("a", true, false)], 0, vec![(N::Unread, 1)]),
            (vec![received("a", false, true), received("a", false, true), received("b", false, true)], 2, vec![(N::Twice, 1)]),
            (vec![received("", false, true), received("", false, true)], 2, vec![]),
        ] {
            let rows = tally(&letters, None);
            assert_eq!((rows.len(), rows[0].received.counted, rows[0].amount), (1, counted, None));
            assert_eq!(rows[0].received.not.clone().into_iter().collect::<Vec<_>>(), not);
        }
    }

    #[test]
    fn the_same_letter_counts_once_over_quarters_and_over_the_mailboxes_of_a_doctor_with_a_number() {
        let in_mailbox = |account, number: &str| CountedLetter {
            account: AccountId(account),
            doctor_number: number.into(),
            ..received("a", false, true)
        };
        let rows = tally(&[in_mailbox(1, "999999900"), in_mailbox(2, "999999900")], None);
        assert_eq!((rows.len(), rows[0].received.counted, rows[0].received.not[&NotCounted::Twice]), (1, 1, 1));
        // Without a number nobody knows whether two mailboxes mean the same doctor.
        let rows = tally(&[in_mailbox(1, ""), in_mailbox(2, " ")], None);
        assert_eq!(rows.iter().map(|row| row.received.counted).collect::<Vec<_>>(), [1, 1]);
        let earlier = CountedLetter { earlier: true, ..received("a", false, true) };
        let rows = tally(&[earlier, received("b", false, true)], None);
        assert_eq!((rows[0].received.counted, rows[0].received.not[&NotCounted::Twice]), (1, 1));
    }

    #[test]
    fn a_sent_letter_counts_once_the_clientmodul_took_it_over_and_it_did_not_come_back() {
        use OutgoingState as S;
        let letters = S::ALL.map(sent);
        let row = &tally(&letters, None)[0];
        assert_eq!(row.sent.counted, 3, "accepted, delivered, read");
        assert_eq!(row.sent.not[&NotCounted::NotDelivered], 3);
        assert_eq!(row.sent.left_out() as usize + 3, letters.len());
    }

    #[test]
    fn a_doctor_is_counted_over_mailboxes_and_the_cap_is_one() {
        let tariff = tariff(day(2020, 7, 1), None);
        let both = [received("a", false, true), sent(OutgoingState::Read), sent(OutgoingState::Read)];
        let rows = tally(&both, Some(&tariff));
        assert_eq!((rows.len(), rows[0].accounts.len(), rows[0].amount, rows[0].capped), (1, 2, Some(Cents(83)), false));
        let more = [both.as_slice(), &both].concat();
        let row = &tally(&more, Some(&tariff))[0];
        assert_eq!((row.amount, row.capped), (Some(Cents(100)), true));
        // Without a number nobody knows whether two mailboxes mean the same doctor.
        let nameless = |account| CountedLetter { account: AccountId(account), doctor_number: String::new(), ..received("", false, true) };
        let unnamed = CountedLetter { doctor: String::new(), ..nameless(1) };
        let rows = tally(&[unnamed, nameless(1), nameless(2)], None);
        assert_eq!(rows.iter().map(|row| row.doctor.is_empty()).collect::<Vec<_>>(), [false, false, true]);
    }

    #[test]
    fn the_tariff_is_the_one_of_the_first_day() {
        let tariffs = [tariff(day(2020, 7, 1), None), tariff(day(2027, 1, 1), None), tariff(day(2019, 1, 1), Some(day(2019, 12, 31)))];
        let from = |year, number| tariff_of(&tariffs, Quarter { year, number }).map(|tariff| tariff.valid_from);
        assert_eq!(from(2018, 4), None);
        assert_eq!(from(2019, 2), Some(day(2019, 1, 1)));
        assert_eq!(from(2020, 2), None, "ended, and the next not begun");
        assert_eq!(from(2026, 4), Some(day(2020, 7, 1)));
        assert_eq!(from(2027, 1), Some(day(2027, 1, 1)));
        let assumed = Tariff { assumed_from: Some(day(2026, 1, 1)), ..tariffs[0].clone() };
        assert!(!assumed.is_assumed_in(Quarter { year: 2025, number: 4 }) && assumed.is_assumed_in(Quarter { year: 2026, number: 1 }));
    }

    #[test]
    fn quarters_follow_each_other() {
        let quarter = Quarter::of(day(2026, 12, 31));
        assert_eq!(
            (quarter.to_string().as_str(), quarter.first_day(), quarter.after()),
            ("2026-4", Some(day(2026, 10, 1)), Quarter::of(day(2027, 3, 31)))
        );
        assert_eq!(quarter.after().before(), quarter);
        assert_eq!(Quarter { year: 2026, number: 5 }.first_day(), None);
        assert_eq!(Quarter { year: 2026, number: 0 }.first_day(), None);
    }
}
