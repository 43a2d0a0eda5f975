//! Review: the rows of one document held against each other once more, for events: provinces of which only the seat was
//! found, rows in countries that nothing else in the document is about, names that the gazetteer spells otherwise.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::{Resolution, Toponym, sites::name_sites};
use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId},
    recognise::{Mention, MentionKind, Senses, senses},
    text::Tokens,
};

/// How likely the nearest spelling in a country of the document is the place.
const CONFIDENCE: f32 = 0.5;
/// How many kilometres farther a place may lie for each letter that it is nearer in spelling.
const KM_A_LETTER: f64 = 100.0;
/// How far from the document's other places one of another spelling may lie, and a part of a town from its towns.
const REACH_KM: f64 = 400.0;
const TOWN_KM: f64 = 40.0;
/// How far from the point of what the text puts it in.
const WITHIN_KM: f64 = 60.0;
/// From which population on a town is named without its country wherever it lies, and from which on only a place of just that
/// name in the countries of the document stands for it.
const FAMOUS: u64 = 1_000_000;
const KNOWN: u64 = 100_000;
/// How many times as many people a city has beside which a small place of the same name needs its container named.
const TIMES: u64 = 20;
/// How many letters a name needs to be taken for another spelling.
const LETTERS: usize = 5;

/// Corrects the rows of one document's toponyms, and gives some to names without one.
pub fn review(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    for t in 0..toponyms.len() {
        let said = says_province(tokens, &toponyms[t].mention);
        let listed = is_among_provinces(tokens, toponyms, t);
        let Toponym { resolution, mention, .. } = &mut toponyms[t];
        if let Some(r) = resolution.as_mut().filter(|r| r.class == PlaceClass::Settlement)
            && let Some(province) = gazetteer.admin1_of(r.place)
            && (said && is_seat(gazetteer, r.place) || listed && mention.candidates.contains(&province))
        {
            (r.place, r.class) = (province, gazetteer.facts(province).class);
            r.reasons.push("seat".into());
        }
    }
    for toponym in toponyms.iter_mut().filter(|t| t.stated_in.is_none()) {
        if let Some(r) = toponym.resolution.as_mut().filter(|r| r.class == PlaceClass::Settlement)
            && let Some(great) = overshadowing(gazetteer, &toponym.mention, r.place)
        {
            r.place = great;
            r.reasons.push("population".into());
        }
    }
    name_capitals(gazetteer, tokens, toponyms);
    name_sites(gazetteer, tokens, toponyms);
    name_waters(gazetteer, tokens, toponyms);
    part_namesakes(gazetteer, tokens, toponyms);
    let about = About::of(gazetteer, tokens, toponyms);
    for t in 0..toponyms.len() {
        let is_unknown = toponyms[t].resolution.is_none()
            && (toponyms[t].mention.kind == MentionKind::Unknown || toponyms[t].stated_in.is_some());
        let is_stray = about.is_stray(t, toponyms);
        if is_unknown || is_stray {
            let known = toponyms[t].resolution.as_ref();
            // "Castello road" is no city
            let known = known.filter(|r| gazetteer.facts(r.place).population >= KNOWN && !about.bare(&toponyms[t]).1);
            let known = known.cloned();
            toponyms[t].resolution = about.spelled(t, toponyms, known.is_some()).or(known);
        }
    }
}

