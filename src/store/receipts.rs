//! Receipts meet the mails they speak about: DSN, MDN and the own copy of an uncertain send.

use rusqlite::{Connection, OptionalExtension, params};

use super::outbox::{forget_uncertainty, recipients, reopen, settle};
use super::{Result, Store, flags};
use crate::domain::address::Mailbox;
use crate::domain::ids::{AccountId, MailId};
use crate::domain::mail::{DsnAction, Receipt, is_displayed};
use crate::domain::outgoing::{OutgoingState, RecipientStatus};
use crate::domain::time::Timestamp;

/// What became of a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// It speaks of no mail that was sent from here.
    Nowhere,
    /// It moved on the own mail.
    To(MailId),
    /// It names an own mail, but comes from nobody that went to: nothing counts as read (RFC 8098 §3.2.4 and §6.1).
    Misfit(MailId),
}

impl Store {
    /// Applies a receipt to the own mail whose Message-ID is among `ids`, per recipient. `from`: who sent the receipt; a read
    /// receipt is believed only of a recipient, see [`speaks_for`]. A late DSN settles „unklar"; nothing is ever taken back (read
    /// stays read, delivered stays delivered).
    pub fn apply_receipt(
        &mut self,
        account: AccountId,
        ids: &[String],
        receipt: &Receipt,
        from: &[Mailbox],
        at: Timestamp,
    ) -> Result<Joined> {
        let tx = self.begin()?;
        let Some(mail) = find_own(&tx, account, ids)? else { return Ok(Joined::Nowhere) };
        let own = recipients(&tx, mail)?;
        let news: Vec<(&str, News, &str)> = match receipt {
            Receipt::Read { reader, original, disposition } => {
                let addresses: Vec<&str> = own.iter().map(|(_, r)| r.mailbox.address.as_str()).collect();
                let Some(recipient) = speaks_for(&addresses, [reader, original], from) else {
                    flags::add_history(&tx, mail, "", "history-receipt-misfit", reader, at)?;
                    tx.commit()?;
                    return Ok(Joined::Misfit(mail));
                };
                vec![(recipient, News::of_disposition(disposition), "")]
            }
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
        Ok(Joined::To(mail))
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

/// For which recipient of a mail a read receipt speaks, by whom it names (`Final-Recipient`, `Original-Recipient`) and by who sent
/// it; `None`: for nobody.
///
/// Mailboxes have other names than the address that was written to, so one of the two is enough: a recipient who names another
/// mailbox as his, or another mailbox that names the recipient. Whoever is a recipient himself speaks for no other one: he knows
/// the Message-ID and could say anything. A receipt of strangers for strangers counts for nobody.
fn speaks_for<'a>(own: &[&'a str], named: [&str; 2], from: &[Mailbox]) -> Option<&'a str> {
    let find = |address: &str| {
        let address = address.trim().trim_matches(['<', '>']);
        own.iter().copied().find(|own| own.eq_ignore_ascii_case(address))
    };
    let named: Vec<&str> = named.into_iter().filter_map(find).collect();
    let signed: Vec<&str> = from.iter().filter_map(|from| find(&from.address)).collect();
    match (named.first(), signed.first()) {
        (Some(_), Some(_)) => named.into_iter().find(|named| signed.contains(named)),
        (Some(named), None) => Some(*named),
        (None, Some(signed)) => Some(*signed),
        (None, None) => None,
    }
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

    /// Anything but a mail that was displayed proves only its arrival.
    fn of_disposition(disposition: &str) -> Self {
        if is_displayed(disposition) { Self::Read } else { Self::Delivered }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_receipt_speaks_for_a_recipient_or_for_nobody() {
        const A: &str = "a@praxis.kim.telematik-test";
        const B: &str = "b@klinik.kim.telematik-test";
        const ALIAS: &str = "empfang@praxis.kim.telematik-test";
        const STRANGER: &str = "x@fremd.kim.telematik-test";
        for (named, from, expected) in [
            // As it should be, in whatever letters.
            ([A, ""], A, Some(A)),
            (["A@PRAXIS.kim.telematik-TEST", ""], A, Some(A)),
            ([" <a@praxis.kim.telematik-test>", ""], "A@praxis.KIM.telematik-test", Some(A)),
            (["", ""], B, Some(B)),
            // An alias on either side, or named as RFC 8098 §3.2.3 has it.
            ([ALIAS, ""], A, Some(A)),
            ([A, ""], ALIAS, Some(A)),
            ([ALIAS, A], ALIAS, Some(A)),
            ([ALIAS, A], A, Some(A)),
            // One recipient for another.
            ([A, ""], B, None),
            ([B, ""], A, None),
            ([STRANGER, A], B, None),
            ([B, A], A, Some(A)),
            // Somebody who got nothing.
            ([STRANGER, ""], STRANGER, None),
            ([STRANGER, STRANGER], ALIAS, None),
            (["", ""], STRANGER, None),
            (["", ""], "", None),
        ] {
            let from = [Mailbox::bare(from)];
            assert_eq!(speaks_for(&[A, B], named, &from), expected, "{named:?} {from:?}");
        }
        let both = [Mailbox::bare(B), Mailbox::bare(A)];
        assert_eq!(speaks_for(&[A, B], [A, ""], &both), Some(A));
        assert_eq!(speaks_for(&[], [A, ""], &both), None);
    }
}
