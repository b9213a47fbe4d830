//! Readable text out of message bodies: inert text from HTML, links, and the Vermerk of older Clientmodule.
//!
//! Invariant: nothing here can act or load (rules 27 to 29): the result is plain text, and a link is two
//! strings. Hostile nesting is refused before a library builds a tree from it.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::link;
use crate::domain::mail::Link;
use crate::domain::safe_text;

/// HTML beyond this is not laid out.
pub const MAX_HTML: usize = 1024 * 1024;
/// Open elements at once; deeper documents lose their tags instead.
const MAX_NESTING: usize = 256;
/// Elements that are laid out.
const MAX_TAGS: usize = 30_000;
/// Elements times open formatting ones: a parser opens those again in every paragraph (HTML, 13.2.4.3).
const MAX_REOPENED: usize = 200_000;
/// Bytes times open formatting elements: each word carries them.
const MAX_FORMATTED: usize = 8 << 20;
/// Links kept of one mail.
const MAX_LINKS: usize = 500;
/// Wide enough that only a window wraps lines.
const WIDTH: usize = 2000;

/// Text and links of an HTML document, and whether it had to be stripped of tags without layout.
#[must_use]
pub fn html_to_text(html: &str) -> (String, Vec<Link>, bool) {
    if html.len() > MAX_HTML || !Shape::of(html).may_be_laid_out(html.len()) {
        return (strip_tags(html), Vec::new(), true);
    }
    let config = html2text::config::rich().raw_mode(true).no_table_borders().no_link_wrapping().allow_width_overflow();
    let Ok(lines) = config.lines_from_read(html.as_bytes(), WIDTH) else { return (strip_tags(html), Vec::new(), true) };
    let mut text = String::new();
    let mut links: Vec<Link> = Vec::new();
    for line in lines {
        let mut plain = String::new();
        let mut last_target = None;
        for piece in line.tagged_strings() {
            plain.push_str(&piece.s);
            let target = piece.tag.iter().find_map(|tag| match tag {
                html2text::render::RichAnnotation::Link(target) => Some(target.clone()),
                _ => None,
            });
            let room = links.len() < MAX_LINKS;
            match (&target, links.last_mut()) {
                (Some(now), Some(link)) if last_target.as_ref() == Some(now) => link.text.push_str(&piece.s),
                (Some(now), _) if room => {
                    links.push(Link { text: piece.s.clone(), target: now.clone(), mismatch: false });
                }
                _ => {}
            }
            last_target = target;
        }
        // A rule is as wide as the page; a few strokes say the same.
        if plain.len() > 60 && plain.chars().all(|c| matches!(c, '─' | '-' | '━' | ' ')) {
            plain = "─".repeat(20);
        }
        let plain = plain.trim_end();
        // Empty elements by the thousand leave no more than one empty line.
        if !plain.is_empty() || !text.ends_with("\n\n") {
            text.push_str(plain);
            text.push('\n');
        }
    }
    (text, links.into_iter().filter_map(|link| followable(&link.text, &link.target)).collect(), false)
}

/// What a document would cost to lay out, told without building its tree.
#[derive(Clone, Copy, Default)]
struct Shape {
    /// Upper bounds for the elements open at once: all, and those that format text.
    nesting: usize,
    formatting: usize,
    tags: usize,
}

