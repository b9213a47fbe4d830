//! A question as an LDAP filter (RFC 4515), pure.
//!
//! A filter is built as a tree and sent as a tree, so a typed term can never become filter syntax; the text form
//! (`Display`) escapes every value and is for tests and people. Every typed word must match; umlauts and their
//! spellings without dots are asked for side by side, since the VZD tells ü from ue and ß from ss.
//! A question without a term, or with a term below two letters, is refused before anything is sent.

use unicode_normalization::UnicodeNormalization;

use super::entry;
use crate::domain::directory::DirectoryQuery;

/// A condition on an entry.
#[derive(Clone, PartialEq, Eq)]
pub enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Equals(&'static str, String),
    BeginsWith(&'static str, String),
    Contains(&'static str, String),
}

crate::domain::opaque_debug!(Filter);

/// RFC 4515 text; every value is escaped.
impl std::fmt::Display for Filter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut list = |sign: char, parts: &[Filter]| {
            write!(f, "({sign}")?;
            parts.iter().try_for_each(|part| write!(f, "{part}"))?;
            write!(f, ")")
        };
        match self {
            Self::And(parts) => list('&', parts),
            Self::Or(parts) => list('|', parts),
            Self::Equals(attribute, value) => write!(f, "({attribute}={})", ldap_escape(value)),
            Self::BeginsWith(attribute, value) => write!(f, "({attribute}={}*)", ldap_escape(value)),
            Self::Contains(attribute, value) => write!(f, "({attribute}=*{}*)", ldap_escape(value)),
        }
    }
}

/// Why a question is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing was asked for.
    #[error("no search term")]
    Empty,
    /// A term has fewer than two letters or digits.
    #[error("a search term is too short")]
    TooShort,
    /// Longer than 200 characters, or more than twelve words.
    #[error("the search term is too long")]
    TooLong,
    /// Exact addresses are ASCII (the attribute `mail` is IA5).
    #[error("the address holds characters that no address has")]
    BadAddress,
    /// An Institutionskennzeichen has nine digits.
    #[error("an Institutionskennzeichen has nine digits")]
    BadIk,
    /// No profession or kind of institution has such a name.
    #[error("no profession or kind of institution has this name")]
    BadProfession,
}

/// Names searched for each word; `mail` joins them for ASCII words.
const NAME_ATTRIBUTES: [&str; 5] = ["displayName", "sn", "givenName", "organization", "cn"];
const MAX_CHARS: usize = 200;
const MAX_WORDS: usize = 12;

/// Builds the filter for a question.
///
/// # Errors
/// See [`QueryError`].
pub fn build(query: &DirectoryQuery) -> Result<Filter, QueryError> {
    if query.is_empty() {
        return Err(QueryError::Empty);
    }
    let mut all = Vec::new();
    if let Some(ik) = term(&query.ik)? {
        if ik.len() != 9 || !ik.bytes().all(|b| b.is_ascii_digit()) {
            return Err(QueryError::BadIk);
        }
        // Without the entry type the IK alone can hit other organisations (gemILF_Pflege_VZD).
        all.push(Filter::Equals("domainID", ik));
        all.push(Filter::Equals("entryType", "5".to_owned()));
    }
    if let Some(mail) = term(&query.mail)? {
        if !mail.is_ascii() {
            return Err(QueryError::BadAddress);
        }
        // Without an @ it is a part of an address.
        all.push(if mail.contains('@') { Filter::Equals("mail", mail) } else { Filter::Contains("mail", mail) });
    }
    if !query.any_mail.is_empty() {
        let mails = query.any_mail.iter().map(|mail| term(mail).map(|mail| mail.filter(|mail| mail.is_ascii())));
        let mails = mails.collect::<Result<Option<Vec<_>>, _>>()?.ok_or(QueryError::BadAddress)?;
        all.push(any(mails.into_iter().map(|mail| Filter::Equals("mail", mail)).collect()));
    }
    if let Some(text) = term(&query.text)? {
        let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|word| !word.is_empty()).collect();
        if words.len() > MAX_WORDS {
            return Err(QueryError::TooLong);
        }
        all.extend(words.into_iter().map(name_word));
    }
    for (attribute, field) in [("street", &query.street), ("l", &query.city)] {
        if let Some(text) = term(field)? {
            all.push(any(spellings(&text).into_iter().map(|text| Filter::Contains(attribute, text)).collect()));
        }
    }
    if let Some(zip) = term(&query.zip)? {
        let whole = zip.chars().count() >= 5;
        all.push(if whole { Filter::Equals("postalCode", zip) } else { Filter::BeginsWith("postalCode", zip) });
    }
    if let Some(specialty) = term(&query.specialty)? {
        all.push(specialty_filter(&specialty));
    }
    if let Some(profession) = term(&query.profession)? {
        all.push(profession_filter(&profession)?);
    }
    if let Some(id) = term(&query.telematik_id)? {
        all.push(Filter::Equals("telematikID", id));
    }
    // Terms of nothing but control characters vanish; an empty AND would match every entry.
    Ok(match all.len() {
        0 => return Err(QueryError::Empty),
        1 => all.swap_remove(0),
        _ => Filter::And(all),
    })
}

