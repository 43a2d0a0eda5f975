//! Files: the gold and the predictions, as JSON Lines.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use serde::Deserialize;
use serde_json::Value;

use super::Toponym;
use crate::{
    evaluate::{
        EvaluateError,
        lines::{bytes, lines, note_id, parse, shown},
    },
    read::{self, Document},
};

/// An annotated document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gold {
    /// The text, with title and date if they are given.
    pub document: Document,
    /// The names of places that a careful reader finds in the text.
    pub toponyms: Vec<Toponym>,
}

/// The part of a line that [`read::document`] does not read.
#[derive(Deserialize)]
struct Toponyms {
    toponyms: Vec<Toponym>,
}

/// A line of predictions.
#[derive(Deserialize)]
struct Prediction {
    id: Value,
    toponyms: Vec<Toponym>,
}

/// The annotated documents of a file: JSON Lines with `id`, `text` and `toponyms`; `-` is standard input.
///
/// # Errors
/// A file that is not there or is empty, a line that is no such document, offsets outside the text, an id given twice.
pub fn read_gold(file: &Path) -> Result<Vec<Gold>, EvaluateError> {
    let bytes = bytes(file)?;
    let mut ids = HashSet::new();
    let mut gold = Vec::new();
    for (line, bytes) in lines(&bytes) {
        let document = read::document(file, line, bytes.to_vec())?;
        let file = shown(file);
        let Toponyms { toponyms } = parse(file, line, bytes)?;
        check(&toponyms, document.text.chars().count(), file, line)?;
        note_id(&mut ids, &document.id, file, line)?;
        gold.push(Gold { document, toponyms });
    }
    if gold.is_empty() {
        return Err(EvaluateError::Empty { file: shown(file).to_owned(), member: "toponyms" });
    }
    Ok(gold)
}

/// The names that a file of predictions has for each document of the gold, in the gold's order: JSON Lines with `id` and
/// `toponyms`, as `places` writes them. A document that the file lacks has none.
///
/// # Errors
/// As for the gold, and an id that the gold lacks.
pub fn read_predictions(file: &Path, gold: &[Gold]) -> Result<Vec<Vec<Toponym>>, EvaluateError> {
    parse_predictions(shown(file), &bytes(file)?, gold)
}

/// The same from the bytes of such a file; `file` is what errors call it.
///
/// # Errors
/// As for a file.
pub fn parse_predictions(file: &Path, bytes: &[u8], gold: &[Gold]) -> Result<Vec<Vec<Toponym>>, EvaluateError> {
    let places: HashMap<&str, usize> = gold.iter().enumerate().map(|(i, g)| (g.document.id.as_str(), i)).collect();
    let mut ids = HashSet::new();
    let mut found = vec![Vec::new(); gold.len()];
    for (line, bytes) in lines(bytes) {
        let Prediction { id, toponyms } = parse(file, line, bytes)?;
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        note_id(&mut ids, &id, file, line)?;
        let unknown = || EvaluateError::UnknownId { file: file.to_owned(), line, id: id.clone() };
        let place = *places.get(id.as_str()).ok_or_else(unknown)?;
        check(&toponyms, gold[place].document.text.chars().count(), file, line)?;
        found[place] = toponyms;
    }
    Ok(found)
}

/// Whether all spans hold some of a text of `length` code points, points are degrees, and confidences are shares.
fn check(toponyms: &[Toponym], length: usize, file: &Path, line: usize) -> Result<(), EvaluateError> {
    for toponym in toponyms {
        let (start, end) = (toponym.start, toponym.end);
        if start >= end || end > length {
            return Err(EvaluateError::Outside { file: file.to_owned(), line, start, end, length });
        }
        if toponym.lat.is_some_and(|d| d.abs() > 90.0) || toponym.lon.is_some_and(|d| d.abs() > 180.0) {
            let problem = format!("the place of {start} to {end} is not on the Earth; give degrees, lat and then lon");
            return Err(EvaluateError::Line { file: file.to_owned(), line, problem });
        }
        if toponym.confidence.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
            let problem = format!("the confidence of {start} to {end} is not from 0 to 1");
            return Err(EvaluateError::Line { file: file.to_owned(), line, problem });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(lines: &str) -> Result<Vec<Gold>, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), lines).unwrap();
        let path = file.path().to_string_lossy().into_owned();
        read_gold(file.path()).map_err(|error| error.to_string().replace(&path, "g"))
    }

    fn predictions(lines: &str) -> String {
        let gold = gold("{\"id\":1,\"text\":\"In Pün\",\"toponyms\":[]}").unwrap();
        match parse_predictions(Path::new("p"), lines.as_bytes(), &gold) {
            Ok(found) => format!("{} found", found[0].len()),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_gold_with_a_number_for_an_id() {
        let gold = gold(
            "\u{feff}{\"id\":7,\"title\":\"T\",\"text\":\"é Pune\",\"toponyms\":[{\"start\":2,\"end\":6,\"type\":\"P\"}]}\r\n\n",
        );
        let first = &gold.unwrap()[0];
        assert_eq!((first.document.id.as_str(), first.document.title.as_deref()), ("7", Some("T")));
        assert_eq!((first.toponyms[0].point(), first.toponyms[0].rest["type"].as_str()), (None, Some("P")));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = |lines: &str| gold(lines).unwrap_err().split(';').next().unwrap().to_owned();
        assert_eq!(wrong("\n{"), "g:2:1: not valid JSON: EOF while parsing an object");
        assert_eq!(wrong("{\"id\":1,\"toponyms\":[]}"), "g:1: the document has no `text` member");
        assert_eq!(wrong("{\"id\":1,\"text\":\"\"}"), "g:1: missing field `toponyms` at column 18");
        assert_eq!(
            wrong("{\"id\":1,\"text\":\"Zürich\",\"toponyms\":[{\"start\":0,\"end\":7}]}"),
            "g:1: no text stands from 0 to 7, the document has 6 characters"
        );
        let line = "{\"id\":\"1\",\"text\":\"\",\"toponyms\":[]}\n";
        let twice = format!("{line}{}", line.replace("\"1\"", "1"));
        assert_eq!(wrong(&twice), "g:2: an earlier document has the same id, \"1\"");
        assert_eq!(wrong(" \n"), "g: holds no documents");
    }

    #[test]
    fn predictions_are_held_to_the_gold() {
        let line = |id: &str, more: &str| format!("{{\"id\":{id},\"toponyms\":[{{\"start\":3,\"end\":6{more}}}]}}\n");
        assert_eq!(predictions(""), "0 found");
        assert_eq!(predictions(&line("\"1\"", ",\"lat\":null")), "1 found");
        let said = predictions(&format!("{}{}", line("1", ""), line("2", "")));
        assert!(said.starts_with("p:2: the gold has no document \"2\""), "{said}");
        let said = predictions(&line("1", ",\"confidence\":80"));
        assert!(said.starts_with("p:1: the confidence of 3 to 6 is not from 0 to 1"), "{said}");
        let said = predictions(&line("1", "").repeat(2));
        assert!(said.starts_with("p:2: an earlier document has the same id"), "{said}");
        let said = predictions(&line("1", "").replace("\"end\":6", "\"end\":7"));
        assert!(said.starts_with("p:1: no text stands from 3 to 7, the document has 6 characters"), "{said}");
    }
}
