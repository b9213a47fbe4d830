//! A minimal writer of valid PDF 1.4 files with text, so that the demo's attachments can be opened and printed.
//! Invariant: byte offsets in the cross-reference table are exact.

/// Lines on one page.
const LINES_PER_PAGE: usize = 46;

/// A document with a heading and text; as many pages as needed, at least `min_pages`.
pub(super) fn document(title: &str, text: &str, min_pages: usize) -> Vec<u8> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        lines.extend(wrapped(line, 88));
    }
    let mut pages: Vec<&[String]> = lines.chunks(LINES_PER_PAGE).collect();
    while pages.len() < min_pages.max(1) {
        pages.push(&[]);
    }
    let count = pages.len();
    let kids: Vec<String> = (0..count).map(|n| format!("{} 0 R", 4 + 2 * n)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{}] /Count {count} >>", kids.join(" ")).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (number, page) in pages.iter().enumerate() {
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
                5 + 2 * number
            )
            .into_bytes(),
        );
        objects.push(content(title, page, number + 1, count));
    }
    assemble(&objects)
}

fn content(title: &str, lines: &[String], number: usize, count: usize) -> Vec<u8> {
    let mut stream = b"BT /F1 15 Tf 60 780 Td (".to_vec();
    stream.extend(win_ansi(title));
    stream.extend_from_slice(b") Tj ET\nBT /F1 10 Tf 14 TL 60 750 Td\n");
    for line in lines {
        stream.push(b'(');
        stream.extend(win_ansi(line));
        stream.extend_from_slice(b") Tj T*\n");
    }
    stream.extend_from_slice(b"ET\nBT /F1 8 Tf 60 40 Td (");
    stream.extend(win_ansi(&format!("Erfundenes Dokument der Kimpost-Demo – Seite {number} von {count}")));
    stream.extend_from_slice(b") Tj ET\n");
    let mut object = format!("<< /Length {} >>\nstream\n", stream.len()).into_bytes();
    object.extend(stream);
    object.extend_from_slice(b"endstream");
    object
}

fn assemble(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", out.len()));
        out.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        out.extend_from_slice(object);
        out.extend_from_slice(b"\nendobj\n");
    }
    let start = out.len();
    let size = objects.len() + 1;
    out.extend_from_slice(
        format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes(),
    );
    out
}

/// Text of a PDF string in WinAnsi; what does not exist there becomes `?`.
fn win_ansi(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => out.extend([b'\\', c as u8]),
            '–' => out.push(0x96),
            '„' => out.push(0x84),
            '“' => out.push(0x93),
            '€' => out.push(0x80),
            c => out.push(u8::try_from(u32::from(c)).ok().filter(|&b| b >= b' ').unwrap_or(b'?')),
        }
    }
    out
}

fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut out = vec![String::new()];
    for word in line.split(' ') {
        if let Some(last) = out.last_mut() {
            if last.chars().count() + word.chars().count() + 1 > width && !last.is_empty() {
                out.push(word.to_owned());
            } else {
                if !last.is_empty() {
                    last.push(' ');
                }
                last.push_str(word);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cross_reference_table_points_at_the_objects() {
        let pdf = document("Befund (Müller)", &"Zeile mit Umlaut äöü\n".repeat(100), 1);
        let text: Vec<char> = pdf.iter().map(|&b| char::from(b)).collect();
        let from = |at: usize| text[at..].iter().collect::<String>();
        let all = from(0);
        let start: usize = all.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
        let tail = from(start);
        let table: Vec<&str> = tail.lines().skip(3).take_while(|l| l.ends_with(" n ")).collect();
        assert_eq!(table.len(), 3 + 2 * 3, "100 lines need three pages");
        for (number, row) in table.iter().enumerate() {
            assert!(from(row[..10].parse().unwrap()).starts_with(&format!("{} 0 obj", number + 1)));
        }
        assert!(all.contains("(Befund \\(M\u{FC}ller\\))"));
    }
}
