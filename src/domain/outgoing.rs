//! Writing and sending: draft, recipients, and the states of rules 19 to 22.

use super::address::{KimAddress, Mailbox};
use super::directory::KimVersion;
use super::eeb::{self, EebState};
use super::file_facts::{FileFacts, FileForm};
use super::ids::{AccountId, BlobId, MailId};
use super::letter;
use super::mail::Dienstkennung;
use super::opaque_debug;
use super::time::Timestamp;

/// Mails above this many decoded bytes go only to addresses whose KIM version ends in `+` (A_19356-06).
pub const LARGE_MAIL_BYTES: u64 = 15 * 1024 * 1024;

/// State of an outgoing mail and of each of its recipients (`state` in `design/cli.md`).
///
/// The order is that of the attention a state needs when several recipients are shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutgoingState {
    Draft,
    Cancelled,
    Read,
    Delivered,
    /// „übergeben": the Clientmodul has it; not yet delivered.
    Accepted,
    Queued,
    Sending,
    /// „abgelehnt" during the SMTP dialogue.
    Refused,
    /// „unzustellbar": a DSN said so after acceptance.
    Undeliverable,
    /// „unklar": the line was lost after DATA.
    Uncertain,
}

impl OutgoingState {
    /// Every state.
    pub const ALL: [Self; 10] = [
        Self::Draft,
        Self::Cancelled,
        Self::Read,
        Self::Delivered,
        Self::Accepted,
        Self::Queued,
        Self::Sending,
        Self::Refused,
        Self::Undeliverable,
        Self::Uncertain,
    ];

    /// The word of the command line's JSON and of the store; `state-…` is its text key.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Cancelled => "cancelled",
            Self::Read => "read",
            Self::Delivered => "delivered",
            Self::Accepted => "accepted",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Refused => "refused",
            Self::Undeliverable => "undeliverable",
            Self::Uncertain => "uncertain",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == word)
    }

    /// Whether a person must look at it.
    #[must_use]
    pub const fn needs_attention(self) -> bool {
        matches!(self, Self::Refused | Self::Undeliverable | Self::Uncertain)
    }

    /// Whether the mail lies in the outbox rather than in „Gesendet".
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Sending | Self::Refused | Self::Uncertain)
    }
}

/// To or Cc; a Bcc does not exist (rule 25).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum RecipientKind {
    #[default]
    To,
    Cc,
}

/// What the directory said about a recipient.
#[derive(Clone, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum DirectoryCheck {
    /// Not asked yet, or the directory could not be reached.
    #[default]
    Unknown,
    /// Found, with this KIM version.
    Found(KimVersion),
    /// The VZD does not know this address.
    NotFound,
}

/// A recipient of a draft.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Recipient {
    pub kind: RecipientKind,
    /// As typed or chosen; validated on queueing.
    pub address: String,
    /// Name from the VZD or the address book; shown beside the address, never instead of it.
    pub name: String,
    /// Place and specialty for the chip; may be empty.
    pub about: String,
    pub check: DirectoryCheck,
}

opaque_debug!(Recipient);

/// A file of a draft, already copied into the encrypted store.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DraftAttachment {
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub blob: BlobId,
    /// What the rules of sending need to know of it.
    #[serde(default)]
    pub facts: FileFacts,
}

opaque_debug!(DraftAttachment);

/// A mail being written.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Draft {
    /// `None` until saved for the first time.
    pub id: Option<MailId>,
    pub account: AccountId,
    pub recipients: Vec<Recipient>,
    pub subject: String,
    pub text: String,
    pub attachments: Vec<DraftAttachment>,
    /// `Dienstkennung::DEFAULT` unless chosen otherwise.
    pub dienstkennung: String,
    pub delivery_receipt: bool,
    pub read_receipt: bool,
    /// The mail it answers or forwards, for threading and the marks „beantwortet" and „weitergeleitet".
    pub source: Option<(MailId, DraftSource)>,
    /// Message-ID of the mail it answers, and its References; without angle brackets.
    pub in_reply_to: Option<String>,
    pub references: Vec<String>,
}

opaque_debug!(Draft);

/// How a draft came from another mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DraftSource {
    Reply,
    Forward,
}

impl Draft {
    /// An empty mail of an account.
    #[must_use]
    pub fn new(account: AccountId) -> Self {
        Self {
            id: None,
            account,
            recipients: Vec::new(),
            subject: String::new(),
            text: String::new(),
            attachments: Vec::new(),
            dienstkennung: super::mail::Dienstkennung::DEFAULT.to_owned(),
            delivery_receipt: true,
            read_receipt: true,
            source: None,
            in_reply_to: None,
            references: Vec::new(),
        }
    }

