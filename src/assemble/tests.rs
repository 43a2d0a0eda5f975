//! Which reports are one incident, both ways: dates, places near each other, places within each other.

use jiff::civil::{Date, date};

use super::{Options, assemble};
use crate::report::{Report, UNLISTED, number};

fn day(n: i8) -> Date {
    date(2025, 5, n)
}

/// A strike on 7 May, told by document `doc` on 8 May.
fn report(doc: &str, place: Place, change: impl FnOnce(&mut Report)) -> Report {
    let mut report = Report {
        kind: "strike".into(),
        status: "reported".into(),
        event_date: Some(day(7)),
        event_date_end: Some(day(7)),
        time_precision: Some(1),
        published: Some(day(8)),
        document_id: doc.into(),
        fingerprint: doc.into(),
        sources_count: 1,
        ..Report::default()
    };
    place.fill(&mut report);
    report.notes = format!("{} was struck, {doc} said.", report.location_text.as_deref().unwrap());
    change(&mut report);
    let mut one = [report];
    number(&mut one);
    let [report] = one;
    report
}

#[derive(Clone, Copy)]
enum Place {
    India,
    NorthernIndia,
    Punjab,
    Amritsar,
    AmritsarDistrict,
    /// A site in the town of Amritsar.
    Airport,
    /// Of no row, so that it stands at Amritsar.
    Verka,
    Chheharta,
    Ludhiana,
    /// So many hundred metres east of Ludhiana, with an `uncertainty_km` of 3.
    EastOfLudhiana(u8),
    /// A district whose point is that of Ludhiana.
    LudhianaDistrict,
}

impl Place {
    fn fill(self, report: &mut Report) {
        let (id, name, code, geo_precision, km, (x, y)) = match self {
            Self::India => ("country", "India", "PCLI", None, 1000.0, (79.0, 22.0)),
            Self::NorthernIndia => ("", "northern India", "", Some(3), 400.0, (75.0, 31.0)),
            Self::Punjab => ("punjab", "Punjab", "ADM1", Some(3), 120.0, (75.5, 30.9)),
            Self::AmritsarDistrict => ("district", "Amritsar", "ADM2", Some(2), 30.0, (74.9, 31.7)),
            Self::Amritsar => ("amritsar", "Amritsar", "PPLA2", Some(1), 12.0, (74.87, 31.63)),
            Self::Airport => ("airport", "Raja Sansi", "AIRP", Some(1), 2.0, (74.80, 31.71)),
            Self::Verka => ("amritsar", "Verka", "PPLA2", Some(2), 18.0, (74.87, 31.63)),
            Self::Chheharta => ("amritsar", "Chheharta", "PPLA2", Some(2), 18.0, (74.87, 31.63)),
            Self::Ludhiana => ("ludhiana", "Ludhiana", "PPLA2", Some(1), 12.0, (75.85, 30.91)),
            Self::EastOfLudhiana(n) => ("east", "East", "PPL", Some(1), 3.0, (75.85 + f64::from(n) / 954.0, 30.91)),
            Self::LudhianaDistrict => ("ludhiana-d", "Ludhiana", "ADM2", Some(2), 30.0, (75.85, 30.91)),
        };
        let divisions = match self {
            Self::India | Self::NorthernIndia => (None, None),
            Self::Punjab => (Some("Punjab"), None),
            Self::Ludhiana | Self::EastOfLudhiana(_) | Self::LudhianaDistrict => (Some("Punjab"), Some("Ludhiana")),
            _ => (Some("Punjab"), Some("Amritsar")),
        };
        report.gazetteer_id = Some(id.into()).filter(|id: &String| !id.is_empty());
        report.location_text = Some(name.into());
        report.location = Some(name.into());
        if matches!(self, Self::Verka | Self::Chheharta) {
            report.location = Some("Amritsar".into());
            report.why = format!("at; {UNLISTED}");
        }
        report.feature_code = Some(code.into());
        report.geo_precision = geo_precision;
        report.uncertainty_km = Some(km);
        report.point = Some((x, y));
        report.country_code = Some("IN".into());
        (report.admin1, report.admin2) = (divisions.0.map(Into::into), divisions.1.map(Into::into));
    }
}

use Place::{
    Airport, Amritsar, AmritsarDistrict, Chheharta, EastOfLudhiana, India, Ludhiana, LudhianaDistrict, NorthernIndia,
    Punjab, Verka,
};

