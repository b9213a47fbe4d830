//! Texts of Konnektor requests and answers, pure.
//!
//! Requests follow gematik's schemas element by element. Answers are read by local names, since namespaces inside
//! one card differ between makers; what is missing is absent, not an error. A SOAP fault counts with any HTTP status.
//! XML is read without DTD and within limits (rule 34).

use crate::domain::card::{CallContext, Card, CardKind, PinStatus};
use crate::domain::safe_text::one_line;
use crate::domain::time::Day;

use super::Error;

const EVENT: &str = "http://ws.gematik.de/conn/EventService/v7.2";
const CARD: &str = "http://ws.gematik.de/conn/CardService/v8.1";
/// Elements and attributes of one answer.
const MAX_NODES: u32 = 100_000;
/// Nesting of one answer; real ones stay below twelve.
const MAX_DEPTH: usize = 64;

/// Where the services answer, and what the device is, as told by `connector.sds`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceDirectory {
    pub event_service: Option<Endpoints>,
    pub card_service: Option<Endpoints>,
    pub tls_mandatory: bool,
    pub client_certificate_mandatory: bool,
    /// Maker, product and firmware, for „Verbindung testen".
    pub product: String,
}

/// Addresses of one service version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoints {
    pub tls: Option<String>,
    pub plain: Option<String>,
}

/// What the Konnektor says about its way to the TI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TiLink {
    Online,
    /// The tunnel to the TI is down.
    Outage,
    /// The Konnektor is set to work offline (MGM_LU_ONLINE); its LDAP proxy is off too.
    OfflineMode,
    /// It does not say; no reason for an alarm.
    Unknown,
}

impl TiLink {
    /// Whether mail can be expected to flow.
    #[must_use]
    pub const fn is_online(self) -> bool {
        matches!(self, Self::Online | Self::Unknown)
    }
}

/// Which cards are asked for; eGK, the patients' cards, are none of our business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardGroup {
    /// SMC-B and HSM-B.
    Institution,
    /// All HBA kinds.
    Person,
}

/// A request: the SOAPAction and the envelope.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub action: String,
    pub body: String,
}

/// GetCards over all terminals of the Mandant.
#[must_use]
pub fn get_cards(context: &CallContext, group: CardGroup) -> Request {
    let group = match group {
        CardGroup::Institution => "SM-B",
        CardGroup::Person => "HBAx",
    };
    let inner = format!("{}<csc:CardType>{group}</csc:CardType>", context_xml(context));
    envelope(EVENT, "GetCards", " mandant-wide=\"true\"", &inner)
}

/// GetResourceInformation about the Konnektor itself.
#[must_use]
pub fn get_resource_information(context: &CallContext) -> Request {
    envelope(EVENT, "GetResourceInformation", "", &context_xml(context))
}

/// GetPinStatus of the PIN that matters for mail: `PIN.SMC` of an institution's card, `PIN.CH` of an HBA.
#[must_use]
pub fn get_pin_status(context: &CallContext, card: &Card) -> Request {
    let pin = if card.kind == CardKind::Hba { "PIN.CH" } else { "PIN.SMC" };
    let handle = escape(&card.handle);
    let inner = format!("{}<cc:CardHandle>{handle}</cc:CardHandle><csc:PinTyp>{pin}</csc:PinTyp>", context_xml(context));
    envelope(CARD, "GetPinStatus", "", &inner)
}

fn context_xml(context: &CallContext) -> String {
    let user = if context.user_id.is_empty() { String::new() } else { format!("<cc:UserId>{}</cc:UserId>", escape(&context.user_id)) };
    format!(
        "<ctx:Context><cc:MandantId>{}</cc:MandantId><cc:ClientSystemId>{}</cc:ClientSystemId><cc:WorkplaceId>{}</cc:WorkplaceId>{user}</ctx:Context>",
        escape(&context.mandant_id),
        escape(&context.client_system_id),
        escape(&context.workplace_id),
    )
}

