//! Requests and answers against gematik's examples and against sloppy ones.

use super::*;

fn context() -> CallContext {
    CallContext {
        mandant_id: "Praxis & Söhne".into(),
        client_system_id: "Kim<Mail>".into(),
        workplace_id: "Anmeldung1".into(),
        user_id: String::new(),
    }
}

fn soap(inner: &str) -> String {
    format!("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{inner}</s:Body></s:Envelope>")
}

#[test]
fn writes_requests_that_are_well_formed_and_ordered() {
    let card = Card {
        handle: "h\"1&2".into(),
        kind: CardKind::SmcB,
        iccsn: String::new(),
        holder: String::new(),
        expires: None,
        pin: PinStatus::Unknown,
        left_tries: None,
        telematik_id: None,
        terminal: String::new(),
    };
    let hba = Card { kind: CardKind::Hba, ..card.clone() };
    let with_user = CallContext { user_id: "arzt1".into(), ..context() };
    for (request, action, last, text) in [
        (get_cards(&context(), CardGroup::Institution), "EventService/v7.2#GetCards", "CardType", "SM-B"),
        (get_cards(&context(), CardGroup::Person), "EventService/v7.2#GetCards", "CardType", "HBAx"),
        (get_resource_information(&context()), "EventService/v7.2#GetResourceInformation", "WorkplaceId", "Anmeldung1"),
        (get_resource_information(&with_user), "EventService/v7.2#GetResourceInformation", "UserId", "arzt1"),
        (get_card_terminals(&context()), "EventService/v7.2#GetCardTerminals", "WorkplaceId", "Anmeldung1"),
        (check_certificate_expiration(&context()), "CertificateService/v6.0#CheckCertificateExpiration", "WorkplaceId", "Anmeldung1"),
        (get_pin_status(&context(), &card), "CardService/v8.1#GetPinStatus", "PinTyp", "PIN.SMC"),
        (get_pin_status(&context(), &hba), "CardService/v8.1#GetPinStatus", "PinTyp", "PIN.CH"),
    ] {
        assert_eq!(request.action, format!("http://ws.gematik.de/conn/{action}"));
        let document = roxmltree::Document::parse(&request.body).expect(&request.body);
        let node = document.descendants().rfind(roxmltree::Node::is_element).unwrap();
        assert_eq!((node.tag_name().name(), node.text()), (last, Some(text)));
        assert_eq!(text_of(document.root_element(), "MandantId"), "Praxis & Söhne");
        assert_eq!(text_of(document.root_element(), "ClientSystemId"), "Kim<Mail>");
        if action.ends_with("GetPinStatus") {
            assert_eq!(text_of(document.root_element(), "CardHandle"), "h\"1&2");
        }
    }
}

#[test]
fn reads_cards_by_local_names() {
    let cards = read_cards(include_str!("../../../tests/data/soap/get_cards.xml")).unwrap();
    let shown: Vec<_> =
        cards.iter().map(|c| (c.kind.as_str(), c.holder.as_str(), c.iccsn.as_str(), c.expires.map(|d| d.to_string()))).collect();
    assert_eq!(
        shown,
        [
            ("SMC-B", "Gemeinschaftspraxis Größmann & Süß", "80276999990000000017", Some("2027-02-28".to_owned())),
            ("HBA", "", "", None),
            ("SMC-KT", "", "", None),
        ]
    );
    assert_eq!(read_cards(&soap("<GetCardsResponse><Cards/></GetCardsResponse>")).unwrap(), []);
}

