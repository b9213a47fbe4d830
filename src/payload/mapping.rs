//! The mapping file: where the EBZ records keep their fields, as replaceable data (`formats.md` §3).
//!
//! The element names of the EBZ are partly assumptions, so no path stands in code. The newest mapping whose
//! recogniser fits a document reads it; a clinic may add a newer file. A broken file is refused with line and
//! reason and changes nothing. This module only loads and chooses; `extract` applies a mapping to a document.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use serde::Deserialize;
use serde::de::{self, MapAccess, Visitor};

const SHIPPED: &str = include_str!("../../assets/mappings/ebz-answer.assumed-1.json");
/// A mapping file is a few kilobytes.
const MAX_BYTES: usize = 1 << 20;
const MAX_REGEX_BYTES: usize = 1 << 20;

/// Why a mapping file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct MappingError {
    /// Line of the file, from 1.
    pub line: usize,
    pub reason: String,
}

/// All mappings at hand, the newest first.
#[derive(Clone)]
pub struct Mappings(Vec<Arc<Mapping>>);

impl Mappings {
    /// The mappings that come with the program.
    #[must_use]
    pub fn shipped() -> Self {
        // A test reads the shipped file; were it broken, EBZ mails would stay unread instead of wrongly read.
        Self(Mapping::parse(SHIPPED).map(Arc::new).into_iter().collect())
    }

    /// These mappings and one more; a file with the same name and version replaces the old one.
    ///
    /// # Errors
    /// [`MappingError`] with line and reason; `self` stays as it is.
    pub fn with(&self, json_text: &str) -> Result<Self, MappingError> {
        self.with_label(json_text).map(|(all, _)| all)
    }

    /// As [`Self::with`], and the `mapping/version` of the new one.
    ///
    /// # Errors
    /// As [`Self::with`].
    pub fn with_label(&self, json_text: &str) -> Result<(Self, String), MappingError> {
        let new = Arc::new(Mapping::parse(json_text)?);
        let label = new.label();
        let mut list: Vec<_> = self.0.iter().filter(|old| old.label() != new.label()).cloned().collect();
        list.push(new);
        list.sort_by_key(|mapping| std::cmp::Reverse(mapping.rank()));
        Ok((Self(list), label))
    }

    /// The newest mapping whose recogniser fits this root element.
    #[must_use]
    pub fn for_root(&self, local_name: &str, namespace: &str) -> Option<&Mapping> {
        self.0.iter().map(AsRef::as_ref).find(|m| m.recognise.root.is_match(local_name) && m.recognise.namespace.is_match(namespace))
    }

    /// Whether any mapping knows this Dienstkennung.
    #[must_use]
    pub fn knows_dienstkennung(&self, dienstkennung: &str) -> bool {
        let tidy = dienstkennung.split(';').map(str::trim).collect::<Vec<_>>().join(";");
        self.0.iter().any(|m| m.recognise.dienstkennung.is_match(&tidy))
    }

    /// Whether any mapping knows this file name.
    #[must_use]
    pub fn knows_file_name(&self, name: &str) -> bool {
        self.0.iter().any(|m| m.recognise.file_name.is_match(name.trim()))
    }

    /// Every mapping with `name/version` and the paths that are assumptions, for the view of an administrator.
    #[must_use]
    pub fn describe(&self) -> Vec<MappingInfo> {
        self.0.iter().map(|m| MappingInfo { label: m.label(), status: m.status.clone(), assumed: m.assumed() }).collect()
    }
}

/// What an administrator sees of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingInfo {
    /// `mapping/version`.
    pub label: String,
    pub status: String,
    /// `node.field` of every field whose place is an assumption.
    pub assumed: Vec<String>,
}

/// One checked mapping file.
pub struct Mapping {
    name: String,
    version: String,
    status: String,
    /// Highest schema version this mapping was made for; a newer document gets a note.
    schema_version: Option<Vec<u32>>,
    recognise: Recognise,
    pub answer: Option<NodeSpec>,
    pub header: Option<NodeSpec>,
    pub error: Option<NodeSpec>,
    pub request: Option<NodeSpec>,
    pub query: Option<NodeSpec>,
    codes: BTreeMap<String, BTreeMap<String, String>>,
}

