//! A mail being written: what is saved, what is under way, when the window may close. No drawing.
//!
//! Three promises: what was typed is saved before the window goes; while a first save is under way no second
//! one starts (it would make a second draft); a mail is queued exactly once, and only after a person asked.

use std::path::{Path, PathBuf};

use super::issues::{self, Issue};
use super::recipients::RecipientField;
use crate::domain::account::Account;
use crate::domain::contact::{ContactNews, RecipientCheck};
use crate::domain::directory::DirectoryAddress;
use crate::domain::ids::MailId;
use crate::domain::outgoing::{DirectoryCheck, Draft, Recipient, RecipientKind};
use crate::domain::problem::Problem;
use crate::domain::time::Timestamp;
use crate::domain::usage::{self, Usage};
use crate::engine::command::{Command, ContactCommand};
use crate::engine::event::Answer;
use crate::ui::questions::Ticket;

/// Pause in typing, in seconds, after which the draft is saved.
pub const SAVE_PAUSE: f64 = 1.5;
/// Pause in seconds before a failed save is tried again.
const SAVE_RETRY: f64 = 15.0;

/// How the window was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The mail is in the outbox.
    Queued(MailId),
    /// Closed; a draft remains if an id is given.
    Kept(Option<MailId>),
    /// Thrown away.
    Discarded,
}

/// What a person decided and what is still missing for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Plan {
    Write,
    /// Waits for a running save, then queues.
    Queue,
    /// The queue command is out.
    Queueing(Option<Ticket>),
    /// Saves what is not saved, then closes.
    Close,
    /// Waits for a running save, then throws the draft away.
    Discard,
    Discarding(Option<Ticket>),
    Done(Outcome),
}

/// A file on its way into the store.
struct Adding {
    path: PathBuf,
    request: Option<Ticket>,
}

/// A file that could not be taken.
pub struct FailedFile {
    pub name: String,
    pub problem: Problem,
}

/// State of one writing window.
pub struct ComposeState {
    pub draft: Draft,
    pub to: RecipientField,
    pub cc: RecipientField,
    /// The Cc line is shown.
    pub show_cc: bool,
    /// The list of what is wrong or odd is shown.
    pub show_issues: bool,
    /// The question whether to throw the draft away is shown.
    pub asks_discard: bool,
    /// The last problem of saving or queueing.
    pub problem: Option<Problem>,
    pub failed_files: Vec<FailedFile>,
    /// A field that wants the keyboard in the next frame.
    pub wants_focus: Option<super::Focus>,
    receipts_touched: bool,
    /// As it was opened, saved, and seen in the last frame.
    opened: Draft,
    saved: Draft,
    seen: Draft,
    saved_at: Option<Timestamp>,
    changed_at: f64,
    saving: Option<(Box<Draft>, Option<Ticket>)>,
    plan: Plan,
    adding: Vec<Adding>,
    /// Questions about recipients that are not answered yet.
    checks: Vec<(Vec<String>, Option<Ticket>)>,
    /// What the VZD says differently than before about recipients, by address.
    news: Vec<(String, ContactNews)>,
    started: bool,
    /// The text nobody typed: empty, a signature, or a quotation with it.
    own_text: String,
}

