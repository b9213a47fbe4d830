//! Receipts that arrive as mail: delivery status (RFC 3464) and disposition notification (RFC 8098).
//!
//! Read leniently: public samples miss the `rfc822;` prefix and carry a nonsense `Status`, so a recipient is
//! judged by `Action`. A receipt proves delivery into a mailbox or a display, never more.

use super::fields::{self, HeaderBlock};
use crate::domain::mail::{DsnAction, DsnRecipient, Receipt};
use crate::domain::safe_text;

/// Recipients kept of one delivery status.
const MAX_RECIPIENTS: usize = 2000;

/// Reads a `message/delivery-status` body; `None` when it names no recipient with a known action.
#[must_use]
pub fn delivery_status(body: &[u8]) -> Option<Receipt> {
    let recipients: Vec<DsnRecipient> = blocks(body).iter().filter_map(recipient).take(MAX_RECIPIENTS).collect();
    (!recipients.is_empty()).then_some(Receipt::Delivery { recipients })
}

fn recipient(block: &HeaderBlock) -> Option<DsnRecipient> {
    let named = |name: &str| block.first(name).map(|v| address(&v)).filter(|a| !a.is_empty());
    let address = named("Original-Recipient").or_else(|| named("Final-Recipient"))?;
    let status = block.text("Status").unwrap_or_default();
    let word = block.first("Action").unwrap_or_default().to_ascii_lowercase();
    let action = match word.split(|c: char| !c.is_ascii_alphabetic()).find(|w| !w.is_empty()) {
        Some("failed") => DsnAction::Failed,
        Some("delayed") => DsnAction::Delayed,
        Some("delivered") => DsnAction::Delivered,
        Some("relayed") => DsnAction::Relayed,
        Some("expanded") => DsnAction::Expanded,
        Some(_) => return None,
        None => match status.chars().next()? {
            '2' => DsnAction::Delivered,
            '4' => DsnAction::Delayed,
            '5' => DsnAction::Failed,
            _ => return None,
        },
    };
    Some(DsnRecipient { address, action, status, diagnostic: block.text("Diagnostic-Code").unwrap_or_default() })
}

/// Reads a `message/disposition-notification` body; also gives the Message-IDs it answers.
///
/// `sender` stands in for a missing Final-Recipient.
#[must_use]
pub fn disposition(body: &[u8], sender: &str) -> Option<(Receipt, Vec<String>)> {
    let block = blocks(body).into_iter().find(|b| b.first("Disposition").is_some())?;
    let named = |name: &str| block.first(name).map(|v| address(&v)).filter(|a| !a.is_empty());
    let original = named("Original-Recipient").unwrap_or_default();
    let reader = named("Final-Recipient").or_else(|| named("Original-Recipient")).unwrap_or_else(|| sender.to_owned());
    let disposition = block.text("Disposition").unwrap_or_default();
    let ids = block.first("Original-Message-ID").map(|v| fields::message_ids(&v)).unwrap_or_default();
    Some((Receipt::Read { reader, original, disposition }, ids))
}

/// Header-like blocks parted by blank lines.
fn blocks(body: &[u8]) -> Vec<HeaderBlock> {
    let mut found = Vec::new();
    let mut block = Vec::new();
    for line in body.split_inclusive(|b| *b == b'\n') {
        if line.iter().all(u8::is_ascii_whitespace) {
            found.push(std::mem::take(&mut block));
        } else {
            block.extend_from_slice(line);
        }
    }
    found.push(block);
    found.iter().filter(|b| !b.is_empty()).map(|b| HeaderBlock::parse(b)).collect()
}

/// Address without its type and brackets.
fn address(value: &str) -> String {
    let address = value.split_once(';').map_or(value, |(_, address)| address);
    safe_text::one_line(address.trim().trim_matches(['<', '>']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn judges_each_recipient_by_its_action() {
        let body = b"Reporting-MTA: dns; x\n\nFinal-Recipient: <a@b>\r\nAction: delivered\r\nStatus: 4.0.0\r\n \r\n\
            Final-Recipient: RFC822; c@d\nOriginal-Recipient: rfc822;o@d\nACTION: Failed (final)\nDiagnostic-Code: smtp; 550\n\n\
            Final-Recipient: rfc822; e@f\nStatus: 5.1.1\n\nFinal-Recipient: rfc822; g@h\nAction: teleported\n";
        let Some(Receipt::Delivery { recipients }) = delivery_status(body) else { panic!("no receipt") };
        let found: Vec<_> = recipients.iter().map(|r| (r.address.as_str(), r.action)).collect();
        assert_eq!(found, [("a@b", DsnAction::Delivered), ("o@d", DsnAction::Failed), ("e@f", DsnAction::Failed)]);
        assert!(delivery_status(b"Reporting-MTA: dns; x\n").is_none());
    }

    #[test]
    fn reads_dispositions_without_a_recipient() {
        let Some((Receipt::Read { reader, disposition, .. }, ids)) =
            disposition(b"Original-Message-ID: <a@b>\nDisposition: automatic-action/MDN-sent-automatically;\n displayed\n", "x@y")
        else {
            panic!("no receipt")
        };
        assert_eq!((reader.as_str(), disposition.as_str()), ("x@y", "automatic-action/MDN-sent-automatically; displayed"));
        assert_eq!(ids, ["a@b"]);
        let alias = b"Final-Recipient: rfc822; <person@b>\nOriginal-Recipient: rfc822;praxis@b\nDisposition: manual-action/MDN-sent-manually; displayed\n";
        let Some((Receipt::Read { reader, original, .. }, _)) = super::disposition(alias, "x@y") else { panic!("no receipt") };
        assert_eq!((reader.as_str(), original.as_str()), ("person@b", "praxis@b"));
    }
}
