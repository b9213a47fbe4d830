//! The window: draws the [`model::Model`] of facts and emits engine commands; it never waits.
//!
//! Data goes one way: the engine's events enter through `Model::apply`, views read the model together with
//! their own small state and push [`model::Ask`]s, the app sends those to the engine. Nothing here touches a
//! socket, the store or a file; file dialogs answer like the engine does.

pub mod actions;
pub mod address_book;
pub mod answers;
pub mod app;
pub mod compose;
pub mod detail;
pub mod dialog;
pub mod eau;
pub mod eeb;
pub mod file_dialog;
pub mod first_start;
pub mod format;
pub mod letters;
pub mod mail;
pub mod model;
pub mod outbox;
pub mod own_password;
pub mod patient;
pub mod purge;
pub mod questions;
pub mod restore;
pub mod saving;
pub mod settings;
pub mod sheet;
pub mod shell;
mod sign_in;
#[cfg(test)]
mod stage;
pub mod theme;
pub mod unlock;
pub mod user_menu;
pub mod view;
pub mod waiting;
pub mod widgets;
