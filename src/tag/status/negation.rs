//! Negation: whether the sentence says that there was no such event.

use super::{Judge, Status};
use crate::tag::trigger::Use;

impl Judge<'_, '_> {
    pub(super) fn negated(&self) -> Option<(Option<Status>, &'static str)> {
        let parse = self.parse;
        let grammar = parse.grammar;
        let own = parse.verb(self.instance.chunk);
        if own.is_some_and(|v| v.negated) {
            return Some((None, "negated"));
        }
        let not = |t: usize| parse.words.classes(t).has(grammar.negation);
        let chunk = &parse.chunks[self.instance.chunk];
        if self.trigger.usage != Use::Verb
            && not(chunk.tokens.start)
            && !parse.words.is(chunk.tokens.start, &["without", "no"])
        {
            return Some((None, "negated"));
        }
        if self.trigger.usage == Use::Noun && parse.words.is(chunk.tokens.start, &["no"]) {
            return Some((None, "no"));
        }
        // "there were no reports of strikes in X", "without a strike"
        if let Some(before) = self.governing_noun()
            && parse.words.is(parse.chunks[before].tokens.start, &["no"])
        {
            return Some((None, "no"));
        }
        if self.instance.patients.iter().take(1).any(|&p| parse.words.is(parse.chunks[p].tokens.start, &["no", "none"]))
            && self.trigger.usage == Use::Verb
        {
            return Some((None, "no"));
        }
        // "Not a single missile landed"
        let first = |c: usize| parse.chunks[c].tokens.start;
        let not_one = parse.clauses.subject(self.instance.clause).is_some_and(|s| {
            parse.words.is(first(s), &["not"]) || first(s) > parse.words.first && parse.words.is(first(s) - 1, &["not"])
        });
        if self.trigger.usage == Use::Verb && not_one {
            return Some((None, "not one"));
        }
        if self.trigger.usage == Use::Verb
            && parse
                .clauses
                .subject(self.instance.clause)
                .is_some_and(|s| parse.words.is(parse.chunks[s].tokens.start, &["no", "none", "neither", "nobody"]))
        {
            return Some((None, "no"));
        }
        if chunk.tokens.start > parse.words.first
            && parse.words.is(chunk.tokens.start - 1, &["without", "neither", "nor", "avoid"])
        {
            return Some((None, "without"));
        }
        // "flew over X without carrying out raids"
        let opener = parse.clauses.all[self.instance.clause].opener;
        if self.trigger.usage == Use::Noun && opener.is_some_and(|o| parse.reads(o, &["without"])) {
            return Some((None, "without"));
        }
        // "was shot down before it reached X"
        if self.trigger.usage == Use::Verb
            && opener.is_some_and(|o| parse.reads(o, &["before"]))
            && parse.words.is(chunk.head, &["reached", "reach", "reaching"])
        {
            return Some((None, "before"));
        }
        // "the sirens stayed silent"
        let silent = |&(verb, depth): &(usize, usize)| {
            depth == 0 && self.trigger.usage == Use::Noun && parse.words.is(parse.chunks[verb].tokens.end, &["silent"])
        };
        let governors = self.governors();
        if governors.iter().any(silent) {
            return Some((None, "silent"));
        }
        for (verb, depth) in governors {
            let form = parse.verb(verb).unwrap_or_default();
            let classes = parse.head_classes(verb);
            let reports = classes.has(grammar.report);
            if form.negated
                && verb != self.instance.chunk
                && (depth > 0 || self.trigger.usage == Use::Noun)
                && !(reports
                    && depth > 0
                    && parse.words.is(parse.chunks[verb].head, &["confirm", "say", "comment", "confirmed"]))
            {
                return Some((None, "negated above"));
            }
            let own = verb == self.instance.chunk && self.trigger.usage == Use::Verb;
            let prevents = self.heads_with(verb, grammar.prevent, own);
            let is_patient = verb < self.instance.chunk || own;
            if prevents
                && is_patient
                && (depth > 0 || own || self.trigger.usage == Use::Noun && self.is_object_of(verb))
            {
                return Some((None, "prevented"));
            }
        }
        None
    }
}
