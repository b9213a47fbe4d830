//! The logic of a recipient field: typed text, suggestions, chips. No drawing.
//!
//! Two promises: what is already shown in the list never moves while its text stands (news joins below), and
//! a recipient comes only from a choice a person made or an address typed in full; Enter alone never guesses.
//! Answers to older questions are dropped by their [`Ticket`].

use crate::domain::address::KimAddress;
use crate::domain::contact::{Contact, Suggestions};
use crate::domain::directory::{DirectoryAnswer, DirectoryQuery, KimVersion};
use crate::domain::ids::AccountId;
use crate::domain::outgoing::{DirectoryCheck, Recipient, RecipientKind};
use crate::engine::command::Command;
use crate::ui::model::Owner;
use crate::ui::questions::Ticket;

/// Letters that must be typed before anything is suggested.
const MIN_LETTERS: usize = 2;
/// Pause in typing, in seconds, after which the VZD is asked.
pub const DIRECTORY_PAUSE: f64 = 0.25;
/// Entries asked from the VZD for one list.
const DIRECTORY_LIMIT: usize = 20;

/// Where a suggestion comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A group of the address book.
    Group,
    /// An own contact.
    Recent,
    /// A hit of the VZD.
    Directory,
}

/// One address, or one group, that can be chosen.
#[derive(Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub source: Source,
    /// The address; of a group a word that is none.
    pub address: String,
    pub name: String,
    /// Place and specialty.
    pub about: String,
    pub check: DirectoryCheck,
    /// First address of its VZD entry: the name stands above it; further ones follow without it.
    pub first_of_entry: bool,
    pub favourite: bool,
    /// Whom a group stands for; empty for an address.
    pub members: Vec<Contact>,
}

crate::domain::opaque_debug!(Suggestion);

/// The field „An" or „Cc" while a person types.
#[derive(Default)]
pub struct RecipientField {
    /// What stands in the text field.
    pub text: String,
    /// The text could not become a recipient; shown under the field until the text changes.
    pub refused: bool,
    suggestions: Vec<Suggestion>,
    /// Address of the highlighted row, so that the highlight stays with it.
    highlighted: Option<String>,
    /// The VZD has more hits than it gave.
    incomplete: bool,
    /// The text the list belongs to.
    shown_for: String,
    /// When the text changed last; seconds of the frame clock.
    changed_at: f64,
    contacts: Option<Ticket>,
    directory: Option<Ticket>,
    /// The text the VZD was asked for last.
    asked_directory: String,
    /// The list was closed with Esc for this text.
    dismissed: bool,
    directory_failed: bool,
    /// A newer search of this field ends the older one.
    lane: Owner,
}

impl RecipientField {
    /// Rows of the list, in their order.
    #[must_use]
    pub fn suggestions(&self) -> &[Suggestion] {
        &self.suggestions
    }

