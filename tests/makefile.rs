//! The Makefile of `examples/pipeline` rebuilds the layers when an input changed, and only then.
#![allow(clippy::unwrap_used, reason = "the helpers of tests are no #[test]")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
    time::{Duration, SystemTime},
};

fn make(dir: &Path, target: &str) -> Output {
    Command::new("make")
        .args([target, "FLAGS=--kinds kinds.toml"])
        .env("MAPPER", env!("CARGO_BIN_EXE_incident-mapper"))
        .current_dir(dir)
        .output()
        .expect("these tests need `make`: install it")
}

fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Whether another `make` writes the folder again.
fn rebuilds(dir: &Path) -> bool {
    said(&make(dir, "all")).contains(" map ")
}

/// Later than anything that was written so far, without waiting for the clock.
fn touch(path: &Path) {
    let later = SystemTime::now() + Duration::from_secs(5);
    fs::File::open(path).unwrap().set_modified(later).unwrap();
}

#[test]
fn layers_are_rebuilt_when_an_input_changed_and_only_then() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    for file in ["Makefile", "annotate.py"] {
        fs::copy(Path::new("examples/pipeline").join(file), dir.join(file)).unwrap();
    }
    fs::create_dir_all(dir.join("news/may")).unwrap();
    fs::copy("examples/floods.toml", dir.join("kinds.toml")).unwrap();
    fs::copy("examples/floods.md", dir.join("news/may/floods report.md")).unwrap();
    fs::write(dir.join("news/gone.txt"), "Calm.").unwrap();

    assert!(rebuilds(dir) && dir.join("layers/floods.geojson").exists());
    assert!(!rebuilds(dir), "nothing has changed");
    for input in ["news/may/floods report.md", "kinds.toml"] {
        touch(&dir.join(input));
        assert!(rebuilds(dir), "{input} has changed");
        // the touched file is of the future still
        touch(&dir.join("layers/run.json"));
        assert!(!rebuilds(dir));
    }
    fs::remove_file(dir.join("news/gone.txt")).unwrap();
    touch(&dir.join("news"));
    assert!(rebuilds(dir), "a document is gone");
    assert!(said(&make(dir, "check")).contains("no problems"));

    fs::write(dir.join("news/no_place.txt"), "Drones struck Qwertyville on Monday, police said: 100%.").unwrap();
    touch(&dir.join("news"));
    let annotated = said(&make(dir, "annotate"));
    let warning =
        annotated.lines().find(|line| line.starts_with("::warning ")).unwrap_or_else(|| panic!("{annotated}"));
    assert!(warning.starts_with("::warning file=news/no_place.txt,title=strike without a place::"), "{warning}");
    assert!(warning.ends_with("100%25."), "{warning}");
}

#[test]
fn a_run_that_failed_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::copy("examples/pipeline/Makefile", dir.join("Makefile")).unwrap();
    fs::create_dir(dir.join("news")).unwrap();
    fs::write(dir.join("news/bad.jsonl"), "{\"text\": \"Calm.\"}\n{broken\n").unwrap();
    fs::write(dir.join("kinds.toml"), "").unwrap();
    for _ in 0..2 {
        let output = make(dir, "all");
        assert!(!output.status.success() && String::from_utf8_lossy(&output.stdout).contains(" map "));
        assert!(!dir.join("layers/run.json").exists());
    }
}

/// A depfile among the documents names what was read and not itself, so that the next `make` has nothing to do.
#[test]
fn a_depfile_names_what_was_read_alone() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::create_dir(dir.join("news")).unwrap();
    fs::write(dir.join("news/a.txt"), "Calm.").unwrap();
    fs::write(dir.join("news/a;b.txt"), "Quiet.").unwrap();
    fs::write(dir.join("news/photo.jpg"), "").unwrap();
    let map = || {
        let program = Path::new(env!("CARGO_BIN_EXE_incident-mapper"));
        let arguments =
            ["map", "news", "-o", "news/layers", "--depfile", "news/layers.d", "--errors", "news/errors.jsonl"];
        let output = Command::new(program).args(arguments).current_dir(dir).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("news/a;b.txt: make cannot read this name"), "{said}");
        fs::read_to_string(dir.join("news/layers.d")).unwrap()
    };
    let rule = "news/layers/run.json: \\\n  news \\\n  news/a.txt\n\nnews:\n\nnews/a.txt:\n";
    assert_eq!([map(), map()], [rule, rule]);
    let modified = |name: &str| fs::metadata(dir.join(name)).unwrap().modified().unwrap();
    assert!(modified("news") <= modified("news/layers/run.json"));
}
