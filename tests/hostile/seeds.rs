//! What mutations begin with: the sample mails and files of `tests/data`, and dialogues of servers.

use std::path::Path;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use kimpost::domain::secret::StoreKey;
use kimpost::store::Store;

use crate::support::{files_below, sha256};
use crate::targets::PASSPHRASE;

/// A sample with its name.
#[derive(Clone)]
pub struct Sample {
    pub name: String,
    pub bytes: Vec<u8>,
}

fn data() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn below(folder: &str, ending: &str) -> Vec<Sample> {
    let found: Vec<Sample> = files_below(&data().join(folder))
        .into_iter()
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .map(|path| Sample { name: path.file_name().unwrap().to_string_lossy().into_owned(), bytes: std::fs::read(path).unwrap() })
        .collect();
    assert!(!found.is_empty(), "{folder}");
    found
}

/// Sample mails of KIM and of all technical kinds.
pub fn mails() -> Vec<Sample> {
    let mut all = below("mail", ".eml");
    all.extend(below("payload/eml", ".eml"));
    all
}

/// Files as they are attached: XML, signed records, letters, lab data.
pub fn files() -> Vec<Sample> {
    let mut all: Vec<Sample> = [".xml", ".p7s", ".ldt", ".pdf"].iter().flat_map(|ending| below("payload", ending)).collect();
    all.push(Sample { name: "leer.zip".into(), bytes: b"PK\x05\x06".iter().copied().chain([0; 18]).collect() });
    all
}

/// What a server says, turn by turn: `\x1e` waits for the client.
const POP3: [&[u8]; 4] = [
    b"+OK bereit\r\n\x1e+OK\r\nUSER\r\nUIDL\r\nTOP\r\nPIPELINING\r\n.\r\n\x1e+OK\r\n\x1e+OK\r\n\x1e+OK\r\nUSER\r\nUIDL\r\nPIPELINING\r\n.\r\n\
      \x1e+OK 2 40\r\n\x1e+OK\r\n1 a\r\n2 b\r\n.\r\n+OK\r\n1 20\r\n2 20\r\n.\r\n\x1e+OK\r\nSubject: x\r\n\r\n..\r\ny\r\n.\r\n\
      +OK\r\nA: b\r\n\r\n\r\n.\r\n\x1e+OK\r\n\x1e+OK\r\n",
    b"+OK\r\n\x1e-ERR\r\n\x1e+OK\r\n\x1e+OK\r\n\x1e-ERR\r\n\x1e+OK 1 5\r\n\x1e+OK\r\n1 a\r\n.\r\n\x1e+OK\r\n1 5\r\n.\r\n\x1e-ERR [SYS/TEMP] spaeter\r\n\x1e+OK\r\n",
    b"- ERR zu viele Verbindungen\r\n",
    b"+OK\r\n\x1e+OK\r\nSASL PLAIN\r\n.\r\n\x1e+ \r\n\x1e-ERR [AUTH] falsch\r\n",
];
const SMTP: [&[u8]; 3] = [
    b"220 bereit\r\n\x1e250-x\r\n250-AUTH PLAIN LOGIN\r\n250-SIZE 1000\r\n250-8BITMIME\r\n250 DSN\r\n\x1e235 ok\r\n\x1e250 ok\r\n\x1e250 ok\r\n\
      \x1e451 4.3.0 spaeter\r\n\x1e354 los\r\n\x1e\x1e250 2.0.0 angenommen\r\n\x1e221 tschuess\r\n",
    b"220 x\r\n\x1e250-x\r\n250 AUTH LOGIN\r\n\x1e334 VXNlcm5hbWU6\r\n\x1e334 UGFzc3dvcmQ6\r\n\x1e535 5.7.8 falsch\r\n",
    b"220 x\r\n\x1e250 AUTH PLAIN\r\n\x1e235 ok\r\n\x1e250 ok\r\n\x1e250 ok\r\n\x1e250 ok\r\n\x1e354 los\r\n\x1e\x1e421 4.4.2 zu\r\n",
];
const HTML: [&[u8]; 3] = [
    b"<html><head><title>x</title><style>p{}</style></head><body><p>Gr&uuml;&szlig;e <a href=\"https://a.example/\">b.example</a></p>\
      <table><tr><td>1<td>2<tr><td colspan=9>3</table><ul><li>a<li>b</ul><pre>  x\n y</pre></body></html>",
    b"<div><a href='mailto:a@b?subject=c'><b><i>x</a></b></i></div><script>alert(1)</script><img src=x onerror=y>",
    b"Laut Clientmodul\r\nhttp://xn--mnchen-3ya.example/a?b=c, (www.x.example) <http://y.example>\r\n> zitiert\r\n",
];
const NAMES: [&[u8]; 2] = [
    b"attachment; filename=\"../../etc/passwd\"\nattachment; filename*=utf-8''a%E2%80%AEfdp.exe\nx; name*0*=iso-8859-1'de'%FC; name*1=b.pdf\n\
      =?utf-8?Q?Gr=C3=BC=C3=9Fe.pdf?=\nCON.txt\n.versteckt\nCOM1\n",
    b"\"M\xc3\xbcller, A.\" <a@b.example>, c@d (Gruppe), x: y@z, w@v;\n=?iso-8859-15?B?pA==?= <e@f>\n<id@x> <id2@y>\nSat, 21 Nov 2026 10:00:00 +0100\n",
];
/// Bind, one entry, end of the search: message numbers 1 and 2, counted out from the grammar of RFC 4511.
const LDAP: &[u8] = b"\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00\x30\x27\x02\x01\x02\x64\x22\x04\x03o=x\x30\x1b\x30\x19\
    \x04\x04mail\x31\x11\x04\x0fa@b.example.org\x30\x0c\x02\x01\x02\x65\x07\x0a\x01\x00\x04\x00\x04\x00";

