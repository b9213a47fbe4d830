//! The parts of a mail that preview and detail dialog share, so that both say the same.

pub mod advice;
pub mod attachments;
pub mod body;
pub mod handed_over;
pub mod head;
pub mod payload;
pub mod viewer;
