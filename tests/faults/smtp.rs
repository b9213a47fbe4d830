//! An SMTP server that does what a hook wants, and counts which mail it took over how often.

use std::collections::BTreeMap;
use std::io::Result;
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::talk::{Act, Cut, Hook, Line, Moment, Place, When, dutiful, serve};

/// How the server is, and what happened to it.
pub struct Counter {
    pub hook: Hook,
    pub cut: Cut,
    pub drip: Option<Duration>,
    /// By subject: how often the final dot came and was not clearly refused.
    pub taken: BTreeMap<String, usize>,
    /// Bytes of the last session, said and heard.
    pub bytes: (usize, usize),
    /// First words of the commands of the last session.
    pub words: Vec<String>,
}

impl Counter {
    fn new() -> Self {
        Self { hook: dutiful(), cut: Cut::default(), drip: None, taken: BTreeMap::new(), bytes: (0, 0), words: Vec::new() }
    }
}

pub struct Smtp {
    pub place: Place,
    counter: Arc<Mutex<Counter>>,
}

impl Smtp {
    pub fn start() -> Self {
        let counter = Arc::new(Mutex::new(Counter::new()));
        let inner = counter.clone();
        Self { place: serve(move |stream| drop(session(stream, &inner))), counter }
    }

    pub fn with<T>(&self, work: impl FnOnce(&mut Counter) -> T) -> T {
        work(&mut self.counter.lock().unwrap())
    }

    /// An obedient server that took nothing yet, once the session that runs has ended.
    pub fn reset(&self) {
        self.place.settle();
        self.with(|counter| *counter = Counter::new());
    }

    /// Dutiful from now on; what it took stays counted.
    pub fn mend(&self) {
        self.place.settle();
        self.with(|counter| {
            (counter.hook, counter.cut, counter.drip) = (dutiful(), Cut::default(), None);
        });
    }

    pub fn hook(&self, hook: Hook) {
        self.with(|counter| counter.hook = hook);
    }

    /// How often it took the mail with this subject.
    pub fn taken(&self, subject: &str) -> usize {
        self.with(|counter| counter.taken.get(subject).copied().unwrap_or(0))
    }
}

fn session(stream: TcpStream, counter: &Mutex<Counter>) -> Result<()> {
    let (mut line, hook) = {
        let mut counter = counter.lock().unwrap();
        counter.words.clear();
        (Line::new(stream, counter.cut, counter.drip)?, counter.hook.clone())
    };
    let ended = talk(&mut line, &hook, counter);
    counter.lock().unwrap().bytes = (line.said, line.heard);
    ended
}

fn talk(line: &mut Line, hook: &Hook, counter: &Mutex<Counter>) -> Result<()> {
    let mut number = counter.lock().unwrap().taken.values().sum::<usize>() + 1;
    answer(line, hook, &Moment::new(When::Heard, "CONNECT", number), b"220 bereit\r\n")?;
    loop {
        let text = line.line()?;
        let word = text.split([' ', ':']).next().unwrap_or("").to_ascii_uppercase();
        counter.lock().unwrap().words.push(word.clone());
        let moment = Moment::new(When::Heard, &word, number);
        match word.as_str() {
            "EHLO" => answer(line, hook, &moment, b"250-hier\r\n250-AUTH PLAIN LOGIN\r\n250-SIZE 35882577\r\n250 DSN\r\n")?,
            "AUTH" => answer(line, hook, &moment, b"235 2.7.0 ok\r\n")?,
            "MAIL" | "RCPT" => answer(line, hook, &moment, b"250 ok\r\n")?,
            "DATA" => {
                let act = hook(&moment);
                if !line.obey(act)? {
                    continue;
                }
                line.say(b"354 los\r\n")?;
                tell(line, hook, When::Said, &moment)?;
                let subject = body(line, hook, &moment)?;
                number += data_end(line, hook, counter, number, &subject)?;
            }
            "QUIT" => {
                answer(line, hook, &moment, b"221 bis dann\r\n")?;
                return Ok(());
            }
            _ => answer(line, hook, &moment, b"500 unbekannt\r\n")?,
        }
    }
}

/// Takes the text of a mail up to its final dot; its subject.
fn body(line: &mut Line, hook: &Hook, moment: &Moment) -> Result<String> {
    let (mut subject, mut lines) = (String::new(), 0);
    loop {
        let text = line.line()?;
        if text == "." {
            return Ok(subject);
        }
        lines += 1;
        if lines == 3 {
            tell(line, hook, When::Half, moment)?;
        }
        if let Some(words) = text.strip_prefix("Subject: ") {
            subject = words.to_owned();
        }
    }
}

/// The answer to the final dot; how many mails were taken.
fn data_end(line: &mut Line, hook: &Hook, counter: &Mutex<Counter>, number: usize, subject: &str) -> Result<usize> {
    let moment = Moment::new(When::Heard, ".", number);
    let act = hook(&moment);
    // Whatever a server says or does not say: only 4xx and 5xx, and of those not 421, tell that it has not taken the mail.
    let refused = |text: &[u8]| matches!(text.first(), Some(b'4' | b'5')) && !text.starts_with(b"421");
    let takes = !matches!(&act, Act::Instead(text) | Act::Last(text) if refused(text));
    if takes {
        *counter.lock().unwrap().taken.entry(subject.to_owned()).or_default() += 1;
    }
    if line.obey(act)? {
        tell(line, hook, When::Half, &moment)?;
        line.say(b"250 angenommen\r\n")?;
        tell(line, hook, When::Said, &moment)?;
    }
    Ok(usize::from(takes))
}

fn answer(line: &mut Line, hook: &Hook, moment: &Moment, answer: &[u8]) -> Result<()> {
    let act = hook(moment);
    if line.obey(act)? {
        line.say(answer)?;
        tell(line, hook, When::Said, moment)?;
    }
    Ok(())
}

fn tell(line: &mut Line, hook: &Hook, when: When, of: &Moment) -> Result<()> {
    match hook(&Moment { when, ..of.clone() }) {
        Act::Go => Ok(()),
        act => line.obey(act).map(|_| ()),
    }
}
