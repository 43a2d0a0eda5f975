//! Templates of XML: `{{name}}` stands for a value as text, `{{{name}}}` for XML that another template made, and what
//! stands between `{{#name}}` and `{{/name}}` is repeated for each row.

use std::borrow::Cow;

use crate::export::xml::escaped;

/// The template with its names filled in. A name without a value stays, which the tests rule out.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (raw, close) = if after.starts_with('{') { (true, "}}}") } else { (false, "}}") };
        let named = after[usize::from(raw)..].split_once(close);
        let value = named.and_then(|(name, _)| values.iter().find(|(n, _)| *n == name));
        if let (Some((_, after)), Some((_, value))) = (named, value) {
            out.push_str(&if raw { Cow::Borrowed(*value) } else { escaped(value) });
            rest = after;
        } else {
            out.push_str("{{");
            rest = after;
        }
    }
    out + rest
}

/// The template with a section of it filled in for each of the `rows`.
pub(super) fn each<'v>(
    template: &str,
    section: &str,
    rows: impl IntoIterator<Item = Vec<(&'static str, Cow<'v, str>)>>,
) -> String {
    let (open, close) = (format!("{{{{#{section}}}}}"), format!("{{{{/{section}}}}}"));
    let Some((before, (body, after))) =
        template.split_once(&open).and_then(|(before, rest)| Some((before, rest.split_once(&close)?)))
    else {
        return template.to_owned();
    };
    let mut out = before.to_owned();
    for row in rows {
        let values: Vec<(&str, &str)> = row.iter().map(|(name, value)| (*name, value.as_ref())).collect();
        out.push_str(&fill(body, &values));
    }
    out + after
}

/// A text as a string of a QGIS expression.
pub(super) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''").replace('\n', "\\n").replace('\t', "\\t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_text_and_parts_are_xml() {
        let filled = fill("<a b=\"{{b}}\">{{{c}}}</a>{{d", &[("b", "\"<&'\u{1}\n"), ("c", "<c/>")]);
        assert_eq!(filled, "<a b=\"&#34;&#60;&#38;&#39;\u{fffd}&#10;\"><c/></a>{{d");
    }

    #[test]
    fn a_value_is_never_a_template() {
        let rows = || ["{{b}}", "{{/r}}"].map(|v| vec![("a", v.into())]);
        let text = each("{{#r}}<{{a}}>{{/r}}{{b}}", "r", rows());
        assert_eq!(fill(&text, &[("b", "x")]), "<&#123;&#123;b}}><&#123;&#123;/r}}>x");
    }

    #[test]
    fn a_string_of_an_expression_cannot_be_left() {
        assert_eq!(quoted("it's \\' OR 1"), "'it''s \\\\'' OR 1'");
    }
}
