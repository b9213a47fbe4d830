//! Every colour, size, font and icon of the window; no other file names a colour.
//!
//! The tokens are those of the design page: one accent (petrol), greys, and four meanings (ok, warn, error,
//! info) that never stand without an icon and a word. [`install`] must run once before the first frame.
//! Fonts lie in `assets/fonts` with their licences.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, RichText, Shadow, Stroke, Style, TextStyle, Theme,
    ThemePreference, Vec2, Visuals,
};

/// Gaps of the 4 px grid.
pub const GAP_XS: f32 = 4.0;
pub const GAP_S: f32 = 8.0;
pub const GAP_M: f32 = 12.0;
pub const GAP_L: f32 = 16.0;
pub const GAP_XL: f32 = 24.0;
/// Corner radius of everything that has corners.
pub const RADIUS: u8 = 6;
/// Height of a list row.
pub const ROW_HEIGHT: f32 = 28.0;
/// Height of buttons and one-line fields.
pub const CONTROL_HEIGHT: f32 = 30.0;
/// Text sizes: title, heading, body, list, small. Nothing is smaller than small.
pub const SIZE_TITLE: f32 = 18.0;
pub const SIZE_HEADING: f32 = 15.0;
pub const SIZE_BODY: f32 = 14.0;
pub const SIZE_LIST: f32 = 13.0;
pub const SIZE_SMALL: f32 = 12.0;

/// Which theme a person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    #[default]
    System,
    Light,
    Dark,
}

impl ThemeChoice {
    /// Reads `light`, `dark` or `system`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "system" => Some(Self::System),
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }

    /// The word of the setting `theme`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// A colour, for views that pass one of the tokens on.
pub type Colour = Color32;

/// No colour: what lies below shows.
pub const CLEAR: Color32 = Color32::TRANSPARENT;
/// A picture in its own colours.
pub const UNTINTED: Color32 = Color32::WHITE;

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tokens {
    pub surface: Color32,
    pub panel: Color32,
    pub raised: Color32,
    /// Background under the pointer.
    pub hover: Color32,
    pub text: Color32,
    pub weak: Color32,
    pub line: Color32,
    /// Border of buttons and fields; a little stronger than `line`.
    pub border: Color32,
    pub accent: Color32,
    pub accent_hover: Color32,
    pub accent_soft: Color32,
    /// Text on `accent`.
    pub on_accent: Color32,
    pub ok: Color32,
    pub ok_soft: Color32,
    pub warn: Color32,
    pub warn_soft: Color32,
    pub error: Color32,
    pub error_soft: Color32,
    pub info: Color32,
    pub info_soft: Color32,
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

const LIGHT: Tokens = Tokens {
    surface: rgb(0xFFFFFF),
    panel: rgb(0xF4F6F8),
    raised: rgb(0xFFFFFF),
    hover: rgb(0xEDF1F4),
    text: rgb(0x1A2129),
    weak: rgb(0x55616E),
    line: rgb(0xD9DFE5),
    border: rgb(0xC3CCD4),
    accent: rgb(0x0A6A72),
    accent_hover: rgb(0x085860),
    accent_soft: rgb(0xDDF0F1),
    on_accent: rgb(0xFFFFFF),
    ok: rgb(0x1B7A3E),
    ok_soft: rgb(0xE6F4EA),
    warn: rgb(0x8A5A00),
    warn_soft: rgb(0xFDF3DC),
    error: rgb(0xB3261E),
    error_soft: rgb(0xFCEBEA),
    info: rgb(0x0B5CAD),
    info_soft: rgb(0xE7F0FA),
};

const DARK: Tokens = Tokens {
    surface: rgb(0x15191E),
    panel: rgb(0x1B2026),
    raised: rgb(0x232A31),
    hover: rgb(0x252C34),
    text: rgb(0xE7EBEF),
    weak: rgb(0xA5AFBA),
    line: rgb(0x343D47),
    border: rgb(0x46515D),
    accent: rgb(0x57B8BF),
    accent_hover: rgb(0x74C8CE),
    accent_soft: rgb(0x17373A),
    on_accent: rgb(0x0C1B1D),
    ok: rgb(0x63CB8E),
    ok_soft: rgb(0x183225),
    warn: rgb(0xE2B04A),
    warn_soft: rgb(0x3A2E14),
    error: rgb(0xF2877F),
    error_soft: rgb(0x3D2120),
    info: rgb(0x7DB9F5),
    info_soft: rgb(0x182C42),
};

/// The colours of the theme in use.
#[must_use]
pub fn tokens(ui: &egui::Ui) -> &'static Tokens {
    tokens_of(ui.visuals().dark_mode)
}

