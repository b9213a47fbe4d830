//! The client against a scripted peer in the same process: every way an answer can go wrong.

use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::*;
use crate::directory::ber::{Reader, element, number, sequence};

/// What the scripted server does after a request, beside answering binds.
enum Reply {
    /// Sends bytes made from the request's id.
    Bytes(fn(u32) -> Vec<u8>),
    /// Closes the connection without an answer.
    Close,
    /// Keeps silent.
    Silence,
}

fn message(id: u32, operation: Vec<u8>) -> Vec<u8> {
    sequence(0x30, &[number(2, id), operation])
}

fn result(tag: u8, id: u32, code: u32, text: &str) -> Vec<u8> {
    message(id, sequence(tag, &[number(0x0a, code), element(4, b""), element(4, text.as_bytes())]))
}

fn entry_named(id: u32, name: &str) -> Vec<u8> {
    let attribute = sequence(0x30, &[element(4, b"displayName"), element(0x31, &element(4, name.as_bytes()))]);
    message(id, sequence(0x64, &[element(4, b"uid=1"), element(0x30, &attribute)]))
}

/// Runs one script per connection; reports the tag of every request.
async fn server(scripts: Vec<Vec<Reply>>) -> (String, mpsc::UnboundedReceiver<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (seen, requests) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        for script in scripts {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut script = script.into_iter();
            let mut buffer = Vec::new();
            'connection: loop {
                while let Head::Total(total) = ber::head(&buffer)
                    && total <= buffer.len()
                {
                    let bytes: Vec<u8> = buffer.drain(..total).collect();
                    let mut reader = Reader(Reader(&bytes).expect(0x30).unwrap());
                    let id = reader.expect_number(2).unwrap();
                    let (tag, _) = reader.next().unwrap();
                    seen.send(tag).unwrap();
                    let reply = match tag {
                        0x60 => result(0x61, id, 0, ""),
                        0x50 => continue,
                        _ => match script.next() {
                            Some(Reply::Bytes(make)) => make(id),
                            Some(Reply::Silence) => continue,
                            Some(Reply::Close) | None => break 'connection,
                        },
                    };
                    stream.write_all(&reply).await.unwrap();
                }
                if stream.read_buf(&mut buffer).await.unwrap_or(0) == 0 {
                    break;
                }
            }
        }
    });
    (format!("ldap://127.0.0.1:{port}"), requests)
}

fn query() -> DirectoryQuery {
    DirectoryQuery { text: "Muster".into(), ..DirectoryQuery::default() }
}

/// Asks once and names what came back.
async fn check(script: Vec<Vec<Reply>>, expected: Result<(&[&str], bool), &str>) {
    let (url, _requests) = server(script).await;
    let found = Client::new(&url, None).unwrap().search(&DirectoryQuery { limit: 2, ..query() }).await;
    match (found, expected) {
        (Ok(answer), Ok((names, complete))) => {
            assert_eq!(answer.entries.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), names);
            assert_eq!(answer.complete, complete, "{names:?}");
        }
        (Err(error), Err(expected)) => assert!(format!("{error:?}").contains(expected), "{error:?} is not {expected}"),
        (found, expected) => panic!("{found:?} instead of {expected:?}"),
    }
}

