//! The stand-in Konnektor: `connector.sds` and the few SOAP calls a mail client needs (EventService 7.2 GetCards,
//! GetCardTerminals and GetResourceInformation, CardService 8.1 GetPinStatus, CertificateService 6.0
//! CheckCertificateExpiration and ReadCardCertificate). Invariants: SOAPAction, body and endpoint must agree; a wrong call context gives fault
//! 4004 to 4006; one answer per connection, then it closes; every answer is valid by gematik's schemas.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::card_certificate;
use super::ebz::escaped;
use super::wire::{IDLE, Stream};
use crate::domain::card::CallContext;

const EVENT: &str = "http://ws.gematik.de/conn/EventService/v7.2";
const CARD: &str = "http://ws.gematik.de/conn/CardService/v8.1";
const CERTIFICATE: &str = "http://ws.gematik.de/conn/CertificateService/v6.0";
const COMMON: &str = "http://ws.gematik.de/conn/ConnectorCommon/v5.0";
const CARD_COMMON: &str = "http://ws.gematik.de/conn/CardServiceCommon/v2.0";
const MAX_REQUEST: usize = 64 * 1024;

/// A card in the demo's terminal.
pub(super) struct DemoCard {
    pub handle: &'static str,
    kind: &'static str,
    iccsn: &'static str,
    terminal: &'static str,
    slot: u8,
    pub holder: &'static str,
    pub telematik_id: &'static str,
    pub profession: &'static str,
    pub expires: &'static str,
    pin_types: &'static [&'static str],
    pin: &'static str,
}

pub(super) const CARDS: [DemoCard; 2] = [
    DemoCard {
        handle: "3f0c7d52-6a51-4c57-9f7e-0a4b7a7b1c11",
        kind: "SMC-B",
        iccsn: "80276999990000000017",
        terminal: "CT-01",
        slot: 3,
        holder: "Zahnarztpraxis Dr. Wiebke Tannhorst",
        telematik_id: "2-2-99-123456",
        profession: "Zahnarztpraxis",
        expires: "2031-02-28",
        pin_types: &["PIN.SMC"],
        pin: "VERIFIED",
    },
    DemoCard {
        handle: "a7d1f0c4-41cc-4b0e-9a52-7f0b3d2f9e02",
        kind: "HBA",
        iccsn: "80276999990000000025",
        terminal: "CT-02",
        slot: 1,
        holder: "Dr. Wiebke Tannhorst",
        telematik_id: "2-1-99-123456",
        profession: "Zahnärztin/Zahnarzt",
        expires: "2030-09-30",
        pin_types: &["PIN.CH", "PIN.QES"],
        pin: "VERIFIABLE",
    },
];

/// Terminals: id, the name staff gave it, and the end of its MAC address.
const TERMINALS: [(&str, &str, &str); 2] = [("CT-01", "Anmeldung", "01"), ("CT-02", "Sprechzimmer 1", "02")];

struct Request {
    method: String,
    path: String,
    action: String,
    content_type: String,
    body: String,
}

/// Serves one request and closes.
pub(super) async fn serve(mut stream: Box<dyn Stream>, context: &CallContext, base: &str) {
    let answer = match tokio::time::timeout(IDLE, read(&mut stream)).await {
        Ok(Some(request)) => respond(&request, context, base),
        _ => http("400 Bad Request", "text/plain", "bad request"),
    };
    // The peer may have left; nobody is waiting for this answer then.
    stream.write_all(answer.as_bytes()).await.ok();
    stream.shutdown().await.ok();
}

