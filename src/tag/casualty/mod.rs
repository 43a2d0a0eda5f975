//! Casualties: how many a sentence says were killed and injured, by whatever grammar it says so.
//!
//! The words are `data/figures.toml`'s; the figures [`crate::text::number`]'s. A figure that "killed and wounded" share
//! is nobody's, and neither is that of plain "casualties", for how many of them died is not said. "No casualties" is
//! nought of both.

mod figures;
mod party;
mod toll;
mod total;
mod voice;

use std::ops::Range;

pub use figures::Figures;
use figures::{Role, Trigger};
use party::Party;
use toll::{counted_noun, death_toll, number_of};
use total::{is_total, sums};
use voice::{Voice, auxiliaries, reduced, voice};

use crate::text::{Tokens, Words};

/// A figure of casualties in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Casualty {
    /// Both its figure and its verb or noun.
    pub tokens: Range<usize>,
    /// The verb or noun, "killed".
    pub trigger: usize,
    /// The figure with its noun, "at least 18 people".
    pub figure: Range<usize>,
    /// Dead or hurt.
    pub kind: Kind,
    /// The figure stated; the lower of two.
    pub low: u64,
    /// The higher of two, or the figure of "up to 15".
    pub high: Option<u64>,
    /// Whether a word stands for the figure: "dozens".
    pub vague: bool,
    /// Whether the sentence calls it a sum over several places or over a time.
    pub total: bool,
}

/// What befell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Dead.
    Killed,
    /// Wounded or injured.
    Injured,
}

/// The words at which figures without a trigger of their own are read.
const PHRASES: &[&str] = &["toll", "lives", "life", "suffered", "sustained", "suffering", "suffer", "casualties"];

impl Figures {
    /// Finds the figures of casualties in a sentence, from left to right by their triggers.
    pub fn find(&self, tokens: &Tokens<'_>, sentence: usize) -> Vec<Casualty> {
        let words = Words::of(tokens, sentence);
        let mut found: Vec<Casualty> = Vec::new();
        let mut i = words.range().start;
        while i < words.range().end {
            let next = self.at(words, i, &mut found);
            i = next.max(i + 1);
        }
        for n in 0..found.len() {
            let until = found.get(n + 1).map_or(words.range().end, |next| next.trigger);
            found[n].total |= is_total(words, &found[n], until);
        }
        // "200 killed and 700 injured across the country": the sum is of both
        for n in (1..found.len()).rev() {
            let gap = found[n - 1].tokens.end..found[n].tokens.start;
            if found[n].total && gap.len() == 1 && words.any(gap.start, &["and", ","]) {
                found[n - 1].total = true;
            }
        }
        found
    }

    /// Reads the trigger at `i`, if it is one, and returns where to go on.
    fn at(&self, words: Words<'_>, i: usize, found: &mut Vec<Casualty>) -> usize {
        if !self.sieve.admits(words.get(i)) {
            return i + 1;
        }
        let Some(trigger) = self.trigger(words.get(i)) else {
            self.phrase(words, i, found);
            return i + 1;
        };
        if let Some(second) = self.partner(words, i, trigger) {
            return self.shared(words, i, second, trigger, found);
        }
        if let Some(figure) = number_of(words, i) {
            push(found, i, trigger.kind, &figure);
            if let Some(last) = found.last_mut().filter(|c| c.trigger == i) {
                last.total = words.any(i.wrapping_sub(4), &["total"])
                    || words.any(i.wrapping_sub(3), &["total"])
                    || sums(words, i..figure.tokens.start);
            }
            return i + 1;
        }
        let party = match trigger.role {
            Role::Participle => self.participle(words, i),
            Role::Active => self.active(words, i),
            Role::Subject => self.dying(words, i),
            Role::State => self.state(words, i),
            Role::Noun => self.noun_figure(words, i),
        };
        if let Some(party) = party {
            push(found, i, trigger.kind, &party);
            // "no deaths or injuries"
            let other = self
                .trigger(words.get(i + 2))
                .filter(|t| party.low == 0 && t.role == Role::Noun && words.any(i + 1, &["or", "and"]));
            if let Some(other) = other {
                push(found, i + 2, other.kind, &party);
            }
        }
        i + 1
    }

    /// The other trigger of "killed and wounded", "dead or injured", "Killed Injured".
    fn partner(&self, words: Words<'_>, i: usize, trigger: Trigger) -> Option<usize> {
        let mut second = i + 1 + usize::from(words.any(i + 1, &["and", "or", ","]));
        second += usize::from(words.any(second, &["or", "seriously", "badly"]));
        let other = self.trigger(words.get(second))?;
        (other.kind != trigger.kind && other.role != Role::Noun).then_some(second)
    }

