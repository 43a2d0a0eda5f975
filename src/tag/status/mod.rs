//! Status: did it happen? From the verb's form, what governs the trigger, and who says so.

mod attribution;
mod background;
mod negation;
mod unreal;

use super::{
    arguments::Instance,
    chunk::ChunkKind,
    clause::ClauseKind,
    sentence::Parse,
    trigger::{Trigger, Use},
};
use crate::kinds::Slot;

/// What a document says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// As a fact.
    Reported,
    /// On a party's word alone.
    Claimed,
    /// By one side, against another's word.
    Disputed,
    /// As not having happened.
    Denied,
    /// As something that may come.
    Threatened,
    /// As what went before the news.
    Background,
}

impl Status {
    /// The word in the `status` column.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Reported => "reported",
            Status::Claimed => "claimed",
            Status::Disputed => "disputed",
            Status::Denied => "denied",
            Status::Threatened => "threatened",
            Status::Background => "background",
        }
    }

    /// Whether the event is said to have happened, as news.
    pub fn happened(self) -> bool {
        matches!(self, Status::Reported | Status::Claimed | Status::Disputed)
    }
}

/// A status with its reasons; none when the sentence says that there was no such event.
#[derive(Debug, Clone)]
pub(crate) struct Judgement {
    pub(crate) status: Option<Status>,
    pub(crate) why: &'static str,
    /// The chunk of who says so.
    pub(crate) speaker: Option<usize>,
}

/// Judges a trigger in its sentence.
pub(crate) fn judge(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance) -> Judgement {
    let judge = Judge { parse, trigger, instance };
    let (speaker, denied, claim) = judge.attribution();
    let unhappened = (!judge.restores()).then(|| judge.negated().or_else(|| judge.unreal())).flatten();
    let (status, why) = if denied {
        (Some(Status::Denied), "denied")
    } else if let Some((status, why)) = unhappened {
        (status, why)
    } else if let Some(why) = judge.background() {
        (Some(Status::Background), why)
    } else if claim {
        (Some(Status::Claimed), "claimed")
    } else {
        (Some(Status::Reported), "reported")
    };
    Judgement { status, why, speaker }
}

struct Judge<'j, 'p> {
    parse: &'j Parse<'p>,
    trigger: &'j Trigger,
    instance: &'j Instance,
}

impl Judge<'_, '_> {
    /// Whether an order makes it so: a blackout, not a strike.
    pub(super) fn is_ordered(&self) -> bool {
        self.trigger.frame.subject == Slot::Place
    }

    /// "crews worked to restore power", "power was not restored": whether it happened or not, it was out before.
    fn restores(&self) -> bool {
        let parse = self.parse;
        let restore = parse.grammar.restore;
        let mut words = self.instance.found.start..self.instance.found.end;
        // "the outage should be resolved by Thursday"
        let ends =
            || self.governors().iter().any(|&(v, _)| v > self.instance.chunk && parse.head_classes(v).has(restore));
        self.is_ordered() && (words.any(|t| parse.words.has(t, restore)) || self.trigger.usage == Use::Noun && ends())
    }

    /// Verb groups that govern the trigger, nearest first: its own, its clause's, then those of the clauses above, each
    /// with whether the trigger stands in the scope of the verb (after it) and the number of clauses between.
    pub(super) fn governors(&self) -> Vec<(usize, usize)> {
        let parse = self.parse;
        let mut all = Vec::new();
        let mut child: Option<usize> = None;
        for (depth, clause) in parse.clauses.outward(self.instance.clause).enumerate() {
            let verbs = &parse.clauses.all[clause].verbs;
            if depth == 0 {
                all.extend(verbs.iter().map(|&v| (v, 0)));
            } else if let Some(child) = child {
                let kind: ClauseKind = parse.clauses.all[child].kind;
                // what a relative or adverbial clause hangs on says nothing of it
                if matches!(kind, ClauseKind::Complement | ClauseKind::Infinitive)
                    || kind == ClauseKind::Participle && self.is_complement_participle(child)
                {
                    all.extend(verbs.iter().filter(|&&v| v < self.instance.chunk).map(|&v| (v, depth)));
                } else if kind != ClauseKind::Coordinate || parse.clauses.all[child].subject.is_some() {
                    break;
                }
            }
            child = Some(clause);
        }
        all
    }

    /// "denied striking X", "began shelling X"
    pub(super) fn is_complement_participle(&self, clause: usize) -> bool {
        let parse = self.parse;
        let c = &parse.clauses.all[clause];
        c.verbs.first().is_some_and(|&v| v > 0 && (parse.verb(v - 1).is_some() || c.opener.is_some()))
    }

    /// Whether a verb group has a verb of `class`; for the trigger's own group only one before the trigger counts.
    pub(super) fn heads_with(&self, verb: usize, class: super::lexicon::Classes, own: bool) -> bool {
        let parse = self.parse;
        let chunk = &parse.chunks[verb];
        if own {
            (chunk.tokens.start..self.instance.found.start)
                .any(|t| super::chunk::is_verb(parse.words.tag(t)) && parse.words.classes(t).has(class))
        } else {
            parse.words.classes(chunk.head).has(class)
        }
    }

    /// Whether a verb before the main one of a group is of `class`: "vowed" of "vowed to carry out".
    pub(super) fn heads_before(&self, verb: usize, class: super::lexicon::Classes) -> bool {
        let parse = self.parse;
        let chunk = &parse.chunks[verb];
        (chunk.tokens.start..chunk.head)
            .any(|t| super::chunk::is_verb(parse.words.tag(t)) && parse.words.classes(t).has(class))
    }

    /// The noun that governs the trigger by a preposition: "threat" of "the threat of strikes".
    pub(super) fn governing_noun(&self) -> Option<usize> {
        if self.trigger.usage == Use::Verb {
            return None;
        }
        let parse = self.parse;
        let mut first = self.instance.phrase.iter().copied().min()?;
        // through a list: "fears of sirens and blackouts"
        while first >= 2
            && matches!(parse.kind(first - 1), Some(ChunkKind::Conjunction | ChunkKind::Comma))
            && parse.is_noun(first - 2)
            && self.same_clause(first - 2)
        {
            first -= 2;
        }
        // "threats including strikes on X"
        if first >= 2 && parse.kind(first - 1) == Some(ChunkKind::Including) && parse.is_noun(first - 2) {
            return Some(first - 2);
        }
        (first >= 2
            && parse.kind(first - 1) == Some(ChunkKind::Preposition)
            && parse.is_noun(first - 2)
            && parse.reads(first - 1, &["of", "about", "against", "for", "to", "over", "on", "that", "from", "at"]))
        .then(|| first - 2)
    }

    pub(super) fn same_clause(&self, chunk: usize) -> bool {
        self.parse.clauses.of[chunk] == self.instance.clause
    }

    /// The preposition that governs the trigger's noun phrase.
    pub(super) fn governing_preposition(&self) -> Option<usize> {
        let first = self.instance.phrase.iter().copied().min()?;
        let mut p = first.checked_sub(1)?;
        if matches!(self.parse.kind(p), Some(ChunkKind::Other)) {
            p = p.checked_sub(1)?;
        }
        (self.parse.kind(p) == Some(ChunkKind::Preposition)).then_some(p)
    }

    pub(super) fn is_object_of(&self, verb: usize) -> bool {
        verb < self.instance.chunk && !self.parse.verb(verb).is_some_and(|v| v.passive)
            || verb > self.instance.chunk && self.parse.verb(verb).is_some_and(|v| v.passive)
    }
}
