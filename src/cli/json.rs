//! Domain values as the JSON of the command line; every key here is a public contract (README).
//!
//! Written out by hand on purpose: a renamed field in the domain must not rename a key.

use serde_json::{Value, json};

use super::clock::rfc3339;
use crate::domain::account::{Account, CertPolicy, ClientCertificate, KeepOnServer, ServerSettings};
use crate::domain::address::Mailbox;
use crate::domain::answer::{AnswerRow, EbzRecord, ProcessingRun};
use crate::domain::answer_desk::{BrokenAnswer, BulkReport, WaitingRow};
use crate::domain::card::{Card, Terminal};
use crate::domain::directory::DirectoryEntry;
use crate::domain::mail::{Decryption, Integrity, MailDetail, MailRow, Note};
use crate::domain::outgoing::{OutboxItem, RecipientStatus};
use crate::domain::payload::{Block, Mark, Payload, Section, Words};
use crate::engine::event::{AccountFetch, ImportReport, SavedFile, TestStep};
use crate::i18n;

/// `Name <address>`, or the bare address.
#[must_use]
pub fn mailbox(m: &Mailbox) -> String {
    if m.name.is_empty() { m.address.clone() } else { format!("{} <{}>", m.name, m.address) }
}

fn server(s: &ServerSettings) -> Value {
    json!({
        "server": s.server, "port": s.port, "tls": s.tls.as_str(), "login": s.login.as_str(),
        "certificate_sha256": s.pinned_sha256, "client_certificate": client_certificate(s.client_certificate.as_ref()),
    })
}

/// A client certificate without its key.
fn client_certificate(own: Option<&ClientCertificate>) -> Value {
    own.map_or(Value::Null, |own| json!({ "subject": own.subject, "sha256": own.sha256, "expires": rfc3339(own.expires) }))
}

/// An account without secrets.
#[must_use]
pub fn account(a: &Account) -> Value {
    let s = &a.settings;
    let o = &s.options;
    let keep = match o.keep_on_server {
        KeepOnServer::Days(days) => json!(days),
        KeepOnServer::Never => json!("never"),
    };
    json!({
        "address": s.address.as_str(),
        "sender_name": s.sender_name,
        "retired": o.retired,
        "pop3": server(&s.incoming),
        "smtp": server(&s.outgoing),
        "card": s.card.as_ref().map(|card| json!({ "type": card.kind.as_str(), "iccsn": card.iccsn, "holder": card.holder })),
        "has_password": a.has_password,
        "directory": { "url": s.directory.url },
        "connector": {
            "url": s.connector.url, "mandant_id": s.connector.context.mandant_id,
            "client_system_id": s.connector.context.client_system_id, "workplace_id": s.connector.context.workplace_id,
            "user_id": s.connector.context.user_id, "auth": s.connector.auth.as_str(), "user": s.connector.user,
            "named_hosts": s.connector.named_hosts,
        },
        "options": {
            "ignore_certificate_errors": o.cert_policy == CertPolicy::AllowSelfSignedAndNameMismatch,
            "always_request_delivery_receipt": o.always_request_delivery_receipt,
            "always_request_read_receipt": o.always_request_read_receipt,
            "answer_read_receipts": o.answer_read_receipts,
            "poll_interval_minutes": o.poll_interval_minutes,
            "timeout_seconds": o.timeout_secs,
            "keep_on_server_days": keep,
            "processing_station": o.processing_station,
        },
        "last_fetch": a.last_fetch.map(rfc3339),
        "messages": a.messages,
    })
}

/// A row of `list`.
#[must_use]
pub fn row(r: &MailRow) -> Value {
    json!({
        "id": r.id.0, "account": r.account_address, "folder": r.folder.as_str(),
        "date": rfc3339(r.date), "received": rfc3339(r.received),
        "from": mailbox(&r.from), "to": r.to.iter().map(mailbox).collect::<Vec<_>>(),
        "subject": r.subject, "dienstkennung": r.dienstkennung, "class": r.class.as_str(),
        "size": r.size, "attachments": r.attachments, "unread": r.unread,
        "decryption": r.decryption.as_str(), "integrity": r.integrity.as_str(), "confirmed": !is_unconfirmed(r.decryption, r.integrity),
        "state": r.state.map(|s| s.as_str()),
        "claimed_by": r.work.claimed_by, "done": r.work.done, "read_by": r.work.read_by, "answered_by": r.work.answered_by,
    })
}

