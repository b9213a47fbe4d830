//! What is wrong or odd with a mail before it goes, each with its remedy as a button. No drawing.
//!
//! The rules of KIM come from `Draft::issues`; this adds what only the window knows: text left in a recipient
//! field, files still on their way, an attachment that was promised and forgotten.

use crate::domain::contact::ContactNews;
use crate::domain::directory::DirectoryAddress;
use crate::domain::eeb;
use crate::domain::letter;
use crate::domain::mail::Dienstkennung;
use crate::domain::outgoing::{Draft, RecipientKind};
use crate::i18n;

/// What a press on the button beside an issue does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    FocusTo,
    FocusSubject,
    MoveToTo,
    /// Removes the last recipient with this address.
    Remove(String),
    /// Puts the new address of the same Telematik-ID in the place of one that is gone.
    Replace {
        old: String,
        new: DirectoryAddress,
    },
    /// Takes note of what the VZD says differently about this address.
    TakeNote(String),
    ResetKind,
    /// The Dienstkennung that belongs to the file.
    SetKind(&'static str),
    AddFile,
    /// Waiting is the remedy, or what the sentence says.
    Wait,
}

impl Remedy {
    /// Key of the button's text; `None` for no button.
    #[must_use]
    pub const fn label_key(&self) -> Option<&'static str> {
        match self {
            Self::FocusTo => Some("compose-remedy-to"),
            Self::FocusSubject => Some("compose-remedy-subject"),
            Self::MoveToTo => Some("compose-remedy-move"),
            Self::Remove(_) => Some("compose-remedy-remove"),
            Self::Replace { .. } => Some("compose-remedy-replace"),
            Self::TakeNote(_) => Some("compose-remedy-note"),
            Self::ResetKind => Some("compose-remedy-kind"),
            Self::SetKind(_) => Some("compose-remedy-set-kind"),
            Self::AddFile => Some("compose-attach"),
            Self::Wait => None,
        }
    }
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub key: &'static str,
    pub detail: String,
    pub blocks: bool,
    pub remedy: Remedy,
}

impl Issue {
    /// The sentence.
    #[must_use]
    pub fn text(&self) -> String {
        i18n::text_with(self.key, &self.detail)
    }
}

/// Words that promise an attachment.
const PROMISES: [&str; 7] = ["anhang", "anbei", "angehängt", "beigefügt", "anliegend", "attached", "enclosed"];

/// Everything wrong or odd: what stops the mail first. `news` is what the VZD says differently about addresses.
#[must_use]
pub fn find<'a>(
    draft: &Draft,
    news: &[(String, ContactNews)],
    left_in_fields: impl Iterator<Item = &'a str>,
    files_under_way: bool,
) -> Vec<Issue> {
    let mut found: Vec<Issue> = left_in_fields
        .map(|text| Issue { key: "compose-issue-left", detail: text.to_owned(), blocks: true, remedy: Remedy::FocusTo })
        .collect();
    // An address with a known successor is told once, with it.
    let succeeded = |address: &str| news.iter().any(|(known, n)| known.eq_ignore_ascii_case(address) && n.best_offer(known).is_some());
    let own = draft.issues().into_iter().filter(|issue| issue.text_key != "draft-issue-not-in-directory" || !succeeded(&issue.detail));
    found.extend(own.map(|issue| Issue {
        key: issue.text_key,
        remedy: remedy(issue.text_key, &issue.detail),
        detail: issue.detail,
        blocks: issue.blocks,
    }));
    let is_recipient = |address: &str| draft.recipients.iter().any(|r| r.address.trim().eq_ignore_ascii_case(address));
    found.extend(news.iter().filter(|(address, _)| is_recipient(address)).filter_map(|(address, news)| of_news(address, news)));
    if files_under_way {
        found.push(Issue { key: "compose-issue-files", detail: String::new(), blocks: true, remedy: Remedy::Wait });
    } else if draft.attachments.is_empty() && promises_attachment(&draft.text) {
        found.push(Issue { key: "compose-issue-forgotten", detail: String::new(), blocks: false, remedy: Remedy::AddFile });
    }
    found.sort_by_key(|issue| !issue.blocks);
    found
}

