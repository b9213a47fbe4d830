//! The client against a scripted HTTP server in the same process.

use std::sync::Mutex;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::*;

type Requests = Arc<Mutex<Vec<String>>>;

/// Answers each request with what `answer` makes of its head and body; remembers the requests.
async fn server(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (u16, Requests) {
    serve(None, answer).await
}

async fn serve(tls: Option<tokio_rustls::TlsAcceptor>, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> (u16, Requests) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let requests = Requests::default();
    let seen = Arc::clone(&requests);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            match &tls {
                None => converse(stream, &answer, &seen).await,
                // A client that refuses the certificate is part of these tests.
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        converse(stream, &answer, &seen).await;
                    }
                }
            }
        }
    });
    (port, requests)
}

async fn converse(mut stream: impl AsyncRead + AsyncWrite + Unpin, answer: &impl Fn(&str) -> Vec<u8>, seen: &Mutex<Vec<String>>) {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                seen.lock().unwrap().push(text.clone());
                // A client that gives up in the middle of an answer is part of these tests.
                let _ = stream.write_all(&answer(&text)).await;
                let _ = stream.shutdown().await;
                return;
            }
        }
        if stream.read_buf(&mut bytes).await.unwrap_or(0) == 0 {
            return;
        }
    }
}

fn http(status: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len()).into_bytes()
}

/// A service directory whose host nobody can reach, as behind NAT. The paths are real.
fn services(port: u16) -> String {
    let service = |name, version| {
        format!(
            "<Service Name=\"{name}\"><Versions><Version Version=\"{version}\"><EndpointTLS Location=\"https://konnektor.invalid:{port}/tls/{name}\"/>\
             <Endpoint Location=\"http://konnektor.invalid:{port}/ws/{name}\"/></Version></Versions></Service>"
        )
    };
    format!("<ConnectorServices>{}{}</ConnectorServices>", service("EventService", "7.2.0"), service("CardService", "8.1.2"))
}

fn soap(inner: &str) -> Vec<u8> {
    http("200 OK", &format!("<E><Body>{inner}</Body></E>"))
}

fn healthy(request: &str) -> Vec<u8> {
    if request.starts_with("GET /connector.sds ") {
        http("200 OK", &services(1))
    } else if request.contains("SM-B") {
        soap("<GetCardsResponse><Card><CardHandle>h1</CardHandle><CardType>SMC-B</CardType></Card></GetCardsResponse>")
    } else if request.contains("HBAx") {
        http(
            "500 Internal Server Error",
            "<E><Fault><faultcode>x</faultcode><Trace><Code>4000</Code><ErrorText>y</ErrorText></Trace></Fault></E>",
        )
    } else if request.contains("GetPinStatus") {
        soap("<GetPinStatusResponse><PinStatus>VERIFIED</PinStatus></GetPinStatusResponse>")
    } else {
        soap(
            "<GetResourceInformationResponse><VPNTIStatus><ConnectionStatus>Online</ConnectionStatus></VPNTIStatus></GetResourceInformationResponse>",
        )
    }
}

fn client(port: u16, login: Option<Login>) -> Client {
    let context = CallContext { mandant_id: "M1".into(), client_system_id: "C1".into(), workplace_id: "W1".into(), user_id: String::new() };
    Client::new(&format!("http://127.0.0.1:{port}"), context, login, None, Duration::from_secs(5)).unwrap()
}

#[tokio::test]
async fn lists_cards_and_asks_only_the_configured_computer() {
    let (port, requests) = server(healthy).await;
    let mut client = client(port, Some(Login { user: "kim".into(), password: Secret::new("ge:heim ü") }));
    assert_eq!(client.ti_link().await.unwrap(), TiLink::Online);
    let cards = client.cards().await.unwrap();
    assert_eq!(cards.iter().map(|c| (c.handle.as_str(), c.pin)).collect::<Vec<_>>(), [("h1", PinStatus::Verified)]);
    let requests = requests.lock().unwrap();
    // One directory for everything, then status, two card lists, one PIN; no certificate service, so no dates.
    let lines: Vec<_> = requests.iter().map(|r| r.lines().next().unwrap_or_default()).collect();
    let event = "POST /ws/EventService HTTP/1.1";
    assert_eq!(lines, ["GET /connector.sds HTTP/1.1", event, event, event, "POST /ws/CardService HTTP/1.1"]);
    let first = requests.get(1).unwrap().to_ascii_lowercase();
    for header in [
        "soapaction: \"http://ws.gematik.de/conn/eventservice/v7.2#getresourceinformation\"".to_owned(),
        "content-type: text/xml; charset=utf-8".to_owned(),
        format!("host: 127.0.0.1:{port}"),
        "authorization: basic a2ltomdlomhlaw0gw7w=".to_owned(),
    ] {
        assert!(first.contains(&header), "{header} is missing in {first}");
    }
}

