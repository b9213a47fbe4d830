//! A disk that lost its power: what the journal of the shim says was changed, what of it a `fsync` had made durable by a
//! moment, and what may lie on the disk then.
//!
//! The rules are those of POSIX and nothing more: bytes of a file are sure once the file was synced, names once their folder
//! was. Of all else any part may have happened, in any order, also half a write.

use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use crate::proof::Dice;
use crate::support::files_below;

const MAGIC: u32 = 0x4b49_4d31;
/// What a server of the test writes into the journal.
const MARK: u32 = 99;

/// One change, or the word of a server.
#[derive(Clone, Debug)]
pub enum Record {
    Created { inode: u64, path: String },
    Written { inode: u64, at: usize, from: usize, len: usize },
    Cut { inode: u64, len: usize },
    Synced { inode: u64, path: String },
    Renamed { from: String, to: String, inode: u64 },
    Linked { to: String, inode: u64 },
    Removed { path: String },
    Folder { path: String },
    Mark(String),
}

/// The journal of a run, with the bytes that were written.
pub struct Journal {
    bytes: Vec<u8>,
    pub records: Vec<Record>,
}

impl Journal {
    pub fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        let (mut at, mut records) = (0, Vec::new());
        while at < bytes.len() {
            let word = |place: usize| u32::from_ne_bytes(bytes[at + place..at + place + 4].try_into().unwrap());
            let long = |place: usize| u64::from_ne_bytes(bytes[at + place..at + place + 8].try_into().unwrap());
            assert_eq!(word(0), MAGIC, "the journal at {at}");
            let (inode, offset, len) = (long(8), usize::try_from(long(16)).unwrap(), usize::try_from(long(24)).unwrap());
            let (path_at, path_len, other_len) = (at + 40, word(32) as usize, word(36) as usize);
            let text = |from: usize, len: usize| String::from_utf8(bytes[from..from + len].to_vec()).unwrap();
            let (path, other) = (text(path_at, path_len), text(path_at + path_len, other_len));
            let kind = word(4);
            at = path_at + path_len + other_len;
            records.push(match kind {
                1 => Record::Created { inode, path },
                2 => Record::Written { inode, at: offset, from: at, len },
                3 => Record::Cut { inode, len: offset },
                4 => Record::Synced { inode, path },
                5 => Record::Renamed { from: path, to: other, inode },
                6 => Record::Linked { to: other, inode },
                7 => Record::Removed { path },
                8 => Record::Folder { path },
                MARK => Record::Mark(path),
                other => panic!("a record of kind {other}"),
            });
            at += if kind == 2 { len } else { 0 };
        }
        Self { bytes, records }
    }
}

/// What a server heard, in its place among the changes.
pub fn mark(journal: &Path, text: &str) {
    let mut record = [MAGIC.to_ne_bytes(), MARK.to_ne_bytes()].concat();
    record.extend_from_slice(&[0; 24]);
    record.extend_from_slice(&u32::try_from(text.len()).unwrap().to_ne_bytes());
    record.extend_from_slice(&0_u32.to_ne_bytes());
    record.extend_from_slice(text.as_bytes());
    std::fs::File::options().append(true).open(journal).unwrap().write_all(&record).unwrap();
}

#[derive(Clone, Copy)]
enum Change {
    Written { at: usize, from: usize, len: usize },
    Cut { len: usize },
}

#[derive(Clone, Default)]
struct Content {
    sure: Vec<u8>,
    open: Vec<Change>,
}

#[derive(Clone, Copy)]
enum Entry {
    File(usize),
    Folder,
}

enum NameChange {
    Add(String, Entry),
    Remove(String),
    Move(String, String, usize),
}

impl NameChange {
    fn is_in(&self, dir: &str) -> bool {
        let of = |path: &str| path.rsplit_once('/').is_some_and(|(parent, _)| parent == dir);
        match self {
            Self::Add(path, _) | Self::Remove(path) => of(path),
            Self::Move(from, to, _) => of(from) || of(to),
        }
    }

    fn apply(&self, names: &mut BTreeMap<String, Entry>) {
        match self {
            Self::Add(path, entry) => _ = names.insert(path.clone(), *entry),
            Self::Remove(path) => _ = names.remove(path),
            Self::Move(from, to, content) => {
                names.remove(from);
                names.insert(to.clone(), Entry::File(*content));
            }
        }
    }
}

/// What of that which was not synced is there.
#[derive(Clone, Copy, Debug)]
pub enum Luck {
    Nothing,
    Everything,
    /// Each change by chance.
    Some,
    /// Each piece of a write of so many bytes by chance.
    Torn(usize),
}

pub const LUCK: [Luck; 5] = [Luck::Nothing, Luck::Some, Luck::Torn(512), Luck::Torn(4096), Luck::Everything];

/// Which syncs, by the path of the file or folder, do nothing.
pub type Swallows = fn(&str) -> bool;

/// The files below a folder before a run, all of them durable: inode, path and bytes.
pub struct Before(Vec<(u64, String, Vec<u8>)>);

impl Before {
    pub fn of(root: &Path) -> Self {
        let files = files_below(root).into_iter().filter(|path| std::fs::symlink_metadata(path).unwrap().is_file());
        Self(
            files
                .map(|path| {
                    let inode = std::fs::metadata(&path).unwrap().ino();
                    (inode, path.to_str().unwrap().to_owned(), std::fs::read(&path).unwrap())
                })
                .collect(),
        )
    }
}

