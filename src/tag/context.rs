//! Context: what the sentences before have told: the words the document is about, the places last named, the events so far.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use jiff::{Span, civil::Date};

use super::{
    CARRIED,
    arguments::{Instance, stands_for},
    attributes::NEWS_DAYS,
    date::{self, DateMention, Relation},
    event::Event,
    extent::{self, Place},
    grammar::Grammar,
    lexicon::{CLASSES, Classes},
    places::Places,
    rows::Heading,
    sentence::Parse,
    status::Judgement,
    weigh,
};
use crate::{
    gazetteer::{PlaceClass, PlaceId},
    recognise::MentionKind,
    text::{Part, TokenKind, Tokens, Words, pos::Tag},
};

/// How many days after the stamp of a page its file may be dated: a century, as the wire copy of old wars is.
const STAMP_DAYS: i32 = 36_600;

/// What a word that speaks of a place named before means by it.
#[derive(Debug, Clone, Copy)]
enum Nominal {
    Capital,
    Settlement,
    Site,
    Province,
    District,
    Area,
    Country,
    /// The place of the dateline.
    Here,
    There,
    It,
}

/// The words by which a sentence speaks of a place named before.
const NOMINALS: &[(Nominal, &[&str])] = &[
    (Nominal::Capital, &["capital"]),
    (
        Nominal::Settlement,
        &["city", "town", "village", "settlement", "community", "locality", "neighbourhood", "neighborhood", "resort"],
    ),
    (Nominal::Site, &["base", "airport", "port", "site", "camp", "airbase"]),
    (Nominal::Province, &["province", "state"]),
    (Nominal::District, &["district"]),
    (Nominal::Area, &["enclave", "territory", "airspace", "soil", "region", "island"]),
    (Nominal::Country, &["country", "nation"]),
    (Nominal::Here, &["here"]),
    (Nominal::There, &["there"]),
    (Nominal::It, &["it"]),
];

impl Nominal {
    fn of(word: &str) -> Option<Self> {
        let is = |(_, words): &&(Self, &[&str])| words.iter().any(|w| word.eq_ignore_ascii_case(w));
        NOMINALS.iter().find(is).map(|&(nominal, _)| nominal)
    }
}

/// What is known of a document while its sentences are tagged.
pub(crate) struct Context<'d> {
    pub(crate) published: Option<Date>,
    /// What the rules make of the sentences so far.
    pub(crate) events: Vec<Event>,
    /// What is likely by all that is known.
    pub(crate) weighed: Vec<Event>,
    /// The days of the last week that the sentences name, each with its sentence, and the morrow of publication, as
    /// pages are added to.
    days: Vec<(usize, Date)>,
    stamp: Option<date::Stamp>,
    tokens: &'d Tokens<'d>,
    /// The classes of each token.
    words: &'d [Classes],
    /// How many words of each class the document has, by bit.
    counts: [u32; CLASSES],
    /// The sentence before the one at hand.
    previous: Option<usize>,
    /// Whether the sentence at hand, and that before, speaks of what was named before it: "One was shot down".
    stands: (bool, bool),
    /// Toponyms of the sentences so far that name places, the last last.
    named: Vec<(usize, PlaceClass)>,
    /// The sentence of each toponym.
    sentences: Vec<usize>,
    /// The class of each toponym.
    classes: Vec<Option<PlaceClass>>,
    /// The state that did the last deed, which "it" may speak of.
    pub(crate) state: Option<usize>,
    /// The toponym of the dateline, which "here" speaks of.
    dateline: Option<usize>,
    /// What was told last of which a table may follow.
    pub(crate) heading: Option<Heading>,
    /// Hashes of the words of the title.
    pub(crate) title: Vec<u32>,
    /// The first toponym of each row that names have, once it is asked for.
    rows: OnceCell<Vec<usize>>,
    /// Whether each toponym's place holds that of another, once it is asked for.
    holds: Vec<OnceCell<bool>>,
}