/// A trimmed NFC term; `None` when empty.
fn term(text: &str) -> Result<Option<String>, QueryError> {
    let text: String = text.trim().nfc().filter(|c| !c.is_control()).collect();
    if text.is_empty() {
        return Ok(None);
    }
    if text.chars().count() > MAX_CHARS {
        return Err(QueryError::TooLong);
    }
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        return Err(QueryError::TooShort);
    }
    Ok(Some(text))
}

/// One typed word in any of the names. A single letter is an initial: it only counts at the beginning.
fn name_word(word: &str) -> Filter {
    let initial = word.chars().count() < 2;
    let mut branches = Vec::new();
    for spelling in spellings(word) {
        let attributes = NAME_ATTRIBUTES.into_iter().chain(spelling.is_ascii().then_some("mail"));
        branches.extend(attributes.map(|attribute| {
            if initial { Filter::BeginsWith(attribute, spelling.clone()) } else { Filter::Contains(attribute, spelling.clone()) }
        }));
    }
    any(branches)
}

/// A specialty by its readable name or by its raw code.
fn specialty_filter(text: &str) -> Filter {
    let mut branches: Vec<_> =
        entry::specialty_codes(text).into_iter().map(|code| Filter::Equals("specialization", code.to_owned())).collect();
    if branches.is_empty() || text.is_ascii() {
        branches.push(Filter::Contains("specialization", text.to_owned()));
    }
    any(branches)
}

/// A profession or kind of institution by its OID or by its readable name.
fn profession_filter(text: &str) -> Result<Filter, QueryError> {
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Ok(Filter::Equals("professionOID", text.to_owned()));
    }
    let oids = entry::profession_oids(text);
    if oids.is_empty() {
        return Err(QueryError::BadProfession);
    }
    Ok(any(oids.into_iter().map(|oid| Filter::Equals("professionOID", oid.to_owned())).collect()))
}

fn any(mut branches: Vec<Filter>) -> Filter {
    match branches.len() {
        1 => branches.swap_remove(0),
        _ => Filter::Or(branches),
    }
}

/// The word itself, its umlauts and ß written out, and the reverse: `Müller` finds `Mueller`, `strauss` finds `Strauß`.
///
/// The directory ignores case, so the result is lower case where letters were exchanged.
#[must_use]
pub fn spellings(word: &str) -> Vec<String> {
    const UMLAUTS: [(&str, &str); 3] = [("ä", "ae"), ("ö", "oe"), ("ü", "ue")];
    let word: String = word.nfc().collect();
    let lower = word.to_lowercase();
    let written_out = |text: &str| UMLAUTS.iter().fold(text.to_owned(), |text, (dots, plain)| text.replace(dots, plain));
    let with_dots = |text: &str| UMLAUTS.iter().fold(text.to_owned(), |text, (dots, plain)| text.replace(plain, dots));
    let mut found = vec![word];
    for vowels in [lower.clone(), written_out(&lower), with_dots(&lower)] {
        for spelling in [vowels.clone(), vowels.replace('ß', "ss"), vowels.replace("ss", "ß")] {
            if !found.iter().any(|known| known.to_lowercase() == spelling) {
                found.push(spelling);
            }
        }
    }
    found
}

