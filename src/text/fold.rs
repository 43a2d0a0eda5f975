//! Folding: one spelling for a name's variants, as `../shared/data/build/names.py` folds the gazetteer's.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case, without accents, with punctuation as single spaces: "Sāmba" and "samba" fold alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        // nearly every name: nothing to decompose
        for b in text.bytes() {
            if b.is_ascii_alphanumeric() {
                folded.push(char::from(b.to_ascii_lowercase()));
            } else if !matches!(b, b'\'' | b'`' | b'.') && !folded.ends_with(' ') && !folded.is_empty() {
                folded.push(' ');
            }
        }
        folded.truncate(folded.trim_end().len());
        return folded;
    }
    for c in text.nfkd().filter(|&c| !is_combining_mark(c)) {
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | 'ʻ' | '.') && !folded.ends_with(' ') && !folded.is_empty()
        {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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
    }
}
