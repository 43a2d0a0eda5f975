//! Triggers: the words that can make an event, found in a sentence by a table of word forms.

use super::{
    chunk::{Words, is_noun, is_verb},
    lexicon::{Classes, Lexicon, WordMap},
};
use crate::{
    kinds::{Frame, Kinds, KindsError, TriggerDeclaration},
    text::pos::Tag,
};

/// How a trigger's words must be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Noun,
    Verb,
    Phrase,
}

/// Where the words of a need are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Doer,
    Patient,
    With,
    Phrase,
    Clause,
    Sentence,
    /// The sentence before.
    Before,
    Text,
}

/// What a need asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Class(Classes),
    /// A country, its people, its capital or its forces.
    State,
    /// A named place.
    Place,
    /// The name of one, and nothing behind it.
    Name,
}

/// One condition of a need.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition {
    pub(crate) not: bool,
    pub(crate) at: Where,
    pub(crate) what: What,
}

/// A compiled trigger declaration.
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) kind: usize,
    pub(crate) usage: Use,
    pub(crate) frame: Frame,
    pub(crate) subkind: Option<usize>,
    /// Any of these, each all of its conditions.
    pub(crate) needs: Vec<Vec<Condition>>,
    pub(crate) modified_by: Vec<Vec<String>>,
    pub(crate) never_before: Vec<String>,
    pub(crate) never_after: Vec<String>,
    pub(crate) reference: bool,
    pub(crate) strict: bool,
    /// Whether ACLED has words for the kind.
    pub(crate) violent: bool,
    /// "strike.noun.2": the rule's id in `why`
    pub(crate) id: String,
}

impl Trigger {
    /// Whether it tells of violence at the place, and not of what was kept from it.
    pub(crate) fn harms(&self) -> bool {
        self.violent && !self.frame.intended
    }
}

#[derive(Debug)]
struct Pattern {
    trigger: usize,
    /// Words after the first.
    rest: Vec<String>,
    /// Which word must be a noun or verb: the last of a noun's, the first of a verb's.
    particle: bool,
    /// Auxiliaries and adverbs that may stand between its words: "power has since been restored".
    between: Option<Classes>,
}

/// How far a verb's particle may stand behind it.
const REACH: usize = 7;

impl Pattern {
    /// One past its last word where it starts at `at`, with or without hyphens, and adverbs where they may be.
    fn end(&self, texts: &[&str], classes: &[Classes], at: usize) -> Option<usize> {
        let mut end = at + 1;
        for word in &self.rest {
            let is_word = |at: usize| texts.get(at).is_some_and(|text| text.eq_ignore_ascii_case(word));
            let is_between = |at: usize| {
                let adverb = |text: &&str| {
                    self.between.is_some_and(|class| classes[at].has(class) || text.len() > 4 && text.ends_with("ly"))
                };
                texts.get(at).is_some_and(|text| *text == "-" || adverb(text))
            };
            while !is_word(end) && is_between(end) {
                end += 1;
            }
            if !is_word(end) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }
}

/// A trigger's words in a sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) trigger: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The noun or verb.
    pub(crate) head: usize,
}

impl Found {
    /// Whether the two have a word in common.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// All triggers by the first word of their forms.
#[derive(Debug)]
pub(crate) struct Triggers {
    pub(crate) all: Vec<Trigger>,
    patterns: WordMap<Vec<Pattern>>,
}

impl Triggers {
    pub(crate) fn compile(kinds: &Kinds, lexicon: &Lexicon) -> Result<Self, KindsError> {
        let mut triggers = Self { all: Vec::new(), patterns: WordMap::default() };
        for (k, kind) in kinds.kinds.iter().enumerate() {
            for (n, declaration) in kind.triggers.iter().enumerate() {
                let uses = [
                    (Use::Noun, &declaration.noun),
                    (Use::Verb, &declaration.verb),
                    (Use::Phrase, &declaration.phrase),
                ];
                for (usage, words) in uses.into_iter().filter(|(_, words)| !words.is_empty()) {
                    let trigger = compile(declaration, usage, k, n, kinds, lexicon)
                        .map_err(|message| kind.wrong(declaration.line, message))?;
                    triggers.all.push(trigger);
                    for phrase in words {
                        triggers.add(phrase, usage, lexicon);
                    }
                }
            }
        }
        Ok(triggers)
    }

