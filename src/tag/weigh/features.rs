//! Features: what is so of a trigger and a toponym, as keys.

use super::super::{
    arguments::{Instance, Role},
    attributes::Sentence,
    chunk::ChunkKind,
    clause::ClauseKind,
    context::Context,
    lexicon::Classes,
    sentence::Parse,
    status::{Judgement, Status},
    trigger::{Trigger, Use},
};
use crate::gazetteer::PlaceClass;

/// What the rules make of a trigger and a toponym.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing: no rule gives the toponym a role.
    None,
    /// An event there.
    Event(Status),
    /// It has a role, by which nothing happened there.
    Role(Role),
    /// A place, but a weapon was only aimed at it, or it only contains another place.
    Dropped,
    /// It did not happen.
    Unhappened,
    /// What the trigger needs around it is not there.
    Unmet,
}

impl Outcome {
    /// Whether the rules say that nothing happened there, or not as news.
    pub(crate) fn is_denial(self) -> bool {
        match self {
            Self::Event(status) => !status.happened(),
            Self::Dropped | Self::Unhappened | Self::Role(Role::Container | Role::Origin) => true,
            Self::None | Self::Role(_) | Self::Unmet => false,
        }
    }

    fn number(self) -> u32 {
        match self {
            Self::None => 0,
            Self::Event(status) => 1 + status as u32,
            Self::Role(role) => 8 + role as u32,
            Self::Dropped => 12,
            Self::Unhappened => 13,
            Self::Unmet => 14,
        }
    }
}

/// How a toponym of a sentence before stands to the trigger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carried {
    /// How many sentences before.
    pub(crate) gap: usize,
    /// How many names stand between, and how many in the trigger's own sentence.
    pub(crate) between: usize,
    pub(crate) here: usize,
    /// Whether a rule finds it meant: "the city", "there".
    pub(crate) nominal: bool,
}

/// A trigger in its sentence and document: what is so of it is so beside each toponym.
pub(crate) struct Deed<'p> {
    pub(crate) parse: &'p Parse<'p>,
    pub(crate) context: &'p Context<'p>,
    pub(crate) sentence: &'p Sentence<'p>,
    pub(crate) trigger: &'p Trigger,
    pub(crate) instance: &'p Instance,
    pub(crate) judgement: &'p Judgement,
    pub(crate) met: bool,
    /// Whether words of another sense stand around it.
    pub(crate) excluded: bool,
    /// Which other kinds could have the same words.
    pub(crate) rival: u32,
    /// All triggers of the sentence.
    pub(crate) triggers: &'p [super::super::trigger::Found],
}

/// A trigger with a toponym.
pub(crate) struct Pair<'p> {
    pub(crate) deed: &'p Deed<'p>,
    pub(crate) toponym: usize,
    /// Its chunk; that of the trigger for one of a sentence before.
    pub(crate) chunk: usize,
    pub(crate) outcome: Outcome,
    /// Whether the rules have an event of this trigger at another place of the sentence.
    pub(crate) elsewhere: bool,
    pub(crate) carried: Option<Carried>,
    /// Another kind of which the rules have an event there in the same sentence.
    pub(crate) told: Option<usize>,
}

/// The sorts of features; the number of each is part of its keys.
#[derive(Clone, Copy)]
enum Sort {
    Bias,
    Outcome,
    OutcomeTrigger,
    Word,
    WordOutcome,
    Why,
    Before,
    BeforeUse,
    After,
    Class,
    ClassOutcome,
    Distance,
    Relation,
    Clauses,
    Head,
    HeadClass,
    Verb,
    VerbClass,
    Stated,
    Between,
    Nearest,
    Judged,
    Form,
    Position,
    About,
    Mention,
    Sure,
    Date,
    Beside,
    Modifier,
    Elsewhere,
    Again,
    Carried,
    CarriedClass,
    CarriedWord,
    Preposition,
    OwnVerb,
    Before2,
    Density,
    Path,
    Doer,
    Met,
    Title,
    Rival,
    Arms,
    Previous,
}

struct Keys {
    keys: Vec<u32>,
    kind: u32,
}

impl Keys {
    fn new(capacity: usize, kind: usize) -> Self {
        Self { keys: Vec::with_capacity(capacity), kind: u32::try_from(kind).unwrap_or(99) }
    }

    /// A feature, and the same for the kind.
    fn add(&mut self, sort: Sort, value: u32) {
        let key = mix(sort as u32, value);
        self.keys.push(key);
        self.keys.push(mix(key, 77 + self.kind));
    }

