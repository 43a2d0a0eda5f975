//! Recognise: tokens in, mentions out: the spans that name places or peoples. Knows nothing of events, and not which
//! place of a name is meant.

mod around;
mod document;
pub mod features;
mod lexicon;
mod lists;
mod scan;
mod seen;
mod tally;
pub mod training;
mod unknown;
mod walk;
pub mod weights;
mod words;

use std::ops::Range;

use around::Around;
use features::Keys;
pub(crate) use lexicon::{Senses, senses};
use lists::Lists;
use scan::{Candidate, Scan};
use walk::Sort;
use weights::{FormatError, Weights, log_odds};
use words::{Case, Words};

use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId},
    text::{Span, Tokens},
};

/// What a mention's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// A name of a place: "Sirsa", "Nur Khan Airbase".
    Name,
    /// A people or adjective: "Indian", "Pakistanis"; its candidates are the countries or regions.
    Demonym,
    /// Words that look like a place's name but that the gazetteer lacks.
    Unknown,
}

/// A word for a sort of place beside a name, that is no part of it: "Arnia *sector*", "the *state* of Punjab".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generic {
    /// Index into `Tokens.tokens`.
    pub tokens: Range<usize>,
    /// What the word means.
    pub class: PlaceClass,
}

/// A span that names a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Index into `Tokens.tokens`, without a possessive "’s".
    pub tokens: Range<usize>,
    /// Index into `Tokens.sentences`.
    pub sentence: usize,
    /// Bytes of the sentence's part.
    pub span: Span,
    /// What the words are.
    pub kind: MentionKind,
    /// The rows that bear the name, in the gazetteer's order; empty for an unknown name.
    pub candidates: Vec<PlaceId>,
    /// How each candidate bears the name.
    pub names: Vec<NameKind>,
    /// The word for a sort of place beside the name.
    pub generic: Option<Generic>,
    /// Whether the name belongs to a longer word or name that acts: "Pakistan-backed", "Punjab Police".
    pub compound: bool,
    /// How likely it is that the span names a place.
    pub probability: f32,
}

/// The weights that `data/recognise.md` describes.
const EMBEDDED: &[u8] = include_bytes!("../../data/recognise.bin");

/// From which probability on a name is looked at for events: nothing finds a place again that is lost here, and the
/// words of an event say of most others that they are none.
const RECALL: f32 = 0.05;

/// How many bearers of a name are kept: they come best first, of a gazetteer of 12 million rows a name may have
/// thousands, and the resolver weighs 24.
pub(crate) const BEARERS: usize = 128;

/// How often an unknown name is a place, measured on the corpora of `data/recognise.md`.
const UNKNOWN: f32 = 0.4;

/// Finds mentions by a table of weights.
#[derive(Debug, Clone, Copy)]
pub struct Recogniser<'w> {
    weights: Weights<'w>,
    /// Whether events are looked for; else places.
    events: bool,
}

impl Recogniser<'static> {
    /// With the embedded weights; costs nothing.
    pub const fn embedded() -> Self {
        Self { weights: Weights::trusted(EMBEDDED), events: false }
    }
}

impl<'w> Recogniser<'w> {
    /// With the bytes of a weights file.
    ///
    /// # Errors
    /// When they are not a weights file of this version.
    pub fn new(weights: &'w [u8]) -> Result<Self, FormatError> {
        Weights::new(weights).map(|weights| Self { weights, events: false })
    }

    /// The same, for events: less likely names too, since what is said to have been struck is a place, but none that a ship, a
    /// campaign or a bank has in its own name.
    #[must_use]
    pub fn for_events(self) -> Self {
        Self { events: true, ..self }
    }

