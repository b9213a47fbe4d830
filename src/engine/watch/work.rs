//! One drop: read, judged, addressed, rendered, queued together with its record, and only then moved.
//!
//! Invariant: a file leaves the folder only after what became of it is durable; a file is sent by itself at most once,
//! whatever happens in between.

use std::path::Path;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::unit::Unit;
use super::{reason, share};
use crate::domain::access::Session;
use crate::domain::account::Account;
use crate::domain::contact::ContactNews;
use crate::domain::directory::{DirectoryAnswer, DirectoryQuery};
use crate::domain::file_facts::FileFacts;
use crate::domain::ids::{AccountId, BlobId, MailId};
use crate::domain::outgoing::{DirectoryCheck, Draft, DraftAttachment, Recipient, RecipientKind};
use crate::domain::payload::PayloadKind;
use crate::domain::problem::Problem;
use crate::domain::watch::{WatchItem, WatchResult, WatchedFile};
use crate::engine::outbox::{self, Manner, Rendered};
use crate::engine::world::{World, blocking, lock, now};
use crate::engine::{files, lookup, problem, reprocess, usage};
use crate::handover::{self, pickup, pickup::Found};
use crate::payload::dispatch::{self, Dropped, Judged, RecipientFrom, Refusal, Rule, Sidecar};
use crate::store::{NewOutgoing, NewWatchItem, Watched};

/// Largest drop in bytes: beyond it a person attaches the file in the write window.
const MAX_DROP: u64 = 100 << 20;

/// How a drop ended.
pub enum Outcome {
    /// Worked off, for better or worse; its files were moved as far as that was possible.
    Done,
    /// It stays where it is and is tried again: why, as code and detail. No code: another program has the file.
    Waits(String, String),
}

/// A drop on its way.
struct Parcel {
    unit: Unit,
    /// In the order of `unit.files`.
    bytes: Vec<Vec<u8>>,
    rule: Rule,
    /// How many of the files are attached; the rest only stood beside.
    attached: usize,
    sha256: String,
}

impl Parcel {
    fn sidecar(&self) -> Sidecar {
        self.unit.sidecar.as_ref().map(|(_, sidecar)| sidecar.clone()).unwrap_or_default()
    }

    fn dropped(&self) -> Vec<Dropped<'_>> {
        let files = self.unit.files.iter().zip(&self.bytes).take(self.attached);
        files.map(|(file, bytes)| Dropped { name: &file.name, bytes }).collect()
    }
}

/// Why a drop goes no further.
enum Stop {
    Refused(Refusal),
    Twice(Option<MailId>),
    Waits(String, String),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Waits(problem.code.to_owned(), problem.detail)
    }
}

/// Where a drop comes from.
pub struct Origin<'a> {
    /// The folder it lies in; none for one that is sent on purpose.
    pub folder: Option<i64>,
    /// The Dienstkennung set for it, or the beginning of one; empty: the name decides.
    pub wanted: &'a str,
    /// The drop a person sends on purpose.
    pub instead_of: Option<&'a WatchItem>,
    /// An eAU of the account was not worked off yet: a cancellation may be of that one.
    pub eau_waits: bool,
    /// Why the account's VZD did not answer just now, as code and detail.
    pub away: Option<(String, String)>,
}

/// Works a drop off. A young one whose content is broken may still be being written: it waits.
pub async fn work_off(world: &Arc<World>, account: &Account, from: &Origin<'_>, unit: Unit, is_young: bool) -> Result<Outcome, Problem> {
    let folder = from.folder;
    let drop = match read(world, from, unit.clone()).await {
        Ok(drop) => drop,
        Err(Stop::Refused(refusal)) => return refuse(world, account, folder, "", "", &unit, &refusal).await,
        Err(Stop::Twice(_)) => return Ok(Outcome::Done),
        Err(Stop::Waits(code, detail)) => return Ok(Outcome::Waits(code, detail)),
    };
    let (kind, sha256) = (drop.rule.dienstkennung.0.clone(), drop.sha256.clone());
    match send(world, account, from, drop).await {
        Ok(()) => Ok(Outcome::Done),
        Err(Stop::Refused(refusal)) if is_young && refusal.code == "WATCH-CONTENT" => Ok(Outcome::Waits(String::new(), String::new())),
        Err(Stop::Waits(code, detail)) => Ok(Outcome::Waits(code, detail)),
        Err(Stop::Refused(refusal)) => refuse(world, account, folder, &kind, &sha256, &unit, &refusal).await,
        Err(Stop::Twice(mail)) => {
            let aside = Aside { result: WatchResult::Twice, code: "WATCH-TWICE", detail: String::new(), mail };
            put_aside(world, account.id, folder, (&kind, &sha256), &unit, aside).await
        }
    }
}

