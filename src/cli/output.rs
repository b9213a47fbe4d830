//! Where a command writes: one JSON document or plain tables on standard output, diagnostics on standard error.
//!
//! Output is collected and printed by the process the person started; a command may run in another one.

use serde_json::{Map, Value, json};

use crate::domain::problem::Problem;
use crate::i18n;

/// Exit codes of the command line (a public contract).
pub mod exit {
    /// Done.
    pub const DONE: u8 = 0;
    /// The operation ran and failed, or failed in part.
    pub const FAILED: u8 = 1;
    /// Wrong usage or invalid input.
    pub const USAGE: u8 = 2;
    /// Profile locked, wrong or missing key.
    pub const LOCKED: u8 = 3;
    /// Refused by access rights.
    pub const REFUSED: u8 = 4;
    /// Profile in use by another instance.
    pub const IN_USE: u8 = 5;
    /// Store damaged.
    pub const DAMAGED: u8 = 6;
}

/// The exit code that belongs to a problem.
#[must_use]
pub fn exit_code(problem: &Problem) -> u8 {
    match problem.code {
        "KEY-MISSING" | "KEY-WRONG" | "KEYRING" | "KEY-TOO-SHORT" | "PROFILE-MISSING" | "STORE-KEY" | "RECOVERY-CODE" | "RECOVERY-NONE"
        | "RECOVERY-WRONG" => exit::LOCKED,
        "PROFILE-IN-USE" => exit::IN_USE,
        "STORE-DAMAGED" => exit::DAMAGED,
        "ACCESS" | "SIGN-IN-NEEDED" | "SIGN-IN-WAIT" | "SIGN-IN-WRONG" => exit::REFUSED,
        code if code.starts_with("INPUT-") => exit::USAGE,
        _ => exit::FAILED,
    }
}

/// What a command has to say.
#[derive(Debug, Default)]
pub struct Output {
    /// JSON was asked for.
    pub json: bool,
    /// Bytes for standard output.
    pub stdout: Vec<u8>,
    /// Lines for standard error.
    pub stderr: String,
    document: Map<String, Value>,
}

impl Output {
    /// An empty output.
    #[must_use]
    pub fn new(json: bool) -> Self {
        Self { json, ..Self::default() }
    }

    /// Sets a key of the JSON document.
    pub fn set(&mut self, key: &str, value: Value) {
        self.document.insert(key.to_owned(), value);
    }

    /// A line for people; left out with `--json`.
    pub fn line(&mut self, text: &str) {
        if !self.json {
            self.stdout.extend_from_slice(text.as_bytes());
            self.stdout.push(b'\n');
        }
    }

    /// A line on standard error.
    pub fn say(&mut self, text: &str) {
        self.stderr.push_str(text);
        self.stderr.push('\n');
    }

    /// A table for people: keys of the column titles, and rows of cells.
    pub fn table(&mut self, titles: &[&str], rows: &[Vec<String>]) {
        if self.json {
            return;
        }
        let header: Vec<String> = titles.iter().map(|key| i18n::text(key)).collect();
        let mut widths: Vec<usize> = header.iter().map(|cell| cell.chars().count()).collect();
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count()).min(60);
            }
        }
        for row in std::iter::once(&header).chain(rows) {
            let mut line = String::new();
            for (i, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let text: String = if cell.chars().count() > *width {
                    cell.chars().take(width.saturating_sub(1)).chain(['…']).collect()
                } else {
                    cell.clone()
                };
                if i > 0 {
                    line.push_str("  ");
                }
                line.push_str(&text);
                line.extend(std::iter::repeat_n(' ', width.saturating_sub(text.chars().count())));
            }
            self.line(line.trim_end());
        }
    }

    /// Reports a problem: `error` in the document, a sentence with its next step on standard error.
    pub fn problem(&mut self, problem: &Problem) {
        self.set("error", problem_json(problem));
        self.say(&i18n::problem_text(problem));
        let advice = i18n::problem_advice(problem);
        if !advice.is_empty() {
            self.say(&advice);
        }
        let detail = if problem.detail.is_empty() { String::new() } else { format!(": {}", problem.detail) };
        self.say(&format!("[{}]{detail}", problem.code));
    }

    /// Everything for standard output, the JSON document included.
    #[must_use]
    pub fn into_parts(mut self) -> (Vec<u8>, String) {
        if self.json && (self.stdout.is_empty() || !self.document.is_empty()) {
            self.stdout.extend_from_slice(Value::Object(self.document).to_string().as_bytes());
            self.stdout.push(b'\n');
        }
        (self.stdout, self.stderr)
    }
}

/// The `error` object of the contract.
#[must_use]
pub fn problem_json(problem: &Problem) -> Value {
    json!({
        "code": problem.code,
        "message": i18n::problem_text(problem),
        "advice": i18n::problem_advice(problem),
        "detail": problem.detail,
    })
}
