//! What holds of whole runs: `map` is `extract` and `assemble`, order does not count, `check` tells a damaged folder.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// Reports of our own, over places that the curated gazetteer has.
const NEWS: &str = r#"{"id":"a","published":"2025-05-10","source":"Example Wire","text":"Officials said on Saturday that a missile aimed at New Delhi was intercepted over Sirsa in Haryana. Blackouts were ordered in Amritsar and Jalandhar. Sirens sounded in Jammu."}
{"id":"b","published":"2025-05-11","source":"Example Post","text":"Residents of Amritsar sat through a second blackout on Sunday. Drones struck the airport of Jammu, wounding three people, police said. The army denied that Pathankot was hit."}
{"id":"c","text":"The talks in Dhaka went on."}
"#;

struct Work(tempfile::TempDir);

impl Work {
    fn new() -> Self {
        let work = Self(tempfile::tempdir().unwrap());
        fs::write(work.path("news.jsonl"), NEWS).unwrap();
        work
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, args: &[&str]) -> Output {
        let output =
            Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args).current_dir(self.0.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}: {output:?}");
        output
    }

    /// The files of a folder; of `run.json` only what does not tell of the run alone.
    fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(self.path(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let mut text = fs::read(&path).unwrap().escape_ascii().to_string();
            if name == "run.json" {
                let mut run: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
                run.as_object_mut().unwrap().remove("run");
                text = run.to_string();
            }
            files.insert(name, text);
        }
        files
    }
}

#[test]
fn map_is_extract_and_assemble() {
    let work = Work::new();
    work.run(&["map", "news.jsonl", "-o", "map"]);
    let reports = work.run(&["extract", "news.jsonl"]).stdout;
    fs::write(work.path("reports.geojsonl"), &reports).unwrap();
    work.run(&["assemble", "reports.geojsonl", "-o", "assemble"]);
    assert_eq!(work.files("map"), work.files("assemble"));
    let all = ["--areas", "--to", "fgb,csv", "--to=kml,geojson", "--quote-length", "40", "--no-style"];
    work.run(&[&["map", "news.jsonl", "-o", "map"], &all[..]].concat());
    work.run(&[&["assemble", "reports.geojsonl", "-o", "assemble"], &all[..]].concat());
    assert_eq!(work.files("map"), work.files("assemble"));
    assert!(work.files("map").contains_key("alerts_areas.kml"));
    work.run(&["check", "map"]);
    work.run(&["map", "news.jsonl", "-o", "map"]); // a folder with less
    work.run(&["check", "map"]);
    work.run(&["assemble", "reports.geojsonl", "-o", "assemble"]);
    // parts, in a folder as Spark leaves them, in another order
    fs::create_dir(work.path("parts")).unwrap();
    let reports = String::from_utf8(reports).unwrap();
    for (i, line) in reports.lines().rev().enumerate() {
        fs::write(work.path(&format!("parts/part-{i:05}")), line).unwrap();
    }
    File::create(work.path("parts/_SUCCESS")).unwrap();
    work.run(&["assemble", "parts", "-o", "parted"]);
    assert_eq!(work.files("map"), work.files("parted"));
}

#[test]
fn neither_jobs_nor_order_nor_a_second_run_change_a_byte() {
    let work = Work::new();
    work.run(&["map", "news.jsonl", "-o", "one", "--jobs", "1"]);
    let whole = fs::read_to_string(work.path("one/run.json")).unwrap();
    work.run(&["map", "news.jsonl", "-o", "one", "--jobs", "4"]);
    assert_eq!(whole, fs::read_to_string(work.path("one/run.json")).unwrap());
    fs::create_dir(work.path("lines")).unwrap();
    for (i, line) in NEWS.lines().rev().enumerate() {
        fs::write(work.path(&format!("lines/{i}.jsonl")), line).unwrap();
    }
    work.run(&["map", "lines", "-o", "two"]);
    assert_eq!(work.files("one"), work.files("two"));
}

