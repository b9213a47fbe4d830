//! The key store: each way to keep a key, and from one to another.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::*;

#[derive(Clone, Default)]
struct Fake {
    entries: Rc<RefCell<HashMap<String, Vec<u8>>>>,
    forgets: bool,
}

impl Keyring for Fake {
    fn backend(&self) -> String {
        "fake".into()
    }
    fn write(&self, entry: &str, secret: &[u8]) -> Result<(), Error> {
        if !self.forgets {
            self.entries.borrow_mut().insert(entry.into(), secret.into());
        }
        Ok(())
    }
    fn read(&self, entry: &str) -> Result<Option<Zeroizing<Vec<u8>>>, Error> {
        Ok(self.entries.borrow().get(entry).cloned().map(Zeroizing::new))
    }
    fn delete(&self, entry: &str) -> Result<(), Error> {
        self.entries.borrow_mut().remove(entry);
        Ok(())
    }
}

fn never() -> Result<Box<dyn Keyring>, Error> {
    panic!("the keyring is not needed")
}

#[test]
fn a_keyring_keeps_the_key_and_nothing_of_it_is_in_the_profile() {
    let dir = tempfile::tempdir().unwrap();
    let fake = Fake::default();
    let (key, info) = create_profile_key(dir.path(), &KeySource::Keyring(&fake)).unwrap();
    assert_eq!((info.kind, key_facts(dir.path()).unwrap().map(|facts| facts.kind)), ("keyring", Some("keyring")));
    assert_eq!(fake.entries.borrow().len(), 1, "the probe cleaned up");
    let (again, _) = open_profile_key(dir.path(), None, || Ok(Box::new(fake.clone()))).unwrap();
    assert!(again == key);
    assert!(!std::fs::read_to_string(dir.path().join(file::FILE)).unwrap().contains(&hex(key.reveal())));
    assert!(matches!(create_profile_key(dir.path(), &KeySource::Keyring(&fake)), Err(Error::Exists)));
    fake.entries.borrow_mut().clear();
    assert!(matches!(open_profile_key(dir.path(), None, || Ok(Box::new(fake.clone()))), Err(Error::Missing)));
}

#[test]
fn a_keyring_that_forgets_does_not_count() {
    let dir = tempfile::tempdir().unwrap();
    let fake = Fake { forgets: true, ..Fake::default() };
    assert!(matches!(create_profile_key(dir.path(), &KeySource::Keyring(&fake)), Err(Error::NoKeyring(_))));
    assert_eq!(key_facts(dir.path()).unwrap(), None);
}

#[test]
fn a_passphrase_wraps_the_key() {
    let dir = tempfile::tempdir().unwrap();
    let right = Secret::new("Zwölf Zeichen und mehr");
    assert!(matches!(create_profile_key(dir.path(), &KeySource::Passphrase(&Secret::new("zwölfzeiche"))), Err(Error::TooShort)));
    let (key, _) = create_profile_key(dir.path(), &KeySource::Passphrase(&right)).unwrap();
    assert!(open_profile_key(dir.path(), Some(&right), never).unwrap().0 == key);
    let wrong = Secret::new("Zwölf Zeichen und weniger");
    assert!(matches!(open_profile_key(dir.path(), Some(&wrong), never), Err(Error::WrongPassphrase)));
    assert!(matches!(open_profile_key(dir.path(), None, never), Err(Error::PassphraseNeeded)));
    // A weakened or broken file is refused before any work.
    let file = dir.path().join(file::FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    for broken in [text.replace("65536", "8"), text.replace("65536", "99999999"), "{".to_owned()] {
        std::fs::write(&file, broken).unwrap();
        assert!(matches!(open_profile_key(dir.path(), Some(&right), never), Err(Error::Damaged(_))));
    }
}

/// A profile's folder with a keyring that can be lost.
struct Bed {
    dir: tempfile::TempDir,
    keyring: Fake,
}

impl Bed {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), keyring: Fake::default() }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn open(&self, passphrase: Option<&Secret>) -> Result<StoreKey, Error> {
        open_profile_key(self.path(), passphrase, || Ok(Box::new(self.keyring.clone()))).map(|(key, _)| key)
    }

    fn change(&self, key: &StoreKey, old: Option<&Secret>, to: &KeySource<'_>) -> Result<&'static str, Error> {
        change_key(self.path(), key, old, to, || Ok(Box::new(self.keyring.clone()))).map(|info| info.kind)
    }

    fn sheet(&self, key: &StoreKey) -> (crate::domain::recovery::RecoveryCode, SheetFacts) {
        let sheet = NewSheet::draw(key, crate::domain::time::Timestamp(7)).unwrap();
        let code = sheet.code.clone();
        (code, sheet.put(self.path()).unwrap())
    }
}

