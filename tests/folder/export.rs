//! The folder: its bytes, and whose files it touches.

use std::{cell::Cell, fs, path::Path, process::Command};

use incident_mapper::{
    assemble::assemble,
    export::{ExportError, Facts, WriteOptions, check, export, ready},
    kinds::Kinds,
};

use crate::sample::{facts, files, kinds, mixed, options, report, write};

fn names(dir: &Path) -> Vec<String> {
    files(dir).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn the_folder_is_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path().join("a/b");
    let summary = write(&dir, mixed()).unwrap();
    assert!(summary.warnings.is_empty(), "{summary:?}");
    assert_eq!(summary.counts.reports, 9);
    assert_eq!(summary.counts.incidents, 3);
    assert_eq!(
        names(&dir),
        [
            "ATTRIBUTION.txt",
            "alerts.geojson",
            "alerts.qml",
            "basemap.json",
            "blackouts.geojson",
            "blackouts.qml",
            "incidents.geojsonl",
            "incidents.qgs",
            "layers.vrt",
            "map.html",
            "reports.csv",
            "run.json",
            "strikes.geojson",
            "strikes.qml",
            "unresolved.csv"
        ]
    );
    assert_eq!(
        fs::read_to_string(dir.join("blackouts.geojson")).unwrap(),
        "{\"type\":\"FeatureCollection\",\"name\":\"blackouts\",\"features\":[\n]}\n"
    );
    let strikes = fs::read_to_string(dir.join("strikes.geojson")).unwrap();
    assert!(strikes.starts_with(
        "{\"type\":\"FeatureCollection\",\"name\":\"strikes\",\"bbox\":[75.0289,29.5349,75.11,32.57],\"features\":[\n{\"type\":\"Feature\","
    ), "{strikes}");
    assert_eq!(strikes.lines().count(), 4);
    assert!(!fs::read(dir.join("reports.csv")).unwrap().contains(&b'\r'));
    assert_eq!(check(&dir).unwrap(), []);
    for script in ["10_bytes.py", "20_contract.py"] {
        let out = Command::new("python3").arg(format!("../shared/accept/{script}")).arg(&dir).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    }
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(a.path(), mixed()).unwrap();
    let mut reversed = mixed();
    reversed.reverse();
    write(b.path(), reversed).unwrap();
    assert_eq!(files(a.path()), files(b.path()));
    write(b.path(), mixed()).unwrap();
    assert_eq!(files(a.path()), files(b.path()));
}

#[test]
fn facts_of_one_command_touch_only_run() {
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(a.path(), mixed()).unwrap();
    let plain = Facts { documents: None, ..facts() };
    let assembly = assemble(mixed(), &options());
    let style = WriteOptions::default();
    export(b.path(), &assembly, &kinds(), &plain, style, &|| false).unwrap();
    assert_eq!(check(b.path()).unwrap(), []);
    for ((name, x), (_, y)) in files(a.path()).into_iter().zip(files(b.path())) {
        if name == "run.json" {
            let read = |bytes: &[u8]| {
                let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
                value.as_object_mut().unwrap().remove("run");
                value.to_string()
            };
            assert_eq!(read(&x), read(&y));
        } else {
            assert_eq!(x, y, "{name}");
        }
    }
}

#[test]
fn without_style_there_are_no_markers() {
    let dir = tempfile::tempdir().unwrap();
    let assembly = assemble(mixed(), &options());
    let style = WriteOptions { no_style: true, ..WriteOptions::default() };
    export(dir.path(), &assembly, &kinds(), &facts(), style, &|| false).unwrap();
    // the page has a marker's style whatever the layers have
    for (name, bytes) in files(dir.path()).into_iter().filter(|(name, _)| name != "map.html") {
        assert!(!String::from_utf8(bytes).unwrap().contains("marker-"), "{name}");
    }
    assert_eq!(check(dir.path()).unwrap(), []);
}

