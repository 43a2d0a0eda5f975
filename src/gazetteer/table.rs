//! Tables: a gazetteer's CSV, columns by header in any order, `GeoNames`' own names accepted too.

use std::{io::Read, path::Path};

use csv::StringRecord;

use super::{GazetteerError, RowError, error::Faults, stream::Stream};

/// A row as the file has it; its strings are those of the file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Row<'t> {
    pub(crate) line: usize,
    pub(crate) name: &'t str,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) id: &'t str,
    pub(crate) alternates: &'t str,
    pub(crate) separator: char,
    pub(crate) feature_class: &'t str,
    pub(crate) feature_code: &'t str,
    pub(crate) country_code: &'t str,
    pub(crate) admin1_code: &'t str,
    pub(crate) admin2_code: &'t str,
    pub(crate) population: u64,
}

impl Row<'_> {
    /// Whether every string is as short as an index can hold.
    pub(crate) fn fits(&self) -> Result<(), Refusal> {
        let longest = [
            (self.feature_class, 1, "feature_class"),
            (self.feature_code, 8, "feature_code"),
            (self.admin1_code, 255, "admin1_code"),
            (self.admin2_code, 255, "admin2_code"),
            (self.name, 1000, "name"),
            (self.id, 1000, "id"),
        ];
        match longest.iter().find(|(text, most, _)| text.len() > *most) {
            Some((text, most, column)) => Err((column, format!("`{text}` is longer than {most} bytes; shorten it"))),
            None => Ok(()),
        }
    }
}

/// A column that is read, with the headers that stand for it (lower case, spaces as underscores).
struct Column {
    headers: &'static [&'static str],
    required: bool,
}

const fn column(headers: &'static [&'static str], required: bool) -> Column {
    Column { headers, required }
}

const NAME: usize = 0;
const LATITUDE: usize = 1;
const LONGITUDE: usize = 2;
const ID: usize = 3;
const ALTERNATES: usize = 4;
const FEATURE_CLASS: usize = 5;
const FEATURE_CODE: usize = 6;
const COUNTRY: usize = 7;
const ADMIN1: usize = 8;
const ADMIN2: usize = 9;
const POPULATION: usize = 10;

const COLUMNS: [Column; 11] = [
    column(&["name", "asciiname"], true),
    column(&["latitude", "lat"], true),
    column(&["longitude", "lon", "lng", "long"], true),
    column(&["id", "geonameid"], false),
    column(&["alternate_names", "alternatenames"], false),
    column(&["feature_class"], false),
    column(&["feature_code"], false),
    column(&["country_code", "country"], false),
    column(&["admin1_code", "admin1"], false),
    column(&["admin2_code", "admin2"], false),
    column(&["population"], false),
];

/// Where each of [`COLUMNS`] stands in a file, and under which header.
struct Header {
    places: [Option<usize>; 11],
    names: Vec<String>,
    geonames_id: bool,
    separator: char,
}

/// The error of a row: a column, by the first of its headers, and a message of what is wrong and what to do.
pub(crate) type Refusal = (&'static str, String);

/// Reads a table, giving each row to `take`, whose error is that of the row. Holds one row at a time.
///
/// # Errors
/// A file that is empty, not UTF-8, or lacks a required column; and all wrong rows, up to [`RowError::LIMIT`].
#[allow(dead_code, reason = "the build script's way in")]
pub(crate) fn read(
    path: &Path,
    from: impl Read,
    take: impl FnMut(&Row<'_>) -> Result<(), Refusal>,
) -> Result<(), GazetteerError> {
    let mut faults = Faults::new(RowError::LIMIT);
    read_stream(path, Stream::new(from), &mut faults, take)?;
    faults.finish()
}

/// As [`read`], with the wrong rows put into `faults`.
pub(crate) fn read_stream<R: Read>(
    path: &Path,
    mut stream: Stream<R>,
    faults: &mut Faults,
    mut take: impl FnMut(&Row<'_>) -> Result<(), Refusal>,
) -> Result<(), GazetteerError> {
    let mut header: Option<Header> = None;
    let mut id = String::new();
    let tabs = match stream.first_line() {
        Ok(Some(first)) => first.contains('\t') && !first.contains(','),
        Ok(None) => return Err(GazetteerError::Empty { path: path.into() }),
        Err(source) => return Err(stream.error(path, source)),
    };
    records(path, stream, tabs, |record, line| {
        let Some(header) = &header else {
            header = Some(Header::of(record).map_err(|message| {
                let path = path.into();
                GazetteerError::Header { path, line, message }
            })?);
            return Ok(());
        };
        let result = row(header, record, line, &mut id)
            .map_err(|(c, message)| (header.column(c), message))
            .and_then(|row| take(&row).map_err(|(c, message)| (header.named(c), message)));
        if let Err((column, message)) = result {
            faults.add(path, line, column, message);
        }
        Ok(())
    })
}

/// Gives each record of a CSV, or of tab-separated text without quotes, with the line on which it starts.
pub(crate) fn records<R: Read>(
    path: &Path,
    stream: Stream<R>,
    tabs: bool,
    mut take: impl FnMut(&StringRecord, usize) -> Result<(), GazetteerError>,
) -> Result<(), GazetteerError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .quoting(!tabs)
        .buffer_capacity(1 << 16)
        .from_reader(stream);
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                let source = match error.into_kind() {
                    csv::ErrorKind::Io(source) => source,
                    other => std::io::Error::other(format!("{other:?}")),
                };
                return Err(reader.get_ref().error(path, source));
            }
        }
        // blank lines before a record are not its own
        let line = reader.get_mut().line_at(record.position().map_or(0, csv::Position::byte));
        take(&record, line)?;
    }
}