/// Escapes a value for the text form of a filter (RFC 4515 §3); other characters stay UTF-8.
#[must_use]
pub fn ldap_escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '*' => out.push_str("\\2a"),
            '(' => out.push_str("\\28"),
            ')' => out.push_str("\\29"),
            '\\' => out.push_str("\\5c"),
            '\0' => out.push_str("\\00"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: DirectoryQuery, expected: Result<&str, QueryError>) {
        let found = build(&query).map(|filter| filter.to_string());
        assert_eq!(found.as_deref().map_err(|e| *e), expected);
    }

    fn text(text: &str) -> DirectoryQuery {
        DirectoryQuery { text: text.into(), ..DirectoryQuery::default() }
    }

    #[test]
    fn builds_filters_from_questions() {
        check(text("Ernst"), Ok("(|(displayName=*Ernst*)(sn=*Ernst*)(givenName=*Ernst*)(organization=*Ernst*)(cn=*Ernst*)(mail=*Ernst*))"));
        check(
            text("Bär"),
            Ok("(|(displayName=*Bär*)(sn=*Bär*)(givenName=*Bär*)(organization=*Bär*)(cn=*Bär*)\
                (displayName=*baer*)(sn=*baer*)(givenName=*baer*)(organization=*baer*)(cn=*baer*)(mail=*baer*))"),
        );
        check(
            text("Kurt, T"),
            Ok("(&(|(displayName=*Kurt*)(sn=*Kurt*)(givenName=*Kurt*)(organization=*Kurt*)(cn=*Kurt*)(mail=*Kurt*))\
                (|(displayName=T*)(sn=T*)(givenName=T*)(organization=T*)(cn=T*)(mail=T*)))"),
        );
        let query = |fill: fn(&mut DirectoryQuery)| {
            let mut query = DirectoryQuery::default();
            fill(&mut query);
            query
        };
        check(query(|q| q.ik = " 109900111 ".into()), Ok("(&(domainID=109900111)(entryType=5))"));
        check(query(|q| q.mail = "A@b.kim.telematik".into()), Ok("(mail=A@b.kim.telematik)"));
        check(query(|q| q.mail = "kinderarzt".into()), Ok("(mail=*kinderarzt*)"));
        check(query(|q| q.city = "Görlitz".into()), Ok("(|(l=*Görlitz*)(l=*goerlitz*))"));
        check(query(|q| q.city = "Frankfurt (Oder)".into()), Ok("(l=*Frankfurt \\28Oder\\29*)"));
        check(query(|q| (q.zip, q.profession) = ("23".into(), "1.2.3".into())), Ok("(&(postalCode=23*)(professionOID=1.2.3))"));
        check(query(|q| q.profession = "zahnarzt".into()), Ok("(|(professionOID=1.2.276.0.76.4.31)(professionOID=1.2.276.0.76.4.51))"));
        check(query(|q| q.profession = "Raumfahrer".into()), Err(QueryError::BadProfession));
        check(query(|q| q.street = "Fährstr".into()), Ok("(|(street=*Fährstr*)(street=*faehrstr*))"));
        check(query(|q| q.telematik_id = " 1-2(3)* ".into()), Ok("(telematikID=1-2\\283\\29\\2a)"));
        check(query(|q| q.any_mail = vec!["a@b.kim".into(), "c*@d.kim".into()]), Ok("(|(mail=a@b.kim)(mail=c\\2a@d.kim))"));
        check(query(|q| q.any_mail = vec!["a@b.kim".into(), String::new()]), Err(QueryError::BadAddress));
        check(query(|q| q.zip = "23224".into()), Ok("(postalCode=23224)"));
        check(
            query(|q| q.specialty = "augenheil".into()),
            Ok("(|(specialization=urn:psc:1.3.6.1.4.1.19376.3.276.1.5.4:AUGE)(specialization=*augenheil*))"),
        );
        check(query(|q| q.specialty = "urn:as:1.2".into()), Ok("(specialization=*urn:as:1.2*)"));
    }

    #[test]
    fn refuses_questions_that_ask_for_everything() {
        check(DirectoryQuery::default(), Err(QueryError::Empty));
        check(text(" \t\u{0} "), Err(QueryError::Empty));
        for short in ["M", "*", "(*)", "a*", "…"] {
            check(text(short), Err(QueryError::TooShort));
        }
        check(text(&"x".repeat(201)), Err(QueryError::TooLong));
        check(text(&"ab ".repeat(13)), Err(QueryError::TooLong));
        check(DirectoryQuery { ik: "10990011".into(), ..Default::default() }, Err(QueryError::BadIk));
        check(DirectoryQuery { ik: "*)(cn=*".into(), ..Default::default() }, Err(QueryError::BadIk));
        check(DirectoryQuery { mail: "müller@x.kim.telematik".into(), ..Default::default() }, Err(QueryError::BadAddress));
    }

    #[test]
    fn a_term_never_becomes_syntax() {
        let shown = build(&text("x*)(entryType=1)(cn=y")).map(|f| f.to_string()).unwrap_or_default();
        assert!(shown.contains("(cn=*x\\2a\\29\\28entryType=1\\29\\28cn=y*)"), "{shown}");
        assert_eq!(shown.matches('(').count(), 7);
        for (raw, escaped) in [("a*b", "a\\2ab"), ("(x)", "\\28x\\29"), ("\\", "\\5c"), ("\0", "\\00"), ("Größe & Söhne", "Größe & Söhne")]
        {
            assert_eq!(ldap_escape(raw), escaped);
        }
    }

    #[test]
    fn spells_umlauts_both_ways() {
        for (word, expected) in [
            ("Müller", vec!["Müller", "mueller"]),
            ("Mu\u{308}ller", vec!["Müller", "mueller"]),
            ("MUELLER", vec!["MUELLER", "müller"]),
            ("Strauß", vec!["Strauß", "strauss"]),
            ("strauss", vec!["strauss", "strauß"]),
            ("Ernst", vec!["Ernst"]),
            ("Größmann", vec!["Größmann", "grössmann", "groeßmann", "groessmann"]),
        ] {
            assert_eq!(spellings(word), expected, "{word}");
        }
    }
}
