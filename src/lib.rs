//! News text in; typed, located, dated incidents out, as GeoJSON (RFC 7946) layers.
//!
//! The way of the data, a folder a stage:
//!
//! ```text
//! documents -> mentions -> places -> events -> reports -> incidents -> layers
//!    read     recognise   resolve     tag     (extract)   assemble    export
//! ```
//!
//! [`engine::Engine`] runs the first four on one document and keeps no state between documents;
//! [`assemble`] joins the reports of many documents into incidents; [`export`] writes the folder.
//! [`evaluate`] holds what was found to an annotated file.

pub mod assemble;
pub mod engine;
pub mod evaluate;
pub mod examples;
pub mod explain;
pub mod export;
pub mod gazetteer;
pub mod kinds;
pub mod read;
pub mod recognise;
pub mod report;
pub mod resolve;
pub mod tag;
pub mod text;
