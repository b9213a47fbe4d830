//! A person's walks through the window, by visible words: what is clicked and typed, and which commands leave.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/ui_facts.rs"]
mod ui_facts;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::mpsc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kimpost::domain::ids::{AccountId, MailId};
use kimpost::domain::mail::{ClassFilter, Folder};
use kimpost::domain::problem::Problem;
use kimpost::engine::command::Command;
use kimpost::engine::event::Event;
use kimpost::ui::app::{App, UiOptions};
use kimpost::ui::saving::{Dialogs, Picked};
use kimpost::ui::theme::ThemeChoice;

/// A dialog that answers at once.
struct Answering(Picked);

impl Dialogs for Answering {
    fn ask(&self, _ctx: &egui::Context, _title: &str, _name: Option<&str>) -> mpsc::Receiver<Picked> {
        let (tell, answer) = mpsc::channel();
        tell.send(self.0.clone()).unwrap();
        answer
    }
}

struct Window {
    h: Harness<'static, App>,
    engine: ui_facts::Shared,
    /// What was opened outside.
    opened: Rc<RefCell<Vec<std::path::PathBuf>>>,
}

impl Window {
    fn open(filler: usize) -> Self {
        Self::with(filler, [1280.0, 800.0], Picked::Path("/tmp/ziel.eml".into()))
    }

    fn with(filler: usize, size: [f32; 2], picked: Picked) -> Self {
        kimpost::i18n::select(kimpost::i18n::Language::German);
        let (engine, events) = ui_facts::engine(filler);
        let sender = ui_facts::sender(&engine);
        let opened = Rc::new(RefCell::new(Vec::new()));
        let opens = opened.clone();
        let h = Harness::builder().with_size(size).with_max_steps(40).build_eframe(move |cc| {
            App::new(&cc.egui_ctx, cc.storage, sender, events, UiOptions { theme: ThemeChoice::Light, demo: false }).with_surroundings(
                ui_facts::now,
                Box::new(Answering(picked)),
                Box::new(move |path| opens.borrow_mut().push(path.to_path_buf())),
            )
        });
        let mut window = Self { h, engine, opened };
        window.settle();
        window
    }

    /// Draws until every answer was drawn.
    fn settle(&mut self) {
        for _ in 0..5 {
            self.h.run_ok();
        }
    }

    /// Clicks what has this word as its name, or as a part of it when nothing has.
    fn click(&mut self, name: &str) {
        match self.h.query_all_by_label(name).last() {
            Some(node) => node.click(),
            None => self.h.query_all_by_label_contains(name).last().unwrap_or_else(|| panic!("no {name}")).click(),
        }
        self.settle();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.h.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn sees(&self, name: &str) -> bool {
        self.h.query_all_by_label_contains(name).next().is_some()
    }

    fn rows(&self) -> usize {
        self.h.state().model.list.shown().map_or(0, |l| l.total)
    }

    fn chosen(&self) -> Option<MailId> {
        self.h.state().view.selection.single()
    }

    fn acts(&self) -> Vec<Command> {
        self.engine.borrow().acts().into_iter().cloned().collect()
    }
}

#[test]
fn the_filter_shows_technical_mails_by_click_and_by_keys() {
    let mut w = Window::open(0);
    assert_eq!(w.rows(), 14);
    w.click("Technische E-Mails 7");
    assert_eq!(w.rows(), 7);
    w.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::T);
    assert_eq!((w.rows(), w.h.state().view.kind), (14, ClassFilter::All));
}

#[test]
fn a_part_of_the_plan_number_finds_the_answer_and_escape_returns() {
    let mut w = Window::open(0);
    w.click("Entwürfe, 2");
    assert_eq!(w.rows(), 2);
    w.key(Modifiers::COMMAND, Key::F);
    w.h.event(egui::Event::Text("4712".into()));
    w.settle();
    assert_eq!(w.rows(), 1);
    assert!(w.sees("…0000004712"));
    w.key(Modifiers::NONE, Key::Escape);
    assert_eq!((w.rows(), w.h.state().view.place.folder()), (2, Folder::Drafts));
}

