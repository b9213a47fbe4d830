//! „KIM-Nutzung" of this workplace: settings, text blocks, signatures, and what was left on the servers because of it.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store};
use crate::domain::ids::AccountId;
use crate::domain::usage::{LeftOnServer, TextBlock, Usage};

/// Keys of the settings this is made of; lists are parted by commas, switches are `yes` or not set.
pub const DIENSTKENNUNGEN: &str = "usage.dienstkennungen";
pub const SEND_EAU: &str = "usage.send_eau";
pub const COLLECT_EAU: &str = "usage.collect_eau";
pub const COLLECT_TIME: &str = "usage.collect_eau_at";
pub const KIM_MARKER: &str = "usage.kim_marker";
pub const DEFAULT_DIENSTKENNUNG: &str = "usage.default_dienstkennung";
/// What a switch that is on holds.
pub const YES: &str = "yes";

impl Store {
    /// What was set, with the defaults for everything else.
    pub fn usage(&self) -> Result<Usage> {
        let mut usage = Usage {
            dienstkennungen: self.chosen_dienstkennungen()?,
            send_eau: self.setting(SEND_EAU)?.as_deref() == Some(YES),
            collect_eau: self.setting(COLLECT_EAU)?.as_deref() == Some(YES),
            collect_time: self.setting(COLLECT_TIME)?.unwrap_or_default(),
            kim_marker: self.setting(KIM_MARKER)?.as_deref() == Some(YES),
            ..Usage::default()
        };
        usage.collect_eau &= usage.send_eau;
        if let Some(dienstkennung) = self.setting(DEFAULT_DIENSTKENNUNG)? {
            usage.default_dienstkennung = dienstkennung;
        }
        usage.text_blocks = self
            .db
            .prepare_cached("SELECT name, text FROM text_block ORDER BY position")?
            .query_map([], |row| Ok(TextBlock { name: row.get(0)?, text: row.get(1)? }))?
            .collect::<rusqlite::Result<_>>()?;
        usage.signatures = self
            .db
            .prepare_cached("SELECT account, text FROM signature ORDER BY account")?
            .query_map([], |row| Ok((AccountId(row.get(0)?), row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(usage)
    }

    /// The Dienstkennungen this workplace fetches; empty: all.
    pub fn chosen_dienstkennungen(&self) -> Result<Vec<String>> {
        let text = self.setting(DIENSTKENNUNGEN)?.unwrap_or_default();
        Ok(text.split(',').map(str::trim).filter(|prefix| !prefix.is_empty()).map(str::to_owned).collect())
    }

    /// The signature block of an account; empty for none.
    pub fn signature(&self, account: AccountId) -> Result<String> {
        let text = self.db.prepare_cached("SELECT text FROM signature WHERE account = ?")?.query_row([account.0], |row| row.get(0));
        Ok(text.optional()?.unwrap_or_default())
    }

    /// Replaces all of it in one transaction. Accounts without a signature in `usage` lose theirs.
    pub fn save_usage(&mut self, usage: &Usage) -> Result<()> {
        let tx = self.begin()?;
        let switch = |on| if on { YES } else { "" };
        let default =
            if usage.default_dienstkennung == Usage::default().default_dienstkennung { "" } else { usage.default_dienstkennung.as_str() };
        let prefixes = usage.dienstkennungen.iter().map(|p| p.trim()).collect::<Vec<_>>().join(",");
        for (key, value) in [
            (DIENSTKENNUNGEN, prefixes.as_str()),
            (SEND_EAU, switch(usage.send_eau)),
            (COLLECT_EAU, switch(usage.collect_eau && usage.send_eau)),
            (COLLECT_TIME, usage.collect_time.trim()),
            (KIM_MARKER, switch(usage.kim_marker)),
            (DEFAULT_DIENSTKENNUNG, default.trim()),
        ] {
            if value.is_empty() {
                tx.execute("DELETE FROM setting WHERE key = ?", [key])?;
            } else {
                tx.execute("INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2", [key, value])?;
            }
        }
        tx.execute("DELETE FROM text_block", [])?;
        for (position, block) in (0_i64..).zip(&usage.text_blocks) {
            tx.execute("INSERT INTO text_block (position, name, text) VALUES (?, ?, ?)", params![position, block.name.trim(), block.text])?;
        }
        tx.execute("DELETE FROM signature", [])?;
        for (account, text) in usage.signatures.iter().filter(|(_, text)| !text.trim().is_empty()) {
            // An account that was removed meanwhile has nothing to sign.
            tx.execute(
                "INSERT OR REPLACE INTO signature (account, text) SELECT id, ?2 FROM account WHERE id = ?1",
                params![account.0, text.trim_end()],
            )?;
        }
        Ok(tx.commit()?)
    }

    /// What lies on the servers and is left there for others, by account and Dienstkennung, most first.
    pub fn left_on_server(&self) -> Result<Vec<LeftOnServer>> {
        let mut statement = self.db.prepare_cached(
            "SELECT account, dienstkennung, count(*) FROM uidl WHERE state = 'skipped' AND on_server = 1 AND deleted = 0
             GROUP BY account, dienstkennung ORDER BY account, count(*) DESC, dienstkennung",
        )?;
        let found = statement
            .query_map([], |row| Ok(LeftOnServer { account: AccountId(row.get(0)?), dienstkennung: row.get(1)?, count: row.get(2)? }))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}
