//! Name: whether two texts name one place.

/// Case folded, with straight apostrophes, and one space between words.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        word.chars().for_each(|c| fold_char(c, &mut folded));
    }
    folded
}

/// Equal, or, unless `exactly`, one holds the other as whole words ("Badasgam", "Badasgam village").
pub(super) fn same_name(a: &str, b: &str, exactly: bool) -> bool {
    let [a, b] = [a, b].map(|name| format!(" {} ", fold(name)));
    // three letters and less are held by too many names
    a == b || !exactly && [&a, &b].iter().all(|name| name.chars().count() > 5) && (a.contains(&b) || b.contains(&a))
}

/// Python's `casefold`: small letters, of those with no small form of their own in full (`ß` is `ss`). The case folding
/// of Unicode is that of the lower case of the upper case, but for the dotless ı; Cherokee, which it makes upper case,
/// comes out in lower case, as it does on the other side of each comparison.
fn fold_char(c: char, folded: &mut String) {
    match c {
        '\u{2019}' => folded.push('\''),
        'ı' => folded.push(c),
        _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        _ => folded.extend(c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)),
    }
}

/// What Python splits at: four separators of ASCII are space for it and not for Unicode.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_is_pythons() {
        assert_eq!(fold("  STRASSE\u{1f}\u{a0}Straße ẞ\n"), "strasse strasse ss");
        assert_eq!(fold("Mo’a ΣΟΦΟΣ σοφος σοφος\u{345} İI ıſ ᾳ ﬁ"), "mo'a σοφοσ σοφοσ σοφοσι i\u{307}i ıs αι fi");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn whole_words() {
        assert!(same_name("Alvar", "alvar  Village", false) && !same_name("Alvar", "Alvar village", true));
        assert!(!same_name("Alvar", "Alvarado", false));
        assert!(
            !same_name("Ur", "Ur village", false)
                && !same_name("Ulm", "Ulm Nord", false)
                && same_name("Ur", "UR", true)
        );
        assert!(same_name("Aden", "old Aden port", false));
    }
}
