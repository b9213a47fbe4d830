//! „KIM-Nutzung": what this workplace does with KIM. Which Dienstkennungen it fetches, whether it sends eAU, what a
//! new mail begins with. Plain values and the rules that need nothing else.

use super::ids::AccountId;
use super::mail::Dienstkennung;
use super::opaque_debug;

/// Most prefixes, blocks and characters that are taken; far more than anybody enters.
pub const MAX_PREFIXES: usize = 100;
pub const MAX_BLOCKS: usize = 200;
pub const MAX_TEXT: usize = 20_000;
/// Longest Dienstkennung or beginning of one.
const MAX_DIENSTKENNUNG: usize = 100;

/// A text that is put into mails again and again („Textbaustein").
#[derive(Clone, PartialEq, Eq, Default)]
pub struct TextBlock {
    pub name: String,
    pub text: String,
}

opaque_debug!(TextBlock);

/// What an admin set for this workplace.
#[derive(Clone, PartialEq, Eq)]
pub struct Usage {
    /// Beginnings of the Dienstkennungen that are fetched here; empty: all.
    pub dienstkennungen: Vec<String>,
    /// „Versand von eAU an die zuständigen Krankenkassen über KIM"
    pub send_eau: bool,
    /// „eAU sammeln und gebündelt versenden"; only with `send_eau`.
    pub collect_eau: bool,
    /// When what was gathered goes by itself, `HH:MM`; empty: by button only.
    pub collect_time: String,
    /// „KIM-Kenner": the practice tells its KV with the accounts that it uses KIM.
    pub kim_marker: bool,
    /// Dienstkennung of a new mail.
    pub default_dienstkennung: String,
    /// In the order they are offered.
    pub text_blocks: Vec<TextBlock>,
    /// Signature blocks; an account without one has none here.
    pub signatures: Vec<(AccountId, String)>,
}

opaque_debug!(Usage);

/// A registered Dienstkennung that is offered for choice, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDienstkennung {
    pub prefix: String,
    pub word_de: String,
    pub word_en: String,
}

/// Mails of one Dienstkennung that this workplace leaves on the server for others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOnServer {
    pub account: AccountId,
    /// As it stands in the outer header.
    pub dienstkennung: String,
    pub count: usize,
}

/// „KIM-Nutzung" with the facts around it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct UsageFacts {
    pub usage: Usage,
    pub left: Vec<LeftOnServer>,
    /// Applications of the registry.
    pub known: Vec<KnownDienstkennung>,
    /// The name under which acts of the person at this screen are recorded.
    pub person: String,
}

opaque_debug!(UsageFacts);

impl Default for Usage {
    /// As in the manuals: everything is fetched, eAU are sent only where that was chosen.
    fn default() -> Self {
        Self {
            dienstkennungen: Vec::new(),
            send_eau: false,
            collect_eau: false,
            collect_time: String::new(),
            kim_marker: false,
            default_dienstkennung: Dienstkennung::DEFAULT.to_owned(),
            text_blocks: Vec::new(),
            signatures: Vec::new(),
        }
    }
}

/// What of it cannot be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageIssue {
    /// A beginning of a Dienstkennung is empty, too long or holds other characters.
    Prefix(usize),
    DefaultDienstkennung,
    /// A text block has no name, or one that another block has.
    BlockName(usize),
    /// No time of day.
    CollectTime,
    /// A text is longer than [`MAX_TEXT`] characters, or there are too many of them.
    TooLarge,
}

impl Usage {
    /// The signature of an account; empty for none.
    #[must_use]
    pub fn signature(&self, account: AccountId) -> &str {
        self.signatures.iter().find(|(id, _)| *id == account).map_or("", |(_, text)| text)
    }

    /// Everything that keeps it from being saved.
    #[must_use]
    pub fn issues(&self) -> Vec<UsageIssue> {
        let mut found: Vec<UsageIssue> =
            self.dienstkennungen.iter().enumerate().filter(|(_, p)| !is_prefix(p)).map(|(at, _)| UsageIssue::Prefix(at)).collect();
        if !is_prefix(&self.default_dienstkennung) {
            found.push(UsageIssue::DefaultDienstkennung);
        }
        if self.collect_eau && !self.collect_time.is_empty() && super::watch::minutes_of_day(&self.collect_time).is_none() {
            found.push(UsageIssue::CollectTime);
        }
        for (at, block) in self.text_blocks.iter().enumerate() {
            let name = block.name.trim();
            let twice = self.text_blocks.iter().take(at).any(|other| other.name.trim().eq_ignore_ascii_case(name));
            if name.is_empty() || name.contains(char::is_control) || twice {
                found.push(UsageIssue::BlockName(at));
            }
        }
        let texts = self.text_blocks.iter().map(|b| &b.text).chain(self.signatures.iter().map(|(_, text)| text));
        let many = self.dienstkennungen.len() > MAX_PREFIXES || self.text_blocks.len() > MAX_BLOCKS;
        if many || texts.into_iter().any(|text| text.chars().count() > MAX_TEXT) {
            found.push(UsageIssue::TooLarge);
        }
        found
    }
}

