//! Which commands are acts of the audit log (rule 57), and about what: the one table. What is not in it leaves no record.

use super::When;
use crate::domain::audit::{AuditAction as A, AuditEntry, AuditObject as O};
use crate::domain::ids::MailId;
use crate::domain::key::KeepKey;
use crate::domain::watch::WatchAct;
use crate::engine::command::{AuditCommand, BackupCommand, Command as C, DeskCommand, KeyCommand, LetterCommand, PurgeCommand, Resolution};
use crate::engine::world::World;

/// What a command is in the log; `None` for one that only looks at lists, settings or the directory, or changes nothing rule
/// 57 names. An act without a record of its own at this place (`When::Inside` and no object) is named where it is known.
pub fn of(world: &World, command: &C) -> Option<(When, Vec<AuditEntry>)> {
    let who = world.who();
    let one = |when, action, object: O, detail: &str| Some((when, vec![AuditEntry::new(who.clone(), action, object).detail(detail)]));
    let each = |action, mails: &[MailId], detail: &str| {
        let entry = |mail: &MailId| AuditEntry::new(who.clone(), action, O::Mail(*mail)).detail(detail);
        Some((When::Inside, mails.iter().map(entry).collect()))
    };
    match command {
        C::OpenMail { mail, .. }
        | C::ReadRaw { mail, .. }
        | C::OpenEmbedded { mail }
        | C::ViewAttachment { mail, .. }
        | C::PrepareReply { mail, .. }
        | C::PrepareForward { mail } => one(When::Opening, A::MailOpened, O::Mail(*mail), ""),
        C::OpenAttachment { mail, .. } => one(When::Inside, A::FileOpened, O::Mail(*mail), ""),
        C::SaveAttachments { mail, .. } | C::SaveAttachmentAs { mail, .. } | C::SaveRaw { mail, .. } => {
            one(When::Inside, A::Exported, O::Mail(*mail), "")
        }
        C::Print { mail, .. } => one(When::Inside, A::Printed, O::Mail(*mail), ""),
        C::Export { .. } => one(When::Inside, A::Exported, O::Nothing, ""),
        C::Import { .. } => one(When::After, A::MailsImported, O::Nothing, ""),
        C::MoveToTrash { mails } => each(A::MailMoved, mails, "trash"),
        C::Restore { mails } => each(A::MailMoved, mails, "back"),
        C::Purge(command) => of_purging(&who, command),
        C::DiscardDraft { mail } => one(When::Inside, A::MailDeleted, O::Mail(*mail), ""),
        C::Reprocess { mail, .. } => one(When::Inside, A::TakenOverAgain, O::Mail(*mail), ""),
        C::Desk(command) => match &**command {
            DeskCommand::TakeOver { mails, .. } => each(A::TakenOverAgain, mails, ""),
            DeskCommand::TakeOverSince { .. } => one(When::Inside, A::TakenOverAgain, O::Nothing, ""),
            DeskCommand::SetSidecar { .. } => one(When::Inside, A::SettingChanged, O::Nothing, "handover"),
            _ => None,
        },
        C::Queue { .. }
        | C::ForwardUnchanged { .. }
        | C::SendSameAgain { .. }
        | C::ReleaseEau { .. }
        | C::ActOnWatched { .. }
        | C::RetrySend { .. }
        | C::ResolveUncertain { .. }
        | C::CancelSend { .. }
        | C::RemoveEau { .. }
        | C::AnswerReadReceipt { .. } => of_sending(&who, command),
        C::SignIn { name, .. } => {
            // Whatever else was typed there may be a password.
            let person = world.gate.book().user_named(name).map_or_else(|| "?".to_owned(), |user| user.name.clone());
            Some((When::Inside, vec![AuditEntry::new(person, A::SignedIn, O::Nothing)]))
        }
        C::SignOut if world.session().user().is_some() => one(When::After, A::SignedOut, O::Nothing, ""),
        C::ChangeOwnPassword { .. } => one(When::Inside, A::PasswordChanged, O::Nothing, ""),
        C::Audit(command) => match &**command {
            AuditCommand::Page { opening: true, .. } => one(When::After, A::LogViewed, O::Nothing, ""),
            AuditCommand::Page { .. } => None,
            AuditCommand::Export { .. } => one(When::Inside, A::LogExported, O::Nothing, ""),
            AuditCommand::Verify => one(When::After, A::LogVerified, O::Nothing, ""),
        },
        command => of_administration(&who, command),
    }
}

/// Each mail that goes is recorded by the steps; what is refused as a whole stands there once for each that was named.
fn of_purging(who: &str, command: &PurgeCommand) -> Option<(When, Vec<AuditEntry>)> {
    let entry = |action, object| AuditEntry::new(who, action, object);
    let entries = match command {
        PurgeCommand::Purge { mails, .. } => mails.iter().map(|mail| entry(A::MailPurged, O::Mail(*mail))).collect(),
        PurgeCommand::SetPeriods(_) => vec![entry(A::SettingChanged, O::Nothing).detail("retention")],
        PurgeCommand::Count(_) | PurgeCommand::Periods | PurgeCommand::TryPeriods(_) => return None,
    };
    Some((When::Inside, entries))
}

