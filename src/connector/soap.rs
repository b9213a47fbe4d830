//! Texts of Konnektor requests and answers, pure.
//!
//! Requests follow gematik's schemas element by element. Answers are read by local names, since namespaces inside
//! one card differ between makers; what is missing is absent, not an error. A SOAP fault counts with any HTTP status.
//! XML is read without DTD and within limits (rule 34).

use crate::domain::card::{CallContext, Card, CardKind, PinStatus, Terminal, TiLink};
use crate::domain::safe_text::one_line;
use crate::domain::time::Day;

use super::Error;

const EVENT: &str = "http://ws.gematik.de/conn/EventService/v7.2";
const CARD: &str = "http://ws.gematik.de/conn/CardService/v8.1";
pub(super) const CERTIFICATE: &str = "http://ws.gematik.de/conn/CertificateService/v6.0";
/// Elements and attributes of one answer.
const MAX_NODES: u32 = 100_000;
/// Nesting of one answer; real ones stay below twelve.
const MAX_DEPTH: usize = 64;

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

/// GetCardTerminals over all workplaces of the Mandant.
#[must_use]
pub fn get_card_terminals(context: &CallContext) -> Request {
    envelope(EVENT, "GetCardTerminals", " mandant-wide=\"true\"", &context_xml(context))
}

/// CheckCertificateExpiration of every SM-B and HBA of the Mandant.
#[must_use]
pub fn check_certificate_expiration(context: &CallContext) -> Request {
    envelope(CERTIFICATE, "CheckCertificateExpiration", "", &context_xml(context))
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

pub(super) fn context_xml(context: &CallContext) -> String {
    let user = if context.user_id.is_empty() { String::new() } else { format!("<cc:UserId>{}</cc:UserId>", escape(&context.user_id)) };
    format!(
        "<ctx:Context><cc:MandantId>{}</cc:MandantId><cc:ClientSystemId>{}</cc:ClientSystemId><cc:WorkplaceId>{}</cc:WorkplaceId>{user}</ctx:Context>",
        escape(&context.mandant_id),
        escape(&context.client_system_id),
        escape(&context.workplace_id),
    )
}

pub(super) fn envelope(namespace: &str, operation: &str, attributes: &str, inner: &str) -> Request {
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
pub(super) fn escape(text: &str) -> String {
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
            expires: day_of(card, "CertificateExpirationDate"),
            pin: PinStatus::Unknown,
            left_tries: None,
            telematik_id: None,
            terminal: text_of(card, "CtId"),
        })
        .filter(|card| !card.handle.is_empty() && card.kind != CardKind::Egk)
        .collect())
}

/// Reads the answer to [`get_card_terminals`].
///
/// # Errors
/// As [`read_cards`].
pub fn read_terminals(xml: &str) -> Result<Vec<Terminal>, Error> {
    let document = answer(xml, "GetCardTerminalsResponse")?;
    let terminals = document.descendants().filter(|n| n.tag_name().name() == "CardTerminal");
    Ok(terminals
        .map(|terminal| Terminal {
            id: text_of(terminal, "CtId"),
            name: child_text(terminal, "Name"),
            connected: matches!(text_of(terminal, "Connected").as_str(), "true" | "1"),
        })
        .filter(|terminal| !terminal.id.is_empty())
        .collect())
}

/// The end of one card's certificate, from [`check_certificate_expiration`].
#[derive(Clone, PartialEq, Eq)]
pub struct Expiration {
    pub handle: String,
    pub iccsn: String,
    pub last_day: Day,
}

/// Reads the answer to [`check_certificate_expiration`]; rows without a date are left out.
///
/// # Errors
/// As [`read_cards`].
pub fn read_expirations(xml: &str) -> Result<Vec<Expiration>, Error> {
    let document = answer(xml, "CheckCertificateExpirationResponse")?;
    let rows = document.descendants().filter(|n| n.tag_name().name() == "CertificateExpiration");
    let read = |row| {
        let (handle, iccsn) = (text_of(row, "CardHandle"), text_of(row, "ICCSN"));
        day_of(row, "validity").map(|last_day| Expiration { handle, iccsn, last_day })
    };
    Ok(rows.filter_map(read).collect())
}

/// Reads the answer to [`get_pin_status`]: the state and, where it is told, the tries left.
///
/// # Errors
/// As [`read_cards`].
pub fn read_pin_status(xml: &str) -> Result<(PinStatus, Option<u32>), Error> {
    let document = answer(xml, "GetPinStatusResponse")?;
    let status = match text_of(document.root_element(), "PinStatus").as_str() {
        "VERIFIED" => PinStatus::Verified,
        "VERIFIABLE" => PinStatus::Verifiable,
        "BLOCKED" => PinStatus::Blocked,
        "DISABLED" => PinStatus::Disabled,
        "TRANSPORT_PIN" | "EMPTY_PIN" => PinStatus::Unused,
        _ => PinStatus::Unknown,
    };
    Ok((status, text_of(document.root_element(), "LeftTries").parse().ok()))
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

pub(super) fn answer<'a>(xml: &'a str, expected: &str) -> Result<roxmltree::Document<'a>, Error> {
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

/// XML without DTD and within limits; a web page is named as such, for devices answer with one while they start.
pub(super) fn parse(xml: &str) -> Result<roxmltree::Document<'_>, Error> {
    let start = xml.trim_start().get(..14).unwrap_or_default().to_ascii_lowercase();
    if start.starts_with("<html") || start.starts_with("<!doctype html") {
        return Err(Error::Answer("a web page instead of an answer".to_owned()));
    }
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

pub(super) fn find<'a, 'input>(node: roxmltree::Node<'a, 'input>, name: &str) -> Option<roxmltree::Node<'a, 'input>> {
    node.descendants().find(|n| n.tag_name().name() == name)
}

/// Cleaned text of the first element of that name below `node`; empty when there is none.
pub(super) fn text_of(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    find(node, name).and_then(|n| n.text()).map(one_line).unwrap_or_default()
}

/// As [`text_of`], of direct children only: a name that other elements below carry too.
fn child_text(node: roxmltree::Node<'_, '_>, name: &str) -> String {
    let child = node.children().find(|n| n.tag_name().name() == name);
    child.and_then(|n| n.text()).map(one_line).unwrap_or_default()
}

/// An `xs:date`, whose time zone does not matter here.
fn day_of(node: roxmltree::Node<'_, '_>, name: &str) -> Option<Day> {
    text_of(node, name).get(..10).and_then(Day::parse)
}

#[cfg(test)]
mod tests;
