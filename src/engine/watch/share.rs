//! Work on folders that may hang: each has its limit, and a folder whose last work has not come back is not asked again.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::domain::problem::Problem;
use crate::engine::world::{World, blocking, lock};

/// Longest time a folder may take to be listed or its files to be moved before it counts as away.
pub const LIMIT: Duration = Duration::from_secs(20);
/// Longest time the files of one drop may take to be read.
pub const READ_LIMIT: Duration = Duration::from_secs(120);

/// Frees the folder when its work ends, however it ends.
struct Busy(Arc<Mutex<HashSet<i64>>>, Option<i64>);

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(id) = self.1 {
            lock(&self.0).remove(&id);
        }
    }
}

/// Does file work off the engine's threads, for at most `limit`.
///
/// # Errors
/// `WATCH-FOLDER` for a folder that does not answer; else what the work says.
pub async fn within<T: Send + 'static>(
    world: &World,
    folder: Option<i64>,
    limit: Duration,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let away = || Problem::new("WATCH-FOLDER", "no answer");
    let known = world.watching.busy.clone();
    if let Some(id) = folder
        && !lock(&known).insert(id)
    {
        return Err(away());
    }
    let busy = Busy(known, folder);
    let done = blocking(move || {
        let _busy = busy;
        work()
    });
    tokio::time::timeout(limit, done).await.unwrap_or_else(|_| Err(away()))
}