/// "name", "name and latitude", "name, latitude and longitude"
fn listed(names: &[&str]) -> String {
    match names {
        [some @ .., last] if !some.is_empty() => format!("{} and {last}", some.join(", ")),
        _ => names.concat(),
    }
}

impl Header {
    fn of(record: &StringRecord) -> Result<Self, String> {
        let names: Vec<String> = record.iter().map(|h| h.trim().to_owned()).collect();
        let keys: Vec<String> = names.iter().map(|h| h.to_lowercase().replace([' ', '-'], "_")).collect();
        let mut places = [None; 11];
        for (place, column) in places.iter_mut().zip(&COLUMNS) {
            // the first of a column's headers that the file has: `name` before `asciiname`
            let Some(header) = column.headers.iter().find(|&&h| keys.iter().any(|k| k == h)) else {
                continue;
            };
            if keys.iter().filter(|k| k == header).count() > 1 {
                return Err(format!("the column {header} stands twice in the header; remove one"));
            }
            *place = keys.iter().position(|k| k == header);
        }
        let missing: Vec<&str> = COLUMNS
            .iter()
            .zip(&places)
            .filter(|(c, place)| c.required && place.is_none())
            .map(|(c, _)| c.headers[0])
            .collect();
        if !missing.is_empty() {
            let hint = if names.len() == 1 && names[0].contains(';') {
                "; the file is separated by semicolons, save it with commas"
            } else if names.iter().any(|n| n.parse::<f64>().is_ok()) {
                "; the first line looks like a row, put the header name,latitude,longitude,… before it"
            } else {
                ""
            };
            return Err(format!(
                "the header lacks the column{} {}, it has {}{hint}",
                if missing.len() > 1 { "s" } else { "" },
                listed(&missing),
                names.join(", ")
            ));
        }
        let has = |key: &str| keys.iter().any(|k| k == key);
        Ok(Self {
            geonames_id: !has("id") && has("geonameid"),
            separator: if has("alternate_names") { '|' } else { ',' },
            places,
            names,
        })
    }

    /// The name in the file of the column whose first header is `name`.
    fn named(&self, name: &str) -> String {
        let column = COLUMNS.iter().position(|c| c.headers[0] == name);
        column.map_or_else(|| name.to_owned(), |column| self.column(column))
    }

    /// The name in the file of one of [`COLUMNS`].
    fn column(&self, column: usize) -> String {
        self.places[column].map_or_else(|| COLUMNS[column].headers[0].to_owned(), |i| self.names[i].clone())
    }
}

/// Reads a record; the error is one of [`COLUMNS`] and a message. `id` is scratch.
fn row<'t>(
    header: &Header,
    record: &'t StringRecord,
    line: usize,
    id: &'t mut String,
) -> Result<Row<'t>, (usize, String)> {
    let get = |column: usize| -> &'t str {
        let place = header.places[column];
        place.and_then(|i| record.get(i)).unwrap_or("").trim()
    };
    if record.len() != header.names.len() {
        let (has, wants) = (record.len(), header.names.len());
        return Err((
            NAME,
            format!(
                "the row has {has} field{} where the header has {wants}; put quotes round a value that has a comma, and close every quote",
                if has == 1 { "" } else { "s" }
            ),
        ));
    }
    let name = get(NAME);
    if name.is_empty() {
        return Err((NAME, "the name is empty; fill it in or remove the row".into()));
    }
    let latitude = latitude(get(LATITUDE), get(LONGITUDE)).map_err(|m| (LATITUDE, m))?;
    let longitude = longitude(get(LONGITUDE)).map_err(|m| (LONGITUDE, m))?;
    let population = population(get(POPULATION)).map_err(|m| (POPULATION, m))?;
    let country_code = country_code(get(COUNTRY)).map_err(|m| (COUNTRY, m))?;
    let id: &str = if header.geonames_id && !get(ID).is_empty() {
        id.clear();
        id.push_str("geonames:");
        id.push_str(get(ID));
        id
    } else {
        get(ID)
    };
    Ok(Row {
        line,
        name,
        latitude,
        longitude,
        id,
        alternates: get(ALTERNATES),
        separator: header.separator,
        feature_class: get(FEATURE_CLASS),
        feature_code: get(FEATURE_CODE),
        country_code,
        admin1_code: get(ADMIN1),
        admin2_code: get(ADMIN2),
        population,
    })
}