/// Records a drop that cannot be sent and moves it aside.
pub async fn refuse(
    world: &Arc<World>,
    account: &Account,
    folder: Option<i64>,
    kind: &str,
    sha256: &str,
    unit: &Unit,
    refusal: &Refusal,
) -> Result<Outcome, Problem> {
    tracing::warn!(code = refusal.code, account = %account.id, "a dropped file was not sent");
    let aside = Aside { result: WatchResult::Failed, code: refusal.code, detail: refusal.detail.clone(), mail: None };
    put_aside(world, account.id, folder, (kind, sha256), unit, aside).await
}

/// Why a drop became no mail.
struct Aside {
    result: WatchResult,
    code: &'static str,
    detail: String,
    /// The mail it went with before.
    mail: Option<MailId>,
}

/// Records a drop that became no mail, and moves its files where that is told.
async fn put_aside(
    world: &Arc<World>,
    account: AccountId,
    folder: Option<i64>,
    (kind, sha256): (&str, &str),
    unit: &Unit,
    aside: Aside,
) -> Result<Outcome, Problem> {
    let (kind, sha256, files) = (kind.to_owned(), sha256.to_owned(), watched(unit));
    let item = world
        .write(move |store| {
            let Aside { result, code, detail, mail } = &aside;
            let new = NewWatchItem {
                account,
                folder,
                at: now(),
                kind: &kind,
                sha256: &sha256,
                result: *result,
                code,
                detail,
                mail: *mail,
                files: &files,
            };
            let id = store.add_watch_item(&new)?;
            store.watch_item(id)
        })
        .await?;
    settle(world, folder, item).await?;
    Ok(Outcome::Done)
}

fn watched(unit: &Unit) -> Vec<WatchedFile> {
    unit.all().map(|file| WatchedFile { found: file.path.clone(), size: file.size, changed: file.changed, now: None }).collect()
}

/// Reads the files and finds the rule.
async fn read(world: &Arc<World>, from: &Origin<'_>, unit: Unit) -> Result<Parcel, Stop> {
    if unit.files.len() > dispatch::MAX_FILES {
        return Err(Refusal::new("WATCH-TOO-LARGE", unit.files.len().to_string()).into());
    }
    let size: u64 = unit.files.iter().map(|file| file.size).sum();
    if size > MAX_DROP {
        return Err(Refusal::new("WATCH-TOO-LARGE", format!("{} MiB", size >> 20)).into());
    }
    if unit.files.iter().any(|file| file.size == 0) {
        return Err(Refusal::new("WATCH-EMPTY", "").into());
    }
    let files = unit.files.clone();
    let read = move || Ok(files.iter().map(read_one).collect::<Result<Vec<_>, _>>());
    let bytes = match share::within(world, from.folder, share::READ_LIMIT, read).await? {
        Ok(bytes) => bytes,
        // Gone, held, or changed meanwhile: the next look sees what is there then.
        Err(handover::Error::FolderMissing | handover::Error::Busy) => return Err(Stop::Waits(String::new(), String::new())),
        Err(error) => return Err(Stop::Waits("WATCH-UNREADABLE".to_owned(), error.to_string())),
    };
    let named = unit.sidecar.as_ref().map(|(_, sidecar)| sidecar.dienstkennung.clone()).filter(|named| !named.is_empty());
    let wanted = named.unwrap_or_else(|| from.wanted.to_owned());
    let rule = rule_for(world, &wanted, &unit.files, &bytes)?;
    let lone_data = !rule.is_letter() && unit.sidecar.as_ref().is_none_or(|(_, sidecar)| sidecar.attachments.is_empty());
    let detached = bytes.first().is_some_and(|first| dispatch::is_detached_signature(first));
    // An enveloping signature holds the XML that lies beside it.
    let attached = if lone_data && !detached { 1 } else { unit.files.len() };
    let sha256 = hash(bytes.get(..attached).unwrap_or(&bytes));
    Ok(Parcel { unit, bytes, rule, attached, sha256 })
}

