//! A POP3 server that does what a hook wants: a mailbox whose deletions happen at QUIT (RFC 1939 §6).

use std::io::Result;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::talk::{Act, Cut, Hook, Line, Moment, Place, When, dutiful, serve};

#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    pub uidl: String,
    /// Ends with CRLF.
    pub bytes: Vec<u8>,
}

/// How the server is, and what happened to it.
pub struct Mailbox {
    pub letters: Vec<Letter>,
    pub hook: Hook,
    pub cut: Cut,
    pub drip: Option<Duration>,
    /// Dots at the start of a line are sent as they are.
    pub unstuffed: bool,
    /// Message numbers run backwards and with gaps.
    pub renumbered: bool,
    /// Sizes of LIST; the true ones without.
    pub sizes: Option<fn(usize) -> String>,
    pub pipelining: bool,
    /// What DELE was answered with +OK for, ever.
    pub marked: Vec<String>,
    /// What was deleted.
    pub deleted: Vec<String>,
    /// UIDLs of RETR, in order.
    pub asked: Vec<String>,
    /// Commands of the last session; the password is not among them.
    pub words: Vec<String>,
    /// Bytes of the last session, said and heard.
    pub bytes: (usize, usize),
    pub sessions: usize,
}

impl Mailbox {
    fn new() -> Self {
        Self {
            letters: Vec::new(),
            hook: dutiful(),
            cut: Cut::default(),
            drip: None,
            unstuffed: false,
            renumbered: false,
            sizes: None,
            pipelining: false,
            marked: Vec::new(),
            deleted: Vec::new(),
            asked: Vec::new(),
            words: Vec::new(),
            bytes: (0, 0),
            sessions: 0,
        }
    }
}

pub struct Pop3 {
    pub place: Place,
    mailbox: Arc<Mutex<Mailbox>>,
}

impl Pop3 {
    pub fn start() -> Self {
        let mailbox = Arc::new(Mutex::new(Mailbox::new()));
        let inner = mailbox.clone();
        Self { place: serve(move |stream| drop(session(stream, &inner))), mailbox }
    }

    /// The mailbox, also while a session runs.
    pub fn with<T>(&self, work: impl FnOnce(&mut Mailbox) -> T) -> T {
        work(&mut self.mailbox.lock().unwrap())
    }

    /// An obedient server with these letters, once the session that runs has ended.
    pub fn fill(&self, letters: Vec<Letter>) {
        self.place.settle();
        self.with(|mailbox| *mailbox = Mailbox { letters, sessions: mailbox.sessions, ..Mailbox::new() });
    }

    /// Peculiar from now on.
    pub fn hook(&self, hook: Hook) {
        self.with(|mailbox| mailbox.hook = hook);
    }
}

/// What one session works with; the mailbox itself is held only at its ends, so that a test may look meanwhile.
struct Session {
    line: Line,
    hook: Hook,
    letters: Vec<(u32, Letter)>,
    unstuffed: bool,
    sizes: Option<fn(usize) -> String>,
    pipelining: bool,
    marked: Vec<String>,
}

fn session(stream: TcpStream, mailbox: &Mutex<Mailbox>) -> Result<()> {
    let mut own = {
        let mut mailbox = mailbox.lock().unwrap();
        mailbox.words.clear();
        mailbox.sessions += 1;
        let count = mailbox.letters.len();
        let number = |at: usize| u32::try_from(if mailbox.renumbered { (count - at) * 7 } else { at + 1 }).unwrap();
        let mut letters: Vec<(u32, Letter)> = mailbox.letters.iter().enumerate().map(|(at, l)| (number(at), l.clone())).collect();
        letters.sort_by_key(|(number, _)| *number);
        Session {
            line: Line::new(stream, mailbox.cut, mailbox.drip)?,
            hook: mailbox.hook.clone(),
            letters,
            unstuffed: mailbox.unstuffed,
            sizes: mailbox.sizes,
            pipelining: mailbox.pipelining,
            marked: Vec::new(),
        }
    };
    let ended = own.talk(mailbox);
    let mut mailbox = mailbox.lock().unwrap();
    mailbox.bytes = (own.line.said, own.line.heard);
    ended
}

