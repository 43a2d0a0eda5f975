//! Unreality: threats, plans, conditions, drills and stories: what has not happened, or not in this world.

use super::{Judge, Status};
use crate::tag::chunk::ChunkKind;
use crate::tag::clause::{Clause, ClauseKind};
use crate::tag::trigger::Use;
use crate::text::pos::Tag;

impl Judge<'_, '_> {
    /// Why the event is no fact, with the status that it has instead: none for a drill or a story.
    pub(super) fn unreal(&self) -> Option<(Option<Status>, &'static str)> {
        let threatened = |why| (Some(Status::Threatened), why);
        let nothing = |why| (None, why);
        self.setting()
            .or_else(|| self.mock())
            .or_else(|| self.question())
            .map(nothing)
            .or_else(|| self.attribute().map(threatened))
            .or_else(|| self.outlook().map(threatened))
            .or_else(|| self.condition().map(threatened))
            .or_else(|| self.intention().map(threatened))
            .or_else(|| self.purpose().map(threatened))
    }

    /// "Will Iran strike Haifa?"; but "Why did they strike Haifa?" takes the strike for granted.
    fn question(&self) -> Option<&'static str> {
        let words = self.parse.words;
        let tokens = self.parse.chunks.first()?.tokens.start..self.parse.chunks.last()?.tokens.end;
        let asks = words.is(tokens.end - 1, &["?"]) || tokens.len() > 1 && words.is(tokens.end - 2, &["?"]);
        let asked = words.has(tokens.start, self.parse.grammar.asking);
        (asks && asked).then_some("question")
    }

    /// "blackout drill", "mock strike", "an exercise of blackouts", "test-fired"
    fn mock(&self) -> Option<&'static str> {
        let parse = self.parse;
        let drill = parse.grammar.drill;
        let own = self.instance.phrase.iter().flat_map(|&c| parse.chunks[c].tokens.clone()).any(|t| {
            parse.words.classes(t).has(drill)
                && (t >= self.instance.found.end || parse.words.is(t, &["mock", "simulated"]))
        });
        // "test-fired a missile"
        let at = self.instance.found.start;
        let tested = at > 1 && parse.words.is(at - 1, &["-", "‐", "‑"]) && parse.words.is(at - 2, &["test"]);
        (own || tested || self.governing_noun().is_some_and(|n| parse.head_classes(n).has(drill))).then_some("drill")
    }

    /// "possible strikes", "a strike threat", "fears of strikes"
    fn attribute(&self) -> Option<&'static str> {
        let parse = self.parse;
        let grammar = parse.grammar;
        let found = self.instance.found;
        let adjective = |t: usize| {
            t < found.start
                && parse.words.classes(t).has(grammar.unreal)
                && !(parse.words.is(t, &["any", "new", "further"]) && self.is_asserted())
        };
        if self.instance.phrase.iter().flat_map(|&c| parse.chunks[c].tokens.clone()).any(adjective) {
            return Some("adjective");
        }
        let head = parse.chunks[self.instance.chunk].head;
        let own =
            self.trigger.usage == Use::Noun && head >= found.end && parse.words.classes(head).has(grammar.prospect);
        let governing = self.governing_noun().is_some_and(|n| {
            parse.head_classes(n).has(grammar.prospect) && !parse.words.is(parse.chunks[n].head, &["target", "targets"])
        });
        (own || governing).then_some("prospect")
    }

    /// "no intention of striking X", "capable of carrying out strikes in X"
    fn outlook(&self) -> Option<&'static str> {
        let parse = self.parse;
        parse.clauses.outward(self.instance.clause).take(2).find_map(|clause| {
            let c = &parse.clauses.all[clause];
            let opener = c.opener.filter(|&o| c.kind == ClauseKind::Participle && parse.reads(o, &["of"]))?;
            let before = opener.checked_sub(1)?;
            let prospect = parse.head_classes(before).has(parse.grammar.prospect)
                || parse.words.has(parse.chunks[before].tokens.end - 1, parse.grammar.capable);
            prospect.then_some("prospect")
        })
    }

    /// "if X is hit", "in case of strikes"
    fn condition(&self) -> Option<&'static str> {
        let parse = self.parse;
        for clause in parse.clauses.outward(self.instance.clause) {
            let c = &parse.clauses.all[clause];
            let conditional = |o| parse.all_classes(o).has(parse.grammar.conditional) || parse.reads(o, &["in case"]);
            if c.opener.is_some_and(conditional) || self.is_habit(c) {
                return Some("conditional");
            }
            if matches!(c.kind, ClauseKind::Main | ClauseKind::Adverbial | ClauseKind::Attribution) {
                break;
            }
        }
        let case = self.governing_preposition().is_some_and(|p| parse.reads(p, &["in case of", "in the event of"]));
        case.then_some("conditional")
    }

    /// "when the grid goes down": whenever that is.
    fn is_habit(&self, clause: &Clause) -> bool {
        let parse = self.parse;
        let opens = |words: &[&str]| clause.opener.is_some_and(|o| parse.words.is(parse.chunks[o].head, words));
        // "dozens die when gunmen attack a church" is a headline
        let always = opens(&["whenever"]) || !self.trigger.violent && opens(&["when"]);
        let present = |&v: &usize| matches!(parse.words.tag(parse.chunks[v].tokens.start), Tag::Vbz | Tag::Vbp);
        always && clause.kind == ClauseKind::Adverbial && clause.verbs.first().is_some_and(present)
    }

    /// "could strike", "vowed to strike", "threatened strikes"
    fn intention(&self) -> Option<&'static str> {
        let parse = self.parse;
        let grammar = parse.grammar;
        for (verb, depth) in self.governors() {
            let classes = parse.head_classes(verb);
            let unreal = parse.verb(verb).is_some_and(|v| v.unreal);
            if unreal && !self.is_heard(verb) && (depth == 0 || !classes.has(grammar.report)) {
                return Some("modal");
            }
            let before = self.heads_before(verb, grammar.intend);
            if verb == self.instance.chunk && self.trigger.usage != Use::Noun {
                if self.heads_with(verb, grammar.intend, true) {
                    return Some("intended");
                }
            } else if (classes.has(grammar.intend) || before)
                && !(self.is_ordered() && parse.words.is(parse.chunks[verb].head, &["ordered", "order", "orders"]))
                && (depth == 0 && self.is_intended(verb, before) || depth > 0 && self.is_dependent())
            {
                return Some("intended");
            }
        }
        None
    }

    /// Whether the trigger, a noun, is the object of a verb of intention: "threatened strikes", "called for strikes".
    fn is_intended(&self, verb: usize, before: bool) -> bool {
        let parse = self.parse;
        self.trigger.usage == Use::Noun
            && self.is_object_of(verb)
            && (before || !parse.head_classes(verb).has(parse.grammar.perform))
            && self
                .governing_preposition()
                .is_none_or(|p| parse.reads(p, &["for", "of", "against", "to", "about", "with", "on"]))
    }

    /// Whether the trigger's clause tells what the verb above intends: "to strike", "that it strike", "striking".
    fn is_dependent(&self) -> bool {
        let parse = self.parse;
        let own = &parse.clauses.all[self.instance.clause];
        let gerund = own.kind == ClauseKind::Participle && own.opener.is_none_or(|o| !parse.reads(o, &["by", "after"]));
        own.kind == ClauseKind::Infinitive || self.is_subjunctive() || gerund
    }

    /// "missiles to strike X": a purpose, unless the verb above says that it was done.
    fn purpose(&self) -> Option<&'static str> {
        let parse = self.parse;
        let own = &parse.clauses.all[self.instance.clause];
        if own.kind != ClauseKind::Infinitive || self.trigger.usage == Use::Noun {
            return None;
        }
        let above = own.parent.and_then(|p| parse.clauses.all[p].verbs.last().copied());
        let done = above
            .filter(|&v| v < self.instance.chunk)
            .is_some_and(|v| parse.head_classes(v).has(parse.grammar.achieve));
        (!done && !self.is_able()).then_some("infinitive")
    }

    pub(super) fn is_able(&self) -> bool {
        let start = self.parse.chunks[self.instance.chunk].tokens.start;
        start > self.parse.words.first && self.parse.words.has(start - 1, self.parse.grammar.able)
    }

    /// "during an exercise", "in the film", "her novel begins with": not of this world.
    pub(super) fn setting(&self) -> Option<&'static str> {
        let parse = self.parse;
        let mine: Vec<usize> = parse.clauses.outward(self.instance.clause).collect();
        (0..parse.chunks.len())
            .filter(|&c| parse.is_noun(c) && !self.instance.phrase.contains(&c) && mine.contains(&parse.clauses.of[c]))
            .find_map(|c| {
                let classes = parse.head_classes(c);
                let governed = c > 0
                    && parse.kind(c - 1) == Some(ChunkKind::Preposition)
                    && parse.reads(c - 1, &["in", "during", "of", "as", "for", "at"]);
                let subject = mine.iter().any(|&m| parse.clauses.subject(m) == Some(c));
                if classes.has(parse.grammar.drill)
                    && (governed && !parse.words.is(parse.chunks[c].head, &["tests", "practice"]) || subject)
                {
                    Some("drill")
                } else if classes.has(parse.grammar.fiction)
                    && (governed && parse.reads(c - 1, &["in"]) || subject)
                    // "a series of strikes"
                    && !(parse.words.is(parse.chunks[c].head, &["series"]) && parse.reads(c + 1, &["of"]))
                {
                    Some("fiction")
                } else {
                    None
                }
            })
    }

    /// "could be heard engaging", "can be seen"
    pub(super) fn is_heard(&self, verb: usize) -> bool {
        self.parse.head_classes(verb).has(self.parse.grammar.perceived)
    }

    /// A complement clause whose own verb is a base form or unreal: "demanded that it strike".
    pub(super) fn is_subjunctive(&self) -> bool {
        let own = self.parse.clauses.all[self.instance.clause].verbs.first().copied();
        own.and_then(|v| {
            self.parse.verb(v).map(|f| f.unreal || self.parse.words.tag(self.parse.chunks[v].head) == Tag::Vb)
        })
        .unwrap_or(false)
    }

    /// The trigger's clause has a past finite verb: it tells what was.
    pub(super) fn is_asserted(&self) -> bool {
        let own = self.parse.clauses.all[self.instance.clause].verbs.first().copied();
        own.is_some_and(|v| {
            self.parse.words.tag(self.parse.chunks[v].tokens.start) == Tag::Vbd
                && !self.parse.head_classes(v).has(self.parse.grammar.intend)
        })
    }
}