fn read_one(file: &Found) -> Result<Vec<u8>, handover::Error> {
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0));
    pickup::read(file, |piece| {
        bytes.extend_from_slice(piece);
        if bytes.len() as u64 > file.size { Err(handover::Error::Busy) } else { Ok(()) }
    })?;
    Ok(bytes)
}

fn rule_for(world: &World, wanted: &str, files: &[Found], bytes: &[Vec<u8>]) -> Result<Rule, Refusal> {
    let rules = &world.watching.rules;
    let first = files.first().map_or("", |file| file.name.as_str());
    match rules.find(wanted, first) {
        Err(refusal)
            if refusal.code == "WATCH-UNKNOWN" && wanted.is_empty() && bytes.iter().any(|bytes| dispatch::is_letter_xml(bytes)) =>
        {
            rules.letter().cloned().ok_or(refusal)
        }
        found => found,
    }
}

/// SHA-256 of one file, or over the sorted ones of several.
fn hash(files: &[Vec<u8>]) -> String {
    let hex = |bytes: &[u8]| files::hex(&Sha256::digest(bytes));
    let mut hashes: Vec<String> = files.iter().map(|bytes| hex(bytes)).collect();
    hashes.sort();
    match hashes.as_slice() {
        [only] => only.clone(),
        several => hex(several.concat().as_bytes()),
    }
}

/// From the files to the outbox.
async fn send(world: &Arc<World>, account: &Account, from: &Origin<'_>, drop: Parcel) -> Result<(), Stop> {
    let (id, kind, sha256) = (account.id, drop.rule.key(), drop.sha256.clone());
    let before = world.read(move |store| store.watch_sent(id, &kind, &sha256)).await?;
    if let Some((mail, _)) = before.filter(|_| from.instead_of.is_none()) {
        return Err(Stop::Twice(mail));
    }
    let drop = Arc::new(drop);
    let judged = judge(world, account, drop.clone()).await?;
    usage::may_send(world, &drop.rule.dienstkennung.0).await?;
    if let Some((code, detail)) = from.away.clone() {
        return Err(Stop::Waits(code, detail));
    }
    let recipients = match recipients(world, account, &drop, &judged).await {
        Err(Stop::Refused(refusal)) if from.eau_waits && refusal.code == "WATCH-NO-IK" && is_cancel(&drop.rule) => {
            return Err(Stop::Waits(refusal.code.to_owned(), refusal.detail));
        }
        found => found?,
    };
    let draft = draft(account, &drop, recipients);
    if let Some(issue) = draft.mail_issues().into_iter().find(|issue| issue.blocks) {
        return Err(Refusal::new("WATCH-DRAFT", issue.detail).into());
    }
    let (rendered, blobs) = render(world, account, &drop, draft.clone(), &judged).await?;
    let hold = from.instead_of.is_none() && is_gathered(world, account.id, &drop.rule).await?;
    let item = queue(world, from, &drop, &draft, (rendered, blobs), hold).await?;
    outbox::queued(world, !hold);
    settle(world, from.folder, item).await?;
    Ok(())
}

fn is_cancel(rule: &Rule) -> bool {
    rule.kind == Some(PayloadKind::EauCancel)
}

/// Whether a mail waits for the Sammelversand: an eAU, and its cancellation as long as the eAU itself may still wait.
async fn is_gathered(world: &World, account: AccountId, rule: &Rule) -> Result<bool, Problem> {
    let is_cancel = is_cancel(rule);
    if !rule.gather && !is_cancel {
        return Ok(false);
    }
    let (usage, held) = world.read(|store| Ok((store.usage()?, store.held_eau(&Session::program().scope())?))).await?;
    let waits = held.iter().any(|eau| eau.account == account);
    Ok(if is_cancel { waits } else { usage.collect_eau })
}

async fn judge(world: &Arc<World>, account: &Account, drop: Arc<Parcel>) -> Result<Judged, Stop> {
    let mappings = world.mappings();
    let test_environment = reprocess::is_of_test_environment(account);
    let judged = blocking(move || Ok(dispatch::judge(&drop.rule, &drop.dropped(), test_environment, &mappings))).await?;
    Ok(judged?)
}

