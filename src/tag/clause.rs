//! Clauses: a sentence's chunks in, a tree of clauses out, each with its verb, subject and what opens it.
//!
//! It is no parser: it knows where a clause ends well enough to keep "officials in Kyiv said" away from what they said,
//! and "which was intercepted in Sirsa" away from "one aimed at New Delhi".

use super::{
    chunk::{Chunk, ChunkKind, Verb, Words},
    grammar::Grammar,
};
use crate::text::pos::Tag;

/// How a clause hangs on its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClauseKind {
    /// Stands by itself.
    Main,
    /// "(said) that …"
    Complement,
    /// "which …", "where …"
    Relative,
    /// "after …", "if …", "while …"
    Adverbial,
    /// "aimed at …", ", killing …"
    Participle,
    /// "to strike …"
    Infinitive,
    /// "… and struck …", sharing the parent's subject, or with its own
    Coordinate,
    /// ", officials said"
    Attribution,
}

/// A clause of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Clause {
    pub(crate) kind: ClauseKind,
    pub(crate) parent: Option<usize>,
    /// The chunk that opens it: "which", "after", "that".
    pub(crate) opener: Option<usize>,
    /// The noun chunk that a relative or participle clause speaks of.
    pub(crate) antecedent: Option<usize>,
    /// Its verb groups, the finite one first.
    pub(crate) verbs: Vec<usize>,
    /// The noun chunk that is its subject, if it has its own.
    pub(crate) subject: Option<usize>,
    finite: bool,
}

/// A sentence's clauses, and which of them each chunk is in.
#[derive(Debug)]
pub(crate) struct Clauses {
    pub(crate) all: Vec<Clause>,
    pub(crate) of: Vec<usize>,
    /// The subject of each clause, its own or the one it shares.
    subjects: Vec<Option<usize>>,
}

const OPENERS: &[&str] = &[
    "after",
    "before",
    "as",
    "while",
    "because",
    "since",
    "although",
    "though",
    "if",
    "unless",
    "until",
    "till",
    "that",
    "whether",
    "once",
    "whereas",
    "so",
    "following",
    "in case",
    "lest",
];

/// Forms of verbs that only several have.
const PLURAL: &[&str] = &["were", "are", "have"];

struct Builder<'a> {
    chunks: &'a [Chunk],
    words: &'a Words<'a>,
    grammar: &'a Grammar,
    all: Vec<Clause>,
    of: Vec<usize>,
    current: usize,
    /// Whether each chunk is a preposition that opens a clause.
    opens: Vec<bool>,
}

/// Cuts the chunks of a sentence into clauses.
pub(crate) fn clauses(chunks: &[Chunk], words: &Words<'_>, grammar: &Grammar) -> Clauses {
    let mut builder = Builder {
        chunks,
        words,
        grammar,
        all: Vec::new(),
        of: vec![0; chunks.len()],
        current: 0,
        opens: vec![false; chunks.len()],
    };
    builder.find_openers();
    builder.open(ClauseKind::Main, None, None, None);
    for i in 0..chunks.len() {
        builder.take(i);
    }
    let mut clauses = Clauses { all: builder.all, of: builder.of, subjects: Vec::new() };
    for clause in 0..clauses.all.len() {
        if clauses.all[clause].subject.is_none() {
            clauses.all[clause].subject = clauses.find_subject(clause, chunks, words, grammar);
        }
        // a parent stands before its clauses, so its subject is known
        clauses.subjects.push(clauses.resolve_subject(clause));
    }
    clauses
}

