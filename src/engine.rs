//! The engine: one document in, its reports out; the unit that runs in parallel.

use std::cell::OnceCell;

use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    kinds::{Kinds, KindsError},
    read::Document,
    recognise::{self, Recogniser},
    report::{Report, UNLISTED, fingerprint, number},
    resolve::{self, Beside, Toponym},
    tag::{Event, Extent, Tagger, sift::Numbers},
    text::{CodePoints, Part, Span, Tokens},
};

/// How far at least a place may lie from one that a text only names beside it, or to the south of which it puts it.
const BESIDE_KM: f64 = 50.0;

/// How many sentences before the one that tells an event may be shown with it, for the name of its place.
const NAMED_BEFORE: usize = 3;

/// How the place of an event stands to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// It is the row's.
    At,
    /// The text puts it in the row's.
    Within,
    /// The text only names the row's beside it.
    Beside,
}

/// What is found in a document.
#[derive(Debug)]
pub struct Analysis<'d> {
    /// The document cut up.
    pub tokens: Tokens<'d>,
    /// The places that it names.
    pub toponyms: Vec<Toponym>,
    /// What happened in it.
    pub reports: Vec<Report>,
}

/// A gazetteer and the kinds, ready to read documents; it keeps nothing of them.
#[derive(Debug)]
pub struct Engine {
    gazetteer: Gazetteer,
    kinds: Kinds,
    tagger: Tagger,
}

impl Engine {
    /// An engine over these places and kinds.
    ///
    /// # Errors
    /// A kind whose triggers cannot be compiled.
    pub fn new(gazetteer: Gazetteer, kinds: Kinds) -> Result<Self, KindsError> {
        let tagger = Tagger::new(&kinds)?;
        Ok(Self::with_tagger(gazetteer, kinds, tagger))
    }

    /// The same with a tagger that is already compiled from `kinds`.
    pub fn with_tagger(gazetteer: Gazetteer, kinds: Kinds, tagger: Tagger) -> Self {
        Self { gazetteer, kinds, tagger }
    }

    /// The places that it knows.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The kinds that it tags.
    pub fn kinds(&self) -> &Kinds {
        &self.kinds
    }

    /// The reports of a document, in the order of their evidence.
    pub fn extract(&self, document: &Document) -> Vec<Report> {
        let tokens = Tokens::of(document);
        // the places of a document in which nothing happens need not be known
        if self.tagger.may_tell(&tokens) { self.read(document, tokens).reports } else { Vec::new() }
    }

