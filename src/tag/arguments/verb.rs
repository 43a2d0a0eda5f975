//! Verbs: what stands around a trigger that is a verb or a phrase with one.

use super::{Role, Walk, stands_for};
use crate::kinds::Slot;
use crate::tag::chunk::ChunkKind;
use crate::tag::clause::ClauseKind;
use crate::text::pos::Tag;

impl Walk<'_, '_> {
    pub(super) fn verb(&mut self) {
        let parse = self.parse;
        let (chunk, clause) = (self.instance.chunk, self.instance.clause);
        let form = parse.verb(chunk).unwrap_or_default();
        let subject = parse.clauses.subject(clause);
        // "killed four and injured nineteen", "missiles slammed into X": a past form that was taken for a participle
        let lands = self.frame.subject == self.frame.passive && self.frame.subject == Slot::Weapon;
        let active = form.bare && (lands || parse.clauses.all[clause].kind == ClauseKind::Coordinate);
        if form.passive && !active {
            if let Some(subject) = subject {
                self.instance.patients = self.with_antecedents(subject);
                // "six of the rockets fired at X were intercepted", "cruise missiles and ballistic missiles were"
                let stands = stands_for(parse, subject);
                let more = if stands { self.with_measured(subject) } else { parse.list_from(subject) };
                self.instance.patients.extend(more.into_iter().skip(1));
                if self.frame.passive == Slot::Place {
                    self.subject(subject);
                } else if self.owns(subject) {
                    self.span(subject + 1, chunk, None, "subject's place");
                }
            }
            self.span(chunk + 1, parse.chunks.len(), None, "after the verb");
        } else {
            match self.frame.subject {
                Slot::Place => subject.into_iter().for_each(|s| self.subject(s)),
                Slot::Weapon => {
                    self.instance.doer = subject.map(|s| self.antecedent(s));
                    self.instance.patients = subject.map(|s| self.with_antecedents(s)).unwrap_or_default();
                }
                _ => self.instance.doer = subject.map(|s| self.antecedent(s)),
            }
            let object = (self.frame.object == Slot::Place).then_some(Role::Place);
            let next = (chunk + 1..parse.chunks.len()).find(|&j| !matches!(parse.kind(j), Some(ChunkKind::Other)));
            if let Some(next) = next.filter(|&n| parse.is_noun(n))
                && self.frame.object != Slot::None
            {
                self.instance.patients.extend(self.with_measured(next));
            }
            if self.frame.object == Slot::Weapon
                && self.instance.patients.is_empty()
                && form.bare
                && parse.clauses.all[clause].kind != ClauseKind::Relative
            {
                // "Missile shot down over X": a title leaves out the auxiliary
                self.instance.patients.extend(subject);
            }
            self.span(chunk + 1, parse.chunks.len(), object, "after the verb");
            if let Some(subject) =
                subject.filter(|&s| self.frame.subject == Slot::Weapon && !self.has_place() && self.owns(s))
            {
                // "the power in X failed"
                self.span(subject + 1, chunk, None, "subject's place");
            }
            if let Some(doer) = self.instance.doer.filter(|&d| self.frame.object == Slot::Place && stands_for(parse, d))
            {
                self.instance.patients.extend(self.with_antecedents(doer));
            }
            let stands = self.frame.intended || self.frame.result;
            if let Some(subject) = subject.filter(|&s| stands && !self.has_place() && self.owns(s)) {
                // "air defence crews in Hisar downed a missile", "a bomb in Hisar killed three"
                self.span(subject + 1, chunk, None, "subject's place");
            }
            if parse.clauses.all[clause].kind == ClauseKind::Relative
                && self.instance.patients.is_empty()
                && self.frame.object != Slot::None
            {
                // "one bound for X, which air defences destroyed"
                if let Some(antecedent) = parse.clauses.all[clause].antecedent.filter(|&a| subject != Some(a)) {
                    self.instance.patients = self.with_antecedents(antecedent);
                }
            }
        }
        if !self.has_place() {
            self.fronted(chunk, subject);
        }
        self.described();
        self.likewise();
        self.harmed();
        self.below();
        self.witnessed();
        self.reported();
    }

