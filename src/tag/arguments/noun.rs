//! Nouns: what stands around a trigger that is a noun.

use super::{Role, Walk, is_country, is_government};
use crate::gazetteer::PlaceClass;
use crate::kinds::Slot;
use crate::tag::chunk::ChunkKind;
use crate::tag::clause::ClauseKind;

impl Walk<'_, '_> {
    pub(super) fn noun(&mut self) {
        let parse = self.parse;
        let (chunk, clause) = (self.instance.chunk, self.instance.clause);
        // "missile and drone strikes": the first conjunct belongs to the phrase
        if chunk >= 2 && parse.kind(chunk - 1) == Some(ChunkKind::Conjunction) && parse.is_noun(chunk - 2) {
            let bare =
                parse.toponyms_in(chunk).all(|t| parse.toponyms[t].mention.tokens.start > self.instance.found.head)
                    && !parse.words.is(parse.chunks[chunk].tokens.start, &["the", "a", "an"]);
            if bare && parse.head_classes(chunk - 2).has(parse.grammar.weapon) {
                self.instance.phrase.push(chunk - 2);
            }
        }
        self.modifiers();
        self.span(chunk + 1, parse.chunks.len(), None, "after the noun");
        let verb = parse.verb_of(chunk);
        let subject = parse.clauses.subject(clause);
        self.harmed();
        self.shared(clause, subject.is_some_and(|s| self.is_named_by(s)));
        self.spanning(clause);
        self.credited();
        if let Some(verb) = verb.filter(|&v| v < chunk)
            && self.instance.doer.is_none()
            && subject != Some(chunk)
            && self.frame.subject == Slot::Actor
        {
            let form = parse.verb(verb).unwrap_or_default();
            let direct = self.instance.phrase.iter().any(|&c| c == verb + 1);
            // "witnesses reported strikes"
            let tells = parse.head_classes(verb).has(parse.grammar.report);
            let performs = !tells && parse.head_classes(verb).has(parse.grammar.perform) || self.is_means(chunk);
            self.instance.doer = subject.filter(|_| !form.passive && (performs || direct && !tells));
        }
        if !self.has_place() {
            let passive = verb.filter(|&v| v < chunk).and_then(|v| parse.verb(v)).is_some_and(|v| v.passive);
            // "Kyiv was hit by a missile attack", "X suffered an outage": the subject is where it happened
            if let (Some(subject), Some(verb)) = (subject.filter(|&s| s != chunk), verb.filter(|&v| v < chunk)) {
                let classes = parse.head_classes(verb);
                let stated = parse.toponyms_in(subject).any(|t| !parse.is_demonym(t))
                    || !parse.head_classes(subject).has(parse.grammar.person);
                let suffers = classes.has(parse.grammar.suffer)
                    && stated
                    && !parse.words.is(
                        parse.chunks[verb].head,
                        &["reported", "reports", "report", "had", "have", "has", "having"],
                    )
                    || self.frame.subject == Slot::Place && classes.has(parse.grammar.suffer) && stated;
                // "Kyiv was under missile attack", "was subjected to shelling"
                let under = chunk > 0 && parse.reads(chunk - 1, &["under"]) && classes.has(parse.grammar.occur)
                    || chunk > 1
                        && parse.reads(chunk - 1, &["to"])
                        && parse.words.has(parse.chunks[chunk - 2].head, parse.grammar.subjected);
                // "power in X was cut by shelling": where the shells fell is not told
                let cut = parse.words.is(parse.chunks[verb].head, &["cut", "disrupted", "interrupted", "severed"]);
                let supply =
                    cut && self.frame.subject == Slot::Actor && parse.all_classes(subject).has(parse.grammar.supply);
                // "was struck in", "put out of action by shelling"
                let by = chunk > 0
                    && parse.reads(chunk - 1, &["by"])
                    && parse.head_classes(subject).has(parse.grammar.object.union(parse.grammar.area))
                    && !classes.has(parse.grammar.report.union(parse.grammar.prevent));
                let struck = passive && (by || classes.has(parse.grammar.affect.union(parse.grammar.harm)));
                if (struck || suffers || under) && !supply {
                    self.subject(subject);
                    if self.instance.doer == Some(subject) {
                        self.instance.doer = None;
                    }
                }
            }
        }
        if !self.has_place() && self.frame.subject == Slot::Place {
            self.darkened(chunk, verb, subject);
        }
        if !self.has_place() {
            self.fronted(chunk, subject.filter(|&s| s != chunk));
        }
        self.witnessed();
        self.possessor();
    }

