//! Incidents: what happened at which place, in the gold and as it was reported, in; the figures of `score_incidents.py` out.
//!
//! - *Positive* is an incident of the gold that is reported, claimed or disputed. A report plays a part if its status is
//!   one of these.
//! - A report *matches* an incident of its document and kind when it lies within a tolerance of it, from 10 km for a site
//!   to 600 for a country, or names it, where the gold has no coordinates. Each incident is matched once, nearest first. Province, region and
//!   country of the gold are matched by no report of a town or a district.
//! - One report near an incident that is matched already, that is background or that is a vaguer restatement (`coarse`) is
//!   neither rewarded nor punished; a second one of the same place and day is false.
//! - *Attributes* are compared over matched incidents that state them.

mod attributes;
mod claim;
mod comparison;
mod fault;
mod figures;
mod files;
mod gold;
mod name;
mod nearness;
mod tally;

pub use claim::Claim;
pub use fault::{Fault, faults, verdicts};
pub use figures::{Evaluation, Intervals, Outcome, Share, evaluate};
pub use files::{parse_reports, read_gold, read_reports};
pub use gold::{Decoy, Gold, Incident, Precision, Status};

#[cfg(test)]
mod tests;
