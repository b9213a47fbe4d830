//! Receipts meet the mails they speak about: DSN, MDN and the own copy of an uncertain send.

use rusqlite::{Connection, OptionalExtension, params};

use super::outbox::{forget_uncertainty, recipients, reopen, settle};
use super::{Result, Store};
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{DsnAction, Receipt};
use crate::domain::outgoing::{OutgoingState, RecipientStatus};
use crate::domain::time::Timestamp;

impl Store {
    /// Applies a receipt to the own mail whose Message-ID is among `ids`, per recipient; `None` if there is none.
    /// A late DSN settles „unklar"; nothing is ever taken back (read stays read, delivered stays delivered).
    pub fn apply_receipt(&mut self, account: AccountId, ids: &[String], receipt: &Receipt, at: Timestamp) -> Result<Option<MailId>> {
        let tx = self.begin()?;
        let Some(mail) = find_own(&tx, account, ids)? else { return Ok(None) };
        let own = recipients(&tx, mail)?;
        let news: Vec<(&str, News, &str)> = match receipt {
            Receipt::Read { reader, disposition } => vec![(reader.as_str(), News::of_disposition(disposition), "")],
            Receipt::Delivery { recipients } => {
                recipients.iter().map(|r| (r.address.as_str(), News::of_action(r.action), r.diagnostic.as_str())).collect()
            }
        };
        for (address, news, words) in news {
            let address = address.trim().trim_matches(['<', '>']);
            // Without an address it can only be meant for the one recipient there is.
            let meant = own
                .iter()
                .find(|(_, r)| r.mailbox.address.eq_ignore_ascii_case(address))
                .or_else(|| own.first().filter(|_| address.is_empty() && own.len() == 1));
            if let Some((key, recipient)) = meant
                && let Some(state) = news.leads_to(recipient)
            {
                tx.execute(
                    "UPDATE recipient SET state = ?1, reply = CASE WHEN ?2 = '' THEN reply ELSE ?2 END,
                            delivered_at = CASE WHEN ?3 THEN coalesce(delivered_at, ?4) ELSE delivered_at END,
                            read_at = CASE WHEN ?1 = 'read' THEN coalesce(read_at, ?4) ELSE read_at END
                     WHERE id = ?5",
                    params![state.as_str(), words, news == News::Delivered, at.0, key],
                )?;
                if news == News::Failed {
                    reopen(&tx, mail)?;
                }
            }
        }
        forget_uncertainty(&tx, mail)?;
        settle(&tx, mail)?;
        tx.commit()?;
        Ok(Some(mail))
    }

    /// An own copy of a mail arrived: settles „unklar" as handed over (rule 20). `None` if nothing was uncertain.
    pub fn own_copy_arrived(&mut self, account: AccountId, message_id: &str) -> Result<Option<MailId>> {
        let tx = self.begin()?;
        let Some(mail) = find_own(&tx, account, &[message_id.to_owned()])? else { return Ok(None) };
        let changed = tx.execute("UPDATE recipient SET state = 'accepted' WHERE mail = ? AND state = 'uncertain'", [mail.0])?;
        forget_uncertainty(&tx, mail)?;
        settle(&tx, mail)?;
        tx.commit()?;
        Ok((changed > 0).then_some(mail))
    }
}

pub(super) fn find_own(db: &Connection, account: AccountId, ids: &[String]) -> Result<Option<MailId>> {
    let mut statement =
        db.prepare_cached("SELECT mail FROM outgoing WHERE message_id = ? AND account = ? ORDER BY queued_at DESC LIMIT 1")?;
    for id in ids {
        let id = id.trim().trim_matches(['<', '>']);
        if let Some(mail) = statement.query_row(params![id, account.0], |row| row.get(0)).optional()? {
            return Ok(Some(MailId(mail)));
        }
    }
    Ok(None)
}

/// What a receipt says about one recipient.
#[derive(Clone, Copy, PartialEq, Eq)]
enum News {
    Failed,
    /// Still under way, or handed to a system that gives no receipts: it did arrive at the Clientmodul.
    UnderWay,
    Delivered,
    Read,
}

impl News {
    fn of_action(action: DsnAction) -> Self {
        match action {
            DsnAction::Failed => Self::Failed,
            DsnAction::Delayed | DsnAction::Relayed => Self::UnderWay,
            DsnAction::Delivered | DsnAction::Expanded => Self::Delivered,
        }
    }

    /// RFC 8098 §3.2.6: only `displayed` means that a person saw it; anything else proves the arrival.
    fn of_disposition(disposition: &str) -> Self {
        let kind = disposition.rsplit(';').next().unwrap_or("").trim();
        let kind = kind.split('/').next().unwrap_or("").trim();
        if kind.eq_ignore_ascii_case("displayed") { Self::Read } else { Self::Delivered }
    }

    /// The state after this news, `None` for no change. Nothing goes back, and a mail that waits again is not called
    /// undeliverable for an earlier attempt.
    fn leads_to(self, recipient: &RecipientStatus) -> Option<OutgoingState> {
        use OutgoingState as S;
        match (self, recipient.state) {
            (_, S::Read) => None,
            (Self::Read, _) => Some(S::Read),
            (Self::Delivered, S::Delivered) => None,
            (Self::Delivered, _) => Some(S::Delivered),
            (Self::Failed, S::Accepted | S::Sending | S::Uncertain) => Some(S::Undeliverable),
            (Self::UnderWay, S::Uncertain) => Some(S::Accepted),
            (Self::UnderWay, S::Accepted) => Some(S::Accepted),
            (Self::Failed | Self::UnderWay, _) => None,
        }
    }
}
