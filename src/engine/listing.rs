//! What a server says lies in a mailbox, with one key for each message, whatever the server's faults.
//!
//! A second message under the same UIDL gets a key of its own, so that it is received as well (rule 18); none of them is deleted
//! on the server, for nobody could say which one a DELE would hit. Pure: nothing here talks to a server.

use std::collections::HashMap;

use crate::pop3::Listing;

/// Mark behind a UIDL that another message of the listing has too; no server can send it (RFC 1939 §7).
const TWICE: char = '\t';

/// Number, key and size (0 when unknown) of every message that has a UIDL, and how many messages had none or shared it.
pub fn tell_apart(uidls: Listing<String>, sizes: &HashMap<u32, u64>) -> (Vec<(u32, String, u64)>, usize) {
    let mut times: HashMap<String, usize> = HashMap::new();
    let mut listing = Vec::with_capacity(uidls.entries.len());
    for (number, uidl) in uidls.entries {
        let count = times.entry(uidl.clone()).or_default();
        *count += 1;
        let key = if *count == 1 { uidl } else { format!("{uidl}{TWICE}{count}") };
        listing.push((number, key, sizes.get(&number).copied().unwrap_or(0)));
    }
    let shared: usize = times.values().filter(|count| **count > 1).sum();
    (listing, uidls.bad_lines + shared)
}

/// Whether a key stands for one message only.
pub fn is_sole(key: &str, listing: &HashMap<&str, u32>) -> bool {
    !key.contains(TWICE) && !listing.contains_key(format!("{key}{TWICE}2").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_with_one_uidl_are_told_apart_and_never_sole() {
        let uidls = Listing { entries: vec![(1, "A".to_owned()), (2, "A".to_owned()), (3, "B".to_owned())], bad_lines: 2 };
        let (listing, unclear) = tell_apart(uidls, &HashMap::from([(1, 10), (3, 30)]));
        assert_eq!(unclear, 4);
        assert_eq!(listing, [(1, "A".to_owned(), 10), (2, "A\t2".to_owned(), 0), (3, "B".to_owned(), 30)]);
        let numbers: HashMap<&str, u32> = listing.iter().map(|(n, key, _)| (key.as_str(), *n)).collect();
        assert_eq!(["A", "A\t2", "B"].map(|key| is_sole(key, &numbers)), [false, false, true]);
    }
}