    fn two(&mut self, sort: Sort, a: u32, b: u32) {
        self.add(sort, mix(a.wrapping_add(1), b));
    }

    fn classes(&mut self, sort: Sort, parse: &Parse<'_>, classes: Classes) {
        let g = parse.grammar;
        let all = [
            g.report,
            g.claim,
            g.deny,
            g.intend,
            g.prevent,
            g.perform,
            g.occur,
            g.affect,
            g.harm,
            g.suffer,
            g.aim,
            g.weapon,
            g.military,
            g.civil,
            g.person,
            g.force,
            g.area,
            g.object,
            g.nominal,
            g.generic,
            g.occasion,
            g.prospect,
            g.drill,
            g.direction,
            g.airborne,
            g.projectile,
            g.irregulars,
            g.rumour,
            g.fiction,
            g.fired,
            g.airforce,
            g.bomb,
            g.armed,
            g.gang,
        ];
        for (n, class) in (0..).zip(all) {
            if classes.has(class) {
                self.add(sort, n);
            }
        }
    }
}

impl Deed<'_> {
    /// The keys of what is so of the trigger, its sentence and its document.
    pub(crate) fn features(&self) -> Vec<u32> {
        let mut keys = Keys::new(200, self.trigger.kind);
        self.trigger(&mut keys);
        self.document(&mut keys);
        keys.keys
    }

    fn word(&self) -> u32 {
        hash(self.parse.words.word(self.instance.found.head))
    }

    fn trigger(&self, keys: &mut Keys) {
        let (parse, instance) = (self.parse, self.instance);
        keys.add(Sort::Word, self.word());
        if self.excluded {
            keys.two(Sort::Met, 300, self.word());
            keys.add(Sort::Met, 400);
        }
        let usage = match self.trigger.usage {
            Use::Noun => 0,
            Use::Verb => 1,
            Use::Phrase => 2,
        };
        let form = parse.verb(instance.chunk).unwrap_or_default();
        let form = u32::from(form.passive)
            + 2 * u32::from(form.finite)
            + 4 * u32::from(form.infinitive)
            + 8 * u32::from(form.unreal)
            + 16 * u32::from(form.negated);
        keys.two(Sort::Form, usage, form);
        for t in parse.chunks[instance.chunk].tokens.clone().filter(|&t| t != instance.found.head) {
            keys.add(Sort::Modifier, hash(parse.words.word(t)));
        }
        let of_clause = parse.clauses.all[instance.clause].verbs.first().copied();
        if let Some(verb) = of_clause.filter(|&v| v != instance.chunk) {
            keys.add(Sort::OwnVerb, hash(parse.words.word(parse.chunks[verb].head)));
            keys.classes(Sort::OwnVerb, parse, parse.head_classes(verb));
        }
        let before = instance.found.start.checked_sub(1).filter(|&t| t >= parse.words.first);
        keys.add(Sort::Before2, before.map_or(0, |t| hash(parse.words.word(t))));
        let after = (instance.found.end < parse.words.end()).then_some(instance.found.end);
        keys.add(Sort::Before2, 1 + after.map_or(0, |t| hash(parse.words.word(t))));
        for (n, chunk) in (0..).zip(instance.doer.iter().chain(instance.patients.first())) {
            let mut own = Keys { keys: Vec::new(), kind: keys.kind };
            own.classes(Sort::Beside, parse, parse.all_classes(*chunk));
            keys.keys.extend(own.keys.iter().map(|k| mix(*k, n)));
        }
        for (n, chunk) in (0..).zip([instance.doer, instance.patients.first().copied()]) {
            let head = chunk.map_or(0, |c| hash(parse.words.word(parse.chunks[c].head)));
            keys.two(Sort::Doer, n, head);
            keys.two(Sort::Doer, 2 + n, mix(self.word(), head));
        }
        let all = (0..parse.chunks.len()).fold(Classes::default(), |all, c| all.union(parse.all_classes(c)));
        keys.classes(Sort::Beside, parse, all);
        keys.two(Sort::Rival, 0, self.rival);
        keys.two(Sort::Rival, 1 + self.rival, self.word());
        let arms = self.arms(all);
        let before = self.context.before(2);
        keys.classes(Sort::Previous, parse, before);
        keys.two(Sort::Arms, arms, self.word());
        keys.two(Sort::Arms, 16 + arms, self.arms(before));
        let dates = &self.sentence.dates;
        keys.add(
            Sort::Date,
            u32::from(dates.iter().any(|d| d.historical))
                + 2 * u32::from(dates.iter().any(|d| d.future))
                + 4 * u32::from(dates.iter().any(super::super::date::DateMention::is_coarse))
                + 8 * u32::from(dates.iter().any(|d| d.start.is_some() && !d.historical && !d.is_coarse())),
        );
        keys.add(Sort::Date, 32 + u32::from(!self.sentence.casualties.is_empty()));
    }

    /// Of what is fired from afar, what flies, bombs and those who fight on the ground, which some words speak of: it tells a
    /// strike from an attack.
    fn arms(&self, words: Classes) -> u32 {
        let g = self.parse.grammar;
        let all = [g.fired, g.airforce, g.bomb, g.armed.union(g.gang)];
        all.iter().rev().fold(0, |arms, &class| arms * 2 + u32::from(words.has(class)))
    }

    fn document(&self, keys: &mut Keys) {
        let parse = self.parse;
        let position = [1, 2, 3, 6, 12].iter().filter(|&&n| parse.sentence >= n).count();
        keys.add(Sort::Position, u32::try_from(position).unwrap_or(0));
        for &word in &self.context.title {
            keys.add(Sort::Title, word);
        }
        let g = parse.grammar;
        for (n, class) in (0..).zip([g.military, g.civil, g.weapon, g.projectile, g.airborne, g.force]) {
            keys.two(Sort::About, n, self.context.often(class));
        }
        keys.two(Sort::Arms, 32, self.context.leaning([g.fired, g.airforce], [g.bomb, g.armed]));
        keys.add(Sort::Density, 99 + self.context.events_of(self.trigger.kind));
    }
}

