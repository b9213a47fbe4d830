//! Pictures of the window filled with invented facts, for people to look at: set `KIMPOST_PICTURES` to a folder.
//!
//! Without it nothing is drawn, so that machines without a software renderer can run all tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, reason = "a test may fail loudly")]

#[path = "support/ui_facts.rs"]
mod ui_facts;
#[path = "support/ui_letters.rs"]
mod ui_letters;

use std::path::PathBuf;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use kimpost::domain::ids::{AccountId, MailId};
use kimpost::domain::problem::{Problem, Severity};
use kimpost::engine::event::{Event, FetchProgress};
use kimpost::i18n::{self, Language};
use kimpost::ui::app::{App, UiOptions};
use kimpost::ui::detail::{DetailWindow, Tab};
use kimpost::ui::saving::DesktopDialogs;
use kimpost::ui::theme::ThemeChoice;

fn window(theme: ThemeChoice, size: [f32; 2], scale: f32) -> (Harness<'static, App>, ui_facts::Shared) {
    let (engine, events) = ui_facts::engine(200);
    let sender = ui_facts::sender(&engine);
    let egui_theme = if theme == ThemeChoice::Dark { egui::Theme::Dark } else { egui::Theme::Light };
    let harness =
        Harness::builder().with_size(size).with_pixels_per_point(scale).with_theme(egui_theme).with_max_steps(30).wgpu().build_eframe(
            move |cc| {
                App::new(&cc.egui_ctx, cc.storage, sender, events, UiOptions { theme, demo: true }).with_surroundings(
                    ui_facts::now,
                    Box::new(DesktopDialogs),
                    Box::new(|_| ()),
                )
            },
        );
    (harness, engine)
}

struct Album(PathBuf);

impl Album {
    fn take(&self, name: &str, harness: &mut Harness<'static, App>) {
        // The answers of one round are drawn in the next.
        for _ in 0..4 {
            harness.run_ok();
        }
        harness.render().unwrap().save(self.0.join(format!("{name}.png"))).unwrap();
    }
}

fn choose(h: &mut Harness<'static, App>, mail: i64) {
    for _ in 0..3 {
        h.run_ok();
    }
    let at = h.state().model.list.shown().and_then(|l| l.position(MailId(mail))).unwrap_or(0);
    h.state_mut().view.selection.only(at, MailId(mail));
}

#[test]
fn pictures() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    let album = Album(dir);
    i18n::select(Language::German);
    for (theme, name) in [(ThemeChoice::Light, "light"), (ThemeChoice::Dark, "dark")] {
        let (mut h, engine) = window(theme, [1280.0, 800.0], 1.0);
        album.take(&format!("{name}-1-inbox"), &mut h);
        choose(&mut h, 1);
        album.take(&format!("{name}-2-ebz"), &mut h);
        choose(&mut h, 2);
        album.take(&format!("{name}-3-letter"), &mut h);
        choose(&mut h, 4);
        engine
            .borrow()
            .tell(Event::ProblemRaised(Problem::new("POP-CONNECT", "192.168.0.22:995").of(AccountId(1)).severity(Severity::Error)));
        engine.borrow().tell(Event::FetchProgress(FetchProgress { account: AccountId(2), done: 1, total: 5, bytes: 63, announced: 100 }));
        album.take(&format!("{name}-4-undecrypted"), &mut h);
        choose(&mut h, 10);
        album.take(&format!("{name}-5-integrity"), &mut h);
    }
    let (mut h, _engine) = window(ThemeChoice::Light, [1280.0, 800.0], 1.0);
    h.run_ok();
    for (tab, name) in [
        (Tab::Message, "message"),
        (Tab::Attachments, "attachments"),
        (Tab::Technical, "technical"),
        (Tab::History, "history"),
        (Tab::Manual, "manual"),
    ] {
        let mut dialog = DetailWindow::new(MailId(1));
        dialog.tab = tab;
        h.state_mut().view.details = vec![dialog];
        h.run_ok();
        album.take(&format!("light-6-detail-{name}"), &mut h);
    }
    h.state_mut().view.details.clear();
    h.state_mut().view.keys_shown = true;
    album.take("light-7-keys", &mut h);
    h.state_mut().view.keys_shown = false;
    h.get_by_label("Technische E-Mails 7").click();
    album.take("light-8-technical", &mut h);
    h.state_mut().view.search = "zzz".into();
    album.take("light-9-nothing", &mut h);
    h.state_mut().view.search = "4711".into();
    album.take("light-9-search", &mut h);

    let (mut h, _engine) = window(ThemeChoice::Light, [1024.0, 700.0], 1.0);
    choose(&mut h, 2);
    album.take("small-1024x700", &mut h);
    let (mut h, _engine) = window(ThemeChoice::Light, [853.0, 533.0], 1.5);
    choose(&mut h, 2);
    album.take("zoom-150-of-1280x800", &mut h);
    i18n::select(Language::English);
    let (mut h, _engine) = window(ThemeChoice::Light, [1280.0, 800.0], 1.0);
    choose(&mut h, 4);
    album.take("en-1-undecrypted", &mut h);
}

