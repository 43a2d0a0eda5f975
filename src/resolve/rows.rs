//! Rows: the candidates of a name as numbers, and which of many are kept.

use super::slots::Slots;
use crate::gazetteer::{Facts, Gazetteer, NameKind, PlaceClass, PlaceId};

/// How many rows of a name are weighed; a set of them fits 32 bits.
pub(super) const MOST: usize = 24;

/// A candidate of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) place: PlaceId,
    pub(super) kind: NameKind,
    pub(super) facts: Facts,
    /// The point on a sphere of radius 1.
    pub(super) unit: [f32; 3],
    /// Decimal logarithm of 1 + population.
    pub(super) people: f32,
    /// Its place among the name's rows by population.
    pub(super) rank: usize,
    /// Indices of country, first- and second-order division and of two squares of a degree, which overlap by a half, in
    /// the document; those of [`NOWHERE`] where it has none.
    pub(super) slots: [u32; LEVELS],
    /// How likely the name is this row, over all its mentions.
    pub(super) share: f32,
}

/// How many kinds of slot there are.
pub(super) const LEVELS: usize = 5;
/// The slots of a row without such divisions: the first of all.
pub(super) const NOWHERE: [u32; LEVELS] = [0, 1, 2, 3, 4];

const EARTH_KM: f32 = 6371.0;

impl Row {
    pub(super) fn new(gazetteer: &Gazetteer, place: PlaceId, kind: NameKind) -> Self {
        let facts = gazetteer.facts(place);
        Self {
            place,
            kind,
            unit: unit(facts.latitude, facts.longitude),
            people: people(&facts),
            facts,
            rank: 0,
            slots: NOWHERE,
            share: 0.0,
        }
    }

    /// The numbers of what its slots stand for; 0 is none.
    pub(super) fn numbers(&self) -> [u32; LEVELS] {
        let facts = &self.facts;
        let country = u32::from(facts.country);
        if facts.class >= PlaceClass::Country {
            return [country, 0, 0, 0, 0];
        }
        if facts.class > PlaceClass::District {
            return [country, facts.admin1, 0, 0, 0];
        }
        let cell = |shift: f64| {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "degrees from the south and west"
            )]
            let degree = |d: f64, from: f64| (d + from + shift).max(0.0) as u32;
            degree(facts.latitude, 91.0) * 400 + degree(facts.longitude, 181.0)
        };
        [country, facts.admin1, facts.admin2, cell(0.0), cell(0.5)]
    }

    /// The square of the distance through the Earth, in square kilometres: up to 500 km within a thousandth of that
    /// along its surface.
    pub(super) fn square_km(&self, other: [f32; 3]) -> f32 {
        let d = [self.unit[0] - other[0], self.unit[1] - other[1], self.unit[2] - other[2]];
        (d[0] * d[0] + d[1] * d[1] + d[2] * d[2]) * (EARTH_KM * EARTH_KM)
    }

    /// [`Gazetteer::contains`] for rows, nearly all of it without asking the gazetteer.
    pub(super) fn contains(&self, gazetteer: &Gazetteer, inner: &Self) -> bool {
        if self.place == inner.place {
            return false;
        }
        self.facts.holds(&inner.facts).unwrap_or_else(|| {
            // a town holds what lies at most twice 25 km off
            let far = self.facts.class == PlaceClass::Settlement && self.square_km(inner.unit) > 2600.0;
            !far && gazetteer.contains(self.place, inner.place)
        })
    }
}

#[allow(clippy::cast_possible_truncation, reason = "f32 tells points half a kilometre apart")]
fn unit(latitude: f64, longitude: f64) -> [f32; 3] {
    let (latitude, longitude) = (latitude.to_radians(), longitude.to_radians());
    let (sin, cos) = latitude.sin_cos();
    let (east, west) = longitude.sin_cos();
    [(cos * west) as f32, (cos * east) as f32, sin as f32]
}

#[allow(clippy::cast_precision_loss, reason = "a logarithm of a rough figure")]
fn people(facts: &Facts) -> f32 {
    (1.0 + facts.population as f32).log10()
}

/// Which divisions the document's plain names lie in; rows there are kept before others.
#[derive(Debug)]
pub(super) struct Favour {
    slots: Slots,
    sums: Vec<f32>,
}

impl Favour {
    /// For at most `rows` rows.
    pub(super) fn with_room(rows: usize) -> Self {
        Self { slots: Slots::with_room(rows * 3), sums: Vec::with_capacity(rows) }
    }

    /// Hears a row of a name that has `of` rows.
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    pub(super) fn hear(&mut self, row: &Row, of: usize) {
        let named = if matches!(row.facts.class, PlaceClass::Province | PlaceClass::District) { 3.0 } else { 1.0 };
        for number in [u32::from(row.facts.country), row.facts.admin1, row.facts.admin2] {
            if number != 0 {
                let slot = self.slots.add(number.into()) as usize;
                if slot == self.sums.len() {
                    self.sums.push(0.0);
                }
                self.sums[slot] += named / of as f32;
            }
        }
    }

    fn of(&self, number: u32) -> f32 {
        if number == 0 { 0.0 } else { self.slots.get(number.into()).map_or(0.0, |slot| self.sums[slot].min(3.0)) }
    }
}

/// The rows of a name that are kept, in the gazetteer's order.
pub(super) fn keep(gazetteer: &Gazetteer, places: &[PlaceId], kinds: &[NameKind], favour: &Favour) -> Vec<Row> {
    let mut scored: Vec<(f32, usize)> = places
        .iter()
        .enumerate()
        .map(|(i, &place)| {
            let facts = gazetteer.facts(place);
            let own = if gazetteer.is_users(place) { 9.0 } else { 0.0 };
            let main = if kinds.get(i) == Some(&NameKind::Main) { 1.0 } else { 0.0 };
            let near = favour.of(facts.country.into()) * 0.5 + favour.of(facts.admin1) + favour.of(facts.admin2);
            (own + main + near + people(&facts), i)
        })
        .collect();
    // of equals the gazetteer's first
    scored.select_nth_unstable_by(MOST - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(MOST);
    scored.sort_unstable_by_key(|s| s.1);
    let kind = |i: usize| kinds.get(i).copied().unwrap_or(NameKind::Main);
    scored.into_iter().map(|(_, i)| Row::new(gazetteer, places[i], kind(i))).collect()
}
