//! Mails and files that nobody should send. Each is made from a number alone: a finding can be made again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::proof::Dice;
use crate::seeds::Sample;
use crate::support::ZP;

/// What mutations are made of.
pub struct Stock {
    pub mails: Vec<Sample>,
    pub files: Vec<Sample>,
}

impl Stock {
    pub fn new() -> Self {
        Self { mails: crate::seeds::mails(), files: crate::seeds::files() }
    }
}

/// Dictionary of bytes that mean something to one of the readers.
const WORDS: [&[u8]; 40] = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\0",
    b"\r\n\r\n",
    b"--",
    b"--b--",
    b"=",
    b"=\r\n",
    b"=3D",
    b"=?utf-8?B?",
    b"?=",
    b"=?utf-8?Q?=FF?=",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xcc\x81\xcc\x81\xcc\x81",
    b"<!DOCTYPE a [<!ENTITY b \"c\">]>",
    b"&b;",
    b"&#0;",
    b"<![CDATA[",
    b"]]>",
    b"<a>",
    b"</",
    b"<!--",
    b"\x30\x80",
    b"\x30\x84\xff\xff\xff\xff",
    b"\0\0",
    b"\x02\x01",
    b"From ",
    b">From ",
    b"*0*=",
    b"*1=",
    b"''",
    b"%00",
    b"(((((",
    b"\"",
    b"\\",
    b"<x@y>",
    b"99999999999999999999",
];

fn pick<'a, T>(dice: &mut Dice, of: &'a [T]) -> &'a T {
    &of[dice.below(of.len())]
}

/// Some bytes changed, doubled, cut out, or replaced by meaningful ones.
pub fn bytes(dice: &mut Dice, mut from: Vec<u8>) -> Vec<u8> {
    for _ in 0..=dice.below(6) {
        if from.is_empty() {
            from.extend_from_slice(pick::<&[u8]>(dice, &WORDS));
        }
        let at = dice.below(from.len());
        let end = (at + 1 + dice.below(40)).min(from.len());
        match dice.below(8) {
            0 => from[at] ^= 1 << dice.below(8),
            1 => from[at] = u8::try_from(dice.below(256)).unwrap(),
            2 => drop(from.drain(at..end)),
            3 => drop(from.splice(at..at, pick(dice, &WORDS).iter().copied())),
            4 => drop(from.splice(at..end, pick(dice, &WORDS).iter().copied())),
            5 => {
                let part = from[at..end].repeat(1 + dice.below(40));
                drop(from.splice(at..at, part));
            }
            6 if dice.below(4) == 0 => from.truncate(at),
            _ => {
                let to = dice.below(from.len());
                let part = from[at..end].to_vec();
                drop(from.splice(to..to, part));
            }
        }
    }
    from
}

/// The first part of one sample and the last of another.
pub fn splice(dice: &mut Dice, one: &[u8], other: &[u8]) -> Vec<u8> {
    let (at, from) = (dice.below(one.len() + 1), dice.below(other.len() + 1));
    [&one[..at], &other[from..]].concat()
}

/// The n-th hostile mail.
pub fn mail(stock: &Stock, n: usize) -> Vec<u8> {
    let mut dice = Dice::of(&format!("mail {n}"));
    let dice = &mut dice;
    let sample = |dice: &mut Dice| pick(dice, &stock.mails).bytes.clone();
    let mut made = match dice.below(12) {
        0..=2 => {
            let base = sample(dice);
            bytes(dice, base)
        }
        3 | 4 => {
            let base = sample(dice);
            lines(dice, &base)
        }
        5 => {
            let (one, other) = (sample(dice), sample(dice));
            splice_lines(dice, &one, &other)
        }
        6 | 7 => tree(stock, dice),
        8 => record(stock, dice),
        9 => page(dice),
        10 => heads(dice),
        _ => {
            let inner = sample(dice);
            let outer = wrapped(&inner, dice);
            lines(dice, &outer)
        }
    };
    // Most are mails of their own: without that, each sample would have thousands of versions.
    if dice.below(10) > 0 {
        made = renamed(&made, n);
    }
    if dice.below(6) == 0 {
        made = bytes(dice, made);
    }
    made.truncate(1 << 20);
    if made.is_empty() { b"\r\n".to_vec() } else { made }
}