    /// "hit a hospital and what the army described as bunkers near X", "hit what it said was a depot in X"
    fn described(&mut self) {
        let parse = self.parse;
        let what = |c: usize| {
            let clause = &parse.clauses.all[c];
            let below = parse.clauses.outward(c).skip(1).take(2).any(|above| above == self.instance.clause);
            let called = parse.grammar.report.union(parse.grammar.calling);
            below
                // "hit what", "a hospital and what", not "asked what"
                && clause.opener.is_some_and(|o| {
                    let object = o > 0
                        && (o - 1 == self.instance.chunk || parse.kind(o - 1) == Some(ChunkKind::Conjunction));
                    object && parse.reads(o, &["what"])
                })
                && clause.verbs.first().is_some_and(|&v| parse.head_classes(v).has(called))
        };
        let named: Vec<usize> = (0..parse.clauses.all.len())
            .filter(|&c| what(c) || parse.clauses.all[c].parent.is_some_and(what))
            .filter(|&c| parse.clauses.all[c].verbs.first().is_some_and(|&v| v > self.instance.chunk))
            .collect();
        for c in named {
            let verb = parse.clauses.all[c].verbs[0];
            self.range(verb + 1, parse.chunks.len(), c, None, "what it was called");
        }
    }

    /// "Poti was bombed, as was the base at Senaki"
    fn likewise(&mut self) {
        let parse = self.parse;
        if !parse.verb(self.instance.chunk).is_some_and(|form| form.passive) {
            return;
        }
        let struck = parse.grammar.object.union(parse.grammar.nominal).union(parse.grammar.area);
        for (c, other) in parse.clauses.all.iter().enumerate() {
            let Some(&verb) = other.verbs.first().filter(|_| other.parent == Some(self.instance.clause)) else {
                continue;
            };
            let same = other.opener.is_some_and(|o| o + 1 == verb && parse.reads(o, &["as"]));
            let place = parse.is_noun(verb + 1)
                && (parse.head_classes(verb + 1).has(struck) || parse.toponyms_in(verb + 1).next().is_some());
            if same && place && parse.reads(verb, &["was", "were"]) {
                self.range(verb + 1, parse.chunks.len(), c, Some(Role::Place), "as was");
            }
        }
    }

    /// "gunned down while buying bread in X", "hit trucks refuelling at X", "brought down, among them two over X": places in the
    /// clauses below the deed's, or in the list behind its own.
    pub(super) fn below(&mut self) {
        let parse = self.parse;
        let (chunk, clause) = (self.instance.chunk, self.instance.clause);
        for (c, other) in parse.clauses.all.iter().enumerate() {
            if self.has_place() {
                return;
            }
            let Some(&verb) = other.verbs.first().filter(|&&v| v > chunk && other.parent == Some(clause)) else {
                continue;
            };
            let then = other.opener.is_some_and(|o| parse.reads(o, &["while", "as", "when"]))
                && other.kind == ClauseKind::Adverbial;
            // "ambushed a bus that was carrying soldiers near X"
            let progressive = other.kind == ClauseKind::Relative
                && parse.words.is(parse.chunks[verb].tokens.start, &["was", "were"])
                && parse.words.tag(parse.chunks[verb].head) == Tag::Vbg;
            // "ripped through a bus carrying pilgrims in X"
            let pierced = |a: usize| self.frame.subject == Slot::Weapon && a > chunk && self.owns(a);
            let modifies = (other.kind == ClauseKind::Participle || progressive)
                && other.antecedent.is_some_and(|a| self.instance.patients.contains(&a) || pierced(a));
            let people = other
                .subject
                .is_none_or(|s| parse.clauses.subject(clause) == Some(s) || parse.reads(s, &["he", "she", "they"]));
            // "a missile aimed at X", "bound for X"
            let classes = parse.head_classes(verb);
            let elsewhere = self.is_deed(verb) || classes.has(parse.grammar.report) || classes.has(parse.grammar.aim);
            if (then && people || modifies) && !elsewhere {
                self.range(verb + 1, parse.chunks.len(), c, None, "clause below");
            }
        }
        let own = &parse.clauses.all[clause];
        if let (ClauseKind::Participle, Some(parent), false) = (own.kind, own.parent, self.has_place()) {
            let list = (chunk + 1..parse.chunks.len())
                .find(|&j| parse.clauses.of[j] == parent && parse.kind(j) == Some(ChunkKind::Including));
            if let Some(list) = list {
                self.range(list, parse.chunks.len(), parent, None, "including");
            }
        }
    }