    fn add(&mut self, phrase: &str, usage: Use, lexicon: &Lexicon) {
        let phrase = phrase.to_lowercase();
        let words: Vec<&str> = phrase.split([' ', '-']).filter(|w| !w.is_empty()).collect();
        let Some((&first, rest)) = words.split_first() else { return };
        let rest: Vec<String> = rest.iter().map(|&w| w.to_owned()).collect();
        let variants: Vec<(String, Vec<String>)> = match usage {
            Use::Verb => lexicon.verb_forms(first).into_iter().map(|f| (f, rest.clone())).collect(),
            Use::Phrase => vec![(first.to_owned(), rest)],
            Use::Noun => match rest.split_last() {
                None => lexicon.noun_forms(first).into_iter().map(|f| (f, Vec::new())).collect(),
                Some((last, middle)) => lexicon
                    .noun_forms(last)
                    .into_iter()
                    .map(|f| (first.to_owned(), middle.iter().cloned().chain([f]).collect()))
                    .collect(),
            },
        };
        let between = lexicon.class("between").filter(|_| usage == Use::Phrase);
        for (first, rest) in variants {
            let particle = usage == Use::Verb && rest.len() == 1;
            let trigger = self.all.len() - 1;
            let pattern = Pattern { trigger, rest, particle, between };
            self.patterns.entry(&first).or_default().push(pattern);
        }
    }

    /// The keys of the words that a trigger begins with, for [`Classes::TRIGGER`].
    pub(crate) fn firsts(&self) -> impl Iterator<Item = u64> {
        self.patterns.keys()
    }

    /// Whether the words of some trigger stand in a sentence, whatever their use; the slices are as those of [`Words`].
    pub(crate) fn may_stand(&self, texts: &[&str], classes: &[Classes], names: &[usize]) -> bool {
        let reads = |pattern: &Pattern, at: usize| {
            if pattern.particle {
                let near = texts.len().min(at + 1 + REACH);
                texts[at + 1..near].iter().any(|word| word.eq_ignore_ascii_case(&pattern.rest[0]))
            } else {
                pattern.end(texts, classes, at).is_some()
            }
        };
        (0..texts.len())
            .filter(|&at| classes[at].has(Classes::TRIGGER) && names[at] == 0)
            .any(|at| self.patterns.get(texts[at]).into_iter().flatten().any(|p| reads(p, at)))
    }

    /// The triggers whose words stand in the sentence, best first where several share words: longer ones, then the
    /// order of the table.
    pub(crate) fn find(&self, words: &Words<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        for at in words.first..words.end() {
            if !words.has(at, Classes::TRIGGER) || words.names[at - words.first] != 0 {
                continue;
            }
            let patterns = self.patterns.get(words.word(at)).into_iter().flatten();
            found.extend(patterns.filter_map(|pattern| self.fits(pattern, words, at)));
        }
        found.sort_by_key(|f| (std::cmp::Reverse(f.end - f.start), f.trigger, f.start));
        found
    }

    fn fits(&self, pattern: &Pattern, words: &Words<'_>, at: usize) -> Option<Found> {
        let trigger = &self.all[pattern.trigger];
        let mut end = at + 1;
        if pattern.particle {
            // "shot three drones down"
            let particle = &pattern.rest[0];
            let limit = words.end().min(end + REACH);
            let place = (end..limit)
                .take_while(|&i| {
                    i == end
                        || !is_verb(words.tag(i)) && !matches!(words.tag(i), Tag::Comma | Tag::Stop | Tag::In | Tag::Cc)
                })
                .chain((end..limit).find(|&i| words.tag(i) == Tag::In && words.word(i).eq_ignore_ascii_case(particle)))
                .find(|&i| words.word(i).eq_ignore_ascii_case(particle))?;
            if place == end {
                end += 1;
            }
        } else {
            end = words.first + pattern.end(words.texts, words.classes, at - words.first)?;
        }
        let head = if trigger.usage == Use::Noun { end - 1 } else { at };
        let tag = words.tag(head);
        let usage_fits = match trigger.usage {
            Use::Noun => {
                is_noun(tag)
                    || matches!(tag, Tag::Jj | Tag::Vbg) && end - at > 1
                    || tag == Tag::Vbg && Self::nominal(words, head)
            }
            // "a shoulder-fired missile": no deed
            Use::Verb => {
                is_verb(tag)
                    && !(tag == Tag::Vbn && Self::is_compound(words, head))
                    && !(trigger.frame.result && Self::is_victim(words, head))
            }
            Use::Phrase => true,
        };
        let clear = |list: &[String], phrase: &dyn Fn(&str) -> bool| !list.iter().any(|p| phrase(p));
        let before = |p: &str| {
            let mut i = at;
            p.rsplit(' ').all(|part| {
                i = i.wrapping_sub(1);
                while i >= words.first && i < words.end() && matches!(words.word(i), "-" | "'" | "’" | "'s" | "’s")
                {
                    i = i.wrapping_sub(1);
                }
                i >= words.first && i < words.end() && words.word(i).eq_ignore_ascii_case(part)
            })
        };
        let after = |p: &str| {
            let skip = usize::from(end < words.end() && words.word(end) == "-");
            p.split(' ')
                .enumerate()
                .all(|(i, part)| end + skip + i < words.end() && words.word(end + skip + i).eq_ignore_ascii_case(part))
        };
        (usage_fits && clear(&trigger.never_before, &before) && clear(&trigger.never_after, &after)).then_some(Found {
            trigger: pattern.trigger,
            start: at,
            end,
            head,
        })
    }