/// The colours of the dark or the light theme.
#[must_use]
pub const fn tokens_of(dark: bool) -> &'static Tokens {
    if dark { &DARK } else { &LIGHT }
}

/// What a colour means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Ok,
    Warn,
    Error,
    Info,
}

impl Tone {
    /// Colour of icon and word.
    #[must_use]
    pub const fn ink(self, t: &Tokens) -> Color32 {
        match self {
            Self::Neutral => t.weak,
            Self::Accent => t.accent,
            Self::Ok => t.ok,
            Self::Warn => t.warn,
            Self::Error => t.error,
            Self::Info => t.info,
        }
    }

    /// Quiet background behind them.
    #[must_use]
    pub const fn soft(self, t: &Tokens) -> Color32 {
        match self {
            Self::Neutral => t.panel,
            Self::Accent => t.accent_soft,
            Self::Ok => t.ok_soft,
            Self::Warn => t.warn_soft,
            Self::Error => t.error_soft,
            Self::Info => t.info_soft,
        }
    }
}

/// Family of the semi-bold face.
#[must_use]
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// Text of a window or page title.
#[must_use]
pub fn title(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_TITLE).family(semibold())
}

/// Text of a section heading.
#[must_use]
pub fn heading(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_HEADING).family(semibold())
}

/// Running text.
#[must_use]
pub fn body(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_BODY)
}

/// Running text that carries weight.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_BODY).family(semibold())
}

/// Text of lists and tables.
#[must_use]
pub fn list(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_LIST)
}

/// Labels and asides.
#[must_use]
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_SMALL)
}

/// Raw source and codes.
#[must_use]
pub fn mono(text: impl Into<String>) -> RichText {
    RichText::new(text).size(SIZE_SMALL).family(FontFamily::Monospace)
}

/// Font of list text for painting by hand.
#[must_use]
pub fn list_font(bold: bool) -> FontId {
    FontId::new(SIZE_LIST, if bold { semibold() } else { FontFamily::Proportional })
}

/// Installs fonts and both styles, and follows `choice`; `KIMPOST_THEME` overrides it.
pub fn install(ctx: &egui::Context, choice: ThemeChoice) {
    ctx.set_fonts(fonts());
    ctx.set_style_of(Theme::Light, style(&LIGHT, false));
    ctx.set_style_of(Theme::Dark, style(&DARK, true));
    // A desktop that does not tell its theme (X11) gets the light one.
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    choose(ctx, choice);
}

