//! Whom a letter is about: how the header of one letter is compared with those of earlier ones. Plain values and rules.
//!
//! Kimpost keeps no master data. A person is what the letters say that belong together, and a letter joins a person by
//! itself only where nothing speaks against it; everything else is a question for somebody who knows (KBV-eAB 2.14).

use super::file_facts::PatientFacts;
use super::ids::{MailId, PatientId};
use super::mail::MailRow;
use super::opaque_debug;
use super::time::Timestamp;

/// How two headers lie to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// The same insured number, or else the same name and birth date; nothing they say differs.
    Same,
    /// Something speaks for one person and something against it, or too little is said.
    Near,
    Other,
}

/// A part of two headers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Same,
    Differs,
    /// One of them does not say it.
    Unsaid,
}

/// To whom a letter belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    Known(PatientId),
    New,
    /// A person decides; those that come into question, the likeliest first.
    Unclear(Vec<PatientId>),
}

/// The part of a header that a person may have to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    Name,
    BirthDate,
    InsuredNumber,
}

impl Difference {
    /// `patient-differs-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth-date",
            Self::InsuredNumber => "insured-number",
        }
    }
}

impl PatientFacts {
    /// The name to compare by: without case and blanks, umlauts and ß written out.
    #[must_use]
    pub fn name_key(&self) -> String {
        let mut key = String::new();
        for c in self.name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
            match c {
                'ä' => key.push_str("ae"),
                'ö' => key.push_str("oe"),
                'ü' => key.push_str("ue"),
                'ß' => key.push_str("ss"),
                other => key.push(other),
            }
        }
        key
    }

    /// The family name of [`Self::name_key`].
    #[must_use]
    pub fn family_key(&self) -> String {
        self.name_key().split(',').next().unwrap_or_default().to_owned()
    }

    /// The KVNR, upper case; empty for anything that is none, since only a KVNR stays with one person for life.
    #[must_use]
    pub fn kvnr(&self) -> String {
        let number: String = self.insured_number.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        let mut signs = number.bytes();
        let fits = signs.next().is_some_and(|b| b.is_ascii_uppercase()) && number.len() == 10 && signs.all(|b| b.is_ascii_digit());
        if fits { number } else { String::new() }
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [&self.name, &self.birth_date, &self.insured_number].into_iter().all(|part| part.trim().is_empty())
    }

    /// Whether it says enough to tell a person from all others.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        !self.kvnr().is_empty() || !(self.name.trim().is_empty() || self.birth_date.trim().is_empty())
    }

    /// What both say and say differently.
    #[must_use]
    pub fn differences(&self, other: &Self) -> Vec<Difference> {
        let parts = [
            (Difference::Name, compare(&self.name_key(), &other.name_key())),
            (Difference::BirthDate, compare(self.birth_date.trim(), other.birth_date.trim())),
            (Difference::InsuredNumber, compare(&self.kvnr(), &other.kvnr())),
        ];
        parts.into_iter().filter(|(_, part)| *part == Part::Differs).map(|(what, _)| what).collect()
    }

    fn relation(&self, other: &Self) -> Relation {
        let number = compare(&self.kvnr(), &other.kvnr());
        let name = compare(&self.name_key(), &other.name_key());
        let birth = compare(self.birth_date.trim(), other.birth_date.trim());
        let family = compare(&self.family_key(), &other.family_key());
        match (number, name, birth) {
            (Part::Same, Part::Differs, _) | (Part::Same, _, Part::Differs) => Relation::Near,
            (Part::Same, ..) | (Part::Unsaid, Part::Same, Part::Same) => Relation::Same,
            // Two numbers and two birth dates: two people, whatever they are called.
            (Part::Differs, Part::Same, Part::Same | Part::Unsaid) | (Part::Unsaid, Part::Same, _) => Relation::Near,
            // A second given name, a typing error; or twins.
            (Part::Unsaid, _, Part::Same) if family == Part::Same => Relation::Near,
            _ => Relation::Other,
        }
    }
}

