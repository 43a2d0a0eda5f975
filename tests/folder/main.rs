//! Reports to a folder of layers and back: assemble, export, check.
#![allow(clippy::unwrap_used, clippy::panic, reason = "the helpers of tests are no #[test]")]

mod assemble;
mod damage;
mod export;
mod lines;
mod qgis;
mod sample;
mod users;
