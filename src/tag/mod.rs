//! Tag: tokens and toponyms in, events out: what happened, at which toponym, with what status, date and figures.
//! Knows nothing of coordinates.
//!
//! A sentence that holds a trigger of `data/kinds.toml` is tagged, chunked and cut into clauses; the trigger's frame
//! gives the toponyms around it their roles; the verbs above it say whether it happened.

mod aim;
mod arguments;
mod aside;
mod attributes;
pub mod casualty;
mod chunk;
mod clause;
mod container;
mod context;
pub mod date;
mod event;
mod extent;
mod grammar;
mod lexicon;
mod measure;
mod mend;
mod merge;
mod needs;
mod outline;
mod places;
mod rows;
mod sentence;
pub mod sift;
mod sky;
mod status;
mod subkind;
mod trigger;
mod victims;
pub mod weigh;

use std::ops::Range;

use jiff::civil::Date;

pub use event::{Event, Extent, Figure, When};
pub use places::known;
pub use status::Status;

use crate::{
    gazetteer::{Gazetteer, PlaceClass},
    kinds::{Kinds, KindsError, Slot},
    resolve::Toponym,
    text::{
        TokenKind, Tokens, number,
        pos::{PosTagger, Tag},
    },
};
use arguments::{Instance, Role};
use chunk::Words;
use context::Context;
use extent::Place;
use grammar::Grammar;
use lexicon::{Classes, Lexicon};
use places::Places;
use rows::Heading;
use sentence::{Buffers, Parse};
use sift::{Numbers, Sifter, Trees, Weighed};
use status::Judgement;
use subkind::{Subkinds, Telling};
use trigger::{Found, Trigger, Triggers, Use};
pub use weigh::{Bar, FormatError, KINDS, Observed, Weights};
use weigh::{Carried, Deed, Outcome, Pair};

/// Tags the events of documents.
#[derive(Debug)]
pub struct Tagger {
    lexicon: Lexicon,
    grammar: Grammar,
    triggers: Triggers,
    subkinds: Subkinds,
    pos: PosTagger,
    /// Of the kinds of `data/kinds.toml`; those that a user declares go by their rules.
    weights: Weights,
    weighs: Vec<bool>,
    trees: Trees,
}

/// A text of fewer sentences goes by the rules, and by weights only for what they do not find.
const SHORT: usize = 8;
/// What no rule finds in such a text needs so much more: there is little that the weights go by.
const SURE: f32 = 0.5;
/// What has words of another sense around it needs so much more.
const EXCLUDED: f32 = 2.5;
/// What no rule finds must be so much likelier with all that the document tells.
const UNRULED: f32 = 0.9;
/// How much likelier an event of another kind must be that no rule finds.
const RULED: f32 = 1.5;
/// How many toponyms of the sentences before are held against a trigger, and how many sentences before.
const CARRIED: (usize, usize) = (3, 3);

impl Tagger {
    /// Compiles the triggers and frames of `kinds`.
    ///
    /// # Errors
    /// A need that names an unknown slot or word class.
    pub fn new(kinds: &Kinds) -> Result<Self, KindsError> {
        let mut lexicon = Lexicon::embedded();
        let grammar = Grammar::of(&lexicon);
        let triggers = Triggers::compile(kinds, &lexicon)?;
        lexicon.mark(triggers.firsts(), Classes::TRIGGER);
        let subkinds = Subkinds::new(kinds, &lexicon);
        let weighs = kinds.kinds.iter().map(|kind| kind.embedded).collect();
        Ok(Self {
            lexicon,
            grammar,
            triggers,
            subkinds,
            pos: PosTagger::embedded(),
            weights: Weights::embedded(),
            weighs,
            trees: Trees::embedded(),
        })
    }

    /// The same with other weights.
    #[must_use]
    pub fn with_weights(self, weights: Weights) -> Self {
        Self { weights, ..self }
    }

    /// The same with other trees; by none, every likely event is reported.
    #[must_use]
    pub fn with_trees(self, trees: Trees) -> Self {
        Self { trees, ..self }
    }

    /// The events of a document, in the order of their evidence; `published` is the base of relative dates.
    pub fn tag(
        &self,
        tokens: &Tokens<'_>,
        toponyms: &[Toponym],
        gazetteer: &Gazetteer,
        published: Option<Date>,
    ) -> Vec<Event> {
        self.read(tokens, toponyms, gazetteer, published, None, None)
    }

    /// Whether the words of some trigger stand in a document, wherever its names do: without, nothing happens in it.
    pub fn may_tell(&self, tokens: &Tokens<'_>) -> bool {
        let mut buffers = Buffers::default();
        let mut classes = Vec::new();
        (0..tokens.sentences.len()).any(|sentence| {
            Self::words(tokens, sentence, &[], &mut buffers);
            classes.clear();
            classes.extend(buffers.words.iter().map(|word| self.lexicon.classes(word)));
            self.triggers.may_stand(&buffers.words, &classes, &buffers.names)
        })
    }

