//! Answering a mail: recipients, subject, quoted text, and whether a read receipt may be sent.
//!
//! Invariant: an answer goes to the address that was shown as the sender (rule 30), never to a Reply-To
//! nobody saw; a read receipt leaves only if every condition of rule 26 holds.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::address::{KimAddress, Mailbox};
use crate::domain::mail::{Decryption, Integrity, ParsedMail};
use crate::domain::outgoing::{DirectoryCheck, Recipient, RecipientKind};

#[expect(clippy::expect_used, reason = "a constant pattern; a test runs it")]
static PREFIX: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\s*(?:aw|re|antw|antwort|wg|fw|fwd)(?:\[\d+\])?\s*:\s*").expect("constant"));

fn bare_subject(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some(found) = PREFIX.find(rest) {
        rest = rest.get(found.end()..).unwrap_or("");
    }
    rest.trim()
}

/// `AW: …`, never stacked.
#[must_use]
pub fn reply_subject(subject: &str) -> String {
    format!("AW: {}", bare_subject(subject)).trim_end().to_owned()
}

/// `WG: …`, never stacked.
#[must_use]
pub fn forward_subject(subject: &str) -> String {
    format!("WG: {}", bare_subject(subject)).trim_end().to_owned()
}

/// The text quoted below the line that names its author; the caller translates `attribution`.
#[must_use]
pub fn quote_reply(mail: &ParsedMail, attribution: &str) -> String {
    let mut out = format!("\n\n{attribution}\n");
    for line in mail.text.trim_end().lines() {
        out.push_str(if line.starts_with('>') { ">" } else { "> " });
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// Recipients of an answer; an answer to an own mail goes to its recipients again.
#[must_use]
pub fn reply_recipients(mail: &ParsedMail, own: &KimAddress, all: bool) -> Vec<Recipient> {
    let is_own = |m: &Mailbox| m.address.eq_ignore_ascii_case(own.as_str());
    let from_me = mail.from.iter().all(is_own);
    let mut found: Vec<Recipient> = Vec::new();
    let mut add = |kind, list: &[Mailbox]| {
        for mailbox in list.iter().filter(|m| !m.address.is_empty()) {
            if !found.iter().any(|r| r.address.eq_ignore_ascii_case(&mailbox.address))
                && (!is_own(mailbox) || (from_me && mail.to.iter().all(is_own)))
            {
                found.push(Recipient {
                    kind,
                    address: mailbox.address.clone(),
                    name: mailbox.name.clone(),
                    about: String::new(),
                    check: DirectoryCheck::Unknown,
                });
            }
        }
    };
    add(RecipientKind::To, if from_me { &mail.to } else { mail.from.get(..1).unwrap_or(&[]) });
    if all {
        if !from_me {
            add(RecipientKind::Cc, &mail.to);
        }
        add(RecipientKind::Cc, &mail.cc);
    }
    found
}

/// In-Reply-To and References of an answer (RFC 5322 §3.6.4).
#[must_use]
pub fn threading(mail: &ParsedMail) -> (Option<String>, Vec<String>) {
    let mut references = if mail.references.is_empty() { mail.in_reply_to.clone() } else { mail.references.clone() };
    references.extend(mail.message_id.clone());
    (mail.message_id.clone(), references)
}

/// Why no read receipt may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoReceipt {
    NotRequested,
    /// More than one address is to be told.
    SeveralAddresses,
    /// The address differs from Return-Path, or it is not one of KIM.
    OtherAddress,
    /// The integrity check failed, or the mail is not readable.
    NotTrusted,
    /// A receipt, an error mail or a mail made by a machine.
    Automatic,
    /// The application forbids it (1ClickAbrechnung, eEB, ATF).
    Application,
    NoMessageId,
    /// An own mail.
    Own,
    /// Answered or declined before.
    Answered,
}

/// The mailbox a read receipt may go to, if every condition of rule 26 holds (eDoku0912, 1Click0002).
///
/// # Errors
/// The first condition that does not hold.
pub fn may_answer_receipt(mail: &ParsedMail, own: &KimAddress, answered_before: bool) -> Result<Mailbox, NoReceipt> {
    let asked = match mail.receipt_requested_by.as_slice() {
        [] => return Err(NoReceipt::NotRequested),
        [one] => one,
        _ => return Err(NoReceipt::SeveralAddresses),
    };
    if answered_before {
        return Err(NoReceipt::Answered);
    }
    let kim = KimAddress::parse(&asked.address).ok().filter(KimAddress::is_kim).ok_or(NoReceipt::OtherAddress)?;
    if kim == *own || mail.from.iter().any(|m| m.address.eq_ignore_ascii_case(own.as_str())) {
        return Err(NoReceipt::Own);
    }
    if mail.return_path.as_deref().is_some_and(|path| !path.eq_ignore_ascii_case(kim.as_str())) {
        return Err(NoReceipt::OtherAddress);
    }
    if mail.kim.integrity == Integrity::Failed || mail.kim.decryption == Decryption::Failed || mail.kim.still_protected || mail.raw_only {
        return Err(NoReceipt::NotTrusted);
    }
    if mail.receipt.is_some() || mail.auto_submitted || super::results::has_error(&mail.kim) {
        return Err(NoReceipt::Automatic);
    }
    let forbids = |d: &crate::domain::mail::Dienstkennung| {
        let application = d.application().to_ascii_lowercase();
        application.starts_with("1click") || application == "eeb" || application == "atf"
    };
    if mail.dienstkennung.as_ref().is_some_and(forbids) {
        return Err(NoReceipt::Application);
    }
    if mail.message_id.is_none() {
        return Err(NoReceipt::NoMessageId);
    }
    Ok(asked.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::mail::{Dienstkennung, Receipt};

    #[test]
    fn prefixes_do_not_stack() {
        for (subject, expected) in [
            ("Befund", "AW: Befund"),
            ("Re: AW: wg:  Befund", "AW: Befund"),
            ("AW[2]: Fwd: x", "AW: x"),
            ("Award: x", "AW: Award: x"),
            ("", "AW:"),
        ] {
            assert_eq!(reply_subject(subject), expected);
        }
        assert_eq!(forward_subject("AW: Befund"), "WG: Befund");
    }

    fn mail() -> ParsedMail {
        ParsedMail {
            message_id: Some("a@b".into()),
            from: vec![Mailbox::bare("arzt@x.kim.telematik")],
            to: vec![Mailbox::bare("Ich@y.kim.telematik"), Mailbox::bare("drei@x.kim.telematik")],
            cc: vec![Mailbox::bare("ARZT@x.kim.telematik"), Mailbox::bare("vier@x.kim.telematik")],
            reply_to: vec![Mailbox::bare("andere@x.kim.telematik")],
            return_path: Some("arzt@x.kim.telematik".into()),
            receipt_requested_by: vec![Mailbox::bare("Arzt@x.kim.telematik")],
            text: "eins\n> zwei\n\n".into(),
            ..ParsedMail::default()
        }
    }

    fn own() -> KimAddress {
        KimAddress::parse("ich@y.kim.telematik").unwrap()
    }

    #[test]
    fn answers_go_to_whom_was_shown() {
        let list = |all| reply_recipients(&mail(), &own(), all).into_iter().map(|r| r.address).collect::<Vec<_>>();
        assert_eq!(list(false), ["arzt@x.kim.telematik"]);
        assert_eq!(list(true), ["arzt@x.kim.telematik", "drei@x.kim.telematik", "vier@x.kim.telematik"]);
        assert_eq!(quote_reply(&mail(), "A schrieb:"), "\n\nA schrieb:\n> eins\n>> zwei\n");
    }

    #[test]
    fn a_receipt_needs_every_condition() {
        let check = |change: fn(&mut ParsedMail), expected: Option<NoReceipt>| {
            let mut mail = mail();
            change(&mut mail);
            assert_eq!(may_answer_receipt(&mail, &own(), false).err(), expected);
        };
        check(|_| {}, None);
        check(|m| m.return_path = None, None);
        check(|m| m.receipt_requested_by.clear(), Some(NoReceipt::NotRequested));
        check(|m| m.receipt_requested_by.push(Mailbox::bare("x@x.kim.telematik")), Some(NoReceipt::SeveralAddresses));
        check(|m| m.return_path = Some("b@x.kim.telematik".into()), Some(NoReceipt::OtherAddress));
        check(|m| m.receipt_requested_by = vec![Mailbox::bare("a@gmx.example")], Some(NoReceipt::OtherAddress));
        check(|m| m.kim.integrity = Integrity::Failed, Some(NoReceipt::NotTrusted));
        check(|m| m.kim.decryption = Decryption::Failed, Some(NoReceipt::NotTrusted));
        check(|m| m.auto_submitted = true, Some(NoReceipt::Automatic));
        check(|m| m.receipt = Some(Receipt::Delivery { recipients: vec![] }), Some(NoReceipt::Automatic));
        check(|m| m.dienstkennung = Some(Dienstkennung("1ClickAbrechnung;Lieferung;V2.0".into())), Some(NoReceipt::Application));
        check(|m| m.message_id = None, Some(NoReceipt::NoMessageId));
        check(|m| m.from = vec![Mailbox::bare("ich@y.kim.telematik")], Some(NoReceipt::Own));
        assert_eq!(may_answer_receipt(&mail(), &own(), true), Err(NoReceipt::Answered));
    }
}
