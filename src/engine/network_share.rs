//! Whether a folder lies on a network share, where locks and the write-ahead log of a store cannot be relied on (rule 45,
//! <https://sqlite.org/useovernet.html>).
//!
//! The one place that asks the operating system for it. Only looks; what it means, the caller decides.

use std::path::Path;

/// File systems of Linux that another computer serves: magic numbers of `statfs(2)` (linux/magic.h) of NFS, SMB 1, CIFS, SMB 2,
/// AFS (both), Coda, Ceph, NCP, Plan 9 (also what a virtual machine shares with its host).
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "checked by the test on every system"))]
const LINUX: [u32; 10] =
    [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42, 0x5346_414f, 0x6b41_4653, 0x7375_7245, 0x00c3_6400, 0x564c, 0x0102_1997];
/// The same of macOS, by name (`statfs(2)`, f_fstypename).
#[cfg_attr(not(target_os = "macos"), allow(dead_code, reason = "checked by the test on every system"))]
const MACOS: [&str; 6] = ["nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs"];

/// Whether a folder, or the nearest one above it that is there, lies on a network share. What cannot be told is none.
#[must_use]
pub fn is_network_share(dir: &Path) -> bool {
    let absolute = std::path::absolute(dir).unwrap_or_else(|_| dir.to_owned());
    absolute.ancestors().find_map(|dir| dir.canonicalize().ok()).is_some_and(|dir| is_remote(&dir))
}

#[cfg(target_os = "linux")]
fn is_remote(dir: &Path) -> bool {
    // The type has another width on each processor; the numbers have 32 bits.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the numbers have 32 bits")]
    rustix::fs::statfs(dir).is_ok_and(|stat| LINUX.contains(&(stat.f_type as u32)))
}

#[cfg(target_os = "macos")]
fn is_remote(dir: &Path) -> bool {
    rustix::fs::statfs(dir).is_ok_and(|stat| {
        #[expect(clippy::cast_sign_loss, reason = "names are ASCII")]
        let name: Vec<u8> = stat.f_fstypename.iter().take_while(|byte| **byte != 0).map(|byte| *byte as u8).collect();
        MACOS.iter().any(|known| known.as_bytes() == name)
    })
}

/// Windows resolves a drive letter that stands for a share to its UNC path.
#[cfg(windows)]
fn is_remote(dir: &Path) -> bool {
    is_unc(&dir.to_string_lossy())
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
fn is_remote(_: &Path) -> bool {
    false
}

/// `\\server\share`, also in the long form `\\?\UNC\server\share`; not `\\?\C:\` and not a device.
#[cfg_attr(not(windows), allow(dead_code, reason = "checked by the test on every system"))]
fn is_unc(path: &str) -> bool {
    match path.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(r"?\") => rest.get(2..6).is_some_and(|word| word.eq_ignore_ascii_case(r"UNC\")),
        Some(rest) => !rest.starts_with(r".\") && !rest.is_empty(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_told_from_disks() {
        assert!(!is_network_share(&std::env::temp_dir()));
        assert!(!is_network_share(&std::env::temp_dir().join("not").join("there").join("yet")));
        for (path, expected) in [
            (r"\\?\C:\Users\praxis", false),
            (r"C:\Users\praxis", false),
            (r"\\.\pipe\kimpost", false),
            (r"\\praxisserver\daten", true),
            (r"\\?\UNC\praxisserver\daten\profil", true),
            (r"\\?\unc\praxisserver\daten", true),
        ] {
            assert_eq!(is_unc(path), expected, "{path}");
        }
        // ext4, btrfs, xfs, tmpfs, overlayfs, FUSE (encrypted homes are of that kind).
        for local in [0xef53_u32, 0x9123_683e, 0x5846_5342, 0x0102_1994, 0x794c_7630, 0x6573_5546] {
            assert!(!LINUX.contains(&local), "{local:x}");
        }
        assert!(MACOS.contains(&"smbfs") && !MACOS.contains(&"apfs"));
    }
}
