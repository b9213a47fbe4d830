//! The invented people and institutions of the demo, read from `assets/demo/verzeichnis.txt`: who stands in the VZD,
//! who owns a mailbox, and what becomes of a mail to each address. Invariant: nobody here exists, every address
//! ends in `.kim.telematik-test`.

use std::collections::HashMap;

/// What an address does with a mail sent to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A practice account: the mail lands in its mailbox.
    Account,
    /// Takes it and answers a requested read receipt.
    Reads,
    /// Takes it and never opens it.
    Silent,
    /// As `Reads`, and writes a reply.
    Replies,
    /// The Fachdienst answers with an out-of-office notice (KOM-LE-A_2223).
    Away,
    /// Mailbox full: failure notice.
    Full,
    /// Delivered after a delay notice.
    Late,
    /// An insurer: answers EBZ requests.
    Insurer,
    /// The Clientmodul takes the mail over and the line breaks before its reply.
    Cut,
    /// The first attempt gets 451.
    Busy,
    /// Deregistered mailbox: failure notice of the Fachdienst.
    Gone,
    /// No valid certificate: the Clientmodul drops the recipient with 4004.
    Uncertified,
}

impl Fate {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "account" => Self::Account,
            "reads" => Self::Reads,
            "silent" => Self::Silent,
            "replies" => Self::Replies,
            "away" => Self::Away,
            "full" => Self::Full,
            "late" => Self::Late,
            "insurer" => Self::Insurer,
            "cut" => Self::Cut,
            "busy" => Self::Busy,
            "gone" => Self::Gone,
            "uncertified" => Self::Uncertified,
            _ => return None,
        })
    }
}

/// Somebody behind an address.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub name: String,
    pub address: String,
    pub fate: Fate,
    /// Takes mails over 15 MiB (version ends in `+`).
    pub takes_large: bool,
    /// Institutionskennzeichen of an insurer; else empty.
    pub ik: String,
}

/// A flat VZD entry: attribute names as the directory answers them.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub dn: String,
    pub attributes: Vec<(&'static str, Vec<String>)>,
}

/// Everybody.
pub(super) struct Cast {
    pub entries: Vec<Entry>,
    people: HashMap<String, Person>,
    order: Vec<String>,
}

impl Cast {
    /// Reads the built-in list.
    pub fn load() -> Self {
        Self::parse(include_str!("../../assets/demo/verzeichnis.txt"))
    }

