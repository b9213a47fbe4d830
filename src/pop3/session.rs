//! One POP3 session: connect, STLS, login, listings, DELE, QUIT.
//!
//! A command marks the session busy and a proper answer frees it again. An error, a surprise or a dropped
//! future leaves it busy, and a busy session takes no command: no DELE can follow a misunderstanding, and
//! without QUIT the server forgets earlier ones (RFC 1939 §6). Logins are sent byte for byte, and never
//! before TLS where TLS was chosen (rule 2).

use std::collections::HashSet;
use std::ops::Range;
use std::time::Duration;

use base64::Engine as _;
use zeroize::Zeroizing;

use super::codec::{Reply, list_line, uidl_line};
use super::{Capabilities, Error, Limits, Listing, MAX_LISTING, Transfer, transfer};
use crate::domain::account::{ClientmodulLogin, TlsMode};
use crate::domain::secret::Secret;
use crate::net::{self, Connection, Endpoint, Ladder, Step, TlsInfo, Wire};

/// A logged-in session.
pub struct Session {
    pub(super) wire: Wire,
    pub(super) limits: Limits,
    pub(super) reply_limit: Duration,
    busy: bool,
    capabilities: Capabilities,
    pipelining: bool,
    deletions: bool,
}

impl Session {
    /// Connects, switches to TLS as chosen, and logs in.
    ///
    /// # Errors
    /// Any [`Error`]; nothing stays open then.
    pub async fn open(endpoint: &Endpoint, login: &ClientmodulLogin, password: &Secret, limits: Limits) -> Result<Self, Error> {
        Self::climb(endpoint, login, password, limits, &mut Ladder::unwatched()).await
    }

    async fn climb(
        endpoint: &Endpoint,
        login: &ClientmodulLogin,
        password: &Secret,
        limits: Limits,
        ladder: &mut Ladder<'_>,
    ) -> Result<Self, Error> {
        refuse_line_breaks(login, password)?;
        let connection = net::dial(endpoint, ladder).await?;
        Self::over(connection, endpoint, login, password, limits, ladder).await
    }

    /// The same from the greeting on, over a connection that is already there.
    pub(super) async fn over(
        connection: Connection,
        endpoint: &Endpoint,
        login: &ClientmodulLogin,
        password: &Secret,
        limits: Limits,
        ladder: &mut Ladder<'_>,
    ) -> Result<Self, Error> {
        refuse_line_breaks(login, password)?;
        let mut session = Self {
            wire: Wire::new(connection),
            limits,
            reply_limit: endpoint.reply_limit,
            busy: true,
            capabilities: Capabilities::default(),
            pipelining: false,
            deletions: false,
        };
        ladder.begin("greeting");
        let greeting = session.reply("greeting").await.map_err(|error| match error {
            Error::Net(net::Error::Timeout(secs)) => Error::Silent(secs),
            other => other,
        })?;
        match greeting {
            Reply::Err(refusal) => return Err(Error::Greeting(refusal)),
            Reply::Ok(text) => ladder.pass(|| text),
            other => return Err(surprise("greeting", other)),
        }
        session.busy = false;
        ladder.begin("capabilities");
        session.ask_capabilities().await?;
        if endpoint.mode == TlsMode::StartTls {
            ladder.begin("tls");
            session = session.stls(endpoint).await?;
            ladder.pass(|| session.wire.tls().map(ToString::to_string).unwrap_or_default());
            ladder.begin("capabilities");
            session.ask_capabilities().await?;
        }
        ladder.pass(|| session.capabilities.words());
        ladder.begin("login");
        let text = session.login(login, password).await?;
        let before = std::mem::take(&mut session.capabilities);
        session.ask_capabilities().await?;
        // A Clientmodul passes CAPA through to the Fachdienst after login, but reads the commands itself:
        // only who promised PIPELINING both times takes several commands at once.
        session.pipelining = before.pipelining && session.capabilities.pipelining;
        if !session.capabilities.known {
            session.capabilities = before;
        }
        ladder.pass(|| text);
        Ok(session)
    }

    /// What the handshake settled; `None` in clear text. A tolerated certificate is to be remembered.
    #[must_use]
    pub fn tls(&self) -> Option<&TlsInfo> {
        self.wire.tls()
    }

