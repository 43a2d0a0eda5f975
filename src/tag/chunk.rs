//! Chunks: the tagged tokens of a sentence in, noun phrases, verb groups, prepositions and what stands between them out.

use std::ops::Range;

use super::lexicon::{Classes, Lexicon};
use crate::text::{calendar::MONTHS, number::Quantity, pos::Tag};

/// What a chunk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChunkKind {
    /// A noun phrase or pronoun, without the prepositional phrases that follow it.
    Noun,
    /// A verb with its auxiliaries and adverbs.
    Verb(Verb),
    /// A preposition, in one word or several, or a conjunction that opens a clause.
    Preposition,
    /// "including", "such as"
    Including,
    /// "and", "or", "as well as"
    Conjunction,
    /// A comma.
    Comma,
    /// "which", "who", "where"
    Relative,
    /// A semicolon, colon, dash or bracket.
    Break,
    /// Adverbs, quotation marks and the rest.
    Other,
}

/// The form of a verb group.
#[expect(clippy::struct_excessive_bools, reason = "a verb is each of these or not, in any mix")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Verb {
    pub(crate) passive: bool,
    pub(crate) finite: bool,
    /// "to strike"
    pub(crate) infinitive: bool,
    /// A past form alone, which may be a participle: "missiles fired at"
    pub(crate) bare: bool,
    pub(crate) negated: bool,
    /// "could", "will", "if"…
    pub(crate) unreal: bool,
}

/// A run of tokens that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    pub(crate) kind: ChunkKind,
    pub(crate) tokens: Range<usize>,
    /// The last noun, the main verb, or the first word.
    pub(crate) head: usize,
}

/// A sentence's words with their tags; `first` is the index of its first token in the document.
pub(crate) struct Words<'a> {
    pub(crate) first: usize,
    pub(crate) texts: &'a [&'a str],
    pub(crate) classes: &'a [Classes],
    pub(crate) tags: &'a [Tag],
    /// For each token the end of the place name that starts there, or 0.
    pub(crate) names: &'a [usize],
    /// The same for counts: "more than a dozen".
    pub(crate) counts: &'a [usize],
    /// The counts themselves.
    pub(crate) quantities: &'a [Quantity],
}

impl Words<'_> {
    pub(crate) fn end(&self) -> usize {
        self.first + self.texts.len()
    }

    pub(crate) fn word(&self, token: usize) -> &str {
        self.texts[token - self.first]
    }

    pub(crate) fn classes(&self, token: usize) -> Classes {
        self.classes[token - self.first]
    }

    /// Whether the sentence has such a token, and it is of `class`.
    pub(crate) fn has(&self, token: usize, class: Classes) -> bool {
        self.classes.get(token.wrapping_sub(self.first)).is_some_and(|c| c.has(class))
    }

    pub(crate) fn tag(&self, token: usize) -> Tag {
        self.tags[token - self.first]
    }

    fn get_tag(&self, token: usize) -> Option<Tag> {
        self.tags.get(token.wrapping_sub(self.first)).copied()
    }

    pub(crate) fn is(&self, token: usize, words: &[&str]) -> bool {
        self.texts.get(token.wrapping_sub(self.first)).is_some_and(|w| words.iter().any(|x| w.eq_ignore_ascii_case(x)))
    }
}

pub(crate) fn is_noun(tag: Tag) -> bool {
    matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps)
}

pub(crate) fn is_verb(tag: Tag) -> bool {
    matches!(tag, Tag::Vb | Tag::Vbd | Tag::Vbg | Tag::Vbn | Tag::Vbp | Tag::Vbz)
}

const WEEKDAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"];
const BE: &[&str] = &[
    "be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "get", "gets", "got", "getting",
];
const HAVE: &[&str] = &["have", "has", "had", "having", "'ve", "’ve"];

/// The chunks of a sentence, in order, covering it.
pub(crate) fn chunks(words: &Words<'_>, lexicon: &Lexicon, grammar: &super::grammar::Grammar) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::with_capacity(words.texts.len() / 2);
    let mut at = words.first;
    while at < words.end() {
        let before = chunks.last().map(|c| c.kind);
        let chunk = one(words, lexicon, grammar, at, before);
        at = chunk.tokens.end;
        chunks.push(chunk);
    }
    chunks
}

