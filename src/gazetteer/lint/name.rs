//! Names: what is wrong with the way a name is written.

use super::check::Check;
use crate::recognise::{Senses, senses};

/// Words that are a place only where the words around say so.
const COMMON: Senses = Senses::WORD.or(NEVER);
/// Words that are no place wherever they stand alone.
const NEVER: Senses = Senses::NEVER.or(Senses::FUNCTION);

/// Gives what is wrong with a name's characters, and what to do.
pub(super) fn written(name: &str, find: &mut dyn FnMut(Check, String)) {
    if !name.chars().any(char::is_alphanumeric) {
        find(Check::EmptyName, format!("`{name}` has no letter or digit; remove it"));
        return;
    }
    if name.trim() != name || name.contains("  ") || has_invisible(name) {
        let shown = name.escape_debug();
        find(Check::StraySpaces, format!("`{shown}` has spaces or invisible characters too many; remove them"));
    }
    let is_mark = |c: char| matches!(c, ',' | ';' | '/' | '|');
    let trimmed = name.trim();
    if trimmed.starts_with(is_mark) || trimmed.ends_with(is_mark) {
        find(Check::StrayComma, format!("`{name}` begins or ends with a mark; remove it"));
    }
    if name.contains(['(', ')', '[', ']', '{', '}', '<', '>']) {
        find(
            Check::Brackets,
            format!("`{name}` has brackets, which no text has; write what is inside as a name of its own"),
        );
    }
    if has_entity(name) {
        find(Check::HtmlEntity, format!("`{name}` has an HTML entity; write the character itself"));
    }
    if is_broken(name) {
        let message =
            format!("`{}` was read in another encoding or lost characters; write it anew", name.escape_debug());
        find(Check::BrokenCharacters, message);
    }
    if let Some(word) = name.split(|c: char| !c.is_alphabetic()).find(|word| is_mixed(word)) {
        let odd: String = word.chars().filter(|&c| is_lookalike(c)).collect();
        let message = format!("`{word}` has letters of two scripts ({odd} are not Latin); write it in one");
        find(Check::MixedScripts, message);
    }
}

/// Says if a name is a common word; of an alternate name, if it is one of those that are never a place alone. Capitals
/// match only as such, so that "US" is none.
pub(super) fn word(name: &str, is_main: bool, find: &mut dyn FnMut(Check, String)) {
    let common = if is_main { COMMON } else { NEVER };
    if senses(name).any(common) && !name.bytes().all(|b| b.is_ascii_uppercase()) {
        let message = format!(
            "`{name}` is also a word; in a text it is taken for the place only if the words around say so, add a longer name (`{name} City`)"
        );
        find(Check::CommonWord, message);
    }
}

/// Spaces but the plain one, and what has no width; the joiners within a word are letters' own in many scripts.
fn has_invisible(name: &str) -> bool {
    let is_joiner = |c: char| matches!(c, '\u{200b}'..='\u{200d}');
    let foreign = name.chars().any(|c| c.is_alphabetic() && u32::from(c) > 0x2ff);
    name.starts_with(is_joiner)
        || name.ends_with('\u{200b}')
        || name.chars().any(|c| {
            c.is_whitespace() && c != ' '
                || matches!(c, '\u{ad}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
                || is_joiner(c) && !foreign
        })
}

/// `&amp;`, `&#39;`
fn has_entity(name: &str) -> bool {
    name.match_indices('&').any(|(at, _)| {
        name[at + 1..].split_once(';').is_some_and(|(inside, _)| {
            let inside = inside.strip_prefix('#').unwrap_or(inside);
            (2..=8).contains(&inside.len()) && inside.bytes().all(|b| b.is_ascii_alphanumeric())
        })
    })
}

fn is_broken(name: &str) -> bool {
    let mut before = ' ';
    name.chars().any(|c| {
        // UTF-8 read as Latin-1 or Windows-1252; a question mark where a letter was
        let broken = c == '\u{fffd}'
            || c.is_control()
            || matches!(before, 'Ã' | 'Ä' | 'Å' | 'Ð' | 'Ñ') && matches!(c, '\u{80}'..='\u{bf}')
            || before == 'â' && c == '€'
            || before == '?' && c.is_alphabetic();
        before = c;
        broken
    })
}

/// Whether a word has Latin letters beside Greek or Cyrillic ones, which look the same and fold differently.
fn is_mixed(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_alphabetic()) && word.chars().any(is_lookalike)
}

fn is_lookalike(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}')
}
