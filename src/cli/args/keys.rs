//! `key …`: the key of the profile, its passphrase and its recovery sheet.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};

/// `key …`
#[derive(Subcommand, Clone, Debug)]
pub enum KeyCommand {
    Sheet {
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    Change(NewWay),
    Recover {
        #[arg(long, value_name = "N")]
        recovery_code_fd: u32,
        #[command(flatten)]
        to: NewWay,
    },
}

/// How the key is kept from now on.
#[derive(Args, Clone, Debug)]
#[command(group(ArgGroup::new("way").required(true)))]
pub struct NewWay {
    #[arg(long, value_name = "N", group = "way")]
    pub new_passphrase_fd: Option<u32>,
    #[arg(long, group = "way")]
    pub keyring: bool,
}
