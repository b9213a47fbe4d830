//! The words vendors put before their values, German and English, and where in a line they stand.

use crate::domain::login::Direction;

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Posteingang or Postausgang: what follows belongs to it.
    Section(Direction),
    /// The Fachdienst's own servers; never what a client connects to.
    Fachdienst,
    /// The Clientmodul itself, for both directions.
    Clientmodul,
    /// The Konnektor and its Aufrufkontext.
    Konnektor,
    Login,
    Server,
    Port,
    Tls,
    Address,
    SenderName,
    Directory,
    Mandant,
    ClientSystem,
    Workplace,
    User,
    KonnektorId,
    /// Known, of no use here: ends the value before it.
    Other,
}

use Direction::{Incoming, Outgoing};
use Label as L;

/// Longer words come before shorter ones that they begin with; [`at`] takes the longest.
const WORDS: &[(&str, Label)] = &[
    ("posteingangsserver", L::Section(Incoming)),
    ("posteingangs-", L::Section(Incoming)),
    ("posteingang", L::Section(Incoming)),
    ("eingangsserver", L::Section(Incoming)),
    ("e-mail-empfang", L::Section(Incoming)),
    ("empfang", L::Section(Incoming)),
    ("pop3s", L::Section(Incoming)),
    ("pop3", L::Section(Incoming)),
    ("pop", L::Section(Incoming)),
    ("incoming mail server", L::Section(Incoming)),
    ("incoming server", L::Section(Incoming)),
    ("incoming mail", L::Section(Incoming)),
    ("incoming", L::Section(Incoming)),
    ("receiving", L::Section(Incoming)),
    ("postausgangsserver", L::Section(Outgoing)),
    ("postausgang", L::Section(Outgoing)),
    ("ausgangsserver", L::Section(Outgoing)),
    ("e-mail-versand", L::Section(Outgoing)),
    ("versand", L::Section(Outgoing)),
    ("smtps", L::Section(Outgoing)),
    ("smtp", L::Section(Outgoing)),
    ("outgoing mail server", L::Section(Outgoing)),
    ("outgoing server", L::Section(Outgoing)),
    ("outgoing mail", L::Section(Outgoing)),
    ("outgoing", L::Section(Outgoing)),
    ("sending", L::Section(Outgoing)),
    ("postdienst", L::Fachdienst),
    ("kim-fachdienst", L::Fachdienst),
    ("kim fachdienst", L::Fachdienst),
    ("fachdienst", L::Fachdienst),
    ("mailserver", L::Fachdienst),
    ("mail-server", L::Fachdienst),
    ("kim client modul", L::Clientmodul),
    ("kim-client-modul", L::Clientmodul),
    ("kim-clientmodul", L::Clientmodul),
    ("kim clientmodul", L::Clientmodul),
    ("client modul", L::Clientmodul),
    ("client-modul", L::Clientmodul),
    ("client module", L::Clientmodul),
    ("clientmodul", L::Clientmodul),
    ("proxy", L::Clientmodul),
    ("konnektor kontext", L::Konnektor),
    ("konnektor-kontext", L::Konnektor),
    ("konnektoreigenschaften", L::Konnektor),
    ("aufrufkontext", L::Konnektor),
    ("konnektor", L::Konnektor),
    ("connector", L::Konnektor),
    ("nutzername", L::Login),
    ("benutzername", L::Login),
    ("benutzer", L::Login),
    ("anmeldename", L::Login),
    ("login", L::Login),
    ("username", L::Login),
    ("user name", L::Login),
    ("servername", L::Server),
    ("serveradresse", L::Server),
    ("server-adresse", L::Server),
    ("server name", L::Server),
    ("server address", L::Server),
    ("server", L::Server),
    ("hostname oder ip-adresse", L::Server),
    ("hostname or ip address", L::Server),
    ("adresse (ip oder hostname)", L::Server),
    ("address (ip or hostname)", L::Server),
    ("hostname", L::Server),
    ("host name", L::Server),
    ("host", L::Server),
    ("ip-adresse", L::Server),
    ("ip address", L::Server),
    ("portnummer", L::Port),
    ("port number", L::Port),
    ("port", L::Port),
    ("verbindungssicherheit", L::Tls),
    ("verschlüsselung", L::Tls),
    ("verschluesselung", L::Tls),
    ("sicherheit", L::Tls),
    ("connection security", L::Tls),
    ("encryption", L::Tls),
    ("security", L::Tls),
    ("e-mail-adresse", L::Address),
    ("e-mail adresse", L::Address),
    ("kim e-mail adresse", L::Address),
    ("kim-e-mail-adresse", L::Address),
    ("kim-adresse", L::Address),
    ("kim adresse", L::Address),
    ("kim address", L::Address),
    ("e-mail address", L::Address),
    ("email address", L::Address),
    ("e-mail", L::Address),
    ("email", L::Address),
    ("absendername", L::SenderName),
    ("anzeigename", L::SenderName),
    ("sender name", L::SenderName),
    ("display name", L::SenderName),
    ("ldap verzeichnisdienst", L::Directory),
    ("ldap-verzeichnisdienst", L::Directory),
    ("verzeichnisdienst", L::Directory),
    ("directory", L::Directory),
    ("mandanten-id", L::Mandant),
    ("mandanten id", L::Mandant),
    ("mandant-id", L::Mandant),
    ("mandant id", L::Mandant),
    ("mandantid", L::Mandant),
    ("mandant", L::Mandant),
    ("tenant id", L::Mandant),
    ("clientsystem-id", L::ClientSystem),
    ("clientsystem id", L::ClientSystem),
    ("client-system-id", L::ClientSystem),
    ("client system id", L::ClientSystem),
    ("clientsystemid", L::ClientSystem),
    ("clientsystem", L::ClientSystem),
    ("client-id", L::ClientSystem),
    ("client id", L::ClientSystem),
    ("arbeitsplatz-id", L::Workplace),
    ("arbeitsplatz id", L::Workplace),
    ("arbeitsplatzid", L::Workplace),
    ("arbeitsplatz", L::Workplace),
    ("workplace-id", L::Workplace),
    ("workplace id", L::Workplace),
    ("workplaceid", L::Workplace),
    ("workplace", L::Workplace),
    ("user-id", L::User),
    ("user id", L::User),
    ("userid", L::User),
    ("konnektor-id", L::KonnektorId),
    ("konnektor id", L::KonnektorId),
    ("konnektorid", L::KonnektorId),
    ("connector id", L::KonnektorId),
    ("passwort", L::Other),
    ("kennwort", L::Other),
    ("password", L::Other),
    ("authentifizierung", L::Other),
    ("authentication", L::Other),
    ("abrufintervall", L::Other),
    ("timeout", L::Other),
    ("speicherzeit auf server", L::Other),
    ("servertyp", L::Other),
    ("server type", L::Other),
    ("protokoll", L::Other),
    ("protocol", L::Other),
    ("management port", L::Other),
    ("managementport", L::Other),
    ("kim account", L::Other),
    ("kim-version", L::Other),
    ("kim version", L::Other),
    ("zertifikat", L::Other),
    ("certificate", L::Other),
    ("karte", L::Other),
    ("status", L::Other),
];