/// Switches the theme; the environment variable `KIMPOST_THEME` wins.
pub fn choose(ctx: &egui::Context, choice: ThemeChoice) {
    let choice = std::env::var("KIMPOST_THEME").ok().and_then(|word| ThemeChoice::parse(&word)).unwrap_or(choice);
    ctx.set_theme(match choice {
        ThemeChoice::System => ThemePreference::System,
        ThemeChoice::Light => ThemePreference::Light,
        ThemeChoice::Dark => ThemePreference::Dark,
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [
        ("regular", include_bytes!("../../assets/fonts/Inter-Regular.otf").as_slice()),
        ("semibold", include_bytes!("../../assets/fonts/Inter-SemiBold.otf").as_slice()),
        ("icons", include_bytes!("../../assets/fonts/Phosphor.ttf").as_slice()),
        ("mono", include_bytes!("../../assets/fonts/DejaVuSansMono.ttf").as_slice()),
    ] {
        let mut data = FontData::from_static(bytes);
        if name == "icons" {
            // Line icons stand on the baseline a little high beside Inter.
            data.tweak.y_offset_factor = 0.07;
            data.tweak.scale = 1.15;
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    for (family, names) in [
        (FontFamily::Proportional, ["regular", "icons", "mono"]),
        (semibold(), ["semibold", "icons", "mono"]),
        (FontFamily::Monospace, ["mono", "regular", "icons"]),
    ] {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    fonts
}

fn style(t: &Tokens, dark: bool) -> Style {
    let mut style = Style { animation_time: 0.0, visuals: visuals(t, dark), ..Style::default() };
    style.text_styles = BTreeMap::from([
        (TextStyle::Heading, FontId::new(SIZE_TITLE, semibold())),
        (TextStyle::Body, FontId::new(SIZE_BODY, FontFamily::Proportional)),
        (TextStyle::Button, FontId::new(SIZE_BODY, FontFamily::Proportional)),
        (TextStyle::Small, FontId::new(SIZE_SMALL, FontFamily::Proportional)),
        (TextStyle::Monospace, FontId::new(SIZE_SMALL, FontFamily::Monospace)),
    ]);
    style.scroll_animation = egui::style::ScrollAnimation::none();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(GAP_S);
    spacing.button_padding = Vec2::new(GAP_M, 5.0);
    spacing.interact_size = Vec2::new(40.0, CONTROL_HEIGHT);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.icon_spacing = GAP_S;
    spacing.combo_width = 120.0;
    spacing.tooltip_width = 420.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.4;
    style.interaction.selectable_labels = true;
    style
}

fn visuals(t: &Tokens, dark: bool) -> Visuals {
    let radius = CornerRadius::same(RADIUS);
    let shadow = Shadow { offset: [0, 6], blur: 20, spread: 0, color: Color32::from_black_alpha(if dark { 110 } else { 36 }) };
    let mut v = if dark { Visuals::dark() } else { Visuals::light() };
    v.weak_text_color = Some(t.weak);
    v.hyperlink_color = t.accent;
    v.faint_bg_color = t.panel;
    v.extreme_bg_color = t.surface;
    v.text_edit_bg_color = Some(t.surface);
    v.code_bg_color = t.panel;
    v.warn_fg_color = t.warn;
    v.error_fg_color = t.error;
    v.window_fill = t.raised;
    v.window_stroke = Stroke::new(1.0, t.line);
    v.window_corner_radius = radius;
    v.menu_corner_radius = radius;
    v.window_shadow = shadow;
    v.popup_shadow = shadow;
    v.window_highlight_topmost = false;
    v.panel_fill = t.surface;
    v.selection.bg_fill = if dark { rgb(0x1F5A5F) } else { rgb(0xBFE3E5) };
    v.selection.stroke = Stroke::new(1.5, t.accent);
    v.text_cursor.stroke = Stroke::new(1.5, t.accent);
    v.disabled_alpha = 0.5;
    let w = &mut v.widgets;
    for (state, fill, border, ink) in [
        (&mut w.noninteractive, t.surface, t.line, t.text),
        (&mut w.inactive, t.raised, t.border, t.text),
        (&mut w.hovered, t.hover, t.border, t.text),
        (&mut w.active, t.accent_soft, t.accent, t.text),
        (&mut w.open, t.hover, t.border, t.text),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, border);
        state.fg_stroke = Stroke::new(1.0, ink);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
    v
}

/// Line icons (Phosphor, MIT); a word or an accessible name always goes with them.
pub mod icon {
    pub const FETCH: &str = "\u{E094}";
    pub const WRITE: &str = "\u{EBC6}";
    pub const SEARCH: &str = "\u{E30C}";
    pub const SETTINGS: &str = "\u{E272}";
    pub const INBOX: &str = "\u{E4AA}";
    pub const OUTBOX: &str = "\u{E4C0}";
    pub const SENT: &str = "\u{E398}";
    pub const DRAFT: &str = "\u{E34C}";
    pub const TRASH: &str = "\u{E4A6}";
    pub const WARNING: &str = "\u{E4E0}";
    pub const ERROR: &str = "\u{E4E2}";
    pub const CROSS_CIRCLE: &str = "\u{E4F8}";
    pub const CHECK_CIRCLE: &str = "\u{E184}";
    pub const INFO: &str = "\u{E2CE}";
    pub const ATTACHMENT: &str = "\u{E39A}";
    pub const REPLY: &str = "\u{E024}";
    pub const REPLY_ALL: &str = "\u{E03A}";
    pub const FORWARD: &str = "\u{E026}";
    pub const PRINT: &str = "\u{E3DC}";
    pub const SAVE: &str = "\u{E248}";
    pub const CLOSE: &str = "\u{E4F6}";
    pub const LOCKED: &str = "\u{E2FE}";
    pub const UNLOCKED: &str = "\u{E300}";
    pub const SEAL_OK: &str = "\u{E606}";
    pub const SEAL_WARNING: &str = "\u{E60C}";
    pub const UP: &str = "\u{E13C}";
    pub const DOWN: &str = "\u{E136}";
    pub const RIGHT: &str = "\u{E13A}";
    pub const LEFT: &str = "\u{E138}";
    pub const COPY: &str = "\u{E1CA}";
    pub const FOLDER: &str = "\u{E24A}";
    pub const FOLDER_OPEN: &str = "\u{E256}";
    pub const CLOCK: &str = "\u{E19A}";
    pub const CHECK: &str = "\u{E182}";
    pub const CHECKS: &str = "\u{E53A}";
    pub const QUESTION: &str = "\u{E3E8}";
    pub const PERSON: &str = "\u{E4C2}";
    pub const PEOPLE: &str = "\u{E4D6}";
    pub const ADD_PERSON: &str = "\u{E4D0}";
    pub const PLUS: &str = "\u{E3D4}";
    pub const MINUS: &str = "\u{E32A}";
    pub const SORT_UP: &str = "\u{E08E}";
    pub const SORT_DOWN: &str = "\u{E03E}";
    pub const UNDO: &str = "\u{E08A}";
    pub const AGAIN: &str = "\u{E038}";
    pub const MAIL: &str = "\u{E218}";
    pub const MAIL_OPEN: &str = "\u{E21A}";
    pub const TOOTH: &str = "\u{E9CC}";
    pub const DOWNLOAD: &str = "\u{E20C}";
    pub const EYE: &str = "\u{E220}";
    pub const KEYBOARD: &str = "\u{E2D8}";
    pub const LINK: &str = "\u{E2E2}";
    pub const FILE: &str = "\u{E230}";
    pub const FILE_PDF: &str = "\u{E702}";
    pub const FILE_TEXT: &str = "\u{E23A}";
    pub const FILE_CODE: &str = "\u{E914}";
    pub const FILE_IMAGE: &str = "\u{EA24}";
    pub const SHIELD_OK: &str = "\u{E40C}";
    pub const SHIELD_WARNING: &str = "\u{E412}";
    pub const SHIELD_BROKEN: &str = "\u{E410}";
    pub const KEY: &str = "\u{E2D6}";
    pub const PLUG: &str = "\u{EB56}";
    pub const LIST_CHECKS: &str = "\u{EADC}";
    pub const MORE: &str = "\u{E1FE}";
    pub const PREVIEW_RIGHT: &str = "\u{E870}";
    pub const PREVIEW_BELOW: &str = "\u{E874}";
    pub const PROHIBITED: &str = "\u{E3DE}";
    pub const CIRCLE: &str = "\u{E18A}";
    pub const CLIPBOARD: &str = "\u{E198}";
    pub const CARD: &str = "\u{E2C8}";
    pub const LAB: &str = "\u{E79E}";
    pub const OPEN_OUTSIDE: &str = "\u{E5DE}";
    pub const ARROW_LEFT: &str = "\u{E058}";
    pub const ARROW_RIGHT: &str = "\u{E06C}";
    pub const RECEIPT: &str = "\u{E3EC}";
    pub const HISTORY: &str = "\u{E1A0}";
    pub const LEARN: &str = "\u{E62C}";
    pub const STAR: &str = "\u{E46A}";
    pub const HOUSE: &str = "\u{E102}";
    pub const BOOK: &str = "\u{E6F8}";
    pub const FIT_WIDTH: &str = "\u{EB06}";
    pub const PLAY: &str = "\u{E3D0}";
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2.1 relative luminance and contrast.
    fn contrast(a: Color32, b: Color32) -> f64 {
        let luminance = |c: Color32| {
            let part = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.039_28 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(c.r()) + 0.7152 * part(c.g()) + 0.0722 * part(c.b())
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn every_text_can_be_read_on_every_background_it_stands_on() {
        for t in [&LIGHT, &DARK] {
            for ground in [t.surface, t.panel, t.raised, t.hover, t.accent_soft] {
                assert!(contrast(t.text, ground) >= 7.0, "text {ground:?} {}", contrast(t.text, ground));
                assert!(contrast(t.weak, ground) >= 4.5, "weak {ground:?} {}", contrast(t.weak, ground));
            }
            for tone in [Tone::Accent, Tone::Ok, Tone::Warn, Tone::Error, Tone::Info] {
                for ground in [t.surface, t.panel, t.raised, tone.soft(t)] {
                    assert!(contrast(tone.ink(t), ground) >= 4.5, "{tone:?} {ground:?} {}", contrast(tone.ink(t), ground));
                }
            }
            assert!(contrast(t.on_accent, t.accent) >= 4.5);
        }
    }

    #[test]
    fn the_fonts_hold_german_and_figures_of_one_width() {
        let ctx = egui::Context::default();
        install(&ctx, ThemeChoice::Light);
        let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for bold in [false, true] {
                let font = list_font(bold);
                ui.ctx().fonts_mut(|fonts| {
                    for c in "äöüÄÖÜßẞ€„“–…⟨⟩→✓".chars().chain(icon::FETCH.chars()) {
                        assert!(fonts.has_glyph(&font, c), "{c}");
                    }
                    let widths: Vec<_> = ('0'..='9').map(|c| (fonts.glyph_width(&font, c) * 50.0).round() as i64).collect();
                    assert!(widths.iter().all(|w| (w - widths[0]).abs() <= 1), "{widths:?}");
                });
            }
        });
        output.textures_delta.clear();
    }
}