/// A latitude, with the longitude beside it, which tells when the two are swapped.
pub(crate) fn latitude(latitude: &str, longitude: &str) -> Result<f64, String> {
    degrees(latitude, 90.0, || {
        matches!((latitude.parse::<f64>(), longitude.parse::<f64>()),
            (Ok(a), Ok(b)) if a.abs() <= 180.0 && b.abs() <= 90.0)
    })
}

/// A longitude.
pub(crate) fn longitude(text: &str) -> Result<f64, String> {
    degrees(text, 180.0, || false)
}

/// A number of people; nothing is 0.
pub(crate) fn population(text: &str) -> Result<u64, String> {
    match text {
        "" => Ok(0),
        number => {
            number.parse().map_err(|_| format!("`{number}` is not a whole number; write digits only, or nothing"))
        }
    }
}

/// An ISO 3166-1 alpha-2 code, or nothing.
pub(crate) fn country_code(text: &str) -> Result<&str, String> {
    let letters = text.bytes().all(|b| b.is_ascii_uppercase());
    if text.is_empty() || text.len() == 2 && letters {
        Ok(text)
    } else {
        Err(format!("`{text}` is not an ISO 3166-1 alpha-2 code; write two capital letters, or nothing"))
    }
}

fn degrees(text: &str, limit: f64, swappable: impl Fn() -> bool) -> Result<f64, String> {
    let hint = if text.is_empty() {
        return Err("the value is empty; fill it in or remove the row".into());
    } else if text.contains(',') {
        "; write a point, not a comma"
    } else {
        "; write decimal degrees such as 29.53489"
    };
    match text.parse::<f64>() {
        Ok(value) if value.abs() <= limit => Ok(value),
        Ok(value) if value.is_finite() => Err(format!(
            "`{text}` is not between -{limit} and {limit}{}",
            if swappable() { "; are latitude and longitude swapped?" } else { "; write decimal degrees" }
        )),
        _ => Err(format!("`{text}` is not a number{hint}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(usize, String, f64)>, GazetteerError> {
        let mut rows = Vec::new();
        read(Path::new("places.csv"), text.as_bytes(), |row| {
            rows.push((row.line, row.name.to_owned(), row.latitude));
            Ok(())
        })?;
        Ok(rows)
    }

    fn message(text: &str) -> String {
        rows(text).unwrap_err().to_string()
    }

    #[test]
    fn columns_in_any_order_with_bom_and_crlf() {
        let text = "\u{feff}Longitude,note,Feature Code,name,latitude\r\n75.0,,PPL,Sirsa,29.5\r\n\r\n1,\"a\r\nb\",,Two,2\r\n3,,,Three,4\r\n";
        assert_eq!(rows(text).unwrap(), [(2, "Sirsa".into(), 29.5), (4, "Two".into(), 2.0), (6, "Three".into(), 4.0)]);
    }

    #[test]
    fn wrong_rows_are_named_all_of_them() {
        assert_eq!(
            message("name,lat,lon\nA,95.2,33\nB,1,2\n,1,2\nC,\"1,5\",2\nD,1\nE,1,181\nF\n"),
            "places.csv:2: column lat: `95.2` is not between -90 and 90; are latitude and longitude swapped?\n\
             places.csv:4: column name: the name is empty; fill it in or remove the row\n\
             places.csv:5: column lat: `1,5` is not a number; write a point, not a comma\n\
             places.csv:6: column name: the row has 2 fields where the header has 3; put quotes round a value that has a comma, and close every quote\n\
             places.csv:7: column lon: `181` is not between -180 and 180; write decimal degrees\n\
             places.csv:8: column name: the row has 1 field where the header has 3; put quotes round a value that has a comma, and close every quote"
        );
        assert!(message(&format!("name,lat,lon\n{}", "x,y,z\n".repeat(25))).ends_with("and 5 more wrong rows"));
    }

    #[test]
    fn wrong_files_are_named() {
        assert!(message("").contains("the file is empty"));
        assert_eq!(
            message("name;latitude;longitude\n"),
            "places.csv:1: the header lacks the columns name, latitude and longitude, it has name;latitude;longitude; the file is separated by semicolons, save it with commas"
        );
        assert!(message("Sirsa,29.5,75.0\n").contains("looks like a row"));
        assert!(message("name,name,latitude,longitude\n").contains("twice"));
        let error = read(Path::new("p.csv"), &b"name,\nb\xff"[..], |_| Ok(())).unwrap_err();
        assert!(error.to_string().starts_with("p.csv:2: not UTF-8"));
    }
}
