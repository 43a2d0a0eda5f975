//! Kinds: what can be an incident, read from `data/kinds.toml` and from a user's `--kinds` files.
//!
//! This file holds the declarations; [`crate::tag`] compiles the triggers and frames into its grammar.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

/// What is wrong with a kinds file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KindsError {
    /// The file cannot be read.
    #[error("{path}: cannot read the kinds file: {source}")]
    Read {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML, or lacks a member, or has an unknown one.
    #[error("{path}: {message}")]
    Parse {
        /// The file.
        path: String,
        /// What, with line and column.
        message: String,
    },
    /// A value is not one of those that can stand there.
    #[error("{path}: kind `{kind}`: {message}")]
    Value {
        /// The file.
        path: String,
        /// The kind that it stands in.
        kind: String,
        /// What is wrong and what to do.
        message: String,
    },
}

/// A kind of incident.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// "strike"; unique.
    pub name: String,
    /// The stem of the layer's file, "strikes"; unique.
    pub layer: String,
    /// The first word of a feature's `name`, "Strike".
    pub label: String,
    /// simplestyle `marker-color`, "#rrggbb".
    #[serde(default = "grey")]
    pub color: String,
    /// simplestyle `marker-symbol`, a Maki name or one character.
    #[serde(default = "dot")]
    pub symbol: String,
    /// What a report of the kind can be in particular; the first whose word is near is taken.
    #[serde(default)]
    pub subkinds: Vec<Subkind>,
    /// The words that make a report.
    #[serde(default)]
    pub triggers: Vec<TriggerDeclaration>,
    /// Sentences with the places that the kind is reported at in them.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// Whether it is one of the program's own, for which the tagger has weights.
    #[serde(skip)]
    pub embedded: bool,
}

/// A subkind, with ACLED's words for it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subkind {
    /// "drone"
    pub name: String,
    /// Base forms of words that show it.
    #[serde(default)]
    pub words: Vec<String>,
    /// ACLED's event type, if it has one.
    pub event_type: Option<String>,
    /// ACLED's sub-event type, if it has one.
    pub sub_event_type: Option<String>,
}

/// Words that make a report of a kind, and what they need around them; see the head of `data/kinds.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TriggerDeclaration {
    /// Nouns in the singular.
    #[serde(default)]
    pub noun: Vec<String>,
    /// Verbs in the base form.
    #[serde(default)]
    pub verb: Vec<String>,
    /// Words as they stand.
    #[serde(default)]
    pub phrase: Vec<String>,
    /// The name of a frame.
    pub frame: String,
    /// A subkind's name.
    pub subkind: Option<String>,
    /// `SLOT:CLASS`, joined by `+`.
    #[serde(default)]
    pub needs: Vec<String>,
    /// One of these must stand in the noun phrase.
    #[serde(default)]
    pub modified_by: Vec<String>,
    /// None of these may stand right before.
    #[serde(default)]
    pub never_before: Vec<String>,
    /// None of these may stand right after.
    #[serde(default)]
    pub never_after: Vec<String>,
    /// Without a place of its own it is no new event.
    #[serde(default)]
    pub reference: bool,
}

/// The role of what stands in a slot of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slot {
    /// Where it happened.
    Place,
    /// Who did it.
    Actor,
    /// With what.
    Weapon,
    /// Nothing.
    #[default]
    None,
}

/// Where the participants of an event stand around its trigger.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Frame {
    /// The object of an active verb.
    pub object: Slot,
    /// The subject of an active verb.
    pub subject: Slot,
    /// The subject of a passive verb.
    pub passive: Slot,
    /// Whether the object was aimed elsewhere: what is intercepted at X may have been fired at Y.
    pub intended: bool,
    /// Whether it tells what a deed did ("killing five") and gives way to the deed, if that is told.
    pub result: bool,
    /// Prepositions of places.
    pub place: Vec<String>,
    /// Prepositions of origins.
    pub origin: Vec<String>,
    /// Prepositions of actors.
    pub actor: Vec<String>,
    /// Prepositions of weapons.
    pub weapon: Vec<String>,
}

/// A sentence and the places at which its kind is reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// `location_text` of each report that claims the event to have happened.
    pub places: Vec<String>,
}

/// All kinds of a run, in the order of their declaration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// In the order of declaration.
    #[serde(default, rename = "kind")]
    pub kinds: Vec<Kind>,
    /// By name.
    #[serde(default)]
    pub frames: BTreeMap<String, Frame>,
}

/// The kinds that are part of this crate, as TOML.
pub const EMBEDDED: &str = include_str!("../data/kinds.toml");

fn grey() -> String {
    "#7f7f7f".to_owned()
}

fn dot() -> String {
    "marker".to_owned()
}

