//! Looking at the audit log: pages, a file for elsewhere, and the check of its chain. For admins (rule 58).

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::domain::audit::{AuditCheck, AuditFilter, AuditPage, AuditRecord};
use crate::domain::problem::Problem;
use crate::engine::command::AuditCommand;
use crate::engine::event::{Answer, Event, SavedFile};
use crate::engine::world::{World, blocking, lock};
use crate::engine::{files, problem};
use crate::store::AuditWalk;

/// Records on a page of the screen.
const PAGE: usize = 100;
/// Largest page somebody may ask for.
const MAX_PAGE: usize = 1000;
/// Records checked at once; the store is free in between.
const STEP: usize = 2000;
/// Records checked at each start: the newest, about a year of a large practice, so that a start stays short. All of them are
/// checked on demand.
const AT_START: i64 = 200_000;
/// Columns of an export: words of the contract, the same in every language.
const COLUMNS: [&str; 9] = ["number", "time_utc", "person", "action", "kind", "object", "detail", "result", "link"];

/// A page, an export, or a check.
pub async fn handle(world: &Arc<World>, command: AuditCommand) -> Result<Answer, Problem> {
    // What was opened a moment ago stands there too.
    world.opened.flush().await;
    match command {
        AuditCommand::Page { filter, before, limit, .. } => page(world, filter, before, limit).await,
        AuditCommand::Export { filter, path, replace } => export(world, filter, path, replace).await,
        AuditCommand::Verify => {
            let check = verify(world, AuditWalk::whole()).await?;
            tell(world, &check);
            if check.first_bad.is_some() {
                world.detail_acts(&["broken".to_owned()]);
            }
            Ok(Answer::AuditChecked(check))
        }
    }
}

async fn page(world: &World, filter: AuditFilter, before: Option<i64>, limit: usize) -> Result<Answer, Problem> {
    let limit = if limit == 0 { PAGE } else { limit.min(MAX_PAGE) };
    world
        .read(move |store| {
            let page = store.audit_page(&filter, before, limit)?;
            Ok(AuditPage { people: store.audit_people()?, names: store.audit_names()?, ..page })
        })
        .await
        .map(|page| Answer::AuditPage(Box::new(page)))
}

/// Writes every record that fits as CSV, newest first. No cell can be taken for a formula.
async fn export(world: &World, filter: AuditFilter, path: PathBuf, replace: bool) -> Result<Answer, Problem> {
    let reader = world.scanner();
    let saved = blocking(move || {
        let mut options = File::options();
        options.write(true);
        let file = if replace { options.create(true).truncate(true).open(&path) } else { options.create_new(true).open(&path) };
        let mut out = Hashing { file: file.map_err(problem::of_saving)?, hash: Sha256::new(), size: 0 };
        let mut table = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Table programs know the umlauts by this mark.
        out.write("\u{feff}".as_bytes())?;
        table.write_record(COLUMNS).map_err(of_csv)?;
        let (mut before, mut count) = (None, 0);
        loop {
            // Locked for one page at a time: sending reads over the same connection.
            let page = lock(&reader).audit_page(&filter, before, MAX_PAGE).map_err(problem::of_store)?;
            for record in &page.records {
                table.write_record(cells(record).map(|cell| guarded(&cell))).map_err(of_csv)?;
            }
            count += page.records.len();
            before = page.records.last().map(|record| record.number);
            let bytes = table.into_inner().map_err(|error| Problem::new("INTERNAL", error.to_string()))?;
            out.write(&bytes)?;
            if !page.more {
                break;
            }
            table = csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(bytes_again(bytes));
        }
        out.file.sync_all().map_err(problem::of_saving)?;
        Ok(SavedFile { index: count, path, size: out.size, sha256: files::hex(&out.hash.finalize()) })
    })
    .await?;
    world.detail_acts(std::slice::from_ref(&saved.sha256));
    world.commit(|_| Ok(())).await?;
    Ok(Answer::Files(vec![saved]))
}

/// The same room, empty.
fn bytes_again(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.clear();
    bytes
}

fn of_csv(error: csv::Error) -> Problem {
    Problem::new("INTERNAL", error.to_string())
}

/// A file with the hash of what was written into it.
struct Hashing {
    file: File,
    hash: Sha256,
    size: u64,
}

impl Hashing {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        std::io::Write::write_all(&mut self.file, bytes).map_err(problem::of_saving)
    }
}

fn cells(record: &AuditRecord) -> [String; 9] {
    let time = chrono::DateTime::from_timestamp_millis(record.at.0)
        .map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
        .unwrap_or_default();
    [
        record.number.to_string(),
        time,
        record.person.clone(),
        record.action.clone(),
        record.kind.clone(),
        record.object.clone(),
        record.detail.clone(),
        record.result.clone(),
        record.link.clone(),
    ]
}

/// A cell that no table program reads as a formula (OWASP, „CSV Injection"): people choose their names themselves.
fn guarded(cell: &str) -> String {
    let acts = cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '%']) || cell.starts_with(['\t', '\r', '\n']);
    if acts { format!("'{cell}") } else { cell.to_owned() }
}

/// Checks the chain, a step at a time.
async fn verify(world: &World, mut walk: AuditWalk) -> Result<AuditCheck, Problem> {
    let reader = world.scanner();
    loop {
        let (store, own) = (reader.clone(), walk);
        let (found, on) = blocking(move || {
            let mut walk = own;
            let found = lock(&store).walk_audit(&mut walk, STEP).map_err(problem::of_store)?;
            Ok((found, walk))
        })
        .await?;
        match found {
            Some(check) => return Ok(check),
            None => walk = on,
        }
    }
}

/// Looks at the newest records after the start, beside everything else (rule 58).
pub async fn check_at_start(world: Arc<World>) {
    match verify(&world, AuditWalk::of_newest(AT_START)).await {
        Ok(check) => tell(&world, &check),
        Err(problem) => tracing::warn!(code = problem.code, "the audit log could not be checked"),
    }
}

fn tell(world: &World, check: &AuditCheck) {
    let event = match check.first_bad {
        Some(number) => {
            tracing::error!(number, "a record of the audit log is missing or was changed");
            Event::ProblemRaised(Problem::new("AUDIT-BROKEN", number.to_string()))
        }
        None => Event::ProblemCleared { account: None, code: "AUDIT-BROKEN" },
    };
    world.bus.tell(event);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("Anna", "Anna"),
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+49", "'+49"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1", "'  =1"),
            ("\t=1", "'\t=1"),
            ("", ""),
            ("mail-opened", "mail-opened"),
        ] {
            assert_eq!(guarded(cell), expected, "{cell:?}");
        }
    }
}
