//! What a payload is, in layers: Dienstkennung, Content-Description, file name, first bytes, root (`formats.md` §1.1).
//!
//! Each layer answers for itself; `mod.rs` compares them. The content wins, and a layer that says something else
//! is a conflict that a person must see.

use roxmltree::Node;

use super::mapping::Mappings;
use super::{ebz, fhir, letter};
use crate::domain::mail::Dienstkennung;
use crate::domain::payload::PayloadKind;

/// What the first bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Cms,
    Xml,
    Pdf,
    Ldt,
    Other,
}

/// Layer 1. `None`: a mail for people, a receipt, or an application we do not know. The version plays no role.
#[must_use]
pub fn by_dienstkennung(dienstkennung: &Dienstkennung) -> Option<PayloadKind> {
    let application = dienstkennung.application().to_ascii_lowercase();
    let message_type = dienstkennung.message_type().to_ascii_lowercase();
    if message_type == "eingangsbestaetigung" {
        return None;
    }
    Some(match (application.as_str(), message_type.as_str()) {
        ("ebz", "ant") => PayloadKind::EbzRequest,
        ("ebz", "anw") => PayloadKind::EbzAnswer,
        ("ebz", "feh") => PayloadKind::EbzError,
        ("ebz", "mit") => PayloadKind::EbzQuery,
        ("eau", "lieferung") => PayloadKind::Eau,
        ("eau", "storno-arzt") => PayloadKind::EauCancel,
        ("eau", "fehler-kasse") => PayloadKind::EauError,
        ("eeb", "anfrage") => PayloadKind::EebRequest,
        ("eeb", "bescheinigung") => PayloadKind::EebCertificate,
        ("eeb", "fehler") => PayloadKind::EebError,
        ("arztbrief", _) => PayloadKind::Letter,
        ("ldt-befund" | "ldt-auftrag", _) => PayloadKind::Lab,
        ("erezept" | "erezept-rezeptanforderung", _) => PayloadKind::Prescription,
        ("pfl", _) => PayloadKind::Care,
        ("1clickabrechnung" | "1clickhybriddrg", "rueckmeldung") => PayloadKind::BillingFeedback,
        (application, "status") if application.starts_with("edokumentation") => PayloadKind::BillingFeedback,
        _ => return None,
    })
}

/// Layer 2: `Content-Description` of the part.
#[must_use]
pub fn by_description(description: &str) -> Option<PayloadKind> {
    Some(match description.trim().to_ascii_lowercase().as_str() {
        "eau" => PayloadKind::Eau,
        "eaustorno" => PayloadKind::EauCancel,
        "eaufehler-kasse" => PayloadKind::EauError,
        "eeb_anf" => PayloadKind::EebRequest,
        "eeb_bes" => PayloadKind::EebCertificate,
        "eeb_feh" => PayloadKind::EebError,
        "eab-xml" => PayloadKind::Letter,
        "ldt-befund" => PayloadKind::Lab,
        "pfl" => PayloadKind::Care,
        _ => return None,
    })
}

/// Layer 3: the file name. The first letter tells production from test data.
#[must_use]
pub fn by_file_name(name: &str) -> Option<PayloadKind> {
    let name = name.trim().to_ascii_uppercase();
    if name.ends_with(".LDT") {
        return Some(PayloadKind::Lab);
    }
    let rest = name.strip_prefix('E').or_else(|| name.strip_prefix('T'))?;
    let starts = |prefix: &str| rest.starts_with(prefix);
    Some(match () {
        () if starts("EBZ0_FEH_") => PayloadKind::EbzError,
        () if starts("EBZ0_") => PayloadKind::EbzRequest,
        () if starts("EBZ1_") => PayloadKind::EbzAnswer,
        () if starts("EAU0_STORNO_") => PayloadKind::EauCancel,
        () if starts("EAU0_FEHLER_") => PayloadKind::EauError,
        () if starts("EAU0_") => PayloadKind::Eau,
        () if starts("EEB0_ANF_") => PayloadKind::EebRequest,
        () if starts("EEB0_BES_") => PayloadKind::EebCertificate,
        () if starts("EEB0_FEH_") => PayloadKind::EebError,
        () if starts("PFL0_") => PayloadKind::Care,
        () => return None,
    })
}

/// Whether a name marks test data: `T` where production has `E`.
#[must_use]
pub fn is_test_name(name: &str) -> bool {
    let name = name.trim().to_ascii_uppercase();
    name.starts_with('T') && by_file_name(&name).is_some_and(|kind| kind != PayloadKind::Lab)
}

