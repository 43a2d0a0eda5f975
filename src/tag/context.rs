//! Context: what the sentences before have told: the words the document is about, the places last named, the events so far.

use jiff::civil::Date;

use super::{
    arguments::Instance,
    date,
    event::{Event, Extent},
    extent::Place,
    grammar::Grammar,
    lexicon::{CLASSES, Classes, Lexicon},
    places::Places,
    sentence::Parse,
    status::Judgement,
};
use crate::{
    gazetteer::PlaceClass,
    text::{TokenKind, Tokens},
};

/// What is known of a document while its sentences are tagged.
pub(crate) struct Context<'d> {
    pub(crate) published: Option<Date>,
    pub(crate) events: Vec<Event>,
    tokens: &'d Tokens<'d>,
    lexicon: &'d Lexicon,
    /// How many words of each class the document has, by bit.
    counts: [u32; CLASSES],
    /// The sentence before the one at hand.
    previous: Option<usize>,
    /// Toponyms of the sentences so far that name places, the last last.
    named: Vec<(usize, PlaceClass)>,
    /// The class of each toponym.
    classes: Vec<Option<PlaceClass>>,
    /// The state that did the last deed, which "it" may speak of.
    pub(crate) state: Option<usize>,
    /// The toponym of the dateline, which "here" speaks of.
    dateline: Option<usize>,
}

impl<'d> Context<'d> {
    pub(crate) fn new(places: &Places<'d>, lexicon: &'d Lexicon, published: Option<Date>) -> Self {
        let tokens = places.tokens;
        let line = date::dateline(tokens, published);
        let published = published.or_else(|| line.as_ref().and_then(|l| l.date));
        let city = line.and_then(|l| l.city);
        let dateline = city.and_then(|c| places.toponyms.iter().position(|t| t.mention.tokens.start == c.start));
        let mut counts = [0; CLASSES];
        for sentence in &tokens.sentences {
            let part = tokens.part(sentence.part);
            for token in &tokens.tokens[sentence.tokens.clone()] {
                if token.kind == TokenKind::Word {
                    lexicon.classes(&part[token.span.start..token.span.end]).count(&mut counts);
                }
            }
        }
        Self {
            published,
            events: Vec::new(),
            tokens,
            lexicon,
            counts,
            previous: None,
            named: Vec::new(),
            classes: (0..places.toponyms.len()).map(|t| places.class(t)).collect(),
            state: None,
            dateline,
        }
    }

    fn count(&self, class: Classes) -> u32 {
        class.first().map_or(0, |bit| self.counts[bit])
    }

    /// Whether the document is about `class`: two of its words or more, and for war more than of civil life.
    pub(crate) fn is_about(&self, class: Classes, grammar: &Grammar) -> bool {
        let count = self.count(class);
        let enough = if class == grammar.military { count > self.count(grammar.civil) } else { true };
        count >= 2 && enough
    }

    /// Whether the sentence before has a word of `class`.
    pub(crate) fn spoke_of(&self, class: Classes) -> bool {
        self.previous.is_some_and(|s| {
            let sentence = &self.tokens.sentences[s];
            let part = self.tokens.part(sentence.part);
            self.tokens.tokens[sentence.tokens.clone()]
                .iter()
                .any(|t| self.lexicon.classes(&part[t.span.start..t.span.end]).has(class))
        })
    }

    /// Takes note of a sentence's toponyms when it is done.
    pub(crate) fn remember(&mut self, toponyms: std::ops::Range<usize>, places: &Places<'_>) {
        for t in toponyms {
            if let Some(class) =
                places.class(t).filter(|_| places.toponyms[t].mention.kind == crate::recognise::MentionKind::Name)
            {
                self.named.push((t, class));
            }
        }
        self.previous = Some(self.previous.map_or(0, |s| s + 1));
    }

