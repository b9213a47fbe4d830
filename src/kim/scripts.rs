//! Letters of different scripts in one word: how a name imitates another one (rule 30).
//!
//! Judges words, not languages: a name wholly in Greek is a name, one Greek letter among Latin ones is a disguise.

/// Scripts whose letters look like each other's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Armenian, Cherokee, Lisu, Coptic and others of which some letters look Latin.
    LookAlike,
    /// Letters of mathematics and circled ones: no name is written with them.
    Styled,
}

/// Whether a word of the text mixes scripts that look alike, or is written in letters made to look like others.
#[must_use]
pub fn are_mixed(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '@')).any(|word| {
        let mut scripts = word.chars().filter_map(script_of);
        let Some(first) = scripts.next() else { return false };
        first == Script::Styled || scripts.any(|other| other != first)
    })
}

fn script_of(c: char) -> Option<Script> {
    match c as u32 {
        0x41..=0x5A | 0x61..=0x7A | 0xC0..=0xD6 | 0xD8..=0xF6 | 0xF8..=0x24F | 0x1E00..=0x1EFF => Some(Script::Latin),
        0x370..=0x3FF | 0x1F00..=0x1FFF => Some(Script::Greek),
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(Script::Cyrillic),
        0x250..=0x2AF | 0x530..=0x58F | 0x13A0..=0x13FF | 0x2C80..=0x2CFF | 0xA4D0..=0xA4FF | 0xAB70..=0xABBF => Some(Script::LookAlike),
        0x2460..=0x24FF | 0xFF21..=0xFF3A | 0xFF41..=0xFF5A | 0x1_D400..=0x1_D7FF | 0x1_F130..=0x1_F189 => Some(Script::Styled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_two_scripts_is_a_disguise() {
        for (text, expected) in [
            ("Dr. Björn Åkesson-Żuk", false),
            ("Παπαδόπουλος Νίκος", false),
            ("Иван Petrov", false),
            ("Praxis \u{410}rndt", true),
            ("Klin\u{456}kum", true),
            ("N\u{3BF}tfall", true),
            ("\u{1D40F}raxis", true),
            ("\u{FF30}raxis", true),
            ("", false),
            ("12 / 7", false),
        ] {
            assert_eq!(are_mixed(text), expected, "{text}");
        }
    }
}