/// With a Message-ID of its own instead of the first one.
fn renamed(mail: &[u8], n: usize) -> Vec<u8> {
    let rest = match lines_of(mail).iter().position(|line| line.to_ascii_lowercase().starts_with(b"message-id:")) {
        Some(at) => {
            let mut all = lines_of(mail);
            all.remove(at);
            all.concat()
        }
        None => mail.to_vec(),
    };
    [format!("Message-ID: <{n}@boese.invalid>\r\n").as_bytes(), &rest].concat()
}

fn lines_of(mail: &[u8]) -> Vec<&[u8]> {
    mail.split_inclusive(|b| *b == b'\n').collect()
}

fn splice_lines(dice: &mut Dice, one: &[u8], other: &[u8]) -> Vec<u8> {
    let (one, other) = (lines_of(one), lines_of(other));
    let (at, from) = (dice.below(one.len() + 1), dice.below(other.len() + 1));
    [&one[..at], &other[from..]].concat().concat()
}

/// Changes of whole lines: headers doubled, missing, folded, huge; boundaries, encodings and charsets that lie; base64 cut.
fn lines(dice: &mut Dice, mail: &[u8]) -> Vec<u8> {
    let mut all: Vec<Vec<u8>> = lines_of(mail).into_iter().map(<[u8]>::to_vec).collect();
    for _ in 0..=dice.below(5) {
        let at = dice.below(all.len());
        match dice.below(12) {
            0 => {
                let line = all[at].clone();
                for _ in 0..=dice.below(50) {
                    all.insert(at, line.clone());
                }
            }
            1 if all.len() > 1 => drop(all.remove(at)),
            2 => {
                let place = dice.below(all[at].len() + 1);
                drop(all[at].splice(place..place, *b"\r\n\t"));
            }
            3 => {
                let more = vec![b'x'; dice.below(200_000)];
                let place = all[at].len().saturating_sub(2);
                drop(all[at].splice(place..place, more));
            }
            4 => all.insert(at, header(dice)),
            5 => swap_word(dice, &mut all, b"boundary=", &[b"boundary=", b"boundary=\"\"; x=", b"boundary=x; boundary=y; z="]),
            6 => swap_word(dice, &mut all, b"base64", &[b"quoted-printable", b"7bit", b"x-uuencode", b"base64; x", b"\"BASE64\""]),
            7 => swap_word(dice, &mut all, b"utf-8", &[b"utf-16", b"iso-2022-jp", b"utf-7", b"x-none", b"iso-8859-15", b"hz-gb-2312"]),
            8 => {
                let cut = dice.below(all[at].len() + 1);
                all[at].truncate(cut);
            }
            9 => {
                let to = dice.below(all.len());
                all.swap(at, to);
            }
            10 => swap_word(dice, &mut all, b"multipart/", &[b"message/", b"multipart/alternative; x=", b"text/", b"application/"]),
            _ => swap_word(dice, &mut all, b"filename=", &[b"filename*=", b"filename*0*=utf-8''", b"filename*9=", b"filename=;name="]),
        }
    }
    all.concat()
}

/// Replaces a word in one of the lines that hold it.
fn swap_word(dice: &mut Dice, all: &mut [Vec<u8>], word: &[u8], by: &[&[u8]]) {
    let places: Vec<usize> = (0..all.len()).filter(|at| find(&all[*at], word).is_some()).collect();
    if places.is_empty() {
        return;
    }
    let line = &mut all[*pick(dice, &places)];
    let at = find(line, word).unwrap();
    drop(line.splice(at..at + word.len(), pick(dice, by).iter().copied()));
}

fn find(line: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(&line.to_ascii_lowercase(), word)
}