async fn read(stream: &mut Box<dyn Stream>) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|w| w == b"\r\n\r\n") {
            break at;
        }
        let n = stream.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        bytes.extend_from_slice(chunk.get(..n)?);
        if bytes.len() > MAX_REQUEST {
            return None;
        }
    };
    let head = String::from_utf8(bytes.get(..head_end)?.to_vec()).ok()?;
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let (method, path, version) = (start.next()?.to_owned(), start.next()?.to_owned(), start.next()?);
    if !version.starts_with("HTTP/1.") || start.next().is_some() {
        return None;
    }
    let headers: Vec<(String, &str)> =
        lines.map(|l| l.split_once(':').map(|(k, v)| (k.to_ascii_lowercase(), v.trim()))).collect::<Option<_>>()?;
    let header = |name: &str| headers.iter().find(|(k, _)| k == name).map_or("", |(_, v)| *v);
    if header("host").is_empty() || !header("transfer-encoding").is_empty() {
        return None;
    }
    let length: usize = if header("content-length").is_empty() { 0 } else { header("content-length").parse().ok()? };
    if length > MAX_REQUEST {
        return None;
    }
    let mut body = bytes.get(head_end + 4..)?.to_vec();
    while body.len() < length {
        let n = stream.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        body.extend_from_slice(chunk.get(..n)?);
    }
    let (action, content_type) = (header("soapaction").to_owned(), header("content-type").to_ascii_lowercase());
    Some(Request { method, path, action, content_type, body: String::from_utf8(body).ok()? })
}

fn http(status: &str, content_type: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn respond(request: &Request, context: &CallContext, base: &str) -> String {
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/connector.sds") => http("200 OK", "text/xml; charset=utf-8", &service_directory(base)),
        ("POST", "/ws/EventService" | "/ws/CardService" | "/ws/CertificateService") => soap(request, context),
        (_, "/connector.sds" | "/ws/EventService" | "/ws/CardService" | "/ws/CertificateService") => {
            http("405 Method Not Allowed", "text/plain", "method")
        }
        _ => http("404 Not Found", "text/plain", "not found"),
    }
}

fn soap(request: &Request, context: &CallContext) -> String {
    let fault = |code: u16, text: &str| http("500 Internal Server Error", "text/xml; charset=utf-8", &soap_fault(code, text));
    if !request.content_type.starts_with("text/xml") {
        return http("415 Unsupported Media Type", "text/plain", "SOAP 1.1 needs text/xml");
    }
    let operation = request.action.trim_matches('"').rsplit('#').next().unwrap_or_default().to_owned();
    let quoted = request.action.starts_with('"') && request.action.ends_with('"') && request.action.len() > 2;
    let service = match request.path.as_str() {
        "/ws/EventService" => EVENT,
        "/ws/CardService" => CARD,
        _ => CERTIFICATE,
    };
    let matches = request.action.trim_matches('"') == format!("{service}#{operation}") && element(&request.body, &operation).is_some();
    if !quoted || !matches || !request.body.contains("http://schemas.xmlsoap.org/soap/envelope/") || !request.body.contains(service) {
        return fault(4000, "Syntaxfehler im Aufruf");
    }
    let text = |name: &str| element(&request.body, name).unwrap_or_default();
    for (name, right, code, message) in [
        ("MandantId", &context.mandant_id, 4004, "Ungültige Mandanten-ID"),
        ("ClientSystemId", &context.client_system_id, 4005, "Ungültige Clientsystem-ID"),
        ("WorkplaceId", &context.workplace_id, 4006, "Ungültige Arbeitsplatz-ID"),
    ] {
        if text(name) != *right {
            return fault(code, message);
        }
    }
    let body = match operation.as_str() {
        "GetCards" if service == EVENT => cards(&text("CardType")),
        "GetCardTerminals" if service == EVENT => terminals(&context.workplace_id),
        "CheckCertificateExpiration" if service == CERTIFICATE => expirations(),
        "ReadCardCertificate" if service == CERTIFICATE => match certificates(&request.body) {
            Ok(answer) => answer,
            Err((code, message)) => return fault(code, message),
        },
        "GetResourceInformation" if service == EVENT => resource_information(),
        "GetPinStatus" if service == CARD => match CARDS.iter().find(|c| c.handle == text("CardHandle")) {
            None => return fault(4101, "Karten-Handle ungültig"),
            Some(card) if !card.pin_types.contains(&text("PinTyp").as_str()) => return fault(4072, "Ungültige PIN-Referenz"),
            Some(card) => pin_status(card),
        },
        _ => return fault(4011, "Operation nicht vorhanden"),
    };
    http("200 OK", "text/xml; charset=utf-8", &envelope(&body))
}

