//! Fronts: places told before the trigger or in the clause above it.

use super::{Role, Walk, stands_for};
use crate::gazetteer::PlaceClass;
use crate::tag::chunk::ChunkKind;
use crate::tag::clause::ClauseKind;
use crate::text::pos::Tag;

/// What stands before the aim of something else, and not before a scene.
const AIMING: &[&str] = &["on", "upon", "against", "into", "to"];

impl Walk<'_, '_> {
    /// Prepositional phrases before the trigger: "In Kyiv, …", "two died in Kherson in a strike".
    pub(super) fn fronted(&mut self, chunk: usize, subject: Option<usize>) {
        let parse = self.parse;
        let clause = self.instance.clause;
        let verb = parse.verb_of(chunk).unwrap_or(chunk);
        let skip = subject.filter(|&s| s < verb && parse.clauses.of[s] == clause);
        if !self.is_of_its_clause(chunk, verb) {
            return;
        }
        for p in 0..chunk {
            let inside_subject = skip.is_some_and(|s| p > s && p < verb);
            if parse.kind(p) == Some(ChunkKind::Preposition)
                && parse.clauses.of[p] == clause
                && !inside_subject
                && self.attaches(p)
                && self.frame.slot(parse, p) == Some(Role::Place)
                && !parse.reads(p, AIMING)
            {
                self.range(p, self.next_stop(p), clause, None, "in front");
            }
        }
        if self.has_place() {
            return;
        }
        self.antecedents_of_where(clause);
        self.line_head();
        if self.has_place() {
            return;
        }
        // "drones were seen over X, and two were shot down"
        let refers = self.frame.intended && self.instance.patients.first().is_some_and(|&p| stands_for(parse, p));
        // "stopped a bus near X, ordered them out and shot eight": what armed men did in a row they did in one place
        let armed = parse.grammar.armed.union(parse.grammar.gang);
        let in_a_row = parse.clauses.all[clause].verbs.contains(&chunk)
            && parse.words.tag(parse.chunks[chunk].head) == Tag::Vbd
            && self.instance.doer.is_some_and(|d| parse.head_classes(d).has(armed));
        let goes_on = |walk: &Self, child: usize, p: usize| {
            let stays = (walk.next_stop(p)..chunk).all(|c| parse.toponyms_in(c).next().is_none());
            in_a_row && stays && parse.clauses.all[child].subject.is_none()
        };
        // "In Mykolaiv, two people were killed when a drone hit their house"
        let parents: Vec<usize> = parse.clauses.outward(clause).skip(1).take(2).collect();
        let mut child = clause;
        for parent in parents {
            let kind = parse.clauses.all[child].kind;
            // where a metro stops after the lights went out, they went out
            let because = !self.quiet
                && parse.clauses.all[child].opener.is_some_and(|o| !parse.reads(o, &["when", "as", "while"]));
            if !matches!(
                kind,
                ClauseKind::Adverbial
                    | ClauseKind::Participle
                    | ClauseKind::Infinitive
                    | ClauseKind::Coordinate
                    | ClauseKind::Complement
            ) || because && kind == ClauseKind::Adverbial
                || kind == ClauseKind::Complement && !self.is_cleft(parent) && !self.is_told_by_locals(parent)
            {
                return;
            }
            // "in Tel Aviv sirens wailed as a rocket approached": that is where they wailed
            let sounds = |c: usize| parse.clauses.of[c] == parent && parse.head_classes(c).has(parse.grammar.siren);
            if !self.quiet && (0..parse.chunks.len()).any(sounds) {
                return;
            }
            let verb = parse.clauses.all[parent].verbs.first().copied().unwrap_or(chunk);
            let subject = parse.clauses.subject(parent).filter(|&s| s < verb);
            for p in 0..chunk {
                let fronted = p < subject.unwrap_or(verb)
                    || p > verb && (kind != ClauseKind::Coordinate || refers || goes_on(self, child, p));
                if parse.kind(p) == Some(ChunkKind::Preposition)
                    && parse.clauses.of[p] == parent
                    && fronted
                    && self.attaches(p)
                    && self.frame.slot(parse, p) == Some(Role::Place)
                    && !parse.reads(p, AIMING)
                {
                    self.range(p, self.next_stop(p), parent, None, "clause above");
                }
            }
            if self.has_place() {
                return;
            }
            child = parent;
        }
    }

