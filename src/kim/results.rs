//! What the Clientmodul says about a mail: result and error codes of the top header block and their meaning.
//!
//! Invariant (rule 32): only the top header block counts; a repeated, contradictory or unknown result never
//! makes a mail look better than „nicht bestätigt". Text in the body proves nothing.

use super::fields::HeaderBlock;
use super::headers::KimHeader;
use crate::domain::mail::{Decryption, Integrity, KimCode, KimResults};
use crate::domain::safe_text;

/// Codes of `X-KIM-Fehlermeldung` with a text of their own, and whether trying again can help.
const ERRORS: [(&str, bool); 18] = [
    ("4001", false),
    ("4002", false),
    ("4003", false),
    ("4004", false),
    ("4005", false),
    ("4006", true),
    ("4007", false),
    ("4008", true),
    ("4009", true),
    ("4010", false),
    ("4011", true),
    ("4012", false),
    ("4013", true),
    ("4014", false),
    ("4015", false),
    ("4016", false),
    ("4017", false),
    ("4018", true),
];

/// Codes shown of one mail.
const MAX_CODES: usize = 50;

/// Reads the results out of the top header block.
#[must_use]
pub fn read(top: &HeaderBlock) -> KimResults {
    let mut results = KimResults {
        still_protected: top.first(KimHeader::KomLeVersion.as_str()).is_some(),
        sender_system: top.text(KimHeader::Sendersystem.as_str()).unwrap_or_default(),
        support: top.text(KimHeader::Support.as_str()).unwrap_or_default(),
        ..KimResults::default()
    };
    let values = |header: KimHeader| top.all(header.as_str()).map(|v| safe_text::one_line(&v)).take(MAX_CODES).collect::<Vec<_>>();

    let mut unclear = false;
    for code in values(KimHeader::DecryptionResult) {
        let verdict = decryption(&code);
        unclear |= verdict == Decryption::None;
        results.decryption = results.decryption.max(verdict);
        results.codes.push(decryption_code(&code));
    }
    let integrity = values(KimHeader::IntegrityCheckResult);
    unclear |= integrity.len() > 1 || (results.decryption == Decryption::Failed && !integrity.is_empty());
    for code in &integrity {
        results.integrity = results.integrity.max(self::integrity(code));
        results.codes.push(integrity_code(code));
    }
    if unclear && results.integrity == Integrity::Ok {
        results.integrity = Integrity::Unverifiable;
    }
    for value in values(KimHeader::Fehlermeldung) {
        results.codes.push(error_code(&value));
    }
    results
}

/// Whether the codes contain one of `X-KIM-Fehlermeldung`.
#[must_use]
pub fn has_error(results: &KimResults) -> bool {
    results.codes.iter().any(|code| code.meaning_key.starts_with("kim-error-"))
}

fn is_vendor(code: &str) -> bool {
    code.starts_with(['X', 'x'])
}

fn decryption(code: &str) -> Decryption {
    match code {
        "00" => Decryption::Ok,
        "01" | "02" | "03" => Decryption::Failed,
        // Seen in an implementation: the error code stands here ([impl] openkim).
        code if is_vendor(code) || ERRORS.iter().any(|(known, _)| *known == code) => Decryption::Failed,
        _ => Decryption::None,
    }
}

/// Verdict of one code (Tab_Verm_Sig_Prüf, A_23165).
fn integrity(code: &str) -> Integrity {
    match code {
        "01" => Integrity::Ok,
        "02" | "03" | "04" | "05" | "06" | "08" | "09" => Integrity::Failed,
        code if is_vendor(code) => Integrity::Failed,
        // 07: valid, but the certificate's status could not be checked; all else is unknown to us.
        _ => Integrity::Unverifiable,
    }
}

fn code(code: &str, key: String, advice: bool, retry_helps: bool) -> KimCode {
    let advice_key = if advice { format!("{key}-advice") } else { String::new() };
    KimCode { code: code.to_owned(), meaning_key: key, advice_key, retry_helps }
}

