//! One line of either list: icon, name, what it is, and the address below. Drawn by hand, named for the screen reader.

use egui::{Align2, CornerRadius, FontId, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, GAP_S, RADIUS, SIZE_LIST, SIZE_SMALL, Tone};
use crate::ui::widgets;

/// Height of a row.
pub(super) const HEIGHT: f32 = 48.0;

pub(super) struct Line<'a> {
    pub icon: &'a str,
    pub icon_tone: Tone,
    pub name: &'a str,
    /// Weak, beside the name.
    pub aside: &'a str,
    /// Weak, below.
    pub below: &'a str,
    /// A state at the right of the lower line: icon, word, tone.
    pub state: Option<(&'a str, String, Tone)>,
}

/// Draws a row; the caller looks at the click.
pub(super) fn show(ui: &mut Ui, chosen: bool, line: &Line<'_>) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if chosen { t.accent_soft } else { t.hover });
    }
    let painter = ui.painter().with_clip_rect(rect);
    let (left, right) = (rect.left() + 40.0, rect.right() - 10.0);
    let (y1, y2) = (rect.top() + 16.0, rect.top() + 34.0);
    let sign = FontId::proportional(17.0);
    painter.text(pos2(rect.left() + 22.0, rect.center().y), Align2::CENTER_CENTER, line.icon, sign, line.icon_tone.ink(t));
    let cut = |text: &str, font: FontId, ink, width: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width.max(0.0));
        painter.layout_job(job)
    };
    let name = cut(line.name, theme::list_font(true), t.text, right - left);
    let aside_left = left + name.size().x + GAP_S;
    let name_cut = name.elided;
    painter.galley(pos2(left, y1 - name.size().y / 2.0), name, t.text);
    let aside = cut(line.aside, FontId::proportional(SIZE_LIST), t.weak, right - aside_left);
    painter.galley(pos2(aside_left, y1 - aside.size().y / 2.0), aside, t.weak);
    let mut end = right;
    if let Some((icon, word, tone)) = &line.state {
        let words = if icon.is_empty() { word.clone() } else { format!("{icon} {word}") };
        let drawn = painter.text(pos2(right, y2), Align2::RIGHT_CENTER, words, FontId::proportional(SIZE_SMALL), tone.ink(t));
        end = drawn.left() - GAP_S;
    }
    let below = cut(line.below, FontId::proportional(SIZE_SMALL), t.weak, end - left);
    let below_cut = below.elided;
    painter.galley(pos2(left, y2 - below.size().y / 2.0), below, t.weak);
    let state = line.state.as_ref().map_or("", |(_, word, _)| word.as_str());
    let spoken = [line.name, line.aside, line.below, state].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &Response { rect: rect.shrink(3.0), ..response.clone() });
    if name_cut || below_cut {
        return response.on_hover_text([line.name, line.aside, line.below].join("\n"));
    }
    response
}