    pub(super) fn phrase(&mut self) {
        let chunk = self.instance.chunk;
        let subject = self.parse.clauses.subject(self.instance.clause);
        let object = self.object_before(chunk);
        // "leaving the city without electricity"
        let verb = self.parse.verb_of(chunk).filter(|&v| v < chunk);
        let nominal = verb.map(|v| v + 1).filter(|&n| {
            // "the city and nearby Irpin"
            let listed = |object: usize| self.parse.list_from(n).contains(&object);
            object.is_none_or(listed) && n < chunk && self.parse.is_noun(n) && self.owns(n)
        });
        if let Some(nominal) = nominal {
            self.nominal(nominal);
        }
        // "an attack on pylons in X cut power to Y": what a deed did is told behind it
        let acts = subject.is_some_and(|s| self.is_deed(s));
        if let Some(object) = object {
            self.range(object, chunk, self.instance.clause, Some(Role::Place), "object");
        } else if (self.frame.subject == Slot::Place || self.frame.passive == Slot::Place)
            && !acts
            && let Some(subject) = subject
        {
            self.subject(subject);
        }
        let end = self.parse.chunk_at(self.instance.found.end - 1);
        self.span(end.max(chunk) + 1, self.parse.chunks.len(), None, "after the phrase");
        if !self.has_place() && self.instance.nominal.is_none() {
            if let Some(subject) = subject.filter(|_| acts) {
                self.subject(subject);
            }
            if !self.has_place() && self.instance.nominal.is_none() {
                self.fronted(chunk, subject);
            }
        }
        self.below();
        self.witnessed();
    }

    /// "leaving Lutsk without power": the names between the verb and the phrase.
    pub(super) fn object_before(&self, chunk: usize) -> Option<usize> {
        let verb = self.parse.verb_of(chunk).filter(|&v| v < chunk)?;
        (verb + 1..chunk).find(|&j| self.parse.is_noun(j) && self.owns(j) && self.parse.toponyms_in(j).next().is_some())
    }

    /// The objects from `noun` on, and what "scores of", "a barrage of" measures, or "an attack by" is made with.
    pub(super) fn with_measured(&self, noun: usize) -> Vec<usize> {
        let mut all = self.parse.list_from(noun);
        let of = self.parse.reads(noun + 1, &["of"]).then_some(noun + 1);
        if let Some(preposition) = of.or_else(|| self.means_of(noun))
            && self.parse.is_noun(preposition + 1)
        {
            all.extend(self.parse.list_from(preposition + 1));
        }
        all
    }

    /// The preposition behind a deed that tells what it is made with: "an attack by drones", "an attack on X with a missile".
    fn means_of(&self, noun: usize) -> Option<usize> {
        let parse = self.parse;
        let within = |&j: &usize| {
            matches!(parse.kind(j), Some(ChunkKind::Noun | ChunkKind::Preposition))
                && parse.clauses.of[j] == parse.clauses.of[noun]
        };
        let mut behind = (noun + 1..parse.chunks.len()).take_while(within);
        behind.find(|&j| self.is_deed(noun) && parse.reads(j, &["by", "with", "involving"]))
    }

    /// The subject noun and its prepositional phrases as places: "Bases in Sirsa and Ambala were struck".
    pub(super) fn subject(&mut self, subject: usize) {
        let parse = self.parse;
        let clause = parse.clauses.of[subject];
        for t in parse.toponyms_in(subject).collect::<Vec<_>>() {
            if !parse.is_demonym(t) && !self.is_whose(t, subject) {
                self.push(t, subject, Role::Place, None, "subject");
            }
        }
        self.nominal(subject);
        let end = parse.clauses.all[clause].verbs.first().copied().filter(|&v| v > subject).unwrap_or(subject + 1);
        let end = end.min(self.instance.chunk.max(subject + 1));
        self.range(subject + 1, end, clause, Some(Role::Place), "subject");
    }

    /// What a relative clause's subject speaks of: of "one for Bathinda, which slammed", the "one".
    pub(super) fn antecedent(&self, subject: usize) -> usize {
        if self.owns(subject) {
            return subject;
        }
        let named = |c: usize| self.parse.toponyms_in(c).next().is_some();
        self.with_antecedents(subject).into_iter().find(|&c| !named(c) && self.parse.is_noun(c)).unwrap_or(subject)
    }

    /// A noun, and if it stands for another ("one", "which", "both", "the ninth") the nouns that it may stand for.
    pub(super) fn with_antecedents(&self, noun: usize) -> Vec<usize> {
        let parse = self.parse;
        let mut all = vec![noun];
        if !self.owns(noun) || stands_for(parse, noun) {
            let clause = parse.clauses.of[noun];
            all.extend(parse.clauses.all[clause].antecedent.filter(|&a| a != noun));
            all.extend((0..noun).rev().filter(|&j| parse.is_noun(j)).take(4));
            all.dedup();
        }
        all
    }
}
