//! The house rules that no compiler checks: who may know whom, sizes, heads, names, texts, colours, SQL.
//!
//! Each rule reads the files of the repository and names every offence with its place. The table of modules is the
//! one of the architecture: a new edge is a commit of its own, with its reason. The rules are themselves tested on
//! small examples at the end, so that a rule that finds nothing is known to be able to find something.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Module → modules it may use beside itself.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("i18n", &["domain"]),
    ("kim", &["domain"]),
    ("payload", &["domain"]),
    ("net", &["domain"]),
    ("pop3", &["domain", "net"]),
    ("smtp", &["domain", "net"]),
    ("directory", &["domain", "net"]),
    ("connector", &["domain", "net"]),
    ("render", &["domain"]),
    ("secrets", &["domain"]),
    ("handover", &["domain"]),
    ("store", &["domain"]),
    ("engine", &["domain", "kim", "payload", "net", "pop3", "smtp", "directory", "connector", "render", "secrets", "handover", "store"]),
    ("ui", &["domain", "i18n", "engine"]),
    ("cli", &["domain", "i18n", "engine"]),
    ("demo", &["domain"]),
    ("launch", &["domain", "i18n", "ui", "cli", "engine", "demo", "render"]),
    ("main", &["launch"]),
];
/// What unit tests may use besides: a module that names text keys checks that the texts exist.
const FOR_TESTS: &str = "i18n";
/// All that `ui` may see of the engine.
const ENGINE_FOR_UI: [&str; 3] = ["command", "event", "EngineHandle"];
const FORBIDDEN_NAMES: [&str; 9] = ["utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "types"];
const MAX_LINES: usize = 600;

#[test]
fn modules_use_only_what_they_may() {
    let modules = top_modules();
    let mut offences = Vec::new();
    for file in rust_files("src") {
        let Some(own) = module_of(&file) else { continue };
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == own) else {
            offences.push(format!("{}: module `{own}` is not in the table of tests/tidy.rs", file.display()));
            continue;
        };
        let (code, _) = split(&read(&file));
        let (product, tests) = if file.ends_with("tests.rs") { ("", code.as_str()) } else { code.split_at(start_of_tests(&code)) };
        for (part, extra) in [(product, ""), (tests, FOR_TESTS)] {
            for (used, next) in uses(part, depth_of(&file), &modules) {
                let known_part = own != "ui" || used != "engine" || ENGINE_FOR_UI.contains(&next.as_str());
                let allowed = used == own || used == extra || (allowed.contains(&used.as_str()) && known_part);
                if !allowed {
                    offences.push(format!("{}: `{own}` must not use `{used}::{next}`", file.display()));
                }
            }
        }
    }
    none(offences);
}

#[test]
fn files_are_short_headed_and_well_named() {
    let mut offences = Vec::new();
    for file in rust_files("src").into_iter().chain(rust_files("tests")) {
        let text = read(&file);
        let lines = text.lines().count();
        if lines > MAX_LINES {
            offences.push(format!("{}: {lines} lines, more than {MAX_LINES}: split it", file.display()));
        }
        if !text.starts_with("//!") {
            offences.push(format!("{}: does not begin with a `//!` head", file.display()));
        }
        let bad_name = file.iter().filter_map(|part| part.to_str()).map(|part| part.trim_end_matches(".rs"));
        offences.extend(
            bad_name.filter(|part| FORBIDDEN_NAMES.contains(part)).map(|part| format!("{}: `{part}` says nothing", file.display())),
        );
        let (code, _) = split(&text);
        let modules = pattern(r"\bmod\s+(\w+)");
        let modules = modules.captures_iter(&code).map(|found| found[1].to_owned());
        offences.extend(
            modules
                .filter(|name| FORBIDDEN_NAMES.contains(&name.as_str()))
                .map(|name| format!("{}: module `{name}` says nothing", file.display())),
        );
    }
    none(offences);
}

