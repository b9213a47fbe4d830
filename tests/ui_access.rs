//! Sign-in, locking and „Zugriffsberechtigung" on the screen, by visible words.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/ui_facts.rs"]
mod ui_facts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use kimpost::domain::access::*;
use kimpost::domain::contact::Contact;
use kimpost::domain::ids::{AccountId, GroupingId, UserId};
use kimpost::engine::command::Command;
use kimpost::engine::event::Event;
use kimpost::ui::app::{App, UiOptions};
use kimpost::ui::saving::{Dialogs, Picked};
use kimpost::ui::theme::ThemeChoice;
use ui_facts::PASSWORD;

struct NoDialog;

impl Dialogs for NoDialog {
    fn ask(&self, _ctx: &egui::Context, _title: &str, _name: Option<&str>) -> mpsc::Receiver<Picked> {
        mpsc::channel().1
    }
}

struct Window {
    h: Harness<'static, App>,
    engine: ui_facts::Shared,
}

/// Chris is admin, Anna reads, Ben edits; account 1 is for the reception, which Ben is in, to read.
fn staff() -> AccessBook {
    let user = |id, name: &str, role| User { id: UserId(id), name: name.into(), role, has_password: true };
    let reception =
        Grouping { id: GroupingId(7), kind: GroupingKind::UserGroup, name: "Empfang".into(), members: BTreeSet::from([UserId(2)]) };
    let rule = AccessRule { to: Grantee::Grouping(GroupingId(7)), rights: Rights::of(&[Right::Read]) };
    AccessBook {
        users: vec![user(1, "Anna", Role::Read), user(2, "Ben", Role::Edit), user(3, "Chris", Role::Admin)],
        groupings: vec![reception],
        restricted: BTreeMap::from([(AccountId(1), AccountAccess::restricted_to([rule]))]),
    }
}

impl Window {
    fn open(book: AccessBook) -> Self {
        Self::in_theme(book, ThemeChoice::Light)
    }

    fn in_theme(book: AccessBook, theme: ThemeChoice) -> Self {
        Self::start(book, theme, |app| app)
    }

    fn start(book: AccessBook, theme: ThemeChoice, prepare: impl FnOnce(App) -> App + 'static) -> Self {
        kimpost::i18n::select(kimpost::i18n::Language::German);
        let (engine, events) = ui_facts::engine(0);
        engine.borrow_mut().book = book;
        let sender = ui_facts::sender(&engine);
        let h = Harness::builder().with_size([1280.0, 800.0]).with_max_steps(40).build_eframe(move |cc| {
            let app = App::new(&cc.egui_ctx, cc.storage, sender, events, UiOptions { theme, demo: false });
            prepare(app.with_surroundings(ui_facts::now, Box::new(NoDialog), Box::new(|_| ())))
        });
        let mut window = Self { h, engine };
        window.settle();
        window
    }

    /// With somebody signed in.
    fn of(name: &str) -> Self {
        let mut window = Self::open(staff());
        window.sign_in(name, PASSWORD);
        window
    }

    fn settle(&mut self) {
        for _ in 0..5 {
            self.h.run_ok();
        }
    }

    fn click(&mut self, name: &str) {
        match self.h.query_all_by_label(name).last() {
            Some(node) => node.click(),
            None => self.h.query_all_by_label_contains(name).last().unwrap_or_else(|| panic!("no {name}")).click(),
        }
        self.settle();
    }

    /// The first of several controls with the same word.
    fn click_first(&mut self, name: &str) {
        self.h.query_all_by_label(name).next().unwrap_or_else(|| panic!("no {name}")).click();
        self.settle();
    }

    fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.h.key_press_modifiers(modifiers, key);
        self.settle();
    }

    fn sees(&self, name: &str) -> bool {
        self.h.query_all_by_label_contains(name).next().is_some()
    }

    /// Whether the control with this word can be pressed.
    fn can_press(&self, name: &str) -> bool {
        !self.h.query_all_by_label(name).last().unwrap_or_else(|| panic!("no {name}")).accesskit_node().is_disabled()
    }

    fn type_into(&mut self, label: &str, text: &str) {
        let field = self.h.get_by(|n| n.role() != egui::Role::Label && n.label().as_deref() == Some(label) && n.value().is_some());
        field.focus();
        self.settle();
        self.h.event(egui::Event::Text(text.into()));
        self.settle();
    }

    fn sign_in(&mut self, name: &str, password: &str) {
        if !name.is_empty() {
            self.type_into("Name", name);
        }
        self.type_into("Passwort", password);
        self.key(Modifiers::NONE, Key::Enter);
    }

    fn acts(&self) -> Vec<Command> {
        self.engine.borrow().acts().into_iter().cloned().collect()
    }
}

