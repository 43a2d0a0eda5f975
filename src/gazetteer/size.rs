//! Sizes: how far from a place's point an event there can be.

use super::{Gazetteer, PlaceClass, PlaceId};

/// Kilometres within which nine in ten events of a settlement lie, by the least population. Built-up radius at
/// 2,500 people a square kilometre, and the few kilometres by which two gazetteers place one village differently.
const SETTLEMENTS: [(u64, f64); 6] =
    [(10_000_000, 25.0), (3_000_000, 18.0), (1_000_000, 12.0), (200_000, 8.0), (20_000, 5.0), (0, 3.0)];

impl Gazetteer {
    /// The radius in kilometres in which the true place of an event said to be there lies nine times in ten. Of a
    /// division it is the ninth decile of its own rows' distances from its point, where it has enough of them.
    pub fn uncertainty_km(&self, id: PlaceId) -> f64 {
        let record = self.record(id);
        let spread = (record.spread_km > 0).then(|| f64::from(record.spread_km));
        match record.class {
            PlaceClass::Site => 2.0,
            PlaceClass::Settlement if &record.feature_code == b"PPLX\0\0\0\0" => 3.0,
            PlaceClass::Settlement => {
                SETTLEMENTS.iter().find(|(least, _)| record.population >= *least).map_or(3.0, |(_, km)| *km)
            }
            PlaceClass::District => spread.unwrap_or(40.0),
            PlaceClass::Province => spread.unwrap_or(150.0),
            PlaceClass::Country => spread.unwrap_or(500.0),
            PlaceClass::Region => 150.0,
            PlaceClass::Continent => 3000.0,
        }
    }
}
