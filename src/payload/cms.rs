//! Signed containers (CMS, `.p7s`): the content inside or beside, and whether the signature holds mathematically.
//!
//! Invariant: the verdict is never more than "mathematically intact" against the certificate in the container;
//! chain, revocation and qualification belong to a Konnektor. Digest and signature are checked on the
//! unchanged bytes. Keys and algorithms we cannot compute (SHA-1, unusual curves) give `Unchecked`.

use sha2::{Digest as _, Sha256, Sha384, Sha512};
use x509_parser::asn1_rs::BitString;
use x509_parser::certificate::X509Certificate;
use x509_parser::error::X509Error;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry as oid;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::x509::{AlgorithmIdentifier, SubjectPublicKeyInfo};

use super::ber::{BerError, Element, Reader};
use super::brainpool;
use crate::domain::mail::Note;
use crate::domain::payload::{SignatureDates, SignatureState};
use crate::domain::safe_text;
use crate::domain::time::{Day, Timestamp};

const SIGNED_DATA: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
const CONTENT_TYPE: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x03";
const MESSAGE_DIGEST: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04";
const SIGNING_TIME: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x05";
const RSA_ENCRYPTION: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01";
const EC_PUBLIC_KEY: &[u8] = b"\x2A\x86\x48\xCE\x3D\x02\x01";
const MAX_CERTIFICATES: usize = 32;
const MAX_SIGNERS: usize = 8;

/// Why a container is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmsError {
    Truncated,
    Malformed,
    /// CMS of another kind, for instance encrypted data.
    NotSigned,
}

impl CmsError {
    /// The sentence for a person.
    #[must_use]
    pub fn note(self) -> Note {
        Note::new(
            match self {
                Self::Truncated => "payload-block-cms-truncated",
                Self::Malformed => "payload-block-cms-malformed",
                Self::NotSigned => "payload-block-cms-not-signed",
            },
            "",
        )
    }
}

impl From<BerError> for CmsError {
    fn from(error: BerError) -> Self {
        match error {
            BerError::Truncated => Self::Truncated,
            BerError::Malformed | BerError::TooDeep => Self::Malformed,
        }
    }
}

/// A container taken apart.
pub struct SignedData<'a> {
    /// The bytes inside; `None` when the signature stands beside its file (detached).
    pub content: Option<Vec<u8>>,
    content_type: &'a [u8],
    certificates: Vec<X509Certificate<'a>>,
    signers: Vec<Signer<'a>>,
}

/// What the signature says.
pub struct Verdict {
    pub state: SignatureState,
    /// Common name of the signer, cleaned; empty when its certificate is not there.
    pub signer: String,
    /// By the signer's own words.
    pub dates: SignatureDates,
}

struct Signer<'a> {
    id: Element<'a>,
    digest: &'a [u8],
    attributes: Option<Element<'a>>,
    algorithm: Element<'a>,
    signature: Vec<u8>,
}

/// Whether the bytes begin like a CMS container with signed data.
#[must_use]
pub fn looks_signed(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x30) && bytes.get(..bytes.len().min(24)).is_some_and(|head| head.windows(9).any(|w| w == SIGNED_DATA))
}