impl Shape {
    fn of(html: &str) -> Self {
        const VOID_OR_SELF_CLOSED: [&str; 22] = [
            "br", "img", "hr", "meta", "link", "input", "area", "base", "col", "embed", "source", "wbr", "p", "li", "td", "th", "tr",
            "tbody", "dd", "dt", "option", "!doctype",
        ];
        const FORMATTING: [&str; 15] =
            ["a", "b", "big", "code", "em", "font", "i", "ins", "nobr", "s", "small", "strike", "strong", "tt", "u"];
        let formats = |name: &String| usize::from(FORMATTING.contains(&name.as_str()));
        let mut open: Vec<String> = Vec::new();
        let mut formatting = 0;
        let mut shape = Self::default();
        for piece in html.split('<').skip(1) {
            let closing = piece.starts_with('/');
            let name: String = piece.trim_start_matches('/').chars().take_while(|c| c.is_alphanumeric() || *c == '!').take(20).collect();
            let name = name.to_ascii_lowercase();
            if name.is_empty() {
                continue;
            }
            shape.tags += usize::from(!closing);
            if VOID_OR_SELF_CLOSED.contains(&name.as_str()) {
                continue;
            }
            if !closing {
                formatting += formats(&name);
                open.push(name);
                shape.nesting = shape.nesting.max(open.len());
                shape.formatting = shape.formatting.max(formatting);
                if shape.nesting > MAX_NESTING {
                    break;
                }
            } else if open.last() == Some(&name) {
                formatting -= formats(&name);
                open.pop();
            }
        }
        shape
    }

    fn may_be_laid_out(self, bytes: usize) -> bool {
        self.nesting <= MAX_NESTING
            && self.tags <= MAX_TAGS
            && self.formatting * self.tags <= MAX_REOPENED
            && self.formatting * bytes <= MAX_FORMATTED
    }
}

/// Text between tags; the crude way for documents nobody should lay out.
pub(super) fn strip_tags(html: &str) -> String {
    let mut out = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let text = piece.split_once('>').map_or(if at == 0 { piece } else { "" }, |(_, text)| text);
        out.push_str(text);
        out.push(' ');
    }
    collapse(out.lines())
}

/// Lines with their blanks joined and at most one empty line between two others: thousands of tags without text leave nothing.
fn collapse<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut empty = 0_usize;
    for line in lines {
        let before = out.len();
        for word in line.split_ascii_whitespace() {
            if out.len() == before {
                out.push_str(if before == 0 {
                    ""
                } else if empty > 0 {
                    "\n\n"
                } else {
                    "\n"
                });
            } else {
                out.push(' ');
            }
            out.push_str(word);
        }
        empty = if out.len() == before { empty + 1 } else { 0 };
    }
    out
}

#[expect(clippy::expect_used, reason = "a constant pattern; a test runs it")]
static URL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:https?://|mailto:)[^\s<>\x22\u{201c}\u{201d}]{3,2000}").expect("constant"));

/// A link as it may be followed: `http`, `https`, `mailto` and nothing else (rule 29).
fn followable(text: &str, target: &str) -> Option<Link> {
    let mismatch = link::lies(text, target);
    let target = link::web(target).map(|web| web.url).or_else(|| link::mailto(target))?;
    Some(Link { text: safe_text::one_line(text), target, mismatch })
}

/// Links written out in plain text.
#[must_use]
pub fn links_in_text(text: &str) -> Vec<Link> {
    let found = URL.find_iter(text).take(MAX_LINKS).map(|found| found.as_str().trim_end_matches(['.', ',', ';', ')', '!', '?', ':']));
    found.filter_map(|url| followable(url, url)).collect()
}

/// Lines an older Clientmodul ends a good mail with (CM116 §3.4.4, versions 1.0 to 1.5.2).
const VERMERK: [&str; 4] = [
    "Die Nachricht wurde entschlüsselt.",
    "Die Signatur wurde erfolgreich geprüft.",
    "Die Nachricht wurde entschlüsselt",
    "Die Signatur wurde erfolgreich geprüft",
];

