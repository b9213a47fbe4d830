//! Attributes of a VZD entry → [`DirectoryEntry`], pure and forgiving.
//!
//! Names differ between servers (`street`/`streetAddress`, `o`/`organization`) and in case, an empty value is
//! written `-`, and KIM versions come in two grammars (`vzd` LDAP_Attribute): all of that is settled here.
//! Everything is foreign text: it is cleaned, and an address that is none is left out. Nothing here can fail.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::domain::address::KimAddress;
use crate::domain::directory::{DirectoryAddress, DirectoryEntry, KimVersion};
use crate::domain::safe_text::one_line;

/// What a search asks for; certificates stay out, they would make up nearly all of an answer.
pub const ATTRIBUTES: [&str; 22] = [
    "telematikID",
    "displayName",
    "cn",
    "sn",
    "givenName",
    "title",
    "organization",
    "o",
    "entryType",
    "professionOID",
    "specialization",
    "street",
    "postalCode",
    "l",
    "st",
    "countryCode",
    "changeDateTime",
    "domainID",
    "mail",
    "komLeData",
    "kimData",
    "KOM-LE-Version",
];

static PROFESSIONS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| table(include_str!("../../assets/profession_oids.json")));
static SPECIALTIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| table(include_str!("../../assets/specializations.json")));

/// The tables are part of the program and checked by a test; should one not read, codes are shown bare.
fn table(json: &str) -> BTreeMap<String, String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// German name of a profession or kind of institution; the bare OID when unknown (the mapping may grow, A_22224).
#[must_use]
pub fn profession_name(oid: &str) -> &str {
    PROFESSIONS.get(oid).map_or(oid, String::as_str)
}

/// German name of a specialty; the bare code when unknown.
#[must_use]
pub fn specialty_name(code: &str) -> &str {
    SPECIALTIES.get(code).map_or(code, String::as_str)
}

/// Codes of all specialties whose name contains `text`, without case.
#[must_use]
pub fn specialty_codes(text: &str) -> Vec<&'static str> {
    codes_of(&SPECIALTIES, text)
}

/// OIDs of all professions and kinds of institutions whose name contains `text`, without case.
#[must_use]
pub fn profession_oids(text: &str) -> Vec<&'static str> {
    codes_of(&PROFESSIONS, text)
}