impl<'d> Context<'d> {
    pub(crate) fn new(places: &Places<'d>, words: &'d [Classes], published: Option<Date>) -> Self {
        let tokens = places.tokens;
        let stamp = date::stamp(tokens);
        // a page's day is that of publication or one of the days before
        let stamp = stamp.filter(|s| published.is_none_or(|p| (-1..=STAMP_DAYS).contains(&(p - s.date).get_days())));
        let published = stamp.as_ref().map(|s| s.date).or(published);
        let line = date::dateline(tokens, published);
        let published = published.or_else(|| line.as_ref().and_then(|l| l.date));
        let city = line.and_then(|l| l.city);
        let dateline = city.and_then(|c| places.toponyms.iter().position(|t| t.mention.tokens.start == c.start));
        let mut counts = [0; CLASSES];
        let mut title = Vec::new();
        for sentence in &tokens.sentences {
            let part = tokens.part(sentence.part);
            for t in sentence.tokens.clone().filter(|&t| tokens.tokens[t].kind == TokenKind::Word) {
                words[t].count(&mut counts);
                if sentence.part == Part::Title {
                    let span = tokens.tokens[t].span;
                    title.push(weigh::hash(&part[span.start..span.end]));
                }
            }
        }
        Self {
            published,
            events: Vec::new(),
            weighed: Vec::new(),
            days: Vec::new(),
            stamp,
            tokens,
            words,
            counts,
            previous: None,
            stands: (false, false),
            named: Vec::new(),
            sentences: places.toponyms.iter().map(|t| t.mention.sentence).collect(),
            classes: (0..places.toponyms.len()).map(|t| places.class(t)).collect(),
            state: None,
            dateline,
            heading: None,
            title,
            rows: OnceCell::new(),
            holds: vec![OnceCell::new(); places.toponyms.len()],
        }
    }

    fn count(&self, class: Classes) -> u32 {
        class.first().map_or(0, |bit| self.counts[bit])
    }

    /// Whether the document is about `class`: two of its words or more, for war more than of civil life, for sport half as many
    /// as of war.
    pub(crate) fn is_about(&self, class: Classes, grammar: &Grammar) -> bool {
        let count = self.count(class);
        let enough = if class == grammar.military {
            count > self.count(grammar.civil)
        } else {
            class != grammar.sport || 2 * count >= self.count(grammar.military)
        };
        count >= 2 && enough
    }

    /// Whether the sentence before has a word of `class`.
    pub(crate) fn spoke_of(&self, class: Classes) -> bool {
        self.before(1).has(class)
    }

    /// The same, or that before it where the last one stands for it: "Two missiles came. One was shot down. The other fell".
    pub(crate) fn named_before(&self, class: Classes) -> bool {
        self.before(1 + usize::from(self.stands.1)).has(class)
    }

    /// Takes note of whether the subject of the sentence at hand, or its object, stands for what was named before it.
    pub(crate) fn note_reference(&mut self, parse: &Parse<'_>) {
        let person = |c: usize| parse.words.is(parse.chunks[c].head, &["he", "she", "i", "we", "you"]);
        let object =
            parse.clauses.all[0].verbs.first().and_then(|&v| (v + 1..parse.chunks.len()).find(|&c| parse.is_noun(c)));
        let stands = |c: usize| stands_for(parse, c) && !person(c);
        self.stands.0 = parse.clauses.subject(0).is_some_and(stands) || object.is_some_and(stands);
    }

    /// The classes of the words of the last sentences.
    pub(crate) fn before(&self, sentences: usize) -> Classes {
        let first = |last: usize| (last + 1).saturating_sub(sentences);
        let range = self.previous.map_or(0..0, |last| first(last)..last + 1);
        let tokens = self.tokens.sentences[range].iter().flat_map(|s| s.tokens.clone());
        tokens.fold(Classes::default(), |all, t| all.union(self.words[t]))
    }

    /// Of which of two pairs of classes the document has more words: 0 neither, 1 to 5 from the second alone to the first alone.
    pub(crate) fn leaning(&self, first: [Classes; 2], second: [Classes; 2]) -> u32 {
        let sum = |[a, b]: [Classes; 2]| self.count(a) + self.count(b);
        match (sum(first), sum(second)) {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => 5,
            (a, b) if a > 2 * b => 4,
            (a, b) if b > 2 * a => 2,
            _ => 3,
        }
    }

    /// Takes note of a sentence's toponyms when it is done.
    pub(crate) fn remember(&mut self, toponyms: Range<usize>, places: &Places<'_>) {
        for t in toponyms {
            if let Some(class) = places.class(t).filter(|_| places.toponyms[t].mention.kind == MentionKind::Name) {
                self.named.push((t, class));
            }
        }
        self.previous = Some(self.previous.map_or(0, |s| s + 1));
        self.stands = (false, self.stands.0);
    }

    /// The events of the document: of kinds that are weighed the likely ones, and what the rules say did not happen or
    /// is old where nothing likely is told; of the others what the rules say.
    pub(crate) fn decide(&mut self, weighs: &[bool], places: &Places<'_>) -> Vec<Event> {
        let (events, weighed) = (std::mem::take(&mut self.events), std::mem::take(&mut self.weighed));
        let same = |a: &Event, b: &Event| a.kind == b.kind && places.are_one(a.toponym, b.toponym);
        let kept = |e: &Event| !weighs[e.kind] || !e.status.happened() && !weighed.iter().any(|w| same(w, e));
        let mut all: Vec<Event> = events.into_iter().filter(kept).collect();
        all.extend(weighed);
        all.sort_by_key(|e| (e.sentence, e.trigger.start));
        all
    }

