//! Mails in and out as files: .eml, .mbox, Maildir (rule 40: the same path as a fetch, idempotent by bytes).

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::command::ExportFormat;
use super::event::{Answer, Event, ImportReport, ImportResult, ImportedMail, SavedFile};
use super::intake::{self, Arrived, Raw};
use super::world::{World, blocking, lock};
use super::{files, problem};
use crate::domain::account::Account;
use crate::domain::audit::{AuditAction, AuditEntry, AuditObject};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{Folder, MailFilter};
use crate::domain::problem::Problem;
use crate::domain::raw::RawSource;
use crate::store::{Arrival, HashedBytes};

/// Largest single mail that is imported (the limit of a fetch).
const MAX_MAIL: u64 = 700 << 20;
/// Largest mail read into memory; mails of KIM above it are rare and imported one at a time.
const STEP: usize = 1 << 20;
/// Folders below a folder that are looked into.
const MAX_DEPTH: usize = 8;
/// Mails exported from one page of the list.
const PAGE: usize = 500;

/// Imports files and folders into an account: the named one, or the only one, or the one each mail is addressed to.
pub async fn import(world: &Arc<World>, paths: Vec<PathBuf>, account: Option<AccountId>) -> Result<Answer, Problem> {
    let accounts = super::accounts::visible(world).await?;
    if accounts.is_empty() {
        return Err(Problem::new("INPUT-NO-ACCOUNT", ""));
    }
    let run = world.clone();
    let report = blocking(move || {
        let mut report = ImportReport::default();
        for path in paths {
            import_path(&run, &accounts, account, &path, 0, &mut report);
        }
        Ok(report)
    })
    .await?;
    for account in super::accounts::visible(world).await? {
        let count = report.mails.iter().filter(|m| m.result == ImportResult::New).count();
        if count > 0 {
            world.bus.tell(Event::MailStored { account: account.id, count: 0 });
        }
    }
    world.bus.tell(Event::MailsChanged);
    world.bus.tell(Event::AnswersChanged);
    super::answers::finish_handovers(world).await?;
    Ok(Answer::Imported(report))
}

fn import_path(world: &World, accounts: &[Account], chosen: Option<AccountId>, path: &Path, depth: usize, report: &mut ImportReport) {
    let failed = |detail: String| ImportedMail { path: path.to_owned(), id: None, result: ImportResult::Failed, detail };
    if path.is_dir() {
        if depth >= MAX_DEPTH {
            return;
        }
        match std::fs::read_dir(path) {
            Err(error) => report.mails.push(failed(error.to_string())),
            Ok(entries) => {
                let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
                inside.sort();
                // Of a Maildir only delivered mails count, not those still being written.
                inside.retain(|p| p.file_name().is_none_or(|n| n != "tmp"));
                for entry in inside {
                    if entry.is_dir() || is_mail_file(&entry) {
                        import_path(world, accounts, chosen, &entry, depth + 1, report);
                    }
                }
            }
        }
        return;
    }
    let result = if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("mbox")) {
        import_mbox(world, accounts, chosen, path, report)
    } else {
        read_file(path).and_then(|bytes| import_mail(world, accounts, chosen, path, bytes)).map(|mail| report.mails.push(mail))
    };
    if let Err(problem) = result {
        report.mails.push(not_imported(path, &problem));
    }
}

fn not_imported(path: &Path, problem: &Problem) -> ImportedMail {
    let detail = format!("{}: {}", problem.code, problem.detail);
    ImportedMail { path: path.to_owned(), id: None, result: ImportResult::Failed, detail }
}

/// Files of a folder that can be a mail: .eml, .mbox, and names of a Maildir (which have no such ending).
fn is_mail_file(path: &Path) -> bool {
    let in_maildir = path.parent().and_then(Path::file_name).is_some_and(|n| n == "cur" || n == "new");
    in_maildir || path.extension().is_some_and(|e| ["eml", "mbox"].iter().any(|known| e.eq_ignore_ascii_case(known)))
}

fn read_file(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |e: std::io::Error| Problem::new("INPUT-FILE", format!("{} ({e})", path.display()));
    let meta = std::fs::metadata(path).map_err(unreadable)?;
    if meta.len() > MAX_MAIL {
        return Err(Problem::new("IMPORT-TOO-LARGE", format!("{} MiB", meta.len() >> 20)));
    }
    std::fs::read(path).map_err(unreadable)
}

