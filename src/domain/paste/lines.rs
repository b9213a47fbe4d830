//! Reads the lines of a text whose logins are marked: which value stands at which word.
//!
//! Three shapes: words with their values, tables with a heading line, and tables with POP3 and SMTP side by side.
//! The first value of a kind wins; a value without a direction belongs to the server named above it, and to the other one
//! too where that has none of its own.

use super::labels::{self, Label};
use super::logins::MARK;
use crate::domain::account::TlsMode;
use crate::domain::login::{Direction, LoginParts};

/// Values of one direction.
#[derive(Clone, Debug, Default)]
pub(super) struct Server {
    pub server: Option<String>,
    pub port: Option<u16>,
    pub tls: Option<TlsMode>,
}

impl Server {
    fn or(self, other: &Self) -> Self {
        Self { server: self.server.or_else(|| other.server.clone()), port: self.port.or(other.port), tls: self.tls.or(other.tls) }
    }
}

/// Where a login stood.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its number.
    pub login: usize,
    /// By a word on its own line, or right above it.
    pub label: Option<Direction>,
    /// By the heading above.
    pub section: Option<Direction>,
}

/// Everything the lines say.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub incoming: Server,
    pub outgoing: Server,
    pub address: Option<String>,
    pub sender_name: Option<String>,
    pub directory: Option<String>,
    pub parts: Option<LoginParts>,
    pub logins: Vec<Place>,
}

/// Reads the text.
pub(super) fn read(text: &str) -> Values {
    let lines: Vec<String> = text.lines().map(tidy).collect();
    let mut reader = Reader::default();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.iter().skip(at + 1).map(|l| l.trim()).find(|l| !l.is_empty()).unwrap_or_default();
        reader.line(line, next);
    }
    reader.finish()
}

/// What the last heading was about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Area {
    #[default]
    Mail,
    Fachdienst,
    Clientmodul,
    Konnektor,
}

/// How the lines of a table are to be read.
enum Table {
    /// The labels of the columns; each row is one direction.
    Columns(Vec<Option<Label>>),
    /// The directions of the columns behind the first; each row is one label.
    Directions(Vec<Direction>),
}

#[derive(Default)]
struct Reader {
    area: Area,
    section: Option<Direction>,
    incoming: Server,
    outgoing: Server,
    both: Server,
    address: Option<String>,
    sender_name: Option<String>,
    directory: Option<String>,
    parts: LoginParts,
    logins: Vec<Place>,
    table: Option<Table>,
    /// Direction of a word that ended the last line without a value.
    above: Option<Direction>,
    /// Direction of the server that was named last.
    named: Option<Direction>,
}

impl Reader {
    fn line(&mut self, line: &str, next: &str) {
        if line.trim().is_empty() {
            return;
        }
        self.addresses_of(line);
        let cells = cells(line);
        if let Some(table) = heading(&cells) {
            self.table = Some(table);
            return;
        }
        if self.row(&cells) {
            return;
        }
        self.words(line, next);
    }

    /// Web addresses of servers, wherever they stand.
    fn addresses_of(&mut self, line: &str) {
        for token in line.split(|c: char| c.is_whitespace() || "|;,\"<>()".contains(c)) {
            let Some((scheme, rest)) = token.split_once("://") else { continue };
            let (slot, tls) = match scheme.to_ascii_lowercase().as_str() {
                "pop3s" => (&mut self.incoming, TlsMode::Tls),
                "smtps" => (&mut self.outgoing, TlsMode::Tls),
                "ldap" | "ldaps" => {
                    self.directory.get_or_insert_with(|| token.trim_end_matches('/').to_owned());
                    continue;
                }
                _ => continue,
            };
            if let Some((host, port)) = host_and_port(rest.trim_end_matches('/')) {
                slot.server.get_or_insert(host);
                slot.port = slot.port.or(port);
                slot.tls.get_or_insert(tls);
            }
        }
    }

    /// A row of the table above; false where there is none, which also ends it.
    fn row(&mut self, cells: &[&str]) -> bool {
        let Some(table) = self.table.take() else { return false };
        if cells.iter().all(|cell| cell.chars().all(|c| "-=:+ ".contains(c))) {
            self.table = Some(table);
            return true;
        }
        match &table {
            Table::Columns(columns) if cells.len() > 1 => {
                let direction = cells.iter().find_map(|cell| direction_in(cell));
                for (column, cell) in columns.iter().zip(cells) {
                    self.marks(cell, direction);
                    if let Some(label) = column {
                        self.take(*label, cell, direction, false);
                    }
                }
            }
            Table::Directions(directions) if cells.len() > directions.len() => {
                let label = cells.first().and_then(|cell| labels::in_line(cell).last().map(|place| place.label));
                for (direction, cell) in directions.iter().zip(cells.iter().skip(1)) {
                    self.marks(cell, Some(*direction));
                    if let Some(label) = label {
                        self.take(label, cell, Some(*direction), false);
                    }
                }
            }
            _ => return false,
        }
        self.table = Some(table);
        true
    }