impl Session {
    fn talk(&mut self, mailbox: &Mutex<Mailbox>) -> Result<()> {
        self.answer(&Moment::new(When::Heard, "CONNECT", 0), b"+OK bereit\r\n")?;
        loop {
            let line = self.line.line()?;
            let mut words = line.split(' ');
            let word = words.next().unwrap_or("").to_ascii_uppercase();
            let number: u32 = words.next().and_then(|n| n.parse().ok()).unwrap_or(0);
            let letter = self.letters.iter().find(|(n, _)| *n == number).map(|(_, l)| l.clone());
            let place = self.letters.iter().position(|(n, _)| *n == number).map_or(0, |at| at + 1);
            let moment = Moment::new(When::Heard, &word, place);
            mailbox.lock().unwrap().words.push(if word == "PASS" { word.clone() } else { line.clone() });
            let answer: Vec<u8> = match (word.as_str(), &letter) {
                ("CAPA", _) => format!("+OK\r\nUSER\r\nUIDL\r\nTOP\r\n{}.\r\n", if self.pipelining { "PIPELINING\r\n" } else { "" }).into(),
                ("USER" | "PASS" | "NOOP", _) => b"+OK\r\n".to_vec(),
                ("UIDL", _) => self.listing(|_, letter| letter.uidl.clone()),
                ("LIST", _) => {
                    let sizes = self.sizes;
                    self.listing(|at, letter| sizes.map_or_else(|| letter.bytes.len().to_string(), |size| size(at)))
                }
                ("RETR", Some(letter)) => {
                    mailbox.lock().unwrap().asked.push(letter.uidl.clone());
                    let body = if self.unstuffed { letter.bytes.clone() } else { stuffed(&letter.bytes) };
                    [b"+OK\r\n".as_slice(), &body, b".\r\n"].concat()
                }
                ("DELE", Some(letter)) => {
                    let act = (self.hook)(&moment);
                    if self.line.obey(act)? {
                        // Before the answer: a client that dies between both has given its word.
                        self.marked.push(letter.uidl.clone());
                        mailbox.lock().unwrap().marked.push(letter.uidl.clone());
                        self.line.say(b"+OK\r\n")?;
                        self.tell(When::Said, &moment)?;
                    }
                    continue;
                }
                ("QUIT", _) => {
                    let act = (self.hook)(&moment);
                    if self.line.obey(act)? {
                        let marked = std::mem::take(&mut self.marked);
                        {
                            let mut mailbox = mailbox.lock().unwrap();
                            mailbox.letters.retain(|letter| !marked.contains(&letter.uidl));
                            mailbox.deleted.extend(marked);
                        }
                        self.tell(When::Half, &moment)?;
                        self.line.say(b"+OK\r\n")?;
                        self.tell(When::Said, &moment)?;
                    }
                    return Ok(());
                }
                _ => b"-ERR unbekannt\r\n".to_vec(),
            };
            self.answer(&moment, &answer)?;
        }
    }

    fn answer(&mut self, moment: &Moment, answer: &[u8]) -> Result<()> {
        let act = (self.hook)(moment);
        if !self.line.obey(act)? {
            return Ok(());
        }
        if moment.word == "RETR" {
            let (first, second) = answer.split_at(answer.len() / 2);
            self.line.say(first)?;
            self.tell(When::Half, moment)?;
            self.line.say(second)?;
        } else {
            self.line.say(answer)?;
        }
        self.tell(When::Said, moment)
    }

    /// Lets the hook see a moment at which there is nothing to answer; what it says comes unasked.
    fn tell(&mut self, when: When, of: &Moment) -> Result<()> {
        match (self.hook)(&Moment { when, ..of.clone() }) {
            Act::Go => Ok(()),
            act => self.line.obey(act).map(|_| ()),
        }
    }

    fn listing(&self, text: impl Fn(usize, &Letter) -> String) -> Vec<u8> {
        let lines: String = self.letters.iter().enumerate().map(|(at, (n, l))| format!("{n} {}\r\n", text(at, l))).collect();
        format!("+OK\r\n{lines}.\r\n").into_bytes()
    }
}

/// Doubles dots at the start of a line.
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut start = true;
    for (at, byte) in bytes.iter().enumerate() {
        if start && *byte == b'.' {
            out.push(b'.');
        }
        out.push(*byte);
        start = *byte == b'\n' && at > 0 && bytes[at - 1] == b'\r';
    }
    out
}
