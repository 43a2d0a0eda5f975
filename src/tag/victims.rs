//! Victims: figures that stand apart from the event's place: in its sentence, in those beside it, or, where a document
//! tells of one place alone, anywhere in it.

use super::{
    Event,
    casualty::{Casualty, Figures, Kind as Harm},
    date,
    event::Figure,
    places::Places,
};
use crate::{gazetteer::PlaceClass, recognise::MentionKind, text::Part};

/// Gives events without figures those of sentences that speak of no other place.
pub(crate) fn complete(events: &mut [Event], places: &Places<'_>, figures: &Figures) {
    let told: Vec<(usize, usize)> =
        events.iter().filter(|e| e.violent && e.status.happened()).map(|e| (e.sentence, e.toponym)).collect();
    let mut read = Read { places, figures, told, sentences: vec![None; places.tokens.sentences.len()] };
    for event in events.iter_mut().filter(|e| e.violent && e.status.happened()) {
        if event.fatalities.is_none() {
            event.fatalities = read.figure(event, Harm::Killed);
        }
        if event.injured.is_none() {
            event.injured = read.figure(event, Harm::Injured);
        }
    }
}

struct Read<'r> {
    places: &'r Places<'r>,
    figures: &'r Figures,
    /// Sentence and toponym of each event.
    told: Vec<(usize, usize)>,
    /// The figures of each sentence, once they are read.
    sentences: Vec<Option<Vec<Casualty>>>,
}

impl Read<'_> {
    fn figure(&mut self, event: &Event, harm: Harm) -> Option<Figure> {
        let (at, count) = (event.sentence, self.sentences.len());
        let part = |s: usize| self.places.tokens.part_of(s);
        let beside = [Some(at), Some(at + 1), at.checked_sub(1)].into_iter().flatten();
        let sentences: Vec<usize> = beside.filter(|&s| s < count && part(s) == Part::Text).collect();
        let beside = sentences.into_iter().find_map(|s| self.figure_in(s, event, harm));
        let alone = self.told.iter().all(|&(_, t)| self.is_same(t, event.toponym));
        // tolls rise
        beside.or_else(|| {
            let all = (0..count).filter(|_| alone).filter_map(|s| self.figure_in(s, event, harm));
            all.max_by_key(|figure| figure.low)
        })
    }

    /// The first figure of a sentence that speaks of no place but the event's.
    fn figure_in(&mut self, sentence: usize, event: &Event, harm: Harm) -> Option<Figure> {
        let (places, tokens) = (self.places, self.places.tokens);
        if self.sentences[sentence].is_none() {
            self.sentences[sentence] = Some(self.figures.find(tokens, sentence));
        }
        let stated = |c: &&Casualty| c.kind == harm && !c.total && !c.vague && c.low > 0;
        let found = self.sentences[sentence].iter().flatten().find(stated).map(Figure::of)?;
        let of_others = self.told.iter().any(|&(s, t)| s == sentence && !self.is_same(t, event.toponym));
        let fine = |t: usize| places.class(t).is_none_or(|class| class <= PlaceClass::District);
        let elsewhere = places.toponyms.iter().enumerate().any(|(t, toponym)| {
            toponym.mention.sentence == sentence
                && toponym.mention.kind == MentionKind::Name
                && fine(t)
                && !self.is_same(t, event.toponym)
        });
        let old = || date::find(tokens, sentence, None).iter().any(date::DateMention::is_coarse);
        (!of_others && !elsewhere && !old()).then_some(found)
    }

    /// Whether two toponyms are of one place or of one within the other.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let places = self.places;
        a == b
            || places.id(a).is_some() && places.id(a) == places.id(b)
            || places.contains(a, b)
            || places.contains(b, a)
            || places.surface(a).eq_ignore_ascii_case(places.surface(b))
    }
}
