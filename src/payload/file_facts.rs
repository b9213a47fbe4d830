//! Recognises a file that shall be sent: bytes in, [`FileFacts`] out.

use super::{Mappings, PayloadInput, PayloadPart};
use crate::domain::file_facts::{FileFacts, FileForm};
use crate::domain::payload::{PayloadKind, SignatureState};

/// A block that is right in a test environment.
const TEST_DATA: &str = "payload-block-test-data";

/// Reads one file, as it will be attached.
#[must_use]
pub fn file_facts(name: &str, bytes: &[u8], mappings: &Mappings) -> FileFacts {
    let part = PayloadPart { index: 0, name, media_type: "application/octet-stream", description: "", is_signature_report: false, bytes };
    let read = super::read(PayloadInput { dienstkennung: None, subject: "", text: "", attachments: &[part] }, mappings);
    let Some(payload) = read.filter(|payload| payload.kind == PayloadKind::EebRequest) else { return FileFacts::default() };
    FileFacts {
        form: FileForm::EebRequest,
        signed: payload.signature != SignatureState::Absent,
        objection: payload.blocks.iter().find(|note| note.key != TEST_DATA).map(|note| note.key.clone()).unwrap_or_default(),
        test_data: payload.blocks.iter().any(|note| note.key == TEST_DATA),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_for_an_eeb_is_recognised_with_what_is_wrong_with_it() {
        let data = |name: &str| std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let mappings = Mappings::shipped();
        let facts = |name: &str, bytes: &[u8]| file_facts(name, bytes, &mappings);
        let signed = data("assets/demo/eeb-anfrage.p7s");
        let good = facts("EEEB0_ANF_9a1c7be0.p7s", &signed);
        assert_eq!((good.form, good.signed, good.objection.as_str(), good.test_data), (FileForm::EebRequest, true, "", false));
        assert!(facts("TEEB0_ANF_9a1c7be0.p7s", &signed).test_data);
        let bare = crate::payload::signed_content(&signed).unwrap();
        let unsigned = facts("EEEB0_ANF_9a1c7be0.xml", &bare);
        assert_eq!((unsigned.form, unsigned.signed), (FileForm::EebRequest, false));
        let cut = facts("EEEB0_ANF_9a1c7be0.p7s", &signed[..signed.len() / 2]);
        assert!(cut.form == FileForm::Other || !cut.objection.is_empty());
        for other in ["assets/demo/eau.p7s", "assets/demo/eeb-bescheinigung.p7s", "assets/demo/befund.ldt", "assets/demo/ekg.png"] {
            assert!(facts("x", &data(other)) == FileFacts::default(), "{other}");
        }
    }
}