impl Builder<'_> {
    fn open(&mut self, kind: ClauseKind, parent: Option<usize>, opener: Option<usize>, antecedent: Option<usize>) {
        self.all.push(Clause { kind, parent, opener, antecedent, verbs: Vec::new(), subject: None, finite: false });
        self.current = self.all.len() - 1;
    }

    fn take(&mut self, i: usize) {
        match self.chunks[i].kind {
            ChunkKind::Relative => {
                let when = self.words.is(self.chunks[i].head, &["when", "why", "how", "whenever"]);
                let antecedent = self.noun_before(i);
                // "dismissed the rumour that bandits had attacked"
                let rumour = self.rumour_of(i);
                if let Some(clause) = rumour {
                    self.current = clause;
                }
                let kind = match antecedent {
                    _ if rumour.is_some() => ClauseKind::Complement,
                    Some(_) if !when => ClauseKind::Relative,
                    _ => ClauseKind::Adverbial,
                };
                // "missiles that hit Kyiv, which …": both speak of what stands before them
                self.open(kind, Some(self.current), Some(i), antecedent);
            }
            ChunkKind::Preposition if self.opens[i] => {
                let that = self.words.is(self.chunks[i].head, &["that", "whether"]);
                let described = self.described(i);
                if let Some(clause) = self.rumour_of(i) {
                    self.current = clause;
                }
                let kind = match described {
                    Some(_) => ClauseKind::Relative,
                    None if that => ClauseKind::Complement,
                    None => ClauseKind::Adverbial,
                };
                self.open(kind, Some(self.current), Some(i), described);
            }
            ChunkKind::Break if self.words.is(self.chunks[i].head, &[";", ":"]) && self.says_more(i) => {
                self.open(ClauseKind::Main, None, None, None);
            }
            // "at allies where troops are stationed, including Kuwait": the list goes on above the clause
            ChunkKind::Including if i > 0 && self.chunks[i - 1].kind == ChunkKind::Comma => {
                self.climb();
            }
            // "drones launched from Kursk, all of them over X": those of the clause above
            ChunkKind::Noun if self.tells_of_all(i) => {
                self.climb();
            }
            ChunkKind::Verb(verb) if verb.finite && !(verb.bare && self.is_reduced(i)) => {
                self.finite(i);
            }
            ChunkKind::Verb(verb) => self.nonfinite(i, verb),
            _ => {}
        }
        self.of[i] = self.current;
    }

    /// Goes up to the clause that relative and participle clauses hang on.
    fn climb(&mut self) {
        while let (ClauseKind::Relative | ClauseKind::Participle, Some(parent)) =
            (self.all[self.current].kind, self.all[self.current].parent)
        {
            self.current = parent;
        }
    }

    /// The clause of a rumour that "that" tells: "denied reports circulating on Telegram that a missile had fallen".
    fn rumour_of(&self, that: usize) -> Option<usize> {
        if !self.words.is(self.chunks[that].head, &["that"]) {
            return None;
        }
        let rumour = |&n: &usize| self.words.has(self.chunks[n].head, self.grammar.rumour);
        let noun = that.checked_sub(1).filter(|&n| self.chunks[n].kind == ChunkKind::Noun && rumour(&n));
        // "a website that spread it" tells of the website
        let tells = !self.is_verb(that + 1, |_| true);
        let above = std::iter::successors(Some(self.current), |&c| self.all[c].parent)
            .take_while(|&c| tells && self.all[c].kind == ClauseKind::Participle);
        // "denied a claim on a website used by rebels that"
        let denied =
            |&n: &usize| self.is_verb(n - 1, |_| true) && self.words.has(self.chunks[n - 1].head, self.grammar.deny);
        noun.or_else(|| above.filter_map(|c| self.all[c].antecedent).find(rumour))
            .or_else(|| (1..that).rev().filter(|_| tells).filter(rumour).find(denied))
            .map(|n| self.of[n])
    }

    /// ", the ministry said"
    fn is_behind_comma(&self, verb: usize) -> bool {
        let noun = verb.checked_sub(1).filter(|&j| self.chunks[j].kind == ChunkKind::Noun);
        let before = noun.and_then(|j| self.chunks[j].tokens.start.checked_sub(1)).filter(|&t| t >= self.words.first);
        before.is_some_and(|t| self.words.is(t, &[",", "\"", "”", "''"]))
    }

    /// ", all of them over X", ", most in Y"
    fn tells_of_all(&self, i: usize) -> bool {
        let is = |j: usize, words: &[&str]| self.chunks.get(j).is_some_and(|c| self.words.is(c.head, words));
        let preposition = |j: usize| self.chunks.get(j).is_some_and(|c| c.kind == ChunkKind::Preposition);
        let them = if is(i + 1, &["of"]) && is(i + 2, &["them"]) { 2 } else { 0 };
        i > 1
            && self.chunks[i - 1].kind == ChunkKind::Comma
            // "killed 20 people, most of them in X" tells of these
            && self.words.tag(self.chunks[i - 2].head) == Tag::Nnp
            && is(i, &["all", "most", "both", "half", "some"])
            && preposition(i + them + 1)
            && !is(i + them + 1, &["of"])
    }

    /// Whether a finite verb comes before the next semicolon: a list goes on behind one without.
    fn says_more(&self, i: usize) -> bool {
        // "80 drones: 30 over X, with the rest downed elsewhere"
        let counted = self.chunks.get(i + 1).is_some_and(|c| is_count(c, self.words))
            && self.chunks.get(i + 2).is_some_and(|c| c.kind == ChunkKind::Preposition);
        if counted && self.words.is(self.chunks[i].head, &[":"]) {
            return false;
        }
        (i + 1..self.chunks.len())
            .take_while(|&j| self.chunks[j].kind != ChunkKind::Break || !self.words.is(self.chunks[j].head, &[";"]))
            // "over A, 12 over B, the ministry said" says no more
            .any(|j| self.is_verb(j, |v| v.passive || v.finite) && !(self.is_report(j) && self.is_behind_comma(j)))
    }

    /// The nearest noun chunk before `i`.
    fn noun_before(&self, i: usize) -> Option<usize> {
        (0..i).rev().take(4).find(|&j| self.chunks[j].kind == ChunkKind::Noun)
    }

    fn is_verb(&self, i: usize, test: impl Fn(Verb) -> bool) -> bool {
        matches!(self.chunks.get(i), Some(Chunk { kind: ChunkKind::Verb(v), .. }) if test(*v))
    }

    /// Decides for every preposition whether it opens a clause, from the last to the first: "after two rockets were fired"
    /// does, "after the attack" does not.
    fn find_openers(&mut self) {
        for i in (0..self.chunks.len()).rev() {
            self.opens[i] = self.chunks[i].kind == ChunkKind::Preposition && self.would_open(i);
        }
    }

    fn would_open(&self, i: usize) -> bool {
        let tokens = self.chunks[i].tokens.clone();
        let reads = |opener: &&str| {
            let mut words = opener.split(' ');
            tokens.clone().all(|t| words.next().is_some_and(|w| w.eq_ignore_ascii_case(self.words.word(t))))
                && words.next().is_none()
        };
        if !OPENERS.iter().any(reads) || self.words.is(tokens.end, &["then"]) {
            return false; // "Since then Pakistani missiles have struck"
        }
        if self.is_verb(i + 1, |v| !v.infinitive) {
            return true;
        }
        // "while parts of X, battered by years of war, had no power": "while" opens a clause, whatever comes between
        let always = self.words.is(tokens.start, &["while", "although", "though", "because", "whereas"]);
        let mut j = i + 1;
        while j < self.chunks.len() {
            match self.chunks[j].kind {
                ChunkKind::Verb(v) if v.finite => return !(v.bare && self.is_reduced(j)),
                ChunkKind::Comma if always && self.is_verb(j + 1, |v| !v.finite) => {
                    let close = (j + 1..self.chunks.len()).find(|&k| self.chunks[k].kind == ChunkKind::Comma);
                    let Some(close) = close else { return false };
                    j = close;
                }
                ChunkKind::Break | ChunkKind::Relative => return false,
                ChunkKind::Comma if !self.list_goes_on(j) => return false,
                ChunkKind::Preposition if j > i + 1 && self.opens[j] => return false,
                _ => {}
            }
            j += 1;
        }
        false
    }

    fn list_goes_on(&self, comma: usize) -> bool {
        self.chunks.get(comma + 1).is_some_and(|c| c.kind == ChunkKind::Noun) && !self.is_verb(comma + 2, |v| v.finite)
    }

    /// A past form that modifies the noun before it: "missiles fired at the base were intercepted".
    fn is_reduced(&self, i: usize) -> bool {
        let noun_before = i > 0 && self.chunks[i - 1].kind == ChunkKind::Noun;
        let object_follows = self.chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun);
        // "monitors reported that shells had landed"
        let tells = self.is_report(i) && self.words.is(self.chunks[i].tokens.end, &["that"]);
        if !noun_before || object_follows || tells {
            return false;
        }
        for j in i + 1..self.chunks.len() {
            match self.chunks[j].kind {
                ChunkKind::Verb(v) if v.finite => {
                    return matches!(self.chunks[j - 1].kind, ChunkKind::Noun | ChunkKind::Other);
                }
                ChunkKind::Comma | ChunkKind::Conjunction if self.list_goes_on(j) => {}
                ChunkKind::Comma
                | ChunkKind::Conjunction
                | ChunkKind::Break
                | ChunkKind::Relative
                | ChunkKind::Verb(_) => return false,
                ChunkKind::Preposition if self.opens[j] => return false,
                _ => {}
            }
        }
        false
    }

    fn is_report(&self, verb_chunk: usize) -> bool {
        let classes = self.words.classes(self.chunks[verb_chunk].head);
        classes.has(self.grammar.report) || classes.has(self.grammar.deny)
    }

    /// The first chunk of the subject that ends right before the verb at `i`: "officials in Kyiv" of "…, officials in
    /// Kyiv said", "every drone" of "every drone sent towards Leh was shot down".
    fn subject_start(&self, i: usize) -> Option<usize> {
        let mut start = None;
        let mut j = i;
        while j > 0 {
            j -= 1;
            match self.chunks[j].kind {
                // "Kyiv and Lviv all lost power"
                ChunkKind::Noun if start == Some(j + 1) && floats(j + 1, self.chunks, self.words, self.grammar) => {
                    start = Some(j);
                }
                // "and earlier this month struck": when, not who
                ChunkKind::Noun if start.is_none() && self.is_when(j) => {}
                // "minutes later" before "two missiles" is no subject
                ChunkKind::Noun if start == Some(j + 1) => break,
                ChunkKind::Noun => start = Some(j),
                ChunkKind::Preposition if start == Some(j + 1) => start = None,
                ChunkKind::Conjunction if start == Some(j + 1) && j > 0 && self.joins_subjects(j) => {}
                // "firms in Leipzig, Halle and Dresden lost power": the firms do
                ChunkKind::Conjunction if start == Some(j + 1) => {
                    let Some(lead) = self.lead_of_names(j, i) else { break };
                    j = lead;
                    start = None;
                }
                ChunkKind::Other if start.is_none() => {}
                // "where the army said officers were treated"
                ChunkKind::Verb(_) if (start == Some(j + 1) || j + 1 == i) && self.is_report(j) => break,
                // back over a clause that modifies the subject
                ChunkKind::Verb(_) => {
                    let clause = &self.all[self.of[j]];
                    let modifies = matches!(clause.kind, ClauseKind::Participle | ClauseKind::Relative);
                    let Some(antecedent) = clause.antecedent.filter(|_| modifies) else {
                        break;
                    };
                    if antecedent >= j {
                        break;
                    }
                    start = None;
                    j = antecedent + 1;
                }
                _ => break,
            }
        }
        start
    }

    /// Whether a noun chunk only says when: "earlier this month", "last week".
    fn is_when(&self, chunk: usize) -> bool {
        let times = self.grammar.hour.union(self.grammar.long_while);
        self.words.is(self.chunks[chunk].tokens.start, &["earlier", "this", "last"])
            && self.chunks[chunk].tokens.len() > 1
            && self.words.has(self.chunks[chunk].head, times)
    }

    /// The noun before the words that two commas set off in front of `i`, and the first of these.
    fn set_apart(&self, i: usize) -> Option<(usize, usize)> {
        let is = |j: usize, kind: ChunkKind| self.chunks[j].kind == kind;
        let close = i.checked_sub(1).filter(|&j| is(j, ChunkKind::Comma))?;
        let within = |&j: &usize| matches!(self.chunks[j].kind, ChunkKind::Noun | ChunkKind::Preposition);
        let first = (0..close).rev().take_while(within).last()?;
        let noun = first.checked_sub(2).filter(|&j| is(j + 1, ChunkKind::Comma) && is(j, ChunkKind::Noun))?;
        Some((noun, first))
    }

    /// The name before the words that say who that is: "Ana Popa, an officer in Galati, told".
    fn apposed(&self, i: usize) -> Option<usize> {
        let (name, first) = self.set_apart(i)?;
        let person = self.chunks[first].kind == ChunkKind::Noun
            && self.words.classes(self.chunks[first].head).has(self.grammar.person.union(self.grammar.local));
        (person && self.words.tag(self.chunks[name].head) == Tag::Nnp).then_some(name)
    }

    /// The subject behind "and" that words between commas set off from its verb: "hit a pylon near X, and Y, with a million people, was".
    fn set_off(&self, i: usize) -> Option<usize> {
        let is = |j: usize, kind: ChunkKind| self.chunks[j].kind == kind;
        let (subject, _) = self.set_apart(i).filter(|&(_, first)| is(first, ChunkKind::Preposition))?;
        let joins =
            subject.checked_sub(2).is_some_and(|j| is(j + 1, ChunkKind::Conjunction) && is(j, ChunkKind::Comma));
        joins.then_some(subject)
    }

    /// The noun that a clause with "that" describes: "Kherson, the city that troops took back".
    fn described(&self, that: usize) -> Option<usize> {
        let noun = that.checked_sub(1).filter(|&j| self.chunks[j].kind == ChunkKind::Noun)?;
        noun.checked_sub(1).filter(|&j| self.chunks[j].kind == ChunkKind::Comma)?;
        let place = self.words.classes(self.chunks[noun].head).has(self.grammar.nominal);
        let told = self.all[self.current].verbs.iter().any(|&v| self.is_report(v));
        (self.words.is(self.chunks[that].head, &["that"]) && place && !told).then_some(noun)
    }

    /// The noun behind the last verb, one that reports, of which the verb at `i` tells: "said Stepanakert, the region's main city,
    /// was hit", "said Arnia, Samba, and Bishnah had come under fire".
    fn said_of(&self, i: usize) -> Option<usize> {
        let kind = |j: usize| self.chunks[j].kind;
        let within = |&j: &usize| {
            matches!(kind(j), ChunkKind::Noun | ChunkKind::Preposition | ChunkKind::Comma | ChunkKind::Conjunction)
                && !self.opens[j]
        };
        let first = (0..i).rev().take_while(within).last()?;
        let verb =
            first.checked_sub(1).filter(|&v| self.is_verb(v, |v| v.finite && !v.passive) && self.is_report(v))?;
        if kind(first) != ChunkKind::Noun
            || self.words.tag(self.chunks[first].head) == Tag::Prp
            || self.of[verb] != self.of[first]
        {
            return None;
        }
        // "said on Friday the depot": when, not who
        if (first + 1..i).any(|j| kind(j) == ChunkKind::Noun && kind(j - 1) == ChunkKind::Noun) {
            return None;
        }
        let commas: Vec<usize> = (first..i).filter(|&j| kind(j) == ChunkKind::Comma).collect();
        let closed = commas.len() > 1 && commas.last() == Some(&(i - 1));
        let joint = (first..i).rev().find(|&j| kind(j) == ChunkKind::Conjunction);
        // the members of a list stand between commas, each a noun with what a preposition adds
        let listed = joint.is_some_and(|c| {
            c > first
                && (c + 1..i).all(|j| kind(j) != ChunkKind::Comma)
                && kind(c + 1) == ChunkKind::Noun
                && (first..c)
                    .filter(|&j| kind(j) == ChunkKind::Comma)
                    .all(|j| j + 1 == c || kind(j + 1) == ChunkKind::Noun)
                && (is_name(&self.chunks[first], self.words) || self.words.is(self.chunks[i].tokens.start, PLURAL))
        });
        (closed && joint.is_none() || listed).then_some(first)
    }

    /// The preposition that leads the list of places whose last a conjunction joins, where a noun stands before it.
    fn lead_of_names(&self, conjunction: usize, verb: usize) -> Option<usize> {
        let names = |i: usize| {
            let chunk = self.chunks.get(i).filter(|c| c.kind == ChunkKind::Noun)?;
            let named = is_name(chunk, self.words) || chunk.tokens.len() <= 2 && self.words.tag(chunk.head) == Tag::Nnp;
            named.then_some(i)
        };
        let counts = is_count(&self.chunks[conjunction + 1], self.words);
        if !counts {
            names(conjunction + 1)?;
        }
        let last = names(conjunction.checked_sub(1)?)?;
        let mut first = last;
        while first >= 2 && self.chunks[first - 1].kind == ChunkKind::Comma && names(first - 2).is_some() {
            first -= 2;
        }
        let lead = first.checked_sub(1).filter(|&p| self.chunks[p].kind == ChunkKind::Preposition)?;
        // "a school in Sumy and Russia denied it": two names may be two clauses, but not of a verb in the plural
        let plural = self.words.is(self.chunks[verb].tokens.start, PLURAL);
        ((first < last || plural || counts) && lead > 0 && self.chunks[lead - 1].kind == ChunkKind::Noun)
            .then_some(lead)
    }

    fn joins_subjects(&self, conjunction: usize) -> bool {
        self.chunks[conjunction - 1].kind == ChunkKind::Noun
            && self.of[conjunction] == self.current
            && !self.all[self.current].finite
    }

    /// Makes the verb at `i` the finite one of `clause`, with the subject that starts at `start`.
    fn give_verb(&mut self, clause: usize, i: usize, start: Option<usize>) {
        self.current = clause;
        self.all[clause].finite = true;
        self.all[clause].verbs.insert(0, i);
        if let Some(when) = i.checked_sub(1).filter(|&j| self.is_when(j)) {
            self.of[when] = clause;
        }
        if let Some(start) = start {
            self.all[clause].subject = Some(start);
            let old = self.of[start];
            for chunk in &mut self.of[start..i] {
                if *chunk == old {
                    *chunk = clause;
                }
            }
        }
    }

    fn finite(&mut self, i: usize) {
        let mut host = self.current;
        while let (ClauseKind::Participle | ClauseKind::Infinitive, Some(parent)) =
            (self.all[host].kind, self.all[host].parent)
        {
            host = parent;
        }
        let previous = i.checked_sub(1).map(|j| self.chunks[j].kind);
        let reports = self.is_report(i);
        let apposed = reports.then(|| self.apposed(i)).flatten();
        // ", said the police in Kyiv,"
        let inverted = reports
            && apposed.is_none()
            && matches!(previous, Some(ChunkKind::Comma | ChunkKind::Other))
            && self.chunks.get(i + 1).is_some_and(|c| c.kind == ChunkKind::Noun)
            && !self.is_verb(i, |v| v.passive);
        if inverted {
            self.open(ClauseKind::Attribution, Some(host), None, None);
            self.all[self.current].subject = Some(i + 1);
            self.all[self.current].finite = true;
            self.all[self.current].verbs.push(i);
            return;
        }
        // "a shell that he said had landed in X"
        let teller = i.checked_sub(1).filter(|&v| self.is_verb(v, |v| v.finite) && self.is_report(v));
        if teller.is_some_and(|v| self.of[v] == self.current) && self.all[self.current].kind == ClauseKind::Relative {
            let Clause { opener, antecedent, .. } = self.all[self.current];
            self.open(ClauseKind::Relative, Some(self.current), opener, antecedent);
            self.give_verb(self.current, i, None);
            return;
        }
        let said = if reports { None } else { self.said_of(i) };
        if let Some(subject) = said.filter(|&s| self.all[self.of[s]].finite) {
            self.open(ClauseKind::Complement, Some(self.of[subject]), None, None);
            self.give_verb(self.current, i, Some(subject));
            return;
        }
        let start = apposed.or_else(|| self.subject_start(i)).or_else(|| self.set_off(i));
        let boundary = start.and_then(|s| s.checked_sub(1)).map(|j| self.chunks[j].kind);
        if !self.all[host].finite {
            let own = start.filter(|&s| {
                host != self.current
                    && self.of[s] != host
                    && matches!(boundary, Some(ChunkKind::Comma | ChunkKind::Break))
            });
            self.give_verb(host, i, own);
            return;
        }
        let after_report = self.all[host].verbs.last().is_some_and(|&v| self.is_report(v));
        // the noun after a verb is its object, unless it reports what the noun does
        let start = start.filter(|_| after_report || !matches!(boundary, Some(ChunkKind::Verb(_))));
        let at_boundary = matches!(
            boundary,
            None | Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Break | ChunkKind::Other)
        );
        if start.is_none() && matches!(previous, Some(ChunkKind::Conjunction | ChunkKind::Other)) {
            self.open(ClauseKind::Coordinate, Some(host), None, None);
            self.give_verb(self.current, i, None);
            return;
        }
        // "After X did this, Y did that", "Jibrin, which lies near X, was hit": the clause that waits for its verb takes it
        if start.is_none() || matches!(boundary, Some(ChunkKind::Comma | ChunkKind::Break | ChunkKind::Other)) {
            let waiting = std::iter::successors(Some(host), |&c| self.all[c].parent).find(|&c| {
                !self.all[c].finite && !matches!(self.all[c].kind, ClauseKind::Participle | ClauseKind::Infinitive)
            });
            if let Some(clause) = waiting {
                self.give_verb(clause, i, start);
                return;
            }
        }
        let kind = if start.is_some() && after_report && !reports && boundary != Some(ChunkKind::Conjunction) {
            ClauseKind::Complement
        } else if reports && at_boundary {
            ClauseKind::Attribution
        } else if at_boundary || start.is_none() {
            ClauseKind::Coordinate
        } else {
            ClauseKind::Complement
        };
        self.open(kind, Some(host), None, None);
        self.give_verb(self.current, i, start);
    }

    fn nonfinite(&mut self, i: usize, verb: Verb) {
        let previous = i.checked_sub(1).map(|j| self.chunks[j].kind);
        if verb.infinitive {
            self.open(ClauseKind::Infinitive, Some(self.current), None, self.noun_before(i));
            self.all[self.current].verbs.push(i);
            return;
        }
        let host = self.current;
        let alone = verb.passive && !self.all[host].finite && !self.finite_ahead(i) && self.all[host].verbs.is_empty();
        // "India's defences answered, and eight missiles were shot down": a past form that was taken for a participle
        let told = verb.bare && previous == Some(ChunkKind::Noun) && !self.all[host].finite && self.is_told(i);
        if alone || told || previous.is_none() && !self.finite_ahead(i) {
            // a headline: "Three killed in Kyiv blast"
            self.all[host].finite = true;
            self.all[host].verbs.insert(0, i);
            return;
        }
        let antecedent = match previous {
            Some(ChunkKind::Comma) if !verb.passive => None,
            _ => self.noun_before(i),
        };
        let mistagged = verb.bare
            && previous == Some(ChunkKind::Conjunction)
            && self.all[host].finite
            && !matches!(self.all[host].kind, ClauseKind::Participle);
        if mistagged {
            // "killed four and injured nineteen"
            self.open(ClauseKind::Coordinate, Some(host), None, None);
            self.give_verb(self.current, i, None);
            return;
        }
        let opener = i.checked_sub(1).filter(|&j| self.chunks[j].kind == ChunkKind::Preposition);
        if let Some(j) = opener
            && self.of[j] == host
            && matches!(self.all[host].kind, ClauseKind::Adverbial)
            && self.all[host].opener == Some(j)
        {
            self.all[host].verbs.push(i);
            return;
        }
        let parent = match (previous, self.all[host].kind) {
            // ", killing five" after a relative or participle clause still hangs on it; a coordination shares the parent
            (Some(ChunkKind::Conjunction), ClauseKind::Participle) => self.all[host].parent.unwrap_or(host),
            _ => host,
        };
        self.open(ClauseKind::Participle, Some(parent), opener, antecedent);
        self.all[self.current].verbs.push(i);
    }

    /// Whether the next finite verb has a subject of its own behind ", and".
    fn is_told(&self, i: usize) -> bool {
        let Some(next) = (i + 1..self.chunks.len()).find(|&j| self.is_verb(j, |v| v.finite)) else {
            return false;
        };
        let joins = (i + 1..next).find(|&j| self.chunks[j].kind == ChunkKind::Conjunction);
        let relative = (i + 1..next).any(|j| matches!(self.chunks[j].kind, ChunkKind::Relative | ChunkKind::Verb(_)));
        !relative
            && joins.is_some_and(|c| {
                self.chunks[c - 1].kind == ChunkKind::Comma && self.chunks[c + 1].kind == ChunkKind::Noun && c == i + 2
            })
    }

    fn finite_ahead(&self, i: usize) -> bool {
        self.chunks[i + 1..]
            .iter()
            .take_while(|c| !matches!(c.kind, ChunkKind::Relative) && !(c.kind == ChunkKind::Break))
            .any(|c| matches!(c.kind, ChunkKind::Verb(v) if v.finite))
    }
}

