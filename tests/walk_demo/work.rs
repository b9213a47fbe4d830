//! KIM-Nutzung and working together: what is fetched here, what is left for others, who has a mail in hand, what is done.

use kimpost::domain::mail::MailFilter;
use kimpost::domain::outgoing::OutgoingState as S;
use kimpost::domain::usage::{TextBlock, Usage, UsageFacts};
use kimpost::engine::command::Command;
use kimpost::engine::event::Answer;

use crate::support::{Desk, Town, ZP, answer, kim_mail, text_mail};

const COLLEAGUE: &str = "t.mueller@moorburg.kim.telematik-test";
const INSURER: &str = "ebz@nordlicht-kk.kim.telematik-test";

fn facts(desk: &Desk) -> UsageFacts {
    answer!(desk.ask(Command::LoadUsage), Answer::Usage(facts) => *facts)
}

fn choose(desk: &Desk, prefixes: &[&str]) {
    let usage = Usage { dienstkennungen: prefixes.iter().map(|p| (*p).to_owned()).collect(), ..facts(desk).usage };
    desk.ask(Command::SaveUsage(Box::new(usage)));
}

fn of_kind(subject: &str, dienstkennung: &str) -> Vec<u8> {
    kim_mail(INSURER, ZP, subject, &format!("X-KIM-Dienstkennung: {dienstkennung}\r\nContent-Type: text/plain\r\n"), "x")
}

fn subjects(desk: &Desk) -> Vec<String> {
    let mut all: Vec<String> = desk.inbox().into_iter().map(|r| r.subject).collect();
    all.sort();
    all
}

#[test]
fn other_dienstkennungen_stay_on_the_server_are_told_and_come_when_the_choice_widens() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    for (subject, kind) in
        [("eine eAU", "eAU;Lieferung;V1.2"), ("ein Befund", "LDT-Befund;Lieferung;V1.0"), ("noch eine", "eAU;Storno-Arzt;V1.2")]
    {
        town.put(ZP, &of_kind(subject, kind));
    }
    town.put(ZP, &text_mail(COLLEAGUE, ZP, "ein Brief", "Guten Tag"));
    choose(&desk, &["KIM-Mail", "ebz"]);
    let fetched = desk.fetch();
    assert_eq!((fetched[0].new, fetched[0].skipped), (1, 3));
    assert_eq!(subjects(&desk), ["ein Brief"]);
    let told = facts(&desk).left;
    let of = |kind: &str| told.iter().find(|l| l.dienstkennung == kind).map(|l| l.count);
    assert_eq!((told.len(), of("eAU;Lieferung;V1.2"), of("LDT-Befund;Lieferung;V1.0")), (3, Some(1), Some(1)));
    // Nothing new: what was left is still told, and nothing is fetched.
    let again = desk.fetch();
    assert_eq!((again[0].new, again[0].skipped), (0, 3));
    choose(&desk, &["KIM-Mail", "LDT*"]);
    assert_eq!((desk.fetch()[0].new, facts(&desk).left.len()), (1, 2));
    // One fetch for one Dienstkennung beside the choice.
    let now = Command::Fetch { accounts: vec![], dienstkennungen: vec!["eAU;Storno-Arzt".into()] };
    assert_eq!(answer!(desk.ask(now), Answer::Fetched(fetched) => fetched[0].new), 1);
    let everything = Command::Fetch { accounts: vec![], dienstkennungen: vec!["*".into()] };
    assert_eq!(answer!(desk.ask(everything), Answer::Fetched(fetched) => fetched[0].new), 1);
    assert_eq!((subjects(&desk).len(), facts(&desk).left.len()), (4, 0));
}

#[test]
fn a_receipt_is_fetched_whatever_is_chosen() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    choose(&desk, &["EBZ"]);
    let item = desk.send(desk.draft(ZP, &[COLLEAGUE], "Rückfrage"));
    let told = desk.fetch_until("the delivery notice", |desk| Some(desk.sent(item.id)).filter(|i| i.state != S::Accepted));
    assert_eq!(told.state, S::Delivered);
}

#[test]
fn what_is_wrong_is_not_saved_and_nothing_half_is() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let good = Usage { kim_marker: true, ..Usage::default() };
    desk.ask(Command::SaveUsage(Box::new(good.clone())));
    let block = |name: &str| TextBlock { name: name.into(), text: "x".into() };
    for (wrong, code) in [
        (Usage { dienstkennungen: vec!["EBZ".into(), "Größe".into()], ..good.clone() }, "INPUT-PREFIX"),
        (Usage { default_dienstkennung: "a,b".into(), ..good.clone() }, "INPUT-DIENSTKENNUNG"),
        (Usage { text_blocks: vec![block("a"), block("A")], kim_marker: false, ..good.clone() }, "INPUT-BLOCK-NAME"),
        (Usage { signatures: vec![(desk.id(ZP), "x".repeat(30_000))], ..good.clone() }, "INPUT-TOO-LONG"),
    ] {
        assert_eq!(desk.problem(Command::SaveUsage(Box::new(wrong))), code);
        assert!(facts(&desk).usage == good, "{code}");
    }
    let set = |key: &str, value: &str| Command::SetSetting { key: key.into(), value: value.into() };
    assert_eq!(desk.problem(set("usage.send_eau", "vielleicht")), "INPUT-SETTING-VALUE");
    desk.ask(set("usage.dienstkennungen", "EBZ, KIM-Mail"));
    assert_eq!(facts(&desk).usage.dienstkennungen, ["EBZ", "KIM-Mail"]);
}