    /// What is known of each trigger with each toponym beside it, for training.
    pub fn observe(
        &self,
        tokens: &Tokens<'_>,
        toponyms: &[Toponym],
        gazetteer: &Gazetteer,
        published: Option<Date>,
    ) -> Vec<Observed> {
        let mut all = Vec::new();
        self.read(tokens, toponyms, gazetteer, published, Some(&mut all), None);
        all
    }

    /// The numbers of each event that [`tag`](Self::tag) gives, as [`sift::FEATURES`] lists them, for training: of one that the
    /// weights do not know none.
    pub fn numbers(
        &self,
        tokens: &Tokens<'_>,
        toponyms: &[Toponym],
        gazetteer: &Gazetteer,
        published: Option<Date>,
    ) -> Vec<Option<Numbers>> {
        let mut all = Vec::new();
        self.read(tokens, toponyms, gazetteer, published, None, Some(&mut all));
        all
    }

    /// Leaves out what the trees take for false, now that all events of the document are known.
    fn sift(
        &self,
        events: &mut Vec<Event>,
        places: &Places<'_>,
        published: Option<Date>,
        numbers: Option<&mut Vec<Option<Numbers>>>,
    ) {
        if events.is_empty() {
            return;
        }
        let sifter = Sifter::new(events, places, published);
        let all: Vec<Option<Numbers>> = (0..events.len()).map(|e| sifter.features(e)).collect();
        if !self.trees.all.is_empty() {
            // a text of few sentences tells the trees little
            let unruled = if is_short(places.tokens) { 0.0 } else { UNRULED };
            let mut each = all.iter();
            events.retain_mut(|event| {
                let (Some(weighed), Some(Some(numbers))) = (event.weighed, each.next()) else { return true };
                let odds = self.trees.odds(numbers);
                event.confidence = sift::confidence(odds);
                event.why.push(format!("together {odds:+.1}"));
                weighed.kept || odds >= self.trees.bar + if weighed.ruled { 0.0 } else { unruled }
            });
        }
        if let Some(numbers) = numbers {
            *numbers = all;
        }
    }

    fn read(
        &self,
        tokens: &Tokens<'_>,
        toponyms: &[Toponym],
        gazetteer: &Gazetteer,
        published: Option<Date>,
        mut observed: Option<&mut Vec<Observed>>,
        numbers: Option<&mut Vec<Option<Numbers>>>,
    ) -> Vec<Event> {
        let places = Places { toponyms, gazetteer, tokens };
        let classes = self.lexicon.all_classes(tokens);
        let mut context = Context::new(&places, &classes, published);
        self.parses(places, &classes, |sentence, seen, toponyms| {
            match seen {
                Seen::Words(words) => {
                    let heads = words.last() == Some(&":");
                    return heads || !toponyms.is_empty() || context.may_go_on(sentence, words);
                }
                Seen::Nothing => {}
                Seen::Word => {
                    let mut dates = date::find(tokens, sentence, context.published);
                    context.note_days(sentence, &mut dates);
                }
                Seen::Trigger(parse, found) => {
                    self.sentence(parse, found, tokens, &mut context, observed.as_deref_mut());
                }
            }
            context.read_rows(sentence, toponyms.clone(), &places);
            context.remember(toponyms, &places);
            true
        });
        let events = context.decide(&self.weighs, &places);
        let tellings: Vec<Telling> = events.iter().filter_map(Telling::of).collect();
        let mut events = merge::merge(events, &places);
        self.sift(&mut events, &places, context.published, numbers);
        self.subkinds.complete(&mut events, &tellings);
        victims::complete(&mut events, &places, &attributes::FIGURES, context.published);
        for event in events.iter_mut().filter(|e| e.when.is_none() && e.status.happened()) {
            // ACLED: 2 is a day that is not quite sure
            event.when = context.day(event.sentence).map(|day| When { start: day, end: day, precision: 2 });
        }
        events
    }

    /// The syntax of each sentence that holds a trigger, for reading.
    pub fn outline(&self, tokens: &Tokens<'_>, toponyms: &[Toponym], gazetteer: &Gazetteer) -> Vec<(usize, String)> {
        let mut outlines = Vec::new();
        let classes = self.lexicon.all_classes(tokens);
        self.parses(Places { toponyms, gazetteer, tokens }, &classes, |sentence, seen, _| {
            if let Seen::Trigger(parse, _) = seen {
                outlines.push((sentence, outline::outline(parse)));
            }
            true
        });
        outlines
    }