#[test]
fn a_small_result_is_an_address() {
    let work = Work::new();
    let written = work.run(&["map", "news.jsonl", "-o", "layers", "--open"]).stdout;
    let link = String::from_utf8(written).unwrap();
    let encoded =
        link.strip_prefix("https://geojson.io/#data=data:application/json,").unwrap().strip_suffix('\n').unwrap();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        assert!(byte == b'%' || byte.is_ascii_alphanumeric() || b"-._~".contains(&byte), "{}", char::from(byte));
        let mut digit = || u8::try_from(char::from(rest.next().unwrap()).to_digit(16).unwrap()).unwrap();
        bytes.push(if byte == b'%' { digit() * 16 + digit() } else { byte });
    }
    let all: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let lines = fs::read_to_string(work.path("layers/incidents.geojsonl")).unwrap();
    assert_eq!(all["features"].as_array().unwrap().len(), lines.lines().count());
    let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
    for column in ["name", "event_date", "status", "notes", "marker-color"] {
        assert_eq!(all["features"][0]["properties"][column], first["properties"][column]);
    }
    // as much in forty other years
    let year = |i: usize| {
        let other = NEWS.replace("2025-", &format!("{}-", 1980 + i));
        other
            .replace(r#""id":""#, &format!(r#""id":"{i}"#))
            .replace(r#""text":""#, &format!(r#""text":"Dispatch {i}. "#))
    };
    fs::write(work.path("many.jsonl"), (0..40).map(year).collect::<String>()).unwrap();
    let output = work.run(&["map", "many.jsonl", "-o", "many", "--open"]);
    assert!(output.stdout.is_empty());
    assert!(String::from_utf8_lossy(&output.stderr).contains("drag the layers of many into geojson.io"));
    let quiet = work.run(&["map", "many.jsonl", "-o", "many", "--open", "--quiet"]);
    assert!(String::from_utf8_lossy(&quiet.stderr).contains("drag the layers"), "what was asked for is not there");
}

#[test]
fn the_text_that_offsets_point_into() {
    let work = Work::new();
    let reports = work.run(&["extract", "news.jsonl", "--with-text"]).stdout;
    for line in String::from_utf8(reports).unwrap().lines() {
        let feature: serde_json::Value = serde_json::from_str(line).unwrap();
        let properties = &feature["properties"];
        let text: Vec<char> = properties["text"].as_str().unwrap().chars().collect();
        let at = |name: &str| usize::try_from(properties[name].as_u64().unwrap()).unwrap();
        let slice: String = text[at("evidence_start")..at("evidence_end")].iter().collect();
        assert_eq!(properties["notes"], slice);
    }
    let places = work.run(&["places", "news.jsonl", "--with-text"]).stdout;
    for line in String::from_utf8(places).unwrap().lines() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        for toponym in document["toponyms"].as_array().unwrap() {
            let at = |name: &str| usize::try_from(toponym[name].as_u64().unwrap()).unwrap();
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(toponym["surface"], slice);
        }
    }
}

