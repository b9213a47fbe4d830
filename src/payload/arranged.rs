//! XML laid out for reading: one element a line, indented. The file itself is never changed.
//!
//! Only what passed the limits of [`super::xml`] gets here, so depth and size are bounded.

use roxmltree::{Node, NodeType};

use super::xml::XmlText;

/// The document with every element on a line of its own, and whether it was cut at `limit` bytes; `None` when it is no
/// XML that is read (DTD, damage, limits): then it is shown as it is.
#[must_use]
pub fn arranged_xml(bytes: &[u8], limit: usize) -> Option<(String, bool)> {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"<") && !bytes.starts_with(b"\xFF\xFE") && !bytes.starts_with(b"\xFE\xFF") {
        return None;
    }
    let text = XmlText::open(bytes).ok()?;
    let document = text.parse().ok()?;
    let mut out = Out { text: String::new(), limit };
    for node in document.root().children() {
        out.node(node, 0);
    }
    let cut = out.text.len() >= limit;
    Some((out.text, cut))
}

struct Out {
    text: String,
    limit: usize,
}

impl Out {
    fn node(&mut self, node: Node<'_, '_>, depth: usize) {
        if self.text.len() >= self.limit {
            return;
        }
        match node.node_type() {
            NodeType::Element => self.element(node, depth),
            NodeType::Text => {
                let text = node.text().unwrap_or("").trim();
                if !text.is_empty() {
                    self.line(depth, &escaped(text, false));
                }
            }
            NodeType::Comment => self.line(depth, &format!("<!--{}-->", node.text().unwrap_or(""))),
            NodeType::PI | NodeType::Root => {}
        }
    }

    fn element(&mut self, node: Node<'_, '_>, depth: usize) {
        let name = name_of(node);
        let mut tag = format!("<{name}");
        for space in new_namespaces(node) {
            tag.push_str(&space);
        }
        for attribute in node.attributes() {
            let prefix = attribute.namespace().and_then(|uri| node.lookup_prefix(uri)).map(|p| format!("{p}:")).unwrap_or_default();
            tag.push_str(&format!(" {prefix}{}=\"{}\"", attribute.name(), escaped(attribute.value(), true)));
        }
        let only_text = node.children().all(|child| child.is_text());
        let text = node.text().unwrap_or("").trim();
        match (node.has_children(), only_text) {
            (false, _) => self.line(depth, &format!("{tag}/>")),
            (true, true) if !text.contains('\n') => self.line(depth, &format!("{tag}>{}</{name}>", escaped(text, false))),
            _ => {
                self.line(depth, &format!("{tag}>"));
                for child in node.children() {
                    self.node(child, depth + 1);
                }
                self.line(depth, &format!("</{name}>"));
            }
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        self.text.extend(std::iter::repeat_n("  ", depth));
        self.text.push_str(text);
        self.text.push('\n');
    }
}

fn name_of(node: Node<'_, '_>) -> String {
    let prefix = node.tag_name().namespace().and_then(|uri| node.lookup_prefix(uri));
    match prefix.filter(|p| !p.is_empty()) {
        Some(prefix) => format!("{prefix}:{}", node.tag_name().name()),
        None => node.tag_name().name().to_owned(),
    }
}

/// Declarations that the element adds to those of its parent.
fn new_namespaces(node: Node<'_, '_>) -> Vec<String> {
    let known = |name: Option<&str>, uri: &str| {
        let outer = node.parent_element().into_iter().flat_map(|parent| parent.namespaces());
        outer.into_iter().any(|space| space.name() == name && space.uri() == uri)
    };
    let own = node.namespaces().filter(|space| space.name() != Some("xml") && !known(space.name(), space.uri()));
    own.map(|space| match space.name() {
        Some(name) => format!(" xmlns:{name}=\"{}\"", escaped(space.uri(), true)),
        None => format!(" xmlns=\"{}\"", escaped(space.uri(), true)),
    })
    .collect()
}

fn escaped(text: &str, quoted: bool) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    if quoted { text.replace('"', "&quot;").replace('\n', "&#10;") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_stand_on_lines_and_nothing_is_lost() {
        for (xml, expected) in [
            ("<a/>", "<a/>\n"),
            ("<a x='1 &lt; \"2\"'>t &amp; u</a>", "<a x=\"1 &lt; &quot;2&quot;\">t &amp; u</a>\n"),
            (
                "<p:a xmlns:p='urn:x' xmlns='urn:y'><p:b p:c='1'/><d>1</d></p:a>",
                "<p:a xmlns:p=\"urn:x\" xmlns=\"urn:y\">\n  <p:b p:c=\"1\"/>\n  <d>1</d>\n</p:a>\n",
            ),
            ("<a>x<b>1</b>y<!--z--></a>", "<a>\n  x\n  <b>1</b>\n  y\n  <!--z-->\n</a>\n"),
        ] {
            assert_eq!(arranged_xml(xml.as_bytes(), 10_000), Some((expected.to_owned(), false)), "{xml}");
        }
        assert_eq!(arranged_xml(b"Text", 100), None);
        assert_eq!(arranged_xml(b"<!DOCTYPE a><a/>", 100), None);
        let many = format!("<a>{}</a>", "<b/>".repeat(1000));
        assert!(arranged_xml(many.as_bytes(), 100).is_some_and(|(text, cut)| cut && text.len() < 200));
    }
}
