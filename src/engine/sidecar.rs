//! The JSON file beside a hand-over file: what was read out of the answer, for practice software that wants it.
//!
//! Schema `kimpost-handover/1`, described in README.md. Names are never renamed and never change their meaning; new ones
//! may be added. Amounts are euros with a point and two digits, days are ISO 8601, absent values are `null`.

use serde_json::{Value, json};

use super::letter_handover;
use crate::domain::answer::{Cents, EbzRecord, Reason};
use crate::domain::mail::ParsedMail;
use crate::domain::payload::Payload;
use crate::domain::time::{Day, Timestamp};
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
        "patients": patients(payload),
        "beside": letter_handover::files_beside(parsed, payload).into_iter()
            .map(|(suffix, attachment)| json!({ "suffix": suffix, "name": attachment.name })).collect::<Vec<_>>(),
        "signature": payload.signature.as_str(),
        "test_data": payload.is_test_data(),
        "answer": record.as_ref().map(answer),
        "assigned_to": number.map(|n| n.as_str().to_owned()),
        "request": request.map(|(mail, r)| json!({ "mail_id": mail.0, "patient": r.patient, "insurer": r.insurer_name })),
    });
    Ok(serde_json::to_vec_pretty(&value)?)
}

/// Whom a letter or a laboratory report is about; empty for anything else, and for what says nothing about it.
fn patients(payload: &Payload) -> Vec<Value> {
    if !letter_handover::is_letter(payload.kind) {
        return Vec::new();
    }
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let people = payload.patients().into_iter().filter(|patient| !patient.is_empty());
    people
        .map(|patient| {
            json!({
                "name": text(&patient.name),
                "birth_date": iso_day(&patient.birth_date),
                "insured_number": text(&patient.insured_number),
            })
        })
        .collect()
}

/// `13.03.1970` as programs write it; what is no whole day stays as it was written.
fn iso_day(shown: &str) -> Option<String> {
    let numbers: Vec<u16> = shown.split('.').map(str::parse).collect::<Result<_, _>>().unwrap_or_default();
    let day = match numbers.as_slice() {
        [day, month, year] => u8::try_from(*month).ok().zip(u8::try_from(*day).ok()).and_then(|(month, day)| Day::new(*year, month, day)),
        _ => None,
    };
    day.map(|day| day.to_string()).or_else(|| (!shown.is_empty()).then(|| shown.to_owned()))
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
        for (shown, written) in [("13.03.1970", "1970-03-13"), ("1970", "1970"), ("31.02.1970", "31.02.1970"), ("999.3.1970", "999.3.1970")]
        {
            assert_eq!(iso_day(shown).as_deref(), Some(written));
        }
        assert_eq!(iso_day(""), None);
        assert_eq!(rfc3339(Timestamp(1_796_000_000_000)), "2026-11-30T00:53:20Z");
    }
}
