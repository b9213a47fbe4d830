//! Profile-wide settings and the folders of the practice software.

use std::path::{Path, PathBuf};

use super::{Result, Store};

impl Store {
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        unimplemented!()
    }

    /// Stores a setting; an empty value removes it.
    pub fn set_setting(&mut self, key: &str, value: &str) -> Result<()> {
        unimplemented!()
    }

    /// All settings by key.
    pub fn settings(&self) -> Result<Vec<(String, String)>> {
        unimplemented!()
    }

    /// Hand-over folders by Dienstkennung prefix; the longest prefix first, so that the first match counts.
    pub fn handover_folders(&self) -> Result<Vec<(String, PathBuf)>> {
        unimplemented!()
    }

    /// Sets or (with `None`) removes the folder of a Dienstkennung prefix, compared without case.
    ///
    /// # Errors
    /// [`super::Error::Path`] for a path that is no Unicode text.
    pub fn set_handover_folder(&mut self, prefix: &str, dir: Option<&Path>) -> Result<()> {
        unimplemented!()
    }
}