/// Takes a container apart (RFC 5652 §3, §5); nothing is checked yet.
///
/// # Errors
/// [`CmsError`]: show the file raw.
pub fn open(bytes: &[u8]) -> Result<SignedData<'_>, CmsError> {
    let mut info = Reader::new(bytes).expect(0x30)?.inside();
    if info.expect(0x06)?.body != SIGNED_DATA {
        return Err(CmsError::NotSigned);
    }
    let mut data = info.expect(0xA0)?.inside().expect(0x30)?.inside();
    data.expect(0x02)?;
    data.expect(0x31)?;
    let mut encapsulated = data.expect(0x30)?.inside();
    let content_type = encapsulated.expect(0x06)?.body;
    let content = match encapsulated.optional(0xA0)? {
        Some(wrapped) => {
            let octets = wrapped.inside().next()?.filter(|e| e.tag & 0xDF == 0x04).ok_or(CmsError::Malformed)?;
            Some(octets.octets()?)
        }
        None => None,
    };
    let mut certificates = Vec::new();
    if let Some(set) = data.optional(0xA0)? {
        let mut set = set.inside();
        while let Some(element) = set.next()? {
            if certificates.len() < MAX_CERTIFICATES
                && element.tag == 0x30
                && let Ok((_, certificate)) = X509Certificate::from_der(element.raw)
            {
                certificates.push(certificate);
            }
        }
    }
    data.optional(0xA1)?;
    let mut signers = Vec::new();
    let mut infos = data.expect(0x31)?.inside();
    while let Some(info) = infos.next()? {
        if signers.len() >= MAX_SIGNERS {
            return Err(CmsError::Malformed);
        }
        signers.push(signer(&info)?);
    }
    Ok(SignedData { content, content_type, certificates, signers })
}

fn signer<'a>(info: &Element<'a>) -> Result<Signer<'a>, CmsError> {
    let mut fields = info.inside();
    fields.expect(0x02)?;
    let id = fields.next()?.filter(|e| matches!(e.tag, 0x30 | 0x80 | 0xA0)).ok_or(CmsError::Malformed)?;
    let digest = fields.expect(0x30)?.inside().expect(0x06)?.body;
    let attributes = fields.optional(0xA0)?;
    let algorithm = fields.expect(0x30)?;
    let signature = fields.next()?.filter(|e| e.tag & 0xDF == 0x04).ok_or(CmsError::Malformed)?.octets()?;
    Ok(Signer { id, digest, attributes, algorithm, signature })
}

impl SignedData<'_> {
    /// Checks digest and signature of every signer over `content`; the weakest verdict counts.
    #[must_use]
    pub fn judge(&self, content: &[u8]) -> Verdict {
        let mut state = if self.signers.is_empty() { SignatureState::Unchecked } else { SignatureState::Intact };
        let mut name = String::new();
        let mut dates = SignatureDates::default();
        for signer in &self.signers {
            let certificate = self.certificate_of(signer);
            if let Some(certificate) = certificate
                && name.is_empty()
            {
                name = common_name(certificate);
                dates = dates_of(signer, certificate);
            }
            match (state, self.judge_signer(signer, certificate, content)) {
                (_, SignatureState::Broken) => state = SignatureState::Broken,
                (SignatureState::Intact, other) => state = other,
                _ => {}
            }
        }
        Verdict { state, signer: name, dates }
    }

    fn certificate_of(&self, signer: &Signer<'_>) -> Option<&X509Certificate<'_>> {
        if signer.id.tag == 0x30 {
            let mut id = signer.id.inside();
            let issuer = id.expect(0x30).ok()?.raw;
            let serial = id.expect(0x02).ok()?.body;
            return self.certificates.iter().find(|c| c.issuer().as_raw() == issuer && c.raw_serial() == serial);
        }
        let key_id = signer.id.octets().unwrap_or_else(|_| signer.id.body.to_vec());
        self.certificates.iter().find(|c| {
            c.extensions()
                .iter()
                .any(|e| matches!(e.parsed_extension(), ParsedExtension::SubjectKeyIdentifier(id) if id.0 == key_id.as_slice()))
        })
    }

    fn judge_signer(&self, signer: &Signer<'_>, certificate: Option<&X509Certificate<'_>>, content: &[u8]) -> SignatureState {
        let Some(digest) = digest(signer.digest, content) else { return SignatureState::Unchecked };
        let signed_bytes = match &signer.attributes {
            Some(attributes) => {
                if attribute(attributes, MESSAGE_DIGEST).is_none_or(|e| e.tag != 0x04 || e.body != digest.as_slice())
                    || attribute(attributes, CONTENT_TYPE).is_none_or(|e| e.tag != 0x06 || e.body != self.content_type)
                {
                    return SignatureState::Broken;
                }
                as_set(attributes.body)
            }
            None => content.to_vec(),
        };
        match certificate {
            Some(certificate) => verify(certificate, signer, &signed_bytes),
            None => SignatureState::Unchecked,
        }
    }
}

