//! From nothing to a logged-in SMTP session: greeting, EHLO, STARTTLS, AUTH.
//!
//! No AUTH before TLS where TLS was chosen, and what was learned in clear text is forgotten at the switch
//! (rules 2 and 3). One login attempt, PLAIN or LOGIN (KOM-LE-A_2009), bytes unchanged.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::reply::{join_words, reply_line};
use super::{Capabilities, Error, Phase, Reply};
use crate::domain::account::{ClientmodulLogin, TlsMode};
use crate::domain::secret::Secret;
use crate::net::{self, Connection, Endpoint, Ladder, Step, TlsInfo, Wire};

/// Names nobody: the greeting reaches the Received header at the Fachdienst (rule 24).
const OWN_NAME: &str = "[127.0.0.1]";
/// Longest AUTH command that older servers take as one line (RFC 5321 §4.5.3.1.4).
const MAX_COMMAND: usize = 510;
/// Most lines of one reply.
const MAX_REPLY_LINES: usize = 1000;

pub(super) struct Session {
    pub(super) wire: Wire,
    pub(super) can: Capabilities,
    pub(super) reply_limit: Duration,
}

impl Session {
    pub(super) async fn climb(
        endpoint: &Endpoint,
        login: &ClientmodulLogin,
        password: &Secret,
        ladder: &mut Ladder<'_>,
    ) -> Result<Self, Error> {
        refuse_line_breaks(login, password)?;
        let connection = net::dial(endpoint, ladder).await?;
        Self::over(connection, endpoint, login, password, ladder).await
    }

    /// The same from the greeting on, over a connection that is already there.
    pub(super) async fn over(
        connection: Connection,
        endpoint: &Endpoint,
        login: &ClientmodulLogin,
        password: &Secret,
        ladder: &mut Ladder<'_>,
    ) -> Result<Self, Error> {
        refuse_line_breaks(login, password)?;
        let mut session = Self::greeted(connection, endpoint, ladder).await?;
        ladder.begin("login");
        let reply = session.auth(login.as_str(), password.reveal()).await?;
        ladder.pass(|| reply.to_string());
        Ok(session)
    }

    /// All but the login.
    async fn greeted(connection: Connection, endpoint: &Endpoint, ladder: &mut Ladder<'_>) -> Result<Self, Error> {
        let mut session = Self { wire: Wire::new(connection), can: Capabilities::default(), reply_limit: endpoint.reply_limit };
        ladder.begin("greeting");
        let greeting = session.expect(Phase::Greeting, 220).await.map_err(|error| match error {
            Error::Net(net::Error::Timeout(secs)) => Error::Silent(secs),
            other => other,
        })?;
        ladder.pass(|| greeting.to_string());
        ladder.begin("capabilities");
        session.ehlo().await?;
        if endpoint.mode == TlsMode::StartTls {
            ladder.begin("tls");
            session = session.starttls(endpoint).await?;
            ladder.pass(|| session.wire.tls().map(ToString::to_string).unwrap_or_default());
            ladder.begin("capabilities");
            session.ehlo().await?;
        }
        ladder.pass(|| session.can.words());
        Ok(session)
    }

    /// Sends a command line and reads its reply, whatever it is.
    pub(super) async fn command(&mut self, phase: Phase, line: &str) -> Result<Reply, Error> {
        self.send_line(phase, line).await?;
        self.reply(phase, self.reply_limit).await
    }

    /// Reads one whole reply.
    pub(super) async fn reply(&mut self, phase: Phase, limit: Duration) -> Result<Reply, Error> {
        self.read_reply(phase, limit, |_| {}).await
    }

    async fn read_reply(&mut self, phase: Phase, limit: Duration, mut on_line: impl FnMut(&[u8])) -> Result<Reply, Error> {
        let mut reply: Option<Reply> = None;
        for _ in 0..MAX_REPLY_LINES {
            let line = self.wire.line(limit).await?;
            let line = self.wire.slice(line);
            let surprise = || Error::Unexpected { phase, text: net::peer_text(line) };
            let (code, more, words) = reply_line(line).ok_or_else(surprise)?;
            let whole = reply.get_or_insert_with(|| Reply { code, text: String::new() });
            if whole.code != code {
                return Err(surprise());
            }
            on_line(words);
            join_words(&mut whole.text, words);
            if !more {
                return reply.ok_or(Error::Unexpected { phase, text: String::new() });
            }
        }
        Err(Error::Unexpected { phase, text: "reply has too many lines".into() })
    }

    async fn expect(&mut self, phase: Phase, code: u16) -> Result<Reply, Error> {
        wanted(phase, code, self.reply(phase, self.reply_limit).await?)
    }