#[test]
fn the_keyboard_walks_the_list_opens_and_closes_the_dialog() {
    let mut w = Window::open(300);
    w.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(w.chosen(), Some(MailId(1)));
    w.key(Modifiers::NONE, Key::ArrowDown);
    assert_eq!(w.chosen(), Some(MailId(2)));
    w.key(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(w.h.state().view.selection.mails.len(), 2);
    w.key(Modifiers::NONE, Key::End);
    w.key(Modifiers::NONE, Key::End);
    assert_eq!(w.chosen(), Some(MailId(1299)));
    w.key(Modifiers::NONE, Key::Home);
    assert_eq!(w.chosen(), Some(MailId(1)));
    w.key(Modifiers::NONE, Key::Enter);
    assert!(w.sees("Nachricht 12.11. 10:42"));
    w.key(Modifiers::CTRL, Key::Tab);
    assert_eq!(w.h.state().view.details[0].tab, kimpost::ui::detail::Tab::Attachments);
    w.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(w.h.state().view.details[0].mail, MailId(2));
    w.key(Modifiers::NONE, Key::Escape);
    assert!(w.h.state().view.details.is_empty());
}

#[test]
fn manual_processing_needs_a_reason_and_sends_it() {
    let mut w = Window::open(0);
    w.key(Modifiers::NONE, Key::Home);
    w.key(Modifiers::NONE, Key::Enter);
    w.click("manuelle Verarbeitung");
    assert!(w.sees("Tun Sie dies nur, wenn die Übernahme nachweislich nicht funktioniert hat."));
    w.h.get_by_label("Kassenantwort erneut übernehmen").scroll_to_me();
    w.settle();
    w.click("Kassenantwort erneut übernehmen");
    assert_eq!(w.acts(), []);
    w.h.query_all_by_label("Begründung").last().unwrap().focus();
    w.settle();
    w.h.event(egui::Event::Text("Antwort fehlt im Patientenblatt".into()));
    w.settle();
    w.click("Kassenantwort erneut übernehmen");
    assert_eq!(w.acts(), [Command::Reprocess { mail: MailId(1), reason: "Antwort fehlt im Patientenblatt".into() }]);
    assert!(w.sees("war schon übernommen"));
}

#[test]
fn a_mail_without_insurer_answer_has_no_manual_processing() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(1, MailId(2));
    w.settle();
    w.key(Modifiers::NONE, Key::Enter);
    assert!(w.sees("Technische Daten") && !w.sees("manuelle Verarbeitung"));
}

#[test]
fn an_undecrypted_mail_offers_both_ways_out() {
    let mut w = Window::open(0);
    w.click("Nicht entschlüsselt, 1");
    assert_eq!(w.rows(), 1);
    w.key(Modifiers::NONE, Key::Home);
    w.click("Erneut abrufen");
    w.click("Unverändert an eigene Adresse weiterleiten");
    assert_eq!(w.acts(), [Command::RefetchMail { mail: MailId(4) }, Command::ForwardUnchanged { mail: MailId(4) }]);
}

#[test]
fn altered_content_is_shown_only_on_purpose() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(9, MailId(10));
    w.settle();
    assert!(w.sees("Diese Nachricht wurde auf dem Weg verändert") && !w.sees("neue Konto"));
    w.click("Inhalt trotzdem ansehen");
    assert_eq!(w.acts(), [Command::OpenEmbedded { mail: MailId(10) }]);
    assert!(w.sees("neue Konto"));
}

#[test]
fn a_read_receipt_is_sent_only_when_a_person_says_so() {
    for (word, send) in [("Lesebestätigung senden", true), ("Nicht senden", false)] {
        let mut w = Window::open(0);
        w.h.state_mut().view.selection.only(1, MailId(2));
        w.settle();
        w.click(word);
        assert_eq!(w.acts(), [Command::AnswerReadReceipt { mail: MailId(2), send }]);
    }
}