#[test]
fn code_keeps_the_house_rules() {
    // Written apart, so that this file does not offend.
    let marks = pattern(concat!(r"\b(TO", r"DO|FIX", r"ME|HA", r"CK)\b|\b(to", r"do|unimple", r"mented)!"));
    let sql =
        pattern(r"\b(SELECT\s[\s\S]*\sFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+(VIRTUAL\s+)?TABLE)\s");
    let hex = pattern(r"#[0-9a-fA-F]{6}\b");
    let allow = pattern(r"#!?\[\s*allow\s*\(");
    let expect = pattern(r"#!?\[\s*expect\s*\(");
    let mut offences = Vec::new();
    for file in rust_files("src").into_iter().chain(rust_files("tests")) {
        let text = read(&file);
        let (code, literals) = split(&text);
        let mut offend = |what: String| offences.push(format!("{}: {what}", file.display()));
        if let Some(mark) = marks.find(&text) {
            offend(format!("`{}` is left over", mark.as_str()));
        }
        if !file.starts_with("src") {
            continue;
        }
        if !file.starts_with("src/store") && module_of(&file).as_deref() != Some("store") {
            for literal in literals.iter().filter(|literal| sql.is_match(literal)) {
                offend(format!("SQL outside store: {literal:?}"));
            }
        }
        if file != Path::new("src/ui/theme.rs") {
            if code.contains("Color32") {
                offend("`Color32` outside ui/theme.rs".to_owned());
            }
            for literal in literals.iter().filter(|literal| file.starts_with("src/ui") && hex.is_match(literal)) {
                offend(format!("colour outside ui/theme.rs: {literal:?}"));
            }
        }
        if allow.is_match(&code) {
            offend("`allow` of a lint: use `expect` with a reason".to_owned());
        }
        if expect.find_iter(&code).any(|found| !code[found.end()..].split(']').next().unwrap_or_default().contains("reason")) {
            offend("`expect` of a lint without a reason".to_owned());
        }
    }
    none(offences);
}

#[test]
fn nothing_points_out_of_the_repository() {
    let outside = [concat!("../", "shared"), concat!("/work", "/shared"), concat!("/work", "/main"), concat!("/work", "/wt")];
    let mut offences = Vec::new();
    for top in ["src", "tests", "benches", "packaging", "assets", "i18n", ".ci", "README.md", "Cargo.toml", "build.rs"] {
        for file in files(Path::new(top)) {
            let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
            offences
                .extend(outside.iter().filter(|path| text.contains(**path)).map(|path| format!("{}: points to {path}", file.display())));
        }
    }
    none(offences);
}

#[test]
fn both_languages_say_the_same() {
    let german = messages(&read(Path::new("i18n/de/kimpost.ftl")));
    let english = messages(&read(Path::new("i18n/en/kimpost.ftl")));
    let mut offences = Vec::new();
    for (name, texts, others) in [("en", &german, &english), ("de", &english, &german)] {
        offences.extend(texts.keys().filter(|key| !others.contains_key(*key)).map(|key| format!("{key} is missing in {name}")));
    }
    for (key, message) in &german {
        if let Some(other) = english.get(key)
            && message.variables != other.variables
        {
            offences.push(format!("{key}: arguments {:?} in German, {:?} in English", message.variables, other.variables));
        }
    }
    for (key, message) in german.iter().chain(&english) {
        if message.count > 1 {
            offences.push(format!("{key} stands {} times in one language", message.count));
        }
        if let Some(symbol) = message.text.chars().find(|c| is_emoji(*c)) {
            offences.push(format!("{key}: emoji {symbol:?}"));
        }
    }
    assert!(german.contains_key("app-name"), "the reader of texts finds nothing");
    none(offences);
}

// ---- reading ----

/// `tests/RULES.md`: all 63 rules, each with tests that are there, or a word why not.
#[test]
fn every_security_rule_names_tests_that_are_there() {
    let test = pattern(r"#\[(?:tokio::)?test[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:async )?fn (\w+)");
    let mut there = BTreeSet::new();
    for file in ["src", "tests"].into_iter().flat_map(rust_files) {
        let area = file.iter().nth(1).unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        there.extend(test.captures_iter(&read(&file)).map(|found| format!("{area}::{}", &found[1])));
    }
    let (rules, named) = (read(&root().join("tests/RULES.md")), pattern(r"`(\w+::\w+)`"));
    let rows: Vec<Vec<&str>> =
        rules.lines().filter(|line| line.starts_with("| ")).skip(1).map(|row| row.split('|').map(str::trim).collect()).collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[1]).collect();
    assert_eq!(numbers, (1..=63).map(|number| number.to_string()).collect::<Vec<_>>());
    let mut offences = Vec::new();
    for row in rows {
        if row[3].is_empty() {
            offences.push(format!("rule {} names nothing", row[1]));
        }
        offences.extend(
            named.captures_iter(row[3]).filter(|name| !there.contains(&name[1])).map(|name| format!("rule {}: {}", row[1], &name[1])),
        );
    }
    none(offences);
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &Path) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// All files below `top`, as paths from the root of the repository; none if it does not exist.
fn files(top: &Path) -> Vec<PathBuf> {
    let full = root().join(top);
    if full.is_file() {
        return vec![top.to_owned()];
    }
    let Ok(list) = fs::read_dir(full) else { return Vec::new() };
    let mut found: Vec<_> = list.flat_map(|entry| files(&top.join(entry.unwrap().file_name()))).collect();
    found.sort();
    found
}

