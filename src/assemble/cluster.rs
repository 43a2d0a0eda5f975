//! Clusters: the reports of each incident. First those at one row join, one after another in the order of first
//! reports; then incidents of places near each other; then coarser places join finer ones.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    place::{Places, Rank},
    relation::{Class, Days, Fact, Names, Reach, Relation, of_one_document},
};
use crate::report::Report;

/// Reports that can be of one incident: kind, class of status, place, and a block of days.
type Bucket = (u32, Class, u32, i32);

/// An incident so far.
#[derive(Debug)]
struct Group {
    first: usize,
    members: Vec<usize>,
    /// What its members say, each once: many reports, few facts.
    facts: Vec<Fact>,
}

/// The incidents so far, as indices of their reports.
pub(super) struct Clusters<'r> {
    reports: &'r [Report],
    places: Places,
    /// None for a report that joins nothing, or whose id another bears.
    facts: Vec<Option<Fact>>,
    groups: Vec<Group>,
    /// Of each report that was added its group.
    group_of: Vec<usize>,
    buckets: HashMap<Bucket, Vec<usize>>,
    by_id: HashMap<&'r str, usize>,
    by_document: HashMap<&'r str, Vec<usize>>,
}

impl<'r> Clusters<'r> {
    pub(super) fn new(reports: &'r [Report]) -> Self {
        let (places, place_of) = Places::of(reports);
        let mut names = Names::default();
        let fact = |(report, place): (&Report, Option<u32>)| place.map(|p| Fact::of(report, p, &mut names));
        Self {
            reports,
            places,
            facts: reports.iter().zip(place_of).map(fact).collect(),
            groups: Vec::new(),
            group_of: vec![usize::MAX; reports.len()],
            buckets: HashMap::new(),
            by_id: HashMap::new(),
            by_document: HashMap::new(),
        }
    }

    /// Adds report `i` to the incident at its row that it is of, or as a new one.
    pub(super) fn add(&mut self, i: usize) {
        let report = &self.reports[i];
        if let Some(&other) = self.by_id.get(report.id.as_str()) {
            let group = self.group_of[other]; // one sentence in two texts
            self.groups[group].members.push(i);
            self.group_of[i] = group;
            self.facts[i] = None;
            return;
        }
        self.by_id.insert(&report.id, i);
        let fact = self.facts[i];
        let group = self.groups.len();
        self.groups.push(Group { first: i, members: vec![i], facts: fact.into_iter().collect() });
        self.group_of[i] = group;
        let Some(fact) = fact else { return };
        let beside = self.beside(i).map(|other| self.group_of[other]).collect();
        let found = self.found(&fact, [fact.place]);
        self.by_document.entry(&report.fingerprint).or_default().push(i);
        let group = self.settle(group, [beside, found].concat(), Reach::Row);
        for block in fact.days.into_iter().flat_map(Days::blocks) {
            let bucket = self.buckets.entry((fact.kind, fact.class, fact.place, block)).or_default();
            if !bucket.iter().any(|&other| self.group_of[other] == group) {
                bucket.push(i);
            }
        }
    }

    /// Joins incidents whose places are near each other.
    pub(super) fn join_near(&mut self) {
        for group in self.in_order() {
            // one that has joined another has no facts left
            let facts = self.groups[group].facts.iter();
            let found = facts.flat_map(|fact| self.found(fact, self.places.near(fact.place))).collect();
            self.settle(group, found, Reach::Near);
        }
    }

    /// Joins each incident of a coarser place to the one that fits within, if it is one only: towns first, provinces last.
    pub(super) fn join_coarse(&mut self) {
        for rank in Rank::COARSE {
            let mut claims: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            for (coarse, fitting) in self.finer(rank) {
                if let [(fine, Relation::Same(_))] = fitting[..] {
                    claims.entry(fine).or_default().push(coarse);
                }
            }
            for (fine, mut all) in claims {
                if self.agree(&all, Reach::Within) {
                    all.push(fine);
                    self.unite(&all);
                }
            }
        }
    }

    /// For each incident of a rank those of finer places within that it does not contradict.
    fn finer(&self, rank: Rank) -> BTreeMap<usize, Vec<(usize, Relation)>> {
        let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
        for fine in self.in_order() {
            if self.rank(fine).is_none_or(|r| r >= rank) {
                continue;
            }
            let holders = |place| self.places.around(place).iter().copied();
            let found = self.groups[fine].facts.iter().flat_map(|fact| self.found(fact, holders(fact.place)));
            let beside = self.groups[fine].members.iter().flat_map(|&m| self.beside(m)).map(|m| self.group_of[m]);
            let coarse = found.chain(beside).filter(|&other| self.rank(other) == Some(rank));
            pairs.extend(coarse.map(|coarse| (coarse, fine)));
        }
        let mut fitting: BTreeMap<usize, Vec<(usize, Relation)>> = BTreeMap::new();
        for (coarse, fine) in pairs {
            let relation = self.relation(coarse, fine, Reach::Within);
            if relation != Relation::Other {
                fitting.entry(coarse).or_default().push((fine, relation));
            }
        }
        fitting
    }

    /// The rank of the coarsest place of a group; none if one of them has no rank.
    fn rank(&self, group: usize) -> Option<Rank> {
        let ranks = || self.groups[group].facts.iter().map(|fact| self.places.rank(fact.place));
        ranks().min().flatten().and(ranks().max().flatten())
    }

