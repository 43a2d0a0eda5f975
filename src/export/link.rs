//! Link: a small result as an address that shows it in geojson.io, which holds the features themselves.

use std::fmt::Write as _;

use geojson::{Feature, FeatureCollection};

use super::{WriteOptions, layer, quote};
use crate::{assemble::Assembly, kinds::Kinds, report::MARKERS};

/// What the address begins with; geojson.io reads what follows in the browser and sends it nowhere.
const BEGIN: &str = "https://geojson.io/#data=data:application/json,";
/// What tells the story of an incident, beside the columns of the style.
const COLUMNS: [&str; 4] = ["name", "event_date", "status", "notes"];

/// The address that shows all points, with the columns that tell their story.
pub fn link(assembly: &Assembly, kinds: &Kinds, options: WriteOptions) -> String {
    let assembly = quote::cut(assembly, options.quote_length);
    let features = assembly.incidents.iter().map(|incident| {
        let kind = kinds.get(&incident.kind).filter(|_| !options.no_style);
        let mut feature: Feature = incident.feature(kind.map(layer::markers));
        if let Some(properties) = &mut feature.properties {
            let wanted = |name: &str| COLUMNS.contains(&name) || MARKERS.contains(&name);
            properties.retain(|name, value| wanted(name) && !value.is_null());
        }
        feature.id = None;
        feature
    });
    let all = FeatureCollection { bbox: None, features: features.collect(), foreign_members: None };
    format!("{BEGIN}{}", encoded(&all.to_string()))
}

/// Percent-encoded: all but what RFC 3986 calls unreserved.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // a String takes everything
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn everything_but_the_unreserved_is_encoded() {
        assert_eq!(encoded("{\"a\": 1.5}"), "%7B%22a%22%3A%201.5%7D");
        assert_eq!(encoded("é"), "%C3%A9");
    }
}
