//! The directory over a raw socket with hand-made BER, so that no LDAP library judges itself.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::demo::{Demo, DemoOptions};

fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => out.extend([0x82, (content.len() >> 8) as u8, content.len() as u8]),
    }
    out.extend_from_slice(content);
    out
}

fn join(parts: &[Vec<u8>]) -> Vec<u8> {
    parts.concat()
}

fn text(value: &str) -> Vec<u8> {
    tlv(0x04, value.as_bytes())
}

fn message(id: u8, operation: &[u8]) -> Vec<u8> {
    tlv(0x30, &join(&[tlv(0x02, &[id]), operation.to_vec()]))
}

fn bind(name: &str, password: &str) -> Vec<u8> {
    message(1, &tlv(0x60, &join(&[tlv(0x02, &[3]), text(name), tlv(0x80, password.as_bytes())])))
}

fn equal(name: &str, value: &str) -> Vec<u8> {
    tlv(0xA3, &join(&[text(name), text(value)]))
}

fn contains(name: &str, value: &str) -> Vec<u8> {
    tlv(0xA4, &join(&[text(name), tlv(0x30, &tlv(0x81, value.as_bytes()))]))
}

fn begins(name: &str, value: &str) -> Vec<u8> {
    tlv(0xA4, &join(&[text(name), tlv(0x30, &tlv(0x80, value.as_bytes()))]))
}

fn search(base: &str, limit: u8, filter: &[u8], attributes: &[&str]) -> Vec<u8> {
    let wanted: Vec<Vec<u8>> = attributes.iter().map(|a| text(a)).collect();
    let content = join(&[
        text(base),
        tlv(0x0A, &[2]),
        tlv(0x0A, &[0]),
        tlv(0x02, &[limit]),
        tlv(0x02, &[0]),
        tlv(0x01, &[0]),
        filter.to_vec(),
        tlv(0x30, &join(&wanted)),
    ]);
    message(2, &tlv(0x63, &content))
}

struct Directory(TcpStream);

