//! A profile that is made once, copied for each case, and looked at from outside while no program runs on it.
//!
//! Its passphrase is wrapped with the least work a key file may ask for: hundreds of starts wait for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use kimpost::domain::access::Session;
use kimpost::domain::account::{AccountSettings, ClientmodulLogin, KeepOnServer, ServerSettings, TlsMode};
use kimpost::domain::address::KimAddress;
use kimpost::domain::mail::{Folder, MailFilter};
use kimpost::domain::outgoing::OutboxItem;
use kimpost::domain::raw::RawSource;
use kimpost::domain::secret::{Secret, StoreKey};
use kimpost::engine::profile::KeySource;
use kimpost::engine::{Mode, Profile};
use kimpost::store::Store;

use crate::support::{Desk, ZP, sha256};

pub const PASSPHRASE: &str = "ein langes Losungswort";
pub const KEY: [u8; 32] = [7; 32];

/// A profile folder with what belongs to it.
pub struct Bed {
    pub dir: tempfile::TempDir,
}

/// The account of these tests: clear text on loopback, short waits, deleted on the server as soon as stored.
pub fn settings(pop3: u16, smtp: u16) -> AccountSettings {
    let server = |port| ServerSettings {
        server: "127.0.0.1".into(),
        port,
        tls: TlsMode::None,
        login: ClientmodulLogin::new(&format!("{ZP}#mail.fennwalde.kim.telematik-test:995#M1#KIMPOST#AP1")).unwrap(),
        ..ServerSettings::default()
    };
    let mut settings = AccountSettings::new(KimAddress::parse(ZP).unwrap());
    settings.incoming = server(pop3);
    settings.outgoing = server(smtp);
    settings.options.keep_on_server = KeepOnServer::Days(0);
    settings.options.timeout_secs = 1;
    settings
}

pub fn password() -> Secret {
    Secret::new("geheim")
}

/// `key.json` for [`KEY`]: 64 MiB and one pass.
fn key_file() -> String {
    let (memory_kib, passes, salt, nonce) = (64 * 1024, 1, [3_u8; 16], [5_u8; 24]);
    let mut wrapping = [0; 32];
    let params = Params::new(memory_kib, passes, 1, Some(32)).unwrap();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(PASSPHRASE.as_bytes(), &salt, &mut wrapping).unwrap();
    let wrapped = XChaCha20Poly1305::new(Key::from_slice(&wrapping))
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: &KEY, aad: b"kimpost store key 1" })
        .unwrap();
    let [salt, nonce, wrapped] = [&salt[..], &nonce, &wrapped].map(|bytes| BASE64.encode(bytes));
    serde_json::json!({ "kind": "passphrase", "memory_kib": memory_kib, "passes": passes, "salt": salt, "nonce": nonce, "wrapped": wrapped })
        .to_string()
}

pub fn key() -> StoreKey {
    StoreKey::new(KEY)
}

impl Bed {
    /// A folder with a key and without a store.
    pub fn bare() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("profile")).unwrap();
        std::fs::write(dir.path().join("profile").join("key.json"), key_file()).unwrap();
        Self { dir }
    }

    /// With one account; `more` does what else the cases begin with.
    pub fn with_account(settings: AccountSettings, more: impl FnOnce(&Desk)) -> Self {
        let bed = Self::bare();
        drop(Store::create(&bed.profile(), &key()).unwrap());
        let desk = bed.desk();
        desk.save(None, settings, Some(password())).unwrap();
        more(&desk);
        desk.stop();
        bed
    }

    pub fn profile(&self) -> PathBuf {
        self.dir.path().join("profile")
    }

    /// The same once more, in a folder of its own.
    pub fn copy(&self) -> Self {
        self.copy_into(&std::env::temp_dir())
    }

    /// The same once more, in a folder of its own in this one.
    pub fn copy_into(&self, place: &Path) -> Self {
        let dir = tempfile::tempdir_in(place).unwrap();
        copy_all(&self.profile(), &dir.path().join("profile"));
        Self { dir }
    }

    /// An engine in this process, as long as no other runs on the profile.
    pub fn desk(&self) -> Desk {
        let profile = Profile::open(&self.profile(), &KeySource::Passphrase(Secret::new(PASSPHRASE))).unwrap();
        Desk::on(profile, Mode::CommandsOnly, tempfile::tempdir().unwrap())
    }

    /// A profile whose key the program made itself.
    pub fn look_with(&self, passphrase: &str) -> Look {
        let key = kimpost::secrets::open_profile_key(&self.profile(), Some(&Secret::new(passphrase)), || unreachable!()).unwrap().0;
        Look { store: Store::open_reader(&self.profile(), &key).unwrap() }
    }

    pub fn look(&self) -> Look {
        Look { store: Store::open_reader(&self.profile(), &key()).unwrap() }
    }
}

pub fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let name = to.join(path.file_name().unwrap());
        if path.is_dir() { copy_all(&path, &name) } else { assert!(std::fs::copy(&path, &name).is_ok()) }
    }
}

/// What a store holds, read without the engine.
pub struct Look {
    store: Store,
}

impl Look {
    /// Pages, their authentication, and indexes are in order.
    pub fn sound(&self) {
        assert_eq!(self.store.check().unwrap(), Vec::<String>::new());
    }

    /// How often each mail is in view in the inbox, by the SHA-256 of its bytes.
    pub fn inbox(&self) -> BTreeMap<String, usize> {
        let filter = MailFilter { folder: Folder::Inbox, limit: 100_000, ..MailFilter::default() };
        let mut found = BTreeMap::new();
        for row in self.store.mail_page(&Session::program().scope(), &filter).unwrap().rows {
            let blob = self.store.raw_blob(row.id).unwrap().unwrap();
            let mut source = self.store.blob_source(blob).unwrap();
            let size = usize::try_from(source.len()).unwrap();
            *found.entry(sha256(&source.window(0, size).unwrap())).or_default() += 1;
        }
        found
    }

    /// Everything outgoing.
    pub fn outbox(&self) -> Vec<OutboxItem> {
        self.store.outbox_items(&Session::program().scope(), true).unwrap()
    }

    pub fn setting(&self, key: &str) -> Option<String> {
        self.store.setting(key).unwrap()
    }

    /// How many answers of insurers were taken over.
    pub fn handovers(&self) -> usize {
        self.store.handover_items(&Session::program().scope()).unwrap().len()
    }
}
