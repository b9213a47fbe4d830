//! One mail, one connection: MAIL, RCPT, DATA, the final dot, and what its reply means.
//!
//! Everything before the final dot is flushed before the dot is written, so a failure up to there certainly
//! sent nothing. From the first byte of the dot on, only a clear 2xx, 4xx or 5xx settles the outcome; a lost
//! line, silence, nonsense and 421 (the Clientmodul gave up on a Fachdienst that may have the mail,
//! KOM-LE-A_2016) are `Unknown` (rule 20).

use std::time::Duration;

use super::body::Stuffer;
use super::reply::{mail_line, rcpt_line};
use super::session::{Session, wanted};
use super::{Envelope, Error, Feed, Phase, Reply};
use crate::domain::account::ClientmodulLogin;
use crate::domain::outgoing::{RecipientReply, SendOutcome};
use crate::domain::safe_text::one_line;
use crate::domain::secret::Secret;
use crate::net::{Endpoint, LONG_SILENCE, Ladder, TlsInfo};

/// Longest wait for the server to take more of the mail (RFC 5321 §4.5.3.2.5).
const BODY_BLOCK: Duration = Duration::from_secs(180);
/// Longest wait for the reply to DATA (RFC 5321 §4.5.3.2.4): a Clientmodul speaks to the Fachdienst now.
const DATA_START: Duration = Duration::from_secs(120);
/// How long to look for a reply when the server closed in the middle of the mail.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// How a submission ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    pub outcome: SendOutcome,
    /// What TLS settled, when it got that far; a tolerated certificate is to be remembered.
    pub tls: Option<TlsInfo>,
}

/// Hands one mail to the Clientmodul.
///
/// Dropping the future ends the dialogue at once; whether something was sent is then known only from
/// [`Feed::before_data`]: not called means certainly not sent.
pub async fn submit<F: Feed>(
    endpoint: &Endpoint,
    login: &ClientmodulLogin,
    password: &Secret,
    envelope: &Envelope,
    feed: &mut F,
) -> Submitted {
    let opened = match check_envelope(envelope) {
        Ok(()) => Session::climb(endpoint, login, password, &mut Ladder::unwatched()).await,
        Err(e) => Err(e),
    };
    match opened {
        Ok(session) => submit_over(session, envelope, feed).await,
        Err(e) => Submitted { outcome: not_sent(&e, Vec::new()), tls: None },
    }
}

/// The same over a session that is already logged in.
pub(super) async fn submit_over<F: Feed>(mut session: Session, envelope: &Envelope, feed: &mut F) -> Submitted {
    let tls = session.wire.tls().cloned();
    let mut recipients = Vec::with_capacity(envelope.recipients.len());
    let outcome = match before_the_dot(&mut session, envelope, feed, &mut recipients).await {
        Ok(()) => the_dot(&mut session, recipients).await,
        Err(e) => {
            let outcome = not_sent(&e, recipients);
            // In the middle of DATA a QUIT would become part of the mail: there the line is only closed.
            if matches!(e, Error::Refused { phase: Phase::Mail | Phase::Data, .. } | Error::NoRecipientLeft { .. } | Error::NotRecorded(_))
            {
                session.leave();
            }
            return Submitted { outcome, tls };
        }
    };
    if !matches!(outcome, SendOutcome::Unknown { .. }) {
        session.leave();
    }
    Submitted { outcome, tls }
}

fn not_sent(error: &Error, recipients: Vec<RecipientReply>) -> SendOutcome {
    SendOutcome::NotSent { failure: error.failure(), recipients }
}

fn check_envelope(envelope: &Envelope) -> Result<(), Error> {
    if envelope.recipients.is_empty() {
        return Err(Error::Envelope("no recipient"));
    }
    if envelope.size == 0 {
        return Err(Error::Envelope("empty mail"));
    }
    let envid_fits = |id: &String| !id.is_empty() && id.len() <= 100 && id.bytes().all(|b| b.is_ascii_graphic());
    if !envelope.envid.as_ref().is_none_or(envid_fits) {
        return Err(Error::Envelope("unusable ENVID"));
    }
    Ok(())
}