#[test]
fn check_tells_a_damaged_folder() {
    let work = Work::new();
    work.run(&["map", "news.jsonl", "-o", "layers"]);
    work.run(&["check", "layers"]);
    fs::remove_file(work.path("layers/reports.csv")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_incident-mapper"))
        .arg("check")
        .arg(Path::new("layers"))
        .current_dir(work.0.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("reports.csv"), "{said}");
}

#[test]
fn an_address_of_nothing_is_none() {
    let work = Work::new();
    fs::write(work.path("calm.txt"), "It was calm in Pune.").unwrap();
    let output = work.run(&["map", "calm.txt", "-o", "calm", "--open"]);
    assert_eq!(output.stdout, b"");
    assert!(String::from_utf8_lossy(&output.stderr).contains("no incident at a point"), "{output:?}");
    fs::write(work.path("whole.txt"), "NEW DELHI, May 8, 2025 - Missiles struck India on Wednesday, officials said.")
        .unwrap();
    let output = work.run(&["map", "whole.txt", "news.jsonl", "-o", "whole", "--open", "--areas"]);
    assert!(output.stdout.starts_with(b"https://geojson.io/"), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("lacks 1 of whole countries"), "{output:?}");
}

#[test]
fn a_summary_adds_up_and_tells_where_layers_lie_among_articles() {
    let work = Work::new();
    let said = |args: &[&str]| String::from_utf8(work.run(args).stderr).unwrap();
    let all = said(&["map", "news.jsonl", "-o", "layers"]);
    assert!(all.contains("6 incidents on the map; 7 reports from 3 documents (1 empty); 1 left out"), "{all}");
    let none = said(&["map", "news.jsonl", "-o", "layers", "--min-confidence", "1"]);
    assert!(
        none.contains("0 incidents on the map; 7 reports") && none.contains("; 7 left out: reports.csv says why"),
        "{none}"
    );
    for args in [["map", "news.jsonl", "-o", "."], ["map", ".", "-o", "."]] {
        let warned = said(&args);
        assert!(warned.contains("the layers are written into the folder of the input"), "{warned}");
    }
}

#[test]
fn diff_tells_what_came_went_and_changed() {
    let work = Work::new();
    let diff = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_incident-mapper"))
            .arg("diff")
            .args(args)
            .current_dir(work.0.path())
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].map(|said| String::from_utf8(said).unwrap());
        (output.status.code(), said)
    };
    work.run(&["map", "news.jsonl", "-o", "old"]);
    work.run(&["map", "news.jsonl", "-o", "new"]);
    let (status, [said, _]) = diff(&["old", "new"]);
    assert!(status == Some(0) && said.starts_with("0 came, 0 went, 0 changed, "), "{said}");
    let incidents = fs::read_to_string(work.path("new/incidents.geojsonl")).unwrap();
    let lines: Vec<&str> = incidents.lines().collect();
    let gone = lines[1..].join("\n").replacen("\"fatalities\":null", "\"fatalities\":7", 1);
    fs::write(work.path("fewer.geojsonl"), gone).unwrap();
    let (status, [said, _]) = diff(&["old", "fewer.geojsonl"]);
    assert!(status == Some(1) && said.contains("\n    fatalities: null -> 7\n"), "{said}");
    assert!(
        said.contains("- r") && said.ends_with(&format!("0 came, 1 went, 1 changed, {} the same\n", lines.len() - 2)),
        "{said}"
    );
    let (_, [said, _]) = diff(&["fewer.geojsonl", "old/incidents.geojsonl", "--json"]);
    let all: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        all.len() == 2 && all.iter().any(|one| one["columns"]["fatalities"] == serde_json::json!([7, null])),
        "{said}"
    );
    assert!(all.iter().any(|one| one["change"] == "came" && one["columns"] == serde_json::json!({})), "{said}");
    for (wrong, told) in [
        ("none", "there is no such file"),
        ("news.jsonl", "news.jsonl:1: "),
        ("old/alerts.geojson", "FeatureCollection"),
    ] {
        let (status, [_, said]) = diff(&["old", wrong]);
        assert!(status == Some(2) && said.contains(told), "{wrong}: {said}");
    }
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let work = Work::new();
    let said = |args: &[&str]| String::from_utf8(work.run(args).stdout).unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = said(&["completions", shell]);
        assert!(["diff", "assemble", "min-confidence"].iter().all(|word| script.contains(word)), "{shell}");
    }
    let page = said(&["man"]);
    assert!(page.contains(".TH") && page.contains("assemble"), "{page}");
    let page = said(&["man", "gazetteer", "build"]);
    assert!(page.contains("incident\\-mapper\\-gazetteer\\-build"), "{page}");
}

#[test]
fn a_run_says_which_kinds_it_was_made_with() {
    let work = Work::new();
    let kinds = |args: &[&str]| {
        work.run(&[&["map", "news.jsonl", "-o", "layers"], args].concat());
        let run: serde_json::Value = serde_json::from_slice(&fs::read(work.path("layers/run.json")).unwrap()).unwrap();
        run["data"]["kinds"].as_str().unwrap().to_owned()
    };
    let floods = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/floods.toml");
    let own = kinds(&[]);
    assert!(own.len() == 64 && own != kinds(&["--kinds", floods.to_str().unwrap()]) && own == kinds(&[]));
}
