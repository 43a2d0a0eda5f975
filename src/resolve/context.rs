//! Context: what the names of a document say of each other's rows.

use super::{
    features::{Feature, Vector},
    rows::{LEVELS, NOWHERE, Row},
    scene::{Name, Scene},
};
use crate::gazetteer::{PlaceClass, PlaceId};

/// How many points of other names a row is held against.
const POINTS: usize = 32;
/// The share from which a row is a point for others.
const POINT_SHARE: f32 = 0.15;
/// The share from which the names beside it hear a row.
const HEARD_SHARE: f32 = 0.02;

/// A likely row of a name, as others see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) name: usize,
    pub(super) place: PlaceId,
    unit: [f32; 3],
    share: f32,
}

/// Four points, number beside number, so that they are reckoned at once.
#[derive(Debug, Default)]
struct Block {
    x: [f32; 4],
    y: [f32; 4],
    z: [f32; 4],
    /// Zero of those that say nothing.
    shares: [f32; 4],
}

/// A number for each point of a block.
fn four(of: impl Fn(usize) -> f32) -> [f32; 4] {
    std::array::from_fn(of)
}

/// How much of a document lies in each division, by country, first and second order.
#[derive(Debug)]
struct Sums {
    /// Of each slot.
    slots: Vec<f32>,
    totals: [f32; 3],
}

impl Sums {
    fn new(slots: usize) -> Self {
        Self { slots: vec![0.0; slots], totals: [0.0; 3] }
    }

    fn add(&mut self, row: &Row, amount: f32) {
        for (level, &slot) in row.slots[..3].iter().enumerate() {
            if slot != NOWHERE[level] {
                self.slots[slot as usize] += amount;
                self.totals[level] += amount;
            }
        }
    }

    /// The share of a row's division among all of its level. A half is added to these, so that few names say less.
    fn share(&self, row: &Row, level: usize) -> f32 {
        self.slots[row.slots[level] as usize].max(0.0) / (self.totals[level].max(0.0) + 0.5)
    }
}

/// What the names of a document say, by the shares of their rows.
#[derive(Debug)]
pub(super) struct Context {
    /// Of shares.
    sums: Sums,
    /// Of rows alike.
    even: Sums,
    /// How many names have a row in each slot.
    joint: Vec<f32>,
    /// How much the division of each slot is itself named.
    named: Vec<f32>,
    points: Vec<Point>,
    /// The same by four.
    blocks: Vec<Block>,
    /// The rows, as indices of [`Scene::rows`], that names beside them hear, and where each name's end.
    heard: Vec<usize>,
    heard_ends: Vec<usize>,
    /// The settlements' `people` together, and how many they are.
    people: (f32, f32),
}

/// The mean `people` of a document's settlements where nothing is known.
const USUAL_SCALE: f32 = 4.0;

/// One where a row stands at a point, a half at `half_km` from it.
fn closeness(square_km: f32, half_km: f32) -> f32 {
    1.0 / (1.0 + square_km / (half_km * half_km))
}

/// How much it says that one of a name's bearers is in some slot of a kind: the less the more bearers it has. Of a name
/// with one it is 1, of one with as many as there are provinces in a country, or squares, nothing.
#[allow(clippy::cast_precision_loss, reason = "a few")]
fn telling(name: &Name) -> [f32; LEVELS] {
    let bearers = (name.rows.len() as f32).ln();
    let of = |slots: f32| name.weight * (1.0 - bearers / slots.ln());
    let (few, many) = (of(50.0), of(1000.0));
    [few, few, many, many, many]
}

/// Which level of division a row is itself, if it is one.
fn level(row: &Row) -> Option<usize> {
    match row.facts.class {
        PlaceClass::Country => Some(0),
        PlaceClass::Province => Some(1),
        PlaceClass::District => Some(2),
        _ => None,
    }
}

impl Context {
    /// That all bearers of a name are alike; enough for [`Context::fill_even`].
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    pub(super) fn even(scene: &Scene<'_>) -> Self {
        let mut even = Sums::new(scene.slots);
        let mut joint = vec![0.0; scene.slots];
        // the last name that was counted, plus one
        let mut seen = vec![0; scene.slots];
        for (i, name) in scene.names.iter().enumerate() {
            let rows = &scene.rows[name.rows.clone()];
            let telling = telling(name);
            for row in rows {
                even.add(row, name.weight / rows.len() as f32);
                for (&slot, telling) in row.slots.iter().zip(telling) {
                    let slot = slot as usize;
                    if seen[slot] != i + 1 {
                        seen[slot] = i + 1;
                        joint[slot] += telling;
                    }
                }
            }
        }
        Self {
            sums: Sums::new(scene.slots),
            even,
            joint,
            named: vec![0.0; scene.slots],
            points: Vec::with_capacity(scene.names.len()),
            blocks: Vec::new(),
            heard: Vec::with_capacity(scene.rows.len()),
            heard_ends: Vec::with_capacity(scene.names.len()),
            people: (0.0, 0.0),
        }
    }

