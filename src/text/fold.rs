//! Folding: one spelling for a name's variants, as `../shared/data/build/names.py` folds the gazetteer's.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, without accents, with punctuation as single spaces: "Sāmba" and "samba" fold alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // nearly all letters: nothing to decompose
        let plain = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        for b in rest[..plain].bytes() {
            if b.is_ascii_alphanumeric() {
                folded.push(char::from(b.to_ascii_lowercase()));
            } else if !matches!(b, b'\'' | b'`' | b'.') {
                space(&mut folded);
            }
        }
        rest = &rest[plain..];
        // a mark decomposes and moves among marks alone, so that a run may be folded without what stands around it
        let other = rest.bytes().position(|b| b.is_ascii()).unwrap_or(rest.len());
        for c in rest[..other].nfkd().filter(|&c| !is_combining_mark(c)) {
            if c.is_alphanumeric() {
                folded.extend(c.to_lowercase());
            } else if !matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | 'ʻ' | '.') {
                space(&mut folded);
            }
        }
        rest = &rest[other..];
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Ends a word, if one has begun.
fn space(folded: &mut String) {
    if !folded.ends_with(' ') && !folded.is_empty() {
        folded.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_accents_case_and_punctuation() {
        assert_eq!(fold("Sāmba"), "samba");
        assert_eq!(fold("Al-Shifa  Hospital"), "al shifa hospital");
        assert_eq!(fold("U.S."), "us");
        assert_eq!(fold(" Al-`Amud  (New) "), "al amud new");
        assert_eq!(fold(" Āl-`Amud  (New) "), "al amud new");
        assert_eq!(fold("Sana’a"), "sanaa");
        assert_eq!(fold("e\u{301}te\u{301}\u{327}s — ½ “ﬁn”"), "etes 1 2 fin");
    }
}
