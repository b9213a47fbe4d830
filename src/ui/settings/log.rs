//! „Programmprotokoll": the newest lines of the program's log, and the report for support, as a dialog for admins.
//!
//! What the report will hold is shown before it is saved or copied, letter by letter. Nothing is sent from here.

use egui::{Align, CornerRadius, Key, Layout, Margin, Modifiers, Panel, ScrollArea, Sense, TextEdit, Ui, vec2};

use crate::domain::log::{LogFilter, LogLevel, LogLine, LogPage, SupportReport};
use crate::domain::problem::Problem;
use crate::engine::command::{Command, SupportCommand};
use crate::engine::event::Answer;
use crate::i18n;
use crate::ui::dialog;
use crate::ui::file_dialog::{FileDialog, FilePick};
use crate::ui::format;
use crate::ui::model::{Asks, Model, Owner};
use crate::ui::questions::{Questions, Ticket};
use crate::ui::theme::{self, GAP_L, GAP_M, GAP_S, GAP_XS, RADIUS, Tone, icon};
use crate::ui::widgets;

/// Lines asked for at first, and how many more with [Ältere Zeilen].
const LINES: usize = 500;
const ROW: f32 = 24.0;
/// Suggested name of the report.
const FILE_NAME: &str = "kimpost-supportbericht.txt";

/// A page of the dialog.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Log,
    Report,
}

/// State of the dialog.
pub struct LogView {
    owner: Owner,
    open: bool,
    page: Page,
    filter: LogFilter,
    log: Option<LogPage>,
    /// A line a person clicked.
    chosen: Option<usize>,
    /// The end of the report, where unexpected errors stand, is to be shown.
    to_end: bool,
    /// As it will be saved.
    report: Option<String>,
    pick: FilePick,
    picking: bool,
    /// Name of the file it was saved in.
    saved: Option<String>,
    problem: Option<Problem>,
    questions: Questions,
    reading: Option<Ticket>,
    building: Option<Ticket>,
    saving: Option<Ticket>,
}

impl Default for LogView {
    fn default() -> Self {
        Self {
            owner: Owner::new(),
            open: false,
            page: Page::Log,
            filter: LogFilter { least: LogLevel::Note, find: String::new(), limit: LINES },
            log: None,
            chosen: None,
            to_end: false,
            report: None,
            pick: FilePick::default(),
            picking: false,
            saved: None,
            problem: None,
            questions: Questions::default(),
            reading: None,
            building: None,
            saving: None,
        }
    }
}

impl LogView {
    /// Opens the dialog with the newest lines.
    pub(super) fn open(&mut self, asks: &mut Asks) {
        if !self.open {
            *self = Self { open: true, ..Self::default() };
            self.read(asks);
        }
    }

