//! Certificates, lines and clear text; the whole certificate matrix runs in `tests/real_protocols.rs`.

use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;

use super::script_server::{Act, endpoint, play, send};
use super::*;
use crate::domain::account::{CertPolicy, TlsMode};

struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
    pem: String,
}

fn self_signed(change: fn(&mut CertificateParams)) -> Identity {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(vec!["localhost".into()]).unwrap();
    change(&mut params);
    let cert = params.self_signed(&key).unwrap();
    Identity { chain: vec![cert.der().clone()], key, pem: cert.pem() }
}

/// A leaf and the CA that made it; `forge` makes another CA of the same name sign.
fn issued(forge: bool, name: &str) -> (Identity, String) {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.distinguished_name.push(rcgen::DnType::CommonName, "Test-CA");
    let ca_key = KeyPair::generate().unwrap();
    let ca_cert = ca.self_signed(&ca_key).unwrap();
    let signer = if forge { KeyPair::generate().unwrap() } else { ca_key };
    let key = KeyPair::generate().unwrap();
    let leaf = CertificateParams::new(vec![name.into()]).unwrap().signed_by(&key, &Issuer::new(ca, signer)).unwrap();
    (Identity { chain: vec![leaf.der().clone(), ca_cert.der().clone()], key, pem: leaf.pem() }, ca_cert.pem())
}

async fn handshake(server: &Identity, tls: TlsSettings) -> Result<TlsInfo, Error> {
    let key = PrivateKeyDer::try_from(server.key.serialize_der()).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(server.chain.clone(), key)
        .unwrap();
    let (client, peer) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move { TlsAcceptor::from(Arc::new(config)).accept(peer).await.map(|_| ()) });
    let mut to = endpoint(TlsMode::Tls);
    to.tls = tls;
    let connection = Connection { stream: Box::new(client), tls: None }.start_tls(&to).await?;
    Ok(connection.tls.unwrap())
}

fn settings(policy: CertPolicy, ca_pem: &str, pin: &str) -> TlsSettings {
    TlsSettings { policy, ca_pem: ca_pem.into(), pinned_sha256: pin.into(), client_pem: None }
}

#[tokio::test]
async fn tolerates_exactly_issuer_and_name() {
    use CertPolicy::{AllowSelfSignedAndNameMismatch as Tolerant, Strict};
    let check = async |server: &Identity, policy, ca: &str, expected: Result<bool, &str>| {
        let seen = handshake(server, settings(policy, ca, "")).await;
        let seen = seen.as_ref().map(|info| info.tolerated).map_err(ToString::to_string);
        assert_eq!(seen, expected.map_err(str::to_owned));
    };
    let plain = self_signed(|_| {});
    check(&plain, Tolerant, "", Ok(true)).await;
    check(&plain, Strict, &plain.pem, Ok(false)).await;
    let namesake = self_signed(|p| p.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    check(&plain, Tolerant, &namesake.pem, Ok(true)).await;
    check(&self_signed(|p| p.is_ca = IsCa::Ca(BasicConstraints::Unconstrained)), Tolerant, "", Ok(true)).await;
    let expired = self_signed(|p| (p.not_before, p.not_after) = (rcgen::date_time_ymd(2020, 1, 1), rcgen::date_time_ymd(2020, 2, 1)));
    check(&expired, Tolerant, "", Err("certificate expired")).await;
    let early = self_signed(|p| (p.not_before, p.not_after) = (rcgen::date_time_ymd(2090, 1, 1), rcgen::date_time_ymd(2091, 2, 1)));
    check(&early, Tolerant, "", Err("certificate not yet valid")).await;
    let client_only = self_signed(|p| p.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth]);
    check(&client_only, Tolerant, "", Err("certificate for another purpose")).await;

    let mut damaged = self_signed(|_| {});
    let mut der = damaged.chain[0].to_vec();
    *der.iter_mut().nth_back(4).unwrap() ^= 0x5A;
    damaged.chain = vec![der.into()];
    check(&damaged, Tolerant, "", Err("certificate or handshake wrongly signed")).await;

    let (good, ca) = issued(false, "localhost");
    check(&good, Strict, &ca, Ok(false)).await;
    check(&good, Tolerant, &ca, Ok(false)).await;
    check(&good, Strict, &plain.pem, Err("certificate of an unknown authority")).await;
    check(&good, Tolerant, &plain.pem, Ok(true)).await;
    let (other_name, ca) = issued(false, "anders.example");
    check(&other_name, Strict, &ca, Err("certificate for another name")).await;
    check(&other_name, Tolerant, &ca, Ok(true)).await;
    // The issuer's key is known (configured, or merely sent along): a forged signature does not pass as "unknown".
    let (forged, ca) = issued(true, "localhost");
    check(&forged, Tolerant, &ca, Err("certificate or handshake wrongly signed")).await;
    check(&forged, Tolerant, "", Err("certificate or handshake wrongly signed")).await;
    check(&plain, Strict, "kein Zertifikat", Err("CA certificate unusable: no certificate in the text")).await;
}

