//! The `incident-mapper` program.

fn main() {}