    /// Hears the shares of all rows.
    pub(super) fn hear(&mut self, scene: &Scene<'_>) {
        self.sums.slots.fill(0.0);
        self.sums.totals = [0.0; 3];
        self.named.fill(0.0);
        self.points.clear();
        self.heard.clear();
        self.heard_ends.clear();
        self.people = (0.0, 0.0);
        for (i, name) in scene.names.iter().enumerate() {
            for index in name.rows.clone() {
                let row = &scene.rows[index];
                let share = row.share * name.weight;
                self.sums.add(row, share);
                if row.facts.class == PlaceClass::Settlement {
                    self.people.0 += share * row.people;
                    self.people.1 += share;
                }
                if let Some(level) = level(row) {
                    self.named[row.slots[level] as usize] += row.share;
                }
                if row.share >= POINT_SHARE && row.facts.class <= PlaceClass::District {
                    self.points.push(Point { name: i, place: row.place, unit: row.unit, share });
                }
                if row.share >= HEARD_SHARE {
                    self.heard.push(index);
                }
            }
            self.heard_ends.push(self.heard.len());
        }
        if self.points.len() > POINTS {
            // stable: of equals those named first
            self.points.sort_by(|a, b| b.share.total_cmp(&a.share));
            self.points.truncate(POINTS);
        }
        self.blocks.clear();
        self.blocks.extend(self.points.chunks(4).map(|points| {
            let mut block = Block::default();
            for (lane, point) in points.iter().enumerate() {
                [block.x[lane], block.y[lane], block.z[lane]] = point.unit;
                block.shares[lane] = point.share;
            }
            block
        }));
    }

    /// The rows of a name that names beside it hear.
    fn heard<'s>(&self, scene: &'s Scene<'_>, name: usize) -> impl Iterator<Item = &'s Row> {
        let start = name.checked_sub(1).map_or(0, |before| self.heard_ends[before]);
        self.heard[start..self.heard_ends[name]].iter().map(|&row| &scene.rows[row])
    }

    /// Fills what the spread of all bearers says for the rows of a name. A name does not speak for itself.
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    pub(super) fn fill_even(&mut self, scene: &Scene<'_>, name: &Name, vectors: &mut [Vector]) {
        let rows = &scene.rows[name.rows.clone()];
        let amount = name.weight / rows.len() as f32;
        for row in rows {
            self.even.add(row, -amount);
        }
        let telling = telling(name);
        for (row, vector) in rows.iter().zip(vectors) {
            vector[Feature::EvenCountry.index()] = self.even.share(row, 0);
            vector[Feature::EvenProvince.index()] = self.even.share(row, 1);
            vector[Feature::EvenDistrict.index()] = self.even.share(row, 2);
            let joint = |level: usize| {
                let slot = row.slots[level];
                if slot == NOWHERE[level] { 0.0 } else { (self.joint[slot as usize] - telling[level]).max(0.0) }
            };
            // most are zero, whose logarithm need not be asked
            let log = |joint: f32| if joint > 0.0 { joint.ln_1p() } else { 0.0 };
            vector[Feature::JointProvince.index()] = log(joint(1));
            vector[Feature::JointDistrict.index()] = log(joint(2));
            vector[Feature::JointCell.index()] = log(joint(3).max(joint(4)));
            vector[Feature::PeopleEven.index()] = row.people * self.even.share(row, 1);
        }
        for row in rows {
            self.even.add(row, amount);
        }
    }

    /// Fills what the document says for the rows of name `own`. A name does not speak for itself.
    pub(super) fn fill(&mut self, scene: &Scene<'_>, own: usize, vectors: &mut [Vector]) {
        let name = &scene.names[own];
        let rows = &scene.rows[name.rows.clone()];
        for row in rows {
            self.sums.add(row, -row.share * name.weight);
            if let Some(level) = level(row) {
                self.named[row.slots[level] as usize] -= row.share;
            }
        }
        self.mute(own, true);
        let scale = self.scale(rows, name.weight);
        #[allow(clippy::cast_precision_loss, reason = "a few hundred at most")]
        let names = (scene.names.len() as f32).ln();
        for (row, vector) in rows.iter().zip(vectors) {
            let mut set = |feature: Feature, value: f32| vector[feature.index()] = value;
            let (country, province) = (self.sums.share(row, 0), self.sums.share(row, 1));
            set(Feature::InCountry, country);
            set(Feature::InProvince, province);
            set(Feature::InDistrict, self.sums.share(row, 2));
            set(Feature::LogCountry, (0.02 + country).ln());
            set(Feature::LogProvince, (0.02 + province).ln());
            for (level, feature) in
                [Feature::NamesCountry, Feature::NamesProvince, Feature::NamesDistrict].into_iter().enumerate()
            {
                set(feature, self.named[row.slots[level] as usize].clamp(0.0, 1.0));
            }
            let (near, near_sum, far_sum) = self.near(row);
            set(Feature::Near, near);
            set(Feature::NearSum, near_sum);
            set(Feature::FarSum, far_sum);
            set(Feature::PeopleCountry, row.people * country);
            set(Feature::LogNear, (0.02 + near_sum).ln());
            set(Feature::LogFar, (0.02 + far_sum).ln());
            set(Feature::PeopleScale, row.people * (scale - USUAL_SCALE));
            set(Feature::PeopleNames, row.people * names);
            if own == 0 {
                set(Feature::FirstPeople, row.people);
            } else {
                let first = self.beside(scene, row, &[0]);
                set(Feature::FirstNear, first.near);
                set(Feature::FirstProvince, first.province);
                set(Feature::FirstCountry, first.country);
            }
            let beside = self.beside(scene, row, &name.beside);
            set(Feature::BesideNear, beside.near);
            set(Feature::BesideProvince, beside.province);
            set(Feature::BesideCountry, beside.country);
        }
        self.mute(own, false);
        for row in rows {
            self.sums.add(row, row.share * name.weight);
            if let Some(level) = level(row) {
                self.named[row.slots[level] as usize] += row.share;
            }
        }
    }

