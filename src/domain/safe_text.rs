//! The one function through which foreign text reaches lists, titles, notifications and logs (rules 7 and 31).

use unicode_normalization::char::is_combining_mark;

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
    let (mut marks, mut count, mut before) = (0, 0, ' ');
    for c in text.trim_matches(|c: char| !keep_lines && c.is_whitespace()).chars() {
        if count >= max_chars {
            out.push('…');
            break;
        }
        if is_combining_mark(c) && !is_invisible(c) {
            marks += 1;
            if marks > MAX_MARKS {
                continue;
            }
        } else {
            marks = 0;
        }
        let last = std::mem::replace(&mut before, c);
        match c {
            '\n' | '\t' if keep_lines => out.push(c),
            '\r' if keep_lines => continue,
            '\r' | '\n' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if out.ends_with(' ') {
                    continue;
                }
                out.push(' ');
            }
            c if c.is_control() => continue,
            // Which of two looks a sign has; behind a letter or a digit it has no meaning and is somebody's trick.
            '\u{FE0E}' | '\u{FE0F}' if !last.is_alphanumeric() => continue,
            c if is_invisible(c) => {
                let shown = format!("⟨U+{:04X}⟩", c as u32);
                count += shown.chars().count() - 1;
                out.push_str(&shown);
            }
            c => out.push(c),
        }
        count += 1;
    }
    out
}

/// Bidi controls, zero-width characters, fillers, tags and other characters that change text without being seen.
fn is_invisible(c: char) -> bool {
    matches!(c as u32,
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
        | 0x2060..=0x206F | 0x2800 | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB | 0x1_3430..=0x1_343F
        | 0x1_BCA0..=0x1_BCA3 | 0x1_D173..=0x1_D17A | 0xE_0000..=0xE_0FFF)
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
            // Marks of other scripts stack as high.
            ("\u{5D0}\u{5B0}\u{5B0}\u{5B0}\u{5B0}\u{5B0}", "\u{5D0}\u{5B0}\u{5B0}\u{5B0}"),
            ("\u{E01}\u{E47}\u{E47}\u{E47}\u{E47}", "\u{E01}\u{E47}\u{E47}\u{E47}"),
            ("pay\u{200B}pal", "pay⟨U+200B⟩pal"),
            ("pay\u{34F}pal\u{FE0F}", "pay⟨U+034F⟩pal⟨U+FE0F⟩"),
            ("gut \u{2764}\u{FE0F}", "gut \u{2764}"),
            ("a\u{2800}b\u{1D173}", "a⟨U+2800⟩b⟨U+1D173⟩"),
        ] {
            assert_eq!(one_line(input), expected);
        }
        assert_eq!(one_line(&"x".repeat(600)).chars().count(), MAX_CHARS + 1);
        let shown = one_line(&"\u{202E}".repeat(10_000)).chars().count();
        assert!((MAX_CHARS..MAX_CHARS + 12).contains(&shown), "{shown}");
        assert_eq!(many_lines("a\r\nb\u{202E}"), "a\nb⟨U+202E⟩");
    }
}
