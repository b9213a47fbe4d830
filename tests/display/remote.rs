//! No connection besides the configured hosts, whatever a mail asks for (rules 10 and 28).
//!
//! Everything a person can do with a mail is done with mails that ask for something from elsewhere in every known way. Two
//! witnesses watch: a library before libc writes down what the program connects to, asks for by name, and starts
//! (`connects.c`, Linux), and a server behind every address in the mails waits for anybody to come.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kimpost::domain::drawing::DrawTask;
use kimpost::domain::mail::MailFilter;
use kimpost::engine::command::{Command, ExportFormat};
use kimpost::engine::event::Answer;

use crate::fixture::{Fixture, fixture};
use crate::proof::report;
use crate::support::{Desk, Town, ZP, answer, print_words};

/// The address in all mails, with somebody who counts those who come.
struct Trap {
    place: String,
    visitors: Arc<AtomicUsize>,
}

impl Trap {
    fn set() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let visitors = Arc::new(AtomicUsize::new(0));
        let count = visitors.clone();
        std::thread::spawn(move || {
            for _visitor in listener.incoming() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { place, visitors }
    }

    fn visited(&self) -> usize {
        self.visitors.load(Ordering::SeqCst)
    }
}

/// A mail that asks `at` (host and port) for something in each way, under the way's name.
fn asking(at: &str) -> Vec<Fixture> {
    let mut mails = Vec::new();
    for (name, html) in [
        ("img", format!("<img src=http://{at}/1.png>")),
        ("srcset", format!("<img srcset='http://{at}/1.png 1x'><picture><source srcset=//{at}/2></picture>")),
        ("background", format!("<body background=http://{at}/1><table background=http://{at}/2><td background=//{at}/3>")),
        (
            "style",
            format!("<p style='background:url(http://{at}/1)'>x<style>@import url(http://{at}/2);@font-face{{src:url(//{at}/3)}}</style>"),
        ),
        ("stylesheet", format!("<link rel=stylesheet href=http://{at}/1.css><link rel=icon href=//{at}/2>")),
        (
            "prefetch",
            format!("<link rel=dns-prefetch href=http://{at}><link rel=preconnect href=http://{at}><link rel=prefetch href=http://{at}/>"),
        ),
        ("script", format!("<script src=http://{at}/1.js></script><script>fetch('http://{at}/2')</script>")),
        ("iframe", format!("<iframe src=http://{at}/1></iframe><frameset><frame src=http://{at}/2></frameset>")),
        ("object", format!("<object data=http://{at}/1></object><embed src=http://{at}/2><applet codebase=http://{at}/3>")),
        ("media", format!("<video src=http://{at}/1 poster=http://{at}/2><audio src=http://{at}/3></audio><track src=http://{at}/4>")),
        ("refresh", format!("<meta http-equiv=refresh content='0;url=http://{at}/1'>")),
        ("base", format!("<base href=http://{at}/><img src=1.png><a href=2 ping=http://{at}/3>x</a>")),
        ("svg", format!("<svg><image href=http://{at}/1 /><use xlink:href='http://{at}/2'/><script href=http://{at}/3 /></svg>")),
        ("form", format!("<form action=http://{at}/1><input type=image src=http://{at}/2></form>")),
        ("manifest", format!("<html manifest=http://{at}/1><math href=http://{at}/2></math><isindex action=http://{at}/3>")),
        ("link", format!("<a href=http://{at}/1>hier</a> und http://{at}/2")),
    ] {
        mails.push(fixture(name, "Content-Type: text/html\n", &html, &[]));
    }
    for (name, head) in [
        ("notification", format!("Disposition-Notification-To: <http://{at}/>, x@{at}\n")),
        ("return receipt", format!("Return-Receipt-To: x@{at}\nX-Confirm-Reading-To: http://{at}\nErrors-To: x@{at}\n")),
        (
            "list",
            format!(
                "List-Unsubscribe: <http://{at}/u>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nList-Archive: <http://{at}/a>\n"
            ),
        ),
        ("location", format!("Content-Location: http://{at}/1\nContent-Base: http://{at}/\n")),
        ("face", format!("X-Image-URL: http://{at}/1\nFace: http://{at}/2\nX-Support: http://{at}\nX-KIM-Support: http://{at}/3\n")),
        ("keys", format!("Autocrypt: addr=x@{at}; keydata=x\nOpenPGP: url=http://{at}/k\nBIMI-Location: v=BIMI1; l=http://{at}/b\n")),
    ] {
        mails.push(fixture(name, &head, "x", &[]));
    }
    for (name, kind, file, content) in [
        (
            "an external body",
            format!("message/external-body; access-type=URL; URL=\"http://{at}/1\""),
            "",
            "Content-Type: image/png\n".into(),
        ),
        (
            "an anonymous ftp",
            format!("message/external-body; access-type=anon-ftp; site=\"{at}\"; name=x"),
            "",
            "Content-Type: image/png\n".into(),
        ),
        ("a card", "text/vcard".into(), "x.vcf", format!("BEGIN:VCARD\nPHOTO;VALUE=uri:http://{at}/1\nSOURCE:http://{at}/2\nEND:VCARD\n")),
        (
            "a date",
            "text/calendar; method=REQUEST".into(),
            "x.ics",
            format!("BEGIN:VCALENDAR\nATTACH:http://{at}/1\nURL:http://{at}/2\nEND:VCALENDAR\n"),
        ),
        (
            "a drawing",
            "image/svg+xml".into(),
            "x.svg",
            format!("<svg xmlns='http://www.w3.org/2000/svg'><image href='http://{at}/1'/></svg>"),
        ),
        ("a page", "text/html".into(), "x.html", format!("<img src=http://{at}/1>")),
        ("an address", "text/plain".into(), "x.url", format!("[InternetShortcut]\nURL=http://{at}/1\nIconFile=\\\\{at}\\x\n")),
        ("a DTD", "application/xml".into(), "x.xml", format!("<!DOCTYPE a SYSTEM \"http://{at}/1\"><a/>")),
        (
            "an entity",
            "application/xml".into(),
            "y.xml",
            format!("<!DOCTYPE a [<!ENTITY x SYSTEM \"http://{at}/1\"><!ENTITY % p SYSTEM \"http://{at}/2\">%p;]><a>&x;</a>"),
        ),
        (
            "an inclusion",
            "application/xml".into(),
            "z.xml",
            format!(
                "<?xml-stylesheet href='http://{at}/1'?><a xmlns:xi='http://www.w3.org/2001/XInclude' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a http://{at}/2'><xi:include href='http://{at}/3'/></a>"
            ),
        ),
        (
            "a letter in CDA",
            "application/xml".into(),
            "brief.xml",
            format!(
                "<?xml-stylesheet type='text/xsl' href='http://{at}/1'?><ClinicalDocument xmlns='urn:hl7-org:v3'><component><nonXMLBody><text><reference value='http://{at}/2'/></text></nonXMLBody></component></ClinicalDocument>"
            ),
        ),
        (
            "a bundle",
            "application/fhir+xml".into(),
            "b.xml",
            format!(
                "<Bundle xmlns='http://hl7.org/fhir'><entry><fullUrl value='http://{at}/1'/><resource><Binary><data value='eA=='/></Binary></resource></entry></Bundle>"
            ),
        ),
        ("a PDF", "application/pdf".into(), "x.pdf", pdf(at)),
        (
            "a rich text",
            "application/rtf".into(),
            "x.rtf",
            format!("{{\\rtf1{{\\*\\template http://{at}/1}}{{\\field{{\\*\\fldinst INCLUDEPICTURE http://{at}/2}}}}}}"),
        ),
    ] {
        let disposition = if file.is_empty() { String::new() } else { format!("Content-Disposition: attachment; filename={file}\n") };
        let body = format!("--b\n\nText\n--b\nContent-Type: {kind}\n{disposition}\n{content}\n--b--\n");
        mails.push(fixture(name, "Content-Type: multipart/mixed; boundary=b\n", &body, &[]));
    }
    let part = format!(
        "--b\n\nx\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; {at}\nX-URL: http://{at}\n\nFinal-Recipient: rfc822; x@{at}\nRemote-MTA: dns; {at}\nAction: failed\nDiagnostic-Code: smtp; 550 http://{at}/1\n\n--b--\n"
    );
    mails.push(fixture("a delivery notice", "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", &part, &[]));
    mails
}

/// A page that opens addresses, goes to another document and takes a picture from elsewhere.
fn pdf(at: &str) -> String {
    format!(
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(http://{at}/1)>>>>endobj\n\
         2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>\
         /AA<</O<</S/GoToR/F(http://{at}/2)>>>>>>endobj\n\
         4 0 obj<</Length 5>>stream\n/I Do\nendstream endobj\n\
         5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/F<</FS/URL/F(http://{at}/3)>>/Length 0>>\
         stream\n\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
    )
}

/// Everything that a person can do with mails, done with each of these. How many acts there were.
fn use_all(town: &Town, desk: &Desk, mails: &[Fixture]) -> usize {
    mails.iter().for_each(|mail| town.put(ZP, &mail.raw));
    desk.fetch_well();
    let rows = desk.list(MailFilter { limit: 1000, all_folders: true, ..MailFilter::default() }).rows;
    assert_eq!(rows.len(), mails.len());
    let mut acts = 0;
    // Whether an act is refused is not asked here; only where it leads.
    let mut act = |command| {
        acts += 1;
        desk.try_ask(command)
    };
    for row in &rows {
        let mail = row.id;
        let detail = answer!(act(Command::OpenMail { mail, mark_read: true }).unwrap(), Answer::Mail(detail) => *detail);
        for index in 0..detail.parsed.attachments.len() {
            let task = DrawTask { page: 0, width: 200, max_side: 4096 };
            let _ = act(Command::ViewAttachment { mail, index, task, lane: 7 });
            let _ = act(Command::OpenAttachment { mail, index });
            let _ = act(Command::SaveAttachmentAs { mail, index, path: desk.path(&format!("{mail}-{index}")), replace: false });
        }
        act(Command::Print { mail, words: print_words() }).unwrap();
        for command in [
            Command::PrepareReply { mail, all: true },
            Command::PrepareForward { mail },
            Command::OpenEmbedded { mail },
            Command::DigestAttachments { mail },
            Command::SaveAttachments { mail, index: None, dir: desk.path("alle") },
            Command::SaveRaw { mail, path: desk.path(&format!("{mail}.eml")), replace: false },
            Command::AnswerReadReceipt { mail, send: false },
        ] {
            let _ = act(command);
        }
    }
    for format in [ExportFormat::Eml, ExportFormat::Mbox] {
        let to = desk.path(if format == ExportFormat::Eml { "eml" } else { "alle.mbox" });
        act(Command::Export { format, to: to.clone(), search: String::new(), accounts: Vec::new() }).unwrap();
        act(Command::Import { paths: vec![to], account: None }).unwrap();
    }
    acts
}

/// On its own this finds visitors of the trap; under the witness of the next test also every other connection.
#[test]
fn everything_is_done_with_mails_that_ask_for_something() {
    let (town, trap) = (Town::empty(), Trap::set());
    let desk = Desk::of_one(&town, ZP);
    let mails = asking(&trap.place);
    let acts = use_all(&town, &desk, &mails);
    assert_eq!(trap.visited(), 0, "somebody came");
    if let Some(path) = std::env::var_os("ALLOWED") {
        let info = town.info();
        let configured = [info.directory_url.clone(), info.connector_url.clone()].map(|url| url.rsplit(':').next().unwrap().to_owned());
        let ports = [info.pop3.port.to_string(), info.smtp.port.to_string()];
        std::fs::write(path, format!("{} {} {acts}", ports.join(" "), configured.join(" "))).unwrap();
    }
    // The trap would have told.
    drop(std::net::TcpStream::connect(&trap.place).unwrap());
    crate::support::until("the trap's word", || (trap.visited() == 1).then_some(()));
    report(
        "28: no mail is answered by a connection",
        "ways to ask for something, each opened, viewed, printed, saved, exported",
        mails.len(),
        &format!("held: {acts} acts, 0 visitors"),
    );
}

#[cfg(target_os = "linux")]
mod witness {
    use std::collections::BTreeSet;
    use std::io::Write as _;
    use std::path::{Path, PathBuf};
    use std::process::{Child, Command, Output, Stdio};

    use super::{Trap, asking};
    use crate::proof::report;
    use crate::support::{Town, ZP, until};

    const PASSPHRASE: &str = "ein langes Losungswort";

    /// The library before libc, made by the compiler that also links this program.
    fn library(dir: &Path) -> PathBuf {
        let path = dir.join("connects.so");
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/display/connects.c");
        let made =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&path).args([source, "-ldl"]).status().expect("cc is needed");
        assert!(made.success());
        path
    }

    /// What was written down: lines besides the allowed ones, and all ports that were reached.
    fn judged(log: &Path, ports: &[String], mail_place: &str) -> (Vec<String>, BTreeSet<String>) {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        let mut reached = BTreeSet::new();
        let mut odd = Vec::new();
        for line in text.lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let fine = match words.as_slice() {
                ["connect" | "sendto" | "sendmsg", "127.0.0.1" | "::ffff:127.0.0.1", port] => {
                    reached.insert((*port).to_owned());
                    ports.iter().any(|allowed| allowed == port) && !mail_place.ends_with(&format!(":{port}"))
                }
                ["name", "127.0.0.1", _] => true,
                // The program itself, to draw.
                ["start", path, _] => path.ends_with("/kimpost") || *path == "/proc/self/exe",
                _ => false,
            };
            if !fine {
                odd.push(line.to_owned());
            }
        }
        (odd, reached)
    }

    #[test]
    fn a_desk_connects_to_nobody_but_the_configured_hosts() {
        let dir = tempfile::tempdir().unwrap();
        let (log, allowed) = (dir.path().join("log"), dir.path().join("allowed"));
        let mut inner = Command::new(std::env::current_exe().unwrap());
        inner.args(["--exact", "remote::everything_is_done_with_mails_that_ask_for_something", "--test-threads", "1"]);
        inner.env("LD_PRELOAD", library(dir.path())).env("CONNECTS", &log).env("ALLOWED", &allowed).env_remove("KIMPOST_PROOF_TABLE");
        let output = inner.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        let facts = std::fs::read_to_string(allowed).expect("the test was found by its name");
        let words: Vec<String> = facts.split(' ').map(str::to_owned).collect();
        // The last connection is the one by which the test shows that its trap works.
        let (odd, reached) = judged(&log, &words[..4], "");
        assert!(reached.contains(&words[0]), "the witness saw the fetch: {reached:?}");
        assert_eq!(odd.len(), 1, "{odd:?}");
        let starts = std::fs::read_to_string(&log).unwrap().lines().filter(|line| line.starts_with("start ")).count();
        assert!(starts > 0, "the witness saw the drawing program start");
        report(
            "10, 28: connections only to the configured hosts; programs started: only the own one",
            "engine under a library before libc: connect, sendto, sendmsg, names, programs; hostile mails used in every way",
            words[4].parse().unwrap(),
            &format!("held: ports reached {}", reached.len() - 1),
        );
    }

    struct Place {
        root: tempfile::TempDir,
        library: PathBuf,
    }

    impl Place {
        fn program(&self, args: &[&str]) -> Command {
            let at = |name: &str| self.root.path().join(name);
            let mut process = Command::new(env!("CARGO_BIN_EXE_kimpost"));
            process.args(args).current_dir(self.root.path()).env("KIMPOST_PROFILE", at("profil")).env_remove("DBUS_SESSION_BUS_ADDRESS");
            process.env("HOME", self.root.path()).env("XDG_RUNTIME_DIR", self.root.path());
            process.env("LD_PRELOAD", &self.library).env("CONNECTS", at("log"));
            process.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
            process
        }

        fn run(&self, args: &[&str], input: &str) -> Output {
            let mut child = self.program(args).spawn().unwrap();
            let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
            child.wait_with_output().unwrap()
        }

        fn well(&self, args: &[&str], input: &str) -> String {
            let output = self.run(args, input);
            assert_eq!(output.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).into_owned()
        }
    }

    struct Serving(Child);

    impl Drop for Serving {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[test]
    fn the_program_connects_to_nobody_but_the_configured_hosts() {
        let root = tempfile::tempdir().unwrap();
        let library = library(root.path());
        let place = Place { root, library };
        let (town, trap) = (Town::empty(), Trap::set());
        let mails = asking(&trap.place);
        mails.iter().for_each(|mail| town.put(ZP, &mail.raw));
        let passphrase = format!("{PASSPHRASE}\n");
        place.well(&["init", "--passphrase-fd", "0"], &passphrase);
        let mut serving =
            Serving(place.program(&["serve", "--passphrase-fd", "0"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap());
        serving.0.stdin.take().unwrap().write_all(passphrase.as_bytes()).unwrap();
        until("the engine", || (place.run(&["list"], "").status.code() == Some(0)).then_some(()));
        std::fs::write(place.root.path().join("konto.toml"), town.account_file(ZP)).unwrap();
        place.well(&["account", "add", "--file", "konto.toml", "--password-fd", "0"], &format!("{}\n", town.password(ZP).reveal()));
        let total = || serde_json::from_str::<serde_json::Value>(&place.well(&["list", "--limit", "500", "--json"], "")).unwrap();
        // Of the delivery notice nobody sent a mail: it is listed like the others.
        let list = until("the mails", || {
            place.run(&["fetch"], "");
            Some(total()).filter(|list| list["total"].as_u64() == Some(mails.len() as u64))
        });
        let mut acts = 0;
        for row in list["rows"].as_array().unwrap() {
            let id = row["id"].to_string();
            let shown = place.well(&["show", &id], "");
            assert!(!shown.contains('\x1b'));
            for args in [vec!["show", &id, "--json"], vec!["show", &id, "--headers"], vec!["attachments", &id, "--save-to", "gesichert"]] {
                place.well(&args, "");
                acts += 1;
            }
        }
        place.well(&["export", "--format", "eml", "--to", "aus"], "");
        place.well(&["import", "aus"], "");
        place.run(&["doctor"], "");
        place.run(&["account", "test", ZP], "");
        place.well(&["directory", "search", "müller"], "");
        let info = town.info();
        let mut ports = vec![info.pop3.port.to_string(), info.smtp.port.to_string()];
        ports.extend([&info.directory_url, &info.connector_url].map(|url| url.rsplit(':').next().unwrap().to_owned()));
        let (odd, reached) = judged(&place.root.path().join("log"), &ports, &trap.place);
        assert!(odd.is_empty(), "{odd:?}");
        assert_eq!(trap.visited(), 0);
        assert!(reached.contains(&ports[0]) && reached.contains(&ports[2]), "the witness saw fetch and search: {reached:?}");
        report(
            "10, 28: connections only to the configured hosts; programs started: only the own one",
            "real program (serve and command line) under a library before libc: hostile mails fetched, shown, saved, exported",
            acts + mails.len(),
            &format!("held: ports reached {}", reached.len()),
        );
    }
}
