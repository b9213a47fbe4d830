//! Commands of the desk „Kassenantworten (eHKP-Übersicht)" beyond looking at it.

use crate::domain::answer::ApplicationNumber;
use crate::domain::ids::MailId;
use crate::domain::time::Timestamp;

/// A question about the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeskCommand {
    /// Requests without receipt or answer for too long. → `Waiting`
    Waiting,
    /// „erledigt" or „wieder öffnen"; all of the numbers or none. → `Done`
    MarkDone { numbers: Vec<ApplicationNumber>, done: bool },
    /// Puts an answer to the request of this number or, with none, back to its own. → `Done`
    Assign { mail: MailId, number: Option<ApplicationNumber> },
    /// What taking these answers over again, or all that were taken over `since`, would do; changes nothing. → `Bulk`
    Preview { mails: Vec<MailId>, since: Option<Timestamp>, anew: bool },
    /// Takes hand-picked answers over again; `force` also where a file of the same bytes still lies in the folder, where
    /// the answer was held, and for test data. Progress comes as `Event::BulkProgress`. → `Bulk`
    TakeOver { mails: Vec<MailId>, reason: String, force: bool },
    /// „Alles seit … erneut übernehmen"; goes on with one for the same moment that was interrupted within the last hour,
    /// unless it is to begin `anew`. → `Bulk`
    TakeOverSince { since: Timestamp, reason: String, anew: bool },
    /// Ends a running one after the answer it works on. → `Done`
    CancelBulk,
    /// Whether a JSON file is written beside each file of a folder. → `Handovers`
    SetSidecar { prefix: String, on: bool },
    /// The mapping files in use and those refused. → `Mappings`
    Mappings,
}
