//! Places: names with coordinates, in the gold and as they were found, in; the figures of `score_toponyms.py` out.
//!
//! - *Recognition* compares spans alone: exact, or with at least one character in common.
//! - *Resolution* is over names found (by overlap) that have coordinates in the gold. One that was found and not placed
//!   is wrong; it counts as an error of half the Earth's girth in `auc` and is left out of the mean and the median.
//! - *End to end* a name is right when it overlaps the gold's and lies within the radius of it. Precision is over what
//!   was placed, less what matches a name without coordinates in the gold; recall over the gold's names that have some.

mod countries;
mod fault;
mod figures;
mod files;
mod pairs;
mod tally;
mod toponym;

pub use countries::leave_out_countries;
pub use fault::{Fault, faults};
pub use figures::{Evaluation, Intervals, Recognition, Resolution, evaluate};
pub use files::{Gold, parse_predictions, read_gold, read_predictions};
pub use toponym::Toponym;