struct Recognise {
    dienstkennung: Regex,
    file_name: Regex,
    root: Regex,
    namespace: Regex,
}

impl Mapping {
    /// Reads and checks a file.
    ///
    /// # Errors
    /// [`MappingError`] names the line and what is wrong there.
    pub fn parse(text: &str) -> Result<Self, MappingError> {
        if text.len() > MAX_BYTES {
            return Err(MappingError { line: 1, reason: format!("larger than {MAX_BYTES} bytes") });
        }
        let text = text.trim_start_matches('\u{FEFF}');
        let raw: RawMapping = serde_json::from_str(text).map_err(|e| MappingError { line: e.line().max(1), reason: without_place(&e) })?;
        let at = |word: &str, reason: String| MappingError { line: line_of(text, word), reason };
        for (key, value, only) in
            [("match_by", &raw.match_by, "local-name"), ("date_format", &raw.date_format, "YYYYMMDD"), ("decimal", &raw.decimal, "de")]
        {
            if value != only {
                return Err(at(key, format!("`{key}` must be `{only}`")));
            }
        }
        if raw.mapping.trim().is_empty() || raw.version.trim().is_empty() {
            return Err(at("mapping", "`mapping` and `version` must not be empty".into()));
        }
        if raw.answer.is_none() && raw.request.is_none() && raw.error.is_none() && raw.query.is_none() {
            return Err(MappingError { line: 1, reason: "no `answer`, `request`, `error` or `query`".into() });
        }
        let regex = |key: &str, pattern: &str| {
            RegexBuilder::new(pattern)
                .case_insensitive(key == "dienstkennung")
                .size_limit(MAX_REGEX_BYTES)
                .build()
                .map_err(|e| at(&format!("\"{key}\""), format!("`{key}`: {}", last_line(&e))))
        };
        let recognise = Recognise {
            dienstkennung: regex("dienstkennung", &raw.recognise.dienstkennung)?,
            file_name: regex("file_name", &raw.recognise.file_name)?,
            root: regex("root_local_name", &format!("^(?:{})$", raw.recognise.root_local_name))?,
            namespace: regex("namespace", &raw.recognise.namespace)?,
        };
        for node in [&raw.answer, &raw.header, &raw.error, &raw.request, &raw.query].into_iter().flatten() {
            node.check().map_err(|(word, reason)| at(&format!("\"{word}\""), reason))?;
        }
        let schema_version = match &raw.schema_version {
            Some(version) => Some(numbers(version).ok_or_else(|| at("schema_version", "`schema_version` is not a version".into()))?),
            None => None,
        };
        Ok(Self {
            name: raw.mapping,
            version: raw.version,
            status: raw.status,
            schema_version,
            recognise,
            answer: raw.answer,
            header: raw.header,
            error: raw.error,
            request: raw.request,
            query: raw.query,
            codes: raw.codes,
        })
    }

    /// `mapping/version`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{}/{}", self.name, self.version)
    }

    /// The words of a code; `None` when the table does not know it.
    #[must_use]
    pub fn code(&self, table: &str, code: &str) -> Option<&str> {
        self.codes.get(table)?.get(code).map(String::as_str)
    }

    /// The version at the end of a namespace when it is newer than this mapping.
    #[must_use]
    pub fn newer_version(&self, namespace: &str) -> Option<String> {
        let version = namespace.rsplit('/').next()?;
        (numbers(version)? > *self.schema_version.as_ref()?).then(|| version.to_owned())
    }

    /// `assumed-2` < `1.0` < `1.10`: an official mapping always beats an assumption.
    fn rank(&self) -> (bool, Vec<u32>, String) {
        let official = numbers(&self.version);
        let parts =
            official.clone().unwrap_or_else(|| self.version.split(|c: char| !c.is_ascii_digit()).filter_map(|p| p.parse().ok()).collect());
        (official.is_some(), parts, self.version.clone())
    }

    fn assumed(&self) -> Vec<String> {
        let nodes = [&self.answer, &self.header, &self.error, &self.request, &self.query];
        let mut out = Vec::new();
        for node in nodes.into_iter().flatten() {
            for (name, field) in &node.fields {
                if node.assumed || field.assumed {
                    out.push(format!("{}.{name}", node.node));
                }
            }
        }
        out
    }
}