/// What the VZD says differently than before, as something odd.
fn of_news(address: &str, news: &ContactNews) -> Option<Issue> {
    let (key, now, remedy) = match news {
        ContactNews::Gone { .. } => {
            let new = news.best_offer(address)?.clone();
            ("compose-issue-replaced", new.mail.clone(), Remedy::Replace { old: address.to_owned(), new })
        }
        ContactNews::Renamed { name } => ("compose-issue-renamed", name.clone(), Remedy::TakeNote(address.to_owned())),
        ContactNews::OtherOwner { name, .. } => ("compose-issue-other-owner", name.clone(), Remedy::Remove(address.to_owned())),
    };
    Some(Issue { key, detail: format!("{address} → {now}"), blocks: false, remedy })
}

fn remedy(key: &str, detail: &str) -> Remedy {
    match key {
        "draft-issue-no-recipient" => Remedy::FocusTo,
        "draft-issue-no-to" => Remedy::MoveToTo,
        "draft-issue-no-subject" | "draft-issue-subject-line-break" => Remedy::FocusSubject,
        "draft-issue-dienstkennung" => Remedy::ResetKind,
        "draft-issue-eeb-kind" | "draft-issue-eeb-version" => Remedy::SetKind(eeb::REQUEST),
        "draft-issue-eeb-file" => Remedy::AddFile,
        "draft-issue-letter-kind" | "draft-issue-letter-version" => Remedy::SetKind(letter::LETTER),
        "draft-issue-letter-xml" | "draft-issue-letter-pdf" => Remedy::AddFile,
        key if key.starts_with("draft-issue-eeb-") || key.starts_with("draft-issue-letter-") => Remedy::Wait,
        _ => Remedy::Remove(detail.to_owned()),
    }
}

/// Does what can be done to the draft alone; false when the window must do it.
pub fn apply(remedy: &Remedy, draft: &mut Draft) -> bool {
    match remedy {
        Remedy::MoveToTo => draft.recipients.iter_mut().for_each(|r| r.kind = RecipientKind::To),
        Remedy::Remove(address) => {
            if let Some(at) = draft.recipients.iter().rposition(|r| r.address.eq_ignore_ascii_case(address)) {
                draft.recipients.remove(at);
            }
        }
        Remedy::ResetKind => Dienstkennung::DEFAULT.clone_into(&mut draft.dienstkennung),
        Remedy::SetKind(kind) => (*kind).clone_into(&mut draft.dienstkennung),
        Remedy::FocusTo | Remedy::FocusSubject | Remedy::AddFile | Remedy::Wait => return false,
        Remedy::Replace { .. } | Remedy::TakeNote(_) => return false,
    }
    true
}