/// Who gets it, as the VZD knows them now.
async fn recipients(world: &Arc<World>, account: &Account, drop: &Parcel, judged: &Judged) -> Result<Vec<Recipient>, Stop> {
    let sidecar = drop.sidecar();
    if drop.rule.to_only && (!sidecar.cc.is_empty() || sidecar.to.len() > 1) {
        return Err(Refusal::new("WATCH-SIDECAR", "to, cc").into());
    }
    if !sidecar.to.is_empty() || drop.rule.recipient == RecipientFrom::Sidecar {
        return named_recipients(world, account, &sidecar).await;
    }
    if !sidecar.ik.is_empty() && !judged.ik.is_empty() && sidecar.ik != judged.ik {
        return Err(Refusal::new("WATCH-SIDECAR", format!("ik {} / {}", sidecar.ik, judged.ik)).into());
    }
    let ik = if judged.ik.is_empty() { sidecar.ik } else { judged.ik.clone() };
    if ik.is_empty() {
        return recipient_of_cancelled(world, account, judged).await;
    }
    let query = DirectoryQuery { ik: ik.clone(), ..DirectoryQuery::default() };
    let directory = lookup::directory_of(world, Some(account.id)).await?;
    let found = lookup::ask(world, &directory, &query, None).await?;
    Ok(vec![insurer(&found, &ik).ok_or_else(|| Refusal::new("WATCH-INSURER", ik))?])
}

/// The insurer's first KIM address: „several hits → first KIM address" (TA eAU). Of what the server answered only that
/// which was asked for.
fn insurer(found: &DirectoryAnswer, ik: &str) -> Option<Recipient> {
    let mut insurers = found.entries.iter().filter(|entry| entry.is_insurer(ik));
    let (entry, address) = insurers.find_map(|entry| Some((entry, entry.addresses.first()?)))?;
    Some(Recipient {
        kind: RecipientKind::To,
        address: address.mail.clone(),
        name: entry.name.clone(),
        about: entry.about(),
        check: DirectoryCheck::Found(address.version.clone()),
    })
}

/// A cancellation names no insurer but the document: it goes where that one went.
async fn recipient_of_cancelled(world: &Arc<World>, account: &Account, judged: &Judged) -> Result<Vec<Recipient>, Stop> {
    let cancels = judged.payload.as_ref().filter(|payload| payload.kind == PayloadKind::EauCancel);
    let (id, documents) = (account.id, cancels.map(|payload| payload.refers_to.clone()).unwrap_or_default());
    let went_to = world.read(move |store| store.recipients_of_document(id, &documents)).await?;
    let Some(first) = went_to.first() else { return Err(Refusal::new("WATCH-NO-IK", "").into()) };
    let sidecar = Sidecar { to: vec![first.address.clone()], ..Sidecar::default() };
    named_recipients(world, account, &sidecar).await
}

/// The addresses of the sidecar; each must be in the VZD.
async fn named_recipients(world: &Arc<World>, account: &Account, sidecar: &Sidecar) -> Result<Vec<Recipient>, Stop> {
    if sidecar.to.is_empty() {
        return Err(Refusal::new("WATCH-NO-RECIPIENT", "").into());
    }
    let addresses: Vec<String> = sidecar.to.iter().chain(&sidecar.cc).map(|address| address.trim().to_owned()).collect();
    if let Some(wrong) = addresses.iter().find(|address| lookup::kim_address(address).is_err()) {
        return Err(Refusal::new("WATCH-RECIPIENT", wrong.clone()).into());
    }
    let directory = lookup::directory_of(world, Some(account.id)).await?;
    let mut checks = Vec::with_capacity(addresses.len());
    for portion in addresses.chunks(lookup::CHECK_PORTION) {
        checks.extend(lookup::ask_about(world, &directory, portion).await?);
    }
    let mut recipients = Vec::new();
    for (at, check) in checks.into_iter().enumerate() {
        // The VZD holds ASCII addresses only.
        if check.check == DirectoryCheck::NotFound || !check.address.is_ascii() {
            return Err(Refusal::new("WATCH-RECIPIENT", check.address).into());
        }
        if check.check == DirectoryCheck::Unknown {
            // The answer was cut off: nobody knows, so nothing goes yet.
            return Err(Stop::Waits("LDAP-ANSWER".to_owned(), check.address));
        }
        if matches!(check.news, Some(ContactNews::OtherOwner { .. })) {
            return Err(Refusal::new("RECIPIENT-OTHER-OWNER", check.address).into());
        }
        let kind = if at < sidecar.to.len() { RecipientKind::To } else { RecipientKind::Cc };
        recipients.push(Recipient { kind, address: check.address, name: check.name, about: check.about, check: check.check });
    }
    Ok(recipients)
}