/// Takes the Vermerk off the end of a text; `true` when there was one.
///
/// Only the exact good sentences below a dashed line are folded; a warning stays where it is.
#[must_use]
pub fn fold_vermerk(text: &str) -> (String, bool) {
    let mut lines: Vec<&str> = text.lines().collect();
    let mut sentences = 0;
    while let Some(last) = lines.last().map(|l| l.trim()) {
        if VERMERK.contains(&last) {
            sentences += 1;
        } else if !last.is_empty() {
            break;
        }
        lines.pop();
    }
    let dashes = lines.last().is_some_and(|l| l.trim().len() >= 20 && l.trim().chars().all(|c| c == '-' || c == '─'));
    if sentences == 0 || !dashes {
        return (text.to_owned(), false);
    }
    lines.pop();
    let kept = lines.join("\n");
    let kept = kept.trim_end();
    (if kept.is_empty() { String::new() } else { format!("{kept}\n") }, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_inert_text() {
        let (text, links, crude) = html_to_text(
            "<style>p{}</style><script>alert(1)</script><p>Guten <b>Tag</b></p><hr><a href=\"https://boese.example/x\">https://bank.example</a> \
             <a href='javascript:x()'>hier</a><img src=\"http://x/1.png\" alt=\"Logo\"><form><input value=q></form>",
        );
        assert!(text.contains("Guten Tag") && !text.contains("alert") && !text.contains("p{}") && !crude, "{text}");
        assert!(links.iter().any(|l| l.target == "https://boese.example/x" && l.mismatch));
        assert!(links.iter().all(|l| l.text != "hier"), "only web and mail addresses are links");
        assert!(text.lines().all(|l| l.len() < 200));
    }

    #[test]
    fn hostile_html_costs_nothing() {
        for html in ["<div>".repeat(100_000), "<b><i>".repeat(50_000), "<table><tr><td>".repeat(20_000), "<".repeat(100_000)] {
            let (_, _, _) = html_to_text(&format!("{html}Ende"));
        }
        assert!(html_to_text(&format!("{}Ende", "<div>".repeat(300))).0.contains("Ende"));
        for depth in [200, 20_000] {
            let (text, ..) =
                html_to_text(&format!("Anfang{}Mitte\n  zwei   Wörter{}Ende", "<div>\n".repeat(depth), "\n</div>".repeat(depth)));
            assert!(text.lines().count() <= 8, "{depth}: {} lines", text.lines().count());
            let words: Vec<&str> = text.split_whitespace().collect();
            assert_eq!(words, ["Anfang", "Mitte", "zwei", "Wörter", "Ende"], "{depth}");
        }
        let (text, ..) = html_to_text(&format!("a{}b", "<p></p><br>".repeat(10_000)));
        assert!(text.lines().count() <= 4, "{} lines", text.lines().count());
    }

    #[test]
    fn finds_links_in_plain_text() {
        let links = links_in_text("Siehe https://a.example/x. Oder mailto:a@b.de! Oder https://bank.example@b.example/ und file:///x");
        let found: Vec<(&str, bool)> = links.iter().map(|l| (l.target.as_str(), l.mismatch)).collect();
        assert_eq!(found, [("https://a.example/x", false), ("mailto:a@b.de", false), ("https://b.example/", true)]);
        let links = links_in_text("mailto:termin@praxis.example?subject=Termin oder https://praxis.example/a,b.example");
        assert_eq!(links.iter().map(|link| link.mismatch).collect::<Vec<_>>(), [false, false]);
    }

    #[test]
    fn folds_only_a_good_vermerk() {
        let line = "-".repeat(45);
        let good = format!("Text\n\n{line}\nDie Nachricht wurde entschlüsselt.\r\nDie Signatur wurde erfolgreich geprüft.\n\n");
        assert_eq!(fold_vermerk(&good), ("Text\n".into(), true));
        assert_eq!(fold_vermerk(&format!("\n{line}\nDie Nachricht wurde entschlüsselt.")), (String::new(), true));
        for kept in [
            "Text".to_owned(),
            "Die Signatur wurde erfolgreich geprüft.".to_owned(),
            format!("{line}\nDie Signatur ist ungültig."),
            format!("{good}Danach noch Text"),
        ] {
            assert_eq!(fold_vermerk(&kept), (kept.clone(), false));
        }
    }
}
