//! „Angaben einfügen": finds logins, servers, ports and encryption in whatever text a Clientmodul shows.
//!
//! Pure. Reads the layouts of several vendors: labelled lines, tables, dialogs copied as text, single lines, German and
//! English. Invariants: every value is a piece of the text as it stood there (only line breaks inside a login are taken
//! out), nothing is guessed from another value, and what was not found stays `None`.

mod labels;
mod lines;
mod logins;

use super::account::TlsMode;
use super::login::{Direction, LoginParts};

/// Longest text that is read, in bytes; a Clientmodul's page has a few thousand.
pub const MAX_TEXT: usize = 64 * 1024;

/// What was found for one direction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundServer {
    pub login: Option<String>,
    pub server: Option<String>,
    pub port: Option<u16>,
    pub tls: Option<TlsMode>,
}

/// Something a person should compare by eye; text key `paste-note-…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasteNote {
    /// A login stood on several lines and was joined.
    Joined,
    /// A login holds blanks, which may belong to it or not.
    Blanks,
    /// Nothing in the text says which login is which; the first was taken for POP3.
    Order,
    /// A login has fewer than the five parts that each Clientmodul needs.
    Incomplete,
    /// The logins name different addresses.
    TwoAddresses,
    /// More logins than two; the first of each kind was taken.
    MoreLogins,
    /// The text was longer than [`MAX_TEXT`]; the rest was not read.
    Cut,
}

impl PasteNote {
    /// Key of its sentence.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Joined => "paste-note-joined",
            Self::Blanks => "paste-note-blanks",
            Self::Order => "paste-note-order",
            Self::Incomplete => "paste-note-incomplete",
            Self::TwoAddresses => "paste-note-two-addresses",
            Self::MoreLogins => "paste-note-more-logins",
            Self::Cut => "paste-note-cut",
        }
    }
}

/// Everything found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub address: Option<String>,
    pub sender_name: Option<String>,
    pub incoming: FoundServer,
    pub outgoing: FoundServer,
    /// `ldap://…` or `ldaps://…`.
    pub directory: Option<String>,
    /// Parts for the builder where the text shows them one by one and no login; `None` without any.
    pub parts: Option<LoginParts>,
    pub notes: Vec<PasteNote>,
}

impl Found {
    /// Nothing of use was in the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let none = |s: &FoundServer| s.login.is_none() && s.server.is_none() && s.port.is_none();
        self.address.is_none() && none(&self.incoming) && none(&self.outgoing) && self.parts.is_none()
    }

    /// Keys of what was not found, in the order of the form (`paste-missing-…`).
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        let mut need = |there: bool, key| {
            if !there {
                missing.push(key);
            }
        };
        need(self.address.is_some(), "paste-missing-address");
        let [pop3, smtp] = [&self.incoming, &self.outgoing];
        need(pop3.login.is_some(), "paste-missing-pop3-login");
        need(pop3.server.is_some(), "paste-missing-pop3-server");
        need(pop3.port.is_some(), "paste-missing-pop3-port");
        need(pop3.tls.is_some(), "paste-missing-pop3-tls");
        need(smtp.login.is_some(), "paste-missing-smtp-login");
        need(smtp.server.is_some(), "paste-missing-smtp-server");
        need(smtp.port.is_some(), "paste-missing-smtp-port");
        need(smtp.tls.is_some(), "paste-missing-smtp-tls");
        missing
    }
}

/// Reads a pasted text.
#[must_use]
pub fn read(text: &str) -> Found {
    let mut found = Found::default();
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    if end < text.len() {
        found.notes.push(PasteNote::Cut);
    }
    let logins = logins::find(text.get(..end).unwrap_or_default());
    let values = lines::read(&logins.rest);
    found.sender_name = values.sender_name;
    found.directory = values.directory;
    for (direction, own) in [(Direction::Incoming, values.incoming), (Direction::Outgoing, values.outgoing)] {
        let server = found.server_mut(direction);
        (server.server, server.port, server.tls) = (own.server, own.port, own.tls);
    }
    take_logins(&mut found, &logins.found, &values.logins);
    found.address = own_address(&found).or(values.address);
    let no_login = found.incoming.login.is_none() && found.outgoing.login.is_none();
    found.parts = values.parts.filter(|_| no_login).map(|parts| LoginParts { address: found.address.clone().unwrap_or_default(), ..parts });
    found
}

impl Found {
    fn server_mut(&mut self, direction: Direction) -> &mut FoundServer {
        match direction {
            Direction::Incoming => &mut self.incoming,
            Direction::Outgoing => &mut self.outgoing,
        }
    }

    fn note(&mut self, note: PasteNote) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Decides which login is which: by the label on its line, else by the Fachdienst's port, else by the section it stands
/// in, else by order.
fn take_logins(found: &mut Found, logins: &[logins::Login], places: &[lines::Place]) {
    let mut open = Vec::new();
    for (at, login) in logins.iter().enumerate() {
        let place = places.iter().find(|place| place.login == at);
        let direction = place.and_then(|p| p.label).or_else(|| by_port(&login.text)).or_else(|| place.and_then(|p| p.section));
        match direction {
            Some(direction) => put(found, direction, login),
            None => open.push(login),
        }
    }
    for login in open {
        let free = [Direction::Incoming, Direction::Outgoing].into_iter().find(|d| found.server_mut(*d).login.is_none());
        match free {
            Some(direction) => {
                found.note(PasteNote::Order);
                put(found, direction, login);
            }
            None => found.note(PasteNote::MoreLogins),
        }
    }
    let field0 = |login: &Option<String>| login.as_deref().and_then(|l| l.split('#').next()).map(str::to_lowercase);
    if let (Some(a), Some(b)) = (field0(&found.incoming.login), field0(&found.outgoing.login))
        && a != b
    {
        found.note(PasteNote::TwoAddresses);
    }
}

fn put(found: &mut Found, direction: Direction, login: &logins::Login) {
    let slot = &mut found.server_mut(direction).login;
    match slot {
        Some(there) if *there == login.text => {}
        Some(_) => found.note(PasteNote::MoreLogins),
        None => {
            *slot = Some(login.text.clone());
            if login.joined {
                found.note(PasteNote::Joined);
            }
            if login.text.split('#').count() < 5 {
                found.note(PasteNote::Incomplete);
            }
            if login.text.contains(char::is_whitespace) {
                found.note(PasteNote::Blanks);
            }
        }
    }
}

/// The Fachdienst's port tells the protocol where it is a usual one.
fn by_port(login: &str) -> Option<Direction> {
    let (_, port) = login.split('#').nth(1)?.rsplit_once(':')?;
    match port {
        "995" | "110" => Some(Direction::Incoming),
        "465" | "587" | "25" => Some(Direction::Outgoing),
        _ => None,
    }
}

/// The address in front of the logins.
fn own_address(found: &Found) -> Option<String> {
    let login = found.incoming.login.as_ref().or(found.outgoing.login.as_ref())?;
    login.split('#').next().map(str::to_owned)
}

#[cfg(test)]
mod tests;