fn draft(account: &Account, drop: &Parcel, recipients: Vec<Recipient>) -> Draft {
    let mut draft = Draft::new(account.id);
    let first = drop.unit.files.first().map_or("", |file| file.name.as_str());
    let subject = drop.sidecar().subject;
    draft.subject = if subject.trim().is_empty() || drop.rule.subject.is_empty() && drop.rule.kind.is_some() {
        drop.rule.subject_for(first)
    } else {
        subject
    };
    draft.text.clone_from(&drop.rule.text);
    draft.recipients = recipients;
    draft.dienstkennung.clone_from(&drop.rule.dienstkennung.0);
    // Part of the procedures; nobody can switch it off (TA eAU).
    draft.delivery_receipt = true;
    draft.read_receipt = drop.rule.is_letter() && account.settings.options.always_request_read_receipt;
    draft
}

/// Copies the files' bytes into the store and renders the mail. The copies are freed when the mail is queued, at the next
/// start at the latest.
async fn render(
    world: &Arc<World>,
    account: &Account,
    drop: &Arc<Parcel>,
    mut draft: Draft,
    judged: &Judged,
) -> Result<(Rendered, Vec<BlobId>), Problem> {
    let (writer, parcel) = (world.writer(), drop.clone());
    draft.attachments = blocking(move || {
        let mut attachments = Vec::new();
        for file in parcel.dropped() {
            let mut store = lock(&writer);
            let blob = store.new_blob().map_err(problem::of_store)?;
            store.append_blob(blob, file.bytes).map_err(problem::of_store)?;
            let info = store.finish_blob(blob).map_err(problem::of_store)?;
            let media_type = media_type(file.name, &parcel.rule);
            attachments.push(DraftAttachment { name: file.name.to_owned(), media_type, size: info.len, blob, facts: FileFacts::default() });
        }
        Ok(attachments)
    })
    .await?;
    let manner = Manner { reply_to: drop.rule.reply_to, descriptions: judged.descriptions.clone() };
    let rendered = outbox::render(world, &draft, account, manner).await?;
    Ok((rendered, draft.attachments.iter().map(|file| file.blob).collect()))
}

/// Data travel as `application/octet-stream`, also p7s (`formats.md` §1.3).
fn media_type(name: &str, rule: &Rule) -> String {
    let is_data = !rule.is_letter() && rule.kind.is_some();
    if is_data { "application/octet-stream".to_owned() } else { mime_guess::from_path(name).first_or_octet_stream().to_string() }
}

/// Mail, record and hold in one transaction.
async fn queue(
    world: &Arc<World>,
    from: &Origin<'_>,
    drop: &Arc<Parcel>,
    draft: &Draft,
    (rendered, blobs): (Rendered, Vec<BlobId>),
    hold: bool,
) -> Result<WatchItem, Problem> {
    let (drop, draft, folder) = (drop.clone(), draft.clone(), from.folder);
    let (files, instead_of, who) = (watched(&drop.unit), from.instead_of.map(|item| item.id), world.who());
    world
        .write(move |store| {
            let own = store.account(draft.account)?.settings.address.to_string();
            let new = NewOutgoing {
                account: draft.account,
                draft: None,
                raw: rendered.blob,
                parsed: &rendered.parsed,
                payload: rendered.payload.as_ref(),
                message_id: &rendered.message_id,
                recipients: &draft.mailboxes(),
                return_path: &own,
                delivery_receipt: true,
                listed: !hold,
                now: now(),
            };
            let item = NewWatchItem {
                account: draft.account,
                folder,
                at: now(),
                kind: &drop.rule.dienstkennung.0,
                sha256: &drop.sha256,
                result: WatchResult::Queued,
                code: "",
                detail: "",
                mail: None,
                files: &files,
            };
            let who = if instead_of.is_some() { who.as_str() } else { "" };
            let key = drop.rule.key();
            let watched = Watched { item, key: &key, instead_of, who, hold, blobs: &blobs };
            let (_, item) = store.queue_watched(&new, &watched)?;
            store.watch_item(item)
        })
        .await
}