/// Whether a text can be a Dienstkennung or the beginning of one (A_19488-02).
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= MAX_DIENSTKENNUNG
        && !text.starts_with(';')
        && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
        && !text.contains(',')
}

/// Whether a choice of Dienstkennungen leaves nothing out: none is named, or `*`.
#[must_use]
pub fn takes_everything(prefixes: &[String]) -> bool {
    prefixes.is_empty() || prefixes.iter().any(|prefix| matches!(prefix.trim(), "" | "*"))
}

/// Whether a Dienstkennung is among the chosen ones.
#[must_use]
pub fn takes(prefixes: &[String], dienstkennung: &Dienstkennung) -> bool {
    takes_everything(prefixes) || prefixes.iter().any(|prefix| dienstkennung.has_prefix(prefix))
}

/// The text of a new mail, an answer or a forwarded mail with the signature above what is quoted. `text` is what
/// stands below the place where one writes: empty, or two line breaks and the quotation.
#[must_use]
pub fn with_signature(text: &str, signature: &str) -> String {
    let signature = signature.trim_end();
    if signature.is_empty() { text.to_owned() } else { format!("\n\n{signature}\n{text}") }
}

/// The text after the sender changed: the old signature, if it still stands there untouched, makes way for the new one.
#[must_use]
pub fn change_signature(text: &str, old: &str, new: &str) -> String {
    let (old, new) = (old.trim_end(), new.trim_end());
    let block = |signature: &str| if signature.is_empty() { String::new() } else { format!("\n\n{signature}\n") };
    if old.is_empty() {
        return if text.trim().is_empty() { with_signature("", new) } else { text.to_owned() };
    }
    text.replacen(&block(old), &block(new), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_only_what_was_chosen_and_without_a_choice_everything() {
        let chosen = |prefixes: &[&str]| prefixes.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        for (prefixes, dienstkennung, expected) in [
            (&[][..], "EBZ;ANW;2.0.0", true),
            (&["EBZ"], "ebz;ANW;2.0.0", true),
            (&["EBZ;FEH", "KIM-Mail"], "EBZ;ANW;2.0.0", false),
            (&["EBZ;FEH", "*"], "EBZ;ANW;2.0.0", true),
        ] {
            assert_eq!(takes(&chosen(prefixes), &Dienstkennung(dienstkennung.into())), expected, "{prefixes:?}");
        }
    }

    #[test]
    fn names_what_cannot_be_saved() {
        let check = |change: fn(&mut Usage), expected: &[UsageIssue]| {
            let mut usage = Usage::default();
            change(&mut usage);
            assert_eq!(usage.issues(), expected);
        };
        check(|_| {}, &[]);
        check(|u| u.dienstkennungen = vec!["EBZ".into(), "eAU,EBZ".into(), " ".into()], &[UsageIssue::Prefix(1), UsageIssue::Prefix(2)]);
        check(|u| u.default_dienstkennung = "Größe".into(), &[UsageIssue::DefaultDienstkennung]);
        check(|u| (u.collect_eau, u.collect_time) = (true, "25:00".into()), &[UsageIssue::CollectTime]);
        check(|u| (u.collect_eau, u.collect_time) = (true, "18:30".into()), &[]);
        check(
            |u| u.text_blocks = ["Gruß", "gruß ", ""].map(|name| TextBlock { name: name.into(), text: String::new() }).to_vec(),
            &[UsageIssue::BlockName(1), UsageIssue::BlockName(2)],
        );
        check(|u| u.signatures = vec![(AccountId(1), "x".repeat(MAX_TEXT + 1))], &[UsageIssue::TooLarge]);
    }

    #[test]
    fn the_signature_stands_above_the_quotation_and_follows_the_sender() {
        let quoted = "\n\nAm 12.11. schrieb X:\n> Hallo\n";
        let signed = with_signature(quoted, "Praxis A\n");
        assert_eq!(signed, "\n\nPraxis A\n\n\nAm 12.11. schrieb X:\n> Hallo\n");
        assert_eq!(with_signature(quoted, ""), quoted);
        let typed = format!("Guten Tag{signed}");
        assert_eq!(change_signature(&typed, "Praxis A", "Praxis B"), typed.replace("Praxis A", "Praxis B"));
        assert_eq!(change_signature(&typed, "Praxis A", ""), format!("Guten Tag{quoted}"));
        assert_eq!(change_signature("", "", "Praxis B"), "\n\nPraxis B\n");
        assert_eq!(change_signature("Selbst getippt", "", "Praxis B"), "Selbst getippt");
        assert_eq!(change_signature("Praxis A geändert", "Praxis A", "Praxis B"), "Praxis A geändert");
    }
}