#[test]
fn trash_is_undone_within_ten_seconds_by_keys() {
    let mut w = Window::open(0);
    w.key(Modifiers::NONE, Key::Home);
    w.key(Modifiers::NONE, Key::Delete);
    assert!(w.sees("In den Papierkorb verschoben."));
    assert_eq!((w.rows(), w.chosen()), (13, Some(MailId(2))));
    w.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(w.chosen(), Some(MailId(1)), "what came back is looked at again");
    assert_eq!(w.acts(), [Command::MoveToTrash { mails: vec![MailId(1)] }, Command::Restore { mails: vec![MailId(1)] }]);
    assert_eq!(w.rows(), 14);
}

#[test]
fn a_draft_is_deleted_only_after_a_question() {
    let mut w = Window::open(0);
    w.click("Entwürfe, 2");
    w.key(Modifiers::NONE, Key::Home);
    w.key(Modifiers::NONE, Key::Delete);
    assert_eq!(w.acts(), []);
    w.click("Endgültig löschen");
    assert!(matches!(w.acts().as_slice(), [Command::DiscardDraft { .. }]));
}

#[test]
fn keys_in_a_dialog_mean_its_mail_and_escape_closes_the_front_one() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(4, MailId(5));
    w.settle();
    for mail in [2, 3] {
        let dialog = kimpost::ui::detail::DetailWindow::new(MailId(mail));
        w.h.state_mut().view.front = Some(dialog.owner);
        w.h.state_mut().view.details.push(dialog);
        w.settle();
    }
    w.key(Modifiers::NONE, Key::M);
    w.key(Modifiers::NONE, Key::ArrowDown);
    assert!(matches!(w.acts().as_slice(), [Command::MarkUnread { mails, .. }] if mails == &[MailId(3)]));
    assert_eq!(w.chosen(), Some(MailId(5)));
    w.key(Modifiers::NONE, Key::Escape);
    assert_eq!(w.h.state().view.details.iter().map(|d| d.mail).collect::<Vec<_>>(), [MailId(2)]);
    w.key(Modifiers::NONE, Key::Delete);
    assert!(matches!(w.acts().last(), Some(Command::MoveToTrash { mails }) if mails == &[MailId(2)]));
}

#[test]
fn a_link_shows_its_real_target_and_opens_only_after_a_question() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(2, MailId(3));
    w.settle();
    w.click("https://boese.example/login");
    assert!(w.opened.borrow().is_empty() && w.sees("Ziel weicht vom Text ab"));
    w.click("Im Browser öffnen");
    assert_eq!(*w.opened.borrow(), [std::path::PathBuf::from("https://boese.example/login")]);
    w.click("file:///etc/passwd");
    assert!(!w.sees("Im Browser öffnen"));
}

#[test]
fn m_marks_unread_and_read_again() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(4, MailId(5));
    w.settle();
    w.key(Modifiers::NONE, Key::M);
    w.key(Modifiers::NONE, Key::M);
    let mails = vec![MailId(5)];
    assert_eq!(w.acts(), [Command::MarkUnread { mails: mails.clone(), unread: true }, Command::MarkUnread { mails, unread: false }]);
}

#[test]
fn b_takes_in_hand_and_e_is_done_each_taken_back_within_ten_seconds() {
    let mut w = Window::open(0);
    w.key(Modifiers::NONE, Key::Home);
    let mails = vec![w.chosen().unwrap()];
    w.key(Modifiers::NONE, Key::B);
    assert!(w.sees("in Bearbeitung von anna"));
    w.key(Modifiers::COMMAND, Key::Z);
    w.key(Modifiers::NONE, Key::E);
    assert!(w.sees("Als erledigt markiert."));
    let before = w.rows();
    w.click("unerledigte");
    assert_eq!(w.rows(), before - 1);
    w.click("unerledigte");
    w.key(Modifiers::COMMAND, Key::Z);
    let claim = |claim| Command::Claim { mails: mails.clone(), claim };
    let done = |done| Command::MarkDone { mails: mails.clone(), done };
    assert_eq!(w.acts(), [claim(true), claim(false), done(true), done(false)]);
}

