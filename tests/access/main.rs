//! Zugriffsberechtigung through engine and command line: roles and rights against every command, what a restricted
//! person can never see, signing in and out. Fast: a part of plain `cargo test`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails loudly")]

#[path = "../support/mod.rs"]
mod support;

mod command_line;
mod matrix;
mod restricted;
mod seats;
mod watched;

use kimpost::domain::access::{AccessBook, AccessRule, AccountAccess, Grantee, GroupingKind, Right, Rights, Role};
use kimpost::domain::ids::{AccountId, UserId};
use kimpost::domain::problem::Problem;
use kimpost::domain::secret::Secret;
use kimpost::engine::EngineHandle;
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::support::{Desk, answer};

/// Everybody's password in these tests.
pub const PASSWORD: &str = "Grüße an 9 Igel";

pub fn password() -> Secret {
    Secret::new(PASSWORD)
}

pub fn book(answer: Answer) -> AccessBook {
    answer!(answer, Answer::Access(book) => *book)
}

/// Chris is admin and sits at the desk's own seat; Anna reads, Ben edits, both are the reception.
pub fn hire(desk: &Desk) -> AccessBook {
    for (name, role) in [("Chris", Role::Admin), ("Anna", Role::Read), ("Ben", Role::Edit)] {
        desk.ask(Command::AddUser { name: name.into(), role, password: Some(password()) });
    }
    let made = book(desk.ask(Command::AddGrouping { kind: GroupingKind::UserGroup, name: "Empfang".into() }));
    let group = made.groupings[0].id;
    for name in ["Anna", "Ben"] {
        desk.ask(Command::SetMember { grouping: group, user: user(&made, name), member: true });
    }
    book(desk.ask(Command::ListAccess))
}

pub fn user(book: &AccessBook, name: &str) -> UserId {
    book.user_named(name).unwrap().id
}

/// The account is for one grantee with these rights; asked for by an admin at the desk's own seat.
pub fn restrict(desk: &Desk, account: AccountId, to: Grantee, rights: &[Right]) {
    let before = book(desk.ask(Command::ListAccess)).access_of(account);
    let after = AccountAccess::restricted_to([AccessRule { to, rights: Rights::of(rights) }]);
    desk.ask(Command::SetAccountAccess { account, before: Box::new(before), after: Box::new(after) });
}

/// A seat of its own with somebody in it.
pub fn seat(desk: &Desk, name: &str) -> EngineHandle {
    let seat = desk.engine.at_new_seat();
    sign_in(&seat, name, PASSWORD).unwrap();
    seat
}

pub fn sign_in(seat: &EngineHandle, name: &str, password: &str) -> Result<Answer, Problem> {
    seat.ask_blocking(Command::SignIn { name: name.into(), password: Secret::new(password) })
}