#[test]
fn the_signature_stands_above_the_quotation_and_eau_leave_only_where_that_was_chosen() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let usage = Usage { signatures: vec![(desk.id(ZP), "Praxis am Tannhorst\nTel. 0123".into())], ..Usage::default() };
    desk.ask(Command::SaveUsage(Box::new(usage.clone())));
    town.put(ZP, &text_mail(COLLEAGUE, ZP, "Rückfrage", "Guten Tag"));
    desk.fetch_well();
    let mail = desk.mail("Rückfrage").id;
    for command in [Command::PrepareReply { mail, all: false }, Command::PrepareForward { mail }] {
        let draft = answer!(desk.ask(command), Answer::Draft(draft) => *draft);
        let (signature, quotation) = (draft.text.find("Praxis am Tannhorst").unwrap(), draft.text.find("> Guten Tag").unwrap());
        assert!(signature < quotation && draft.text.starts_with("\n\n"), "{}", draft.text);
    }
    let mut eau = desk.draft(ZP, &[INSURER], "E-AU");
    eau.dienstkennung = "eAU;Lieferung;V1.2".into();
    let queue = |draft| Command::Queue { draft: Box::new(draft), directory_check: true, send_now: false };
    assert_eq!(desk.problem(queue(eau.clone())), "EAU-OFF");
    assert_eq!(desk.outbox().len(), 0);
    desk.ask(Command::SaveUsage(Box::new(Usage { send_eau: true, ..usage })));
    assert_eq!(desk.send(eau).state, S::Accepted);
}

#[test]
fn a_mail_is_taken_in_hand_released_and_done_and_the_history_knows() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    for subject in ["Eins", "Zwei"] {
        town.put(ZP, &text_mail(COLLEAGUE, ZP, subject, "Guten Tag"));
    }
    desk.fetch_well();
    let (one, two) = (desk.mail("Eins").id, desk.mail("Zwei").id);
    // The sender is looked for in the sender alone, and the recipient is none.
    assert_eq!((desk.search("von:Moorburg eins").len(), desk.search("von:tannhorst").len()), (1, 0));
    assert_eq!(desk.search("tannhorst eins").len(), 1);
    let me = facts(&desk).person;
    desk.ask(Command::Claim { mails: vec![one, two], claim: true });
    let claimed = desk.open(one).row.work.claimed_by;
    assert!(!claimed.is_empty() && claimed == me, "{claimed}");
    let mine = desk.list(MailFilter { claimed_by: claimed.clone(), ..MailFilter::default() });
    assert_eq!(mine.total, 2);
    desk.ask(Command::Claim { mails: vec![two], claim: false });
    desk.ask(Command::MarkDone { mails: vec![one], done: true });
    desk.ask(Command::MarkDone { mails: vec![one], done: true });
    let open = desk.list(MailFilter { not_done_only: true, ..MailFilter::default() });
    assert_eq!(open.rows.iter().map(|r| r.id).collect::<Vec<_>>(), [two]);
    assert_eq!(open.per_class, [1, 1, 0]);
    desk.ask(Command::MarkDone { mails: vec![one], done: false });
    let keys: Vec<String> = desk.open(one).history.into_iter().map(|l| l.key).collect();
    assert_eq!(keys, ["history-claimed", "history-done", "history-reopened"]);
    let released = desk.open(two).history.pop().unwrap();
    assert_eq!((released.key.as_str(), released.detail.as_str()), ("history-released", claimed.as_str()));
    // Reading names the reader, once.
    desk.read(one);
    desk.read(one);
    let detail = desk.open(one);
    assert_eq!(detail.history.iter().filter(|l| l.key == "history-read").count(), 1);
    assert!(detail.row.work.read_by == me || me == "?", "{}", detail.row.work.read_by);
}

#[test]
fn what_came_back_can_be_settled_and_counts_again_when_more_comes_back() {
    let town = Town::empty();
    let desk = Desk::of_one(&town, ZP);
    let gone = "verzogen@fennwalde.kim.telematik-test";
    let bare = "ohne.zertifikat@fennwalde.kim.telematik-test";
    // Both are taken over with 250; the notices of Fachdienst and Clientmodul tell the truth at the next fetch.
    let item = desk.send(desk.draft(ZP, &[gone, bare], "Beide kommen nicht an"));
    assert!(item.recipients.iter().all(|r| r.state == S::Accepted), "{:?}", item.problem_detail);
    let back = desk
        .fetch_until("both notices", |desk| Some(desk.sent(item.id)).filter(|i| i.recipients.iter().all(|r| r.state == S::Undeliverable)));
    assert!(back.recipients.iter().all(|r| !r.reply.is_empty()));
    assert_eq!(desk.counts(ZP).outbox_attention, 1);
    desk.ask(Command::MarkDone { mails: vec![item.id], done: true });
    assert!(desk.sent(item.id).done);
    assert_eq!(desk.counts(ZP).outbox_attention, 0);
    desk.ask(Command::MarkDone { mails: vec![item.id], done: false });
    assert_eq!(desk.counts(ZP).outbox_attention, 1);
    // A refused one waits in the outbox; trying again opens it again.
    let refused = desk.send(desk.draft(ZP, &[bare], "Allein"));
    assert_eq!((refused.state, refused.problem_code.as_str()), (S::Refused, "SMTP-451"));
    desk.ask(Command::MarkDone { mails: vec![refused.id], done: true });
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).outbox_attention), (0, 1));
    assert!(!desk.retry(refused.id).done);
    assert_eq!((desk.counts(ZP).outbox, desk.counts(ZP).outbox_attention), (1, 2));
}
