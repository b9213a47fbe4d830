//! Which accounts go into a file: a list with check boxes, shown where there are several. It only chooses; `transfer` writes.

use std::collections::BTreeSet;

use egui::Ui;

use crate::domain::account::Account;
use crate::domain::ids::AccountId;
use crate::ui::theme::{self, GAP_S, GAP_XS, icon};
use crate::ui::widgets;

/// Height of a line; only those in sight are drawn.
const LINE: f32 = 28.0;
/// Lines in sight.
const SHOWN: f32 = 7.0;

/// The accounts that are marked.
pub struct Choice {
    marked: BTreeSet<AccountId>,
}

/// What the person decided.
pub enum Decision {
    /// In the order of the accounts.
    Export(Vec<AccountId>),
    Cancel,
}

impl Choice {
    /// With the account that is looked at.
    #[must_use]
    pub fn beginning_with(account: AccountId) -> Self {
        Self { marked: BTreeSet::from([account]) }
    }
}

/// Draws the list; what was decided, once.
pub fn show(ui: &mut Ui, choice: &mut Choice, accounts: &[Account]) -> Option<Decision> {
    let t = theme::tokens(ui);
    let mut decided = None;
    ui.add_space(GAP_S);
    widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::strong(t!("account-export-choose")));
        ui.label(theme::small(t!("account-export-hint")).color(t.weak));
        ui.add_space(GAP_XS);
        let mut all = accounts.iter().all(|account| choice.marked.contains(&account.id));
        if ui.checkbox(&mut all, t!("account-export-all", count = accounts.len())).changed() {
            choice.marked = if all { accounts.iter().map(|account| account.id).collect() } else { BTreeSet::new() };
        }
        let list = egui::ScrollArea::vertical().id_salt("export-choice").auto_shrink([false, true]).max_height(LINE * SHOWN);
        list.show_rows(ui, LINE - GAP_XS, accounts.len(), |ui, rows| {
            for account in accounts.get(rows).unwrap_or_default() {
                let mut marked = choice.marked.contains(&account.id);
                if ui.checkbox(&mut marked, label(account)).changed() {
                    if marked {
                        choice.marked.insert(account.id)
                    } else {
                        choice.marked.remove(&account.id)
                    };
                }
            }
        });
        ui.add_space(GAP_S);
        ui.horizontal(|ui| {
            // An account may have gone meanwhile.
            let marked: Vec<AccountId> = accounts.iter().map(|account| account.id).filter(|id| choice.marked.contains(id)).collect();
            let word = t!("account-export-go", count = marked.len());
            if ui.add_enabled_ui(!marked.is_empty(), |ui| widgets::primary_button(ui, icon::SAVE, &word)).inner.clicked() {
                decided = Some(Decision::Export(marked));
            }
            if widgets::button(ui, "", &t!("account-export-cancel")).clicked() {
                decided = Some(Decision::Cancel);
            }
        });
    });
    decided
}

fn label(account: &Account) -> String {
    let (name, address) = (&account.settings.sender_name, account.settings.address.as_str());
    if name.is_empty() { address.to_owned() } else { format!("{name} · {address}") }
}
