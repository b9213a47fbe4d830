//! File names that are safe on every disk, and what an attachment really is (rules 36 and 37).
//!
//! Invariant: [`save_name`] is the only maker of file names from foreign text. Its result is one path part of
//! at most 120 characters that differs from all names taken before, also without case and after NFC.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::domain::mail::AttachmentWarning;

/// Characters of a name, extension included.
const MAX_CHARS: usize = 120;

/// A name for saving. `media_type` gives the extension and the word where the sender gave no name.
///
/// The result is added to `taken`; a second equal name gets ` (2)` before its extension.
#[must_use]
pub fn save_name(name: &str, media_type: &str, taken: &mut HashSet<String>) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or("");
    let last = &both_ends(last);
    let mut clean: String = last.nfc().filter_map(safe_char).collect();
    // Nothing of the name can be seen, only its extension.
    let unseen = clean.trim().starts_with('.') && !last.starts_with('.');
    clean = clean.trim().trim_start_matches('.').trim_end_matches(['.', ' ']).trim().to_owned();
    if unseen && !clean.is_empty() {
        clean = format!("Anhang.{clean}");
    }
    if clean.trim_matches('_').is_empty() {
        clean = format!("Anhang.{}", extension_of(media_type));
    }
    let (stem, extension) = split_extension(&clean);
    let reserved = is_reserved(stem.split('.').next().unwrap_or(""));
    let stem = if reserved { format!("_{stem}") } else { stem.to_owned() };
    for attempt in 1.. {
        // Many equal names: jump behind all that are taken instead of trying each number.
        let number = if attempt > 20 { taken.len() + attempt } else { attempt };
        let suffix = if attempt == 1 { String::new() } else { format!(" ({number})") };
        let room = MAX_CHARS - extension.chars().count() - suffix.chars().count();
        let cut: String = stem.chars().take(room).collect();
        let candidate = format!("{}{suffix}{extension}", cut.trim_end_matches(['.', ' ']));
        if taken.insert(candidate.nfc().collect::<String>().to_lowercase()) {
            return candidate;
        }
    }
    clean
}

/// Beginning and end of a name that is far longer than what is kept of it: one of a megabyte is no more work.
fn both_ends(name: &str) -> Cow<'_, str> {
    const KEPT: usize = 20 * MAX_CHARS;
    let (mut head, mut tail) = (KEPT, name.len().saturating_sub(KEPT));
    if tail <= head {
        return Cow::Borrowed(name);
    }
    while !name.is_char_boundary(head) {
        head -= 1;
    }
    while !name.is_char_boundary(tail) {
        tail += 1;
    }
    Cow::Owned([name.get(..head), name.get(tail..)].map(Option::unwrap_or_default).concat())
}

/// Drops what cannot be seen, replaces what a file system or shell would misread.
fn safe_char(c: char) -> Option<char> {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => Some('_'),
        c if c.is_ascii_graphic() => Some(c),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c if crate::domain::safe_text::one_line(&c.to_string()).starts_with('⟨') && c != '⟨' => None,
        c => Some(c),
    }
}

/// Stem and extension with its dot; an overlong "extension" is part of the stem.
fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && name.len() - at <= 17 => name.split_at(at),
        _ => (name, ""),
    }
}

/// Device names of Windows, with or without extension.
fn is_reserved(stem: &str) -> bool {
    let stem = stem.trim().to_ascii_uppercase();
    let device = |rest: &str| matches!(rest, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "0" | "¹" | "²" | "³");
    matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CLOCK$" | "CONIN$" | "CONOUT$")
        || stem.strip_prefix("COM").or_else(|| stem.strip_prefix("LPT")).is_some_and(device)
}

fn extension_of(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        "text/html" => "html",
        "text/xml" | "application/xml" => "xml",
        "text/csv" => "csv",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/tiff" => "tif",
        "message/rfc822" | "message/global" => "eml",
        "message/delivery-status" | "message/disposition-notification" | "text/rfc822-headers" => "txt",
        "application/zip" => "zip",
        "application/pkcs7-mime" => "p7m",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/json" => "json",
        _ => "dat",
    }
}