    /// All that is found in a document.
    pub fn analyse<'d>(&self, document: &'d Document) -> Analysis<'d> {
        self.read(document, Tokens::of(document))
    }

    /// The numbers of each event that is reported, for training; see [`Tagger::numbers`].
    pub fn numbers(&self, document: &Document) -> Vec<Option<Numbers>> {
        let tokens = Tokens::of(document);
        self.tagger.numbers(&tokens, &places(&self.gazetteer, &tokens), &self.gazetteer, document.published)
    }

    fn read<'d>(&self, document: &'d Document, tokens: Tokens<'d>) -> Analysis<'d> {
        let toponyms = places(&self.gazetteer, &tokens);
        let events = self.tagger.tag(&tokens, &toponyms, &self.gazetteer, document.published);
        let mark = if events.is_empty() { String::new() } else { fingerprint(&document.text) };
        let towns = OnceCell::new();
        let mut reports: Vec<Report> =
            events.iter().map(|e| self.report(document, &tokens, &toponyms, &towns, e, &mark)).collect();
        number(&mut reports);
        Analysis { tokens, toponyms, reports }
    }

    /// The syntax of the sentences that hold a trigger, by sentence: chunks and clauses.
    pub fn outline(&self, document: &Document) -> Vec<(usize, String)> {
        let tokens = Tokens::of(document);
        self.tagger.outline(&tokens, &places(&self.gazetteer, &tokens), &self.gazetteer)
    }

    fn report<'t>(
        &self,
        document: &Document,
        tokens: &Tokens<'_>,
        toponyms: &'t [Toponym],
        towns: &OnceCell<Beside<'t>>,
        event: &Event,
        mark: &str,
    ) -> Report {
        let kind = &self.kinds.kinds[event.kind];
        let subkind = event.subkind.map(|s| &kind.subkinds[s]);
        let toponym = &toponyms[event.toponym];
        let part = tokens.part_of(toponym.mention.sentence);
        let location_text = tokens.slice(part, event.location);
        let mut points = CodePoints::new(tokens.part(part));
        let (location_start, location_end) = (points.before(event.location.start), points.before(event.location.end));
        let sentence = &tokens.sentences[event.sentence];
        let mut points = CodePoints::new(tokens.part(sentence.part));
        let evidence = evidence(tokens, event.sentence, toponym.mention.sentence);
        let (evidence_start, evidence_end) = (points.before(evidence.start), points.before(evidence.end));
        let when = event.when.filter(|w| w.start.year() > 0 && w.end.year() > 0);
        let mut report = Report {
            name: format!("{}, {location_text}", kind.label),
            kind: kind.name.clone(),
            subkind: subkind.map(|s| s.name.clone()),
            event_date: when.map(|w| w.start),
            event_date_end: when.map(|w| w.end),
            time_precision: when.map(|w| w.precision),
            location_text: Some(location_text.to_owned()),
            location_start: (part == Part::Text).then_some(location_start),
            location_end: (part == Part::Text).then_some(location_end),
            status: event.status.as_str().to_owned(),
            claimed_by: event.claimed_by.clone(),
            actor1: event.actor.clone(),
            target: event.target.clone(),
            weapon: event.weapon.clone(),
            weapon_count: event.weapon_count.and_then(exact),
            intended_target: event.intended_target.clone(),
            fatalities: event.fatalities.and_then(|f| exact(f.low)),
            fatalities_max: event.fatalities.and_then(|f| exact(f.high)),
            injured: event.injured.and_then(|f| exact(f.low)),
            injured_max: event.injured.and_then(|f| exact(f.high)),
            event_type: subkind.and_then(|s| s.event_type.clone()),
            sub_event_type: subkind.and_then(|s| s.sub_event_type.clone()),
            confidence: event.confidence,
            trigger: tokens.slice(sentence.part, event.trigger).to_owned(),
            notes: tokens.slice(sentence.part, evidence).to_owned(),
            evidence_start,
            evidence_end,
            evidence_in: if sentence.part == Part::Title { "title" } else { "text" }.to_owned(),
            why: event.why.join("; "),
            document_id: document.id.clone(),
            source: document.source.clone(),
            source_url: document.url.clone(),
            published: document.published,
            sources_count: 1,
            fingerprint: mark.to_owned(),
            ..Report::default()
        };
        let own = toponym.resolution.as_ref().map(|r| (r, Stand::At));
        let beside = || {
            let (r, stated) = towns.get_or_init(|| Beside::of(toponyms)).find(event.toponym)?;
            Some((r, if stated { Stand::Within } else { Stand::Beside }))
        };
        self.place(&mut report, own.or_else(beside), event);
        report.rounded()
    }

    /// Fills the columns that come from the gazetteer; a place that it lacks stands where its town does, or one beside it.
    fn place(&self, report: &mut Report, resolution: Option<(&resolve::Resolution, Stand)>, event: &Event) {
        let is_point =
            |(r, stand): &(&resolve::Resolution, Stand)| *stand == Stand::At || r.class <= PlaceClass::Province;
        let Some((resolution, stand)) = resolution.filter(is_point) else {
            report.geo_precision = Some(1);
            report.reason = Some("the gazetteer has no place of this name".to_owned());
            return;
        };
        let id = resolution.place;
        let place = self.gazetteer.place(id);
        let name = |id: Option<PlaceId>| id.map(|id| self.gazetteer.name(id).to_owned());
        let country = if resolution.class == PlaceClass::Country { Some(id) } else { self.gazetteer.country_of(id) };
        report.country = name(country);
        report.country_code = (!place.country_code.is_empty()).then(|| place.country_code.to_owned());
        if event.extent == Extent::Part && matches!(resolution.class, PlaceClass::Country | PlaceClass::Continent) {
            report.geo_precision = Some(3);
            let part = report.location_text.as_deref().and_then(direction);
            match part.and_then(|(east, north)| self.gazetteer.part_of(id, east, north)) {
                Some((middle, km)) => {
                    report.location.clone_from(&report.location_text);
                    report.point = Some(middle);
                    report.uncertainty_km = Some(km);
                }
                None => report.reason = Some(format!("a part of {} that the gazetteer has no row for", place.name)),
            }
            return;
        }
        report.location = Some(place.name.to_owned());
        if stand == Stand::At {
            report.name = format!("{}, {}", self.kinds.kinds[event.kind].label, place.name);
        }
        report.point = Some((place.longitude, place.latitude));
        report.admin1 = name(self.gazetteer.admin1_of(id));
        report.admin2 = name(self.gazetteer.admin2_of(id));
        report.feature_code = (!place.feature_code.is_empty()).then(|| place.feature_code.to_owned());
        let km = self.gazetteer.uncertainty_km(id);
        let part = stand == Stand::Within || event.extent != Extent::Whole;
        report.geo_precision = geo_precision(resolution.class, part);
        report.uncertainty_km = Some(if part { km * 1.5 } else { km });
        if stand == Stand::Beside || event.extent == Extent::Beyond {
            (report.geo_precision, report.uncertainty_km) = (Some(3), Some((km * 1.5).max(BESIDE_KM)));
        }
        report.gazetteer_id = Some(place.id.to_owned());
        report.alternatives = self.alternatives(resolution);
        if stand != Stand::At {
            report.why = format!("{}; {UNLISTED}", report.why);
            let how =
                if stand == Stand::Within { "in which the text puts it" } else { "which the text names beside it" };
            report.reason =
                Some(format!("the gazetteer has no place of this name; it stands at {}, {how}", place.name));
        }
    }

    fn alternatives(&self, resolution: &resolve::Resolution) -> Option<String> {
        let each = resolution.alternatives.iter().map(|&(id, score)| {
            let place = self.gazetteer.place(id);
            format!("{} {}, {} {score:.2}", place.id, place.name, place.country_code)
        });
        let all: Vec<String> = each.collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

/// The sentence that tells an event, from the one on that names its place where that is one of the three before it.
fn evidence(tokens: &Tokens<'_>, told: usize, named: usize) -> Span {
    let told_at = &tokens.sentences[told];
    let near = named < told && told - named <= NAMED_BEFORE && tokens.sentences[named].part == told_at.part;
    Span { start: tokens.sentences[if near { named } else { told }].span.start, end: told_at.span.end }
}

/// Which part of an area some words mean, as east and north: "the north-east of", "southern and eastern", "central".
fn direction(text: &str) -> Option<(f64, f64)> {
    const DIRECTIONS: [(&str, f64, f64); 4] =
        [("north", 0.0, 1.0), ("south", 0.0, -1.0), ("east", 1.0, 0.0), ("west", -1.0, 0.0)];
    let text = text.to_lowercase();
    let named = |word: &str| text.split(|c: char| !c.is_alphabetic()).any(|w| w == word);
    let (mut east, mut north) = (0.0, 0.0);
    let mut any = named("central") || named("centre") || named("center") || named("middle");
    for word in text.split(|c: char| !c.is_alphabetic()) {
        let mut rest = word.strip_suffix("ern").unwrap_or(word);
        let start = (east, north);
        while let Some((name, x, y)) = DIRECTIONS.iter().find(|(name, ..)| rest.starts_with(name)) {
            (east, north) = (east + x, north + y);
            rest = &rest[name.len()..];
        }
        if !rest.is_empty() {
            (east, north) = start; // "Northumberland" is no direction
        } else if !word.is_empty() {
            any = true;
        }
    }
    any.then_some((east, north))
}

/// A figure that every reader of JSON keeps exactly.
fn exact(figure: u64) -> Option<u64> {
    (figure < 1 << 53).then_some(figure)
}

/// ACLED's `geo_precision`: 1 the place, 2 near it or part of an area, 3 a region; none for a country.
fn geo_precision(class: PlaceClass, part: bool) -> Option<u8> {
    match class {
        PlaceClass::Country | PlaceClass::Continent => None,
        PlaceClass::Province | PlaceClass::Region => Some(3),
        PlaceClass::District => Some(2),
        PlaceClass::Settlement | PlaceClass::Site => Some(if part { 2 } else { 1 }),
    }
}

/// The names in which an event may be found: less likely ones too, since what is said to have been struck is a place.
pub fn places(gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Toponym> {
    let recogniser = Recogniser::embedded().for_events();
    let mut toponyms = resolve::resolve(gazetteer, tokens, recogniser.mentions(gazetteer, tokens));
    resolve::review(gazetteer, tokens, &mut toponyms);
    toponyms
}

/// The places that a document names, each with its row.
pub fn toponyms(gazetteer: &Gazetteer, tokens: &Tokens<'_>) -> Vec<Toponym> {
    resolve::resolve(gazetteer, tokens, recognise::recognise(gazetteer, tokens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_parts_of_a_country_have_directions() {
        assert_eq!(direction("northern Syria"), Some((0.0, 1.0)));
        assert_eq!(direction("the north-east of Syria"), Some((1.0, 1.0)));
        assert_eq!(direction("southeastern Ukraine"), Some((1.0, -1.0)));
        assert_eq!(direction("central Israel"), Some((0.0, 0.0)));
        assert_eq!(direction("parts of Northumberland"), None);
    }
}