    /// Nothing unasked may have arrived before a command goes out.
    async fn send_line(&mut self, phase: Phase, line: &str) -> Result<(), Error> {
        if !self.wire.buffered().is_empty() {
            return Err(Error::Unexpected { phase, text: net::peer_text(self.wire.buffered()) });
        }
        let mut out = Zeroizing::new(String::with_capacity(line.len() + 2));
        out.push_str(line);
        out.push_str("\r\n");
        Ok(self.wire.send(out.as_bytes(), self.reply_limit).await?)
    }

    async fn ehlo(&mut self) -> Result<(), Error> {
        self.send_line(Phase::Ehlo, &format!("EHLO {OWN_NAME}")).await?;
        let mut can = Capabilities::default();
        let mut first = true;
        let reply = self
            .read_reply(Phase::Ehlo, self.reply_limit, |words| {
                if !std::mem::take(&mut first) {
                    can.add(words);
                }
            })
            .await?;
        wanted(Phase::Ehlo, 250, reply)?;
        self.can = can;
        Ok(())
    }

    /// RFC 3207 §4.
    async fn starttls(mut self, endpoint: &Endpoint) -> Result<Self, Error> {
        if !self.can.starttls {
            return Err(Error::StartTlsMissing(self.can.words()));
        }
        let reply = self.command(Phase::StartTls, "STARTTLS").await?;
        wanted(Phase::StartTls, 220, reply)?;
        self.can = Capabilities::default();
        self.wire = self.wire.start_tls(endpoint).await?;
        Ok(self)
    }

    /// RFC 4954 §4, RFC 4616; LOGIN has no standard but every Clientmodul.
    async fn auth(&mut self, user: &str, pass: &str) -> Result<Reply, Error> {
        const P: Phase = Phase::Auth;
        if self.can.auth_plain {
            let plain = Zeroizing::new(["", user, pass].join("\0"));
            let response = Zeroizing::new(BASE64.encode(plain.as_bytes()));
            let line = Zeroizing::new(["AUTH PLAIN ", &response].concat());
            if line.len() <= MAX_COMMAND {
                let reply = self.command(P, &line).await?;
                return wanted(P, 235, reply);
            }
            let reply = self.command(P, "AUTH PLAIN").await?;
            wanted(P, 334, reply)?;
            let reply = self.command(P, &response).await?;
            return wanted(P, 235, reply);
        }
        if !self.can.auth_login {
            return Err(Error::NoAuth(self.can.words()));
        }
        let reply = self.command(P, "AUTH LOGIN").await?;
        wanted(P, 334, reply)?;
        let reply = self.command(P, &Zeroizing::new(BASE64.encode(user))).await?;
        wanted(P, 334, reply)?;
        let reply = self.command(P, &Zeroizing::new(BASE64.encode(pass))).await?;
        wanted(P, 235, reply)
    }

    /// QUIT in the background, at most a few seconds: what the caller knows by now does not wait for it.
    pub(super) fn leave(mut self) {
        tokio::spawn(async move {
            let _ = tokio::time::timeout(Duration::from_secs(5), self.command(Phase::End, "QUIT")).await;
        });
    }
}

/// The reply when it is the wanted one; any other is an error.
pub(super) fn wanted(phase: Phase, code: u16, reply: Reply) -> Result<Reply, Error> {
    if reply.code == code {
        Ok(reply)
    } else if reply.is_refusal() {
        Err(Error::Refused { phase, reply })
    } else {
        Err(Error::Unexpected { phase, text: reply.to_string() })
    }
}

fn refuse_line_breaks(login: &ClientmodulLogin, password: &Secret) -> Result<(), Error> {
    let unsafe_text = |text: &str| text.contains(['\r', '\n', '\0']);
    if unsafe_text(login.as_str()) || unsafe_text(password.reveal()) { Err(Error::UnsafeLogin) } else { Ok(()) }
}

/// The SMTP rungs of „Verbindung testen": `name`, `tcp`, `tls`, `greeting`, `capabilities`, `login`, each told when it
/// is climbed (with STARTTLS, `tls` comes after `greeting`). Sends no mail. Without a login that rung is left out.
///
/// Gives what TLS settled, so that a tolerated certificate can be shown and remembered.
pub async fn check(
    endpoint: &Endpoint,
    login: Option<(&ClientmodulLogin, &Secret)>,
    on_step: &mut (dyn FnMut(Step<Error>) + Send),
) -> Option<TlsInfo> {
    let mut report = |step, millis, detail| on_step(Step { step, millis, result: Ok(detail) });
    let mut ladder = Ladder::watched(&mut report);
    let opened = match login {
        Some((login, password)) => Session::climb(endpoint, login, password, &mut ladder).await,
        None => match net::dial(endpoint, &mut ladder).await {
            Ok(connection) => Session::greeted(connection, endpoint, &mut ladder).await,
            Err(error) => Err(error.into()),
        },
    };
    let (step, millis) = ladder.current();
    match opened {
        Ok(session) => {
            let tls = session.wire.tls().cloned();
            session.leave();
            tls
        }
        Err(error) => {
            on_step(Step { step, millis, result: Err(error) });
            None
        }
    }
}
