//! The engine: one document in, its reports out; the unit that runs in parallel.
