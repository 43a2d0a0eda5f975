//! Areas: which reports stand for an area and not for a point of it.

use crate::{gazetteer::PlaceClass, report::Report};

/// Whether a report is of a country, province, district, sector or region, whole or in part. A place beside or in one that
/// the gazetteer lacks counts where the row is a division, and no continent, of which nothing could be shown.
pub(crate) fn is_area(report: &Report) -> bool {
    let code = report.feature_code.as_deref().unwrap_or("");
    let sized = report.point.is_some() && report.uncertainty_km.is_some_and(|km| km > 0.0);
    sized
        && match report.geo_precision {
            None => PlaceClass::of("", code, "", 0) == PlaceClass::Country,
            Some(3) if !report.is_unlisted() => true,
            Some(2 | 3) => code.starts_with("ADM"),
            Some(_) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::is_area;
    use crate::report::{Report, UNLISTED};

    #[test]
    fn towns_and_continents_are_none() {
        let of = |geo_precision, code: &str, why: &str| {
            is_area(&Report {
                point: Some((75.0, 30.0)),
                uncertainty_km: Some(20.0),
                geo_precision,
                feature_code: Some(code.to_owned()),
                why: why.to_owned(),
                ..Report::default()
            })
        };
        assert!(of(None, "PCLI", "") && of(Some(3), "ADM1", "") && of(Some(2), "ADM2", "") && of(Some(3), "RGN", ""));
        assert!(of(Some(2), "ADM2", UNLISTED), "somewhere in a district");
        assert!(!of(None, "CONT", "") && !of(Some(1), "PPL", "") && !of(Some(2), "PPL", "near it"));
        assert!(!of(Some(3), "PPL", UNLISTED), "beside a town");
        assert!(!is_area(&Report { geo_precision: Some(3), ..Report::default() }), "without a point");
    }
}
