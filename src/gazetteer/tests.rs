//! Tests of the gazetteer on the embedded rows and on small files.

use std::{io::Write, path::PathBuf};

use super::*;

fn embedded() -> Gazetteer {
    Gazetteer::embedded().unwrap()
}

fn first(g: &Gazetteer, name: &str) -> PlaceId {
    *g.named(name).first().unwrap_or_else(|| panic!("{name}"))
}

fn with(text: &str, without_default: bool) -> Result<Gazetteer, GazetteerError> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let files: Vec<PathBuf> = vec![file.path().into()];
    Gazetteer::open(&Options { files, without_default })
}

#[test]
fn names_fold_and_abbreviations_do_not() {
    let g = embedded();
    assert!(!g.named("haryana").is_empty());
    assert_eq!(g.named("R.S. Pura"), g.named("RS Pura"));
    assert!(!g.named("RS Pura").is_empty());
    let us = first(&g, "U.S.");
    assert_eq!(g.place(us).country_code, "US");
    assert!(!g.named("us").contains(&us));
    assert_eq!(g.place(g.demonym("Pakistanis")[0]).name, "Pakistan");
    assert!(g.named("Xanadu of nowhere").is_empty());
}

#[test]
fn divisions_hold_their_places() {
    let g = embedded();
    let jammu = *g.named("Jammu").iter().find(|&&p| g.class(p) == PlaceClass::Settlement).unwrap();
    assert_eq!(g.place(g.country_of(jammu).unwrap()).name, "India");
    assert!(g.place(g.admin1_of(jammu).unwrap()).name.starts_with("Jammu and Kash"));
    assert_eq!(g.class(g.admin2_of(jammu).unwrap()), PlaceClass::District);
    assert!(g.contains(first(&g, "India"), jammu));
    assert!(!g.contains(jammu, first(&g, "India")));
    assert!(!g.contains(first(&g, "Pakistan"), jammu));
    let base = first(&g, "Nur Khan Airbase");
    let pindi = first(&g, "Rawalpindi");
    assert!(g.contains(pindi, base), "a base lies in its town");
    assert!((g.distance_km(pindi, base) - 5.0).abs() < 5.0);
    assert!(g.uncertainty_km(base) < g.uncertainty_km(pindi));
    assert!(g.uncertainty_km(pindi) < g.uncertainty_km(first(&g, "Rajasthan")));
}

#[test]
fn a_users_row_wins_and_the_same_id_replaces() {
    let sirsa = first(&embedded(), "Sirsa");
    let id = embedded().place(sirsa).id.to_owned();
    let g = with(&format!("name,latitude,longitude,id\nMoved,1,2,{id}\nLahore,3,4,\n"), false).unwrap();
    assert_eq!(g.rows().count(), embedded().len() + 1);
    assert!(!g.named("Sirsa").contains(&g.by_id(&id).unwrap()));
    assert!(g.named("Sirsa").iter().all(|&p| g.place(p).id != id), "the row that is replaced is gone");
    assert_eq!(g.place(g.by_id(&id).unwrap()).name, "Moved");
    let lahore = first(&g, "Lahore");
    assert!(g.is_users(lahore) && g.place(lahore).id.starts_with("user:"));
    let again = with("longitude,latitude,name\n4,3,Lahore\n", true).unwrap();
    assert_eq!(again.place(PlaceId(0)).id, g.place(lahore).id);
}

#[test]
fn geonames_columns_are_read() {
    let g = with(
        "geonameid\tname\tasciiname\talternatenames\tlatitude\tlongitude\tfeature class\tfeature code\tcountry code\tcc2\tadmin1 code\tadmin2 code\tpopulation\n\
         7\tZürich\tZurich\tTuricum,Zueri\t47.3\t8.5\tP\tPPLA\tCH\t\tZH\t112\t341730\n",
        true,
    )
    .unwrap();
    let zurich = first(&g, "turicum");
    assert_eq!(g.place(zurich).id, "geonames:7");
    assert_eq!(g.alternate_names(zurich), "Turicum|Zueri");
    assert_eq!(g.named("Zurich"), [zurich]);
}

#[test]
fn an_id_stands_once_in_a_file() {
    let error = with("id,name,latitude,longitude\na,A,1,2\nb,B,1,2\na,C,1,2\n", true).unwrap_err();
    assert!(error.to_string().ends_with(":4: column id: `a` stands already in line 2; remove one of the two rows"));
    let missing = Gazetteer::open(&Options { files: vec!["no/such.csv".into()], without_default: true });
    assert!(missing.unwrap_err().to_string().starts_with("no/such.csv: cannot read"));
}