    /// Finds the mentions of a document, in its order; no two of them share a token.
    pub fn mentions(&self, gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Mention> {
        let words = Words::of(tokens);
        let scan = Scan::of(gazetteer, &words);
        let scores: Vec<f32> = (0..scan.candidates.len())
            .map(|index| {
                let mut sum = 0;
                Keys(|key| sum += self.weights.word(key)).of(&scan, index);
                log_odds(sum)
            })
            .collect();
        let mut chances: Vec<f32> =
            document::features(&scan, &scores).iter().map(|features| self.weights.document(features)).collect();
        let threshold = self.weights.threshold();
        let lists = if self.events { Lists::raise(&scan, &mut chances, threshold) } else { Lists::default() };
        let mut chosen = scan.choose(&chances, if self.events { RECALL } else { threshold });
        if self.events {
            let likely = |i: usize| chances[i] >= threshold;
            chosen.retain(|&i| {
                let candidate = &scan.candidates[i];
                (likely(i) || !is_stray(&scan, candidate)) && !is_of_another(&scan, candidate)
            });
        }
        let mut reader = Reader {
            gazetteer,
            scan: &scan,
            chances: &chances,
            chosen: &chosen,
            lists,
            events: self.events,
            mentions: Vec::new(),
        };
        for sentence in 0..scan.sentences.len() {
            reader.sentence(sentence);
        }
        reader.mentions
    }
}

/// Whether a name that is less likely a place stands in a run of capitalised words ("Green Zone"), or is a word of another sense
/// ("Artillery", the "al" of "al-Bureijiya"): then it is none, however low the threshold.
fn is_stray(scan: &Scan<'_, '_>, candidate: &Candidate<'_>) -> bool {
    const OTHER: Senses = Senses::WORD
        .or(Senses::PARTICLE)
        .or(Senses::SORT)
        .or(Senses::ORGANISATION)
        .or(Senses::ACTOR)
        .or(Senses::TITLE)
        .or(Senses::DIRECTION);
    let around = &scan.sentences[candidate.sentence];
    let (words, start, end) = (around.words, candidate.start, candidate.end());
    let beside = |i: usize, next: usize| words.is_capital(i) && words.at(next).space_before;
    let run = start > around.range.start && beside(start - 1, start) || end < around.range.end && beside(end, end);
    let word = end == start + 1 && words.senses(start).any(OTHER);
    word || run && around.case == Case::Sentence
}

/// "USS Nevada", "Operation Rawalpindi", "Bank of Punjab", "Washington Post", the "Marathon" of "the Boston Marathon"
fn is_of_another(scan: &Scan<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let around = &scan.sentences[candidate.sentence];
    let (words, start) = (around.words, candidate.start);
    let tail = candidate.end() == start + 1
        && start >= around.range.start + 2
        && around.case == Case::Sentence
        && (words.senses(start).any(Senses::ORGANISATION) || words.get(start) == "Republic")
        && words.is_capital(start - 1)
        && words.at(start).space_before
        && !words.senses(start - 1).any(Senses::DIRECTION);
    // "Ukrainian Kharkiv, a city": no given name
    let named = || scan.candidates.iter().any(|c| c.sentence == candidate.sentence && c.end() == start);
    tail || is_surname(around, candidate) && !named()
        || around.is_named_after(start)
        || around.is_organisation(candidate.end())
}

/// "Leila Torres, a nurse", "Leila Torres said": the name of a person, of whatever place too.
fn is_surname(around: &Around<'_>, candidate: &Candidate<'_>) -> bool {
    const PLACED: Senses = Senses::CUE
        .or(Senses::DIRECTION)
        .or(Senses::SORT)
        .or(Senses::BEFORE_NAME)
        .or(Senses::NEVER)
        .or(Senses::FUNCTION);
    let (words, start, end) = (around.words, candidate.start, candidate.end());
    if end != start + 1 || start == around.range.start || around.case != Case::Sentence {
        return false;
    }
    let given = words.at(start - 1);
    let is_given = given.capital && !given.capitals && given.text.len() > 2 && !given.senses.any(PLACED);
    let (after, then) = (words.within(end, &around.range), words.within(end + 1, &around.range).text);
    let presented = after.text == "," && (matches!(then, "a" | "an" | "who" | "whose") || is_age(then));
    let speaks = after.senses.any(Senses::SPEAKS);
    // a capital at the start of a sentence says nothing: "Meanwhile Kyiv said"
    let sure = start > around.range.start + 1 || given.senses.any(Senses::GIVEN.or(Senses::GIVEN_PLACE));
    is_given && words.at(start).space_before && (presented || speaks && sure)
}

/// "Leila Torres, 43, …"
fn is_age(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Finds the mentions of a document with the embedded weights, in its order; no two of them share a token.
pub fn recognise(gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Mention> {
    Recogniser::embedded().mentions(gazetteer, tokens)
}

/// Makes mentions of what was chosen and of unknown names between.
struct Reader<'s, 't, 'g> {
    gazetteer: &'g Gazetteer,
    scan: &'s Scan<'t, 'g>,
    chances: &'s [f32],
    /// Not read yet, in the order of the document.
    chosen: &'s [usize],
    lists: Lists,
    events: bool,
    mentions: Vec<Mention>,
}

impl Reader<'_, '_, '_> {
    fn sentence(&mut self, sentence: usize) {
        let around = &self.scan.sentences[sentence];
        let words = around.words;
        let end = around.range.end;
        let mut at = around.range.start;
        let mut last: Option<usize> = None;
        let first = self.mentions.len();
        // whether the mention before stands in a list of places that "in" or the like leads
        let mut in_list = false;
        while at < end {
            let next = self.chosen.first().map(|&i| (i, &self.scan.candidates[i])).filter(|(_, c)| c.start <= at);
            if next.is_none() && !words.is_capital(at) && !words.leads_name(at, end) {
                at += 1;
                continue;
            }
            let listed = in_list
                && last.is_some_and(|l| (l..at).all(|i| matches!(words.get(i), "," | "and")) && at - l <= 2 && at > l);
            let mention = if let Some((index, candidate)) = next {
                self.chosen = &self.chosen[1..];
                if candidate.start < at {
                    continue; // in the word for the sort of the place before: "Punjab Province, Punjab"
                }
                let mission = self.events.then(|| mission(self.scan, around, candidate)).flatten();
                Some(match mission {
                    Some(end) => unlisted(around, sentence, candidate.start..end),
                    None => name(around, candidate, self.chances[index]),
                })
            } else {
                self.unknown(around, sentence, at, listed)
            };
            if let Some(mention) = mention {
                at = mention.tokens.end;
                in_list = listed || around.is_cued(mention.tokens.start);
                let generic_end = mention.generic.as_ref().map_or(at, |g| g.tokens.end);
                at = at.max(generic_end);
                last = Some(at);
                self.mentions.push(mention);
            } else {
                at += 1;
            }
        }
        self.share_sorts(words, first);
    }

    /// Gives every name of a list the word for its sort that stands for all: "Odesa, Kharkiv and Sumy regions", "the provinces
    /// of Idlib and Homs".
    fn share_sorts(&mut self, words: &Words<'_>, first: usize) {
        let own = &mut self.mentions[first..];
        let is_listed = |a: &Mention, b: &Mention| {
            let between = a.tokens.end..b.tokens.start;
            // the commas of some texts are lost
            between.len() <= 2 && between.clone().all(|i| matches!(words.get(i), "," | "and" | "or"))
        };
        let plural = |m: &Mention| {
            let generic = m.generic.as_ref().filter(|g| g.class != PlaceClass::Site)?;
            let of_all = generic.tokens.is_empty() || words.get(generic.tokens.end - 1).ends_with('s');
            of_all.then_some((generic.tokens.start < m.tokens.end, generic.class))
        };
        let takes = |m: &Mention| m.kind == MentionKind::Name && m.generic.is_none();
        for i in (1..own.len()).rev() {
            if let Some((false, class)) =
                plural(&own[i]).filter(|_| takes(&own[i - 1]) && is_listed(&own[i - 1], &own[i]))
            {
                let end = own[i - 1].tokens.end;
                own[i - 1].generic = Some(Generic { tokens: end..end, class });
            }
        }
        for i in 1..own.len() {
            if let Some((true, class)) =
                plural(&own[i - 1]).filter(|_| takes(&own[i]) && is_listed(&own[i - 1], &own[i]))
            {
                let start = own[i].tokens.start;
                own[i].generic = Some(Generic { tokens: start..start, class });
            }
        }
    }

    /// A name that the words around it give from token `start` on, mostly unknown, unless a chosen one begins within.
    fn unknown(&self, around: &Around<'_>, sentence: usize, start: usize, listed: bool) -> Option<Mention> {
        let tokens = if let Some(end) = self.lists.end(start) {
            let end = self.chosen.first().map_or(end, |&i| end.min(self.scan.candidates[i].start));
            let spelled = |tokens: Range<usize>| {
                let part = around.words.tokens.part_of(sentence);
                let name = around.words.tokens.slice(part, span(around, &tokens));
                !self.gazetteer.spelled_like(name, |_| true).is_empty()
            };
            around.listed(start, end, self.lists.bare, spelled)?
        } else {
            around.unknown(start, listed, self.events, &self.scan.seen)?
        };
        // "near Jammu airport" says enough for a row of that name, whatever its weights say
        let known = self.scan.starting(start).find(|&i| self.scan.candidates[i].end() == tokens.end);
        if let Some(index) = known.filter(|_| around.words.is_lower(tokens.end - 1)) {
            return Some(name(around, &self.scan.candidates[index], self.chances[index].max(UNKNOWN)));
        }
        let next = self.chosen.first().map(|&i| self.scan.candidates[i].start);
        next.is_none_or(|next| next >= tokens.end).then(|| unlisted(around, sentence, tokens))
    }
}

/// Where "the Peruvian embassy" ends, which is not in Peru.
fn mission(scan: &Scan<'_, '_>, around: &Around<'_>, candidate: &Candidate<'_>) -> Option<usize> {
    let country = candidate.found.sort == Sort::Demonym || scan.name(candidate).class == PlaceClass::Country;
    let end = candidate.end() + usize::from(around.words.is_clitic(candidate.end()));
    (country && around.words.within(end, &around.range).senses.any(Senses::MISSION))
        .then(|| around.sort_after(end + 1).0)
}

/// A name that no row bears.
fn unlisted(around: &Around<'_>, sentence: usize, tokens: Range<usize>) -> Mention {
    Mention {
        span: span(around, &tokens),
        tokens,
        sentence,
        kind: MentionKind::Unknown,
        candidates: Vec::new(),
        names: Vec::new(),
        generic: None,
        compound: false,
        probability: UNKNOWN,
    }
}

fn name(around: &Around<'_>, candidate: &Candidate<'_>, probability: f32) -> Mention {
    let tokens = candidate.start..candidate.end();
    let demonym = candidate.found.sort == Sort::Demonym;
    let bearers = candidate.found.bearers;
    let room = bearers.count().min(BEARERS);
    let (mut candidates, mut names) = (Vec::with_capacity(room), Vec::with_capacity(room));
    for (place, kind) in bearers.best(BEARERS) {
        candidates.push(place);
        names.push(kind);
    }
    Mention {
        span: span(around, &tokens),
        sentence: candidate.sentence,
        kind: if demonym { MentionKind::Demonym } else { MentionKind::Name },
        candidates,
        names,
        generic: if demonym { None } else { generic(around, tokens.start, tokens.end) },
        compound: around.is_compound(tokens.start, tokens.end),
        tokens,
        probability,
    }
}

fn span(around: &Around<'_>, tokens: &Range<usize>) -> Span {
    Span { start: around.words.token(tokens.start).span.start, end: around.words.token(tokens.end - 1).span.end }
}

/// The word for a sort of place after a name, or before it with "of".
fn generic(around: &Around<'_>, start: usize, end: usize) -> Option<Generic> {
    let words = around.words;
    let (sort_end, sort) = around.sort_after(end);
    if sort && let Some(class) = words.senses(sort_end - 1).class() {
        return Some(Generic { tokens: end..sort_end, class });
    }
    let first = around.range.start;
    if start >= first + 2 && words.get(start - 1) == "of" {
        let class = words.senses(start - 2).class()?;
        return Some(Generic { tokens: start - 2..start - 1, class });
    }
    // "provinces such as Idlib", "regions spanning from Volyn"; but towns too are "several regions, including"
    let led = |i: &usize| matches!(words.get(*i), "such" | "as" | "including" | "like" | "from" | "spanning" | ",");
    let leading = (first..start).rev().take(3).take_while(led).count();
    let sort =
        (start - leading).checked_sub(1).filter(|&i| leading > 0 && i >= first && words.get(start - 1) != ",")?;
    let class = words.senses(sort).class().filter(|_| words.get(sort).ends_with('s'))?;
    let spans = words.get(sort).starts_with("region") && words.get(start - 1) == "from";
    (class == PlaceClass::Province || spans).then(|| Generic { tokens: sort..sort + 1, class })
}

#[cfg(test)]
mod tests;
