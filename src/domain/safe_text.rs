//! The one function through which foreign text reaches lists, titles, notifications and logs (rules 7 and 31).

/// Longest result of [`one_line`] in characters.
const MAX_CHARS: usize = 500;
/// Marks allowed on one base character; more are dropped ("Zalgo" text).
const MAX_MARKS: usize = 3;

/// One harmless line: line breaks and tabs become blanks, other control characters vanish, bidi and
/// invisible characters become visible as `⟨U+202E⟩`, stacked combining marks are limited, and the
/// result ends after 500 characters with an ellipsis.
#[must_use]
pub fn one_line(text: &str) -> String {
    clean(text, MAX_CHARS, false)
}

/// Like [`one_line`], but keeps line breaks and tabs and does not cut: for message bodies.
#[must_use]
pub fn many_lines(text: &str) -> String {
    clean(text, usize::MAX, true)
}

fn clean(text: &str, max_chars: usize, keep_lines: bool) -> String {
    let mut out = String::with_capacity(text.len().min(4096));
    let mut marks = 0;
    for (count, c) in text.trim_matches(|c: char| !keep_lines && c.is_whitespace()).chars().enumerate() {
        if count >= max_chars {
            out.push('…');
            break;
        }
        if is_combining(c) {
            marks += 1;
            if marks > MAX_MARKS {
                continue;
            }
        } else {
            marks = 0;
        }
        match c {
            '\n' | '\t' if keep_lines => out.push(c),
            '\r' if keep_lines => {}
            '\r' | '\n' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if c.is_control() => {}
            c if is_invisible(c) => out.push_str(&format!("⟨U+{:04X}⟩", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// Bidi controls, zero-width characters, tags and other characters that change text without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F
        | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF)
}

fn is_combining(c: char) -> bool {
    matches!(c as u32, 0x0300..=0x036F | 0x0483..=0x0489 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_foreign_text_harmless() {
        for (input, expected) in [
            ("  Befund\r\n\tBcc: x  ", "Befund Bcc: x"),
            ("fdp.\u{202E}exe", "fdp.⟨U+202E⟩exe"),
            ("a\u{0}b\u{7}c", "abc"),
            ("Z\u{301}\u{301}\u{301}\u{301}\u{301}", "Z\u{301}\u{301}\u{301}"),
            ("pay\u{200B}pal", "pay⟨U+200B⟩pal"),
        ] {
            assert_eq!(one_line(input), expected);
        }
        assert_eq!(one_line(&"x".repeat(600)).chars().count(), MAX_CHARS + 1);
        assert_eq!(many_lines("a\r\nb\u{202E}"), "a\nb⟨U+202E⟩");
    }
}