    /// Two triggers with one figure: nought is of both, another of neither; a figure after the second is its own.
    fn shared(&self, words: Words<'_>, i: usize, second: usize, trigger: Trigger, found: &mut Vec<Casualty>) -> usize {
        let start = self.clause_start(words, i);
        let subject_end = match voice(self, words, i) {
            Voice::Passive(end) => end,
            Voice::Active => i,
            Voice::Unreal => return second + 1,
        };
        let subject = self.subject(words, start, subject_end, subject_end == i);
        if let (Some(subject), Some(other)) = (subject, self.trigger(words.get(second))) {
            if subject.low == 0 {
                push(found, i, trigger.kind, &subject);
                push(found, second, other.kind, &subject);
            } else if self.object(words, second + 1).is_some() {
                push(found, i, trigger.kind, &subject);
                return second;
            }
        }
        second + 1
    }

    /// "killed": passive, active or reduced ("two killed in").
    fn participle(&self, words: Words<'_>, i: usize) -> Option<Party> {
        match voice(self, words, i) {
            Voice::Unreal => None,
            Voice::Passive(end) => self
                .subject(words, self.clause_start(words, end), end, false)
                .or_else(|| self.object(words, i + 1).filter(|_| words.any(end.wrapping_sub(1), &["there", "also"]))),
            Voice::Active => {
                let object = self.object(words, i + 1);
                if object.is_some() {
                    return object;
                }
                let adverb = usize::from(words.before(i, 1).ends_with("ly"));
                let start = self.clause_start(words, i - adverb);
                let reduced = reduced(words, i + 1) || self.is_people(words.get(i + 1));
                let subject = self.subject(words, start, i - adverb, true)?;
                // "two wounded soldiers" but not "a wounded soldier said"
                let adjective = self.is_adjective(words, i);
                (reduced && !(adjective && subject.low == 1)).then_some(subject)
            }
        }
    }

    /// "killing", "kills", "kill".
    fn active(&self, words: Words<'_>, i: usize) -> Option<Party> {
        const UNREAL: &[&str] = &[
            "to", "would", "could", "will", "may", "might", "can", "must", "should", "not", "n't", "never", "did", "do",
        ];
        if words.any(i.wrapping_sub(1), UNREAL) || words.before(i, 1).is_empty() && words.is(i, "kill") {
            return None;
        }
        let of = usize::from(words.is(i + 1, "of"));
        self.object(words, i + 1 + of)
    }

    /// "died".
    fn dying(&self, words: Words<'_>, i: usize) -> Option<Party> {
        let end = auxiliaries(words, i)?;
        let who = end.checked_sub(1).filter(|&w| words.any(w, &["who", "that"]));
        let end = who.unwrap_or(end);
        self.subject(words, self.clause_start(words, end), end, who.is_some())
    }

    /// "dead": "left two dead", "two shot dead", "two were dead".
    fn state(&self, words: Words<'_>, i: usize) -> Option<Party> {
        const DONE: &[&str] = &[
            "shot",
            "stabbed",
            "beaten",
            "found",
            "pronounced",
            "declared",
            "feared",
            "confirmed",
            "presumed",
            "reported",
        ];
        const AFTER: &[&str] =
            &["sea", "heat", "end", "ball", "line", "zone", "weight", "ringer", "set", "bodies", "body"];
        if words.any(i + 1, AFTER)
            || words.any(i.wrapping_sub(1), &["the", "a"])
            || words.is_dash(i + 1) && words.is_glued(i + 1)
        {
            return None;
        }
        let verb = i.checked_sub(1).filter(|&v| words.any(v, DONE));
        let at = verb.unwrap_or(i);
        match voice(self, words, at) {
            Voice::Unreal => None,
            Voice::Passive(end) => self.subject(words, self.clause_start(words, end), end, false),
            Voice::Active => {
                let object = verb.and_then(|_| self.object(words, i + 1));
                if object.is_some() {
                    return object;
                }
                // "two dead batteries"
                if words.is_word(i + 1) && !reduced(words, i + 1) && !self.is_people(words.get(i + 1)) {
                    return None;
                }
                self.subject(words, self.clause_start(words, at), at, true)
            }
        }
    }

    /// "two deaths", "the deaths of two men", "no injuries".
    fn noun_figure(&self, words: Words<'_>, i: usize) -> Option<Party> {
        if words.is(i + 1, "of") {
            return self.object(words, i + 2);
        }
        if words.is(i + 1, "toll") {
            return None;
        }
        counted_noun(words, i)
    }