    /// Calls `each` for every sentence with what is seen of it and its toponyms; of one with a trigger's words twice, first with
    /// these alone: the answer says whether to read it.
    fn parses(
        &self,
        places: Places<'_>,
        classes: &[Classes],
        mut each: impl FnMut(usize, Seen<'_>, Range<usize>) -> bool,
    ) {
        let tokens = places.tokens;
        let mut buffers = Buffers::default();
        let mut next = 0;
        for sentence in 0..tokens.sentences.len() {
            let first = next;
            next += places.toponyms[first..].iter().take_while(|t| t.mention.sentence == sentence).count();
            let range = tokens.sentences[sentence].tokens.clone();
            let mut all = tokens.tokens[range.clone()].iter().zip(&classes[range.clone()]);
            if !all.any(|(t, classes)| classes.has(Classes::TRIGGER) && t.kind == TokenKind::Word) {
                each(sentence, Seen::Nothing, first..next);
                continue;
            }
            Self::words(tokens, sentence, &places.toponyms[first..next], &mut buffers);
            if !self.triggers.may_stand(&buffers.words, &classes[range.clone()], &buffers.names)
                || !each(sentence, Seen::Words(&buffers.words), first..next)
            {
                each(sentence, Seen::Word, first..next);
                continue;
            }
            self.tags(tokens, sentence, &classes[range.clone()], &mut buffers);
            let words = Words {
                first: range.start,
                texts: &buffers.words,
                classes: &classes[range.clone()],
                tags: &buffers.tags,
                names: &buffers.names,
                counts: &buffers.counts,
                quantities: &buffers.quantities,
            };
            let found = self.triggers.find(&words);
            if found.is_empty() {
                each(sentence, Seen::Word, first..next);
                continue;
            }
            let parse = Parse::of(sentence, &words, &self.lexicon, &self.grammar, places, first..next);
            each(sentence, Seen::Trigger(&parse, &found), first..next);
        }
    }

    /// Fills the buffers with the words of a sentence, and names.
    fn words<'t>(tokens: &Tokens<'t>, sentence: usize, toponyms: &[Toponym], buffers: &mut Buffers<'t>) {
        let range = tokens.sentences[sentence].tokens.clone();
        let part = tokens.part(tokens.part_of(sentence));
        let all = &tokens.tokens[range.clone()];
        buffers.words.clear();
        buffers.words.extend(all.iter().map(|t| &part[t.span.start..t.span.end]));
        buffers.names.clear();
        buffers.names.resize(all.len(), 0);
        for toponym in toponyms {
            let name = &toponym.mention.tokens;
            if name.start >= range.start && name.end <= range.end {
                buffers.names[name.start - range.start] = name.end;
            }
        }
    }

    /// Fills the buffers with the tags and counts of a sentence.
    fn tags(&self, tokens: &Tokens<'_>, sentence: usize, classes: &[Classes], buffers: &mut Buffers<'_>) {
        let range = tokens.sentences[sentence].tokens.clone();
        buffers.tags.clear();
        self.pos.tag(&tokens.tokens[range.clone()], tokens.part(tokens.part_of(sentence)), &mut buffers.tags);
        // "KYIV - Russian drones": a hyphen with spaces is a dash
        let all = &tokens.tokens[range.clone()];
        for at in 1..all.len().saturating_sub(1) {
            let apart = all[at - 1].span.end < all[at].span.start && all[at].span.end < all[at + 1].span.start;
            if apart && buffers.words[at] == "-" {
                buffers.tags[at] = Tag::Colon;
            }
        }
        mend::mend(&buffers.words, classes, &self.grammar, &mut buffers.tags);
        buffers.counts.clear();
        buffers.counts.resize(range.len(), 0);
        buffers.quantities = number::find(crate::text::Words::of(tokens, sentence));
        for quantity in &buffers.quantities {
            buffers.counts[quantity.tokens.start - range.start] = quantity.tokens.end;
        }
    }

    fn trigger(&self, instance: &Instance) -> &Trigger {
        &self.triggers.all[instance.found.trigger]
    }

    /// Whether a trigger tells of an attack itself and not only of what it did.
    fn is_deed(&self, instance: &Instance) -> bool {
        let trigger = self.trigger(instance);
        trigger.violent && !trigger.frame.result
    }

    /// Whether what does it is an event of a kind that nobody is struck by: "a blackout hit Lviv".
    fn is_told_by_doer(&self, parse: &Parse<'_>, instance: &Instance, found: &[Found]) -> bool {
        let trigger = self.trigger(instance);
        let head = instance.doer.map(|doer| parse.chunks[doer].head);
        let told = |f: &Found| {
            let doer = &self.triggers.all[f.trigger];
            Some(f.head) == head && doer.kind != trigger.kind && !doer.violent
        };
        trigger.violent && trigger.usage == Use::Verb && found.iter().any(told)
    }