/// Moves the files of a drop where they belong; what cannot be moved now is moved at a later look. Returns whether each
/// lies there.
///
/// # Errors
/// `WATCH-FOLDER` when the folder does not answer.
pub async fn settle(world: &Arc<World>, folder: Option<i64>, item: WatchItem) -> Result<bool, Problem> {
    let id = item.id;
    let moved = share::within(world, folder, share::LIMIT, move || Ok(move_files(item))).await?;
    let all = moved.iter().all(|file| file.now.is_some());
    world.write(move |store| store.set_watch_files(id, &moved, all)).await?;
    Ok(all)
}

pub(super) fn move_files(item: WatchItem) -> Vec<WatchedFile> {
    let target = |found: &Path| {
        let parent = found.parent()?;
        // Sent on purpose: it lies in the folder of what came twice.
        let is_aside = parent.file_name().is_some_and(|name| name == crate::domain::watch::TWICE);
        Some(if is_aside { parent.parent()? } else { parent }.join(item.result.folder()))
    };
    let mut files = item.files;
    let mut first = true;
    for file in files.iter_mut().filter(|file| file.now.is_none()) {
        let is_first = std::mem::replace(&mut first, false);
        // A share that is away: nothing is known of the file.
        if !file.found.parent().is_some_and(Path::is_dir) {
            continue;
        }
        let Some(target) = target(&file.found) else { continue };
        if !pickup::is_same(&file.found, file.size, file.changed) {
            let moved = file.found.file_name().map(|name| target.join(name));
            // Moved when the program ended, before that was noted.
            let moved = moved.filter(|moved| pickup::is_same(moved, file.size, file.changed));
            // Else gone, or another file by now: none of our business any more.
            file.now = Some(moved.unwrap_or_else(|| file.found.clone()));
            continue;
        }
        match pickup::move_into(&file.found, &target) {
            Ok(path) => {
                if item.result != WatchResult::Queued && is_first {
                    explain(&path, item.code.as_str(), &item.detail);
                } else if item.result == WatchResult::Queued {
                    pickup::remove_beside(&file.found);
                }
                file.now = Some(path);
            }
            Err(error) => tracing::warn!(%error, item = item.id, "a dropped file could not be moved"),
        }
    }
    files
}

fn explain(path: &Path, code: &str, detail: &str) {
    let Some(code) = problem::known_code(code) else { return };
    // The window tells it too; without the text nothing is lost.
    if let Err(error) = pickup::write_beside(path, &reason::text(&Refusal::new(code, detail))) {
        tracing::warn!(%error, "a reason could not be written");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::{DirectoryAddress, DirectoryEntry};

    #[test]
    fn only_the_insurer_with_the_ik_gets_it_however_broad_the_directory_answers() {
        let entry = |entry_type, ik: &str, addresses: &[&str]| DirectoryEntry {
            entry_type,
            domain_ids: vec!["109999000".into(), ik.into()],
            addresses: addresses.iter().map(|mail| DirectoryAddress { mail: (*mail).into(), ..DirectoryAddress::default() }).collect(),
            ..DirectoryEntry::default()
        };
        let of = |entries: Vec<DirectoryEntry>| insurer(&DirectoryAnswer { complete: true, entries }, "109999039").map(|to| to.address);
        let (other, ombud) = (entry(5, "109999051", &["andere@kasse"]), entry(4, "109999039", &["beirat@kasse"]));
        assert_eq!(of(vec![other.clone(), ombud.clone()]), None);
        let (mute, asked) = (entry(5, "109999039", &[]), entry(5, "109999039", &["kasse@kasse", "zweite@kasse"]));
        assert_eq!(of(vec![other, ombud, mute, asked]).as_deref(), Some("kasse@kasse"));
    }
}