#[tokio::test]
async fn a_remembered_certificate_may_not_change() {
    let policy = CertPolicy::AllowSelfSignedAndNameMismatch;
    let (first, second) = (self_signed(|_| {}), self_signed(|_| {}));
    let seen = handshake(&first, settings(policy, "", "")).await.unwrap();
    assert!(seen.tolerated && seen.sha256.len() == 64);
    let pin = seen.sha256.to_ascii_uppercase();
    assert_eq!(handshake(&first, settings(policy, "", &pin)).await.unwrap(), seen);
    match handshake(&second, settings(policy, "", &pin)).await {
        Err(Error::TlsPinChanged { sha256 }) => {
            assert_eq!(sha256, handshake(&second, settings(policy, "", "")).await.unwrap().sha256);
        }
        other => panic!("{other:?}"),
    }
    // A fully valid certificate needs no tolerance and so no pin.
    let (good, ca) = issued(false, "localhost");
    assert!(!handshake(&good, settings(policy, &ca, &pin)).await.unwrap().tolerated);
}

#[tokio::test]
async fn a_demand_for_a_client_certificate_is_named_at_the_first_read() {
    let server = self_signed(|_| {});
    let mut roots = rustls::RootCertStore::empty();
    roots.add(issued(false, "x").0.chain.pop().unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().unwrap();
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(server.chain.clone(), PrivateKeyDer::try_from(server.key.serialize_der()).unwrap())
        .unwrap();
    let (client, peer) = tokio::io::duplex(1 << 16);
    tokio::spawn(async move { TlsAcceptor::from(Arc::new(config)).accept(peer).await.map(|_| ()) });
    let open = Connection { stream: Box::new(client), tls: None }.start_tls(&endpoint(TlsMode::Tls)).await.unwrap();
    let read = Wire::new(open).fill(CONNECT_LIMIT).await;
    assert!(matches!(read, Err(Error::TlsClientCertificateWanted)), "{read:?}");
}

#[tokio::test]
async fn clear_text_to_another_computer_needs_a_confirmation() {
    let mut to = endpoint(TlsMode::None);
    let far = ["192.0.2.1:1".parse().unwrap()];
    assert!(matches!(connect(&to, &far).await, Err(Error::ClearTextRefused)));
    let near = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    assert!(connect(&to, &[near.local_addr().unwrap()]).await.is_ok());
    let gone = near.local_addr().unwrap();
    drop(near);
    to.clear_text_confirmed = true;
    assert!(matches!(connect(&to, &[gone]).await, Err(Error::ConnectRefused)));
}

#[tokio::test]
async fn a_server_that_wants_a_certificate_and_closes_without_a_word_is_understood() {
    let server = self_signed(|_| ());
    let (own, ca) = issued(false, "localhost");
    let mut roots = rustls::RootCertStore::empty();
    roots.add(der_of(&ca)).unwrap();
    let provider = || Arc::new(rustls::crypto::ring::default_provider());
    let asking =
        rustls::server::WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider()).allow_unauthenticated().build().unwrap();
    let limit = std::time::Duration::from_secs(5);
    for (asks, shown, speaks, wanted) in [
        (true, false, false, true),
        (false, false, false, false),
        // With a certificate shown, or after a first word, the line just broke.
        (true, true, false, false),
        (true, false, true, false),
    ] {
        let builder = rustls::ServerConfig::builder_with_provider(provider()).with_safe_default_protocol_versions().unwrap();
        let builder = if asks { builder.with_client_cert_verifier(asking.clone()) } else { builder.with_no_client_auth() };
        let key = PrivateKeyDer::try_from(server.key.serialize_der()).unwrap();
        let config = builder.with_single_cert(server.chain.clone(), key).unwrap();
        let (client, peer) = tokio::io::duplex(1 << 16);
        tokio::spawn(async move {
            let mut stream = TlsAcceptor::from(Arc::new(config)).accept(peer).await.unwrap();
            if speaks {
                tokio::io::AsyncWriteExt::write_all(&mut stream, b"+OK\r\n").await.unwrap();
                tokio::io::AsyncWriteExt::flush(&mut stream).await.unwrap();
            }
            // Dropped without close_notify.
        });
        let mut to = endpoint(TlsMode::Tls);
        to.tls = settings(CertPolicy::AllowSelfSignedAndNameMismatch, "", "");
        to.tls.client_pem = shown.then(|| crate::domain::secret::Secret::new(format!("{}{}", own.pem, own.key.serialize_pem())));
        let mut wire = Wire::new(Connection { stream: Box::new(client), tls: None }.start_tls(&to).await.unwrap());
        if speaks {
            wire.line(limit).await.unwrap();
        }
        let error = wire.line(limit).await.unwrap_err();
        assert_eq!(matches!(error, Error::TlsClientCertificateWanted), wanted, "{asks} {shown} {speaks}: {error}");
        assert!(wanted || matches!(error, Error::Closed), "{error}");
    }
}

