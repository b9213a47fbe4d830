//! What a mail says: inert text, honest links, letters as they were meant (rules 27 to 29).

use kimpost::domain::mail::MailFlag as F;

use crate::fixture::{Fact as X, Fixture, fixture, fixture_bytes, judge};
use crate::proof::report;

const HTML: &str = "Content-Type: text/html; charset=utf-8\n";

fn html(name: &'static str, body: &str, facts: &[X]) -> Fixture {
    fixture(name, HTML, body, facts)
}

fn inert() -> Vec<Fixture> {
    let part = |kind: &str, text: &str| format!("--b\nContent-Type: {kind}; charset=utf-8\n\n{text}\n");
    let two = |name, kind: &str, parts: &[String], facts: &[X]| {
        fixture(name, &format!("Content-Type: multipart/{kind}; boundary=b\n"), &format!("{}--b--\n", parts.concat()), facts)
    };
    vec![
        two(
            "plain is preferred",
            "alternative",
            &[part("text/plain", "klar"), part("text/html", "<b>bunt</b>")],
            &[X::Text("klar"), X::NoText("bunt")],
        ),
        two(
            "plain is preferred, the other way round",
            "alternative",
            &[part("text/html", "<b>bunt</b>"), part("text/plain", "klar")],
            &[X::Text("klar"), X::NoText("bunt")],
        ),
        two(
            "parts are never joined",
            "mixed",
            &[part("text/html", "vorn <!-- <a href=\"https://a.example/?"), part("text/plain", "geheim")],
            &[X::Text("vorn"), X::Text("geheim"), X::Links(&[])],
        ),
        two(
            "an open attribute does not swallow the next part",
            "mixed",
            &[part("text/html", "vorn <img src=\"https://a.example/?"), part("text/html", "geheim"), part("text/html", "\"> hinten")],
            &[X::Text("geheim"), X::Text("hinten"), X::Links(&[])],
        ),
        two(
            "an open style does not hide the next part",
            "mixed",
            &[part("text/html", "a<style>p{"), part("text/html", "zu lesen")],
            &[X::Text("zu lesen")],
        ),
        html(
            "scripts and styles",
            "<script>alert(1)</script><style>p{x:url(//a)}</style><p onclick=x()>Text</p>",
            &[X::Text("Text"), X::NoText("alert"), X::NoText("url("), X::Links(&[])],
        ),
        html(
            "frames, objects, forms",
            "<iframe src=//a.example>i</iframe><object data=//a.example></object><embed src=//a.example>\
             <form action=https://a.example><input name=pin value=1><button>ok</button></form><base href=//a.example><p>Text",
            &[X::Text("Text"), X::Links(&[])],
        ),
        html(
            "pictures are words",
            "<img src=https://a.example/1.png alt=Logo><svg><image href=https://a.example/2/></svg>Text",
            &[X::Text("Text"), X::NoText("a.example"), X::Links(&[])],
        ),
        html("refresh", "<meta http-equiv=refresh content='0;url=https://a.example'><p>Text", &[X::Text("Text"), X::Links(&[])]),
        html("controls in entities", "a&#27;[2J&#x202E;b&#0;&#8203;c", &[X::Text("a[2J⟨U+202E⟩b"), X::NoText("\u{200B}")]),
        html("ten thousand open elements", &format!("{}Ende", "<div>".repeat(10_000)), &[X::Text("Ende"), X::Told("note-html-simplified")]),
        fixture(
            "bidi in plain text",
            "",
            "Konto \u{202E}4321\u{202C} Ende \x1b[31mrot\n",
            &[X::Text("⟨U+202E⟩4321⟨U+202C⟩"), X::Text("[31mrot")],
        ),
        fixture(
            "markup in plain text stays text",
            "",
            "<b>fett</b> &amp; <script>x</script>\n",
            &[X::Text("<b>fett</b> &amp; <script>x</script>")],
        ),
        fixture(
            "one part too many, and behind the end",
            "Content-Type: multipart/mixed; boundary=b\n",
            "--b\n\nText\n--b--\nversteckt\n",
            &[X::Text("Text"), X::Told("note-content-after-end")],
        ),
    ]
}

