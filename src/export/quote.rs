//! Quotes: how much of the evidence sentence a folder gives, for those who may not republish whole sentences.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::{assemble::Assembly, report::ELLIPSIS};

/// The assembly with every `notes` cut to at most so many characters, Unicode code points. Offsets stay.
pub(super) fn cut(assembly: &Assembly, length: Option<usize>) -> Cow<'_, Assembly> {
    let Some(length) = length else {
        return Cow::Borrowed(assembly);
    };
    let mut assembly = assembly.clone();
    let incidents = assembly.incidents.iter_mut().chain(&mut assembly.countries).map(|incident| &mut incident.notes);
    for notes in incidents.chain(assembly.fates.iter_mut().map(|fate| &mut fate.notes)) {
        *notes = shortened(notes, length);
    }
    Cow::Owned(assembly)
}

/// The words of a text that fit into so many characters with the ellipsis after them; within a word only where the first
/// is too long, and never within a grapheme.
fn shortened(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    if length == 0 {
        return String::new();
    }
    let kept = fitting(text.split_word_bounds(), length - 1);
    let kept = text[..kept].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—(“\"'".contains(c)).len();
    let kept = if kept > 0 { kept } else { fitting(text.graphemes(true), length - 1) };
    format!("{}{ELLIPSIS}", &text[..kept])
}

/// How many bytes those parts have that together hold at most so many characters.
fn fitting<'t>(parts: impl Iterator<Item = &'t str>, length: usize) -> usize {
    let (mut characters, mut bytes) = (0, 0);
    for part in parts {
        characters += part.chars().count();
        if characters > length {
            break;
        }
        bytes += part.len();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn words_stay_whole() {
        let text = "Eight missiles were shot down over Samba, officials said.";
        assert_eq!(shortened(text, 57), text);
        assert_eq!(shortened(text, 56), "Eight missiles were shot down over Samba, officials…");
        assert_eq!(shortened(text, 42), "Eight missiles were shot down over Samba…");
        assert_eq!(shortened(text, 10), "Eight…");
        assert_eq!(shortened(text, 4), "Eig…", "the first word is too long");
        assert_eq!((shortened(text, 1), shortened(text, 0)), ("…".to_owned(), String::new()));
        for length in 0..60 {
            assert!(shortened(text, length).chars().count() <= length);
        }
    }

    #[test]
    fn graphemes_stay_whole() {
        let family = "👩‍👩‍👧 is seven".replace("seven", "one family");
        assert_eq!(shortened(&family, 4), "…", "five code points that are one sign");
        assert_eq!(shortened(&family, 6), "👩‍👩‍👧…");
        assert_eq!(shortened("पाकिस्तान ने हमला किया", 10), "पाकिस्तान…");
        assert_eq!(shortened("e\u{301}e\u{301}e\u{301}", 4), "e\u{301}…");
    }
}