fn compare(a: &str, b: &str) -> Part {
    match (a.is_empty() || b.is_empty(), a == b) {
        (true, _) => Part::Unsaid,
        (_, true) => Part::Same,
        _ => Part::Differs,
    }
}

/// Compares a header with those of earlier letters, each with the person it belongs to. A person's own decisions count as
/// much as what the program found: what was put to a person once is recognised the next time.
#[must_use]
pub fn matched(header: &PatientFacts, known: &[(PatientId, PatientFacts)]) -> Match {
    let (same, near) = likely(header, known);
    // One number never stands for two people.
    let mut of_number = known.iter().filter(|(_, facts)| compare(&header.kvnr(), &facts.kvnr()) == Part::Same);
    match same.as_slice() {
        [only] if of_number.all(|(patient, _)| patient == only) => Match::Known(*only),
        [] if near.is_empty() && header.is_enough() => Match::New,
        _ => Match::Unclear([same, near].concat()),
    }
}

/// Those a letter may be about, the likeliest first.
#[must_use]
pub fn related(header: &PatientFacts, known: &[(PatientId, PatientFacts)]) -> Vec<PatientId> {
    let (same, near) = likely(header, known);
    [same, near].concat()
}

/// People of whom one letter fits, and those of whom none fits but one is near; each once.
fn likely(header: &PatientFacts, known: &[(PatientId, PatientFacts)]) -> (Vec<PatientId>, Vec<PatientId>) {
    let of = |wanted: Relation| {
        let mut found: Vec<PatientId> = Vec::new();
        for (patient, facts) in known {
            if header.relation(facts) == wanted && !found.contains(patient) {
                found.push(*patient);
            }
        }
        found
    };
    let (same, mut near) = (of(Relation::Same), of(Relation::Near));
    near.retain(|patient| !same.contains(patient));
    (same, near)
}

/// Where a person puts a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignTo {
    Patient(PatientId),
    /// Nobody who is known.
    New,
}

/// Somebody a letter may be about.
#[derive(Clone, PartialEq, Eq)]
pub struct Candidate {
    pub patient: PatientId,
    /// As the newest letter about this person says.
    pub facts: PatientFacts,
    /// Letters about this person.
    pub letters: usize,
}

opaque_debug!(Candidate);

/// What is known of the person a letter is about, for whoever reads the letter.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PatientOfMail {
    /// What this letter says.
    pub facts: PatientFacts,
    /// `None`: the question is open.
    pub patient: Option<PatientId>,
    /// Who put it there, and when; `None` for the program.
    pub by: Option<(String, Timestamp)>,
    /// What the newest other letter about this person says, where that is not the same: told, never overwritten.
    pub differs: Option<PatientFacts>,
    /// Other people it may be about.
    pub candidates: Vec<Candidate>,
    /// The newest other letters about this person.
    pub others: Vec<MailRow>,
    /// How many there are in all.
    pub others_total: usize,
}

opaque_debug!(PatientOfMail);

/// A received letter with an open question.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenLetter {
    pub mail: MailId,
    pub at: Timestamp,
    /// Laboratory report instead of letter.
    pub lab: bool,
    pub facts: PatientFacts,
    /// Name or address of the sender.
    pub sender: String,
}

opaque_debug!(OpenLetter);

/// What the window needs to know of letters at any time.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct LetterFacts {
    /// There is at least one eArztbrief.
    pub any: bool,
    /// Oldest first.
    pub open: Vec<OpenLetter>,
}

