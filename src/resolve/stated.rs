//! Stated containment: "Sirsa in Haryana", "Haryana's Sirsa", "Bikaner, Rajasthan", "the Indian state of Punjab",
//! "Samba, Arnia and Kathua in Jammu".

use crate::{
    recognise::{Mention, MentionKind, Senses, senses},
    text::Tokens,
};

/// The text puts one mention into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    /// Index of the mention that lies in the other.
    pub(super) inner: usize,
    /// Index of the mention that holds it.
    pub(super) outer: usize,
    /// Whether it is said of the end of a list of which `inner` is a member.
    pub(super) listed: bool,
}

/// How many tokens may stand between two mentions that a statement joins.
const LONGEST: usize = 14;

/// How two neighbouring mentions are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// "A in B", "A, B", "A (B)"
    In,
    /// "A's B", "Indian B"
    Of,
    /// "A, B", "A and B": a list
    And,
    /// "A, B": a list or a container
    Comma,
}

/// All statements of containment, the nearer before the farther; whether any rows fit is asked only for commas, which
/// are lists otherwise: `fits` says whether some row of its second mention contains one of its first.
pub(super) fn stated(tokens: &Tokens<'_>, mentions: &[Mention], fits: impl Fn(usize, usize) -> bool) -> Vec<Stated> {
    let links: Vec<Option<Link>> = (0..mentions.len())
        .map(|a| {
            let b = mentions.get(a + 1)?;
            let link = link(tokens, &mentions[a], b)?;
            Some(match link {
                Link::Comma
                    if b.kind != MentionKind::Demonym
                        && !is_subject(tokens, &mentions[a], b)
                        && fits(a, a + 1)
                        && !is_of_several(tokens, mentions, a) =>
                {
                    Link::In
                }
                Link::Comma => Link::And,
                other => other,
            })
        })
        .collect();
    let mut all = Vec::new();
    for (a, link) in links.iter().enumerate() {
        match link {
            Some(Link::In) => {
                let outer = a + 1;
                push(&mut all, a, outer, false);
                // "in the Indian state of Punjab": both are its containers
                if mentions[outer].kind == MentionKind::Demonym && links[outer] == Some(Link::Of) {
                    push(&mut all, a, outer + 1, false);
                }
                for member in (0..a).rev() {
                    if links[member] != Some(Link::And) {
                        break;
                    }
                    push(&mut all, member, outer, true);
                }
            }
            Some(Link::Of) => {
                push(&mut all, a + 1, a, false);
                let mut member = a + 1;
                while links[member] == Some(Link::And) {
                    member += 1;
                    push(&mut all, member, a, true);
                }
            }
            _ => {}
        }
    }
    // "Sirsa, Haryana, India": what holds the container holds the contained
    let direct = all.clone();
    for inner in direct.iter().filter(|s| !s.listed) {
        for outer in direct.iter().filter(|s| !s.listed && s.inner == inner.outer) {
            push(&mut all, inner.inner, outer.outer, false);
        }
    }
    all
}

fn push(all: &mut Vec<Stated>, inner: usize, outer: usize, listed: bool) {
    if inner != outer && !all.iter().any(|s| s.inner == inner && s.outer == outer) {
        all.push(Stated { inner, outer, listed });
    }
}

/// Whether a mention is one of several of a sort: "the towns of A, B and C", but not "the cities of A, X, and B, Y".
fn is_of_several(tokens: &Tokens<'_>, mentions: &[Mention], a: usize) -> bool {
    let sentence = &tokens.sentences[mentions[a].sentence];
    let word = |i: usize| tokens.slice(sentence.part, tokens.tokens[i].span);
    let comma = |a: usize| mentions.get(a + 1).and_then(|b| link(tokens, &mentions[a], b)) == Some(Link::Comma);
    let first = (0..a).rev().take_while(|&m| comma(m)).last().unwrap_or(a);
    let last = (a..mentions.len()).find(|&m| !comma(m)).unwrap_or(a);
    let (start, end) = (mentions[first].tokens.start, mentions[last].tokens.end);
    let sorts = start >= sentence.tokens.start + 2
        && word(start - 1) == "of"
        && word(start - 2).ends_with('s')
        && senses(word(start - 2)).any(Senses::SORT);
    sorts && end < sentence.tokens.end && matches!(word(end), "and" | "or") && mentions.len() > last + 1
}