#[test]
fn the_key_goes_from_a_keyring_to_a_passphrase_to_another_and_back_and_the_sheet_opens_it_all_the_way() {
    let bed = Bed::new();
    let [first, second] = ["Der erste lange Satz", "Der zweite lange Satz"].map(Secret::new);
    let (key, _) = create_profile_key(bed.path(), &KeySource::Keyring(&bed.keyring)).unwrap();
    let (code, facts) = bed.sheet(&key);
    let holds = |kind: &str| {
        let known = key_facts(bed.path()).unwrap().unwrap();
        assert_eq!((known.kind, known.sheet), (kind, Some(facts.clone())));
        assert!(key_by_code(bed.path(), &code).unwrap() == key);
    };
    holds("keyring");
    assert_eq!(bed.change(&key, None, &KeySource::Passphrase(&first)).unwrap(), "passphrase");
    assert!(bed.keyring.entries.borrow().is_empty(), "the keyring no longer opens it");
    assert!(bed.open(Some(&first)).unwrap() == key);
    holds("passphrase");
    assert!(matches!(bed.change(&key, None, &KeySource::Passphrase(&second)), Err(Error::PassphraseNeeded)));
    assert!(matches!(bed.change(&key, Some(&second), &KeySource::Passphrase(&second)), Err(Error::WrongPassphrase)));
    assert!(matches!(bed.change(&key, Some(&first), &KeySource::Passphrase(&Secret::new("kurz"))), Err(Error::TooShort)));
    assert!(bed.open(Some(&first)).unwrap() == key, "nothing was changed by what failed");
    bed.change(&key, Some(&first), &KeySource::Passphrase(&second)).unwrap();
    assert!(matches!(bed.open(Some(&first)), Err(Error::WrongPassphrase)));
    assert!(bed.open(Some(&second)).unwrap() == key);
    holds("passphrase");
    assert_eq!(bed.change(&key, Some(&second), &KeySource::Keyring(&bed.keyring)).unwrap(), "keyring");
    assert!(bed.open(None).unwrap() == key);
    assert_eq!(bed.keyring.entries.borrow().len(), 1);
    holds("keyring");
}

#[test]
fn a_keyring_that_forgets_takes_no_key_from_a_passphrase() {
    let bed = Bed::new();
    let passphrase = Secret::new("Zwölf Zeichen und mehr");
    let (key, _) = create_profile_key(bed.path(), &KeySource::Passphrase(&passphrase)).unwrap();
    let forgets = Fake { forgets: true, ..Fake::default() };
    assert!(matches!(bed.change(&key, Some(&passphrase), &KeySource::Keyring(&forgets)), Err(Error::NoKeyring(_))));
    assert!(bed.open(Some(&passphrase)).unwrap() == key);
}

#[test]
fn a_lost_keyring_and_a_forgotten_passphrase_are_overcome_by_the_newest_sheet_only() {
    let new = Secret::new("Ein neuer langer Satz");
    for lost_keyring in [true, false] {
        let bed = Bed::new();
        let forgotten = Secret::new("Zwölf Zeichen und mehr");
        let source = if lost_keyring { KeySource::Keyring(&bed.keyring) } else { KeySource::Passphrase(&forgotten) };
        let (key, _) = create_profile_key(bed.path(), &source).unwrap();
        let drawn = NewSheet::draw(&key, crate::domain::time::Timestamp(7)).unwrap();
        assert!(matches!(key_by_code(bed.path(), &drawn.code), Err(Error::NoSheet)), "not valid before it is put");
        let (older, _) = bed.sheet(&key);
        let (code, facts) = bed.sheet(&key);
        bed.keyring.entries.borrow_mut().clear();
        let before = std::fs::read(bed.path().join(file::FILE)).unwrap();
        let text = String::from_utf8(before.clone()).unwrap();
        assert!(!text.contains(code.to_secret().reveal()) && !text.contains(&hex(key.reveal())));
        assert!(matches!(key_by_code(bed.path(), &older), Err(Error::WrongCode)));
        assert_eq!(std::fs::read(bed.path().join(file::FILE)).unwrap(), before, "a wrong code changes nothing");
        let found = key_by_code(bed.path(), &code).unwrap();
        assert!(found == key);
        keep_again(bed.path(), &found, &KeySource::Passphrase(&new), || Err(Error::NoKeyring("gone".to_owned()))).unwrap();
        assert!(bed.open(Some(&new)).unwrap() == key);
        assert_eq!(key_facts(bed.path()).unwrap().unwrap().sheet, Some(facts));
    }
}

#[test]
fn a_key_wrapped_for_one_use_does_not_open_for_the_other() {
    let bed = Bed::new();
    let passphrase = Secret::new("Zwölf Zeichen und mehr");
    let (key, _) = create_profile_key(bed.path(), &KeySource::Passphrase(&passphrase)).unwrap();
    let (code, _) = bed.sheet(&key);
    // Somebody puts the sheet's wrapping in the place of the passphrase's.
    let mut text: serde_json::Value = serde_json::from_slice(&std::fs::read(bed.path().join(file::FILE)).unwrap()).unwrap();
    let swapped = text["recovery"]["key"].clone();
    for (field, value) in swapped.as_object().unwrap() {
        text[field] = value.clone();
    }
    std::fs::write(bed.path().join(file::FILE), text.to_string()).unwrap();
    assert!(matches!(bed.open(Some(&code.to_secret())), Err(Error::WrongPassphrase)));
}
