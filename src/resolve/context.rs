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

/// A likely row of a name, as others see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) name: usize,
    pub(super) place: PlaceId,
    unit: [f32; 3],
    share: f32,
}

/// How much of a document lies in each division, by country, first and second order.
#[derive(Debug)]
struct Sums {
    levels: [Vec<f32>; 3],
    totals: [f32; 3],
}

impl Sums {
    fn new(divisions: [usize; LEVELS]) -> Self {
        let [countries, provinces, districts, ..] = divisions;
        Self { levels: [countries, provinces, districts].map(|n| vec![0.0; n]), totals: [0.0; 3] }
    }

    fn add(&mut self, row: &Row, amount: f32) {
        for (level, &slot) in row.slots[..3].iter().enumerate() {
            if slot != NOWHERE {
                self.levels[level][slot as usize] += amount;
                self.totals[level] += amount;
            }
        }
    }

    /// The share of a row's division among all of its level. A half is added to these, so that few names say less.
    fn share(&self, row: &Row, level: usize) -> f32 {
        self.levels[level][row.slots[level] as usize].max(0.0) / (self.totals[level].max(0.0) + 0.5)
    }
}

/// What the names of a document say, by the shares of their rows.
#[derive(Debug)]
pub(super) struct Context {
    /// Of shares.
    sums: Sums,
    /// Of rows alike.
    even: Sums,
    /// How many names have a row in each slot of a kind.
    joint: [Vec<f32>; LEVELS],
    /// How much each division is itself named.
    named: [Vec<f32>; 3],
    points: Vec<Point>,
    /// The same, number beside number, so that four are reckoned at once: x, y, z, share.
    columns: [Vec<f32>; 4],
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
        let mut even = Sums::new(scene.divisions);
        let mut joint = scene.divisions.map(|n| vec![0.0; n]);
        let mut seen = scene.divisions.map(|n| vec![usize::MAX; n]);
        for (i, name) in scene.names.iter().enumerate() {
            let rows = &scene.rows[name.rows.clone()];
            let telling = telling(name);
            for row in rows {
                even.add(row, name.weight / rows.len() as f32);
                for (level, &slot) in row.slots.iter().enumerate() {
                    let slot = slot as usize;
                    if seen[level][slot] != i {
                        seen[level][slot] = i;
                        joint[level][slot] += telling[level];
                    }
                }
            }
        }
        Self {
            sums: Sums::new(scene.divisions),
            even,
            joint,
            named: [0, 1, 2].map(|level: usize| vec![0.0; scene.divisions[level]]),
            points: Vec::new(),
            columns: [const { Vec::new() }; 4],
            people: (0.0, 0.0),
        }
    }

    /// Hears the shares of all rows.
    pub(super) fn hear(&mut self, scene: &Scene<'_>) {
        self.sums.levels.iter_mut().chain(&mut self.named).for_each(|sums| sums.fill(0.0));
        self.sums.totals = [0.0; 3];
        self.points.clear();
        self.people = (0.0, 0.0);
        for (i, name) in scene.names.iter().enumerate() {
            for row in &scene.rows[name.rows.clone()] {
                let share = row.share * name.weight;
                self.sums.add(row, share);
                if row.facts.class == PlaceClass::Settlement {
                    self.people.0 += share * row.people;
                    self.people.1 += share;
                }
                if let Some(level) = level(row) {
                    self.named[level][row.slots[level] as usize] += row.share;
                }
                if row.share >= POINT_SHARE && row.facts.class <= PlaceClass::District {
                    self.points.push(Point { name: i, place: row.place, unit: row.unit, share });
                }
            }
        }
        if self.points.len() > POINTS {
            // stable: of equals those named first
            self.points.sort_by(|a, b| b.share.total_cmp(&a.share));
            self.points.truncate(POINTS);
        }
        for (i, column) in self.columns.iter_mut().enumerate() {
            column.clear();
            column.extend(self.points.iter().map(|p| if i < 3 { p.unit[i] } else { p.share }));
            // to whole blocks of four, with points that say nothing
            column.resize(column.len().next_multiple_of(4), 0.0);
        }
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
            let joint = |level: usize| match row.slots[level] {
                NOWHERE => 0.0,
                slot => (self.joint[level][slot as usize] - telling[level]).max(0.0),
            };
            vector[Feature::JointProvince.index()] = joint(1).ln_1p();
            vector[Feature::JointDistrict.index()] = joint(2).ln_1p();
            vector[Feature::JointCell.index()] = joint(3).max(joint(4)).ln_1p();
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
                self.named[level][row.slots[level] as usize] -= row.share;
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
                set(feature, self.named[level][row.slots[level] as usize].clamp(0.0, 1.0));
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
                let first = Beside::of(scene, row, &[0]);
                set(Feature::FirstNear, first.near);
                set(Feature::FirstProvince, first.province);
                set(Feature::FirstCountry, first.country);
            }
            let beside = Beside::of(scene, row, &name.beside);
            set(Feature::BesideNear, beside.near);
            set(Feature::BesideProvince, beside.province);
            set(Feature::BesideCountry, beside.country);
        }
        self.mute(own, false);
        for row in rows {
            self.sums.add(row, row.share * name.weight);
            if let Some(level) = level(row) {
                self.named[level][row.slots[level] as usize] += row.share;
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
        for (share, point) in self.columns[3].iter_mut().zip(&self.points) {
            if point.name == own {
                *share = if muted { 0.0 } else { point.share };
            }
        }
    }

    /// The closeness of the nearest point of another name, and the mean of all, near and far.
    fn near(&self, row: &Row) -> (f32, f32, f32) {
        /// The same point is the same place under another name.
        const SAME: f32 = 0.1;
        if row.facts.class >= PlaceClass::Country {
            return (0.0, 0.0, 0.0);
        }
        let [x, y, z, shares] = &self.columns;
        let mut lanes = [[0.0_f32; 4]; 4];
        let blocks = x.chunks_exact(4).zip(y.chunks_exact(4)).zip(z.chunks_exact(4)).zip(shares.chunks_exact(4));
        for (((x, y), z), shares) in blocks {
            for lane in 0..4 {
                let square = row.square_km([x[lane], y[lane], z[lane]]);
                let share = if square < SAME { 0.0 } else { shares[lane] };
                let nearest = share * closeness(square, 40.0);
                lanes[0][lane] = if nearest > lanes[0][lane] { nearest } else { lanes[0][lane] };
                lanes[1][lane] += share * closeness(square, 80.0);
                lanes[2][lane] += share * closeness(square, 400.0);
                lanes[3][lane] += share;
            }
        }
        let sum = |i: usize| lanes[i].iter().sum::<f32>();
        let all = sum(3) + 0.5;
        (lanes[0].iter().copied().fold(0.0, f32::max), sum(1) / all, sum(2) / all)
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
}

/// What a few names say for a row.
#[derive(Debug, Default)]
struct Beside {
    near: f32,
    province: f32,
    country: f32,
}

impl Beside {
    #[allow(clippy::cast_precision_loss, reason = "a few")]
    fn of(scene: &Scene<'_>, row: &Row, names: &[usize]) -> Self {
        let mut beside = Self::default();
        for &name in names {
            for other in &scene.rows[scene.names[name].rows.clone()] {
                if other.share < 0.02 {
                    continue;
                }
                if other.facts.class <= PlaceClass::District {
                    beside.near = beside.near.max(other.share * closeness(row.square_km(other.unit), 100.0));
                }
                if other.slots[1] != NOWHERE && other.slots[1] == row.slots[1] {
                    beside.province += other.share;
                }
                if other.slots[0] != NOWHERE && other.slots[0] == row.slots[0] {
                    beside.country += other.share;
                }
            }
        }
        let all = names.len().max(1) as f32;
        beside.province /= all;
        beside.country /= all;
        beside
    }
}
