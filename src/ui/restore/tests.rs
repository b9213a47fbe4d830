//! The dialog of restoring, by visible label.

use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::ui::stage::{self, Play as _};

#[test]
fn without_a_dialog_of_the_desktop_the_path_is_typed() {
    let mut harness = stage::set(
        [900.0, 700.0],
        |_| RestoreDialog::default(),
        |ui, model, dialog, asks| {
            show(ui, model, dialog, asks);
        },
    );
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
    harness.press("Einspielen");
    let expected = BackupCommand::Restore { path, passphrase: Secret::new("ein Satz"), replace: false };
    assert_eq!(harness.state().last(), Some(Command::Backup(Box::new(expected))));
}
