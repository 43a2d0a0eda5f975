//! Needs: whether what a trigger declaration asks for stands around the trigger.

use super::{
    arguments::{Instance, stands_for},
    chunk::ChunkKind,
    context::Context,
    lexicon::Classes,
    sentence::Parse,
    trigger::{Condition, Trigger, What, Where},
};
use crate::gazetteer::PlaceClass;

/// Whether the trigger's modifiers and needs are met.
pub(crate) fn met(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance, context: &Context<'_>) -> bool {
    let modified = trigger.modified_by.is_empty() || is_modified(parse, trigger, instance);
    modified
        && (trigger.needs.is_empty()
            || trigger.needs.iter().any(|need| need.iter().all(|c| holds(parse, instance, context, c) != c.not)))
}

/// Whether what speaks for another sense stands around the trigger: all that a need asks for is there but for what must not be.
pub(crate) fn excluded(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance, context: &Context<'_>) -> bool {
    let fails = |c: &Condition| holds(parse, instance, context, c) == c.not;
    trigger.needs.iter().any(|need| need.iter().any(|c| c.not && fails(c)) && need.iter().all(|c| c.not || !fails(c)))
}

fn is_modified(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance) -> bool {
    instance.phrase.iter().any(|&chunk| {
        let tokens = parse.chunks[chunk].tokens.clone();
        tokens
            .clone()
            .filter(|t| *t < instance.found.start || *t >= instance.found.end || chunk != instance.chunk)
            .any(|t| trigger.modified_by.iter().flatten().any(|word| parse.words.word(t).eq_ignore_ascii_case(word)))
    }) || follows_of(parse, trigger, instance)
}

/// "a barrage of missiles", "a wave of drone attacks"
fn follows_of(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance) -> bool {
    let next = instance.chunk + 1;
    next + 1 < parse.chunks.len()
        && parse.reads(next, &["of"])
        && parse.is_noun(next + 1)
        && parse.list_from(next + 1).iter().any(|&c| {
            let head = parse.chunks[c].head;
            trigger.modified_by.iter().flatten().any(|word| parse.words.word(head).eq_ignore_ascii_case(word))
        })
}

fn holds(parse: &Parse<'_>, instance: &Instance, context: &Context<'_>, condition: &Condition) -> bool {
    let chunks: Vec<usize> = match condition.at {
        Where::Doer => instance.doer.into_iter().chain(by_relative(parse, instance)).collect(),
        Where::Patient => instance.patients.clone(),
        Where::With => instance.with.clone(),
        Where::Phrase => instance.phrase.clone(),
        // of "Nanduli, where four people were beheaded" the village is a part
        Where::Clause => {
            let own = &parse.clauses.all[instance.clause];
            let local = |c: &usize| parse.toponyms_in(*c).any(|t| parse.class(t) < Some(PlaceClass::Country));
            let place = own.antecedent.filter(local).filter(|_| own.opener.is_some_and(|o| parse.reads(o, &["where"])));
            (0..parse.chunks.len()).filter(|&c| parse.clauses.of[c] == instance.clause).chain(place).collect()
        }
        Where::Sentence => (0..parse.chunks.len()).collect(),
        Where::Before => {
            return matches!(condition.what, What::Class(class) if context.spoke_of(class));
        }
        Where::Text => {
            return matches!(condition.what, What::Class(class) if context.is_about(class, parse.grammar));
        }
    };
    match condition.what {
        What::Name => chunks.iter().any(|&c| {
            let ends = |t: usize| parse.toponyms[t].mention.tokens.end == parse.chunks[c].tokens.end;
            parse.toponyms_in(c).any(|t| ends(t) && !parse.is_demonym(t))
        }),
        // "a checkpoint of the Iraqi army" is no place by its people's name
        What::Place => {
            chunks.iter().any(|&c| parse.toponyms_in(c).any(|t| condition.at != Where::Patient || !parse.is_demonym(t)))
        }
        What::State => {
            instance.doer_state.is_some() && condition.at == Where::Doer
                || condition.at != Where::Doer && chunks.iter().any(|&c| parse.toponyms_in(c).next().is_some())
        }
        What::Class(class) => {
            let heads = matches!(condition.at, Where::Patient | Where::Doer);
            let of = |c: usize| {
                if heads { head_and_modifiers(parse, c) } else { words_but_trigger(parse, instance, c) }
            };
            chunks.iter().any(|&c| of(c).has(class))
                || condition.at == Where::Patient
                    && is_count_of(parse, instance.patients.first().copied(), instance.doer, context, class)
                || condition.at == Where::Doer && is_count_of(parse, instance.doer, None, context, class)
                || condition.at == Where::Doer
                    && instance.phrase.iter().any(|&c| c != instance.chunk && of(c).has(class))
        }
    }
}

/// A relative pronoun as the doer speaks of what stands before it.
fn by_relative(parse: &Parse<'_>, instance: &Instance) -> Option<usize> {
    instance.doer.and_then(|d| (parse.clauses.of[d] != instance.clause).then_some(d))
}

fn head_and_modifiers(parse: &Parse<'_>, chunk: usize) -> Classes {
    if parse.is_noun(chunk) { parse.all_classes(chunk) } else { Classes::default() }
}

fn words_but_trigger(parse: &Parse<'_>, instance: &Instance, chunk: usize) -> Classes {
    parse.chunks[chunk]
        .tokens
        .clone()
        .filter(|t| !(instance.found.start..instance.found.end).contains(t))
        .fold(Classes::default(), |all, t| all.union(parse.words.classes(t)))
}

/// "About 16 were shot down", "one aimed at X, which was intercepted", "another hit the base": a number or pronoun stands
/// for what the sentence or the one before speaks of.
/// It does not stand for who does it to them: "air defence units destroyed ten more".
fn is_count_of(
    parse: &Parse<'_>,
    chunk: Option<usize>,
    doer: Option<usize>,
    context: &Context<'_>,
    class: Classes,
) -> bool {
    let Some(chunk) = chunk else { return false };
    let head = parse.chunks[chunk].head;
    // "11 of the drones" says what it counts, "11 of them" does not
    if parse.reads(chunk + 1, &["of"]) && parse.is_noun(chunk + 2) && !stands_for(parse, chunk + 2) {
        return false;
    }
    // "Rebels said they had attacked": they are who says so
    if let Some(speaker) = speaker_of(parse, chunk) {
        return parse.all_classes(speaker).has(class);
    }
    let relative = parse.kind(chunk) == Some(ChunkKind::Relative);
    let more = || parse.words.is(head, &["more"]) && context.is_about(class, parse.grammar);
    let acts = |t: usize| doer.is_some_and(|d| parse.chunks[d].tokens.contains(&t));
    let named = || (parse.words.first..head).any(|t| !acts(t) && parse.words.classes(t).has(class));
    (relative || stands_for(parse, chunk)) && (more() || named() || context.named_before(class))
}

/// The people of whom a pronoun speaks that say what the clause tells: "rebels said they".
fn speaker_of(parse: &Parse<'_>, chunk: usize) -> Option<usize> {
    let above =
        parse.clauses.all[parse.clauses.of[chunk]].parent.filter(|_| parse.reads(chunk, &["they", "he", "she"]))?;
    let subject = parse.report_of(above).and(parse.clauses.all[above].subject)?;
    let people = parse.grammar.person.union(parse.grammar.armed).union(parse.grammar.force);
    (parse.is_noun(subject) && parse.head_classes(subject).has(people)).then_some(subject)
}
