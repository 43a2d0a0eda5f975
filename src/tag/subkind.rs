//! Subkinds: of what sort an event is, by the words of its kind's subkinds: in the trigger's phrase, else with its doer
//! and weapon, else nearest in the sentence, else where the document tells of the like.

use super::{
    arguments::Instance,
    chunk::Chunk,
    event::Event,
    lexicon::{Lexicon, WordMap},
    sentence::Parse,
    trigger::Trigger,
};
use crate::kinds::Kinds;

/// What each kind's subkinds are recognised by.
#[derive(Debug)]
pub(crate) struct Subkinds {
    /// By the first word in any form.
    words: WordMap<Vec<Mark>>,
    unspecified: Vec<Option<usize>>,
    /// Whether other tellings count: of a user's kinds two events may well be of two sorts.
    completes: Vec<bool>,
}

/// What a word tells, alone or with the one after it.
#[derive(Debug)]
struct Mark {
    kind: usize,
    subkind: usize,
    second: Option<Box<str>>,
}

impl Subkinds {
    pub(crate) fn new(kinds: &Kinds, lexicon: &Lexicon) -> Self {
        let forms = |w: &String| lexicon.noun_forms(w).into_iter().chain(lexicon.verb_forms(w)).collect::<Vec<_>>();
        let mut words = WordMap::<Vec<Mark>>::default();
        for (kind, declared) in kinds.kinds.iter().enumerate() {
            for (subkind, s) in declared.subkinds.iter().enumerate() {
                for form in s.words.iter().flat_map(forms) {
                    let form = form.to_lowercase();
                    let (first, second) = form.split_once(' ').map_or((&*form, None), |(a, b)| (a, Some(b.into())));
                    words.entry(first).or_default().push(Mark { kind, subkind, second });
                }
            }
        }
        Self {
            words,
            completes: kinds.kinds.iter().map(|k| k.embedded).collect(),
            unspecified: kinds.kinds.iter().map(|k| k.subkinds.iter().position(|s| s.name == "unspecified")).collect(),
        }
    }

    /// The subkind that an event's sentence tells; "unspecified" if it tells several.
    pub(crate) fn told(&self, parse: &Parse<'_>, trigger: &Trigger, instance: &Instance) -> Option<usize> {
        let near = &instance.phrase;
        let verbs = parse.clauses.all[instance.clause].verbs.iter().copied();
        let wide: Vec<usize> = near
            .iter()
            .copied()
            .chain(instance.weapon(parse))
            .chain(instance.doer.iter().flat_map(|&d| parse.list_from(d)))
            .chain(instance.with.iter().copied())
            .chain(verbs)
            .collect();
        self.of_chunks(parse, trigger.kind, near)
            .or_else(|| self.of_chunks(parse, trigger.kind, &wide))
            .or(trigger.subkind)
            .or_else(|| self.nearest(parse, trigger.kind, instance.found.head))
    }

    fn of_chunks(&self, parse: &Parse<'_>, kind: usize, chunks: &[usize]) -> Option<usize> {
        let mut told: Vec<usize> = chunks.iter().flat_map(|&c| self.of_chunk(parse, kind, c)).collect();
        told.sort_unstable();
        told.dedup();
        match told[..] {
            [] => None,
            [one] => Some(one),
            // an "air strike" by drones is a drone strike; missiles and drones are unspecified
            [first, ..] => Some(self.unspecified[kind].filter(|_| !self.refines(kind, &told)).unwrap_or(first)),
        }
    }

    /// The subkinds of a chunk's words; of "rocket shells" that of the shells.
    fn of_chunk(&self, parse: &Parse<'_>, kind: usize, chunk: usize) -> Vec<usize> {
        let chunk = &parse.chunks[chunk];
        if parse.words.classes(chunk.head).has(parse.grammar.projectile)
            && let Some(of_head) = self.of_word(parse, kind, chunk.head)
        {
            return vec![of_head];
        }
        chunk.tokens.clone().flat_map(|t| self.of_token(parse, kind, t)).collect()
    }

    fn of_word(&self, parse: &Parse<'_>, kind: usize, token: usize) -> Option<usize> {
        self.of_token(parse, kind, token).min()
    }

    /// The subkinds that the word at a token tells, some perhaps twice.
    fn of_token<'s>(&'s self, parse: &'s Parse<'_>, kind: usize, token: usize) -> impl Iterator<Item = usize> + 's {
        let words = parse.words;
        let marks = self.words.get(words.word(token));
        let stands = move |mark: &&Mark| {
            let next = || token + 1 + usize::from(words.is(token + 1, &["-"]));
            mark.kind == kind && mark.second.as_deref().is_none_or(|second| words.is(next(), &[second]))
        };
        marks.into_iter().flatten().filter(stands).map(|mark| mark.subkind)
    }

    /// The subkind of the word nearest to the trigger in its sentence with those listed after it, but for names and what was
    /// hit: "air bases", and for "air-to-surface".
    fn nearest(&self, parse: &Parse<'_>, kind: usize, trigger: usize) -> Option<usize> {
        const DEFENCE: &[&str] = &["defence", "defences", "defense", "defenses", "system", "systems"];
        let named = |t: usize| parse.here.iter().any(|&(p, _)| parse.toponyms[p].mention.tokens.contains(&t));
        let bound = |t: usize| parse.words.is(t + 1, &["-"]) && parse.words.is(t + 2, &["to"]);
        let weapons =
            |c: &Chunk| !parse.words.classes(c.head).has(parse.grammar.object) && !parse.words.is(c.head, DEFENCE);
        let chunks = (0..parse.chunks.len()).filter(|&c| weapons(&parse.chunks[c]));
        let told = chunks.flat_map(|c| parse.chunks[c].tokens.clone().map(move |t| (t.abs_diff(trigger), t, c)));
        let told = told.filter(|&(_, t, _)| !named(t) && !bound(t) && self.of_word(parse, kind, t).is_some());
        let (_, _, chunk) = told.min()?;
        self.of_chunks(parse, kind, &parse.list_from(chunk))
    }

    /// Whether the second is only a wider word for the first: "air" beside "drone".
    fn refines(&self, kind: usize, told: &[usize]) -> bool {
        let is_air = |mark: &Mark| mark.kind == kind && mark.subkind == told[1] && mark.second.is_none();
        told.len() == 2 && self.words.get("air").is_some_and(|marks| marks.iter().any(is_air))
    }

    /// What tells no subkind has that of the nearest telling of its kind by the same hand, else is "unspecified".
    pub(crate) fn complete(&self, events: &mut [Event], tellings: &[Telling]) {
        for event in events.iter_mut().filter(|e| e.subkind.is_none() && self.completes[e.kind]) {
            let like = |t: &&Telling| {
                t.kind == event.kind
                    && self.unspecified[t.kind] != Some(t.subkind)
                    && (event.actor.is_none() || event.actor == t.actor)
            };
            let nearest = tellings.iter().filter(like).min_by_key(|t| t.sentence.abs_diff(event.sentence));
            event.subkind = nearest.map(|t| t.subkind).or(self.unspecified[event.kind]);
        }
    }
}

/// An event whose sentence tells its subkind.
pub(crate) struct Telling {
    kind: usize,
    subkind: usize,
    actor: Option<String>,
    sentence: usize,
}

impl Telling {
    pub(crate) fn of(event: &Event) -> Option<Self> {
        Some(Self { kind: event.kind, subkind: event.subkind?, actor: event.actor.clone(), sentence: event.sentence })
    }
}