impl Kinds {
    /// The kind called `name`.
    pub fn get(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|k| k.name == name)
    }

    /// The embedded kinds.
    ///
    /// # Errors
    /// When the embedded table is broken, which the tests rule out.
    pub fn embedded() -> Result<Self, KindsError> {
        let mut kinds = Self::parse("data/kinds.toml", EMBEDDED)?;
        kinds.kinds.iter_mut().for_each(|kind| kind.embedded = true);
        Ok(kinds)
    }

    /// The embedded kinds, with those of the files added or put in place of their namesakes.
    ///
    /// # Errors
    /// A file that cannot be read, does not parse or holds a value that cannot stand where it stands.
    pub fn load(files: &[impl AsRef<Path>]) -> Result<Self, KindsError> {
        let mut all = Self::embedded()?;
        for file in files {
            let path = file.as_ref().display().to_string();
            let text = fs::read_to_string(file).map_err(|source| KindsError::Read { path: path.clone(), source })?;
            let more = Self::parse(&path, &text)?;
            all.frames.extend(more.frames);
            for kind in more.kinds {
                match all.kinds.iter_mut().find(|k| k.name == kind.name) {
                    Some(old) => *old = kind,
                    None => all.kinds.push(kind),
                }
            }
            all.validate(&path)?;
        }
        Ok(all)
    }

    fn parse(path: &str, text: &str) -> Result<Self, KindsError> {
        toml::from_str(text).map_err(|e| KindsError::Parse { path: path.to_owned(), message: e.to_string() })
    }

    fn validate(&self, path: &str) -> Result<(), KindsError> {
        for (i, kind) in self.kinds.iter().enumerate() {
            let wrong =
                |message: String| Err(KindsError::Value { path: path.to_owned(), kind: kind.name.clone(), message });
            let is_name =
                |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            if !is_name(&kind.name) || !is_name(&kind.layer) {
                return wrong(format!(
                    "`name` and `layer` are made of a-z, 0-9 and _; found `{}` and `{}`",
                    kind.name, kind.layer
                ));
            }
            if kind.layer == "incidents" || self.kinds[..i].iter().any(|k| k.layer == kind.layer) {
                return wrong(format!("layer `{}` is taken; choose another file name", kind.layer));
            }
            let hex =
                kind.color.strip_prefix('#').is_some_and(|h| h.len() == 6 && h.bytes().all(|b| b.is_ascii_hexdigit()));
            if !hex {
                return wrong(format!("color `{}` is not written as #rrggbb", kind.color));
            }
            if kind.triggers.is_empty() {
                return wrong("it has no triggers, so nothing would ever be one; add `triggers = [{ noun = [\"…\"], frame = \"event\" }]`".into());
            }
            for trigger in &kind.triggers {
                if !self.frames.contains_key(&trigger.frame) {
                    let known: Vec<&str> = self.frames.keys().map(String::as_str).collect();
                    return wrong(format!("there is no frame `{}`; use one of {}", trigger.frame, known.join(", ")));
                }
                if trigger.noun.is_empty() && trigger.verb.is_empty() && trigger.phrase.is_empty() {
                    return wrong("a trigger needs `noun`, `verb` or `phrase`".into());
                }
                if let Some(subkind) = &trigger.subkind
                    && !kind.subkinds.iter().any(|s| s.name == *subkind)
                {
                    return wrong(format!("a trigger has subkind `{subkind}`, which `subkinds` does not list"));
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_kinds_are_valid() {
        let kinds = Kinds::embedded().unwrap();
        kinds.validate("data/kinds.toml").unwrap();
        let names: Vec<&str> = kinds.kinds.iter().map(|k| k.name.as_str()).collect();
        assert_eq!(names, ["interception", "strike", "blackout", "alert", "attack"]);
    }

    fn load(text: &str) -> Result<Kinds, KindsError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Kinds::load(&[file.path()])
    }

    #[test]
    fn a_file_adds_and_replaces_kinds() {
        let kinds = load(
            "[[kind]]\nname = \"flood\"\nlayer = \"floods\"\nlabel = \"Flood\"\ntriggers = [{ noun = [\"flood\"], frame = \"happen\" }]\n\
             [[kind]]\nname = \"alert\"\nlayer = \"alerts\"\nlabel = \"Warning\"\ntriggers = [{ noun = [\"warning\"], frame = \"event\" }]",
        )
        .unwrap();
        assert_eq!(kinds.kinds.len(), 6);
        assert_eq!(kinds.get("alert").unwrap().label, "Warning");
    }

    #[test]
    fn says_what_is_wrong() {
        let flood = "[[kind]]\nname = \"flood\"\nlayer = \"floods\"\nlabel = \"Flood\"\n";
        assert!(load(flood).unwrap_err().to_string().contains("it has no triggers"));
        let frame =
            load(&format!("{flood}triggers = [{{ noun = [\"flood\"], frame = \"flow\" }}]")).unwrap_err().to_string();
        assert!(frame.contains("there is no frame `flow`; use one of event, happen"), "{frame}");
        let line = load(&format!("{flood}colour = \"#123456\"")).unwrap_err().to_string();
        assert!(line.contains("line 5"), "{line}");
        assert!(load(&flood.replace("floods", "strikes")).unwrap_err().to_string().contains("is taken"));
    }
}
