//! What the practice software drops, judged before it is sent: by which rule, to whom, and whether the content is what
//! its name promises. Rules are data (`assets/watch-rules.json`, replaceable in the profile); the sidecar is a small JSON
//! beside a file. Pure: whoever calls reads the files and asks the VZD.

use regex::{Regex, RegexBuilder};

use super::{Mappings, PayloadInput, PayloadPart, recognise};
use crate::domain::letter::{self, PartForm, PartsFault};
use crate::domain::mail::{Dienstkennung, Note};
use crate::domain::payload::{Payload, PayloadKind, SignatureState, TEST_DATA};

const SHIPPED: &str = include_str!("../../assets/watch-rules.json");
/// Largest compiled pattern of a rule.
const MAX_REGEX_BYTES: usize = 1 << 20;
/// Largest sidecar in bytes.
pub const MAX_SIDECAR: u64 = 64 << 10;
/// Most files of one mail: an eArztbrief has up to 99 attachments beside PDF and XML.
pub const MAX_FILES: usize = 101;

/// Where the recipient comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecipientFrom {
    /// The insurer whose IK stands in the payload (or, where it names none, in the sidecar).
    Insurer,
    /// `to` of the sidecar.
    Sidecar,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRules {
    #[expect(dead_code, reason = "read so that an unknown form is refused")]
    version: u32,
    rules: Vec<RawRule>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    dienstkennung: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    file_name: String,
    recipient: RecipientFrom,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    signed: bool,
    #[serde(default)]
    to_only: bool,
    #[serde(default)]
    reply_to: bool,
    #[serde(default)]
    gather: bool,
    #[serde(default)]
    assumed: bool,
}

/// How files of one kind become a mail.
#[derive(Clone, Debug)]
pub struct Rule {
    /// As it is written into `X-KIM-Dienstkennung`.
    pub dienstkennung: Dienstkennung,
    /// What the content must be; `None`: anything.
    pub kind: Option<PayloadKind>,
    file_name: Option<Regex>,
    pub recipient: RecipientFrom,
    /// A fixed subject; empty: the file name without its ending.
    pub subject: String,
    pub text: String,
    /// `Content-Description` of the data file.
    pub description: String,
    /// Only with a signature around it.
    pub signed: bool,
    /// No `Cc`.
    pub to_only: bool,
    /// `Reply-To` names the own address (TA eAU P5-02).
    pub reply_to: bool,
    /// May wait for the Sammelversand.
    pub gather: bool,
    /// An assumption of this project.
    pub assumed: bool,
}

impl Rule {
    /// Application and message type, the key under which the same bytes count as the same.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{};{}", self.dienstkennung.application(), self.dienstkennung.message_type()).to_lowercase()
    }

    /// An eArztbrief: one signed PDF and one XML (`formats.md` §6).
    #[must_use]
    pub fn is_letter(&self) -> bool {
        self.kind == Some(PayloadKind::Letter)
    }

    /// Whether the name is one this procedure knows.
    #[must_use]
    pub fn knows_name(&self, name: &str) -> bool {
        self.file_name.as_ref().is_some_and(|pattern| pattern.is_match(name))
    }

    /// The subject of a mail with this file.
    #[must_use]
    pub fn subject_for(&self, name: &str) -> String {
        if self.subject.is_empty() { stem(name).to_owned() } else { self.subject.clone() }
    }
}

/// The rules in the order they are tried.
#[derive(Clone, Debug, Default)]
pub struct Rules(Vec<Rule>);

impl Rules {
    /// Those that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED).unwrap_or_default()
    }

    /// Reads rules.
    ///
    /// # Errors
    /// Line and reason, for an admin.
    pub fn parse(text: &str) -> Result<Self, String> {
        let raw: RawRules = serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|e| e.to_string())?;
        raw.rules.into_iter().map(rule).collect::<Result<_, _>>().map(Self)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Rule] {
        &self.0
    }

    /// The rule for a file. `wanted` is the Dienstkennung of sidecar or folder, or the beginning of one; empty: the name
    /// decides.
    ///
    /// # Errors
    /// `WATCH-NAME`: it is known what it shall be, but not under this name. `WATCH-UNKNOWN`: no rule knows it.
    pub fn find(&self, wanted: &str, name: &str) -> Result<Rule, Refusal> {
        let fitting: Vec<&Rule> = self.0.iter().filter(|rule| wanted.is_empty() || rule.dienstkennung.has_prefix(wanted)).collect();
        if let Some(rule) = fitting.iter().find(|rule| rule.knows_name(name)) {
            return Ok((*rule).clone());
        }
        match fitting.as_slice() {
            // Named on purpose, and its names are free.
            [only] if !wanted.is_empty() && only.file_name.is_none() => Ok((*only).clone()),
            [] if wanted.matches(';').count() >= 1 => Ok(any(wanted)),
            [] => Err(Refusal::new("WATCH-UNKNOWN", "")),
            _ if wanted.is_empty() => Err(Refusal::new("WATCH-UNKNOWN", "")),
            [first, ..] => Err(Refusal::new("WATCH-NAME", first.dienstkennung.0.clone())),
        }
    }

    /// The rule of eArztbriefe.
    #[must_use]
    pub fn letter(&self) -> Option<&Rule> {
        self.0.iter().find(|rule| rule.is_letter())
    }
}

