//! Recognises a file that shall be sent: bytes in, [`FileFacts`] out.

use std::io::Read as _;

use super::recognise::{self, Form};
use super::{Mappings, PayloadInput, PayloadPart, dispatch, lab};
use crate::domain::file_facts::{FileFacts, FileForm, PatientFacts};
use crate::domain::payload::{PayloadKind, SignatureState, TEST_DATA};

/// Notes that are right for a letter's XML while its PDF is not beside it yet.
const PDF_MISSING: &str = "payload-block-letter-pdf-missing";
/// Most bytes a packed XMP is inflated to, and streams that are looked into.
const MAX_XMP: u64 = 1 << 20;
const MAX_STREAMS: usize = 16;

/// Reads one file, as it will be attached.
#[must_use]
pub fn file_facts(name: &str, bytes: &[u8], mappings: &Mappings) -> FileFacts {
    if recognise::by_first_bytes(bytes) == Form::Pdf {
        let (signed, archive) = (dispatch::is_signed_pdf(bytes), archive_claim(bytes));
        return FileFacts { form: FileForm::Pdf, signed, archive, ..FileFacts::default() };
    }
    let part = PayloadPart { index: 0, name, media_type: "application/octet-stream", description: "", is_signature_report: false, bytes };
    let read = super::read(PayloadInput { dienstkennung: None, subject: "", text: "", attachments: &[part] }, mappings);
    let is_xml = recognise::by_first_bytes(bytes) == Form::Xml;
    let Some(payload) = read else {
        return FileFacts { form: if is_xml { FileForm::Xml } else { FileForm::Other }, ..FileFacts::default() };
    };
    let form = match payload.kind {
        PayloadKind::EebRequest => FileForm::EebRequest,
        PayloadKind::Letter if is_xml && dispatch::is_letter_xml(bytes) => FileForm::LetterXml,
        PayloadKind::Lab => FileForm::Lab,
        _ if is_xml => FileForm::Xml,
        _ => return FileFacts::default(),
    };
    let field = |key: &str| payload.field(key).unwrap_or_default().to_owned();
    let objection = payload.blocks.iter().find(|note| note.key != TEST_DATA && note.key != PDF_MISSING);
    FileFacts {
        form,
        signed: payload.signature != SignatureState::Absent,
        objection: objection.map(|note| note.key.clone()).unwrap_or_default(),
        test_data: payload.is_test_data(),
        archive: String::new(),
        patient: PatientFacts {
            name: field("field-patient"),
            birth_date: field("field-birth-date"),
            insured_number: field("field-insured-number"),
        },
        several_patients: payload.notes.iter().any(|note| note.key == lab::SEVERAL_PATIENTS),
    }
}

/// What a PDF says about itself in its XMP (ISO 19005: `pdfaid:part`, `pdfaid:conformance`), also where that is packed; empty
/// for nothing. Whether it keeps it, a validator says.
pub(super) fn archive_claim(bytes: &[u8]) -> String {
    let claim = |xmp: &[u8]| Some(format!("{}{}", xmp_value(xmp, b"pdfaid:part")?, xmp_value(xmp, b"pdfaid:conformance")?));
    claim(bytes).or_else(|| packed_xmp(bytes).iter().find_map(|xmp| claim(xmp))).unwrap_or_default()
}

/// The value after a name, as an attribute or as an element.
fn xmp_value(xmp: &[u8], name: &[u8]) -> Option<String> {
    let at = xmp.windows(name.len()).position(|window| window == name)? + name.len();
    let rest = xmp.get(at..)?.iter().take(16).copied();
    let value: String = rest
        .skip_while(|byte| !byte.is_ascii_alphanumeric())
        .take_while(u8::is_ascii_alphanumeric)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    (!value.is_empty()).then_some(value)
}

