//! `evaluate places` gives the figures of `../shared/eval/score_toponyms.py`, on files made here and on a corpus.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

const SCORER: &str = "../shared/eval/score_toponyms.py";
const CORPUS: &str = "../shared/eval/corpora/geowebnews.jsonl";

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program is built, and python3 runs the scorer; install it");
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn ours(args: &[&str]) -> String {
    run(Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args))
}

fn scorer(args: &[&str]) -> String {
    assert!(
        Path::new(SCORER).exists(),
        "{SCORER} is missing: this test needs the folder `shared` beside the repository"
    );
    run(Command::new("python3").arg(SCORER).args(args))
}

/// Holds every member that the scorer has to ours.
fn same(theirs: &Value, ours: &Value, at: &str) {
    match theirs {
        Value::Object(members) => members.iter().for_each(|(k, v)| same(v, &ours[k], &format!("{at}.{k}"))),
        Value::Number(_) => {
            let (a, b) = (theirs.as_f64().unwrap(), ours.as_f64().unwrap_or(f64::NAN));
            assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{at}: the scorer has {a}, we have {b}");
        }
        _ => assert_eq!(theirs, ours, "{at}"),
    }
}

/// Numbers without a pattern, the same each time.
struct Numbers(u64);

impl Numbers {
    /// Below `n`.
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 33).unwrap() % n
    }

    fn point(&mut self) -> (Value, Value) {
        match self.below(4) {
            0 => (Value::Null, Value::Null),
            _ => (
                json!(f64::from(self.below(180_000)) / 1e3 - 90.0),
                json!(f64::from(self.below(360_000)) / 1e3 - 180.0),
            ),
        }
    }

    fn toponym(&mut self, length: u32) -> Value {
        let start = self.below(length - 1);
        let end = (start + 1 + self.below(12)).min(length);
        let (lat, lon) = self.point();
        json!({"start": start, "end": end, "lat": lat, "lon": lon, "confidence": f64::from(self.below(1001)) / 1e3})
    }

    /// A name that is the same as `gold`, or a little longer, elsewhere or nowhere.
    fn guess(&mut self, gold: &Value, length: u32) -> Value {
        let mut guess = gold.clone();
        if self.below(3) == 0 {
            let start = gold["start"].as_u64().unwrap();
            guess["start"] = json!(start.saturating_sub(self.below(4).into()));
            guess["end"] = json!((gold["end"].as_u64().unwrap() + u64::from(self.below(4))).min(length.into()));
        }
        match self.below(4) {
            0 => (guess["lat"], guess["lon"]) = self.point(),
            1 if gold["lat"].is_number() => guess["lat"] = json!(gold["lat"].as_f64().unwrap() * 0.98),
            _ => {}
        }
        guess
    }
}

/// A gold and predictions for it, in a folder.
fn files(folder: &Path, seed: u64) -> [PathBuf; 2] {
    let mut random = Numbers(seed);
    let (mut gold, mut found) = (Vec::new(), Vec::new());
    for id in 0..40 + random.below(20) {
        let length = 60 + random.below(400);
        let text: String = (0..length).map(|i| if i % 7 == 0 { 'ß' } else { 'x' }).collect();
        let names: Vec<Value> = (0..random.below(20)).map(|_| random.toponym(length)).collect();
        let mut guesses = Vec::new();
        for name in &names {
            for _ in 0..[0, 1, 1, 1, 2][random.below(5) as usize] {
                guesses.push(random.guess(name, length));
            }
        }
        guesses.extend((0..random.below(4)).map(|_| random.toponym(length)));
        let as_number = random.below(2) == 0;
        let id = |number: bool| if number { json!(id) } else { json!(id.to_string()) };
        gold.push(format!("{}\n", json!({"id": id(as_number), "text": text, "toponyms": names})));
        if random.below(10) > 0 {
            found.insert(
                random.below(u32::try_from(found.len()).unwrap() + 1) as usize,
                format!("{}\n", json!({"id": id(!as_number), "toponyms": guesses})),
            );
        }
    }
    let paths = [folder.join("gold.jsonl"), folder.join("found.jsonl")];
    fs::write(&paths[0], gold.concat()).unwrap();
    fs::write(&paths[1], found.concat()).unwrap();
    paths
}

/// Kind, document, spans and distance of each line of `--errors`.
fn faults(file: &Path) -> Vec<String> {
    let lines = fs::read_to_string(file).unwrap();
    let fault = |line: &str| {
        let fault: Value = line.parse().unwrap();
        let of = |side: &str| ["start", "end", "surface", "lat"].map(|m| fault[side][m].to_string()).join(" ");
        let off = fault["error_km"].as_f64().map(|km| format!("{km:.0}")); // the two round halves differently
        format!("{} {} {off:?} {} {}", fault["id"], fault["kind"], of("gold"), of("pred"))
    };
    lines.lines().map(fault).collect()
}

#[test]
fn the_figures_are_the_scorers() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..6 {
        let [gold, found] = files(folder.path(), seed);
        let [wrong, wrong_too] = ["ours", "theirs"].map(|name| folder.path().join(name));
        let [gold, found, errors, errors_too] = [&gold, &found, &wrong, &wrong_too].map(|p| p.to_str().unwrap());
        for radius in ["161", "25"] {
            let theirs = scorer(&[gold, found, "--json", "--radius-km", radius, "--errors", errors_too]);
            let args = ["evaluate", "places", gold, "--predictions", found, "--json", "--radius-km", radius];
            let ours = ours(&[&args[..], &["--errors", errors]].concat());
            same(&theirs.parse().unwrap(), &ours.parse().unwrap(), &format!("seed {seed}"));
            assert_eq!(faults(&wrong_too), faults(&wrong), "seed {seed}");
        }
    }
}

#[test]
fn what_is_found_is_what_places_writes() {
    let folder = tempfile::tempdir().unwrap();
    let found = folder.path().join("found.jsonl");
    fs::write(&found, ours(&["places", CORPUS, "--quiet"])).unwrap();
    let theirs = scorer(&[CORPUS, found.to_str().unwrap(), "--json"]);
    let figures = ours(&["evaluate", "places", CORPUS, "--json", "--bootstrap", "100"]);
    let figures: Value = figures.parse().unwrap();
    same(&theirs.parse().unwrap(), &figures, "geowebnews");
    let f1 = figures["end_to_end"]["f1"].as_f64().unwrap();
    let [low, high] = [0, 1].map(|i| figures["interval_95"]["end_to_end_f1"][i].as_f64().unwrap());
    assert!(low < f1 && f1 < high, "{low} {f1} {high}");
}

#[test]
fn with_the_golds_spans_every_name_is_found() {
    let figures: Value = ours(&["evaluate", "places", CORPUS, "--json", "--gold-spans"]).parse().unwrap();
    let overlap = &figures["recognition"]["overlap"];
    assert!(overlap["r"].as_f64().unwrap() > 0.99, "{overlap}");
    let without = ours(&["evaluate", "places", CORPUS, "--json", "--gold-spans", "--without-countries"]);
    let without: Value = without.parse().unwrap();
    let gold = |figures: &Value| figures["recognition"]["overlap"]["gold"].as_u64().unwrap();
    assert!(gold(&without) < gold(&figures));
}
