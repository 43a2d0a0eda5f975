//! Drawing: the map, its larger part and the legend as SVG.

use std::fmt::Write as _;

use crate::{
    incidents::{Incidents, Site},
    outlines::{Country, Point},
    window::{View, Window},
};

const STEP: f64 = 17.0; // between the markers of one place
const LETTER: f64 = 7.4; // a letter's width at 13 px, for keeping labels apart
const STYLE: &str = "text{font-family:'DejaVu Sans',Verdana,sans-serif;font-size:13px;fill:#1a1a1a}\
.halo{paint-order:stroke;stroke:#fff;stroke-width:3.5px;stroke-linejoin:round}.region{font-style:italic}\
.country{fill:#9a9486;font-size:15px;letter-spacing:4px}.land{fill:#f6f3ea;stroke:#b3aa95;stroke-width:1}\
.marker{stroke:#fff;stroke-width:1.3}.small{font-size:11px;fill:#555}";

/// A box that nothing else may cover: left, top, right, bottom.
type Taken = (f64, f64, f64, f64);

/// The whole picture.
pub(crate) fn picture(incidents: &Incidents, countries: &[Country], inset: Window) -> String {
    let map = View::new(Window::around(&incidents.sites, 0.75), 10.0, 10.0, 600.0);
    let side = View::new(inset, 625.0, 34.0, 515.0);
    let height = map.height + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1150 {height:.0}\" width=\"1150\" height=\"{height:.0}\">\n\
         <style>{STYLE}</style>\n<rect width=\"1150\" height=\"{height:.0}\" fill=\"#fff\"/>\n"
    );
    land(&mut svg, "map", &map, countries);
    let (a, b) = (map.pixel((inset.west, inset.north)), map.pixel((inset.east, inset.south)));
    let _ = writeln!(
        svg,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#777\" stroke-dasharray=\"3 3\" fill=\"none\"/>\n\
         <rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#fff\" fill-opacity=\".6\" stroke=\"#777\"/>",
        b.0,
        a.1,
        side.left,
        side.top,
        b.0,
        b.1,
        side.left,
        side.top + side.height,
        a.0,
        a.1,
        b.0 - a.0,
        b.1 - a.1
    );
    let (near, far): (Vec<&Site>, Vec<&Site>) = incidents.sites.iter().partition(|s| inset.holds(s.point));
    for site in &near {
        let (x, y) = map.pixel(site.point);
        let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2\" fill=\"#777\"/>");
    }
    markers(&mut svg, incidents, &map, &far, &[(a.0, a.1, b.0, b.1)]);
    land(&mut svg, "side", &side, countries);
    markers(&mut svg, incidents, &side, &near, &[]);
    let _ = writeln!(svg, "<text x=\"{:.0}\" y=\"26\">The framed window, larger</text>", side.left);
    legend(&mut svg, incidents, side.left + 6.0, side.top + side.height + 34.0);
    svg + "</svg>\n"
}

/// Countries in a frame, their names where there is room.
fn land(svg: &mut String, id: &str, view: &View, countries: &[Country]) {
    let (x, y, w, h) = (view.left, view.top, view.width, view.height);
    let frame = format!("x=\"{x:.0}\" y=\"{y:.0}\" width=\"{w:.0}\" height=\"{h:.0}\"");
    let _ = writeln!(
        svg,
        "<clipPath id=\"{id}\"><rect {frame}/></clipPath>\n<rect {frame} fill=\"#dbe7ee\"/>\n<g clip-path=\"url(#{id})\">"
    );
    let mut names = Vec::new();
    for country in countries {
        let rings: Vec<Vec<Point>> = country.rings.iter().map(|r| view.ring(r)).collect();
        let seen: Vec<&Vec<Point>> = rings.iter().filter(|r| r.len() > 2).collect();
        if seen.is_empty() {
            continue;
        }
        let mut path = String::new();
        for ring in &seen {
            for (i, (x, y)) in ring.iter().enumerate() {
                let _ = write!(path, "{}{x:.1} {y:.1}", if i == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
        }
        let _ = writeln!(svg, "<path class=\"land\" d=\"{path}\"/>");
        let widest = seen.iter().max_by(|a, b| area(a).total_cmp(&area(b)));
        if let Some(ring) = widest.filter(|r| area(r) > 25_000.0) {
            names.push((middle(ring), country.name.to_uppercase()));
        }
    }
    for ((x, y), name) in names {
        let _ = writeln!(
            svg,
            "<text class=\"country\" x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"middle\">{}</text>",
            escape(&name)
        );
    }
    let _ = writeln!(svg, "</g>\n<rect {frame} fill=\"none\" stroke=\"#777\"/>");
}

fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let doubled: f64 = ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    (doubled / 2.0).abs()
}

/// The middle of a ring's widest horizontal chord among some: inside the ring, whatever its shape.
fn middle(ring: &[Point]) -> Point {
    let top = ring.iter().map(|p| p.1).fold(f64::MAX, f64::min);
    let bottom = ring.iter().map(|p| p.1).fold(f64::MIN, f64::max);
    let mut best = (0.0, (0.0, 0.0));
    for i in 1..12 {
        let y = top + (bottom - top) * f64::from(i) / 12.0;
        let mut crossings: Vec<f64> = ring
            .iter()
            .zip(ring.iter().cycle().skip(1))
            .filter(|(a, b)| (a.1 < y) != (b.1 < y))
            .map(|(a, b)| a.0 + (b.0 - a.0) * (y - a.1) / (b.1 - a.1))
            .collect();
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            if pair[1] - pair[0] > best.0 {
                best = (pair[1] - pair[0], (f64::midpoint(pair[0], pair[1]), y));
            }
        }
    }
    best.1
}