    /// The groups in the order of their first reports.
    fn in_order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.groups.len()).filter(|&g| !self.groups[g].members.is_empty()).collect();
        order.sort_unstable_by_key(|&g| self.groups[g].first);
        order
    }

    /// The groups at some places and around the days of a fact, with repetitions.
    fn found(&self, fact: &Fact, places: impl IntoIterator<Item = u32>) -> Vec<usize> {
        let blocks = || fact.days.into_iter().flat_map(Days::blocks);
        let buckets = places.into_iter().flat_map(|p| blocks().map(move |b| (fact.kind, fact.class, p, b)));
        buckets.filter_map(|b| self.buckets.get(&b)).flatten().map(|&i| self.group_of[i]).collect()
    }

    /// The reports of a report's document that were added before.
    fn beside(&self, i: usize) -> impl Iterator<Item = usize> {
        let document = self.by_document.get(self.reports[i].fingerprint.as_str());
        document.into_iter().flatten().copied()
    }

    /// Joins a group to those that are the same, if none of them contradicts another; else to the one that shares most.
    fn settle(&mut self, group: usize, mut found: Vec<usize>, reach: Reach) -> usize {
        found.sort_unstable();
        found.dedup();
        let fitting: Vec<(u8, usize)> = (found.into_iter())
            .filter(|&other| other != group)
            .filter_map(|other| match self.relation(group, other, reach) {
                Relation::Same(score) => Some((score, other)),
                _ => None,
            })
            .collect();
        let mut all: Vec<usize> = fitting.iter().map(|&(_, other)| other).collect();
        if !self.agree(&all, reach) {
            all = only_best(&fitting).into_iter().collect();
        }
        all.push(group);
        self.unite(&all)
    }

    /// The relation of two incidents: any contradiction of their reports makes them two.
    fn relation(&self, a: usize, b: usize, reach: Reach) -> Relation {
        let (a, b) = if self.groups[a].members.len() <= self.groups[b].members.len() { (a, b) } else { (b, a) };
        let mut best = Relation::Unknown;
        for fact in &self.groups[a].facts {
            for other in &self.groups[b].facts {
                match fact.relation(other, &self.places, reach) {
                    Relation::Other => return Relation::Other,
                    found => best = best.max(found),
                }
            }
        }
        for &i in self.groups[a].members.iter().filter(|&&i| self.facts[i].is_some()) {
            for j in self.beside(i).filter(|&j| self.group_of[j] == b) {
                match self.beside_relation(i, j, reach) {
                    Relation::Other => return Relation::Other,
                    found => best = best.max(found),
                }
            }
        }
        best
    }

    /// The relation of two reports of one document. It means two by two places, except that a coarser one may sum up a
    /// finer one in another sentence; in one sentence they are a list.
    fn beside_relation(&self, i: usize, j: usize, reach: Reach) -> Relation {
        let (Some(one), Some(other)) = (self.facts[i], self.facts[j]) else { return Relation::Unknown };
        let listed = self.reports[i].notes == self.reports[j].notes;
        let told = of_one_document(&self.reports[i], &self.reports[j]);
        if one.place == other.place {
            told
        } else if reach == Reach::Within && self.places.nested(one.place, other.place) && !listed {
            told.min(one.relation(&other, &self.places, reach))
        } else {
            Relation::Other
        }
    }

    /// Whether no two of the groups contradict each other.
    fn agree(&self, groups: &[usize], reach: Reach) -> bool {
        groups
            .iter()
            .enumerate()
            .all(|(n, &one)| groups[..n].iter().all(|&other| self.relation(one, other, reach) != Relation::Other))
    }

    /// Makes one of the groups.
    fn unite(&mut self, groups: &[usize]) -> usize {
        let largest = groups.iter().copied().max_by_key(|&g| self.groups[g].members.len()).unwrap_or_default();
        for &group in groups.iter().filter(|&&g| g != largest) {
            let (first, members) = (self.groups[group].first, std::mem::take(&mut self.groups[group].members));
            let facts = std::mem::take(&mut self.groups[group].facts);
            for &i in &members {
                self.group_of[i] = largest;
            }
            let into = &mut self.groups[largest];
            into.first = into.first.min(first);
            into.members.extend(members);
            for fact in facts {
                if !into.facts.contains(&fact) {
                    into.facts.push(fact);
                }
            }
        }
        largest
    }

    /// A report of the told incident that denial `i` is about; the earliest that fits.
    pub(super) fn denied_by(&self, i: usize) -> Option<usize> {
        let mut told = self.facts[i]?;
        told.class = Class::Told;
        let mut groups = self.found(&told, self.places.near(told.place).chain([told.place]));
        groups.sort_unstable();
        groups.dedup();
        let same = |fact: &Fact| matches!(told.relation(fact, &self.places, Reach::Near), Relation::Same(_));
        let members = groups.into_iter().flat_map(|g| &self.groups[g].members).copied();
        members.filter(|&m| self.facts[m].as_ref().is_some_and(same)).min()
    }

    /// The incidents, each with its first report first.
    pub(super) fn into_groups(self) -> impl Iterator<Item = Vec<usize>> {
        self.groups.into_iter().filter(|g| !g.members.is_empty()).map(|mut group| {
            group.members.sort_unstable();
            group.members
        })
    }
}

/// The group that shares most, if it is one only.
fn only_best(groups: &[(u8, usize)]) -> Option<usize> {
    let best = groups.iter().map(|&(score, _)| score).max()?;
    let mut tied = groups.iter().filter(|&&(score, _)| score == best);
    let (_, group) = tied.next()?;
    tied.next().is_none().then_some(*group)
}
