//! Types: what a column's type is called in the formats that name types.

use crate::report::ColumnType;

/// A type by its names.
pub(super) struct Types {
    /// Of OGR, in `layers.vrt`.
    pub(super) ogr: &'static str,
    /// Of KML, which has no date and no integer beyond 2^31.
    pub(super) kml: &'static str,
    /// Of `FlatGeobuf`, which has no date without a time.
    pub(super) fgb: flatgeobuf::ColumnType,
}

/// The names of a type. An integer of the contract goes up to 2^53, for which the 32 bits of KML are too few; consumers of the
/// VRT hold it to be an `Integer` all the same.
pub(super) fn of(kind: ColumnType) -> Types {
    use flatgeobuf::ColumnType as Fgb;
    let (ogr, kml, fgb) = match kind {
        ColumnType::Text => ("String", "string", Fgb::String),
        ColumnType::Date => ("Date", "string", Fgb::DateTime),
        ColumnType::Integer => ("Integer", "string", Fgb::Long),
        ColumnType::Precision => ("Integer", "int", Fgb::Long),
        ColumnType::Real => ("Real", "double", Fgb::Double),
    };
    Types { ogr, kml, fgb }
}
