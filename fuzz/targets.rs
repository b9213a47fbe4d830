//! What a fuzzer does with bytes, one function for each place where bytes of strangers come in (rule 62).
//!
//! `fuzz_targets/` hands them to libFuzzer, `tests/hostile/` runs them on seeds, findings and mutations with the stable
//! toolchain. Each takes any bytes, uses only what the crate shows to everybody, and panics when something does not hold.
//! Nothing here may depend on the clock or on what ran before.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use kimpost::connector::{certificate, services, soap};
use kimpost::directory;
use kimpost::domain::account::{AccountOptions, AccountSettings, ClientmodulLogin, ServerSettings, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::directory::DirectoryQuery;
use kimpost::domain::mail::{Dienstkennung, ParsedMail};
use kimpost::domain::outgoing::SendOutcome;
use kimpost::domain::secret::Secret;
use kimpost::domain::{login, paste};
use kimpost::engine::command::{BackupCommand, Command};
use kimpost::engine::event::Answer;
use kimpost::engine::{EngineHandle, Mode, Profile, account_file, intake, spawn};
use kimpost::kim::{self, PartReader, body, fields, names as kim_names, registry, reply, words};
use kimpost::net::{ClientIdentity, Endpoint};
use kimpost::payload::{self as payloads, Mappings, PayloadInput, PayloadPart, dispatch};
use kimpost::{pop3 as pop3_client, smtp as smtp_client};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// A place where bytes come in.
pub type Target = fn(&[u8]);

/// All of them by name: the name of the fuzz target, and of the folder with what was found.
pub const ALL: [(&str, Target); 12] = [
    ("pop3", pop3),
    ("smtp", smtp),
    ("mime", mime),
    ("html", html),
    ("names", names),
    ("ldap", ldap),
    ("soap", soap),
    ("cms", cms),
    ("payload", payload),
    ("mapping", mapping),
    ("import", import),
    ("backup", backup),
];

/// The passphrase of backups that are to be opened.
pub const PASSPHRASE: &str = "ein langes Losungswort";
const OWN: &str = "zahnpraxis.tannhorst@fennwalde.kim.telematik-test";
/// Longer than any wait on a peer that has said all and closed.
const PATIENCE: Duration = Duration::from_secs(10);
/// Most text that is kept of a mail, with room for cutting at a character.
const MAX_TEXT: usize = (2 << 20) + 8;
/// Most bytes of an attachment that are looked at.
const MAX_PART: usize = 4 << 20;

// ---- servers that say these bytes ----

/// Ends a turn of a server: what follows is said when the client has spoken. Else most would arrive unasked, and end the
/// session there (rule 6).
const TURN: u8 = 0x1e;
/// A client that says nothing for so long waits for more; no more than so often.
const IDLE: Duration = Duration::from_millis(4);
const IDLE_TIMES: usize = 6;

/// Runs a client against a server that says these bytes turn by turn, closes its side, and hears whatever comes.
fn against<T, F: Future<Output = T>>(bytes: &[u8], client: impl FnOnce(u16) -> F) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let serving = async {
            loop {
                let Ok((stream, _)) = listener.accept().await else { continue };
                say(stream, bytes).await;
            }
        };
        tokio::select! {
            done = client(port) => done,
            () = serving => unreachable!("a server never ends"),
        }
    })
}

async fn say(mut stream: TcpStream, bytes: &[u8]) {
    let mut heard = [0; 4096];
    let mut idle = 0;
    for (at, turn) in bytes.split(|byte| *byte == TURN).enumerate() {
        if at > 0 && idle < IDLE_TIMES {
            match tokio::time::timeout(IDLE, stream.read(&mut heard)).await {
                Ok(Ok(0) | Err(_)) => return,
                Ok(Ok(_)) => {}
                Err(_) => idle += 1,
            }
        }
        // The client may go whenever it wants.
        if stream.write_all(turn).await.is_err() {
            return;
        }
    }
    let _ = stream.shutdown().await;
    let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
}