    /// What the server says it can do, as of after login.
    #[must_use]
    pub fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    /// Whether TOP is worth asking; `false` only if the server listed its words without it.
    #[must_use]
    pub fn may_have_top(&self) -> bool {
        !self.capabilities.known || self.capabilities.top
    }

    /// Number of messages and their size in all (a hint only).
    ///
    /// # Errors
    /// [`Error::Refused`], or one that ends the session.
    pub async fn stat(&mut self) -> Result<(u32, u64), Error> {
        let text = self.command("STAT", "STAT").await?;
        let mut words = text.split(' ').map(str::parse::<u64>);
        match (words.next(), words.next()) {
            (Some(Ok(count)), Some(Ok(bytes))) => Ok((u32::try_from(count).unwrap_or(u32::MAX), bytes)),
            _ => {
                self.busy = true;
                Err(Error::Unexpected { command: "STAT", text })
            }
        }
    }

    /// Sizes by message number; hints only.
    ///
    /// # Errors
    /// [`Error::Refused`], or one that ends the session.
    pub async fn list(&mut self) -> Result<Listing<u64>, Error> {
        self.listing("LIST", list_line).await
    }

    /// UIDs by message number, the key of fetching (rule 13). The same UID may stand there twice: a faulty server's.
    ///
    /// # Errors
    /// [`Error::Refused`], or one that ends the session.
    pub async fn uidl(&mut self) -> Result<Listing<String>, Error> {
        self.listing("UIDL", uidl_line).await
    }

    /// Both, asked for in one go where the server promised PIPELINING.
    ///
    /// # Errors
    /// As [`Self::uidl`]; the session is not used again after any of them.
    pub async fn uidl_and_list(&mut self) -> Result<(Listing<String>, Listing<u64>), Error> {
        // Sizes are hints only (rule 5): a server may refuse to tell them.
        let no_sizes = Listing { entries: Vec::new(), bad_lines: 0 };
        if !self.pipelining {
            let uids = self.uidl().await?;
            return match self.list().await {
                Err(Error::Refused { .. }) => Ok((uids, no_sizes)),
                sizes => Ok((uids, sizes?)),
            };
        }
        self.enter("UIDL")?;
        self.wire.send(b"UIDL\r\nLIST\r\n", self.reply_limit).await?;
        outcome("UIDL", self.reply("UIDL").await?)?;
        let uids = self.entries(uidl_line).await?;
        let sizes = match self.reply("LIST").await? {
            Reply::Err(_) => no_sizes,
            reply => {
                outcome("LIST", reply)?;
                self.entries(list_line).await?
            }
        };
        self.leave();
        Ok((uids, sizes))
    }

