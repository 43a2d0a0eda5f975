//! A sentence as the tagger sees it: words, tags, chunks and clauses, with the toponyms in their chunks.

use super::places::Places;
use super::{
    chunk::{Chunk, ChunkKind, Verb, Words, chunks},
    clause::{Clauses, clauses},
    grammar::Grammar,
    lexicon::{Classes, Lexicon},
};
use crate::{
    gazetteer::PlaceClass,
    recognise::MentionKind,
    resolve::Toponym,
    text::{number::Quantity, pos::Tag},
};

/// Buffers of one sentence's words, kept by the caller so that `Parse` can borrow them.
#[derive(Debug, Default)]
pub(crate) struct Buffers<'t> {
    pub(crate) words: Vec<&'t str>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) names: Vec<usize>,
    pub(crate) counts: Vec<usize>,
    pub(crate) quantities: Vec<Quantity>,
}

/// A parsed sentence.
pub(crate) struct Parse<'a> {
    pub(crate) sentence: usize,
    pub(crate) words: &'a Words<'a>,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) clauses: Clauses,
    pub(crate) grammar: &'a Grammar,
    pub(crate) lexicon: &'a Lexicon,
    /// The document's toponyms.
    pub(crate) toponyms: &'a [Toponym],
    /// What the gazetteer says of them.
    pub(crate) places: Places<'a>,
    /// Those of this sentence, with the chunk that each stands in.
    pub(crate) here: Vec<(usize, usize)>,
}

impl<'a> Parse<'a> {
    pub(crate) fn of(
        sentence: usize,
        words: &'a Words<'a>,
        lexicon: &'a Lexicon,
        grammar: &'a Grammar,
        places: Places<'a>,
        mine: std::ops::Range<usize>,
    ) -> Self {
        let toponyms = places.toponyms;
        let chunks = chunks(words, lexicon, grammar);
        let clauses = clauses(&chunks, words, grammar);
        let here = mine
            .filter_map(|t| {
                let at = toponyms[t].mention.tokens.start;
                chunks.iter().position(|c| c.tokens.contains(&at)).map(|c| (t, c))
            })
            .collect();
        Self { sentence, words, chunks, clauses, grammar, lexicon, toponyms, places, here }
    }

