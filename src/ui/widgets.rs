//! The parts every view is built from: buttons, chips, badges, banners, cards, fields, empty states.
//!
//! Each has an accessible name equal to the word a person sees, without the icon. Gaps and colours come
//! from the theme; a view that needs a colour uses a [`Tone`].

use egui::{
    Align, Button, CornerRadius, Frame, Layout, Margin, Response, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui, Vec2, WidgetInfo,
};

use super::theme::{self, CONTROL_HEIGHT, GAP_L, GAP_M, GAP_S, GAP_XS, RADIUS, SIZE_BODY, SIZE_LIST, SIZE_SMALL, Tone, icon};

/// Gives a control the name a screen reader says and tests look for.
pub fn name(ui: &Ui, response: &Response, role: Role, text: &str) {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(role, enabled, text));
}

/// Icon and word with the gap between them.
fn icon_and_word<'a>(icon: &str, word: &str, color: Option<theme::Colour>, size: f32) -> egui::Atoms<'a> {
    use egui::IntoAtoms as _;
    let paint = |text: RichText| if let Some(color) = color { text.color(color) } else { text };
    let word = paint(RichText::new(word).size(size));
    if icon.is_empty() { word.into_atoms() } else { (paint(RichText::new(icon).size(size + 1.0)), word).into_atoms() }
}

/// The one button that leads on: filled with the accent.
pub fn primary_button(ui: &mut Ui, icon: &str, word: &str) -> Response {
    let t = theme::tokens(ui);
    let response = ui.scope(|ui| {
        let v = ui.visuals_mut();
        for state in [&mut v.widgets.inactive, &mut v.widgets.hovered, &mut v.widgets.active] {
            state.bg_stroke = Stroke::NONE;
            state.weak_bg_fill = t.accent;
        }
        v.widgets.hovered.weak_bg_fill = t.accent_hover;
        v.widgets.active.weak_bg_fill = t.accent_hover;
        let atoms = icon_and_word(icon, word, Some(t.on_accent), SIZE_BODY);
        ui.add(Button::new(atoms).min_size(Vec2::new(0.0, CONTROL_HEIGHT)))
    });
    finish_button(ui, response.inner, word)
}

/// An ordinary button with a border. `icon` may be empty.
pub fn button(ui: &mut Ui, icon: &str, word: &str) -> Response {
    let response = ui.add(Button::new(icon_and_word(icon, word, None, SIZE_BODY)).min_size(Vec2::new(0.0, CONTROL_HEIGHT)));
    finish_button(ui, response, word)
}

/// A button without a border, for second thoughts. `icon` may be empty.
pub fn quiet_button(ui: &mut Ui, icon: &str, word: &str) -> Response {
    let t = theme::tokens(ui);
    let atoms = icon_and_word(icon, word, Some(t.accent), SIZE_BODY);
    let response = ui.add(Button::new(atoms).frame_when_inactive(false).min_size(Vec2::new(0.0, CONTROL_HEIGHT)));
    finish_button(ui, response, word)
}

/// A quiet button as a line of a list: its sign stands under the text above, and what has no room is cut and said under the
/// pointer.
pub fn line_button(ui: &mut Ui, icon: &str, word: &str) -> Response {
    let t = theme::tokens(ui);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = Vec2::new(0.0, 2.0);
            let atoms = icon_and_word(icon, word, Some(t.accent), SIZE_LIST);
            ui.add(Button::new(atoms).frame_when_inactive(false).truncate().min_size(Vec2::new(0.0, 24.0)))
        })
        .inner;
    finish_button(ui, response, word).on_hover_text(word)
}

/// A button that shows only an icon; the name is its tooltip and its accessible name.
pub fn icon_button(ui: &mut Ui, icon: &str, word: &str) -> Response {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = Vec2::new(6.0, 5.0);
            let atoms = RichText::new(icon).size(SIZE_BODY + 2.0);
            ui.add(Button::new(atoms).frame_when_inactive(false).min_size(Vec2::splat(CONTROL_HEIGHT)))
        })
        .inner;
    finish_button(ui, response, word).on_hover_text(word)
}

fn finish_button(ui: &Ui, response: Response, word: &str) -> Response {
    name(ui, &response, Role::Button, word);
    focus_ring(ui, &response);
    response
}

