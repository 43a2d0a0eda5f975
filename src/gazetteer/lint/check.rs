//! Checks: what is looked for, each with its name for a machine.

use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file opens, and something will not work as meant.
    Warning,
    /// The file does not open as a gazetteer.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Something that is looked for in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Check {
    /// The file is empty, not UTF-8, an archive of several texts, or lacks a column.
    BadFile,
    /// A value is missing, out of range or no number, or the row has too few or many of them.
    BadRow,
    /// Two rows of a file have one id.
    DuplicateId,
    /// A point lies outside its country and would lie inside with its coordinates swapped.
    SwappedCoordinates,
    /// A point lies at 0, 0, as missing coordinates do.
    ZeroCoordinates,
    /// A point lies far outside its country.
    OutsideCountry,
    /// Two rows are of one sort and name, within a kilometre.
    DuplicatePlace,
    /// A country code that no place has.
    UnknownCountry,
    /// A pair of feature class and code that `GeoNames` does not have.
    UnknownFeature,
    /// A code of a division without that of the wider one.
    OrphanCode,
    /// More people than live in any place of the sort.
    AbsurdPopulation,
    /// A name that is a common word too.
    CommonWord,
    /// A name without a letter or digit, which no text can have.
    EmptyName,
    /// Two spaces, or spaces or invisible characters at an end.
    StraySpaces,
    /// A comma, semicolon or slash at an end.
    StrayComma,
    /// Brackets, which no text has.
    Brackets,
    /// `&amp;` and its like.
    HtmlEntity,
    /// Characters that were lost or read in another encoding.
    BrokenCharacters,
    /// Letters of two scripts in one word.
    MixedScripts,
    /// Alternate names that seem to be joined by another character than the table's.
    WrongSeparator,
    /// An alternate name or alias that says nothing new.
    RepeatedName,
    /// An alias of an id that no file has.
    UnknownId,
}

impl Check {
    /// Its name, which stays from version to version.
    pub fn id(self) -> &'static str {
        match self {
            Self::BadFile => "bad-file",
            Self::BadRow => "bad-row",
            Self::DuplicateId => "duplicate-id",
            Self::SwappedCoordinates => "swapped-coordinates",
            Self::ZeroCoordinates => "zero-coordinates",
            Self::OutsideCountry => "outside-country",
            Self::DuplicatePlace => "duplicate-place",
            Self::UnknownCountry => "unknown-country",
            Self::UnknownFeature => "unknown-feature",
            Self::OrphanCode => "orphan-code",
            Self::AbsurdPopulation => "absurd-population",
            Self::CommonWord => "common-word",
            Self::EmptyName => "empty-name",
            Self::StraySpaces => "stray-spaces",
            Self::StrayComma => "stray-comma",
            Self::Brackets => "brackets",
            Self::HtmlEntity => "html-entity",
            Self::BrokenCharacters => "broken-characters",
            Self::MixedScripts => "mixed-scripts",
            Self::WrongSeparator => "wrong-separator",
            Self::RepeatedName => "repeated-name",
            Self::UnknownId => "unknown-id",
        }
    }

    /// Errors are what opening the file would refuse.
    pub fn severity(self) -> Severity {
        match self {
            Self::BadFile | Self::BadRow | Self::DuplicateId | Self::SwappedCoordinates => Severity::Error,
            _ => Severity::Warning,
        }
    }
}