const LOCK: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

#[test]
fn whom_the_program_was_started_for_only_enters_the_password() {
    let mut window = Window::start(staff(), ThemeChoice::Light, |app| app.for_user("Ben", None));
    assert!(window.sees("Anmelden") && !window.sees("Posteingang"));
    window.sign_in("", PASSWORD);
    assert!(window.sees("Posteingang"));
    // With a password given too, the window is open at once; a wrong one is told, and the name stays.
    let given = |password: &'static str| {
        Window::start(staff(), ThemeChoice::Light, move |app| app.for_user("Ben", Some(kimpost::domain::secret::Secret::new(password))))
    };
    assert!(given(PASSWORD).sees("Posteingang"));
    let mut wrong = given("falsch und lang");
    assert!(wrong.sees("Name oder Passwort stimmt nicht.") && !wrong.sees("Posteingang"));
    wrong.sign_in("", PASSWORD);
    assert!(wrong.sees("Posteingang"));
}

#[test]
fn a_profile_without_people_asks_nobody_and_has_no_user_menu() {
    let mut w = Window::open(AccessBook::default());
    assert!(w.sees("Posteingang") && !w.sees("Angemeldet:"));
    w.key(LOCK, Key::L);
    assert!(w.sees("Sperren ist erst möglich"));
    assert!(w.sees("Posteingang"));
}

#[test]
fn nothing_is_shown_or_asked_before_signing_in() {
    let mut w = Window::open(staff());
    assert!(w.sees("Bitte melden Sie sich") && !w.sees("Posteingang") && !w.sees("Neue Nachricht"));
    assert!(w.engine.borrow().asked.iter().all(|command| *command == Command::WhoAmI), "{:?}", w.engine.borrow().asked);
    w.sign_in("Ben", "falsch");
    assert!(w.sees("Name oder Passwort stimmt nicht.") && !w.sees("Posteingang"));
    w.sign_in("", PASSWORD);
    assert!(w.sees("Posteingang") && w.sees("Angemeldet: Ben"));
}

#[test]
fn locking_by_key_covers_the_window_and_keeps_what_is_being_written() {
    let mut w = Window::of("Ben");
    w.key(Modifiers::COMMAND, Key::N);
    w.type_into("Betreff", "Angefangen");
    w.key(LOCK, Key::L);
    assert!(w.sees("Gesperrt") && !w.sees("Posteingang") && !w.sees("Angefangen"));
    assert!(w.acts().iter().any(|c| matches!(c, Command::SaveDraft(draft) if draft.subject == "Angefangen")), "saved before leaving");
    let acts = w.acts();
    let at = |wanted: fn(&Command) -> bool| acts.iter().rposition(wanted).unwrap();
    assert!(at(|c| matches!(c, Command::SaveDraft(_))) < at(|c| matches!(c, Command::SignOut)), "in the name of whoever wrote it");
    // Another person finds a fresh desk, the first one his own.
    w.click("Mit anderem Namen anmelden");
    w.sign_in("Anna", PASSWORD);
    assert!(w.sees("Angemeldet: Anna") && w.h.query_all_by_value("Angefangen").next().is_none());
    w.key(LOCK, Key::L);
    w.click("Mit anderem Namen anmelden");
    w.sign_in("Ben", PASSWORD);
    assert!(w.h.query_all_by_value("Angefangen").next().is_some(), "what Ben was writing");
}

#[test]
fn the_address_book_of_one_person_does_not_stay_for_the_next() {
    let contact = |name: &str| Contact { address: "praxis@abendrot.kim.telematik-test".into(), name: name.into(), ..Contact::default() };
    let mut w = Window::open(staff());
    w.engine.borrow_mut().contacts = vec![contact("Praxis Abendrot")];
    w.sign_in("Anna", PASSWORD);
    w.click("Adressbuch");
    w.click("Eigene Kontakte");
    w.click("Praxis Abendrot");
    // Whoever comes next may use other accounts, and finds other contacts.
    w.engine.borrow_mut().contacts = vec![contact("Praxis Morgentau")];
    w.key(LOCK, Key::L);
    w.click("Mit anderem Namen anmelden");
    w.sign_in("Ben", PASSWORD);
    w.click("Adressbuch");
    assert!(!w.sees("Praxis Abendrot"));
    w.click("Eigene Kontakte");
    assert!(!w.sees("Praxis Abendrot") && w.sees("Praxis Morgentau"));
    // Other rights of the same person: asked anew as well.
    w.engine.borrow_mut().contacts.clear();
    w.engine.borrow().tell(Event::AccessChanged);
    w.settle();
    assert!(!w.sees("Praxis Morgentau"));
}

