//! `access …`: people, groupings, and who may use which account.

use serde_json::{Value, json};

use super::args::access::{
    AccessCommand, GrantArgs, Grantees, GroupingCommand, GroupingWord, MemberArgs, MemberCommand, RevokeArgs, RightWord, RoleWord,
    UserCommand,
};
use super::output::exit;
use super::{Outcome, Session, unexpected};
use crate::domain::access::{AccessBook, AccountAccess, Grantee, Grouping, GroupingKind, Right, Rights, Role, User};
use crate::domain::account::Account;
use crate::domain::problem::Problem;
use crate::engine::command::Command;
use crate::engine::event::Answer;
use crate::i18n;

/// Runs one of the `access` commands.
///
/// # Errors
/// Problems of the engine or of the input.
pub fn run(session: &mut Session<'_>, command: &AccessCommand) -> Outcome {
    match command {
        AccessCommand::User(sub) => users(session, sub),
        AccessCommand::Group(sub) => groupings(session, GroupingKind::UserGroup, sub),
        AccessCommand::Department(sub) => groupings(session, GroupingKind::Department, sub),
        AccessCommand::Mandant(sub) => groupings(session, GroupingKind::Mandant, sub),
        AccessCommand::Member(MemberCommand::Add(args)) => set_member(session, args, true),
        AccessCommand::Member(MemberCommand::Remove(args)) => set_member(session, args, false),
        AccessCommand::Grant(args) => grant(session, args),
        AccessCommand::Revoke(args) => revoke(session, args),
        AccessCommand::Show { address } => {
            let account = session.account(address)?;
            let book = ask(session, Command::ListAccess)?;
            Ok(print_access(session, &account, &book))
        }
    }
}

fn ask(session: &Session<'_>, command: Command) -> Result<AccessBook, Problem> {
    match session.ask(command)? {
        Answer::Access(book) => Ok(*book),
        other => Err(unexpected(&other)),
    }
}

fn users(session: &mut Session<'_>, command: &UserCommand) -> Outcome {
    let command = match command {
        UserCommand::List => Command::ListAccess,
        UserCommand::Add { name, role, password_fd: _ } => {
            Command::AddUser { name: name.clone(), role: role_of(*role), password: session.password.clone() }
        }
        UserCommand::Set { name, role, rename, password_fd: _ } => {
            let before = user(&ask(session, Command::ListAccess)?, name)?;
            let name = rename.clone().unwrap_or_else(|| before.name.clone());
            let role = role.map_or(before.role, role_of);
            Command::ChangeUser { before: Box::new(before), name, role, password: session.password.clone() }
        }
        UserCommand::Remove { name } => Command::RemoveUser { before: Box::new(user(&ask(session, Command::ListAccess)?, name)?) },
    };
    let book = ask(session, command)?;
    let rows: Vec<Vec<String>> = book
        .users
        .iter()
        .map(|user| {
            let of = |kind| names(&book, user, kind).join(", ");
            let password = i18n::text(if user.has_password { "cli-yes" } else { "cli-no" });
            let [mandants, departments, groups] = GroupingKind::ALL.map(of);
            vec![user.name.clone(), i18n::text(&format!("role-{}", user.role.as_str())), groups, departments, mandants, password]
        })
        .collect();
    let titles = ["cli-col-name", "cli-col-role", "cli-col-groups", "cli-col-departments", "cli-col-mandants", "cli-col-password"];
    session.out.table(&titles, &rows);
    let users: Vec<Value> = book
        .users
        .iter()
        .map(|user| {
            let of = |kind| names(&book, user, kind);
            let [mandants, departments, groups] = GroupingKind::ALL.map(of);
            json!({ "name": user.name, "role": user.role.as_str(), "groups": groups, "departments": departments, "mandants": mandants })
        })
        .collect();
    session.out.set("users", users.into());
    Ok(exit::DONE)
}

/// The groupings of one kind a person is in.
fn names(book: &AccessBook, user: &User, kind: GroupingKind) -> Vec<String> {
    book.groupings_of(kind).filter(|grouping| grouping.members.contains(&user.id)).map(|grouping| grouping.name.clone()).collect()
}

fn groupings(session: &mut Session<'_>, kind: GroupingKind, command: &GroupingCommand) -> Outcome {
    let command = match command {
        GroupingCommand::List => Command::ListAccess,
        GroupingCommand::Add { name } => Command::AddGrouping { kind, name: name.clone() },
        GroupingCommand::Remove { name } => Command::RemoveGrouping { id: grouping(&ask(session, Command::ListAccess)?, kind, name)?.id },
    };
    let book = ask(session, command)?;
    Ok(print_groupings(session, &book, kind))
}

fn set_member(session: &mut Session<'_>, args: &MemberArgs, member: bool) -> Outcome {
    let kind = match args.kind {
        GroupingWord::Group => GroupingKind::UserGroup,
        GroupingWord::Department => GroupingKind::Department,
        GroupingWord::Mandant => GroupingKind::Mandant,
    };
    let book = ask(session, Command::ListAccess)?;
    let (grouping, user) = (grouping(&book, kind, &args.name)?.id, user(&book, &args.user)?.id);
    let book = ask(session, Command::SetMember { grouping, user, member })?;
    Ok(print_groupings(session, &book, kind))
}

