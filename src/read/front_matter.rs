//! Front matter: the block between `---` (YAML) or `+++` (TOML) lines at the head of a file of text or Markdown.
//!
//! Only `name: value` and `name = value` at the left margin are read; the rest of YAML and TOML does not matter here.

use super::{Document, Problem, day};

/// More lines than that between two `---` are an article between two rules.
const LONGEST: usize = 200;

/// Moves front matter from the text into the members, and puts spaces in its place. Returns what is wrong with it, and
/// on which line.
pub(super) fn take(document: &mut Document) -> Option<(usize, Problem)> {
    let end = end_of(&document.text)?;
    let (head, body) = document.text.split_at(end);
    let mut wrong = None;
    for (i, line) in head.lines().enumerate() {
        let Some((name, value)) = member(line) else {
            continue;
        };
        let value = unquoted(value);
        if value.is_empty() {
            continue;
        }
        match name.to_lowercase().as_str() {
            "title" => document.title = Some(value.to_owned()),
            "source" => document.source = Some(value.to_owned()),
            "url" | "link" | "source_url" => document.url = Some(value.to_owned()),
            "published" | "date" => match day(value) {
                Some(date) => document.published = Some(date),
                None => wrong = Some((i + 1, Problem::Date { member: "date", value: value.to_owned() })),
            },
            _ => {}
        }
    }
    // a heading that repeats the title says it; apart from the text it would be a second sentence
    let heading = body.trim_start().trim_start_matches('#').trim_start();
    document.title = document.title.take().filter(|title| !heading.starts_with(title.as_str()));
    let blank = |c| if matches!(c, '\r' | '\n') { c } else { ' ' };
    document.text = head.chars().map(blank).chain(body.chars()).collect();
    wrong
}

/// Where the front matter ends, its last line included.
fn end_of(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next()?;
    if !matches!(fence.trim_end(), "---" | "+++") {
        return None;
    }
    let (mut at, mut members) = (fence.len(), 0);
    for line in lines.take(LONGEST) {
        at += line.len();
        if line.trim_end() == fence.trim_end() {
            return (members > 0).then_some(at);
        }
        let nested = line.starts_with([' ', '\t', '#', '-', '[', ']', '}']);
        if member(line).is_some() {
            members += 1;
        } else if !nested && !line.trim().is_empty() {
            return None; // prose between two rules
        }
    }
    None
}

fn member(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once([':', '='])?;
    let name = name.trim_end();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    plain.then_some((name, value))
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q)).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_between_rules_is_no_front_matter() {
        for text in [
            "---\nSirens sounded in Jammu: loud.\nIt fell.\n---\n",
            "---\n---\nx",
            "---\ntitle: never closed\n",
            "# Title\n---\ntitle: x\n---\n",
        ] {
            assert_eq!(end_of(text), None, "{text:?}");
        }
        assert_eq!(end_of("+++\ntitle = 'x'\n+++\nb"), Some(20));
        assert_eq!(end_of("---\r\ntitle: x\r\n---\r\nb"), Some(20));
    }
}