fn links() -> Vec<Fixture> {
    let link = |name, href: &str, text: &str, links: &'static [(&'static str, bool)]| {
        let lies = links.iter().any(|(_, mismatch)| *mismatch);
        let mark = if lies { X::Marked(F::LinkTextMismatch) } else { X::NotMarked(F::LinkTextMismatch) };
        html(
            name,
            &format!("<p>vor <a href=\"{href}\">{text}</a> nach"),
            &[X::Links(links), mark, X::Text(if text.is_empty() { "vor" } else { "nach" })],
        )
    };
    vec![
        link("honest", "https://labor.example/x", "https://labor.example", &[("https://labor.example/x", false)]),
        link("honest words", "https://labor.example/x", "zum Befund", &[("https://labor.example/x", false)]),
        link("another host", "https://boese.example/x", "https://bank.example", &[("https://boese.example/x", true)]),
        link(
            "another host in a sentence",
            "https://boese.example/",
            "weiter zu www.bank.example heute",
            &[("https://boese.example/", true)],
        ),
        link("a known name", "https://boese.example/", "Zur sparkasse.de", &[("https://boese.example/", true)]),
        link("a host as its name", "https://bank.example@boese.example/", "hier", &[("https://boese.example/", true)]),
        link(
            "a host behind a backslash",
            "https:\\\\boese.example\\@bank.example",
            "bank.example",
            &[("https://boese.example/@bank.example", true)],
        ),
        link("tabs in it", "ht\ttps://bo\tese.example/", "hier", &[("https://boese.example/", false)]),
        link("one slash", "https:/boese.example/", "https://bank.example", &[("https://boese.example/", true)]),
        link("a number", "http://3232235521/", "Praxis", &[("http://3232235521/", true)]),
        link("Cyrillic letters", "https://\u{430}pple.example/", "apple.example", &[("https://xn--pple-43d.example/", true)]),
        link(
            "quotes for a shell",
            "https://a.example/&quot; &amp; calc &amp; &quot;",
            "hier",
            &[("https://a.example/%22%20&%20calc%20&%20%22", false)],
        ),
        link("bidi", "https://a.example/\u{202E}x", "hier", &[("https://a.example/%E2%80%AEx", false)]),
        link("script", "javascript:alert(1)", "hier", &[]),
        link("script in disguise", "java\nscript:alert(1)", "hier", &[]),
        link("script behind a control", "\u{1}javascript:alert(1)", "hier", &[]),
        link("data", "data:text/html;base64,PHNjcmlwdD4=", "hier", &[]),
        link("a file", "file:///etc/passwd", "hier", &[]),
        link("a share", "\\\\boese.example\\x", "hier", &[]),
        link("a share as an address", "//boese.example/x", "hier", &[]),
        link("an application", "ms-msdt:/id x", "hier", &[]),
        link("vbscript", "VBScript:x", "hier", &[]),
        link("ftp", "ftp://a.example/", "hier", &[]),
        link("relative", "/x?y", "hier", &[]),
        link("no host", "https:///", "hier", &[]),
        link(
            "a mail",
            "mailto:a@b.kim.telematik-test?subject=Frage&body=Text",
            "schreiben",
            &[("mailto:a@b.kim.telematik-test?subject=Frage&body=Text", false)],
        ),
        link(
            "a mail with a file and a copy",
            "mailto:a@b.kim.telematik-test?attach=/etc/passwd&bcc=x@y.de&cc=z@y.de&subject=F",
            "schreiben",
            &[("mailto:a@b.kim.telematik-test?subject=F", false)],
        ),
        link(
            "a mail with a header",
            "mailto:a@b.kim.telematik-test%0D%0ABcc:x@y.de",
            "schreiben",
            &[("mailto:a@b.kim.telematik-testBcc%3Ax@y.de", false)],
        ),
        link("a mail to another", "mailto:boese@y.example", "praxis@b.kim.telematik-test", &[("mailto:boese@y.example", true)]),
        link("a mail that is a site", "https://boese.example/", "praxis@b.kim.telematik-test", &[("https://boese.example/", true)]),
        fixture(
            "in plain text",
            "",
            "Siehe https://bank.example@boese.example/x und HTTPS://labor.example/ä. javascript:x file:///y\n",
            &[X::Links(&[("https://boese.example/x", true), ("https://labor.example/%C3%A4", false)]), X::Marked(F::LinkTextMismatch)],
        ),
    ]
}

fn letters() -> Vec<Fixture> {
    let lies = |name, charset: &str, body: &[u8], facts: &[X]| {
        fixture_bytes(name, &format!("Content-Type: text/plain; charset={charset}\n"), body, facts)
    };
    let grüße = "Grüße".as_bytes();
    vec![
        lies("Latin-1 called UTF-8", "utf-8", b"Gr\xFC\xDFe", &[X::Text("Grüße")]),
        lies("UTF-8 called ASCII", "us-ascii", grüße, &[X::Text("Grüße")]),
        lies("an unknown name", "x-geheim", grüße, &[X::Text("Grüße")]),
        lies("no name", "\"\"", b"Gr\xFC\xDFe", &[X::Text("Grüße")]),
        lies("a name that hides all", "iso-2022-kr", b"Rechnung", &[X::Text("Rechnung")]),
        lies("another one", "hz-gb-2312", b"Rechnung", &[X::Text("Rechnung")]),
        lies("UTF-16 that is none", "utf-16", b"Rechnung offen.", &[X::Text("Rechnung offen.")]),
        lies("UTF-7", "utf-7", b"+ADw-script+AD4-", &[X::Text("+ADw-script+AD4-")]),
        lies("a mark of UTF-16", "iso-8859-1", b"\xFF\xFEA\0b\0", &[X::Text("Ab")]),
        lies("damaged UTF-8", "utf-8", "Grüße \u{FFFD}".as_bytes(), &[X::Text("Grüße")]),
        lies("a charset with a break", "\"utf-8\n x\"", grüße, &[X::Text("Grüße")]),
        fixture(
            "another charset inside HTML",
            HTML,
            "<meta charset=utf-7><p>+ADw-script+AD4- Grüße",
            &[X::Text("Grüße"), X::Text("+ADw-")],
        ),
        fixture(
            "an encoded word in a foreign charset",
            "Subject: =?utf-16?q?Rechnung?= =?x-y?q?Gr=FC=DFe?=\n",
            "x",
            &[X::Subject("RechnungGrüße")],
        ),
    ]
}

#[test]
fn a_body_is_inert_and_its_links_are_honest() {
    let (inert, links, letters) = (inert(), links(), letters());
    let facts = judge(&inert) + judge(&links) + judge(&letters);
    report(
        "27–29: text is inert, parts are not joined, links are http, https or mailto with their true target, charsets do not hide words",
        "hostile mails fetched and opened as the window does",
        inert.len() + links.len() + letters.len(),
        &format!("held: {facts} facts"),
    );
}