/// What somebody here may not do stands there, but cannot be pressed, and says why.
pub fn permitted(ui: &mut Ui, allowed: bool, control: impl FnOnce(&mut Ui) -> Response) -> Response {
    if allowed {
        // Not in a region of its own: a row of buttons could not go on in a second line.
        return control(ui);
    }
    ui.add_enabled_ui(false, control).inner.on_disabled_hover_text(t!("access-not-allowed"))
}

/// Draws the focus ring around a control that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let t = theme::tokens(ui);
        ui.painter().rect_stroke(
            response.rect.expand(2.0),
            CornerRadius::same(RADIUS + 2),
            Stroke::new(2.0, t.accent),
            StrokeKind::Outside,
        );
    }
}

/// A chip that is one of several choices; the chosen one is filled. The name is word and count.
pub fn choice_chip(ui: &mut Ui, chosen: bool, word: &str, count: Option<usize>) -> Response {
    use egui::IntoAtoms as _;
    let t = theme::tokens(ui);
    let (ink, fill, border) = if chosen { (t.accent, t.accent_soft, t.accent_soft) } else { (t.text, t.surface, t.line) };
    let figure = count.map(super::format::count);
    let text = RichText::new(word).size(SIZE_LIST).color(ink);
    let text = if chosen { text.family(theme::semibold()) } else { text };
    let atoms = match &figure {
        Some(figure) => (text, RichText::new(figure).size(SIZE_SMALL).color(if chosen { t.accent } else { t.weak })).into_atoms(),
        None => text.into_atoms(),
    };
    let response = ui
        .scope(|ui| {
            let v = &mut ui.visuals_mut().widgets;
            for state in [&mut v.inactive, &mut v.hovered, &mut v.active] {
                state.bg_stroke = Stroke::new(1.0, border);
                state.weak_bg_fill = fill;
                state.corner_radius = CornerRadius::same(14);
            }
            if !chosen {
                v.hovered.weak_bg_fill = t.hover;
            }
            ui.spacing_mut().button_padding = Vec2::new(GAP_M, 3.0);
            ui.add(Button::new(atoms).gap(6.0).corner_radius(14.0).min_size(Vec2::new(0.0, 28.0)))
        })
        .inner;
    let spoken = figure.map_or_else(|| word.to_owned(), |figure| format!("{word} {figure}"));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, chosen, &spoken));
    focus_ring(ui, &response);
    response
}

/// A state in a word: small, with icon, on a quiet ground. Not a control.
pub fn badge(ui: &mut Ui, tone: Tone, icon: &str, word: &str) -> Response {
    let t = theme::tokens(ui);
    let ink = tone.ink(t);
    let fill = if tone == Tone::Neutral { t.hover } else { tone.soft(t) };
    // Laid out first and allocated as one piece, so that badges wrap onto the next line.
    let sign = ui.painter().layout_no_wrap(icon.to_owned(), egui::FontId::proportional(SIZE_LIST), ink);
    let gap = if icon.is_empty() { 0.0 } else { sign.size().x + GAP_XS };
    let font = egui::FontId::proportional(SIZE_SMALL);
    let mut job = egui::text::LayoutJob::simple_singleline(word.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width((ui.max_rect().width() - gap - 16.0).max(20.0));
    let text = ui.painter().layout_job(job);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(text.size().x + gap + 16.0, 22.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), fill);
    let y = rect.center().y;
    ui.painter().galley(egui::pos2(rect.min.x + 8.0 + gap, y - text.size().y / 2.0), text, ink);
    if !icon.is_empty() {
        ui.painter().galley(egui::pos2(rect.min.x + 8.0, y - sign.size().y / 2.0), sign, ink);
    }
    name(ui, &response, Role::Label, word);
    response
}

/// A problem or a question in place: icon, sentence, optional second sentence, and its buttons.
pub fn banner<R>(ui: &mut Ui, tone: Tone, icon: &str, headline: &str, text: &str, buttons: impl FnOnce(&mut Ui) -> R) -> R {
    let t = theme::tokens(ui);
    Frame::new()
        .fill(tone.soft(t))
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_top(|ui| {
                ui.add(egui::Label::new(RichText::new(icon).size(18.0).color(tone.ink(t))).selectable(false));
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = GAP_XS;
                    ui.label(theme::strong(headline));
                    if !text.is_empty() {
                        ui.label(theme::list(text).color(t.text));
                    }
                    // Without buttons the line below has no height.
                    ui.spacing_mut().interact_size.y = 0.0;
                    ui.horizontal_wrapped(|ui| {
                        ui.spacing_mut().item_spacing = Vec2::splat(GAP_S);
                        buttons(ui)
                    })
                    .inner
                })
                .inner
            })
            .inner
        })
        .inner
}