/// The signature covers the attributes under the tag SET OF (RFC 5652 §5.4), not under `[0]` as written.
fn as_set(body: &[u8]) -> Vec<u8> {
    let mut out = vec![0x31];
    if body.len() < 0x80 {
        out.push(u8::try_from(body.len()).unwrap_or(0));
    } else {
        let bytes: Vec<u8> = body.len().to_be_bytes().into_iter().skip_while(|&b| b == 0).collect();
        out.push(0x80 | u8::try_from(bytes.len()).unwrap_or(0));
        out.extend(bytes);
    }
    out.extend_from_slice(body);
    out
}

/// First value of a signed attribute. One that stands twice counts as missing, so no choice arises.
fn attribute<'a>(attributes: &Element<'a>, wanted: &[u8]) -> Option<Element<'a>> {
    let mut found = None;
    let mut all = attributes.inside();
    while let Ok(Some(attribute)) = all.next() {
        let mut parts = attribute.inside();
        if parts.expect(0x06).ok()?.body == wanted {
            if found.is_some() {
                return None;
            }
            let mut values = parts.expect(0x31).ok()?.inside();
            found = Some(values.next().ok()??);
            if values.next().ok()?.is_some() {
                return None;
            }
        }
    }
    found
}

fn digest(algorithm: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    if algorithm == oid::OID_NIST_HASH_SHA256.as_bytes() {
        Some(Sha256::digest(content).to_vec())
    } else if algorithm == oid::OID_NIST_HASH_SHA384.as_bytes() {
        Some(Sha384::digest(content).to_vec())
    } else if algorithm == oid::OID_NIST_HASH_SHA512.as_bytes() {
        Some(Sha512::digest(content).to_vec())
    } else {
        None
    }
}

fn verify(certificate: &X509Certificate<'_>, signer: &Signer<'_>, signed_bytes: &[u8]) -> SignatureState {
    let Some(algorithm) = algorithm(signer) else { return SignatureState::Unchecked };
    let key = certificate.public_key();
    // Key sizes outside what the library computes would look like a broken signature.
    if let Ok(PublicKey::RSA(rsa)) = key.parsed()
        && !(2048..=8192).contains(&rsa.key_size())
    {
        return SignatureState::Unchecked;
    }
    if let Some(holds) = verify_brainpool(key, &algorithm, signer, signed_bytes) {
        return if holds { SignatureState::Intact } else { SignatureState::Broken };
    }
    let signature = BitString::new(0, &signer.signature);
    match x509_parser::verify::verify_signature(key, &algorithm, &signature, signed_bytes) {
        Ok(()) => SignatureState::Intact,
        Err(X509Error::SignatureVerificationError) => SignatureState::Broken,
        Err(_) => SignatureState::Unchecked,
    }
}

/// `None` when the key is not on a Brainpool curve or the algorithm is not ECDSA with SHA-2.
fn verify_brainpool(
    key: &SubjectPublicKeyInfo<'_>,
    algorithm: &AlgorithmIdentifier<'_>,
    signer: &Signer<'_>,
    signed_bytes: &[u8],
) -> Option<bool> {
    let curve = key.algorithm.parameters.as_ref()?.as_oid().ok()?;
    let digest = match &algorithm.algorithm {
        oid if *oid == oid::OID_SIG_ECDSA_WITH_SHA256 => Sha256::digest(signed_bytes).to_vec(),
        oid if *oid == oid::OID_SIG_ECDSA_WITH_SHA384 => Sha384::digest(signed_bytes).to_vec(),
        oid if *oid == oid::OID_SIG_ECDSA_WITH_SHA512 => Sha512::digest(signed_bytes).to_vec(),
        _ => return None,
    };
    brainpool::verify(curve.as_bytes(), &key.subject_public_key.data, &digest, &signer.signature)
}