    /// Whether the dialog is there.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    /// Takes the answers to the dialog's questions.
    pub(super) fn receive(&mut self, model: &mut Model) {
        for (ticket, result) in self.questions.replies(model) {
            let own = [&mut self.reading, &mut self.building, &mut self.saving].into_iter().find(|open| **open == Some(ticket));
            // An older question: its answer is out of date.
            let Some(open) = own else { continue };
            *open = None;
            match result.map(|answer| *answer) {
                Ok(Answer::Log(page)) => (self.log, self.chosen) = (Some(page), None),
                Ok(Answer::Support(report)) => self.report = Some(written(&report)),
                Ok(Answer::Files(files)) => {
                    let name = files.first().and_then(|file| file.path.file_name()).map(|name| name.to_string_lossy().into_owned());
                    self.saved = Some(name.unwrap_or_default());
                }
                Ok(_) => {}
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    fn ask(&mut self, command: SupportCommand, asks: &mut Asks) -> Option<Ticket> {
        let mut own = None;
        self.problem = None;
        self.questions.send(vec![Command::Support(Box::new(command))], asks, |ticket, _| own = Some(ticket));
        own
    }

    fn read(&mut self, asks: &mut Asks) {
        self.reading = self.ask(SupportCommand::ReadLog(self.filter.clone()), asks);
    }

    fn build(&mut self, model: &Model, asks: &mut Asks) {
        (self.report, self.saved) = (None, None);
        self.building = self.ask(SupportCommand::Report { renderer: model.renderer.to_owned() }, asks);
    }
}

/// The report as a text: headings in the language of the person, below them the program's own words.
fn written(report: &SupportReport) -> String {
    let mut text = format!("{}\n{}\n", t!("support-title"), t!("support-intro"));
    for (key, lines) in &report.sections {
        text.push_str(&format!("\n== {} ==\n", i18n::text(&format!("support-section-{key}"))));
        if lines.is_empty() {
            text.push_str(&format!("{}\n", t!("support-nothing")));
        }
        lines.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    }
    text
}

/// A line as it is copied.
fn copied(line: &LogLine) -> String {
    let at = line.at.map(format::to_the_second).unwrap_or_default();
    [at, level_word(line.level), line.source.clone(), line.text.clone()]
        .into_iter()
        .filter(|p| !p.is_empty())
        .collect::<Vec<_>>()
        .join("  ")
}

fn level_word(level: LogLevel) -> String {
    i18n::text(&format!("log-level-{}", level.as_str()))
}

const fn level_look(level: LogLevel) -> (Tone, &'static str) {
    match level {
        LogLevel::Error => (Tone::Error, icon::ERROR),
        LogLevel::Warning => (Tone::Warn, icon::WARNING),
        LogLevel::Note => (Tone::Neutral, icon::INFO),
    }
}

/// Draws the dialog while it is open.
pub(super) fn show(ui: &Ui, model: &Model, view: &mut LogView, asks: &mut Asks) {
    if !view.open {
        return;
    }
    dialog::show(ui.ctx(), view.owner, &t!("log-title"), egui::vec2(940.0, 680.0), |ui| {
        if !ui.ctx().text_edit_focused() && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape)) {
            view.open = false;
        }
        let plain = egui::Frame::new().fill(theme::tokens(ui).surface);
        let margin = Margin { left: 20, right: 20, top: 4, bottom: 0 };
        Panel::top(("log-head", view.owner)).frame(plain.inner_margin(margin)).show_separator_line(false).show(ui, |ui| {
            ui.horizontal(|ui| {
                for (page, word) in [(Page::Log, t!("log-tab-lines")), (Page::Report, t!("log-tab-report"))] {
                    if widgets::tab(ui, view.page == page, &word).clicked() {
                        view.page = page;
                    }
                }
            });
            widgets::hairline(ui);
        });
        let foot = plain.inner_margin(Margin::symmetric(20, 10));
        Panel::bottom(("log-foot", view.owner)).frame(foot).show(ui, |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if widgets::button(ui, "", &t!("question-close")).clicked() {
                    view.open = false;
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| match view.page {
                    Page::Log => log_foot(ui, view, asks),
                    Page::Report => report_foot(ui, model, view, asks),
                });
            });
        });
        let body = plain.inner_margin(Margin { left: 20, right: 20, top: 10, bottom: 4 });
        egui::CentralPanel::default().frame(body).show(ui, |ui| {
            if let Some(problem) = &view.problem {
                widgets::banner(ui, Tone::Error, icon::ERROR, &i18n::problem_text(problem), &i18n::problem_advice(problem), |_| ());
                ui.add_space(GAP_S);
            }
            match view.page {
                Page::Log => log_ui(ui, view, asks),
                Page::Report => report_ui(ui, model, view, asks),
            }
        });
    });
}

