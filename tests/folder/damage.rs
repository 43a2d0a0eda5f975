//! A damaged folder is told, also when somebody computed the checksums anew.

use std::{
    fs,
    path::{Path, PathBuf},
};

use incident_mapper::{
    assemble::{Options, assemble},
    export::{Format, WriteOptions, check, export, notes},
};
use sha2::{Digest, Sha256};

use crate::sample::{facts, kinds, mixed, options, report, write};

struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path(), mixed()).unwrap();
        assert_eq!(check(dir.path()).unwrap(), []);
        Self { dir }
    }

    /// With areas and all formats.
    fn every() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut reports = mixed();
        reports.push(report("seven", |r| {
            (r.feature_code, r.geo_precision, r.gazetteer_id) =
                (Some("PCLI".into()), None, Some("geonames:1269750".into()));
        }));
        let assembly = assemble(reports, &Options { areas: true, ..options() });
        let with = WriteOptions { to: Format::ALL.into_iter().collect(), ..WriteOptions::default() };
        export(dir.path(), &assembly, &kinds(), &facts(), with, &|| false).unwrap();
        assert_eq!(check(dir.path()).unwrap(), []);
        Self { dir }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{from} in {text}");
        fs::write(self.path(name), text.replacen(from, to, 1)).unwrap();
    }

    fn problems(&self) -> Vec<String> {
        (check(self.dir.path()).unwrap().iter()).map(ToString::to_string).collect()
    }

    /// Says that a problem has all the words; once as it is and once with new checksums in `run.json`.
    fn says(&self, by_checksum: &str, by_content: &str) {
        let said = self.problems();
        assert!(said.iter().any(|p| p.contains(by_checksum)), "{said:#?}");
        reseal(self.dir.path());
        let said = self.problems();
        assert!(said.iter().any(|p| p.contains(by_content)), "{said:#?}");
        assert!(!said.iter().any(|p| p.contains("run.json: was changed")), "{said:#?}");
        assert!(!said.iter().any(|p| p.contains("checksum")), "{said:#?}");
    }
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex: Vec<String> = digest.iter().map(|b| format!("{b:02x}")).collect();
    hex.concat()
}

/// Writes the checksums of `run.json` anew, as one who wants to hide a change would.
fn reseal(dir: &Path) {
    let path = dir.join("run.json");
    let mut run: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for file in run["files"].as_array_mut().unwrap() {
        let bytes = fs::read(dir.join(file["name"].as_str().unwrap())).unwrap_or_default();
        file["sha256"] = sha256(&bytes).into();
        file["bytes"] = bytes.len().into();
    }
    run["run"]["seal"] = "".into();
    let text = serde_json::to_string_pretty(&run).unwrap() + "\n";
    let seal = format!("\"seal\": \"{}\"", sha256(text.as_bytes()));
    fs::write(&path, text.replace("\"seal\": \"\"", &seal)).unwrap();
}

const AFTER: &str = "strikes.geojson: ";

#[test]
fn cut_short() {
    for name in ["strikes.geojson", "incidents.geojsonl", "reports.csv", "unresolved.csv"] {
        let folder = Folder::new();
        let bytes = fs::read(folder.path(name)).unwrap();
        fs::write(folder.path(name), &bytes[..bytes.len() - 9]).unwrap();
        folder.says(&format!("{name}: cut short"), name);
        // at a line's end
        let folder = Folder::new();
        let text = String::from_utf8(bytes).unwrap();
        let end = text.trim_end().rfind('\n').unwrap_or(0);
        fs::write(folder.path(name), &text[..end]).unwrap();
        folder.says(&format!("{name}: cut short"), name);
    }
    let folder = Folder::new();
    let text = fs::read_to_string(folder.path("run.json")).unwrap();
    fs::write(folder.path("run.json"), &text[..text.len() / 2]).unwrap();
    assert!(folder.problems()[0].contains("run.json: cut short or changed: EOF"));
}

