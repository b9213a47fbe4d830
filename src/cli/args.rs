//! The command line as clap sees it: names, options, shapes. A public contract; see the README.
//!
//! Help texts come from `i18n/` (`cli-help-…`), so `--help` speaks the language of the person.

pub mod access;
pub mod audit;
pub mod desk;
pub mod keys;

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::i18n;

/// `kimpost [OPTIONS] [COMMAND]`; without a command the window opens.
#[derive(Parser, Clone, Debug)]
#[command(name = "kimpost", version, disable_help_subcommand = true)]
pub struct CommandLine {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Option<Subcommands>,
}

/// Options accepted before and after the command; where `user` may stand is said in [`access`].
#[derive(Args, Clone, Debug)]
pub struct Global {
    #[arg(long, global = true, env = "KIMPOST_PROFILE", value_name = "DIR")]
    pub profile: Option<PathBuf>,
    #[arg(long, global = true, value_name = "N")]
    pub passphrase_fd: Option<u32>,
    #[arg(long, global = true, value_name = "de|en", value_parser = ["de", "en"])]
    pub lang: Option<String>,
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    #[arg(long, global = true, value_name = "N")]
    pub user_password_fd: Option<u32>,
    #[arg(long, global = true)]
    pub json: bool,
    #[arg(long, global = true, value_name = "RENDERER", value_parser = ["auto", "wgpu", "glow"], default_value = "auto")]
    pub renderer: String,
}

/// Every command of this release.
#[derive(Subcommand, Clone, Debug)]
pub enum Subcommands {
    Init,
    #[command(subcommand)]
    Access(access::AccessCommand),
    #[command(subcommand)]
    Account(AccountCommand),
    #[command(subcommand)]
    Settings(SettingsCommand),
    Fetch {
        #[arg(long, value_name = "ADDRESS", num_args = 1..)]
        account: Vec<String>,
        #[arg(long, value_name = "PREFIX", num_args = 1..)]
        dienstkennung: Vec<String>,
    },
    List(ListArgs),
    Show {
        id: i64,
        #[arg(long, conflicts_with = "headers")]
        raw: bool,
        #[arg(long)]
        headers: bool,
    },
    Mark {
        #[arg(value_enum)]
        action: MarkWord,
        #[arg(required = true, value_name = "ID")]
        ids: Vec<i64>,
    },
    Attachments {
        id: i64,
        #[arg(long, value_name = "DIR")]
        save_to: PathBuf,
        #[arg(long, value_name = "N")]
        index: Option<usize>,
    },
    Send(SendArgs),
    #[command(subcommand)]
    Outbox(OutboxCommand),
    ForwardUnchanged {
        id: i64,
        #[arg(long)]
        to_self: bool,
    },
    Reprocess(desk::ReprocessArgs),
    Answers(desk::AnswersArgs),
    #[command(subcommand)]
    Directory(DirectoryCommand),
    Cards {
        #[arg(long, value_name = "ADDRESS")]
        account: Option<String>,
    },
    #[command(subcommand)]
    Handover(HandoverCommand),
    Watch(WatchArgs),
    Export {
        #[arg(long, value_enum)]
        format: Format,
        #[arg(long, value_name = "PATH")]
        to: PathBuf,
        #[arg(long, value_name = "Q")]
        search: Option<String>,
        #[arg(long, value_name = "ADDRESS")]
        account: Option<String>,
    },
    Import {
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        #[arg(long, value_name = "ADDRESS")]
        account: Option<String>,
    },
    Backup {
        path: PathBuf,
        #[arg(long)]
        with_passwords: bool,
        #[arg(long, value_name = "N")]
        backup_passphrase_fd: Option<u32>,
    },
    Restore {
        path: PathBuf,
        #[arg(long, value_name = "N")]
        backup_passphrase_fd: u32,
    },
    #[command(subcommand)]
    Key(keys::KeyCommand),
    Audit(audit::AuditArgs),
    Doctor,
    Serve,
    Demo {
        #[arg(long)]
        headless: bool,
    },
}

/// `account …`
#[derive(Subcommand, Clone, Debug)]
pub enum AccountCommand {
    Add {
        #[arg(long, value_name = "F")]
        file: PathBuf,
        #[arg(long, value_name = "N")]
        password_fd: Option<u32>,
        #[arg(long, value_name = "N")]
        pkcs12_password_fd: Option<u32>,
        #[arg(long, value_name = "N")]
        connector_password_fd: Option<u32>,
    },
    Duplicate {
        address: String,
        #[arg(value_name = "NEW")]
        new_address: String,
    },
    Set {
        address: String,
        #[arg(value_name = "KEY=VALUE")]
        pairs: Vec<String>,
        #[arg(long)]
        confirm: bool,
        #[arg(long, value_name = "N")]
        password_fd: Option<u32>,
        #[arg(long, value_name = "N")]
        pkcs12_password_fd: Option<u32>,
        #[arg(long, value_name = "N")]
        connector_password_fd: Option<u32>,
    },
    Retire {
        address: String,
    },
    Export {
        #[arg(value_name = "FILE")]
        path: PathBuf,
        #[arg(long, value_name = "ADDRESS", num_args = 1..)]
        account: Vec<String>,
    },
    Import {
        #[arg(value_name = "FILE")]
        path: PathBuf,
        #[arg(long, value_name = "N")]
        pkcs12_password_fd: Option<u32>,
    },
    Selftest {
        address: String,
    },
    List,
    Show {
        address: String,
    },
    Test {
        address: String,
    },
    Remove {
        address: String,
    },
    AcceptCertificate {
        address: String,
        #[arg(value_enum)]
        service: ServiceWord,
        sha256: String,
    },
}