/// The signature algorithm in full; CMS may name only the key type and give the digest beside it.
fn algorithm<'a>(signer: &Signer<'a>) -> Option<AlgorithmIdentifier<'a>> {
    let name = signer.algorithm.inside().expect(0x06).ok()?.body;
    let by_digest = |sha256, sha384, sha512| {
        if signer.digest == oid::OID_NIST_HASH_SHA256.as_bytes() {
            sha256
        } else if signer.digest == oid::OID_NIST_HASH_SHA384.as_bytes() {
            sha384
        } else {
            sha512
        }
    };
    if name == RSA_ENCRYPTION {
        let oid = by_digest(oid::OID_PKCS1_SHA256WITHRSA, oid::OID_PKCS1_SHA384WITHRSA, oid::OID_PKCS1_SHA512WITHRSA);
        return Some(AlgorithmIdentifier::new(oid, None));
    }
    if name == EC_PUBLIC_KEY {
        let oid = by_digest(oid::OID_SIG_ECDSA_WITH_SHA256, oid::OID_SIG_ECDSA_WITH_SHA384, oid::OID_SIG_ECDSA_WITH_SHA512);
        return Some(AlgorithmIdentifier::new(oid, None));
    }
    let (_, algorithm) = AlgorithmIdentifier::from_der(signer.algorithm.raw).ok()?;
    if algorithm.algorithm == oid::OID_PKCS1_RSASSAPSS {
        let params = x509_parser::signature_algorithm::RsaSsaPssParams::try_from(algorithm.parameters.as_ref()?).ok()?;
        // The library expects a salt as long as the hash; another length is legal but not checked here.
        let hash_len = match params.hash_algorithm_oid() {
            hash if *hash == oid::OID_NIST_HASH_SHA256 => 32,
            hash if *hash == oid::OID_NIST_HASH_SHA384 => 48,
            _ => 64,
        };
        if params.salt_length() != hash_len {
            return None;
        }
    }
    Some(algorithm)
}

/// Signing time (RFC 5652 §11.3) and the certificate's validity; what is not written stays open.
fn dates_of(signer: &Signer<'_>, certificate: &X509Certificate<'_>) -> SignatureDates {
    let day = |seconds: i64| Day::of(Timestamp(seconds.saturating_mul(1000)));
    let validity = certificate.validity();
    let written = signer.attributes.as_ref().and_then(|attributes| attribute(attributes, SIGNING_TIME));
    SignatureDates {
        signed_at: written.and_then(|time| moment(&time)),
        valid_from: day(validity.not_before.timestamp()),
        valid_until: day(validity.not_after.timestamp()),
    }
}

/// `UTCTime` with its two digits of the year, or `GeneralizedTime`.
fn moment(time: &Element<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(time.body).ok()?;
    let text = match time.tag {
        0x17 => format!("{}{text}", if text < "50" { "20" } else { "19" }),
        0x18 => text.to_owned(),
        _ => return None,
    };
    let moment = chrono::NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%SZ").ok()?;
    Some(Timestamp(moment.and_utc().timestamp_millis()))
}