#[tokio::test]
async fn reads_every_kind_of_answer() {
    let one = |reply| vec![vec![Reply::Bytes(reply)]];
    check(one(|id| [entry_named(id, "Zeh"), entry_named(id, "Äh"), result(0x65, id, 0, "")].concat()), Ok((&["Zeh", "Äh"], true))).await;
    check(one(|id| [entry_named(id, "b"), entry_named(id, "A"), result(0x65, id, 4, "")].concat()), Ok((&["A", "b"], false))).await;
    // More entries than asked for: cut here, and never waited for.
    check(one(|id| [entry_named(id, "a"), entry_named(id, "b"), entry_named(id, "c")].concat()), Ok((&["a", "b"], false))).await;
    check(one(|id| [entry_named(id, "a"), result(0x65, id, 3, "")].concat()), Ok((&["a"], false))).await;
    // Referrals and intermediate answers are passed over.
    check(one(|id| [message(id, element(0x73, b"")), result(0x65, id, 0, "")].concat()), Ok((&[], true))).await;
    check(one(|id| result(0x65, id, 10, "anderswo")), Err("Refused { code: 10, text: \"anderswo\" }")).await;
    check(one(|id| result(0x65, id, 53, "nein\r\n")), Err("Refused { code: 53, text: \"nein\" }")).await;
    check(one(|id| result(0x65, id, 51, "")), Err("Busy")).await;
    check(one(|_| result(0x78, 0, 52, "Wartung")), Err("Lost(\"Wartung\")")).await;
    check(one(|_| b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec()), Err("Protocol")).await;
    check(one(|_| b"\x30\x84\x7f\xff\xff\xff".to_vec()), Err("Protocol(\"a message is too large\")")).await;
    check(one(|_| b"\x30\x80\x00\x00".to_vec()), Err("Protocol")).await;
    check(one(|_| b"\x30\x05\x02\x01\x02\x65\x00".to_vec()), Err("Protocol")).await;
    check(vec![vec![Reply::Close]], Err("Lost")).await;
    // Attributes that are no list, a name without values, and a set that holds something else.
    check(one(|id| message(id, element(0x64, b"\x04\x03o=x\x04\x01x"))), Err("Protocol")).await;
    check(one(|id| message(id, element(0x64, b"\x04\x03o=x\x30\x05\x30\x03\x04\x01l"))), Err("Protocol")).await;
    check(
        one(|id| {
            [message(id, element(0x64, b"\x04\x03o=x\x30\x0a\x30\x08\x04\x01l\x31\x03\x02\x01\x05")), result(0x65, id, 0, "")].concat()
        }),
        Ok((&[""], true)),
    )
    .await;
}

/// Values of 64 KiB, by the hundred, are cut to a line each and end nothing.
#[tokio::test]
async fn huge_values_are_cut_and_do_not_end_the_search() {
    fn huge(id: u32) -> Vec<u8> {
        let value = element(0x04, &b"x".repeat(64 * 1024));
        let attribute = |name: &[u8]| element(0x30, &[element(0x04, name), element(0x31, &value)].concat());
        let attributes: Vec<u8> =
            [b"displayName".as_slice(), b"l", b"street", b"mail", b"kimData"].into_iter().flat_map(attribute).collect();
        let entry = message(id, element(0x64, &[element(0x04, b"uid=x"), element(0x30, &attributes)].concat()));
        [entry, entry_named(id, "danach"), result(0x65, id, 0, "")].concat()
    }
    let (url, _requests) = server(vec![vec![Reply::Bytes(huge)]]).await;
    let answer = Client::new(&url, None).unwrap().search(&query()).await.unwrap();
    assert_eq!(answer.entries.len(), 2);
    let entry = answer.entries.iter().find(|e| e.name != "danach").unwrap();
    assert!(entry.name.chars().count() <= 501 && entry.city.chars().count() <= 501 && entry.addresses.is_empty());
}

#[tokio::test]
async fn replaces_a_dead_idle_connection_once() {
    let answer = |id| [entry_named(id, "a"), result(0x65, id, 0, "")].concat();
    let (url, _requests) = server(vec![vec![Reply::Bytes(answer), Reply::Close], vec![Reply::Bytes(answer)], vec![Reply::Close]]).await;
    let mut client = Client::new(&url, None).unwrap();
    for _ in 0..2 {
        assert_eq!(client.search(&query()).await.unwrap().entries.len(), 1);
    }
    client.close().await;
    assert!(matches!(client.search(&query()).await, Err(Error::Lost(_))));
}

