//! Which reports are one incident, both ways, and what the incident says.

use std::collections::BTreeSet;

use Outcome::{Duplicate, Layer, Status, Threshold, Unresolved, Vague};
use incident_mapper::{
    assemble::{Assembly, Include, Options, Outcome, assemble},
    report::Report,
};
use proptest::prelude::*;

use crate::sample::{day, mixed, options, report};

fn joined(reports: &[Report]) -> Assembly {
    assemble(reports.to_vec(), &Options::default())
}

/// How many incidents two reports of two documents make, of which the second is changed.
fn incidents(change: impl FnOnce(&mut Report)) -> usize {
    joined(&[report("one", |_| {}), report("two", change)]).incidents.len()
}

#[test]
fn one_incident_of_two_documents() {
    assert_eq!(incidents(|_| {}), 1);
    assert_eq!(incidents(|r| r.subkind = Some("drone".into())), 1);
    assert_eq!(incidents(|r| r.actor1 = Some("Pakistan".into())), 1);
    assert_eq!(incidents(|r| r.status = "claimed".into()), 1);
    assert_eq!(incidents(|r| (r.gazetteer_id, r.point) = (Some("geonames:1".into()), Some((75.05, 29.5349)))), 1);
    assert_eq!(incidents(|r| (r.event_date, r.event_date_end) = (None, None)), 1);
    assert_eq!(incidents(|r| (r.event_date, r.event_date_end) = (Some(day(5)), Some(day(11)))), 1);
}

#[test]
fn two_incidents_of_two_documents() {
    assert_eq!(incidents(|r| r.kind = "alert".into()), 2);
    assert_eq!(incidents(|r| (r.gazetteer_id, r.point) = (Some("geonames:1".into()), Some((75.1, 29.5349)))), 2);
    assert_eq!(incidents(|r| (r.event_date, r.event_date_end) = (Some(day(6)), None)), 2);
    assert_eq!(incidents(|r| (r.event_date, r.event_date_end, r.published) = (None, None, Some(day(9)))), 2);
    let pair = |change: fn(&mut Report, bool)| {
        let [one, two] = ["one", "two"].map(|d| report(d, |r| change(r, d == "one")));
        joined(&[one, two]).incidents.len()
    };
    assert_eq!(pair(|r, first| r.subkind = Some(if first { "air" } else { "drone" }.into())), 2);
    assert_eq!(pair(|r, first| r.actor1 = Some(if first { "India" } else { "Pakistan" }.into())), 2);
    assert_eq!(pair(|r, _| (r.event_date, r.event_date_end) = (None, None)), 2);
    let vague = Options { include: BTreeSet::from([Include::Vague]), ..Options::default() };
    let countries = ["one", "two"].map(|d| report(d, |r| r.geo_precision = None));
    assert_eq!(assemble(countries, &vague).incidents.len(), 2);
}

#[test]
fn reports_of_one_document_join_only_if_equal() {
    let of_one = |change: fn(&mut Report)| {
        let other = report("one", |r| {
            r.notes = "It was struck again in Sirsa.".into();
            change(r);
        });
        joined(&[report("one", |_| {}), other]).incidents.len()
    };
    assert_eq!(of_one(|_| {}), 1);
    assert_eq!(of_one(|r| (r.event_date, r.event_date_end) = (None, None)), 2);
    assert_eq!(of_one(|r| r.actor1 = Some("Pakistan".into())), 2);
    assert_eq!(of_one(|r| r.subkind = Some("drone".into())), 2);
}

#[test]
fn a_report_that_fits_two_incidents_unites_them_only_if_they_can_be_one() {
    // two undated ones are no evidence for each other, but a dated one is for both
    let undated = |r: &mut Report| (r.event_date, r.event_date_end) = (None, None);
    let (one, two) = (report("one", undated), report("two", undated));
    let later = report("three", |r| r.published = Some(day(9)));
    let first = one.id.clone().min(two.id.clone());
    let assembly = joined(&[later, two, one]);
    assert_eq!(assembly.incidents.len(), 1);
    assert_eq!(assembly.incidents[0].id, first);
    assert!(assembly.fates.iter().all(|f| f.incident_id.as_deref() == Some(&*first)));

    let kind = |doc, subkind: &str| report(doc, |r| r.subkind = Some(subkind.into()));
    let any = report("three", |r| r.published = Some(day(9)));
    let assembly = joined(&[kind("one", "air"), kind("two", "drone"), any]);
    assert_eq!(assembly.incidents.len(), 3);
}