fn numbers(version: &str) -> Option<Vec<u32>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}

fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn last_line(error: &regex::Error) -> String {
    error.to_string().lines().last().unwrap_or("").trim().to_owned()
}

fn line_of(text: &str, word: &str) -> usize {
    let before = text.find(word).and_then(|at| text.get(..at)).unwrap_or("");
    before.matches('\n').count() + 1
}

#[derive(Deserialize)]
struct RawMapping {
    mapping: String,
    version: String,
    #[serde(default)]
    status: String,
    schema_version: Option<String>,
    recognise: RawRecognise,
    match_by: String,
    date_format: String,
    decimal: String,
    answer: Option<NodeSpec>,
    header: Option<NodeSpec>,
    error: Option<NodeSpec>,
    request: Option<NodeSpec>,
    query: Option<NodeSpec>,
    #[serde(default)]
    codes: BTreeMap<String, BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRecognise {
    dienstkennung: String,
    file_name: String,
    root_local_name: String,
    namespace: String,
}

/// A record: its element below the root and its fields.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeSpec {
    pub node: String,
    #[serde(default)]
    pub assumed: bool,
    pub fields: BTreeMap<String, FieldSpec>,
}

impl NodeSpec {
    fn check(&self) -> Result<(), (&str, String)> {
        check_path(&self.node)?;
        self.fields.iter().try_for_each(|(name, field)| field.check(name, 0))
    }
}

/// Where one field lies and what it holds.
#[derive(Clone, Debug, Default)]
pub struct FieldSpec {
    /// Alternatives of local names joined by `/`; a last step `@name` is an attribute.
    pub paths: Vec<String>,
    pub kind: FieldKind,
    pub required: bool,
    pub list: bool,
    pub fields: BTreeMap<String, FieldSpec>,
    pub check: Option<FieldCheck>,
    pub assumed: bool,
}

impl FieldSpec {
    fn check<'a>(&'a self, name: &'a str, depth: usize) -> Result<(), (&'a str, String)> {
        if self.paths.is_empty() {
            return Err((name, format!("field `{name}` has no path")));
        }
        if depth > 4 {
            return Err((name, "fields are nested too deep".into()));
        }
        for path in &self.paths {
            check_path(path)?;
        }
        self.fields.iter().try_for_each(|(inner, field)| field.check(inner, depth + 1))
    }
}