impl ComposeState {
    /// A window for a draft: a new one, a prepared answer, or one opened again.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        let focus = match (draft.recipients.is_empty(), draft.subject.is_empty()) {
            (true, _) => super::Focus::To,
            (false, true) => super::Focus::Subject,
            (false, false) => super::Focus::Text,
        };
        Self {
            show_cc: draft.recipients.iter().any(|r| r.kind == RecipientKind::Cc),
            opened: draft.clone(),
            saved: draft.clone(),
            seen: draft.clone(),
            draft,
            to: RecipientField::default(),
            cc: RecipientField::default(),
            show_issues: false,
            asks_discard: false,
            problem: None,
            failed_files: Vec::new(),
            wants_focus: Some(focus),
            receipts_touched: false,
            saved_at: None,
            changed_at: f64::NEG_INFINITY,
            saving: None,
            plan: Plan::Write,
            adding: Vec::new(),
            checks: Vec::new(),
            news: Vec::new(),
            started: false,
            own_text: String::new(),
        }
    }

    /// An empty mail with the account's defaults for receipts and signature, and the workplace's Dienstkennung.
    #[must_use]
    pub fn for_account(account: &Account, usage: &Usage) -> Self {
        let mut draft = Draft::new(account.id);
        draft.dienstkennung.clone_from(&usage.default_dienstkennung);
        draft.text = usage::with_signature("", usage.signature(account.id));
        draft.delivery_receipt = account.settings.options.always_request_delivery_receipt;
        draft.read_receipt = account.settings.options.always_request_read_receipt;
        let own_text = draft.text.clone();
        Self { own_text, ..Self::new(draft) }
    }

    /// Nothing worth keeping was entered yet; a signature alone is nothing.
    fn is_blank(&self) -> bool {
        let draft = &self.draft;
        let untouched = draft.text == self.own_text && draft.recipients.is_empty() && draft.attachments.is_empty();
        draft.is_blank() || untouched && draft.subject.trim().is_empty()
    }

    /// How the window was left; `None` while it is open.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        match self.plan {
            Plan::Done(outcome) => Some(outcome),
            _ => None,
        }
    }

    /// Nothing may be typed any more: it is being sent, closed or thrown away.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.plan != Plan::Write
    }

    /// It is on its way into the outbox.
    #[must_use]
    pub fn is_sending(&self) -> bool {
        matches!(self.plan, Plan::Queue | Plan::Queueing(_))
    }

    /// When the draft was saved last, if nothing changed since.
    #[must_use]
    pub fn saved_at(&self) -> Option<Timestamp> {
        if self.is_dirty() { None } else { self.saved_at }
    }

    /// Something is not saved yet.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.draft != self.saved
    }

    /// Names of files being copied into the store.
    pub fn files_under_way(&self) -> impl Iterator<Item = String> {
        self.adding.iter().map(|a| file_name(&a.path))
    }

    /// Everything wrong or odd, live.
    #[must_use]
    pub fn issues(&self) -> Vec<Issue> {
        let left = [&self.to, &self.cc].into_iter().map(|f| f.text.trim()).filter(|t| !t.is_empty());
        issues::find(&self.draft, &self.news, left, !self.adding.is_empty())
    }

    /// Takes a file; the engine copies it.
    pub fn add_file(&mut self, path: PathBuf, out: &mut Vec<Command>) {
        if !self.is_locked() {
            out.push(Command::AddAttachment { path: path.clone() });
            self.adding.push(Adding { path, request: None });
        }
    }

    /// Takes recipients and asks the VZD about them. Of several at once (a group) those that are there already are left out.
    pub fn add_recipients(&mut self, mut recipients: Vec<Recipient>, out: &mut Vec<Command>) {
        if recipients.len() > 1 {
            recipients.retain(|new| !self.draft.recipients.iter().any(|r| r.address.eq_ignore_ascii_case(&new.address)));
        }
        self.show_cc |= recipients.iter().any(|r| r.kind == RecipientKind::Cc);
        self.ask_directory(recipients.iter().map(|r| r.address.clone()).collect(), out);
        self.draft.recipients.extend(recipients);
    }

    /// „Adresse ersetzen": here and in the address book.
    pub fn replace_recipient(&mut self, old: &str, new: &DirectoryAddress, out: &mut Vec<Command>) {
        for recipient in self.draft.recipients.iter_mut().filter(|r| r.address.eq_ignore_ascii_case(old)) {
            recipient.address.clone_from(&new.mail);
            recipient.check = DirectoryCheck::Found(new.version.clone());
        }
        self.news.retain(|(address, _)| !address.eq_ignore_ascii_case(old));
        self.accept(ContactCommand::Replace { old: old.to_owned(), new: new.mail.clone() }, out);
    }

    /// A person took note of what is new about a recipient.
    pub fn accept_news(&mut self, address: &str, out: &mut Vec<Command>) {
        self.news.retain(|(known, _)| !known.eq_ignore_ascii_case(address));
        self.accept(ContactCommand::AcceptNews { address: address.to_owned() }, out);
    }

    /// The answer plays no role here: what failed is found again by the next check.
    fn accept(&self, command: ContactCommand, out: &mut Vec<Command>) {
        out.push(Command::Contacts(Box::new(command)));
    }

    /// Another sender; its signature takes the place of the old one, and its defaults for receipts apply unless a
    /// person has set them here.
    pub fn set_account(&mut self, account: &Account, usage: &Usage) {
        let untouched = self.draft.text == self.own_text;
        self.draft.text = usage::change_signature(&self.draft.text, usage.signature(self.draft.account), usage.signature(account.id));
        if untouched {
            self.own_text.clone_from(&self.draft.text);
        }
        self.draft.account = account.id;
        if !self.receipts_touched {
            self.draft.delivery_receipt = account.settings.options.always_request_delivery_receipt;
            self.draft.read_receipt = account.settings.options.always_request_read_receipt;
        }
    }

    /// A person has set the receipts for this mail.
    pub fn receipts_were_set(&mut self) {
        self.receipts_touched = true;
    }

    /// Turns typed addresses into recipients; what is no address stays in its field.
    pub fn take_typed(&mut self, kind: RecipientKind, out: &mut Vec<Command>) {
        let field = if kind == RecipientKind::To { &mut self.to } else { &mut self.cc };
        let taken = field.take_typed(kind);
        if !taken.is_empty() {
            self.add_recipients(taken, out);
        }
    }

    /// „Senden": the first press shows what is odd, the second sends it nevertheless; what is wrong stops it.
    pub fn send(&mut self, out: &mut Vec<Command>) {
        if self.is_locked() {
            return;
        }
        self.take_typed(RecipientKind::To, out);
        self.take_typed(RecipientKind::Cc, out);
        let issues = self.issues();
        if issues.iter().any(|i| i.blocks) || (!issues.is_empty() && !self.show_issues) {
            self.show_issues = true;
            return;
        }
        self.problem = None;
        // Sent nevertheless: what is new about these recipients was seen. A gone address stays marked.
        let is_recipient = |address: &str| self.draft.recipients.iter().any(|r| r.address.trim().eq_ignore_ascii_case(address));
        let seen = self.news.iter().filter(|(address, news)| !matches!(news, ContactNews::Gone { .. }) && is_recipient(address));
        for address in seen.map(|(address, _)| address.clone()).collect::<Vec<_>>() {
            self.accept_news(&address, out);
        }
        self.plan = Plan::Queue;
        self.go_on(out);
    }

    /// Closes the window; what was typed stays as a draft.
    pub fn close(&mut self, out: &mut Vec<Command>) {
        if self.is_locked() {
            return;
        }
        self.take_typed(RecipientKind::To, out);
        self.take_typed(RecipientKind::Cc, out);
        self.plan = Plan::Close;
        self.go_on(out);
    }

    /// Saves what is not saved, at once; the window stays as it is.
    pub fn save_now(&mut self, out: &mut Vec<Command>) {
        let nothing = self.draft.id.is_none() && self.draft.is_blank();
        if self.plan == Plan::Write && self.saving.is_none() && self.is_dirty() && !nothing {
            self.save(out);
        }
    }

    /// „Verwerfen": asks only if a person entered something.
    pub fn ask_discard(&mut self, out: &mut Vec<Command>) {
        let untouched = self.draft.id.is_none() && self.draft == self.opened && self.adding.is_empty();
        if untouched || self.is_blank() && self.adding.is_empty() {
            self.discard(out);
        } else {
            self.asks_discard = true;
        }
    }

    /// Throws the draft away, for good.
    pub fn discard(&mut self, out: &mut Vec<Command>) {
        self.asks_discard = false;
        if !self.is_locked() {
            self.plan = Plan::Discard;
            self.go_on(out);
        }
    }

    /// To be called every frame: saves when typing pauses; tells in how many seconds to look again, if at all.
    pub fn tick(&mut self, now: f64, out: &mut Vec<Command>) -> Option<f64> {
        if !self.started {
            self.started = true;
            self.ask_directory(self.draft.recipients.iter().map(|r| r.address.clone()).collect(), out);
        }
        if self.draft != self.seen {
            self.seen = self.draft.clone();
            self.changed_at = now;
        }
        let worth_it = self.draft.id.is_some() || !self.is_blank();
        if self.plan != Plan::Write || self.saving.is_some() || !self.is_dirty() || !worth_it {
            return None;
        }
        let wait = self.changed_at + SAVE_PAUSE - now;
        if wait > 0.0 {
            return Some(wait);
        }
        self.save(out);
        None
    }

    /// Notes the number of a question of this window; false when the question is not its own.
    pub fn asked(&mut self, request: Ticket, command: &Command) -> bool {
        match command {
            Command::SaveDraft(_) => {
                if let Some((_, number)) = &mut self.saving {
                    *number = Some(request);
                }
            }
            Command::Queue { .. } => self.plan = Plan::Queueing(Some(request)),
            Command::DiscardDraft { .. } => self.plan = Plan::Discarding(Some(request)),
            Command::AddAttachment { path } => {
                if let Some(adding) = self.adding.iter_mut().find(|a| a.request.is_none() && a.path == *path) {
                    adding.request = Some(request);
                }
            }
            Command::CheckRecipients { addresses, .. } => {
                if let Some(check) = self.checks.iter_mut().find(|c| c.1.is_none() && c.0 == *addresses) {
                    check.1 = Some(request);
                }
            }
            // Its answer plays no role.
            Command::Contacts(_) => {}
            _ => return self.to.asked(request, command) || self.cc.asked(request, command),
        }
        true
    }

    /// Takes the answer to a question of this window; false when the answer belongs to another view.
    /// `now` is the frame clock in seconds.
    pub fn answered(&mut self, request: Ticket, result: &Result<Box<Answer>, Problem>, now: f64, out: &mut Vec<Command>) -> bool {
        let mine = Some(request);
        if self.saving.as_ref().is_some_and(|(_, number)| *number == mine) {
            self.save_answered(result, now);
        } else if self.plan == Plan::Queueing(mine) {
            self.queue_answered(result);
        } else if self.plan == Plan::Discarding(mine) {
            match result {
                Ok(_) => self.plan = Plan::Done(Outcome::Discarded),
                Err(problem) => self.stop_with(problem),
            }
        } else if let Some(at) = self.adding.iter().position(|a| a.request == mine) {
            self.file_answered(at, result);
        } else if let Some(at) = self.checks.iter().position(|c| c.1 == mine) {
            self.checks.swap_remove(at);
            if let Ok(Answer::RecipientsChecked(checks)) = result.as_deref() {
                self.checks_answered(checks);
            }
        } else {
            return self.suggestions_answered(request, result);
        }
        self.go_on(out);
        true
    }

    fn suggestions_answered(&mut self, request: Ticket, result: &Result<Box<Answer>, Problem>) -> bool {
        for field in [&mut self.to, &mut self.cc] {
            if !field.waits_for(request) {
                continue;
            }
            match result.as_deref() {
                Ok(Answer::Suggestions(found)) => field.contacts_answered(request, found),
                Ok(Answer::Directory(answer)) => field.directory_answered(request, answer),
                _ => field.failed(request),
            }
            return true;
        }
        false
    }

    fn save_answered(&mut self, result: &Result<Box<Answer>, Problem>, now: f64) {
        let Some((content, _)) = self.saving.take() else { return };
        match result.as_deref() {
            Ok(Answer::DraftSaved { id, at }) => {
                self.saved = *content;
                for draft in [&mut self.draft, &mut self.saved, &mut self.seen, &mut self.opened] {
                    draft.id = Some(*id);
                }
                self.saved_at = Some(*at);
                self.problem = None;
            }
            Ok(_) => {}
            Err(problem) => {
                self.changed_at = now + SAVE_RETRY - SAVE_PAUSE;
                if self.plan == Plan::Close {
                    self.stop_with(problem);
                } else {
                    self.problem = Some(problem.clone());
                }
            }
        }
    }

    fn queue_answered(&mut self, result: &Result<Box<Answer>, Problem>) {
        match result.as_deref() {
            Ok(Answer::Queued(item)) => self.plan = Plan::Done(Outcome::Queued(item.id)),
            // Nothing was queued: a person must see this first.
            Ok(Answer::RecipientsChecked(surprises)) => {
                self.checks_answered(surprises);
                self.show_issues = true;
                self.plan = Plan::Write;
            }
            Ok(_) => self.plan = Plan::Write,
            Err(problem) => self.stop_with(problem),
        }
    }

    fn file_answered(&mut self, at: usize, result: &Result<Box<Answer>, Problem>) {
        let adding = self.adding.remove(at);
        match result.as_deref() {
            Ok(Answer::AttachmentAdded(attachment)) => {
                self.draft.attachments.push(attachment.clone());
                self.draft.become_what_is_attached();
            }
            Ok(_) => {}
            Err(problem) => self.failed_files.push(FailedFile { name: file_name(&adding.path), problem: problem.clone() }),
        }
    }

    /// What the VZD knows is no change a person made: it enters all copies alike.
    fn checks_answered(&mut self, checks: &[RecipientCheck]) {
        for check in checks.iter().filter(|check| check.check != DirectoryCheck::Unknown) {
            self.news.retain(|(address, _)| !address.eq_ignore_ascii_case(&check.address));
            self.news.extend(check.news.clone().map(|news| (check.address.clone(), news)));
            for draft in [&mut self.draft, &mut self.saved, &mut self.seen, &mut self.opened] {
                for recipient in draft.recipients.iter_mut().filter(|r| r.address.trim().eq_ignore_ascii_case(&check.address)) {
                    recipient.check.clone_from(&check.check);
                    if recipient.name.is_empty() {
                        recipient.name.clone_from(&check.name);
                    }
                    if recipient.about.is_empty() {
                        recipient.about.clone_from(&check.about);
                    }
                }
            }
        }
    }

    fn stop_with(&mut self, problem: &Problem) {
        self.plan = Plan::Write;
        self.problem = Some(problem.clone());
    }

    /// Asks live, also about addresses that were checked before: yesterday's answer is no answer.
    fn ask_directory(&mut self, addresses: Vec<String>, out: &mut Vec<Command>) {
        if !addresses.is_empty() {
            out.push(Command::CheckRecipients { account: self.draft.account, addresses: addresses.clone() });
            self.checks.push((addresses, None));
        }
    }

    fn save(&mut self, out: &mut Vec<Command>) {
        let content = Box::new(self.draft.clone());
        out.push(Command::SaveDraft(content.clone()));
        self.saving = Some((content, None));
    }

    /// Does the next step of the plan as soon as nothing is under way that it must wait for.
    fn go_on(&mut self, out: &mut Vec<Command>) {
        let busy = self.saving.is_some() || !self.adding.is_empty();
        match self.plan {
            Plan::Queue if !busy => {
                self.plan = Plan::Queueing(None);
                out.push(Command::Queue { draft: Box::new(self.draft.clone()), directory_check: true, send_now: true });
            }
            Plan::Close if !busy => {
                let nothing = self.draft.id.is_none() && self.is_blank();
                if self.is_dirty() && !nothing {
                    self.save(out);
                } else {
                    self.plan = Plan::Done(Outcome::Kept(self.draft.id));
                }
            }
            Plan::Discard if self.saving.is_none() => match self.draft.id {
                Some(mail) => {
                    self.plan = Plan::Discarding(None);
                    out.push(Command::DiscardDraft { mail });
                }
                None => self.plan = Plan::Done(Outcome::Discarded),
            },
            _ => {}
        }
    }
}

fn file_name(path: &Path) -> String {
    crate::domain::safe_text::one_line(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
