//! Account files: defaults, round trip, and every way a file can be wrong.

use super::*;
use crate::domain::ids::AccountId;

const SAMPLE: &str = r#"
address = "praxis@hrst.kim.telematik-test"
sender_name = "Praxis Dr. Beispiel"
[pop3]
server = "192.0.2.22"
port = 995
login = "praxis@hrst.kim.telematik-test#mail.hrst.kim.telematik-test:995#M1#KIMPOST#AP1"
[smtp]
server = "192.0.2.22"
port = 465
tls = "starttls"
login = "x#y"
"#;

fn one(text: &str) -> Result<AccountSettings, Problem> {
    entries(text, Path::new("."), None).and_then(|mut all| all.pop().unwrap().1)
}

#[test]
fn missing_options_are_the_manuals_defaults() {
    let s = one(SAMPLE).unwrap();
    assert_eq!(s.options, AccountOptions::default());
    assert_eq!((s.incoming.tls, s.outgoing.tls), (TlsMode::Tls, TlsMode::StartTls));
    assert_eq!(s.incoming.login.as_str(), "praxis@hrst.kim.telematik-test#mail.hrst.kim.telematik-test:995#M1#KIMPOST#AP1");
}

#[test]
fn wrong_files_are_refused_with_a_reason() {
    for (change, reason) in [
        ("port = 995", "port"),
        ("server = \"192.0.2.22\"\nport = 465", "server"),
        ("address = \"praxis@hrst.kim.telematik-test\"", "address"),
    ] {
        let error = one(&SAMPLE.replacen(change, "", 1)).unwrap_err();
        assert_eq!(error.code, "INPUT-ACCOUNT-FILE");
        assert!(error.detail.contains(reason), "{}", error.detail);
    }
    for unknown in ["[options]\nkeep_on_server_dayz = 3\n", "[directory]\nurl = \"ldap://h\"\npasswort = \"x\"\n"] {
        let detail = one(&format!("{SAMPLE}\n{unknown}")).unwrap_err().detail;
        assert!(detail.contains("unknown field"), "{detail}");
    }
    assert!(one(&SAMPLE.replace("port = 465", "port = 465\npassword = \"x\"")).unwrap_err().detail.contains("password"));
    let never = format!("{SAMPLE}\n[options]\nkeep_on_server_days = \"never\"\n");
    assert_eq!(one(&never).unwrap().options.keep_on_server, KeepOnServer::Never);
}

#[test]
fn an_export_is_read_back_as_it_was() {
    let mut rich = one(SAMPLE).unwrap();
    rich.incoming.ca_pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".into();
    rich.incoming.login = ClientmodulLogin::new("praxis@hrst.kim.telematik-test#h:995#M \"1\"#ä\\C#W#*#K").unwrap();
    rich.options.keep_on_server = KeepOnServer::Never;
    (rich.options.retired, rich.options.answer_read_receipts, rich.options.clear_text_confirmed) = (true, false, true);
    rich.directory.url = "ldap+starttls://192.0.2.1:389".into();
    rich.connector.url = "https://192.0.2.1".into();
    rich.connector.context.workplace_id = "AP 1".into();
    rich.connector.auth = ConnectorAuth::Certificate;
    rich.connector.named_hosts = true;
    rich.card = Some(BoundCard { iccsn: "80276999990000000017".into(), kind: CardKind::SmcB, holder: "Praxis".into() });
    let mut plain = one(SAMPLE).unwrap();
    plain.address = KimAddress::parse("zweite@hrst.kim.telematik-test").unwrap();
    let accounts: Vec<Account> = [rich, plain]
        .into_iter()
        .map(|settings| Account { id: AccountId(1), settings, has_password: true, last_fetch: None, messages: 3 })
        .collect();
    let text = write(&accounts).unwrap();
    let back: Vec<_> = entries(&text, Path::new("."), None).unwrap().into_iter().map(|(_, read)| read.unwrap()).collect();
    assert_eq!(back, accounts.iter().map(|a| a.settings.clone()).collect::<Vec<_>>());
    // A pinned certificate and a client certificate stay at this station.
    let mut pinned = accounts;
    pinned[0].settings.incoming.pinned_sha256 = "ab".repeat(32);
    assert_eq!(write(&pinned).unwrap(), text);
}

