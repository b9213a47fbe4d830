//! The certificate of a card (CertificateService 6.0 ReadCardCertificate) and the Telematik-ID in it, without I/O.
//!
//! The Telematik-ID is the `registrationNumber` of the Admission extension (Common PKI part 1, OID 1.3.36.8.3.3), which every
//! HBA and SM-B carries. Nothing is verified here: the Konnektor read the card. What is missing or odd is absent, no error.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use x509_parser::der_parser::ber::{BerObject, BerObjectContent, parse_ber_recursive};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::Error;
use super::soap::{self, CERTIFICATE, Request};
use crate::domain::card::{CallContext, Card};
use crate::domain::safe_text::one_line;

const ADMISSION: &str = "1.3.36.8.3.3";
/// Nesting of an Admission extension; real ones have seven levels.
const MAX_DEPTH: usize = 20;
/// Longest Telematik-ID (gemSpec_PKI: `registrationNumber` up to 128 characters).
const MAX_ID: usize = 128;

/// Which of a card's keys is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// Cards of generation 2.1 and later.
    Ecc,
    /// What the Konnektor takes by itself (RSA); also the only question that version 6.0.0 understands.
    Default,
}

/// ReadCardCertificate of the authentication certificate (C.HCI.AUT of an SM-B, C.HP.AUT of an HBA).
#[must_use]
pub fn read_card_certificate(context: &CallContext, card: &Card, algorithm: Algorithm) -> Request {
    let crypt = if algorithm == Algorithm::Ecc { "<m:Crypt>ECC</m:Crypt>" } else { "" };
    let inner = format!(
        "<cc:CardHandle>{}</cc:CardHandle>{}<m:CertRefList><m:CertRef>C.AUT</m:CertRef></m:CertRefList>{crypt}",
        soap::escape(&card.handle),
        soap::context_xml(context),
    );
    soap::envelope(CERTIFICATE, "ReadCardCertificate", "", &inner)
}

/// Reads the answer to [`read_card_certificate`]: the certificate as DER, none where the card has no such one.
///
/// # Errors
/// [`Error::Fault`] for a SOAP fault, [`Error::Answer`] for anything that is no such answer.
pub fn read_certificate(xml: &str) -> Result<Option<Vec<u8>>, Error> {
    let document = soap::answer(xml, "ReadCardCertificateResponse")?;
    let Some(node) = soap::find(document.root_element(), "X509Certificate") else { return Ok(None) };
    let text: String = node.text().unwrap_or_default().chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).map(Some).map_err(|_| Error::Answer("the certificate is not base64".to_owned()))
}

/// The Telematik-ID of a certificate; `None` without an Admission extension that names one.
#[must_use]
pub fn telematik_id(der: &[u8]) -> Option<String> {
    let (_, certificate) = X509Certificate::from_der(der).ok()?;
    let admission = certificate.extensions().iter().find(|extension| extension.oid.to_id_string() == ADMISSION)?;
    let (_, syntax) = parse_ber_recursive(admission.value, MAX_DEPTH).ok()?;
    // AdmissionSyntax, contentsOfAdmissions, Admissions, professionInfos, ProfessionInfo: what is optional between them
    // carries tags of its own.
    sequences(&syntax).flat_map(sequences).flat_map(sequences).flat_map(sequences).find_map(registration_number)
}

/// The members that are a SEQUENCE.
fn sequences<'a>(object: &'a BerObject<'a>) -> impl Iterator<Item = &'a BerObject<'a>> {
    members(object).iter().filter(|member| matches!(member.content, BerObjectContent::Sequence(_)))
}

fn members<'a>(object: &'a BerObject<'a>) -> &'a [BerObject<'a>] {
    match &object.content {
        BerObjectContent::Sequence(members) => members,
        _ => &[],
    }
}

/// Of a ProfessionInfo the one string beside its lists.
fn registration_number(profession: &BerObject<'_>) -> Option<String> {
    members(profession).iter().find_map(|member| match &member.content {
        BerObjectContent::PrintableString(text) | BerObjectContent::UTF8String(text) => {
            Some(one_line(text)).filter(|id| !id.is_empty() && id.chars().count() <= MAX_ID)
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made by OpenSSL (`tests/data/soap/card_certificates.sh`), not by us.
    fn certificate(name: &str) -> Vec<u8> {
        let path = format!("{}/tests/data/soap/{name}.pem", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
        STANDARD.decode(body).unwrap()
    }

    #[test]
    fn the_telematik_id_is_found_wherever_optional_parts_stand() {
        for (name, expected) in [
            ("card_smcb_brainpool", Some("1-20-9900000017")),
            ("card_hba_rsa", Some("1-1-99-0000025")),
            ("card_all_optional", Some("5-2-99-0088")),
            ("card_without_number", None),
            ("card_without_admission", None),
        ] {
            assert_eq!(telematik_id(&certificate(name)).as_deref(), expected, "{name}");
        }
        let whole = certificate("card_smcb_brainpool");
        for cut in [0, 1, 100, whole.len() - 1] {
            assert_eq!(telematik_id(&whole[..cut]), None);
        }
    }

    #[test]
    fn reads_answers_and_names_faults() {
        let answer = |inner: &str| format!("<E><Body><ReadCardCertificateResponse>{inner}</ReadCardCertificateResponse></Body></E>");
        assert_eq!(read_certificate(&answer("<X509Certificate>AQ\n ID</X509Certificate>")).unwrap(), Some(vec![1, 2, 3]));
        assert_eq!(read_certificate(&answer("<CertRef>C.AUT</CertRef>")).unwrap(), None);
        assert!(matches!(read_certificate(&answer("<X509Certificate>*</X509Certificate>")), Err(Error::Answer(_))));
        let fault = "<E><Body><Fault><faultcode>x</faultcode><Trace><Code>4256</Code><ErrorText>y</ErrorText></Trace></Fault></Body></E>";
        assert!(matches!(read_certificate(fault), Err(Error::Fault { code, .. }) if code == "4256"));
    }
}