    /// Decoded size in bytes as the 15 MiB rule counts it: text and attachments.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.attachments.iter().map(|a| a.size).fold(self.text.len() as u64, u64::saturating_add)
    }

    /// To whom it goes, as typed but for blanks around the addresses.
    #[must_use]
    pub fn mailboxes(&self) -> Vec<(RecipientKind, Mailbox)> {
        let mailbox = |r: &Recipient| Mailbox { name: r.name.clone(), address: r.address.trim().to_owned() };
        self.recipients.iter().map(|r| (r.kind, mailbox(r))).collect()
    }

    /// Nothing worth keeping was entered yet.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.recipients.is_empty() && self.subject.trim().is_empty() && self.text.trim().is_empty() && self.attachments.is_empty()
    }
}

/// What is wrong or odd before sending; `blocks` forbids queueing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftIssue {
    /// Key of a sentence, for instance `draft-issue-no-recipient`; `{ $detail }` may stand in it.
    pub text_key: &'static str,
    /// Usually an address or a size.
    pub detail: String,
    pub blocks: bool,
}

impl Draft {
    /// Everything wrong or odd, each with a key whose sentence names the remedy.
    #[must_use]
    pub fn issues(&self) -> Vec<DraftIssue> {
        let mut found = self.mail_issues();
        found.extend(self.eeb_issues());
        found.extend(letter::issues(self));
        found
    }

    /// The rules every mail keeps, whatever its attachments are.
    #[must_use]
    pub fn mail_issues(&self) -> Vec<DraftIssue> {
        let mut found = Vec::new();
        let mut add = |text_key, detail: &str, blocks| found.push(DraftIssue { text_key, detail: detail.to_owned(), blocks });
        if self.recipients.is_empty() {
            add("draft-issue-no-recipient", "", true);
        } else if !self.recipients.iter().any(|r| r.kind == RecipientKind::To) {
            add("draft-issue-no-to", "", true);
        }
        let mut seen: Vec<KimAddress> = Vec::new();
        for recipient in &self.recipients {
            match KimAddress::parse(&recipient.address) {
                Err(_) => add("draft-issue-bad-address", &recipient.address, true),
                Ok(address) if !address.is_kim() => add("draft-issue-not-kim", &recipient.address, true),
                Ok(address) if seen.contains(&address) => add("draft-issue-twice", &recipient.address, true),
                Ok(address) => {
                    seen.push(address);
                    match &recipient.check {
                        DirectoryCheck::NotFound => add("draft-issue-not-in-directory", &recipient.address, false),
                        DirectoryCheck::Found(version) if self.size() > LARGE_MAIL_BYTES && !version.takes_large() => {
                            add("draft-issue-too-large-for", &recipient.address, true);
                        }
                        DirectoryCheck::Unknown if self.size() > LARGE_MAIL_BYTES => {
                            add("draft-issue-large-unknown", &recipient.address, false)
                        }
                        _ => {}
                    }
                }
            }
        }
        if self.subject.trim().is_empty() {
            add("draft-issue-no-subject", "", false);
        }
        if self.subject.contains(['\r', '\n', '\0']) {
            add("draft-issue-subject-line-break", "", true);
        }
        if self.dienstkennung.trim().is_empty() || self.dienstkennung.contains(|c: char| c.is_control() || !c.is_ascii()) {
            add("draft-issue-dienstkennung", "", true);
        }
        found
    }

    /// What an application fixes, whatever was chosen: an eEB never asks for a read receipt (gematik eEB), a sick note always
    /// for the delivery receipt (TA eAU).
    pub fn obey_application(&mut self) {
        if self.is_of("eEB") {
            self.read_receipt = false;
        }
        if self.is_of("eAU;Lieferung") {
            self.delivery_receipt = true;
        }
    }