#[test]
fn a_column_dropped() {
    let folder = Folder::new();
    folder.edit("strikes.geojson", r#""trigger":"struck","#, "");
    folder.says(AFTER, "strikes.geojson:2: column `trigger` is missing");
    let folder = Folder::new();
    folder.edit("reports.csv", ",status,", ",");
    folder.says("reports.csv: ", "reports.csv:1: the columns must be");
    let folder = Folder::new();
    folder.edit("alerts.geojson", r#""marker-size":"medium","#, "");
    folder.says("alerts.geojson: ", "alerts.geojson:2: column `marker-size` is missing");
}

#[test]
fn a_column_moved_or_of_another_type() {
    let folder = Folder::new();
    let (from, to) = (r#""kind":"strike","subkind":null,"#, r#""subkind":null,"kind":"strike","#);
    folder.edit("strikes.geojson", from, to);
    folder.says(AFTER, "column `subkind` stands where `kind` should");
    let folder = Folder::new();
    folder.edit("strikes.geojson", r#""fatalities":3"#, r#""fatalities":"3""#);
    folder.says(AFTER, "column `fatalities` must be a whole number or null, not \"3\"");
}

#[test]
fn one_byte_of_a_value_changed() {
    for (from, to, said) in [
        ("was struck", "was strucc", "(column notes)"),
        (r#""confidence":0.8"#, r#""confidence":0.9"#, "(column confidence)"),
        ("[75.0289,29.5349]", "[75.0289,29.5348]", "(point"),
        ("2025-05-07", "2025-05-17", "event_date 2025-05-17 is after"),
        (r#""status":"reported""#, r#""status":"reporteb""#, "status \"reporteb\" is not known"),
        (r#""id":"r"#, r#""id":"s"#, "20 hex digits"),
        (r##""marker-color":"#d7"##, r##""marker-color":"#d8"##, "differs from its feature"),
        ("\"name\":\"strikes\"", "\"name\":\"strikez\"", "strikes.geojson:1: must be"),
        ("\"bbox\":[75", "\"bbox\":[74", "strikes.geojson:1: must be"),
    ] {
        let folder = Folder::new();
        folder.edit("strikes.geojson", from, to);
        folder.says("strikes.geojson: changed since", said);
    }
    let folder = Folder::new();
    folder.edit("reports.csv", "was struck", "was strucc");
    folder.says("reports.csv: changed since", "notes differs from reports.csv line");
    let folder = Folder::new();
    folder.edit("ATTRIBUTION.txt", "CC BY", "CC BX");
    folder.says("ATTRIBUTION.txt: changed since", "is not the attribution");
    let folder = Folder::new();
    folder.edit("run.json", "\"version\": \"0", "\"version\": \"9");
    let said = folder.problems();
    assert!(said[0].contains("run.json: was changed"), "{said:?}");
}

#[test]
fn one_change_is_told_in_few_lines() {
    for name in ["strikes.geojson", "incidents.geojsonl", "reports.csv", "unresolved.csv", "strikes_areas.geojson"] {
        let folder = Folder::every();
        let text = fs::read_to_string(folder.path(name)).unwrap();
        let (first, rest) = text.split_once('\n').unwrap();
        for changed in [format!("{first}\nx\n{rest}"), format!("{first}\n"), format!("{text}x"), format!("x{text}")] {
            fs::write(folder.path(name), changed).unwrap();
            let said = folder.problems();
            assert!((1..=3).contains(&said.len()) && said.iter().all(|p| p.starts_with(name)), "{said:#?}");
            assert!(said.iter().all(|p| p.matches("write the folder again").count() < 2), "{said:#?}");
        }
    }
}

#[test]
fn every_changed_byte_is_found() {
    // the larger folder in larger steps, also with the checksums written anew
    for (folder, anew) in [(Folder::new(), false), (Folder::every(), true)] {
        for (name, bytes) in crate::sample::files(folder.dir.path()) {
            let step = if anew { (bytes.len() / 25).max(97) } else { 97 };
            for (at, turn) in (0..bytes.len()).step_by(step).zip(0..) {
                let mut changed = bytes.clone();
                match turn % 4 {
                    0 => changed.insert(at, b'7'),
                    1 => drop(changed.remove(at)),
                    2 => changed[at] ^= 0xFF,
                    _ => changed[at] ^= 1,
                }
                fs::write(folder.path(&name), &changed).unwrap();
                // a style that somebody changed is theirs, and fine
                let told = folder.problems().len() + notes(folder.dir.path()).unwrap().len();
                assert!(told > 0, "{name} byte {at}");
                if !anew || name == "run.json" {
                    continue;
                }
                let run = fs::read(folder.path("run.json")).unwrap();
                reseal(folder.dir.path());
                folder.problems(); // says what it can, and stops at nothing
                fs::write(folder.path("run.json"), run).unwrap();
            }
            fs::write(folder.path(&name), &bytes).unwrap();
        }
    }
}

#[test]
fn longitude_and_latitude_swapped() {
    let folder = Folder::new();
    folder.edit("strikes.geojson", "[75.0289,29.5349]", "[29.5349,75.0289]");
    folder.says("strikes.geojson: changed since", "(longitude and latitude swapped");
    // everywhere, with the bbox
    let folder = Folder::new();
    for name in ["strikes.geojson", "alerts.geojson", "incidents.geojsonl"] {
        let text = fs::read_to_string(folder.path(name)).unwrap();
        let text = text
            .replace("[75.0289,29.5349]", "[29.5349,75.0289]")
            .replace("[75.11,32.57]", "[32.57,75.11]")
            .replace("[75.0289,29.5349,75.11,32.57]", "[29.5349,75.0289,32.57,75.11]")
            .replace("[75.0289,29.5349,75.0289,29.5349]", "[29.5349,75.0289,29.5349,75.0289]");
        fs::write(folder.path(name), text).unwrap();
    }
    folder.says("strikes.geojson: changed since", "strikes.geojson:2: r");
    let said = folder.problems();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said.iter().all(|p| p.contains("longitude and latitude swapped")), "{said:#?}");
}

#[test]
fn a_file_missing() {
    for name in ["strikes.geojson", "blackouts.geojson", "incidents.geojsonl", "reports.csv", "ATTRIBUTION.txt"] {
        let folder = Folder::new();
        fs::remove_file(folder.path(name)).unwrap();
        let said = folder.problems();
        assert!(said.iter().any(|p| p.contains(&format!("{name}: missing"))), "{said:?}");
    }
    let folder = Folder::new();
    fs::remove_file(folder.path("run.json")).unwrap();
    assert!(folder.problems()[0].contains("run.json: cannot be read"));
}

#[test]
fn a_file_that_run_json_forgot() {
    let folder = Folder::new();
    folder.edit("run.json", "\"blackouts.geojson\",\n      \"sha256\"", "\"other.geojson\",\n      \"sha256\"");
    let said = folder.problems();
    assert!(said.iter().any(|p| p.contains("does not list blackouts.geojson")), "{said:?}");
}

/// A folder whose files were taken away, and out of `run.json` too.
#[test]
fn every_file_of_a_run_is_missed() {
    let folder = Folder::every();
    let run: serde_json::Value = serde_json::from_slice(&fs::read(folder.path("run.json")).unwrap()).unwrap();
    let whole = run["files"].as_array().unwrap();
    assert!(whole.len() > 35, "{}", whole.len());
    for gone in whole.iter().map(|file| file["name"].as_str().unwrap()) {
        let mut run = run.clone();
        run["files"].as_array_mut().unwrap().retain(|file| file["name"] != gone);
        fs::write(folder.path("run.json"), run.to_string()).unwrap();
        reseal(folder.dir.path());
        let said = folder.problems();
        assert!(said.iter().any(|p| p.contains(&format!("does not list {gone};"))), "{gone}: {said:#?}");
    }
}

#[test]
fn sums_that_do_not_add_up() {
    for (from, to, said) in [
        ("\"reports\": 9", "\"reports\": 8", "the fates of the reports do not add up"),
        ("\"incidents\": 3", "\"incidents\": 4", "the incidents of the layers do not add up"),
        ("\"vague\": 1", "\"vague\": 2", "the rows of fate vague do not add up"),
        ("\"mapped\": 6", "\"mapped\": 5", "the documents do not add up"),
        ("\"features\": 2", "\"features\": 1", "strikes.geojson: the features or rows of run.json"),
    ] {
        let folder = Folder::new();
        folder.edit("run.json", from, to);
        folder.says("run.json: was changed", said);
    }
    // a feature taken out of layer and list
    let folder = Folder::new();
    for name in ["alerts.geojson", "incidents.geojsonl"] {
        let text = fs::read_to_string(folder.path(name)).unwrap();
        let kept: Vec<&str> = text.lines().filter(|l| !l.contains(r#""kind":"alert""#)).collect();
        fs::write(folder.path(name), kept.join("\n") + "\n").unwrap();
    }
    folder.says("alerts.geojson: cut short", "is not in the layer");
    // a row taken out
    let folder = Folder::new();
    let text = fs::read_to_string(folder.path("reports.csv")).unwrap();
    let kept: Vec<&str> = text.lines().filter(|l| !l.contains(",vague,")).collect();
    fs::write(folder.path("reports.csv"), kept.join("\n") + "\n").unwrap();
    folder.says("reports.csv: cut short", "the rows of fate vague do not add up");
}

#[test]
fn an_area_that_is_missing() {
    let folder = Folder { dir: tempfile::tempdir().unwrap() };
    let area = |doc: &str, code: &str, row: &str| {
        report(doc, |r| {
            (r.feature_code, r.gazetteer_id, r.actor1) = (Some(code.into()), Some(row.into()), Some(doc.into()));
            (r.geo_precision, r.uncertainty_km) = (Some(3), Some(90.0));
        })
    };
    let reports = [area("one", "ADM1", "geonames:1270260"), area("two", "ADM2", "geonames:1256050")];
    let assembly = assemble(reports, &Options { areas: true, ..Options::default() });
    export(folder.dir.path(), &assembly, &kinds(), &facts(), WriteOptions::default(), &|| false).unwrap();
    assert_eq!(check(folder.dir.path()).unwrap(), []);
    let path = folder.path("strikes_areas.geojson");
    let text = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let last = lines.len() - 2;
    let point = fs::read_to_string(folder.path("strikes.geojson")).unwrap();
    let id = |line: &str| line.split("\"id\":\"").nth(1).unwrap()[..21].to_owned();
    // one that has a point too: the polygon alone is gone
    let gone = (1..=last).find(|&n| point.contains(&id(lines[n]))).unwrap();
    let mut kept: Vec<String> =
        (1..=last).filter(|&n| n != gone).map(|n| lines[n].trim_end_matches(',').to_owned()).collect();
    let left = kept.len();
    kept.iter_mut().rev().skip(1).for_each(|line| line.push(','));
    fs::write(&path, format!("{}\n{}\n]}}\n", lines[0], kept.join("\n"))).unwrap();
    let mut run: serde_json::Value = serde_json::from_slice(&fs::read(folder.path("run.json")).unwrap()).unwrap();
    let files = run["files"].as_array_mut().unwrap();
    files.iter_mut().find(|file| file["name"] == "strikes_areas.geojson").unwrap()["features"] = left.into();
    fs::write(folder.path("run.json"), serde_json::to_string_pretty(&run).unwrap() + "\n").unwrap();
    reseal(folder.dir.path());
    let problems = folder.problems();
    let missing = format!("the area of {} (strikes.geojson line", id(lines[gone]));
    assert!(problems.iter().any(|problem| problem.contains(&missing)), "{problems:?}");
}