/// Whether `b` after the comma is what a new clause begins with: "After Pahalgam, India blamed".
fn is_subject(tokens: &Tokens<'_>, a: &Mention, b: &Mention) -> bool {
    let sentence = &tokens.sentences[b.sentence];
    let word = |i: usize| tokens.slice(sentence.part, tokens.tokens[i].span);
    if b.tokens.end >= sentence.tokens.end {
        return false;
    }
    let next = word(b.tokens.end);
    let first = sentence.tokens.start;
    // "In Jammu, …": the clause before the comma is no more than the place
    let fronted =
        a.tokens.start > first && a.tokens.start <= first + 3 && senses(word(first)).any(Senses::CUE.or(Senses::NEVER));
    let closed = matches!(next, "," | "." | ";" | ")" | ":" | "—" | "–" | "-" | "(");
    if fronted {
        return !closed;
    }
    !closed && !next.starts_with(|c: char| !c.is_lowercase()) && !senses(next).any(Senses::CUE.or(Senses::NEVER))
}

/// How the words between two mentions of one sentence join them.
fn link(tokens: &Tokens<'_>, a: &Mention, b: &Mention) -> Option<Link> {
    if a.sentence != b.sentence {
        return None;
    }
    let part = tokens.part_of(a.sentence);
    let start = a.generic.as_ref().map_or(a.tokens.end, |g| g.tokens.end.max(a.tokens.end));
    let end = b.tokens.start;
    let between = &tokens.tokens[start.min(end)..end];
    let mut words = [""; LONGEST];
    let mut len = 0;
    for token in between {
        let word = tokens.slice(part, token.span);
        // a quotation that ends between the two says nothing of them
        if !matches!(word, "\"" | "“" | "”") {
            *words.get_mut(len)? = word;
            len += 1;
        }
    }
    let gap = &words[..len];
    match gap {
        [","] => return Some(Link::Comma),
        ["and" | "or" | "&" | "/"] | [",", "and" | "or"] | ["as", "well", "as"] | [",", "as", "well", "as"] => {
            return Some(Link::And);
        }
        [",", "including"] | ["("] => return Some(Link::In).filter(|_| gap == ["("]),
        _ => {}
    }
    let possessive = gap.first().is_some_and(|w| matches!(*w, "'s" | "’s" | "'" | "’"));
    let fills = |words: &[&str]| words.len() <= 5 && words.iter().all(|w| is_filler(w));
    if possessive {
        return fills(&gap[1..]).then_some(Link::Of);
    }
    let held = match gap {
        ["-" | "‐" | "‑" | "–", "administered" | "controlled" | "occupied" | "held" | "ruled", rest @ ..] => {
            Some(rest)
        }
        rest => Some(rest).filter(|_| a.kind == MentionKind::Demonym),
    };
    if let Some(rest) = held {
        return fills(rest).then_some(Link::Of);
    }
    // "in", perhaps after a comma; "of" after a word for a sort of place
    let rest = gap.strip_prefix(&[","]).unwrap_or(gap);
    let (first, rest) = rest.split_first()?;
    let last = tokens.slice(part, tokens.tokens[a.tokens.end - 1].span);
    let named_sort = a.tokens.len() > 1 && senses(last).any(Senses::SORT);
    let leads = matches!(*first, "in" | "inside" | "within")
        || *first == "of" && (a.generic.is_some() || named_sort)
        || *first == "at" && rest.is_empty();
    if leads {
        return fills(rest).then_some(Link::In);
    }
    // "Samba, a town in Jammu", "Arnia, near Jammu"
    let at = rest.iter().position(|w| matches!(*w, "in" | "near"))?;
    let appositive = gap[0] == "," && matches!(*first, "a" | "an" | "the");
    (appositive && fills(&rest[..at]) && fills(&rest[at + 1..])).then_some(Link::In)
}

/// Words between a place and its container that say nothing of another.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "of"
            | "a"
            | "an"
            | "in"
            | "capital"
            | "far"
            | "remote"
            | "called"
            | "named"
            | "small"
            | "key"
            | "restive"
            | "port"
            | "largest"
            | "main"
            | "second"
            | "twin"
            | "nearby"
            | "neighbouring"
            | "neighboring"
            | "'s"
            | "’s"
            | "-"
            | "summer"
            | "most"
    ) || senses(word).any(Senses::SORT.or(Senses::DIRECTION).or(Senses::SORT_ADJECTIVE))
}