    /// A line of words and values.
    fn words(&mut self, line: &str, next: &str) {
        let places = labels::in_line(line);
        let value_of = |at: usize| -> &str {
            let from = places.get(at).map_or(0, |place| place.end);
            let to = places.get(at + 1).map_or(line.len(), |place| place.start);
            bare(line.get(from..to).unwrap_or_default())
        };
        let mut direction = None;
        for (at, place) in places.iter().enumerate() {
            let value = value_of(at);
            if let Label::Section(own) = place.label {
                direction = Some(own);
                self.take(place.label, value, direction, false);
                continue;
            }
            if value.is_empty() && at + 1 == places.len() && labels::in_line(next).first().is_none_or(|p| p.start > 0) {
                self.take(place.label, next, direction, true);
            } else if value.is_empty() && place.label == Label::Server && places.get(at + 1).is_some_and(|p| p.label == Label::Port) {
                // „Servername Port" above one line of both: `localhost 10995`.
                let behind = value_of(at + 1);
                let both = if behind.is_empty() { next } else { behind };
                self.take(Label::Server, both.split_whitespace().next().unwrap_or_default(), direction, false);
            } else {
                self.take(place.label, value, direction, false);
            }
        }
        self.marks_of_line(line, &places);
        self.above = places.last().filter(|place| bare(line.get(place.end..).unwrap_or_default()).is_empty()).and(direction);
        self.headings(&places, value_of);
    }

