//! What README.md shows is what the program does. `BLESS=1 cargo test --test readme` writes the blocks anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    env, fs,
    process::{Command, Output},
    sync::Mutex,
};

use serde_json::{Map, Value};

/// Blessing rewrites one file from several tests.
static README: Mutex<()> = Mutex::new(());

fn program(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_incident-mapper")).args(args).output().unwrap()
}

fn run(args: &[&str]) -> String {
    let output = program(args);
    assert!(output.status.success(), "{args:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Holds the fenced block between the comments `name` to what the program gives.
fn holds(name: &str, language: &str, fresh: &str) {
    let guard = README.lock();
    let readme = fs::read_to_string("README.md").unwrap();
    let opening = format!("<!-- {name}: BLESS=1 cargo test --test readme -->\n");
    let start = readme.find(&opening).unwrap() + opening.len();
    let closing = format!("<!-- end of {name} -->");
    let end = start + readme[start..].find(&closing).unwrap();
    let fresh = format!("```{language}\n{}\n```\n", fresh.trim_end());
    if env::var_os("BLESS").is_some() {
        let blessed = [&readme[..start], &fresh, &readme[end..]].concat();
        fs::write("README.md", blessed).unwrap();
    } else {
        assert_eq!(&readme[start..end], fresh, "bless README.md's {name}");
    }
    drop(guard);
}

#[test]
fn the_help_is_the_help() {
    holds("help", "text", &run(&["--help"]));
}

#[test]
fn the_feature_is_real() {
    let folder = tempfile::tempdir().unwrap();
    let layers = folder.path().join("layers");
    run(&["map", "--quiet", "seeds", "-o", layers.to_str().unwrap()]);
    let layer = fs::read_to_string(layers.join("interceptions.geojson")).unwrap();
    let mut layer: Value = layer.parse().unwrap();
    let features = layer["features"].as_array_mut().unwrap();
    let sirsa = features.iter_mut().find(|f| f["properties"]["location"] == "Sirsa").expect("an interception at Sirsa");
    let Value::Object(properties) = sirsa["properties"].take() else {
        unreachable!("properties are an object");
    };
    let known: Map<String, Value> = properties.into_iter().filter(|(_, v)| !v.is_null()).collect();
    let geometry = sirsa["geometry"].to_string();
    let lines: Vec<String> = known.iter().map(|(k, v)| format!("    \"{k}\": {v}")).collect();
    let shown = format!(
        "{{\n  \"type\": \"Feature\",\n  \"geometry\": {geometry},\n  \"id\": {},\n  \"properties\": {{\n{}\n  }}\n}}",
        sirsa["id"],
        lines.join(",\n")
    );
    assert_eq!(shown.parse::<Value>().unwrap()["id"], sirsa["id"]);
    holds("feature", "json", &shown);
}

#[test]
fn the_first_code_block_is_two_commands() {
    let readme = fs::read_to_string("README.md").unwrap();
    let block = readme.split("```").nth(1).unwrap();
    let commands: Vec<&str> = block
        .lines()
        .skip(1)
        .map(|line| line.split('#').next().unwrap().trim())
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(commands, ["cargo run --release -- map seeds -o layers", "cargo test"]);
}

#[test]
fn the_kind_that_it_shows_is_a_kind() {
    let readme = fs::read_to_string("README.md").unwrap();
    let block = readme.split("```toml\n").nth(1).unwrap();
    let toml = block.split("```").next().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), toml).unwrap();
    let said = run(&["check", "--kinds", file.path().to_str().unwrap()]);
    assert_eq!(said, "landslide: 2 of 2 examples hold\nno problems\n");
}

#[test]
fn the_kinds_are_checked_and_mapped() {
    let folder = tempfile::tempdir().unwrap();
    let layers = folder.path().join("layers");
    let layers = layers.to_str().unwrap();
    let floods = "examples/floods.toml";
    let checked = run(&["check", "--kinds", floods]);
    let mapped = program(&["map", "examples/floods.md", "-o", layers, "--kinds", floods]);
    let mapped = String::from_utf8(mapped.stderr).unwrap().replace(layers, "layers");
    holds(
        "kinds",
        "console",
        &format!(
            "$ incident-mapper check --kinds {floods}\n{checked}$ incident-mapper map examples/floods.md -o layers --kinds {floods}\n{mapped}"
        ),
    );
}

#[test]
fn what_is_wrong_with_kinds_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let floods = fs::read_to_string("examples/floods.toml").unwrap();
    let my = folder.path().join("my_kinds.toml");
    let wrong = [
        (floods.replace("places = [\"Swat\"]", "places = []"), Some(1)),
        (floods.replace("frame = \"lose\"", "frame = \"loose\""), Some(2)),
    ];
    let said = wrong.map(|(text, status)| {
        fs::write(&my, text).unwrap();
        let output = program(&["check", "--kinds", my.to_str().unwrap()]);
        assert_eq!(output.status.code(), status);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        format!("$ incident-mapper check --kinds my_kinds.toml\n{said}")
    });
    holds("wrong kinds", "console", &said.concat().replace(my.to_str().unwrap(), "my_kinds.toml"));
}

#[test]
fn the_place_that_it_shows_is_found() {
    let readme = fs::read_to_string("README.md").unwrap();
    let block = readme.split("```csv\n").nth(1).unwrap();
    let csv = block.split("```").next().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), csv).unwrap();
    let file = file.path().to_str().unwrap();
    let said = run(&["lookup", "Khan Kot", "--gazetteer", file]);
    assert!(said.contains("Khankot, Punjab, India"), "{said}");
    assert!(said.contains("user:"), "{said}");
}