    /// "the wounded were taken to X", "wounded soldiers": those to whom it was done, and no deed.
    fn is_victim(words: &Words<'_>, head: usize) -> bool {
        let at = |t: usize| (t >= words.first).then(|| words.tag(t));
        let degree = |t: &usize| matches!(at(*t), Some(Tag::Rb | Tag::Rbs));
        let before = (words.first..head).rev().find(|t| !degree(t)).and_then(at);
        let noun = head + 1 < words.end() && is_noun(words.tag(head + 1));
        matches!(words.tag(head), Tag::Vbn | Tag::Vbd)
            && (before == Some(Tag::Dt) && !noun
                || noun && matches!(before, None | Some(Tag::Dt | Tag::In | Tag::Cd | Tag::Prps)))
    }

    /// "shoulder-fired", "air-launched"
    fn is_compound(words: &Words<'_>, head: usize) -> bool {
        head > words.first && words.tag(head - 1) == Tag::Hyphen
    }

    /// "the shelling of X", "heavy shelling": a participle used as a noun.
    fn nominal(words: &Words<'_>, head: usize) -> bool {
        let before = head.checked_sub(1).filter(|&b| b >= words.first).map(|b| words.tag(b));
        let after = (head + 1 < words.end()).then(|| words.tag(head + 1));
        matches!(before, Some(Tag::Dt | Tag::Jj | Tag::Prps | Tag::Pos | Tag::Nn | Tag::In))
            && matches!(after, Some(Tag::In | Tag::Stop | Tag::Comma | Tag::Cc | Tag::Vbd))
    }
}

fn compile(
    declaration: &TriggerDeclaration,
    usage: Use,
    kind: usize,
    n: usize,
    kinds: &Kinds,
    lexicon: &Lexicon,
) -> Result<Trigger, String> {
    let owner = &kinds.kinds[kind];
    let needs = declaration
        .needs
        .iter()
        .map(|need| need.split('+').map(|c| condition(c, lexicon)).collect())
        .collect::<Result<_, _>>()?;
    let usage_name = match usage {
        Use::Noun => "noun",
        Use::Verb => "verb",
        Use::Phrase => "phrase",
    };
    Ok(Trigger {
        kind,
        usage,
        frame: kinds
            .frames
            .get(&declaration.frame)
            .cloned()
            .ok_or_else(|| format!("there is no frame `{}`", declaration.frame))?,
        subkind: declaration.subkind.as_ref().and_then(|s| owner.subkinds.iter().position(|x| x.name == *s)),
        needs,
        modified_by: declaration
            .modified_by
            .iter()
            .map(|w| match w.split_once(' ') {
                None => lexicon.noun_forms(w),
                Some(_) => vec![w.clone()],
            })
            .collect(),
        never_before: declaration.never_before.clone(),
        never_after: declaration.never_after.clone(),
        reference: declaration.reference,
        strict: declaration.strict,
        violent: owner.subkinds.iter().any(|s| s.event_type.is_some()),
        id: format!("{}.{usage_name}.{}", owner.name, n + 1),
    })
}

fn condition(text: &str, lexicon: &Lexicon) -> Result<Condition, String> {
    let text = text.trim();
    let (not, rest) = text.strip_prefix('!').map_or((false, text), |r| (true, r));
    let usage = || {
        format!(
            "`needs` is written SLOT:CLASS, found `{text}`; SLOT is doer, patient, with, phrase, clause, sentence, before or text"
        )
    };
    let (slot, class) = rest.split_once(':').ok_or_else(usage)?;
    let at = match slot {
        "doer" => Where::Doer,
        "patient" => Where::Patient,
        "with" => Where::With,
        "phrase" => Where::Phrase,
        "clause" => Where::Clause,
        "sentence" => Where::Sentence,
        "before" => Where::Before,
        "text" => Where::Text,
        _ => return Err(usage()),
    };
    let what = match class {
        "state" => What::State,
        "place" => What::Place,
        "name" => What::Name,
        _ => What::Class(lexicon.class(class).ok_or_else(|| {
            format!("there is no class `{class}` for `needs`; use name, place, state or one of {}", lexicon.names())
        })?),
    };
    if matches!(at, Where::Text | Where::Before) && !matches!(what, What::Class(_)) {
        return Err(format!(
            "`needs` asks for `{text}`, but `{slot}` takes only a word class; sentence:{class} looks at the sentence itself"
        ));
    }
    Ok(Condition { not, at, what })
}