/// Whether the own text, not the quoted one, speaks of an attachment.
fn promises_attachment(text: &str) -> bool {
    let own: String = text.lines().filter(|line| !line.trim_start().starts_with('>')).collect::<Vec<_>>().join("\n").to_lowercase();
    PROMISES.iter().any(|word| own.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::AccountId;
    use crate::domain::outgoing::{DirectoryCheck, Recipient};

    fn draft(addresses: &[&str]) -> Draft {
        let mut draft = Draft::new(AccountId(1));
        draft.subject = "Rückfrage".into();
        draft.recipients = addresses
            .iter()
            .map(|a| Recipient {
                kind: RecipientKind::To,
                address: (*a).into(),
                name: String::new(),
                about: String::new(),
                check: DirectoryCheck::Unknown,
            })
            .collect();
        draft
    }

    #[test]
    fn finds_what_only_the_window_knows() {
        let check = |text: &str, left: &[&str], under_way: bool, expected: &[(&str, bool)]| {
            let mut d = draft(&["a@x.kim.telematik"]);
            d.text = text.into();
            let found: Vec<_> = find(&d, &[], left.iter().copied(), under_way).into_iter().map(|i| (i.key, i.blocks)).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Guten Tag", &[], false, &[]);
        check("Anbei der Befund.", &[], false, &[("compose-issue-forgotten", false)]);
        check("Danke.\n> Anbei der Befund.", &[], false, &[]);
        check("Anbei der Befund.", &[], true, &[("compose-issue-files", true)]);
        check("Anbei", &["brandt"], false, &[("compose-issue-left", true), ("compose-issue-forgotten", false)]);
    }

    #[test]
    fn remedies_take_the_issue_away() {
        let check = |mut d: Draft| {
            let issue = find(&d, &[], std::iter::empty(), false).into_iter().next().unwrap();
            assert!(apply(&issue.remedy, &mut d), "{}", issue.key);
            assert!(!find(&d, &[], std::iter::empty(), false).contains(&issue), "{}", issue.key);
        };
        check(draft(&["a@x.kim.telematik", "A@x.kim.telematik"]));
        check(draft(&["a@x.kim.telematik", "b@gmx.example"]));
        let mut cc = draft(&["a@x.kim.telematik"]);
        cc.recipients[0].kind = RecipientKind::Cc;
        check(cc);
        let mut kind = draft(&["a@x.kim.telematik"]);
        kind.dienstkennung.clear();
        check(kind);
    }

    #[test]
    fn what_changed_in_the_directory_is_told_once_with_its_remedy() {
        let gone = "a@x.kim.telematik";
        let mut d = draft(&[gone]);
        d.recipients[0].check = DirectoryCheck::NotFound;
        let check = |news: ContactNews, expected: &[&str]| {
            let found = find(&d, &[("A@x.kim.telematik".into(), news)], std::iter::empty(), false);
            assert_eq!(found.iter().map(|i| i.key).collect::<Vec<_>>(), expected);
            found.into_iter().last().map(|i| i.remedy).unwrap()
        };
        let new = DirectoryAddress { mail: "neu@x.kim.telematik".into(), ..DirectoryAddress::default() };
        let remedy = check(ContactNews::Gone { offers: vec![new.clone()] }, &["compose-issue-replaced"]);
        assert_eq!(remedy, Remedy::Replace { old: "A@x.kim.telematik".into(), new });
        check(ContactNews::Gone { offers: vec![] }, &["draft-issue-not-in-directory"]);
        check(ContactNews::Renamed { name: "B".into() }, &["draft-issue-not-in-directory", "compose-issue-renamed"]);
        let other = ContactNews::OtherOwner { name: "B".into(), telematik_id: "2".into() };
        check(other.clone(), &["draft-issue-not-in-directory", "compose-issue-other-owner"]);
        assert_eq!(find(&draft(&["b@x.kim.telematik"]), &[(gone.into(), other)], std::iter::empty(), false), []);
    }

    #[test]
    fn every_issue_has_a_sentence_in_both_languages() {
        for file in [include_str!("../../../i18n/de/kimpost.ftl"), include_str!("../../../i18n/en/kimpost.ftl")] {
            for key in [
                "draft-issue-no-recipient",
                "draft-issue-no-to",
                "draft-issue-bad-address",
                "draft-issue-not-kim",
                "draft-issue-twice",
                "draft-issue-not-in-directory",
                "draft-issue-too-large-for",
                "draft-issue-large-unknown",
                "draft-issue-no-subject",
                "draft-issue-subject-line-break",
                "draft-issue-dienstkennung",
                "draft-issue-eeb-kind",
                "draft-issue-eeb-version",
                "draft-issue-eeb-file",
                "draft-issue-eeb-alone",
                "draft-issue-eeb-unsigned",
                "draft-issue-eeb-unreadable",
                "draft-issue-eeb-one-recipient",
                "draft-issue-letter-kind",
                "draft-issue-letter-version",
                "draft-issue-letter-xml",
                "draft-issue-letter-pdf",
                "draft-issue-letter-not-cda",
                "draft-issue-letter-unreadable",
                "draft-issue-letter-unsigned",
                "draft-issue-letter-pdfa",
                "draft-issue-letter-too-many",
                "draft-issue-letter-other-patient",
                "draft-issue-letter-text",
                "draft-issue-letter-long",
                "compose-issue-left",
                "compose-issue-files",
                "compose-issue-forgotten",
                "compose-issue-replaced",
                "compose-issue-renamed",
                "compose-issue-other-owner",
            ] {
                assert!(file.contains(&format!("\n{key} = ")), "{key}");
            }
        }
    }
}