fn der_of(pem: &str) -> CertificateDer<'static> {
    use rustls::pki_types::pem::PemObject as _;
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
}

#[tokio::test]
async fn finds_addresses_in_any_spelling() {
    for (host, expected) in [("127.0.0.1", "127.0.0.1:1"), ("[::1]", "[::1]:1"), ("::1", "[::1]:1")] {
        let to = Endpoint { host: host.into(), ..endpoint(TlsMode::None) };
        assert_eq!(resolve(&to).await.unwrap(), [expected.parse().unwrap()]);
    }
    let to = Endpoint { host: "gibt es nicht".into(), ..endpoint(TlsMode::None) };
    assert!(matches!(resolve(&to).await, Err(Error::Name(_))));
}

#[tokio::test]
async fn takes_the_second_address_when_the_first_is_dead() {
    let alive = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let dead = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    assert!(connect(&endpoint(TlsMode::None), &[dead, alive.local_addr().unwrap()]).await.is_ok());
}

#[tokio::test]
async fn lines_end_at_crlf_and_have_a_limit() {
    let limit = std::time::Duration::from_secs(5);
    let long = "x".repeat(MAX_LINE - 2);
    let acts = vec![send("a\nb\rc\r\n\r\n"), send(format!("{long}\r\n")), send("Ende\r"), send("\nrest")];
    let mut wire = Wire::new(play(acts).0);
    for expected in ["a\nb\rc", "", &long, "Ende"] {
        let line = wire.line(limit).await.unwrap();
        assert_eq!(wire.slice(line), expected.as_bytes());
    }
    assert!(matches!(wire.line(limit).await, Err(Error::Closed)));
    let mut wire = Wire::new(play(vec![send(format!("{long}x\r\n")), Act::Silence]).0);
    assert!(matches!(wire.line(limit).await, Err(Error::LineTooLong)));
}

#[test]
fn peer_words_are_harmless_and_keep_umlauts() {
    for (bytes, expected) in
        [(&b"ung\xC3\xBCltig\x1b[31m"[..], "ungültig[31m"), (b"ung\xFCltig", "ungültig"), (b"a\r\nb", "a b"), (b"", "")]
    {
        assert_eq!(peer_text(bytes), expected);
    }
    assert!(peer_text("ü".repeat(5000).as_bytes()).chars().count() <= 501);
}