#[test]
fn an_old_result_survives_an_interruption_at_any_moment() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed()).unwrap();
    let before = files(dir.path());
    let assembly = assemble(mixed().split_off(3), &options());
    let asked = Cell::new(0);
    let run = |limit: u32| {
        asked.set(0);
        let cancelled = || {
            asked.set(asked.get() + 1);
            asked.get() > limit
        };
        export(dir.path(), &assembly, &kinds(), &facts(), WriteOptions::default(), &cancelled)
    };
    for limit in [0, 1, 2, 3, 5, 8] {
        assert!(matches!(run(limit), Err(ExportError::Interrupted)), "{limit}");
        assert_eq!(files(dir.path()), before);
    }
    run(u32::MAX).unwrap();
    let last = asked.get() - 1;
    write(dir.path(), mixed()).unwrap();
    assert!(matches!(run(last), Err(ExportError::Interrupted)));
    assert_eq!(files(dir.path()), before);
}

#[test]
fn a_second_run_at_once_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let assembly = assemble(mixed(), &options());
    let refused = Cell::new(false);
    let during = || {
        if !refused.replace(true) {
            let second = write(dir.path(), mixed());
            assert!(matches!(second, Err(ExportError::Locked(_))), "{second:?}");
            let problems = check(dir.path()).unwrap();
            assert!(problems[0].message.contains("is writing"), "{problems:?}");
        }
        false
    };
    let style = WriteOptions::default();
    export(dir.path(), &assembly, &kinds(), &facts(), style, &during).unwrap();
    assert!(refused.get());
    assert_eq!(check(dir.path()).unwrap(), []);
}

#[test]
fn files_of_others_are_never_touched() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    fs::write(path("notes.txt"), "mine").unwrap();
    fs::write(path("strikes.geojson"), "{\"type\": \"mine\"}").unwrap();
    assert!(matches!(write(dir.path(), mixed()), Err(ExportError::Foreign(_))));
    assert_eq!(names(dir.path()), ["notes.txt", "strikes.geojson"]);
    let assembly = assemble(mixed(), &options());
    let overwrite = WriteOptions { overwrite: true, ..WriteOptions::default() };
    export(dir.path(), &assembly, &kinds(), &facts(), overwrite, &|| false).unwrap();
    assert_eq!(fs::read_to_string(path("notes.txt")).unwrap(), "mine");
    assert_eq!(check(dir.path()).unwrap(), []);
}

/// A run with the alerts' kind taken away.
fn write_less(dir: &Path, overwrite: bool) -> Vec<String> {
    let reports: Vec<_> = mixed().into_iter().filter(|r| r.kind == "strike").collect();
    let less = Kinds { kinds: kinds().kinds.into_iter().filter(|k| k.name != "alert").collect(), ..kinds() };
    let options = WriteOptions { overwrite, ..WriteOptions::default() };
    let assembly = assemble(reports, &crate::sample::options());
    let summary = export(dir, &assembly, &less, &facts(), options, &|| false).unwrap();
    assert_eq!(check(dir).unwrap(), []);
    summary.warnings
}

#[test]
fn what_an_earlier_run_left_is_removed_unless_it_was_changed() {
    let dir = tempfile::tempdir().unwrap();
    let alerts = dir.path().join("alerts.geojson");
    write(dir.path(), mixed()).unwrap();
    assert!(write_less(dir.path(), false).is_empty());
    assert!(!alerts.exists());

    write(dir.path(), mixed()).unwrap();
    fs::write(&alerts, "changed").unwrap();
    let warnings = write_less(dir.path(), false);
    assert!(warnings[0].contains("alerts.geojson: is of an earlier run"), "{warnings:?}");
    assert_eq!(fs::read_to_string(&alerts).unwrap(), "changed");

    fs::remove_file(&alerts).unwrap();
    write(dir.path(), mixed()).unwrap();
    fs::write(&alerts, "changed").unwrap();
    assert!(write_less(dir.path(), true).is_empty());
    assert!(!alerts.exists());
}