fn rule(raw: RawRule) -> Result<Rule, String> {
    let kind = match raw.kind.as_str() {
        "" => None,
        word => Some(PayloadKind::from_word(word).ok_or_else(|| format!("unknown kind `{word}`"))?),
    };
    let file_name = match raw.file_name.as_str() {
        "" => None,
        pattern => {
            let built = RegexBuilder::new(pattern).case_insensitive(true).size_limit(MAX_REGEX_BYTES).build();
            Some(built.map_err(|e| format!("`file_name` of {}: {}", raw.dienstkennung, e.to_string().lines().last().unwrap_or("")))?)
        }
    };
    let dienstkennung = Dienstkennung(raw.dienstkennung);
    if dienstkennung.message_type().is_empty() || !dienstkennung.0.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(format!("`dienstkennung` `{}` is not complete", dienstkennung.0));
    }
    Ok(Rule {
        dienstkennung,
        kind,
        file_name,
        recipient: raw.recipient,
        subject: raw.subject,
        text: raw.text,
        description: raw.description,
        signed: raw.signed,
        to_only: raw.to_only,
        reply_to: raw.reply_to,
        gather: raw.gather,
        assumed: raw.assumed,
    })
}

/// A procedure no rule knows: its Dienstkennung was named whole, its recipient is named in the sidecar.
fn any(dienstkennung: &str) -> Rule {
    Rule {
        dienstkennung: Dienstkennung(dienstkennung.trim().to_owned()),
        kind: None,
        file_name: None,
        recipient: RecipientFrom::Sidecar,
        subject: String::new(),
        text: String::new(),
        description: String::new(),
        signed: false,
        to_only: false,
        reply_to: false,
        gather: false,
        assumed: false,
    }
}

/// A name without its ending.
#[must_use]
pub fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The JSON beside a file, `<file>.json`.
#[derive(Clone, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sidecar {
    /// KIM addresses; looked up in the VZD before sending.
    #[serde(default)]
    pub to: Vec<String>,
    #[serde(default)]
    pub cc: Vec<String>,
    /// Institutionskennzeichen of the insurer, nine digits.
    #[serde(default)]
    pub ik: String,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub dienstkennung: String,
    /// Names of further files in the same folder.
    #[serde(default)]
    pub attachments: Vec<String>,
}

crate::domain::opaque_debug!(Sidecar);

impl Sidecar {
    /// Reads a sidecar.
    ///
    /// # Errors
    /// `WATCH-SIDECAR` with line and reason.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let wrong = |reason: String| Refusal::new("WATCH-SIDECAR", reason);
        let text = std::str::from_utf8(bytes).map_err(|_| wrong("UTF-8".to_owned()))?;
        let text = text.trim_start_matches('\u{FEFF}').trim();
        // serde would read a list as the fields in their order.
        if !text.starts_with('{') {
            return Err(wrong("{".to_owned()));
        }
        let sidecar: Self = serde_json::from_str(text).map_err(|e| wrong(e.to_string()))?;
        let is_plain = |name: &String| !name.is_empty() && !name.contains(['/', '\\', ':']) && name != "." && name != "..";
        if sidecar.attachments.len() >= MAX_FILES || !sidecar.attachments.iter().all(is_plain) {
            return Err(wrong("attachments".to_owned()));
        }
        if !sidecar.ik.is_empty() && !is_ik(&sidecar.ik) {
            return Err(wrong("ik".to_owned()));
        }
        if sidecar.subject.contains(char::is_control) {
            return Err(wrong("subject".to_owned()));
        }
        Ok(sidecar)
    }
}

/// Nine digits.
#[must_use]
pub fn is_ik(text: &str) -> bool {
    text.len() == 9 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Why a drop is not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Stable code, `WATCH-…`.
    pub code: &'static str,
    /// Value for the sentence; of `WATCH-CONTENT` the note's key and detail, parted by `=`.
    pub detail: String,
}

impl Refusal {
    /// With a value for its sentence.
    #[must_use]
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    fn of(note: &Note) -> Self {
        Self::new("WATCH-CONTENT", format!("{}={}", note.key, note.detail))
    }
}

/// A file of a drop, as it will be attached.
#[derive(Clone, Copy)]
pub struct Dropped<'a> {
    pub name: &'a str,
    /// Decoded bytes; empty for an attachment that is too large to be looked into.
    pub bytes: &'a [u8],
}

/// What is known of a drop that may be sent.
#[derive(Clone)]
pub struct Judged {
    /// `Content-Description` of each file, in their order; empty for none.
    pub descriptions: Vec<String>,
    /// The insurer's IK as the payload names it; empty for none.
    pub ik: String,
    pub payload: Option<Payload>,
}