#[tokio::test]
async fn a_dropped_search_is_abandoned_and_its_late_answers_are_skipped() {
    let both = |id: u32| {
        // The abandoned search was two messages earlier.
        [entry_named(id - 2, "alt"), result(0x65, id - 2, 0, ""), entry_named(id, "neu"), result(0x65, id, 0, "")].concat()
    };
    let (url, mut requests) = server(vec![vec![Reply::Silence, Reply::Bytes(both)]]).await;
    let mut client = Client::new(&url, None).unwrap();
    client.connect().await.unwrap();
    let asked = query();
    tokio::select! {
        _ = client.search(&asked) => panic!("the server never answered"),
        () = async { while requests.recv().await != Some(0x63) {} } => {}
    }
    let answer = client.search(&query()).await.unwrap();
    assert_eq!(answer.entries.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["neu"]);
    assert_eq!((requests.recv().await, requests.recv().await), (Some(0x50), Some(0x63)));
}

#[tokio::test]
async fn start_tls_never_falls_back() {
    let tls = Arc::new(
        rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(rustls::RootCertStore::empty())
            .with_no_client_auth(),
    );
    for (reply, expected) in [
        ((|id| result(0x78, id, 2, "kein TLS")) as fn(u32) -> Vec<u8>, "StartTlsRefused { code: 2"),
        (|id| [result(0x78, id, 0, ""), result(0x78, 9, 0, "")].concat(), "bytes arrived before the TLS handshake"),
        (|id| result(0x65, id, 0, ""), "of another kind"),
    ] {
        let (url, mut requests) = server(vec![vec![Reply::Bytes(reply)]]).await;
        let mut client = Client::new(&url.replace("ldap://", "ldap+starttls://"), Some(Arc::clone(&tls))).unwrap();
        let error = format!("{:?}", client.search(&query()).await);
        assert!(error.contains(expected), "{error}");
        assert_eq!(requests.recv().await, Some(0x77));
        assert!(!matches!(requests.try_recv(), Ok(0x60 | 0x63)), "nothing may follow in clear text");
    }
}

#[tokio::test]
async fn an_unanswerable_question_opens_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = Client::new(&format!("ldap://{}", listener.local_addr().unwrap()), None).unwrap();
    assert!(matches!(client.search(&DirectoryQuery::default()).await, Err(Error::Query(_))));
    assert!(timeout(Duration::from_millis(50), listener.accept()).await.is_err());
}

#[test]
fn reads_addresses() {
    for (url, expected) in [
        ("ldap://konnektor", Some((Security::None, "konnektor", 389))),
        (" LDAPS://10.0.0.1/ ", Some((Security::Tls, "10.0.0.1", 636))),
        ("ldap+starttls://k.praxis.local:1389", Some((Security::StartTls, "k.praxis.local", 1389))),
        ("ldaps://[::1]:1636", Some((Security::Tls, "::1", 1636))),
        ("ldaps://[::1]", Some((Security::Tls, "::1", 636))),
        ("ldap://", None),
        ("ldap://:389", None),
        ("ldap://a:0", None),
        ("ldap://a:99999", None),
        ("ldap://a:", None),
        ("ldap://[::1", None),
        ("ldap://user@a", None),
        ("ldap://a/dc=x", None),
        ("ldap://a b", None),
        ("http://a", None),
        ("konnektor", None),
    ] {
        let found = Target::parse(url).ok();
        assert_eq!(found.as_ref().map(|t| (t.security, t.host.as_str(), t.port)), expected, "{url}");
    }
    assert!(matches!(Client::new("ldaps://a", None), Err(Error::Url(_))));
}

/// The engine runs these on its threads.
#[test]
fn searches_can_move_between_threads() {
    fn movable(_: impl Send) {}
    let (mut client, query) = (Client::new("ldap://a", None).unwrap(), query());
    movable(client.search(&query));
    movable(client.abandon());
}
