//! Background: what went before the news, or is told as its cause.

use super::Judge;
use crate::tag::clause::ClauseKind;
use crate::tag::trigger::Use;
use crate::text::pos::Tag;

impl Judge<'_, '_> {
    /// Why the event went before the news.
    pub(super) fn background(&self) -> Option<&'static str> {
        self.past_adjective()
            .or_else(|| if self.trigger.usage == Use::Noun { self.occasion() } else { None })
            .or_else(|| self.cause())
            .or_else(|| self.verdict())
            .or_else(|| self.earlier())
    }

    /// "the recent attack"
    fn past_adjective(&self) -> Option<&'static str> {
        let parse = self.parse;
        let past = |t: usize| {
            t < self.instance.found.start
                && parse.words.classes(t).has(parse.grammar.past)
                && !parse.words.is(t + 1, &["night", "evening", "hours", "on", "today"])
                && !self.new_in_last(t)
        };
        let own = self.instance.phrase.iter().flat_map(|&c| parse.chunks[c].tokens.clone()).any(past);
        own.then_some("past adjective")
    }

    /// "condolences for the attack", "responded to the attack", "hostilities followed the attack"
    fn occasion(&self) -> Option<&'static str> {
        let parse = self.parse;
        let preposition = self.governing_preposition();
        if preposition.is_some_and(|p| parse.gives_cause(p)) {
            return Some("cause");
        }
        let verb = parse.verb_of(self.instance.chunk).filter(|&v| v < self.instance.chunk);
        let answers = verb.is_some_and(|v| parse.head_classes(v).has(parse.grammar.answer));
        if answers && preposition.is_some_and(|p| parse.reads(p, &["to", "for"])) {
            return Some("cause");
        }
        if self.governing_noun().is_some_and(|n| parse.head_classes(n).has(parse.grammar.occasion)) {
            return Some("occasion");
        }
        let follows = verb.is_some_and(|v| {
            parse.head_classes(v).has(parse.grammar.commemorate) && !parse.verb(v).is_some_and(|f| f.passive)
        });
        follows.then_some("follows")
    }

    /// "convicted of planting bombs in X", "jailed for shooting Y"
    fn verdict(&self) -> Option<&'static str> {
        let parse = self.parse;
        let c = &parse.clauses.all[self.instance.clause];
        let opener = c.opener.filter(|&o| c.kind == ClauseKind::Participle && parse.reads(o, &["of", "for"]))?;
        let before = parse.chunks[opener].tokens.start.checked_sub(1)?;
        parse.words.has(before, parse.grammar.sentenced).then_some("verdict")
    }

    /// "in retaliation to Operation X, which targeted camps in Y", "days after X was hit"
    fn cause(&self) -> Option<&'static str> {
        let parse = self.parse;
        for clause in parse.clauses.outward(self.instance.clause) {
            let c = &parse.clauses.all[clause];
            if matches!(c.kind, ClauseKind::Relative | ClauseKind::Participle) {
                let opener = c.opener.or(c.verbs.first().copied()).unwrap_or(0);
                if (0..opener).any(|p| c.parent == Some(parse.clauses.of[p]) && parse.gives_cause(p)) {
                    return Some("cause");
                }
            }
            let long_ago = |o: usize| parse.reads(o, &["since"]) || self.is_long_after(o);
            if c.kind == ClauseKind::Adverbial && c.opener.is_some_and(long_ago) {
                return Some("time before");
            }
            if c.kind == ClauseKind::Attribution {
                break;
            }
        }
        let since =
            |p: usize| parse.reads(p, &["since"]) || parse.reads(p, &["after", "before"]) && self.is_long_after(p);
        self.governing_preposition().is_some_and(since).then_some("time before")
    }

    /// "Operation X, in which India had struck camps", "was previously hit"
    fn earlier(&self) -> Option<&'static str> {
        let parse = self.parse;
        let own = &parse.clauses.all[self.instance.clause];
        let had = |v: usize| parse.words.is(parse.chunks[v].tokens.start, &["had"]) && parse.chunks[v].tokens.len() > 1;
        // "in Poltava, where a drone had been shot down" is the news
        let in_where = own.opener.is_some_and(|o| parse.reads(o, &["where"]));
        // and "a shell that he said had landed" is told by him
        let said = own.parent.is_some_and(|p| own.antecedent.is_some() && parse.clauses.all[p].opener == own.opener);
        if own.kind == ClauseKind::Relative && !in_where && !said && own.verbs.first().copied().is_some_and(had) {
            return Some("pluperfect");
        }
        let earlier = |t: usize| {
            (t != parse.words.first || parse.words.is(t + 2, &["year"]))
                // "a day earlier", "two days earlier" is still the news
                && !parse.words.is(t.wrapping_sub(1), &["day", "hour", "hours", "minutes", "night"])
                && !(parse.words.is(t.wrapping_sub(1), &["days"]) && parse.words.is(t.saturating_sub(2), &["two", "three"]))
                && parse.words.classes(t).has(parse.grammar.past_adverb)
                && matches!(parse.words.tag(t), Tag::Rb | Tag::Rbr | Tag::Jjr | Tag::Jj)
                // "earlier this week" is the news, "earlier this year" is not; of a month that depends on the day
                && (parse.words.is(t + 2, &["year"])
                    || !(t + 1 < parse.words.end() && parse.words.classes(t + 1).has(parse.grammar.newly)))
        };
        // "earlier this month" is a noun phrase of its own
        let tells = |c: usize| !parse.is_noun(c) || parse.words.is(parse.chunks[c].head, &["month", "year"]);
        let mine = (0..parse.chunks.len()).filter(|&c| parse.clauses.of[c] == self.instance.clause && tells(c));
        mine.flat_map(|c| parse.chunks[c].tokens.clone()).any(earlier).then_some("earlier")
    }

    /// "the last of which", "in the last hour": news, not the past.
    pub(super) fn new_in_last(&self, token: usize) -> bool {
        self.parse.words.is(token, &["last", "past"])
            && self.parse.words.is(token + 1, &["hour", "hours", "24", "few", "48", "two", "12"])
    }

    /// "days after", "weeks before", "months before": "hours after" is still the news.
    pub(super) fn is_long_after(&self, opener: usize) -> bool {
        let start = self.parse.chunks[opener].tokens.start;
        start > self.parse.words.first && self.parse.words.has(start - 1, self.parse.grammar.long_while)
    }
}
