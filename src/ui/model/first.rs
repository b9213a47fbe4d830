//! The facts of the first picture, asked for while the window is still being made: what would otherwise be drawn piece by
//! piece, each piece a whole frame, is there when the first frame comes. For a thread that may wait, never for a frame.

use super::{Asks, Model, Purpose};
use crate::domain::ids::RequestId;
use crate::domain::mail::MailFilter;
use crate::engine::command::Command;
use crate::engine::event::Event;

impl Model {
    /// A model that knows who sits here and, unless somebody must sign in first, the list of `filter` with what stands
    /// around it; everything else was asked for. `next` waits for an event and gives `None` when it is no longer worth it:
    /// what is missing then comes to the window like everything later.
    #[must_use]
    pub fn before_the_window(
        filter: MailFilter,
        send: &mut dyn FnMut(Command) -> RequestId,
        next: &mut dyn FnMut() -> Option<Event>,
    ) -> Self {
        let mut model = Self::default();
        let mut asks = Asks::default();
        model.ask_session(&mut asks);
        model.ask_and_wait(&mut asks, send, next);
        if model.knows_session() && !model.needs_sign_in() {
            model.list.show(filter);
            model.refresh(false, &mut asks);
            model.ask_and_wait(&mut asks, send, next);
        }
        model
    }

    fn ask_and_wait(&mut self, asks: &mut Asks, send: &mut dyn FnMut(Command) -> RequestId, next: &mut dyn FnMut() -> Option<Event>) {
        for ask in std::mem::take(&mut asks.0) {
            self.expect(send(ask.command), ask.purpose);
        }
        while self.lacks_the_first_picture()
            && let Some(event) = next()
        {
            self.apply(event);
        }
    }

    fn lacks_the_first_picture(&self) -> bool {
        self.pending.values().any(|p| matches!(p, Purpose::Session | Purpose::Page { .. } | Purpose::Accounts | Purpose::Counts))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::VecDeque;

    use super::*;
    use crate::domain::access::{AccessBook, Role, Session, User};
    use crate::domain::ids::UserId;
    use crate::domain::mail::MailPage;
    use crate::domain::problem::Problem;
    use crate::engine::event::Answer;

    /// What an engine answers.
    fn answer(command: &Command, session: &Session) -> Result<Box<Answer>, Problem> {
        Ok(Box::new(match command {
            Command::WhoAmI => Answer::Session { session: Box::new(session.clone()), lock_minutes: 0 },
            Command::ListMails(_) => Answer::Mails(MailPage { total: 7, ..MailPage::default() }),
            Command::ListAccounts => Answer::Accounts(Vec::new()),
            Command::CountFolders => Answer::Counts(Vec::new()),
            _ => return Err(Problem::new("INTERNAL", "")),
        }))
    }

    fn begin(session: &Session) -> (Model, Vec<Command>) {
        let (told, asked) = (RefCell::new(VecDeque::new()), RefCell::new(Vec::new()));
        let mut send = |command: Command| {
            let request = RequestId(asked.borrow().len() as u64 + 1);
            told.borrow_mut().push_back(Event::Answered { request, result: answer(&command, session) });
            asked.borrow_mut().push(command);
            request
        };
        let model = Model::before_the_window(MailFilter::default(), &mut send, &mut || told.borrow_mut().pop_front());
        (model, asked.into_inner())
    }

    #[test]
    fn the_list_is_there_and_nothing_is_asked_twice() {
        let (mut model, asked) = begin(&AccessBook::default().session(None));
        assert_eq!(model.list.shown().map(|list| list.total), Some(7));
        assert!(model.accounts.value().is_some() && model.counts.value().is_some());
        assert!(asked.contains(&Command::Overview { probe: false }));
        let mut asks = Asks::default();
        model.list.show(MailFilter::default());
        model.refresh(true, &mut asks);
        assert_eq!(asks, Asks::default());
    }

    #[test]
    fn before_signing_in_nothing_else_is_asked() {
        let user = User { id: UserId(1), name: "Erika".into(), role: Role::Admin, has_password: true };
        let (model, asked) = begin(&AccessBook { users: vec![user], ..AccessBook::default() }.session(None));
        assert!(model.needs_sign_in());
        assert_eq!(asked, [Command::WhoAmI]);
    }

    #[test]
    fn a_silent_engine_holds_nothing_up() {
        let model = Model::before_the_window(MailFilter::default(), &mut |_| RequestId(1), &mut || None);
        assert!(!model.knows_session() && model.list.shown().is_none());
    }
}
