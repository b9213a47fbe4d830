//! A mail as the program sees it: the derived row, the parts, the Clientmodul's results, filters.
//!
//! Everything here is derived from the raw bytes and can be made again from them.

use super::address::Mailbox;
use super::ids::{AccountId, BlobId, MailId};
use super::opaque_debug;
use super::payload::{Payload, PayloadKind};
use super::time::Timestamp;
use super::work::Work;

pub use super::dienstkennung::Dienstkennung;

mod unconfirmed;

/// The five classes of `design/cli.md`; the filter „Persönliche / Technische E-Mails" rests on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum MailClass {
    /// Written by a person.
    #[default]
    Personal,
    /// Data for a program (EBZ, eAU, lab …).
    Technical,
    /// Delivery receipt (DSN) or read receipt (MDN).
    Receipt,
    /// Error mail of the Clientmodul, out-of-office note.
    Notice,
    /// Still encrypted: the Clientmodul could not decrypt it.
    Undecrypted,
}

impl MailClass {
    /// Every class, in the order of the filters.
    pub const ALL: [Self; 5] = [Self::Personal, Self::Technical, Self::Receipt, Self::Notice, Self::Undecrypted];

    /// The word of the command line's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Technical => "technical",
            Self::Receipt => "receipt",
            Self::Notice => "notice",
            Self::Undecrypted => "undecrypted",
        }
    }
}

/// Where a mail lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Folder {
    #[default]
    Inbox,
    Outbox,
    Sent,
    Drafts,
    Trash,
}

impl Folder {
    /// Every folder, in the order of the side panel.
    pub const ALL: [Self; 5] = [Self::Inbox, Self::Outbox, Self::Sent, Self::Drafts, Self::Trash];

    /// The word of the command line's JSON and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Outbox => "outbox",
            Self::Sent => "sent",
            Self::Drafts => "drafts",
            Self::Trash => "trash",
        }
    }
}

/// `X-KIM-DecryptionResult`, the worst of all that are there (KOM-LE-A_2047).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Decryption {
    /// No header: KIM 1.0 or an unprotected mail (DSN, out-of-office).
    #[default]
    None,
    Ok,
    Failed,
    /// A file says that it was, and nobody vouches for that (rule 32). Never stored: it follows from the way the mail came.
    Unconfirmed,
}

impl Decryption {
    /// The word of the command line's JSON: what the head says, `confirmed` beside it tells whether that counts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ok | Self::Unconfirmed => "ok",
            Self::Failed => "failed",
        }
    }
}

/// `X-KIM-IntegrityCheckResult`, the worst of all that are there (KOM-LE-A_2050, A_23165).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub enum Integrity {
    #[default]
    None,
    Ok,
    /// 07: mathematically valid, certificate status could not be checked; also a contradiction (rule 32).
    Unverifiable,
    Failed,
    /// The mail came as a file: what its head says of the signature, nobody vouches for (rule 32); `said_ok`: it says 01, else 07
    /// or contradicts itself. Never stored: it follows from the way the mail came.
    Unconfirmed {
        said_ok: bool,
    },
}

impl Integrity {
    /// The word of the command line's JSON: what the head says, `confirmed` beside it tells whether that counts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ok | Self::Unconfirmed { said_ok: true } => "ok",
            Self::Unverifiable | Self::Unconfirmed { said_ok: false } => "unverifiable",
            Self::Failed => "failed",
        }
    }

    /// Whether it is only what a file says.
    #[must_use]
    pub const fn is_unconfirmed(self) -> bool {
        matches!(self, Self::Unconfirmed { .. })
    }
}

/// One code of the Clientmodul with the text key of its meaning.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KimCode {
    /// As written: `4009`, `01`, `X17`.
    pub code: String,
    /// Key of the sentence that explains it, for instance `kim-error-4009`.
    pub meaning_key: String,
    /// Key of the next step, for instance `kim-error-4009-advice`; empty when there is none.
    pub advice_key: String,
    /// Whether fetching again or forwarding unchanged can help once the cause is gone.
    pub retry_helps: bool,
}