fn samples(of: &[&[u8]]) -> Vec<Vec<u8>> {
    of.iter().map(|bytes| bytes.to_vec()).collect()
}

fn bytes_of(samples: Vec<Sample>) -> Vec<Vec<u8>> {
    samples.into_iter().map(|sample| sample.bytes).collect()
}

/// What a fuzz target begins with.
pub fn of(target: &str) -> Vec<Vec<u8>> {
    let asset = |name: &str| std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).unwrap();
    match target {
        "pop3" => samples(&POP3),
        "smtp" => samples(&SMTP),
        "mime" => bytes_of(mails()),
        "html" => samples(&HTML),
        "names" => samples(&NAMES),
        "ldap" => vec![LDAP.to_vec()],
        "soap" => bytes_of([below("soap", ".xml"), below("soap", ".pem")].concat()),
        "cms" => bytes_of([below("payload", ".p7s"), below("pkcs12", ".p12")].concat()),
        "payload" => bytes_of(files()),
        "mapping" => vec![
            asset("mappings/ebz-answer.assumed-1.json"),
            asset("dienstkennungen.json"),
            asset("watch-rules.json"),
            br#"{"an": ["a@b.kim.telematik-test"], "betreff": "x"}"#.to_vec(),
        ],
        "import" => {
            let mut all = bytes_of([below("accounts", ".toml"), below("paste", ".txt")].concat());
            let mail = mails().swap_remove(0).bytes;
            all.push([b"From a Thu Jan  1 00:00:00 1970\n".as_slice(), &mail, b"\n\nFrom b\n>From c\n\nx"].concat());
            all.push(mail);
            all
        }
        "backup" => vec![backup()],
        other => panic!("no seeds for {other}"),
    }
}

/// A backup as `store bytes | JSON | length | mark`, its key wrapped with the least work that is taken.
fn backup() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let data_key = [9_u8; 32];
    Store::create(dir.path(), &StoreKey::new(data_key)).unwrap().checkpoint().unwrap();
    let store = std::fs::read(dir.path().join("store.db")).unwrap();
    let facts = format!(
        r#"{{"made":1795000000000,"program":"0.1.0","schema":12,"store_bytes":{},"sha256":"{}","passwords":false}}"#,
        store.len(),
        sha256(&store)
    );
    let (memory_kib, passes, salt, nonce) = (64 * 1024, 1, [3_u8; 16], [5_u8; 24]);
    let mut wrapping = [0; 32];
    let params = Params::new(memory_kib, passes, 1, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(PASSPHRASE.as_bytes(), &salt, &mut wrapping).unwrap();
    let purpose = format!("kimpost backup 1\n{facts}");
    let wrapped = XChaCha20Poly1305::new(Key::from_slice(&wrapping))
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: &data_key, aad: purpose.as_bytes() })
        .unwrap();
    let [salt, nonce, wrapped] = [&salt[..], &nonce, &wrapped].map(|bytes| BASE64.encode(bytes));
    let key = serde_json::json!({ "memory_kib": memory_kib, "passes": passes, "salt": salt, "nonce": nonce, "wrapped": wrapped });
    let json = serde_json::json!({ "facts": facts, "key": key }).to_string().into_bytes();
    [store, json.clone(), (json.len() as u64).to_le_bytes().to_vec(), b"KIMPOST-BACKUP-1".to_vec()].concat()
}