#[tokio::test]
async fn a_report_needs_neither_terminals_nor_a_known_directory() {
    let (port, requests) = server(|request| match request {
        r if r.contains("GetCardTerminals") => http("500 Internal Server Error", "<html>kaputt</html>"),
        r => healthy(r),
    })
    .await;
    let mut first = client(port, None);
    let report = first.report().await.unwrap();
    assert_eq!((report.link, report.cards.len(), report.terminals.len()), (TiLink::Online, 1, 0));
    let known = first.services().await.unwrap().clone();
    let asked = requests.lock().unwrap().len();
    client(port, None).knowing(Some(known)).report().await.unwrap();
    let requests = requests.lock().unwrap();
    assert!(requests.iter().skip(asked).all(|r| r.starts_with("POST")), "the directory is not read again");
}

/// Asks for the cards and names the error.
async fn check(answer: fn(&str) -> Vec<u8>, expected: &str) {
    let (port, _requests) = server(answer).await;
    let mut client = client(port, None);
    client.timeout = Duration::from_millis(400);
    let error = format!("{:?}", client.cards().await.expect_err(expected));
    assert!(error.contains(expected), "{error} is not {expected}");
}

#[tokio::test]
async fn names_what_went_wrong() {
    const fn sds(request: &str) -> bool {
        matches!(request.as_bytes(), [b'G', ..])
    }
    check(|_| http("401 Unauthorized", ""), "Auth(401)").await;
    check(|_| http("403 Forbidden", "<html/>"), "Auth(403)").await;
    check(|_| http("404 Not Found", "<html/>"), "Http(404)").await;
    check(|_| b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec(), "Http(302)").await;
    check(|_| http("200 OK", "<ConnectorServices/>"), "ServiceMissing(\"EventService\")").await;
    check(|_| http("200 OK", "keins"), "Answer").await;
    check(|_| http("200 OK", "<!DOCTYPE html><html><body>Wartung"), "a web page").await;
    check(|_| b"+OK POP3 ready\r\n".to_vec(), "Answer").await;
    check(|_| Vec::new(), "Answer").await;
    check(|_| b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n<Conn".to_vec(), "Answer").await;
    check(|_| http("200 OK", &" ".repeat(MAX_BODY + 1)), "Answer").await;
    check(|r| if sds(r) { healthy(r) } else { http("500 Internal Server Error", "<html>kaputt</html>") }, "Http(500)").await;
    let fault = |r: &str| {
        let text = "<E><Fault><Trace><Code>4004</Code><ErrorText>Ungültige Mandanten-ID</ErrorText></Trace></Fault></E>";
        if sds(r) { healthy(r) } else { http(if r.contains("GetCards") { "500 Error" } else { "200 OK" }, text) }
    };
    check(fault, "Fault { code: \"4004\", text: \"Ungültige Mandanten-ID\" }").await;
}

#[tokio::test]
async fn gives_up_on_silence_and_on_a_closed_port() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut client = client(port, None);
    client.timeout = Duration::from_millis(100);
    assert!(matches!(client.ti_link().await, Err(Error::Timeout)));
    drop(listener);
    client.timeout = Duration::from_secs(5);
    assert!(matches!(client.ti_link().await, Err(Error::Unreachable(_) | Error::Answer(_))));
}

fn strict() -> Arc<rustls::ClientConfig> {
    let builder = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap();
    Arc::new(builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth())
}