/// "the Ukrainian capital", "Ukraine's capital": a name of the city, unless that itself follows.
fn name_capitals(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    for t in 0..toponyms.len() {
        let mention = &toponyms[t].mention;
        let (part, sentence) = (tokens.part_of(mention.sentence), &tokens.sentences[mention.sentence]);
        let word = |i: usize| {
            let token = tokens.tokens.get(i).filter(|_| i < sentence.tokens.end);
            token.map_or("", |token| tokens.slice(part, token.span))
        };
        let owner = mention.tokens.end;
        let capital = owner + usize::from(matches!(word(owner), "'s" | "’s" | "’" | "'"));
        if word(capital) != "capital" || senses(word(capital + 1)).any(Senses::MONEY) {
            continue;
        }
        let country = toponyms[t].resolution.as_ref().filter(|r| r.class == PlaceClass::Country).map(|r| r.place);
        // "South Africa's capital, Cape Town"
        let is_named = |next: &Toponym| {
            let own = next.mention.sentence == mention.sentence && next.mention.tokens.start <= capital + 2;
            let town = next.resolution.as_ref().is_some_and(|r| r.class < PlaceClass::Country);
            own && town && next.resolution.as_ref().and_then(|r| gazetteer.country_of(r.place)) == country
        };
        let city = country.filter(|_| !toponyms.get(t + 1).is_some_and(is_named)).and_then(|c| gazetteer.capital_of(c));
        let (Some(city), end) = (city, tokens.tokens[capital].span.end) else { continue };
        let Toponym { mention, resolution, .. } = &mut toponyms[t];
        mention.kind = MentionKind::Name;
        mention.tokens.end = capital + 1;
        mention.span.end = end;
        (mention.candidates, mention.names) = (vec![city], vec![NameKind::Alternate]);
        if let Some(r) = resolution {
            (r.place, r.class) = (city, gazetteer.facts(city).class);
            r.alternatives.clear();
            r.reasons = vec!["capital".into()];
        }
    }
}

/// "in the Red Sea" is no division of that name, nor "the Gulf" a county: of several waters the one nearest to the document's places.
fn name_waters(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    let is_water = |place: PlaceId| gazetteer.place(place).feature_class == "H";
    for t in 0..toponyms.len() {
        let mention = &toponyms[t].mention;
        let word = |i: usize| tokens.slice(tokens.part_of(mention.sentence), tokens.tokens[i].span);
        let own = mention.tokens.clone();
        let is_sort = matches!(word(own.end - 1), "Sea" | "Gulf" | "Ocean" | "Strait" | "Bay" | "Lake");
        let first = tokens.sentences[mention.sentence].tokens.start;
        let alone = own.len() == 1 && (own.start == first || !word(own.start - 1).eq_ignore_ascii_case("the"));
        let said = mention.generic.as_ref().is_some_and(|g| g.class != PlaceClass::Region);
        let row = toponyms[t].resolution.as_ref().map(|r| r.place).filter(|&place| !is_water(place));
        let Some(row) = row.filter(|_| is_sort && !alone && !said) else { continue };
        let others = || toponyms.iter().filter_map(|o| o.resolution.as_ref()).filter(|r| r.place != row);
        let km = |water: PlaceId| {
            others().map(|r| gazetteer.distance_km(water, r.place)).reduce(f64::min).unwrap_or_default()
        };
        let waters = mention.candidates.iter().copied().filter(|&c| is_water(c)).map(|c| (km(c), c));
        let Some((_, water)) = waters.min_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
        if let Some(r) = toponyms[t].resolution.as_mut() {
            (r.place, r.class) = (water, gazetteer.facts(water).class);
            r.reasons.push("water".into());
        }
    }
}

/// "Mansoura in rural Aleppo" is none of the towns of that name that the gazetteer has in other countries.
fn part_namesakes(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    for t in 1..toponyms.len() {
        let (inner, outer) = (&toponyms[t - 1], &toponyms[t]);
        let (Some(own), Some(around)) = (&inner.resolution, &outer.resolution) else { continue };
        let word = |i: usize| tokens.slice(tokens.part_of(inner.mention.sentence), tokens.tokens[i].span);
        let mut between = inner.mention.tokens.end..outer.mention.tokens.start;
        let stated = inner.mention.sentence == outer.mention.sentence
            && between.next().is_some_and(|i| word(i) == "in")
            && between.all(|i| senses(word(i)).any(Senses::DIRECTION) || word(i) == "the");
        let facts = (gazetteer.facts(own.place), gazetteer.facts(around.place));
        let foreign = facts.0.country != facts.1.country && facts.1.country != 0;
        if stated
            && foreign
            && inner.mention.kind == MentionKind::Name
            && own.class <= PlaceClass::District
            && around.class <= PlaceClass::Province
            && gazetteer.distance_km(own.place, around.place) > REACH_KM
        {
            toponyms[t - 1].resolution = None;
            toponyms[t - 1].stated_in = Some(t);
        }
    }
}