#[test]
fn a_users_row_with_swapped_degrees_is_wrong() {
    let text = |row: &str| format!("name,lat,lon,country_code\n{row}\n");
    let error = with(&text("Khankot,74.97,31.62,IN"), false).unwrap_err().to_string();
    let told = ":2: column lat: `74.97` with longitude `31.62` lies outside IN; are latitude and longitude swapped?";
    assert!(error.ends_with(told), "{error}");
    for row in ["Khankot,31.62,74.97,IN", "Khankot,74.97,31.62,", "Far off,10,-100,IN"] {
        assert!(with(&text(row), false).is_ok(), "{row}");
    }
}

#[test]
fn misspellings_find_their_names() {
    let g = embedded();
    assert_eq!(g.place(g.suggest("Rawalpndi", 3)[0]).name, "Rawalpindi");
    assert_eq!(g.place(g.suggest("Lahroe", 3)[0]).name, "Lahore");
    assert!(g.suggest("qqqqqqqqqqqq", 3).is_empty());
}

/// A small index in a file, its bytes changed by `change`.
fn opened(change: impl Fn(&mut Vec<u8>)) -> Result<Gazetteer, GazetteerError> {
    let mut builder = compile::Builder::default();
    builder.begin(std::path::Path::new("places.csv"));
    let text =
        "name,latitude,longitude,country_code,alternate_names\nSirsa,29.5,75.0,IN,Sirsah|SRS\nHisar,29.1,75.7,IN,\n";
    table::read(std::path::Path::new("places.csv"), text.as_bytes(), |row| builder.add(row)).unwrap();
    let mut bytes = builder
        .write(std::io::Cursor::new(Vec::new()), "places.csv 2 rows\n", std::path::Path::new("made"))
        .unwrap()
        .0
        .into_inner();
    change(&mut bytes);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    Gazetteer::open(&Options { files: vec![file.path().into()], without_default: true })
}

#[test]
fn an_index_is_opened_as_a_table_is() {
    let g = opened(|_| ()).unwrap();
    assert_eq!(g.len(), 2);
    assert_eq!(g.place(first(&g, "sirsah")).name, "Sirsa");
    assert_eq!(g.place(first(&g, "SRS")).country_code, "IN");
    assert!(g.named("srs").is_empty());
}

#[test]
fn a_changed_byte_anywhere_is_refused() {
    for at in 0.. {
        let past = std::cell::Cell::new(false);
        let result = opened(|bytes| match bytes.get_mut(at) {
            Some(byte) => *byte ^= 0x20,
            None => past.set(true),
        });
        if past.get() {
            break;
        }
        assert!(result.is_err(), "byte {at}");
    }
}

#[test]
fn an_index_cut_short_or_of_another_version_is_refused() {
    for cut in [1, 20, 200] {
        let error = opened(|bytes| bytes.truncate(bytes.len() - cut)).unwrap_err().to_string();
        assert!(error.contains("not copied whole"), "{error}");
    }
    let error = opened(|bytes| bytes.truncate(60)).unwrap_err().to_string();
    assert!(error.contains("not copied whole"), "{error}");
    let error = opened(|bytes| bytes[8] = 9).unwrap_err().to_string();
    assert!(error.contains("has format 9, and this program reads format 2"), "{error}");
}

#[test]
fn a_further_name_of_an_embedded_row_makes_it_no_users_row() {
    let text = "id,alias,kind\ngeonames:4717560,Testwood,\ngeonames:4717560,Testwoods,\ngeonames:0,Nowhere,\n";
    let g = with(text, false).unwrap();
    let (paris, twice) = (first(&g, "Testwood"), first(&g, "Testwoods"));
    assert_eq!((g.id(paris), paris), ("geonames:4717560", twice));
    assert!(!g.is_users(paris) && g.named("Paris").contains(&paris) && g.named("Nowhere").is_empty());
    assert_eq!(g.named("Paris").len(), embedded().named("Paris").len(), "the row is there once");
    assert!(with(text, true).unwrap().named("Testwood").is_empty());
}

#[test]
fn what_no_index_can_hold_is_refused_and_found() {
    let text = "name,lat,lon,feature_code\nNovgrad,1,2,PPLPPLPPL\n";
    let error = with(text, true).unwrap_err().to_string();
    assert!(error.contains(":2: column feature_code: `PPLPPLPPL` is longer than 8 bytes"), "{error}");
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let found = lint(&[file.path().into()], None).unwrap().findings;
    assert!(found.iter().any(|f| f.check == Check::BadRow && f.line == 2), "{found:?}");
}