/// Reports of a document each, of which nothing is changed.
fn at(places: &[Place]) -> Vec<Report> {
    (0..).zip(places).map(|(n, &place)| report(&format!("d{n}"), place, |_| {})).collect()
}

/// How many incidents the reports make, in either order.
fn count(reports: Vec<Report>) -> usize {
    let mut reversed = reports.clone();
    reversed.reverse();
    let options = Options { include: super::Include::ALL.into(), ..Options::default() };
    let assembly = assemble(reports, &options);
    assert_eq!(assembly, assemble(reversed, &options));
    assembly.incidents.len()
}

fn incidents(places: &[Place]) -> usize {
    count(at(places))
}

fn inferred(doc: &str, n: i8) -> Report {
    report(doc, Amritsar, |r| {
        (r.event_date, r.event_date_end, r.time_precision) = (Some(day(n)), Some(day(n)), Some(2));
        r.published = Some(day(n));
    })
}

fn stated(doc: &str, n: i8) -> Report {
    report(doc, Amritsar, |r| (r.event_date, r.event_date_end) = (Some(day(n)), Some(day(n))))
}

#[test]
fn an_inferred_day_reaches_back_to_the_day_before() {
    assert_eq!(count(vec![inferred("a", 8), stated("b", 8)]), 1);
    assert_eq!(count(vec![inferred("a", 8), stated("b", 7)]), 1);
    assert_eq!(count(vec![inferred("a", 8), stated("b", 6)]), 2);
    assert_eq!(count(vec![inferred("a", 8), stated("b", 9)]), 2);
}

#[test]
fn two_inferred_days_are_evidence_only_if_equal() {
    assert_eq!(count(vec![inferred("a", 8), inferred("b", 8)]), 1);
    assert_eq!(count(vec![inferred("a", 8), inferred("b", 9)]), 2);
    let null = |doc: &str, fingerprint: &str| {
        report(doc, Amritsar, |r| {
            (r.event_date, r.event_date_end, r.time_precision) = (None, None, None);
            r.fingerprint = fingerprint.into();
        })
    };
    assert_eq!(count(vec![null("a", "a"), inferred("b", 8)]), 2);
    assert_eq!(count(vec![null("a", "a"), null("b", "b")]), 2);
    assert_eq!(count(vec![null("a", "a"), null("b", "a")]), 1);
    // nor are they a contradiction: a stated day between them joins both
    assert_eq!(count(vec![inferred("a", 8), inferred("b", 9), stated("c", 8)]), 1);
}

#[test]
fn a_stated_day_is_more_exact_than_an_inferred_one() {
    let week = report("a", Amritsar, |r| {
        (r.event_date, r.event_date_end, r.time_precision) = (Some(day(5)), Some(day(11)), Some(2));
    });
    let assembly = assemble([week, inferred("b", 8)], &Options::default());
    assert_eq!(assembly.incidents.len(), 1);
    assert_eq!(assembly.incidents[0].event_date_end, Some(day(11)));
}

#[test]
fn a_range_of_years_says_nothing() {
    let long = report("a", Amritsar, |r| (r.event_date, r.event_date_end) = (Some(date(1, 1, 1)), Some(day(7))));
    assert_eq!(count(vec![long, stated("b", 7)]), 2);
}

#[test]
fn points_within_the_smaller_uncertainty_are_one_place() {
    assert_eq!(incidents(&[Ludhiana, EastOfLudhiana(29)]), 1);
    assert_eq!(incidents(&[Ludhiana, EastOfLudhiana(31)]), 2);
    let across = |x: f64| report(&x.to_string(), Ludhiana, |r| (r.gazetteer_id, r.point) = (None, Some((x, 0.0))));
    assert_eq!(count(vec![across(179.99), across(-179.99)]), 1);
    let unsure = |r: &mut Report| r.uncertainty_km = None;
    assert_eq!(count(vec![report("a", Ludhiana, |_| {}), report("b", EastOfLudhiana(20), unsure)]), 2);
}

#[test]
fn near_divisions_are_two_places() {
    let beside = |r: &mut Report| {
        r.gazetteer_id = Some("other".into());
        (r.location, r.admin2) = (Some("Jagraon".into()), Some("Jagraon".into()));
    };
    let pair = vec![report("a", LudhianaDistrict, |_| {}), report("b", LudhianaDistrict, beside)];
    assert_eq!(count(pair), 2);
}

