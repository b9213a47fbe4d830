//! What an insurer is called where only its Institutionskennzeichen is known: an answer carries no name (Anlage 15 §3), and its
//! request may lie elsewhere.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store};
use crate::domain::answer::AnswerRow;

impl Store {
    /// Names the insurers of lines without a name: as the VZD calls the sender of the answer, else as the sender calls himself, with
    /// the number beside it, since nobody has checked that name.
    pub fn name_insurers(&self, rows: &mut [AnswerRow]) -> Result<()> {
        let mut sender = self.db.prepare_cached(
            "SELECT coalesce(c.directory_name, ''), m.from_name FROM mail m LEFT JOIN contact c ON c.address = m.from_address WHERE m.id = ?",
        )?;
        for row in rows.iter_mut().filter(|row| row.insurer.is_empty() && row.request_mail != Some(row.mail)) {
            let names =
                sender.query_row(params![row.mail.0], |found| Ok((found.get::<_, String>(0)?, found.get::<_, String>(1)?))).optional()?;
            let (listed, own) = names.unwrap_or_default();
            row.insurer = match (listed.is_empty(), own.is_empty(), row.insurer_ik.as_str()) {
                (false, _, _) => listed,
                (true, true, _) => String::new(),
                (true, false, "") => own,
                (true, false, ik) => format!("{own} ({ik})"),
            };
        }
        Ok(())
    }
}