/// Whether a good result stands in a file only.
fn is_unconfirmed(decryption: Decryption, integrity: Integrity) -> bool {
    decryption == Decryption::Unconfirmed || integrity.is_unconfirmed()
}

/// A note with its sentence.
#[must_use]
pub fn note(n: &Note) -> Value {
    json!({ "key": n.key, "text": i18n::text_with(&n.key, &n.detail), "detail": n.detail })
}

/// A recipient of an outgoing mail.
#[must_use]
pub fn recipient(r: &RecipientStatus) -> Value {
    json!({
        "address": r.mailbox.address, "state": r.state.as_str(), "reply": r.reply,
        "delivered_at": r.delivered_at.map(rfc3339), "read_at": r.read_at.map(rfc3339),
    })
}

/// An outgoing mail: the result of `send`.
#[must_use]
pub fn outbox_item(item: &OutboxItem) -> Value {
    json!({
        "id": item.id.0, "state": item.state.as_str(), "subject": item.subject, "attempts": item.attempts,
        "next_try": item.next_try.map(rfc3339), "problem": item.problem_code, "detail": item.problem_detail, "done": item.done,
        "recipients": item.recipients.iter().map(recipient).collect::<Vec<_>>(),
    })
}

/// An EBZ record.
#[must_use]
pub fn ebz(r: &EbzRecord) -> Value {
    let reason = |code: &str, text: &str| json!({ "code": code, "text": text });
    json!({
        "plan_number": r.number.as_str(), "decision": r.decision.as_str(),
        "date": r.decided_on.map(|d| d.to_string()), "ends": r.ends_on.map(|d| d.to_string()),
        "process": r.process.as_ref().map(|p| reason(&p.code, &p.text)),
        "reasons": r.reasons.iter().map(|x| reason(&x.code, &x.text)).collect::<Vec<_>>(),
        "explanation": r.explanation, "allowance_rate": r.allowance_rate, "hardship": r.hardship,
        "allowances": r.allowances.iter().map(|a| json!({
            "finding": a.finding, "count": a.count, "amount": a.amount.map(euros),
        })).collect::<Vec<_>>(),
        "amount": r.total.map(euros), "insurer_ik": r.insurer_ik, "insurer": r.insurer_name, "patient": r.patient,
        "mapping": r.mapping,
    })
}

/// Euro with two decimals as text, `543.90`: exact where a float is not.
fn euros(cents: crate::domain::answer::Cents) -> String {
    format!("{}{}.{:02}", if cents.0 < 0 { "-" } else { "" }, cents.0.unsigned_abs() / 100, cents.0.unsigned_abs() % 100)
}