fn rust_files(top: &str) -> Vec<PathBuf> {
    let found: Vec<_> = files(Path::new(top)).into_iter().filter(|file| file.extension().is_some_and(|e| e == "rs")).collect();
    assert!(!found.is_empty(), "no Rust files below {top}");
    found
}

/// First part below `src`; `None` for lib.rs, which lists all modules.
fn module_of(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").ok()?.iter().next()?.to_str()?.trim_end_matches(".rs").to_owned();
    (first != "lib").then_some(first)
}

/// How many `super` lead from this file's module to the crate.
fn depth_of(file: &Path) -> usize {
    let parts = file.iter().count() - 1;
    if file.ends_with("mod.rs") || file.ends_with("main.rs") || file.ends_with("lib.rs") { parts - 1 } else { parts }
}

/// Where the unit tests at the end of a file begin.
fn start_of_tests(code: &str) -> usize {
    pattern(r"#\[cfg\(test\)\]\s*mod\s+\w+\s*\{").find(code).map_or(code.len(), |found| found.start())
}

fn top_modules() -> BTreeSet<String> {
    rust_files("src").iter().filter_map(|file| module_of(file)).filter(|name| name != "main").collect()
}

/// Top-level modules a piece of code names by `crate::`, `kimpost::` or enough `super::`, each with the next part.
fn uses(code: &str, depth: usize, modules: &BTreeSet<String>) -> Vec<(String, String)> {
    let start = pattern(r"\$?\b(?:crate|kimpost)::|\b(?:super::)+");
    let mut found = Vec::new();
    for path in start.find_iter(code) {
        let supers = path.as_str().matches("super").count();
        if supers > 0 && supers < depth {
            continue;
        }
        let rest = &code[path.end()..];
        let parts = if rest.starts_with('{') { group(rest) } else { vec![rest.to_owned()] };
        for part in parts {
            let mut names =
                part.split("::").map(|name| name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>());
            let first = names.next().unwrap_or_default();
            let tail = part.split_once("::").map(|(_, tail)| tail.trim_start()).unwrap_or_default();
            let macro_of_texts = supers == 0 && first == "t" && part.trim_start().starts_with("t!");
            let first = if macro_of_texts { "i18n".to_owned() } else { first };
            if !modules.contains(&first) && (supers > 0 || first.chars().next().is_none_or(|c| !c.is_lowercase()) || !is_edge(&first)) {
                continue;
            }
            match tail.strip_prefix('{') {
                Some(_) => found.extend(group(tail).into_iter().map(|next| (first.clone(), leading_name(&next)))),
                None => found.push((first, leading_name(tail))),
            }
        }
    }
    found
}

/// A module of the table that has no file yet still counts.
fn is_edge(name: &str) -> bool {
    EDGES.iter().any(|(module, _)| *module == name)
}

fn leading_name(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The parts of `{a::b, c::{d, e}}`, split at the commas of the outer braces.
fn group(text: &str) -> Vec<String> {
    let (mut depth, mut parts, mut now) = (0usize, Vec::new(), String::new());
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match c {
            '{' if depth == 1 => {}
            ',' if depth == 1 => parts.push(std::mem::take(&mut now)),
            _ if depth == 0 => break,
            c => now.push(c),
        }
    }
    parts.push(now);
    parts
}

/// Rust text without comments and literals, and the literals. Good enough for rustfmt'ed code.
fn split(text: &str) -> (String, Vec<String>) {
    let token = pattern(
        r##"(?s)//[^\n]*|/\*.*?\*/|b?r#+".*?"#+|b?r"[^"]*"|b?"(?:[^"\\]|\\.)*"|b?'(?:[^'\\\n]|\\(?:u\{[0-9a-fA-F_]+\}|x[0-9a-fA-F]{2}|.))'"##,
    );
    let mut literals = Vec::new();
    let code = token.replace_all(text, |found: &regex::Captures<'_>| {
        let found = &found[0];
        if found.starts_with('/') {
            String::new()
        } else {
            literals.push(found.to_owned());
            "\"\"".to_owned()
        }
    });
    (code.into_owned(), literals)
}