    /// The mean `people` of the settlements but those of a name.
    fn scale(&self, own: &[Row], weight: f32) -> f32 {
        let settlements = own.iter().filter(|row| row.facts.class == PlaceClass::Settlement);
        let (people, count) = settlements.fold(self.people, |(people, count), row| {
            (people - row.share * weight * row.people, count - row.share * weight)
        });
        // one of the usual scale beside them, so that few say less
        (people.max(0.0) + USUAL_SCALE) / (count.max(0.0) + 1.0)
    }

    /// Whether a name's own points speak: not while its own rows are weighed.
    fn mute(&mut self, own: usize, muted: bool) {
        for (i, point) in self.points.iter().enumerate().filter(|(_, point)| point.name == own) {
            self.blocks[i / 4].shares[i % 4] = if muted { 0.0 } else { point.share };
        }
    }

    /// The closeness of the nearest point of another name, and the mean of all, near and far.
    fn near(&self, row: &Row) -> (f32, f32, f32) {
        /// The same point is the same place under another name.
        const SAME: f32 = 0.1;
        if row.facts.class >= PlaceClass::Country {
            return (0.0, 0.0, 0.0);
        }
        // each step for all four points of a block before the next, which the compiler turns into vector instructions
        let mut nearest = [0.0; 4];
        let mut sums = [[0.0; 4]; 3];
        for Block { x, y, z, shares } in &self.blocks {
            let square = four(|i| row.square_km([x[i], y[i], z[i]]));
            let share = four(|i| if square[i] < SAME { 0.0 } else { shares[i] });
            let [close, near, far] = [40.0, 80.0, 400.0].map(|km| four(|i| share[i] * closeness(square[i], km)));
            nearest = four(|i| if close[i] > nearest[i] { close[i] } else { nearest[i] });
            for (sum, part) in sums.iter_mut().zip([share, near, far]) {
                *sum = four(|i| sum[i] + part[i]);
            }
        }
        let [all, near, far] = sums.map(|sum| sum.iter().sum::<f32>());
        let all = all + 0.5;
        (nearest.iter().copied().fold(0.0, f32::max), near / all, far / all)
    }

    /// The place of another name that is nearest to a row, if it is near.
    pub(super) fn nearest(&self, own: usize, row: &Row) -> Option<PlaceId> {
        const NEAR_KM: f32 = 120.0;
        let others = self.points.iter().filter(|p| p.name != own && p.place != row.place && p.share > 0.4);
        others
            .map(|p| (row.square_km(p.unit), p.place))
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(square, _)| row.facts.class < PlaceClass::Country && *square <= NEAR_KM * NEAR_KM)
            .map(|(_, place)| place)
    }

    /// What a few names say for a row.
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    fn beside(&self, scene: &Scene<'_>, row: &Row, names: &[usize]) -> Beside {
        let mut beside = Beside::default();
        for other in names.iter().flat_map(|&name| self.heard(scene, name)) {
            if other.facts.class <= PlaceClass::District {
                beside.near = beside.near.max(other.share * closeness(row.square_km(other.unit), 100.0));
            }
            if other.slots[1] != NOWHERE[1] && other.slots[1] == row.slots[1] {
                beside.province += other.share;
            }
            if other.slots[0] != NOWHERE[0] && other.slots[0] == row.slots[0] {
                beside.country += other.share;
            }
        }
        let all = names.len().max(1) as f32;
        beside.province /= all;
        beside.country /= all;
        beside
    }
}

/// What a few names say for a row.
#[derive(Debug, Default)]
struct Beside {
    near: f32,
    province: f32,
    country: f32,
}