    pub(crate) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The place that "the city", "there" or "the base" speaks of: the last of that sort that was named.
    pub(crate) fn carried(&self, parse: &Parse<'_>, nominal: usize) -> Option<Place> {
        let head = parse.chunks[nominal].head;
        let is = |words: &[&str]| parse.words.is(head, words);
        let sort: &dyn Fn(usize, PlaceClass) -> bool = if is(&["capital"]) {
            &|t, _| parse.places.is_capital(t)
        } else if is(&[
            "city",
            "town",
            "village",
            "settlement",
            "community",
            "locality",
            "neighbourhood",
            "neighborhood",
        ]) {
            &|_, class| class == PlaceClass::Settlement
        } else if is(&["base", "airport", "port", "site", "camp", "airbase"]) {
            &|_, class| class == PlaceClass::Site
        } else if is(&["province", "state"]) {
            &|_, class| class == PlaceClass::Province
        } else if is(&["district"]) {
            &|_, class| class == PlaceClass::District
        } else if is(&["enclave", "territory", "region", "island"]) {
            &|_, class| matches!(class, PlaceClass::Region | PlaceClass::Province | PlaceClass::Country)
        } else if is(&["country", "nation"]) {
            &|_, class| class == PlaceClass::Country
        } else if is(&["here"]) {
            &|t, _| self.dateline == Some(t)
        } else if is(&["it"]) {
            &|_, class| class <= PlaceClass::Settlement
        } else if is(&["there"]) {
            &|_, class| class <= PlaceClass::District
        } else {
            return None;
        };
        let start = parse.chunks[nominal].tokens.start;
        let here = parse
            .here
            .iter()
            .rev()
            .map(|h| h.0)
            .filter(|&t| parse.toponyms[t].mention.tokens.end <= start && !parse.is_demonym(t));
        let here = here.filter_map(|t| parse.places.class(t).map(|class| (t, class)));
        let before = self.named.iter().rev().take(8).copied();
        let (toponym, _) = here.chain(before).find(|&(t, class)| sort(t, class))?;
        let location = parse.toponyms[toponym].mention.span;
        Some(Place {
            toponym,
            chunk: nominal,
            preposition: None,
            location,
            extent: Extent::Whole,
            confidence: 0.6,
            why: "carried",
        })
    }

    /// Takes back a launch of the sentence before, whose weapons are now told to have been intercepted.
    pub(crate) fn withdraw(&mut self, sentence: usize) -> Option<Event> {
        let launched = |e: &Event| e.launched && e.sentence + 1 == sentence && e.status.happened();
        let country = |e: &Event| matches!(self.classes.get(e.toponym), Some(Some(PlaceClass::Country)));
        let index = self.events.iter().position(|e| launched(e) && !country(e))?;
        Some(self.events.remove(index))
    }

    /// A pronoun as the doer speaks of the state in the clause above, or of the one that did the last deed.
    pub(crate) fn refer(&self, parse: &Parse<'_>, instance: &mut Instance) {
        let pronoun = instance.doer.is_some_and(|d| {
            parse.reads(
                d,
                &[
                    "it",
                    "they",
                    "its forces",
                    "its air force",
                    "its army",
                    "its military",
                    "its aircraft",
                    "its jets",
                    "the country",
                ],
            )
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
        instance.doer_state = above.or(self.state);
    }

    /// A sentence without a place that says more of the event before it: "All threats were neutralised, officials said".
    pub(crate) fn elaborate(&mut self, kind: usize, parse: &Parse<'_>, judgement: &Judgement) {
        let Some(speaker) = judgement.speaker else {
            return;
        };
        let words = super::attributes::speaker_text(parse, speaker);
        let sentence = parse.sentence;
        for event in self
            .events
            .iter_mut()
            .filter(|e| e.kind == kind && e.sentence + 1 == sentence && e.claimed_by.is_none() && e.status.happened())
        {
            event.claimed_by.clone_from(&words);
            if event.status == super::Status::Reported && parse.head_classes(speaker).has(parse.grammar.person) {
                event.status = super::Status::Claimed;
            }
            event.why.push("claimed next".into());
        }
    }
}