/// Metadata streams that are packed with zlib, inflated up to a limit.
fn packed_xmp(bytes: &[u8]) -> Vec<Vec<u8>> {
    const MARK: &[u8] = b"/Metadata";
    const STREAM: &[u8] = b"stream";
    let marks = bytes.windows(MARK.len()).enumerate().filter(|(_, window)| *window == MARK).map(|(at, _)| at);
    let starts = marks.filter_map(|at| {
        let near = bytes.get(at..(at + 512).min(bytes.len()))?;
        let stream = near.windows(STREAM.len()).position(|window| window == STREAM)? + STREAM.len();
        let data = bytes.get(at + stream..)?;
        Some(data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).unwrap_or(data))
    });
    let inflate = |data: &[u8]| {
        let mut out = Vec::new();
        // What was inflated before an error still counts: streams end where another object begins.
        let _ = flate2::read::ZlibDecoder::new(data).take(MAX_XMP).read_to_end(&mut out);
        out
    };
    starts.take(MAX_STREAMS).map(inflate).collect()
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
        for other in ["assets/demo/eau.p7s", "assets/demo/eeb-bescheinigung.p7s", "assets/demo/ekg.png"] {
            assert!(facts("x", &data(other)) == FileFacts::default(), "{other}");
        }
    }

    #[test]
    fn the_parts_of_a_letter_are_recognised() {
        let data = |name: &str| std::fs::read(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        let facts = |name: &str, bytes: &[u8]| file_facts(name, bytes, &Mappings::shipped());
        let xml = facts("brief.xml", &data("tests/data/payload/arztbrief/arztbrief_cda.xml"));
        assert_eq!((xml.form, xml.objection.as_str(), xml.patient.name.as_str()), (FileForm::LetterXml, "", "Quastenberg, Friedemann"));
        assert_eq!((xml.patient.birth_date.as_str(), xml.patient.insured_number.as_str()), ("13.03.1970", "Q701314009"));
        let nobody = facts("brief.xml", b"<ClinicalDocument xmlns='urn:hl7-org:v3'/>");
        assert!(nobody.form == FileForm::LetterXml && !nobody.objection.is_empty());
        assert_eq!(facts("x.xml", b"<a/>").form, FileForm::Xml);
        let lab = facts("befund.ldt", &data("assets/demo/befund.ldt"));
        assert_eq!((lab.form, lab.patient.name.as_str(), lab.several_patients), (FileForm::Lab, "Brimsloh, Oda", false));
        let two = b"01380008205\r\n0173101Brimsloh\r\n0138410KREA\r\n01380008205\r\n0153101Tjaden\r\n0128410CRP\r\n";
        let two = facts("befunde.ldt", two);
        assert!(two.form == FileForm::Lab && two.several_patients && two.objection.is_empty());
        assert!(two.patient == PatientFacts::default(), "nobody is the patient of such a file");
        let pdf = facts("brief.pdf", &data("assets/demo/arztbrief.pdf"));
        assert_eq!((pdf.form, pdf.signed, pdf.archive.as_str()), (FileForm::Pdf, true, "2b"));
        let plain = facts("brief.pdf", &data("tests/data/payload/arztbrief/arztbrief.pdf"));
        assert_eq!((plain.form, plain.signed, plain.archive.as_str()), (FileForm::Pdf, false, ""));
    }

    #[test]
    fn the_claim_of_pdfa_is_found_in_every_form_and_bombs_are_not() {
        use std::io::Write as _;
        let packed = |xmp: &[u8]| {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            out.write_all(xmp).unwrap();
            let head = &b"%PDF-1.7\n6 0 obj\n<< /Type /Metadata /Subtype /XML /Filter /FlateDecode /Length 9 >>\nstream\r\n"[..];
            [head, &out.finish().unwrap(), b"\nendstream"].concat()
        };
        let element = b"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>";
        for (bytes, expected) in [
            (b"%PDF-1.4 pdfaid:part='2' pdfaid:conformance=\"U\"".to_vec(), "2u"),
            (element.to_vec(), "1a"),
            (packed(element), "1a"),
            (packed(&vec![b' '; 8 << 20]), ""),
            (b"%PDF-1.4 /Metadata 7 0 R stream".to_vec(), ""),
            (b"%PDF-1.4 pdfaid:part".to_vec(), ""),
        ] {
            assert_eq!(archive_claim(&bytes), expected);
        }
    }
}
