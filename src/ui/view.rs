//! What a person is looking at: place, filter, selection, open dialogs. Nothing of it is a fact of the engine.
//!
//! Views change it directly and say everything else through [`Out`]: questions to the engine and
//! [`Intent`]s that the app carries out after the frame was drawn.

use std::collections::BTreeSet;

use super::actions::Action;
use super::detail::DetailWindow;
use super::model::{Asks, Owner};
use super::patient::Assigning;
use crate::domain::answer::ApplicationNumber;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{ClassFilter, Folder, MailFilter, SortKey};
use crate::domain::purge::PurgeWhat;
use crate::engine::command::Command;

/// Where a person is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A folder of one account, or of all.
    Folder {
        account: Option<AccountId>,
        folder: Folder,
    },
    /// „Nicht entschlüsselt" of all accounts.
    Undecrypted,
    /// „Kassenantworten (eHKP-Übersicht)".
    Answers,
    /// „eAU-Sammelversand".
    GatheredEau,
    /// „eArztbriefe": whom they are about, and how many count.
    Letters,
    /// „Warteliste": requests without receipt or answer for too long.
    Waiting,
    /// „Adressbuch".
    AddressBook,
    Settings,
}

impl Default for Place {
    fn default() -> Self {
        Self::Folder { account: None, folder: Folder::Inbox }
    }
}

impl Place {
    /// Whether a message list is shown here.
    #[must_use]
    pub const fn has_list(self) -> bool {
        matches!(self, Self::Folder { .. } | Self::Undecrypted)
    }

    /// The folder shown.
    #[must_use]
    pub const fn folder(self) -> Folder {
        if let Self::Folder { folder, .. } = self { folder } else { Folder::Inbox }
    }
}

/// Where the preview stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum PreviewSide {
    #[default]
    Right,
    Below,
    Off,
}

/// Rows chosen in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    pub mails: BTreeSet<MailId>,
    /// The row the keyboard stands on, with its position.
    pub cursor: Option<(usize, MailId)>,
    /// Where a range began.
    pub anchor: Option<usize>,
}

impl Selection {
    /// Chooses one row and nothing else.
    pub fn only(&mut self, index: usize, mail: MailId) {
        self.mails = BTreeSet::from([mail]);
        self.cursor = Some((index, mail));
        self.anchor = Some(index);
    }

    /// The mail to preview: the only one chosen.
    #[must_use]
    pub fn single(&self) -> Option<MailId> {
        if self.mails.len() == 1 { self.mails.first().copied() } else { None }
    }
}

/// What a person just did and can take back for ten seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Undo {
    pub text: String,
    pub commands: Vec<Command>,
    /// Time of egui's input clock at which the offer ends.
    pub until: f64,
    /// Where the person was and what was chosen, for what left the list and comes back to it.
    pub before: Option<(Place, Selection)>,
}

/// A mail to write: what the write window should begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Write {
    New,
    Reply {
        mail: MailId,
        all: bool,
    },
    Forward(MailId),
    /// Goes on with a draft.
    Draft(MailId),
}

/// A question to the person that needs a click before anything happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Open this link outside?
    Link { text: String, target: String, mismatch: bool },
    /// Delete these drafts for good?
    DiscardDrafts(Vec<MailId>),
    /// Hand this attachment to another program? Asked once (rule 38).
    OpenFile { mail: MailId, index: usize },
    /// Save an attachment that could do harm? (rule 37)
    SaveUnsafe { mail: MailId, index: usize, name: String, media_type: String },
    /// Send the file of this mail once more?
    SameAgain { mail: MailId },
    /// Take these mails out of the hands of somebody else?
    Release { mails: Vec<MailId>, holder: String },
}

/// A file or folder to be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileQuestion {
    SaveRaw {
        mail: MailId,
        name: String,
    },
    SaveAttachment {
        mail: MailId,
        index: usize,
        name: String,
    },
    /// A folder for all attachments.
    SaveAllAttachments {
        mail: MailId,
    },
}

/// What a view wants besides questions to the engine.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// An action on what is chosen.
    Act(Action),
    /// Delete these for good? Asked first.
    Purge(PurgeWhat),
    /// An action on these mails.
    On(Action, Vec<MailId>),
    Go(Place),
    /// Opens „Übersicht".
    Overview,
    /// Opens the detail dialog.
    Open(MailId),
    /// Opens the detail dialog at an attachment.
    View {
        mail: MailId,
        index: usize,
    },
    /// Goes on to the next (+1) or previous (-1) mail of the list in a detail dialog.
    Step(Owner, i32),
    Write(Write),
    Ask(Question),
    File(FileQuestion),
    /// Opens an attachment with the system's viewer.
    OpenFile {
        mail: MailId,
        index: usize,
    },
    /// Shows the new mails that wait.
    ShowNew,
    CopyText(String),
    /// Opens a web address outside; was asked.
    OpenLink(String),
    /// Deletes drafts for good; was asked.
    Discard(Vec<MailId>),
    /// Opens the dialog that puts a letter to a person.
    AssignPatient(MailId),
    /// The settings at „KIM-Nutzung".
    ShowUsage,
    /// „Erledigt", or open again, with the offer to take it back.
    MarkDone(Vec<MailId>, bool),
    /// Lines of „Kassenantworten": „erledigt", or open again, with the offer to take it back.
    AnswersDone(Vec<ApplicationNumber>, bool),
    /// Asks how to take several answers over again.
    TakeOverAgain(Vec<MailId>),
    /// Takes mails out of the hands of somebody else; was asked.
    Release(Vec<MailId>),
    /// Takes a notice away.
    Dismiss(usize),
    /// Puts a reminder away for today.
    PutAway {
        account: Option<AccountId>,
        code: &'static str,
    },
    /// „Nutzer wechseln"
    ChangeUser,
    /// „Passwort ändern"
    ChangePassword,
}