/// A header line that wants to deceive.
fn header(dice: &mut Dice) -> Vec<u8> {
    let name = pick(
        dice,
        &[
            "From",
            "To",
            "Cc",
            "Subject",
            "Date",
            "Reply-To",
            "References",
            "In-Reply-To",
            "Content-Type",
            "Content-Disposition",
            "Return-Path",
            "Content-Transfer-Encoding",
            "X-KIM-Dienstkennung",
            "X-KIM-DecryptionResult",
            "X-KIM-IntegrityCheckResult",
            "Auto-Submitted",
            "Disposition-Notification-To",
            "X-KOM-LE-Version",
            "X-KIM-Fehlermeldung",
            "Content-Description",
            "",
        ],
    );
    let value = match dice.below(12) {
        0 => "=?utf-8?B?".repeat(dice.below(3000)),
        1 => format!("\"{}\" <a@b>", "\\\"".repeat(dice.below(2000))),
        2 => "(".repeat(dice.below(20_000)),
        3 => "<a@b>,".repeat(dice.below(5000)),
        4 => "=?x-unknown?Q?=FF=00?= =?utf-8?q?=E2=80=AE?=".repeat(1 + dice.below(50)),
        5 => format!("attachment; {}", (0..dice.below(2000)).map(|at| format!("filename*{at}*=%F{at};")).collect::<String>()),
        6 => format!("multipart/mixed; boundary=\"{}\"", "b".repeat(dice.below(1200))),
        7 => "Mon, 99 Foo 99999 99:99:99 +9999".to_owned(),
        8 => "EBZ;ANW;2.0.0;;;\u{202e}".repeat(1 + dice.below(20)),
        9 => format!("<{}>", "x".repeat(dice.below(70_000))),
        10 => ": ; , \t \u{0} \u{7} \u{ad}".repeat(1 + dice.below(30)),
        _ => "00, 01; 4009".to_owned(),
    };
    let fold = if dice.below(3) == 0 { "\r\n " } else { "" };
    format!("{name}:{fold} {value}\r\n").into_bytes()
}

/// A mail whose header block is the attack.
fn heads(dice: &mut Dice) -> Vec<u8> {
    let mut made = format!("From: a@x.kim.telematik-test\r\nTo: {ZP}\r\n").into_bytes();
    for _ in 0..dice.below(30) {
        made.extend(header(dice));
    }
    match dice.below(5) {
        0 => made.extend((0..dice.below(5000)).flat_map(|n| format!("X-{n}: {n}\r\n").into_bytes())),
        1 => made.extend(format!("Subject: {}\r\n", "x\r\n ".repeat(dice.below(5000))).into_bytes()),
        2 => made.extend(vec![b'y'; dice.below(300_000)]),
        _ => {}
    }
    made.extend_from_slice(b"\r\nText\r\n");
    made
}

/// A tree of parts with sample files, whose headers lie.
fn tree(stock: &Stock, dice: &mut Dice) -> Vec<u8> {
    let mut made = format!(
        "From: a@x.kim.telematik-test\r\nTo: {ZP}\r\nSubject: {}\r\nDate: Sat, 21 Nov 2026 10:00:00 +0100\r\n",
        pick(dice, &["Befund", "=?utf-8?Q?Gr=C3=BC=C3=9Fe?=", "EEBZ_0991234562611ZE00000000000471101", ""])
    )
    .into_bytes();
    let depth = *pick(dice, &[1, 2, 3, 5, 20, 99, 101, 130]);
    branch(stock, dice, depth, &mut made);
    made
}