/// Whether a chunk only says how many of what stands before it: "Kyiv and Lviv all lost power".
fn floats(i: usize, chunks: &[Chunk], words: &Words<'_>, grammar: &Grammar) -> bool {
    chunks[i].tokens.len() == 1
        && words.has(chunks[i].head, grammar.floating)
        && i > 0
        && chunks[i - 1].kind == ChunkKind::Noun
}

/// Whether a chunk is a number alone, for what was named before: "5,000 customers in Mayo and 3,000 in Sligo lost power".
fn is_count(chunk: &Chunk, words: &Words<'_>) -> bool {
    chunk.tokens.len() == 1 && words.tag(chunk.head) == Tag::Cd
}

/// Whether a chunk holds the name of a place.
fn is_name(chunk: &Chunk, words: &Words<'_>) -> bool {
    chunk.tokens.clone().any(|t| words.names[t - words.first] != 0)
}

impl Clauses {
    /// The last noun chunk of a clause before its verb that no preposition governs, or the first of its list.
    fn find_subject(&self, clause: usize, chunks: &[Chunk], words: &Words<'_>, grammar: &Grammar) -> Option<usize> {
        let &verb = self.all[clause].verbs.first()?;
        let mine = |j: usize| self.of[j] == clause && chunks[j].kind == ChunkKind::Noun;
        // "Following the attack on Srinagar, New Delhi summoned": right before the verb, behind a comma alone
        let adjacent = |j: usize| j + 1 == verb && j > 0 && chunks[j - 1].kind == ChunkKind::Comma;
        let governed = |j: usize| !adjacent(j) && self.is_governed(clause, j, chunks, words, grammar);
        let mut subject = (0..verb).rev().find(|&j| mine(j) && !governed(j) && !floats(j, chunks, words, grammar))?;
        // "Erbil, a city in Iraq, was hit"
        let is_name = |j: usize| is_name(&chunks[j], words);
        // "Kyaukphyu, the Rakhine State port"
        let heads = |j: usize| {
            words.names[chunks[j].tokens.start - words.first..=chunks[j].head - words.first]
                .iter()
                .any(|&n| n > chunks[j].head)
        };
        // "Lake Charles, Louisiana, lost power"
        let locates = is_name(subject) && subject + 2 == verb && chunks[subject + 1].kind == ChunkKind::Comma;
        let describes = locates || !heads(subject) && words.tag(chunks[subject].head) != Tag::Prp;
        if describes
            && subject >= 2
            && chunks[subject - 1].kind == ChunkKind::Comma
            && mine(subject - 2)
            && !governed(subject - 2)
            && is_name(subject - 2)
        {
            subject -= 2;
        }
        if is_count(&chunks[subject], words)
            && subject >= 4
            && chunks[subject - 1].kind == ChunkKind::Conjunction
            && governed(subject - 2)
        {
            subject = Some(subject - 4).filter(|&s| mine(s) && !governed(s)).unwrap_or(subject);
        }
        let before = |s: usize, kind: ChunkKind| s.checked_sub(1).filter(|&k| chunks[k].kind == kind);
        let member = |k: usize| k.checked_sub(1).filter(|&n| mine(n) && !governed(n));
        while let Some(joint) = before(subject, ChunkKind::Conjunction) {
            let Some(next) = member(before(joint, ChunkKind::Comma).unwrap_or(joint)) else {
                break;
            };
            subject = next;
            while let Some(next) = before(subject, ChunkKind::Comma).and_then(member) {
                subject = next;
            }
        }
        Some(subject)
    }