fn one(
    words: &Words<'_>,
    lexicon: &Lexicon,
    grammar: &super::grammar::Grammar,
    at: usize,
    before: Option<ChunkKind>,
) -> Chunk {
    let whole = |kind, length: usize| Chunk { kind, tokens: at..at + length, head: at };
    if words.names[at - words.first] == 0 {
        let first = (words.word(at), words.classes(at));
        if let Some((length, class)) = lexicon.phrase(first, |i| words.texts.get(at - words.first + i).copied()) {
            if class.has(grammar.including) {
                return whole(ChunkKind::Including, length);
            } else if class.has(grammar.together) {
                return whole(ChunkKind::Conjunction, length);
            } else if class.has(grammar.because) || class.has(grammar.locative) || class.has(grammar.conditional) {
                return whole(ChunkKind::Preposition, length);
            }
        }
        let class = words.classes(at);
        let tag = words.tag(at);
        let verbal = is_verb(tag) || matches!(tag, Tag::In | Tag::Jj | Tag::Rb);
        if class.has(grammar.including) && verbal {
            return whole(ChunkKind::Including, 1);
        }
        if words.is(at, &["following", "amid", "amidst"])
            && words.get_tag(at.wrapping_sub(1)).is_none_or(|t| t != Tag::Dt)
        {
            return whole(ChunkKind::Preposition, 1);
        }
        match tag {
            Tag::Comma => return whole(ChunkKind::Comma, 1),
            Tag::Cc => return whole(ChunkKind::Conjunction, 1),
            Tag::Colon | Tag::OpenBracket | Tag::CloseBracket => return whole(ChunkKind::Break, 1),
            Tag::Wdt | Tag::Wp | Tag::Wps | Tag::Wrb => return whole(ChunkKind::Relative, 1),
            Tag::OpenQuote | Tag::CloseQuote | Tag::Stop | Tag::Uh | Tag::Rp => {
                return whole(ChunkKind::Other, 1);
            }
            _ if words.counts[at - words.first] != 0 => {
                return noun(words, at).unwrap_or_else(|| whole(ChunkKind::Other, 1));
            }
            Tag::In => return whole(ChunkKind::Preposition, 1),
            _ => {}
        }
        if let Some(chunk) = verb(words, grammar, at, before) {
            return chunk;
        }
    }
    noun(words, at).unwrap_or_else(|| whole(ChunkKind::Other, 1))
}

