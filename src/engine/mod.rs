//! The one task that owns connections, timers and the store. Commands go in, events come out.

pub mod command;
pub mod event;