#[test]
fn credentials_and_services_stay_on_safe_ways() {
    let login = || Some(Login { user: "u".into(), password: Secret::new("p") });
    let new = |url: &str, login| Client::new(url, CallContext::default(), login, None, Duration::from_secs(1)).map(|_| ());
    assert!(matches!(new("http://10.0.0.1", login()), Err(Error::Url(_))));
    assert!(matches!(new("https://10.0.0.1", None), Err(Error::Url(_))));
    assert!(new("http://localhost:1", login()).is_ok());
    for url in ["konnektor", "ftp://k", "https://", "http://a:0", "http://u@a/", "http://[::1"] {
        assert!(matches!(new(url, None), Err(Error::Url(_))), "{url}");
    }
    let tls = "https://kon.intern:443/ws/E".to_owned();
    let plain = "http://kon.intern:80/ws/E".to_owned();
    let both = Endpoints { tls: Some(tls.clone()), plain: Some(plain.clone()) };
    for (entered, endpoints, expected) in [
        ("https://10.0.0.1", both.clone(), Some("https 10.0.0.1:443 /ws/E")),
        ("https://10.0.0.1:8443", both.clone(), Some("https 10.0.0.1:8443 /ws/E")),
        ("https://KON.intern:8443", both.clone(), Some("https KON.intern:443 /ws/E")),
        ("http://10.0.0.1:8080", both.clone(), Some("http 10.0.0.1:8080 /ws/E")),
        ("http://10.0.0.1:8080", Endpoints { tls: Some(tls), plain: None }, Some("https 10.0.0.1:443 /ws/E")),
        // Never from https to http.
        ("https://10.0.0.1", Endpoints { tls: None, plain: Some(plain.clone()) }, None),
        ("https://10.0.0.1", Endpoints { tls: Some(plain), plain: None }, None),
    ] {
        let client = Client::new(entered, CallContext::default(), None, Some(strict()), Duration::from_secs(1)).unwrap();
        if let Some(named) = client.with_named_hosts(true).service_address(&endpoints) {
            assert_eq!(named.host, "kon.intern", "{entered}");
            assert!(named.tls || entered.starts_with("http:"), "never from https to http");
        }
        let config = strict();
        let client = Client::new(entered, CallContext::default(), None, Some(config), Duration::from_secs(1)).unwrap();
        let found = client.service_address(&endpoints);
        let found = found.map(|a| format!("{} {} {}", if a.tls { "https" } else { "http" }, a.authority(), a.path));
        assert_eq!(found.as_deref(), expected, "{entered}");
    }
}

/// The engine runs these on its threads.
#[test]
fn questions_can_move_between_threads() {
    fn movable(_: impl Send) {}
    let mut client = client(1, None);
    movable(client.cards());
    movable(client.ti_link());
}

#[tokio::test]
async fn speaks_tls_and_refuses_a_strange_certificate() {
    let provider = || Arc::new(rustls::crypto::ring::default_provider());
    let own = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .unwrap();
    let port_of_services = Arc::new(Mutex::new(0));
    let told = Arc::clone(&port_of_services);
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let (port, requests) = serve(Some(acceptor), move |request| match request.as_bytes() {
        [b'G', ..] => http("200 OK", &services(*told.lock().unwrap())),
        _ => healthy(request),
    })
    .await;
    *port_of_services.lock().unwrap() = port;
    let client = |roots: rustls::RootCertStore| {
        let tls = rustls::ClientConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let login = Login { user: "kim".into(), password: Secret::new("geheim") };
        let url = format!("https://127.0.0.1:{port}");
        Client::new(&url, CallContext::default(), Some(login), Some(Arc::new(tls)), Duration::from_secs(5)).unwrap()
    };
    let found = client(rustls::RootCertStore::empty()).ti_link().await;
    assert!(matches!(found, Err(Error::Tls(_))), "{found:?}");
    assert!(requests.lock().unwrap().is_empty(), "nothing may be said to a stranger");
    let mut trusted = rustls::RootCertStore::empty();
    trusted.add(own.cert.der().clone()).unwrap();
    assert_eq!(client(trusted).ti_link().await.unwrap(), TiLink::Online);
    let lines: Vec<_> = requests.lock().unwrap().iter().map(|r| r.lines().next().unwrap_or_default().to_owned()).collect();
    assert_eq!(lines, ["GET /connector.sds HTTP/1.1", "POST /tls/EventService HTTP/1.1"]);
}
