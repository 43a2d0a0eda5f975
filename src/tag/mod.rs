//! Tag: tokens and toponyms in, events out: what happened, at which toponym, with what status, date and figures.
//! Knows nothing of coordinates.
//!
//! A sentence that holds a trigger of `data/kinds.toml` is tagged, chunked and cut into clauses; the trigger's frame
//! gives the toponyms around it their roles; the verbs above it say whether it happened.

mod arguments;
mod attributes;
pub mod casualty;
mod chunk;
mod clause;
mod context;
pub mod date;
mod event;
mod extent;
mod grammar;
mod lexicon;
mod measure;
mod merge;
mod needs;
mod outline;
mod places;
mod sentence;
mod status;
mod trigger;

use std::ops::Range;

use jiff::civil::Date;

pub use event::{Event, Extent, Figure, When};
pub use places::known;
pub use status::Status;

use crate::{
    gazetteer::Gazetteer,
    kinds::{Kinds, KindsError},
    resolve::Toponym,
    text::{TokenKind, Tokens, number, pos::PosTagger},
};
use arguments::{Instance, Role};
use attributes::Attributes;
use chunk::Words;
use context::Context;
use grammar::Grammar;
use lexicon::Lexicon;
use places::Places;
use sentence::{Buffers, Parse};
use trigger::{Found, Triggers};

/// Tags the events of documents.
#[derive(Debug)]
pub struct Tagger {
    lexicon: Lexicon,
    grammar: Grammar,
    triggers: Triggers,
    attributes: Attributes,
    pos: PosTagger,
}

impl Tagger {
    /// Compiles the triggers and frames of `kinds`.
    ///
    /// # Errors
    /// A need that names an unknown slot or word class.
    pub fn new(kinds: &Kinds) -> Result<Self, KindsError> {
        let lexicon = Lexicon::embedded();
        let grammar = Grammar::of(&lexicon);
        let triggers = Triggers::compile(kinds, &lexicon)?;
        let attributes = Attributes::new(kinds, &lexicon);
        Ok(Self { lexicon, grammar, triggers, attributes, pos: PosTagger::embedded() })
    }

    /// The events of a document, in the order of their evidence; `published` is the base of relative dates.
    pub fn tag(
        &self,
        tokens: &Tokens<'_>,
        toponyms: &[Toponym],
        gazetteer: &Gazetteer,
        published: Option<Date>,
    ) -> Vec<Event> {
        let places = Places { toponyms, gazetteer, tokens };
        let mut context = Context::new(&places, &self.lexicon, published);
        self.parses(tokens, places, |parse, toponyms| {
            if let Some(parse) = parse {
                self.sentence(parse, tokens, &mut context);
            }
            context.remember(toponyms, &places);
        });
        merge::merge(context.events, &places)
    }

    /// The syntax of each sentence that holds a trigger, for reading.
    pub fn outline(&self, tokens: &Tokens<'_>, toponyms: &[Toponym], gazetteer: &Gazetteer) -> Vec<(usize, String)> {
        let mut outlines = Vec::new();
        self.parses(tokens, Places { toponyms, gazetteer, tokens }, |parse, _| {
            outlines.extend(parse.map(|p| (p.sentence, outline::outline(p))));
        });
        outlines
    }

    /// Calls `each` for every sentence with its toponyms and, if it holds a trigger, its parse.
    fn parses(&self, tokens: &Tokens<'_>, places: Places<'_>, mut each: impl FnMut(Option<&Parse<'_>>, Range<usize>)) {
        let mut buffers = Buffers::default();
        let mut next = 0;
        for sentence in 0..tokens.sentences.len() {
            let first = next;
            next += places.toponyms[first..].iter().take_while(|t| t.mention.sentence == sentence).count();
            let range = tokens.sentences[sentence].tokens.clone();
            let part = tokens.part(tokens.part_of(sentence));
            let has_trigger = tokens.tokens[range.clone()]
                .iter()
                .any(|t| t.kind == TokenKind::Word && self.triggers.may_start(&part[t.span.start..t.span.end]));
            if !has_trigger {
                each(None, first..next);
                continue;
            }
            self.words(tokens, sentence, &places.toponyms[first..next], &mut buffers);
            let words = Words {
                first: range.start,
                texts: &buffers.words,
                classes: &buffers.classes,
                tags: &buffers.tags,
                names: &buffers.names,
                counts: &buffers.counts,
            };
            each(Some(&Parse::of(sentence, &words, &self.lexicon, &self.grammar, places, first..next)), first..next);
        }
    }

    /// Fills the buffers with the words of a sentence.
    fn words<'t>(&self, tokens: &Tokens<'t>, sentence: usize, toponyms: &[Toponym], buffers: &mut Buffers<'t>) {
        let range = tokens.sentences[sentence].tokens.clone();
        let part = tokens.part(tokens.part_of(sentence));
        let all = &tokens.tokens[range.clone()];
        buffers.words.clear();
        buffers.words.extend(all.iter().map(|t| &part[t.span.start..t.span.end]));
        buffers.classes.clear();
        buffers.classes.extend(buffers.words.iter().map(|w| self.lexicon.classes(w)));
        buffers.tags.clear();
        self.pos.tag(all, part, &mut buffers.tags);
        buffers.counts.clear();
        buffers.counts.resize(all.len(), 0);
        for quantity in number::find(crate::text::Words::of(tokens, sentence)) {
            buffers.counts[quantity.tokens.start - range.start] = quantity.tokens.end;
        }
        buffers.names.clear();
        buffers.names.resize(all.len(), 0);
        for toponym in toponyms {
            let name = &toponym.mention.tokens;
            if name.start >= range.start && name.end <= range.end {
                buffers.names[name.start - range.start] = name.end;
            }
        }
    }

