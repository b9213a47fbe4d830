//! Text blocks („Textbausteine"): chosen by button or F2 and put in where the caret stands.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Frame, Id, Key, Margin, Modal, Modifiers, ScrollArea, Ui};

use super::Compose;
use crate::domain::usage::TextBlock;
use crate::ui::model::Model;
use crate::ui::theme::{self, GAP_M, GAP_S, GAP_XS, icon};
use crate::ui::widgets;

/// The key that opens the list.
pub(super) const KEY: Key = Key::F2;
/// Characters of a block shown under its name.
const GLIMPSE: usize = 90;

/// The list of text blocks, while it is open.
#[derive(Default)]
pub(super) struct Chooser {
    open: bool,
    at: usize,
    /// The field of the text, to know where its caret stands.
    pub(super) field: Option<Id>,
}

impl Chooser {
    pub(super) fn open(&mut self) {
        (self.open, self.at) = (true, 0);
    }
}

fn blocks(model: &Model) -> &[TextBlock] {
    model.usage.value().map_or(&[], |facts| facts.usage.text_blocks.as_slice())
}

/// Takes the keys of the list before the text gets them; to be called before the text is drawn.
pub(super) fn keys(ui: &Ui, model: &Model, view: &mut Compose) {
    let pressed = |key| ui.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if !view.blocks.open {
        if pressed(KEY) {
            view.blocks.open();
        }
        return;
    }
    let count = blocks(model).len();
    if pressed(Key::ArrowDown) {
        view.blocks.at = (view.blocks.at + 1).min(count.saturating_sub(1));
    }
    if pressed(Key::ArrowUp) {
        view.blocks.at = view.blocks.at.saturating_sub(1);
    }
    if pressed(Key::Escape) || pressed(KEY) {
        view.blocks.open = false;
    } else if pressed(Key::Enter) {
        let at = view.blocks.at;
        take(ui, model, view, at);
    }
}

/// Draws the list while it is open.
pub(super) fn show(ui: &Ui, model: &Model, view: &mut Compose) {
    if !view.blocks.open {
        return;
    }
    let mut chosen = None;
    let frame = Frame::window(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(Id::unique(("text-blocks", view.number))).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(440.0);
        ui.spacing_mut().item_spacing.y = GAP_XS;
        ui.label(theme::title(t!("compose-blocks")));
        ui.add_space(GAP_S);
        if blocks(model).is_empty() {
            ui.label(theme::body(t!("compose-blocks-none")));
        }
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for (at, block) in blocks(model).iter().enumerate() {
                if row(ui, block, at == view.blocks.at) {
                    chosen = Some(at);
                }
            }
        });
        ui.add_space(GAP_M);
        widgets::quiet_button(ui, "", &t!("question-cancel")).clicked()
    });
    if modal.inner || modal.should_close() {
        view.blocks.open = false;
    }
    if let Some(at) = chosen {
        take(ui, model, view, at);
    }
}

/// A block with its name and the beginning of its text; the marked one is what Enter takes.
fn row(ui: &mut Ui, block: &TextBlock, marked: bool) -> bool {
    let t = theme::tokens(ui);
    let glimpse: String = block.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(GLIMPSE).collect();
    let ground = if marked { t.accent_soft } else { theme::CLEAR };
    let frame = Frame::new().fill(ground).corner_radius(theme::RADIUS).inner_margin(Margin::symmetric(4, 2));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 0.0;
            let clicked = widgets::quiet_button(ui, icon::FILE_TEXT, &block.name).clicked();
            let inside = Margin { left: 36, bottom: 4, ..Margin::ZERO };
            Frame::new().inner_margin(inside).show(ui, |ui| ui.add(egui::Label::new(theme::small(glimpse).color(t.weak)).truncate()));
            clicked
        })
        .inner
}

/// Puts a block in where the caret stands, and gives the keyboard back to the text.
fn take(ui: &Ui, model: &Model, view: &mut Compose, at: usize) {
    view.blocks.open = false;
    let Some(block) = blocks(model).get(at) else { return };
    let field = view.blocks.field;
    let state = field.and_then(|id| TextEditState::load(ui.ctx(), id));
    let caret = state.as_ref().and_then(|s| s.cursor.char_range()).map_or(0, |range| range.primary.index.0);
    let after = insert(&mut view.state.draft.text, caret, &block.text);
    if let Some(id) = field {
        let mut state = state.unwrap_or_default();
        state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(after))));
        state.store(ui.ctx(), id);
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

/// Inserts a text after so many characters and returns how many stand before what follows.
fn insert(text: &mut String, caret: usize, block: &str) -> usize {
    let at = text.char_indices().nth(caret).map_or(text.len(), |(at, _)| at);
    let before = text.get(..at).map_or(0, |before| before.chars().count());
    text.insert_str(at, block);
    before + block.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_goes_where_the_caret_stands() {
        for (text, caret, expected, after) in
            [("Grüße", 2, "GrXYüße", 4), ("", 0, "XY", 2), ("ab", 9, "abXY", 4), ("\n\nPraxis", 0, "XY\n\nPraxis", 2)]
        {
            let mut text = text.to_owned();
            assert_eq!((insert(&mut text, caret, "XY"), text.as_str()), (after, expected));
        }
    }
}