#[test]
fn what_somebody_else_has_in_hand_is_released_only_after_a_question() {
    let mut w = Window::open(0);
    w.engine.borrow_mut().mails[0].row.work.claimed_by = "Ben".into();
    let mail = w.engine.borrow().mails[0].row.id;
    w.engine.borrow().tell(Event::MailsChanged);
    w.settle();
    assert!(w.sees("in Bearbeitung von Ben"));
    w.h.state_mut().view.selection.only(0, mail);
    w.settle();
    w.key(Modifiers::NONE, Key::B);
    assert!(w.sees("Ben hat das in Bearbeitung. Trotzdem freigeben?") && w.acts().is_empty());
    w.click("Freigeben");
    assert_eq!(w.acts(), [Command::Claim { mails: vec![mail], claim: false }]);
}

#[test]
fn the_search_says_what_it_understood() {
    let mut w = Window::open(0);
    w.h.state_mut().view.search = "von:Musterkasse 4711".into();
    w.settle();
    assert!(w.sees("von: Musterkasse"));
    w.h.state_mut().view.search = "0991234562611ZE000000000004711 HKP".into();
    w.settle();
    assert!(w.sees("Antragsnummer 0991234562611ZE000000000004711"));
    w.h.state_mut().view.search = "4711".into();
    w.settle();
    assert!(!w.sees("Antragsnummer 0991"));
}

#[test]
fn new_mail_does_not_move_the_list_under_a_reader() {
    let mut w = Window::open(0);
    w.h.state_mut().view.selection.only(2, MailId(3));
    w.settle();
    let new = ui_facts::mail(77, "neu@praxis.kim.telematik-test", "Praxis Neu", "Ganz neu");
    w.engine.borrow_mut().mails.push(new);
    w.engine.borrow().tell(Event::MailStored { account: AccountId(1), count: 1 });
    w.settle();
    assert_eq!(w.rows(), 14);
    w.click("eine neue");
    assert_eq!(w.rows(), 15);
    assert!(w.sees("Ganz neu"));
}

#[test]
fn saving_asks_for_a_path_where_the_desktop_has_no_dialog() {
    let mut w = Window::with(0, [1280.0, 800.0], Picked::Unavailable);
    w.key(Modifiers::NONE, Key::Home);
    w.key(Modifiers::COMMAND, Key::S);
    assert!(w.sees("Der Dateidialog des Systems ist nicht verfügbar."));
    w.click("Speichern");
    assert!(
        matches!(w.acts().as_slice(), [Command::SaveRaw { mail: MailId(1), path, replace: false }] if path.ends_with("Nachricht-1.eml"))
    );
    let mut w = Window::open(0);
    w.key(Modifiers::NONE, Key::Home);
    w.key(Modifiers::COMMAND, Key::S);
    assert_eq!(w.acts(), [Command::SaveRaw { mail: MailId(1), path: "/tmp/ziel.eml".into(), replace: true }]);
}

#[test]
fn a_problem_of_all_stands_under_the_toolbar_one_of_an_account_beside_it() {
    let mut w = Window::open(0);
    w.engine.borrow().tell(Event::ProblemRaised(Problem::new("STORE-FULL", "")));
    w.engine.borrow().tell(Event::ProblemRaised(Problem::new("POP-CONNECT", "192.0.2.22:995").of(AccountId(2))));
    w.settle();
    assert!(w.sees("STORE-FULL") && w.sees("Details kopieren"));
    assert!(w.h.query_all_by_label_contains("MVZ Lindenau:").next().is_some());
    w.engine.borrow().tell(Event::ProblemCleared { account: None, code: "STORE-FULL" });
    w.settle();
    assert!(!w.sees("Details kopieren"));
}