    /// Whether the list under the field is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.dismissed
            && long_enough(&self.text)
            && (!self.suggestions.is_empty() || self.directory_failed || self.has_no_hits() || self.is_searching())
    }

    /// The VZD was asked and has not answered yet.
    #[must_use]
    pub fn is_searching(&self) -> bool {
        self.directory.is_some()
    }

    /// The VZD answered and nobody fits.
    #[must_use]
    pub fn has_no_hits(&self) -> bool {
        self.suggestions.is_empty() && self.directory.is_none() && !self.directory_failed && self.asked_directory == self.text.trim()
    }

    /// The VZD cut its list.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The VZD could not be asked.
    #[must_use]
    pub fn has_directory_failed(&self) -> bool {
        self.directory_failed
    }

    /// The highlighted row.
    #[must_use]
    pub fn highlighted(&self) -> Option<&Suggestion> {
        let address = self.highlighted.as_deref()?;
        self.suggestions.iter().find(|s| s.address == address)
    }

    /// Closes the list until the text changes.
    pub fn dismiss(&mut self) {
        self.dismissed = true;
        self.highlighted = None;
    }

    /// Moves the highlight; the first step down goes to the first row.
    pub fn step(&mut self, down: bool) {
        let last = self.suggestions.len().saturating_sub(1);
        let at = self.highlighted.as_deref().and_then(|a| self.suggestions.iter().position(|s| s.address == a));
        let next = match (at, down) {
            (None, true) => 0,
            (None, false) => last,
            (Some(i), true) => (i + 1).min(last),
            (Some(i), false) => i.saturating_sub(1),
        };
        self.highlighted = self.suggestions.get(next).map(|s| s.address.clone());
    }

    /// To be called when the text changed: keeps the rows that still fit, asks for recent recipients.
    pub fn changed(&mut self, now: f64, out: &mut Vec<Command>) {
        self.refused = false;
        self.dismissed = false;
        self.directory_failed = false;
        self.changed_at = now;
        self.contacts = None;
        self.directory = None;
        self.incomplete = false;
        let text = self.text.trim().to_owned();
        if !long_enough(&text) {
            self.clear_list();
            return;
        }
        self.suggestions.retain(|s| fits(s, &text));
        if self.highlighted().is_none() {
            self.highlighted = None;
        }
        self.shown_for.clone_from(&text);
        out.push(Command::SuggestRecipients { text });
    }

    /// Asks the VZD once the typing pauses; tells in how many seconds to look again, if at all.
    pub fn tick(&mut self, now: f64, account: AccountId, out: &mut Vec<Command>) -> Option<f64> {
        let text = self.text.trim();
        if !long_enough(text) || text == self.asked_directory || self.dismissed {
            return None;
        }
        let wait = self.changed_at + DIRECTORY_PAUSE - now;
        if wait > 0.0 {
            return Some(wait);
        }
        text.clone_into(&mut self.asked_directory);
        let query = DirectoryQuery { text: text.to_owned(), limit: DIRECTORY_LIMIT, ..DirectoryQuery::default() };
        out.push(Command::SearchDirectory { account: Some(account), query, lane: self.lane.number() });
        None
    }

    /// Notes the number of a question of this field; false when the question is not its own.
    pub fn asked(&mut self, request: Ticket, command: &Command) -> bool {
        match command {
            Command::SuggestRecipients { text } if *text == self.shown_for && !text.is_empty() => self.contacts = Some(request),
            Command::SearchDirectory { query, .. }
                if query.mail.is_empty() && !query.text.is_empty() && query.text == self.asked_directory =>
            {
                self.directory = Some(request);
            }
            _ => return false,
        }
        true
    }

    /// Whether this is an open question of the field.
    #[must_use]
    pub fn waits_for(&self, request: Ticket) -> bool {
        self.contacts == Some(request) || self.directory == Some(request)
    }

    /// Groups and own contacts arrived; dropped when they answer an older question.
    pub fn contacts_answered(&mut self, request: Ticket, found: &Suggestions) {
        if self.contacts.take_if(|r| *r == request).is_none() {
            return;
        }
        for group in &found.groups {
            self.add(Suggestion {
                source: Source::Group,
                address: format!("group/{}", group.id),
                name: group.name.clone(),
                about: String::new(),
                check: DirectoryCheck::Unknown,
                first_of_entry: true,
                favourite: false,
                members: group.members.clone(),
            });
        }
        for contact in &found.contacts {
            self.add(Suggestion {
                source: Source::Recent,
                address: contact.address.clone(),
                name: contact.name.clone(),
                about: contact.about.clone(),
                check: contact.check.clone(),
                first_of_entry: true,
                favourite: contact.favourite,
                members: Vec::new(),
            });
        }
    }

    /// Hits of the VZD arrived; dropped when they answer an older question.
    pub fn directory_answered(&mut self, request: Ticket, answer: &DirectoryAnswer) {
        if self.directory.take_if(|r| *r == request).is_none() {
            return;
        }
        self.incomplete = !answer.complete;
        for entry in &answer.entries {
            let mut first = true;
            for address in &entry.addresses {
                let added = self.add(Suggestion {
                    source: Source::Directory,
                    address: address.mail.clone(),
                    name: entry.name.clone(),
                    about: entry.about(),
                    check: DirectoryCheck::Found(address.version.clone()),
                    first_of_entry: first,
                    favourite: false,
                    members: Vec::new(),
                });
                first &= !added;
            }
        }
    }

    /// A question of this field failed.
    pub fn failed(&mut self, request: Ticket) {
        self.contacts.take_if(|r| *r == request);
        if self.directory.take_if(|r| *r == request).is_some() {
            self.directory_failed = true;
        }
    }

    /// Takes what was typed as recipients, if all of it is addresses; else keeps the text and says so.
    pub fn take_typed(&mut self, kind: RecipientKind) -> Vec<Recipient> {
        let (taken, rest) = parse_typed(&self.text, kind);
        self.refused = !rest.is_empty();
        if rest.is_empty() {
            self.clear();
        } else {
            self.text = rest;
        }
        taken
    }

    /// Takes a row of the list: one recipient, or every member of a group. Empty when there is no such row.
    pub fn take_suggestion(&mut self, address: &str, kind: RecipientKind) -> Vec<Recipient> {
        let Some(found) = self.suggestions.iter().find(|s| s.address == address) else { return Vec::new() };
        let recipients = if found.source == Source::Group {
            found.members.iter().map(|member| member.recipient(kind)).collect()
        } else {
            vec![Recipient {
                kind,
                address: found.address.clone(),
                name: found.name.clone(),
                about: found.about.clone(),
                check: found.check.clone(),
            }]
        };
        self.clear();
        recipients
    }

    fn clear(&mut self) {
        self.text.clear();
        self.refused = false;
        self.clear_list();
    }

    fn clear_list(&mut self) {
        self.suggestions.clear();
        self.highlighted = None;
        self.incomplete = false;
        self.shown_for.clear();
        self.asked_directory.clear();
        self.contacts = None;
        self.directory = None;
    }

    /// Joins below; an address already shown keeps its row, but learns its version.
    fn add(&mut self, new: Suggestion) -> bool {
        let same = self.suggestions.iter_mut().find(|s| s.address.eq_ignore_ascii_case(&new.address));
        if let Some(known) = same {
            if known.check == DirectoryCheck::Unknown {
                known.check = new.check;
            }
            return false;
        }
        self.suggestions.push(new);
        true
    }
}