    /// A file of an application was attached to an ordinary mail: it gets the Dienstkennung of the application and, where none
    /// was typed, a subject: of an eEB the name of the file (gematik eEB), of an eArztbrief a neutral word.
    pub fn become_what_is_attached(&mut self) {
        let is_plain = self.dienstkennung == Dienstkennung::DEFAULT;
        if is_plain && letter::is_attached(&self.attachments) {
            letter::LETTER.clone_into(&mut self.dienstkennung);
            if self.subject.trim().is_empty() {
                letter::SUBJECT.clone_into(&mut self.subject);
            }
            return;
        }
        let Some(file) = self.attachments.iter().find(|file| file.facts.form == FileForm::EebRequest) else { return };
        if is_plain {
            eeb::REQUEST.clone_into(&mut self.dienstkennung);
            if self.subject.trim().is_empty() {
                file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem).clone_into(&mut self.subject);
            }
            self.obey_application();
        }
    }

    /// Whether its Dienstkennung begins with this one.
    #[must_use]
    pub fn is_of(&self, prefix: &str) -> bool {
        Dienstkennung(self.dienstkennung.clone()).has_prefix(prefix)
    }

    /// `Content-Description` of each attachment, as the application demands it; empty for none.
    #[must_use]
    pub fn descriptions(&self) -> Vec<String> {
        if self.dienstkennung.trim() == letter::LETTER {
            return letter::descriptions_of(&self.attachments);
        }
        let described = |form| if form == FileForm::EebRequest && self.is_of("eEB;Anfrage") { "eEB_ANF".to_owned() } else { String::new() };
        self.attachments.iter().map(|file| described(file.facts.form)).collect()
    }

    /// A request for an eEB is one ready-signed file, in a mail of its own, to the insurer alone.
    fn eeb_issues(&self) -> Vec<DraftIssue> {
        let requests: Vec<&DraftAttachment> = self.attachments.iter().filter(|file| file.facts.form == FileForm::EebRequest).collect();
        let issue = |text_key, detail: &str, blocks| DraftIssue { text_key, detail: detail.to_owned(), blocks };
        if !self.is_of("eEB;Anfrage") {
            return requests.first().map(|file| issue("draft-issue-eeb-kind", &file.name, false)).into_iter().collect();
        }
        let [request] = requests.as_slice() else { return vec![issue("draft-issue-eeb-file", "", true)] };
        let mut found = Vec::new();
        if self.attachments.len() > 1 {
            found.push(issue("draft-issue-eeb-alone", "", true));
        }
        if !request.facts.signed {
            found.push(issue("draft-issue-eeb-unsigned", &request.name, true));
        }
        if !request.facts.objection.is_empty() {
            found.push(issue("draft-issue-eeb-unreadable", &request.name, true));
        }
        if self.recipients.len() > 1 {
            found.push(issue("draft-issue-eeb-one-recipient", "", true));
        }
        if self.dienstkennung.trim() != eeb::REQUEST {
            found.push(issue("draft-issue-eeb-version", eeb::REQUEST, false));
        }
        found
    }
}

/// Where one recipient of a queued mail stands.
#[derive(Clone, PartialEq, Eq)]
pub struct RecipientStatus {
    pub kind: RecipientKind,
    pub mailbox: Mailbox,
    pub state: OutgoingState,
    /// The server's words at the last step, cleaned; or the diagnostic of a DSN.
    pub reply: String,
    pub delivered_at: Option<Timestamp>,
    pub read_at: Option<Timestamp>,
}

opaque_debug!(RecipientStatus);

/// A queued or sent mail with its recipients.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxItem {
    pub id: MailId,
    pub account: AccountId,
    pub state: OutgoingState,
    pub subject: String,
    pub queued_at: Timestamp,
    pub size: u64,
    pub recipients: Vec<RecipientStatus>,
    /// When it will be tried again by itself; only after a failure that certainly sent nothing.
    pub next_try: Option<Timestamp>,
    /// Code of the last failure, for instance `SMTP-CONNECT`; empty for none.
    pub problem_code: String,
    /// The peer's words at the last failure.
    pub problem_detail: String,
    pub attempts: u32,
    /// A person saw to what came back („erledigt").
    pub done: bool,
    /// Recipients that the VZD did not know a moment ago, when this mail was queued; empty in lists.
    pub not_in_directory: Vec<String>,
    /// A request for an eEB: what came back.
    pub eeb: Option<EebState>,
}

opaque_debug!(OutboxItem);

/// How one submission ended, as the SMTP module tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendOutcome {
    /// 250 after the final dot; refused recipients are among the replies.
    Accepted { reply: String, recipients: Vec<RecipientReply> },
    /// Nothing was sent, certainly: refused or failed before the final dot, or refused after it.
    NotSent { failure: SendFailure, recipients: Vec<RecipientReply> },
    /// The line was lost after the final dot and before the reply (rule 20).
    Unknown { detail: String },
}

/// Reply to one RCPT TO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecipientReply {
    pub address: KimAddress,
    pub accepted: bool,
    /// Code and text, cleaned.
    pub reply: String,
    /// A 4xx: worth another try.
    pub transient: bool,
}