    /// Begins to fetch whole messages, in this order, in pieces.
    ///
    /// # Errors
    /// [`Error::Over`] or [`Error::Unexpected`] when the session cannot go on.
    pub fn retr(&mut self, numbers: Vec<u32>) -> Result<Transfer<'_>, Error> {
        self.enter("RETR")?;
        Ok(Transfer::new(self, transfer::Kind::Retr, numbers))
    }

    /// Begins to fetch only the header (`TOP n 0`) of these messages: the outer header at a Clientmodul.
    ///
    /// # Errors
    /// As [`Self::retr`].
    pub fn top(&mut self, numbers: Vec<u32>) -> Result<Transfer<'_>, Error> {
        self.enter("TOP")?;
        Ok(Transfer::new(self, transfer::Kind::Top, numbers))
    }

    /// Asks for any proper answer: behind a whole message comes one, behind a torn one the rest of it (rule 6).
    ///
    /// # Errors
    /// One that ends the session.
    pub async fn confirm(&mut self) -> Result<(), Error> {
        match self.command("NOOP", "NOOP").await {
            Err(Error::Refused { .. }) => Ok(()),
            other => other.map(|_| ()),
        }
    }

    /// Marks a message for deletion; it happens at [`Self::quit`]. Only for messages that are durably stored (rule 12).
    ///
    /// # Errors
    /// [`Error::Refused`], or one that ends the session.
    pub async fn dele(&mut self, number: u32) -> Result<(), Error> {
        self.deletions = true;
        self.command("DELE", &format!("DELE {number}")).await.map(|_| ())
    }

    /// Ends the session. Deletions count only when this succeeds.
    ///
    /// # Errors
    /// Any [`Error`]: whether something was deleted is unknown then, and the next UIDL tells.
    pub async fn quit(mut self) -> Result<(), Error> {
        if self.deletions {
            self.reply_limit = self.reply_limit.max(self.limits.silence); // thousands may be deleted now
        }
        self.command("QUIT", "QUIT").await.map(|_| ())
    }

    pub(super) fn pipelining(&self) -> bool {
        self.pipelining
    }

    /// Begins a command: the session must be free, and nothing unasked may have arrived.
    fn enter(&mut self, command: &'static str) -> Result<(), Error> {
        if std::mem::replace(&mut self.busy, true) {
            return Err(Error::Over);
        }
        if self.wire.buffered().is_empty() {
            return Ok(());
        }
        Err(Error::Unexpected { command, text: net::peer_text(self.wire.buffered()) })
    }

    /// The command got its proper answer.
    pub(super) fn leave(&mut self) {
        self.busy = false;
    }

    pub(super) async fn reply(&mut self, command: &'static str) -> Result<Reply, Error> {
        self.reply_within(command, self.reply_limit).await
    }

    pub(super) async fn reply_within(&mut self, command: &'static str, limit: Duration) -> Result<Reply, Error> {
        let line = self.wire.line(limit).await?;
        match Reply::parse(self.wire.slice(line)) {
            Reply::GaveUp(text) => Err(Error::GaveUp(text)),
            Reply::Other(text) => Err(Error::Unexpected { command, text }),
            reply => Ok(reply),
        }
    }

    /// One command with a one-line answer; gives the words behind +OK.
    async fn command(&mut self, name: &'static str, line: &str) -> Result<String, Error> {
        self.enter(name)?;
        self.wire.send(format!("{line}\r\n").as_bytes(), self.reply_limit).await?;
        let reply = self.reply(name).await?;
        self.leave();
        outcome(name, reply)
    }

    /// The next line of a listing; `None` at its end.
    async fn listed(&mut self) -> Result<Option<Range<usize>>, Error> {
        let line = self.wire.line(self.reply_limit).await?;
        Ok(if self.wire.slice(line.clone()) == b"." { None } else { Some(line) })
    }

    async fn listing<T>(&mut self, name: &'static str, read: fn(&[u8]) -> Option<(u32, T)>) -> Result<Listing<T>, Error> {
        self.command(name, name).await?;
        self.busy = true;
        let listing = self.entries(read).await?;
        self.leave();
        Ok(listing)
    }

    /// The lines of a listing up to its end.
    async fn entries<T>(&mut self, read: fn(&[u8]) -> Option<(u32, T)>) -> Result<Listing<T>, Error> {
        let mut listing = Listing { entries: Vec::new(), bad_lines: 0 };
        let mut numbers = HashSet::new();
        while let Some(line) = self.listed().await? {
            match read(self.wire.slice(line)).filter(|(number, _)| numbers.insert(*number)) {
                Some(entry) => listing.entries.push(entry),
                None => listing.bad_lines += 1,
            }
            if listing.entries.len() + listing.bad_lines > MAX_LISTING {
                return Err(Error::ListingTooLong);
            }
        }
        Ok(listing)
    }

    async fn ask_capabilities(&mut self) -> Result<(), Error> {
        self.capabilities = Capabilities::default();
        match self.command("CAPA", "CAPA").await {
            Ok(_) => {}
            Err(Error::Refused { .. }) => return Ok(()), // CAPA may be missing (RFC 2449 §3)
            Err(e) => return Err(e),
        }
        self.busy = true;
        let mut lines = 0;
        while let Some(line) = self.listed().await? {
            self.capabilities.add(self.wire.slice(line));
            lines += 1;
            if lines > 1000 {
                return Err(Error::ListingTooLong);
            }
        }
        self.capabilities.known = true;
        self.leave();
        Ok(())
    }

    /// RFC 2595 §4; what was learned in clear text is forgotten (rule 3).
    async fn stls(mut self, endpoint: &Endpoint) -> Result<Self, Error> {
        if self.capabilities.known && !self.capabilities.stls {
            return Err(Error::StlsMissing(self.capabilities.words()));
        }
        match self.command("STLS", "STLS").await {
            Ok(_) => {}
            Err(Error::Refused { refusal, .. }) => return Err(Error::StlsMissing(refusal.text)),
            Err(e) => return Err(e),
        }
        self.capabilities = Capabilities::default();
        self.wire = self.wire.start_tls(endpoint).await?;
        Ok(self)
    }

    /// USER/PASS, or SASL PLAIN where only that is offered. One try only.
    async fn login(&mut self, login: &ClientmodulLogin, password: &Secret) -> Result<String, Error> {
        let (user, pass) = (login.as_str(), password.reveal());
        let outcome = if !self.capabilities.known || self.capabilities.user {
            self.enter("USER")?;
            match self.secret_line("USER", &["USER ", user]).await? {
                Reply::Ok(_) => self.secret_line("PASS", &["PASS ", pass]).await?,
                refused => refused,
            }
        } else if self.capabilities.sasl_plain {
            self.enter("AUTH")?;
            self.sasl_plain(user, pass).await?
        } else {
            return Err(Error::NoLoginMethod);
        };
        match outcome {
            Reply::Ok(text) => {
                self.leave();
                Ok(text)
            }
            Reply::Err(refusal) => Err(Error::Login(refusal)),
            other => Err(surprise("login", other)),
        }
    }

    /// RFC 5034 §4, with the response on its own line: an initial one may be too long for a command line.
    async fn sasl_plain(&mut self, user: &str, pass: &str) -> Result<Reply, Error> {
        self.wire.send(b"AUTH PLAIN\r\n", self.reply_limit).await?;
        let line = self.wire.line(self.reply_limit).await?;
        if !matches!(self.wire.slice(line.clone()), [b'+'] | [b'+', b' ', ..]) {
            return match Reply::parse(self.wire.slice(line)) {
                refused @ Reply::Err(_) => Ok(refused),
                other => Err(surprise("AUTH", other)),
            };
        }
        let plain = Zeroizing::new(["", user, pass].join("\0"));
        let response = Zeroizing::new(base64::engine::general_purpose::STANDARD.encode(plain.as_bytes()));
        self.secret_line("AUTH", &[&response]).await
    }

    /// Sends parts as one line out of memory that is wiped afterwards.
    async fn secret_line(&mut self, name: &'static str, parts: &[&str]) -> Result<Reply, Error> {
        let mut line = Zeroizing::new(String::with_capacity(parts.iter().map(|p| p.len()).sum::<usize>() + 2));
        parts.iter().chain(&["\r\n"]).for_each(|part| line.push_str(part));
        self.wire.send(line.as_bytes(), self.reply_limit).await?;
        self.reply(name).await
    }
}

