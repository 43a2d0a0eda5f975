//! Places: where reports stand, as far as joining goes: at one row, near each other, or one within the other.

use std::collections::HashMap;

use crate::{gazetteer::distance_km, report::Report, text::fold};

/// How far apart two places can be, in kilometres, that distance alone makes near or one within the other.
const FARTHEST: f64 = 50.0;
/// The edge of a cell of the grid, in kilometres.
const CELL: f64 = 10.0;

/// How coarse a place is. What is of no rank, like a sea or a part of a country, is neither near nor within another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A site or quarter of a town, or what only its name tells.
    Site,
    Town,
    /// A division of the third order or below.
    Township,
    District,
    Province,
}

impl Rank {
    /// Those that can hold others, the finest first.
    pub(super) const COARSE: [Self; 4] = [Self::Town, Self::Township, Self::District, Self::Province];

    fn of(report: &Report) -> Option<Self> {
        if report.is_unlisted() {
            return Some(Self::Site);
        }
        match report.feature_code.as_deref().unwrap_or("") {
            "ADM1" | "ADM1H" => Some(Self::Province),
            "ADM2" | "ADM2H" => Some(Self::District),
            code if code.starts_with("ADM") => Some(Self::Township),
            code if report.geo_precision == Some(3) || code.starts_with("PCL") => None,
            "PPLX" => Some(Self::Site),
            code if code.is_empty() || code.starts_with("PPL") || code == "STLMT" => Some(Self::Town),
            _ => Some(Self::Site),
        }
    }
}

#[derive(Debug)]
struct Place {
    /// Latitude and longitude.
    point: (f64, f64),
    rank: Option<Rank>,
    listed: bool,
    /// The smallest and the largest `uncertainty_km` of its reports.
    reach: (f64, f64),
    /// Country code, first-order and second-order division; empty where unknown.
    divisions: [String; 3],
}

impl Place {
    /// A town or a site of which the gazetteer has the point.
    fn is_point(&self) -> bool {
        self.listed && matches!(self.rank, Some(Rank::Site | Rank::Town))
    }

    /// Whether distance puts another place into this one: a site into a town, a town into a township of its district.
    fn surrounds(&self, other: &Self, km: f64) -> bool {
        let sized = self.listed && other.is_point() && self.rank > other.rank && km <= self.reach.0;
        let same_district = || self.divisions == other.divisions && self.divisions.iter().all(|name| !name.is_empty());
        match self.rank {
            Some(Rank::Town) => sized,
            Some(Rank::Township) => sized && same_district(),
            _ => false,
        }
    }
}

/// The places of a set of reports, by number.
#[derive(Debug, Default)]
pub(super) struct Places {
    all: Vec<Place>,
    /// Points that may be near, with their distance in kilometres.
    near: Vec<Vec<(u32, f64)>>,
    /// Coarser places that hold it.
    around: Vec<Vec<u32>>,
}

impl Places {
    /// The places of the reports, and the number of each report's; none for a whole country, which joins nothing.
    pub(super) fn of(reports: &[Report]) -> (Self, Vec<Option<u32>>) {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut all: Vec<Place> = Vec::new();
        let place_of = |report: &Report| {
            let (longitude, latitude) = report.point.filter(|_| report.geo_precision.is_some())?;
            let reach = report.uncertainty_km.unwrap_or(0.0);
            let number = *numbers.entry(key(report, (longitude, latitude))).or_insert_with(|| {
                all.push(Place {
                    point: (latitude, longitude),
                    rank: Rank::of(report),
                    listed: !report.is_unlisted(),
                    reach: (reach, reach),
                    divisions: divisions(report),
                });
                u32::try_from(all.len() - 1).unwrap_or(u32::MAX)
            });
            let place = &mut all[number as usize];
            place.reach = (place.reach.0.min(reach), place.reach.1.max(reach));
            Some(number)
        };
        let place_of: Vec<Option<u32>> = reports.iter().map(place_of).collect();
        let unlisted = reports.iter().zip(&place_of).filter(|(report, _)| report.is_unlisted());
        let rows = unlisted.filter_map(|(report, &place)| Some((place?, *numbers.get(report.gazetteer_id.as_ref()?)?)));
        let rows: Vec<(u32, u32)> = rows.collect();
        let mut places = Self { near: vec![Vec::new(); all.len()], around: vec![Vec::new(); all.len()], all };
        places.measure();
        places.contain();
        for (place, row) in rows {
            if places.rank(row) > places.rank(place) {
                places.around[place as usize].push(row);
            }
        }
        for around in &mut places.around {
            around.sort_unstable();
            around.dedup();
        }
        for near in &mut places.near {
            near.sort_unstable_by_key(|&(place, _)| place);
        }
        (places, place_of)
    }

