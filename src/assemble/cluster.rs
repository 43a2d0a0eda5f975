//! Clusters: reports of one incident, found by adding one report after another in the order of first reports.

use std::collections::HashMap;

use super::relation::{Class, Relation, class, fits, place, relation};
use crate::report::Report;

/// Reports that can be of one incident: kind, place, class of status.
type Bucket<'r> = (&'r str, String, Class);

/// The incidents so far, as indices of their reports.
pub(super) struct Clusters<'r> {
    reports: &'r [Report],
    groups: Vec<Vec<usize>>,
    buckets: HashMap<Bucket<'r>, Vec<usize>>,
    by_id: HashMap<&'r str, usize>,
}

impl<'r> Clusters<'r> {
    pub(super) fn new(reports: &'r [Report]) -> Self {
        Self { reports, groups: Vec::new(), buckets: HashMap::new(), by_id: HashMap::new() }
    }

    /// Adds report `i` to the incident that it is of, or as a new one.
    pub(super) fn add(&mut self, i: usize) {
        let report = &self.reports[i];
        if let Some(&group) = self.by_id.get(report.id.as_str()) {
            self.groups[group].push(i); // one sentence in two texts
            return;
        }
        let bucket = place(report).map(|p| (report.kind.as_str(), p, class(&report.status)));
        let near = bucket.as_ref().and_then(|b| self.buckets.get(b));
        let fitting: Vec<(u8, usize)> =
            near.into_iter().flatten().filter_map(|&g| self.fit(i, g).map(|score| (score, g))).collect();
        let group = if fitting.is_empty() {
            None
        } else if self.agree(&fitting) {
            let first = self.unite(&fitting);
            if let Some(near) = bucket.as_ref().and_then(|b| self.buckets.get_mut(b)) {
                near.retain(|&g| !self.groups[g].is_empty());
            }
            Some(first)
        } else {
            only_best(&fitting)
        };
        let group = group.unwrap_or_else(|| {
            self.groups.push(Vec::new());
            let group = self.groups.len() - 1;
            if let Some(bucket) = bucket {
                self.buckets.entry(bucket).or_default().push(group);
            }
            group
        });
        self.groups[group].push(i);
        self.by_id.insert(&report.id, group);
    }

    /// How well report `i` fits a group: the most attributes shared with one of its reports, if it contradicts none.
    fn fit(&self, i: usize, group: usize) -> Option<u8> {
        let mut best = None;
        for &member in &self.groups[group] {
            match relation(&self.reports[i], &self.reports[member]) {
                Relation::Other => return None,
                Relation::Unknown => {}
                Relation::Same(score) => best = best.max(Some(score)),
            }
        }
        best
    }

    /// Whether no two of the groups contradict each other.
    fn agree(&self, groups: &[(u8, usize)]) -> bool {
        groups.iter().enumerate().all(|(n, &(_, one))| {
            groups[..n].iter().all(|&(_, other)| {
                self.groups[one].iter().all(|&a| {
                    (self.groups[other].iter())
                        .all(|&b| relation(&self.reports[a], &self.reports[b]) != Relation::Other)
                })
            })
        })
    }

    /// Makes one of the groups, under the one whose first report is the earliest.
    fn unite(&mut self, groups: &[(u8, usize)]) -> usize {
        let first = groups.iter().map(|&(_, g)| g).min_by_key(|&g| self.groups[g].first().copied()).unwrap_or_default();
        for &(_, group) in groups {
            if group != first {
                let members = std::mem::take(&mut self.groups[group]);
                for &m in &members {
                    self.by_id.insert(&self.reports[m].id, first);
                }
                self.groups[first].extend(members);
            }
        }
        if groups.len() > 1 {
            self.groups[first].sort_unstable();
        }
        first
    }

    /// A report of the told incident that denial `i` is about; the earliest that fits.
    pub(super) fn denied_by(&self, i: usize) -> Option<usize> {
        let denial = &self.reports[i];
        let near = (self.buckets).get(&(denial.kind.as_str(), place(denial)?, Class::Told))?;
        near.iter()
            .flat_map(|&g| &self.groups[g])
            .copied()
            .filter(|&m| matches!(fits(denial, &self.reports[m]), Relation::Same(_)))
            .min()
    }

    /// The incidents, each with its first report first.
    pub(super) fn into_groups(self) -> impl Iterator<Item = Vec<usize>> {
        self.groups.into_iter().filter(|g| !g.is_empty())
    }
}

/// The group that shares most, if it is one only.
fn only_best(groups: &[(u8, usize)]) -> Option<usize> {
    let best = groups.iter().map(|&(score, _)| score).max()?;
    let mut tied = groups.iter().filter(|&&(score, _)| score == best);
    let (_, group) = tied.next()?;
    tied.next().is_none().then_some(*group)
}