/// The words behind +OK.
fn outcome(command: &'static str, reply: Reply) -> Result<String, Error> {
    match reply {
        Reply::Ok(text) => Ok(text),
        Reply::Err(refusal) => Err(Error::Refused { command, refusal }),
        other => Err(surprise(command, other)),
    }
}

fn surprise(command: &'static str, reply: Reply) -> Error {
    let text = match reply {
        Reply::Ok(text) | Reply::GaveUp(text) | Reply::Other(text) => text,
        Reply::Err(refusal) => refusal.text,
    };
    Error::Unexpected { command, text }
}

fn refuse_line_breaks(login: &ClientmodulLogin, password: &Secret) -> Result<(), Error> {
    let unsafe_text = |text: &str| text.contains(['\r', '\n', '\0']);
    if unsafe_text(login.as_str()) || unsafe_text(password.reveal()) { Err(Error::UnsafeLogin) } else { Ok(()) }
}

/// The POP3 rungs of „Verbindung testen": `name`, `tcp`, `tls`, `greeting`, `capabilities`, `login`, each told when
/// it is climbed (with STLS, `tls` comes after `greeting`). Fetches and changes nothing.
///
/// Gives what TLS settled, so that a tolerated certificate can be shown and remembered.
pub async fn check(
    endpoint: &Endpoint,
    login: &ClientmodulLogin,
    password: &Secret,
    on_step: &mut (dyn FnMut(Step<Error>) + Send),
) -> Option<TlsInfo> {
    let mut report = |step, millis, detail| on_step(Step { step, millis, result: Ok(detail) });
    let mut ladder = Ladder::watched(&mut report);
    let opened = Session::climb(endpoint, login, password, Limits::default(), &mut ladder).await;
    let (step, millis) = ladder.current();
    match opened {
        Ok(session) => {
            let tls = session.tls().cloned();
            let _ = session.quit().await; // the test is over either way
            tls
        }
        Err(error) => {
            on_step(Step { step, millis, result: Err(error) });
            None
        }
    }
}
