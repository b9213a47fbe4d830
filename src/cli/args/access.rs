//! `access …` as clap sees it, and the sign-in that every command takes.
//!
//! `--user NAME` signs in, before and after every command; only behind `access grant` and `access revoke` it names whom
//! the rule is for, since the account is given to a person there. clap's own global options cannot tell the two apart.

use clap::{Arg, ArgMatches, Args, Command, Subcommand, ValueEnum};

/// Name of the option that signs in.
const SIGN_IN: &str = "user";

/// `access …`
#[derive(Subcommand, Clone, Debug)]
pub enum AccessCommand {
    #[command(subcommand)]
    User(UserCommand),
    #[command(subcommand)]
    Group(GroupingCommand),
    #[command(subcommand)]
    Department(GroupingCommand),
    #[command(subcommand)]
    Mandant(GroupingCommand),
    #[command(subcommand)]
    Member(MemberCommand),
    Grant(GrantArgs),
    Revoke(RevokeArgs),
    Show {
        address: String,
    },
}

/// `access user …`
#[derive(Subcommand, Clone, Debug)]
pub enum UserCommand {
    Add {
        name: String,
        #[arg(long, value_enum)]
        role: RoleWord,
        #[arg(long, value_name = "N")]
        password_fd: Option<u32>,
    },
    List,
    Set {
        name: String,
        #[arg(long, value_enum)]
        role: Option<RoleWord>,
        #[arg(long, value_name = "NAME")]
        rename: Option<String>,
        #[arg(long, value_name = "N")]
        password_fd: Option<u32>,
    },
    Remove {
        name: String,
    },
}

/// `access group …`, `access department …`, `access mandant …`
#[derive(Subcommand, Clone, Debug)]
pub enum GroupingCommand {
    Add { name: String },
    List,
    Remove { name: String },
}

/// `access member …`
#[derive(Subcommand, Clone, Debug)]
pub enum MemberCommand {
    Add(MemberArgs),
    Remove(MemberArgs),
}

/// Who belongs where.
#[derive(Args, Clone, Debug)]
pub struct MemberArgs {
    #[arg(value_enum)]
    pub kind: GroupingWord,
    pub name: String,
    #[arg(id = "member", value_name = "USER")]
    pub user: String,
}

/// `access grant …`
#[derive(Args, Clone, Debug)]
pub struct GrantArgs {
    pub address: String,
    #[command(flatten)]
    pub to: Grantees,
    #[arg(long, value_enum, value_delimiter = ',', required = true)]
    pub rights: Vec<RightWord>,
}

/// `access revoke …`
#[derive(Args, Clone, Debug)]
pub struct RevokeArgs {
    pub address: String,
    #[command(flatten)]
    pub from: Grantees,
    /// None: all of them.
    #[arg(long, value_enum, value_delimiter = ',')]
    pub rights: Vec<RightWord>,
}

/// Whom a rule is for; at least one.
#[derive(Args, Clone, Debug)]
#[group(required = true, multiple = true)]
pub struct Grantees {
    #[arg(id = "to_user", long = "user", value_name = "NAME")]
    pub users: Vec<String>,
    #[arg(id = "to_group", long = "group", value_name = "NAME")]
    pub groups: Vec<String>,
    #[arg(id = "to_department", long = "department", value_name = "NAME")]
    pub departments: Vec<String>,
    #[arg(id = "to_mandant", long = "mandant", value_name = "NAME")]
    pub mandants: Vec<String>,
}

/// A role.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum RoleWord {
    Read,
    Edit,
    Admin,
}

/// A right.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum RightWord {
    Read,
    Send,
    Manage,
}

/// A kind of grouping.
#[derive(ValueEnum, Clone, Copy, Debug)]
pub enum GroupingWord {
    Group,
    Department,
    Mandant,
}

/// Gives every command the option that signs in, except where the word names whom a rule is for.
pub(super) fn with_sign_in(command: Command) -> Command {
    let taken = command.get_arguments().any(|argument| argument.get_long() == Some(SIGN_IN));
    let command = if taken { command } else { command.arg(Arg::new(SIGN_IN).long(SIGN_IN).value_name("NAME")) };
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(name, with_sign_in))
}

/// The name to sign in with, wherever it stood; the last one counts.
pub(super) fn sign_in_name(matches: &ArgMatches) -> Option<String> {
    let below = matches.subcommand().and_then(|(_, below)| sign_in_name(below));
    below.or_else(|| matches.try_get_one::<String>(SIGN_IN).ok().flatten().cloned())
}