/// Everything a frame wants.
#[derive(Debug, Default)]
pub struct Out {
    pub asks: Asks,
    pub intents: Vec<Intent>,
}

impl Out {
    /// Adds an intent.
    pub fn push(&mut self, intent: Intent) {
        self.intents.push(intent);
    }
}

/// The state of the window.
#[derive(Debug)]
pub struct View {
    pub place: Place,
    /// Where the person was before searching.
    pub before_search: Option<Place>,
    pub search: String,
    pub kind: ClassFilter,
    pub unread_only: bool,
    /// „unerledigt"
    pub not_done_only: bool,
    pub sort: SortKey,
    pub ascending: bool,
    pub selection: Selection,
    pub preview: PreviewSide,
    /// Row to bring into view in the next frame.
    pub scroll_to: Option<usize>,
    /// The list stands at its top and the pointer is elsewhere: it may be replaced.
    pub list_may_move: bool,
    /// Rows that fit on the screen, for the page keys.
    pub page_rows: usize,
    /// The mail in the preview and since when (egui's input clock).
    pub previewed: Option<(MailId, f64)>,
    pub details: Vec<DetailWindow>,
    /// The dialog that stands in front of the list and gets its keys.
    pub front: Option<Owner>,
    pub undo: Option<Undo>,
    pub question: Option<Question>,
    /// A letter is being put to a person.
    pub assigning: Option<Assigning>,
    /// The person knows that other programs may keep copies.
    pub copies_told: bool,
    pub keys_shown: bool,
    pub focus_search: bool,
    /// 1.0 to 2.0.
    pub zoom: f32,
    /// Quoted parts unfolded in the preview.
    pub quotes_open: bool,
    /// Accounts whose folders are folded away in the side panel.
    pub folded: BTreeSet<AccountId>,
}

impl Default for View {
    fn default() -> Self {
        Self {
            place: Place::default(),
            before_search: None,
            search: String::new(),
            kind: ClassFilter::All,
            unread_only: false,
            not_done_only: false,
            sort: SortKey::Date,
            ascending: false,
            selection: Selection::default(),
            preview: PreviewSide::Right,
            scroll_to: None,
            list_may_move: true,
            page_rows: 10,
            previewed: None,
            details: Vec::new(),
            front: None,
            undo: None,
            question: None,
            assigning: None,
            copies_told: false,
            keys_shown: false,
            focus_search: false,
            zoom: 1.0,
            quotes_open: false,
            folded: BTreeSet::new(),
        }
    }
}

impl View {
    /// The filter that belongs to place, search, chips and sorting.
    #[must_use]
    pub fn filter(&self) -> MailFilter {
        let (accounts, folder) = match self.place {
            Place::Folder { account, folder } => (account.into_iter().collect(), folder),
            _ => (Vec::new(), Folder::Inbox),
        };
        let search = self.search.trim().to_owned();
        MailFilter {
            accounts,
            folder,
            kind: self.kind,
            all_folders: !search.is_empty(),
            search,
            unread_only: self.unread_only,
            not_done_only: self.not_done_only,
            claimed_by: String::new(),
            undecrypted_only: self.place == Place::Undecrypted,
            sort: self.sort,
            ascending: self.ascending,
            offset: 0,
            limit: 0,
        }
    }

    /// Goes to another place; selection and search end there.
    pub fn go(&mut self, place: Place) {
        if place != self.place || !self.search.is_empty() {
            self.place = place;
            self.search.clear();
            self.before_search = None;
            self.selection = Selection::default();
            self.previewed = None;
            self.scroll_to = Some(0);
        }
    }

    /// Ends the search and returns to the place before it.
    pub fn end_search(&mut self) {
        let place = self.before_search.take().unwrap_or(self.place);
        self.search.clear();
        self.place = place;
        self.selection = Selection::default();
        self.scroll_to = Some(0);
    }
}

/// What is remembered between starts; nothing of it names a mail or a person.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Remembered {
    pub preview: PreviewSide,
    pub sort: String,
    pub ascending: bool,
    pub zoom: f32,
    /// Numbers of the accounts that are folded away.
    pub folded: Vec<i64>,
    pub copies_told: bool,
}

impl Default for Remembered {
    fn default() -> Self {
        Self { preview: PreviewSide::Right, sort: "date".into(), ascending: false, zoom: 1.0, folded: Vec::new(), copies_told: false }
    }
}

const SORTS: [(SortKey, &str); 5] =
    [(SortKey::Date, "date"), (SortKey::From, "from"), (SortKey::Subject, "subject"), (SortKey::Kind, "kind"), (SortKey::Size, "size")];

impl View {
    /// What is worth remembering.
    #[must_use]
    pub fn remembered(&self) -> Remembered {
        let sort = SORTS.iter().find(|(key, _)| *key == self.sort).map_or("date", |(_, word)| word);
        let folded = self.folded.iter().map(|account| account.0).collect();
        Remembered {
            preview: self.preview,
            sort: sort.to_owned(),
            ascending: self.ascending,
            zoom: self.zoom,
            folded,
            copies_told: self.copies_told,
        }
    }

    /// Takes over what was remembered.
    pub fn remember(&mut self, r: &Remembered) {
        self.preview = r.preview;
        self.zoom = r.zoom.clamp(1.0, 2.0);
        self.ascending = r.ascending;
        self.copies_told = r.copies_told;
        self.folded = r.folded.iter().copied().map(AccountId).collect();
        self.sort = SORTS.iter().find(|(_, word)| *word == r.sort).map_or(SortKey::Date, |(key, _)| *key);
    }
}
