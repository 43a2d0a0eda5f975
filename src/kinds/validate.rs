//! What the form of a kinds file does not rule out.

use std::collections::BTreeMap;

use super::{Frame, Kind, Kinds, KindsError, TriggerDeclaration};

impl Kind {
    /// `message` about what stands in a line of the kind.
    pub(crate) fn wrong(&self, line: usize, message: String) -> KindsError {
        KindsError::Value { path: self.source.file.clone(), line, kind: self.name.clone(), message }
    }
}

/// Whether a file repeats itself, or takes the name of a frame that is there.
pub(super) fn alone(path: &str, file: &Kinds, frames: &BTreeMap<String, Frame>) -> Result<(), KindsError> {
    for (i, kind) in file.kinds.iter().enumerate() {
        if let Some(first) = file.kinds[..i].iter().find(|k| k.name == kind.name) {
            let message = format!("it is declared in line {} too; rename one or join them", first.source.line);
            return Err(kind.wrong(kind.source.line, message));
        }
    }
    match file.frames.keys().find(|name| frames.contains_key(*name)) {
        Some(frame) => Err(KindsError::Frame { path: path.to_owned(), frame: frame.clone() }),
        None => Ok(()),
    }
}

/// Whether all kinds of a run can stand beside each other.
pub(super) fn together(all: &Kinds) -> Result<(), KindsError> {
    for (i, kind) in all.kinds.iter().enumerate() {
        if let Some(message) = own(kind).or_else(|| layer(all, i)) {
            return Err(kind.wrong(kind.source.line, message));
        }
        for declaration in &kind.triggers {
            if let Some(message) = trigger(all, kind, declaration) {
                return Err(kind.wrong(declaration.line, message));
            }
        }
    }
    Ok(())
}

/// What is wrong with the members of a kind.
fn own(kind: &Kind) -> Option<String> {
    let is_name =
        |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !is_name(&kind.name) || !is_name(&kind.layer) {
        return Some(format!(
            "`name` and `layer` are made of a-z, 0-9 and _; found `{}` and `{}`",
            kind.name, kind.layer
        ));
    }
    if kind.label.trim().is_empty() {
        return Some("`label` is empty; write the first word of a feature's name".into());
    }
    let hex = kind.color.strip_prefix('#').is_some_and(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
    if !hex {
        return Some(format!("color `{}` is not written as #rrggbb", kind.color));
    }
    let is_icon = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if kind.symbol.is_empty() || !kind.symbol.bytes().all(is_icon) {
        return Some(format!(
            "symbol `{}` is neither a Maki icon, such as `water`, nor one of a-z and 0-9",
            kind.symbol
        ));
    }
    if let Some(twice) =
        kind.subkinds.iter().enumerate().find(|(i, s)| kind.subkinds[..*i].iter().any(|o| o.name == s.name))
    {
        return Some(format!("subkind `{}` is listed twice; join the two", twice.1.name));
    }
    kind.triggers.is_empty().then(|| {
        "it has no triggers, so nothing would ever be one; add `triggers = [{ noun = [\"…\"], frame = \"event\" }]`"
            .into()
    })
}

/// Whether another kind has the layer of the `i`th: an embedded one or one that is declared before it.
fn layer(all: &Kinds, i: usize) -> Option<String> {
    let kind = &all.kinds[i];
    if kind.layer == "incidents" {
        return Some("layer `incidents` is that of all kinds; choose another file name".into());
    }
    let mut others = all.kinds.iter().enumerate().filter(|&(j, other)| j < i || j > i && other.embedded);
    let (_, other) = others.find(|(_, other)| other.layer == kind.layer)?;
    Some(format!("layer `{}` is that of kind `{}`; choose another file name", kind.layer, other.name))
}

/// What is wrong with a trigger.
fn trigger(all: &Kinds, kind: &Kind, trigger: &TriggerDeclaration) -> Option<String> {
    if !all.frames.contains_key(&trigger.frame) {
        let known: Vec<&str> = all.frames.keys().map(String::as_str).collect();
        return Some(format!("there is no frame `{}`; use one of {}", trigger.frame, known.join(", ")));
    }
    let TriggerDeclaration { noun, verb, phrase, modified_by, never_before, never_after, .. } = trigger;
    if noun.is_empty() && verb.is_empty() && phrase.is_empty() {
        return Some("a trigger needs `noun`, `verb` or `phrase`".into());
    }
    let words = [noun, verb, phrase, modified_by].into_iter().flatten();
    let neighbours = [never_before, never_after].into_iter().flatten();
    let mut letterless =
        words.filter(|w| !w.contains(char::is_alphanumeric)).chain(neighbours.filter(|w| w.trim().is_empty()));
    if let Some(word) = letterless.next() {
        return Some(format!("a trigger has `{word}` for a word; remove it"));
    }
    let subkind = trigger.subkind.as_ref().filter(|name| !kind.subkinds.iter().any(|s| s.name == **name))?;
    Some(format!("a trigger has subkind `{subkind}`, which `subkinds` does not list"))
}
