//! Every action of a person once: its word, icon and keys. Menus, tooltips, the F1 sheet and the keyboard
//! all read this table, so they cannot disagree.

use egui::{Key, KeyboardShortcut, Modifiers};

use super::theme::icon;
use crate::domain::access::{Right, Role};
use crate::i18n::{Language, text};

/// Something a person can do with a click or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Fetch,
    Write,
    Search,
    Open,
    Reply,
    ReplyAll,
    Forward,
    Trash,
    Restore,
    Purge,
    Undo,
    ToggleRead,
    ToggleClaim,
    ToggleDone,
    Technical,
    Print,
    SaveAs,
    ForwardUnchanged,
    Refetch,
    Settings,
    Lock,
    Keys,
    ZoomIn,
    ZoomOut,
    ZoomReset,
}

/// `COMMAND` is Strg, and ⌘ on a Mac.
const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

impl Action {
    /// Every action, in the order of the sheet of keys.
    pub const ALL: [Self; 25] = [
        Self::Fetch,
        Self::Write,
        Self::Search,
        Self::Open,
        Self::Reply,
        Self::ReplyAll,
        Self::Forward,
        Self::Trash,
        Self::Restore,
        Self::Purge,
        Self::Undo,
        Self::ToggleRead,
        Self::ToggleClaim,
        Self::ToggleDone,
        Self::Technical,
        Self::Print,
        Self::SaveAs,
        Self::ForwardUnchanged,
        Self::Refetch,
        Self::Settings,
        Self::Lock,
        Self::Keys,
        Self::ZoomIn,
        Self::ZoomOut,
        Self::ZoomReset,
    ];

    /// Its word for buttons and menus.
    #[must_use]
    pub fn label(self) -> String {
        text(self.key_and_icon().0)
    }

