//! Countries: figures without the names that are easiest to place.

use super::{Gold, Toponym, pairs::pairs};

/// Takes out the gold's countries and what was found for them. What was found for no name of the gold stays. The
/// remaining names are matched as before: each pair that goes takes both its names along.
pub fn leave_out_countries(
    gold: &mut [Gold],
    found: &mut [Vec<Toponym>],
    mut is_country: impl FnMut(&Toponym) -> bool,
) {
    for (gold, found) in gold.iter_mut().zip(found) {
        let countries: Vec<bool> = gold.toponyms.iter().map(&mut is_country).collect();
        let mut taken = vec![false; found.len()];
        for pair in pairs(&gold.toponyms, found) {
            taken[pair.found] = countries[pair.gold];
        }
        let (mut countries, mut taken) = (countries.iter(), taken.iter());
        gold.toponyms.retain(|_| countries.next() == Some(&false));
        found.retain(|_| taken.next() == Some(&false));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_go_with_what_was_found_for_them() {
        let names = |spans: &[(usize, usize)]| -> Vec<Toponym> {
            spans.iter().map(|&(start, end)| Toponym { start, end, ..Toponym::default() }).collect()
        };
        let mut gold = [Gold { toponyms: names(&[(0, 5), (10, 15)]), ..Gold::default() }];
        let mut found = [names(&[(1, 5), (10, 14), (20, 25)])];
        leave_out_countries(&mut gold, &mut found, |t| t.start == 0);
        assert_eq!(gold[0].toponyms, names(&[(10, 15)]));
        assert_eq!(found[0], names(&[(10, 14), (20, 25)]));
    }
}
