//! What the views want, carried out: actions on mails, going places, writing, zooming.

use egui::Ui;

use super::{App, ZOOMS};
use crate::domain::access::{Right, Role};
use crate::domain::ids::MailId;
use crate::domain::mail::{ClassFilter, Folder, MailRow};
use crate::domain::outgoing::{Draft, Recipient};
use crate::domain::purge::PurgeWhat;
use crate::engine::command::{Command, DeskCommand};
use crate::engine::event::Answer;
use crate::ui::actions::Action;
use crate::ui::detail::DetailWindow;
use crate::ui::mail::attachments;
use crate::ui::model::{Model, Owner, Purpose};
use crate::ui::patient::Assigning;
use crate::ui::saving::Saving;
use crate::ui::settings::Tab;
use crate::ui::view::{FileQuestion, Intent, Out, Place, Question, Selection, Undo, Write};

/// How long something can be taken back, in seconds.
const UNDO_SECS: f64 = 10.0;
/// The app's word for a draft it asked for.
const DRAFT: &str = "draft";

impl App {
    pub(super) fn perform(&mut self, ui: &Ui, intent: Intent, out: &mut Out) {
        match intent {
            Intent::Act(action) => {
                let mails: Vec<_> = self.view.selection.mails.iter().copied().collect();
                self.act(ui, action, mails, out);
            }
            Intent::On(action, mails) => self.act(ui, action, mails, out),
            Intent::Go(place) => self.view.go(place),
            Intent::Overview => {
                self.views.settings.open(Tab::Overview);
                self.view.go(Place::Settings);
            }
            Intent::Open(mail) => self.open(mail),
            Intent::View { mail, index } => {
                self.open(mail);
                if let Some(window) = self.view.details.iter_mut().find(|window| window.mail == mail) {
                    window.show_attachment(index);
                }
            }
            Intent::Step(owner, step) => self.step(owner, step, out),
            Intent::Write(write) => self.write(write, out),
            Intent::Ask(question) => self.view.question = Some(question),
            Intent::Purge(what) => self.ask_purge(what, out),
            Intent::File(question) => self.saving.push(Saving::new(ui.ctx(), &*self.dialogs, question)),
            Intent::OpenFile { mail, index } => {
                if self.view.copies_told {
                    out.asks.ask(Command::OpenAttachment { mail, index }, Purpose::Files { open: true });
                } else {
                    self.view.question = Some(Question::OpenFile { mail, index });
                }
            }
            Intent::ShowNew => {
                self.model.reload_list();
                self.view.scroll_to = Some(0);
            }
            Intent::OpenLink(target) => (self.open_file)(std::path::Path::new(&target)),
            Intent::CopyText(text) => ui.ctx().copy_text(text),
            Intent::Discard(mails) => {
                for mail in mails {
                    out.asks.ask(Command::DiscardDraft { mail }, Purpose::Silent);
                }
                self.view.selection = Selection::default();
            }
            Intent::AssignPatient(mail) => self.view.assigning = Some(Assigning::of(mail)),
            Intent::ChangeUser => self.change_user(out),
            Intent::ChangePassword => self.change_password(),
            Intent::ShowUsage => {
                self.views.settings.turn_to(Tab::Usage);
                self.view.go(Place::Settings);
            }
            Intent::MarkDone(mails, done) => self.mark_done(ui, mails, done, out),
            Intent::AnswersDone(numbers, done) => {
                let text = if done { t!("undo-done", count = numbers.len()) } else { t!("undo-reopened", count = numbers.len()) };
                let mark = |done| Command::Desk(Box::new(DeskCommand::MarkDone { numbers: numbers.clone(), done }));
                self.offer_undo(ui.input(|i| i.time), text, vec![mark(!done)]);
                out.asks.ask(mark(done), Purpose::Silent);
            }
            Intent::TakeOverAgain(mails) => self.views.answers.take_over_several(mails, &mut out.asks),
            Intent::Release(mails) => out.asks.ask(Command::Claim { mails, claim: false }, Purpose::Told("told-released")),
            Intent::PutAway { account, code } => self.model.problems.retain(|p| (p.account, p.code) != (account, code)),
            Intent::Dismiss(index) => {
                if index < self.model.notices.len() {
                    self.model.notices.remove(index);
                }
            }
        }
    }

