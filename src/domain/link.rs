//! Where a link of a mail really leads (rule 29): read as a browser reads it, and written so that nothing is hidden.
//!
//! Only `http`, `https` and `mailto` are links. A web address is given back in ASCII with the host as it goes over the wire;
//! of a `mailto` only recipient, subject and body stay. Nothing here opens anything.

use unicode_normalization::UnicodeNormalization as _;

/// Longer addresses are no links; their text still stands in the mail.
const MAX_URL: usize = 2000;
/// Ends of hosts that make a word of a sentence the name of a web site.
const KNOWN_ENDS: [&str; 13] = ["de", "com", "net", "org", "eu", "info", "at", "ch", "io", "biz", "gov", "health", "telematik"];

/// A web address as a browser would follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebTarget {
    /// The whole address in ASCII, without name and password in front of the host.
    pub url: String,
    /// The host as it is looked up: ASCII, other letters as punycode (RFC 3492).
    pub host: String,
    /// The host with its own letters, where that differs.
    pub readable: Option<String>,
    /// It tried to look like another one: something before an `@`, or a number as its host.
    pub disguised: bool,
}

/// Reads a web address; `None` for anything that is not `http` or `https` with a host.
#[must_use]
pub fn web(target: &str) -> Option<WebTarget> {
    // Browsers pass over these wherever they stand.
    let text: String = target.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, rest) = text.split_once(':')?;
    let scheme = ["http", "https"].into_iter().find(|known| scheme.eq_ignore_ascii_case(known))?;
    let rest = rest.trim_start_matches(['/', '\\']);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (user, place) = authority.rsplit_once('@').map_or(("", authority), |(user, place)| (user, place));
    let (name, port) = host_and_port(place)?;
    let (host, readable) = host_forms(name)?;
    let port = if port.is_empty() { String::new() } else { format!(":{port}") };
    let url = format!("{scheme}://{host}{port}{}", tail_of(tail));
    let numeric = host.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()));
    (url.len() <= MAX_URL).then_some(WebTarget { url, host, readable, disguised: !user.is_empty() || authority.contains('@') || numeric })
}

/// Host and port of `host:port` or `[address]:port`.
fn host_and_port(place: &str) -> Option<(&str, &str)> {
    let (host, port) = match place.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((inside, port)) => (place.get(..inside.len() + 2)?, port.strip_prefix(':').unwrap_or(port)),
        None => place.split_once(':').unwrap_or((place, "")),
    };
    port.bytes().all(|b| b.is_ascii_digit()).then_some((host, port))
}

/// The host in ASCII, and in its own letters where they differ; `None` for what cannot be a host.
fn host_forms(name: &str) -> Option<(String, Option<String>)> {
    let decoded = String::from_utf8(percent_decode(name)).ok()?;
    let unseen = |c: &char| matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}');
    let mapped: String = decoded.chars().filter(|c| !unseen(c)).collect::<String>().nfkc().collect();
    let lower = mapped.to_lowercase().replace('\u{3002}', ".");
    let lower = lower.trim_end_matches('.');
    let (mut ascii, mut own) = (Vec::new(), Vec::new());
    for label in lower.split('.') {
        if label.is_ascii() {
            let shown = label.strip_prefix("xn--").and_then(punycode_decode);
            own.push(shown.unwrap_or_else(|| label.to_owned()));
            ascii.push(label.to_owned());
        } else {
            own.push(label.to_owned());
            ascii.push(format!("xn--{}", punycode_encode(label)?));
        }
    }
    let (ascii, own) = (ascii.join("."), super::safe_text::one_line(&own.join(".")));
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '[' | ']' | ':');
    let is_host = !ascii.is_empty() && !ascii.starts_with('.') && ascii.len() < 400 && ascii.chars().all(allowed);
    is_host.then(|| (ascii.clone(), (own != ascii).then_some(own)))
}

/// Path, query and fragment with everything encoded that a system could misread.
fn tail_of(tail: &str) -> String {
    let mut out = String::with_capacity(tail.len());
    let path_end = tail.find(['?', '#']).unwrap_or(tail.len());
    for (at, c) in tail.char_indices() {
        match c {
            '\\' if at < path_end => out.push('/'),
            c if c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '^' | '`' | '{' | '|' | '}' | '\\' | '\'') => out.push(c),
            c => percent_encode(&mut out, c),
        }
    }
    out
}