    /// Its icon.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        self.key_and_icon().1
    }

    const fn key_and_icon(self) -> (&'static str, &'static str) {
        match self {
            Self::Fetch => ("action-fetch", icon::FETCH),
            Self::Write => ("action-write", icon::WRITE),
            Self::Search => ("action-search", icon::SEARCH),
            Self::Open => ("action-open", icon::OPEN_OUTSIDE),
            Self::Reply => ("action-reply", icon::REPLY),
            Self::ReplyAll => ("action-reply-all", icon::REPLY_ALL),
            Self::Forward => ("action-forward", icon::FORWARD),
            Self::Trash => ("action-trash", icon::TRASH),
            Self::Restore => ("action-restore", icon::AGAIN),
            Self::Purge => ("action-purge", icon::TRASH),
            Self::Undo => ("action-undo", icon::UNDO),
            Self::ToggleRead => ("action-toggle-read", icon::MAIL),
            Self::ToggleClaim => ("action-toggle-claim", icon::PERSON),
            Self::ToggleDone => ("action-toggle-done", icon::CHECK_CIRCLE),
            Self::Technical => ("action-technical", icon::FILE_CODE),
            Self::Print => ("action-print", icon::PRINT),
            Self::SaveAs => ("action-save-as", icon::SAVE),
            Self::ForwardUnchanged => ("action-forward-unchanged", icon::FORWARD),
            Self::Refetch => ("action-refetch", icon::FETCH),
            Self::Settings => ("action-settings", icon::SETTINGS),
            Self::Lock => ("action-lock", icon::LOCKED),
            Self::Keys => ("action-keys", icon::KEYBOARD),
            Self::ZoomIn => ("action-zoom-in", icon::PLUS),
            Self::ZoomOut => ("action-zoom-out", icon::MINUS),
            Self::ZoomReset => ("action-zoom-reset", icon::CIRCLE),
        }
    }

    /// Its keys; `None` for actions without any.
    #[must_use]
    pub const fn shortcut(self) -> Option<KeyboardShortcut> {
        let (modifiers, key) = match self {
            Self::Fetch => (Modifiers::NONE, Key::F5),
            Self::Write => (CTRL, Key::N),
            Self::Search => (CTRL, Key::F),
            Self::Open => (Modifiers::NONE, Key::Enter),
            Self::Reply => (CTRL, Key::R),
            Self::ReplyAll => (CTRL_SHIFT, Key::R),
            Self::Forward => (CTRL, Key::L),
            Self::Trash => (Modifiers::NONE, Key::Delete),
            Self::Undo => (CTRL, Key::Z),
            Self::ToggleRead => (Modifiers::NONE, Key::M),
            Self::ToggleClaim => (Modifiers::NONE, Key::B),
            Self::ToggleDone => (Modifiers::NONE, Key::E),
            Self::Technical => (CTRL_SHIFT, Key::T),
            Self::Print => (CTRL, Key::P),
            Self::SaveAs => (CTRL, Key::S),
            Self::Settings => (CTRL, Key::Comma),
            Self::Lock => (CTRL_SHIFT, Key::L),
            Self::Keys => (Modifiers::NONE, Key::F1),
            Self::ZoomIn => (CTRL, Key::Plus),
            Self::ZoomOut => (CTRL, Key::Minus),
            Self::ZoomReset => (CTRL, Key::Num0),
            // In the trash the key of `Trash` asks for it.
            Self::Restore | Self::Purge | Self::ForwardUnchanged | Self::Refetch => return None,
        };
        Some(KeyboardShortcut::new(modifiers, key))
    }

    /// Whether it concerns the window and no mail, so that it also works while a mail is written.
    #[must_use]
    pub const fn is_of_the_window(self) -> bool {
        matches!(self, Self::Fetch | Self::Write | Self::Lock | Self::Keys | Self::ZoomIn | Self::ZoomOut | Self::ZoomReset)
    }

    /// The role it takes, and the right on the account of the mail it concerns.
    #[must_use]
    pub const fn needs(self) -> Option<(Role, Right)> {
        match self {
            Self::Write | Self::Reply | Self::ReplyAll | Self::Forward | Self::ForwardUnchanged => Some((Role::Edit, Right::Send)),
            Self::Trash
            | Self::Restore
            | Self::Purge
            | Self::ToggleRead
            | Self::ToggleClaim
            | Self::ToggleDone
            | Self::Print
            | Self::SaveAs
            | Self::Refetch => Some((Role::Edit, Right::Read)),
            Self::Fetch
            | Self::Search
            | Self::Open
            | Self::Undo
            | Self::Technical
            | Self::Settings
            | Self::Lock
            | Self::Keys
            | Self::ZoomIn
            | Self::ZoomOut
            | Self::ZoomReset => None,
        }
    }

    /// Whether its keys belong to a text field while one has the caret.
    #[must_use]
    pub const fn yields_to_text(self) -> bool {
        matches!(self, Self::Open | Self::Trash | Self::Undo | Self::ToggleRead | Self::ToggleClaim | Self::ToggleDone)
    }

    /// Its keys in words, for instance `Strg+Umschalt+T`; empty for none.
    #[must_use]
    pub fn keys(self) -> String {
        self.shortcut().map(shortcut_text).unwrap_or_default()
    }

    /// Word and keys for a tooltip.
    #[must_use]
    pub fn tooltip(self) -> String {
        match self.shortcut() {
            Some(shortcut) => format!("{} ({})", self.label(), shortcut_text(shortcut)),
            None => self.label(),
        }
    }

    /// The action whose keys were pressed in this frame, if any; the keys are used up.
    #[must_use]
    pub fn pressed(ui: &egui::Ui) -> Option<Self> {
        let typing = ui.ctx().text_edit_focused();
        // Enter belongs to whatever has the focus; the list takes it itself. Longer combinations first: Strg+R would also match Strg+Umschalt+R.
        let mut actions = Self::ALL;
        actions.sort_by_key(|a| std::cmp::Reverse(a.shortcut().is_some_and(|s| s.modifiers.shift)));
        actions
            .into_iter()
            .filter(|a| *a != Self::Open && !(typing && a.yields_to_text()))
            .find(|action| action.shortcut().is_some_and(|shortcut| ui.input_mut(|input| input.consume_shortcut(&shortcut))))
    }
}

fn shortcut_text(shortcut: KeyboardShortcut) -> String {
    let german = Language::current() == Language::German;
    let mut out = String::new();
    if shortcut.modifiers.command {
        out.push_str(if german { "Strg+" } else { "Ctrl+" });
    }
    if shortcut.modifiers.shift {
        out.push_str(if german { "Umschalt+" } else { "Shift+" });
    }
    out.push_str(match shortcut.logical_key {
        Key::Delete if german => "Entf",
        Key::Enter => "Enter",
        Key::Comma => ",",
        Key::Plus => "+",
        Key::Minus => "−",
        Key::Num0 => "0",
        key => key.name(),
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_listed_once_has_words_and_no_two_share_keys() {
        let mut seen = std::collections::HashSet::new();
        for action in Action::ALL {
            assert!(crate::i18n::has(action.key_and_icon().0), "{action:?}");
            if let Some(s) = action.shortcut() {
                assert!(seen.insert((s.modifiers.command, s.modifiers.shift, s.logical_key)), "{action:?}");
            }
        }
        assert_eq!(Action::Technical.keys(), "Strg+Umschalt+T");
        assert_eq!(Action::Trash.keys(), "Entf");
    }
}