fn envelope(namespace: &str, operation: &str, attributes: &str, inner: &str) -> Request {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <m:{operation}{attributes} xmlns:m=\"{namespace}\" xmlns:ctx=\"http://ws.gematik.de/conn/ConnectorContext/v2.0\" \
         xmlns:cc=\"http://ws.gematik.de/conn/ConnectorCommon/v5.0\" xmlns:csc=\"http://ws.gematik.de/conn/CardServiceCommon/v2.0\">\
         {inner}</m:{operation}></soap:Body></soap:Envelope>"
    );
    Request { action: format!("{namespace}#{operation}"), body }
}

/// Text as XML character data; characters that XML cannot carry are left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Reads `connector.sds`.
///
/// # Errors
/// [`Error::Answer`] when it is no service directory.
pub fn read_services(xml: &str) -> Result<ServiceDirectory, Error> {
    let document = parse(xml)?;
    let root = document.root_element();
    if root.tag_name().name() != "ConnectorServices" {
        return Err(Error::Answer("this is no service directory".to_owned()));
    }
    let flag = |name| text_of(root, name).eq_ignore_ascii_case("true");
    let firmware = find(root, "Local").map(|local| text_of(local, "FWVersion")).unwrap_or_default();
    let product = [text_of(root, "ProductVendorName"), text_of(root, "ProductName"), firmware];
    Ok(ServiceDirectory {
        event_service: endpoints(root, "EventService", 7),
        card_service: endpoints(root, "CardService", 8),
        tls_mandatory: flag("TLSMandatory"),
        client_certificate_mandatory: flag("ClientAutMandatory"),
        product: product.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
    })
}

/// The best version of a service: the newest one whose major number we speak. Versions without a number are skipped.
fn endpoints(root: roxmltree::Node<'_, '_>, service: &str, major: u32) -> Option<Endpoints> {
    let service = root.descendants().find(|n| n.tag_name().name() == "Service" && n.attribute("Name") == Some(service))?;
    let location = |version: roxmltree::Node<'_, '_>, name| find(version, name)?.attribute("Location").map(str::to_owned);
    let versions = service.descendants().filter(|n| n.tag_name().name() == "Version").filter_map(|version| {
        let number: Vec<u32> = version.attribute("Version")?.trim().split('.').map(|n| n.parse().ok()).collect::<Option<_>>()?;
        (number.first() == Some(&major)).then_some((number, version))
    });
    let (_, version) = versions.max_by(|a, b| a.0.cmp(&b.0))?;
    let found = Endpoints { tls: location(version, "EndpointTLS"), plain: location(version, "Endpoint") };
    (found != Endpoints::default()).then_some(found)
}

/// Reads the answer to [`get_cards`]; the PIN status is still unknown. eGK are dropped should they come.
///
/// # Errors
/// [`Error::Fault`] for a SOAP fault, [`Error::Answer`] for anything that is no such answer.
pub fn read_cards(xml: &str) -> Result<Vec<Card>, Error> {
    let document = answer(xml, "GetCardsResponse")?;
    let cards = document.descendants().filter(|n| n.tag_name().name() == "Card");
    Ok(cards
        .map(|card| Card {
            handle: text_of(card, "CardHandle"),
            kind: CardKind::parse(&text_of(card, "CardType")),
            iccsn: text_of(card, "Iccsn"),
            holder: text_of(card, "CardHolderName"),
            expires: text_of(card, "CertificateExpirationDate").get(..10).and_then(Day::parse),
            pin: PinStatus::Unknown,
        })
        .filter(|card| !card.handle.is_empty() && card.kind != CardKind::Egk)
        .collect())
}

/// Reads the answer to [`get_pin_status`]. `TRANSPORT_PIN` and `EMPTY_PIN` (card not in use yet) are `Unknown`.
///
/// # Errors
/// As [`read_cards`].
pub fn read_pin_status(xml: &str) -> Result<PinStatus, Error> {
    let document = answer(xml, "GetPinStatusResponse")?;
    Ok(match text_of(document.root_element(), "PinStatus").as_str() {
        "VERIFIED" => PinStatus::Verified,
        "VERIFIABLE" => PinStatus::Verifiable,
        "BLOCKED" => PinStatus::Blocked,
        "DISABLED" => PinStatus::Disabled,
        _ => PinStatus::Unknown,
    })
}

