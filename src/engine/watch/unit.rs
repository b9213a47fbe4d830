//! Which files of a folder belong together: a file with its sidecar, a signature with its XML, the parts of an
//! eArztbrief. Pure: names and sidecars in, drops out. What is not complete yet waits.

use std::collections::{BTreeMap, BTreeSet};

use crate::handover::pickup::Found;
use crate::payload::dispatch::{Refusal, Sidecar, stem};

/// The files of one mail.
#[derive(Clone)]
pub struct Unit {
    /// Data first; not the sidecar.
    pub files: Vec<Found>,
    /// The JSON itself, moved with the others.
    pub sidecar: Option<(Found, Sidecar)>,
}

impl Unit {
    /// Every file of it, in the order they are moved: the sidecar last, so that a drop that was interrupted keeps it.
    pub fn all(&self) -> impl Iterator<Item = &Found> {
        self.files.iter().chain(self.sidecar.iter().map(|(file, _)| file))
    }
}

/// What was made of a file or several.
pub enum Grouped {
    Ready(Unit),
    /// Something of it is missing or still being written.
    Waits(String),
    /// A sidecar that cannot be read, with the file it speaks about where that is there.
    Refused(Vec<Found>, Refusal),
}

impl Grouped {
    /// Name of its first file.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Ready(Unit { files, .. }) | Self::Refused(files, _) => files.first().map_or("", |file| &file.name),
            Self::Waits(name) => name,
        }
    }
}

/// Whether a name is that of a sidecar.
#[must_use]
pub fn is_sidecar(name: &str) -> bool {
    name.to_lowercase().ends_with(".json")
}

/// Groups what lies in a folder. `ready` tells of a name whether its file is finished; `sidecars` are the JSON files read so
/// far. Without `patience` what is missing is a reason against the drop, not one to wait.
#[must_use]
pub fn group(
    found: &[Found],
    ready: impl Fn(&str) -> bool,
    sidecars: &BTreeMap<String, Result<Sidecar, Refusal>>,
    patience: bool,
) -> Vec<Grouped> {
    let names = Names::of(found);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut grouped = Vec::new();
    for json in found.iter().filter(|file| is_sidecar(&file.name)) {
        taken.insert(&json.name);
        let members = members_of(json, &names, sidecars);
        let own: Vec<&str> = members.iter().flatten().map(|file| file.name.as_str()).collect();
        taken.extend(own.iter().copied());
        grouped.push(match (sidecars.get(&json.name), members) {
            (None, _) => Grouped::Waits(json.name.clone()),
            (Some(Err(refusal)), members) => {
                let files = members.into_iter().flatten().chain([json]).cloned().collect();
                Grouped::Refused(files, refusal.clone())
            }
            (Some(Ok(_)), members) if members.iter().any(Option::is_none) || members.is_empty() => {
                if patience {
                    Grouped::Waits(json.name.clone())
                } else {
                    let files = members.into_iter().flatten().chain([json]).cloned().collect();
                    Grouped::Refused(files, Refusal::new("WATCH-MISSING", json.name.clone()))
                }
            }
            (Some(Ok(sidecar)), members) if own.iter().all(|name| ready(name)) && ready(&json.name) => {
                let files = members.into_iter().flatten().cloned().collect();
                Grouped::Ready(Unit { files, sidecar: Some((json.clone(), sidecar.clone())) })
            }
            (Some(Ok(_)), _) => Grouped::Waits(json.name.clone()),
        });
    }
    for file in found {
        if taken.contains(file.name.as_str()) {
            continue;
        }
        let files = partners(file, &names, &taken);
        taken.extend(files.iter().map(|file| file.name.as_str()));
        grouped.push(if files.iter().all(|file| ready(&file.name)) {
            Grouped::Ready(Unit { files: files.into_iter().cloned().collect(), sidecar: None })
        } else {
            Grouped::Waits(file.name.clone())
        });
    }
    grouped
}

/// The files of a folder by name and by stem.
struct Names<'a> {
    exact: BTreeMap<&'a str, &'a Found>,
    /// Without case: on Windows and most shares it is the same file.
    folded: BTreeMap<String, &'a Found>,
    /// Without sidecars, by stem without case.
    stems: BTreeMap<String, Vec<&'a Found>>,
}

impl<'a> Names<'a> {
    fn of(found: &'a [Found]) -> Self {
        let mut stems: BTreeMap<String, Vec<&Found>> = BTreeMap::new();
        for file in found.iter().filter(|file| !is_sidecar(&file.name)) {
            stems.entry(stem(&file.name).to_lowercase()).or_default().push(file);
        }
        Self {
            exact: found.iter().map(|file| (file.name.as_str(), file)).collect(),
            folded: found.iter().map(|file| (file.name.to_lowercase(), file)).collect(),
            stems,
        }
    }

    fn get(&self, name: &str) -> Option<&'a Found> {
        self.exact.get(name).copied().or_else(|| self.folded.get(&name.to_lowercase()).copied())
    }

    fn with_stem(&self, stem: &str) -> impl Iterator<Item = &'a Found> {
        self.stems.get(&stem.to_lowercase()).into_iter().flatten().copied()
    }
}