fn server(port: u16) -> ServerSettings {
    let login = ClientmodulLogin::new(&format!("{OWN}#mail.fennwalde.kim.telematik-test:995#M1#KIMPOST#AP1")).unwrap();
    ServerSettings { server: "127.0.0.1".to_owned(), port, tls: TlsMode::None, login, ..ServerSettings::default() }
}

fn endpoint(port: u16) -> Endpoint {
    Endpoint { reply_limit: PATIENCE, ..Endpoint::of(&server(port), &AccountOptions::default()) }
}

/// Replies of a POP3 server.
pub fn pop3(bytes: &[u8]) {
    let _ = pop3_session(bytes);
}

/// A session from the greeting to QUIT; the sizes of the mails that were whole.
pub fn pop3_session(bytes: &[u8]) -> Vec<u64> {
    against(bytes, |port| async move {
        let mut whole = Vec::new();
        let limits = pop3_client::Limits { message: 1 << 20, silence: PATIENCE };
        let opened = pop3_client::Session::open(&endpoint(port), &server(port).login, &Secret::new("geheim"), limits).await;
        let Ok(mut session) = opened else { return whole };
        let _ = session.stat().await;
        let Ok((uidls, sizes)) = session.uidl_and_list().await else { return whole };
        assert!(uidls.entries.len() <= pop3_client::MAX_LISTING && sizes.entries.len() <= pop3_client::MAX_LISTING);
        let numbers: Vec<u32> = uidls.entries.iter().map(|(number, _)| *number).take(40).collect();
        let mut counted = 0;
        if let Ok(mut transfer) = session.retr(numbers) {
            while let Ok(Some(event)) = transfer.next().await {
                match event {
                    pop3_client::Event::Start { .. } => counted = 0,
                    pop3_client::Event::Data(piece) => counted += piece.len() as u64,
                    pop3_client::Event::End { size, .. } => {
                        assert_eq!(size, counted);
                        whole.push(size);
                    }
                    pop3_client::Event::Refused { .. } => {}
                }
            }
        }
        let _ = session.dele(1).await;
        let _ = session.quit().await;
        whole
    })
}

/// A mail of three lines, and whether DATA was announced.
struct Feed {
    pieces: Vec<Vec<u8>>,
    began: bool,
}

impl smtp_client::Feed for Feed {
    async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, String> {
        Ok(self.pieces.pop())
    }

    async fn before_data(&mut self) -> Result<(), String> {
        self.began = true;
        Ok(())
    }

    fn progress(&mut self, _: u64) {}
}

/// Replies of an SMTP server.
pub fn smtp(bytes: &[u8]) {
    let _ = smtp_submission(bytes);
}

/// A submission to two recipients; whether it was accepted.
pub fn smtp_submission(bytes: &[u8]) -> bool {
    let mail = b"Subject: x\r\n\r\n.\r\n".to_vec();
    let recipient = |name: &str| KimAddress::parse(&format!("{name}@klinikum-hohenfenn.kim.telematik-test")).unwrap();
    let envelope = smtp_client::Envelope {
        from: KimAddress::parse(OWN).unwrap(),
        recipients: vec![recipient("a"), recipient("b")],
        envid: Some("1".to_owned()),
        notify: true,
        size: mail.len() as u64,
        eight_bit: true,
    };
    let (submitted, feed) = against(bytes, |port| async move {
        let mut feed = Feed { pieces: vec![mail], began: false };
        (smtp_client::submit(&endpoint(port), &server(port).login, &Secret::new("geheim"), &envelope, &mut feed).await, feed)
    });
    // Rule 20: nothing of it can have left before DATA.
    match submitted.outcome {
        SendOutcome::NotSent { .. } => return false,
        SendOutcome::Accepted { recipients, .. } => assert!(feed.began && recipients.iter().any(|r| r.accepted)),
        SendOutcome::Unknown { .. } => {
            assert!(feed.began);
            return false;
        }
    }
    true
}