/// Reads the answer to [`get_resource_information`].
///
/// Offline without `EC_No_VPN_TI_Connection` means that the device is set to work offline (A_17085, A_17087).
///
/// # Errors
/// As [`read_cards`].
pub fn read_ti_link(xml: &str) -> Result<TiLink, Error> {
    let document = answer(xml, "GetResourceInformationResponse")?;
    let root = document.root_element();
    let Some(vpn) = find(root, "VPNTIStatus") else { return Ok(TiLink::Unknown) };
    let outage = root.descendants().filter(|n| n.tag_name().name() == "ErrorState").any(|state| {
        matches!(text_of(state, "ErrorCondition").as_str(), "EC_No_VPN_TI_Connection" | "EC_No_Online_Connection")
            && text_of(state, "Value").eq_ignore_ascii_case("true")
    });
    Ok(match text_of(vpn, "ConnectionStatus").as_str() {
        "Online" => TiLink::Online,
        "Offline" if outage => TiLink::Outage,
        "Offline" => TiLink::OfflineMode,
        _ => TiLink::Unknown,
    })
}

fn answer<'a>(xml: &'a str, expected: &str) -> Result<roxmltree::Document<'a>, Error> {
    let document = parse(xml)?;
    if let Some(fault) = find(document.root_element(), "Fault") {
        return Err(read_fault(fault));
    }
    if find(document.root_element(), expected).is_none() {
        return Err(Error::Answer(format!("{expected} is missing")));
    }
    Ok(document)
}

/// gematik's codes and texts of all traces; without them the words of SOAP.
fn read_fault(fault: roxmltree::Node<'_, '_>) -> Error {
    let traces: Vec<_> = fault
        .descendants()
        .filter(|n| n.tag_name().name() == "Trace")
        .map(|trace| (text_of(trace, "Code"), text_of(trace, "ErrorText")))
        .filter(|(code, text)| !code.is_empty() || !text.is_empty())
        .collect();
    match traces.first() {
        Some((code, _)) => {
            let texts = traces.iter().enumerate().map(|(at, (code, text))| if at == 0 { text.clone() } else { format!("{code} {text}") });
            Error::Fault { code: code.clone(), text: one_line(&texts.collect::<Vec<_>>().join("; ")) }
        }
        None => Error::Fault { code: text_of(fault, "faultcode"), text: text_of(fault, "faultstring") },
    }
}

fn parse(xml: &str) -> Result<roxmltree::Document<'_>, Error> {
    if depth(xml) > MAX_DEPTH {
        return Err(Error::Answer("the XML is nested too deeply".to_owned()));
    }
    let options = roxmltree::ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..Default::default() };
    roxmltree::Document::parse_with_options(xml, options).map_err(|error| Error::Answer(one_line(&error.to_string())))
}

/// Deepest nesting of tags, by a cheap pass before the parser sees the text. Comments and CDATA can only make the
/// result too large.
fn depth(xml: &str) -> usize {
    let (mut deepest, mut now) = (0usize, 0usize);
    for (at, _) in xml.match_indices('<') {
        let rest = xml.get(at + 1..).unwrap_or_default();
        if rest.starts_with('/') {
            now = now.saturating_sub(1);
        } else if !rest.starts_with(['?', '!']) && !rest.split('>').next().is_some_and(|tag| tag.ends_with('/')) {
            now += 1;
            deepest = deepest.max(now);
        }
        if deepest > MAX_DEPTH {
            break;
        }
    }
    deepest
}

fn find<'a, 'input>(node: roxmltree::Node<'a, 'input>, name: &str) -> Option<roxmltree::Node<'a, 'input>> {
    node.descendants().find(|n| n.tag_name().name() == name)
}

/// Cleaned text of the first element of that name below `node`; empty when there is none.
fn text_of(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    find(node, name).and_then(|n| n.text()).map(one_line).unwrap_or_default()
}

#[cfg(test)]
mod tests;