    /// Finds what distance alone makes near or within.
    fn measure(&mut self) {
        let mut grid: HashMap<[i32; 3], Vec<u32>> = HashMap::new();
        for (number, place) in (0..).zip(&self.all) {
            if place.is_point() {
                grid.entry(cell(place.point)).or_default().push(number);
            }
        }
        for (number, place) in (0..).zip(&self.all) {
            let reach = if place.rank == Some(Rank::Township) { place.reach.0 } else { place.reach.1 }.min(FARTHEST);
            if !place.listed || !matches!(place.rank, Some(Rank::Site | Rank::Town | Rank::Township)) {
                continue;
            }
            for other in cells(place.point, reach).filter_map(|cell| grid.get(&cell)).flatten().copied() {
                let inner = &self.all[other as usize];
                let km = distance_km(place.point, inner.point);
                if other == number || km > reach {
                    continue;
                }
                // the one of smaller reach finds the other; of equals the first
                let smaller = (place.reach.1, number) < (inner.reach.1, other);
                if smaller && place.is_point() {
                    self.near[number as usize].push((other, km));
                    self.near[other as usize].push((number, km));
                }
                if place.surrounds(inner, km) {
                    self.around[other as usize].push(number);
                }
            }
        }
    }

    /// Finds what the names of divisions put within districts and provinces.
    fn contain(&mut self) {
        let mut named: HashMap<&[String], Vec<u32>> = HashMap::new();
        for (number, place) in (0..).zip(&self.all) {
            let depth = match place.rank {
                Some(Rank::Province) => 2,
                Some(Rank::District) => 3,
                _ => continue,
            };
            named.entry(&place.divisions[..depth]).or_default().push(number);
        }
        for (place, around) in self.all.iter().zip(&mut self.around) {
            for depth in [2, 3] {
                let within = &place.divisions[..depth];
                if place.rank.is_none() || within.iter().any(String::is_empty) {
                    continue;
                }
                let holders = named.get(within).into_iter().flatten();
                around.extend(holders.filter(|&&holder| self.all[holder as usize].rank > place.rank));
            }
        }
    }

    pub(super) fn rank(&self, place: u32) -> Option<Rank> {
        self.all[place as usize].rank
    }

    /// Places whose points may be near enough to be the same.
    pub(super) fn near(&self, place: u32) -> impl Iterator<Item = u32> {
        self.near[place as usize].iter().map(|&(other, _)| other)
    }

    /// Distance of two points in kilometres, if they may be near enough to be the same.
    pub(super) fn apart(&self, a: u32, b: u32) -> Option<f64> {
        let near = &self.near[a as usize];
        near.binary_search_by_key(&b, |&(place, _)| place).ok().map(|at| near[at].1)
    }

    /// The coarser places that hold a place.
    pub(super) fn around(&self, place: u32) -> &[u32] {
        &self.around[place as usize]
    }

    /// Whether one of two places holds the other.
    pub(super) fn nested(&self, a: u32, b: u32) -> bool {
        self.around(a).contains(&b) || self.around(b).contains(&a)
    }
}

/// What is equal for reports at one place. The name counts where the row is only beside it.
fn key(report: &Report, (x, y): (f64, f64)) -> String {
    let text = |name: &Option<String>| fold(name.as_deref().unwrap_or(""));
    match &report.gazetteer_id {
        Some(id) if report.is_unlisted() => format!("{id}\n{}", text(&report.location_text)),
        Some(id) => id.clone(),
        None => format!("{x} {y} {}", text(&report.location)),
    }
}

/// Country code and the names of the divisions, of a division with its own name; empty where unknown.
fn divisions(report: &Report) -> [String; 3] {
    let own = |rank| (Rank::of(report) == Some(rank)).then_some(report.location.as_deref()).flatten();
    let name = |name: Option<&str>| fold(name.unwrap_or(""));
    [
        name(report.country_code.as_deref()),
        name(report.admin1.as_deref().or(own(Rank::Province))),
        name(report.admin2.as_deref().or(own(Rank::District))),
    ]
}

/// The cell of the grid that a point lies in; a cube, so that poles and the date line are like all else.
fn cell((latitude, longitude): (f64, f64)) -> [i32; 3] {
    let (phi, lambda) = (latitude.to_radians(), longitude.to_radians());
    let unit = [phi.cos() * lambda.cos(), phi.cos() * lambda.sin(), phi.sin()];
    #[allow(clippy::cast_possible_truncation, reason = "the Earth is 1,300 cells across")]
    unit.map(|x| (x * 6371.0 / CELL).floor() as i32)
}

/// The cells within a reach of a point.
fn cells(point: (f64, f64), reach: f64) -> impl Iterator<Item = [i32; 3]> {
    #[allow(clippy::cast_possible_truncation, reason = "at most FARTHEST")]
    let reach = (reach / CELL).ceil() as i32;
    let [x, y, z] = cell(point);
    let side = move || -reach..=reach;
    side().flat_map(move |i| side().flat_map(move |j| side().map(move |k| [x + i, y + j, z + k])))
}
