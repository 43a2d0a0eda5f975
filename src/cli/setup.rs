//! Setup: what the flags mean.

use std::path::PathBuf;

use incident_mapper::{
    assemble,
    engine::Engine,
    export::{Format, WriteOptions},
    gazetteer::{self, Gazetteer},
    kinds::Kinds,
    read::{ReadOptions, Reader},
    tag::Tagger,
};
use jiff::civil::Date;

use super::{
    failure::Failure,
    flags::{GazetteerFlags, Include, InputFlags, KindsFlag, LayerFlags, To},
};

/// The documents of the inputs, without `written`, the files and folders that the run itself writes.
pub(crate) fn reader(inputs: &InputFlags, published: Option<Date>, written: Vec<PathBuf>) -> Result<Reader, Failure> {
    remembering(inputs, published, written, false)
}

/// The same; the reader can say what it has read if it is to `remember`.
pub(crate) fn remembering(
    inputs: &InputFlags,
    published: Option<Date>,
    written: Vec<PathBuf>,
    remember: bool,
) -> Result<Reader, Failure> {
    let options = ReadOptions { published, exclude: written, remember };
    Reader::open(&inputs.inputs, options).map_err(|error| Failure::usage(&error))
}

/// The embedded places and the user's.
pub(crate) fn gazetteer(flags: &GazetteerFlags) -> Result<Gazetteer, Failure> {
    let options = gazetteer::Options { files: flags.gazetteer.clone(), without_default: flags.no_default_gazetteer };
    Gazetteer::open(&options).map_err(|error| Failure::gazetteer(&error))
}

/// The embedded kinds and the user's.
pub(crate) fn kinds(flags: &KindsFlag) -> Result<Kinds, Failure> {
    Kinds::load(&flags.kinds).map_err(|error| Failure::usage(&error))
}

/// What turns a document into reports.
pub(crate) fn engine(places: &GazetteerFlags, events: &KindsFlag) -> Result<Engine, Failure> {
    let kinds = kinds(events)?;
    // reading the gazetteer takes longest by far; the tagger is compiled meanwhile
    let (gazetteer, tagger) = rayon::join(|| gazetteer(places), || Tagger::new(&kinds));
    let tagger = tagger.map_err(|error| Failure::usage(&error))?;
    Ok(Engine::with_tagger(gazetteer?, kinds, tagger))
}

/// What stays out of the layers.
pub(crate) fn selection(flags: &LayerFlags) -> assemble::Options {
    let include = flags.include.iter().map(|include| match include {
        Include::Denied => assemble::Include::Denied,
        Include::Threatened => assemble::Include::Threatened,
        Include::Background => assemble::Include::Background,
        Include::Vague => assemble::Include::Vague,
    });
    let min_confidence = flags.min_confidence.unwrap_or(0.0);
    assemble::Options { include: include.collect(), min_confidence, areas: flags.areas }
}

/// How the folder is written.
pub(crate) fn writing(flags: &LayerFlags) -> WriteOptions {
    let to = flags.to.iter().filter_map(|to| match to {
        To::Geojson => None,
        To::Fgb => Some(Format::FlatGeobuf),
        To::Csv => Some(Format::Csv),
        To::Kml => Some(Format::Kml),
    });
    let (no_style, overwrite, quote_length) = (flags.no_style, flags.overwrite, flags.quote_length);
    WriteOptions { no_style, overwrite, to: to.collect(), quote_length }
}

/// The inputs as they were typed, in an order that does not depend on the typing.
pub(crate) fn named(inputs: &[PathBuf]) -> Vec<String> {
    let mut names: Vec<_> = inputs.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}