    /// Whether a preposition governs a noun chunk, also through a list of names: "At Arnia, Samba and RS Pura, …".
    fn is_governed(&self, clause: usize, noun: usize, chunks: &[Chunk], words: &Words<'_>, grammar: &Grammar) -> bool {
        let is_name = |j: usize| is_name(&chunks[j], words);
        let mut j = noun;
        loop {
            let Some(before) = j.checked_sub(1) else {
                return false;
            };
            match chunks[before].kind {
                ChunkKind::Preposition => {
                    return self.of[before] == clause && self.all[clause].opener != Some(before);
                }
                ChunkKind::Comma | ChunkKind::Conjunction if before > 0 => {
                    let mut k = before - 1;
                    if matches!(chunks[k].kind, ChunkKind::Comma | ChunkKind::Conjunction) && k > 0 {
                        k -= 1;
                    }
                    if chunks[k].kind != ChunkKind::Noun || self.of[k] != clause || !is_name(j) || !is_name(k) {
                        return false;
                    }
                    // "In the Sumy region, Okhtyrka was hit": no list
                    let area = |c: usize| words.has(chunks[c].head, grammar.generic);
                    if k + 2 == j && chunks[before].kind == ChunkKind::Comma && area(k) && !area(j) {
                        return false;
                    }
                    j = k;
                }
                _ => return false,
            }
        }
    }

