//! Tokens: words, numbers and punctuation, as the Penn Treebank cuts them ("Haryana" "’s", "did" "n't").

use super::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with the dots of "U.S." and the clitics "’s" and "n't" as tokens of their own.
    Word,
    /// Digits, with "1,000", "3.5" and "22nd" in one piece.
    Number,
    /// One character of anything else.
    Punct,
}

/// A token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether white space stands before it (also at the start of the text).
    pub space_before: bool,
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

/// Appends the tokens of `text`.
pub(super) fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    let mut at = 0;
    let mut space_before = true;
    while let Some(&byte) = text.as_bytes().get(at) {
        // the most frequent ones without decoding
        if byte == b' ' {
            space_before = true;
            at += 1;
            continue;
        }
        if let Some(end) = plain_word_end(text, at) {
            tokens.push(Token { span: Span { start: at, end }, kind: TokenKind::Word, space_before });
            space_before = false;
            at = end;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' {
            space_before = true;
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = if c.is_alphabetic() {
            (word_end(text, at), TokenKind::Word)
        } else if c.is_ascii_digit() {
            (number_end(text, at), TokenKind::Number)
        } else if is_apostrophe(c) {
            match clitic_end(text, at) {
                Some(end) if !space_before => (end, TokenKind::Word),
                _ => (at + c.len_utf8(), TokenKind::Punct),
            }
        } else {
            (at + c.len_utf8(), TokenKind::Punct)
        };
        tokens.push(Token { span: Span { start: at, end }, kind, space_before });
        space_before = false;
        at = end;
    }
}

/// The end of "’s", "’re", "’ll"… that starts with the apostrophe at `at`.
fn clitic_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let apostrophe = rest.chars().next()?.len_utf8();
    let letters = rest[apostrophe..].bytes().take_while(u8::is_ascii_alphabetic).count();
    let tail = &rest[apostrophe..apostrophe + letters];
    ["s", "re", "ve", "ll", "d", "m"].iter().any(|c| tail.eq_ignore_ascii_case(c)).then_some(at + apostrophe + letters)
}

/// The end of a word of ASCII letters alone at `at`, unless what follows may belong to it.
fn plain_word_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text.as_bytes()[at..];
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let ends = match rest.get(letters) {
        None => true,
        Some(b'.') => letters > 1,
        Some(next) => next.is_ascii() && !next.is_ascii_digit() && *next != b'\'',
    };
    (letters > 0 && ends).then_some(at + letters)
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut letters = 0; // since the last dot
    let mut dotted = false;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let here = start + i;
        let next = chars.peek().map(|&(_, n)| n);
        if c.is_alphabetic() || is_mark(c) {
            letters += 1;
            end = here + c.len_utf8();
        } else if c == '.' && letters == 1 && (dotted || next.is_some_and(char::is_alphabetic)) {
            // "U.S.", "R.S." but not "the end." nor "services.Thursday"
            let initial = text[..here].chars().next_back().is_some_and(char::is_uppercase) || dotted;
            if !initial || (!dotted && !followed_by_initial(&text[here + 1..])) {
                break;
            }
            (letters, dotted) = (0, true);
            end = here + 1;
        } else if is_apostrophe(c) && next.is_some_and(char::is_alphabetic) {
            if clitic_end(text, here).is_some() {
                break;
            }
            // "didn't": the clitic starts at the n
            let word = &text[start..here];
            let rest = &text[here + c.len_utf8()..];
            let t = rest.starts_with(['t', 'T']) && !rest[1..].starts_with(char::is_alphabetic);
            if t && word.ends_with(['n', 'N']) {
                return if word.len() > 1 { here - 1 } else { here + c.len_utf8() + 1 };
            }
            letters += 1; // "Sana'a", "d'Ivoire", "O'Brien"
            end = here + c.len_utf8();
        } else if c.is_ascii_digit() && letters > 0 {
            end = here + 1; // "F16", "MI6"
            letters += 1;
        } else {
            break;
        }
    }
    end
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// "S." or "S" of "U.S.": one letter, then a dot or no letter.
fn followed_by_initial(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none_or(|c| !c.is_alphabetic() && !is_mark(c))
}

fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let digit_follows = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match bytes[end] {
            b if b.is_ascii_digit() => end += 1,
            b',' | b'.' | b':' if digit_follows => end += 1,
            _ => break,
        }
    }
    let suffix = bytes[end..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let after = text[end + suffix..].chars().next();
    let known = ["st", "nd", "rd", "th", "s", "am", "pm", "km", "m", "k", "bn", "mm", "mln"];
    if known.iter().any(|s| text[end..end + suffix].eq_ignore_ascii_case(s))
        && !after.is_some_and(char::is_alphanumeric)
    {
        end += suffix;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Vec::new();
        tokenize(text, &mut tokens);
        tokens.iter().map(|t| &text[t.span.start..t.span.end]).collect()
    }

    #[test]
    fn cuts_clitics_abbreviations_and_numbers() {
        assert_eq!(words("Haryana’s Sirsa didn't."), ["Haryana", "’s", "Sirsa", "did", "n't", "."]);
        assert_eq!(words("the U.S. and R.S. Pura"), ["the", "U.S.", "and", "R.S.", "Pura"]);
        assert_eq!(words("services.Thursday’s"), ["services", ".", "Thursday", "’s"]);
        assert_eq!(words("April 22nd, 1,000 of 3.5%"), ["April", "22nd", ",", "1,000", "of", "3.5", "%"]);
        assert_eq!(words("neighbours' air-to-surface"), ["neighbours", "'", "air", "-", "to", "-", "surface"]);
        assert_eq!(words("Sana'a, Cote d'Ivoire 'quoted'"), ["Sana'a", ",", "Cote", "d'Ivoire", "'", "quoted", "'"]);
    }

    #[test]
    fn spans_point_at_the_text_as_it_stands() {
        let text = "  Zürich\u{200b}  — “Kyïv”";
        assert_eq!(words(text), ["Zürich", "—", "“", "Kyïv", "”"]);
    }
}