/// The disk as it goes through the journal.
pub struct Disk<'a> {
    journal: &'a Journal,
    contents: Vec<Content>,
    by_inode: HashMap<u64, usize>,
    sure: BTreeMap<String, Entry>,
    open: Vec<NameChange>,
    /// Syncs that are swallowed.
    swallows: Swallows,
}

impl<'a> Disk<'a> {
    /// As it was before the journal begins.
    pub fn new(before: &Before, journal: &'a Journal, swallows: Swallows) -> Self {
        let mut disk = Self { journal, contents: Vec::new(), by_inode: HashMap::new(), sure: BTreeMap::new(), open: Vec::new(), swallows };
        for (inode, path, bytes) in &before.0 {
            disk.by_inode.insert(*inode, disk.contents.len());
            disk.sure.insert(path.clone(), Entry::File(disk.contents.len()));
            disk.contents.push(Content { sure: bytes.clone(), open: Vec::new() });
        }
        disk
    }

    fn content(&mut self, inode: u64) -> usize {
        *self.by_inode.get(&inode).unwrap_or_else(|| panic!("a file that nobody made: {inode}"))
    }

    /// The next change.
    pub fn step(&mut self, record: &Record) {
        match record {
            Record::Created { inode, path } => {
                self.by_inode.insert(*inode, self.contents.len());
                self.open.push(NameChange::Add(path.clone(), Entry::File(self.contents.len())));
                self.contents.push(Content::default());
            }
            Record::Written { inode, at, from, len } => {
                let content = self.content(*inode);
                self.contents[content].open.push(Change::Written { at: *at, from: *from, len: *len });
            }
            Record::Cut { inode, len } => {
                let content = self.content(*inode);
                self.contents[content].open.push(Change::Cut { len: *len });
            }
            Record::Synced { path, .. } if (self.swallows)(path) => {}
            Record::Synced { inode, path } => match self.by_inode.get(inode) {
                Some(&content) => {
                    let Content { sure, open } = &mut self.contents[content];
                    for change in open.drain(..) {
                        put(sure, change, &self.journal.bytes, |_| true);
                    }
                }
                None => {
                    let (now, open) = std::mem::take(&mut self.open).into_iter().partition(|change: &NameChange| change.is_in(path));
                    self.open = open;
                    let now: Vec<NameChange> = now;
                    now.iter().for_each(|change| change.apply(&mut self.sure));
                }
            },
            Record::Renamed { from, to, inode } => {
                let content = self.content(*inode);
                self.open.push(NameChange::Move(from.clone(), to.clone(), content));
            }
            Record::Linked { to, inode } => {
                let content = self.content(*inode);
                self.open.push(NameChange::Add(to.clone(), Entry::File(content)));
            }
            Record::Removed { path } => self.open.push(NameChange::Remove(path.clone())),
            Record::Folder { path } => self.open.push(NameChange::Add(path.clone(), Entry::Folder)),
            Record::Mark(_) => {}
        }
    }

    /// Makes what may be found after the power is back: empties the folders below `root` and fills them.
    pub fn image(&self, root: &Path, luck: Luck, dice: &mut Dice) {
        let mut happens = |_| match luck {
            Luck::Nothing => false,
            Luck::Everything => true,
            Luck::Some | Luck::Torn(_) => dice.below(2) == 0,
        };
        let mut names = self.sure.clone();
        for change in &self.open {
            if happens(0) {
                change.apply(&mut names);
            }
        }
        for entry in std::fs::read_dir(root).unwrap() {
            let path = entry.unwrap().path();
            if !path.is_dir() {
                continue;
            }
            for below in std::fs::read_dir(&path).unwrap() {
                let below = below.unwrap().path();
                if below.is_dir() { std::fs::remove_dir_all(below).unwrap() } else { std::fs::remove_file(below).unwrap() }
            }
        }
        for (path, entry) in names {
            // Memory that programs share, no file: made anew by the first that opens the store.
            if path.ends_with("-shm") {
                continue;
            }
            match entry {
                Entry::Folder => std::fs::create_dir_all(&path).unwrap(),
                Entry::File(content) => {
                    let Content { sure, open } = &self.contents[content];
                    let mut bytes = sure.clone();
                    for change in open {
                        if let (Change::Written { len, .. }, Luck::Torn(piece)) = (change, luck) {
                            let pieces: Vec<bool> = (0..len.div_ceil(piece)).map(&mut happens).collect();
                            put(&mut bytes, *change, &self.journal.bytes, |at| pieces[at / piece]);
                        } else if happens(0) {
                            put(&mut bytes, *change, &self.journal.bytes, |_| true);
                        }
                    }
                    std::fs::create_dir_all(Path::new(&path).parent().unwrap()).unwrap();
                    std::fs::write(&path, bytes).unwrap();
                }
            }
        }
    }
}

/// Applies a change of a file, of a write those pieces of 512 bytes that `is_there` names by their place.
fn put(file: &mut Vec<u8>, change: Change, journal: &[u8], is_there: impl Fn(usize) -> bool) {
    match change {
        Change::Cut { len } => file.resize(len, 0),
        Change::Written { at, from, len } => {
            for (n, piece) in journal[from..from + len].chunks(512).enumerate() {
                if !is_there(n * 512) {
                    continue;
                }
                let to = at + n * 512;
                if file.len() < to + piece.len() {
                    file.resize(to + piece.len(), 0);
                }
                file[to..to + piece.len()].copy_from_slice(piece);
            }
        }
    }
}