fn common_name(certificate: &X509Certificate<'_>) -> String {
    let name = certificate.subject().iter_common_name().next().and_then(|cn| cn.as_str().ok()).unwrap_or("");
    safe_text::one_line(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Containers made with `openssl cms -sign` over the same record, one per form and algorithm.
    #[test]
    fn signatures_are_judged_by_what_can_be_computed() {
        use SignatureState::{Broken, Intact, Unchecked};
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/payload");
        let content = std::fs::read(data.join("ebz/antwort_genehmigung_ze.xml")).unwrap();
        let mut other = content.clone();
        other[1000] ^= 1;
        for (name, state, for_other, signer) in [
            ("rsa_sha512", Intact, Broken, "Kasse Müßig rsa"),
            ("rsa_pss", Intact, Broken, "Kasse Müßig rsa"),
            ("rsa_pss_salt20", Unchecked, Broken, "Kasse Müßig rsa"),
            ("rsa_noattr", Intact, Broken, "Kasse Müßig rsa"),
            ("rsa_keyid_stream", Intact, Broken, "Kasse Müßig rsa"),
            ("rsa_sha1", Unchecked, Unchecked, "Kasse Müßig rsa"),
            ("rsa_nocert", Unchecked, Broken, ""),
            ("rsa1024", Unchecked, Broken, "Kasse Müßig rsa1024"),
            ("p256", Intact, Broken, "Kasse Müßig prime256v1"),
            ("p384", Intact, Broken, "Kasse Müßig secp384r1"),
            ("brainpool_p256", Intact, Broken, "Kasse Müßig brainpoolP256r1"),
            ("brainpool_p256_sha512", Intact, Broken, "Kasse Müßig brainpoolP256r1"),
            ("brainpool_p384", Intact, Broken, "Kasse Müßig brainpoolP384r1"),
            ("brainpool_p512", Intact, Broken, "Kasse Müßig brainpoolP512r1"),
            ("two_signers", Intact, Broken, ""),
        ] {
            let bytes = std::fs::read(data.join(format!("cms/{name}.p7s"))).unwrap();
            assert!(looks_signed(&bytes), "{name}");
            let container = open(&bytes).unwrap();
            assert_eq!(container.content.as_deref(), Some(content.as_slice()), "{name}");
            let verdict = container.judge(&content);
            assert_eq!(verdict.state, state, "{name}");
            assert!(name == "two_signers" || verdict.signer == signer, "{name}: {}", verdict.signer);
            let dates = verdict.dates;
            if state == Intact && name != "two_signers" {
                let (from, until) = (dates.valid_from.unwrap(), dates.valid_until.unwrap());
                assert!(from < until, "{name}: {from:?} {until:?}");
                assert_eq!(dates.signed_at.is_some(), name != "rsa_noattr", "{name}");
                assert!(dates.signed_at.is_none_or(|at| Day::of(at).unwrap() >= from), "{name}");
            }
            assert_eq!(container.judge(&other).state, for_other, "{name} with other content");
            // The last byte belongs to the signature value: the digest still fits, the signature no longer.
            let mut forged = bytes.clone();
            let last = container_signature_end(&bytes);
            forged[last] ^= 1;
            if state == Intact {
                assert_eq!(open(&forged).unwrap().judge(&content).state, Broken, "{name} forged");
            }
        }
    }

    #[test]
    fn signing_times_are_read_in_both_forms() {
        for (tag, text, expected) in [
            (0x17, "261112094501Z", Some(1_794_476_701_000)),
            (0x17, "991231235959Z", Some(946_684_799_000)),
            (0x18, "20261112094501Z", Some(1_794_476_701_000)),
            (0x18, "2026111209Z", None),
            (0x04, "20261112094501Z", None),
        ] {
            let bytes = [&[tag, u8::try_from(text.len()).unwrap()], text.as_bytes()].concat();
            let element = Reader::new(&bytes).next().unwrap().unwrap();
            assert_eq!(moment(&element), expected.map(Timestamp), "{text}");
        }
    }

    /// Position of the last byte of the last signature value.
    fn container_signature_end(bytes: &[u8]) -> usize {
        let container = open(bytes).unwrap();
        let signature = &container.signers.last().unwrap().signature;
        bytes.windows(signature.len()).rposition(|w| w == signature.as_slice()).unwrap() + signature.len() - 1
    }
}
