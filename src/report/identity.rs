//! Identity: ids that survive a moved folder, a new gazetteer and a correction, and fingerprints that tell copies.

use std::collections::HashMap;

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use super::Report;
use crate::text::fold;

/// The id of a report: `r` and 20 hex digits over kind, folded location text, folded evidence sentence, date of
/// publication and its ordinal (from 0) among equals in the document.
///
/// ```
/// use incident_mapper::report::report_id;
/// let id = report_id("strike", Some("Sirsa"), "Sirsa was hit.", None, 0);
/// assert_eq!(id, report_id("strike", Some("SIRSA"), "“Sirsa was hit”", None, 0));
/// assert_ne!(id, report_id("strike", Some("Sirsa"), "Sirsa was hit.", None, 1));
/// assert_eq!(id.len(), 21);
/// ```
pub fn report_id(
    kind: &str,
    location_text: Option<&str>,
    evidence: &str,
    published: Option<Date>,
    ordinal: usize,
) -> String {
    let mut hash = Sha256::new();
    let published = published.map(|d| d.to_string()).unwrap_or_default();
    // folded text holds no line feed, so that the parts cannot run into each other
    for part in [kind, &fold(location_text.unwrap_or("")), &fold(evidence), &published, &ordinal.to_string()] {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    format!("r{}", hex(&hash.finalize()[..10]))
}

/// Gives the reports of one document their ids, counting equals in the order given.
pub fn number(reports: &mut [Report]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for report in reports {
        let id = |ordinal| {
            report_id(&report.kind, report.location_text.as_deref(), &report.notes, report.published, ordinal)
        };
        let first = id(0); // stands for everything but the ordinal
        let ordinal = seen.entry(first.clone()).or_insert(0);
        let own = if *ordinal == 0 { first } else { id(*ordinal) };
        *ordinal += 1;
        report.id = own;
    }
}

/// The fingerprint of a text, 16 hex digits: equal for copies that differ in white space, punctuation, case or accents.
///
/// ```
/// use incident_mapper::report::fingerprint;
/// assert_eq!(fingerprint("It fell. He left"), fingerprint("It fell.He  left\n"));
/// ```
pub fn fingerprint(text: &str) -> String {
    let mut folded = fold(text);
    // without the spaces too: pages lose them after full stops
    folded.retain(|c| c != ' ');
    hex(&Sha256::digest(folded.as_bytes())[..8])
}

/// Lower-case hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16);
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{Report, fingerprint, number, report_id};

    #[test]
    fn an_id_is_r_and_twenty_hex_digits_of_everything_that_counts() {
        let day = jiff::civil::date(2025, 5, 8);
        let ids = [
            report_id("strike", Some("Sirsa"), "A b.", Some(day), 0),
            report_id("alert", Some("Sirsa"), "A b.", Some(day), 0),
            report_id("strike", Some("Samba"), "A b.", Some(day), 0),
            report_id("strike", None, "A b.", Some(day), 0),
            report_id("strike", Some("Sirsa"), "A c.", Some(day), 0),
            report_id("strike", Some("Sirsa"), "A b.", None, 0),
            report_id("strike", Some("Sirsa"), "A b.", Some(day), 1),
        ];
        let distinct: std::collections::HashSet<&String> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        assert!(ids.iter().all(|i| i.len() == 21 && i.starts_with('r')));
        assert_eq!(
            report_id("strike", Some("Sirsa"), "A b.", Some(day), 0),
            "ra55a83fc7f630aaec247" // written down in every folder: never changes
        );
    }

    #[test]
    fn equals_are_counted() {
        let mut reports = vec![Report::default(), Report::default(), Report::default()];
        reports[1].kind = "alert".into();
        number(&mut reports);
        assert_eq!(reports[0].id, report_id("", None, "", None, 0));
        assert_eq!(reports[1].id, report_id("alert", None, "", None, 0));
        assert_eq!(reports[2].id, report_id("", None, "", None, 1));
    }

    #[test]
    fn a_fingerprint_is_of_the_words() {
        assert_eq!(fingerprint("Sirens, in “Jammu”!"), fingerprint("sirens in\n Jammu"));
        assert_ne!(fingerprint("Sirens in Jammu"), fingerprint("Sirens in Samba"));
        assert_eq!(fingerprint("").len(), 16);
    }
}
