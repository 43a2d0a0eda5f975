//! `evaluate places` gives the figures of `../shared/eval/score_toponyms.py`, `evaluate incidents` those of `score_incidents.py`, on
//! files made here and on corpora.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Value, json};

const PLACES_SCORER: &str = "../shared/eval/score_toponyms.py";
const INCIDENTS_SCORER: &str = "../shared/eval/score_incidents.py";
const CORPUS: &str = "../shared/eval/corpora/geowebnews.jsonl";
const INCIDENTS: [&str; 2] = ["../shared/eval/incidents_dev.jsonl", "../shared/eval/incidents_seeds.jsonl"];

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program is built, and python3 runs the scorer; install it");
    assert!(output.status.success(), "{command:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn ours(args: &[&str]) -> String {
    run(Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args))
}

/// A path of the folder `shared`.
fn shared(path: &'static str) -> &'static str {
    assert!(Path::new(path).exists(), "{path} is missing: this test needs the folder `shared` beside the repository");
    path
}

fn scorer(script: &'static str, args: &[&str]) -> String {
    run(Command::new("python3").arg(shared(script)).args(args))
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
            let theirs = scorer(PLACES_SCORER, &[gold, found, "--json", "--radius-km", radius, "--errors", errors_too]);
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
    let theirs = scorer(PLACES_SCORER, &[CORPUS, found.to_str().unwrap(), "--json"]);
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

/// Kinds, words and days of which made-up incidents and reports are put together: few, so that they meet.
const KINDS: [&str; 3] = ["strike", "strike", "alert"];
const NAMES: [&str; 6] = ["Straße", "STRASSE  Nord", "Mo’a", "mo'a port", "Ur", "ΣΟΦΟΣ"];
const DAYS: [Option<&str>; 4] = [Some("2025-05-08"), Some("2025-05-09"), Some("2025-05"), None];

impl Numbers {
    fn of<T: Clone>(&mut self, some: &[T]) -> T {
        some[self.below(u32::try_from(some.len()).unwrap()) as usize].clone()
    }

    /// One of few points, so that distances are often equal.
    fn grid_point(&mut self) -> Option<[f64; 2]> {
        (self.below(7) > 0).then(|| [0.1, 0.2].map(|step| f64::from(self.below(3)) * step))
    }

    fn incident(&mut self) -> Value {
        let point = self.grid_point();
        let precisions = ["site", "city", "district", "admin1", "region", "country"];
        let statuses = ["reported", "reported", "claimed", "disputed", "denied", "planned_or_threatened", "background"];
        let mut incident = json!({
            "kind": self.of(&KINDS), "place": self.of(&NAMES), "lat": point.map(|p| p[0]), "lon": point.map(|p| p[1]),
            "precision": self.of(&precisions), "status": self.of(&statuses), "start": self.below(40),
            "evidence": format!("{} was hit, {}", self.of(&NAMES), self.of(&NAMES)),
        });
        let options = [
            ("alt", json!([self.of(&NAMES)])),
            ("coarse", json!(self.below(2) == 0)),
            ("date", json!(self.of(&DAYS))),
            ("subkind", json!(self.of(&[Some("drone"), None]))),
            ("fatalities", self.of(&[json!(3), json!(4.0), Value::Null])),
            ("count", json!(self.below(2))),
            ("count_scope", json!(self.of(&["each", "total"]))),
            ("intended_target", json!(self.of(&NAMES))),
        ];
        for (member, value) in options {
            if self.below(3) == 0 {
                incident[member] = value;
            }
        }
        incident
    }

    fn report(&mut self, document: &Value) -> Value {
        let geometry = self.grid_point().map(|[lat, lon]| json!({"type": "Point", "coordinates": [lon, lat]}));
        let statuses = ["reported", "reported", "reported", "claimed", "disputed", "denied"];
        let mut properties = json!({
            "document_id": document, "kind": self.of(&KINDS), "status": self.of(&statuses),
            "location_text": self.of(&[Some("Straße Nord"), Some("MO'A"), Some("ur"), Some("σοφος"), None]),
            "uncertainty_km": 15, "geo_precision": self.of(&[Some(1), Some(2), Some(3), None]),
            "event_date": self.of(&DAYS),
            "subkind": self.of(&[Some("drone"), None]), "fatalities": self.of(&[Some(3), Some(4), None]),
            "weapon_count": self.of(&[Some(0), Some(1), None]), "intended_target": self.of(&NAMES), "confidence": 0.5,
        });
        if self.below(4) > 0 {
            properties["notes"] = json!(format!("{} was not hit", self.of(&NAMES)));
            properties["evidence_start"] = json!(self.below(20));
            properties["evidence_end"] = json!(20 + self.below(20));
        }
        json!({"type": "Feature", "geometry": geometry, "properties": properties})
    }
}

/// A gold of incidents and reports for it, in a folder.
fn incident_files(folder: &Path, seed: u64) -> [PathBuf; 2] {
    let mut random = Numbers(seed);
    let (mut gold, mut found) = (Vec::new(), Vec::new());
    for id in 0..100 {
        let incidents: Vec<Value> = (0..random.below(7)).map(|_| random.incident()).collect();
        let decoys: Vec<Value> = (0..random.below(3)).map(|_| json!({"place": random.of(&NAMES)})).collect();
        let text = "x".repeat(40);
        gold.push(format!("{}\n", json!({"id": id, "text": text, "incidents": incidents, "decoys": decoys})));
        for _ in 0..random.below(9) {
            let id = random.of(&[json!(id), json!(id.to_string())]);
            let report = random.report(&id);
            found.push(format!("{}{}\n", random.of(&["", "\u{1e}"]), report));
        }
    }
    let paths = [folder.join("gold.jsonl"), folder.join("found.geojsonl")];
    fs::write(&paths[0], gold.concat()).unwrap();
    fs::write(&paths[1], found.concat()).unwrap();
    paths
}

/// The lines of `--errors` as the scorer prints them; what is inexact it does not tell.
fn told(file: &Path) -> Vec<String> {
    let short = |value: &Value| match value {
        Value::Null => "None".to_owned(),
        value => value.as_str().unwrap().chars().take(160).collect(),
    };
    let lines = fs::read_to_string(file).unwrap();
    let faults = lines.lines().map(|line| line.parse::<Value>().unwrap());
    let told = faults.filter(|fault| fault["fault"] != "inexact").map(|fault| {
        let (side, place, evidence) =
            if fault["fault"] == "missed" { ("gold", "place", "evidence") } else { ("pred", "location_text", "notes") };
        let side = &fault[side];
        // a report without `notes` has empty ones for the scorer
        let evidence = side.get(evidence).map(short).unwrap_or_default();
        let words = [short(&fault["fault"]), short(&fault["id"]), short(&side["kind"]), short(&side[place]), evidence];
        words.join("  ") + "\n"
    });
    told.collect()
}

/// Holds figures and errors of a file of reports to the scorer's.
fn same_incidents(gold: &str, found: &str, folder: &Path) -> Value {
    let errors = folder.join("errors.jsonl");
    let theirs: Value = scorer(INCIDENTS_SCORER, &[gold, found, "--json"]).parse().unwrap();
    let args = ["evaluate", "incidents", gold, "--predictions", found, "--json", "--errors", errors.to_str().unwrap()];
    let ours: Value = ours(&args).parse().unwrap();
    same(&theirs, &ours, gold);
    for member in ["kinds", "attributes"] {
        let names = |figures: &Value| {
            let mut names: Vec<String> = figures[member].as_object().unwrap().keys().cloned().collect();
            names.sort();
            names
        };
        assert_eq!(names(&theirs), names(&ours), "{gold}");
    }
    let printed = scorer(INCIDENTS_SCORER, &[gold, found, "--errors", "100000"]);
    let (printed, table) = printed.split_once("kind   ").unwrap();
    // evidence may hold line ends
    assert_eq!(printed, told(&errors).concat(), "{gold}");
    for (kind, outcome) in ours["kinds"].as_object().unwrap().iter().chain([(&"all".to_owned(), &ours)]) {
        let [p, r, f1] = ["precision", "recall", "f1"].map(|figure| outcome[figure].as_f64().unwrap());
        let counts = ["tp", "fp", "fn"].map(|count| outcome[count].as_u64().unwrap());
        let row = format!("{kind:14} {:4} {:4} {:4} {p:6.3} {r:6.3} {f1:6.3}", counts[0], counts[1], counts[2]);
        assert!(table.lines().any(|line| line == row), "{gold}: {row:?} is not in the scorer's table: {table}");
    }
    ours
}

#[test]
fn the_figures_of_made_up_incidents_are_the_scorers() {
    let folder = tempfile::tempdir().unwrap();
    for seed in 0..8 {
        let [gold, found] = incident_files(folder.path(), seed);
        let ours = same_incidents(gold.to_str().unwrap(), found.to_str().unwrap(), folder.path());
        assert!(ours["tp"].as_u64() > Some(20), "seed {seed} tests little: {ours}");
    }
}

#[test]
fn the_figures_of_what_extract_writes_are_the_scorers() {
    let folder = tempfile::tempdir().unwrap();
    let found = folder.path().join("found.geojsonl");
    for gold in INCIDENTS.map(shared) {
        fs::write(&found, ours(&["extract", gold, "--quiet"])).unwrap();
        let read = same_incidents(gold, found.to_str().unwrap(), folder.path());
        let args = ["evaluate", "incidents", gold, "--json"];
        let direct: Value = ours(&args).parse().unwrap();
        assert_eq!(read, direct, "{gold}");
        let figures: Value = ours(&[&args[..], &["--bootstrap", "100"]].concat()).parse().unwrap();
        let f1 = figures["f1"].as_f64().unwrap();
        let [low, high] = [0, 1].map(|i| figures["interval_95"]["f1"][i].as_f64().unwrap());
        assert!(low <= f1 && f1 <= high, "{gold}: {low} {f1} {high}");
        let within = &figures["within_uncertainty"];
        assert!(within["right"].as_u64() <= within["of"].as_u64() && within["of"].as_u64() <= figures["tp"].as_u64());
    }
}