#[test]
fn the_same_text_under_several_names_is_one_document() {
    let one = report("one", |_| {});
    let copy = Report { document_id: "a/one.txt".into(), ..one.clone() };
    let later = Report {
        document_id: "0.txt".into(),
        ..report("one", |r| {
            (r.published, r.event_date, r.event_date_end) = (None, None, None);
        })
    };
    let assembly = joined(&[one.clone(), later, copy]);
    assert_eq!(assembly.incidents.len(), 1);
    assert_eq!(assembly.incidents[0].sources_count, 1);
    assert_eq!(assembly.incidents[0].document_id, "a/one.txt");
    let duplicates = assembly.fates.iter().filter(|f| f.outcome == Outcome::Duplicate);
    assert_eq!(duplicates.clone().count(), 2);
    for duplicate in duplicates {
        assert_eq!(duplicate.incident_id.as_ref(), Some(&one.id));
        assert_eq!(duplicate.reason.as_deref(), Some("the same text as document a/one.txt"));
    }
}

#[test]
fn an_id_names_one_incident_even_if_two_runs_placed_it_elsewhere() {
    let one = report("one", |_| {});
    let other = Report {
        gazetteer_id: Some("geonames:1".into()),
        point: Some((1.0, 2.0)),
        fingerprint: "0123456789abcdef".into(),
        ..one.clone()
    };
    assert_eq!(joined(&[one, other]).incidents.len(), 1);
}

#[test]
fn figures_status_and_unknowns_of_an_incident() {
    let one = report("one", |r| {
        (r.fatalities, r.fatalities_max) = (Some(9), Some(12));
        (r.status, r.claimed_by) = ("claimed".into(), Some("the army".into()));
        (r.event_date, r.event_date_end, r.time_precision) = (Some(day(5)), Some(day(8)), Some(2));
    });
    let two = report("two", |r| {
        r.published = Some(day(9));
        (r.fatalities, r.weapon, r.confidence) = (Some(5), Some("drone".into()), 0.9);
    });
    let three = report("three", |r| {
        r.published = Some(day(9));
        (r.fatalities, r.subkind) = (Some(4), Some("drone".into()));
    });
    let assembly = joined(&[three, one.clone(), two]);
    let [incident] = &assembly.incidents[..] else { panic!("{assembly:?}") };
    assert_eq!(incident.id, one.id);
    assert_eq!(incident.notes, one.notes);
    assert_eq!((incident.fatalities, incident.fatalities_max), (Some(4), Some(12)));
    assert_eq!((incident.event_date, incident.time_precision), (Some(day(7)), Some(1)));
    assert_eq!((incident.status.as_str(), &incident.claimed_by), ("reported", &None));
    assert_eq!(incident.weapon.as_deref(), Some("drone"));
    assert_eq!(incident.subkind.as_deref(), Some("drone"));
    assert_eq!(incident.sources_count, 3);
    assert!((incident.confidence - 0.9).abs() < 1e-9);
}

#[test]
fn a_claim_and_a_denial_make_a_dispute() {
    let told = |status: &str| report("one", |r| r.status = status.into());
    let denial = report("two", |r| r.status = "denied".into());
    let status = |told: &Report, options: &Options| {
        let assembly = assemble([told.clone(), denial.clone()], options);
        assert_eq!(assembly.incidents.len(), 1);
        let fate = assembly.fates.iter().find(|f| f.report_id == denial.id).unwrap();
        assert_eq!(fate.incident_id.as_ref(), Some(&told.id));
        (assembly.incidents[0].status.clone(), fate.outcome)
    };
    let default = Options::default();
    assert_eq!(status(&told("claimed"), &default), ("disputed".into(), Outcome::Status));
    assert_eq!(status(&told("reported"), &default), ("reported".into(), Outcome::Status));
    let included = Options { include: BTreeSet::from([Include::Denied]), ..default.clone() };
    // asked for, the denial stands on the map beside what it denies
    let both = assemble([told("claimed"), denial.clone()], &included);
    let mut statuses: Vec<&str> = both.incidents.iter().map(|i| i.status.as_str()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["denied", "disputed"]);
    let fate = both.fates.iter().find(|f| f.report_id == denial.id).unwrap();
    assert_eq!((fate.incident_id.as_ref(), fate.outcome), (Some(&denial.id), Outcome::Layer));
    assert_eq!(joined(std::slice::from_ref(&denial)).incidents.len(), 0);
    assert_eq!(assemble([denial.clone()], &included).incidents[0].status, "denied");
}