/// Each mail of an mbox (mboxrd): a line `From ` after an empty line begins one, `>From ` is unquoted once.
fn import_mbox(
    world: &World,
    accounts: &[Account],
    chosen: Option<AccountId>,
    path: &Path,
    report: &mut ImportReport,
) -> Result<(), Problem> {
    let io = |e: std::io::Error| Problem::new("INPUT-FILE", e.to_string());
    let mut reader = BufReader::with_capacity(STEP, File::open(path).map_err(io)?);
    let mut mail: Option<Vec<u8>> = None;
    let mut blank_before = true;
    let mut line = Vec::new();
    loop {
        line.clear();
        let ended = reader.read_until(b'\n', &mut line).map_err(io)? == 0;
        if ended || (blank_before && line.starts_with(b"From ")) {
            if let Some(mut whole) = mail.take() {
                // The empty line before the next `From ` belongs to the mbox, not to the mail.
                if whole.ends_with(b"\r\n\r\n") {
                    whole.truncate(whole.len() - 2);
                } else if whole.ends_with(b"\n\n") {
                    whole.truncate(whole.len() - 1);
                }
                // One bad mail never stops the others (rule 15).
                let mail = import_mail(world, accounts, chosen, path, whole);
                report.mails.push(mail.unwrap_or_else(|problem| not_imported(path, &problem)));
            }
            if ended {
                return Ok(());
            }
            mail = Some(Vec::new());
            blank_before = false;
            continue;
        }
        blank_before = matches!(line.as_slice(), b"\n" | b"\r\n");
        let quoted =
            line.iter().position(|b| *b != b'>').is_some_and(|at| at > 0 && line.get(at..).is_some_and(|rest| rest.starts_with(b"From ")));
        let Some(whole) = &mut mail else { return Err(Problem::new("IMPORT-NOT-MBOX", "")) };
        whole.extend_from_slice(line.get(usize::from(quoted)..).unwrap_or(&line));
        if whole.len() as u64 > MAX_MAIL {
            return Err(Problem::new("IMPORT-TOO-LARGE", ""));
        }
    }
}

fn import_mail(
    world: &World,
    accounts: &[Account],
    chosen: Option<AccountId>,
    path: &Path,
    bytes: Vec<u8>,
) -> Result<ImportedMail, Problem> {
    if bytes.is_empty() {
        return Err(Problem::new("IMPORT-EMPTY", ""));
    }
    let bytes = with_crlf(bytes);
    let (parsed, payload) = intake::read(&mut bytes.as_slice(), &world.mappings());
    let addressed = |a: &&Account| {
        let own = a.settings.address.as_str();
        parsed.to.iter().chain(&parsed.cc).any(|m| m.address.eq_ignore_ascii_case(own))
    };
    let from_own = |a: &&Account| parsed.from.iter().any(|m| m.address.eq_ignore_ascii_case(a.settings.address.as_str()));
    // A mail to several own accounts was fetched for each: the bytes tell which copy this is.
    let known_in = || {
        let of = |a: &&Account| lock(&world.writer()).holds_raw(a.id, &bytes).unwrap_or(false);
        if accounts.iter().filter(addressed).count() > 1 { accounts.iter().filter(addressed).find(of) } else { None }
    };
    let account = match chosen {
        Some(id) => accounts.iter().find(|a| a.id == id),
        None => known_in()
            .or_else(|| accounts.iter().find(addressed))
            .or_else(|| accounts.iter().find(from_own))
            .or_else(|| accounts.first().filter(|_| accounts.len() == 1)),
    };
    let account = account.ok_or_else(|| Problem::new("IMPORT-WHICH-ACCOUNT", ""))?;
    // What came from the own address and is not addressed to it was sent.
    let folder = if from_own(&account) && !addressed(&account) { Folder::Sent } else { Folder::Inbox };
    let arrived = Arrived { uidl: None, listed_size: 0, raw: Raw::Memory(HashedBytes::new(bytes)), parsed, payload };
    let stored = intake::take_in(&mut lock(&world.writer()), account, folder, std::slice::from_ref(&arrived)).map_err(problem::of_store)?;
    let first = stored.first().ok_or_else(|| Problem::new("INTERNAL", ""))?;
    let result = if first.arrival == Arrival::Known { ImportResult::Known } else { ImportResult::New };
    Ok(ImportedMail { path: path.to_owned(), id: Some(first.id), result, detail: String::new() })
}