#[test]
fn writing_is_left_by_escape_which_does_not_end_the_search_behind_it() {
    let mut w = Window::open(0);
    w.h.state_mut().view.search = "4712".into();
    w.settle();
    w.key(Modifiers::COMMAND, Key::N);
    assert!(w.sees("Neue Nachricht"));
    w.key(Modifiers::NONE, Key::F1);
    assert!(w.h.state().view.keys_shown);
    w.key(Modifiers::NONE, Key::Escape);
    assert!(!w.h.state().view.keys_shown && w.h.state().view.front.is_some());
    w.key(Modifiers::NONE, Key::Escape);
    assert_eq!((w.h.state().view.front, w.h.state().view.search.as_str()), (None, "4712"));
    w.key(Modifiers::NONE, Key::Escape);
    assert_eq!(w.h.state().view.search, "");
}

#[test]
fn of_several_windows_the_one_in_front_has_the_keys() {
    let mut w = Window::open(0);
    for name in ["eins", "zwei"] {
        w.key(Modifiers::COMMAND, Key::N);
        w.h.event(egui::Event::Text(format!("{name}@a.kim.telematik-test,")));
        w.settle();
    }
    let queued = |w: &Window| {
        let to = |command: &Command| match command {
            Command::Queue { draft, .. } => Some(draft.recipients[0].address.clone()),
            _ => None,
        };
        w.acts().iter().filter_map(to).collect::<Vec<_>>()
    };
    // The first time it is asked about the empty subject.
    let send = |w: &mut Window| (0..2).for_each(|_| w.key(Modifiers::COMMAND, Key::Enter));
    send(&mut w);
    assert_eq!(queued(&w), ["zwei@a.kim.telematik-test"]);
    let dialog = kimpost::ui::detail::DetailWindow::new(MailId(2));
    w.h.state_mut().view.front = Some(dialog.owner);
    w.h.state_mut().view.details.push(dialog);
    w.settle();
    send(&mut w);
    w.key(Modifiers::NONE, Key::F2);
    assert_eq!(queued(&w).len(), 1, "a mail behind a dialog is not sent");
    assert!(!w.sees("Textbaustein einfügen"));
    w.key(Modifiers::NONE, Key::Escape);
    w.key(Modifiers::NONE, Key::F2);
    assert!(w.sees("Textbaustein einfügen"));
}

#[test]
fn an_account_folds_away_and_that_is_remembered() {
    let mut w = Window::open(0);
    let account = w.h.state().model.active_accounts().next().map(|a| a.id).unwrap();
    let names = w.h.state().model.active_accounts().map(|a| a.settings.sender_name.clone()).collect::<Vec<_>>();
    let inbox = format!("{}: Posteingang", names[0]);
    let has_inbox = |w: &Window| w.sees(&inbox);
    assert!(has_inbox(&w));
    w.h.get_by_label_contains(&format!("{}, Ordner ausblenden", names[0])).click();
    w.settle();
    assert!(!has_inbox(&w));
    let mut fresh = kimpost::ui::view::View::default();
    fresh.remember(&w.h.state().view.remembered());
    assert!(fresh.folded.contains(&account));
    w.h.get_by_label_contains(&format!("{}, Ordner einblenden", names[0])).click();
    w.settle();
    assert!(has_inbox(&w));
}

#[test]
fn replies_and_fetches_leave_as_commands() {
    let mail = MailId(1);
    for (modifiers, key, expected) in [
        (Modifiers::NONE, Key::F5, Command::Fetch { accounts: Vec::new(), dienstkennungen: Vec::new() }),
        (Modifiers::COMMAND, Key::R, Command::PrepareReply { mail, all: false }),
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::R, Command::PrepareReply { mail, all: true }),
        (Modifiers::COMMAND, Key::L, Command::PrepareForward { mail }),
    ] {
        let mut w = Window::open(0);
        w.key(Modifiers::NONE, Key::Home);
        w.key(modifiers, key);
        assert_eq!(w.acts(), [expected]);
    }
}