    /// "* Mosul - Gunmen killed a lecturer": the place that heads a line of a list.
    fn line_head(&mut self) {
        let parse = self.parse;
        let Some(start) = parse.chunks.first().map(|c| c.tokens.start) else { return };
        if !matches!(parse.words.word(start), "*" | "•" | "-" | "–" | "—" | "·") {
            return;
        }
        // the bullet may stand in the chunk of the name
        let first = usize::from(!parse.is_noun(0));
        let alone = parse.is_noun(first) && parse.kind(first + 1) == Some(ChunkKind::Break) && self.owns(first);
        let named = |&t: &usize| parse.toponyms[t].mention.tokens.start == start + 1 && !parse.is_demonym(t);
        if let Some(t) = parse.toponyms_in(first).find(named).filter(|_| alone) {
            self.push(t, first, Role::Place, None, "in front");
        }
    }

    /// "in Lutsk and Rivne regions, where seven drones were destroyed"
    fn antecedents_of_where(&mut self, clause: usize) {
        let parse = self.parse;
        let shares = |&c: &usize| matches!(parse.clauses.all[c].kind, ClauseKind::Coordinate | ClauseKind::Complement);
        let own = parse.clauses.outward(clause).find(|c| !shares(c)).unwrap_or(clause);
        let c = &parse.clauses.all[own];
        let here = |&o: &usize| parse.reads(o, &["where"]) && !(o > 0 && parse.reads(o - 1, &["from"]));
        let (Some(_), Some(last)) = (c.opener.filter(here), c.antecedent) else { return };
        let mut first = last;
        while first >= 2
            && matches!(parse.kind(first - 1), Some(ChunkKind::Conjunction | ChunkKind::Comma))
            && parse.toponyms_in(first - 2).next().is_some()
        {
            first -= 2;
        }
        for chunk in (first..=last).filter(|&c| parse.is_noun(c)) {
            self.nouns(chunk, Some(Role::Place), None, false, "where");
        }
    }

    /// "Ana, a resident of Lutsk, said the lights went out", "people in Lutsk ran for cover as sirens wailed": what goes dark
    /// or sounds without a place does so where those live who tell of it.
    pub(super) fn witnessed(&mut self) {
        let parse = self.parse;
        if self.has_place() || !self.quiet {
            return;
        }
        for people in 0..parse.chunks.len() {
            if !parse.is_noun(people) || !parse.head_classes(people).has(parse.grammar.dweller) {
                continue;
            }
            let home = people + 2;
            if parse.is_noun(home) && parse.reads(people + 1, &["of", "in", "from", "at", "across", "near"]) {
                for home in parse.list_from(home) {
                    self.nouns(home, Some(Role::Place), Some(people + 1), false, "witness");
                }
            } else {
                // "Lutsk residents"
                let named = parse.toponyms_in(people).find(|&t| !parse.is_demonym(t));
                if let Some(t) = named {
                    self.push(t, people, Role::Place, None, "witness");
                }
            }
        }
    }