    /// The subject of a clause, or that of the clause it shares one with.
    pub(crate) fn subject(&self, clause: usize) -> Option<usize> {
        self.subjects[clause]
    }

    fn resolve_subject(&self, clause: usize) -> Option<usize> {
        let c = &self.all[clause];
        c.subject.or(match c.kind {
            ClauseKind::Coordinate => c.parent.and_then(|p| self.subjects[p]),
            ClauseKind::Participle | ClauseKind::Relative => {
                c.antecedent.or_else(|| c.parent.and_then(|p| self.subjects[p]))
            }
            ClauseKind::Adverbial => c.parent.and_then(|p| self.subjects[p]),
            ClauseKind::Infinitive
                if c.antecedent.is_some_and(|a| c.verbs.first() == Some(&(a + 1)) && self.is_object(c, a)) =>
            {
                c.antecedent
            }
            ClauseKind::Infinitive => c.parent.and_then(|p| self.subjects[p]).or(c.antecedent),
            _ => None,
        })
    }

    /// Whether a noun chunk stands right behind the verb of the clause above: "prompted India to hit".
    fn is_object(&self, clause: &Clause, noun: usize) -> bool {
        clause.parent.is_some_and(|p| self.all[p].verbs.iter().any(|&v| v + 1 == noun))
    }

    /// The clause and those it hangs on, outward.
    pub(crate) fn outward(&self, clause: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(clause), |&c| self.all[c].parent)
    }
}
