//! E-Rezept mails: the assignment with its token, and plain messages (A_21870–A_21875, `formats.md` §11).
//!
//! Whoever holds the token may take the medicine: it is a secret field, never a search term, never a note.

use super::card::Card as _;
use crate::domain::payload::Payload;

const TASK: &str = "Task/";
const ACCEPT: &str = "/$accept?ac=";
/// `Task/160.000.999.888.777.66/$accept?ac=` and 64 hex digits.
const MAX_TOKEN: usize = 200;

/// The token in a text, with the line breaks the Clientmodul put into it removed; `None` when there is none.
#[must_use]
pub fn token(text: &str) -> Option<String> {
    for (at, _) in text.match_indices(TASK) {
        // Line ends come after 45 characters, also inside the marks themselves.
        let joined: String = text.get(at..)?.chars().filter(|c| !matches!(c, '\r' | '\n')).take(MAX_TOKEN).collect();
        let Some((task, code)) = joined.split_once(ACCEPT) else { continue };
        let id = task.strip_prefix(TASK).unwrap_or("");
        let code: String = code.chars().take_while(char::is_ascii_hexdigit).take(64).collect();
        if !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit() || b == b'.') && code.len() == 64 {
            return Some(format!("{task}{ACCEPT}{code}"));
        }
    }
    None
}

/// Fills the card from the texts of the mail.
pub fn read(token: Option<&str>, text: &str, payload: &mut Payload) {
    match token {
        Some(token) => {
            payload.secret("field-token", token);
            let task = token.split('/').nth(1).unwrap_or("");
            payload.line("field-task", task);
        }
        // A message between practice and pharmacy needs no token; its text is the content.
        None => payload.lines("field-text", text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_the_split_token() {
        let code = "b3cc0475bb78a5026098858e9889acf666d31062d513d303314eca31d36e72f2";
        let whole = format!("Task/160.000.999.888.777.66/$accept?ac={code}");
        for (text, expected) in [
            (whole.clone(), Some(whole.as_str())),
            (format!("Guten Tag\r\n{}\r\n{}\r\n{}\r\n", &whole[..45], &whole[45..90], &whole[90..]), Some(whole.as_str())),
            (format!("Task/x Task/160/$accept?ac={code}ff"), Some(&*format!("Task/160/$accept?ac={code}"))),
            ("Task/160/$accept?ac=12".into(), None),
            ("Task/".into(), None),
            ("Aufgabe".into(), None),
        ] {
            assert_eq!(token(&text).as_deref(), expected, "{text}");
        }
    }
}
