//! Folds: how documents are dealt out for cross-validation, the same in every program that trains or scores.

use serde_json::Value;

/// How many there are.
pub(crate) const FOLDS: u32 = 5;

/// The id of a document as a corpus has it, a string or a number.
pub(crate) fn id(document: &Value) -> String {
    document["id"].as_str().map_or_else(|| document["id"].to_string(), str::to_owned)
}

/// FNV-1a, 32 bits, of "corpus/id"; modulo [`FOLDS`] it is the fold in which the document is tested.
pub(crate) fn hash(corpus: &str, id: &str) -> u32 {
    let bytes = corpus.bytes().chain(*b"/").chain(id.bytes());
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