/// What the Clientmodul said about a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KimResults {
    pub decryption: Decryption,
    pub integrity: Integrity,
    /// Every result and error code in the top header block, in their order.
    pub codes: Vec<KimCode>,
    /// `X-KOM-LE-Version` in the top header: the mail came protected and unprocessed.
    pub still_protected: bool,
    /// A KIM 1.0 Vermerk ended the text ("Die Nachricht wurde entschlüsselt …"); it was folded away.
    pub legacy_note: bool,
    /// `X-KIM-Sendersystem`, cleaned.
    pub sender_system: String,
    /// `X-KIM-Support`, cleaned.
    pub support: String,
}

/// A hint about a mail that helps a person judge it (`flags` in `design/cli.md`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum MailFlag {
    FromNameIsAddress,
    DuplicateFrom,
    MixedScriptDomain,
    NotKimDomain,
    ReplyToDiffers,
    LinkTextMismatch,
    MdnRequested,
    MdnToDiffers,
    DsnFailed,
    KimError,
    StillEncrypted,
    SignatureValid,
}

impl MailFlag {
    /// Every flag, in the order of the JSON.
    pub const ALL: [Self; 12] = [
        Self::FromNameIsAddress,
        Self::DuplicateFrom,
        Self::MixedScriptDomain,
        Self::NotKimDomain,
        Self::ReplyToDiffers,
        Self::LinkTextMismatch,
        Self::MdnRequested,
        Self::MdnToDiffers,
        Self::DsnFailed,
        Self::KimError,
        Self::StillEncrypted,
        Self::SignatureValid,
    ];

    /// The word of the command line's JSON; also the text key `flag-…` with dashes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FromNameIsAddress => "from_name_is_address",
            Self::DuplicateFrom => "duplicate_from",
            Self::MixedScriptDomain => "mixed_script_domain",
            Self::NotKimDomain => "not_kim_domain",
            Self::ReplyToDiffers => "reply_to_differs",
            Self::LinkTextMismatch => "link_text_mismatch",
            Self::MdnRequested => "mdn_requested",
            Self::MdnToDiffers => "mdn_to_differs",
            Self::DsnFailed => "dsn_failed",
            Self::KimError => "kim_error",
            Self::StillEncrypted => "still_encrypted",
            Self::SignatureValid => "signature_valid",
        }
    }
}

/// Why an attachment wants care (`warnings` in `design/cli.md`, rule 37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum AttachmentWarning {
    Executable,
    Macro,
    TypeMismatch,
    ActiveContent,
}

impl AttachmentWarning {
    /// The word of the command line's JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Executable => "executable",
            Self::Macro => "macro",
            Self::TypeMismatch => "type_mismatch",
            Self::ActiveContent => "active_content",
        }
    }
}

/// How the bytes of a part are encoded on the wire (RFC 2045 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum TransferEncoding {
    /// 7bit, 8bit, binary or an unknown word: the bytes are the content.
    #[default]
    Identity,
    Base64,
    QuotedPrintable,
}

/// A part of a mail that can be saved: where its bytes lie in the raw mail and how to decode them.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Attachment {
    /// Position in the list, from 0; the `index` of the command line.
    pub index: usize,
    /// Name as the sender wrote it, decoded and cleaned for display; may be empty.
    pub name: String,
    /// Name that is safe to write to a disk (rule 36).
    pub save_name: String,
    /// Media type in lower case, for instance `application/pdf`.
    pub media_type: String,
    /// `Content-Description`, cleaned; a fixed token for some applications.
    pub description: String,
    /// First byte of the encoded body in the raw mail.
    pub offset: u64,
    /// Length of the encoded body in bytes.
    pub encoded_len: u64,
    /// Size after decoding in bytes (exact when the structure was read to the end).
    pub size: u64,
    pub encoding: TransferEncoding,
    pub warnings: Vec<AttachmentWarning>,
    /// The Clientmodul's own Signaturpruefungsbericht.pdf: listed apart, never payload.
    pub is_signature_report: bool,
    /// A `message/rfc822` part.
    pub is_message: bool,
}

opaque_debug!(Attachment);

/// One action of a delivery status per recipient (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DsnAction {
    Failed,
    Delayed,
    Delivered,
    Relayed,
    Expanded,
}

/// What a delivery receipt says about one recipient.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct DsnRecipient {
    /// Original-Recipient if given, else Final-Recipient; without `rfc822;`.
    pub address: String,
    pub action: DsnAction,
    /// `Status`, as written; public samples carry nonsense here, so judge by `action`.
    pub status: String,
    /// `Diagnostic-Code`, cleaned.
    pub diagnostic: String,
}

