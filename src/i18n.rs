//! Texts in the language of the person: the only door to `i18n/*/kimpost.ftl`.
//!
//! German is the source and the fallback; `t!` checks keys and arguments at compile time against it.
//! Keys that are only known at run time (codes, states) go through [`text`] and [`text_with`]; a test
//! compares the key sets of both languages. No text is joined from parts here.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::LazyLock;

use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use i18n_embed::{DesktopLanguageRequester, LanguageLoader};

use crate::domain::account::FieldIssue;
use crate::domain::key::SheetWords;
use crate::domain::problem::Problem;

#[derive(rust_embed::RustEmbed)]
#[folder = "i18n/"]
struct Texts;

static LOADER: LazyLock<FluentLanguageLoader> = LazyLock::new(|| {
    let loader = fluent_language_loader!();
    // The fallback is compiled in; should it not load, keys are shown instead of texts.
    if let Err(error) = loader.load_fallback_language(&Texts) {
        tracing::error!(%error, "texts could not be loaded");
    }
    loader.set_use_isolating(false);
    loader
});

/// One loader for each language, for threads that speak another one than the window.
static GERMAN: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader_of(Language::German));
static ENGLISH: LazyLock<FluentLanguageLoader> = LazyLock::new(|| loader_of(Language::English));

thread_local! {
    static OF_THREAD: Cell<Option<Language>> = const { Cell::new(None) };
}

/// The loader for [`t!`].
#[must_use]
pub fn loader() -> &'static FluentLanguageLoader {
    match OF_THREAD.get() {
        None => &LOADER,
        Some(Language::German) => &GERMAN,
        Some(Language::English) => &ENGLISH,
    }
}

/// This thread speaks another language than the window: it works for somebody at a terminal.
pub fn select_for_this_thread(language: Language) {
    OF_THREAD.set(Some(language));
}

fn loader_of(language: Language) -> FluentLanguageLoader {
    let loader = fluent_language_loader!();
    load(&loader, language);
    loader
}

fn load(loader: &FluentLanguageLoader, language: Language) {
    let Ok(id) = language.as_str().parse() else { return };
    if let Err(error) = loader.load_languages(&Texts, &[id]) {
        tracing::error!(%error, "texts could not be loaded");
    }
    loader.set_use_isolating(false);
}

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub enum Language {
    #[default]
    German,
    English,
}

impl Language {
    /// Reads `de` or `en`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word.get(..2)?.to_ascii_lowercase().as_str() {
            "de" => Some(Self::German),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// `de` or `en`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::English => "en",
        }
    }

    /// The language of the desktop; German when it is neither German nor English.
    #[must_use]
    pub fn of_desktop() -> Self {
        DesktopLanguageRequester::requested_languages().iter().find_map(|id| Self::parse(id.language.as_str())).unwrap_or_default()
    }

    /// The language chosen last with [`select`].
    #[must_use]
    pub fn current() -> Self {
        Self::parse(loader().current_language().language.as_str()).unwrap_or_default()
    }
}

/// Shows all further texts in this language; may be called at any time.
pub fn select(language: Language) {
    // While texts are loaded anew, another thread would find them half made.
    if Language::parse(LOADER.current_language().language.as_str()) != Some(language) {
        load(&LOADER, language);
    }
}

/// A text whose key is checked at compile time.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $($args:tt)*)?) => { ::i18n_embed_fl::fl!($crate::i18n::loader(), $key $(, $($args)*)?) };
}

/// The text of a key known only at run time; the key itself when it is missing.
#[must_use]
pub fn text(key: &str) -> String {
    if loader().has(key) { loader().get(key) } else { key.to_owned() }
}

/// Like [`text`], with a value for `{ $detail }`.
#[must_use]
pub fn text_with(key: &str, detail: &str) -> String {
    if loader().has(key) { loader().get_args_concrete(key, HashMap::from([("detail", detail.into())])) } else { key.to_owned() }
}

/// Whether a text exists for a key known only at run time.
#[must_use]
pub fn has(key: &str) -> bool {
    loader().has(key)
}

/// The sentence of a problem, for instance "Das Clientmodul antwortet nicht.".
#[must_use]
pub fn problem_text(problem: &Problem) -> String {
    text_with(&format!("problem-{}", problem.code), &problem.detail)
}

/// What is wrong or odd with the fields of an account, each with the field's name; one sentence per finding.
#[must_use]
pub fn issue_words(issues: &[FieldIssue]) -> String {
    let words = |issue: &FieldIssue| format!("{}: {}", text(issue.field.text_key()), text(issue.text_key));
    issues.iter().map(words).collect::<Vec<_>>().join(" ")
}

/// A problem in one line: its sentence, and its detail where the sentence does not hold it already.
#[must_use]
pub fn problem_line(problem: &Problem) -> String {
    let sentence = problem_text(problem);
    if problem.detail.is_empty() || sentence.contains(&problem.detail) { sentence } else { format!("{sentence} {}", problem.detail) }
}

/// The next step of a problem.
#[must_use]
pub fn problem_advice(problem: &Problem) -> String {
    text_with(&format!("problem-{}-advice", problem.code), &problem.detail)
}

/// The words on a recovery sheet.
#[must_use]
pub fn sheet_words() -> SheetWords {
    SheetWords {
        title: text("sheet-title"),
        above: vec![text("sheet-what"), text("sheet-keep")],
        name: text("sheet-name"),
        made: text("sheet-made"),
        profile: text("sheet-profile"),
        below: vec![text("sheet-use"), text("sheet-typing"), text("sheet-headless"), text("sheet-void")],
    }
}