fn check_path(path: &str) -> Result<(), (&str, String)> {
    let mut steps = path.split('/').peekable();
    while let Some(step) = steps.next() {
        let name = match step.strip_prefix('@') {
            Some(_) if steps.peek().is_some() => return Err((path, format!("`@` stands only at the end: `{path}`"))),
            Some(name) => name,
            None => step,
        };
        if name.is_empty() || name.contains(|c: char| c.is_whitespace() || matches!(c, ':' | '@' | '[' | '*')) {
            return Err((path, format!("not a path of local names: `{path}`")));
        }
    }
    Ok(())
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldKind {
    #[default]
    Text,
    /// `JJJJMMTT`
    Date,
    /// German notation: `1.412,86`
    Decimal,
    /// `1` is yes, `0` is no.
    Bool01,
}

/// A check beyond the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldCheck {
    /// A Planantragsnummer of 30 characters.
    Antragsnummer30,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    path: OneOrMany,
    #[serde(rename = "type", default)]
    kind: FieldKind,
    #[serde(default)]
    required: bool,
    #[serde(default)]
    list: bool,
    #[serde(default)]
    fields: BTreeMap<String, FieldSpec>,
    check: Option<FieldCheck>,
    #[serde(default)]
    assumed: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// Written by hand: serde's untagged enums would lose the line of a mistake.
impl<'de> Deserialize<'de> for FieldSpec {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = FieldSpec;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a path or a field with `path`")
            }

            fn visit_str<E: de::Error>(self, path: &str) -> Result<FieldSpec, E> {
                Ok(FieldSpec { paths: vec![path.to_owned()], ..FieldSpec::default() })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FieldSpec, A::Error> {
                let raw = RawField::deserialize(de::value::MapAccessDeserializer::new(map))?;
                let paths = match raw.path {
                    OneOrMany::One(path) => vec![path],
                    OneOrMany::Many(paths) => paths,
                };
                Ok(FieldSpec {
                    paths,
                    kind: raw.kind,
                    required: raw.required,
                    list: raw.list,
                    fields: raw.fields,
                    check: raw.check,
                    assumed: raw.assumed,
                })
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(from: &str, to: &str) -> String {
        assert!(SHIPPED.contains(from), "{from}");
        SHIPPED.replacen(from, to, 1)
    }

    #[test]
    fn the_shipped_mapping_is_sound_and_names_its_assumptions() {
        let info = Mappings::shipped().describe();
        assert_eq!(info.len(), 1);
        assert_eq!(info[0].label, "ebz-answer/assumed-1");
        for field in ["Kopfdaten.ik", "Antwort.summe", "Antrag.antragsnummer", "Rueckfrage.text"] {
            assert!(info[0].assumed.iter().any(|a| a == field), "{field}");
        }
        assert!(!info[0].assumed.contains(&"Antwort.antwortkennzeichen".to_owned()));
    }

    #[test]
    fn the_newest_version_wins_and_the_same_one_is_replaced() {
        let root = |m: &Mappings| m.for_root("Nutzdaten", "http://www.gkv-datenaustausch.de/xml-schema/EEBZ0-DAT/9.9").map(Mapping::label);
        let version = |v: &str| changed("\"version\": \"assumed-1\"", &format!("\"version\": \"{v}\""));
        let mut mappings = Mappings::shipped();
        for (new, winner) in [
            ("assumed-2", "ebz-answer/assumed-2"),
            ("2.9", "ebz-answer/2.9"),
            ("2.10", "ebz-answer/2.10"),
            ("assumed-10", "ebz-answer/2.10"),
            ("2.10", "ebz-answer/2.10"),
        ] {
            mappings = mappings.with(&version(new)).unwrap();
            assert_eq!(root(&mappings).as_deref(), Some(winner), "{new}");
        }
        assert_eq!(mappings.describe().len(), 5);
        assert_eq!(mappings.for_root("Nutzdaten", "urn:other").map(Mapping::label), None);
    }

    #[test]
    fn a_broken_file_is_refused_with_its_line() {
        for (from, to, reason) in [
            ("\"mapping\": \"ebz-answer\"", "\"mapping\": 7", "string"),
            ("\"match_by\": \"local-name\"", "\"match_by\": \"xpath\"", "match_by"),
            ("^[ET]EBZ[0-9]_", "^[ET", "file_name"),
            ("\"type\": \"date\"", "\"type\": \"day\"", "day"),
            ("\"required\": true", "\"requird\": true", "requird"),
            ("\"Begruendungen/Begruendung\"", "\"Begruendungen//Begruendung\"", "local names"),
            ("\"@ik_krankenkasse\"", "\"@ik/x\"", "only at the end"),
            ("antragsnummer30", "antragsnummer31", "antragsnummer31"),
            ("\"schema_version\": \"1.3\"", "\"schema_version\": \"neu\"", "version"),
            ("\"codes\": {", "\"codes\": {{", "key must be a string"),
        ] {
            let line = changed(from, to).lines().position(|l| l.contains(to)).unwrap() + 1;
            let error = Mappings::shipped().with(&changed(from, to)).err().unwrap();
            assert!(error.reason.contains(reason), "{error}");
            // The parser of nested fields may only notice at the end of the field.
            assert!((line..=line + 4).contains(&error.line), "{to} in line {line}: {error}");
        }
        for (text, reason) in [("", "EOF"), ("{}", "missing field"), ("[]", "")] {
            let error = Mappings::shipped().with(text).err().unwrap();
            assert!(error.line == 1 && error.reason.contains(reason), "{error}");
        }
    }

    /// A small generator of its own: the same texts in every run.
    struct Dice(u64);

    impl Dice {
        fn up_to(&mut self, n: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(self.0 >> 33).unwrap() % n.max(1)
        }
    }

    #[test]
    fn arbitrary_mappings_are_taken_or_refused_and_read_without_a_panic() {
        let documents = ["antrag_ze", "antwort_genehmigung_ze", "antwort_teilgenehmigung_ze", "fehler"]
            .map(|name| std::fs::read_to_string(format!("{}/tests/data/payload/ebz/{name}.xml", env!("CARGO_MANIFEST_DIR"))).unwrap());
        let pieces = [
            "\"path\": []",
            "\"\"",
            "\"@\"",
            "\"a/b/@c\"",
            "\"type\": \"decimal\"",
            "\"list\": true",
            "\"required\": true",
            "null",
            "-1",
            "{}",
            "[]",
            "\"(a|b)*$\"",
            "\"^(\"",
            "\"version\": \"99999999999999999999.1\"",
            "ü",
            "\u{FEFF}",
            "\\u0000",
        ];
        let (mut dice, mut taken) = (Dice(7), 0);
        for round in 0..600 {
            let mut text: Vec<char> = SHIPPED.chars().collect();
            for _ in 0..=dice.up_to(4) {
                let at = dice.up_to(text.len());
                match dice.up_to(4) {
                    0 => drop(text.splice(at..(at + dice.up_to(60)).min(text.len()), [])),
                    1 => drop(text.splice(at..at, pieces[dice.up_to(pieces.len())].chars())),
                    2 => text[at] = ['{', '"', '9', '\u{0}', 'x'][dice.up_to(5)],
                    // Sound JSON with another meaning: two values change places.
                    _ => {
                        let all: String = text.iter().collect();
                        let quoted: Vec<(usize, usize)> = all
                            .match_indices('"')
                            .map(|(i, _)| i)
                            .collect::<Vec<_>>()
                            .chunks(2)
                            .filter(|c| c.len() == 2)
                            .map(|c| (c[0], c[1] + 1))
                            .collect();
                        let (a, b) = (quoted[dice.up_to(quoted.len())], quoted[dice.up_to(quoted.len())]);
                        let (a, b) = if a.0 <= b.0 { (a, b) } else { (b, a) };
                        if a.1 <= b.0 {
                            let swapped = [&all[..a.0], &all[b.0..b.1], &all[a.1..b.0], &all[a.0..a.1], &all[b.1..]].concat();
                            text = swapped.chars().collect();
                        }
                    }
                }
            }
            let text: String = text.into_iter().collect();
            match Mappings::shipped().with(&text) {
                Err(error) => assert!(error.line >= 1 && !error.reason.is_empty(), "{round}"),
                Ok(mappings) => {
                    taken += 1;
                    for document in &documents {
                        let part = crate::payload::PayloadPart {
                            index: 0,
                            name: "EEBZ1_x.xml",
                            media_type: "application/xml",
                            description: "EBZ",
                            is_signature_report: false,
                            bytes: document.as_bytes(),
                        };
                        let dienstkennung = crate::domain::mail::Dienstkennung("EBZ;ANW;2.0.0".into());
                        let attachments = [part];
                        let input = crate::payload::PayloadInput {
                            dienstkennung: Some(&dienstkennung),
                            subject: "",
                            text: "",
                            attachments: &attachments,
                        };
                        let read = crate::payload::read(input, &mappings);
                        // Whatever a mapping says: a record is whole or it is not there.
                        if let Some(record) = read.and_then(|payload| payload.ebz) {
                            assert_eq!(record.number.as_str().len(), 30);
                        }
                    }
                }
            }
        }
        // Both ways are walked: most mutations break a file, some give it another meaning.
        assert!((20..580).contains(&taken), "{taken} were sound enough to be used");
    }
}