fn codes_of(table: &'static BTreeMap<String, String>, text: &str) -> Vec<&'static str> {
    let text = text.to_lowercase();
    table.iter().filter(|(_, name)| name.to_lowercase().contains(&text)).map(|(code, _)| code.as_str()).collect()
}

/// Reads an entry from attribute names and raw values.
#[must_use]
pub fn read(attributes: &[(String, Vec<Vec<u8>>)]) -> DirectoryEntry {
    let raw = Attributes::new(attributes);
    let first = |names: &[&str]| raw.first(names);
    let joined = |parts: [String; 2]| parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    let mut name = first(&["displayName", "cn"]);
    if name.is_empty() {
        name = joined([first(&["sn"]), first(&["givenName"])]);
    }
    let mut organization = first(&["organization", "o", "organizationName"]);
    if name.is_empty() {
        name = organization.clone();
    }
    if organization == name {
        organization.clear();
    }
    let professions = raw.all(&["professionOID"]);
    let entry_type = first(&["entryType"]).parse().unwrap_or(0);
    // An institution's surname repeats its name.
    let person = |names: &[&str]| if entry_type == 1 { first(names) } else { String::new() };
    DirectoryEntry {
        telematik_id: first(&["telematikID"]),
        name,
        title: person(&["title"]),
        given_name: person(&["givenName"]),
        surname: person(&["sn"]),
        organization,
        entry_type,
        kind: professions.iter().map(|oid| profession_name(oid)).collect::<Vec<_>>().join(", "),
        specialty: raw.all(&["specialization"]).iter().map(|code| specialty_name(code).to_owned()).collect(),
        street: first(&["street", "streetAddress"]),
        zip: first(&["postalCode"]),
        city: first(&["l", "localityName"]),
        state: first(&["st", "stateOrProvinceName"]),
        country: first(&["countryCode"]),
        changed: first(&["changeDateTime"]),
        domain_ids: raw.all(&["domainID"]),
        addresses: addresses(&raw),
    }
}

/// Cleaned values by lower-case name without options.
struct Attributes(BTreeMap<String, Vec<String>>);

impl Attributes {
    fn new(attributes: &[(String, Vec<Vec<u8>>)]) -> Self {
        let mut map: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, values) in attributes {
            let name = name.split(';').next().unwrap_or_default().to_ascii_lowercase();
            let values = values.iter().map(|value| one_line(&String::from_utf8_lossy(value)));
            // An empty value is replicated as "-".
            map.entry(name).or_default().extend(values.filter(|value| !value.is_empty() && value != "-"));
        }
        Self(map)
    }

    /// All values of the first of `names` that has any, each once.
    fn all(&self, names: &[&str]) -> Vec<String> {
        let found = names.iter().filter_map(|name| self.0.get(&name.to_ascii_lowercase())).find(|values| !values.is_empty());
        let mut values: Vec<String> = Vec::new();
        for value in found.into_iter().flatten() {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }

    fn first(&self, names: &[&str]) -> String {
        self.all(names).into_iter().next().unwrap_or_default()
    }
}

/// Every valid `mail` with its version: from `kimData`, else `komLeData`, else the old `KOM-LE-Version`, else 1.0.
///
/// Versions for addresses that are not in `mail` do not count (LDAP_Attribute).
fn addresses(raw: &Attributes) -> Vec<DirectoryAddress> {
    let key = |mail: &str| mail.trim().to_ascii_lowercase();
    let (mut versions, mut tags) = (BTreeMap::new(), BTreeMap::new());
    for value in raw.all(&["komLeData"]) {
        if let Some((version, mail)) = value.split_once(',')
            && let Some(version) = known_form(version)
        {
            versions.insert(key(mail), version);
        }
    }
    for value in raw.all(&["kimData"]) {
        let mut parts = value.splitn(3, ',');
        if let (Some(mail), Some(version)) = (parts.next(), parts.next().and_then(known_form)) {
            versions.insert(key(mail), version);
            let words = parts.next().unwrap_or_default().split('|').map(str::trim).filter(|tag| !tag.is_empty() && *tag != "-");
            tags.insert(key(mail), words.map(str::to_owned).collect::<Vec<_>>());
        }
    }
    let fallback = known_form(&raw.first(&["KOM-LE-Version"])).unwrap_or_default();
    let mut found: Vec<DirectoryAddress> = Vec::new();
    for mail in raw.all(&["mail", "rfc822Mailbox"]) {
        let Ok(address) = KimAddress::parse(&mail) else { continue };
        if found.iter().all(|known| !known.mail.eq_ignore_ascii_case(address.as_str())) {
            let version = versions.get(&address.key()).cloned().unwrap_or_else(|| fallback.clone());
            let tags = tags.get(&address.key()).cloned().unwrap_or_default();
            found.push(DirectoryAddress { mail: address.as_str().to_owned(), version, tags });
        }
    }
    found
}

/// A version as digits and dots with an optional `+`; unknown numbers pass, other text is no version.
fn known_form(text: &str) -> Option<KimVersion> {
    let text = text.trim();
    let number = text.strip_suffix('+').unwrap_or(text);
    let ok = !number.is_empty() && number.len() <= 8 && number.split('.').all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    ok.then(|| KimVersion(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(lines: &[(&str, &str)]) -> DirectoryEntry {
        let attributes: Vec<_> = lines.iter().map(|(name, value)| ((*name).to_owned(), vec![value.as_bytes().to_vec()])).collect();
        read(&attributes)
    }

    #[test]
    fn reads_an_institution_with_the_names_servers_really_use() {
        for (street, city, organization) in [("street", "l", "organization"), ("streetAddress", "localityName", "o")] {
            let e = entry(&[
                ("TELEMATIKID", "5-2999000001"),
                ("displayName", "Klinikum Überall"),
                ("sn", "-"),
                (organization, "Haus am See"),
                ("entryType", "3"),
                ("professionOID", "1.2.276.0.76.4.53"),
                ("specialization", "urn:psc:1.3.6.1.4.1.19376.3.276.1.5.4:AUGE"),
                ("specialization", "urn:psc:1.2.3:NEU"),
                (street, "Ringstraße 9"),
                ("postalCode", "48143"),
                (city, "Münster"),
                ("st", "-"),
                ("domainID", "260999001"),
            ]);
            assert_eq!((e.name.as_str(), e.organization.as_str(), e.kind.as_str()), ("Klinikum Überall", "Haus am See", "Krankenhaus"));
            assert_eq!((e.telematik_id.as_str(), e.entry_type), ("5-2999000001", 3));
            assert_eq!(e.specialty, ["Augenheilkunde", "urn:psc:1.2.3:NEU"]);
            assert_eq!((e.street.as_str(), e.zip.as_str(), e.city.as_str()), ("Ringstraße 9", "48143", "Münster"));
            assert_eq!(e.domain_ids, ["260999001"]);
        }
    }

    #[test]
    fn takes_dashes_for_absent_and_bad_text_as_text() {
        let e =
            entry(&[("displayName", "-"), ("cn", " - "), ("sn", "Großmann"), ("givenName", "Jo\u{202E}rg"), ("entryType", "x"), ("l", "")]);
        assert_eq!(e.name, "Großmann, Jo⟨U+202E⟩rg");
        assert_eq!((e.entry_type, e.city.as_str(), e.organization.as_str()), (0, "", ""));
        assert_eq!(entry(&[("professionOID", "1.2.276.0.76.4.9999")]).kind, "1.2.276.0.76.4.9999");
        assert_eq!(entry(&[("displayName", "Muster"), ("organization", "Muster")]).organization, "");
        assert_eq!(read(&[("l".into(), vec![vec![0xff, 0x4f]])]).city, "\u{fffd}O");
    }

    #[test]
    fn finds_the_version_of_every_address() {
        for (lines, expected) in [
            (vec![("mail", "a@x.kim.telematik"), ("komLeData", "1.5,a@x.kim.telematik")], vec![("a@x.kim.telematik", "1.5")]),
            (
                vec![("mail", "a@x.kim.telematik"), ("kimData", "A@X.kim.telematik, 1.5+ ,DALE-UV|e,EB")],
                vec![("a@x.kim.telematik", "1.5+")],
            ),
            (vec![("mail", "a@x.kim.telematik")], vec![("a@x.kim.telematik", "1.0")]),
            (vec![("mail", "a@x.kim.telematik"), ("KOM-LE-Version", "1.5")], vec![("a@x.kim.telematik", "1.5")]),
            (vec![("mail", "a@x.kim.telematik"), ("kimData", "a@x.kim.telematik,2.0")], vec![("a@x.kim.telematik", "2.0")]),
            (vec![("mail", "a@x.kim.telematik"), ("kimData", "a@x.kim.telematik,alles+")], vec![("a@x.kim.telematik", "1.0")]),
            (vec![("mail", "a@x.kim.telematik"), ("kimData", "a@x.kim.telematik")], vec![("a@x.kim.telematik", "1.0")]),
            // kimData is the newer attribute.
            (
                vec![("mail", "a@x.kim.telematik"), ("kimData", "a@x.kim.telematik,1.5+"), ("komLeData", "1.0,a@x.kim.telematik")],
                vec![("a@x.kim.telematik", "1.5+")],
            ),
            // Not in mail: no address of this entry.
            (vec![("mail", "a@x.kim.telematik"), ("komLeData", "1.5,b@x.kim.telematik")], vec![("a@x.kim.telematik", "1.0")]),
            (
                vec![
                    ("rfc822Mailbox", "A@x.kim.telematik"),
                    ("RFC822MAILBOX", "a@X.kim.telematik"),
                    ("rfc822mailbox", "b@x.kim.telematik\r\nBcc: c@d.de"),
                ],
                vec![("A@x.kim.telematik", "1.0")],
            ),
        ] {
            let found = entry(&lines).addresses;
            let found: Vec<_> = found.iter().map(|a| (a.mail.as_str(), a.version.0.as_str())).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn a_person_and_an_institution_give_what_they_have() {
        let common = [
            ("title", "Dr."),
            ("givenName", "Jo"),
            ("sn", "Groß"),
            ("st", "-"),
            ("countryCode", "DE"),
            ("changeDateTime", "2021-10-12T10:45:25+02:00"),
        ];
        for (kind, personal, expected) in [("1", "TRUE", ("Dr.", "Jo", "Groß")), ("3", "false", ("", "", "")), ("5", "False", ("", "", ""))]
        {
            let mut lines = common.to_vec();
            // Booleans come in any spelling and decide nothing; the entry type does.
            lines.extend([("entryType", kind), ("personalEntry", personal), ("dataFromAuthority", "tRuE")]);
            let e = entry(&lines);
            assert_eq!((e.title.as_str(), e.given_name.as_str(), e.surname.as_str()), expected, "{kind}");
            assert_eq!((e.state.as_str(), e.country.as_str(), e.changed.as_str()), ("", "DE", "2021-10-12T10:45:25+02:00"));
        }
        let tagged = entry(&[("mail", "a@x.kim.telematik"), ("kimData", "A@x.kim.telematik,1.5+, eAU|DALE-UV|-|")]);
        assert_eq!(tagged.addresses[0].tags, ["eAU", "DALE-UV"]);
    }

    #[test]
    fn the_tables_are_readable_and_plausible() {
        assert_eq!(profession_name("1.2.276.0.76.4.59"), "Betriebsstätte Kostenträger");
        assert!(PROFESSIONS.len() > 80 && SPECIALTIES.len() > 70);
        assert!(PROFESSIONS.keys().all(|oid| oid.starts_with("1.2.276.0.76.4.")));
        assert_eq!(specialty_codes("zahn"), ["urn:psc:1.3.6.1.4.1.19376.3.276.1.5.4:MZKH"]);
    }
}
