//! The dialog of restoring, by visible label.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;

#[test]
fn without_a_dialog_of_the_desktop_the_path_is_typed() {
    crate::i18n::select_for_this_thread(crate::i18n::Language::German);
    let mut harness = Harness::builder()
        .with_context_setup(|ctx| crate::ui::theme::install(ctx, crate::ui::theme::ThemeChoice::Light))
        .with_size([900.0, 700.0])
        .build_ui_state(
            |ui, (dialog, asks): &mut (RestoreDialog, Asks)| {
                show(ui, &Model::default(), dialog, asks);
            },
            <(RestoreDialog, Asks)>::default(),
        );
    harness.run();
    harness.get_by_label("Datei wählen").click();
    harness.step();
    // Until it is known that there is none, frames come and go.
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while harness.query_by_label(&t!("account-path-go")).is_none() {
        assert!(std::time::Instant::now() < deadline, "no path field");
        std::thread::sleep(std::time::Duration::from_millis(20));
        harness.step();
    }
    let path = std::env::temp_dir().join("praxis.kimpost-backup");
    for (label, text) in [("Pfad der Datei", path.display().to_string()), ("Passphrase der Sicherung", "ein Satz".to_owned())] {
        let is_field = |role| matches!(role, egui::Role::TextInput | egui::Role::PasswordInput);
        harness.get_by(|n| is_field(n.role()) && n.label().as_deref() == Some(label)).focus();
        harness.run();
        harness.get_by(|n| is_field(n.role()) && n.label().as_deref() == Some(label)).type_text(&text);
        harness.run();
        if let Some(go) = harness.query_by_label(&t!("account-path-go")) {
            go.click();
            harness.run();
        }
    }
    assert!(harness.query_by_label("praxis.kimpost-backup").is_some(), "the file is named");
    harness.get_by_label("Einspielen").click();
    harness.run();
    let expected = BackupCommand::Restore { path, passphrase: Secret::new("ein Satz"), replace: false };
    assert_eq!(harness.state().1.0.last().map(|ask| ask.command.clone()), Some(Command::Backup(Box::new(expected))));
}
