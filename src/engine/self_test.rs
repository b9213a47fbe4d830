//! „Selbsttest": a mail to the own address goes out, comes back, and is compared byte for byte; then its receipt.
//!
//! Climbs by the code of sending and fetching, so what passes here works. Each rung is told at once; a person may end
//! it at any time. The mail stays where it is: it is an ordinary one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::command::Service;
use super::event::{Answer, Event, SelfTestReport, TestStep};
use super::world::{World, blocking, lock};
use super::{accounts, fetch, files, outbox, problem};
use crate::domain::file_facts::FileFacts;
use crate::domain::ids::{AccountId, MailId, RequestId};
use crate::domain::outgoing::{DirectoryCheck, Draft, DraftAttachment, OutboxItem, OutgoingState, Recipient, RecipientKind};
use crate::domain::problem::Problem;

/// Longest wait for the mail to come back.
const RETURN_LIMIT: Duration = Duration::from_secs(300);
/// Longest wait for the receipt behind it: the mail itself is back by then.
const RECEIPT_LIMIT: Duration = Duration::from_secs(120);
/// Pauses between two looks into the mailbox, growing.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// Attachment: every byte value in every place of a base64 group, and more than one line.
const ATTACHMENT_BYTES: usize = 3 * 256 * 64;
const FILE_NAME: &str = "selbsttest-äöüß.bin";

/// Running self-tests; sending `true` ends one.
pub type Running = Mutex<HashMap<AccountId, watch::Sender<bool>>>;

/// Ends the self-test of an account; none runs: nothing happens.
pub fn cancel(world: &World, account: AccountId) -> Result<Answer, Problem> {
    if let Some(running) = lock(&world.self_tests).get(&account) {
        running.send_replace(true);
    }
    Ok(Answer::Done)
}

/// The test, with its rungs as `Event::TestStep`.
pub async fn run(world: &Arc<World>, request: RequestId, account: AccountId) -> Result<Answer, Problem> {
    accounts::get(world, account).await?;
    let mut cancelled = {
        let mut running = lock(&world.self_tests);
        if running.contains_key(&account) {
            return Err(Problem::new("SELFTEST-RUNNING", "").of(account));
        }
        let (sender, receiver) = watch::channel(false);
        running.insert(account, sender);
        receiver
    };
    let started = Instant::now();
    let mut test = Test { world, request, account, report: SelfTestReport::default() };
    let result = tokio::select! {
        result = test.climb() => result,
        () = fetch::stopped(&mut cancelled) => Err(Problem::new("SELFTEST-CANCELLED", "")),
    };
    lock(&world.self_tests).remove(&account);
    let mut report = test.report;
    report.millis = millis(started);
    report.problem = result.err().map(|problem| problem.of(account));
    Ok(Answer::SelfTested(report))
}

struct Test<'a> {
    world: &'a Arc<World>,
    request: RequestId,
    account: AccountId,
    report: SelfTestReport,
}