impl Directory {
    async fn open(demo: &Demo) -> Self {
        let port: u16 = demo.info().directory_url.rsplit(':').next().unwrap().parse().unwrap();
        let mut directory = Self(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
        let (tag, answer) = directory.ask(&bind("", "")).await.pop().unwrap();
        assert_eq!((tag, answer[2]), (0x61, 0));
        directory
    }

    /// Sends a request; gives tag and content of each answer up to the one that ends the operation.
    async fn ask(&mut self, request: &[u8]) -> Vec<(u8, Vec<u8>)> {
        self.0.write_all(request).await.unwrap();
        let mut answers = Vec::new();
        loop {
            assert_eq!(self.0.read_u8().await.unwrap(), 0x30);
            let mut message = vec![0; self.length().await];
            self.0.read_exact(&mut message).await.unwrap();
            assert_eq!(message[..2], [0x02, 0x01]);
            let tag = message[3];
            let skip = if message[4] < 0x80 { 5 } else { 5 + usize::from(message[4] & 0x7F) };
            answers.push((tag, message[skip..].to_vec()));
            if tag != 0x64 {
                return answers;
            }
        }
    }

    async fn length(&mut self) -> usize {
        match self.0.read_u8().await.unwrap() {
            short if short < 0x80 => usize::from(short),
            long => {
                let mut length = 0;
                for _ in 0..long & 0x7F {
                    length = length << 8 | usize::from(self.0.read_u8().await.unwrap());
                }
                length
            }
        }
    }

    /// Number of entries and the result code of a search under the base.
    async fn hits(&mut self, filter: &[u8]) -> (usize, u8) {
        let answers = self.ask(&search("dc=data,dc=vzd", 0, filter, &["displayName"])).await;
        (answers.len() - 1, answers.last().unwrap().1[2])
    }
}

#[tokio::test]
async fn filters_are_evaluated_in_full() {
    let demo = Demo::start(DemoOptions::default()).await.unwrap();
    let mut vzd = Directory::open(&demo).await;
    let and = |parts: &[Vec<u8>]| tlv(0xA0, &join(parts));
    let or = |parts: &[Vec<u8>]| tlv(0xA1, &join(parts));
    let not = |part: &[u8]| tlv(0xA2, part);
    for (filter, expected, why) in [
        (begins("displayName", "müller,"), 3, "case and umlauts"),
        (begins("DISPLAYNAME", "MÜLLER, TH"), 2, "names without case"),
        (contains("displayName", "mueller"), 1, "ue is not ü"),
        (equal("domainID", "109999039"), 2, "insurer and Ombudsstelle share it"),
        (and(&[equal("domainID", "109999039"), equal("entryType", "5")]), 1, "so entryType decides"),
        (and(&[contains("displayName", "müller"), not(&equal("l", "Moorburg"))]), 3, "not"),
        (or(&[equal("mail", "EBZ@kuestenkasse.kim.telematik-test"), equal("localityName", "Altenklee")]), 2, "or and alias"),
        (and(&[begins("displayName", "krankenhaus"), not(&tlv(0x87, b"mail"))]), 1, "present"),
        (or(&[equal("unknownAttribute", "x"), equal("l", "Altenklee")]), 1, "undefined is no match"),
        (not(&equal("unknownAttribute", "x")), 0, "not of undefined is undefined"),
        (contains("displayName", "*"), 1, "a star in the value is a character"),
        (contains("displayName", "(und zu)"), 1, "brackets too"),
        (tlv(0xA5, &join(&[text("postalCode"), text("99999")])), 0, "greater or equal, counted below"),
    ] {
        let (count, code) = vzd.hits(&filter).await;
        assert_eq!(code, 0, "{why}");
        if !why.starts_with("greater") {
            assert_eq!(count, expected, "{why}");
        } else {
            assert!(count > 5, "{why}");
        }
    }
}

#[tokio::test]
async fn limits_refusals_and_answer_names() {
    let demo = Demo::start(DemoOptions::default()).await.unwrap();
    let mut vzd = Directory::open(&demo).await;
    let all = tlv(0x87, b"objectClass");
    let answers = vzd.ask(&search("dc=data,dc=vzd", 5, &all, &["streetAddress", "o", "st"])).await;
    assert_eq!((answers.len(), answers.last().unwrap().1[2]), (6, 4), "sizeLimitExceeded after five");
    let first = String::from_utf8_lossy(&answers[0].1).into_owned();
    assert!(
        first.contains("street") && !first.contains("streetAddress") && first.contains("organization") && !first.contains("displayName")
    );
    assert!(answers[0].1.windows(3).any(|w| w == [0x04, 0x01, b'-']), "empty values are shown as -");
    let big = vzd.ask(&search("dc=data,dc=vzd", 0, &equal("displayName", "Küstenkasse BKK"), &[])).await;
    let entry = String::from_utf8_lossy(&big[0].1).into_owned();
    assert!(entry.contains("1.5,ebz@kuestenkasse.kim.telematik-test") && entry.contains("ebz@kuestenkasse.kim.telematik-test,1.5"));
    let elsewhere = vzd.ask(&search("dc=example", 0, &all, &[])).await;
    assert_eq!(elsewhere[0].1[2], 32, "noSuchObject");
    let delete = vzd.ask(&message(3, &tlv(0x4A, b"uid=x,dc=data,dc=vzd"))).await;
    assert_eq!((delete[0].0, delete[0].1[2]), (0x6B, 53), "unwillingToPerform");
    let extended = vzd.ask(&message(4, &tlv(0x77, &tlv(0x80, b"1.3.6.1.4.1.1466.20037")))).await;
    assert_eq!((extended[0].0, extended[0].1[2]), (0x78, 53), "no StartTLS");
    let paged = join(&[text("1.2.840.113556.1.4.319"), tlv(0x01, &[0xFF])]);
    let mut request = search("dc=data,dc=vzd", 0, &all, &[]);
    request = request[if request[1] < 0x80 { 2 } else { 4 }..].to_vec();
    request.extend(tlv(0xA0, &tlv(0x30, &paged)));
    assert_eq!(vzd.ask(&tlv(0x30, &request)).await[0].1[2], 12, "critical control");
    assert_eq!(vzd.ask(&bind("cn=admin", "x")).await[0].1[2], 49, "anonymous only");
    vzd.0.write_all(&message(6, &tlv(0x50, &[2]))).await.unwrap();
    vzd.0.write_all(&message(7, &[0x42, 0x00])).await.unwrap();
    assert_eq!(vzd.0.read(&mut [0; 1]).await.unwrap(), 0, "unbind closes, abandon says nothing");
    let mut vzd = Directory::open(&demo).await;
    vzd.0.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    assert_eq!(vzd.0.read(&mut [0; 1]).await.unwrap_or(0), 0, "no LDAP, no answer");
}
