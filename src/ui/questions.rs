//! The open questions of one view: each gets its own ticket, so that the view knows which answer is which.
//!
//! A view makes commands, [`Questions::send`] turns them into asks and hands out tickets, and
//! [`Questions::replies`] brings the answers back in their order. A ticket is never used twice.

use super::model::{Asks, Model, Owner, Purpose};
use crate::domain::ids::RequestId;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;

/// The word under which these questions stand in the model.
const WHAT: &str = "question";

/// Names one question of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// The open questions of one view.
#[derive(Debug, Default)]
pub struct Questions {
    open: Vec<Owner>,
}

impl Questions {
    /// Sends commands; `note` learns the ticket of each.
    pub fn send(&mut self, commands: Vec<Command>, asks: &mut Asks, mut note: impl FnMut(Ticket, &Command)) {
        for command in commands {
            let owner = Owner::new();
            note(Ticket(owner.number()), &command);
            asks.ask(command, Purpose::Reply(owner, WHAT));
            self.open.push(owner);
        }
    }

    /// The answers that arrived since the last call, by ticket.
    pub fn replies(&mut self, model: &mut Model) -> Vec<(Ticket, Result<Box<Answer>, Problem>)> {
        let mut found = Vec::new();
        self.open.retain(|owner| {
            let replies = model.take_replies(*owner);
            let is_open = replies.is_empty();
            found.extend(replies.into_iter().map(|reply| (Ticket(owner.number()), reply.result.map(Box::new))));
            is_open
        });
        found
    }

    /// The engine's number of an open question, to find its test steps.
    #[must_use]
    pub fn request(&self, ticket: Ticket, model: &Model) -> Option<RequestId> {
        let owner = self.open.iter().find(|owner| owner.number() == ticket.0)?;
        model.request_of(*owner, WHAT)
    }

    /// Forgets every open question, for a view that is gone.
    pub fn forget(&mut self, model: &mut Model) {
        self.open.drain(..).for_each(|owner| model.forget(owner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::event::Event;

    #[test]
    fn every_answer_finds_its_question_in_any_order() {
        let (mut questions, mut asks, mut model, mut tickets) = (Questions::default(), Asks::default(), Model::default(), vec![]);
        let suggest = |text: &str| Command::SuggestRecipients { text: text.into() };
        questions.send(vec![suggest("br"), suggest("bra")], &mut asks, |ticket, _| tickets.push(ticket));
        for (i, ask) in asks.0.into_iter().enumerate() {
            model.expect(RequestId(i as u64), ask.purpose);
        }
        assert_eq!(questions.request(tickets[1], &model), Some(RequestId(1)));
        model.apply(Event::Answered { request: RequestId(1), result: Ok(Box::new(Answer::Done)) });
        assert_eq!(questions.replies(&mut model), [(tickets[1], Ok(Box::new(Answer::Done)))]);
        assert_eq!(questions.replies(&mut model), []);
        questions.forget(&mut model);
        model.apply(Event::Answered { request: RequestId(0), result: Ok(Box::new(Answer::Done)) });
        assert_eq!(questions.replies(&mut model), []);
    }
}
