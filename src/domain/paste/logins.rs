//! Finds the logins (`address#host:port#Mandant#Clientsystem#Workplace…`) in a text, also over line breaks.

/// A login as it stood in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Login {
    pub text: String,
    /// Line breaks were taken out.
    pub joined: bool,
}

/// The logins, and the text with a mark in the place of each.
pub(super) struct Logins {
    pub found: Vec<Login>,
    pub rest: String,
}

/// Stands in the rest for login number n: `\u{1}n\u{1}`.
pub(super) const MARK: char = '\u{1}';
/// Field separators a whole login has: address, Fachdienst, Mandant, Clientsystem, Workplace.
const WHOLE: usize = 4;
/// A login breaks over a few lines, not over a page.
const MOST_LINES: usize = 6;
/// What ends a login within its line besides the line's end.
const ENDS: [char; 12] = ['\t', '|', '"', '“', '”', '„', '«', '»', '<', '>', ';', MARK];

/// Finds every login.
pub(super) fn find(text: &str) -> Logins {
    let clean = text.replace(MARK, " ").replace('\u{feff}', "").replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = clean.split('\n').collect();
    let mut result = Logins { found: Vec::new(), rest: String::with_capacity(clean.len()) };
    let mut at = 0;
    // What of the current line is not looked at yet; the end of a joined login may lie in the middle of a line.
    let mut line = lines.first().copied().unwrap_or_default();
    loop {
        match start_of(line, lines.get(at + 1).copied()) {
            Some(start) => {
                let (before, tail) = line.split_at(start);
                result.rest.push_str(before);
                let (login, used, after) = collect(tail, lines.get(at + 1..).unwrap_or_default());
                result.rest.push_str(&format!("{MARK}{}{MARK}", result.found.len()));
                result.found.push(login);
                at += used;
                line = after;
            }
            None => {
                result.rest.push_str(line);
                result.rest.push('\n');
                at += 1;
                match lines.get(at) {
                    Some(next) => line = next,
                    None => return result,
                }
            }
        }
    }
}

/// Where the address in front of a `#` begins; `next` is the line below, into which the address may break.
fn start_of(line: &str, next: Option<&str>) -> Option<usize> {
    for (hash, _) in line.match_indices('#') {
        let head = line.get(..hash)?;
        let start = word_start(head);
        let word = head.get(start..)?;
        if is_address(word) {
            return Some(start);
        }
    }
    // The line ends within the address or right behind it: `praxis@hrst.kim.` / `telematik#mail…`.
    let (line, next) = (line.trim_end(), next?.trim_start());
    let start = word_start(line);
    let (word, rest) = (line.get(start..)?, next.split('#').next()?);
    let breaks = next.contains('#') && !rest.contains(char::is_whitespace) && word.contains('@') && !word.contains('#');
    (breaks && !is_address(rest) && is_address(&format!("{word}{rest}"))).then_some(start)
}

fn word_start(head: &str) -> usize {
    let inside = |c: char| c.is_alphanumeric() || "@._-+".contains(c);
    head.char_indices().rev().take_while(|(_, c)| inside(*c)).last().map_or(head.len(), |(at, _)| at)
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !domain.contains('@'))
}

/// The login at the start of `tail`: its text, the further lines it took, and what is left of its last line.
fn collect<'a>(tail: &'a str, below: &[&'a str]) -> (Login, usize, &'a str) {
    let (piece, mut after) = cut(tail);
    let mut login = Login { text: piece.to_owned(), joined: false };
    let mut used = 0;
    while used < MOST_LINES && after.trim().is_empty() {
        let Some(next) = below.get(used) else { break };
        let next = next.trim_start();
        if !goes_on(&login.text, next) {
            break;
        }
        let (piece, rest) = cut(next);
        login.text.push_str(piece);
        login.joined = true;
        after = rest;
        used += 1;
    }
    let bare = without_sentence(&login.text).len();
    login.text.truncate(bare);
    (login, used, after)
}

/// Whether the next line belongs to a login that ended its line here.
fn goes_on(login: &str, next: &str) -> bool {
    if next.is_empty() || super::labels::starts_with_label(next) {
        return false;
    }
    let whole = login.matches('#').count() >= WHOLE;
    let another = start_of(next, None).is_some();
    !another && (login.ends_with('#') || next.starts_with('#') || !whole && cut(next).0.contains('#'))
}

/// Cuts a login off a line: it ends at a cell border, at two blanks, or at a blank that something else follows.
fn cut(line: &str) -> (&str, &str) {
    let hard = line.find(ENDS).unwrap_or(line.len());
    let cell = line.get(..hard).unwrap_or(line);
    let mut end = cell.len();
    for (at, _) in cell.match_indices([' ', '\u{a0}']) {
        let behind = cell.get(at..).unwrap_or_default();
        let next = behind.trim_start();
        // A blank inside a field („Mandant 1#…") belongs to the login; a blank before other words does not.
        let is_gap = behind.starts_with("  ") || next.is_empty() || next.starts_with(['(', '*', '/', ',', '-', '–']);
        let another = start_of(next, None).is_some() || is_address(first_word(next));
        let within = next.contains('#') && !another;
        if is_gap || another || !within && super::labels::starts_with_label(next) {
            end = at;
            break;
        }
    }
    line.split_at(end)
}

/// A sentence around a login may end it: a comma, a full stop, a closing bracket, bold marks.
fn without_sentence(login: &str) -> &str {
    let bare = login.trim_end_matches([',', '.', ')', ']']).trim_end();
    bare.strip_suffix("**").unwrap_or(bare)
}

fn first_word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or_default()
}
