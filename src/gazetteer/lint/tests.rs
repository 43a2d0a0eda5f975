//! Tests of the checks on small files.

use std::io::Write;

use super::*;

fn found(texts: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| {
            let path = folder.path().join(format!("{i}.csv"));
            std::fs::File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
            path
        })
        .collect();
    let lint = lint(&paths, None).unwrap();
    lint.findings
        .iter()
        .map(|f| format!("{}:{} {}", f.path.file_stem().unwrap().to_string_lossy(), f.line, f.check.id()))
        .collect()
}

fn checks(row: &str) -> Vec<String> {
    let header = "name,latitude,longitude,alternate_names,feature_class,feature_code,country_code,admin1_code,admin2_code,population";
    found(&[&format!("{header}\n{row}\n")]).iter().map(|f| f.strip_prefix("0:2 ").unwrap().to_owned()).collect()
}

#[test]
fn a_good_row_is_silent() {
    assert!(checks("Sirsa,29.53,75.03,Sarsa|सिरसा,P,PPLA2,IN,10,078,160735").is_empty());
    assert!(checks("Camp 7,29.53,75.03,,,,,,,").is_empty());
    assert!(checks("\"Bodø (town)\",67.28,14.4,,P,PPL,NO,,,") == ["brackets"]);
}

#[test]
fn each_fault_has_its_name() {
    for (row, wanted) in [
        ("Sirsa,75.03,29.53,,P,PPL,IN,,,", "swapped-coordinates"),
        ("Sirsa,0,0,,P,PPL,,,,", "zero-coordinates"),
        ("Sirsa,48.8,2.3,,P,PPL,IN,,,", "outside-country"),
        ("Sirsa,29,75,,P,PPL,ZZ,,,", "unknown-country"),
        ("Sirsa,29,75,,P,AIRB,IN,,,", "unknown-feature"),
        ("Sirsa,29,75,,P,TOWN,IN,,,", "unknown-feature"),
        ("Sirsa,29,75,,P,PPL,IN,,078,", "orphan-code"),
        ("Sirsa,29,75,,P,PPL,IN,,,99999999", "absurd-population"),
        ("March,29,75,,P,PPL,IN,,,", "common-word"),
        ("…,29,75,,P,PPL,IN,,,", "empty-name"),
        ("Sirsa  City,29,75,,P,PPL,IN,,,", "stray-spaces"),
        ("\"Sirsa,\",29,75,,P,PPL,IN,,,", "stray-comma"),
        ("Sirsa &amp; Co,29,75,,P,PPL,IN,,,", "html-entity"),
        ("KrakÃ³w,29,75,,P,PPL,IN,,,", "broken-characters"),
        ("Sіrsa,29,75,,P,PPL,IN,,,", "mixed-scripts"),
        ("Sirsa,29,75,Sarsa; Sersa,P,PPL,IN,,,", "wrong-separator"),
        ("Sirsa,29,75,SIRSA City|Sirsā,P,PPL,IN,,,", "repeated-name"),
        ("Sirsa,95,75,,P,PPL,IN,,,", "bad-row"),
    ] {
        assert_eq!(checks(row), [wanted], "{row}");
    }
}

#[test]
fn lines_are_held_against_each_other() {
    let rows = "id,name,latitude,longitude\na,Novgrad,1,2\nb,NOVGRAD,1.001,2\na,Testgrad,5,6\n";
    let aliases = "id,alias,kind\na,First,\na,first,alternate\nx,Other,\n";
    assert_eq!(
        found(&[rows, aliases]),
        ["0:3 duplicate-place", "0:4 duplicate-id", "1:3 repeated-name", "1:4 unknown-id"]
    );
    assert_eq!(found(&["id,alias,kind\ngeonames:2643743,Smokeyville,\nx,Other,\n"]), ["0:3 unknown-id"]);
}

#[test]
fn a_file_that_is_no_table_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, "name;latitude\n").unwrap();
    let found = lint(std::slice::from_ref(&path), None).unwrap().findings;
    assert_eq!(
        found[0].to_string(),
        format!(
            "{}:1: error: the header lacks the columns name, latitude and longitude, it has name;latitude; the file is separated by semicolons, save it with commas [bad-file]",
            path.display()
        )
    );
    assert!(lint(&[folder.path().join("none")], None).is_err());
}