/// A `mailto` with nothing but its recipients, subject and body (RFC 6068); `None` for anything else.
#[must_use]
pub fn mailto(target: &str) -> Option<String> {
    let text: String = target.trim_matches(|c: char| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, rest) = text.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("mailto") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or("");
    let (to, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut out = format!("mailto:{}", component(to, false));
    let mut taken: Vec<String> = Vec::new();
    for (name, value) in query.split('&').filter_map(|field| field.split_once('=')) {
        let name = name.to_ascii_lowercase();
        if ["subject", "body"].contains(&name.as_str()) && !taken.contains(&name) {
            out.push(if taken.is_empty() { '?' } else { '&' });
            out.push_str(&format!("{name}={}", component(value, name == "body")));
            taken.push(name);
        }
    }
    (out.len() <= MAX_URL && !to.is_empty()).then_some(out)
}

/// A part of a `mailto`, decoded and written anew; line breaks stay in a body only.
fn component(text: &str, lines: bool) -> String {
    let mut out = String::new();
    for c in String::from_utf8_lossy(&percent_decode(text)).chars() {
        match c {
            '\r' | '\n' if !lines => {}
            c if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | '@' | ',' | '+') => out.push(c),
            c => percent_encode(&mut out, c),
        }
    }
    out
}

/// Whether what a person reads names another place than the one the link leads to.
#[must_use]
pub fn lies(shown: &str, target: &str) -> bool {
    // An address may hold commas itself; between other words they stand for a blank.
    let is_address = |word: &str| word.contains("://") || word.to_lowercase().starts_with("mailto:");
    let parts = |word| if is_address(word) { vec![word] } else { word.split([',', ';']).collect() };
    let words = shown.split(|c: char| c.is_whitespace() || "<>()[]\"„“‚‘".contains(c)).flat_map(parts);
    let words: Vec<&str> = words.map(|word| word.trim_end_matches([',', ';'])).filter(|word| !word.is_empty()).collect();
    let alone = words.len() == 1;
    let Some(real) = web(target) else {
        let to = target.get("mailto:".len()..).unwrap_or("").split('?').next().unwrap_or("");
        let real = String::from_utf8_lossy(&percent_decode(to)).to_lowercase();
        let names = |word: &str| word.contains('@') && !word.starts_with('@');
        let same = |word: &str| {
            let word = word.to_lowercase();
            let addresses = word.strip_prefix("mailto:").unwrap_or(&word).split('?').next().unwrap_or("");
            addresses.split(',').all(|address| real.split(',').any(|one| one == address.trim_end_matches('.')))
        };
        return words.iter().any(|word| (names(word) && !same(word)) || site_of(word, alone).is_some_and(|_| !names(word)));
    };
    let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    // What claims to be an address of the web and cannot be read as one claims something else than the target.
    let unreadable = |word: &str| word.to_lowercase().split_once("://").is_some_and(|(scheme, _)| scheme.contains("http"));
    let differs = |word: &&str| match site_of(word, alone) {
        Some(site) => bare(&site) != bare(&real.host),
        None if word.contains("://") => unreadable(word),
        None => word.contains('@') && word.len() > 3,
    };
    real.disguised || words.iter().any(differs)
}

/// The host that a word names, if it looks like a web address.
fn site_of(word: &str, alone: bool) -> Option<String> {
    let word = word.trim_end_matches(['.', ':', '!', '?']);
    let lower = word.to_lowercase();
    if lower.contains("://") {
        let at = lower.find("http").unwrap_or(0);
        return web(lower.get(at..)?).map(|found| found.host);
    }
    if lower.contains('@') || !lower.contains('.') {
        return None;
    }
    let found = web(&format!("http://{lower}"))?;
    let end = found.host.rsplit('.').next().unwrap_or("");
    let is_name = end.len() > 1 && end.starts_with(|c: char| c.is_ascii_alphabetic());
    (is_name && (alone || lower.starts_with("www.") || KNOWN_ENDS.contains(&end))).then_some(found.host)
}