/// Mails on the wire end their lines with CRLF; files of Maildirs and editors often with LF. A file that has any
/// CRLF line end in its first lines is taken byte for byte.
fn with_crlf(bytes: Vec<u8>) -> Vec<u8> {
    let first_line = bytes.iter().position(|b| *b == b'\n');
    if first_line.is_none_or(|at| at > 0 && bytes.get(at - 1) == Some(&b'\r')) {
        return bytes;
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    let mut before = 0;
    for byte in bytes {
        if byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(byte);
        before = byte;
    }
    out
}

/// Writes raw mails into a folder (.eml) or one file (.mbox); never over an existing file.
pub async fn export(world: &World, format: ExportFormat, to: PathBuf, search: String, accounts: Vec<AccountId>) -> Result<Answer, Problem> {
    let (scanner, writer, scope, who) = (world.scanner(), world.writer(), world.scope(), world.who());
    blocking(move || {
        // Locked for one page or mail at a time: sending reads over the same connection.
        let mut ids: Vec<MailId> = Vec::new();
        for folder in [Folder::Inbox, Folder::Sent] {
            let mut offset = 0;
            loop {
                let filter = MailFilter {
                    accounts: accounts.clone(),
                    folder,
                    search: search.clone(),
                    offset,
                    limit: PAGE,
                    ascending: true,
                    ..MailFilter::default()
                };
                let page = lock(&scanner).mail_page(&scope, &filter).map_err(problem::of_store)?;
                offset += page.rows.len();
                ids.extend(page.rows.iter().map(|r| r.id));
                if page.rows.is_empty() || offset >= page.total {
                    break;
                }
            }
        }
        // Before the first byte leaves: a mail that went out without a record would be worse than the other way round.
        let entry = |id: &MailId| AuditEntry::new(who.as_str(), AuditAction::Exported, AuditObject::Mail(*id));
        lock(&writer).record(ids.iter().map(entry).collect()).map_err(problem::of_store)?;
        let mut total = SavedFile { index: ids.len(), path: to.clone(), size: 0, sha256: String::new() };
        match format {
            ExportFormat::Eml => {
                std::fs::create_dir_all(&to).map_err(problem::of_saving)?;
                for id in ids {
                    let (file, path) = files::create_new(&to, &format!("{id}.eml"))?;
                    total.size += files::copy_raw(&lock(&scanner), id, &file, &path)?.size;
                }
            }
            ExportFormat::Mbox => {
                let mut file = File::options().write(true).create_new(true).open(&to).map_err(problem::of_saving)?;
                for id in ids {
                    total.size += append_mbox(&lock(&scanner), id, &mut file)?;
                }
                file.sync_all().map_err(problem::of_saving)?;
            }
        }
        Ok(Answer::Files(vec![total]))
    })
    .await
}

/// One mail in mboxrd form.
fn append_mbox(store: &crate::store::Store, id: MailId, out: &mut File) -> Result<u64, Problem> {
    let Some(blob) = store.raw_blob(id).map_err(problem::of_store)? else { return Ok(0) };
    let mut source = store.blob_source(blob).map_err(problem::of_store)?;
    let mut written = Vec::from(&b"From kimpost Thu Jan  1 00:00:00 1970\n"[..]);
    let mut at = 0;
    let mut rest: Vec<u8> = Vec::new();
    let mut size = 0;
    loop {
        let bytes = source.window(at, STEP).map_err(|e| Problem::new("STORE-IO", e))?;
        let ended = bytes.is_empty();
        at += bytes.len() as u64;
        size += bytes.len() as u64;
        rest.extend_from_slice(&bytes);
        let whole = if ended { rest.len() } else { rest.iter().rposition(|b| *b == b'\n').map_or(0, |p| p + 1) };
        for line in rest.get(..whole).unwrap_or(&[]).split_inclusive(|b| *b == b'\n') {
            let quotes = line.iter().take_while(|b| **b == b'>').count();
            if line.get(quotes..).is_some_and(|l| l.starts_with(b"From ")) {
                written.push(b'>');
            }
            written.extend_from_slice(line);
        }
        rest.drain(..whole);
        if ended {
            // A mail without a last line end gets one, or the next `From ` would not begin a mail.
            written.extend_from_slice(if written.last().is_some_and(|b| *b != b'\n') { b"\n\n" } else { b"\n" });
        }
        out.write_all(&written).map_err(problem::of_saving)?;
        written.clear();
        if ended {
            return Ok(size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_without_crlf_get_line_ends() {
        for (input, expected) in
            [(&b"A: b\n\nx\n"[..], &b"A: b\r\n\r\nx\r\n"[..]), (b"A: b\r\n\r\nx\ny", b"A: b\r\n\r\nx\ny"), (b"", b""), (b"\n", b"\r\n")]
        {
            assert_eq!(with_crlf(input.to_vec()), expected);
        }
    }

    #[test]
    fn folders_hold_eml_mbox_and_maildir_files() {
        for (path, expected) in [("a/x.eml", true), ("a/x.MBOX", true), ("a/cur/1234.host:2,S", true), ("a/readme.txt", false)] {
            assert_eq!(is_mail_file(Path::new(path)), expected, "{path}");
        }
    }
}
