//! Attribution: who says it, whether it is denied, whether it is a claim.

use super::Judge;
use crate::tag::chunk::ChunkKind;
use crate::tag::clause::ClauseKind;
use crate::tag::trigger::Use;

impl Judge<'_, '_> {
    /// "Reports that drones had struck X are untrue", "claims of strikes in X were dismissed"
    pub(super) fn rumoured(&self) -> Option<usize> {
        let parse = self.parse;
        let rumour = (0..self.instance.chunk)
            .rev()
            .find(|&c| parse.is_noun(c) && parse.head_classes(c).has(parse.grammar.rumour))?;
        let verb = (self.instance.chunk + 1..parse.chunks.len()).find(|&c| parse.verb(c).is_some_and(|v| v.finite))?;
        let governs = parse.kind(rumour + 1) == Some(ChunkKind::Preposition)
            && parse.reads(rumour + 1, &["that", "of"])
            || parse.clauses.of[rumour] != self.instance.clause;
        let false_word = (parse.chunks[verb].tokens.start..parse.words.end().min(parse.chunks[verb].tokens.end + 3))
            .any(|t| parse.words.classes(t).has(parse.grammar.falsehood));
        let dismissed = parse.verb(verb).is_some_and(|v| v.passive) && parse.head_classes(verb).has(parse.grammar.deny);
        (governs && (false_word || dismissed)).then_some(rumour)
    }

    /// Who says it; whether it is denied; whether it is a claim.
    pub(super) fn attribution(&self) -> (Option<usize>, bool, bool) {
        let parse = self.parse;
        let grammar = parse.grammar;
        let mut speaker = None;
        let mut claim = false;
        for (verb, depth) in self.governors() {
            let classes = parse.head_classes(verb);
            let object = depth > 0 || self.trigger.usage == Use::Noun && verb < self.instance.chunk;
            let own = verb == self.instance.chunk;
            if !own && object && classes.has(grammar.deny) {
                return (
                    parse.clauses.subject(parse.clauses.of[verb]),
                    !parse.verb(verb).is_some_and(|v| v.negated),
                    false,
                );
            }
            if !own && object && classes.has(grammar.report) && !parse.verb(verb).is_some_and(|v| v.passive) {
                speaker = speaker.or_else(|| parse.clauses.subject(parse.clauses.of[verb]));
                claim |= classes.has(grammar.claim);
            }
        }
        if let Some(noun) = self.governing_noun() {
            // "denied reports of strikes in X", "rejected claims that"
            if let Some(verb) = parse.verb_of(noun).filter(|&v| v < noun)
                && parse.head_classes(verb).has(grammar.deny)
            {
                return (parse.clauses.subject(parse.clauses.of[verb]), true, false);
            }
            claim |= parse.head_classes(noun).has(grammar.allegation);
        }
        if let Some(subject) = self.rumoured() {
            return (Some(subject), true, false);
        }
        // "…, officials said", "according to officials"
        let mine: Vec<usize> = parse.clauses.outward(self.instance.clause).collect();
        for (i, c) in parse.clauses.all.iter().enumerate() {
            if c.kind == ClauseKind::Attribution
                && !mine.contains(&i)
                && c.parent.is_none_or(|p| mine.contains(&p) || parse.clauses.outward(p).any(|x| mine.contains(&x)))
            {
                let verb = c.verbs.first().copied();
                if let Some(v) = verb {
                    if parse.head_classes(v).has(grammar.deny) {
                        continue;
                    }
                    speaker = speaker.or(c.subject);
                    claim |= parse.head_classes(v).has(grammar.claim);
                }
            }
        }
        for (i, chunk) in parse.chunks.iter().enumerate() {
            let according = parse.words.is(chunk.tokens.start, &["according"])
                || parse.words.is(chunk.tokens.start.wrapping_sub(1), &["according"]);
            if according && speaker.is_none() {
                speaker = (i + 1..parse.chunks.len()).find(|&j| parse.is_noun(j));
            }
        }
        for &c in &self.instance.phrase {
            claim |= parse.chunks[c].tokens.clone().any(|t| parse.words.has(t, grammar.alleged));
        }
        (speaker, false, claim)
    }
}