    pub(crate) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The place that "the city", "there" or "the base" speaks of: the last of that sort that was named.
    pub(crate) fn carried(&self, parse: &Parse<'_>, nominal: usize) -> Option<Place> {
        let word = parse.nominal_in(nominal).unwrap_or(parse.chunks[nominal].head);
        let means = Nominal::of(parse.words.word(word))?;
        let sort: &dyn Fn(usize, PlaceClass) -> bool = match means {
            Nominal::Capital => &|t, _| parse.places.is_capital(t),
            // a capital is no town
            Nominal::Settlement if !parse.words.is(word, &["city"]) => {
                &|t, class| class == PlaceClass::Settlement && !parse.places.is_capital(t)
            }
            Nominal::Settlement => &|_, class| class == PlaceClass::Settlement,
            Nominal::Site => &|_, class| class == PlaceClass::Site,
            Nominal::Province => &|_, class| class == PlaceClass::Province,
            Nominal::District => &|_, class| class == PlaceClass::District,
            Nominal::Area => {
                &|_, class| matches!(class, PlaceClass::Region | PlaceClass::Province | PlaceClass::Country)
            }
            Nominal::Country => {
                let most = main_country(parse);
                &move |t, class| class == PlaceClass::Country && parse.places.id(t) == most
            }
            Nominal::Here => &|t, _| self.dateline == Some(t),
            Nominal::There => &|_, class| class <= PlaceClass::District,
            Nominal::It => &|_, class| class <= PlaceClass::Settlement,
        };
        let start = parse.chunks[nominal].tokens.start;
        let here = || {
            let names = |t: &usize| parse.toponyms[*t].mention.tokens.end <= start && !parse.is_demonym(*t);
            let all = parse.here.iter().rev().map(|h| h.0).filter(names);
            all.filter_map(|t| parse.places.class(t).map(|class| (t, class)))
        };
        // a country's capital stays the capital all through
        let reach = if matches!(means, Nominal::Capital) { usize::MAX } else { 8 };
        let before = || self.named.iter().rev().take(reach).copied().filter(|&(t, class)| sort(t, class));
        // the one that was spoken of just now, else where something happened, else the last of its sort
        let near = |t: usize| self.previous.is_none_or(|last| self.sentences[t] >= last);
        let told = |t: usize| self.events.iter().any(|e| e.status.happened() && parse.places.are_one(e.toponym, t));
        let (toponym, _) = here()
            .find(|&(t, class)| sort(t, class))
            .or_else(|| before().find(|&(t, _)| near(t)))
            .or_else(|| before().find(|&(t, _)| told(t)))
            .or_else(|| before().next())
            // "hit a power station in Kherson, leaving the city dark": the site has a row
            .or_else(|| here().find(|_| parse.words.is(word, &["city", "town"])))?;
        Some(extent::carried(parse, toponym, nominal))
    }

    /// Whether a sentence that names no place may still tell of an event, or more of one: a place was named shortly before, its
    /// words speak of one, or the sentence before told an event. Else its words need no tags: one in nine in news of war.
    pub(crate) fn may_go_on(&self, sentence: usize, words: &[&str]) -> bool {
        let is_near = |t: usize| sentence - self.sentences[t] <= CARRIED.1;
        let mut near = self.named.iter().rev().take_while(|&&(t, _)| is_near(t));
        let is_nominal = |word: &&str| Nominal::of(word).is_some();
        near.any(|&(_, class)| class < PlaceClass::Country)
            || self.events.iter().chain(&self.weighed).any(|e| e.sentence + 1 == sentence)
            || !self.named.is_empty() && words.iter().any(is_nominal)
    }

    /// Adds the rows that a sentence has under the last heading, but for what its own words tell.
    pub(crate) fn read_rows(&mut self, sentence: usize, toponyms: Range<usize>, places: &Places<'_>) {
        let Some(rows) = self.heading.as_mut().map(|heading| heading.rows(sentence, toponyms, places)) else { return };
        if rows.is_none() {
            self.heading = None;
        }
        for row in rows.into_iter().flatten() {
            if !self.weighed.iter().any(|e| e.toponym == row.toponym && e.kind == row.kind) {
                self.weighed.push(row);
            }
        }
    }