fn percent_encode(out: &mut String, c: char) {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
}

fn percent_decode(text: &str) -> Vec<u8> {
    let hex = |byte: Option<&u8>| byte.and_then(|b| (*b as char).to_digit(16));
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let pair = (*byte == b'%').then(|| hex(bytes.get(at + 1)).zip(hex(bytes.get(at + 2)))).flatten();
        let value = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        at += if value.is_some() { 3 } else { 1 };
        out.push(value.unwrap_or(*byte));
    }
    out
}

/// Parameters of RFC 3492 §5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST: u32 = 128;
const FIRST_BIAS: u32 = 72;
/// Letters of a label; more is no label of DNS.
const MAX_LABEL: usize = 63;

fn adapt(delta: u32, count: u32, first: bool) -> u32 {
    let mut delta = if first { delta / DAMP } else { delta / 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

fn threshold(k: u32, bias: u32) -> u32 {
    k.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// A label in punycode, without its `xn--` (RFC 3492 §6.3).
fn punycode_encode(label: &str) -> Option<String> {
    let letters: Vec<u32> = label.chars().map(u32::from).collect();
    if letters.len() > MAX_LABEL {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut done) = (FIRST, 0_u32, FIRST_BIAS, basic);
    while (done as usize) < letters.len() {
        let next = letters.iter().copied().filter(|letter| *letter >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(done + 1)?)?;
        n = next;
        for letter in &letters {
            if *letter < n {
                delta = delta.checked_add(1)?;
            }
            if *letter == n {
                let (mut q, mut k) = (delta, BASE);
                loop {
                    let t = threshold(k, bias);
                    if q < t {
                        break;
                    }
                    out.push(digit_char(t + (q - t) % (BASE - t))?);
                    q = (q - t) / (BASE - t);
                    k += BASE;
                }
                out.push(digit_char(q)?);
                bias = adapt(delta, done + 1, done == basic);
                delta = 0;
                done += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

/// `a`–`z` are 0 to 25, `0`–`9` are 26 to 35.
fn digit_char(value: u32) -> Option<char> {
    char::from_u32(if value < 26 { u32::from(b'a') + value } else { u32::from(b'0') + value - 26 })
}

/// The letters of a label in punycode without its `xn--` (RFC 3492 §6.2).
fn punycode_decode(label: &str) -> Option<String> {
    let (basic, rest) = label.rsplit_once('-').unwrap_or(("", label));
    let mut letters: Vec<char> = basic.chars().collect();
    let (mut n, mut i, mut bias) = (FIRST, 0_u32, FIRST_BIAS);
    let mut digits = rest.bytes().peekable();
    while digits.peek().is_some() {
        let (before, mut weight, mut k) = (i, 1_u32, BASE);
        loop {
            let digit = match digits.next()? {
                b @ b'a'..=b'z' => u32::from(b - b'a'),
                b @ b'0'..=b'9' => u32::from(b - b'0') + 26,
                _ => return None,
            };
            i = i.checked_add(digit.checked_mul(weight)?)?;
            let t = threshold(k, bias);
            if digit < t {
                break;
            }
            weight = weight.checked_mul(BASE - t)?;
            k += BASE;
        }
        let count = u32::try_from(letters.len() + 1).ok()?;
        bias = adapt(i - before, count, before == 0);
        n = n.checked_add(i / count)?;
        i %= count;
        if letters.len() >= MAX_LABEL {
            return None;
        }
        letters.insert(i as usize, char::from_u32(n)?);
        i += 1;
    }
    Some(letters.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_web_addresses_as_a_browser_does() {
        for (target, url, readable) in [
            ("https://Praxis.Example/Weg?a=1#b", "https://praxis.example/Weg?a=1#b", None),
            ("http:/a.example", "http://a.example", None),
            ("HTTPS:\\\\a.example\\x", "https://a.example/x", None),
            (" ht\ntps://a.exa\tmple ", "https://a.example", None),
            ("https://a.example:8443/x y\"z", "https://a.example:8443/x%20y%22z", None),
            ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4", Some("bücher.example")),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example", Some("bücher.example")),
            ("https://\u{430}pple.example", "https://xn--pple-43d.example", Some("\u{430}pple.example")),
            ("https://a.example\u{FF0F}x", "", None),
            ("https://a\u{3002}example", "https://a.example", None),
            ("https://a%2Eexample", "https://a.example", None),
            ("https://a.\u{AD}exa\u{200B}mple", "https://a.example", None),
            ("javascript:alert(1)", "", None),
            ("file:///etc/passwd", "", None),
            ("data:text/html,x", "", None),
            ("/relativ", "", None),
            ("https://", "", None),
            ("https://a.example:80x/", "", None),
        ] {
            let found = web(target);
            assert_eq!(found.as_ref().map_or("", |f| &f.url), url, "{target}");
            assert_eq!(found.and_then(|f| f.readable).as_deref(), readable, "{target}");
        }
        for disguised in
            ["https://bank.example@b.example", "https://@b.example", "http://2130706433/", "http://0x7f.1/", "http://127.0.0.1"]
        {
            let found = web(disguised).unwrap();
            assert!(found.disguised && !found.url.contains('@'), "{found:?}");
        }
        assert!(web(&format!("https://a.example/{}", "x".repeat(3000))).is_none());
        assert!(!web("https://a.example/x@y").unwrap().disguised);
    }

    #[test]
    fn punycode_goes_there_and_back() {
        for (label, code) in [("bücher", "bcher-kva"), ("münchen", "mnchen-3ya"), ("\u{4ED6}\u{4EEC}", "jgvn1f"), ("ü", "tda")] {
            let encoded = punycode_encode(label).unwrap();
            assert_eq!(punycode_decode(&encoded).as_deref(), Some(label), "{encoded}");
            if label != "\u{4ED6}\u{4EEC}" {
                assert_eq!(encoded, code);
            }
        }
        for broken in ["-", "a-!", "99999999", "zzzzzzzzzzzz"] {
            let _no_panic = punycode_decode(broken);
        }
    }

    #[test]
    fn a_mailto_keeps_recipient_subject_and_body() {
        for (target, expected) in [
            ("mailto:a@b.kim.telematik", Some("mailto:a@b.kim.telematik")),
            ("MailTo:a@b.de?Subject=x&bcc=c@d.de&attach=/etc/passwd&body=z", Some("mailto:a@b.de?subject=x&body=z")),
            ("mailto:a@b.de?subject=x%0D%0ABcc:%20c@d.de", Some("mailto:a@b.de?subject=xBcc%3A%20c@d.de")),
            ("mailto:a@b.de%0D%0Abcc:c@d.de?body=a%0Ab", Some("mailto:a@b.debcc%3Ac@d.de?body=a%0Ab")),
            ("mailto:?subject=x", None),
            ("https://a.example", None),
        ] {
            assert_eq!(mailto(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn marks_links_that_lie() {
        for (text, target, expected) in [
            ("https://a.example", "https://a.example/x", false),
            ("www.a.example", "https://a.example", false),
            ("a.example/pfad", "http://b.example", true),
            ("https://bank.example", "https://bank.example@boese.example", true),
            ("hier", "https://bank.example@boese.example", true),
            ("hier klicken", "https://b.example", false),
            ("Zum Portal https://bank.example bitte", "https://b.example", true),
            ("Zum Portal: https://bank.example", "https://bank.example/login", false),
            ("Portal sparkasse.de öffnen", "https://b.example", true),
            ("Befund.pdf von Dr. Meyer, z.B. hier", "https://b.example", false),
            ("\u{430}pple.example", "https://apple.example", true),
            ("praxis@a.kim.telematik", "mailto:praxis@a.kim.telematik?subject=x", false),
            ("praxis@a.kim.telematik", "mailto:boese@b.example", true),
            ("praxis@a.kim.telematik", "https://b.example", true),
            ("https://a.example", "mailto:boese@b.example", true),
            ("https://bank.example,login", "https://b.example", true),
            ("https://a.example,https://bank.example", "https://a.example", true),
            ("https://a.example/x,y;z", "https://a.example/x,y;z", false),
            ("https://a.example, https://a.example/b;", "https://a.example", false),
        ] {
            assert_eq!(lies(text, target), expected, "{text} → {target}");
        }
    }
}