/// Layer 4: the first bytes.
#[must_use]
pub fn by_first_bytes(bytes: &[u8]) -> Form {
    if super::cms::looks_signed(bytes) {
        return Form::Cms;
    }
    if bytes.starts_with(b"%PDF") {
        return Form::Pdf;
    }
    if super::lab::looks_like(bytes) {
        return Form::Ldt;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let utf16 = bytes.starts_with(b"\xFF\xFE<\0") || bytes.starts_with(b"\xFE\xFF\0<");
    if utf16 || text.trim_ascii_start().starts_with(b"<") { Form::Xml } else { Form::Other }
}

/// Layer 5: root element, namespace, profile.
#[must_use]
pub fn by_root(root: Node<'_, '_>, mappings: &Mappings) -> PayloadKind {
    let name = root.tag_name().name();
    let namespace = root.tag_name().namespace().unwrap_or("");
    if let Some(mapping) = mappings.for_root(name, namespace) {
        return ebz::kind_of(root, mapping).map_or(PayloadKind::Unknown, ebz::payload_kind);
    }
    if name == "ClinicalDocument" && namespace == letter::NAMESPACE {
        return PayloadKind::Letter;
    }
    if namespace == fhir::NAMESPACE {
        return by_profile(fhir::profile(root));
    }
    if namespace.contains("PFL0") {
        return PayloadKind::Care;
    }
    PayloadKind::Xml
}

fn by_profile(profile: &str) -> PayloadKind {
    match profile.rsplit('/').next().unwrap_or("") {
        "KBV_PR_EAU_Bundle" => PayloadKind::Eau,
        "KBV_PR_EAU_Storno_Bundle" => PayloadKind::EauCancel,
        "KBV_PR_EAU_health_insurance_Practitioner" => PayloadKind::EauError,
        "EEBAnfrageBundle" => PayloadKind::EebRequest,
        "EEBBescheinigungBundle" => PayloadKind::EebCertificate,
        "EEBFehler" => PayloadKind::EebError,
        _ => PayloadKind::Fhir,
    }
}

/// Records of the EBZ, the ones that are taken over.
#[must_use]
pub const fn is_ebz(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::EbzRequest | PayloadKind::EbzAnswer | PayloadKind::EbzError | PayloadKind::EbzQuery)
}

/// Kinds that say nothing about the procedure.
#[must_use]
pub const fn is_generic(kind: PayloadKind) -> bool {
    matches!(kind, PayloadKind::Fhir | PayloadKind::Xml | PayloadKind::Unknown)
}

/// Whether a layer's kind contradicts the content's. Names cannot tell the kinds that an insurer sends in the
/// EBZ apart (`EEBZ1_…`), so those count as one there.
#[must_use]
pub fn contradicts(layer: PayloadKind, content: PayloadKind, by_name: bool) -> bool {
    if is_generic(layer) || is_generic(content) {
        return false;
    }
    let from_insurer = |kind| matches!(kind, PayloadKind::EbzAnswer | PayloadKind::EbzError | PayloadKind::EbzQuery);
    if by_name && from_insurer(layer) && from_insurer(content) {
        return false;
    }
    layer != content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dienstkennungen_and_names_tell_the_kind() {
        use PayloadKind::*;
        for (text, expected) in [
            ("EBZ;ANW;2.0.0", Some(EbzAnswer)),
            (" ebz ; anw ;9", Some(EbzAnswer)),
            ("EBZ;ANT;2.0.0", Some(EbzRequest)),
            ("eAU;Storno-Arzt;V1.2", Some(EauCancel)),
            ("Arztbrief;VHitG-Versand;V1.2", Some(Letter)),
            ("Arztbrief;Eingangsbestaetigung;V1.2", None),
            ("eDokumentation-QSKE;Status;V2.0", Some(BillingFeedback)),
            ("1ClickAbrechnung;Lieferung;V2.0", None),
            ("PFL;ABR-07;1", Some(Care)),
            ("KIM-Mail;Default;V1.5", None),
            ("eNachricht;Lieferung;V1.0", None),
            ("", None),
        ] {
            assert_eq!(by_dienstkennung(&Dienstkennung(text.into())), expected, "{text}");
        }
        for (name, expected, test) in [
            ("EEBZ1_0991234562611ZE00000000000471101.p7s", Some(EbzAnswer), false),
            ("TEBZ0_0991234562611ZE000000000004711_01.xml", Some(EbzRequest), true),
            ("EEBZ0_FEH_0991.p7s", Some(EbzError), false),
            ("EEAU0_Storno_x.p7s", Some(EauCancel), false),
            ("TEAU0_x.p7s", Some(Eau), true),
            ("EEEB0_BES_x.p7s", Some(EebCertificate), false),
            ("Test.ldt", Some(Lab), false),
            ("Termin.xml", None, false),
            ("", None, false),
        ] {
            assert_eq!((by_file_name(name), is_test_name(name)), (expected, test), "{name}");
        }
    }

    #[test]
    fn first_bytes_tell_the_form() {
        for (bytes, expected) in [
            (&b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"[..], Form::Cms),
            (b"\x30\x82\x01\x00\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02", Form::Cms),
            (b"\x30\x80\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03", Form::Other),
            (b"\xEF\xBB\xBF<?xml", Form::Xml),
            (b"\r\n<a/>", Form::Xml),
            (b"\xFF\xFE<\0", Form::Xml),
            (b"%PDF-1.4", Form::Pdf),
            (b"01380008220\r\n", Form::Ldt),
            (b"\x89PNG", Form::Other),
            (b"", Form::Other),
        ] {
            assert_eq!(by_first_bytes(bytes), expected, "{bytes:02x?}");
        }
    }
}