/// `settings …`
#[derive(Subcommand, Clone, Debug)]
pub enum SettingsCommand {
    List,
    Set {
        #[arg(required = true, value_name = "KEY=VALUE")]
        pairs: Vec<String>,
    },
}

/// `list …`
#[derive(Args, Clone, Debug)]
pub struct ListArgs {
    #[arg(long, value_enum)]
    pub folder: Option<FolderWord>,
    #[arg(long, conflicts_with = "personal")]
    pub technical: bool,
    #[arg(long)]
    pub personal: bool,
    #[arg(long, value_name = "Q")]
    pub search: Option<String>,
    #[arg(long)]
    pub unread: bool,
    #[arg(long)]
    pub open: bool,
    #[arg(long, value_name = "NAME")]
    pub claimed_by: Option<String>,
    #[arg(long, value_name = "ADDRESS")]
    pub account: Option<String>,
    #[arg(long, default_value_t = 100)]
    pub limit: usize,
    #[arg(long, default_value_t = 0)]
    pub offset: usize,
}

/// `send …`
#[derive(Args, Clone, Debug)]
pub struct SendArgs {
    #[arg(long, value_name = "ADDRESS")]
    pub account: String,
    #[arg(long, required = true, num_args = 1.., value_name = "ADDRESS")]
    pub to: Vec<String>,
    #[arg(long, num_args = 1.., value_name = "ADDRESS")]
    pub cc: Vec<String>,
    #[arg(long, value_name = "S")]
    pub subject: String,
    #[arg(long, value_name = "T", conflicts_with = "text_file")]
    pub text: Option<String>,
    #[arg(long, value_name = "F")]
    pub text_file: Option<PathBuf>,
    #[arg(long, num_args = 1.., value_name = "F")]
    pub attach: Vec<PathBuf>,
    #[arg(long, value_name = "D")]
    pub dienstkennung: Option<String>,
    #[arg(long, value_enum)]
    pub delivery_receipt: Option<YesNo>,
    #[arg(long, value_enum)]
    pub read_receipt: Option<YesNo>,
    #[arg(long, value_name = "ID")]
    pub reply_to_mail: Option<i64>,
    #[arg(long)]
    pub queue_only: bool,
    #[arg(long)]
    pub no_directory_check: bool,
}

/// `outbox …`
#[derive(Subcommand, Clone, Debug)]
pub enum OutboxCommand {
    List,
    Flush,
    Retry {
        id: i64,
    },
    Resolve {
        id: i64,
        #[arg(value_enum)]
        resolution: ResolutionWord,
    },
    Cancel {
        id: i64,
    },
}

/// What `mark` does to mails.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkWord {
    Read,
    Unread,
    Claim,
    Release,
    Done,
    Reopen,
}

/// `directory …`
#[derive(Subcommand, Clone, Debug)]
pub enum DirectoryCommand {
    Search(Box<DirectorySearchArgs>),
    Check,
}

/// `directory search …`
#[derive(Args, Clone, Debug)]
pub struct DirectorySearchArgs {
    #[arg(default_value = "")]
    pub text: String,
    #[arg(long, value_name = "ADDRESS")]
    pub account: Option<String>,
    #[arg(long, default_value = "")]
    pub street: String,
    #[arg(long, default_value = "")]
    pub city: String,
    #[arg(long, default_value = "")]
    pub zip: String,
    #[arg(long, default_value = "")]
    pub specialty: String,
    #[arg(long, default_value = "", value_name = "OID|NAME")]
    pub profession: String,
    #[arg(long, default_value = "", value_name = "ID")]
    pub telematik_id: String,
    #[arg(long, default_value = "")]
    pub ik: String,
    #[arg(long, default_value = "", value_name = "ADDRESS")]
    pub mail: String,
    #[arg(long, default_value_t = 100)]
    pub limit: usize,
}

/// `handover …`
#[derive(Subcommand, Clone, Debug)]
pub enum HandoverCommand {
    Set {
        #[arg(value_name = "DIENSTKENNUNG-PREFIX")]
        prefix: String,
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        #[arg(long, value_enum)]
        sidecar: Option<YesNo>,
    },
    List,
    Run,
}

/// `watch …`
#[derive(Args, Clone, Debug)]
#[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
pub struct WatchArgs {
    #[arg(long, required = true)]
    pub once: bool,
    #[command(subcommand)]
    pub command: Option<WatchCommand>,
}