    fn parse(text: &str) -> Self {
        let mut cast = Self { entries: Vec::new(), people: HashMap::new(), order: Vec::new() };
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            let columns: Vec<&str> = line.split('|').map(str::trim).collect();
            if let Ok(columns) = <[&str; 12]>::try_from(columns) {
                cast.add(columns);
            }
        }
        cast
    }

    fn add(&mut self, columns: [&str; 12]) {
        let [kind, shown, given, title, street, zip, place, oid, specialty, telematik_id, domain_ids, addresses] = columns;
        let personal = kind == "1";
        let surname = if personal { shown.split(',').next().unwrap_or(shown) } else { shown };
        let name = if personal {
            [title, given.split(' ').next().unwrap_or(given), surname]
                .iter()
                .filter(|w| !w.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        } else {
            shown.to_owned()
        };
        let (mut mails, mut kom_le, mut kim, mut hidden) = (Vec::new(), Vec::new(), Vec::new(), false);
        for address in addresses.split(',').filter(|a| !a.is_empty()) {
            let mut pieces = address.split(':');
            let (Some(mail), Some(version), Some(fate)) = (pieces.next(), pieces.next(), pieces.next().and_then(Fate::parse)) else {
                continue;
            };
            hidden |= fate == Fate::Uncertified;
            mails.push(mail.to_owned());
            kom_le.push(format!("{version},{mail}"));
            kim.push(format!("{mail},{version}"));
            let ik = if fate == Fate::Insurer { domain_ids.split(',').next().unwrap_or("").to_owned() } else { String::new() };
            let person = Person { name: name.clone(), address: mail.to_owned(), fate, takes_large: version.ends_with('+'), ik };
            if self.people.insert(mail.to_ascii_lowercase(), person).is_none() {
                self.order.push(mail.to_ascii_lowercase());
            }
        }
        if hidden {
            return;
        }
        let number = self.entries.len() + 1;
        let uid = format!("d3300000-0000-4000-8000-{number:012}");
        let one = |value: &str| vec![if value.is_empty() { "-".to_owned() } else { value.to_owned() }];
        let list = |value: &str| value.split(',').filter(|v| !v.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let mut attributes = vec![
            ("objectClass", vec!["vzd-komleview".to_owned(), "top".to_owned()]),
            ("uid", one(&uid)),
            ("telematikID", one(telematik_id)),
            ("displayName", one(shown)),
            ("cn", one(shown)),
            ("sn", one(surname)),
            ("title", one(title)),
            ("organization", one(if personal { "" } else { shown })),
            ("street", one(street)),
            ("postalCode", one(zip)),
            ("l", one(place)),
            ("st", one("")),
            ("countryCode", one("DE")),
            ("professionOID", vec![format!("1.2.276.0.76.4.{oid}")]),
            ("entryType", one(kind)),
            ("personalEntry", one(if personal { "true" } else { "false" })),
            ("dataFromAuthority", one("TRUE")),
            ("changeDateTime", one("2026-10-12T10:45:25.537594+02:00")),
        ];
        for (attribute, values) in [
            ("givenName", list(given)),
            ("specialization", list(specialty)),
            ("domainID", list(domain_ids)),
            ("mail", mails),
            ("komLeData", kom_le),
            ("kimData", kim),
        ] {
            if !values.is_empty() {
                attributes.push((attribute, values));
            }
        }
        self.entries.push(Entry { dn: format!("uid={uid},dc=data,dc=vzd"), attributes });
    }

    /// Who owns an address, whatever its case.
    pub fn find(&self, address: &str) -> Option<&Person> {
        self.people.get(&address.to_ascii_lowercase())
    }

    /// The display name of an address, or nothing.
    pub fn name_of(&self, address: &str) -> &str {
        self.find(address).map_or("", |p| p.name.as_str())
    }

    /// The practice accounts in the order of the list.
    pub fn accounts(&self) -> impl Iterator<Item = &Person> {
        self.order.iter().filter_map(|key| self.people.get(key)).filter(|p| p.fate == Fate::Account)
    }
}

/// The part of an address behind the `@`.
pub(super) fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Whether an address lies in the test domain of KIM (A_21455-01).
pub(super) fn is_kim(address: &str) -> bool {
    crate::domain::address::KimAddress::parse(address).is_ok_and(|a| a.is_kim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_read_and_stays_in_the_test_domain() {
        let cast = Cast::load();
        let lines = include_str!("../../assets/demo/verzeichnis.txt").lines().filter(|l| !l.starts_with('#')).count();
        assert_eq!(cast.entries.len(), lines - 1, "all but the uncertified one");
        assert!(cast.entries.len() >= 40);
        assert!(cast.people.values().all(|p| is_kim(&p.address) && p.address.ends_with(".kim.telematik-test")));
        assert_eq!(cast.accounts().count(), 3);
        assert_eq!(cast.find("EBZ@Nordlicht-KK.kim.telematik-test").unwrap().ik, "109999039");
        assert_eq!(cast.name_of("dr.holtkamp@kieferchirurgie-lindenau.kim.telematik-test"), "Dr. med. dent. Mareike Holtkamp");
        for fate in [
            Fate::Reads,
            Fate::Silent,
            Fate::Replies,
            Fate::Away,
            Fate::Full,
            Fate::Late,
            Fate::Insurer,
            Fate::Cut,
            Fate::Busy,
            Fate::Gone,
            Fate::Uncertified,
        ] {
            assert!(cast.people.values().any(|p| p.fate == fate), "{fate:?}");
        }
    }
}
