//! Kinds: what can be an incident, read from `data/kinds.toml` and from a user's `--kinds` files.
//!
//! This file holds the declarations; [`crate::tag`] compiles the triggers and frames into its grammar.

mod error;
mod source;
mod validate;

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

pub use self::{error::KindsError, source::Source};
use crate::report::hex;

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
    #[serde(default, deserialize_with = "source::located")]
    pub triggers: Vec<TriggerDeclaration>,
    /// Sentences with the places that the kind is reported at in them.
    #[serde(default, deserialize_with = "source::located")]
    pub examples: Vec<Example>,
    /// Whether it is one of the program's own, for which the tagger has weights.
    #[serde(skip)]
    pub embedded: bool,
    /// Where it is declared.
    #[serde(skip)]
    pub source: Source,
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
    /// Its words are too common to be weighed where its needs are not met.
    #[serde(default)]
    pub strict: bool,
    /// The line of its kind's file.
    #[serde(skip)]
    pub line: usize,
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
    /// The line of its kind's file.
    #[serde(skip)]
    pub line: usize,
}

/// All kinds of a run, in the order of their declaration.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// In the order of declaration.
    #[serde(default, rename = "kind", deserialize_with = "source::located")]
    pub kinds: Vec<Kind>,
    /// By name.
    #[serde(default)]
    pub frames: BTreeMap<String, Frame>,
    /// SHA-256 of the files that they are declared in, one after another, in hex digits.
    #[serde(skip)]
    pub sha256: String,
}

/// The kinds that are part of this crate, as TOML.
pub const EMBEDDED: &str = include_str!("../../data/kinds.toml");

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
        kinds.sha256 = hex(&Sha256::digest(EMBEDDED));
        Ok(kinds)
    }

    /// The embedded kinds, with those of the files added or put in place of their namesakes.
    ///
    /// # Errors
    /// A file that cannot be read, does not parse or holds a value that cannot stand where it stands.
    pub fn load(files: &[impl AsRef<Path>]) -> Result<Self, KindsError> {
        let mut all = Self::embedded()?;
        let mut declared = Sha256::new_with_prefix(EMBEDDED);
        for file in files {
            let path = file.as_ref().display().to_string();
            let text = fs::read_to_string(file).map_err(|error| KindsError::Read { path: path.clone(), error })?;
            let more = Self::parse(&path, &text)?;
            declared.update(&text);
            validate::alone(&path, &more, &all.frames)?;
            all.frames.extend(more.frames);
            for kind in more.kinds {
                match all.kinds.iter_mut().find(|k| k.name == kind.name) {
                    Some(old) => *old = kind,
                    None => all.kinds.push(kind),
                }
            }
            validate::together(&all)?;
        }
        all.sha256 = hex(&declared.finalize());
        Ok(all)
    }

    fn parse(path: &str, text: &str) -> Result<Self, KindsError> {
        let mut kinds: Self = toml::from_str(text).map_err(|e| KindsError::parse(path, text, &e))?;
        for kind in &mut kinds.kinds {
            path.clone_into(&mut kind.source.file);
            let triggers = kind.triggers.iter_mut().map(|t| &mut t.line);
            let examples = kind.examples.iter_mut().map(|e| &mut e.line);
            for line in triggers.chain(examples).chain([&mut kind.source.line]) {
                *line = source::line(text, *line);
            }
        }
        Ok(kinds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_kinds_are_valid() {
        let kinds = Kinds::embedded().unwrap();
        validate::together(&kinds).unwrap();
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
        let embedded = Kinds::embedded().unwrap();
        assert_eq!(Kinds::load(&[] as &[&Path]).unwrap().sha256, embedded.sha256);
        assert!(kinds.sha256.len() == 64 && kinds.sha256 != embedded.sha256);
    }

    const FLOOD: &str = "[[kind]]\nname = \"flood\"\nlayer = \"floods\"\nlabel = \"Flood\"\n";
    const TRIGGERS: &str = "triggers = [\n  { noun = [\"flood\"], frame = \"happen\" },\n]\n";

    /// What is said of a file, after its path.
    fn said(text: &str) -> String {
        let error = load(text).unwrap_err().to_string();
        error.split_once(':').unwrap().1.to_owned()
    }

    #[test]
    fn says_where_and_what_is_wrong() {
        let flood = format!("{FLOOD}{TRIGGERS}");
        for (text, expected) in [
            (FLOOD.to_owned(), "1: kind `flood`: it has no triggers"),
            (format!("{FLOOD}colour = \"#123456\""), "5: unknown field `colour`, expected one of `name`, `layer`"),
            (flood.replace("label = \"Flood\"\n", ""), "1: missing field `label`; add it"),
            (flood.replace("\"Flood\"", "\"\""), "1: kind `flood`: `label` is empty"),
            ("\n[[kind".to_owned(), "2: unclosed array table"),
            (
                flood.replace("happen", "flow"),
                "6: kind `flood`: there is no frame `flow`; use one of contest, cut, drop, event",
            ),
            (flood.replace("noun = [\"flood\"], ", ""), "6: kind `flood`: a trigger needs `noun`, `verb` or `phrase`"),
            (flood.replace("[\"flood\"]", "[\" \"]"), "6: kind `flood`: a trigger has ` ` for a word"),
            (flood.replace(" },", ", subkind = \"flash\" },"), "6: kind `flood`: a trigger has subkind `flash`"),
            (flood.replace("floods", "strikes"), "1: kind `flood`: layer `strikes` is that of kind `strike`"),
            (flood.replace("floods", "incidents"), "1: kind `flood`: layer `incidents` is that of all kinds"),
            (format!("{flood}{flood}"), "8: kind `flood`: it is declared in line 1 too"),
            (format!("{flood}color = \"blue\""), "1: kind `flood`: color `blue`"),
            (format!("{flood}symbol = \"No Icon\""), "1: kind `flood`: symbol `No Icon`"),
            (
                format!("{flood}subkinds = [{{ name = \"a\" }}, {{ name = \"a\" }}]"),
                "1: kind `flood`: subkind `a` is listed twice",
            ),
            (format!("[frames.event]\n{flood}"), " frame `event` is there already"),
        ] {
            let said = said(&text);
            assert!(said.starts_with(expected), "{said} and not {expected}");
        }
    }

    #[test]
    fn knows_the_lines_of_examples() {
        let kinds = load(&format!("{FLOOD}{TRIGGERS}examples = [\n  {{ text = \"Calm.\", places = [] }},\n]")).unwrap();
        let flood = kinds.get("flood").unwrap();
        assert_eq!((flood.source.line, flood.triggers[0].line, flood.examples[0].line), (1, 6, 9));
    }
}
