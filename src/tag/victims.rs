//! Victims: figures that stand apart from the event's trigger: in its sentence, in those beside it, in one that names
//! its place, or, where a document tells of one place alone, that which it gives most often.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::{
    Event,
    casualty::{Casualty, Figures, Kind as Harm},
    date,
    event::Figure,
    places::Places,
};
use crate::{gazetteer::PlaceClass, recognise::MentionKind, text::Part};

/// Gives events without figures those of sentences that speak of no other place and no other time.
pub(crate) fn complete(events: &mut [Event], places: &Places<'_>, figures: &Figures, published: Option<Date>) {
    let told: Vec<(usize, usize)> =
        events.iter().filter(|e| e.violent && e.status.happened()).map(|e| (e.sentence, e.toponym)).collect();
    let sentences = vec![OnceCell::new(); places.tokens.sentences.len()];
    let read = Read { places, figures, published, told, sentences, common: [OnceCell::new(), OnceCell::new()] };
    for event in events.iter_mut().filter(|e| e.violent && e.status.happened()) {
        if event.fatalities.is_none() {
            event.fatalities = read.figure(event, Harm::Killed);
        }
        if event.injured.is_none() {
            event.injured = read.figure(event, Harm::Injured);
        }
    }
}

/// What a sentence says of victims.
#[derive(Debug, Clone)]
struct Sentence {
    killed: Option<Figure>,
    injured: Option<Figure>,
    /// The towns, sites and districts that it names, and those of the events told in it.
    places: Vec<usize>,
}

struct Read<'r> {
    places: &'r Places<'r>,
    figures: &'r Figures,
    published: Option<Date>,
    /// Sentence and toponym of each event.
    told: Vec<(usize, usize)>,
    /// Each sentence, once it is read.
    sentences: Vec<OnceCell<Sentence>>,
    /// The figures that the document gives most often, once they are sought.
    common: [OnceCell<Option<Figure>>; 2],
}

impl Read<'_> {
    fn figure(&self, event: &Event, harm: Harm) -> Option<Figure> {
        let places = self.places;
        let count = self.sentences.len();
        let in_text = |&s: &usize| s < count && places.tokens.part_of(s) == Part::Text;
        // what stands before the event speaks of the one told before
        let of_earlier = |f: usize| self.told.iter().any(|&(s, t)| s <= f && !self.is_same(t, event.toponym));
        let before = event.sentence.checked_sub(1).filter(|&f| !of_earlier(f));
        let beside = [Some(event.sentence), Some(event.sentence + 1), before];
        // of several places that one sentence tells, the figures of the sentences around it are of none
        let shared = self.told.iter().any(|&(s, t)| s == event.sentence && !self.is_same(t, event.toponym));
        let own = |s: &usize| !shared || *s == event.sentence;
        let beside: Vec<usize> = beside.into_iter().flatten().filter(in_text).filter(own).collect();
        let naming = (0..places.toponyms.len())
            .filter(|&t| places.are_one(t, event.toponym))
            .map(|t| places.toponyms[t].mention.sentence);
        let near = beside.into_iter().chain(naming).find_map(|s| self.figure_in(s, event, harm));
        near.or_else(|| {
            let alone = || self.told.iter().all(|&(_, t)| self.is_same(t, event.toponym));
            let common = || if alone() { self.commonest(event, harm) } else { None };
            *self.common[harm as usize].get_or_init(common)
        })
    }

    /// The figure that the sentences give most often, of equals the first.
    fn commonest(&self, event: &Event, harm: Harm) -> Option<Figure> {
        let mut counts: Vec<(Figure, usize)> = Vec::new();
        for figure in (0..self.sentences.len()).filter_map(|s| self.figure_in(s, event, harm)) {
            match counts.iter_mut().find(|(other, _)| *other == figure) {
                Some((_, count)) => *count += 1,
                None => counts.push((figure, 1)),
            }
        }
        counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(figure, _)| figure)
    }

    /// The first figure of a sentence that speaks of no place but the event's.
    fn figure_in(&self, sentence: usize, event: &Event, harm: Harm) -> Option<Figure> {
        let own = self.sentences[sentence].get_or_init(|| self.read(sentence));
        let figure = match harm {
            Harm::Killed => own.killed,
            Harm::Injured => own.injured,
        };
        figure.filter(|_| own.places.iter().all(|&t| self.is_same(t, event.toponym)))
    }

    fn read(&self, sentence: usize) -> Sentence {
        let (places, tokens) = (self.places, self.places.tokens);
        let other_time = |d: &date::DateMention| d.is_coarse() || d.historical || d.future;
        let found = self.figures.find(tokens, sentence);
        let of = |harm: Harm| {
            let stated = |c: &&Casualty| c.kind == harm && !c.total && !c.vague && c.low > 0;
            found.iter().find(stated).map(Figure::of)
        };
        let (mut killed, mut injured) = (of(Harm::Killed), of(Harm::Injured));
        if (killed.is_some() || injured.is_some())
            && date::find(tokens, sentence, self.published).iter().any(other_time)
        {
            (killed, injured) = (None, None);
        }
        let fine = |t: usize| places.class(t).is_none_or(|class| class <= PlaceClass::District);
        let first = places.toponyms.partition_point(|t| t.mention.sentence < sentence);
        let named = (first..places.toponyms.len())
            .take_while(|&t| places.toponyms[t].mention.sentence == sentence)
            .filter(|&t| places.toponyms[t].mention.kind == MentionKind::Name && fine(t));
        let told = self.told.iter().filter(|&&(s, _)| s == sentence).map(|&(_, t)| t);
        Sentence { killed, injured, places: named.chain(told).collect() }
    }

    /// Whether two toponyms are of one place or of one within the other.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let places = self.places;
        places.are_one(a, b)
            || places.contains(a, b)
            || places.contains(b, a)
            || places.surface(a).eq_ignore_ascii_case(places.surface(b))
    }
}
