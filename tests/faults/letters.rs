//! Letters for a scripted mailbox: small and large ones, dots and odd bytes, answers of an insurer with their requests.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::pop3::Letter;
use crate::support::{Desk, ZP, kim_mail, sha256, text_mail};

const FRIEND: &str = "praxis@nachbar.kim.telematik-test";
const INSURER: &str = "ebz@nordlicht-kk.kim.telematik-test";
/// The number in the sample records.
const SAMPLE: &str = "0991234562611ZE000000000004711";

/// The n-th letter of a series, about `size` bytes long.
pub fn letter(series: &str, n: usize, size: usize) -> Letter {
    let line = format!("{n}: Befund folgt. ÄÖÜ – =3D . und am Zeilenanfang:\r\n.\r\n..zwei Punkte\r\n\r\n");
    let text = line.repeat(size / line.len() + 1);
    Letter { uidl: format!("{series}-{n}"), bytes: text_mail(FRIEND, ZP, &format!("Brief {series} {n}"), &text) }
}

fn record_mail(from: &str, to: &str, service: &str, file: &str, number: &str) -> Vec<u8> {
    let xml = std::fs::read_to_string(format!("tests/data/payload/ebz/{file}")).unwrap();
    assert!(xml.contains(SAMPLE));
    let name = format!("EEBZ_{number}01.xml");
    let body = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nAnlage\r\n--b\r\nContent-Type: application/xml; name=\"{name}\"\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Description: EBZ\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n--b--\r\n",
        xml.replace(SAMPLE, number).replace('\n', "\r\n")
    );
    kim_mail(from, to, &name, &format!("X-KIM-Dienstkennung: {service}\r\nContent-Type: multipart/mixed; boundary=b\r\n"), &body)
}

fn number(n: usize) -> String {
    format!("0991234562611ZE{n:015}")
}

/// The answer to the n-th request.
pub fn answer(n: usize) -> Letter {
    let bytes = record_mail(INSURER, ZP, "EBZ;ANW;2.0.0", "antwort_genehmigung_ze.xml", &number(n));
    Letter { uidl: format!("antwort-{n}"), bytes }
}

/// What the practice asked, as mails it sent.
pub fn import_requests(desk: &Desk, count: usize) {
    import(desk, (0..count).map(|n| record_mail(ZP, INSURER, "EBZ;ANT;2.0.0", "antrag_ze.xml", &number(n))));
}

/// Takes mails in from files.
pub fn import(desk: &Desk, mails: impl Iterator<Item = Vec<u8>>) {
    let dir: PathBuf = desk.path("einfuhr");
    std::fs::create_dir_all(&dir).unwrap();
    for (n, mail) in mails.enumerate() {
        std::fs::write(dir.join(format!("{n:03}.eml")), mail).unwrap();
    }
    let report = desk.import(std::slice::from_ref(&dir));
    assert!(report.mails.iter().all(|mail| mail.detail.is_empty()), "{:?}", report.mails);
    std::fs::remove_dir_all(dir).unwrap();
}

/// What an inbox holds when each of these letters is in view once.
pub fn once(letters: &[Letter]) -> BTreeMap<String, usize> {
    letters.iter().map(|letter| (sha256(&letter.bytes), 1)).collect()
}
