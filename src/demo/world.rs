//! The state all stand-ins share: mailboxes, the readable twins of undecrypted mails, and the cast. Invariants: one
//! POP3 session per mailbox; a mail leaves only by a committed DELE; nothing is ever written to disk.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::cast::Cast;
use super::submission::Submission;
use super::{DemoAccount, Pace};

/// A mail on the Fachdienst, with what the Clientmodul makes of it.
pub(super) struct Stored {
    pub uid: String,
    /// The outer header `TOP` shows; ends with its last CRLF.
    pub outer: Vec<u8>,
    /// Size of the encrypted mail, which LIST tells and RETR does not match (KOM-LE-A_2040).
    pub wire_size: usize,
    /// What the first RETR answers.
    first: Vec<u8>,
    /// What every later RETR answers, where that differs (cause fixed meanwhile).
    later: Option<Vec<u8>>,
    fetched: AtomicBool,
}

impl Stored {
    /// The mail as RETR answers it now.
    pub fn content(&self) -> &[u8] {
        match &self.later {
            Some(later) if self.fetched.load(Ordering::Relaxed) => later,
            _ => &self.first,
        }
    }

    /// Notes a complete RETR.
    pub fn mark_fetched(&self) {
        self.fetched.store(true, Ordering::Relaxed);
    }
}

/// A mail to be put into a mailbox.
pub(super) struct Delivery {
    pub outer: Vec<u8>,
    pub content: Vec<u8>,
    /// Answer of every RETR after the first.
    pub later: Option<Vec<u8>>,
}

impl Delivery {
    /// A mail that always reads the same.
    pub fn of(outer: Vec<u8>, content: Vec<u8>) -> Self {
        Self { outer, content, later: None }
    }
}

/// An undecrypted mail and what it reads like.
pub(super) struct Twin {
    /// The encrypted mail, byte for byte as it was embedded.
    pub encrypted: Vec<u8>,
    /// Its outer header.
    pub outer: Vec<u8>,
    /// What a new RETR gives after it was sent to the own address.
    pub readable: Vec<u8>,
}

struct Mailbox {
    account: DemoAccount,
    mails: Vec<Arc<Stored>>,
    in_use: bool,
}

struct State {
    boxes: HashMap<String, Mailbox>,
    twins: HashMap<String, Arc<Twin>>,
    next_uid: u64,
    /// (sender, recipient) pairs whose first attempt was already refused.
    tried: HashSet<(String, String)>,
}

/// Why a login failed; the wire text is the server's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LoginFault {
    /// Fewer than five fields.
    Incomplete,
    /// Mandant, Clientsystem or Workplace unknown (SOAP fault 4004–4006).
    Context,
    /// Fachdienst not reachable under that host and port.
    Unreachable,
    /// Address or password wrong.
    Password,
}

/// Which of the two names an account has.
#[derive(Clone, Copy)]
pub(super) enum Service {
    Pop3,
    Smtp,
}

/// Everything the servers share.
pub(super) struct World {
    pub cast: Cast,
    pub pace: Pace,
    state: Mutex<State>,
    post: tokio::sync::mpsc::UnboundedSender<Submission>,
}