    /// "X was placed under a blackout", "X observed a blackout": the subject is where.
    pub(super) fn darkened(&mut self, chunk: usize, verb: Option<usize>, subject: Option<usize>) {
        let parse = self.parse;
        let (Some(verb), Some(subject)) = (verb.filter(|&v| v < chunk), subject.filter(|&s| s != chunk)) else {
            return;
        };
        let form = parse.verb(verb).unwrap_or_default();
        let classes = parse.head_classes(verb);
        let under = chunk > 0
            && parse.kind(chunk - 1) == Some(ChunkKind::Preposition)
            && parse.reads(chunk - 1, &["under", "in", "into"]);
        let own = !form.passive
            && (classes.has(parse.grammar.perform) || classes.has(parse.grammar.suffer))
            && !classes.has(parse.grammar.report);
        // a country that orders it has it, one that causes it need not
        let decrees = parse.words.has(parse.chunks[verb].head, parse.grammar.decree);
        let government = parse
            .toponyms_in(subject)
            .all(|t| parse.is_demonym(t) || is_government(parse, t) && !(decrees && is_country(parse, t)));
        let people =
            parse.head_classes(subject).has(parse.grammar.person) && parse.toponyms_in(subject).next().is_none();
        if under || own && (!government || people) {
            self.subject(subject);
        }
    }

    /// "Delhi’s strike on X": with a place of its own the deed was not in its doer's city.
    pub(super) fn possessor(&mut self) {
        let aimed = self.instance.arguments.iter().any(|a| {
            a.role == Role::Place
                && a.preposition.is_some_and(|p| self.parse.reads(p, &["on", "against", "at", "in", "near"]))
        });
        if aimed {
            for argument in &mut self.instance.arguments {
                if argument.why == "possessive" && argument.role == Role::Place && self.frame.subject == Slot::Actor {
                    argument.role = Role::Actor;
                }
            }
        }
    }

    /// "responded with strikes", "killed in a raid": the trigger is what the verb's subject did.
    pub(super) fn is_means(&self, chunk: usize) -> bool {
        chunk > 0
            && self.parse.kind(chunk - 1) == Some(ChunkKind::Preposition)
            && self.parse.reads(chunk - 1, &["with", "in", "by"])
    }

    /// The other clauses that speak of the trigger: those that share it as their subject ("Shelling killed three in X and damaged
    /// a school in Y"), and participles behind it ("an attack targeting X").
    pub(super) fn shared(&mut self, clause: usize, is_subject: bool) {
        let (parse, chunk) = (self.parse, self.instance.chunk);
        let quiet = self.frame.is_of_nature() || self.frame.subject == Slot::Place;
        for (c, other) in parse.clauses.all.iter().enumerate() {
            let Some(&verb) = other.verbs.first() else { continue };
            let classes = parse.head_classes(verb);
            let speaks = match other.kind {
                // "the blackout began at dusk, as shops closed, and affected Lima"
                ClauseKind::Coordinate => {
                    let above = if quiet && classes.has(parse.grammar.affect) { 2 } else { 1 };
                    let below = parse.clauses.outward(c).skip(1).take(above).any(|a| a == clause);
                    is_subject && below && other.subject.is_none()
                }
                // "floods caused by rain in X", "sirens activated in X"; "an attack targeting X", "of sirens sounding in X"
                ClauseKind::Participle => {
                    let targets = verb == chunk + 1
                        && (classes.has(parse.grammar.affect) || quiet && classes.has(parse.grammar.occur));
                    other.antecedent == Some(chunk) && (is_subject && quiet || targets)
                }
                _ => false,
            };
            if speaks && !classes.has(parse.grammar.prevent) {
                self.range(verb, parse.chunks.len(), c, None, "shared subject");
            }
        }
    }

