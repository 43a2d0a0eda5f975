//! Front matter: the block between `---` (YAML) or `+++` (TOML) lines at the head of a file of text or Markdown.
//!
//! Only `name: value` and `name = value` at the left margin are read; the rest of YAML and TOML does not matter here.

use super::{Document, Problem, day};

/// The members that are read; `titel` is none.
const KNOWN: [&str; 7] = ["title", "source", "url", "link", "source_url", "published", "date"];
/// More lines than that between two `---` are an article between two rules.
const LONGEST: usize = 200;

/// Moves front matter from the text into the members, and puts spaces in its place. Returns what is wrong with it, and
/// on which line.
pub(super) fn take(document: &mut Document) -> Vec<(usize, Problem)> {
    let Some(end) = end_of(&document.text) else {
        return open_fence(&document.text).map(|fence| (1, Problem::OpenFrontMatter(fence))).into_iter().collect();
    };
    let (head, body) = document.text.split_at(end);
    let mut wrong = Vec::new();
    let mut in_table = false;
    for (i, line) in head.lines().enumerate() {
        in_table |= line.starts_with('['); // of TOML: its names are not ours
        let Some((name, value)) = member(line) else {
            continue;
        };
        if !in_table && !KNOWN.contains(&name.to_lowercase().as_str()) {
            wrong.push((i + 1, Problem::UnknownMember(name.to_owned())));
        }
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
                None => wrong.push((i + 1, Problem::Date { member: "date", value: value.to_owned() })),
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

/// The fence of front matter that is never closed: a member that is read stands right below it, as in no prose.
fn open_fence(text: &str) -> Option<&'static str> {
    let mut lines = text.lines();
    let fence =
        ["---", "+++"].into_iter().find(|fence| lines.clone().next().is_some_and(|line| line.trim_end() == *fence))?;
    let (name, _) = member(lines.nth(1)?)?;
    KNOWN.contains(&name.to_lowercase().as_str()).then_some(fence)
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

    fn wrong(text: &str) -> Vec<(usize, String)> {
        let mut document = Document { text: text.to_owned(), ..Document::default() };
        take(&mut document).into_iter().map(|(line, problem)| (line, problem.to_string())).collect()
    }

    #[test]
    fn mistakes_are_told() {
        let open = wrong("---\ntitle: Never closed\ndate: 2025-05-10\n\nIt fell.\n");
        assert!(open.len() == 1 && open[0].0 == 1 && open[0].1.contains("has no closing `---`"), "{open:?}");
        assert!(wrong("---\r\nTitle: Never closed\r\nIt fell.\r\n")[0].1.contains("closing"));
        let unknown = wrong("---\ntitel: A\nsource: B\ntags:\n  - war\n---\nIt fell.");
        assert_eq!(unknown.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4]);
        assert!(unknown[0].1.starts_with("`titel` is not read") && unknown[0].1.contains("title"), "{unknown:?}");
        for fine in [
            "---\nSource: \n---\nx",
            "+++\ntitle = 'A'\n[extra]\nmood = 'b'\n+++\nx",
            "---\nKyiv: it fell.\nx",
            "---\n",
        ] {
            assert_eq!(wrong(fine), [], "{fine:?}");
        }
    }

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