opaque_debug!(LetterFacts);

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> PatientFacts {
        let mut parts = text.split('|').map(|part| part.trim().to_owned());
        let mut next = || parts.next().unwrap_or_default();
        PatientFacts { name: next(), birth_date: next(), insured_number: next() }
    }

    #[test]
    fn a_letter_joins_a_person_only_where_nothing_speaks_against_it() {
        const ILSE: &str = "Moos, Ilse|12.03.1961|A123456789";
        let known = |patient: i64| Match::Known(PatientId(patient));
        let unclear = |patients: &[i64]| Match::Unclear(patients.iter().map(|id| PatientId(*id)).collect());
        for (header, earlier, expected) in [
            (ILSE, &[][..], Match::New),
            (ILSE, &[ILSE], known(1)),
            ("MOOS,  Ilse|12.03.1961|", &[ILSE], known(1)),
            ("Moos, Ilse|12.03.1961|a123456789", &["Moos, Ilse|12.03.1961|"], known(1)),
            ("|12.03.1961|A123456789", &[ILSE], known(1)),
            ("Müller, Jörg|1.1.1950|", &["Mueller, Joerg|1.1.1950|"], known(1)),
            // Something differs.
            ("Moos, Ilse|13.03.1961|A123456789", &[ILSE], unclear(&[1])),
            ("Moos-Tann, Ilse|12.03.1961|A123456789", &[ILSE], unclear(&[1])),
            ("Moos, Ilse|12.03.1961|B123456789", &[ILSE], unclear(&[1])),
            ("Moos, Ilse|13.03.1961|", &[ILSE], unclear(&[1])),
            ("Moos, Ilse Marie|12.03.1961|", &[ILSE], unclear(&[1])),
            // Too little is said.
            ("Moos, Ilse||", &[ILSE], unclear(&[1])),
            ("Moos, Ilse||", &[], unclear(&[])),
            ("||", &[ILSE], unclear(&[])),
            ("Tjaden, Uwe||unbekannt", &[ILSE], unclear(&[])),
            // Certainly somebody else.
            ("Moos, Ilse|14.09.1990|B123456789", &[ILSE], Match::New),
            ("Moos, Karl|12.03.1961|B123456789", &[ILSE], Match::New),
            ("Tjaden, Uwe|12.03.1961|", &[ILSE], Match::New),
            ("Tjaden, Uwe||C123456789", &[ILSE], Match::New),
            // Two people come into question.
            ("Moos, Ilse|12.03.1961|", &[ILSE, "Moos, Ilse|12.03.1961|B123456789"], unclear(&[1, 2])),
            ("Moos, Ilse|12.03.1961|B123456789", &["Moos, Ilse|12.03.1961|", "Quast, Ida|1.1.1990|B123456789"], unclear(&[1, 2])),
        ] {
            let earlier: Vec<_> = (1..).map(PatientId).zip(earlier.iter().map(|text| facts(text))).collect();
            let found = matched(&facts(header), &earlier);
            assert_eq!(found, expected, "{header}");
            let offered = related(&facts(header), &earlier);
            match found {
                Match::Known(patient) => assert!(offered.contains(&patient)),
                Match::New => assert_eq!(offered, [], "{header}"),
                Match::Unclear(patients) => assert_eq!(offered, patients, "{header}"),
            }
        }
    }

    #[test]
    fn what_a_person_decided_once_is_recognised_the_next_time() {
        let known = [(PatientId(1), facts("Moos, Ilse|12.03.1961|A123456789")), (PatientId(1), facts("Moos, Ilse|13.03.1961|"))];
        assert_eq!(matched(&facts("Moos, Ilse|13.03.1961|"), &known), Match::Known(PatientId(1)));
    }

    #[test]
    fn only_a_kvnr_counts_as_a_number() {
        for (number, kvnr) in [(" a123 456789", "A123456789"), ("0000000000", ""), ("A12345678", ""), ("Ä123456789", ""), ("", "")] {
            assert_eq!(facts(&format!("x|y|{number}")).kvnr(), kvnr, "{number}");
        }
        let differs = facts("A, B|1|A123456789").differences(&facts("A, C|1|B123456789"));
        assert_eq!(differs, [Difference::Name, Difference::InsuredNumber]);
    }
}
