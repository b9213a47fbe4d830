//! Certificates of the stand-in's cards (CertificateService 6.0 ReadCardCertificate): C.AUT with the Admission extension
//! of Common PKI, whose `registrationNumber` is the Telematik-ID. Made once per run; ECC only, as on cards of generation 2.1.
//! Written without any code that reads them in this program.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, SerialNumber};

use super::connector::{CARDS, DemoCard};
use super::ebz::escaped;
use crate::domain::time::Day;

const ISSUER: &str = "Kimpost-Demo Karten-CA";
const ADMISSION: [u64; 6] = [1, 3, 36, 8, 3, 3];

/// Base64 of the certificates, in the order of the cards; empty should one not be made.
static MADE: LazyLock<Vec<String>> =
    LazyLock::new(|| (1..).zip(&CARDS).map(|(number, card)| make(number, card).unwrap_or_default()).collect());

/// The element `X509DataInfo` for one reference; without a certificate where the card has none of that kind.
/// `None`: no such reference exists for the card.
pub(super) fn data_info(handle: &str, reference: &str, ecc: bool) -> Option<String> {
    let at = CARDS.iter().position(|card| card.handle == handle)?;
    let card = CARDS.get(at)?;
    if reference != "C.AUT" {
        return None;
    }
    let subject = escaped(card.holder);
    let data = match MADE.get(at).filter(|made| ecc && !made.is_empty()) {
        None => String::new(),
        Some(made) => format!(
            "<cc:X509Data><cc:X509IssuerSerial><cc:X509IssuerName>CN={ISSUER}</cc:X509IssuerName><cc:X509SerialNumber>{}</cc:X509SerialNumber></cc:X509IssuerSerial><cc:X509SubjectName>CN={subject}</cc:X509SubjectName><cc:X509Certificate>{made}</cc:X509Certificate></cc:X509Data>",
            at + 1
        ),
    };
    Some(format!("<cc:X509DataInfo><cc:CertRef>{reference}</cc:CertRef>{data}</cc:X509DataInfo>"))
}

fn make(number: u64, card: &DemoCard) -> Option<String> {
    let mut ca = CertificateParams::new(Vec::new()).ok()?;
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.distinguished_name.push(DnType::CommonName, ISSUER);
    let issuer = Issuer::new(ca, KeyPair::generate().ok()?);
    let mut params = CertificateParams::new(Vec::new()).ok()?;
    let last = Day::parse(card.expires)?;
    params.not_before = rcgen::date_time_ymd(i32::from(last.year) - 5, last.month, last.day);
    params.not_after = rcgen::date_time_ymd(i32::from(last.year), last.month, last.day);
    params.serial_number = Some(SerialNumber::from(number));
    params.distinguished_name.push(DnType::CommonName, card.holder);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.custom_extensions = vec![CustomExtension::from_oid_content(&ADMISSION, admission(card.profession, card.telematik_id))];
    let made = params.signed_by(&KeyPair::generate().ok()?, &issuer).ok()?;
    Some(STANDARD.encode(made.der()))
}

/// AdmissionSyntax with one ProfessionInfo: its name and number. All lengths stay below 128.
fn admission(profession: &str, number: &str) -> Vec<u8> {
    let items = sequence(&tagged(0x0C, profession.as_bytes()));
    let info = sequence(&[items, tagged(0x13, number.as_bytes())].concat());
    // ProfessionInfos, Admissions, contentsOfAdmissions, AdmissionSyntax
    (0..4).fold(info, |inner, _| sequence(&inner))
}

fn sequence(content: &[u8]) -> Vec<u8> {
    tagged(0x30, content)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap_or(0x7F);
    [&[tag, length.min(0x7F)], content].concat()
}