/// Whether the word for its sort beside a name means a first-order division: "province", "oblast", "region" but not "area".
fn says_province(tokens: &Tokens<'_>, mention: &Mention) -> bool {
    let Some(generic) = &mention.generic else { return false };
    let word = |i: usize| tokens.slice(tokens.part_of(mention.sentence), tokens.tokens[i].span);
    match generic.class {
        PlaceClass::Province => true,
        PlaceClass::Region => generic.tokens.clone().any(|i| word(i).to_ascii_lowercase().starts_with("region")),
        _ => false,
    }
}

/// The city beside which nobody calls a small place of its country by their common name alone.
fn overshadowing(gazetteer: &Gazetteer, mention: &Mention, place: PlaceId) -> Option<PlaceId> {
    let small = gazetteer.facts(place);
    let overshadows = |city: PlaceId| {
        let facts = gazetteer.facts(city);
        facts.class == PlaceClass::Settlement
            && facts.country == small.country
            && facts.population >= KNOWN.max(small.population * TIMES)
    };
    let named = || mention.candidates.iter().copied().zip(mention.names.iter().copied());
    let own = named().find(|&(c, _)| c == place).map(|(_, kind)| kind)?;
    named().find(|&(c, kind)| (kind == NameKind::Main || kind == own) && overshadows(c)).map(|(c, _)| c)
}

/// Whether a toponym's neighbours in a list are first-order divisions, all of them: "Michigan, Pennsylvania and New York".
fn is_among_provinces(tokens: &Tokens<'_>, toponyms: &[Toponym], t: usize) -> bool {
    let is_listed = |a: &Toponym, b: &Toponym| {
        let part = tokens.part_of(b.mention.sentence);
        let between = a.mention.tokens.end..b.mention.tokens.start;
        let joins = |i: usize| matches!(tokens.slice(part, tokens.tokens[i].span), "," | "and" | "or");
        a.mention.sentence == b.mention.sentence && (1..=2).contains(&between.len()) && between.clone().all(joins)
    };
    let class = |t: usize| toponyms[t].resolution.as_ref().map(|r| r.class);
    let before = (t > 0 && is_listed(&toponyms[t - 1], &toponyms[t])).then(|| class(t - 1));
    let after = (t + 1 < toponyms.len() && is_listed(&toponyms[t], &toponyms[t + 1])).then(|| class(t + 1));
    let mut neighbours = before.into_iter().chain(after).peekable();
    neighbours.peek().is_some() && neighbours.all(|class| class == Some(PlaceClass::Province))
}

/// Whether a settlement is the seat of its first-order division.
fn is_seat(gazetteer: &Gazetteer, place: PlaceId) -> bool {
    matches!(&gazetteer.facts(place).feature_code, b"PPLA\0\0\0\0" | b"PPLC\0\0\0\0")
}

/// What a document is about.
struct About<'a> {
    gazetteer: &'a Gazetteer,
    tokens: &'a Tokens<'a>,
    /// The rows of its toponyms, each with its country and the toponym.
    rows: Vec<(u16, PlaceId, usize)>,
    /// How many of them each country has.
    counts: HashMap<u16, usize>,
}

impl<'a> About<'a> {
    fn of(gazetteer: &'a Gazetteer, tokens: &'a Tokens<'a>, toponyms: &[Toponym]) -> Self {
        let row = |(t, toponym): (usize, &Toponym)| {
            let place = toponym.resolution.as_ref()?.place;
            Some((gazetteer.facts(place).country, place, t))
        };
        let rows: Vec<_> = toponyms.iter().enumerate().filter_map(row).collect();
        let mut counts = HashMap::new();
        for (country, ..) in rows.iter().filter(|row| row.0 != 0) {
            *counts.entry(*country).or_default() += 1;
        }
        Self { gazetteer, tokens, rows, counts }
    }

    /// Whether a town, site or district lies far off in a country of which nothing else speaks, in a document that speaks twice or
    /// more of another.
    fn is_stray(&self, t: usize, toponyms: &[Toponym]) -> bool {
        let toponym = &toponyms[t];
        let Some(r) = toponym.resolution.as_ref().filter(|r| r.class <= PlaceClass::District) else { return false };
        let facts = self.gazetteer.facts(r.place);
        // a site of its own name is elsewhere by nature, as a town of a namesake is not
        let own_site = r.class == PlaceClass::Site && toponym.mention.candidates.len() == 1;
        let famous = facts.population >= FAMOUS || &facts.feature_code == b"PPLC\0\0\0\0";
        if famous || own_site || toponym.stated_in.is_some() {
            return false;
        }
        let others = || self.rows.iter().filter(|&&(country, place, _)| place != r.place && country != 0);
        let is_beside = |row: &(u16, PlaceId, usize)| {
            row.0 == facts.country || self.gazetteer.distance_km(r.place, row.1) <= REACH_KM
        };
        self.counts.iter().any(|(&country, &count)| country != facts.country && count > 1) && !others().any(is_beside)
    }