impl Pair<'_> {
    /// The keys of what is so of the two, beside those of the deed.
    pub(crate) fn features(&self) -> Vec<u32> {
        let mut keys = Keys::new(120, self.deed.trigger.kind);
        keys.add(Sort::Bias, u32::from(self.carried.is_some()));
        let told = self.deed.context.tells(self.deed.trigger.kind, self.toponym, &self.deed.parse.places);
        self.rules(&mut keys);
        self.toponym(told, &mut keys);
        match self.carried {
            Some(carried) => self.carried(carried, told, &mut keys),
            None => self.path(&mut keys),
        }
        keys.keys
    }

    fn rules(&self, keys: &mut Keys) {
        let outcome = self.outcome.number() * 2 + u32::from(self.deed.met);
        keys.add(Sort::Outcome, outcome);
        keys.two(Sort::OutcomeTrigger, outcome, hash(&self.deed.trigger.id));
        keys.two(Sort::WordOutcome, outcome, self.deed.word());
        let argument = self.deed.instance.arguments.iter().find(|a| a.toponym == self.toponym);
        keys.two(Sort::Why, argument.map_or(0, |a| hash(a.why)), u32::from(self.deed.met));
        keys.two(Sort::Judged, hash(self.deed.judgement.why), self.deed.judgement.status.map_or(9, |s| s as u32));
        keys.two(Sort::Judged, 1000 + hash(self.deed.judgement.why), outcome);
        keys.two(Sort::Elsewhere, u32::from(self.elsewhere), outcome);
        let unsaid = self.deed.instance.places().next().is_none();
        keys.two(Sort::Elsewhere, 8 + u32::from(unsaid), u32::from(self.carried.is_some()));
        keys.two(Sort::Rival, 2000 + outcome, self.told.map_or(0, |kind| 1 + u32::try_from(kind).unwrap_or(99)));
    }

    fn toponym(&self, told: u32, keys: &mut Keys) {
        let (parse, t) = (self.deed.parse, self.toponym);
        let toponym = &parse.toponyms[t];
        let class = match parse.class(t) {
            _ if parse.is_demonym(t) => 9,
            Some(PlaceClass::Settlement) if parse.places.is_capital(t) => 8,
            Some(class) => class as u32,
            None => 10,
        };
        keys.add(Sort::Class, class);
        let carried = u32::from(self.carried.is_some());
        keys.two(Sort::ClassOutcome, class, self.outcome.number());
        keys.two(Sort::ClassOutcome, 16 + class, self.outcome.number() * 2 + carried);
        keys.two(Sort::ClassOutcome, 32 + class, self.deed.judgement.status.map_or(9, |s| s as u32));
        keys.two(Sort::Met, class, self.deed.word());
        keys.two(Sort::Mention, u32::from(toponym.mention.compound), u32::from(toponym.mention.generic.is_some()));
        keys.add(Sort::Sure, tenth(toponym.mention.probability));
        keys.add(Sort::Sure, 16 + toponym.resolution.as_ref().map_or(11, |r| tenth(r.confidence)));
        keys.add(Sort::Stated, u32::from(toponym.stated_in.is_some()));
        let outer = parse.here.iter().any(|&(other, _)| parse.toponyms[other].stated_in == Some(t));
        let holds = parse.here.iter().any(|&(other, _)| parse.places.contains(t, other));
        keys.two(Sort::Stated, 2 + u32::from(outer), u32::from(holds) + class * 2);
        let same = |other: &crate::resolve::Toponym| {
            let place = |t: &crate::resolve::Toponym| t.resolution.as_ref().map(|r| r.place);
            place(other).is_some() && place(other) == place(toponym)
        };
        let times = parse.toponyms.iter().filter(|other| same(other)).count();
        keys.add(Sort::Again, u32::try_from(times.min(4)).unwrap_or(4));
        let first = parse.toponyms[..t].iter().any(same);
        keys.add(Sort::Again, 8 + u32::from(first));
        let finer = self.deed.context.holds_another(t, &parse.places);
        keys.two(Sort::Again, 16 + u32::from(finer), class);
        keys.two(Sort::Again, 32 + u32::from(self.deed.context.is_dateline(t)), u32::from(self.carried.is_some()));
        keys.two(Sort::Density, told, self.outcome.number());
    }

    /// What stands between the two in one sentence.
    fn path(&self, keys: &mut Keys) {
        let (parse, instance) = (self.deed.parse, self.deed.instance);
        let mention = &parse.toponyms[self.toponym].mention.tokens;
        let word = |t: Option<usize>| {
            t.filter(|t| (parse.words.first..parse.words.end()).contains(t)).map_or(0, |t| hash(parse.words.word(t)))
        };
        let before = word(mention.start.checked_sub(1));
        let is_after = u32::from(self.chunk > instance.chunk);
        keys.two(Sort::Before, before, is_after);
        keys.two(Sort::Before, 5 + word(mention.start.checked_sub(2)), is_after);
        keys.two(Sort::After, word(Some(mention.end)), is_after);
        keys.two(Sort::After, 5 + word(Some(mention.end + 1)), is_after);
        // the preposition of the list that it stands in
        let mut lead = self.chunk;
        while lead > 0
            && (parse.is_noun(lead)
                || matches!(parse.kind(lead), Some(ChunkKind::Comma | ChunkKind::Conjunction | ChunkKind::Including)))
            && lead + 12 > self.chunk
        {
            lead -= 1;
        }
        let preposition = if parse.kind(lead) == Some(ChunkKind::Preposition) {
            hash(parse.words.word(parse.chunks[lead].tokens.start))
        } else {
            matches!(parse.kind(lead), Some(ChunkKind::Verb(_))).into()
        };
        keys.two(Sort::Preposition, preposition, is_after);
        keys.two(Sort::Preposition, mix(preposition, self.deed.word()), 2 + is_after);
        keys.two(Sort::BeforeUse, preposition, hash(&self.deed.trigger.id) + is_after);
        let apart = self.chunk.abs_diff(instance.chunk);
        let bucket = [0, 1, 2, 3, 4, 6, 8, 12, 18].iter().filter(|&&d| apart >= d).count();
        let bucket = u32::try_from(bucket).unwrap_or(0);
        let clause = parse.clauses.of[self.chunk];
        let relation = if clause == instance.clause {
            0
        } else if parse.clauses.outward(instance.clause).any(|c| c == clause) {
            1
        } else if parse.clauses.outward(clause).any(|c| c == instance.clause) {
            2
        } else {
            3
        };
        keys.two(Sort::Distance, bucket, is_after);
        keys.two(Sort::Distance, 16 + bucket, relation * 2 + is_after);
        keys.two(Sort::Relation, relation, is_after);
        let near = u32::try_from(apart.min(5)).unwrap_or(5) * 4 + u32::from(relation == 0) * 2 + is_after;
        keys.two(Sort::Met, 100 + near, self.deed.word());
        keys.two(Sort::Met, 200 + near, parse.class(self.toponym).map_or(9, |c| c as u32));
        let of = |c: usize| kind_number(parse.clauses.all[c].kind);
        keys.two(Sort::Clauses, of(clause) * 8 + of(instance.clause), relation * 2 + is_after);
        self.head(keys);
        if let Some(&verb) = parse.clauses.all[clause].verbs.first()
            && clause != instance.clause
        {
            keys.two(Sort::Verb, hash(parse.words.word(parse.chunks[verb].head)), u32::from(self.chunk > verb));
            keys.classes(Sort::VerbClass, parse, parse.head_classes(verb));
        }
        let (low, high) = (self.chunk.min(instance.chunk), self.chunk.max(instance.chunk));
        let between = parse.here.iter().filter(|&&(_, c)| low < c && c < high).count();
        keys.two(Sort::Between, u32::try_from(between.min(3)).unwrap_or(3), is_after);
        let deeds = self
            .deed
            .triggers
            .iter()
            .filter(|f| {
                let chunk = parse.chunk_at(f.head);
                low < chunk && chunk < high
            })
            .count();
        keys.two(Sort::Between, 8 + u32::try_from(deeds.min(2)).unwrap_or(2), is_after);
        let distance = |c: usize| c.abs_diff(instance.chunk);
        let nearer = parse
            .here
            .iter()
            .filter(|&&(t, c)| t != self.toponym && !parse.is_demonym(t) && distance(c) < distance(self.chunk))
            .count();
        keys.add(Sort::Nearest, u32::try_from(nearer.min(3)).unwrap_or(3));
        let names = parse.here.iter().filter(|&&(t, _)| !parse.is_demonym(t)).count();
        keys.add(Sort::Nearest, 8 + u32::try_from(names.min(4)).unwrap_or(4));
        // the kinds of chunks between, when they are few
        if high - low <= 5 {
            let path = (low + 1..high).fold(is_after, |path, c| {
                let word = match parse.chunks[c].kind {
                    ChunkKind::Preposition => hash(parse.words.word(parse.chunks[c].tokens.start)),
                    ChunkKind::Verb(v) => 2 + u32::from(v.passive),
                    ChunkKind::Noun => 4,
                    ChunkKind::Comma => 5,
                    ChunkKind::Conjunction => 6,
                    ChunkKind::Including => 7,
                    ChunkKind::Relative => 8,
                    ChunkKind::Break => 9,
                    ChunkKind::Other => 10,
                };
                mix(path, word)
            });
            keys.add(Sort::Path, path);
        }
    }

    /// The head of its noun phrase, where that is not the name.
    fn head(&self, keys: &mut Keys) {
        let parse = self.deed.parse;
        let mention = &parse.toponyms[self.toponym].mention.tokens;
        let head = parse.chunks[self.chunk].head;
        if !mention.contains(&head) {
            keys.add(Sort::Head, hash(parse.words.word(head)));
            keys.two(Sort::Head, hash(parse.words.word(head)), 1 + self.outcome.number());
            keys.classes(Sort::HeadClass, parse, parse.words.classes(head));
        } else if parse.is_noun(self.chunk) {
            keys.add(Sort::Head, 0);
        }
    }

    fn carried(&self, carried: Carried, told: u32, keys: &mut Keys) {
        let small = |n: usize, most: usize| u32::try_from(n.min(most)).unwrap_or(0);
        let class = self.deed.parse.class(self.toponym).map_or(9, |c| c as u32);
        keys.two(Sort::Carried, small(carried.gap, 4), small(carried.between, 3));
        keys.two(Sort::Carried, 8 + small(carried.here, 3), u32::from(carried.nominal));
        keys.two(Sort::Carried, 16 + small(carried.gap, 4), small(carried.here, 2));
        keys.two(Sort::CarriedClass, class, small(carried.gap, 3) * 4 + small(carried.here, 2));
        keys.two(Sort::CarriedWord, self.deed.word(), small(carried.gap, 3));
        let start = self.deed.parse.chunks[self.deed.instance.chunk].tokens.start;
        keys.two(Sort::CarriedWord, 7, hash(self.deed.parse.words.word(start)));
        keys.two(Sort::CarriedClass, 32 + told, small(carried.here, 2));
    }
}

fn kind_number(kind: ClauseKind) -> u32 {
    kind as u32
}

fn tenth(share: f32) -> u32 {
    [0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95].iter().map(|&least| u32::from(share >= least)).sum()
}

/// FNV-1a of a word in small letters.
pub(crate) fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, b| (hash ^ u32::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0193))
}

fn mix(a: u32, b: u32) -> u32 {
    let mut key = (b ^ a.wrapping_mul(0x9e37_79b9)).wrapping_add(a).wrapping_mul(0x85eb_ca6b);
    key ^= key >> 15;
    key = key.wrapping_mul(0xc2b2_ae35);
    key ^ key >> 16
}