/// A quiet ground for what belongs together; never inside another card.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let t = theme::tokens(ui);
    Frame::new()
        .fill(t.panel)
        .corner_radius(CornerRadius::same(RADIUS))
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A line of a two-column table: label in weak ink, value beside it, wrapped; both may be selected.
pub fn key_value(ui: &mut Ui, label_width: f32, label: &str, value: impl Into<egui::WidgetText>) -> Response {
    let t = theme::tokens(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = GAP_M;
        let width = label_width.min(ui.available_width() * 0.42);
        ui.allocate_ui_with_layout(Vec2::new(width, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.add(egui::Label::new(theme::list(label).color(t.weak)).wrap());
        });
        let rest = ui.available_width();
        ui.allocate_ui_with_layout(Vec2::new(rest, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(rest);
            ui.add(egui::Label::new(value).wrap())
        })
        .inner
    })
    .inner
}

/// One hairline across.
pub fn hairline(ui: &mut Ui) {
    let t = theme::tokens(ui);
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, t.line));
}

/// A section heading inside a page, with the gap above it.
pub fn section(ui: &mut Ui, text: &str) {
    ui.add_space(GAP_L);
    ui.label(theme::heading(text));
    ui.add_space(GAP_XS);
}

/// Why there is nothing, and what to do: icon, sentence, advice and one button. True when it was clicked.
pub fn empty_state(ui: &mut Ui, icon: &str, headline: &str, text: &str, action: Option<&str>) -> bool {
    let t = theme::tokens(ui);
    let mut clicked = false;
    let free = (ui.available_height() - 180.0).max(GAP_L * 2.0);
    ui.add_space(free * 0.38);
    ui.vertical_centered(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.add(egui::Label::new(RichText::new(icon).size(36.0).color(t.weak)).selectable(false));
        ui.add_space(GAP_XS);
        ui.label(theme::heading(headline));
        if !text.is_empty() {
            ui.set_max_width(420.0_f32.min(ui.available_width() - 2.0 * GAP_L));
            ui.label(theme::body(text).color(t.weak));
        }
        if let Some(word) = action {
            ui.add_space(GAP_S);
            clicked = button(ui, "", word).clicked();
        }
    });
    clicked
}

/// A one-line field with an accessible name. `width` in points; the hint says what belongs in it.
pub fn text_field(ui: &mut Ui, id: impl egui::AsIdSalt, label: &str, value: &mut String, hint: &str, width: f32) -> Response {
    let edit = TextEdit::singleline(value).id_salt(id).hint_text(hint.to_owned()).desired_width(width - 20.0);
    finish_field(ui, edit, label)
}

/// A field whose content is not shown and which keeps no history of it: Strg+Z brings nothing back (rule 44).
pub fn secret_text(ui: &mut Ui, id: impl egui::AsIdSalt, label: &str, value: &mut String, width: f32) -> Response {
    secret_edit(ui, TextEdit::singleline(value).id_salt(id).password(true).desired_width(width - 20.0), label)
}

/// The same for a field that is prepared already: with a hint, or shown on purpose.
pub fn secret_edit(ui: &mut Ui, edit: TextEdit<'_>, label: &str) -> Response {
    let output = edit.margin(Margin::symmetric(10, 6)).font(egui::FontId::proportional(SIZE_BODY)).show(ui);
    let response = output.response.response;
    // After each frame, not only after typing: what the view takes away is remembered too, and the next person who sits
    // here finds the same field.
    let mut state = output.state;
    state.clear_undoer();
    state.store(ui.ctx(), response.id);
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label.to_owned()));
    response
}

/// A field for several lines.
pub fn text_area(ui: &mut Ui, id: impl egui::AsIdSalt, label: &str, value: &mut String, hint: &str, rows: usize) -> Response {
    let edit = TextEdit::multiline(value).id_salt(id).hint_text(hint.to_owned()).desired_width(f32::INFINITY).desired_rows(rows);
    finish_field(ui, edit, label)
}