impl World {
    /// Empty mailboxes for these accounts; accepted mails go to `post`.
    pub fn new(cast: Cast, pace: Pace, accounts: &[DemoAccount], post: tokio::sync::mpsc::UnboundedSender<Submission>) -> Self {
        let boxes = accounts
            .iter()
            .map(|a| (a.address.to_ascii_lowercase(), Mailbox { account: a.clone(), mails: Vec::new(), in_use: false }))
            .collect();
        let state = State { boxes, twins: HashMap::new(), next_uid: 54_965_800, tried: HashSet::new() };
        Self { cast, pace, state: Mutex::new(state), post }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks a login name, which must match byte for byte, and the password; gives the own address.
    pub fn login(&self, service: Service, name: &str, password: &str) -> Result<String, LoginFault> {
        let fields: Vec<&str> = name.split('#').collect();
        if fields.len() < 5 || fields.iter().any(|f| f.is_empty()) {
            return Err(LoginFault::Incomplete);
        }
        let state = self.state();
        let expected = |account: &DemoAccount| match service {
            Service::Pop3 => account.pop3_login.clone(),
            Service::Smtp => account.smtp_login.clone(),
        };
        let address = fields.first().copied().unwrap_or_default();
        let mailbox = state.boxes.values().find(|b| b.account.address == address).ok_or(LoginFault::Password)?;
        let right = expected(&mailbox.account);
        let right: Vec<&str> = right.split('#').collect();
        if fields.get(2..) != right.get(2..) {
            Err(LoginFault::Context)
        } else if fields.get(1) != right.get(1) {
            Err(LoginFault::Unreachable)
        } else if password != mailbox.account.password {
            Err(LoginFault::Password)
        } else {
            Ok(mailbox.account.address.clone())
        }
    }

    /// Locks a mailbox for one POP3 session; `None` when another session has it.
    pub fn open(self: &Arc<Self>, address: &str) -> Option<MailboxLock> {
        let mut state = self.state();
        let mailbox = state.boxes.get_mut(&address.to_ascii_lowercase())?;
        if mailbox.in_use {
            return None;
        }
        mailbox.in_use = true;
        Some(MailboxLock { mails: mailbox.mails.clone(), address: address.to_ascii_lowercase(), world: Arc::clone(self) })
    }

    /// Puts a mail into a mailbox of the demo; ignored for other addresses.
    pub fn deliver(&self, address: &str, delivery: Delivery) {
        let mut state = self.state();
        state.next_uid += 1;
        let uid = format!("{:08x}-{}", state.next_uid, address.len());
        let Some(mailbox) = state.boxes.get_mut(&address.to_ascii_lowercase()) else { return };
        let wire_size = delivery.later.as_ref().unwrap_or(&delivery.content).len() * 4 / 3 + 3_200;
        mailbox.mails.push(Arc::new(Stored {
            uid,
            outer: delivery.outer,
            wire_size,
            first: delivery.content,
            later: delivery.later,
            fetched: AtomicBool::new(false),
        }));
    }

    /// Whether the address has a mailbox here.
    pub fn has_mailbox(&self, address: &str) -> bool {
        self.state().boxes.contains_key(&address.to_ascii_lowercase())
    }

    /// Keeps what an undecrypted mail reads like, by the Message-ID of the encrypted mail.
    pub fn keep_twin(&self, message_id: &str, twin: Twin) {
        self.state().twins.insert(message_id.to_owned(), Arc::new(twin));
    }

    /// The twin of an encrypted mail.
    pub fn twin(&self, message_id: &str) -> Option<Arc<Twin>> {
        self.state().twins.get(message_id).cloned()
    }

    /// True exactly once for each sender and recipient: the attempt that fails.
    pub fn first_try(&self, from: &str, to: &str) -> bool {
        self.state().tried.insert((from.to_ascii_lowercase(), to.to_ascii_lowercase()))
    }

    /// Hands an accepted mail to the post; `false` when the demo is going down.
    pub fn post(&self, submission: Submission) -> bool {
        self.post.send(submission).is_ok()
    }

    /// Number of mails in a mailbox.
    pub fn count(&self, address: &str) -> usize {
        self.state().boxes.get(&address.to_ascii_lowercase()).map_or(0, |b| b.mails.len())
    }

    /// The mails of a mailbox, for tests of the seed.
    #[cfg(test)]
    pub fn mails(&self, address: &str) -> Vec<Arc<Stored>> {
        self.state().boxes.get(&address.to_ascii_lowercase()).map(|b| b.mails.clone()).unwrap_or_default()
    }
}

/// A mailbox held by one session; freed when dropped.
pub(super) struct MailboxLock {
    /// The mails as they were at login (RFC 1939 §4).
    pub mails: Vec<Arc<Stored>>,
    address: String,
    world: Arc<World>,
}

impl MailboxLock {
    /// Removes mails for good: the update state after a clean QUIT.
    pub fn remove(&self, uids: &HashSet<String>) {
        if let Some(mailbox) = self.world.state().boxes.get_mut(&self.address) {
            mailbox.mails.retain(|m| !uids.contains(&m.uid));
        }
    }
}

impl Drop for MailboxLock {
    fn drop(&mut self) {
        if let Some(mailbox) = self.world.state().boxes.get_mut(&self.address) {
            mailbox.in_use = false;
        }
    }
}