#[test]
fn one_bad_account_leaves_the_others_alone() {
    let good =
        SAMPLE.replacen("\naddress", "[[account]]\naddress", 1).replace("[pop3]", "[account.pop3]").replace("[smtp]", "[account.smtp]");
    let text = format!("{good}{}{good}", good.replace("port = 995", "port = 99500"));
    let all = entries(&text, Path::new("."), None).unwrap();
    let results: Vec<_> = all.iter().map(|(address, read)| (address.as_str(), read.is_ok())).collect();
    let address = "praxis@hrst.kim.telematik-test";
    assert_eq!(results, [(address, true), (address, false), (address, true)]);
    assert!(all[1].1.as_ref().unwrap_err().detail.contains("[[account]] 2"));
}

#[test]
fn encodings_and_cut_files() {
    let marked: Vec<u8> = [b"\xef\xbb\xbf", SAMPLE.as_bytes()].concat();
    assert_eq!(text_of(&marked).unwrap(), SAMPLE);
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain(SAMPLE.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(text_of(&wide).unwrap(), SAMPLE);
    let latin: Vec<u8> = b"address = \"a\"\nsender_name = \"M\xfcller\"\n".to_vec();
    let error = text_of(&latin).unwrap_err();
    assert_eq!((error.code, error.detail.as_str()), ("INPUT-ENCODING", "2"));
    for cut in [SAMPLE.len() / 2, SAMPLE.len() - 8] {
        assert_eq!(one(&SAMPLE[..cut]).unwrap_err().code, "INPUT-ACCOUNT-FILE");
    }
    for other in ["", "[account]\n", "account = 3\n", "x = 1\n[[account]]\n", "\0\0"] {
        assert_eq!(entries(other, Path::new("."), None).unwrap_err().code, "INPUT-ACCOUNT-FILE", "{other}");
    }
}

#[test]
fn certificates_come_from_files_beside() {
    let dir = tempfile::tempdir().unwrap();
    let data = format!("{}/tests/data/pkcs12", env!("CARGO_MANIFEST_DIR"));
    for name in ["aes", "expired"] {
        std::fs::copy(format!("{data}/{name}.p12"), dir.path().join(format!("{name}.p12"))).unwrap();
    }
    std::fs::write(dir.path().join("ca.pem"), "PEM").unwrap();
    let read = |name: &str, password: &str| {
        let text = SAMPLE.replace("port = 995", &format!("port = 995\nca_file = \"ca.pem\"\nclient_cert = \"{name}\""));
        entries(&text, dir.path(), Some(&Secret::new(password))).unwrap().pop().unwrap().1
    };
    let incoming = read("aes.p12", "Geheim#5 äß€").unwrap().incoming;
    assert_eq!(incoming.ca_pem, "PEM");
    assert_eq!(incoming.client_certificate.map(|own| (own.subject, own.pem.is_some())), Some(("Arbeitsplatz 7".into(), true)));
    assert_eq!(read("aes.p12", "falsch").unwrap_err().code, "CLIENT-CERT-PASSWORD");
    assert_eq!(read("expired.p12", "Geheim#5 äß€").unwrap_err().code, "CLIENT-CERT-EXPIRED");
    assert_eq!(read("ca.pem", "").unwrap_err().code, "CLIENT-CERT-FILE");
    assert_eq!(read("none.p12", "").unwrap_err().code, "INPUT-FILE");
}

#[test]
fn single_values_are_changed_by_their_keys() {
    let old = one(SAMPLE).unwrap();
    let set = |pairs: &[(&str, &str)]| {
        let pairs: Vec<_> = pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        change(&old, &pairs, Path::new("."), None)
    };
    let new =
        set(&[("pop3.port", "10995"), ("smtp.tls", "none"), ("sender_name", "7"), ("timeout_seconds", "30"), ("retired", "true")]).unwrap();
    assert_eq!((new.incoming.port, new.outgoing.tls, new.sender_name.as_str()), (10995, TlsMode::None, "7"));
    assert_eq!((new.options.timeout_secs, new.options.retired, &new.incoming.login), (30, true, &old.incoming.login));
    let new = set(&[("connector.url", "https://h"), ("connector.workplace_id", "7"), ("options.keep_on_server_days", "never")]).unwrap();
    assert_eq!((new.connector.context.workplace_id.as_str(), new.options.keep_on_server), ("7", KeepOnServer::Never));
    assert_eq!(set(&[]).unwrap(), old);
    for (key, value) in [("pop3.port", "abc"), ("pop3.prot", "1"), ("farbe", "rot"), ("answer_read_receipts", "ja"), ("address.x", "1")] {
        let error = set(&[(key, value)]).unwrap_err();
        assert!(["INPUT-ACCOUNT-FILE", "INPUT-KEY-VALUE"].contains(&error.code), "{key}");
    }
}
