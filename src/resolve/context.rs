//! Context: what the places of a document say of each other.

use std::collections::BTreeMap;

use super::{candidates::Candidate, weights::WEIGHTS};
use crate::gazetteer::{Gazetteer, PlaceClass, PlaceId};

/// A name of the document with the candidates of its first mention.
pub(super) struct Name<'a> {
    pub(super) candidates: &'a [Candidate],
    /// Demonyms speak for their country, but less than its name.
    pub(super) weight: f32,
}

/// How much of a document's places lie in each country and province.
pub(super) struct Context<'g> {
    gazetteer: &'g Gazetteer,
    countries: BTreeMap<&'g str, f32>,
    provinces: BTreeMap<(&'g str, &'g str), f32>,
    names: f32,
    provincial: f32,
    /// The likely row of each name that is a point: with the name's index and the row's share.
    points: Vec<(usize, PlaceId, f32)>,
}

/// What the document's places speak for a candidate.
pub(super) struct Nearness {
    pub(super) score: f32,
    pub(super) country: f32,
    /// The place that is nearest, when it is close.
    pub(super) near: Option<PlaceId>,
}

impl<'g> Context<'g> {
    pub(super) fn of(gazetteer: &'g Gazetteer, names: &[Name<'_>]) -> Self {
        let mut context = Self {
            gazetteer,
            countries: BTreeMap::new(),
            provinces: BTreeMap::new(),
            names: 0.0,
            provincial: 0.0,
            points: Vec::new(),
        };
        for (i, name) in names.iter().enumerate() {
            for c in name.candidates {
                let place = gazetteer.place(c.place);
                let share = c.share * name.weight;
                if !place.country_code.is_empty() {
                    *context.countries.entry(place.country_code).or_default() += share;
                    context.names += share;
                }
                if c.class < PlaceClass::Country && !place.admin1_code.is_empty() {
                    let key = (place.country_code, place.admin1_code);
                    *context.provinces.entry(key).or_default() += share;
                    context.provincial += share;
                }
                if c.share >= 0.4 && c.class < PlaceClass::Continent {
                    context.points.push((i, c.place, c.share));
                }
            }
        }
        context
    }

    /// What the other names speak for candidate `c` of name `own`.
    pub(super) fn nearness(&self, c: &Candidate, own: usize, name: &Name<'_>) -> Nearness {
        let w = &*WEIGHTS;
        let place = self.gazetteer.place(c.place);
        // a name does not speak for itself
        let (mut own_country, mut own_province, mut own_names, mut own_provincial) = (0.0, 0.0, 0.0, 0.0);
        for other in name.candidates {
            let row = self.gazetteer.place(other.place);
            let share = other.share * name.weight;
            if !row.country_code.is_empty() {
                own_names += share;
                own_country += if row.country_code == place.country_code { share } else { 0.0 };
            }
            if other.class < PlaceClass::Country && !row.admin1_code.is_empty() {
                own_provincial += share;
                let same = row.country_code == place.country_code && row.admin1_code == place.admin1_code;
                own_province += if same { share } else { 0.0 };
            }
        }
        let share =
            |all: f32, own: f32, sum: f32, own_sum: f32| (all - own).max(0.0) / ((sum - own_sum).max(0.0) + 0.5);
        let country =
            self.countries.get(place.country_code).map_or(0.0, |&all| share(all, own_country, self.names, own_names));
        let key = (place.country_code, place.admin1_code);
        let province = if c.class >= PlaceClass::Country {
            0.0
        } else {
            self.provinces.get(&key).map_or(0.0, |&all| share(all, own_province, self.provincial, own_provincial))
        };
        let mut closest: (f32, Option<PlaceId>) = (0.0, None);
        if c.class < PlaceClass::Country {
            for &(i, other, share) in &self.points {
                if i == own || other == c.place {
                    continue;
                }
                let km = self.gazetteer.distance_km(c.place, other);
                let wide = self.gazetteer.class(other).max(c.class) > PlaceClass::District;
                let scale = if wide { w.far_km } else { w.near_km };
                #[allow(clippy::cast_possible_truncation, reason = "between 0 and 1")]
                let close = share * (-km / scale).exp() as f32;
                if close > closest.0 {
                    closest = (close, Some(other));
                }
            }
        }
        Nearness {
            score: w.near_country * country + w.near_province * province + w.near * closest.0,
            country,
            near: closest.1.filter(|_| closest.0 > 0.3),
        }
    }
}
