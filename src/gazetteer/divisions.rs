//! Divisions: which country, province and district a row lies in, by its codes.

use super::{
    PlaceClass, PlaceId,
    record::{Pool, Record, Text},
};

/// The codes of a place, coarsest first: country, first order, second order.
pub(crate) type Codes<'g> = [&'g str; 3];

/// All rows in the order of their codes, so that a division's rows stand together.
#[derive(Debug)]
pub(crate) struct Divisions {
    /// Countries, provinces and districts, each kind in the order of its codes; of equal ones the larger first.
    countries: Vec<PlaceId>,
    provinces: Vec<PlaceId>,
    districts: Vec<PlaceId>,
}

impl Divisions {
    pub(crate) fn of(pool: &Pool, records: &[Record]) -> Self {
        let sorted = |class: PlaceClass, depth: usize| {
            let mut places: Vec<PlaceId> = records
                .iter()
                .enumerate()
                .filter(|(_, r)| r.class == class && !code(r, depth).is_empty())
                .map(|(i, _)| PlaceId(u32::try_from(i).unwrap_or(u32::MAX)))
                .collect();
            places.sort_by_cached_key(|p| {
                let r = &records[p.index()];
                let codes: Vec<Box<str>> = (0..=depth).map(|d| pool.get(code(r, d)).into()).collect();
                // PCLI before PCLD before PCLH; ADM2 before ADM3 is told by the depth of the code alone
                let feature_code: Box<str> = match pool.get(r.feature_code) {
                    "PCLI" | "ADM2" | "ADM1" => "".into(),
                    other => other.into(),
                };
                (codes, feature_code, std::cmp::Reverse(r.population), *p)
            });
            places.dedup_by(|later, first| {
                (0..=depth).all(|d| code(&records[later.index()], d) == code(&records[first.index()], d))
            });
            places
        };
        Self {
            countries: sorted(PlaceClass::Country, 0),
            provinces: sorted(PlaceClass::Province, 1),
            districts: sorted(PlaceClass::District, 2),
        }
    }

    /// The division that has exactly the first `depth + 1` of the codes; `codes_of` gives those of a row.
    pub(crate) fn find<'g>(
        &self,
        codes: Codes<'_>,
        depth: usize,
        codes_of: impl Fn(PlaceId) -> Codes<'g>,
    ) -> Option<PlaceId> {
        let places = [&self.countries, &self.provinces, &self.districts][depth];
        if codes[depth].is_empty() {
            return None;
        }
        places.binary_search_by(|&p| codes_of(p)[..=depth].cmp(&codes[..=depth])).ok().map(|i| places[i])
    }
}

fn code(record: &Record, depth: usize) -> Text {
    [record.country_code, record.admin1_code, record.admin2_code][depth]
}
