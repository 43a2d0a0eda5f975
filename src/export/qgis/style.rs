//! Style: how QGIS draws the incidents of a kind, beside the layer as `.qml` and within the project.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use super::template::{each, fill, quoted};
use crate::{kinds::Kind, report::Report};

const STYLE: &str = include_str!("../../../data/qgis/style.xml");
const AREAS: &str = include_str!("../../../data/qgis/areas.xml");
const TEMPORAL: &str = include_str!("../../../data/qgis/temporal.xml");
const FORMS: &str = include_str!("../../../data/qgis/forms.xml");
const SIDECAR: &str = include_str!("../../../data/qgis/layer.qml");
const TIP: &str = include_str!("../../../data/qgis/tip.html");

/// The rows of a table of `data/qgis`.
fn rows(table: &'static str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(table.as_bytes()).into_records().filter_map(Result::ok).collect()
}

/// Shapes of subkinds with their sizes in millimetres, in the order in which they are given out.
static SHAPES: LazyLock<Vec<csv::StringRecord>> = LazyLock::new(|| rows(include_str!("../../../data/qgis/shapes.csv")));
/// What is drawn over the marker of a status.
static STATUSES: LazyLock<Vec<csv::StringRecord>> =
    LazyLock::new(|| rows(include_str!("../../../data/qgis/statuses.csv")));
/// What the columns are called in QGIS's forms.
static ALIASES: LazyLock<Vec<csv::StringRecord>> =
    LazyLock::new(|| rows(include_str!("../../../data/qgis/aliases.csv")));

/// The shape of what has no subkind, or one that says so.
const PLAIN: (&str, &str) = ("circle", "3.8");

type Row<'v> = Vec<(&'static str, Cow<'v, str>)>;

/// The `.qml` of a layer of points or of areas.
pub(super) fn sidecar(style: &str, areas: bool) -> String {
    let (labels, geometry) = if areas { ("0", "2") } else { ("1", "0") };
    fill(SIDECAR, &[("style", style), ("labels", labels), ("geometry", geometry)])
}

/// The style of the areas of a kind: see-through, in its colour.
pub(super) fn areas(kind: &Kind) -> String {
    fill(AREAS, &[("color", &rgb(&kind.color)), ("temporal", TEMPORAL), ("forms", &forms())])
}

/// What a click and the pointer show.
fn forms() -> String {
    let text = each(
        FORMS,
        "aliases",
        ALIASES.iter().enumerate().map(|(i, row)| -> Row<'static> {
            vec![("column", row[0].into()), ("index", i.to_string().into()), ("alias", row[1].into())]
        }),
    );
    fill(&text, &[("tip", TIP)])
}

/// The style of a kind's layer; `offsets` move the markers that share a point.
pub(super) fn style(kind: &Kind, incidents: &[&Report], offsets: &BTreeMap<&str, String>) -> String {
    let color = rgb(&kind.color);
    let offset = offset(incidents, offsets);
    let text = each(STYLE, "subkinds", subkinds(kind));
    let text = each(&text, "statuses", STATUSES.iter().map(status));
    let text = each(&text, "markers", markers(kind, &color, &offset));
    fill(&text, &[("color", &color), ("offset", &offset), ("temporal", TEMPORAL), ("forms", &forms())])
}

fn subkinds(kind: &Kind) -> Vec<Row<'_>> {
    let row = |key: String, filter: String, label: Cow<'static, str>| {
        vec![("key", key.clone().into()), ("symbol", key.into()), ("filter", filter.into()), ("label", label)]
    };
    let of = |(i, subkind): (usize, &crate::kinds::Subkind)| {
        let label = subkind.name.replace('_', " ").replace("[%", "[ %"); // which would be an expression
        row(format!("subkind-{i}"), format!("\"subkind\" = {}", quoted(&subkind.name)), label.into())
    };
    let mut rows: Vec<_> = kind.subkinds.iter().enumerate().map(of).collect();
    rows.push(row("subkind-none".into(), "ELSE".into(), "no subkind".into()));
    rows
}

fn status(row: &'static csv::StringRecord) -> Row<'static> {
    vec![
        ("key", format!("status-{}", &row[0]).into()),
        ("symbol", format!("status-{}", &row[0]).into()),
        ("filter", format!("\"status\" = {}", quoted(&row[0])).into()),
        ("label", row[1].into()),
    ]
}

fn markers<'v>(kind: &'v Kind, color: &'v str, offset: &'v str) -> Vec<Row<'v>> {
    let mut shapes = SHAPES.iter().map(|row| (&row[0], &row[1])).cycle();
    let fill = |name: String, (shape, size): (&'static str, &'static str)| -> Row<'v> {
        vec![
            ("name", name.into()),
            ("shape", shape.into()),
            ("size", size.into()),
            ("fill", format!("{color},255").into()),
            ("outline", "255,255,255,255".into()),
            ("outline_style", "solid".into()),
            ("outline_width", "0.3".into()),
            ("offset", offset.into()),
        ]
    };
    let mut rows = Vec::new();
    for (i, subkind) in kind.subkinds.iter().enumerate() {
        let shape = if subkind.name == "unspecified" { PLAIN } else { shapes.next().unwrap_or(PLAIN) };
        rows.push(fill(format!("subkind-{i}"), shape));
    }
    rows.push(fill("subkind-none".into(), PLAIN));
    let names = ["shape", "size", "fill", "outline", "outline_style", "outline_width"];
    rows.extend(STATUSES.iter().map(|row| {
        let mut values: Row<'v> = vec![("name", format!("status-{}", &row[0]).into()), ("offset", offset.into())];
        values.extend(names.into_iter().zip(row.iter().skip(2)).map(|(name, value)| (name, value.into())));
        values
    }));
    rows
}

/// The expression that moves the layer's markers; one look-up, since QGIS makes a map of constants once.
fn offset(incidents: &[&Report], offsets: &BTreeMap<&str, String>) -> String {
    let moved = incidents.iter().filter_map(|i| Some((i.id.as_str(), offsets.get(i.id.as_str())?)));
    let moved: BTreeMap<_, _> = moved.collect();
    if moved.is_empty() {
        return "'0,0'".to_owned();
    }
    let pairs: Vec<String> = moved.iter().map(|(id, offset)| format!("{},{}", quoted(id), quoted(offset))).collect();
    format!("coalesce(map_get(map({}), \"id\"), '0,0')", pairs.join(","))
}

/// "#d7301f" as "215,48,31"; grey if it is no colour.
fn rgb(color: &str) -> String {
    let number = color.strip_prefix('#').and_then(|digits| u32::from_str_radix(digits, 16).ok()).unwrap_or(0x7f_7f7f);
    format!("{},{},{}", number >> 16 & 255, number >> 8 & 255, number & 255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{COLUMNS, STATUSES as ALL};

    #[test]
    fn every_column_has_an_alias_and_every_status_but_the_plain_one_a_sign() {
        let columns: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
        assert_eq!(ALIASES.iter().map(|row| &row[0]).collect::<Vec<_>>(), columns);
        assert_eq!(STATUSES.iter().map(|row| &row[0]).collect::<Vec<_>>(), ALL[1..]);
    }

    #[test]
    fn colours_are_numbers() {
        assert_eq!((rgb("#d7301f"), rgb("red")), ("215,48,31".into(), "127,127,127".into()));
    }
}
