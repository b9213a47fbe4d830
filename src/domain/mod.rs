//! What Kimpost talks about: accounts, mails, outgoing mails, recipients, insurer answers, problems.
//!
//! Plain values without I/O, clock, serialisation or locale; every other module may use them, and they
//! use nothing but the standard library, `zeroize` for secrets, and serde's derives on the values that the
//! store keeps as derived data (a mail as parsed, its payload): they can be rebuilt from the raw mail at any
//! time, so their form is nobody's contract. The command line's JSON is written out by hand instead.
//! Types that carry patient data implement `Debug` by hand (security rule 53), so that a stray log line
//! cannot leak them.

pub mod access;
pub mod account;
pub mod address;
pub mod answer;
pub mod answer_desk;
pub mod audit;
pub mod backup;
pub mod card;
pub mod connector;
pub mod contact;
pub mod dienstkennung;
pub mod directory;
pub mod drawing;
pub mod eeb;
pub mod file_facts;
pub mod ids;
pub mod key;
pub mod letter;
pub mod letter_count;
pub mod link;
pub mod log;
pub mod login;
pub mod mail;
pub mod outgoing;
pub mod paste;
pub mod patient;
pub mod payload;
pub mod problem;
pub mod purge;
pub mod raw;
pub mod recovery;
pub mod safe_text;
pub mod search;
pub mod secret;
pub mod time;
pub mod usage;
pub mod watch;
pub mod work;

/// Implements `Debug` for a type with patient data: its name and nothing else (security rule 53).
macro_rules! opaque_debug {
    ($($name:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}
pub(crate) use opaque_debug;