    /// Tags one sentence's events into the context.
    fn sentence(
        &self,
        parse: &Parse<'_>,
        found: &[Found],
        tokens: &Tokens<'_>,
        context: &mut Context<'_>,
        mut observed: Option<&mut Vec<Observed>>,
    ) {
        let mut instances: Vec<Instance> = Vec::new();
        // with whether only another kind was before it
        let mut unmet: Vec<(Instance, bool)> = Vec::new();
        for &f in found {
            let overlaps = |i: &Instance| i.found.overlaps(&f);
            let met_before = instances.iter().any(overlaps);
            let trigger = &self.triggers.all[f.trigger];
            let kind = trigger.kind;
            let same_kind = |i: &Instance| overlaps(i) && self.trigger(i).kind == kind;
            let unmet_before = unmet.iter().any(|(i, _)| same_kind(i));
            if met_before && (instances.iter().any(same_kind) || unmet_before || !self.weighs[kind]) {
                continue;
            }
            let mut instance = arguments::instance(parse, trigger, f, found);
            if self.is_told_by_doer(parse, &instance, found) {
                continue;
            }
            context.refer(parse, &mut instance);
            let met = needs::met(parse, trigger, &instance, context);
            if met && !met_before {
                unmet.retain(|(i, _)| !same_kind(i));
                instances.push(instance);
            } else if self.weighs[kind] && !unmet_before && (met || !trigger.strict) {
                unmet.push((instance, met));
            }
        }
        instances.sort_by_key(|i| i.found.start);
        // with whether it has a place finer than a country
        let is_finer = |i: &Instance| i.places().any(|a| parse.class(a.toponym) < Some(PlaceClass::Country));
        let deeds: Vec<(usize, bool)> =
            instances.iter().filter(|i| self.is_deed(i)).map(|i| (i.clause, is_finer(i))).collect();
        let (results, instances): (Vec<Instance>, Vec<Instance>) = instances.into_iter().partition(|i| {
            let gives_way = |c: usize| deeds.iter().any(|&(d, finer)| d == c && (finer || !is_finer(i)));
            self.trigger(i).frame.result && parse.clauses.outward(i.clause).any(gives_way)
        });
        context.note_reference(parse);
        let mut sentence = attributes::Sentence::read(tokens, parse, context.published);
        context.note_days(parse.sentence, &mut sentence.dates);
        let mut targets = aim::intended_targets(parse);
        for instance in &instances {
            if aim::is_only_aimed(parse, instance, &instances, &self.triggers, &targets) {
                targets.extend(aim::aim_of(instance));
            }
        }
        context.state = instances.iter().filter_map(|i| i.doer_state).next_back().or(context.state);
        let reading =
            Reading { tagger: self, parse, tokens, sentence: &sentence, found, targets: &targets, cases: &[] };
        let mut cases: Vec<Case> = Vec::new();
        for instance in &instances {
            let trigger = self.trigger(instance);
            let judgement = status::judge(parse, trigger, instance);
            let aimed = aim::is_only_aimed(parse, instance, &instances, &self.triggers, &targets);
            let events = if aimed { Vec::new() } else { reading.rule(instance, &judgement, context) };
            cases.push(Case { instance, met: true, fits: true, judgement, events });
        }
        let others = results.iter().map(|i| (i, true)).chain(unmet.iter().map(|(i, fits)| (i, *fits)));
        for (instance, fits) in others {
            let judgement = status::judge(parse, self.trigger(instance), instance);
            cases.push(Case { instance, met: false, fits, judgement, events: Vec::new() });
        }
        let reading = Reading { cases: &cases, ..reading };
        let mut likely: Vec<Likely> = Vec::new();
        for case in cases.iter().filter(|case| self.weighs[self.trigger(case.instance).kind]) {
            likely.extend(reading.weigh(case, context, observed.as_deref_mut()));
        }
        let heads = |case: &&Case<'_>| {
            let kind = self.trigger(case.instance).kind;
            kind == sift::BLACKOUT
                && self.weighs[kind]
                && case.fits
                && case.judgement.status.is_some_and(Status::happened)
        };
        let restores = |c: usize| parse.all_classes(c).has(self.grammar.restore);
        if let Some(case) = cases.iter().find(heads)
            && !(0..parse.chunks.len()).any(restores)
        {
            let words = attributes::joined(parse, case.instance.found.start..case.instance.found.end);
            let (trigger, event) = (self.trigger(case.instance), case.events.first());
            context.heading = Some(Heading::new(trigger, event, parse.sentence, &words.unwrap_or_default()));
        }
        let stays: Vec<bool> = likely.iter().map(|a| !likely.iter().any(|b| self.yields(a, b))).collect();
        context.weighed.extend(likely.into_iter().zip(stays).filter(|(_, stays)| *stays).map(|(l, _)| l.event));
        for event in cases.into_iter().flat_map(|case| case.events) {
            context.push(event);
        }
    }

    /// Whether `a` is not told because `b` is: the same words, or words that no rule takes so, have the other sort of violence
    /// at the same place, and that is likelier: "killed in air raids" is no attack. What a rule finds gives way to what none finds
    /// only where that is much likelier.
    fn yields(&self, a: &Likely<'_>, b: &Likely<'_>) -> bool {
        let harms = |l: &Likely<'_>| self.trigger(l.instance).harms();
        let (own, other) = (a.weighed, b.weighed);
        a.event.toponym == b.event.toponym
            && a.event.kind != b.event.kind
            && harms(a)
            && harms(b)
            && (own.odds + if own.ruled && !other.ruled { RULED } else { 0.0 } < other.odds
                && (!own.ruled || a.instance.found.overlaps(&b.instance.found))
                || other.ruled && is_result(&a.event) && !is_result(&b.event))
    }
}