#[test]
fn undo_brings_no_password_back() {
    let mut w = Window::of("Anna");
    w.key(LOCK, Key::L);
    w.click("Mit anderem Namen anmelden");
    let typed = |w: &Window| {
        let field = w.h.get_by(|n| n.role() == egui::Role::PasswordInput);
        field.value().unwrap_or_default().chars().count()
    };
    let undo = |w: &mut Window| {
        w.h.get_by(|n| n.role() == egui::Role::PasswordInput).focus();
        w.settle();
        w.key(Modifiers::COMMAND, Key::Z);
    };
    undo(&mut w);
    assert_eq!(typed(&w), 0, "of whoever sat here before");
    for part in ["geheim", "-12"] {
        w.type_into("Passwort", part);
        // Long enough for a point to go back to.
        let now = w.h.ctx.input(|i| i.time);
        w.h.input_mut().time = Some(now + 5.0);
        w.settle();
    }
    undo(&mut w);
    assert_eq!(typed(&w), PASSWORD.len());
    // A wrong name: the password that was typed is gone for good.
    w.type_into("Name", "Niemand");
    w.key(Modifiers::NONE, Key::Enter);
    w.click("Anmelden");
    assert!(w.sees("Name oder Passwort stimmt nicht."));
    undo(&mut w);
    assert_eq!(typed(&w), 0);
}

#[test]
fn who_signs_in_after_the_only_person_finds_nothing_of_that_one() {
    let mut w = Window::open(AccessBook::default());
    w.key(Modifiers::COMMAND, Key::N);
    w.type_into("Betreff", "Von früher");
    // Meanwhile the command line made people.
    w.engine.borrow_mut().book = staff();
    w.engine.borrow().tell(Event::AccessChanged);
    w.settle();
    assert!(w.sees("Bitte melden Sie sich"));
    w.sign_in("Anna", PASSWORD);
    assert!(w.sees("Angemeldet: Anna") && w.h.query_all_by_value("Von früher").next().is_none());
}

#[test]
fn the_window_locks_itself_when_nobody_touches_it() {
    let mut w = Window::of("Ben");
    w.h.input_mut().time = Some(590.0);
    w.settle();
    assert!(w.sees("Posteingang"));
    let now = w.h.ctx.input(|i| i.time);
    w.h.input_mut().time = Some(now + 601.0);
    w.h.step();
    w.settle();
    assert!(w.sees("Gesperrt") && !w.sees("Posteingang"));
    w.sign_in("", PASSWORD);
    assert!(w.sees("Posteingang"), "the name stood there already");
}

#[test]
fn who_only_reads_finds_the_rest_switched_off() {
    let mut w = Window::of("Anna");
    assert!(!w.can_press("Neue Nachricht"));
    let before = w.acts().len();
    w.key(Modifiers::COMMAND, Key::N);
    assert!(w.sees("Dafür fehlt Ihnen die Berechtigung.") && w.acts().len() == before);
    let w = Window::of("Ben");
    assert!(w.can_press("Neue Nachricht"), "from another account");
}

#[test]
fn who_may_use_no_account_is_told_so() {
    let w = Window::of("Anna");
    assert!(!w.sees("noch kein Konto freigegeben"));
    w.engine.borrow_mut().accounts.clear();
    w.engine.borrow().tell(Event::AccountsChanged);
    let mut w = w;
    w.settle();
    assert!(w.sees("noch kein Konto freigegeben") && !w.sees("Konto einrichten"));
}

#[test]
fn settings_are_for_admins() {
    let mut w = Window::of("Ben");
    w.key(Modifiers::COMMAND, Key::Comma);
    assert!(w.sees("Diese Angaben kann nur ein Admin ändern.") && !w.sees("Zugriffsberechtigung") && !w.sees("Neues Konto"));
    let mut w = Window::of("Chris");
    w.key(Modifiers::COMMAND, Key::Comma);
    assert!(!w.sees("nur ein Admin") && w.sees("Zugriffsberechtigung") && w.sees("Neues Konto"));
}

#[test]
fn an_account_is_given_to_a_group_and_the_sentence_says_so() {
    let mut w = Window::of("Chris");
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    assert!(w.sees("ist auf bestimmte Nutzergruppen eingeschränkt"));
    w.click("Nutzer");
    w.click("Anna: Lesen");
    assert!(w.sees("ist auf bestimmte Nutzergruppen und Nutzer eingeschränkt"));
    w.click("Speichern");
    let sent = w.acts().into_iter().next_back().unwrap();
    let Command::SetAccountAccess { account: AccountId(1), after, .. } = sent else { panic!("{sent:?}") };
    assert_eq!(after.rights_of(Grantee::User(UserId(1))), Rights::of(&[Right::Read]));
    assert_eq!(after.rules.len(), 2);
    assert!(w.sees("Gespeichert"));
    w.click("Uneingeschränkt");
    assert!(w.sees("uneingeschränkt möglich"));
    w.click("Verwerfen");
    assert!(w.sees("Nutzergruppen und Nutzer eingeschränkt"));
}

