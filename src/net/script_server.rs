//! A scripted peer for tests: sends, expects, drops. Runs over an in-memory pipe, so that time can be paused
//! and a line can be cut at every single byte.

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::task::JoinHandle;

use super::{Connection, Endpoint, TlsSettings};
use crate::domain::account::TlsMode;

/// One act of the peer.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Reads one line, which must be this (without CRLF).
    Expect(String),
    /// Reads until the bytes received end with this.
    Until(&'static [u8]),
    /// Says nothing and keeps the line open until the client goes.
    Silence,
    /// Says nothing for so long.
    Pause(std::time::Duration),
}

pub(crate) fn send(bytes: impl AsRef<[u8]>) -> Act {
    Act::Send(bytes.as_ref().to_vec())
}

pub(crate) fn expect(line: &str) -> Act {
    Act::Expect(line.to_owned())
}

/// Reads a dialogue: lines beginning with `S: ` are sent with CRLF, with `C: ` expected; others are refused.
pub(crate) fn script(text: &str) -> Vec<Act> {
    text.lines()
        .map(str::trim_start)
        .filter(|line| !line.is_empty())
        .map(|line| match line.split_at(3) {
            ("S: ", words) => send(format!("{words}\r\n")),
            ("C: ", words) => expect(words),
            _ => panic!("bad script line {line:?}"),
        })
        .collect()
}

/// How many bytes the peer sends in a script.
pub(crate) fn sent_len(acts: &[Act]) -> usize {
    acts.iter().map(|act| if let Act::Send(bytes) = act { bytes.len() } else { 0 }).sum()
}

/// Plays the script; returns the client's end and a handle that yields all bytes the client sent.
pub(crate) fn play(acts: Vec<Act>) -> (Connection, JoinHandle<Vec<u8>>) {
    play_cut(acts, usize::MAX)
}

/// The same, but the line breaks when the peer has sent `cut` bytes.
pub(crate) fn play_cut(acts: Vec<Act>, cut: usize) -> (Connection, JoinHandle<Vec<u8>>) {
    let (client, server) = tokio::io::duplex(1 << 20);
    (Connection { stream: Box::new(client), tls: None }, tokio::spawn(run(server, acts, cut)))
}

async fn run(mut line: DuplexStream, acts: Vec<Act>, mut left: usize) -> Vec<u8> {
    let mut heard = Vec::new();
    for act in acts {
        match act {
            Act::Send(bytes) => {
                let part = &bytes[..bytes.len().min(left)];
                if line.write_all(part).await.is_err() || part.len() < bytes.len() {
                    return heard;
                }
                left -= part.len();
                if left == 0 {
                    return heard;
                }
            }
            Act::Expect(words) => {
                let start = heard.len();
                if !read_until(&mut line, &mut heard, b"\r\n").await {
                    return heard;
                }
                assert_eq!(String::from_utf8_lossy(&heard[start..heard.len() - 2]), words, "the client said something else");
            }
            Act::Until(end) => {
                if !read_until(&mut line, &mut heard, end).await {
                    return heard;
                }
            }
            Act::Pause(time) => tokio::time::sleep(time).await,
            Act::Silence => {
                while let Ok(byte) = line.read_u8().await {
                    heard.push(byte);
                }
            }
        }
    }
    // What the client says after the script's end is heard too, but not answered.
    let _ = line.shutdown().await;
    let _ = line.read_to_end(&mut heard).await;
    heard
}

async fn read_until(line: &mut DuplexStream, heard: &mut Vec<u8>, end: &[u8]) -> bool {
    loop {
        match line.read_u8().await {
            Ok(byte) => heard.push(byte),
            Err(_) => return false,
        }
        if heard.ends_with(end) {
            return true;
        }
    }
}

/// An endpoint whose stream is already there; only mode and limits count.
pub(crate) fn endpoint(mode: TlsMode) -> Endpoint {
    Endpoint {
        host: "localhost".into(),
        port: 1,
        mode,
        tls: TlsSettings::default(),
        reply_limit: std::time::Duration::from_secs(20),
        clear_text_confirmed: false,
    }
}