/// Answers of the directory.
pub fn ldap(bytes: &[u8]) {
    let _ = ldap_search(bytes);
}

/// Bind and one search; how many entries came.
pub fn ldap_search(bytes: &[u8]) -> usize {
    against(bytes, |port| async move {
        let mut client = directory::Client::new(&format!("ldap://127.0.0.1:{port}"), None).unwrap();
        let query = DirectoryQuery { text: "Hohenfenn".to_owned(), ..DirectoryQuery::default() };
        let found = client.search(&query).await.map_or(0, |answer| answer.entries.len());
        assert!(found <= directory::client::MAX_ENTRIES);
        client.close().await;
        found
    })
}

/// Answers of a Konnektor, and certificates inside them.
pub fn soap(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = services::read_services(&text);
    let _ = soap::read_cards(&text);
    let _ = soap::read_terminals(&text);
    let _ = soap::read_expirations(&text);
    let _ = soap::read_pin_status(&text);
    let _ = soap::read_ti_link(&text);
    if let Ok(Some(der)) = certificate::read_certificate(&text) {
        let _ = certificate::telematik_id(&der);
    }
    let _ = certificate::telematik_id(bytes);
    let _ = ClientIdentity::from_pem(&Secret::new(text.as_ref()));
}

// ---- mails and what is in them ----

fn shipped() -> &'static Mappings {
    static SHIPPED: OnceLock<Mappings> = OnceLock::new();
    SHIPPED.get_or_init(Mappings::shipped)
}

/// A whole mail, as it is read when it arrives, and what a window asks about it.
pub fn mime(bytes: &[u8]) {
    let (mail, _) = intake::read(&mut &*bytes, shipped());
    examine(bytes, &mail);
    let scanned = intake::read_scanned(&mut &*bytes, kim::scan_passing(&mut &*bytes), shipped()).0;
    assert_eq!((scanned.text, scanned.attachments.len()), (mail.text, mail.attachments.len()), "scanned while it passed");
}

/// What holds for every mail that was read.
pub fn examine(bytes: &[u8], mail: &ParsedMail) {
    assert!(!mail.notes.iter().any(|note| note.key == "note-reader-failed"), "a reader panicked");
    assert!(mail.text.len() <= MAX_TEXT);
    let _ = kim::headers(&mut &*bytes);
    let mut taken = HashSet::new();
    for attachment in &mail.attachments {
        assert!(taken.insert(attachment.save_name.to_lowercase()), "a name for two files");
        assert_is_safe(&attachment.save_name);
        let whole = usize::try_from(attachment.size).is_ok_and(|size| size <= MAX_PART);
        let (content, ended) = PartReader::of(&mut &*bytes, attachment).read_up_to(MAX_PART).unwrap();
        assert!(ended == whole && (!whole || content.len() as u64 == attachment.size), "{} of {}", content.len(), attachment.size);
    }
    let own = KimAddress::parse(OWN).unwrap();
    let _ = reply::quote_reply(mail, "Am 21.11.2026 schrieb:");
    let _ = (reply::reply_subject(&mail.subject), reply::forward_subject(&mail.subject), reply::threading(mail));
    for all in [false, true] {
        let _ = reply::reply_recipients(mail, &own, all);
    }
    let _ = reply::may_answer_receipt(mail, &own, false);
    if let Some(embedded) = &mail.embedded {
        let _ = kim::receive(&mut kim::embedded_source(&mut &*bytes, embedded));
    }
}