#[test]
fn every_report_has_its_fate() {
    let assembly = assemble(mixed(), &options());
    let mut fates: Vec<_> = assembly.fates.iter().map(|f| f.outcome).collect();
    fates.sort();
    assert_eq!(fates, [Layer, Layer, Layer, Layer, Unresolved, Status, Vague, Threshold, Duplicate]);
    let all = Options { include: Include::ALL.into(), ..Options::default() };
    let assembly = assemble(mixed(), &all);
    let kept = |o| matches!(o, Outcome::Layer | Outcome::Unresolved | Outcome::Duplicate);
    assert!(assembly.fates.iter().all(|f| kept(f.outcome)));
}

#[test]
fn later_documents_keep_every_id() {
    let before: BTreeSet<String> = (assemble(mixed(), &options()).incidents.iter()).map(|i| i.id.clone()).collect();
    let mut more = mixed();
    more.extend((0..4).map(|n| {
        report(&format!("later{n}"), |r| {
            r.published = Some(day(10));
            r.actor1 = (n % 2 == 0).then(|| "Pakistan".into());
        })
    }));
    let after = assemble(more, &options());
    assert!(before.iter().all(|id| after.incidents.iter().any(|i| i.id == *id)));
}

/// Reports in a small world, so that many of them meet.
fn crowd() -> impl Strategy<Value = Vec<Report>> {
    let one = (0..6u8, 0..3u8, 0..6u8, 0..3i8, 0..3u8, 0..7u8, prop::option::of(1..9u64));
    (any::<bool>(), prop::collection::vec(one, 0..24)).prop_map(|(province, all)| {
        all.into_iter()
            .map(|(doc, place, status, date, actor, rest, dead)| {
                report(&format!("d{doc}"), |r| {
                    r.gazetteer_id = Some(format!("geonames:{place}"));
                    r.status = incident_mapper::report::STATUSES[usize::from(status)].into();
                    let date = (date > 0).then(|| day(5 + date));
                    (r.event_date, r.event_date_end) = (date, date);
                    r.time_precision = date.map(|_| if rest == 1 { 2 } else { 1 });
                    r.actor1 = (actor > 0).then(|| format!("A{actor}"));
                    r.subkind = (rest > 4).then(|| ["air", "drone"][usize::from(rest % 2)].into());
                    r.geo_precision = (rest != 3).then_some(1);
                    r.published = (doc > 0).then(|| day(6 + i8::try_from(doc % 3).unwrap()));
                    // the first two are near each other; the first may be the province of all
                    r.point = (rest != 2).then_some((75.0, [0.0, 0.03, 2.0][usize::from(place)]));
                    r.feature_code = (place == 0 && province).then(|| "ADM1".into());
                    r.admin1 = Some("Haryana".into());
                    r.fatalities = dead;
                })
            })
            .collect()
    })
}

proptest! {
    #[test]
    fn input_order_does_not_count(reports in crowd().prop_shuffle(), all in any::<bool>()) {
        let options = Options {
            include: if all { Include::ALL.into() } else { BTreeSet::new() },
            areas: !all,
            ..Options::default()
        };
        let mut other = reports.clone();
        other.reverse();
        let (a, b) = (assemble(reports.clone(), &options), assemble(other, &options));
        prop_assert_eq!(&a, &b);
        prop_assert_eq!(a.fates.len(), reports.len());
        let ids: BTreeSet<&String> = a.incidents.iter().map(|i| &i.id).collect();
        prop_assert_eq!(ids.len(), a.incidents.len());
        let named: BTreeSet<&String> = (a.fates.iter())
            .filter(|f| f.outcome == Outcome::Layer)
            .map(|f| f.incident_id.as_ref().unwrap())
            .collect();
        prop_assert_eq!(named, ids);
    }

    #[test]
    fn assembling_by_way_of_lines_changes_nothing(reports in crowd()) {
        let read = reports.iter().map(|r| Report::from_line(&r.to_line()).unwrap());
        prop_assert_eq!(
            assemble(read, &Options::default()),
            assemble(reports.clone(), &Options::default())
        );
    }
}