/// A label in a line: what it is, where it begins and where it ends (bytes).
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub label: Label,
    pub start: usize,
    pub end: usize,
}

/// Every label of a line, from left to right.
pub(super) fn in_line(line: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut before: Option<char> = None;
    for (start, letter) in line.char_indices() {
        // A label begins a word; „Servername" is not read as a name within.
        let begins = before.is_none_or(|c| !c.is_alphanumeric() && c != '.' && c != '@');
        before = Some(letter);
        if start < from || !begins {
            continue;
        }
        if let Some((label, end)) = line.get(start..).and_then(|rest| at(rest).map(|(label, len)| (label, start + len))) {
            found.push(Place { label, start, end });
            from = end;
        }
    }
    found
}

/// Whether a text begins with a label that a value may follow.
pub(super) fn starts_with_label(text: &str) -> bool {
    at(text.trim_start_matches(['*', '-', '•', ' '])).is_some()
}

/// The longest label at the beginning of a text, and its length in bytes.
fn at(text: &str) -> Option<(Label, usize)> {
    let longest = WORDS.iter().filter_map(|(word, label)| matches(text, word).map(|len| (*label, len)));
    longest.max_by_key(|(_, len)| *len)
}

/// Whether the text begins with the word, without case and ending at a word's end; its length in the text.
fn matches(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    let mut end = 0;
    for expected in word.chars() {
        let (at, letter) = rest.next()?;
        if !letter.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
        end = at + letter.len_utf8();
    }
    // „port" is no label in „portal", nor „smtp" in „smtp.example".
    let behind = text.get(end..)?.chars().next();
    let inside = behind.is_some_and(|c| c.is_alphanumeric() || c == '@' || c == '_');
    let dotted = behind == Some('.') && text.get(end + 1..)?.starts_with(char::is_alphanumeric);
    (!inside && !dotted).then_some(end)
}