/// Text of the first element with that local name, unescaped; empty for one without text.
fn element(xml: &str, local_name: &str) -> Option<String> {
    let text = element_at(xml, local_name)?.split('<').next().unwrap_or_default().trim();
    Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&"))
}

/// What follows the start tag of the first element with that local name; nothing for an empty element.
fn element_at<'a>(xml: &'a str, local_name: &str) -> Option<&'a str> {
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..)?;
        let name: String = rest.chars().take_while(|c| !c.is_whitespace() && !"/>".contains(*c)).collect();
        if name.rsplit(':').next() == Some(local_name) && !name.is_empty() {
            let (tag, after) = rest.split_once('>')?;
            return Some(if tag.ends_with('/') { "" } else { after });
        }
    }
    None
}

fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

fn now() -> String {
    chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn soap_fault(code: u16, text: &str) -> String {
    let id = uuid::Uuid::new_v4();
    envelope(&format!(
        "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>{text}</faultstring><detail><e:Error xmlns:e=\"http://ws.gematik.de/tel/error/v2.0\"><e:MessageID>{id}</e:MessageID><e:Timestamp>{}</e:Timestamp><e:Trace><e:EventID>{id}</e:EventID><e:Instance>demo</e:Instance><e:LogReference>{id}</e:LogReference><e:CompType>Konnektor</e:CompType><e:Code>{code}</e:Code><e:Severity>Error</e:Severity><e:ErrorType>Technical</e:ErrorType><e:ErrorText>{text}</e:ErrorText></e:Trace></e:Error></detail></soap:Fault>",
        now()
    ))
}

fn cards(kind: &str) -> String {
    let wanted = |card: &&DemoCard| match kind {
        "" => true,
        "SM-B" => card.kind == "SMC-B",
        "HBAx" => card.kind == "HBA",
        kind => card.kind == kind,
    };
    let rows: String = CARDS
        .iter()
        .filter(wanted)
        .map(|c| {
            format!(
                "<card:Card><cc:CardHandle>{}</cc:CardHandle><csc:CardType>{}</csc:CardType><csc:Iccsn>{}</csc:Iccsn><csc:CtId>{}</csc:CtId><csc:SlotId>{}</csc:SlotId><card:InsertTime>2026-11-20T07:01:12.000+01:00</card:InsertTime><card:CardHolderName>{}</card:CardHolderName><card:CertificateExpirationDate>{}</card:CertificateExpirationDate></card:Card>",
                c.handle, c.kind, c.iccsn, c.terminal, c.slot, escaped(c.holder), c.expires
            )
        })
        .collect();
    format!(
        "<evt:GetCardsResponse xmlns:evt=\"{EVENT}\" xmlns:cc=\"{COMMON}\" xmlns:csc=\"{CARD_COMMON}\" xmlns:card=\"{CARD}\"><cc:Status><cc:Result>OK</cc:Result></cc:Status><card:Cards>{rows}</card:Cards></evt:GetCardsResponse>"
    )
}

fn terminals(workplace: &str) -> String {
    let time = now();
    let rows: String = TERMINALS
        .iter()
        .map(|(id, name, mac)| {
            format!(
                "<ct:CardTerminal><pi:ProductInformation><pi:InformationDate>{time}</pi:InformationDate><pi:ProductTypeInformation><pi:ProductType>KT</pi:ProductType><pi:ProductTypeVersion>1.7.0</pi:ProductTypeVersion></pi:ProductTypeInformation><pi:ProductIdentification><pi:ProductVendorID>DEMO</pi:ProductVendorID><pi:ProductCode>demokt</pi:ProductCode><pi:ProductVersion><pi:Local><pi:HWVersion>1.0.0</pi:HWVersion><pi:FWVersion>4.0.0</pi:FWVersion></pi:Local></pi:ProductVersion></pi:ProductIdentification><pi:ProductMiscellaneous><pi:ProductVendorName>Kimpost-Demo</pi:ProductVendorName><pi:ProductName>Terminal-Attrappe</pi:ProductName></pi:ProductMiscellaneous></pi:ProductInformation><csc:CtId>{id}</csc:CtId><cc:WorkplaceIds><cc:WorkplaceId>{}</cc:WorkplaceId></cc:WorkplaceIds><ct:Name>{name}</ct:Name><ct:MacAddress>02-00-5e-00-53-{mac}</ct:MacAddress><ct:Slots>4</ct:Slots><ct:IS_PHYSICAL>true</ct:IS_PHYSICAL><ct:Connected>true</ct:Connected></ct:CardTerminal>",
                escaped(workplace)
            )
        })
        .collect();
    format!(
        "<evt:GetCardTerminalsResponse xmlns:evt=\"{EVENT}\" xmlns:cc=\"{COMMON}\" xmlns:csc=\"{CARD_COMMON}\" xmlns:ct=\"http://ws.gematik.de/conn/CardTerminalInfo/v8.0\" xmlns:pi=\"http://ws.gematik.de/int/version/ProductInformation/v1.1\"><cc:Status><cc:Result>OK</cc:Result></cc:Status><ct:CardTerminals>{rows}</ct:CardTerminals></evt:GetCardTerminalsResponse>"
    )
}

fn expirations() -> String {
    let rows: String = CARDS
        .iter()
        .map(|c| {
            format!(
                "<cert:CertificateExpiration><cert:CtID>{}</cert:CtID><cc:CardHandle>{}</cc:CardHandle><cert:ICCSN>{}</cert:ICCSN><cert:subject_commonName>{}</cert:subject_commonName><cert:serialNumber>1</cert:serialNumber><cert:validity>{}</cert:validity></cert:CertificateExpiration>",
                c.terminal, c.handle, c.iccsn, escaped(c.holder), c.expires
            )
        })
        .collect();
    format!(
        "<cert:CheckCertificateExpirationResponse xmlns:cert=\"{CERTIFICATE}\" xmlns:cc=\"{COMMON}\"><cc:Status><cc:Result>OK</cc:Result></cc:Status>{rows}</cert:CheckCertificateExpirationResponse>"
    )
}

fn certificates(request: &str) -> Result<String, (u16, &'static str)> {
    let handle = element(request, "CardHandle").unwrap_or_default();
    if !CARDS.iter().any(|card| card.handle == handle) {
        return Err((4101, "Karten-Handle ungültig"));
    }
    let ecc = element(request, "Crypt").as_deref() == Some("ECC");
    let mut rest = element_at(request, "CertRefList").unwrap_or_default();
    let mut rows = String::new();
    while let Some(after) = element_at(rest, "CertRef") {
        let reference = after.split('<').next().unwrap_or_default().trim();
        rows += &card_certificate::data_info(&handle, reference, ecc).ok_or((4149, "Ungültige Zertifikatsreferenz"))?;
        rest = after;
    }
    if rows.is_empty() {
        return Err((4000, "Syntaxfehler im Aufruf"));
    }
    Ok(format!(
        "<cert:ReadCardCertificateResponse xmlns:cert=\"{CERTIFICATE}\" xmlns:conn=\"{COMMON}\" xmlns:cc=\"http://ws.gematik.de/conn/CertificateServiceCommon/v2.0\"><conn:Status><conn:Result>OK</conn:Result></conn:Status><cc:X509DataInfoList>{rows}</cc:X509DataInfoList></cert:ReadCardCertificateResponse>"
    ))
}

fn resource_information() -> String {
    let time = now();
    format!(
        "<evt:GetResourceInformationResponse xmlns:evt=\"{EVENT}\" xmlns:cc=\"{COMMON}\"><cc:Status><cc:Result>OK</cc:Result></cc:Status><cc:Connector><cc:VPNTIStatus><cc:ConnectionStatus>Online</cc:ConnectionStatus><cc:Timestamp>{time}</cc:Timestamp></cc:VPNTIStatus><cc:VPNSISStatus><cc:ConnectionStatus>Offline</cc:ConnectionStatus><cc:Timestamp>{time}</cc:Timestamp></cc:VPNSISStatus><cc:OperatingState><cc:ErrorState><cc:ErrorCondition>EC_No_VPN_TI_Connection</cc:ErrorCondition><cc:Severity>Error</cc:Severity><cc:Type>Operation</cc:Type><cc:Value>false</cc:Value><cc:ValidFrom>{time}</cc:ValidFrom></cc:ErrorState></cc:OperatingState></cc:Connector></evt:GetResourceInformationResponse>"
    )
}

fn pin_status(card: &DemoCard) -> String {
    let tries = if card.pin == "VERIFIABLE" { "<card:LeftTries>3</card:LeftTries>" } else { "" };
    format!(
        "<card:GetPinStatusResponse xmlns:card=\"{CARD}\" xmlns:cc=\"{COMMON}\"><cc:Status><cc:Result>OK</cc:Result></cc:Status><card:PinStatus>{}</card:PinStatus>{tries}</card:GetPinStatusResponse>",
        card.pin
    )
}

fn service_directory(base: &str) -> String {
    let tls = base.starts_with("https");
    let endpoint = |name: &str| {
        let plain = if tls { String::new() } else { format!("<si:Endpoint Location=\"{base}/ws/{name}\"/>") };
        format!("{plain}<si:EndpointTLS Location=\"{}/ws/{name}\"/>", base.replace("http://", "https://"))
    };
    let service = |name: &str, about: &str, namespace: &str, version: &str| {
        format!(
            "<si:Service Name=\"{name}\"><si:Abstract>{about}</si:Abstract><si:Versions><si:Version TargetNamespace=\"{namespace}\" Version=\"{version}\"><si:Abstract>{version}</si:Abstract>{}</si:Version></si:Versions></si:Service>",
            endpoint(name)
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sd:ConnectorServices xmlns:sd=\"http://ws.gematik.de/conn/ServiceDirectory/v3.1\" xmlns:si=\"http://ws.gematik.de/conn/ServiceInformation/v2.0\" xmlns:pi=\"http://ws.gematik.de/int/version/ProductInformation/v1.1\"><pi:ProductInformation><pi:InformationDate>{}</pi:InformationDate><pi:ProductTypeInformation><pi:ProductType>Konnektor</pi:ProductType><pi:ProductTypeVersion>5.51.0</pi:ProductTypeVersion></pi:ProductTypeInformation><pi:ProductIdentification><pi:ProductVendorID>DEMO</pi:ProductVendorID><pi:ProductCode>demokon</pi:ProductCode><pi:ProductVersion><pi:Local><pi:HWVersion>1.0.0</pi:HWVersion><pi:FWVersion>5.51.2</pi:FWVersion></pi:Local></pi:ProductVersion></pi:ProductIdentification><pi:ProductMiscellaneous><pi:ProductVendorName>Kimpost-Demo</pi:ProductVendorName><pi:ProductName>Konnektor-Attrappe</pi:ProductName></pi:ProductMiscellaneous></pi:ProductInformation><sd:TLSMandatory>{tls}</sd:TLSMandatory><sd:ClientAutMandatory>false</sd:ClientAutMandatory><si:ServiceInformation>{}{}{}</si:ServiceInformation></sd:ConnectorServices>",
        now(),
        service("EventService", "Systeminformationsdienst", "http://ws.gematik.de/conn/EventService/WSDL/v7.2", "7.2.0"),
        service("CardService", "Kartendienst", "http://ws.gematik.de/conn/CardService/WSDL/v8.1", "8.1.2"),
        service("CertificateService", "Zertifikatsdienst", "http://ws.gematik.de/conn/CertificateService/WSDL/v6.0", "6.0.1"),
    )
}