/// Why nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendFailure {
    /// Stable code: `SMTP-CONNECT`, `SMTP-TLS`, `SMTP-AUTH`, `SMTP-451` …
    pub code: &'static str,
    /// The peer's words, cleaned.
    pub detail: String,
    /// May be tried again later by itself.
    pub transient: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(address: &str, check: DirectoryCheck) -> Recipient {
        Recipient { kind: RecipientKind::To, address: address.into(), name: String::new(), about: String::new(), check }
    }

    #[test]
    fn finds_what_is_wrong_before_sending() {
        let check = |change: fn(&mut Draft), expected: &[(&str, bool)]| {
            let mut draft = Draft::new(AccountId(1));
            draft.subject = "Befund".into();
            draft.recipients.push(to("a@x.kim.telematik", DirectoryCheck::Found(KimVersion("1.5".into()))));
            change(&mut draft);
            let found: Vec<_> = draft.issues().into_iter().map(|i| (i.text_key, i.blocks)).collect();
            assert_eq!(found, expected);
        };
        check(|_| {}, &[]);
        check(|d| d.recipients.clear(), &[("draft-issue-no-recipient", true)]);
        check(|d| d.recipients[0].kind = RecipientKind::Cc, &[("draft-issue-no-to", true)]);
        check(|d| d.recipients[0].address = "a@gmx.example".into(), &[("draft-issue-not-kim", true)]);
        check(|d| d.recipients.push(to("A@X.kim.telematik", DirectoryCheck::Unknown)), &[("draft-issue-twice", true)]);
        check(|d| d.recipients[0].check = DirectoryCheck::NotFound, &[("draft-issue-not-in-directory", false)]);
        check(|d| d.text = "x".repeat(LARGE_MAIL_BYTES as usize + 1), &[("draft-issue-too-large-for", true)]);
        check(|d| d.subject = "a\r\nBcc: b".into(), &[("draft-issue-subject-line-break", true)]);
        check(|d| d.subject.clear(), &[("draft-issue-no-subject", false)]);
    }

    #[test]
    fn it_goes_to_addresses_without_blanks() {
        let mut draft = Draft::new(AccountId(1));
        draft.recipients.push(Recipient {
            kind: RecipientKind::Cc,
            name: "A".into(),
            ..to(" a@x.kim.telematik\t", DirectoryCheck::Unknown)
        });
        let expected = Mailbox { name: "A".into(), address: "a@x.kim.telematik".into() };
        assert_eq!(draft.mailboxes(), [(RecipientKind::Cc, expected)]);
    }

    #[test]
    fn a_request_for_an_eeb_goes_alone_signed_and_to_one() {
        let good = || {
            let facts = FileFacts { form: FileForm::EebRequest, signed: true, ..FileFacts::default() };
            let file = DraftAttachment { name: "EEEB0_ANF_1.p7s".into(), media_type: String::new(), size: 1, blob: BlobId(1), facts };
            let mut draft = Draft { subject: "EEEB0_ANF_1".into(), dienstkennung: eeb::REQUEST.into(), ..Draft::new(AccountId(1)) };
            draft.recipients.push(to("a@x.kim.telematik", DirectoryCheck::Unknown));
            draft.attachments.push(file);
            draft
        };
        let check = |change: fn(&mut Draft), expected: &[(&str, bool)]| {
            let mut draft = good();
            change(&mut draft);
            assert_eq!(draft.issues().into_iter().map(|i| (i.text_key, i.blocks)).collect::<Vec<_>>(), expected);
        };
        check(|_| {}, &[]);
        check(|d| d.attachments.clear(), &[("draft-issue-eeb-file", true)]);
        check(|d| d.attachments.push(d.attachments[0].clone()), &[("draft-issue-eeb-file", true)]);
        check(
            |d| d.attachments.push(DraftAttachment { facts: FileFacts::default(), ..d.attachments[0].clone() }),
            &[("draft-issue-eeb-alone", true)],
        );
        check(|d| d.attachments[0].facts.signed = false, &[("draft-issue-eeb-unsigned", true)]);
        check(|d| d.attachments[0].facts.objection = "x".into(), &[("draft-issue-eeb-unreadable", true)]);
        check(|d| d.recipients.push(to("b@x.kim.telematik", DirectoryCheck::Unknown)), &[("draft-issue-eeb-one-recipient", true)]);
        check(|d| d.dienstkennung = "eEB;Anfrage;V1.0".into(), &[("draft-issue-eeb-version", false)]);
        check(|d| d.dienstkennung = Dienstkennung::DEFAULT.into(), &[("draft-issue-eeb-kind", false)]);
        let mut draft = good();
        draft.obey_application();
        assert!(!draft.read_receipt && draft.delivery_receipt);
        assert_eq!(draft.descriptions(), ["eEB_ANF"]);
    }

    #[test]
    fn the_state_that_needs_most_attention_sorts_last() {
        assert_eq!(
            [OutgoingState::Read, OutgoingState::Uncertain, OutgoingState::Refused].into_iter().max(),
            Some(OutgoingState::Uncertain)
        );
    }
}