fn branch(stock: &Stock, dice: &mut Dice, depth: usize, out: &mut Vec<u8>) {
    let kind =
        pick(dice, &["mixed", "mixed", "alternative", "related", "report; report-type=disposition-notification", "signed", "digest"]);
    // The same boundary on several levels, and boundaries that begin like another.
    let boundary = "b".repeat(1 + dice.below(3));
    out.extend(format!("Content-Type: multipart/{kind}; boundary=\"{boundary}\"\r\n\r\nVorspann\r\n").into_bytes());
    let parts = if depth > 6 { 0 } else { dice.below(4) };
    for _ in 0..parts {
        out.extend(format!("--{boundary}\r\n").into_bytes());
        leaf(stock, dice, out);
    }
    out.extend(format!("--{boundary}\r\n").into_bytes());
    if depth > 1 {
        branch(stock, dice, depth - 1, out);
    } else {
        leaf(stock, dice, out);
    }
    if dice.below(4) > 0 {
        out.extend(format!("\r\n--{boundary}--\r\nNachspann\r\n").into_bytes());
    }
}

/// A part with a file or text, coded rightly or wrongly.
fn leaf(stock: &Stock, dice: &mut Dice, out: &mut Vec<u8>) {
    let file = pick(dice, &stock.files);
    let mut content = file.bytes.clone();
    if dice.below(3) == 0 {
        content = bytes(dice, content);
    }
    let names = [file.name.as_str(), "../x.exe", "a\u{202e}fdp.exe", "CON", "signaturpruefungsbericht.pdf", "", "x.zip", "b.p7m"];
    let name = *pick(dice, &names);
    let media = pick(
        dice,
        &[
            "application/xml",
            "text/plain; charset=iso-8859-15",
            "text/html; charset=utf-16",
            "application/pkcs7-mime",
            "message/rfc822",
            "message/delivery-status",
            "message/disposition-notification",
            "application/octet-stream",
            "image/png",
            "text/xml",
            "application/zip",
        ],
    );
    let encoding = *pick(dice, &["base64", "quoted-printable", "8bit", "binary", "x-unknown"]);
    out.extend(
        format!(
            "Content-Type: {media}; name=\"{name}\"\r\nContent-Disposition: {}; filename=\"{name}\"\r\nContent-Transfer-Encoding: {encoding}\r\n",
            pick(dice, &["attachment", "inline", "x-kas", ""])
        )
        .into_bytes(),
    );
    if dice.below(4) == 0 {
        out.extend(header(dice));
    }
    out.extend_from_slice(b"\r\n");
    match encoding {
        "base64" => {
            let width = *pick(dice, &[76, 4, 61, 1000, 77]);
            for line in BASE64.encode(&content).as_bytes().chunks(width) {
                out.extend_from_slice(line);
                out.extend_from_slice(pick::<&[u8]>(dice, &[&b"\r\n"[..], b"\n", b" \r\n", b"=\r\n"]));
            }
        }
        "quoted-printable" => out.extend(content.iter().take(20_000).flat_map(|byte| format!("={byte:02X}").into_bytes())),
        _ => out.extend(content),
    }
    out.extend_from_slice(b"\r\n");
}

/// A record for a program with XML that attacks its reader.
fn record(stock: &Stock, dice: &mut Dice) -> Vec<u8> {
    let xml: Vec<&Sample> = stock.files.iter().filter(|file| file.name.ends_with(".xml") || file.name.ends_with(".p7s")).collect();
    let xml = pick(dice, &xml).bytes.clone();
    let content = xml_attack(dice, xml);
    let application = pick(
        dice,
        &[
            "EBZ;ANW;2.0.0",
            "EBZ;ANT;2.0.0",
            "eAU;Lieferung;V1.1",
            "eAU;Fehler-Kasse;V1.1",
            "Arztbrief;VHitG-Versand;V1.2",
            "eEB;Bescheinigung;V1",
        ],
    );
    let lines: Vec<String> = BASE64.encode(content).as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line).into_owned()).collect();
    format!(
        "From: ebz@nordlicht-kk.kim.telematik-test\r\nTo: {ZP}\r\nSubject: EEBZ_0991234562611ZE00000000000471101\r\n\
         X-KIM-Dienstkennung: {application}\r\nX-KIM-DecryptionResult: 00\r\nX-KIM-IntegrityCheckResult: 01\r\n\
         Content-Type: application/octet-stream; name=\"EEBZ_0991234562611ZE00000000000471101.xml\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n{}\r\n",
        lines.join("\r\n")
    )
    .into_bytes()
}