    fn act(&mut self, ui: &Ui, action: Action, mails: Vec<MailId>, out: &mut Out) {
        let one = if let [mail] = mails.as_slice() { Some(*mail) } else { None };
        let accounts: Vec<_> = self.rows(&mails).iter().map(|row| row.account).collect();
        let allowed = |model: &Model| model.allows(action, None) && accounts.iter().all(|account| model.allows(action, Some(*account)));
        if action != Action::Write && !allowed(&self.model) {
            self.model.tell(t!("access-not-allowed"));
            return;
        }
        match (action, one) {
            (Action::Fetch, _) if !self.model.is_fetching() => {
                out.asks.ask(Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }, Purpose::Fetch);
            }
            (Action::Write, _) => self.write(Write::New, out),
            (Action::Search, _) => self.view.focus_search = true,
            (Action::Open, Some(mail)) => self.open(mail),
            (Action::Reply, Some(mail)) => self.write(Write::Reply { mail, all: false }, out),
            (Action::ReplyAll, Some(mail)) => self.write(Write::Reply { mail, all: true }, out),
            (Action::Forward, Some(mail)) => self.write(Write::Forward(mail), out),
            (Action::Trash, _) if !mails.is_empty() => self.remove(ui, mails, out),
            (Action::Restore, _) if !mails.is_empty() => {
                out.asks.ask(Command::Restore { mails }, Purpose::Told("told-restored"));
                self.view.selection = Selection::default();
            }
            (Action::Purge, _) if !mails.is_empty() => self.ask_purge(PurgeWhat::Mails(mails), out),
            (Action::Undo, _) => {
                if let Some(undo) = self.view.undo.take() {
                    undo.commands.into_iter().for_each(|command| out.asks.ask(command, Purpose::Silent));
                    if let Some((place, selection)) = undo.before
                        && place == self.view.place
                    {
                        self.view.selection = selection;
                    }
                }
            }
            (Action::ToggleRead, _) if !mails.is_empty() => self.toggle_read(mails, out),
            (Action::ToggleClaim, _) if !mails.is_empty() => self.toggle_claim(ui, mails, out),
            (Action::ToggleDone, _) if !mails.is_empty() => self.toggle_done(ui, mails, out),
            (Action::Technical, _) => {
                let technical = self.view.kind == ClassFilter::Technical;
                self.view.kind = if technical { ClassFilter::All } else { ClassFilter::Technical };
                self.view.selection = Selection::default();
                self.view.scroll_to = Some(0);
            }
            (Action::Print, Some(mail)) => attachments::print(mail, out),
            (Action::SaveAs, Some(mail)) => {
                // Neutral: a subject may name a patient, a file name must not.
                let name = t!("save-mail-name", id = mail.0);
                self.saving.push(Saving::new(ui.ctx(), &*self.dialogs, FileQuestion::SaveRaw { mail, name }));
            }
            (Action::ForwardUnchanged, Some(mail)) => out.asks.ask(Command::ForwardUnchanged { mail }, Purpose::Told("told-forwarded")),
            (Action::Refetch, Some(mail)) => out.asks.ask(Command::RefetchMail { mail }, Purpose::Told("told-refetched")),
            (Action::Settings, _) => self.view.go(Place::Settings),
            (Action::Lock, _) => self.lock(out),
            (Action::Keys, _) => self.view.keys_shown = !self.view.keys_shown,
            (Action::ZoomIn, _) => self.zoom(ui, 1),
            (Action::ZoomOut, _) => self.zoom(ui, -1),
            (Action::ZoomReset, _) => self.zoom(ui, 0),
            _ => {}
        }
    }

    fn zoom(&mut self, ui: &Ui, step: i32) {
        let now = self.view.zoom;
        let next = match step {
            0 => ZOOMS.first(),
            1 => ZOOMS.iter().find(|z| **z > now + 0.01).or(ZOOMS.last()),
            _ => ZOOMS.iter().rev().find(|z| **z < now - 0.01).or(ZOOMS.first()),
        };
        self.view.zoom = next.copied().unwrap_or(1.0);
        ui.ctx().set_zoom_factor(self.view.zoom);
    }

    /// The rows of these mails, as far as they are here.
    fn rows(&self, mails: &[MailId]) -> Vec<&MailRow> {
        let listing = self.model.list.shown();
        let in_list = |mail: &MailId| listing.and_then(|l| l.row(l.position(*mail)?));
        let in_dialog = |mail: &MailId| self.model.details.get(mail).and_then(|d| d.value()).map(|d| &d.row);
        mails.iter().filter_map(|mail| in_list(mail).or_else(|| in_dialog(mail))).collect()
    }

    fn remove(&mut self, ui: &Ui, mails: Vec<MailId>, out: &mut Out) {
        let rows = self.rows(&mails);
        if rows.iter().any(|row| row.folder == Folder::Drafts) {
            self.view.question = Some(Question::DiscardDrafts(mails));
            return;
        }
        if rows.iter().all(|row| row.folder == Folder::Trash) {
            self.ask_purge(PurgeWhat::Mails(mails), out);
            return;
        }
        let before = (self.view.place, self.view.selection.clone());
        self.select_after(&mails);
        for window in self.view.details.iter_mut().filter(|w| mails.contains(&w.mail)) {
            window.open = false;
        }
        let text = t!("undo-trash", count = mails.len());
        let commands = vec![Command::Restore { mails: mails.clone() }];
        self.offer_undo(ui.input(|i| i.time), text, commands);
        if let Some(undo) = &mut self.view.undo {
            undo.before = Some(before);
        }
        out.asks.ask(Command::MoveToTrash { mails }, Purpose::Silent);
    }

    /// Chooses the row after the removed ones, or the one before.
    fn select_after(&mut self, removed: &[MailId]) {
        let Some((listing, (at, _))) = self.model.list.shown().zip(self.view.selection.cursor) else { return };
        let free = |index: &usize| listing.row(*index).is_some_and(|row| !removed.contains(&row.id));
        let next = (at..listing.total).take(400).find(free).or_else(|| (0..at).rev().take(400).find(free));
        match next.and_then(|index| listing.row(index).map(|row| (index, row.id))) {
            // Removed rows above move the next one up.
            Some((index, mail)) => self.view.selection.only(index.saturating_sub(usize::from(index > at)), mail),
            None => self.view.selection = Selection::default(),
        }
    }

    fn offer_undo(&mut self, now: f64, text: String, commands: Vec<Command>) {
        self.view.undo = Some(Undo { text, commands, until: now + UNDO_SECS, before: None });
    }

    fn toggle_read(&mut self, mails: Vec<MailId>, out: &mut Out) {
        let unread = !self.rows(&mails).iter().any(|row| row.unread);
        if unread {
            // The preview must not mark at once what a person just marked unread.
            self.view.previewed = self.view.previewed.map(|(mail, _)| (mail, f64::INFINITY));
        }
        out.asks.ask(Command::MarkUnread { mails, unread }, Purpose::Silent);
    }

    /// „In Bearbeitung nehmen", or free again; what another person has in hand is asked about.
    fn toggle_claim(&mut self, ui: &Ui, mails: Vec<MailId>, out: &mut Out) {
        let me = self.model.person().to_owned();
        let rows = self.rows(&mails);
        let holder = rows.iter().map(|row| row.work.claimed_by.as_str()).find(|name| !name.is_empty() && *name != me);
        if let Some(holder) = holder.map(str::to_owned) {
            self.view.question = Some(Question::Release { mails, holder });
            return;
        }
        let claim = rows.iter().any(|row| row.work.claimed_by.is_empty());
        let count = mails.len();
        let text = if claim { t!("undo-claimed", count = count) } else { t!("undo-released", count = count) };
        // Only what changes is changed back.
        let changed = rows.iter().filter(|row| row.work.claimed_by.is_empty() == claim).map(|row| row.id).collect();
        let commands = vec![Command::Claim { mails: changed, claim: !claim }];
        self.offer_undo(ui.input(|i| i.time), text, commands);
        out.asks.ask(Command::Claim { mails, claim }, Purpose::Silent);
    }

    fn toggle_done(&mut self, ui: &Ui, mails: Vec<MailId>, out: &mut Out) {
        let rows = self.rows(&mails);
        let done = rows.iter().any(|row| !row.work.done);
        let changed: Vec<MailId> = rows.iter().filter(|row| row.work.done != done).map(|row| row.id).collect();
        if changed.is_empty() {
            return;
        }
        if self.view.not_done_only && done {
            self.select_after(&changed);
        }
        self.mark_done(ui, changed, done, out);
    }

    fn mark_done(&mut self, ui: &Ui, mails: Vec<MailId>, done: bool, out: &mut Out) {
        let text = if done { t!("undo-done", count = mails.len()) } else { t!("undo-reopened", count = mails.len()) };
        let commands = vec![Command::MarkDone { mails: mails.clone(), done: !done }];
        self.offer_undo(ui.input(|i| i.time), text, commands);
        out.asks.ask(Command::MarkDone { mails, done }, Purpose::Silent);
    }

    fn open(&mut self, mail: MailId) {
        if !self.view.details.iter().any(|window| window.mail == mail) {
            let window = DetailWindow::new(mail);
            self.view.front = Some(window.owner);
            self.view.details.push(window);
        }
    }

    fn step(&mut self, owner: Owner, step: i32, out: &mut Out) {
        let Some(listing) = self.model.list.shown() else { return };
        let Some(window) = self.view.details.iter_mut().find(|w| w.owner == owner) else { return };
        let next = listing.position(window.mail).and_then(|at| at.checked_add_signed(step as isize));
        if let Some((index, mail)) = next.and_then(|index| Some((index, listing.row(index)?.id))) {
            window.leave(&mut self.model, &mut out.asks);
            window.turn_to(mail);
            self.view.selection.only(index, mail);
            self.view.scroll_to = Some(index);
        }
    }

    /// A new mail, from the account whose folder is shown, else from the first.
    pub(super) fn write_to(&mut self, recipients: Vec<Recipient>) {
        let account = if let Place::Folder { account, .. } = self.view.place { account } else { None };
        let account = account.filter(|account| self.model.may_with(*account, Right::Send));
        let account = account.or_else(|| self.model.sending_accounts().next()).and_then(|id| self.model.account(id));
        match account {
            Some(account) => {
                let mut draft = Draft::new(account.id);
                draft.delivery_receipt = account.settings.options.always_request_delivery_receipt;
                draft.read_receipt = account.settings.options.always_request_read_receipt;
                draft.recipients = recipients;
                self.drafts.push(draft);
            }
            None if !self.model.may(Role::Admin) => self.model.tell(t!("access-not-allowed")),
            None => self.view.go(Place::Settings),
        }
    }

    fn write(&mut self, write: Write, out: &mut Out) {
        let command = match write {
            Write::New => return self.write_to(Vec::new()),
            Write::Reply { mail, all } => Command::PrepareReply { mail, all },
            Write::Forward(mail) => Command::PrepareForward { mail },
            Write::Draft(mail) => Command::OpenDraft { mail },
        };
        out.asks.ask(command, Purpose::Reply(self.owner, DRAFT));
    }

    pub(super) fn take_own_replies(&mut self) {
        for reply in self.model.take_replies(self.owner) {
            match reply.result {
                Ok(Answer::Draft(draft)) => self.drafts.push(*draft),
                Ok(_) => {}
                Err(problem) => self.model.fail(problem),
            }
        }
    }
}
