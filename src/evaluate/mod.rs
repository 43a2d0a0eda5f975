//! Evaluate: an annotated file and what was found in, figures out. Knows nothing of how anything is found.
//!
//! [`places`] scores names of places and where they were put, [`incidents`] what happened at which of them. What both need
//! stands beside them: lines with their numbers, precision and recall, intervals, calibration.

mod arc;
mod calibration;
mod error;
pub mod incidents;
mod lines;
pub mod places;
mod resample;
mod score;

pub use calibration::{Bin, Calibration};
pub use error::EvaluateError;
pub use score::Score;
