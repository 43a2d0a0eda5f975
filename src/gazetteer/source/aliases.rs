//! Aliases: our own CSV of further names, `id,alias,kind`.

use std::{io::Read, path::Path};

use super::{
    super::{
        GazetteerError,
        error::Faults,
        stream::Stream,
        table::{Refusal, records},
    },
    AliasKind, Give, Item,
};

/// Gives each line as an alias.
pub(super) fn read<R: Read>(
    path: &Path,
    stream: Stream<R>,
    faults: &mut Faults,
    give: Give<'_>,
) -> Result<(), GazetteerError> {
    let mut header: Option<[Option<usize>; 3]> = None;
    records(path, stream, false, |record, line| {
        let Some(places) = &header else {
            let place = |name: &str| record.iter().position(|h| h.trim().eq_ignore_ascii_case(name));
            let places = [place("id"), place("alias"), place("kind")];
            if places[0].is_none() || places[1].is_none() {
                let message = "the header lacks a column; write id,alias,kind".to_owned();
                return Err(GazetteerError::Header { path: path.into(), line, message });
            }
            header = Some(places);
            return Ok(());
        };
        let get = |i: usize| places[i].and_then(|place| record.get(place)).unwrap_or("").trim();
        if let Err((column, message)) = item(line, get).and_then(|item| give(Some(item))) {
            faults.add(path, line, column, message);
        }
        Ok(())
    })
}

fn item<'a>(line: usize, get: impl Fn(usize) -> &'a str) -> Result<Item<'a>, Refusal> {
    let (id, name) = (get(0), get(1));
    for (column, value) in [("id", id), ("alias", name)] {
        if value.is_empty() {
            return Err((column, "the value is empty; fill it in or remove the line".into()));
        }
    }
    let kind = AliasKind::named(get(2))
        .ok_or_else(|| ("kind", format!("`{}` is no kind; write alternate, demonym or abbreviation", get(2))))?;
    Ok(Item::Alias { line, id, name, kind, own: true })
}