    /// "the mayor of Lutsk said a missile struck a school": what has no place of its own is where they govern who tell of it.
    pub(super) fn reported(&mut self) {
        let parse = self.parse;
        if self.has_place() || self.frame.is_of_nature() {
            return;
        }
        for who in (0..parse.chunks.len()).filter(|&c| parse.is_noun(c) && !self.owns(c)) {
            let tells = parse.report_of(parse.clauses.of[who]).is_some();
            if !tells || !parse.all_classes(who).has(parse.grammar.local) {
                continue;
            }
            // "police in Jhang", but those of capitals tell of more than their town
            let police = parse.reads(who + 1, &["in"])
                && parse.words.is(parse.chunks[who].head, &["police"])
                && !parse.toponyms_in(who + 2).any(|t| parse.places.is_capital(t));
            let behind = (police || parse.reads(who + 1, &["of"])) && parse.is_noun(who + 2);
            let behind = behind.then_some(who + 2);
            let at_home =
                |&t: &usize| !parse.is_demonym(t) && parse.class(t).is_some_and(|class| class <= PlaceClass::Province);
            let home =
                [Some(who), behind].into_iter().flatten().find_map(|c| Some((c, parse.toponyms_in(c).find(at_home)?)));
            if let Some((chunk, toponym)) = home {
                self.push(toponym, chunk, Role::Place, None, "local official");
                return;
            }
        }
    }

    /// Whether what stands in the clause besides is said of the trigger too: of "killed in X after a raid" it is, of
    /// "arranged in X before the raid" it is not.
    pub(super) fn is_of_its_clause(&self, chunk: usize, verb: usize) -> bool {
        let parse = self.parse;
        let first = self.instance.phrase.iter().copied().min().unwrap_or(chunk);
        let opens = parse.clauses.all[self.instance.clause].opener;
        let governs = |&p: &usize| parse.kind(p) == Some(ChunkKind::Preposition) && self.owns(p) && opens != Some(p);
        let Some(p) = first.checked_sub(1).filter(governs) else {
            return true;
        };
        // "there were casualties in X after a raid"
        let tolls = |c: usize| parse.is_noun(c) && self.owns(c) && parse.head_classes(c).has(parse.grammar.hurt);
        let harms = verb < chunk && parse.head_classes(verb).has(parse.grammar.harm) || (0..first).any(tolls);
        // "due to" is two words to the chunker
        let because = p > 0
            && parse.reads(p, &["to", "of"])
            && parse.reads(p - 1, &["due", "because", "a result", "the result", "a consequence"]);
        harms
            || because
            || parse.reads(p, &["in", "by", "with", "during", "from", "under", "as", "through", "when", "while"])
    }

    /// "In Baghdad, police said a bomb killed five": those who tell of it are where it happened.
    fn is_told_by_locals(&self, clause: usize) -> bool {
        const LOCALS: [&str; 8] =
            ["police", "medics", "doctors", "residents", "witnesses", "rescuers", "firefighters", "villagers"];
        let parse = self.parse;
        let subject = parse.report_of(clause).and(parse.clauses.all[clause].subject);
        subject.is_some_and(|s| parse.words.is(parse.chunks[s].head, &LOCALS))
    }

    /// "It was over Fatehabad that …"
    pub(super) fn is_cleft(&self, clause: usize) -> bool {
        let parse = self.parse;
        let it = parse.clauses.subject(clause).is_some_and(|s| parse.reads(s, &["it"]));
        it && parse.clauses.all[clause]
            .verbs
            .first()
            .is_some_and(|&v| parse.words.is(parse.chunks[v].head, &["was", "is", "were"]))
    }

    /// Not "officials in Kyiv", not "speaking in Kyiv".
    pub(super) fn attaches(&self, preposition: usize) -> bool {
        let parse = self.parse;
        preposition.checked_sub(1).is_none_or(|before| {
            !parse.is_noun(before)
                || !parse.head_classes(before).has(parse.grammar.person)
                || before == 0
                || parse.verb_of(before).is_some_and(|v| v < before && (parse.head_classes(v).has(parse.grammar.harm)))
        })
    }

    pub(super) fn next_stop(&self, from: usize) -> usize {
        (from + 1..self.parse.chunks.len())
            .find(|&j| {
                matches!(self.parse.kind(j), Some(ChunkKind::Verb(_) | ChunkKind::Break | ChunkKind::Relative))
                    || j == self.instance.chunk
            })
            .unwrap_or(self.parse.chunks.len())
    }
}
