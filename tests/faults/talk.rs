//! The line of a scripted server, which may break at any byte, and what it does instead of its duty.

use std::io::{BufRead, BufReader, Error, ErrorKind, Result, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Where in a dialogue a server is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The command was received, nothing of it is done.
    Heard,
    /// In the middle of a long answer or a mail.
    Half,
    /// The whole answer was sent.
    Said,
}

/// One moment of a dialogue: the word of the command (`CONNECT` for the greeting) and the number of the mail, or 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    pub when: When,
    pub word: String,
    pub number: usize,
}

impl Moment {
    pub fn new(when: When, word: &str, number: usize) -> Self {
        Self { when, word: word.to_owned(), number }
    }

    pub fn is(&self, when: When, word: &str) -> bool {
        self.when == when && self.word == word
    }
}

/// What the server does at a moment.
#[derive(Clone, Debug)]
pub enum Act {
    /// Its duty.
    Go,
    /// Sends this instead of its answer, and goes on.
    Instead(Vec<u8>),
    /// Sends this and closes.
    Last(Vec<u8>),
    /// Says nothing until the client goes.
    Silence,
}

/// A server's peculiarity, asked at every moment.
pub type Hook = Arc<dyn Fn(&Moment) -> Act + Send + Sync>;

pub fn dutiful() -> Hook {
    Arc::new(|_| Act::Go)
}

/// Says this at one moment and does its duty else.
pub fn at(when: When, word: &'static str, act: Act) -> Hook {
    Arc::new(move |moment| if moment.is(when, word) { act.clone() } else { Act::Go })
}

/// After how many bytes the line breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    pub said: Option<usize>,
    pub heard: Option<usize>,
}

/// The server's end.
pub struct Line {
    read: BufReader<TcpStream>,
    out: TcpStream,
    cut: Cut,
    /// Pause between two bytes.
    drip: Option<Duration>,
    pub said: usize,
    pub heard: usize,
}

fn broken() -> Error {
    Error::new(ErrorKind::BrokenPipe, "cut")
}

impl Line {
    pub fn new(stream: TcpStream, cut: Cut, drip: Option<Duration>) -> Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        Ok(Self { out: stream.try_clone()?, read: BufReader::new(stream), cut, drip, said: 0, heard: 0 })
    }

    pub fn say(&mut self, bytes: &[u8]) -> Result<()> {
        let left = self.cut.said.map_or(usize::MAX, |cut| cut.saturating_sub(self.said));
        let part = &bytes[..bytes.len().min(left)];
        match self.drip {
            None => self.out.write_all(part)?,
            Some(pause) => {
                for byte in part {
                    self.out.write_all(&[*byte])?;
                    std::thread::sleep(pause);
                }
            }
        }
        self.said += part.len();
        if part.len() == left { Err(broken()) } else { Ok(()) }
    }

    /// The next line without its end.
    pub fn line(&mut self) -> Result<String> {
        let mut line = Vec::new();
        if self.read.read_until(b'\n', &mut line)? == 0 {
            return Err(broken());
        }
        self.heard += line.len();
        if self.cut.heard.is_some_and(|cut| self.heard > cut) {
            return Err(broken());
        }
        Ok(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Does what the hook wants; true when the server is to do its duty.
    pub fn obey(&mut self, act: Act) -> Result<bool> {
        match act {
            Act::Go => Ok(true),
            Act::Instead(bytes) => self.say(&bytes).map(|()| false),
            Act::Last(bytes) => {
                self.say(&bytes)?;
                Err(broken())
            }
            Act::Silence => loop {
                self.line()?;
            },
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        // The client has gone already, or shall see the end now.
        let _ = self.out.shutdown(Shutdown::Both);
    }
}

/// Where a server listens, and whether it is in a session.
pub struct Place {
    pub port: u16,
    busy: Arc<AtomicBool>,
}

impl Place {
    /// Waits until the session that runs has ended: its client is gone.
    pub fn settle(&self) {
        crate::support::until("the end of a session", || (!self.busy.load(Ordering::SeqCst)).then_some(()));
    }
}

/// Listens on loopback and serves one connection after the other on a thread of its own.
pub fn serve(mut talk: impl FnMut(TcpStream) + Send + 'static) -> Place {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let busy = Arc::new(AtomicBool::new(false));
    let inner = busy.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            inner.store(true, Ordering::SeqCst);
            talk(stream);
            inner.store(false, Ordering::SeqCst);
        }
    });
    Place { port, busy }
}
