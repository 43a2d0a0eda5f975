//! A kinds file of a user: `examples/floods.toml` adds kinds without a rebuild, and its own examples hold.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use incident_mapper::{
    engine::Engine,
    gazetteer::{Gazetteer, Options},
    kinds::Kinds,
    read::Document,
};

const FLOODS: &str = "examples/floods.toml";

fn engine() -> Engine {
    let gazetteer = Gazetteer::open(&Options::default()).unwrap();
    Engine::new(gazetteer, Kinds::load(&[FLOODS]).unwrap()).unwrap()
}

/// `kind.subkind place` of all that a text says has happened.
fn told(engine: &Engine, text: &str) -> Vec<String> {
    let document = Document { text: text.to_owned(), ..Document::default() };
    engine
        .extract(&document)
        .into_iter()
        .filter(|r| ["reported", "claimed", "disputed"].contains(&r.status.as_str()))
        .map(|r| {
            let subkind = r.subkind.map(|s| format!(".{s}")).unwrap_or_default();
            format!("{}{subkind} {}", r.kind, r.location_text.unwrap_or_default())
        })
        .collect()
}

#[test]
fn the_examples_of_the_kinds_hold() {
    let engine = engine();
    let own = ["flood", "landslide"];
    let mut wrong = Vec::new();
    for kind in engine.kinds().kinds.iter().filter(|k| own.contains(&k.name.as_str())) {
        assert!(!kind.examples.is_empty());
        for example in &kind.examples {
            let found: Vec<String> = told(&engine, &example.text)
                .into_iter()
                .filter(|f| f.starts_with(&kind.name))
                .map(|f| f.split_once(' ').unwrap().1.to_owned())
                .collect();
            if found != example.places {
                wrong.push(format!("{:?} gives {found:?}", example.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn sentences_that_the_file_has_not_seen() {
    let engine = engine();
    let mut wrong = Vec::new();
    for (text, expected) in [
        ("Heavy rain caused flash floods in Chitral, where six people drowned.", vec!["flood.flash Chitral"]),
        ("Parts of Gurdaspur were inundated on Monday.", vec!["flood Parts of Gurdaspur"]),
        ("Mudslides struck Muzaffarabad on Tuesday.", vec!["landslide.mudslide Muzaffarabad"]),
        ("Lahore was flooded with complaints about the match.", vec![]),
        ("There were no floods in Multan this year.", vec![]),
        ("An avalanche could hit Kargil if the snow melts, experts warned.", vec![]),
        (
            "Missiles struck Pathankot. Floods in Jammu hampered the repairs.",
            vec!["flood Jammu", "strike.missile Pathankot"],
        ),
    ] {
        let mut found = told(&engine, text);
        found.sort_unstable();
        if found != expected {
            wrong.push(format!("{text:?} gives {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