impl Test<'_> {
    async fn climb(&mut self) -> Result<(), Problem> {
        let content = content();
        let started = Instant::now();
        let sent = self.send(&content).await;
        let sent = self.rung(Service::Smtp, "send", started, sent)?;
        self.report.sent = true;
        let started = Instant::now();
        let back = self.wait_for_mail(&sent).await;
        let mail = self.rung(Service::Pop3, "receive", started, back)?;
        self.report.received = true;
        let started = Instant::now();
        let same = self.compare(mail, &content).await;
        self.rung(Service::Pop3, "compare", started, same)?;
        self.report.identical = true;
        let started = Instant::now();
        let receipt = self.wait_for_receipt(sent.id).await;
        self.rung(Service::Smtp, "receipt", started, receipt)?;
        self.report.receipt = true;
        Ok(())
    }

    /// Tells a rung and passes its value on.
    fn rung<T>(&mut self, service: Service, step: &'static str, started: Instant, result: Result<T, Problem>) -> Result<T, Problem> {
        let problem = result.as_ref().err().cloned();
        let detail = problem.as_ref().map(|p| p.detail.clone()).unwrap_or_default();
        let told = TestStep { service, step, ok: problem.is_none(), millis: millis(started), detail, problem };
        self.world.bus.tell(Event::TestStep { request: self.request, step: told.clone() });
        self.report.steps.push(told);
        result
    }

    /// Queues the mail and sends it at once.
    async fn send(&self, content: &[u8]) -> Result<Sent, Problem> {
        let account = accounts::get(self.world, self.account).await?;
        let writer = self.world.writer();
        let bytes = content.to_vec();
        let blob = blocking(move || {
            let mut store = lock(&writer);
            let blob = store.new_blob().map_err(problem::of_store)?;
            store.append_blob(blob, &bytes).map_err(problem::of_store)?;
            store.finish_blob(blob).map_err(problem::of_store)?;
            Ok(blob)
        })
        .await?;
        let mut draft = Draft::new(self.account);
        draft.recipients = vec![Recipient {
            kind: RecipientKind::To,
            address: account.settings.address.to_string(),
            name: account.settings.sender_name.clone(),
            about: String::new(),
            check: DirectoryCheck::Unknown,
        }];
        draft.subject = "Selbsttest von Kimpost".to_owned();
        draft.text = "Diese Nachricht prüft den Versand und den Empfang dieses Kontos.\n".to_owned();
        draft.attachments = vec![DraftAttachment {
            name: FILE_NAME.to_owned(),
            media_type: "application/octet-stream".to_owned(),
            size: content.len() as u64,
            blob,
            facts: FileFacts::default(),
        }];
        (draft.delivery_receipt, draft.read_receipt) = (true, false);
        let Answer::Queued(item) = outbox::queue(self.world, draft, false, false).await? else {
            return Err(Problem::new("INTERNAL", "not queued"));
        };
        let Answer::Queued(item) = outbox::retry(self.world, item.id).await? else {
            return Err(Problem::new("INTERNAL", "not sent"));
        };
        let id = item.id;
        refused(&item)?;
        let message_id = self.world.read(move |store| store.parsed(id)).await?.message_id.unwrap_or_default();
        Ok(Sent { id, message_id })
    }

    /// Looks into the mailbox until the mail is there.
    async fn wait_for_mail(&self, sent: &Sent) -> Result<MailId, Problem> {
        let (started, account, mut pause) = (Instant::now(), self.account, FIRST_PAUSE);
        loop {
            let fetched = self.fetch().await;
            let message_id = sent.message_id.clone();
            if let Some(mail) = self.world.read(move |store| store.received_mail(account, &message_id)).await? {
                return Ok(mail);
            }
            fetched?;
            // The Clientmodul may have said meanwhile that it could not be delivered.
            self.undeliverable(sent.id).await?;
            if started.elapsed() >= RETURN_LIMIT {
                return Err(Problem::new("SELFTEST-NOT-BACK", ""));
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// One fetch; what may pass by itself is no reason to end.
    async fn fetch(&self) -> Result<(), Problem> {
        let Answer::Fetched(fetches) = fetch::fetch_accounts(self.world, vec![self.account], Vec::new()).await? else { return Ok(()) };
        let lasting =
            ["POP-AUTH", "POP-LOGIN", "POP-REFUSED", "POP-CERT-CHANGED", "POP-CLEAR-TEXT", "POP-NO-AUTH", "POP-STARTTLS", "POP-TLS"];
        let problems = fetches.into_iter().flat_map(|fetch| fetch.problems);
        let ends =
            |p: &Problem| lasting.contains(&p.code) || p.code.contains("CERT-") || p.code == "TLS-OLD" || p.code.starts_with("ACCOUNT-");
        problems.into_iter().find(ends).map_or(Ok(()), Err)
    }

    /// The bytes of the attachment as a person would save them.
    async fn compare(&self, mail: MailId, content: &[u8]) -> Result<(), Problem> {
        let Answer::Files(found) = files::digest_attachments(self.world, mail).await? else { return Ok(()) };
        let expected = files::hex(&Sha256::digest(content));
        match found.iter().find(|file| file.sha256 == expected) {
            Some(_) => Ok(()),
            None => Err(Problem::new("SELFTEST-CHANGED", found.iter().map(|f| f.size.to_string()).collect::<Vec<_>>().join(", "))),
        }
    }

    async fn wait_for_receipt(&self, mail: MailId) -> Result<(), Problem> {
        let (started, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            if self.undeliverable(mail).await? {
                return Ok(());
            }
            if started.elapsed() >= RECEIPT_LIMIT {
                return Err(Problem::new("SELFTEST-NO-RECEIPT", ""));
            }
            tokio::time::sleep(pause).await;
            self.fetch().await?;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    /// Whether the receipt said „zugestellt"; an error when it said the opposite.
    async fn undeliverable(&self, mail: MailId) -> Result<bool, Problem> {
        let item = self.world.read(move |store| store.outbox_item(mail)).await?;
        refused(&item)?;
        Ok(matches!(item.state, OutgoingState::Delivered | OutgoingState::Read))
    }
}

/// The mail on its way.
struct Sent {
    id: MailId,
    message_id: String,
}

/// Everything but „übergeben" and better ends the test.
fn refused(item: &OutboxItem) -> Result<(), Problem> {
    match item.state {
        OutgoingState::Accepted | OutgoingState::Delivered | OutgoingState::Read => Ok(()),
        OutgoingState::Undeliverable => {
            let reply = item.recipients.first().map(|r| r.reply.clone()).unwrap_or_default();
            Err(Problem::new("SELFTEST-UNDELIVERABLE", reply))
        }
        _ => {
            let code = problem::known_code(&item.problem_code).unwrap_or("SMTP-UNCERTAIN");
            Err(Problem::new(code, item.problem_detail.clone()))
        }
    }
}

/// Bytes that a wrong encoding or line-end change would not survive, different at each place.
fn content() -> Vec<u8> {
    (0..ATTACHMENT_BYTES).map(|n| u8::try_from((n + n / 256 + n / 768) % 256).unwrap_or_default()).collect()
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
