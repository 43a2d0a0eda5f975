//! The project: all layers over the basemap, with the view and the time that the incidents have.

use jiff::{ToSpan as _, civil::Date};

use super::{
    extent::{Bounds, mercator},
    template::{each, fill},
};
use crate::{export::areas, kinds::Kind, report::Report};

const TEMPLATE: &str = include_str!("../../../data/qgis/incidents.qgs");
const BASEMAP: &str = include_str!("../../../data/qgis/basemap.xml");
const WGS84: &str = include_str!("../../../data/qgis/wgs84.xml");
const MERCATOR: &str = include_str!("../../../data/qgis/mercator.xml");

/// A layer of the project: a kind's points, or its areas.
pub(super) struct ProjectLayer<'k> {
    pub(super) kind: &'k Kind,
    pub(super) areas: bool,
    pub(super) style: String,
}

impl ProjectLayer<'_> {
    fn name(&self) -> String {
        if self.areas { areas::name(&self.kind.layer) } else { self.kind.layer.clone() }
    }

    /// `strikes` as "Strikes", `strikes_areas` as "Strikes areas".
    fn title(&self) -> String {
        let words = self.name().replace(['_', '-'], " ");
        let mut letters = words.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    }
}

/// The file. `attribution` are the lines of `ATTRIBUTION.txt`.
pub(super) fn text(layers: &[ProjectLayer<'_>], incidents: &[&Report], view: Bounds, attribution: &[String]) -> String {
    let attribution = attribution.join(" ");
    let tree = layers.iter().map(|l| vec![("layer", l.name().into()), ("title", l.title().into())]);
    let text = each(TEMPLATE, "tree", tree);
    let text = each(
        &text,
        "maplayers",
        layers.iter().map(|l| {
            let (geometry, wkb, labels, what) = if l.areas {
                ("Polygon", "MultiPolygon", "0", "Areas of incidents")
            } else {
                ("Point", "Point", "1", "Incidents")
            };
            vec![
                ("layer", l.name().into()),
                ("title", l.title().into()),
                ("geometry", geometry.into()),
                ("wkb", wkb.into()),
                ("labels", labels.into()),
                ("what", what.into()),
                ("label", l.kind.label.as_str().into()),
                ("attribution", attribution.as_str().into()),
                ("wgs84", WGS84.into()),
                ("style", l.style.as_str().into()),
            ]
        }),
    );
    let days: Vec<_> = days(incidents)
        .into_iter()
        .map(|(start, end)| {
            let (step, unit) = time_step(start, end);
            vec![
                ("start", start.to_string().into()),
                ("end", end.to_string().into()),
                ("step", step.into()),
                ("unit", unit.into()),
            ]
        })
        .collect();
    let text = each(&text, "controller", days.clone());
    let text = each(&text, "time", days);
    let basemap = fill(BASEMAP, &[("attribution", &attribution), ("wgs84", WGS84)]);
    let corners = mercator(view).map(|metres| metres.to_string());
    let [west, south, east, north] = corners.each_ref().map(String::as_str);
    fill(
        &text,
        &[
            ("basemap", &basemap),
            ("mercator", MERCATOR),
            ("attribution", &attribution),
            ("west", west),
            ("south", south),
            ("east", east),
            ("north", north),
        ],
    )
}

/// From the first day of all incidents to the day after the last.
fn days(incidents: &[&Report]) -> Option<(Date, Date)> {
    let first = incidents.iter().filter_map(|i| i.event_date).min()?;
    let last = incidents.iter().filter_map(|i| i.event_date_end.max(i.event_date)).max()?;
    Some((first, last.saturating_add(1.day())))
}

/// How far the time goes on with each picture: some hundred pictures at most for what lies within a few years.
fn time_step(start: Date, end: Date) -> (&'static str, &'static str) {
    let days = start.until(end).map_or(0, |span| span.get_days());
    match days {
        ..=120 => ("1", "d"),
        121..=800 => ("1", "wk"),
        _ => ("1", "mon"),
    }
}