    /// The toponyms that stand in chunk `chunk`.
    pub(crate) fn toponyms_in(&self, chunk: usize) -> impl Iterator<Item = usize> + '_ {
        self.here.iter().filter(move |(_, c)| *c == chunk).map(|(t, _)| *t)
    }

    pub(crate) fn class(&self, toponym: usize) -> Option<PlaceClass> {
        self.toponyms[toponym].resolution.as_ref().map(|r| r.class)
    }

    pub(crate) fn is_demonym(&self, toponym: usize) -> bool {
        self.toponyms[toponym].mention.kind == MentionKind::Demonym
    }

    /// Whether two names stand side by side as in a list that has lost its commas: "shelled Rastan Talbisa and Homs".
    pub(crate) fn is_beside_in_list(&self, a: usize, b: usize) -> bool {
        let ends = self.toponyms[a].mention.tokens.end;
        ends == self.toponyms[b].mention.tokens.start
            && !self.is_demonym(a)
            && !self.is_demonym(b)
            && (!self.places.contains(a, b) || self.class(a) == self.class(b))
    }

    /// The word by which a noun chunk speaks of a place named before: "the besieged city", "the city's supply".
    pub(crate) fn nominal_in(&self, chunk: usize) -> Option<usize> {
        let c = &self.chunks[chunk];
        let owner = c.tokens.clone().find(|&t| self.words.is(t, &["'s", "’s"])).and_then(|t| t.checked_sub(1));
        let owner = owner.filter(|t| c.tokens.contains(t));
        [Some(c.head), owner].into_iter().flatten().find(|&t| self.words.has(t, self.grammar.nominal))
    }

    /// "the district of Bandiagara": whether a word for its sort and "of" stand before a chunk.
    pub(crate) fn is_behind_sort(&self, chunk: usize) -> bool {
        chunk >= 2
            && self.reads(chunk - 1, &["of"])
            && self.words.has(self.chunks[chunk - 2].head, self.grammar.generic)
    }

    /// The chunk of a toponym of the sentence.
    pub(crate) fn chunk_of(&self, toponym: usize) -> Option<usize> {
        self.here.iter().find(|h| h.0 == toponym).map(|h| h.1)
    }

    pub(crate) fn chunk_at(&self, token: usize) -> usize {
        self.chunks.iter().position(|c| c.tokens.contains(&token)).unwrap_or(0)
    }

    pub(crate) fn kind(&self, chunk: usize) -> Option<ChunkKind> {
        self.chunks.get(chunk).map(|c| c.kind)
    }

    pub(crate) fn is_noun(&self, chunk: usize) -> bool {
        self.kind(chunk) == Some(ChunkKind::Noun)
    }

    pub(crate) fn verb(&self, chunk: usize) -> Option<Verb> {
        match self.kind(chunk) {
            Some(ChunkKind::Verb(verb)) => Some(verb),
            _ => None,
        }
    }

    pub(crate) fn head_classes(&self, chunk: usize) -> Classes {
        self.chunks.get(chunk).map_or(Classes::default(), |c| self.words.classes(c.head))
    }

    /// The classes of all words of a chunk.
    pub(crate) fn all_classes(&self, chunk: usize) -> Classes {
        self.chunks[chunk].tokens.clone().fold(Classes::default(), |all, t| all.union(self.words.classes(t)))
    }

    /// Whether a chunk of several words is a listed phrase of `class`.
    pub(crate) fn all_phrase_is(&self, chunk: usize, class: Classes) -> bool {
        let tokens = self.chunks[chunk].tokens.clone();
        self.lexicon
            .phrase((self.words.word(tokens.start), self.words.classes(tokens.start)), |i| {
                tokens.clone().nth(i).map(|t| self.words.word(t))
            })
            .is_some_and(|(length, classes)| length == tokens.len() && classes.has(class))
    }

    /// "in retaliation for"
    pub(crate) fn gives_cause(&self, preposition: usize) -> bool {
        self.kind(preposition) == Some(ChunkKind::Preposition)
            && self.chunks[preposition].tokens.len() > 1
            && self.all_phrase_is(preposition, self.grammar.because)
    }

    /// The verb of a clause, if it tells what somebody says: "officials said".
    pub(crate) fn report_of(&self, clause: usize) -> Option<usize> {
        let verb = self.clauses.all[clause].verbs.first().copied();
        verb.filter(|&v| self.head_classes(v).has(self.grammar.report))
    }

    /// Whether the words of a chunk are exactly one of `phrases`.
    pub(crate) fn reads(&self, chunk: usize, phrases: &[impl AsRef<str>]) -> bool {
        let Some(tokens) = self.chunks.get(chunk).map(|c| c.tokens.clone()) else {
            return false;
        };
        let first = self.words.word(tokens.start);
        let starts = |p: &str| p.get(..first.len()).is_some_and(|start| start.eq_ignore_ascii_case(first));
        phrases.iter().map(AsRef::as_ref).filter(|p| starts(p)).any(|p| {
            let mut parts = p.split(' ');
            tokens.clone().all(|t| parts.next().is_some_and(|x| x.eq_ignore_ascii_case(self.words.word(t))))
                && parts.next().is_none()
        })
    }

    /// The main verb of the clause that `chunk` stands in.
    pub(crate) fn verb_of(&self, chunk: usize) -> Option<usize> {
        self.clauses.all[self.clauses.of[chunk]].verbs.first().copied()
    }

    /// The noun chunks joined to `chunk` by commas and conjunctions, from it on: "Kharkiv, Lviv and Odesa".
    pub(crate) fn list_from(&self, chunk: usize) -> Vec<usize> {
        let mut list = vec![chunk];
        let mut at = chunk;
        loop {
            let mut next = at + 1;
            while matches!(self.kind(next), Some(ChunkKind::Comma | ChunkKind::Conjunction)) {
                next += 1;
            }
            let same = next > at + 1 && self.is_noun(next) && self.clauses.of[next] == self.clauses.of[chunk];
            if !same {
                return list;
            }
            list.push(next);
            at = next;
        }
    }
}