#[derive(Default)]
struct Message {
    text: String,
    variables: BTreeSet<String>,
    count: usize,
}

/// Messages and attributes (`key.attribute`) of a Fluent file.
fn messages(text: &str) -> BTreeMap<String, Message> {
    let head = pattern(r"^(-?[A-Za-z][\w-]*)\s*=\s?(.*)$");
    let attribute = pattern(r"^\s+\.([A-Za-z][\w-]*)\s*=\s?(.*)$");
    let variable = pattern(r"\$([A-Za-z][\w-]*)");
    let mut found: BTreeMap<String, Message> = BTreeMap::new();
    let (mut message, mut key) = (String::new(), String::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let value = if let Some(parts) = head.captures(line) {
            message = parts[1].to_owned();
            key.clone_from(&message);
            found.entry(key.clone()).or_default().count += 1;
            parts[2].to_owned()
        } else if let Some(parts) = attribute.captures(line) {
            key = format!("{message}.{}", &parts[1]);
            found.entry(key.clone()).or_default().count += 1;
            parts[2].to_owned()
        } else {
            line.to_owned()
        };
        if let Some(entry) = found.get_mut(&key) {
            entry.variables.extend(variable.captures_iter(&value).map(|parts| parts[1].to_owned()));
            entry.text.push_str(&value);
        }
    }
    found
}

fn is_emoji(c: char) -> bool {
    matches!(c as u32, 0x1F000..=0x1FAFF | 0x2600..=0x27BF | 0xFE0F)
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

fn none(offences: Vec<String>) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

// ---- the rules can fail ----

#[test]
fn paths_are_found_in_every_form() {
    let modules: BTreeSet<String> = ["store", "domain", "engine", "ui"].map(str::to_owned).into();
    for (code, depth, expected) in [
        ("use crate::store::Store;", 2, vec!["store::Store"]),
        ("use crate::{domain::mail, store::{Store, mails}};", 2, vec!["domain::mail", "store::Store", "store::mails"]),
        ("use crate::engine::{command::Command, event};", 2, vec!["engine::command", "engine::event"]),
        ("let x = kimpost::engine::spawn();", 1, vec!["engine::spawn"]),
        ("pub(crate) use super::super::store;", 2, vec!["store::"]),
        ("use super::store;", 2, vec![]),
        ("use super::store::X;", 1, vec!["store::X"]),
        ("// crate::store\n\"crate::store\"; 'x'; crate::ui::run", 1, vec!["ui::run"]),
        ("crate::t!(\"key\")", 1, vec!["i18n::"]),
        ("crate::smtp::x", 1, vec!["smtp::x"]),
        ("crate::Thing", 1, vec![]),
    ] {
        let found: Vec<_> = uses(&split(code).0, depth, &modules).into_iter().map(|(module, next)| format!("{module}::{next}")).collect();
        assert_eq!(found, expected, "{code}");
    }
    assert_eq!(depth_of(Path::new("src/ui/detail/mod.rs")), 2);
    assert_eq!(depth_of(Path::new("src/ui/detail/text.rs")), 3);
    assert_eq!(depth_of(Path::new("src/launch.rs")), 1);
    assert_eq!(start_of_tests("use a;\n#[cfg(test)]\nmod tests {\n}"), 7);
    assert_eq!(start_of_tests("#[cfg(test)]\nmod tests;\n"), 24);
}

#[test]
fn literals_and_texts_are_read() {
    let (code, literals) = split("let a = r#\"x \"y\"\"#; // \"no\"\nlet b = \"ldap://h \\\" i\"; let c: &'a str = 'x';");
    assert_eq!(literals, ["r#\"x \"y\"\"#", "\"ldap://h \\\" i\"", "'x'"]);
    assert!(code.contains("&'a str") && !code.contains("no"));
    let found = messages(
        "# c = d\na-b = Hallo { $name }\n    und { $x ->\n       *[other] y\n    }\n    .advice = Tu { $z }\nc = \u{1F600}\nc = 2\n",
    );
    let shown: Vec<_> = found.iter().map(|(key, m)| format!("{key} {:?} {}", m.variables, m.count)).collect();
    assert_eq!(shown, ["a-b {\"name\", \"x\"} 1", "a-b.advice {\"z\"} 1", "c {} 2"]);
    assert!(found.get("c").is_some_and(|m| m.text.chars().any(is_emoji)));
    assert!(!"„Ä“ – … → 1".chars().any(is_emoji));
}
