//! Evaluate: an annotated file and what was found in, figures out. Knows nothing of how anything is found.
//!
//! [`places`] scores names of places and where they were put. Incidents are to stand beside it.

mod error;
mod lines;
pub mod places;
mod resample;
mod score;

pub use error::EvaluateError;
pub use score::Score;