/// DTD, entities, depth, attributes, charset lies.
pub fn xml_attack(dice: &mut Dice, xml: Vec<u8>) -> Vec<u8> {
    let at = xml.iter().position(|b| *b == b'>').map_or(0, |at| at + 1);
    let (head, rest) = xml.split_at(at);
    let inside: Vec<u8> = match dice.below(8) {
        0 => b"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>".to_vec(),
        1 => "<a>".repeat(dice.below(20_000)).into_bytes(),
        2 => format!("<!--{}-->", "-".repeat(dice.below(5000))).into_bytes(),
        3 => format!("<?x {}?>", "y".repeat(dice.below(5000))).into_bytes(),
        4 => format!("<a {}/>", (0..dice.below(3000)).map(|n| format!("x{n}=\"{n}\" ")).collect::<String>()).into_bytes(),
        5 => format!("<a {}>", (0..dice.below(1000)).map(|n| format!("xmlns:n{n}=\"u{n}\" ")).collect::<String>()).into_bytes(),
        6 => {
            let once = bytes(dice, xml);
            return bytes(dice, once);
        }
        _ => return if dice.below(2) == 0 { [b"\xff\xfe".as_slice(), &xml].concat() } else { bytes(dice, xml) },
    };
    [head, &inside, rest].concat()
}

/// HTML, nested and unclosed.
fn page(dice: &mut Dice) -> Vec<u8> {
    const TAGS: [&str; 22] = [
        "div",
        "table",
        "tr",
        "td colspan=99999",
        "td rowspan=0",
        "ul",
        "ol start=999999999",
        "li",
        "pre",
        "a href=\"http://x.example/\"",
        "blockquote",
        "b",
        "style",
        "script",
        "svg",
        "math",
        "template",
        "title",
        "textarea",
        "p",
        "h1",
        "img src=x",
    ];
    let mut html = String::new();
    let target = 1 << dice.below(17);
    while html.len() < target {
        match dice.below(10) {
            0..=4 => html.push_str(&format!("<{}>", pick(dice, &TAGS))),
            5 => html.push_str(&format!("</{}>", pick(dice, &TAGS).split(' ').next().unwrap())),
            6 => html.push_str(&format!("<{}>", pick(dice, &TAGS)).repeat(1 + dice.below(300))),
            7 => html.push_str(pick::<&str>(
                dice,
                &["&nbsp;", "&#x202e;", "&#0;", "&#99999999;", "<!--", "-->", "<![CDATA[", "&lt", "\u{ad}\u{200b}"],
            )),
            8 => html.push_str(&"Wort ".repeat(dice.below(200))),
            _ => html.push_str(&"x".repeat(dice.below(3000))),
        }
    }
    let charset = pick(dice, &["utf-8", "utf-16le", "iso-2022-jp", "windows-1252", ""]);
    format!(
        "From: a@x.kim.telematik-test\r\nTo: {ZP}\r\nSubject: Seite\r\nContent-Type: text/html; charset={charset}\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{html}\r\n"
    )
    .into_bytes()
}

/// A mail in a mail, as the Clientmodul wraps what it could not decrypt.
fn wrapped(inner: &[u8], dice: &mut Dice) -> Vec<u8> {
    let result = pick(dice, &["01", "00", "02", "4009", "01, 00"]);
    let head = format!(
        "From: a@x.kim.telematik-test\r\nTo: {ZP}\r\nSubject: Fehler\r\nX-KIM-DecryptionResult: {result}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=aussen\r\n\r\n--aussen\r\nContent-Type: text/plain\r\n\r\nFehler\r\n--aussen\r\n\
         Content-Type: message/rfc822\r\n\r\nX-KOM-LE-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\n"
    );
    [head.as_bytes(), inner, b"\r\n--aussen--\r\n"].concat()
}
