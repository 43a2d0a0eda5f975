//! Tests of the readers on small files in each form; the rows are facts, the junk among their names is made up.

use super::*;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/gazetteer_data");

fn all(name: &str) -> (Result<Tally, GazetteerError>, Vec<String>) {
    let mut items = Vec::new();
    let tally = read(&Path::new(FOLDER).join(name), None, &mut |item| {
        items.push(match item {
            Item::Row(r) => format!(
                "{} {}|{} {} {} {}.{} {} {} {} {}",
                r.id,
                r.name,
                r.alternates,
                r.latitude,
                r.longitude,
                r.feature_class,
                r.feature_code,
                r.country_code,
                r.admin1_code,
                r.admin2_code,
                r.population
            ),
            Item::Alias { line, id, name, kind, .. } => format!("{line} {id} {name} {kind:?}"),
            Item::Population { line, id, population } => format!("{line} {id} {population}"),
        });
        Ok(())
    });
    (tally, items)
}

fn items(name: &str, format: Format, left_out: u64) -> Vec<String> {
    let (tally, items) = all(name);
    let tally = tally.unwrap();
    assert_eq!((tally.format, tally.left_out), (format, left_out));
    items
}

#[test]
fn a_dump_gives_rows() {
    assert_eq!(
        items("dump.txt", Format::GeoNames, 0),
        [
            "geonames:1256052 Sirsa|सिरसा|Sirsah 29.53489 75.02898 P.PPLA2 IN 10 078 160735",
            "geonames:3094802 Kraków|Cracow|Krakau 50.06143 19.93658 P.PPLA PL 77 1261 804237",
            "geonames:3093133 Łódź|Lodz 51.77058 19.47395 P.PPLA PL 74 1061 700000",
        ]
    );
}

#[test]
fn alternate_names_give_what_is_in_use() {
    assert_eq!(
        items("alternate_names.txt", Format::AlternateNames, 5),
        [
            "1 geonames:1275339 Mumbai Alternate",
            "3 geonames:6252001 USA Abbreviation",
            "7 geonames:5332921 CA Abbreviation",
        ]
    );
}

#[test]
fn codes_and_countries_give_names() {
    assert_eq!(
        items("admin_codes.txt", Format::AdminCodes, 0),
        [
            "1 geonames:5332921 California Alternate",
            "2 geonames:3337493 Łódź Voivodeship Alternate",
            "2 geonames:3337493 Lodz Voivodeship Alternate",
        ]
    );
    assert_eq!(
        items("country_info.txt", Format::CountryInfo, 1),
        ["3 geonames:1269750 India Alternate", "3 geonames:1269750 1352617328"]
    );
}

#[test]
fn airports_give_rows_unless_closed() {
    assert_eq!(
        items("airports.csv", Format::OurAirports, 1),
        [
            "ourairports:OPRN PAF Base Nur Khan|Nur Khan Air Base|Chaklala Airbase|OPRN 33.6163 73.0992 S.AIRB PK   0",
            "ourairports:KEDW Edwards Air Force Base|Edwards AFB|KEDW 34.9054 -117.8837 S.AIRB US CA  0",
            "ourairports:VIDP Indira Gandhi International Airport|Indira Gandhi Airport|Palam Air Force Station|VIDP 28.5665 77.1031 S.AIRP IN   0",
            "ourairports:JRA West 30th St. Heliport| 40.7545 -74.0071 S.AIRH US NY  0",
        ]
    );
}

#[test]
fn our_own_tables_are_read_as_they_are() {
    assert_eq!(
        items("aliases.csv", Format::Aliases, 0),
        ["2 geonames:1269750 Indian Demonym", "3 geonames:290557 UAE Abbreviation"]
    );
    let rows = items("places.csv", Format::Table, 0);
    assert_eq!(rows[0], " Novy Testgrad|Testgrad;Old Testgrad 48.5 37.9 P.PPL UA   0");
}

#[test]
fn wrong_lines_are_named() {
    let (error, rows) = all("bad_dump.txt");
    assert_eq!(rows.len(), 1);
    let error = error.unwrap_err().to_string().replace(FOLDER, "");
    assert_eq!(
        error,
        "/bad_dump.txt:2: column geonameid: the line has 3 fields between tabs where the file has 19; fetch the file again\n\
         /bad_dump.txt:3: column latitude: `95.0` is not between -90 and 90; are latitude and longitude swapped?"
    );
    let forced = read(&Path::new(FOLDER).join("dump.txt"), Some(Format::Aliases), &mut |_| Ok(()));
    assert!(forced.unwrap_err().to_string().ends_with("dump.txt:1: the header lacks a column; write id,alias,kind"));
}