fn decryption_code(value: &str) -> KimCode {
    match value {
        "00" => code(value, "kim-decryption-00".into(), false, false),
        "01" | "02" | "03" => code(value, format!("kim-decryption-{value}"), true, value != "02"),
        value if ERRORS.iter().any(|(known, _)| *known == value) => error_code(value),
        value if is_vendor(value) => code(value, "kim-decryption-vendor".into(), true, true),
        value => code(value, "kim-decryption-unknown".into(), true, false),
    }
}

fn integrity_code(value: &str) -> KimCode {
    match value {
        "01" => code(value, "kim-integrity-01".into(), false, false),
        "02" | "03" | "04" | "05" | "06" | "07" | "08" | "09" => code(value, format!("kim-integrity-{value}"), true, false),
        value if is_vendor(value) => code(value, "kim-integrity-vendor".into(), true, false),
        value => code(value, "kim-integrity-unknown".into(), true, false),
    }
}

/// Meaning of one `X-KIM-Fehlermeldung`; text behind the code is tolerated.
#[must_use]
pub fn error_code(value: &str) -> KimCode {
    let word = value.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':')).find(|w| !w.is_empty()).unwrap_or("");
    match ERRORS.iter().find(|(known, _)| *known == word) {
        Some((known, retry_helps)) => code(known, format!("kim-error-{known}"), true, *retry_helps),
        None if is_vendor(word) => code(word, "kim-error-vendor".into(), true, false),
        None => code(value, "kim-error-unknown".into(), true, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_value_wins_and_doubt_never_counts_as_good() {
        use Decryption as D;
        use Integrity as I;
        for (decryption, integrity, expected) in [
            (&[][..], &[][..], (D::None, I::None)),
            (&["00"], &["01"], (D::Ok, I::Ok)),
            (&["00"], &["07"], (D::Ok, I::Unverifiable)),
            (&["00"], &["01", "01"], (D::Ok, I::Unverifiable)),
            (&["00"], &["01", "02"], (D::Ok, I::Failed)),
            (&["00"], &["08"], (D::Ok, I::Failed)),
            (&["00"], &["10"], (D::Ok, I::Unverifiable)),
            (&["00"], &[""], (D::Ok, I::Unverifiable)),
            (&["00"], &["X17"], (D::Ok, I::Failed)),
            (&["00", "01"], &["01"], (D::Failed, I::Unverifiable)),
            (&["4009"], &[], (D::Failed, I::None)),
            (&["77"], &["01"], (D::None, I::Unverifiable)),
            (&["X1"], &[], (D::Failed, I::None)),
        ] {
            let mut block = String::new();
            decryption.iter().for_each(|v| block.push_str(&format!("X-KIM-DecryptionResult: {v}\r\n")));
            integrity.iter().for_each(|v| block.push_str(&format!("x-kim-integritycheckresult: {v}\r\n")));
            let found = read(&HeaderBlock::parse(block.as_bytes()));
            assert_eq!((found.decryption, found.integrity), expected, "{block}");
            assert_eq!(found.codes.len(), decryption.len() + integrity.len());
        }
    }

    #[test]
    fn error_codes_have_a_meaning_and_every_key_a_text() {
        for (value, key, retry) in [
            ("4009", "kim-error-4009", true),
            ("4010 falsches Format", "kim-error-4010", false),
            ("4006;x", "kim-error-4006", true),
            ("X99", "kim-error-vendor", false),
            ("cmgerr_4", "kim-error-unknown", false),
            ("", "kim-error-unknown", false),
        ] {
            let found = error_code(value);
            assert_eq!((found.meaning_key.as_str(), found.retry_helps), (key, retry), "{value}");
        }
        let mut codes: Vec<KimCode> = ERRORS.iter().map(|(c, _)| error_code(c)).collect();
        codes.extend(["X1", "?"].map(error_code));
        codes.extend(["00", "01", "02", "03", "X1", "?"].map(decryption_code));
        codes.extend(["01", "02", "03", "04", "05", "06", "07", "08", "09", "X1", "?"].map(integrity_code));
        for code in codes {
            assert!(crate::i18n::has(&code.meaning_key), "{}", code.meaning_key);
            assert!(code.advice_key.is_empty() || crate::i18n::has(&code.advice_key), "{}", code.advice_key);
        }
    }
}