/// "bombs fell in Mugunga, damaging a school": what the clause above told of is what did it.
fn is_result(event: &Event) -> bool {
    event.why.get(1).is_some_and(|why| why == "clause above")
}

fn is_short(tokens: &Tokens<'_>) -> bool {
    tokens.sentences.len() < SHORT
}

/// A trigger in its sentence with what the rules make of it.
struct Case<'s> {
    instance: &'s Instance,
    /// Whether what it needs is there, and no other kind has its words.
    met: bool,
    /// Whether what it needs is there.
    fits: bool,
    judgement: Judgement,
    events: Vec<Event>,
}

/// An event that is likely by its weights.
struct Likely<'s> {
    event: Event,
    instance: &'s Instance,
    weighed: Weighed,
}

/// What is seen of a sentence.
enum Seen<'s> {
    /// No word of a trigger.
    Nothing,
    /// Its words, of which some may be a trigger.
    Words(&'s [&'s str]),
    /// A word that starts a trigger elsewhere, or one that nothing can come of.
    Word,
    /// Triggers, with the parse around them.
    Trigger(&'s Parse<'s>, &'s [Found]),
}

/// A sentence that is read for its events.
struct Reading<'r> {
    tagger: &'r Tagger,
    parse: &'r Parse<'r>,
    tokens: &'r Tokens<'r>,
    sentence: &'r attributes::Sentence<'r>,
    /// All triggers.
    found: &'r [Found],
    targets: &'r [aim::Aim],
    /// All triggers that can be read so, with what the rules make of each.
    cases: &'r [Case<'r>],
}

