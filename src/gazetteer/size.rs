//! Sizes: how far from a place's point an event there can be.

use super::{Gazetteer, PlaceClass, PlaceId};

/// Kilometres within which nine in ten events of a settlement lie, by the least population. Built-up radius at
/// 2,500 people a square kilometre, and the few kilometres by which two gazetteers place one village differently.
const SETTLEMENTS: [(u64, f64); 6] =
    [(10_000_000, 25.0), (3_000_000, 18.0), (1_000_000, 12.0), (200_000, 8.0), (20_000, 5.0), (0, 3.0)];

/// How many rows a division must hold before their distances measure it.
const ENOUGH: usize = 12;

impl Gazetteer {
    /// The radius in kilometres in which the true place of an event said to be there lies nine times in ten. Of a
    /// division it is the ninth decile of its own rows' distances from its point, where it has enough of them.
    pub fn uncertainty_km(&self, id: PlaceId) -> f64 {
        let place = self.place(id);
        match self.class(id) {
            PlaceClass::Site => 2.0,
            PlaceClass::Settlement if place.feature_code == "PPLX" => 3.0,
            PlaceClass::Settlement => {
                SETTLEMENTS.iter().find(|(least, _)| place.population >= *least).map_or(3.0, |(_, km)| *km)
            }
            PlaceClass::District => self.spread(id).unwrap_or(40.0),
            PlaceClass::Province => self.spread(id).unwrap_or(150.0),
            PlaceClass::Country => self.spread(id).unwrap_or(500.0),
            PlaceClass::Region => 150.0,
            PlaceClass::Continent => 3000.0,
        }
    }

    fn spread(&self, id: PlaceId) -> Option<f64> {
        let class = self.class(id);
        let outer = &self.records[id.index()];
        let mut distances: Vec<f64> = self
            .rows()
            .filter(|&p| {
                let r = &self.records[p.index()];
                matches!(r.class, PlaceClass::Site | PlaceClass::Settlement)
                    && r.country_code == outer.country_code
                    && (class == PlaceClass::Country || r.admin1_code == outer.admin1_code)
                    && (class != PlaceClass::District || r.admin2_code == outer.admin2_code)
            })
            .map(|p| self.distance_km(id, p))
            .collect();
        if distances.len() < ENOUGH {
            return None;
        }
        distances.sort_by(f64::total_cmp);
        Some(distances[distances.len() * 9 / 10].ceil().max(5.0))
    }
}
