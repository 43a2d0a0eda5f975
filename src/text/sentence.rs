//! Sentences: runs of tokens between full stops, line ends and glued full stops ("services.Thursday’s").

use std::ops::Range;

use super::{Part, Span, Token, TokenKind};

/// A sentence of a document's title or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The string that `span` points into.
    pub part: Part,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// From the first byte of its first token to the last of its last.
    pub span: Span,
    /// Whether a new paragraph begins with it.
    pub paragraph: bool,
}

/// Tokens after which a sentence ends at the next comma, and after which it ends at once.
const LONG: usize = 160;
const LONGEST: usize = 240;

/// Words whose full stop ends no sentence when another word follows.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "gen", "col", "lt", "maj", "capt", "sgt", "brig", "adm", "cmdr", "prof", "sen", "rep",
    "gov", "rev", "st", "ft", "mt", "jr", "sr", "no", "vs", "etc", "inc", "co", "corp", "ltd", "dept", "est", "approx",
    "jan", "feb", "mar", "apr", "aug", "sept", "sep", "oct", "nov", "dec", "ala", "ariz", "ark", "calif", "colo",
    "conn", "del", "fla", "ga", "ill", "ind", "kan", "ky", "la", "md", "mass", "mich", "minn", "miss", "mo", "mont",
    "neb", "nev", "okla", "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "hon", "pres", "supt", "insp",
    "spc", "pvt", "cpl", "messrs", "md", "al",
];

/// Appends the sentences of one part, whose tokens are `tokens[first..]`.
pub(super) fn split(text: &str, part: Part, first: usize, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let hard_wrapped = is_hard_wrapped(text);
    let mut start = first;
    let mut paragraph = true;
    for i in first..tokens.len() {
        let Some(next) = tokens.get(i + 1) else { break };
        let length = i + 1 - start;
        if length < LONG && goes_on(text, &tokens[i], next) {
            continue;
        }
        let gap = &text[tokens[i].span.end..next.span.start];
        let broken_line = breaks_line(text, &tokens[i], next, gap, hard_wrapped);
        let too_long = is_too_long(length, text, &tokens[i]);
        if broken_line || too_long || ends_sentence(text, tokens, first, i) {
            push(part, start..i + 1, paragraph, tokens, sentences);
            start = i + 1;
            paragraph = broken_line;
        }
    }
    if start < tokens.len() {
        push(part, start..tokens.len(), paragraph, tokens, sentences);
    }
}

/// A word without a stop, and a space or nothing after it: most tokens, for which nothing else need be asked.
fn goes_on(text: &str, token: &Token, next: &Token) -> bool {
    let (end, bytes) = (token.span.end, text.as_bytes());
    let gap = next.span.start - end;
    token.kind != TokenKind::Punct && bytes[end - 1] != b'.' && (gap == 0 || gap == 1 && bytes[end] == b' ')
}

/// No writer's sentence: a list or a page without stops, cut so that no sentence costs more than its share.
fn is_too_long(length: usize, text: &str, last: &Token) -> bool {
    length >= LONGEST || length >= LONG && matches!(&text[last.span.start..last.span.end], "," | ";" | ":")
}

fn push(part: Part, range: Range<usize>, paragraph: bool, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let span = Span { start: tokens[range.start].span.start, end: tokens[range.end - 1].span.end };
    sentences.push(Sentence { part, tokens: range, span, paragraph });
}

/// Whether lines of the text are cut at a fixed width: most line ends then stand before a lower-case word.
fn is_hard_wrapped(text: &str) -> bool {
    let (mut lower, mut all) = (0, 0);
    for (i, _) in text.match_indices('\n') {
        if let Some(c) = text[i + 1..].chars().next().filter(|c| !c.is_whitespace()) {
            all += 1;
            lower += usize::from(c.is_lowercase());
        }
    }
    all > 0 && lower * 2 > all
}

fn breaks_line(text: &str, token: &Token, next: &Token, gap: &str, hard_wrapped: bool) -> bool {
    // nearly all gaps
    if matches!(gap, "" | " ") {
        return false;
    }
    let lines = gap.bytes().filter(|&b| b == b'\n').count();
    if lines == 0 {
        return false;
    }
    if hard_wrapped {
        let indent = gap.len() - gap.rfind('\n').unwrap_or(0) - 1;
        let stopped = text[token.span.start..].starts_with(['.', '"', '”', '?', '!', ':']);
        return lines > 1 || (indent >= 2 && stopped);
    }
    lines > 1 || !text[next.span.start..].starts_with(char::is_lowercase)
}

