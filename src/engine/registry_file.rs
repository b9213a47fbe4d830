//! Dienstkennungen that a practice or its service adds: `dienstkennungen.json` in the profile, in the form of the program's
//! own list. Read at the start; a broken file is refused as a whole, with line and reason, and the program's list counts.

use std::path::Path;

use super::event::{DoctorCheck, Event};
use super::world::World;
use crate::domain::problem::Problem;
use crate::kim::registry;

const FILE: &str = "dienstkennungen.json";
/// What is said of a file that was refused.
pub const REFUSED: &str = "REGISTRY-FILE";

/// The entries of the profile's file; none without a file.
///
/// # Errors
/// `REGISTRY-FILE` with line and reason.
fn read(dir: &Path) -> Result<Vec<registry::Entry>, Problem> {
    match std::fs::read(dir.join(FILE)) {
        Ok(bytes) => {
            let text = String::from_utf8(bytes).map_err(|e| {
                let before = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
                let line = before.iter().filter(|b| **b == b'\n').count() + 1;
                Problem::new(REFUSED, format!("{FILE}:{line}: not UTF-8"))
            })?;
            registry::parse(&text).map_err(|e| Problem::new(REFUSED, format!("{FILE}:{}: {}", e.line, e.reason)))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(Problem::new(REFUSED, format!("{FILE}: {error}"))),
    }
}

/// Takes the file into use, or tells why not.
pub fn load(world: &World) {
    match read(&world.dir()) {
        Ok(entries) => registry::add(entries),
        Err(problem) => {
            tracing::warn!(code = problem.code, "the list of Dienstkennungen in the profile is not used");
            world.bus.tell(Event::ProblemRaised(problem));
        }
    }
}

/// The line of `doctor`; none without a file.
pub fn check(world: &World) -> Option<DoctorCheck> {
    let (ok, detail) = match read(&world.dir()) {
        Ok(entries) if entries.is_empty() => return None,
        Ok(entries) => (true, format!("+{}", entries.len())),
        Err(problem) => (false, problem.detail),
    };
    Some(DoctorCheck { name: "dienstkennungen".into(), ok, detail, advice_key: if ok { "" } else { "doctor-registry-advice" } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_or_refused_with_line_and_reason() {
        let dir = tempfile::tempdir().unwrap();
        let put = |bytes: &[u8]| {
            std::fs::write(dir.path().join(FILE), bytes).unwrap();
            read(dir.path()).map(|entries| entries.len()).map_err(|problem| (problem.code, problem.detail))
        };
        assert_eq!(read(dir.path()).unwrap(), []);
        let entry = r#"[{"prefix":"Neu","short_de":"N","short_en":"N","long_de":"Neu","long_en":"New","technical":true}]"#;
        assert_eq!(put(entry.as_bytes()), Ok(1));
        assert_eq!(put(b"[\n\n\xFF]"), Err((REFUSED, "dienstkennungen.json:3: not UTF-8".into())));
        let (code, detail) = put(b"[\n{}]").unwrap_err();
        assert!(code == REFUSED && detail.starts_with("dienstkennungen.json:2: missing field"), "{detail}");
    }
}