/// One part of a path, for every system (rule 36).
fn assert_is_safe(name: &str) {
    let stem = name.split('.').next().unwrap_or_default().trim().to_uppercase();
    let bad = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    assert!(!name.is_empty() && name.chars().count() <= 120 && !name.contains(bad), "{name:?}");
    assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']), "{name:?}");
    let port =
        ["COM", "LPT"].iter().any(|port| stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit())));
    assert!(!port && !["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str()), "{name:?}");
}

/// HTML of a mail, and text with links; a link is only text until somebody clicks it.
pub fn html(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (plain, ..) = body::html_to_text(&text);
    let _ = body::links_in_text(&plain);
    let _ = body::links_in_text(&text);
    let _ = body::fold_vermerk(&text);
}

/// Names of attachments and people: each line one name, one header value, one address list.
pub fn names(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut taken = HashSet::new();
    for (at, line) in text.split('\n').enumerate().take(300) {
        let value = fields::ContentType::parse(line);
        let given = value.param("filename").or_else(|| value.param("name")).unwrap_or_else(|| words::decode_words(line));
        let media = ["application/pdf", "text/plain", "message/rfc822", ""][at % 4];
        let before = taken.len();
        let name = kim_names::save_name(&given, media, &mut taken);
        assert!(taken.len() > before, "{name:?} was taken");
        assert_is_safe(&name);
        let _ = kim_names::warnings(&given, media, bytes);
        let _ = (words::mailboxes(line), fields::message_ids(line), fields::date(line));
        let encoded = words::encode_text(&given);
        assert!(encoded.is_ascii() && !encoded.contains(['\n', '\r']) || !given.is_ascii() || given.contains(['\n', '\r']), "{encoded:?}");
    }
    let _ = fields::HeaderBlock::parse(bytes).decoded_lines();
}

/// One attachment under a name and an application.
fn read_file(bytes: &[u8], name: &str, media_type: &str, application: &str) {
    let part = PayloadPart { index: 0, name, media_type, description: "", is_signature_report: false, bytes };
    let kind = Dienstkennung(application.to_owned());
    let input = PayloadInput { dienstkennung: Some(&kind), subject: name, text: "", attachments: std::slice::from_ref(&part) };
    if let Some(record) = payloads::read(input, shipped()).and_then(|read| read.ebz) {
        let _ = payloads::judge_against_request(&record, &record);
    }
}

/// Signed files.
pub fn cms(bytes: &[u8]) {
    let _ = payloads::signed_content(bytes);
    let _ = (dispatch::is_detached_signature(bytes), dispatch::is_signed_pdf(bytes));
    read_file(bytes, "EEBZ_0991234562611ZE00000000000471101.p7m", "application/pkcs7-mime", "EBZ;ANW;2.0.0");
    read_file(bytes, "brief.p7s", "application/pkcs7-signature", "Arztbrief;VHitG-Versand;V1.2");
    let _ = ClientIdentity::from_pkcs12(bytes.get(..bytes.len().min(4096)).unwrap_or_default(), &Secret::new("geheim"));
}

/// Technical files: records, letters, lab data.
pub fn payload(bytes: &[u8]) {
    for (name, media_type, application) in [
        ("EEBZ_0991234562611ZE00000000000471101.xml", "application/xml", "EBZ;ANW;2.0.0"),
        ("antrag.xml", "text/xml", "EBZ;ANT;2.0.0"),
        ("e01.xml", "application/xml", "eAU;Lieferung;V1.1"),
        ("fehler.xml", "application/xml", "eAU;Fehler;V1.1"),
        ("brief.xml", "text/xml", "Arztbrief;VHitG-Versand;V1.2"),
        ("befund.ldt", "text/plain", "LDT-Befund;Lieferung;V1.0"),
        ("unbekannt", "application/octet-stream", "KIM-Mail;Default;V1.0"),
    ] {
        read_file(bytes, name, media_type, application);
        let _ = payloads::file_facts(name, bytes, shipped());
    }
    let _ = payloads::arranged_xml(bytes, 1 << 16);
    let _ = (payloads::is_lab(bytes), payloads::is_pdf_or_picture(bytes), dispatch::is_letter_xml(bytes));
}

/// Files by which an admin changes what the program knows: mappings, Dienstkennungen, rules and side files of watched folders.
pub fn mapping(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(mappings) = shipped().with(&text) {
        const ANSWER: &[u8] = include_bytes!("../tests/data/payload/ebz/antwort_genehmigung_ze.xml");
        let _ = payloads::file_facts("antwort.xml", ANSWER, &mappings);
        let _ = mappings.describe();
    }
    let _ = registry::parse(&text);
    if let Ok(rules) = dispatch::Rules::parse(&text) {
        for rule in rules.all() {
            let _ = (rule.key(), rule.knows_name("EEBZ_1.xml"), rule.subject_for("EEBZ_1.xml"));
        }
    }
    let _ = dispatch::Sidecar::parse(bytes);
}

// ---- files that a person brings ----

/// An engine on a profile that is thrown away, with one account, and a folder for files.
struct Place {
    engine: EngineHandle,
    folder: PathBuf,
}

static PLACES: Mutex<Vec<(&str, &Place)>> = Mutex::new(Vec::new());

/// Stops the engines and removes their folders; a fuzzer, which runs until it is killed, does not.
pub fn leave_places() {
    for (_, place) in PLACES.lock().unwrap().drain(..) {
        let _ = place.engine.ask_blocking(Command::Shutdown);
        let _ = std::fs::remove_dir_all(&place.folder);
    }
}

fn place(of: &'static str) -> &'static Place {
    let mut places = PLACES.lock().unwrap();
    if let Some((_, known)) = places.iter().find(|(name, _)| *name == of) {
        return known;
    }
    let folder = std::env::temp_dir().join(format!("kimpost-hostile-{of}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let profile = Profile::throw_away(&folder.join("profile")).unwrap();
    let (engine, mut events, _) = spawn(profile, Mode::CommandsOnly, Box::new(|| {})).unwrap();
    std::thread::spawn(move || while events.blocking_recv().is_some() {});
    let mut settings = AccountSettings::new(KimAddress::parse(OWN).unwrap());
    (settings.incoming, settings.outgoing) = (server(1), server(1));
    engine.ask_blocking(Command::SaveAccount { id: None, settings: Box::new(settings), password: None, loaded: None }).unwrap();
    let place: &Place = Box::leak(Box::new(Place { engine, folder }));
    places.push((of, place));
    place
}

/// Files with mails and with accounts, and pasted account data.
pub fn import(bytes: &[u8]) {
    let place = place("import");
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock();
    let files = ["mails.mbox", "mail.eml", "konto.toml"].map(|name| place.folder.join(name));
    for file in &files {
        std::fs::write(file, bytes).unwrap();
    }
    let paths = files[..2].to_vec();
    match place.engine.ask_blocking(Command::Import { paths, account: None }).unwrap() {
        Answer::Imported(report) => assert!(!report.mails.is_empty()),
        other => panic!("{other:?}"),
    }
    let _ = account_file::read_all(&files[2], None);
    let text = String::from_utf8_lossy(bytes);
    let found = paste::read(&text);
    let _ = (found.is_empty(), found.missing());
    let _ = login::workplace(&text);
}

/// A backup file, brought back over what is there.
pub fn backup(bytes: &[u8]) {
    let place = place("backup");
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock();
    let path = place.folder.join("sicherung.kimpost-backup");
    std::fs::write(&path, bytes).unwrap();
    let restore = BackupCommand::Restore { path, passphrase: Secret::new(PASSPHRASE), replace: true };
    match place.engine.ask_blocking(Command::Backup(Box::new(restore))) {
        Ok(_) => {
            // Only what the program itself wrote comes back; what was before lies aside, and is not kept here.
            for entry in std::fs::read_dir(place.folder.join("profile")).unwrap().flatten() {
                if entry.file_name().to_string_lossy().contains("before-restore") {
                    std::fs::remove_file(entry.path()).unwrap();
                }
            }
        }
        Err(problem) => assert!(["BACKUP-FILE", "BACKUP-KEY", "BACKUP-DAMAGED"].contains(&problem.code), "{problem}"),
    }
    assert!(place.engine.ask_blocking(Command::ListAccounts).is_ok());
}