fn long_enough(text: &str) -> bool {
    text.trim().chars().count() >= MIN_LETTERS
}

/// Whether every typed word is part of the name, place, specialty or address.
fn fits(suggestion: &Suggestion, text: &str) -> bool {
    let hay = format!("{} {} {}", suggestion.name, suggestion.about, suggestion.address).to_lowercase();
    text.to_lowercase().split_whitespace().all(|word| hay.contains(word))
}

/// Whether this check says that a mail over 15 MiB would not be taken.
#[must_use]
pub fn is_small_only(check: &DirectoryCheck) -> bool {
    matches!(check, DirectoryCheck::Found(version) if !version.takes_large())
}

/// The KIM version a check found.
#[must_use]
pub fn version(check: &DirectoryCheck) -> Option<&KimVersion> {
    match check {
        DirectoryCheck::Found(version) => Some(version),
        _ => None,
    }
}

/// Splits typed or pasted text at commas, semicolons and line breaks; `Name <address>` is understood.
/// Returns the recipients and what is left because it is not an address.
fn parse_typed(text: &str, kind: RecipientKind) -> (Vec<Recipient>, String) {
    let mut taken = Vec::new();
    let mut rest = Vec::new();
    for part in text.split([',', ';', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty()) {
        let (name, address) = match part.strip_suffix('>').and_then(|p| p.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"').trim(), address.trim()),
            None => ("", part),
        };
        match KimAddress::parse(address) {
            Ok(address) => taken.push(Recipient {
                kind,
                address: address.as_str().to_owned(),
                name: crate::domain::safe_text::one_line(name),
                about: String::new(),
                check: DirectoryCheck::Unknown,
            }),
            Err(_) => rest.push(part),
        }
    }
    (taken, rest.join(", "))
}

#[cfg(test)]
#[path = "recipients_tests.rs"]
mod tests;
