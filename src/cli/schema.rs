//! `schema`: JSON Schema of what the program writes.

use incident_mapper::report::{feature_schema, layer_schema};

use super::{
    failure::{Failure, Status},
    flags::SchemaFlags,
    output::Output,
    setup,
};

pub(crate) fn run(flags: &SchemaFlags) -> Result<Status, Failure> {
    let kinds = setup::kinds(&flags.kinds)?;
    let schema = if flags.layer { layer_schema(&kinds) } else { feature_schema(&kinds) };
    let mut output = Output::new();
    output.write(&format!("{schema:#}\n"))?;
    output.flush()?;
    Ok(Status::Done)
}
