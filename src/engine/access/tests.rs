//! The rules themselves: every command has one, and it names what the command may touch.

use super::*;
use crate::domain::ids::RequestId;
use crate::domain::outgoing::DraftAttachment;
use crate::domain::problem::Problem;
use crate::engine::event::{AccountFetch, FetchProgress, TestStep};

fn session(role: Role, restricted: &[(i64, &[Right])]) -> Session {
    use crate::domain::access::{AccessRule, AccountAccess, Grantee, Rights, User};
    let id = UserId(5);
    let rule = |rights: &[Right]| AccessRule { to: Grantee::User(id), rights: Rights::of(rights) };
    let restricted = restricted.iter().map(|(account, rights)| (AccountId(*account), AccountAccess::restricted_to([rule(rights)])));
    let users = vec![User { id, name: "Anna".into(), role, has_password: true }];
    AccessBook { users, groupings: Vec::new(), restricted: restricted.collect() }.session(Some(id))
}

#[test]
fn a_draft_is_touched_in_all_its_parts() {
    let mut draft = Draft::new(AccountId(3));
    draft.id = Some(MailId(4));
    draft.source = Some((MailId(5), DraftSource::Reply));
    draft.attachments.push(DraftAttachment {
        name: String::new(),
        media_type: String::new(),
        size: 0,
        blob: BlobId(6),
        facts: Default::default(),
    });
    let mut command = Command::SaveDraft(Box::new(draft));
    assert_eq!(rule(&mut command).touched.len(), 4);
    rule(&mut command).touched.into_iter().for_each(Touched::hide);
    let Command::SaveDraft(hidden) = command else { panic!("another command") };
    assert_eq!((hidden.account, hidden.id, hidden.source), (NO_ACCOUNT, Some(NO_MAIL), None));
    assert_eq!(hidden.attachments[0].blob, NO_BLOB);
}

#[test]
fn each_mail_and_account_of_a_list_is_judged_by_itself() {
    let mut command = Command::MoveToTrash { mails: vec![MailId(1), MailId(2)] };
    assert_eq!(rule(&mut command).touched.len(), 2);
    let mut command = Command::Fetch { accounts: vec![AccountId(1), AccountId(2)], dienstkennungen: Vec::new() };
    assert_eq!(rule(&mut command).touched.len(), 2);
}

#[test]
fn events_of_a_hidden_account_reach_nobody_there() {
    let fetch = |account| AccountFetch { new: 1, ..AccountFetch::of(account, "geheim@x") };
    let of = |account: AccountId| {
        [
            Event::MailStored { account, count: 1 },
            Event::FetchProgress(FetchProgress { account, done: 0, total: 1, bytes: 0, announced: 0 }),
            Event::FetchFinished(fetch(account)),
            Event::SendProgress { account, mail: MailId(1), sent: 0, total: 1 },
            Event::ProblemRaised(Problem::new("POP-AUTH", "").of(account)),
            Event::ProblemCleared { account: Some(account), code: "" },
        ]
    };
    let (open, hidden) = (AccountId(1), AccountId(2));
    let edits = session(Role::Edit, &[(2, &[])]);
    let admin = session(Role::Admin, &[(2, &[])]);
    let nobody = AccessBook { users: edits.user().cloned().into_iter().collect(), ..AccessBook::default() }.session(None);
    for event in of(open) {
        assert!(may_learn(&edits, &event) && may_learn(&admin, &event) && !may_learn(&nobody, &event), "{event:?}");
    }
    for event in of(hidden) {
        assert!(!may_learn(&edits, &event) && may_learn(&admin, &event) && !may_learn(&nobody, &event), "{event:?}");
    }
    let step =
        TestStep { service: crate::engine::command::Service::Pop3, step: "tcp", ok: true, millis: 0, detail: String::new(), problem: None };
    for event in [Event::MailsChanged, Event::AccessChanged, Event::TestStep { request: RequestId(1), step }] {
        assert!(may_learn(&edits, &event));
    }
}

#[test]
fn a_role_that_does_not_reach_is_told_so_and_nobody_is_asked_to_sign_in() {
    let reads = session(Role::Read, &[]);
    assert_eq!(demand_role(&reads, Role::Read), Ok(()));
    assert_eq!(demand_role(&reads, Role::Edit).unwrap_err().code, "ACCESS");
    let nobody = AccessBook { users: reads.user().cloned().into_iter().collect(), ..AccessBook::default() }.session(None);
    assert_eq!(demand_role(&nobody, Role::Read).unwrap_err().code, "SIGN-IN-NEEDED");
    assert_eq!(demand_role(&Session::program(), Role::Admin), Ok(()));
}