    /// Takes note of the days that a sentence names, but for that of the page.
    pub(crate) fn note_days(&mut self, sentence: usize, dates: &mut Vec<DateMention>) {
        dates.retain(|d| self.stamp.as_ref().is_none_or(|s| !s.tokens.contains(&d.tokens.start)));
        let Some(published) = self.published else { return };
        let recent = |day: &Date| (-1..=NEWS_DAYS).contains(&(published - *day).get_days());
        let named = dates.iter().filter(|d| d.precision == Some(1) && !d.historical && !d.future);
        self.days.extend(named.filter_map(DateMention::event_date).filter(recent).map(|day| (sentence, day)));
        self.anchor(sentence, published, dates);
    }

    /// Counts what is told of another day, "a day earlier", from the last that the sentences before name, else from that of
    /// publication.
    fn anchor(&self, sentence: usize, published: Date, dates: &mut [DateMention]) {
        let near = |s: usize| s < sentence && s + CARRIED.1 >= sentence;
        let anchor = self.days.iter().rev().find(|(s, _)| near(*s)).map_or(published, |(_, day)| *day);
        let words = Words::of(self.tokens, sentence);
        for date in dates.iter_mut().filter(|d| d.start.is_none()) {
            let end = date.tokens.end;
            // "two days before the vote" counts from the vote
            let onward = words.any(end - 1, &["before", "after"]) && words.is_word(end);
            let Relation::Relative(days) = date.relation else { continue };
            if !onward && date.precision == Some(1) && (-NEWS_DAYS..=0).contains(&days) {
                date.start = anchor.checked_add(Span::new().days(days)).ok();
                date.end = date.start;
            }
        }
    }

    /// The day of what is reported without one: the last that its sentence names, else that which the text names most
    /// often, of equals the first; else that of publication.
    pub(crate) fn day(&self, sentence: usize) -> Option<Date> {
        let here = self.days.iter().rev().find(|(s, _)| *s == sentence);
        let most = || {
            let mut counts: BTreeMap<Date, usize> = BTreeMap::new();
            self.days.iter().for_each(|(_, day)| *counts.entry(*day).or_default() += 1);
            self.days.iter().rev().max_by_key(|(_, day)| counts[day])
        };
        here.or_else(most).map(|(_, day)| *day).or(self.published)
    }

    /// Whether "here" speaks of this toponym.
    pub(crate) fn is_dateline(&self, toponym: usize) -> bool {
        self.dateline == Some(toponym)
    }

    /// How often the document has words of `class`: 0 never, 1 once, 2 up to 3 times, 3 up to 9, 4 more.
    pub(crate) fn often(&self, class: Classes) -> u32 {
        [1, 2, 4, 10].iter().map(|&least| u32::from(self.count(class) >= least)).sum()
    }

    /// What the rules have found of a kind at a toponym's place: 0 nothing, 1 what did not happen or is old, 2 an event.
    pub(crate) fn tells(&self, kind: usize, toponym: usize, places: &Places<'_>) -> u32 {
        let at = |e: &&Event| e.kind == kind && places.are_one(e.toponym, toponym);
        let happened = |e: &Event| if e.status.happened() { 2 } else { 1 };
        self.events.iter().filter(at).map(happened).max().unwrap_or(0)
    }

    /// Whether some name of the document is that of a place within a toponym's.
    pub(crate) fn holds_another(&self, toponym: usize, places: &Places<'_>) -> bool {
        let rows = self.rows.get_or_init(|| {
            let mut seen = HashSet::new();
            let is_name = |&t: &usize| places.toponyms[t].mention.kind == MentionKind::Name;
            let is_new = |t: &usize| places.id(*t).is_some_and(|row| seen.insert(row));
            (0..places.toponyms.len()).filter(is_name).filter(is_new).collect()
        });
        *self.holds[toponym].get_or_init(|| rows.iter().any(|&other| places.contains(toponym, other)))
    }

    /// How many events of a kind the rules have found, at most 3.
    pub(crate) fn events_of(&self, kind: usize) -> u32 {
        let count = self.events.iter().filter(|e| e.kind == kind && e.status.happened()).count();
        u32::try_from(count.min(3)).unwrap_or(3)
    }

    /// The toponyms named last before the sentence at hand, the nearest first, each place once, at most `most`.
    pub(crate) fn last_named(&self, most: usize, places: &Places<'_>) -> Vec<usize> {
        let mut last: Vec<usize> = Vec::new();
        for &(t, _) in self.named.iter().rev().take(12) {
            if last.len() < most && !last.iter().any(|&other| places.id(other) == places.id(t)) {
                last.push(t);
            }
        }
        last
    }

