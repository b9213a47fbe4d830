//! Samples of every layout in the manuals, with invented people and numbers (`tests/data/paste`).

use super::*;

/// Login, server, port and encryption of one direction.
type Expected<'a> = (&'a str, &'a str, u16, Option<TlsMode>);

fn sample(name: &str) -> Found {
    let path = format!("{}/tests/data/paste/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(path).unwrap())
}

fn check(name: &str, pop3: Expected<'_>, smtp: Expected<'_>, notes: &[PasteNote]) -> Found {
    let found = sample(name);
    for (server, expected) in [(&found.incoming, pop3), (&found.outgoing, smtp)] {
        let (login, host, port, tls) = expected;
        assert_eq!(server.login.as_deref().unwrap_or_default(), login, "{name}");
        assert_eq!(server.server.as_deref().unwrap_or_default(), host, "{name}");
        assert_eq!((server.port.unwrap_or_default(), server.tls), (port, tls), "{name}");
    }
    assert_eq!(found.notes, notes, "{name}");
    found
}

const TLS: Option<TlsMode> = Some(TlsMode::Tls);
const STARTTLS: Option<TlsMode> = Some(TlsMode::StartTls);
const CLEAR: Option<TlsMode> = Some(TlsMode::None);

#[test]
fn reads_the_layouts_of_the_manuals() {
    let ivoris =
        |port: u16| format!("praxis-sommer@hrst.kim.telematik-test#mail.hrst.kim.telematik-test:{port}#Mandant1#ivorisortho#PC1#PRAXIS");
    let found = check("ivoris_fenster", (&ivoris(995), "192.0.2.22", 10995, TLS), (&ivoris(465), "192.0.2.22", 10465, TLS), &[]);
    assert_eq!(found.address.as_deref(), Some("praxis-sommer@hrst.kim.telematik-test"));
    assert_eq!(found.sender_name.as_deref(), Some("Praxis Dr. Sommer"));
    assert_eq!(found.missing(), [""; 0]);

    let elefant = |port: u16| format!("Praxis.Winter.855000001@elefant.kim.telematik-test#100.102.8.6:{port}#Muster-PVS#Muster-C#Muster-A");
    check("elefant_anleitung", (&elefant(995), "localhost", 10995, CLEAR), (&elefant(465), "localhost", 10025, CLEAR), &[]);
    let dialog = elefant(995).replace("Praxis.Winter", "praxis.winter");
    let found = check("elefant_dialog", (&dialog, "localhost", 10995, CLEAR), ("", "", 0, None), &[]);
    assert!(found.missing().contains(&"paste-missing-smtp-login"), "what is not there is not made up");

    let kvdox = |port: u16| {
        format!(
            "Lisa.Herbst.KVSH@kv.dox.kim.telematik-test#mail.akquinet.kim.telematik-test:{port}#mandant1#clientsystem1#workplace1#user1"
        )
    };
    check("kvdox_assistent", (&kvdox(995), "127.0.0.1", 8995, None), (&kvdox(465), "127.0.0.1", 8465, None), &[]);
    let joined = [PasteNote::Joined];
    check("kvdox_umbruch", (&kvdox(995), "127.0.0.1", 8995, None), (&kvdox(465), "127.0.0.1", 8465, None), &joined);

    let found = check("cgm_formular", ("", "198.51.100.7", 8995, None), ("", "198.51.100.7", 8465, None), &[]);
    let parts = found.parts.unwrap();
    assert_eq!(
        parts.build(Direction::Incoming).unwrap(),
        "station-3a@klinik-beispiel.kim.telematik-test#mail-01.klinik.kim.telematik-test:995#KLINIK#KIMCLIENT#WS-3A"
    );
    assert_eq!(found.directory.as_deref(), Some("ldap://198.51.100.20:389"));
}

#[test]
fn reads_tables_single_lines_and_sentences() {
    let zahn = |port: u16, rest: &str| format!("info@zahn.kim.telematik-test#mail.zahn.kim.telematik-test:{port}#{rest}");
    let blanks = [PasteNote::Blanks];
    let (pop3, smtp) = (zahn(995, "M 1#KIM Client#AP-7#*#Konn_1"), zahn(465, "M 1#KIM Client#AP-7#Konn_1"));
    check("tabelle_tabulator", (&pop3, "192.0.2.44", 8995, TLS), (&smtp, "192.0.2.44", 8465, STARTTLS), &blanks);
    let bare = "info@zahn.kim.telematik-test#mail.zahn.kim.telematik-test#M#C#W";
    let beside = format!("{bare}#K2");
    check("tabelle_nebeneinander", (bare, "cm.praxis.example", 995, TLS), (&beside, "cm.praxis.example", 465, TLS), &[]);
    let (pop3, smtp) = (zahn(995, "M#C#W"), zahn(465, "M#C#W"));
    check("eine_zeile", (&pop3, "192.0.2.9", 11995, TLS), (&smtp, "192.0.2.9", 11465, STARTTLS), &[]);
    let found = check("englisch", (&pop3, "kimserver", 995, TLS), (&smtp, "kimserver", 587, STARTTLS), &[]);
    assert_eq!(found.sender_name.as_deref(), Some("Zahnarztpraxis am Markt"));
    check("adressen_im_satz", (&pop3, "192.0.2.77", 995, TLS), (&smtp, "192.0.2.77", 465, TLS), &[]);
    let ports = |port: u16| format!("info@zahn.kim.telematik-test#10.0.0.8:{port}#M#C#W");
    let order = [PasteNote::Order];
    check("nur_zwei_namen", (&ports(1995), "", 0, None), (&ports(1465), "", 0, None), &order);
}

#[test]
fn a_port_below_a_server_belongs_to_it() {
    let text = "Posteingangsserver (POP3): 192.0.2.5\nPort: 8995\nPostausgangsserver (SMTP): 192.0.2.6\nPort: 8465\nVerschlüsselung: TLS";
    let found = read(text);
    assert_eq!((found.incoming.port, found.outgoing.port), (Some(8995), Some(8465)));
    assert_eq!((found.incoming.tls, found.outgoing.tls), (TLS, TLS), "said once, for both");
    let found = read("POP3-Server: kimserver\nVerschlüsselung: STARTTLS\nSMTP-Server: kimserver\nVerschlüsselung: keine\nPort: 465");
    assert_eq!((found.incoming.tls, found.outgoing.tls), (STARTTLS, CLEAR));
}

#[test]
fn every_login_is_a_piece_of_its_text() {
    for entry in std::fs::read_dir(format!("{}/tests/data/paste", env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let found = read(&text);
        let whole: String = text.split('\n').map(str::trim).collect();
        for login in [found.incoming.login, found.outgoing.login].into_iter().flatten() {
            assert!(whole.contains(&login), "{login}");
        }
    }
}

#[test]
fn nonsense_gives_nothing_and_never_fails() {
    for text in ["", "\u{feff}", "###", "@#@#@", "Server Port Server Port", "(((((", "||||", "\u{1}7\u{1}", "ß(ü)ö#@ä"] {
        let found = read(text);
        assert!(found.incoming.login.is_none() && found.incoming.server.is_none() && found.outgoing.port.is_none(), "{text}: {found:?}");
    }
    let long = "Server: x\n".repeat(MAX_TEXT / 8);
    assert!(read(&long).notes.contains(&PasteNote::Cut));
    // A text of separators only must not take longer than reading it.
    let _ = read(&"a@b.c ".repeat(20_000));
    let _ = read(&"#".repeat(20_000));
}

#[test]
fn texts_of_two_accounts_and_of_two_addresses_are_said() {
    let two = "a@x.kim.telematik#h:995#M#C#W\nb@x.kim.telematik#h:465#M#C#W";
    assert_eq!(read(two).notes, [PasteNote::TwoAddresses]);
    assert_eq!(read("POP3: a@x.kim.telematik#h:995#M").notes, [PasteNote::Incomplete]);
    let many = "a@x.kim.telematik#h:995#M#C#W\na@x.kim.telematik#h:465#M#C#W\nb@x.kim.telematik#h:995#M#C#W";
    assert_eq!(read(many).notes, [PasteNote::MoreLogins]);
}