fn log_ui(ui: &mut Ui, view: &mut LogView, asks: &mut Asks) {
    let before = view.filter.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GAP_S, GAP_XS);
        for level in LogLevel::ALL.into_iter().rev() {
            let word = i18n::text(&format!("log-show-{}", level.as_str()));
            if widgets::choice_chip(ui, view.filter.least == level, &word, None).clicked() {
                view.filter.least = level;
            }
        }
        ui.add_space(GAP_S);
        widgets::text_field(ui, "log-find", &t!("log-find"), &mut view.filter.find, &t!("log-find"), 240.0);
        if widgets::icon_button(ui, icon::AGAIN, &t!("log-again")).clicked() {
            view.read(asks);
        }
    });
    if view.filter != before {
        view.filter.limit = LINES;
        view.read(asks);
    }
    ui.add_space(GAP_S);
    let Some(log) = &view.log else { return };
    if log.crashes > 0 {
        let mut look = false;
        widgets::banner(ui, Tone::Warn, icon::WARNING, &t!("log-crashes", count = log.crashes), "", |ui| {
            look = widgets::quiet_button(ui, "", &t!("log-crashes-look")).clicked();
        });
        ui.add_space(GAP_S);
        if look {
            (view.page, view.to_end) = (Page::Report, true);
        }
    }
    if log.lines.is_empty() {
        let (headline, text) = if log.exists { (t!("log-nothing"), t!("log-nothing-text")) } else { (t!("log-none"), t!("log-none-text")) };
        widgets::empty_state(ui, icon::FILE_TEXT, &headline, &text, None);
        return;
    }
    let chosen = view.chosen.and_then(|at| log.lines.get(at));
    if let Some(line) = chosen {
        Panel::bottom(("log-line", view.owner)).frame(egui::Frame::new()).show_separator_line(false).show(ui, |ui| {
            ui.add_space(GAP_XS);
            widgets::card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.add(egui::Label::new(theme::mono(copied(line))).wrap().selectable(true));
            });
        });
    }
    let mut clicked = None;
    // Before the rows are counted: their height is that of a row and this gap.
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().id_salt("log-lines").auto_shrink([false, false]).show_rows(ui, ROW, log.lines.len(), |ui, rows| {
        for at in rows {
            let Some(line) = log.lines.get(at) else { continue };
            if row_ui(ui, line, view.chosen == Some(at)) {
                clicked = Some(at);
            }
        }
    });
    if let Some(at) = clicked {
        view.chosen = (view.chosen != Some(at)).then_some(at);
    }
}

/// One line of the list; true when it was clicked.
fn row_ui(ui: &mut Ui, line: &LogLine, chosen: bool) -> bool {
    let t = theme::tokens(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width() - GAP_S, ROW), Sense::click());
    if chosen || response.hovered() {
        ui.painter().rect_filled(rect, CornerRadius::same(RADIUS), if chosen { t.accent_soft } else { t.hover });
    }
    let (tone, mark) = level_look(line.level);
    let ink = if tone == Tone::Neutral { t.weak } else { tone.ink(t) };
    let at = line.at.map(format::to_the_second).unwrap_or_default();
    let word = level_word(line.level);
    let text = if line.source.is_empty() { line.text.clone() } else { format!("{}: {}", line.source, line.text) };
    let mut left = rect.left() + GAP_XS;
    let mut cell = |text: &str, width: f32, font: egui::FontId, ink| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
        job.wrap = egui::text::TextWrapping::truncate_at_width(width);
        let galley = ui.painter().layout_job(job);
        ui.painter().galley(egui::pos2(left, rect.center().y - galley.size().y / 2.0), galley, ink);
        left += width + GAP_S;
    };
    cell(mark, 16.0, egui::FontId::proportional(theme::SIZE_LIST), ink);
    cell(&at, 136.0, egui::FontId::proportional(theme::SIZE_SMALL), t.weak);
    cell(&word, 62.0, egui::FontId::proportional(theme::SIZE_SMALL), ink);
    cell(&text, (rect.width() - 246.0).max(60.0), egui::FontId::proportional(theme::SIZE_LIST), t.text);
    let enabled = ui.is_enabled();
    let spoken = format!("{at} {word}: {text}");
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, enabled, chosen, &spoken));
    widgets::focus_ring(ui, &response);
    response.clicked()
}

