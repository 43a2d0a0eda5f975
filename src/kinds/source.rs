//! Sources: which line of which file something is declared in.

use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::{Example, Kind, TriggerDeclaration};

/// Where a kind is declared.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// As it was named.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
}

/// What keeps its line.
pub(super) trait Located {
    fn line(&mut self) -> &mut usize;
}

impl Located for Kind {
    fn line(&mut self) -> &mut usize {
        &mut self.source.line
    }
}

impl Located for TriggerDeclaration {
    fn line(&mut self) -> &mut usize {
        &mut self.line
    }
}

impl Located for Example {
    fn line(&mut self) -> &mut usize {
        &mut self.line
    }
}

/// Reads a list whose members get their offset in the text in place of their line, which only [`line`] can tell.
pub(super) fn located<'de, D: Deserializer<'de>, T: Deserialize<'de> + Located>(from: D) -> Result<Vec<T>, D::Error> {
    let all = Vec::<Spanned<T>>::deserialize(from)?;
    let with_offset = |member: Spanned<T>| {
        let offset = member.span().start;
        let mut member = member.into_inner();
        *member.line() = offset;
        member
    };
    Ok(all.into_iter().map(with_offset).collect())
}

/// The line of an offset, counted from 1.
pub(super) fn line(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&b| b == b'\n').count() + 1
}
