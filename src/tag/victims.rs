//! Victims: figures that stand apart from the event's trigger: in its sentence, in those beside it, in one that names
//! its place, or, where a document tells of one place alone, that which it gives most often.

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
        let places = self.places;
        let count = self.sentences.len();
        let in_text = |&s: &usize| s < count && places.tokens.part_of(s) == Part::Text;
        let beside = [Some(event.sentence), Some(event.sentence + 1), event.sentence.checked_sub(1)];
        let beside: Vec<usize> = beside.into_iter().flatten().filter(in_text).collect();
        let naming: Vec<usize> = (0..places.toponyms.len())
            .filter(|&t| t == event.toponym || places.id(t).is_some() && places.id(t) == places.id(event.toponym))
            .map(|t| places.toponyms[t].mention.sentence)
            .collect();
        let near = beside.into_iter().chain(naming).find_map(|s| self.figure_in(s, event, harm));
        let alone = self.told.iter().all(|&(_, t)| self.is_same(t, event.toponym));
        near.or_else(|| {
            let all: Vec<Figure> =
                (0..count).filter(|_| alone).filter_map(|s| self.figure_in(s, event, harm)).collect();
            let often = |figure: &&Figure| all.iter().filter(|other| other == figure).count();
            all.iter().rev().max_by_key(often).copied()
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