#[test]
fn a_torn_or_damaged_folder_is_mended_by_the_next_run() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed()).unwrap();
    let whole = files(dir.path());
    let path = |name: &str| dir.path().join(name);
    // killed in a first run, after some renames
    fs::create_dir(path(".incident-mapper.staging")).unwrap();
    for name in ["run.json", "unresolved.csv"] {
        fs::rename(path(name), path(".incident-mapper.staging").join(name)).unwrap();
    }
    let said: Vec<String> = check(dir.path()).unwrap().iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|p| p.contains("torn")), "{said:?}");
    assert!(write(dir.path(), mixed()).unwrap().warnings.is_empty());
    assert_eq!(files(dir.path()), whole);

    fs::remove_file(path("run.json")).unwrap();
    write(dir.path(), mixed()).unwrap();
    assert_eq!(files(dir.path()), whole);

    for (name, bytes) in &whole {
        fs::write(path(name), &bytes[..bytes.len() / 2]).unwrap();
        write(dir.path(), mixed()).unwrap();
        assert_eq!(files(dir.path()), whole, "{name}");
    }
}

#[test]
fn a_run_json_from_elsewhere_removes_nothing_outside() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    write(&out, mixed()).unwrap();
    fs::write(dir.path().join("victim"), "").unwrap();
    let text = fs::read_to_string(out.join("run.json")).unwrap();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let entry = format!(r#""files": [{{"name":"../victim","sha256":"{empty}","bytes":0,"features":null}},"#);
    fs::write(out.join("run.json"), text.replace("\"files\": [", &entry)).unwrap();
    assert!(check(&out).unwrap().iter().any(|p| p.message.contains("../victim")));
    write(&out, mixed()).unwrap();
    assert!(dir.path().join("victim").exists());
}

#[test]
fn a_target_that_cannot_be_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let message = |path: &Path| write(path, mixed()).unwrap_err().to_string();
    assert!(message(&file).contains("is a file; name a folder"));
    assert!(message(&file.join("under")).contains("a part of the path is a file"));
    assert!(check(&file).is_err());
    assert!(check(&dir.path().join("none")).is_err());
    assert!(
        write(
            &dir.path().join("kind"),
            vec![crate::sample::report("one", |r| {
                r.kind = "flood".into();
            })]
        )
        .unwrap_err()
        .to_string()
        .contains("--kinds")
    );
}

#[test]
fn a_subkind_that_its_kind_lacks_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let error = write(dir.path(), vec![report("one", |r| r.subkind = Some("siren".into()))]).unwrap_err();
    assert!(matches!(&error, ExportError::Subkind { subkind, .. } if subkind == "siren"), "{error}");
    assert!(error.to_string().contains("--kinds"), "{error}");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn what_no_run_can_write_is_told_before_there_are_reports() {
    let dir = tempfile::tempdir().unwrap();
    let told = |kinds: &Kinds, areas, overwrite| {
        ready(dir.path(), kinds, areas, WriteOptions { overwrite, ..WriteOptions::default() })
    };
    assert!(told(&kinds(), true, false).is_ok());
    let mut twice = kinds();
    twice.kinds[2].layer = "strikes_areas".into();
    assert!(told(&twice, false, false).is_ok());
    assert!(matches!(told(&twice, true, false), Err(ExportError::Taken { .. })));
    fs::write(dir.path().join("map.html"), "somebody's").unwrap();
    assert!(matches!(told(&kinds(), false, false), Err(ExportError::Foreign(_))));
    assert!(told(&kinds(), false, true).is_ok());
    fs::remove_file(dir.path().join("map.html")).unwrap();
    fs::create_dir(dir.path().join("map.html")).unwrap();
    let error = told(&kinds(), false, true).unwrap_err();
    assert!(matches!(error, ExportError::InTheWay(_)) && !error.to_string().contains("--overwrite"), "{error}");
}
