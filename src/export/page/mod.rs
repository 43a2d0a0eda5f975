//! The page: `map.html`, all incidents on a map in one file that asks nothing of any network.
//!
//! The parts in `data/page` are put together here. The incidents go in as JSON that no HTML parser can take for markup, and
//! the Content-Security-Policy admits exactly the scripts and the style that are written, by their checksums.

mod bare;
mod basemap;
mod incidents;
mod region;

use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::{areas, layer};
use crate::{assemble::Assembly, kinds::Kinds};

const TEMPLATE: &str = include_str!("../../../data/page/page.html");
const STYLES: [&str; 2] = [include_str!("../../../data/page/leaflet.css"), include_str!("../../../data/page/page.css")];
const LEAFLET: &str = include_str!("../../../data/page/leaflet.js");
const LEAFLET_LICENCE: &str = include_str!("../../../data/page/leaflet.LICENSE");
/// Names the program that is drawn with, as its licence asks.
const CREDITS: [&str; 2] = ["Made with Natural Earth.", "Drawn with Leaflet 1.9.4 (leafletjs.com)."];
/// What a border on the page means, as `data/attribution.csv` has it for the folder.
const BORDERS: &str = "Borders of the basemap are drawn as they are held (de facto), not as they are claimed.";
/// One module, in this order.
const SCRIPTS: [&str; 11] = [
    include_str!("../../../data/page/data.js"),
    include_str!("../../../data/page/glyph.js"),
    include_str!("../../../data/page/filter.js"),
    include_str!("../../../data/page/basemap.js"),
    include_str!("../../../data/page/markers.js"),
    include_str!("../../../data/page/popup.js"),
    include_str!("../../../data/page/list.js"),
    include_str!("../../../data/page/time.js"),
    include_str!("../../../data/page/controls.js"),
    include_str!("../../../data/page/theme.js"),
    include_str!("../../../data/page/page.js"),
];

/// How a page of ours begins.
pub(super) fn beginning() -> &'static str {
    TEMPLATE.split("<meta http-equiv").next().unwrap_or_default()
}

/// Writes the page of an assembly, and returns the number of its incidents.
pub(super) fn write(
    out: &mut dyn Write,
    assembly: &Assembly,
    kinds: &Kinds,
    attribution: &[String],
) -> io::Result<Option<u64>> {
    let style = STYLES.map(bare::style).concat();
    let script = SCRIPTS.map(bare::script).concat();
    // the map of the minified text is not here
    let leaflet = lines_of(LEAFLET.split("//# sourceMappingURL").next().unwrap_or_default());
    let mut lines: Vec<&str> = attribution.iter().map(String::as_str).collect();
    for credit in CREDITS.into_iter().chain([BORDERS]) {
        if !lines.contains(&credit) {
            lines.push(credit);
        }
    }
    let policy = format!(
        "default-src 'none'; script-src {} {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        source(&leaflet),
        source(&script),
        source(&style)
    );
    let data = incidents::json(&assembly.incidents, &countries(assembly, kinds), kinds, &lines)?;
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        out.write_all(before.as_bytes())?;
        let Some((name, after)) = after.split_once("}}") else {
            return Err(io::Error::other("data/page/page.html: a `{{` without its `}}`"));
        };
        out.write_all(match name {
            "policy" => policy.as_bytes(),
            "style" => style.as_bytes(),
            "incidents" => data.as_bytes(),
            "leaflet_licence" => LEAFLET_LICENCE.as_bytes(),
            "leaflet" => leaflet.as_bytes(),
            "script" => script.as_bytes(),
            _ => return Err(io::Error::other(format!("data/page/page.html: nothing is called {name}"))),
        })?;
        rest = after;
    }
    out.write_all(rest.as_bytes())?;
    Ok(Some(assembly.incidents.len() as u64))
}

/// The incidents of whole countries, which have no point on the page: how many are in which file of areas.
fn countries(assembly: &Assembly, kinds: &Kinds) -> Vec<(usize, String)> {
    let counted = kinds.kinds.iter().map(|kind| {
        let count = assembly.countries.iter().filter(|incident| incident.kind == kind.name).count();
        (count, areas::file_name(&layer::file_name(kind)))
    });
    counted.filter(|(count, _)| *count > 0).collect()
}

/// With the line ends that a browser hashes: it turns CR LF into LF first, whatever the file or a checkout has.
fn lines_of(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// A script or style as the policy names it.
fn source(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place) & 63) as usize];
            text.push(if place > chunk.len() { '=' } else { digit.into() });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Report;

    #[test]
    fn writes_the_examples_of_rfc_4648() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (bytes, text) in pairs {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    /// A `</script` or `<!--` in a script, or a `-->` in the licence, would end what it stands in.
    #[test]
    fn nothing_that_is_put_in_ends_its_element() {
        for script in SCRIPTS.iter().chain([&LEAFLET]) {
            assert!(!script.to_lowercase().contains("</script") && !script.contains("<!--"));
        }
        assert!(STYLES.iter().all(|style| !style.contains("</")));
        assert!(!LEAFLET_LICENCE.contains("--"));
        assert!(LEAFLET.contains("Leaflet 1.9.4") && CREDITS[1].contains("1.9.4"));
    }

    #[test]
    fn a_page_begins_as_a_page() {
        let mut page = Vec::new();
        write(&mut page, &Assembly::default(), &Kinds::default(), &[]).unwrap();
        assert!(beginning().contains("incident-mapper") && page.starts_with(beginning().as_bytes()));
        assert!(!String::from_utf8(page).unwrap().contains("{{"));
    }

    #[test]
    fn counts_countries_by_the_file_that_has_them() {
        let kinds = Kinds::embedded().unwrap();
        let of = |kind: &str| Report { kind: kind.to_owned(), ..Report::default() };
        let assembly = Assembly { countries: vec![of("strike"), of("alert"), of("strike")], ..Assembly::default() };
        let mut counted = countries(&assembly, &kinds);
        counted.sort();
        assert_eq!(counted, [(1, "alerts_areas.geojson".to_owned()), (2, "strikes_areas.geojson".to_owned())]);
    }

    /// Else the page would say it twice.
    #[test]
    fn the_borders_are_told_as_in_the_folder() {
        assert!(include_str!("../../../data/attribution.csv").contains(BORDERS));
    }
}