fn finish_field(ui: &mut Ui, edit: TextEdit<'_>, label: &str) -> Response {
    let response = ui.add(edit.margin(Margin::symmetric(10, 6)).font(egui::FontId::proportional(SIZE_BODY)));
    // Named after the fact: egui gives a text field its content as value, and no name.
    response.ctx.accesskit_node_builder(response.id, |node| node.set_label(label.to_owned()));
    response
}

/// A label above or beside a field.
pub fn field_label(ui: &mut Ui, text: &str) -> Response {
    let t = theme::tokens(ui);
    ui.label(theme::list(text).color(t.weak))
}

/// The line under a field: help, or in its place what is wrong with it.
pub fn field_help(ui: &mut Ui, help: &str, issue: Option<(Tone, &str)>) {
    let t = theme::tokens(ui);
    match issue {
        Some((tone, text)) => {
            let icon = if tone == Tone::Error { icon::ERROR } else { icon::WARNING };
            // As high as the help line, so that nothing below moves when one takes the place of the other.
            ui.scope(|ui| {
                ui.spacing_mut().interact_size.y = SIZE_SMALL;
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP_XS;
                    ui.label(RichText::new(icon).size(SIZE_SMALL).color(tone.ink(t)));
                    ui.label(theme::small(text).color(tone.ink(t)));
                });
            });
        }
        None if !help.is_empty() => {
            ui.label(theme::small(help).color(t.weak));
        }
        None => {}
    }
}

/// A bar that tells how far something is; `fraction` none while the end is unknown. No animation.
pub fn progress(ui: &mut Ui, width: f32, fraction: Option<f32>, spoken: &str) -> Response {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, 6.0), Sense::hover());
    ui.painter().rect_filled(rect, CornerRadius::same(3), t.line);
    if let Some(fraction) = fraction {
        let done = rect.with_max_x(rect.min.x + rect.width() * fraction.clamp(0.0, 1.0));
        ui.painter().rect_filled(done, CornerRadius::same(3), t.accent);
    }
    name(ui, &response, Role::ProgressIndicator, spoken);
    response
}

/// Limits a page to this width, or to what the window has.
pub fn page_width(ui: &mut Ui, width: f32) {
    // egui itself would let a page grow beyond the window, where nobody can read it.
    ui.set_max_width(width.min(ui.available_width()));
}

/// Width of a field that has a button beside it: this much, or what the window leaves.
pub fn beside_button(ui: &Ui, width: f32) -> f32 {
    (ui.available_width() - 170.0).clamp(160.0, width)
}

/// A tab of a row of tabs: word, underlined with the accent when chosen.
pub fn tab(ui: &mut Ui, chosen: bool, word: &str) -> Response {
    let t = theme::tokens(ui);
    let text = RichText::new(word).size(SIZE_BODY).color(if chosen { t.accent } else { t.weak });
    let text = if chosen { text.family(theme::semibold()) } else { text };
    // As wide as when it is chosen, so that no tab moves when another is.
    let widest = ui.painter().layout_no_wrap(word.to_owned(), egui::FontId::new(SIZE_BODY, theme::semibold()), t.text).size().x;
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = Vec2::new(GAP_S, 6.0);
            let button = Button::new(text).frame_when_inactive(false).fill(theme::CLEAR).stroke(Stroke::NONE);
            ui.add(button.min_size(Vec2::new(widest + 2.0 * GAP_S, 0.0)))
        })
        .inner;
    let ink = if chosen { Some(t.accent) } else { response.hovered().then_some(t.line) };
    if let Some(ink) = ink {
        ui.painter().hline(response.rect.x_range().shrink(GAP_S), response.rect.max.y - 1.0, Stroke::new(2.0, ink));
    }
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Tab, enabled, chosen, word));
    focus_ring(ui, &response);
    response
}

/// A text that a click copies, such as a number or a code; the tooltip says so.
pub fn copyable(ui: &mut Ui, text: &str, spoken: &str) -> Response {
    let response = icon_button(ui, icon::COPY, spoken);
    if response.clicked() {
        ui.copy_text(text.to_owned());
    }
    response
}

/// The sign of a drop-down list, for `ComboBox::icon`: a line icon like all others.
pub fn drop_down_sign(ui: &Ui, rect: egui::Rect, visuals: &egui::style::WidgetVisuals, _open: bool) {
    let font = egui::FontId::proportional(SIZE_LIST);
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icon::DOWN, font, visuals.fg_stroke.color);
}
