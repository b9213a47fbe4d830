//! What a file that shall be sent is, as far as the rules of sending need it: recognised once, when it is attached.
//! Plain values; who fills them reads the bytes (`payload::file_facts`).

use super::opaque_debug;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum FileForm {
    /// Nothing the rules speak about, or too large to be looked into.
    #[default]
    Other,
    /// A request for an eEB.
    EebRequest,
}

/// What is known of a file.
#[derive(Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct FileFacts {
    pub form: FileForm,
    /// A signature is around it.
    pub signed: bool,
    /// Why it cannot be read as what it is: key of a note's sentence; empty when it can.
    pub objection: String,
    /// Marked as test data (`T…`).
    pub test_data: bool,
}

opaque_debug!(FileFacts);
