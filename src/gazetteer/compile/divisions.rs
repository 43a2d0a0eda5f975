//! Divisions: which row is the country, province or district of a code, and how far the places of each spread.

use std::collections::HashMap;

use super::super::{
    PlaceClass,
    record::{Record, distance_km},
};

/// How many places a division must hold before their distances measure it.
const ENOUGH: usize = 12;

/// Pairs of a code's number and its row in order, by depth: countries, first-order and second-order divisions. Fills in
/// the spread of each that holds enough places.
pub(super) fn of(records: &mut [Record], pool: &str) -> [Vec<(u32, u32)>; 3] {
    let divisions = [PlaceClass::Country, PlaceClass::Province, PlaceClass::District];
    let divisions = [0, 1, 2].map(|depth| sorted(records, pool, divisions[depth], depth));
    spread(records, &divisions);
    divisions
}

fn sorted(records: &[Record], pool: &str, class: PlaceClass, depth: usize) -> Vec<(u32, u32)> {
    let codes = |row: u32| {
        let r = &records[row as usize];
        let admin1 = r.start as usize + usize::from(r.id_len) + usize::from(r.name_len);
        let admin2 = admin1 + usize::from(r.admin1_len);
        let end = admin2 + usize::from(r.admin2_len);
        (
            r.country,
            &pool[admin1..if depth > 0 { admin2 } else { admin1 }],
            &pool[admin2..if depth > 1 { end } else { admin2 }],
        )
    };
    let rank = |row: u32| {
        let r = &records[row as usize];
        // PCLI before PCLD before PCLH; ADM2 before ADM3 is told by the depth of the code alone
        let code = if matches!(&r.feature_code, b"PCLI\0\0\0\0" | b"ADM1\0\0\0\0" | b"ADM2\0\0\0\0") {
            [0; 8]
        } else {
            r.feature_code
        };
        (code, std::cmp::Reverse(r.population), row)
    };
    let mut pairs: Vec<(u32, u32)> = (0..)
        .zip(records)
        .filter(|(_, r)| r.class == class && r.divisions()[depth] > 0)
        .map(|(row, r)| (r.divisions()[depth], row))
        .collect();
    pairs.sort_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| codes(a.1).cmp(&codes(b.1))).then_with(|| rank(a.1).cmp(&rank(b.1)))
    });
    // two codes of one number both stay: whoever looks up compares the codes
    pairs.dedup_by(|later, first| later.0 == first.0 && codes(later.1) == codes(first.1));
    pairs
}

/// The ninth decile of the distances of a division's own places from its point, where it has enough of them.
fn spread(records: &mut [Record], divisions: &[Vec<(u32, u32)>; 3]) {
    for (depth, pairs) in divisions.iter().enumerate() {
        let place: HashMap<u32, usize> = pairs.iter().enumerate().map(|(i, &(number, _))| (number, i)).collect();
        let mut distances: Vec<Vec<f32>> = vec![Vec::new(); pairs.len()];
        for r in records.iter() {
            if matches!(r.class, PlaceClass::Site | PlaceClass::Settlement)
                && let Some(&i) = place.get(&r.divisions()[depth])
            {
                #[allow(clippy::cast_possible_truncation, reason = "kilometres")]
                distances[i].push(distance_km(records[pairs[i].1 as usize].point(), r.point()) as f32);
            }
        }
        for (distances, &(_, row)) in distances.iter_mut().zip(pairs) {
            if distances.len() >= ENOUGH {
                let decile = distances.len() * 9 / 10;
                let (_, km, _) = distances.select_nth_unstable_by(decile, f32::total_cmp);
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "5 to 20,038")]
                let km = km.ceil().max(5.0) as u16;
                records[row as usize].spread_km = km;
            }
        }
    }
}