/// The files a sidecar speaks about, `None` for one that is not there: `<file>` of `<file>.json` and its attachments, or
/// every file with the name `<stem>` of `<stem>.json`.
fn members_of<'a>(json: &Found, names: &Names<'a>, sidecars: &BTreeMap<String, Result<Sidecar, Refusal>>) -> Vec<Option<&'a Found>> {
    let target = stem(&json.name);
    let named = sidecars.get(&json.name).and_then(|sidecar| sidecar.as_ref().ok()).map(|sidecar| sidecar.attachments.as_slice());
    let attachments = named.unwrap_or_default().iter().map(|name| names.get(name));
    if let Some(main) = names.get(target) {
        let others = attachments.filter(|file| file.is_none_or(|file| file.name != main.name));
        return std::iter::once(Some(main)).chain(others).collect();
    }
    let mut members: Vec<Option<&Found>> = names.with_stem(target).map(Some).collect();
    members.sort_by_key(|file| file.map_or(u8::MAX, rank));
    let known: Vec<String> = members.iter().flatten().map(|file| file.name.clone()).collect();
    members.extend(attachments.filter(|file| file.is_none_or(|file| !known.contains(&file.name))));
    members
}

/// Without a sidecar: a signature and the XML of its name, or an XML and the PDF of its name; else the file alone. A PDF
/// beside a signature is not part of what is sent.
fn partners<'a>(file: &'a Found, names: &Names<'a>, taken: &BTreeSet<&str>) -> Vec<&'a Found> {
    let free = |other: &&Found| !taken.contains(other.name.as_str()) && rank(other) < 3;
    let mut files: Vec<&Found> = names.with_stem(stem(&file.name)).filter(free).collect();
    files.sort_by_key(|file| rank(file));
    if files.first().is_some_and(|first| rank(first) == 0) {
        files.retain(|file| rank(file) < 2);
    }
    if files.len() > 1 && files.iter().any(|other| other.name == file.name) { files } else { vec![file] }
}

/// Data first: signature, XML, PDF, anything else.
fn rank(file: &Found) -> u8 {
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "p7s" => 0,
        "xml" => 1,
        "pdf" => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[&str]) -> Vec<Found> {
        names.iter().map(|name| Found { path: (*name).into(), name: (*name).into(), size: 1, changed: 1 }).collect()
    }

    /// One line for each drop: its files, `?` for what waits, `!` for what is refused.
    fn grouped(names: &[&str], sidecars: &[(&str, &str)], unready: &[&str], patience: bool) -> Vec<String> {
        let sidecars = sidecars.iter().map(|(name, text)| ((*name).to_owned(), Sidecar::parse(text.as_bytes()))).collect();
        let names_of = |files: &[Found]| files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join("+");
        group(&found(names), |name| !unready.contains(&name), &sidecars, patience)
            .iter()
            .map(|grouped| match grouped {
                Grouped::Ready(unit) => {
                    let files = unit.all().cloned().collect::<Vec<_>>();
                    names_of(&files)
                }
                Grouped::Waits(name) => format!("?{name}"),
                Grouped::Refused(files, refusal) => format!("!{} {}", names_of(files), refusal.code),
            })
            .collect()
    }

    #[test]
    fn files_of_one_mail_stay_together() {
        type Case<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)], &'a [&'a str], &'a [&'a str]);
        let cases: &[Case<'_>] = &[
            (&["a.p7s", "b.p7s"], &[], &[], &["a.p7s", "b.p7s"]),
            (&["a.p7s", "a.xml"], &[], &[], &["a.p7s+a.xml"]),
            (&["a.pdf", "a.p7s", "a.xml"], &[], &[], &["a.pdf", "a.p7s+a.xml"]),
            (&["brief.pdf", "brief.xml", "ekg.png"], &[], &[], &["brief.xml+brief.pdf", "ekg.png"]),
            (&["a.p7s", "a.p7s.json"], &[("a.p7s.json", "{}")], &[], &["a.p7s+a.p7s.json"]),
            (
                &["brief.json", "brief.pdf", "brief.xml", "ekg.png"],
                &[("brief.json", r#"{"attachments":["ekg.png"]}"#)],
                &[],
                &["brief.xml+brief.pdf+ekg.png+brief.json"],
            ),
            // Names are compared without case, as on Windows.
            (
                &["Brief.pdf", "brief.json", "brief.xml", "ekg.PNG"],
                &[("brief.json", r#"{"attachments":["EKG.png"]}"#)],
                &[],
                &["brief.xml+Brief.pdf+ekg.PNG+brief.json"],
            ),
            // Half written: the whole drop waits.
            (&["a.p7s", "a.xml"], &[], &["a.xml"], &["?a.p7s"]),
            (&["a.p7s", "a.p7s.json"], &[], &[], &["?a.p7s.json"]),
            (&["a.p7s", "a.p7s.json"], &[("a.p7s.json", "{}")], &["a.p7s"], &["?a.p7s.json"]),
            // Named but not there yet.
            (&["a.p7s", "a.p7s.json"], &[("a.p7s.json", r#"{"attachments":["x.png"]}"#)], &[], &["?a.p7s.json"]),
            (&["a.p7s.json"], &[("a.p7s.json", "{}")], &[], &["?a.p7s.json"]),
            (&["a.p7s", "a.p7s.json"], &[("a.p7s.json", "{\"too\":1}")], &[], &["!a.p7s+a.p7s.json WATCH-SIDECAR"]),
        ];
        for (names, sidecars, unready, expected) in cases {
            assert_eq!(grouped(names, sidecars, unready, true), *expected, "{names:?}");
        }
        assert_eq!(
            grouped(&["a.p7s", "a.p7s.json"], &[("a.p7s.json", r#"{"attachments":["x.png"]}"#)], &[], false),
            ["!a.p7s+a.p7s.json WATCH-MISSING"]
        );
    }
}