/// Why an attachment wants care: by the extension its file will have, and by its first bytes, which do not lie.
///
/// `save_name` is the result of [`save_name`]: what counts is how a disk and a desktop will read the name, after
/// everything that cannot be seen was taken out of it.
#[must_use]
pub fn warnings(save_name: &str, media_type: &str, first: &[u8]) -> Vec<AttachmentWarning> {
    let mut found = Vec::new();
    let clean = save_name.trim().trim_end_matches(['.', ' ']).nfkc().collect::<String>().to_lowercase();
    let extension = clean.rsplit_once('.').map_or("", |(_, ext)| ext);
    let seen = sniff(first);
    if EXECUTABLE.contains(&extension) || seen == Some("program") || EXECUTABLE_TYPES.contains(&media_type) {
        found.push(AttachmentWarning::Executable);
    }
    let holds = |needle: &[u8]| memchr::memmem::find(first, needle).is_some();
    let macros = match seen {
        Some("zip") => holds(b"vbaProject.bin"),
        // Names in a directory of the older files are UTF-16.
        Some("ole") => holds(b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0"),
        _ => false,
    };
    if MACRO.contains(&extension) || macros {
        found.push(AttachmentWarning::Macro);
    }
    if type_mismatch(extension, seen) {
        found.push(AttachmentWarning::TypeMismatch);
    }
    let active_pdf = seen == Some("pdf") && [&b"/JavaScript"[..], b"/JS", b"/Launch", b"/OpenAction", b"/AA"].into_iter().any(holds);
    let lower = first.to_ascii_lowercase();
    let active_markup = matches!(extension, "svg" | "xml" | "xhtml") && memchr::memmem::find(&lower, b"<script").is_some();
    if ACTIVE.contains(&extension) || ACTIVE_TYPES.contains(&media_type) || active_pdf || active_markup {
        found.push(AttachmentWarning::ActiveContent);
    }
    found
}

#[rustfmt::skip]
const EXECUTABLE: &[&str] = &[
    "exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "psd1", "vbs", "vbe", "js", "jse", "wsf", "wsh", "wsc",
    "hta", "msi", "msp", "mst", "msix", "appx", "appinstaller", "cpl", "dll", "sys", "ocx", "drv", "jar", "jnlp",
    "class", "lnk", "url", "website", "desktop", "reg", "inf", "scf", "sct", "shb", "shs", "gadget", "application",
    "diagcab", "library-ms", "search-ms", "settingcontent-ms", "iso", "img", "vhd", "vhdx", "dmg", "udf", "app",
    "pkg", "command", "workflow", "sh", "bash", "csh", "ksh", "zsh", "run", "bin", "elf", "deb", "rpm", "appimage",
    "flatpakref", "py", "pyc", "pyw", "pyz", "pl", "rb", "php", "apk", "ade", "adp", "mde", "msc", "chm", "hlp",
    "xll", "wll", "ppa", "vb", "ws", "mht", "mhtml", "rdp", "theme", "themepack", "crx", "xpi", "msh", "msh1",
    "msh2", "mshxml", "ps1xml", "ps2", "ps2xml", "psc1", "psc2", "cdxml", "pssc", "vbscript", "appref-ms", "xbap",
    "ppkg", "diagcfg", "msu", "cab", "wim", "cnt", "grp", "ins", "isp", "its", "job", "mad", "maf", "mag", "mam",
    "maq", "mar", "mas", "mat", "mau", "mav", "maw", "mcf", "mda", "mdb", "mdt", "mdw", "mdz", "ops", "osd", "pcd",
    "plg", "prg", "vsmacros", "vsw", "xnk", "printerexport", "fon", "mmc", "ovl", "hpj", "lua", "tcl", "snap",
    "flatpak", "service", "timer", "out", "o", "so", "ko", "dylib", "bundle", "scpt", "scptd", "applescript",
    "action", "terminal", "tool", "webloc", "inetloc", "fileloc", "mobileconfig", "prefpane", "ipa", "air", "oxt",
    "vhdset", "vmdk", "toast", "cue", "nrg", "udl", "vcxproj", "csproj", "sln",
];
const EXECUTABLE_TYPES: &[&str] = &[
    "application/x-msdownload",
    "application/x-dosexec",
    "application/x-msdos-program",
    "application/x-executable",
    "application/x-sh",
    "application/x-msi",
    "application/java-archive",
    "application/hta",
    "application/javascript",
    "application/x-javascript",
    "text/javascript",
    "text/vbscript",
    "application/x-shellscript",
    "application/x-ms-shortcut",
    "application/x-desktop",
    "application/x-iso9660-image",
];
const MACRO: &[&str] = &[
    "docm", "dotm", "xlsm", "xltm", "xlam", "xlsb", "xlm", "xla", "xlw", "pptm", "potm", "ppam", "ppsm", "sldm", "slk", "iqy", "oqy",
    "rqy", "dqy", "wbk", "wiz", "accde", "accdb", "accdr",
];
const ACTIVE: &[&str] =
    &["html", "htm", "xhtml", "xht", "shtml", "htc", "svg", "svgz", "xsl", "xslt", "xaml", "swf", "one", "onepkg", "pub", "xps", "oxps"];
/// Types that a desktop opens by, whatever the name says.
const ACTIVE_TYPES: &[&str] = &["text/html", "application/xhtml+xml", "image/svg+xml", "application/x-shockwave-flash", "text/xsl"];

/// What the first bytes say; `None` for text and everything unknown.
fn sniff(first: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF-", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpeg"),
        (b"GIF87a", "gif"),
        (b"GIF89a", "gif"),
        (b"II*\0", "tiff"),
        (b"MM\0*", "tiff"),
        (b"PK\x03\x04", "zip"),
        (b"PK\x05\x06", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!\x1a\x07", "rar"),
        (b"\x1f\x8b", "gzip"),
        (b"{\\rtf", "rtf"),
        (b"MZ", "program"),
        (b"\x7fELF", "program"),
        (b"\xcf\xfa\xed\xfe", "program"),
        (b"\xce\xfa\xed\xfe", "program"),
        (b"\xca\xfe\xba\xbe", "program"),
        (b"#!", "program"),
        (b"L\0\0\0\x01\x14\x02\0", "program"),
    ];
    // Two letters are weak evidence: a program has a binary header behind them.
    let known = SIGNATURES.iter().find(|(magic, _)| first.starts_with(magic)).map(|(_, kind)| *kind);
    known.filter(|kind| *kind != "program" || first.starts_with(b"#!/") || !first.is_ascii() || first.contains(&0))
}