fn verb(words: &Words<'_>, grammar: &super::grammar::Grammar, at: usize, before: Option<ChunkKind>) -> Option<Chunk> {
    let mut end = at;
    let mut form = Verb::default();
    let (mut head, mut last_be) = (None, false);
    let mut first_verb = None;
    let told = |head: Option<usize>| head.is_some_and(|h| words.has(h, grammar.report) && words.tag(h) == Tag::Vbd);
    while let Some(tag) = words.get_tag(end) {
        let class = words.classes(end);
        if end > at && words.names[end - words.first] != 0 {
            break;
        }
        // "have since escalated"
        if head.is_some_and(|h| words.is(h, HAVE))
            && words.is(end, &["since"])
            && words.get_tag(end + 1) == Some(Tag::Vbn)
        {
            end += 1;
            continue;
        }
        match tag {
            Tag::Md if told(head) => break,
            Tag::Md => {
                form.finite = true;
                form.unreal |= class.has(grammar.modal_unreal);
                form.negated |= class.has(grammar.negation);
            }
            Tag::To if words.get_tag(end + 1).is_some_and(|t| is_verb(t) || t == Tag::Rb) => {
                form.infinitive |= first_verb.is_none() && !form.finite;
            }
            _ if is_verb(tag) => {
                let be = words.is(end, BE);
                let have = words.is(end, HAVE);
                if head.is_some() && tag == Tag::Vbg && !last_be && !be {
                    break; // "began" "shelling" stay apart as two verb groups
                }
                if matches!(tag, Tag::Vbd | Tag::Vbz) && told(head) {
                    break; // "what the army said was a depot"
                }
                if first_verb.is_none() {
                    first_verb = Some(tag);
                    form.finite |= !form.infinitive && matches!(tag, Tag::Vbd | Tag::Vbp | Tag::Vbz | Tag::Vb);
                }
                form.passive = tag == Tag::Vbn && last_be || tag == Tag::Vbn && head.is_none() && !form.finite;
                if have
                    && end + 1 < words.end()
                    && words.get_tag(end + 1).is_some_and(|t| is_verb(t) || t == Tag::Rb || t == Tag::To)
                {
                    last_be = false;
                } else {
                    last_be = be || (last_be && have);
                }
                head = Some(end);
            }
            Tag::Rb | Tag::Rbr => {
                form.negated |= class.has(grammar.negation);
                // an adverb belongs to the group only when a verb follows
                let follows = (1..=2).any(|i| {
                    words.get_tag(end + i).is_some_and(|t| {
                        is_verb(t) || t == Tag::Md || t == Tag::To && words.get_tag(end + i + 1).is_some_and(is_verb)
                    }) && (1..i).all(|j| words.get_tag(end + j) == Some(Tag::Rb))
                });
                let negates = class.has(grammar.negation) && head.is_some_and(|h| words.is(h, BE));
                if !follows && !negates {
                    break;
                }
            }
            _ => break,
        }
        end += 1;
    }
    let head = head?;
    let tag = words.tag(head);
    form.bare = end - at == 1 && matches!(tag, Tag::Vbd | Tag::Vbn);
    if form.bare && tag == Tag::Vbn {
        // "drones targeted Srinagar": no participle has an object
        let object = words.names.get(end - words.first).is_some_and(|&n| n != 0)
            || words.get_tag(end).is_some_and(|t| matches!(t, Tag::Dt | Tag::Prps));
        let named = words.has(head, grammar.calling);
        form.finite = object && !named && matches!(before, Some(ChunkKind::Noun));
        form.passive = !form.finite;
    }
    // "due to falling debris": a participle that opens a noun phrase
    let opens_noun = end - at == 1
        && matches!(tag, Tag::Vbg | Tag::Vbn)
        && words.get_tag(end).is_some_and(is_noun)
        && (before.is_none() && tag == Tag::Vbn || matches!(before, Some(ChunkKind::Preposition)))
        && (before.is_none()
            || words.is(at - 1, &["to", "from", "with", "in", "on", "at"])
            // "came under renewed bombardment"
            || tag == Tag::Vbn && words.is(at - 1, &["under", "amid", "after", "by", "despite", "over", "of", "near"]));
    (!opens_noun).then_some(Chunk { kind: ChunkKind::Verb(form), tokens: at..end, head })
}