#[test]
fn nothing_is_cut_off_in_small_windows_and_every_row_has_one_name() {
    for size in [[1024.0, 700.0], [853.0, 533.0]] {
        let w = Window::with(0, size, Picked::Cancelled);
        for name in ["Abrufen", "Neue Nachricht", "Suche", "Einstellungen", "Technische E-Mails 7"] {
            let rect = w.h.query_all_by_label(name).last().unwrap_or_else(|| panic!("no {name}")).rect();
            assert!(rect.min.x >= 0.0 && rect.max.x <= size[0] && rect.max.y <= size[1], "{name} {rect:?}");
        }
        let row = "ungelesen, Labor Süd GmbH, Laborbefund Auftrag 260-4471, Labor, 08:51";
        assert_eq!(w.h.query_all_by_label(row).count(), 1);
    }
}

#[test]
fn a_hundred_thousand_rows_scroll_in_time() {
    let mut w = Window::open(100_000);
    w.h.state_mut().view.selection.only(0, MailId(1));
    w.settle();
    let slowest = Rc::new(RefCell::new(Vec::new()));
    for n in 0..40 {
        w.h.state_mut().view.scroll_to = Some(n * 40);
        let started = std::time::Instant::now();
        w.h.step();
        slowest.borrow_mut().push(started.elapsed());
    }
    let mut times = slowest.take();
    times.sort();
    println!("frame p50 {:?} p90 {:?} max {:?}", times[20], times[36], times[39]);
    // A bound that only a list laid out as a whole would break, also on a busy machine.
    assert!(times[20] < std::time::Duration::from_millis(100), "{times:?}");
    assert!(w.h.state().model.list.shown().is_some());
    let _ = w.h.root().accesskit_node();
}

/// Looking at attachments: by the strip under a mail, by the list, by the page keys; and closing asks for nothing more.
#[test]
fn attachments_are_looked_at_in_the_dialog() {
    // High enough that the strip under the mail is seen without scrolling.
    let mut w = Window::with(0, [1280.0, 1400.0], Picked::Cancelled);
    w.click("Entlassbrief");
    w.click("EKG.png ansehen");
    let viewed = |w: &Window| -> Vec<(usize, u32)> {
        let engine = w.engine.borrow();
        engine
            .asked
            .iter()
            .filter_map(|c| if let Command::ViewAttachment { index, task, .. } = c { Some((*index, task.page)) } else { None })
            .collect()
    };
    assert_eq!(viewed(&w), [(1, 0)], "the one that was pressed, and only it");
    w.click("Entlassbrief mit einem sehr langen Namen");
    let seen = |w: &Window, words: &str| w.h.query_all_by_label_contains(words).next().is_some();
    assert!(seen(&w, "Seite 1 von 3"));
    assert_eq!(viewed(&w)[1..], [(0, 0), (0, 1)], "the page, then its neighbour");
    w.key(Modifiers::NONE, Key::PageDown);
    w.key(Modifiers::NONE, Key::End);
    assert!(seen(&w, "Seite 3 von 3"));
    w.click("arztbrief.xml, ");
    assert!(seen(&w, "<ClinicalDocument") && seen(&w, "Zum Lesen eingerückt"));
    w.click("Laborwerte.pdf, ");
    assert!(seen(&w, "mit einem Passwort geschützt"));
    assert!(seen(&w, "Signaturpruefungsbericht.pdf, Prüfbericht"), "the Clientmodul's report stands in the list");
    w.click("Im Betrachter öffnen");
    assert!(seen(&w, "Kopie"), "asked once, since the other program may keep copies");
    let before = viewed(&w).len();
    w.settle();
    assert_eq!(viewed(&w).len(), before, "a file that cannot be shown is not asked for again");
}