fn log_foot(ui: &mut Ui, view: &mut LogView, asks: &mut Asks) {
    let Some(log) = &view.log else { return };
    ui.spacing_mut().item_spacing.x = GAP_S;
    let line = view.chosen.and_then(|at| log.lines.get(at)).map(copied);
    if ui.add_enabled_ui(line.is_some(), |ui| widgets::button(ui, icon::COPY, &t!("log-copy-line"))).inner.clicked() {
        ui.copy_text(line.unwrap_or_default());
    }
    let any = !log.lines.is_empty();
    if ui.add_enabled_ui(any, |ui| widgets::button(ui, icon::COPY, &t!("log-copy-all"))).inner.clicked() {
        // As they were written: the oldest first.
        ui.copy_text(log.lines.iter().rev().map(copied).collect::<Vec<_>>().join("\n"));
    }
    let (count, more) = (log.lines.len(), log.more);
    if more && widgets::quiet_button(ui, icon::DOWN, &t!("log-older")).clicked() {
        view.filter.limit += LINES;
        view.read(asks);
    }
    let t = theme::tokens(ui);
    ui.label(theme::small(t!("log-count", count = count)).color(t.weak));
}

fn report_ui(ui: &mut Ui, model: &Model, view: &mut LogView, asks: &mut Asks) {
    let t = theme::tokens(ui);
    if view.report.is_none() && view.building.is_none() && view.problem.is_none() {
        view.build(model, asks);
    }
    ui.add(egui::Label::new(theme::list(t!("support-explained")).color(t.weak)).wrap());
    ui.add_space(GAP_S);
    if let Some(name) = &view.saved {
        widgets::banner(ui, Tone::Ok, icon::CHECK_CIRCLE, &t!("support-saved", name = name.as_str()), "", |_| ());
        ui.add_space(GAP_S);
    }
    if view.picking
        && let Some((path, asked)) = view.pick.poll_ui(ui, &t!("account-path"), &t!("support-save-go"))
    {
        view.picking = false;
        // The desktop's dialog asked before overwriting; a typed path never overwrites.
        if let Some(text) = view.report.clone() {
            view.saving = view.ask(SupportCommand::Save { text, path, replace: asked }, asks);
        }
    }
    let Some(report) = &view.report else {
        if view.building.is_some() {
            ui.add_space(GAP_L);
            ui.horizontal(|ui| {
                ui.add(egui::Spinner::new().size(18.0));
                ui.label(theme::body(t!("support-building")));
            });
        }
        return;
    };
    egui::Frame::new().fill(t.panel).corner_radius(CornerRadius::same(RADIUS)).inner_margin(Margin::symmetric(8, 6)).show(ui, |ui| {
        ScrollArea::vertical().id_salt("support-text").auto_shrink([false, false]).show(ui, |ui| {
            let mut text = report.as_str();
            let font = egui::FontId::monospace(theme::SIZE_SMALL);
            let edit = TextEdit::multiline(&mut text).id_salt("support-report").desired_width(f32::INFINITY).font(font);
            let response = ui.add(edit.frame(egui::Frame::NONE));
            response.ctx.accesskit_node_builder(response.id, |node| node.set_label(t!("support-title")));
            if std::mem::take(&mut view.to_end) {
                ui.scroll_to_cursor(Some(Align::Max));
            }
        });
    });
}

fn report_foot(ui: &mut Ui, model: &Model, view: &mut LogView, asks: &mut Asks) {
    ui.spacing_mut().item_spacing.x = GAP_S;
    let ready = view.report.is_some();
    if ui.add_enabled_ui(ready && view.saving.is_none(), |ui| widgets::primary_button(ui, icon::SAVE, &t!("support-save"))).inner.clicked()
    {
        (view.saved, view.problem) = (None, None);
        view.picking = true;
        view.pick.ask(FileDialog::save(ui.ctx(), &t!("support-save-title"), FILE_NAME));
    }
    if ui.add_enabled_ui(ready, |ui| widgets::button(ui, icon::COPY, &t!("support-copy"))).inner.clicked() {
        ui.copy_text(view.report.clone().unwrap_or_default());
    }
    ui.add_space(GAP_M);
    if ui.add_enabled_ui(view.building.is_none(), |ui| widgets::quiet_button(ui, icon::AGAIN, &t!("support-again"))).inner.clicked() {
        view.build(model, asks);
    }
}

#[cfg(test)]
#[path = "log/tests.rs"]
mod tests;