fn noun(words: &Words<'_>, at: usize) -> Option<Chunk> {
    let mut end = at;
    let mut head = None;
    let mut open = true; // determiners may still come
    while end < words.end() {
        let name = words.names[end - words.first];
        if name != 0 {
            if head.is_some()
                && !open
                && end > at
                && words.get_tag(end - 1).is_some_and(|t| t == Tag::Cd || is_noun(t) && t != Tag::Nnp && t != Tag::Nnps)
                && !is_modifier(words, name)
            {
                break; // "missiles Kyiv" are two phrases
            }
            head = Some(name - 1);
            end = name;
            open = false;
            continue;
        }
        // "On Saturday two bombs", "On April 22 gunmen": the day is a phrase of its own
        if end == at + 1 && ends_day(words, at)
            || end == at + 2 && words.is(at, MONTHS) && words.tag(at + 1) == Tag::Cd && words.tag(end) != Tag::Comma
            // "On 17 March bombs fell"
            || end == at + 2 && words.tag(at) == Tag::Cd && words.is(at + 1, MONTHS) && words.tag(end) != Tag::Cd
        {
            break;
        }
        let count = words.counts[end - words.first];
        if count != 0 && (open || !words.get_tag(end.wrapping_sub(1)).is_some_and(is_noun) || end == at) {
            head = Some(count - 1);
            end = count;
            open = false;
            continue;
        }
        let tag = words.tag(end);
        let next = words.get_tag(end + 1);
        let previous = (end > at).then(|| words.tag(end - 1));
        match tag {
            Tag::Dt | Tag::Pdt | Tag::Prps if open || previous == Some(Tag::Pdt) => {
                if head.is_none() {
                    head = Some(end);
                }
            }
            Tag::Prp | Tag::Ex if end == at => {
                return Some(Chunk { kind: ChunkKind::Noun, tokens: at..at + 1, head: at });
            }
            Tag::Pos => open = false,
            _ if is_noun(tag) => {
                if end > at && !open && words.is(end, WEEKDAYS) && previous != Some(Tag::Pos) {
                    break;
                }
                head = Some(end);
                open = false;
            }
            Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Afx | Tag::Fw | Tag::Currency | Tag::Sym => {
                if !open && previous.is_some_and(is_noun) && !next.is_some_and(|t| is_noun(t) || t == Tag::Hyphen) {
                    break;
                }
                open = false;
                head = head.filter(|&h| is_noun(words.tag(h))).or(Some(end));
            }
            Tag::Cd => {
                if !open && previous.is_some_and(is_noun) && !next.is_some_and(is_noun) {
                    break;
                }
                head = head.filter(|&h| is_noun(words.tag(h))).or(Some(end));
                open = false;
            }
            Tag::Hyphen => open = false,
            Tag::Vbn | Tag::Vbg
                if end > at
                    && (previous == Some(Tag::Hyphen)
                        || !previous.is_some_and(is_noun)
                            && next.is_some_and(|t| is_noun(t) || t == Tag::Jj || t == Tag::Hyphen)) =>
            {
                open = false;
            }
            Tag::Vbn | Tag::Vbg if end == at && next.is_some_and(is_noun) => open = false,
            Tag::Rb | Tag::Rbr | Tag::Rbs
                if next.is_some_and(|t| matches!(t, Tag::Jj | Tag::Cd | Tag::Vbn | Tag::Dt))
                    && !previous.is_some_and(is_noun) => {}
            _ => break,
        }
        end += 1;
    }
    while end > at + 1 && words.tag(end - 1) == Tag::Hyphen {
        end -= 1;
    }
    (end > at).then(|| Chunk { kind: ChunkKind::Noun, tokens: at..end, head: head.unwrap_or(end - 1).min(end - 1) })
}

/// Times of the day that may stand without a determiner.
const HOURS: &[&str] = &[
    "noon",
    "midday",
    "midnight",
    "dawn",
    "daybreak",
    "dusk",
    "nightfall",
    "sunset",
    "sunrise",
    "morning",
    "afternoon",
    "evening",
    "night",
];

/// Whether the token is a weekday or the day of a month that no noun of time follows.
fn ends_day(words: &Words<'_>, at: usize) -> bool {
    let weekday = words.is(at, WEEKDAYS) && words.tag(at) != Tag::Vbp;
    let day = at > words.first && words.is(at - 1, MONTHS) && words.get_tag(at) == Some(Tag::Cd);
    // "By afternoon rockets had come down"
    let hour = at > words.first
        && words.get_tag(at - 1) == Some(Tag::In)
        && words.is(at, HOURS)
        && words.get_tag(at + 1).is_some_and(|t| t == Tag::Nns);
    (weekday || day || hour)
        && !words.get_tag(at + 1).is_some_and(|t| t == Tag::Pos || t == Tag::Hyphen)
        && !words.is(at + 1, &["night", "morning", "evening", "afternoon", "evenings", "nights"])
}

/// Whether the name that ends at `end` modifies a noun that follows: "drone" "Kyiv attack".
fn is_modifier(words: &Words<'_>, end: usize) -> bool {
    // "Israeli-made drones"
    words.get_tag(end).is_some_and(|t| is_noun(t) || matches!(t, Tag::Pos | Tag::Hyphen))
}