    /// The only place at which the last sentence before that told of something, of the two nearest, has it happen.
    pub(crate) fn told_last(&self, parse: &Parse<'_>) -> Option<usize> {
        let all = || {
            let recent =
                |e: &&Event| e.status.happened() && e.sentence < parse.sentence && e.sentence + 2 >= parse.sentence;
            self.events.iter().chain(&self.weighed).filter(recent)
        };
        let last = all().map(|e| e.sentence).max()?;
        let mut places = all().filter(|e| e.sentence == last).map(|e| e.toponym);
        let place = places.next().filter(|&t| parse.class(t) < Some(PlaceClass::Country))?;
        places.all(|t| parse.places.are_one(t, place)).then_some(place)
    }

    /// Takes back a launch of the sentence before, whose weapons are now told to have been intercepted.
    pub(crate) fn withdraw(&mut self, sentence: usize) -> Option<Event> {
        let launched = |e: &Event| e.launched && e.sentence + 1 == sentence && e.status.happened();
        let country = |e: &Event| matches!(self.classes.get(e.toponym), Some(Some(PlaceClass::Country)));
        let index = self.events.iter().position(|e| launched(e) && !country(e))?;
        let launch = self.events.remove(index);
        self.weighed.retain(|e| e.trigger != launch.trigger || e.toponym != launch.toponym);
        Some(launch)
    }

    /// A pronoun as the doer speaks of the state in the clause above, or of the one that did the last deed.
    pub(crate) fn refer(&self, parse: &Parse<'_>, instance: &mut Instance) {
        let pronoun = instance.doer.is_some_and(|d| {
            parse.reads(d, &["it", "they", "the country"])
                || parse.words.is(parse.chunks[d].tokens.start, &["its"])
                    && parse.head_classes(d).has(parse.grammar.force)
        });
        if instance.doer_state.is_some() || !pronoun {
            return;
        }
        let above = parse.clauses.outward(instance.clause).skip(1).find_map(|c| {
            let subject = parse.clauses.all[c].subject?;
            parse
                .toponyms_in(subject)
                .find(|&t| matches!(parse.class(t), Some(PlaceClass::Country)) || parse.places.is_capital(t))
        });
        // "the Houthis said they fired": the state of another deed has no part in it
        let others = parse.clauses.outward(instance.clause).skip(1).any(|c| {
            let subject = parse.clauses.all[c].subject;
            subject.is_some_and(|s| {
                let classes = parse.head_classes(s);
                let rebels = classes.has(parse.grammar.irregulars) && classes.has(parse.grammar.armed);
                parse.words.tag(parse.chunks[s].head) != Tag::Prp && (rebels || !is_of_state(parse, s))
            })
        });
        instance.doer_state = above.or(self.state.filter(|_| !others));
    }

    /// A sentence without a place that says more of the event before it: "All threats were neutralised, officials said".
    pub(crate) fn elaborate(&mut self, kind: usize, parse: &Parse<'_>, judgement: &Judgement) {
        let Some(speaker) = judgement.speaker else {
            return;
        };
        let words = super::attributes::speaker_text(parse, speaker);
        let sentence = parse.sentence;
        for event in
            self.events.iter_mut().chain(&mut self.weighed).filter(|e| {
                e.kind == kind && e.sentence + 1 == sentence && e.claimed_by.is_none() && e.status.happened()
            })
        {
            event.claimed_by.clone_from(&words);
            if event.status == super::Status::Reported && parse.head_classes(speaker).has(parse.grammar.person) {
                event.status = super::Status::Claimed;
            }
            event.why.push("claimed next".into());
        }
    }
}

/// Whether a noun speaks of a state's own: "the army", "officials".
fn is_of_state(parse: &Parse<'_>, noun: usize) -> bool {
    let classes = parse.head_classes(noun);
    let proper = matches!(parse.words.tag(parse.chunks[noun].head), Tag::Nnp | Tag::Nnps);
    !proper && (classes.has(parse.grammar.force) || classes.has(parse.grammar.person))
}

/// The country that most of a document's names of places lie in; of equals the one named first.
pub(crate) fn main_country(parse: &Parse<'_>) -> Option<PlaceId> {
    let mut counts: Vec<(PlaceId, usize)> = Vec::new();
    for t in (0..parse.toponyms.len()).filter(|&t| !parse.is_demonym(t)) {
        if let Some(country) = parse.places.country(t) {
            match counts.iter_mut().find(|(id, _)| *id == country) {
                Some((_, count)) => *count += 1,
                None => counts.push((country, 1)),
            }
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(id, _)| id)
}
