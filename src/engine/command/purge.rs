//! Commands about deleting for good.

use crate::domain::ids::MailId;
use crate::domain::purge::{PurgeWhat, Retention};

/// A question about deleting for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurgeCommand {
    /// What it would mean. → `PurgeCount`
    Count(PurgeWhat),
    /// Deletes these for good as far as they lie in the trash and may go; what cannot be read yet only with `undecrypted`.
    /// → `PurgeCount` of what stayed in the trash, with what went in `mails`.
    Purge { mails: Vec<MailId>, undecrypted: bool },
    /// The periods after which mails go by themselves. → `Retention`
    Periods,
    /// How many mails a plan would concern now. → `RetentionTrial`
    TryPeriods(Retention),
    /// Sets the periods. → `Retention`
    SetPeriods(Retention),
}
