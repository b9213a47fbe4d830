//! How the demo's insurers answer a request for an eEB. Invariant: the insurer of the sample patient sends the certificate,
//! a request of an old version gets error 130, every other insurer stays silent.

/// What an insurer sends back.
pub(super) struct Reply {
    pub service: &'static str,
    /// Name of the file; its stem is the subject.
    pub file: &'static str,
    pub description: &'static str,
    pub bytes: Vec<u8>,
}

const CERTIFICATE: &[u8] = include_bytes!("../../assets/demo/eeb-bescheinigung.p7s");
/// The insurer of the sample patient.
const INSURER: &str = "109999039";

/// The answer of the insurer with these IK to a request of this Dienstkennung; `None` for silence or another application.
pub(super) fn answer(iks: &str, service: &str) -> Option<Reply> {
    let mut parts = service.trim().split(';');
    let is_request =
        parts.next().is_some_and(|p| p.eq_ignore_ascii_case("eEB")) && parts.next().is_some_and(|p| p.eq_ignore_ascii_case("Anfrage"));
    if !is_request {
        return None;
    }
    if parts.next() != Some("V1.1") {
        let error = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<OperationOutcome xmlns=\"http://hl7.org/fhir\">\n  <meta><profile value=\"https://gematik.de/fhir/eeb/StructureDefinition/EEBFehler\"/></meta>\n  <issue>\n    <severity value=\"error\"/>\n    <code value=\"invalid\"/>\n    <details><coding><code value=\"130\"/><display value=\"Version der Anfrage wird nicht unterstützt\"/></coding></details>\n  </issue>\n</OperationOutcome>\n";
        return Some(Reply { service: "eEB;Fehler;V1.1", file: "EEEB0_FEH_9a1c7be0.xml", description: "eEB_FEH", bytes: error.into() });
    }
    let knows_patient = iks.split(',').any(|ik| ik.trim() == INSURER);
    knows_patient.then(|| Reply {
        service: "eEB;Bescheinigung;V1.1",
        file: "EEEB0_BES_644e51fb-fabc-5ebe-b101-6f719fc4c611.p7s",
        description: "eEB_BES",
        bytes: CERTIFICATE.to_vec(),
    })
}
