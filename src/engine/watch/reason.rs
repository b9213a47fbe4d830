//! The text beside a file that was not sent: for whoever finds it in the folder of the practice software. Always German,
//! as that software is; the window translates the code by itself.

use crate::payload::dispatch::Refusal;

/// The German sentences of the program: one source for window and file.
const SENTENCES: &str = include_str!("../../../i18n/de/kimpost.ftl");

/// Sentence, cause, next step and code.
#[must_use]
pub fn text(refusal: &Refusal) -> String {
    let (key, note) = refusal.detail.split_once('=').filter(|(key, _)| key.starts_with("payload-")).unwrap_or(("", ""));
    let cause = if key.is_empty() { String::new() } else { sentence(key, note) };
    let detail = if key.is_empty() { refusal.detail.as_str() } else { "" };
    let code = refusal.code;
    let lines = [
        sentence(&format!("problem-{code}"), detail),
        cause,
        sentence(&format!("problem-{code}-advice"), detail),
        format!("Kennung: {code}"),
    ];
    // Notepad of older Windows shows a file without CRLF as one line.
    lines.into_iter().filter(|line| !line.is_empty()).map(|line| format!("{line}\r\n")).collect()
}

/// A sentence of one line with its value.
fn sentence(key: &str, detail: &str) -> String {
    let found = SENTENCES.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
    found.map(|text| text.replace("{ $detail }", detail)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_names_cause_next_step_and_code() {
        let told = text(&Refusal::new("WATCH-CONTENT", "payload-block-xml-not-well-formed=17"));
        assert!(told.contains("unvollständig oder fehlerhaft (Zeile 17)"), "{told}");
        assert!(told.ends_with("Kennung: WATCH-CONTENT\r\n") && told.lines().count() == 4, "{told}");
        let told = text(&Refusal::new("WATCH-INSURER", "109999039"));
        assert!(told.contains("109999039") && told.lines().count() == 3, "{told}");
        assert!(!told.contains("$detail"));
    }

    #[test]
    fn every_code_of_a_drop_has_a_sentence_of_one_line() {
        let codes = super::super::super::problem::CODES.iter().filter(|code| code.starts_with("WATCH-"));
        for code in codes {
            for key in [format!("problem-{code}"), format!("problem-{code}-advice")] {
                let sentence = sentence(&key, "x");
                assert!(!sentence.is_empty() && !sentence.contains('{'), "{key}: {sentence}");
            }
        }
    }
}