    /// "a bombing claimed by the Taliban in Kabul", "an assault by fighters allied with the army on Goz": the place behind the
    /// words that say who did it; a country there is theirs.
    fn credited(&mut self) {
        let (parse, chunk) = (self.parse, self.instance.chunk);
        for (c, other) in parse.clauses.all.iter().enumerate() {
            if self.has_place() {
                return;
            }
            let Some(&verb) = other.verbs.first().filter(|_| other.kind == ClauseKind::Participle) else { continue };
            let passive = parse.verb(verb).is_some_and(|v| v.passive || v.bare);
            let own = verb == chunk + 1 && parse.words.has(parse.chunks[verb].head, parse.grammar.credited);
            let doer = parse.reads(chunk + 1, &["by"]) && verb == chunk + 3 && other.antecedent == Some(chunk + 2);
            if !passive || !(own || doer) {
                continue;
            }
            // "carried out by"
            let to = verb + 1 + usize::from(parse.kind(verb + 1) == Some(ChunkKind::Other));
            let whom = match parse.words.word(parse.chunks[verb].head) {
                "blamed" => "on",
                "attributed" => "to",
                _ => "by",
            };
            let on = |&j: &usize| parse.clauses.of[j] == c && parse.reads(j, &["on", "against"]);
            let mut behind = self.after_list(to - 1)..parse.chunks.len();
            let told = own && parse.reads(to, &[whom]);
            let from = if told { Some(behind.start) } else { behind.find(on).filter(|_| doer) };
            let local = |c: usize| parse.toponyms_in(c).all(|t| parse.class(t) < Some(PlaceClass::Country));
            if let Some(from) = from.filter(|&f| (f..parse.chunks.len()).take(2).all(local)) {
                self.range(from, parse.chunks.len(), c, None, "clause below");
            }
        }
    }

    /// "power cuts in regions spanning from X to Y"
    pub(super) fn spanning(&mut self, clause: usize) {
        let parse = self.parse;
        for (c, other) in parse.clauses.all.iter().enumerate() {
            let Some(&verb) = other.verbs.first() else {
                continue;
            };
            let spans = parse.head_classes(verb).has(parse.grammar.spanning);
            if spans
                && other.kind == ClauseKind::Participle
                && other.parent == Some(clause)
                && verb > self.instance.chunk
            {
                self.range(verb + 1, parse.chunks.len(), c, Some(Role::Place), "including");
            }
        }
    }

    /// Toponyms in the trigger's own noun phrase: "Islamabad’s missile attack", "the Kyiv blackout".
    pub(super) fn modifiers(&mut self) {
        let parse = self.parse;
        for chunk in self.instance.phrase.clone() {
            let mine: Vec<usize> = parse.toponyms_in(chunk).collect();
            for t in mine {
                let tokens = &parse.toponyms[t].mention.tokens;
                if tokens.start >= self.instance.found.end && chunk == self.instance.chunk {
                    continue;
                }
                let possessive = parse.words.is(tokens.end, &["'s", "’s", "'", "’"]);
                let role = if self.frame.subject == Slot::Place && !parse.is_demonym(t) {
                    Role::Place
                } else if parse.is_demonym(t) || is_government(parse, t) || possessive && parse.class(t).is_none() {
                    Role::Actor
                } else {
                    Role::Place
                };
                self.push(t, chunk, role, None, if possessive { "possessive" } else { "modifier" });
            }
        }
    }
}
