//! `doctor`: what support wants to know first.

use serde_json::json;

use super::output::exit;
use super::{Outcome, Session, unexpected};
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// Prints every check; exit 1 when one is not in order.
///
/// # Errors
/// Problems of the engine.
pub fn run(session: &mut Session<'_>) -> Outcome {
    let answer = session.ask(Command::Doctor)?;
    let Answer::Checks(checks) = answer else { return Err(unexpected(&answer)) };
    let rows: Vec<Vec<String>> = checks
        .iter()
        .map(|c| {
            let advice = if c.advice_key.is_empty() { String::new() } else { i18n::text(c.advice_key) };
            vec![c.name.clone(), i18n::text(if c.ok { "cli-ok" } else { "cli-failed" }), c.detail.clone(), advice]
        })
        .collect();
    session.out.table(&["cli-col-check", "cli-col-result", "cli-col-detail", "cli-col-advice"], &rows);
    session.out.set(
        "checks",
        json!(
            checks
                .iter()
                .map(|c| json!({
                    "name": c.name, "ok": c.ok, "detail": c.detail,
                    "advice": if c.advice_key.is_empty() { String::new() } else { i18n::text(c.advice_key) },
                }))
                .collect::<Vec<_>>()
        ),
    );
    let bad: Vec<&str> = checks.iter().filter(|c| !c.ok).map(|c| c.name.as_str()).collect();
    if bad.is_empty() { Ok(exit::DONE) } else { Err(Problem::new("DOCTOR-FINDINGS", bad.join(", "))) }
}
