//! Commands of the audit log; for admins only.

use std::path::PathBuf;

use crate::domain::audit::AuditFilter;

/// A question about the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditCommand {
    /// Records newest first, older than the number `before`; `limit` 0: a page of the screen. `opening` says that somebody
    /// begins to look, which is recorded itself; turning pages is not. → `AuditPage`
    Page { filter: AuditFilter, before: Option<i64>, limit: usize, opening: bool },
    /// Every record that fits, as CSV. → `Files` with the count in `index`.
    Export { filter: AuditFilter, path: PathBuf, replace: bool },
    /// Checks the whole chain. → `AuditChecked`
    Verify,
}