/// Envelope and mail; all of it is on the line, and nothing of the final dot, when this returns `Ok`.
async fn before_the_dot<F: Feed>(
    session: &mut Session,
    envelope: &Envelope,
    feed: &mut F,
    recipients: &mut Vec<RecipientReply>,
) -> Result<(), Error> {
    check_envelope(envelope)?;
    let limit = session.can.max_size;
    if limit > 0 && envelope.size > limit {
        return Err(Error::TooLarge { size: envelope.size, limit });
    }
    let reply = session.command(Phase::Mail, &mail_line(envelope, &session.can)).await?;
    wanted(Phase::Mail, 250, reply)?;
    offer_recipients(session, envelope, recipients).await?;
    feed.before_data().await.map_err(Error::NotRecorded)?;
    let data_limit = session.reply_limit.max(DATA_START);
    session.wire.send(b"DATA\r\n", session.reply_limit).await?;
    let reply = session.reply(Phase::Data, data_limit).await?;
    wanted(Phase::Data, 354, reply)?;
    match send_body(session, envelope.size, feed).await {
        Err(Error::Net(lost)) => Err(last_words(session).await.unwrap_or(Error::Net(lost))),
        other => other,
    }
}

async fn offer_recipients(session: &mut Session, envelope: &Envelope, recipients: &mut Vec<RecipientReply>) -> Result<(), Error> {
    for address in &envelope.recipients {
        let reply = session.command(Phase::Rcpt, &rcpt_line(address, envelope.notify, &session.can)).await?;
        if reply.code == 421 {
            return Err(Error::Refused { phase: Phase::Rcpt, reply });
        }
        if !reply.is_positive() && !reply.is_refusal() {
            return Err(Error::Unexpected { phase: Phase::Rcpt, text: reply.to_string() });
        }
        recipients.push(RecipientReply {
            address: address.clone(),
            accepted: reply.is_positive(),
            reply: one_line(&reply.to_string()),
            transient: reply.is_transient(),
        });
    }
    if recipients.iter().any(|r| r.accepted) {
        return Ok(());
    }
    let last = recipients.last().map(|r| r.reply.clone()).unwrap_or_default();
    Err(Error::NoRecipientLeft { last, transient: recipients.iter().any(|r| r.transient) })
}

async fn send_body<F: Feed>(session: &mut Session, size: u64, feed: &mut F) -> Result<(), Error> {
    let mut stuffer = Stuffer::new();
    let mut out = Vec::new();
    let mut sent = 0u64;
    while let Some(chunk) = feed.next_chunk().await.map_err(Error::Source)? {
        sent = sent.saturating_add(chunk.len() as u64);
        if sent > size {
            return Err(Error::Source(format!("more than the recorded {size} bytes")));
        }
        out.clear();
        stuffer.push(&chunk, &mut out).map_err(|_| Error::BareLineBreak)?;
        session.wire.send(&out, BODY_BLOCK).await?;
        feed.progress(sent);
    }
    if sent != size {
        return Err(Error::Source(format!("{sent} of {size} bytes")));
    }
    out.clear();
    stuffer.finish(&mut out).map_err(|_| Error::BareLineBreak)?;
    session.wire.send(&out, BODY_BLOCK).await?;
    Ok(())
}

/// Why a server closed in the middle of the mail; it may have said so.
async fn last_words(session: &mut Session) -> Option<Error> {
    let reply = session.reply(Phase::Body, LAST_WORDS).await.ok()?;
    reply.is_refusal().then_some(Error::Refused { phase: Phase::Body, reply })
}

/// The final dot and its meaning.
async fn the_dot(session: &mut Session, recipients: Vec<RecipientReply>) -> SendOutcome {
    if !session.wire.buffered().is_empty() {
        // The server spoke before the mail was complete; without the dot nothing counts as sent.
        let early = match session.reply(Phase::Body, LAST_WORDS).await {
            Ok(reply) if reply.is_refusal() => Error::Refused { phase: Phase::Body, reply },
            Ok(reply) => Error::Unexpected { phase: Phase::Body, text: reply.to_string() },
            Err(e) => e,
        };
        return not_sent(&early, recipients);
    }
    let reply = match send_dot(session).await {
        Ok(reply) => reply,
        Err(e) => return SendOutcome::Unknown { detail: one_line(&e.to_string()) },
    };
    if reply.is_positive() {
        SendOutcome::Accepted { reply: one_line(&reply.to_string()), recipients }
    } else if reply.is_refusal() && reply.code != 421 {
        not_sent(&Error::Refused { phase: Phase::End, reply }, recipients)
    } else {
        SendOutcome::Unknown { detail: one_line(&reply.to_string()) }
    }
}

async fn send_dot(session: &mut Session) -> Result<Reply, Error> {
    session.wire.send(b".\r\n", LONG_SILENCE).await.map_err(Error::from)?;
    session.reply(Phase::End, LONG_SILENCE.max(session.reply_limit)).await
}
