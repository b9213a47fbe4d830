//! The class of a parsed mail, in the order of `protocol.md` §6: receipts, errors, notes, data, people.
//!
//! Invariant: every mail has a class and none is hidden by it (rule 18). A technical mail that a machine
//! submitted stays technical: losing an insurer's answer among notices would be worse.

use crate::domain::mail::{Decryption, Integrity, MailClass, ParsedMail};

use super::{registry, results};

/// Class of a mail whose other fields are filled.
#[must_use]
pub fn classify(mail: &ParsedMail) -> MailClass {
    if mail.receipt.is_some() {
        return MailClass::Receipt;
    }
    if is_undecrypted(mail) {
        return MailClass::Undecrypted;
    }
    if results::has_error(&mail.kim) || mail.kim.integrity == Integrity::Failed || mail.notes.iter().any(|n| n.key == "note-kas-stub") {
        return MailClass::Notice;
    }
    let technical = mail.dienstkennung.as_ref().is_some_and(registry::is_technical);
    let out_of_office = mail.dienstkennung.as_ref().is_some_and(|d| d.message_type().to_ascii_lowercase().starts_with("abwesenheit"))
        || mail.subject.trim_start().to_lowercase().starts_with("abwesenheit");
    if (mail.auto_submitted && !technical) || out_of_office {
        return MailClass::Notice;
    }
    if technical || (says_nothing(mail) && mail.attachments.iter().any(|a| is_technical_file(&a.save_name, &a.description))) {
        return MailClass::Technical;
    }
    MailClass::Personal
}

/// Whether the content is still encrypted: the Clientmodul may process it again.
#[must_use]
pub fn is_undecrypted(mail: &ParsedMail) -> bool {
    let embedded = mail.embedded.as_ref().is_some_and(|e| e.encrypted) && results::has_error(&mail.kim);
    mail.kim.decryption == Decryption::Failed || mail.kim.still_protected || embedded
}

/// No Dienstkennung, or the default that says nothing.
fn says_nothing(mail: &ParsedMail) -> bool {
    mail.dienstkennung.as_ref().is_none_or(|d| d.has_prefix("KIM-Mail"))
}

/// File names and part descriptions that only programs use (`payloads/formats.md` §1.2).
fn is_technical_file(name: &str, description: &str) -> bool {
    let token = ["EBZ", "eAU", "eAUStorno", "eAUFehler-Kasse", "eEB_ANF", "eEB_BES", "eEB_FEH", "PFL", "LDT-Befund"];
    let name = name.to_ascii_uppercase();
    let named = ["EBZ", "EAU", "EEB", "PFL"].iter().any(|procedure| {
        let rest = name.strip_prefix(['E', 'T']).and_then(|rest| rest.strip_prefix(procedure)).unwrap_or("");
        let mut chars = rest.chars();
        chars.next().is_some_and(|c| c.is_ascii_digit()) && chars.next() == Some('_')
    });
    named || token.contains(&description)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_files_of_programs() {
        for (name, description, expected) in [
            ("EEBZ1_0991234562611ZE00000000000471101.p7s", "", true),
            ("TEAU0_Storno_x.p7s", "", true),
            ("x.p7s", "EBZ", true),
            ("EBZ.pdf", "", false),
            ("Ebene.pdf", "Ebene", false),
        ] {
            assert_eq!(is_technical_file(name, description), expected, "{name}");
        }
    }
}