impl Reading<'_> {
    /// What the rules make of a trigger.
    fn rule(&self, instance: &Instance, judgement: &Judgement, context: &mut Context<'_>) -> Vec<Event> {
        let (parse, targets) = (self.parse, self.targets);
        let trigger = self.tagger.trigger(instance);
        let Some(status) = judgement.status else {
            return Vec::new();
        };
        let met = sky::speaks_of_launch(parse, instance, trigger).then(|| context.withdraw(parse.sentence)).flatten();
        let mut places = extent::places(parse, self.tokens, instance, targets, trigger);
        if !places.is_empty()
            && let Some((nominal, place)) = instance.nominal.and_then(|n| Some((n, context.carried(parse, n)?)))
        {
            // "In Kachin State a plane was shot down over the town", "left the city and nearby Irpin without power"
            let within = |p: &Place| {
                let area = parse.class(p.toponym) >= Some(PlaceClass::District);
                area && p.chunk < nominal && parse.places.contains(p.toponym, place.toponym)
            };
            let listed = parse.list_from(nominal);
            if places.iter().all(within) {
                places = vec![place];
            } else if places.iter().any(|p| p.chunk > nominal && listed.contains(&p.chunk)) {
                places.push(place);
            }
        }
        if places.is_empty() {
            let aimed = aim::aim_at(parse, instance, targets, trigger);
            let nominal = instance.nominal.or(aimed);
            places.extend(nominal.and_then(|n| context.carried(parse, n)));
        }
        if places.is_empty() {
            places.extend(sky::own_sky(parse, instance, trigger));
        }
        if places.is_empty() {
            places.extend(sky::where_told(parse, instance, trigger, context));
        }
        if places.is_empty() && status.happened() {
            context.elaborate(trigger.kind, parse, judgement);
        }
        let event = |place: &Place| {
            let mut event = self.event(instance, judgement, status, place, &places, context.published);
            if let Some(launch) = &met {
                event.meet(launch);
            }
            event
        };
        places.iter().map(event).collect()
    }

    fn event(
        &self,
        instance: &Instance,
        judgement: &Judgement,
        status: Status,
        place: &Place,
        places: &[Place],
        published: Option<Date>,
    ) -> Event {
        let found = attributes::Found {
            parse: self.parse,
            tokens: self.tokens,
            sentence: self.sentence,
            trigger: self.tagger.trigger(instance),
            instance,
            judgement,
            status,
            places,
            targets: self.targets,
            published,
        };
        found.event(place, &self.tagger.subkinds)
    }

    /// Weighs a trigger against every toponym of its sentence, and against the last ones before it where it has no place:
    /// the likely events.
    fn weigh<'s>(
        &self,
        case: &'s Case<'s>,
        context: &Context<'_>,
        mut observed: Option<&mut Vec<Observed>>,
    ) -> Vec<Likely<'s>> {
        let parse = self.parse;
        let Case { instance, met, judgement, events, .. } = case;
        let (instance, met) = (*instance, *met);
        let mut candidates: Vec<(usize, usize, Option<Carried>)> = Vec::new();
        let placed = |t: usize| instance.places().any(|a| a.toponym == t);
        for &(t, chunk) in &parse.here {
            if !parse.is_demonym(t) || placed(t) {
                candidates.push((t, chunk, None));
            }
        }
        let trigger = self.tagger.trigger(instance);
        if instance.places().next().is_none() {
            self.carry(case, context, &mut candidates);
        }
        let excluded = !met && needs::excluded(parse, trigger, instance, context);
        let deed = Deed {
            parse,
            context,
            sentence: self.sentence,
            trigger,
            instance,
            judgement,
            met,
            excluded,
            triggers: self.found,
            rival: self.rival(case),
        };
        let weights = &self.tagger.weights;
        let mut of_deed: Option<(Vec<u32>, f32)> = None;
        let mut all = Vec::new();
        for (t, chunk, carried) in candidates {
            let event = events.iter().find(|e| e.toponym == t);
            let outcome = match event {
                Some(event) => Outcome::Event(event.status),
                None if placed(t) && met && judgement.status.is_some() => Outcome::Dropped,
                None if placed(t) && met => Outcome::Unhappened,
                None if placed(t) => Outcome::Unmet,
                None => {
                    instance.arguments.iter().find(|a| a.toponym == t).map_or(Outcome::None, |a| Outcome::Role(a.role))
                }
            };
            let ruled = event.is_some_and(|e| e.status.happened());
            // a text of few sentences tells too little to overrule the rules, and of the parts of a country the others tell nothing
            let short = is_short(self.tokens);
            // "blackouts across northern India"
            let region = trigger.frame.subject == Slot::Place
                && parse.class(t) == Some(PlaceClass::Country)
                && event.is_some_and(|e| e.extent == Extent::Part);
            let kept = ruled && (short || region || self.are_parts(t, chunk));
            let needed = if excluded {
                EXCLUDED
            } else if short && !ruled {
                SURE
            } else {
                0.0
            };
            let elsewhere = events.iter().any(|e| e.toponym != t && e.status.happened());
            let denied = excluded && short
                || outcome.is_denial()
                || judgement.status.is_none_or(|s| !s.happened())
                || !ruled
                    && (self.harms_otherwise(instance, t)
                        || context.is_dateline(t) && (elsewhere || self.happens_beside(t, trigger.kind))
                        || self.holds_told(instance, t)
                        || self.happened_elsewhere(instance, t, chunk, carried.is_some(), context));
            if denied && observed.is_none() {
                continue;
            }
            let told = self.told(t, trigger.kind).map(|case| self.tagger.trigger(case.instance).kind).min();
            let pair = Pair { deed: &deed, toponym: t, chunk, outcome, elsewhere, carried, told };
            let (of_deed, learned) = of_deed.get_or_insert_with(|| {
                let features = deed.features();
                let learned = weights.sum(&features);
                (features, learned)
            });
            let mut features = pair.features();
            let odds = *learned + weights.sum(&features);
            let excess = weights.excess(odds, trigger.kind, ruled);
            if (excess >= needed || kept) && !denied {
                let mut event = event
                    .cloned()
                    .unwrap_or_else(|| self.likely(instance, judgement, t, chunk, carried.is_some(), context));
                event.confidence = weigh::confidence(excess, event.confidence);
                event.why.push(format!("weighed {excess:+.1}"));
                let gap = carried.map_or(0, |c| u16::try_from(c.gap).unwrap_or(u16::MAX));
                let weighed = Weighed { odds, excess, total: odds.max(0.0), times: 1, ruled, gap, kept };
                event.weighed = Some(weighed);
                all.push(Likely { event, instance, weighed });
            }
            if let Some(observed) = observed.as_deref_mut() {
                features.extend_from_slice(of_deed);
                let (kind, sentence) = (trigger.kind, parse.sentence);
                observed.push(Observed { kind, toponym: t, sentence, ruled, denied, kept, features });
            }
        }
        all
    }

    /// Adds the last places named before the sentence to the toponyms against which a trigger is weighed.
    fn carry(&self, case: &Case<'_>, context: &Context<'_>, candidates: &mut Vec<(usize, usize, Option<Carried>)>) {
        let (parse, instance) = (self.parse, case.instance);
        let trigger = self.tagger.trigger(instance);
        let here = candidates.len();
        let nominal = case.events.first().map(|e| e.toponym);
        for (between, t) in context.last_named(CARRIED.0, &parse.places).into_iter().enumerate() {
            let gap = parse.sentence - parse.toponyms[t].mention.sentence;
            let country = parse.places.class(t) >= Some(PlaceClass::Country);
            // "Murid Airbase in Chakwal": the base is spoken of
            let holds = parse.toponyms.iter().any(|other| other.stated_in == Some(t));
            if !holds
                && gap <= CARRIED.1
                && (!country || nominal == Some(t) || trigger.frame.intended)
                && !candidates.iter().any(|&(other, ..)| parse.places.id(other) == parse.places.id(t))
            {
                let carried = Carried { gap, between, here, nominal: nominal == Some(t) };
                candidates.push((t, instance.chunk, Some(carried)));
            }
        }
        // "the city" may have been named long before
        let named = nominal.filter(|_| instance.nominal.is_some());
        if let Some(t) = named.filter(|&t| !candidates.iter().any(|&(other, ..)| other == t)) {
            let carried = Carried { gap: CARRIED.1, between: CARRIED.0, here, nominal: true };
            candidates.push((t, instance.chunk, Some(carried)));
        }
    }

    /// Whether the sentence itself says that a place which no rule gives is not where it happened: it tells of another kind there,
    /// or the name only says where another place lies, who speaks or whence they came.
    fn happened_elsewhere(
        &self,
        instance: &Instance,
        toponym: usize,
        chunk: usize,
        is_carried: bool,
        context: &Context<'_>,
    ) -> bool {
        let parse = self.parse;
        if is_carried {
            return aside::speaks_of_area(parse, instance, toponym)
                || self.harmed_before(instance, toponym, context)
                || self.denied_before(instance, toponym, context);
        }
        let others = || parse.here.iter().any(|&(other, _)| other != toponym && !parse.is_demonym(other));
        let speaks = || {
            parse.toponyms[toponym].mention.compound
                || aside::only_speaks(parse, toponym, chunk)
                || self.tagger.trigger(instance).violent && aside::only_tells(parse, instance, chunk)
                || aside::tells_from(parse, chunk) && self.happens_in_another(chunk)
        };
        self.tells_other(instance, toponym)
            || self.only_reports(toponym, context)
            || aside::only_locates(parse, toponym, chunk)
            || aside::only_describes(parse, toponym, chunk)
            || aside::only_gives_cause(parse, instance, chunk)
            || speaks() && others()
    }

    /// "Rebels clashed with the army in Qatabah. 14 were killed": by what the rules find there shortly before, and by no other kind.
    fn harmed_before(&self, instance: &Instance, toponym: usize, context: &Context<'_>) -> bool {
        let trigger = self.tagger.trigger(instance);
        let there = |e: &&Event| {
            self.parse.places.are_one(e.toponym, toponym)
                && e.violent
                && e.status.happened()
                && e.sentence + CARRIED.1 >= self.parse.sentence
        };
        let told = |kind: usize| context.events.iter().filter(there).any(|e| e.kind == kind);
        let other = || context.events.iter().filter(there).any(|e| e.kind != trigger.kind);
        trigger.frame.result && trigger.harms() && !told(trigger.kind) && other()
    }

    /// "Reports of a strike on the crossing were untrue. The fighting began when a missile hit": whether the rules find that the kind
    /// was denied there.
    fn denied_before(&self, instance: &Instance, toponym: usize, context: &Context<'_>) -> bool {
        let kind = self.tagger.trigger(instance).kind;
        let denied =
            |e: &Event| e.kind == kind && e.status == Status::Denied && self.parse.places.are_one(e.toponym, toponym);
        context.events.iter().any(denied)
    }

    /// Whether the rules find an event in the sentence of which `test` holds.
    fn finds(&self, test: impl Fn(&Event) -> bool) -> bool {
        self.cases.iter().flat_map(|case| &case.events).any(test)
    }

    /// Whether the rules find something of a kind elsewhere in the sentence, or in the whole country.
    fn happens_beside(&self, toponym: usize, kind: usize) -> bool {
        let parse = self.parse;
        let apart = |t: usize| {
            let country = parse.class(t) >= Some(PlaceClass::Country);
            t != toponym && parse.class(t).is_some() && (country || !parse.places.contains(t, toponym))
        };
        let other = |e: &Event| e.kind == kind && apart(e.toponym) && e.status.happened();
        self.finds(other)
    }

    /// "In Gaza City, shells landed in Zeitoun, killing four": who was harmed by a deed that the rules find in the clause above
    /// was harmed by no other and nowhere else.
    fn harms_otherwise(&self, instance: &Instance, toponym: usize) -> bool {
        let parse = self.parse;
        let trigger = self.tagger.trigger(instance);
        let above = |case: &Case<'_>| {
            let deed = self.tagger.trigger(case.instance);
            let apart = |e: &Event| e.status.happened() && !parse.places.contains(e.toponym, toponym);
            let happened = case.events.iter().any(apart);
            happened
                && deed.harms()
                && !deed.frame.result
                && parse.clauses.outward(instance.clause).any(|c| c == case.instance.clause)
        };
        trigger.frame.result && self.cases.iter().any(above)
    }

    /// "In Kharkiv Oblast, three were killed when a missile hit Merefa": whether the rules tell of the same kind in a place within.
    fn holds_told(&self, instance: &Instance, toponym: usize) -> bool {
        let kind = self.tagger.trigger(instance).kind;
        let own = instance.places().any(|a| a.toponym == toponym && !matches!(a.why, "in front" | "clause above"));
        let parse = self.parse;
        let area = parse.class(toponym) >= Some(PlaceClass::District);
        // "In Mogadishu, gunmen stormed a house in Hodan district", whatever outlines are known
        let start = parse.toponyms[toponym].mention.tokens.start;
        let fronted = start == parse.words.first + 1 && parse.words.is(parse.words.first, &["in"]);
        let quarter = |t: usize| {
            // "in Hama, gunmen attacked the town of Mhardeh"
            let sorted =
                |c: usize| parse.words.has(parse.chunks[c].head, parse.grammar.generic) || parse.is_behind_sort(c);
            parse.class(t).is_none() || parse.chunk_of(t).is_some_and(sorted)
        };
        let within = |e: &Event| {
            let inner = area && parse.places.contains(toponym, e.toponym)
                || fronted && e.toponym != toponym && quarter(e.toponym);
            e.kind == kind && e.status.happened() && inner
        };
        !own && self.finds(within)
    }

    /// Whether the rules find something in a clause other than that of a chunk.
    fn happens_in_another(&self, chunk: usize) -> bool {
        let parse = self.parse;
        let own = parse.clauses.of[chunk];
        let other = |e: &Event| {
            e.status.happened() && parse.here.iter().any(|&(t, c)| t == e.toponym && parse.clauses.of[c] != own)
        };
        self.finds(other)
    }

    /// The place of a dateline, where its sentence tells of another: "PESHAWAR (Agency) - Gunmen stormed a hotel in Gwadar".
    fn only_reports(&self, toponym: usize, context: &Context<'_>) -> bool {
        let parse = self.parse;
        let tells = |&(t, _): &(usize, usize)| {
            t != toponym
                && !parse.is_demonym(t)
                && parse.class(t) <= Some(PlaceClass::District)
                && parse.class(t).is_some()
        };
        context.is_dateline(toponym) && parse.here.iter().any(tells)
    }

    /// "Indian border states": several areas of a country, by their sort alone.
    fn are_parts(&self, toponym: usize, chunk: usize) -> bool {
        let (parse, head) = (self.parse, self.parse.chunks[chunk].head);
        parse.is_demonym(toponym)
            && matches!(parse.words.tag(head), Tag::Nns | Tag::Nnps)
            && parse.words.has(head, parse.grammar.area)
    }

    /// An event that no rule has found.
    fn likely(
        &self,
        instance: &Instance,
        judgement: &Judgement,
        toponym: usize,
        chunk: usize,
        is_carried: bool,
        context: &Context<'_>,
    ) -> Event {
        let place = if is_carried {
            extent::carried(self.parse, toponym, chunk)
        } else {
            extent::beside(self.parse, self.tokens, toponym, chunk)
        };
        let status = judgement.status.unwrap_or(Status::Reported);
        self.event(instance, judgement, status, &place, std::slice::from_ref(&place), context.published)
    }

    /// The triggers of another kind of which the rules report something at a toponym.
    fn told(&self, toponym: usize, kind: usize) -> impl Iterator<Item = &Case<'_>> {
        let tells = move |event: &Event| event.toponym == toponym && event.kind != kind && event.status.happened();
        self.cases.iter().filter(move |case| case.events.iter().any(tells))
    }

    /// Whether the rules report something of another kind at a toponym: "strikes on X caused blackouts" has none at X. Which kind
    /// of violence the same words are is weighed.
    fn tells_other(&self, instance: &Instance, toponym: usize) -> bool {
        let trigger = self.tagger.trigger(instance);
        self.told(toponym, trigger.kind).any(|case| {
            let harm = trigger.harms() && self.tagger.trigger(case.instance).harms();
            !(harm && case.instance.found.overlaps(&instance.found))
        })
    }

    /// Which other kinds could have the same words, as one number: whether what this one needs is there, and then of each other
    /// kind that and its place in the table.
    fn rival(&self, case: &Case<'_>) -> u32 {
        let kind = |case: &Case<'_>| self.tagger.trigger(case.instance).kind;
        let others = self
            .cases
            .iter()
            .filter(|other| kind(other) != kind(case) && other.instance.found.overlaps(&case.instance.found));
        others
            .fold(u32::from(case.fits), |all, other| all | (1 + u32::from(other.fits)) << (2 * kind(other) + 1).min(30))
    }
}

impl Instance {
    /// The toponyms where it happened.
    fn places(&self) -> impl Iterator<Item = &arguments::Argument> {
        self.arguments.iter().filter(|a| a.role == Role::Place)
    }
}
