//! Reports to a folder of layers and back: assemble, export, check.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are no #[test]")]

mod areas;
mod assemble;
mod damage;
mod export;
mod formats;
mod lines;
mod qgis;
mod quote;
mod sample;
mod schema;
mod users;