fn ends_sentence(text: &str, tokens: &[Token], first: usize, i: usize) -> bool {
    let word = |t: &Token| &text[t.span.start..t.span.end];
    let next = &tokens[i + 1];
    let mark = word(&tokens[i]);
    if tokens[i].kind != TokenKind::Punct && !mark.ends_with('.') {
        return false;
    }
    // a stop inside a quote ends the sentence with the closing quote: «"…it." He»
    let stop = if matches!(mark, "\"" | "”" | "’" | "'" | ")" | "»") && i > first && !tokens[i].space_before {
        i - 1
    } else {
        i
    };
    let is_dotted = |t: &Token| t.kind == TokenKind::Word && word(t).ends_with('.');
    if !matches!(word(&tokens[stop]), "." | "!" | "?" | "…") {
        // "U.S." and the like end one only before a word that starts sentences
        return is_dotted(&tokens[stop]) && stop == i && next.space_before && starts_sentence(word(next));
    }
    if stop == i && matches!(word(next), "\"" | "”" | "’" | "'" | ")" | "»" | "." | "!" | "?") && !next.space_before
    {
        return false; // the closing quote belongs to this sentence
    }
    if stop > first && word(&tokens[stop]) == "." && !tokens[stop].space_before {
        let before = &tokens[stop - 1];
        let known = ABBREVIATIONS.iter().any(|a| word(before).eq_ignore_ascii_case(a));
        let initial = before.kind == TokenKind::Word && word(before).chars().count() == 1 && word(before) != "I";
        if (known || initial) && stop == i && next.space_before {
            let month_or_number = next.kind == TokenKind::Number;
            return !month_or_number && starts_sentence(word(next)) && !initial;
        }
    }
    let opens = word(next).starts_with(|c: char| !c.is_lowercase());
    if next.space_before {
        return opens;
    }
    // a space lost after the full stop: a capital or a quote directly after it
    let glued = next.kind == TokenKind::Word && word(next).starts_with(char::is_uppercase)
        || matches!(word(next), "“" | "\"" | "‘");
    glued && stop > first && tokens[stop - 1].kind != TokenKind::Number && word(&tokens[stop - 1]).chars().count() > 1
}

/// Words that start a sentence far more often than they follow an abbreviation.
fn starts_sentence(word: &str) -> bool {
    const STARTS: &[&str] = &[
        "The", "A", "An", "It", "He", "She", "They", "We", "I", "In", "On", "At", "But", "And", "This", "That",
        "These", "Those", "There", "His", "Her", "Their", "If", "As", "After", "Before", "When", "While", "For",
        "Some", "Many", "All", "No", "Both",
    ];
    STARTS.contains(&word)
}

#[cfg(test)]
mod tests {
    use crate::{read::Document, text::Tokens};

    fn sentences(text: &str) -> Vec<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let tokens = Tokens::of(&document);
        tokens.sentences.iter().map(|s| tokens.slice(s.part, s.span).to_owned()).collect()
    }

    #[test]
    fn stops_and_abbreviations() {
        assert_eq!(
            sentences("Gen. Munir met the U.S. Secretary. The talks failed."),
            ["Gen. Munir met the U.S. Secretary.", "The talks failed."]
        );
        assert_eq!(
            sentences("It was hit on Nov. 29. He left the U.S. The end."),
            ["It was hit on Nov. 29.", "He left the U.S.", "The end."]
        );
    }

    #[test]
    fn quotes_keep_their_stop() {
        assert_eq!(
            sentences("“It came.” He left. \"We ran.\" they said."),
            ["“It came.”", "He left.", "\"We ran.\" they said."]
        );
    }

    #[test]
    fn lost_spaces_and_lines() {
        assert_eq!(
            sentences("from emergency services.Thursday’s assault came."),
            ["from emergency services.", "Thursday’s assault came."]
        );
        assert_eq!(sentences("A headline\n0\nThe text goes\n on."), ["A headline", "0", "The text goes\n on."]);
        assert_eq!(
            sentences("Strikes by 40,000\nseamen in the\nstate of\nSao Paulo are\nbig.\n    A week ago"),
            ["Strikes by 40,000\nseamen in the\nstate of\nSao Paulo are\nbig.", "A week ago"]
        );
    }

    #[test]
    fn a_title_that_the_text_repeats_is_no_sentence() {
        let mut document =
            Document { title: Some("One hit".into()), text: "One hit\n\nIt fell.".into(), ..Document::default() };
        assert_eq!(Tokens::of(&document).sentences.len(), 2);
        document.text = "It fell.".into();
        assert_eq!(Tokens::of(&document).sentences.len(), 2);
    }
}
