//! Texts of documents made for people: the narrative of CDA sections and of FHIR resources, as paragraphs and tables.
//!
//! Both are small dialects of XHTML. Only words and their order are taken over: no links, no pictures, no styles.

use roxmltree::Node;

use super::xml;
use crate::domain::payload::{Block, Table, TableRow, Words};

/// Cells of a row that are read.
const MAX_CELLS: usize = 12;

/// The paragraphs, lists and tables under a node.
#[must_use]
pub fn blocks(node: Node<'_, '_>) -> Vec<Block> {
    let mut reader = Reader::default();
    reader.children(node);
    reader.flush();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
}

impl Reader {
    fn children(&mut self, node: Node<'_, '_>) {
        for child in node.children() {
            if child.is_text() {
                self.words(child.text().unwrap_or(""));
            } else if child.is_element() {
                self.element(child);
            }
        }
    }

    fn element(&mut self, node: Node<'_, '_>) {
        match node.tag_name().name() {
            "br" => self.line(),
            "table" => {
                self.flush();
                self.blocks.push(Block::Table(table(node)));
            }
            "li" | "item" => {
                self.line();
                self.text.push_str("• ");
                self.children(node);
                self.line();
            }
            "paragraph" | "p" | "div" | "list" | "ul" | "ol" | "caption" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "tr" => {
                self.line();
                self.children(node);
                self.line();
            }
            "renderMultiMedia" | "img" | "script" | "style" | "title" => {}
            _ => self.children(node),
        }
    }

    /// Runs of blanks count as one, as in every such text; other breaks come from elements.
    fn words(&mut self, text: &str) {
        for (index, word) in text.split_whitespace().enumerate() {
            let joined = index == 0 && !text.starts_with(char::is_whitespace);
            if !joined && !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
        if text.ends_with(char::is_whitespace) && !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
            self.text.push(' ');
        }
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let text = lines.join("\n").trim().to_owned();
        if !text.is_empty() {
            self.blocks.push(Block::Text(text));
        }
    }
}

fn table(node: Node<'_, '_>) -> Table {
    let rows: Vec<Node<'_, '_>> = node.descendants().filter(|n| n.is_element() && n.tag_name().name() == "tr").collect();
    let cells = |row: Node<'_, '_>| -> Vec<(bool, String)> {
        let cells = row.children().filter(|c| c.is_element() && matches!(c.tag_name().name(), "td" | "th"));
        cells.take(MAX_CELLS).map(|cell| (cell.tag_name().name() == "th", text_of(cell))).collect()
    };
    let mut rows: Vec<Vec<(bool, String)>> = rows.into_iter().map(cells).filter(|cells| !cells.is_empty()).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let headed = rows.first().is_some_and(|first| first.iter().all(|(head, _)| *head));
    let mut columns: Vec<Words> = if headed { rows.remove(0).into_iter().map(|(_, text)| Words::Text(text)).collect() } else { Vec::new() };
    columns.resize(width, Words::Text(String::new()));
    let rows = rows.into_iter().map(|cells| TableRow { cells: cells.into_iter().map(|(_, text)| text).collect(), mark: None });
    Table { columns, figures: Vec::new(), rows: rows.collect() }
}

/// Text of a cell, with what stands in it on lines.
fn text_of(cell: Node<'_, '_>) -> String {
    let mut reader = Reader::default();
    reader.children(cell);
    reader.flush();
    let texts = reader.blocks.into_iter().filter_map(|block| if let Block::Text(text) = block { Some(text) } else { None });
    texts.collect::<Vec<_>>().join("\n")
}

/// A section of CDA or FHIR with those inside it: heading, then what it says.
pub fn sections(node: Node<'_, '_>, title: impl Fn(Node<'_, '_>) -> String + Copy, out: &mut Vec<(String, Vec<Block>)>) {
    let body = xml::first(node, "text");
    let blocks = body.map(|text| xml::first(text, "div").unwrap_or(text)).map(blocks).unwrap_or_default();
    let heading = title(node);
    if !heading.is_empty() || !blocks.is_empty() {
        out.push((heading, blocks));
    }
    for inner in xml::all(node, "component/section").into_iter().chain(xml::all(node, "section")) {
        sections(inner, title, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn narratives_become_paragraphs_lists_and_tables() {
        let xml = "<text>Vor  <content>dem</content>\n<br/>Absatz<paragraph>Zweiter</paragraph><list><item>a</item><item>b</item></list>\
                   <table><thead><tr><th>Wert</th><th>Einheit</th></tr></thead><tbody><tr><td>1<br/>2</td><td>mg</td></tr>\
                   <tr><td>3</td></tr></tbody></table>danach<img src='http://x.invalid/'/></text>";
        let document = roxmltree::Document::parse(xml).unwrap();
        let found = blocks(document.root_element());
        let [Block::Text(before), Block::Table(table), Block::Text(after)] = found.as_slice() else { panic!("{} blocks", found.len()) };
        assert_eq!(before, "Vor dem\nAbsatz\nZweiter\n• a\n• b");
        assert_eq!(after, "danach");
        assert!(table.columns == [Words::Text("Wert".into()), Words::Text("Einheit".into())]);
        let cells: Vec<&[String]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
        assert_eq!(cells, [&["1\n2".to_owned(), "mg".to_owned()][..], &["3".to_owned()]]);
    }
}
