//! Work on a mail in a shared mailbox: who has it in hand, whether it is done, who read and answered it.
//!
//! Names are those under which acts are recorded in „Verlauf"; they are shown as they are.

use super::opaque_debug;

/// Marks that people who share a mailbox leave for each other.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Work {
    /// „in Bearbeitung von …"; empty for nobody.
    pub claimed_by: String,
    /// „erledigt". Of an outgoing mail: what came back was seen to.
    pub done: bool,
    /// Who read it last; empty for nobody.
    pub read_by: String,
    /// Who answered it last; empty for nobody.
    pub answered_by: String,
}

opaque_debug!(Work);
