//! Bare: scripts and styles without their comments and leading white space, which no reader of a page sees.
//!
//! By lines alone, so that nothing is parsed: our scripts write a comment on one line and no text over several, and the
//! tests below hold them to that. Leaflet, which comes minified, stays as it is.

/// A script of `data/page`.
pub(super) fn script(text: &str) -> String {
    let lines = text.lines().map(|line| line.split(" // ").next().unwrap_or_default().trim());
    joined(lines.filter(|line| !line.starts_with("//") && !line.starts_with("/**")))
}

/// A style of `data/page`.
pub(super) fn style(text: &str) -> String {
    let mut rest = text;
    let mut bare = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    joined(bare.lines().map(str::trim))
}

/// The lines that are not empty, each with an LF.
fn joined<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::page::{SCRIPTS, STYLES};

    #[test]
    fn comments_go_and_nothing_else() {
        let text =
            "// A file.\r\n\n/** Says it. */\nfunction say(a) {\n  go('https://a.b/c'); // there\n  // once\n}\n";
        assert_eq!(script(text), "function say(a) {\ngo('https://a.b/c');\n}\n");
        assert_eq!(style("a {\n\tb: c; /* d\n e */\n}\n/* f */\ng{}"), "a {\nb: c;\n}\ng{}\n");
    }

    /// What `script` and `style` take for granted.
    #[test]
    fn a_line_of_ours_holds_no_part_of_a_text_or_comment() {
        for line in SCRIPTS.iter().flat_map(|script| script.lines()) {
            let code = line.split(" // ").next().unwrap_or_default().trim();
            assert!(!code.starts_with("/*") || code.starts_with("/**") && code.ends_with("*/"), "{line}");
            if !code.starts_with('/') {
                assert!(['\'', '`'].iter().all(|&quote| code.matches(quote).count() % 2 == 0), "{line}");
            }
        }
        assert!(STYLES.iter().all(|style| style.matches("/*").count() == style.matches("*/").count()));
    }
}