fn of_sending(who: &str, command: &C) -> Option<(When, Vec<AuditEntry>)> {
    let (action, mails): (A, &[MailId]) = match command {
        // About what was made, which is known only then.
        C::Queue { .. } | C::ForwardUnchanged { .. } => return Some((When::Inside, vec![AuditEntry::new(who, A::Sent, O::Nothing)])),
        C::ReleaseEau { mails } => (A::Sent, mails),
        C::ActOnWatched { act: WatchAct::Again, .. } => {
            return Some((When::After, vec![AuditEntry::new(who, A::SentAgain, O::Nothing).detail("folder")]));
        }
        C::SendSameAgain { mail } | C::RetrySend { mail } => (A::SentAgain, std::slice::from_ref(mail)),
        C::ResolveUncertain { mail, resolution: Resolution::Resend } => (A::SentAgain, std::slice::from_ref(mail)),
        C::ResolveUncertain { mail, .. } => (A::SendSettled, std::slice::from_ref(mail)),
        C::CancelSend { mail } => (A::SendCancelled, std::slice::from_ref(mail)),
        C::RemoveEau { mails } => (A::SendCancelled, mails),
        C::AnswerReadReceipt { mail, send: true } => (A::ReceiptSent, std::slice::from_ref(mail)),
        C::AnswerReadReceipt { mail, .. } => (A::ReceiptDeclined, std::slice::from_ref(mail)),
        _ => return None,
    };
    Some((When::Inside, mails.iter().map(|mail| AuditEntry::new(who, action, O::Mail(*mail))).collect()))
}

fn of_backups(who: &str, command: &BackupCommand) -> Option<(When, Vec<AuditEntry>)> {
    let (action, detail) = match command {
        BackupCommand::State => return None,
        BackupCommand::SetPassphrase { .. } => (A::SettingChanged, "backup-passphrase"),
        BackupCommand::Plan { .. } => (A::SettingChanged, "backup"),
        BackupCommand::Create { passwords, .. } => (A::BackupMade, if *passwords { "passwords" } else { "" }),
        // In the log that was brought back.
        BackupCommand::Restore { .. } => (A::BackupRestored, ""),
    };
    Some((When::After, vec![AuditEntry::new(who, action, O::Nothing).detail(detail)]))
}

fn of_key(who: &str, command: &KeyCommand) -> Option<(When, Vec<AuditEntry>)> {
    let (action, detail) = match command {
        KeyCommand::State | KeyCommand::ForgetPrint => return None,
        KeyCommand::MakeSheet { .. } => (A::SheetMade, ""),
        KeyCommand::Change { to: KeepKey::Keyring, .. } => (A::KeyChanged, "keyring"),
        KeyCommand::Change { to: KeepKey::Passphrase(_), .. } => (A::KeyChanged, "passphrase"),
    };
    Some((When::After, vec![AuditEntry::new(who, action, O::Nothing).detail(detail)]))
}

/// Accounts, certificates, people, rights, settings.
fn of_administration(who: &str, command: &C) -> Option<(When, Vec<AuditEntry>)> {
    let (action, object, detail) = match command {
        C::SaveAccount { id: None, settings, .. } => (A::AccountChanged, O::Address(settings.address.to_string()), "added"),
        C::SaveAccount { id: Some(id), .. } => (A::AccountChanged, O::Account(*id), "changed"),
        C::RemoveAccount { id } => (A::AccountChanged, O::Account(*id), "removed"),
        C::SetStation { account, here } => (A::AccountChanged, O::Account(*account), if *here { "station" } else { "no-station" }),
        C::SetConnectorPassword { account, .. } => (A::AccountChanged, O::Account(*account), "connector-password"),
        C::ImportAccounts { .. } => (A::AccountChanged, O::Nothing, "imported"),
        C::ExportAccounts { .. } => return Some((When::After, vec![AuditEntry::new(who, A::AccountsExported, O::Nothing)])),
        C::AcceptCertificate { account, service, .. } => (A::CertificateAccepted, O::Account(*account), service.as_str()),
        C::AddUser { name, role, .. } => (A::PersonChanged, O::Person(name.clone()), role.as_str()),
        C::ChangeUser { before, role, .. } => (A::PersonChanged, O::Person(before.name.clone()), role.as_str()),
        C::RemoveUser { before } => (A::PersonChanged, O::Person(before.name.clone()), "removed"),
        C::AddGrouping { kind, .. } => (A::RightsChanged, O::Nothing, kind.as_str()),
        C::RemoveGrouping { .. } => (A::RightsChanged, O::Nothing, "removed"),
        C::SetMember { member, .. } => (A::RightsChanged, O::Nothing, if *member { "member" } else { "no-member" }),
        C::SetAccountAccess { account, .. } => (A::RightsChanged, O::Account(*account), "rules"),
        C::SetSetting { key, .. } => (A::SettingChanged, O::Nothing, key.as_str()),
        C::SaveUsage(_) => (A::SettingChanged, O::Nothing, "usage"),
        C::Backup(command) => return of_backups(who, command),
        C::Key(command) => return of_key(who, command),
        C::Letters(command) => match &**command {
            LetterCommand::HandOver { mail } => return Some((When::Inside, vec![AuditEntry::new(who, A::TakenOverAgain, O::Mail(*mail))])),
            LetterCommand::ExportCount { .. } => return Some((When::After, vec![AuditEntry::new(who, A::Exported, O::Nothing)])),
            LetterCommand::SetConsent { .. } => (A::SettingChanged, O::Nothing, "letters"),
            _ => return None,
        },
        C::SetHandoverFolder { .. } => (A::SettingChanged, O::Nothing, "handover"),
        C::AddWatchFolder { .. } | C::RemoveWatchFolder { .. } => (A::SettingChanged, O::Nothing, "watch"),
        _ => return None,
    };
    Some((When::Inside, vec![AuditEntry::new(who, action, object).detail(detail)]))
}