/// The tab „Anhänge" with a page, a picture, a text, and a file that cannot be shown.
#[test]
fn viewer_pictures() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    let album = Album(dir);
    for (theme, size, scale, language, name) in [
        (ThemeChoice::Light, [1280.0, 800.0], 1.0, Language::German, "light"),
        (ThemeChoice::Dark, [853.0, 533.0], 1.5, Language::German, "dark-150"),
        (ThemeChoice::Light, [1024.0, 700.0], 1.0, Language::English, "en-small"),
    ] {
        i18n::select(language);
        let (mut h, _engine) = window(theme, size, scale);
        h.run_ok();
        for (index, what) in [(0, "page"), (1, "picture"), (2, "text"), (3, "locked")] {
            let mut dialog = DetailWindow::new(MailId(14));
            dialog.show_attachment(index);
            h.state_mut().view.details = vec![dialog];
            album.take(&format!("viewer-{name}-{what}"), &mut h);
        }
    }
    i18n::select(Language::German);
}

/// Whom letters are about: the question, the known person, the dialog, and the place with the count of a quarter.
#[test]
fn letter_pictures() {
    let Some(dir) = std::env::var_os("KIMPOST_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&dir).unwrap();
    let album = Album(dir);
    for (theme, size, scale, language, name) in [
        (ThemeChoice::Light, [1280.0, 800.0], 1.0, Language::German, "light"),
        (ThemeChoice::Dark, [853.0, 533.0], 1.5, Language::English, "dark-150-en"),
        (ThemeChoice::Light, [853.0, 533.0], 1.5, Language::German, "light-150"),
    ] {
        i18n::select(language);
        let (mut h, engine) = window(theme, size, scale);
        engine.borrow_mut().letter_count = Some(ui_letters::count());
        engine.borrow_mut().letters = ui_letters::waiting();
        for (about, what) in [(ui_letters::question(), "question"), (ui_letters::little(), "little"), (ui_letters::known(), "known")] {
            ui_letters::put(&mut engine.borrow_mut(), about);
            engine.borrow().tell(Event::MailsChanged);
            let mut dialog = DetailWindow::new(MailId(7));
            dialog.open = true;
            h.state_mut().view.details = vec![dialog];
            album.take(&format!("letters-{name}-{what}"), &mut h);
            h.state_mut().view.details.clear();
            choose(&mut h, 7);
            album.take(&format!("letters-{name}-{what}-preview"), &mut h);
        }
        h.state_mut().view.assigning = Some(kimpost::ui::patient::Assigning::of(MailId(7)));
        album.take(&format!("letters-{name}-dialog"), &mut h);
        h.state_mut().view.assigning = None;
        h.state_mut().view.go(kimpost::ui::view::Place::Letters);
        album.take(&format!("letters-{name}-count"), &mut h);
    }
    i18n::select(Language::German);
}
