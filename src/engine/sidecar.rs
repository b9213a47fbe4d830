//! The JSON file beside a hand-over file: what was read out of the answer, for practice software that wants it.
//!
//! Schema `kimpost-handover/1`, described in README.md. Names are never renamed and never change their meaning; new ones
//! may be added. Amounts are euros with a point and two digits, days are ISO 8601, absent values are `null`.

use serde_json::{Value, json};

use crate::domain::answer::{Cents, EbzRecord, Reason};
use crate::domain::mail::ParsedMail;
use crate::domain::payload::Payload;
use crate::domain::time::Timestamp;
use crate::store::{Error, Handover, Store};

/// Name and version of the form.
const SCHEMA: &str = "kimpost-handover/1";

/// The file's contents for a run.
pub fn of(store: &Store, h: &Handover, parsed: &ParsedMail, payload: &Payload, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let row = store.row(h.mail)?;
    let account = store.account(row.account)?;
    let number = store.assignment(h.mail)?;
    // As it was judged beside its request; the payload alone cannot know of a partial approval.
    let record = store.record_of(h.mail)?.or_else(|| payload.ebz.clone());
    let request = match number.as_ref().or(record.as_ref().map(|r| &r.number)) {
        Some(number) => store.request_for(&crate::domain::access::Session::program().scope(), number)?,
        None => None,
    };
    let run = store.runs(h.mail)?.into_iter().find(|run| run.number == h.run);
    let value = json!({
        "schema": SCHEMA,
        "file": { "name": payload.file_name, "bytes": bytes.len(), "sha256": payload.sha256 },
        "mail": {
            "id": h.mail.0,
            "message_id": parsed.message_id,
            "account": account.settings.address.as_str(),
            "from": parsed.from.first().map(|m| m.address.as_str()),
            "dienstkennung": parsed.dienstkennung.as_ref().map(|d| d.0.as_str()),
            "date": parsed.date.map(rfc3339),
        },
        "run": run.map(|run| json!({
            "number": run.number,
            "at": rfc3339(run.at),
            "who": run.who,
            "reason": run.reason,
            "notes": run.notes.iter().map(|note| json!({ "key": note.key, "detail": note.detail })).collect::<Vec<_>>(),
        })),
        "kind": payload.kind.as_str(),
        "signature": payload.signature.as_str(),
        "test_data": payload.is_test_data(),
        "answer": record.as_ref().map(answer),
        "assigned_to": number.map(|n| n.as_str().to_owned()),
        "request": request.map(|(mail, r)| json!({ "mail_id": mail.0, "patient": r.patient, "insurer": r.insurer_name })),
    });
    Ok(serde_json::to_vec_pretty(&value)?)
}

fn answer(r: &EbzRecord) -> Value {
    json!({
        "plan_number": r.number.as_str(),
        "area": r.number.area(),
        "decision": r.decision.as_str(),
        "process": r.process.as_ref().map(reason),
        "decided_on": r.decided_on.map(|day| day.to_string()),
        "ends_on": r.ends_on.map(|day| day.to_string()),
        "reasons": r.reasons.iter().map(reason).collect::<Vec<_>>(),
        "explanation": r.explanation,
        "allowance_rate": r.allowance_rate,
        "hardship": r.hardship,
        "allowances": r.allowances.iter().map(|a| json!({ "finding": a.finding, "count": a.count, "amount": a.amount.map(euros) }))
            .collect::<Vec<_>>(),
        "total": r.total.map(euros),
        "insurer_ik": r.insurer_ik,
        "practice_number": r.practice_number,
        "mapping": r.mapping,
    })
}

fn reason(r: &Reason) -> Value {
    json!({ "code": r.code, "text": r.text })
}

fn euros(Cents(cents): Cents) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

fn rfc3339(at: Timestamp) -> String {
    chrono::DateTime::from_timestamp_millis(at.0).map_or_else(String::new, |at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_times_are_written_for_programs() {
        for (cents, text) in [(54_390, "543.90"), (-5, "-0.05"), (0, "0.00"), (100_000, "1000.00")] {
            assert_eq!(euros(Cents(cents)), text);
        }
        assert_eq!(rfc3339(Timestamp(1_796_000_000_000)), "2026-11-30T00:53:20Z");
    }
}