    /// A line that holds nothing but headings changes what the lines below are about.
    fn headings<'a>(&mut self, places: &[labels::Place], value_of: impl Fn(usize) -> &'a str) {
        let area_of = |label: Label| match label {
            Label::Section(_) => Some(Area::Mail),
            Label::Fachdienst => Some(Area::Fachdienst),
            Label::Clientmodul => Some(Area::Clientmodul),
            Label::Konnektor => Some(Area::Konnektor),
            _ => None,
        };
        if places.is_empty() || places.iter().enumerate().any(|(at, p)| area_of(p.label).is_none() || !value_of(at).is_empty()) {
            return;
        }
        let directions: Vec<_> = places.iter().filter_map(|p| if let Label::Section(own) = p.label { Some(own) } else { None }).collect();
        self.section = directions.first().copied().filter(|first| directions.iter().all(|d| d == first));
        self.area = places.iter().find_map(|p| area_of(p.label)).unwrap_or_default();
        self.above = None;
    }

    /// Notes the logins of a line with the nearest word before each, or the first behind it.
    fn marks_of_line(&mut self, line: &str, places: &[labels::Place]) {
        let section_at = |p: &labels::Place| if let Label::Section(own) = p.label { Some((p.start, own)) } else { None };
        let sections: Vec<_> = places.iter().filter_map(section_at).collect();
        for (at, login) in marks(line) {
            let before = sections.iter().rev().find(|(start, _)| *start < at).map(|(_, own)| *own);
            let label = before.or(self.above).or_else(|| sections.first().map(|(_, own)| *own));
            self.logins.push(Place { login, label, section: self.section });
        }
    }

    fn marks(&mut self, cell: &str, direction: Option<Direction>) {
        for (_, login) in marks(cell) {
            self.logins.push(Place { login, label: direction, section: self.section });
        }
    }

    fn slot(&mut self, direction: Option<Direction>) -> &mut Server {
        match direction.or(self.section) {
            Some(Direction::Incoming) => &mut self.incoming,
            Some(Direction::Outgoing) => &mut self.outgoing,
            None => &mut self.both,
        }
    }

    /// Takes the value of a label; `below` when it stands on the next line, where only a clear one counts.
    fn take(&mut self, label: Label, value: &str, direction: Option<Direction>, below: bool) {
        let value = bare(value);
        let fachdienst = self.area == Area::Fachdienst;
        match label {
            Label::Server if fachdienst => fill(&mut self.parts.fachdienst, server(value).map(|(host, _)| host)),
            Label::Server if self.area != Area::Konnektor => self.server(value, direction),
            Label::Clientmodul if value.contains(['.', ':']) || value.starts_with("localhost") => self.server(value, None),
            Label::Port if fachdienst => self.fachdienst_port(value, direction),
            Label::Port => {
                if let Some(port) = port(value) {
                    self.each(direction, |slot| slot.port = slot.port.or(Some(port)));
                }
            }
            Label::Section(own) if !fachdienst => {
                if value.contains(['.', ':']) || value.starts_with("localhost") || value.contains("TLS") {
                    self.server(value, Some(own));
                } else if let (Some(port), true) = (port(value), value.bytes().all(|b| b.is_ascii_digit())) {
                    let slot = self.slot(Some(own));
                    slot.port = slot.port.or(Some(port));
                }
            }
            Label::Tls => self.each(direction, |slot| slot.tls = slot.tls.or_else(|| tls(value))),
            Label::Address | Label::Login => {
                let address = value.split_whitespace().find(|t| t.contains('@') && t.contains(".kim.telematik") && !t.contains('#'));
                self.address = self.address.take().or_else(|| address.map(|t| t.trim_end_matches([',', ';', '.']).to_owned()));
            }
            Label::SenderName if !below && !value.is_empty() => {
                self.sender_name.get_or_insert_with(|| first_cell(value).to_owned());
            }
            Label::Mandant => context(&mut self.parts.mandant, value, below),
            Label::ClientSystem => context(&mut self.parts.client_system, value, below),
            Label::Workplace => context(&mut self.parts.workplace, value, below),
            Label::User => context(&mut self.parts.user, value, below),
            Label::KonnektorId => context(&mut self.parts.konnektor, value, below),
            _ => {}
        }
    }

    /// The slot of a direction; without one, that of the server named above and the one of both.
    fn each(&mut self, direction: Option<Direction>, set: impl Fn(&mut Server)) {
        let direction = direction.or(self.section);
        if direction.is_none() && self.named.is_some() {
            set(self.slot(self.named));
        }
        set(self.slot(direction));
    }

    fn server(&mut self, value: &str, direction: Option<Direction>) {
        let mode = tls(value);
        self.named = direction.or(self.section);
        let slot = self.slot(direction);
        if let Some((host, port)) = server(value) {
            slot.server.get_or_insert(host);
            slot.port = slot.port.or(port);
        }
        slot.tls = slot.tls.or(mode);
    }

    fn fachdienst_port(&mut self, value: &str, direction: Option<Direction>) {
        let Some(port) = port(value) else { return };
        match direction {
            Some(Direction::Incoming) => self.parts.incoming_port = port.to_string(),
            Some(Direction::Outgoing) => self.parts.outgoing_port = port.to_string(),
            None => {}
        }
    }

    fn finish(self) -> Values {
        let p = &self.parts;
        let known = [&p.fachdienst, &p.mandant, &p.client_system, &p.workplace].iter().any(|part| !part.is_empty());
        let defaults = LoginParts::new();
        let or = |text: &String, default: String| if text.is_empty() { default } else { text.clone() };
        let parts = known.then(|| LoginParts {
            incoming_port: or(&p.incoming_port, defaults.incoming_port),
            outgoing_port: or(&p.outgoing_port, defaults.outgoing_port),
            ..p.clone()
        });
        Values {
            incoming: self.incoming.or(&self.both),
            outgoing: self.outgoing.or(&self.both),
            address: self.address,
            sender_name: self.sender_name,
            directory: self.directory,
            parts,
            logins: self.logins,
        }
    }
}

/// A line without bold marks, odd blanks and longer remarks in brackets.
fn tidy(line: &str) -> String {
    let mut text = line.replace("**", " ").replace(['\u{a0}', '\u{202f}'], " ");
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|t| t.find('(')).map(|at| from + at) {
        let Some(close) = text.get(open..).and_then(|t| t.find(')')).map(|at| open + at) else { break };
        let inside = text.get(open + 1..close).unwrap_or_default().trim().to_lowercase();
        let keep = inside.split_whitespace().count() < 3 || ["ip oder hostname", "ip or hostname"].contains(&inside.as_str());
        if keep {
            from = close;
        } else {
            text.replace_range(open..=close, " ");
            from = open;
        }
    }
    text
}

/// The cells of a line: between `|`, tabs, or at least two blanks.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_matches([' ', '|']);
    let parts: Vec<&str> = if line.contains('|') {
        line.split('|').collect()
    } else if line.contains('\t') {
        line.split('\t').collect()
    } else {
        line.split("  ").filter(|cell| !cell.trim().is_empty()).collect()
    };
    parts.into_iter().map(str::trim).collect()
}

