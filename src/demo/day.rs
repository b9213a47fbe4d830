//! What the demo's dental practice has to send on one day: a file for each request of `assets/demo/praxistag.txt`, as its
//! practice system would drop it. It writes no file and sends nothing; whoever plays the day copies them.

use super::Error;
use super::cast::Cast;
use super::ebz::{self, Patient};

const REQUESTS: &str = include_str!("../../assets/demo/praxistag.txt");
/// Marks a line whose file breaks off.
const BROKEN: &str = "broken ";

/// A file of the practice system.
#[derive(Clone, PartialEq, Eq)]
pub struct PracticeFile {
    pub name: String,
    pub bytes: Vec<u8>,
}

crate::domain::opaque_debug!(PracticeFile);

/// The files of a day, `JJJJMMTT`.
///
/// # Errors
/// [`Error::Seed`] names the line that describes no request.
pub(super) fn files(cast: &Cast, day: &str) -> Result<Vec<PracticeFile>, Error> {
    REQUESTS.lines().filter(|line| !line.starts_with('#')).map(|line| file(cast, day, line)).collect()
}

fn file(cast: &Cast, day: &str, line: &str) -> Result<PracticeFile, Error> {
    let wrong = || Error::Seed(line.to_owned());
    let (is_broken, request) = line.strip_prefix(BROKEN).map_or((false, line), |rest| (true, rest));
    let columns: Vec<&str> = request.split('|').map(str::trim).collect();
    let [number, insurer, surname, given, birth, insured_number] = <[&str; 6]>::try_from(columns).map_err(|_| wrong())?;
    let insurer = cast.find(insurer).filter(|_| ebz::is_number(number)).ok_or_else(wrong)?;
    let [surname, given, birth, insured_number] = [surname, given, birth, insured_number].map(str::to_owned);
    let xml = ebz::request(insurer, number, &Patient { surname, given, birth, insured_number }, day);
    let mut bytes = xml.into_bytes();
    if is_broken {
        bytes.truncate(bytes.len() / 2);
    }
    Ok(PracticeFile { name: format!("EEBZ0_{number}01.xml"), bytes })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_day_has_twenty_requests_to_every_insurer_and_one_file_that_breaks_off() {
        let files = files(&Cast::load(), "20261130").unwrap();
        let names: HashSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!((files.len(), names.len()), (21, 21));
        let whole: Vec<String> = files.into_iter().map(|file| String::from_utf8(file.bytes).unwrap()).collect();
        let (sound, broken): (Vec<_>, Vec<_>) = whole.iter().partition(|xml| roxmltree::Document::parse(xml).is_ok());
        assert_eq!((sound.len(), broken.len()), (20, 1));
        for area in ["ZE", "PA", "KF", "KG"] {
            let of_area = |xml: &&String| ebz::find_number(xml.as_bytes()).is_some_and(|number| number.get(13..15) == Some(area));
            assert!(sound.iter().filter(|xml| of_area(xml)).count() >= 2, "{area}");
        }
        for ik in ["109999039", "109999051", "109999062", "109999073"] {
            assert!(sound.iter().any(|xml| xml.contains(ik)), "{ik}");
        }
        assert!(file(&Cast::load(), "20261130", "0991234562611ZE000000000006001 | niemand@x").is_err());
    }
}