fn print_groupings(session: &mut Session<'_>, book: &AccessBook, kind: GroupingKind) -> u8 {
    let members = |grouping: &Grouping| -> Vec<String> {
        book.users.iter().filter(|user| grouping.members.contains(&user.id)).map(|user| user.name.clone()).collect()
    };
    let found: Vec<&Grouping> = book.groupings_of(kind).collect();
    let rows: Vec<Vec<String>> = found.iter().map(|grouping| vec![grouping.name.clone(), members(grouping).join(", ")]).collect();
    session.out.table(&["cli-col-name", "cli-col-members"], &rows);
    let list: Vec<Value> = found.iter().map(|grouping| json!({ "name": grouping.name, "members": members(grouping) })).collect();
    session.out.set(&format!("{}s", kind.as_str()), list.into());
    exit::DONE
}

fn grant(session: &mut Session<'_>, args: &GrantArgs) -> Outcome {
    let account = session.account(&args.address)?;
    let book = ask(session, Command::ListAccess)?;
    let before = book.access_of(account.id);
    let rights = Rights::of(&rights_of(&args.rights));
    let grantees = grantees(&book, &args.to)?;
    let after = grantees.into_iter().fold(before.clone(), |access, to| access.with(to, access.rights_of(to).and(rights)));
    save(session, &account, before, after)
}

/// Without any rule left the account is open again; where the last rule went with its person, it stays restricted.
fn revoke(session: &mut Session<'_>, args: &RevokeArgs) -> Outcome {
    let account = session.account(&args.address)?;
    let book = ask(session, Command::ListAccess)?;
    let before = book.access_of(account.id);
    let taken = if args.rights.is_empty() { Right::ALL.to_vec() } else { rights_of(&args.rights) };
    let grantees = grantees(&book, &args.from)?;
    let named = grantees.into_iter().filter(|to| !before.rights_of(*to).is_none());
    let after = named.fold(before.clone(), |access, to| access.with(to, access.rights_of(to).without(&taken)));
    let last_went = !before.rules.is_empty() && after.rules.is_empty();
    if last_went {
        session.out.say(&i18n::text("cli-access-open-now"));
    }
    save(session, &account, before, if last_went { AccountAccess::open() } else { after })
}

fn save(session: &mut Session<'_>, account: &Account, before: AccountAccess, after: AccountAccess) -> Outcome {
    let command = Command::SetAccountAccess { account: account.id, before: Box::new(before), after: Box::new(after) };
    let book = ask(session, command)?;
    Ok(print_access(session, account, &book))
}

fn print_access(session: &mut Session<'_>, account: &Account, book: &AccessBook) -> u8 {
    let access = book.access_of(account.id);
    let rules: Vec<(&str, &str, Vec<Right>)> = access
        .rules
        .iter()
        .map(|rule| {
            let (kind, name) = match rule.to {
                Grantee::User(id) => ("user", book.user(id).map(|user| user.name.as_str())),
                Grantee::Grouping(id) => {
                    book.grouping(id).map_or(("group", None), |grouping| (grouping.kind.as_str(), Some(grouping.name.as_str())))
                }
            };
            (kind, name.unwrap_or_default(), rule.rights.list().collect())
        })
        .collect();
    let address = account.settings.address.as_str();
    let state = if access.restricted { "cli-access-restricted" } else { "cli-access-open" };
    session.out.line(&format!("{address}: {}", i18n::text(state)));
    let rows: Vec<Vec<String>> = rules
        .iter()
        .map(|(kind, name, rights)| {
            let rights: Vec<String> = rights.iter().map(|right| i18n::text(&format!("right-{}", right.as_str()))).collect();
            vec![i18n::text(&format!("grantee-{kind}")), (*name).to_owned(), rights.join(", ")]
        })
        .collect();
    if !rows.is_empty() {
        session.out.table(&["cli-col-kind", "cli-col-name", "cli-col-rights"], &rows);
    }
    let rules: Vec<Value> = rules
        .iter()
        .map(|(kind, name, rights)| {
            json!({ "kind": kind, "name": name, "rights": rights.iter().map(|right| right.as_str()).collect::<Vec<_>>() })
        })
        .collect();
    session.out.set("address", json!(address));
    session.out.set("restricted", json!(access.restricted));
    session.out.set("rules", rules.into());
    exit::DONE
}

fn grantees(book: &AccessBook, named: &Grantees) -> Result<Vec<Grantee>, Problem> {
    let users = named.users.iter().map(|name| user(book, name).map(|user| Grantee::User(user.id)));
    let of = |kind, names: &[String]| {
        names.iter().map(|name| grouping(book, kind, name).map(|grouping| Grantee::Grouping(grouping.id))).collect::<Vec<_>>()
    };
    let groups = of(GroupingKind::UserGroup, &named.groups);
    let departments = of(GroupingKind::Department, &named.departments);
    let mandants = of(GroupingKind::Mandant, &named.mandants);
    users.chain(groups).chain(departments).chain(mandants).collect()
}

fn user(book: &AccessBook, name: &str) -> Result<User, Problem> {
    book.user_named(name).cloned().ok_or_else(|| Problem::new("INPUT-NO-USER", name))
}

fn grouping<'a>(book: &'a AccessBook, kind: GroupingKind, name: &str) -> Result<&'a Grouping, Problem> {
    book.grouping_named(kind, name).ok_or_else(|| Problem::new("INPUT-NO-GROUPING", name))
}

const fn role_of(word: RoleWord) -> Role {
    match word {
        RoleWord::Read => Role::Read,
        RoleWord::Edit => Role::Edit,
        RoleWord::Admin => Role::Admin,
    }
}

fn rights_of(words: &[RightWord]) -> Vec<Right> {
    let right = |word: &RightWord| match word {
        RightWord::Read => Right::Read,
        RightWord::Send => Right::Send,
        RightWord::Manage => Right::Manage,
    };
    words.iter().map(right).collect()
}