/// Reads a line as the heading of a table.
fn heading(cells: &[&str]) -> Option<Table> {
    if cells.len() < 2 {
        return None;
    }
    let whole = |cell: &&str| match labels::in_line(cell).as_slice() {
        [] => None,
        [first, .., last] if first.start == 0 && bare(cell.get(last.end..).unwrap_or_default()).is_empty() => Some(last.label),
        [one] if one.start == 0 && bare(cell.get(one.end..).unwrap_or_default()).is_empty() => Some(one.label),
        _ => None,
    };
    let columns: Vec<Option<Label>> = cells.iter().map(whole).collect();
    let values = columns.iter().flatten().filter(|l| matches!(l, Label::Server | Label::Port | Label::Login | Label::Tls)).count();
    if values >= 2 && cells.len() >= 3 && columns.iter().flatten().count() + 1 >= cells.len() {
        return Some(Table::Columns(columns));
    }
    let directions: Vec<Direction> = cells.iter().filter_map(|cell| direction_in(cell)).collect();
    let only = cells.iter().skip(cells.len() - 2).all(|cell| labels::in_line(cell).iter().all(|p| matches!(p.label, Label::Section(_))));
    (directions.len() == 2 && directions.first() != directions.last() && only && !cells.iter().any(|c| c.contains(MARK) || c.contains(':')))
        .then_some(Table::Directions(directions))
}

fn direction_in(cell: &str) -> Option<Direction> {
    labels::in_line(cell).iter().find_map(|place| if let Label::Section(own) = place.label { Some(own) } else { None })
}

/// The marked logins of a text: where, and which.
fn marks(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut found = Vec::new();
    for (n, piece) in text.split(MARK).enumerate() {
        if n % 2 == 1
            && let Ok(login) = piece.parse()
        {
            found.push((at, login));
        }
        at += piece.len() + MARK.len_utf8();
    }
    found
}

/// A value without the signs around it.
fn bare(value: &str) -> &str {
    value.trim_matches([' ', '\t', ':', '=', '|', '*', ',', ';', '"', '“', '„', '(', ')', '-', '–', '>', '→'])
}

fn first_cell(value: &str) -> &str {
    let end = value.find(['\t', '|']).or_else(|| value.find("  ")).unwrap_or(value.len());
    bare(value.get(..end).unwrap_or(value))
}

fn fill(slot: &mut String, value: Option<String>) {
    if slot.is_empty() {
        *slot = value.unwrap_or_default();
    }
}

/// A part of the Aufrufkontext; on the line below only a single word counts, and a login is none.
fn context(slot: &mut String, value: &str, below: bool) {
    let value = first_cell(value);
    let usable = !value.contains([MARK, '#']) && (!below || !value.contains(' ')) && value.chars().count() <= 64;
    fill(slot, usable.then(|| value.to_owned()));
}

/// The first word that can be a server, with the port behind its colon.
fn server(value: &str) -> Option<(String, Option<u16>)> {
    let mut words = value.split_whitespace().map(bare).filter(|word| !word.is_empty());
    let first = words.next()?;
    let (host, port) = host_and_port(first)?;
    let clear = words.next().is_none() || host.contains(['.', ':']) || host.eq_ignore_ascii_case("localhost") || port.is_some();
    clear.then_some((host, port))
}

/// `host`, `host:port`, `[::1]:port` or an IPv6 address.
fn host_and_port(word: &str) -> Option<(String, Option<u16>)> {
    let is_host = |text: &str| {
        let inner = text.trim_matches(['[', ']']);
        !inner.is_empty()
            && inner.chars().all(|c| c.is_ascii_alphanumeric() || ".-_:".contains(c))
            && inner.chars().any(char::is_alphanumeric)
    };
    if let Some((host, port)) = word.rsplit_once(':')
        && (!host.contains(':') || host.ends_with(']'))
        && let Ok(port) = port.parse()
    {
        return is_host(host).then(|| (host.to_owned(), Some(port)));
    }
    is_host(word).then(|| (word.to_owned(), None))
}

/// The first whole number that can be a port.
fn port(value: &str) -> Option<u16> {
    let digits =
        value.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty());
    digits.and_then(|word| word.parse().ok()).filter(|port| *port > 0)
}

fn tls(value: &str) -> Option<TlsMode> {
    let value = value.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    if has(&["starttls", "stls"]) {
        Some(TlsMode::StartTls)
    } else if has(&["ohne", "kein", "none", "unverschl", "no encryption", "unencrypted", "ungesichert", "klartext"]) {
        Some(TlsMode::None)
    } else if has(&["tls", "ssl"]) {
        Some(TlsMode::Tls)
    } else {
        None
    }
}
