//! Pairs: which name that was found stands for which of the gold.

use std::cmp::Reverse;

use super::Toponym;

/// A name of the gold and the one that was found for it, by their indices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) gold: usize,
    pub(super) found: usize,
    /// Whether they start and end alike.
    pub(super) exact: bool,
}

/// Matches one to one, so that a long span cannot claim two names: exact spans first, then the largest overlap, then
/// the earliest name.
pub(super) fn pairs(gold: &[Toponym], found: &[Toponym]) -> Vec<Pair> {
    let mut candidates = Vec::new();
    for (g, name) in gold.iter().enumerate() {
        for (f, guess) in found.iter().enumerate() {
            let shared = name.end.min(guess.end).saturating_sub(name.start.max(guess.start));
            if shared > 0 {
                let exact = (name.start, name.end) == (guess.start, guess.end);
                candidates.push((!exact, Reverse(shared), name.start, g, f));
            }
        }
    }
    candidates.sort_unstable();
    let (mut gold_used, mut found_used) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut pairs = Vec::new();
    for (inexact, _, _, g, f) in candidates {
        if !gold_used[g] && !found_used[f] {
            (gold_used[g], found_used[f]) = (true, true);
            pairs.push(Pair { gold: g, found: f, exact: !inexact });
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(spans: &[(usize, usize)]) -> Vec<Toponym> {
        spans.iter().map(|&(start, end)| Toponym { start, end, ..Toponym::default() }).collect()
    }

    fn matched(gold: &[(usize, usize)], found: &[(usize, usize)]) -> Vec<(usize, usize)> {
        pairs(&spans(gold), &spans(found)).iter().map(|p| (p.gold, p.found)).collect()
    }

    #[test]
    fn one_to_one() {
        assert_eq!(matched(&[(0, 5), (6, 16)], &[(0, 16)]), [(1, 0)], "the largest overlap");
        assert_eq!(matched(&[(0, 16)], &[(0, 5), (6, 16)]), [(0, 1)]);
        assert_eq!(matched(&[(0, 9), (0, 3)], &[(0, 3), (2, 9)]), [(1, 0), (0, 1)], "the exact one first");
        assert_eq!(matched(&[(4, 6), (0, 4)], &[(2, 6)]), [(1, 0)], "the earlier of equals");
        assert_eq!(matched(&[(0, 4)], &[(4, 6)]), [], "neighbours share nothing");
    }
}