#[test]
fn a_document_that_names_two_neighbours_means_two() {
    let one = report("a", Ludhiana, |_| {});
    let two = report("a", EastOfLudhiana(20), |_| {});
    assert_eq!(count(vec![one.clone(), two.clone()]), 2);
    // and then others that name one of them mean the same
    let assembly = assemble([one, two, report("b", EastOfLudhiana(20), |_| {})], &Options::default());
    let mut sources: Vec<u64> = assembly.incidents.iter().map(|i| i.sources_count).collect();
    sources.sort_unstable();
    assert_eq!(sources, [1, 2]);
}

#[test]
fn a_coarser_place_joins_the_one_finer_that_fits() {
    assert_eq!(incidents(&[Punjab, Amritsar]), 1);
    assert_eq!(incidents(&[AmritsarDistrict, Amritsar]), 1);
    assert_eq!(incidents(&[Amritsar, Airport]), 1);
    assert_eq!(incidents(&[Punjab, AmritsarDistrict, Amritsar, Airport]), 1);
    let assembly = assemble(at(&[Punjab, Amritsar]), &Options::default());
    assert_eq!(assembly.incidents[0].gazetteer_id.as_deref(), Some("amritsar"));
    assert_eq!(assembly.incidents[0].geo_precision, Some(1));
}

#[test]
fn a_coarser_place_joins_none_of_several() {
    assert_eq!(incidents(&[Punjab, Amritsar, Ludhiana]), 3);
    assert_eq!(incidents(&[AmritsarDistrict, Ludhiana]), 2);
    let other = |r: &mut Report| r.actor1 = Some("Pakistan".into());
    let ours = |r: &mut Report| r.actor1 = Some("India".into());
    // what contradicts it is none of them
    let three = vec![
        report("a", Punjab, ours),
        report("b", Amritsar, other),
        report("c", Ludhiana, |r| r.kind = "alert".into()),
    ];
    assert_eq!(count(three.clone()), 3);
    let three = [&three[..1], &[report("b", Amritsar, |_| {}), report("c", Ludhiana, other)]].concat();
    assert_eq!(count(three), 2);
    // and of two that contradict each other neither joins the same
    assert_eq!(count(vec![report("a", Punjab, ours), report("b", Punjab, other), report("c", Amritsar, |_| {})]), 3);
}

#[test]
fn a_coarser_place_needs_a_stated_day() {
    let guess = |doc: &str, place| report(doc, place, |r| r.time_precision = Some(2));
    assert_eq!(count(vec![guess("a", Punjab), guess("b", Amritsar)]), 2);
    assert_eq!(count(vec![guess("a", Punjab), guess("a", Amritsar)]), 2);
    assert_eq!(count(vec![guess("a", Punjab), report("b", Amritsar, |_| {})]), 1);
}

#[test]
fn countries_and_their_parts_join_nothing_within() {
    assert_eq!(incidents(&[India, Amritsar]), 2);
    assert_eq!(incidents(&[NorthernIndia, Amritsar]), 2);
    assert_eq!(incidents(&[NorthernIndia, NorthernIndia]), 1);
}

#[test]
fn a_list_of_places_is_kept_apart() {
    let of_one = |place, notes: &str| report("a", place, |r| r.notes = notes.into());
    let list = "Strikes hit Punjab and Amritsar.";
    assert_eq!(count(vec![of_one(Punjab, list), of_one(Amritsar, list)]), 2);
    assert_eq!(count(vec![of_one(Punjab, "Strikes hit Punjab."), of_one(Amritsar, "Amritsar was hit.")]), 1);
    // nor by way of another document
    let other = report("b", Amritsar, |_| {});
    assert_eq!(count(vec![of_one(Punjab, list), of_one(Amritsar, list), other]), 2);
}

#[test]
fn places_that_the_gazetteer_lacks_go_by_name() {
    assert_eq!(incidents(&[Verka, Chheharta]), 2);
    assert_eq!(incidents(&[Verka, Verka]), 1);
    assert_eq!(incidents(&[Verka, Amritsar]), 1); // Amritsar holds it
    assert_eq!(incidents(&[Verka, Chheharta, Amritsar]), 3);
    assert_eq!(incidents(&[Verka, Airport]), 2);
}