    /// The row of a place that is spelled nearly as a toponym is, in a country that the document names or has places in: of several the one
    /// nearest to its other places; `exactly` the same but for articles.
    fn spelled(&self, t: usize, toponyms: &[Toponym], exactly: bool) -> Option<Resolution> {
        let (own, is_part) = self.bare(&toponyms[t]);
        let part = self.tokens.part_of(toponyms[t].mention.sentence);
        let (first, last) = (&self.tokens.tokens[own.start], &self.tokens.tokens[own.end - 1]);
        let name = &self.tokens.part(part)[first.span.start..last.span.end];
        let stray = toponyms[t].resolution.as_ref().map(|r| r.place);
        let others = || self.rows.iter().filter(|row| Some(row.1) != stray);
        let countries: HashSet<u16> = others().map(|row| row.0).collect();
        let is_about = |place: PlaceId| countries.contains(&self.gazetteer.facts(place).country);
        // what the text puts it in
        let outer = toponyms[t].stated_in.and_then(|outer| toponyms[outer].resolution.as_ref()).map(|r| r.place);
        let is_within = |place: PlaceId| {
            let within =
                |outer| self.gazetteer.contains(outer, place) || self.gazetteer.distance_km(outer, place) <= WITHIN_KM;
            outer.is_none_or(within)
        };
        let reach = if is_part { TOWN_KM } else { REACH_KM };
        let km = |place: PlaceId| {
            let towns = others()
                .filter(|&&(_, _, o)| toponyms[o].resolution.as_ref().is_some_and(|r| r.class <= PlaceClass::Province));
            towns.map(|row| self.gazetteer.distance_km(place, row.1)).reduce(f64::min).unwrap_or(0.0)
        };
        let exactly = exactly || name.chars().filter(|c| c.is_alphabetic()).count() < LETTERS;
        let found = self
            .gazetteer
            .spelled_like(name, |place| is_about(place) && is_within(place))
            .into_iter()
            .filter(|&(_, edits)| !exactly || edits == 0);
        #[allow(clippy::cast_precision_loss, reason = "letters of a name")]
        let cost = |(place, edits): (PlaceId, usize)| (place, km(place), edits as f64 * KM_A_LETTER);
        let near = found.map(cost).filter(|&(_, km, _)| km <= reach);
        let (place, ..) = near.min_by(|a, b| (a.1 + a.2).total_cmp(&(b.1 + b.2)))?;
        Some(Resolution {
            place,
            class: self.gazetteer.facts(place).class,
            confidence: CONFIDENCE,
            alternatives: Vec::new(),
            reasons: vec!["spelling".into()],
        })
    }

    /// The tokens of a name without the words for its sort, and whether these mean a part of a town or a site.
    fn bare(&self, toponym: &Toponym) -> (Range<usize>, bool) {
        let part = self.tokens.part_of(toponym.mention.sentence);
        let word = |i: usize| self.tokens.slice(part, self.tokens.tokens[i].span);
        let mut own = toponym.mention.tokens.clone();
        while own.len() > 1 && senses(word(own.end - 1)).any(Senses::SORT) {
            own.end -= 1;
        }
        let sorts = own.end..toponym.mention.generic.as_ref().map_or(toponym.mention.tokens.end, |g| g.tokens.end);
        let of_town = |i: usize| {
            let word = word(i);
            senses(word).any(Senses::SITE)
                || ["neighborhood", "neighbourhood", "suburb", "road", "street", "quarter", "square"]
                    .iter()
                    .any(|sort| word.to_ascii_lowercase().starts_with(sort))
        };
        let next = toponym.mention.tokens.end;
        let end = self.tokens.sentences[toponym.mention.sentence].tokens.end;
        let is_part = sorts.clone().any(of_town) || next < end && of_town(next);
        (own, is_part)
    }
}