/// Judges the files of one mail by its rule: readable, of the promised kind, signed where it must be, one patient's.
/// Test data (`T…`) pass only where `test_environment` says so.
///
/// # Errors
/// `WATCH-CONTENT`, `WATCH-KIND`, `WATCH-UNSIGNED`, `WATCH-TEST-DATA`, `WATCH-LETTER`.
pub fn judge(rule: &Rule, files: &[Dropped<'_>], test_environment: bool, mappings: &Mappings) -> Result<Judged, Refusal> {
    let descriptions = if rule.is_letter() { letter_parts(files)? } else { descriptions(rule, files.len()) };
    let Some(kind) = rule.kind else { return Ok(Judged { descriptions, ik: String::new(), payload: None }) };
    let parts: Vec<PayloadPart<'_>> = files
        .iter()
        .zip(&descriptions)
        .enumerate()
        .map(|(index, (file, description))| PayloadPart {
            index,
            name: file.name,
            media_type: "application/octet-stream",
            description,
            is_signature_report: false,
            bytes: file.bytes,
        })
        .collect();
    let subject = files.first().map(|file| rule.subject_for(file.name)).unwrap_or_default();
    let input = PayloadInput { dienstkennung: Some(&rule.dienstkennung), subject: &subject, text: "", attachments: &parts };
    let Some(payload) = super::read(input, mappings) else { return Err(Refusal::new("WATCH-KIND", "")) };
    if payload.is_test_data() && !test_environment {
        return Err(Refusal::new("WATCH-TEST-DATA", ""));
    }
    if let Some(note) = payload.blocks.iter().find(|note| note.key != TEST_DATA) {
        return Err(Refusal::of(note));
    }
    if payload.kind != kind {
        return Err(Refusal::new("WATCH-KIND", ""));
    }
    if rule.signed && payload.signature == SignatureState::Absent {
        return Err(Refusal::new("WATCH-UNSIGNED", ""));
    }
    let ik = payload.field("field-insurer-ik").map(str::trim).filter(|ik| is_ik(ik)).unwrap_or_default().to_owned();
    Ok(Judged { descriptions, ik, payload: Some(payload) })
}

/// Only the first file is the data; what a detached signature belongs to stands beside it without a name of its own.
fn descriptions(rule: &Rule, count: usize) -> Vec<String> {
    (0..count).map(|at| if at == 0 { rule.description.clone() } else { String::new() }).collect()
}

/// Exactly one PDF and one XML, the rest numbered attachments (KBV-eAB 2.14). Of several PDFs none is guessed to be the
/// letter, unless only one has the name of the XML.
fn letter_parts(files: &[Dropped<'_>]) -> Result<Vec<String>, Refusal> {
    use recognise::Form;
    let form = |bytes: &[u8]| match recognise::by_first_bytes(bytes) {
        Form::Xml => PartForm::Xml,
        Form::Pdf => PartForm::Pdf,
        _ => PartForm::Other,
    };
    let forms: Vec<(&str, PartForm)> = files.iter().map(|file| (file.name, form(file.bytes))).collect();
    let parts = letter::parts(&forms).map_err(|fault| match fault {
        PartsFault::Xml(count) => Refusal::new("WATCH-LETTER", format!("XML: {count}")),
        PartsFault::Pdf(count) => Refusal::new("WATCH-LETTER", format!("PDF: {count}")),
    })?;
    if !files.get(parts.pdf).is_some_and(|file| is_signed_pdf(file.bytes)) {
        return Err(Refusal::new("WATCH-UNSIGNED", "PDF"));
    }
    if !files.get(parts.pdf).is_some_and(|file| letter::is_archive(&super::file_facts::archive_claim(file.bytes))) {
        return Err(Refusal::new("WATCH-PDFA", ""));
    }
    Ok(letter::descriptions(parts, files.len()))
}

/// Whether a PDF carries a signature; whether it holds, a verifier says.
#[must_use]
pub fn is_signed_pdf(bytes: &[u8]) -> bool {
    has(bytes, b"/ByteRange") && has(bytes, b"/Contents")
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Whether the bytes are a detached signature: the signed file must travel beside it.
#[must_use]
pub fn is_detached_signature(bytes: &[u8]) -> bool {
    recognise::by_first_bytes(bytes) == recognise::Form::Cms && super::cms::open(bytes).is_ok_and(|signed| signed.content.is_none())
}

/// Whether the bytes are the XML of an eArztbrief.
#[must_use]
pub fn is_letter_xml(bytes: &[u8]) -> bool {
    let is_letter = |text: super::xml::XmlText<'_>| {
        let document = text.parse()?;
        let root = document.root_element().tag_name();
        Ok(root.name() == "ClinicalDocument" && root.namespace() == Some(super::letter::NAMESPACE))
    };
    recognise::by_first_bytes(bytes) == recognise::Form::Xml && super::xml::XmlText::open(bytes).and_then(is_letter).unwrap_or(false)
}

#[cfg(test)]
#[path = "dispatch/tests.rs"]
mod tests;