opaque_debug!(DsnRecipient);

/// A receipt that arrived as a mail.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Receipt {
    /// Empfangs-/Zustellbestätigung (RFC 3464).
    Delivery { recipients: Vec<DsnRecipient> },
    /// Lesebestätigung (RFC 8098): who (`Final-Recipient`, else the sender), the address the mail was sent to where another is
    /// named (`Original-Recipient`), and the disposition as written (`…;displayed`).
    Read {
        reader: String,
        #[serde(default)]
        original: String,
        disposition: String,
    },
}

opaque_debug!(Receipt);

/// Whether a disposition says that a person had the mail on the screen (RFC 8098 §3.2.6); `deleted` and others do not.
#[must_use]
pub fn is_displayed(disposition: &str) -> bool {
    let kind = disposition.rsplit(';').next().unwrap_or_default();
    kind.split('/').next().unwrap_or_default().trim().eq_ignore_ascii_case("displayed")
}

/// A mail embedded in an error mail of the Clientmodul (`message/rfc822`).
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct EmbeddedMail {
    /// First byte of the embedded mail in the raw mail.
    pub offset: u64,
    /// Length in bytes, to be forwarded byte for byte (KOM-LE-A_2029).
    pub len: u64,
    /// Its own Message-ID without angle brackets, to join the readable copy.
    pub message_id: Option<String>,
    pub dienstkennung: Option<Dienstkennung>,
    /// It carries `X-KOM-LE-Version` and PKCS#7: the Clientmodul can process it again.
    pub encrypted: bool,
}

opaque_debug!(EmbeddedMail);

/// A link found in a text or HTML body.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Link {
    pub text: String,
    pub target: String,
    /// The text looks like another address than the target.
    pub mismatch: bool,
}

opaque_debug!(Link);

/// News about bad content: a text key and a value for its `{ $detail }`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Note {
    /// Key of the sentence, for instance `note-depth-limit`.
    pub key: String,
    /// Technical detail without patient data; may be empty.
    pub detail: String,
}

impl Note {
    /// A note with a technical detail.
    #[must_use]
    pub fn new(key: &str, detail: impl Into<String>) -> Self {
        Self { key: key.to_owned(), detail: detail.into() }
    }
}

/// Everything `kim::receive` reads out of raw bytes.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ParsedMail {
    /// Without angle brackets; `None` when missing or broken.
    pub message_id: Option<String>,
    pub in_reply_to: Vec<String>,
    pub references: Vec<String>,
    /// `Date`; shown, never used to steer (rule 48).
    pub date: Option<Timestamp>,
    pub from: Vec<Mailbox>,
    pub reply_to: Vec<Mailbox>,
    pub to: Vec<Mailbox>,
    pub cc: Vec<Mailbox>,
    pub subject: String,
    pub return_path: Option<String>,
    pub dienstkennung: Option<Dienstkennung>,
    /// Readable text: decoded, Vermerk folded away, HTML made inert; at most 2 MiB, longer text is noted.
    pub text: String,
    /// The text was made from HTML because there was no text/plain part.
    pub text_from_html: bool,
    pub links: Vec<Link>,
    pub attachments: Vec<Attachment>,
    pub kim: KimResults,
    pub receipt: Option<Receipt>,
    pub embedded: Option<EmbeddedMail>,
    /// `Disposition-Notification-To`: all addresses that are asked to be told.
    pub receipt_requested_by: Vec<Mailbox>,
    /// `Auto-Submitted` other than `no`, or a null Return-Path.
    pub auto_submitted: bool,
    pub class: MailClass,
    pub flags: Vec<MailFlag>,
    pub notes: Vec<Note>,
    /// A limit was passed or the structure could not be read: only raw view and saving are offered.
    pub raw_only: bool,
}

opaque_debug!(ParsedMail);