    /// Figures without a trigger word of their own: tolls, lives, injuries suffered, "no casualties".
    fn phrase(&self, words: Words<'_>, i: usize, found: &mut Vec<Casualty>) {
        if words.is(i, "toll") {
            let party = death_toll(words, i);
            if let Some(party) = party {
                let total = (1..=3).any(|n| {
                    i.checked_sub(n).is_some_and(|at| {
                        words.any(at, &["overall", "total", "combined", "cumulative", "nationwide", "national"])
                    })
                }) || sums(words, i..party.tokens.start);
                push(found, i, Kind::Killed, &party);
                if let Some(last) = found.last_mut().filter(|c| c.trigger == i) {
                    last.total = total;
                }
            }
        } else if words.any(i, &["lives", "life"]) {
            if let Some(party) = self.lives(words, i) {
                push(found, i, Kind::Killed, &party);
            }
        } else if words.any(i, &["suffered", "sustained", "suffering", "suffer"]) {
            let harm = (i + 1..i + 7).take_while(|&h| words.is_word(h) && !words.is(h, "and"));
            let mut harm =
                harm.skip_while(|&h| !words.any(h, &["injuries", "wounds", "burns", "concussions", "injury"]));
            if let Some(end) = harm.next().and(auxiliaries(words, i)) {
                let who = end.checked_sub(1).filter(|&w| words.is(w, "who")).unwrap_or(end);
                if let Some(party) = self.subject(words, self.clause_start(words, who), who, who != end) {
                    push(found, i, Kind::Injured, &party);
                }
            }
        } else if words.is(i, "casualties")
            && let Some(party) = counted_noun(words, i).filter(|p| p.low == 0)
        {
            push(found, i, Kind::Killed, &party);
            push(found, i, Kind::Injured, &party);
        }
    }

    /// "claimed 13 lives", "claimed the lives of two men", "two men lost their lives".
    fn lives(&self, words: Words<'_>, i: usize) -> Option<Party> {
        const TOOK: &[&str] = &["claimed", "claiming", "claims", "cost", "costing", "took", "taken", "taking", "takes"];
        let took = (2..=6).any(|n| i.checked_sub(n).is_some_and(|at| words.any(at, TOOK)));
        if took && words.is(i + 1, "of") {
            return self.object(words, i + 2);
        }
        let lost = i.checked_sub(2).filter(|&at| words.any(at, &["lost", "lose", "losing"]));
        if let Some(lost) = lost.filter(|_| words.any(i - 1, &["their", "his", "her"])) {
            let end = auxiliaries(words, lost)?;
            let who = end.checked_sub(1).filter(|&w| words.is(w, "who")).unwrap_or(end);
            return self.subject(words, self.clause_start(words, who), who, who != end);
        }
        let gone = took || (words.any(i + 1, &["were", "have", "lost"]) && (1..=3).any(|n| words.is(i + n, "lost")));
        counted_noun(words, i).filter(|_| gone && words.is(i, "lives"))
    }

    /// The first token of the clause that ends before `end`.
    fn clause_start(&self, words: Words<'_>, end: usize) -> usize {
        const BOUNDS: &[&str] = &[
            ";", ":", "“", "said", "says", "when", "where", "while", "after", "before", "because", "but", "although",
            "which", "that", "if", "until", "who", "whose", "leaving", "left", "reported",
        ];
        let first = words.range().start.max(end.saturating_sub(30));
        let inner = first..end;
        let bound = inner.rev().find(|&i| {
            // not the quotes of «12 “terrorists”»
            let counted = words.get(i) == "“" && words.is_number(i.wrapping_sub(1));
            words.any(i, BOUNDS) && !counted || self.ends_clause(words, i)
        });
        bound.map_or(first, |b| b + 1)
    }

    /// Whether the trigger at `i` stands before its noun, "injured men", not "one killed, others hurt".
    fn is_adjective(&self, words: Words<'_>, i: usize) -> bool {
        self.is_people(words.get(i + 1)) && !words.is(i + 1, "others")
    }

    /// A trigger that is no adjective: "the injured men were killed".
    fn ends_clause(&self, words: Words<'_>, i: usize) -> bool {
        self.trigger(words.get(i)).is_some_and(|t| t.role != Role::Noun && !self.is_adjective(words, i))
    }
}

fn push(found: &mut Vec<Casualty>, trigger: usize, kind: Kind, party: &Party) {
    let figure = party.tokens.clone();
    let taken = party.low > 0 && found.iter().any(|c| c.figure.start < figure.end && figure.start < c.figure.end);
    if taken {
        return;
    }
    found.push(Casualty {
        tokens: figure.start.min(trigger)..figure.end.max(trigger + 1),
        trigger,
        figure,
        kind,
        low: party.low,
        high: party.high,
        vague: party.vague,
        total: false,
    });
}

#[cfg(test)]
mod tests;
