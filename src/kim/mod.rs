//! KIM meaning of mail bytes, in both directions: reading received mails and rendering outgoing ones.
//!
//! Pure: bytes and values in, bytes and values out. Readers never fail; what is bad or odd becomes a note.
//! This module knows no socket, no store and no clock. Raw mails are read through `RawSource` windows and are
//! never held in memory as a whole.

pub mod body;
pub mod classify;
pub mod compose;
pub mod decode;
pub mod fields;
pub mod headers;
pub mod names;
pub mod receipts;
pub mod receive;
pub mod registry;
pub mod reply;
pub mod results;
mod scripts;
pub mod structure;
pub mod words;

pub use decode::{PartReader, SubRange};
pub use receive::{embedded_source, headers, receive, receive_scanned};
pub use structure::{Structure, scan_passing};