/// A row of a message list.
#[derive(Clone, PartialEq, Eq)]
pub struct MailRow {
    pub id: MailId,
    pub account: AccountId,
    /// Address of the account, for lists over several accounts.
    pub account_address: String,
    pub folder: Folder,
    /// `Date` header, or the time of reception when it is missing.
    pub date: Timestamp,
    /// When it was fetched, or when an outgoing mail was queued.
    pub received: Timestamp,
    pub from: Mailbox,
    /// First recipients, for outgoing folders.
    pub to: Vec<Mailbox>,
    pub subject: String,
    pub dienstkennung: String,
    pub class: MailClass,
    pub payload_kind: Option<PayloadKind>,
    /// Raw size in bytes.
    pub size: u64,
    pub attachments: usize,
    pub unread: bool,
    pub answered: bool,
    pub forwarded: bool,
    pub decryption: Decryption,
    pub integrity: Integrity,
    /// Outgoing mails: the state that needs most attention among its recipients.
    pub state: Option<super::outgoing::OutgoingState>,
    /// Read or delivery receipt asked for by the sender and not yet answered.
    pub receipt_requested: bool,
    /// The Clientmodul reported an error (4006 …).
    pub kim_error: bool,
    /// What people who share the mailbox left on it.
    pub work: Work,
}

opaque_debug!(MailRow);

/// A header line, decoded.
#[derive(Clone, PartialEq, Eq)]
pub struct HeaderLine {
    pub name: String,
    pub value: String,
}

opaque_debug!(HeaderLine);

/// One line of „Verlauf": who did what, or what arrived.
#[derive(Clone, PartialEq, Eq)]
pub struct HistoryLine {
    pub at: Timestamp,
    /// Person, or empty for the program itself.
    pub who: String,
    /// Key of the sentence, for instance `history-read`.
    pub key: String,
    /// Value for `{ $detail }`; may be empty.
    pub detail: String,
}

opaque_debug!(HistoryLine);

/// Everything the detail dialog shows.
#[derive(Clone, PartialEq, Eq)]
pub struct MailDetail {
    pub row: MailRow,
    pub parsed: ParsedMail,
    pub blob: Option<BlobId>,
    pub headers: Vec<HeaderLine>,
    pub payload: Option<Payload>,
    pub runs: Vec<super::answer::ProcessingRun>,
    /// Outgoing mails: one entry per recipient.
    pub recipients: Vec<super::outgoing::RecipientStatus>,
    pub history: Vec<HistoryLine>,
    /// The other mails of the conversation, oldest first.
    pub thread: Vec<MailRow>,
    /// The mail still lies on the server, so „Erneut abrufen" can work.
    pub on_server: bool,
    /// Earlier versions of the same mail (rule 13), newest first.
    pub versions: Vec<MailId>,
    /// A request for an eEB or the answer to one: how they belong together.
    pub eeb: Option<super::eeb::EebState>,
    /// A letter or laboratory report about one person: who that is.
    pub patient: Option<super::patient::PatientOfMail>,
}

opaque_debug!(MailDetail);

/// Which mails a list shows.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MailFilter {
    /// Empty: all accounts the session may see.
    pub accounts: Vec<AccountId>,
    pub folder: Folder,
    pub kind: ClassFilter,
    /// What was typed into the search field; empty for none.
    pub search: String,
    /// Search in every folder but the trash instead of `folder`.
    pub all_folders: bool,
    pub unread_only: bool,
    /// Only mails that could not be decrypted.
    pub undecrypted_only: bool,
    /// Only mails that nobody marked as done.
    pub not_done_only: bool,
    /// Only mails that this person has in hand; empty: whoever.
    pub claimed_by: String,
    pub sort: SortKey,
    pub ascending: bool,
    pub offset: usize,
    /// 0: no limit.
    pub limit: usize,
}

opaque_debug!(MailFilter);

/// The filter chips: Alle, Persönliche, Technische E-Mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ClassFilter {
    /// Everything but receipts, which are shown with the mail they answer.
    #[default]
    All,
    Personal,
    Technical,
}

/// The column a list is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum SortKey {
    #[default]
    Date,
    From,
    Subject,
    Kind,
    Size,
}

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MailPage {
    /// Rows in the whole result.
    pub total: usize,
    pub rows: Vec<MailRow>,
    /// Rows per filter chip (Alle, Persönliche, Technische) for the same folder and search.
    pub per_class: [usize; 3],
    /// Time inside the engine in microseconds.
    pub took_micros: u64,
}

opaque_debug!(MailPage);

/// Counts beside the folders of one account.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FolderCounts {
    pub inbox_unread: usize,
    pub inbox_total: usize,
    pub outbox: usize,
    /// Outgoing mails that need a person: refused, undeliverable, uncertain.
    pub outbox_attention: usize,
    pub sent: usize,
    pub drafts: usize,
    pub trash: usize,
    pub undecrypted: usize,
}