/// The technical content of a mail; secrets are masked.
#[must_use]
pub fn payload(p: &Payload) -> Value {
    json!({
        "kind": p.kind.as_str(), "attachment": p.attachment, "file_name": p.file_name, "sha256": p.sha256,
        "signature": p.signature.as_str(), "signer": p.signer,
        "signed_at": p.signature_dates.signed_at.map(rfc3339),
        "certificate_valid": { "from": p.signature_dates.valid_from.map(|d| d.to_string()), "until": p.signature_dates.valid_until.map(|d| d.to_string()) },
        "fields": p.fields.iter().map(|f| json!({
            "label": i18n::text(&f.label_key), "key": f.label_key, "value": if f.secret { "•••" } else { f.value.as_str() },
            "word": if f.word_key.is_empty() { String::new() } else { i18n::text(&f.word_key) },
        })).collect::<Vec<_>>(),
        "sections": p.sections.iter().map(section).collect::<Vec<_>>(),
        "ebz": p.ebz.as_ref().map(ebz), "refers_to": p.refers_to,
        "blocks": p.blocks.iter().map(note).collect::<Vec<_>>(), "notes": p.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

fn words(words: &Words) -> String {
    match words {
        Words::Key(key) => i18n::text(key),
        Words::Text(text) => text.clone(),
    }
}

/// What stands under the lines of a card.
fn section(section: &Section) -> Value {
    let blocks = section.blocks.iter().map(|block| match block {
        Block::Text(text) => json!({ "text": text }),
        Block::Table(table) => json!({
            "columns": table.columns.iter().map(words).collect::<Vec<_>>(),
            "rows": table.rows.iter().map(|row| json!({ "cells": row.cells, "mark": row.mark.map(Mark::as_str) })).collect::<Vec<_>>(),
        }),
        Block::Tree(nodes) => json!({
            "tree": nodes.iter().map(|n| json!({ "depth": n.depth, "name": n.name, "value": n.value })).collect::<Vec<_>>(),
        }),
    });
    json!({ "heading": words(&section.heading), "blocks": blocks.collect::<Vec<_>>() })
}

/// Everything `show` tells about a mail; `digests` are the attachments' hashes, by index.
#[must_use]
pub fn mail(detail: &MailDetail, digests: &[SavedFile]) -> Value {
    let parsed = &detail.parsed;
    let mut value = row(&detail.row);
    let extra = json!({
        "message_id": parsed.message_id, "in_reply_to": parsed.in_reply_to,
        "cc": parsed.cc.iter().map(mailbox).collect::<Vec<_>>(),
        "reply_to": parsed.reply_to.iter().map(mailbox).collect::<Vec<_>>(),
        "text": parsed.text,
        "headers": detail.headers.iter().map(|h| json!({ "name": h.name, "value": h.value })).collect::<Vec<_>>(),
        "attachments": parsed.attachments.iter().map(|a| {
            let digest = digests.iter().find(|d| d.index == a.index);
            json!({
                "index": a.index, "name": a.name, "save_name": a.save_name, "type": a.media_type,
                "size": digest.map_or(a.size, |d| d.size), "sha256": digest.map(|d| d.sha256.as_str()),
                "warnings": a.warnings.iter().map(|w| w.as_str()).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "flags": parsed.flags.iter().map(|f| f.as_str()).collect::<Vec<_>>(),
        "links": parsed.links.iter().map(|l| json!({ "text": l.text, "target": l.target, "mismatch": l.mismatch })).collect::<Vec<_>>(),
        "raw_only": parsed.raw_only,
        "recipients": detail.recipients.iter().map(recipient).collect::<Vec<_>>(),
        "kim": {
            "decryption": parsed.kim.decryption.as_str(), "integrity": parsed.kim.integrity.as_str(),
            "confirmed": !is_unconfirmed(parsed.kim.decryption, parsed.kim.integrity),
            "errors": parsed.kim.codes.iter().map(|c| json!({
                "code": c.code, "text": i18n::text(&c.meaning_key),
                "advice": if c.advice_key.is_empty() { String::new() } else { i18n::text(&c.advice_key) },
                "retry_helps": c.retry_helps,
            })).collect::<Vec<_>>(),
            "sender_system": parsed.kim.sender_system,
        },
        "payload": detail.payload.as_ref().map(payload),
        "notes": parsed.notes.iter().map(note).collect::<Vec<_>>(),
        "runs": detail.runs.iter().map(run).collect::<Vec<_>>(),
        "thread": detail.thread.iter().map(|r| r.id.0).collect::<Vec<_>>(),
        "versions": detail.versions.iter().map(|id| id.0).collect::<Vec<_>>(),
        "on_server": detail.on_server,
    });
    if let (Some(value), Value::Object(extra)) = (value.as_object_mut(), extra) {
        value.extend(extra);
    }
    value
}

/// A run of taking over.
#[must_use]
pub fn run(r: &ProcessingRun) -> Value {
    json!({
        "number": r.number, "at": rfc3339(r.at), "who": r.who, "reason": r.reason, "result": r.result.as_str(),
        "handover": if r.handover_path.is_empty() { Value::Null } else { json!(r.handover_path) },
        "handover_state": r.handover.map(|h| h.as_str()),
        "notes": r.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

/// A line of the eHKP overview.
#[must_use]
pub fn answer_row(r: &AnswerRow) -> Value {
    json!({
        "plan_number": r.number.as_str(), "kind": r.number.area(), "decision": r.decision.as_str(),
        "date": r.decided_on.map(|d| d.to_string()),
        "reasons": r.reasons.iter().map(|x| json!({ "code": x.code, "text": x.text })).collect::<Vec<_>>(),
        "explanation": r.explanation, "amount": r.total.map(euros), "insurer": r.insurer, "insurer_ik": r.insurer_ik,
        "mail_id": r.mail.0, "request_mail_id": r.request_mail.map(|m| m.0), "runs": r.runs,
        "handover": r.handover.map(|h| h.as_str()), "result": r.last_result.map(|x| x.as_str()), "patient": r.patient,
        "answers": r.answers, "state": r.state.as_str(), "lapses_on": r.lapses_on.map(|d| d.to_string()),
    })
}

/// A request that waits too long.
#[must_use]
pub fn waiting_row(r: &WaitingRow) -> Value {
    json!({
        "plan_number": r.number.as_str(), "mail_id": r.mail.0, "patient": r.patient, "insurer": r.insurer, "insurer_ik": r.insurer_ik,
        "address": r.address, "sent": rfc3339(r.sent), "delivered": r.delivered.map(rfc3339), "reason": r.reason.as_str(),
    })
}

/// An answer that could not be read.
#[must_use]
pub fn broken_answer(b: &BrokenAnswer) -> Value {
    json!({
        "mail_id": b.mail.0, "subject": b.subject, "from": b.from, "received": rfc3339(b.received),
        "notes": b.notes.iter().map(note).collect::<Vec<_>>(),
    })
}

/// What taking several over again did.
#[must_use]
pub fn bulk(r: &BulkReport, dry_run: bool) -> Value {
    let skipped: serde_json::Map<String, Value> = r.skipped.iter().map(|(why, count)| (why.as_str().to_owned(), json!(count))).collect();
    json!({
        "number": (r.job > 0).then_some(r.job), "total": r.total, "taken_over": r.taken_over, "skipped": skipped,
        "cancelled": r.cancelled, "dry_run": dry_run,
    })
}

/// An entry of the VZD.
#[must_use]
pub fn directory_entry(e: &DirectoryEntry) -> Value {
    json!({
        "telematik_id": e.telematik_id, "name": e.name, "organization": e.organization, "kind": e.kind,
        "entry_type": e.entry_type, "specialty": e.specialty.join(", "), "street": e.street, "zip": e.zip, "city": e.city,
        "state": e.state, "country": e.country, "title": e.title, "given_name": e.given_name, "surname": e.surname,
        "domain_ids": e.domain_ids, "changed": e.changed,
        "addresses": e.addresses.iter().map(|a| json!({
            "mail": a.mail, "version": a.version.0, "large": a.version.takes_large(),
        })).collect::<Vec<_>>(),
    })
}

/// A card with its PIN state and its terminal.
#[must_use]
pub fn card(c: &Card, terminal: Option<&Terminal>) -> Value {
    json!({
        "handle": c.handle, "type": c.kind.as_str(), "iccsn": c.iccsn, "holder": c.holder,
        "expires": c.expires.map(|d| d.to_string()), "pin": c.pin.as_str(),
        "pin_tries_left": c.left_tries, "terminal": c.terminal, "terminal_name": terminal.map(|t| &t.name),
        "terminal_connected": terminal.map(|t| t.connected),
        "telematik_id": c.telematik_id.as_deref().filter(|id| !id.is_empty()),
    })
}

/// The result of a fetch of one account.
#[must_use]
pub fn fetch(f: &AccountFetch) -> Value {
    json!({
        "address": f.address, "new": f.new, "skipped": f.skipped, "parked": f.parked,
        "deleted_on_server": f.deleted_on_server, "waits_for_card": f.waits_for_card, "bytes": f.bytes,
        "seconds": std::time::Duration::from_millis(f.millis).as_secs_f64(),
        "problems": f.problems.iter().map(super::output::problem_json).collect::<Vec<_>>(),
    })
}

/// A rung of „Verbindung testen".
#[must_use]
pub fn test_step(s: &TestStep) -> Value {
    json!({
        "service": s.service.as_str(), "step": s.step, "ok": s.ok, "millis": s.millis, "detail": s.detail,
        "code": s.problem.as_ref().map(|p| p.code),
        "advice": s.problem.as_ref().map(i18n::problem_advice).unwrap_or_default(),
    })
}

/// A file that was written.
#[must_use]
pub fn file(f: &SavedFile) -> Value {
    json!({ "index": f.index, "path": f.path.display().to_string(), "size": f.size, "sha256": f.sha256 })
}

/// The result of an import.
#[must_use]
pub fn import(report: &ImportReport) -> Value {
    use crate::engine::event::ImportResult as R;
    let count = |wanted: R| report.mails.iter().filter(|m| m.result == wanted).count();
    json!({
        "new": count(R::New), "known": count(R::Known), "failed": count(R::Failed),
        "mails": report.mails.iter().map(|m| json!({
            "path": m.path.display().to_string(), "id": m.id.map(|id| id.0), "result": m.result.as_str(), "detail": m.detail,
        })).collect::<Vec<_>>(),
    })
}
