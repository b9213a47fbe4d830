//! The directory client against a real OpenLDAP (slapd) with the VZD's schema, limits and manners.
//!
//! Ignored by a plain `cargo test`, run by `tests/run.sh`: it starts the server that `$KIMTB_DIR/env.json` names.
//! Without it these tests fail. Those that break a server start one of their own (`tests/servers/vzd/slapd-up.sh`).
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail loudly")]

#[path = "support/slapd.rs"]
mod slapd;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use kimpost::directory::{Client, Error};
use kimpost::domain::directory::{DirectoryAnswer, DirectoryQuery};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use slapd::Server;

fn plain(server: &Server) -> Client {
    Client::new(&format!("ldap://127.0.0.1:{}", server.ldap), None).unwrap()
}

/// TLS settings that trust exactly this PEM file.
fn trusting(pem: &str) -> Arc<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(pem).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let builder = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    Arc::new(builder.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots).with_no_client_auth())
}

fn text(text: &str) -> DirectoryQuery {
    DirectoryQuery { text: text.into(), ..DirectoryQuery::default() }
}

fn names(answer: &DirectoryAnswer) -> Vec<&str> {
    answer.entries.iter().map(|e| e.name.as_str()).collect()
}

/// Hits of one question on the shared server.
async fn ask(query: DirectoryQuery) -> DirectoryAnswer {
    plain(&Server::shared()).search(&query).await.unwrap()
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn finds_people_by_every_spelling_and_word_order() {
    for (words, least) in [("Müller Thomas", 7), ("thomas MUELLER", 7), ("Mu\u{308}ller, T", 7)] {
        let answer = ask(text(words)).await;
        let hits = answer.entries.iter().filter(|e| e.name == "Müller, Thomas").count();
        assert_eq!(hits, least, "{words}: {:?}", names(&answer));
    }
    for words in ["Praxis Müller", "praxis mueller"] {
        let answer = ask(text(words)).await;
        let found = names(&answer);
        assert!(found.contains(&"Praxis Dr. Müller") && found.contains(&"Praxis Dr. Mueller"), "{words}: {found:?}");
    }
    let answer = ask(DirectoryQuery { city: "luebeck".into(), ..text("Müller") }).await;
    assert!(!answer.entries.is_empty() && answer.entries.iter().all(|e| e.city == "Lübeck"));
    assert!(answer.entries.iter().any(|e| e.name == "Müller, Thomas" && e.addresses.is_empty()));
    assert!(names(&ask(DirectoryQuery { city: "Frankfurt (Oder)".into(), ..text("Müller") }).await).contains(&"Müller, Thomas"));
    assert_eq!(names(&ask(text("gibtesnicht")).await), Vec::<&str>::new());
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn reads_addresses_with_their_versions() {
    let answer = ask(text("Klinikum Überall")).await;
    let clinic = answer.entries.first().expect("the clinic");
    let mut versions: Vec<_> = clinic.addresses.iter().map(|a| a.version.0.as_str()).collect();
    versions.sort_unstable();
    assert_eq!(versions, ["1.0", "1.0", "1.5", "1.5+"]);
    assert_eq!((clinic.kind.as_str(), clinic.specialty.clone()), ("Krankenhaus", vec!["Öffentliches Gesundheitswesen".to_owned()]));
    for (name, expected) in
        [("Praxis nur komLeData", "1.5"), ("Praxis nur kimData", "1.5+"), ("Praxis nur mail", "1.0"), ("unbekannter Version", "2.0")]
    {
        let answer = ask(text(name)).await;
        let versions: Vec<_> = answer.entries.iter().flat_map(|e| &e.addresses).map(|a| a.version.0.as_str()).collect();
        assert!(versions.contains(&expected), "{name}: {versions:?}");
    }
    assert_eq!(ask(text("vierzig Postfächern")).await.entries.first().map(|e| e.addresses.len()), Some(40));
    assert_eq!(ask(text("Krankenhaus ohne Postfach")).await.entries.first().map(|e| e.addresses.len()), Some(0));
    let address = &clinic.addresses.first().unwrap().mail;
    let exact = ask(DirectoryQuery { mail: address.to_uppercase(), ..DirectoryQuery::default() }).await;
    assert_eq!(names(&exact), ["Klinikum Überall"]);
    let dentist = ask(DirectoryQuery { specialty: "Zahnmedizin".into(), ..text("Käthe") }).await;
    assert!(dentist.entries.iter().all(|e| e.kind == "Zahnarztpraxis") && !dentist.entries.is_empty());
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn finds_an_insurer_by_its_ik_and_nobody_else() {
    let answer = ask(DirectoryQuery { ik: "109900111".into(), ..DirectoryQuery::default() }).await;
    assert_eq!(answer.entries.len(), 1, "{:?}", names(&answer));
    let insurer = answer.entries.first().unwrap();
    assert_eq!((insurer.entry_type, insurer.kind.as_str(), insurer.addresses.len()), (5, "Betriebsstätte Kostenträger", 1));
    assert!(insurer.name.contains("Musterkasse") && insurer.domain_ids.contains(&"109900111".to_owned()));
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn a_term_cannot_change_the_question() {
    for hostile in ["x*)(entryType=1)(cn=y", "*)(objectClass=*", "))(|(uid=*", "\\2a\\2a", "zz\u{0}zz", "***aa***"] {
        let answer = ask(text(hostile)).await;
        assert_eq!(names(&answer), Vec::<&str>::new(), "{hostile:?}");
    }
    assert!(matches!(plain(&Server::shared()).search(&text("*")).await, Err(Error::Query(_))));
    // Names that hold such characters are found by them.
    let odd = ask(text("(Oder)")).await;
    assert!(odd.complete);
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn works_over_every_kind_of_line_and_refuses_unknown_certificates() {
    let server = Server::shared();
    let stranger = trusting(&format!("{}/tls/ca.pem", std::env::var("KIMTB_DIR").unwrap()));
    for url in [format!("ldaps://localhost:{}", server.ldaps), format!("ldap+starttls://127.0.0.1:{}", server.ldap)] {
        let mut client = Client::new(&url, Some(trusting(&server.ca))).unwrap();
        assert_eq!(names(&client.search(&text("Klinikum Überall")).await.unwrap()), ["Klinikum Überall"], "{url}");
        let mut client = Client::new(&url, Some(Arc::clone(&stranger))).unwrap();
        assert!(matches!(client.search(&text("Klinikum")).await, Err(Error::Tls(_))), "{url}");
    }
    // The wrong kind of line on either port.
    let mut client = Client::new(&format!("ldaps://localhost:{}", server.ldap), Some(trusting(&server.ca))).unwrap();
    assert!(matches!(client.connect().await, Err(Error::Tls(_) | Error::Lost(_))));
    let mut client = Client::new(&format!("ldap://127.0.0.1:{}", server.ldaps), None).unwrap();
    assert!(client.connect().await.is_err());
    let mut client = plain(&server);
    for _ in 0..3 {
        assert!(client.search(&text("Klinikum")).await.unwrap().complete);
    }
    client.close().await;
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn a_server_without_the_client_certificate_refuses_us_as_a_tls_error() {
    let server = Server::own(&["--client-cert"]);
    let mut client = Client::new(&format!("ldaps://localhost:{}", server.ldaps), Some(trusting(&server.ca))).unwrap();
    let error = client.connect().await.expect_err("no certificate was shown");
    assert!(matches!(error, Error::Tls(_) | Error::Lost(_)), "{error:?}");
    assert!(std::path::Path::new(&server.dir).exists());
}

/// The same with the client certificate that lies beside the server's.
fn showing(server: &Server) -> Arc<rustls::ClientConfig> {
    let mut roots = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(&server.ca).unwrap() {
        roots.add(certificate.unwrap()).unwrap();
    }
    let file = |end: &str| server.client.replace(".p12", end);
    let chain = CertificateDer::pem_file_iter(file(".pem")).unwrap().map(Result::unwrap).collect();
    let key = rustls::pki_types::PrivateKeyDer::from_pem_file(file(".key")).unwrap();
    let builder = rustls::ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_root_certificates(roots);
    Arc::new(builder.with_client_auth_cert(chain, key).unwrap())
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn a_demanded_client_certificate_opens_ldaps_and_starttls() {
    let server = Server::own(&["--client-cert"]);
    for url in [format!("ldaps://localhost:{}", server.ldaps), format!("ldap+starttls://localhost:{}", server.ldap)] {
        let mut client = Client::new(&url, Some(showing(&server))).unwrap();
        assert_eq!(names(&client.search(&text("Klinikum Überall")).await.unwrap()), ["Klinikum Überall"], "{url}");
        let mut without = Client::new(&url, Some(trusting(&server.ca))).unwrap();
        assert!(without.search(&text("Klinikum")).await.is_err(), "{url}");
    }
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn shows_the_first_hits_when_there_are_more() {
    let own = Server::own(&["--size-limit", "10"]);
    for (server, limit, expected) in [(&Server::shared(), 5, 5), (&own, 0, 10), (&own, 100, 10)] {
        let answer = plain(server).search(&DirectoryQuery { limit, ..text("mu") }).await.unwrap();
        assert_eq!((answer.entries.len(), answer.complete), (expected, false));
        let mut sorted = names(&answer);
        sorted.sort_by_key(|name| name.to_lowercase());
        assert_eq!(names(&answer), sorted);
    }
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn an_unknown_server_is_an_error_at_once() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = Client::new(&format!("ldap://127.0.0.1:{free}"), None).unwrap();
    assert!(matches!(client.search(&text("Muster")).await, Err(Error::Unreachable(_))));
    let mut client = Client::new("ldap://kein-rechner.invalid", None).unwrap();
    assert!(matches!(client.search(&text("Muster")).await, Err(Error::Unreachable(_) | Error::ConnectTimeout)));
}

/// A line to `port` that passes `bytes` bytes of answers and then breaks.
fn cut_after(port: u16, bytes: usize) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let own = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut server = TcpStream::connect(("127.0.0.1", port)).unwrap();
            let (mut up_from, mut up_to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || std::io::copy(&mut up_from, &mut up_to));
            let mut left = bytes;
            let mut buffer = [0; 512];
            while left > 0 {
                let Ok(n @ 1..) = server.read(&mut buffer[..left.min(512)]) else { break };
                client.write_all(&buffer[..n]).unwrap();
                left -= n;
            }
            // The other clone of the socket would keep it open.
            let _ = client.shutdown(std::net::Shutdown::Both);
        }
    });
    own
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn a_line_cut_in_the_middle_of_an_answer_is_an_error_and_not_a_short_list() {
    let server = Server::shared();
    for bytes in [5, 14, 200, 2000] {
        let mut client = Client::new(&format!("ldap://127.0.0.1:{}", cut_after(server.ldap, bytes)), None).unwrap();
        let found = client.search(&text("Müller")).await;
        assert!(matches!(found, Err(Error::Lost(_))), "{bytes}: {found:?}");
    }
}

#[tokio::test]
#[ignore = "needs the servers that tests/run.sh starts"]
async fn a_killed_server_is_noticed_and_its_successor_is_used() {
    let mut server = Server::own(&[]);
    let port = server.ldap;
    let mut client = plain(&server);
    assert!(client.search(&text("Klinikum")).await.is_ok());
    server.stop();
    let start = Instant::now();
    let found = client.search(&text("Klinikum")).await;
    assert!(matches!(found, Err(Error::Unreachable(_) | Error::Lost(_))), "{found:?}");
    assert!(start.elapsed() < Duration::from_secs(5));
    let _successor = Server::own(&["--port", &port.to_string()]);
    assert_eq!(names(&client.search(&text("Klinikum Überall")).await.unwrap()), ["Klinikum Überall"]);
}