#[test]
fn reads_pin_states_and_the_way_to_the_ti() {
    for (word, expected) in [
        ("VERIFIED", PinStatus::Verified),
        ("VERIFIABLE", PinStatus::Verifiable),
        ("BLOCKED", PinStatus::Blocked),
        ("DISABLED", PinStatus::Disabled),
        ("TRANSPORT_PIN", PinStatus::Unused),
        ("EMPTY_PIN", PinStatus::Unused),
        ("", PinStatus::Unknown),
    ] {
        let answer =
            soap(&format!("<c:GetPinStatusResponse xmlns:c=\"urn:x\"><c:PinStatus> {word} </c:PinStatus></c:GetPinStatusResponse>"));
        assert_eq!(read_pin_status(&answer).unwrap(), (expected, None), "{word}");
    }
    let error = |name, value| format!("<ErrorState><ErrorCondition>{name}</ErrorCondition><Value>{value}</Value></ErrorState>");
    for (status, errors, expected) in [
        ("Online", String::new(), TiLink::Online),
        ("Offline", error("EC_No_VPN_TI_Connection", "true"), TiLink::Outage),
        ("Offline", error("EC_No_Online_Connection", "TRUE"), TiLink::Outage),
        ("Offline", error("EC_No_VPN_TI_Connection", "false"), TiLink::OfflineMode),
        ("Offline", error("EC_CardTerminal_Not_Available", "true"), TiLink::OfflineMode),
        ("", String::new(), TiLink::Unknown),
    ] {
        let answer = soap(&format!(
            "<GetResourceInformationResponse><VPNTIStatus><ConnectionStatus>{status}</ConnectionStatus></VPNTIStatus>\
             <VPNSISStatus><ConnectionStatus>Offline</ConnectionStatus></VPNSISStatus>{errors}</GetResourceInformationResponse>"
        ));
        assert_eq!(read_ti_link(&answer).unwrap(), expected, "{status} {errors}");
    }
    assert_eq!(read_ti_link(&soap("<GetResourceInformationResponse/>")).unwrap(), TiLink::Unknown);
    assert!(TiLink::Unknown.is_online() && !TiLink::OfflineMode.is_online());
}

#[test]
fn reads_terminals_tries_and_certificate_ends() {
    let terminals = read_terminals(&soap(
        "<GetCardTerminalsResponse><CardTerminals><CardTerminal><ProductInformation><Name>nicht dieser</Name></ProductInformation>\
         <CtId>CT-01</CtId><Name>Anmeldung</Name><Connected>true</Connected></CardTerminal>\
         <CardTerminal><CtId>CT-02</CtId><Connected>false</Connected></CardTerminal><CardTerminal/></CardTerminals></GetCardTerminalsResponse>",
    ));
    let shown: Vec<_> = terminals.unwrap().into_iter().map(|t| (t.id, t.name, t.connected)).collect();
    assert_eq!(shown, [("CT-01".to_owned(), "Anmeldung".to_owned(), true), ("CT-02".to_owned(), String::new(), false)]);
    let tries = "<GetPinStatusResponse><PinStatus>VERIFIABLE</PinStatus><LeftTries>2</LeftTries></GetPinStatusResponse>";
    assert_eq!(read_pin_status(&soap(tries)).unwrap(), (PinStatus::Verifiable, Some(2)));
    let ends = read_expirations(&soap(
        "<CheckCertificateExpirationResponse><CertificateExpiration><CardHandle>h</CardHandle><ICCSN>1</ICCSN>\
         <validity>2029-05-31+01:00</validity></CertificateExpiration>\
         <CertificateExpiration><validity>bald</validity></CertificateExpiration></CheckCertificateExpirationResponse>",
    ));
    let shown: Vec<_> = ends.unwrap().into_iter().map(|e| (e.handle, e.iccsn, e.last_day.to_string())).collect();
    assert_eq!(shown, [("h".to_owned(), "1".to_owned(), "2029-05-31".to_owned())]);
}

#[test]
fn reads_faults_with_codes_or_without() {
    for (fault, expected) in [
        (
            "<faultcode>s:Server</faultcode><faultstring>x</faultstring><detail><e:Error xmlns:e=\"http://ws.gematik.de/tel/error/v2.0\">\
             <e:Trace><e:Code>4004</e:Code><e:ErrorText>Ungültige\nMandanten-ID</e:ErrorText></e:Trace>\
             <e:Trace><e:Code>4002</e:Code><e:ErrorText>kritisch</e:ErrorText></e:Trace></e:Error></detail>",
            ("4004", "Ungültige Mandanten-ID; 4002 kritisch"),
        ),
        ("<faultcode>s:Client</faultcode><faultstring>unlesbar</faultstring>", ("s:Client", "unlesbar")),
    ] {
        let Err(Error::Fault { code, text }) = read_cards(&soap(&format!("<s:Fault>{fault}</s:Fault>"))) else { panic!("no fault") };
        assert_eq!((code.as_str(), text.as_str()), expected);
    }
}

#[test]
fn refuses_hostile_xml() {
    let nested = soap(&format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000)));
    let wide = soap(&"<a/>".repeat(200_000));
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aa\">]><x>&a;</x>".to_owned();
    for xml in [nested, wide, bomb, String::new(), "kein XML".to_owned(), soap("<andere/>")] {
        assert!(matches!(read_cards(&xml), Err(Error::Answer(_))), "{}", xml.get(..60).unwrap_or(&xml));
    }
}