/// The markers of some places, then their names where they cover nothing.
fn markers(svg: &mut String, incidents: &Incidents, view: &View, sites: &[&Site], taken: &[Taken]) {
    let mut taken = taken.to_vec();
    let mut rows = Vec::new();
    for site in sites {
        let (x, y) = view.pixel(site.point);
        let half = STEP * count(&site.kinds) / 2.0;
        // two places that stand in each other's way: the later one moves down
        let mut row = (x - half, y - 8.0, x + half, y + 8.0);
        while taken.iter().any(|t| overlap(*t, row)) {
            row = (row.0, row.1 + 4.0, row.2, row.3 + 4.0);
        }
        taken.push(row);
        rows.push((site, row));
    }
    for (site, row) in &rows {
        let y = f64::midpoint(row.1, row.3);
        for (&kind, i) in site.kinds.iter().zip(0u8..) {
            let x = row.0 + STEP * (f64::from(i) + 0.5);
            marker(svg, kind, &incidents.kinds[kind].color, (x, y), site.region);
        }
    }
    for (site, row) in &rows {
        let width = count(site.name.chars()) * LETTER;
        let middle = f64::midpoint(row.0, row.2) - width / 2.0;
        let spots = [
            (row.2 + 3.0, row.1 + 1.0),
            (row.0 - 3.0 - width, row.1 + 1.0),
            (middle, row.3),
            (middle, row.1 - 15.0),
            (row.2, row.3 - 4.0),
            (row.2, row.1 - 11.0),
            (row.0 - width, row.3 - 4.0),
            (row.0 - width, row.1 - 11.0),
        ];
        let spot = spots.map(|(x, y)| (x, y, x + width, y + 14.0)).into_iter().find(|b| {
            b.0 > view.left
                && b.2 < view.left + view.width
                && b.1 > view.top
                && b.3 < view.top + view.height
                && !taken.iter().any(|t| overlap(*t, *b))
        });
        if let Some(spot) = spot {
            taken.push(spot);
            let class = if site.region { "halo region" } else { "halo" };
            let _ = writeln!(
                svg,
                "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                spot.0,
                spot.1 + 11.5,
                escape(&site.name)
            );
        }
    }
}

/// A small number of things.
fn count<T>(things: impl IntoIterator<Item = T>) -> f64 {
    things.into_iter().map(|_| 1.0).sum()
}

fn overlap(a: Taken, b: Taken) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

/// A kind's own shape in its colour; hollow for a region.
fn marker(svg: &mut String, kind: usize, color: &str, (x, y): Point, region: bool) {
    let shape = match kind % 5 {
        0 => format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"6.5\""),
        1 => format!("<rect x=\"{:.1}\" y=\"{:.1}\" width=\"12\" height=\"12\"", x - 6.0, y - 6.0),
        2 => format!("<path d=\"M{x:.1} {:.1}l7.5 13h-15Z\"", y - 8.0),
        3 => format!("<path d=\"M{x:.1} {:.1}l8 8l-8 8l-8 -8Z\"", y - 8.0),
        _ => format!(
            "<path d=\"M{x:.1} {:.1}l2.2 5.3l5.6 .4l-4.3 3.7l1.3 5.5l-4.8 -3l-4.8 3l1.3 -5.5l-4.3 -3.7l5.6 -.4Z\"",
            y - 8.0
        ),
    };
    let paint = if region {
        format!("fill=\"#fff\" stroke=\"{color}\" stroke-width=\"2.6\"")
    } else {
        format!("class=\"marker\" fill=\"{color}\"")
    };
    let _ = writeln!(svg, "{shape} {paint}/>");
}

/// What the markers mean, and whose borders these are.
fn legend(svg: &mut String, incidents: &Incidents, x: f64, y: f64) {
    let mut y = y;
    for (i, kind) in incidents.kinds.iter().enumerate() {
        marker(svg, i, &kind.color, (x + 8.0, y), false);
        let _ = writeln!(svg, "<text x=\"{:.0}\" y=\"{:.0}\">{}</text>", x + 26.0, y + 4.5, escape(&kind.layer));
        y += 24.0;
    }
    let notes = [
        "Hollow, in italics: a whole region, marked at one point.",
        "Side by side: several kinds at one place.",
        "Borders are drawn as they are held (de facto), not as they are claimed.",
        "Outlines: Made with Natural Earth. Places: GeoNames, CC BY 4.0; OurAirports.",
    ];
    for note in notes {
        let _ = writeln!(svg, "<text class=\"small\" x=\"{x:.0}\" y=\"{:.0}\">{note}</text>", y + 6.0);
        y += 17.0;
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