fn type_mismatch(extension: &str, seen: Option<&'static str>) -> bool {
    let expected: &[&str] = match extension {
        "pdf" => &["pdf"],
        "png" => &["png"],
        "jpg" | "jpeg" | "jpe" => &["jpeg"],
        "gif" => &["gif"],
        "tif" | "tiff" => &["tiff"],
        "zip" | "docx" | "xlsx" | "pptx" | "docm" | "xlsm" | "odt" | "ods" | "odp" => &["zip"],
        "doc" | "xls" | "ppt" => &["ole", "rtf", "zip"],
        "rtf" => &["rtf"],
        "txt" | "csv" | "xml" | "json" | "html" | "htm" | "svg" | "ldt" | "bdt" | "gdt" | "xdt" | "con" | "p7s" | "p7m" | "eml" => {
            return seen.is_some();
        }
        _ => return false,
    };
    !seen.is_some_and(|kind| expected.contains(&kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_safe_names() {
        for (name, media_type, expected) in [
            ("Befund Müller.pdf", "application/pdf", "Befund Müller.pdf"),
            ("../../etc/passwd", "", "passwd"),
            ("C:\\Windows\\x.exe", "", "x.exe"),
            ("a:b*c?.txt", "", "a_b_c_.txt"),
            ("CON", "", "_CON"),
            ("nul.txt", "", "_nul.txt"),
            ("com1.tar.gz", "", "_com1.tar.gz"),
            ("COM¹.txt", "", "_COM¹.txt"),
            ("..verborgen.", "", "verborgen"),
            ("x.pdf. . ", "", "x.pdf"),
            ("fdp.\u{202E}exe", "", "fdp.exe"),
            ("a\r\nb\0.txt", "", "a  b.txt"),
            ("", "application/pdf", "Anhang.pdf"),
            ("///", "text/plain", "Anhang.txt"),
            ("...", "x/y", "Anhang.dat"),
            ("U\u{308}ber.txt", "", "Über.txt"),
            ("\u{200B}\u{200B}.pdf", "", "Anhang.pdf"),
            ("\u{200B}\u{FEFF}", "application/pdf", "Anhang.pdf"),
            ("\u{200B}.\u{200B}", "application/pdf", "Anhang.pdf"),
        ] {
            assert_eq!(save_name(name, media_type, &mut HashSet::new()), expected, "{name:?}");
        }
        let long = save_name(&format!("{}.pdf", "ä".repeat(300)), "", &mut HashSet::new());
        assert_eq!((long.chars().count(), long.ends_with("ä.pdf")), (120, true));
    }

    #[test]
    fn names_differ_without_case_and_after_nfc() {
        let mut taken = HashSet::new();
        let names: Vec<_> = ["a.txt", "A.TXT", "a.txt", "Ü", "U\u{308}"].map(|n| save_name(n, "", &mut taken)).into();
        assert_eq!(names, ["a.txt", "A (2).TXT", "a (3).txt", "Ü", "Ü (2)"]);
    }

    #[test]
    fn warns_of_what_it_really_is() {
        use AttachmentWarning as W;
        for (name, media_type, first, expected) in [
            ("a.pdf", "application/pdf", &b"%PDF-1.7 x"[..], &[][..]),
            ("a.pdf", "application/pdf", b"MZ\x90\0\x03", &[W::Executable, W::TypeMismatch]),
            ("a.pdf", "application/pdf", b"%PDF-1.7 /OpenAction", &[W::ActiveContent]),
            ("Rechnung.pdf.exe", "application/pdf", b"%PDF-", &[W::Executable]),
            ("a.exe. ", "", b"", &[W::Executable]),
            ("a.doc", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 _\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T\0", &[W::Macro]),
            ("Anhang", "text/html", b"<p>", &[W::ActiveContent]),
            ("a.lnk", "", b"", &[W::Executable]),
            ("a.docm", "", b"PK\x03\x04", &[W::Macro]),
            ("a.docx", "", b"PK\x03\x04 word/vbaProject.bin", &[W::Macro]),
            ("a.docx", "", b"PK\x03\x04", &[]),
            ("a.txt", "text/plain", b"MZ steht am Anfang", &[]),
            ("a.txt", "text/plain", b"PK\x03\x04", &[W::TypeMismatch]),
            ("a.html", "text/html", b"<p>", &[W::ActiveContent]),
            ("a.ldt", "", b"0138000", &[]),
            ("a.png", "image/png", b"\x89PNG\r\n\x1a\n", &[]),
            ("a", "", b"", &[]),
        ] {
            assert_eq!(warnings(name, media_type, first), expected, "{name}");
        }
    }
}