#[test]
fn a_new_account_waits_for_unsaved_rules_and_leads_to_them() {
    let mut w = Window::of("Chris");
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    w.click("Uneingeschränkt");
    w.click("KIM-E-Mail-Konto");
    w.click("Neu");
    assert!(w.sees("nicht gespeichert") && w.sees("uneingeschränkt möglich"), "the rules, with what is not saved");
}

#[test]
fn of_two_admins_the_second_is_told_and_loses_nothing_unseen() {
    let mut w = Window::of("Chris");
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    w.click("Uneingeschränkt");
    // Meanwhile somebody else restricted it further.
    w.engine.borrow_mut().book.restricted.insert(AccountId(1), AccountAccess::restricted_to([]));
    w.engine.borrow().tell(Event::AccessChanged);
    w.settle();
    w.click("Speichern");
    assert!(w.sees("Jemand anderes hat das inzwischen geändert."));
    assert_eq!(w.engine.borrow().book.access_of(AccountId(1)), AccountAccess::restricted_to([]));
    w.click("Neu laden");
    assert!(w.sees("ist auf Admins eingeschränkt"));
}

#[test]
fn the_first_person_is_an_admin_and_goes_on_as_that_one() {
    let mut w = Window::open(AccessBook::default());
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    w.click("Nutzer und Gruppen");
    assert!(w.sees("Legen Sie zuerst sich selbst als Admin an"));
    assert!(!w.can_press("Bearbeiten") && w.can_press("Admin"));
    w.type_into("Name", "Chris");
    w.type_into("Passwort", "kurz");
    assert!(w.sees("mindestens 8 Zeichen"));
    w.type_into("Passwort", "-und-laenger");
    w.click_first("Anlegen");
    let first = w.acts().into_iter().find(|c| matches!(c, Command::AddUser { .. })).unwrap();
    let Command::AddUser { name, role: Role::Admin, password: Some(_) } = first else { panic!("{first:?}") };
    assert_eq!(name, "Chris");
    assert!(w.sees("Sie") && !w.sees("Bitte melden Sie sich"));
    w.click("Zurück zum Konto");
    w.click("Zurück");
    assert!(w.sees("Angemeldet: Chris"));
}

#[test]
fn what_is_done_to_people_is_one_command_each() {
    let mut w = Window::of("Chris");
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    w.click("Nutzer und Gruppen");
    w.type_into("Neuer Mandant", "Nord");
    w.key(Modifiers::NONE, Key::Enter);
    let sent = w.acts().into_iter().next_back();
    assert_eq!(sent, Some(Command::AddGrouping { kind: GroupingKind::Mandant, name: "Nord".into() }));
    w.type_into("Fenster sperren nach", "5");
    w.click("Übernehmen");
    let sent = w.acts().into_iter().next_back();
    assert!(matches!(&sent, Some(Command::SetSetting { key, .. }) if key == "access.lock_minutes"), "{sent:?}");
    w.click_first("Anna");
    w.click_first("Empfang");
    let sent = w.acts().into_iter().next_back();
    assert_eq!(sent, Some(Command::SetMember { grouping: GroupingId(7), user: UserId(1), member: true }));
}

/// Pictures to look at, where `KIMPOST_PICTURES` names a folder.
#[test]
fn pictures() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(std::path::PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    let take = |w: &mut Window, name: &str| {
        w.settle();
        w.h.render().unwrap().save(dir.join(format!("access-dark-{name}.png"))).unwrap();
    };
    let mut w = Window::in_theme(staff(), ThemeChoice::Dark);
    take(&mut w, "1-sign-in");
    w.sign_in("Chris", PASSWORD);
    w.key(Modifiers::COMMAND, Key::Comma);
    w.click("Zugriffsberechtigung");
    w.click("Nutzergruppen 1");
    take(&mut w, "2-rules");
    w.click("Nutzer und Gruppen");
    w.click_first("Anna");
    take(&mut w, "3-people");
    let mut w = Window::in_theme(staff(), ThemeChoice::Dark);
    w.sign_in("Ben", PASSWORD);
    w.key(Modifiers::COMMAND, Key::Comma);
    take(&mut w, "4-not-allowed");
}
