//! Diff: what came, went and changed between the incidents of two runs, by their ids, which stay as long as the words do.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::report::{COLUMNS, Report};

/// What became of an incident from one run to the next.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// It is in the new run alone.
    Came(Box<Report>),
    /// It is in the old run alone.
    Went(Box<Report>),
    /// It is in both, and differs.
    Changed {
        /// As it is now.
        report: Box<Report>,
        /// `geometry` or a column, with what it was and is.
        columns: Vec<(&'static str, Value, Value)>,
    },
}

/// The differences of two runs in the order of ids; incidents by their id.
pub fn diff(old: &BTreeMap<String, Report>, new: &BTreeMap<String, Report>) -> Vec<Difference> {
    let mut all: BTreeMap<&String, Difference> = BTreeMap::new();
    for (id, report) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        all.insert(id, Difference::Went(Box::new(report.clone())));
    }
    for (id, report) in new {
        let Some(before) = old.get(id) else {
            all.insert(id, Difference::Came(Box::new(report.clone())));
            continue;
        };
        let columns = columns(before, report);
        if !columns.is_empty() {
            all.insert(id, Difference::Changed { report: Box::new(report.clone()), columns });
        }
    }
    all.into_values().collect()
}

/// What differs, the place first.
fn columns(old: &Report, new: &Report) -> Vec<(&'static str, Value, Value)> {
    let row = |report: &Report| serde_json::to_value(report).unwrap_or_default();
    let point = |report: &Report| report.point.map_or(Value::Null, |(x, y)| Value::from(vec![x, y]));
    let (before, after) = (row(old), row(new));
    let values = COLUMNS.iter().map(|column| (column.name, before[column.name].clone(), after[column.name].clone()));
    let all = std::iter::once(("geometry", point(old), point(new))).chain(values);
    all.filter(|(_, before, after)| before != after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(all: &[(&str, Option<u64>)]) -> BTreeMap<String, Report> {
        let of = |(id, fatalities): &(&str, Option<u64>)| {
            let report = Report { id: (*id).into(), fatalities: *fatalities, ..Report::default() };
            ((*id).to_owned(), report)
        };
        all.iter().map(of).collect()
    }

    #[test]
    fn tells_what_came_went_and_changed() {
        let (old, mut new) =
            (run(&[("a", None), ("b", Some(1)), ("c", None)]), run(&[("b", Some(2)), ("c", None), ("d", None)]));
        let said = diff(&old, &new);
        assert!(matches!(&said[0], Difference::Went(report) if report.id == "a"), "{said:?}");
        let Difference::Changed { columns, .. } = &said[1] else { unreachable!("{said:?}") };
        assert_eq!(columns, &[("fatalities", 1.into(), 2.into())]);
        assert!(matches!(&said[2], Difference::Came(report) if report.id == "d") && said.len() == 3);
        assert!(diff(&old, &old).is_empty());
        new.clone_from(&old);
        new.get_mut("a").unwrap().point = Some((1.0, 2.0));
        let Difference::Changed { columns, .. } = &diff(&old, &new)[0] else { unreachable!() };
        assert_eq!(columns, &[("geometry", Value::Null, serde_json::json!([1.0, 2.0]))]);
    }
}