/// What is done with watched folders.
#[derive(Subcommand, Clone, Debug)]
pub enum WatchCommand {
    Add {
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        #[arg(long, value_name = "ADDRESS")]
        account: String,
        #[arg(long, default_value = "", value_name = "D")]
        dienstkennung: String,
        #[arg(long)]
        now: bool,
    },
    List,
    Remove {
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

/// `yes` or `no`.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum YesNo {
    Yes,
    No,
}

/// `eml` or `mbox`.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum Format {
    Eml,
    Mbox,
}

/// A folder word.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum FolderWord {
    Inbox,
    Outbox,
    Sent,
    Drafts,
    Trash,
}

/// A server of an account.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum ServiceWord {
    Pop3,
    Smtp,
    Directory,
    Connector,
}

/// What became of an uncertain mail.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum ResolutionWord {
    Sent,
    Resend,
}

/// Reads arguments; `--help`, `--version` and wrong usage come back as the error.
///
/// # Errors
/// clap's error, to be printed; its kind tells help from wrong usage.
pub fn parse(args: &[String]) -> Result<CommandLine, clap::Error> {
    let command = with_help(access::with_sign_in(CommandLine::command()), "cli-help");
    let matches = command.try_get_matches_from(args)?;
    let mut line = CommandLine::from_arg_matches(&matches)?;
    line.global.user = access::sign_in_name(&matches);
    Ok(line)
}

/// Sets the texts of a command, its options and its subcommands from `i18n/`.
fn with_help(command: clap::Command, key: &str) -> clap::Command {
    let mut command = command.about(i18n::text(key));
    let arguments: Vec<String> = command.get_arguments().map(|a| a.get_id().to_string()).collect();
    for id in arguments {
        let own = format!("{key}-arg-{}", id.replace('_', "-"));
        let shared = format!("cli-help-arg-{}", id.replace('_', "-"));
        let text = if i18n::has(&own) { own } else { shared };
        if i18n::has(&text) {
            command = command.mut_arg(id, |arg| arg.help(i18n::text(&text)));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let below = format!("{key}-{name}");
        command = command.mut_subcommand(name, |sub| with_help(sub, &below));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(line: &str) -> Result<CommandLine, clap::Error> {
        parse(&line.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn the_definition_is_sound() {
        access::with_sign_in(CommandLine::command()).debug_assert();
    }

    #[test]
    fn global_options_stand_before_and_after_the_command() {
        for line in ["kimpost --json --profile /p list", "kimpost list --json --profile /p"] {
            let parsed = parse_words(line).unwrap();
            assert!(parsed.global.json, "{line}");
            assert_eq!(parsed.global.profile.as_deref(), Some(std::path::Path::new("/p")), "{line}");
        }
        assert!(parse_words("kimpost").unwrap().command.is_none());
        assert!(parse_words("kimpost send --to a@b").is_err());
        assert!(parse_words("kimpost list --technical --personal").is_err());
    }

    #[test]
    fn the_name_that_signs_in_is_never_the_one_a_rule_is_for() {
        use access::{AccessCommand, GrantArgs};
        let grant = |line: &str| {
            let parsed = parse_words(line).unwrap();
            let Some(Subcommands::Access(AccessCommand::Grant(GrantArgs { to, .. }))) = parsed.command else { panic!("{line}") };
            (parsed.global.user, to.users, to.groups)
        };
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        for (line, signs_in, users, groups) in [
            ("kimpost --user chef access grant a@b --group Empfang --rights read", Some("chef"), &[][..], &["Empfang"][..]),
            ("kimpost --user chef access grant a@b --user anna --user ben --rights read,send", Some("chef"), &["anna", "ben"], &[]),
            ("kimpost access --user chef grant a@b --user anna --rights read", Some("chef"), &["anna"], &[]),
            ("kimpost access grant a@b --user anna --rights read", None, &["anna"], &[]),
        ] {
            assert_eq!(grant(line), (signs_in.map(str::to_owned), words(users), words(groups)), "{line}");
        }
        for line in ["kimpost --user chef list", "kimpost list --user chef", "kimpost access --user x user list --user chef"] {
            assert_eq!(parse_words(line).unwrap().global.user.as_deref(), Some("chef"), "{line}");
        }
        assert!(parse_words("kimpost access grant a@b --rights read").is_err(), "for nobody");
        assert!(parse_words("kimpost access grant a@b --user anna").is_err(), "no rights");
    }

    #[test]
    fn every_command_and_option_has_a_help_text() {
        fn check(command: &clap::Command, key: &str) {
            assert!(i18n::has(key), "{key}");
            for arg in command.get_arguments().filter(|a| !["help", "version"].contains(&a.get_id().as_str())) {
                assert!(arg.get_help().is_some(), "{key}: {}", arg.get_id());
            }
            for sub in command.get_subcommands() {
                check(sub, &format!("{key}-{}", sub.get_name()));
            }
        }
        check(&with_help(access::with_sign_in(CommandLine::command()), "cli-help"), "cli-help");
    }
}
