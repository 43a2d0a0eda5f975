//! Text within XML, the same for every file that is XML.

use std::{borrow::Cow, fmt::Write as _};

/// Text as it stands in an element or an attribute, and never as a name that a template fills in.
/// What XML 1.0 cannot hold becomes U+FFFD.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |c: char| !matches!(c, '&' | '<' | '>' | '"' | '\'' | '{' | '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 32);
    for c in text.chars() {
        match c {
            c if plain(c) => out.push(c),
            // a reference also for line ends and tabs, which a reader would take for spaces or for one another
            '&' | '<' | '>' | '"' | '\'' | '{' | '\r' | '\n' | '\t' => {
                let _ = write!(out, "&#{};", u32::from(c)); // a String takes all
            }
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_is_the_same_after_reading() {
        let text = "\r\n\t a < b && {{c}} ]]> \"it's\"";
        let document = format!("<a b=\"{0}\">{0}</a>", escaped(text));
        let document = roxmltree::Document::parse(&document).unwrap();
        let root = document.root_element();
        assert_eq!((root.text(), root.attribute("b")), (Some(text), Some(text)));
        assert_eq!(escaped("\0\u{b}\u{ffff}"), "\u{fffd}\u{fffd}\u{fffd}");
    }
}
