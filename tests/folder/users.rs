//! Styles and projects that the user saved over ours.

use std::{fs, path::Path};

use incident_mapper::{
    assemble::assemble,
    export::{Manifest, WriteOptions, check, export, notes},
    kinds::Kinds,
};

use crate::sample::{facts, files, kinds, mixed, options, write};

const MINE: &str = "<qgis version=\"3.34\"><mine/></qgis>\n";

fn kept(dir: &Path) -> Vec<String> {
    let manifest: Manifest = serde_json::from_str(&fs::read_to_string(dir.join("run.json")).unwrap()).unwrap();
    assert!(manifest.files.iter().all(|file| !manifest.kept.iter().any(|kept| kept.name == file.name)));
    let mut kept: Vec<String> = manifest.kept.into_iter().map(|file| file.name).collect();
    kept.sort();
    kept
}

fn noted(dir: &Path) -> Vec<String> {
    assert_eq!(check(dir).unwrap(), []);
    let mut noted: Vec<String> = notes(dir).unwrap().into_iter().map(|note| note.file).collect();
    noted.sort();
    noted
}

#[test]
fn a_saved_style_and_project_are_kept_and_said_once() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, mixed()).unwrap();
    assert!(noted(dir).is_empty() && kept(dir).is_empty());
    let saved = ["incidents.qgs", "strikes.qml"];
    for name in saved {
        fs::write(dir.join(name), MINE).unwrap();
    }
    assert_eq!(noted(dir), saved);

    let warnings = write(dir, mixed()).unwrap().warnings;
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    for name in saved {
        let said = warnings.iter().any(|w| w.contains(name) && w.contains("kept") && w.contains("--overwrite"));
        assert!(said, "{warnings:?}");
        assert_eq!(fs::read_to_string(dir.join(name)).unwrap(), MINE);
    }
    assert_eq!((kept(dir), noted(dir)), (saved.map(String::from).to_vec(), saved.map(String::from).to_vec()));

    let before = files(dir);
    assert_eq!(write(dir, mixed()).unwrap().warnings, Vec::<String>::new());
    assert_eq!(files(dir), before);
    fs::write(dir.join("strikes.qml"), MINE.replace("mine", "mine2")).unwrap();
    assert_eq!(write(dir, mixed()).unwrap().warnings.len(), 1);

    let overwrite = WriteOptions { overwrite: true, ..WriteOptions::default() };
    export(dir, &assemble(mixed(), &options()), &kinds(), &facts(), overwrite, &|| false).unwrap();
    assert_ne!(fs::read_to_string(dir.join("strikes.qml")).unwrap(), MINE);
    assert!(noted(dir).is_empty() && kept(dir).is_empty());
}

#[test]
fn a_kept_style_that_is_removed_is_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed()).unwrap();
    let whole = files(dir.path());
    fs::write(dir.path().join("strikes.qml"), MINE).unwrap();
    write(dir.path(), mixed()).unwrap();
    fs::remove_file(dir.path().join("strikes.qml")).unwrap();
    assert!(noted(dir.path()).is_empty());
    assert!(write(dir.path(), mixed()).unwrap().warnings.is_empty());
    assert_eq!(files(dir.path()), whole);
}

#[test]
fn a_style_that_was_there_before_any_run_is_the_users() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("strikes.qml"), MINE).unwrap();
    assert_eq!(write(dir.path(), mixed()).unwrap().warnings.len(), 1);
    assert_eq!((noted(dir.path()), kept(dir.path())), (vec!["strikes.qml".into()], vec!["strikes.qml".into()]));
}

#[test]
fn without_a_run_json_ours_is_still_ours_and_theirs_theirs() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    write(dir, Vec::new()).unwrap();
    fs::remove_file(dir.join("run.json")).unwrap();
    let ours = fs::read_to_string(dir.join("alerts.qml")).unwrap();
    let by_hand = ours.replace("Subkind", "Sort");
    fs::write(dir.join("alerts.qml"), &by_hand).unwrap();
    assert_eq!(write(dir, mixed()).unwrap().warnings.len(), 1);
    assert_eq!(kept(dir), ["alerts.qml"]);
    assert_eq!(fs::read_to_string(dir.join("alerts.qml")).unwrap(), by_hand);
}

#[test]
fn a_style_that_is_cut_short_or_gone_is_a_problem() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed()).unwrap();
    let path = dir.path().join("strikes.qml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() - 9]).unwrap();
    assert!(check(dir.path()).unwrap()[0].to_string().starts_with("strikes.qml: cut short"));
    fs::remove_file(&path).unwrap();
    assert!(check(dir.path()).unwrap()[0].to_string().starts_with("strikes.qml: missing"));
    write(dir.path(), mixed()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn other_kinds_are_told_of_and_a_style_without_a_layer_stays() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let run = |kinds: &Kinds, overwrite| {
        let with = WriteOptions { overwrite, ..WriteOptions::default() };
        let reports: Vec<_> = mixed().into_iter().filter(|report| kinds.get(&report.kind).is_some()).collect();
        let warnings = export(dir, &assemble(reports, &options()), kinds, &facts(), with, &|| false).unwrap().warnings;
        assert_eq!(check(dir).unwrap(), []);
        warnings
    };
    run(&kinds(), false);
    let saved = ["blackouts.qml", "incidents.qgs"];
    for name in saved {
        fs::write(dir.join(name), MINE).unwrap();
    }
    assert_eq!(run(&kinds(), false).len(), 2);
    assert_eq!(run(&kinds(), false), Vec::<String>::new());

    let mut fewer = kinds();
    fewer.kinds.retain(|kind| kind.name != "blackout");
    let said = run(&fewer, false);
    assert!(said.len() == 2 && said.iter().any(|w| w.contains("kinds are others")), "{said:?}");
    assert!(said.iter().any(|w| w.contains("blackouts.qml") && w.contains("no layer has it")), "{said:?}");
    assert_eq!(run(&fewer, false), Vec::<String>::new());
    assert_eq!(kept(dir), saved);
    assert_eq!(fs::read_to_string(dir.join("blackouts.qml")).unwrap(), MINE);
    run(&fewer, true);
    assert!(!dir.join("blackouts.qml").exists() && kept(dir).is_empty());
}

#[test]
fn a_checkout_with_the_line_ends_of_windows_makes_nobody_a_user() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), mixed()).unwrap();
    let whole = files(dir.path());
    for name in ["strikes.qml", "incidents.qgs"] {
        let path = dir.path().join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace('\n', "\r\n")).unwrap();
    }
    assert!(notes(dir.path()).unwrap().is_empty());
    write(dir.path(), mixed()).unwrap();
    assert!(files(dir.path()) == whole, "written anew");
}