    /// Whether a trigger tells of an attack itself and not only of what it did.
    fn is_deed(&self, instance: &Instance) -> bool {
        let trigger = &self.triggers.all[instance.found.trigger];
        trigger.violent && !trigger.frame.result
    }

    /// Tags one sentence's events into the context.
    fn sentence(&self, parse: &Parse<'_>, tokens: &Tokens<'_>, context: &mut Context<'_>) {
        let mut found: Vec<Found> = Vec::new();
        self.triggers.find(parse.words, &mut found);
        let mut instances: Vec<Instance> = Vec::new();
        for &f in &found {
            if instances.iter().any(|i| i.found.start < f.end && f.start < i.found.end) {
                continue;
            }
            let trigger = &self.triggers.all[f.trigger];
            let mut instance = arguments::instance(parse, trigger, f, &found);
            context.refer(parse, &mut instance);
            if needs::met(parse, trigger, &instance, context) {
                instances.push(instance);
            }
        }
        instances.sort_by_key(|i| i.found.start);
        let deeds: Vec<usize> = instances.iter().filter(|i| self.is_deed(i)).map(|i| i.clause).collect();
        instances.retain(|i| {
            let result = self.triggers.all[i.found.trigger].frame.result;
            !(result && parse.clauses.outward(i.clause).any(|c| deeds.contains(&c)))
        });
        let sentence = attributes::Sentence::read(tokens, parse.sentence, context.published);
        let mut targets = extent::intended_targets(parse);
        for instance in &instances {
            if extent::is_only_aimed(parse, instance, &instances, &self.triggers, &targets) {
                targets.extend(extent::aim_of(instance));
            }
        }
        context.state = instances.iter().filter_map(|i| i.doer_state).next_back().or(context.state);
        for instance in &instances {
            let trigger = &self.triggers.all[instance.found.trigger];
            if extent::is_only_aimed(parse, instance, &instances, &self.triggers, &targets) {
                continue;
            }
            let judgement = status::judge(parse, trigger, instance);
            let Some(status) = judgement.status else {
                continue;
            };
            let met =
                extent::speaks_of_launch(parse, instance, trigger).then(|| context.withdraw(parse.sentence)).flatten();
            let mut places = extent::places(parse, tokens, instance, &targets, trigger);
            if places.is_empty() {
                let aimed = extent::aim_at(parse, instance, &targets, trigger);
                let nominal = instance.nominal.or(aimed);
                places.extend(nominal.and_then(|n| context.carried(parse, n)));
            }
            if places.is_empty() {
                if status.happened() {
                    context.elaborate(trigger.kind, parse, &judgement);
                }
                continue;
            }
            for place in &places {
                let found = attributes::Found {
                    parse,
                    tokens,
                    sentence: &sentence,
                    trigger,
                    instance,
                    judgement: &judgement,
                    status,
                    places: &places,
                    targets: &targets,
                    published: context.published,
                };
                let mut event = self.attributes.event(&found, place);
                if let Some(launch) = &met {
                    event.meet(launch);
                }
                context.push(event);
            }
        }
    }
}

impl Instance {
    /// The toponyms where it happened.
    fn places(&self) -> impl Iterator<Item = &arguments::Argument> {
        self.arguments.iter().filter(|a| a.role == Role::Place)
    }
}
