//! Aims: where weapons were meant to go, by what is said of them; a launch that is told only as the aim of what was intercepted.

use super::{
    arguments::{Argument, Instance, Role, stands_for},
    chunk::ChunkKind,
    clause::ClauseKind,
    sentence::Parse,
    trigger::{Trigger, Triggers, Use},
};
use crate::kinds::Slot;

/// "one aimed at New Delhi": the weapon's noun chunk, the clause and the toponyms.
#[derive(Debug, Clone)]
pub(crate) struct Aim {
    pub(crate) clause: usize,
    pub(crate) weapon: Option<usize>,
    pub(crate) toponyms: Vec<usize>,
    pub(crate) chunks: Vec<usize>,
    /// What follows the target, which belongs to what met the weapon: "over Sirsa".
    pub(crate) beyond: Vec<(usize, usize, usize)>,
}

/// Where weapons are said to be aimed, fired or heading, in clauses of this sentence that speak of them, or by the way they were on.
pub(crate) fn intended_targets(parse: &Parse<'_>) -> Vec<Aim> {
    let mut aims: Vec<Aim> = (0..parse.clauses.all.len()).filter_map(|clause| aim_of_clause(parse, clause)).collect();
    aims.extend((0..parse.chunks.len()).filter_map(|chunk| aim_of_way(parse, chunk)));
    aims
}

/// "aimed at X", "that were heading for X", "as it approached X", "before it reached X".
fn aim_of_clause(parse: &Parse<'_>, clause: usize) -> Option<Aim> {
    let grammar = parse.grammar;
    let c = &parse.clauses.all[clause];
    let &verb = c.verbs.first()?;
    let classes = parse.head_classes(verb);
    let form = parse.verb(verb).unwrap_or_default();
    let bare = form.bare && parse.kind(verb + 1) == Some(ChunkKind::Preposition) && c.kind != ClauseKind::Main;
    let open = matches!(c.kind, ClauseKind::Participle)
        || c.kind == ClauseKind::Relative && form.passive
        || bare
        || form.passive && classes.has(grammar.meant);
    let pronoun = c.subject.is_none_or(|s| parse.reads(s, &["it", "they"]));
    let adverbial = c.kind == ClauseKind::Adverbial;
    let heads = classes.has(grammar.heading) && (!adverbial || pronoun);
    let before = adverbial && c.opener.is_some_and(|o| parse.reads(o, &["before"]));
    let stopped = classes.has(grammar.arrive) && pronoun && before;
    if !(classes.has(grammar.aim) && open || heads || stopped) {
        return None;
    }
    let mut aim = Aim {
        clause,
        // "it" speaks of what the clause above does
        weapon: c.antecedent.or_else(|| parse.clauses.subject(clause)).filter(|_| !(adverbial && (heads || stopped))),
        toponyms: Vec::new(),
        chunks: Vec::new(),
        beyond: Vec::new(),
    };
    let mut past = None;
    let mut toward = parse.words.is(parse.chunks[verb].head, &["targeting"]) || classes.has(grammar.arrive);
    for j in (verb + 1..parse.chunks.len()).filter(|&j| parse.clauses.of[j] == clause) {
        match parse.chunks[j].kind {
            ChunkKind::Preposition
                if !aim.toponyms.is_empty() && parse.reads(j, &["over", "above", "near", "outside"]) =>
            {
                past = Some(j);
            }
            ChunkKind::Noun if past.is_some() => {
                aim.beyond.extend(past.into_iter().flat_map(|p| parse.toponyms_in(j).map(move |t| (t, j, p))));
            }
            ChunkKind::Preposition => {
                toward = parse.reads(j, &["at", "for", "towards", "toward", "to", "on", "against", "into"])
                    || toward && parse.reads(j, &["in", "of"]);
            }
            ChunkKind::Noun if toward => {
                aim.chunks.push(j);
                aim.toponyms.extend(parse.toponyms_in(j));
            }
            _ => {}
        }
    }
    (!aim.chunks.is_empty()).then_some(aim)
}

/// "on approach to X", "on its way to X", "en route to X".
fn aim_of_way(parse: &Parse<'_>, chunk: usize) -> Option<Aim> {
    if !parse.is_noun(chunk) || !parse.head_classes(chunk).has(parse.grammar.way) {
        return None;
    }
    let on =
        chunk > 0 && parse.reads(chunk - 1, &["on", "en"]) || parse.words.is(parse.chunks[chunk].head, &["approaches"]);
    // "as talks on the route to Baku went on"
    let whose = chunk.checked_sub(2).filter(|&c| parse.is_noun(c));
    let flies = whose.is_none_or(|c| parse.head_classes(c).has(parse.grammar.airborne) || stands_for(parse, c));
    let leads = parse.words.is(parse.chunks[chunk].tokens.end, &["to", "for", "towards", "toward"]);
    let goal = chunk + 2;
    if !on || !flies || !leads || !parse.is_noun(goal) {
        return None;
    }
    let chunks = parse.list_from(goal);
    let toponyms = chunks.iter().flat_map(|&c| parse.toponyms_in(c)).collect();
    Some(Aim { clause: parse.clauses.of[chunk], weapon: None, toponyms, chunks, beyond: Vec::new() })
}

/// The places of a launch that is only told as what was meant.
pub(crate) fn aim_of(instance: &Instance) -> Option<Aim> {
    let toponyms: Vec<usize> = instance.places().map(|a| a.toponym).collect();
    let chunks: Vec<usize> = instance.places().map(|a| a.chunk).collect();
    (!toponyms.is_empty()).then(|| Aim {
        clause: instance.clause,
        weapon: instance.patients.first().copied(),
        toponyms,
        chunks,
        beyond: Vec::new(),
    })
}

/// Whether a launch is told only as where an intercepted weapon was meant to go: "missiles fired at the base were
/// intercepted", "fired ten missiles at Kyiv, all of which were shot down".
pub(crate) fn is_only_aimed(
    parse: &Parse<'_>,
    instance: &Instance,
    all: &[Instance],
    triggers: &Triggers,
    targets: &[Aim],
) -> bool {
    let launch = &triggers.all[instance.found.trigger];
    let meets = |other: &Instance| {
        let trigger = &triggers.all[other.found.trigger];
        trigger.usage == Use::Verb && trigger.frame.intended
    };
    // "repelled an attack by drones over X"
    if launch.usage == Use::Noun && all.iter().any(|other| meets(other) && other.patients.contains(&instance.chunk)) {
        return true;
    }
    // "a drone targeted X, but was shot down"
    let ended = |other: &Instance| {
        let clause = &parse.clauses.all[other.clause];
        meets(other)
            && clause.kind == ClauseKind::Coordinate
            && clause.parent == Some(instance.clause)
            && clause.subject.is_none()
            && instance.doer.is_some_and(|d| other.patients.contains(&d))
    };
    let aims = launch.usage == Use::Verb && parse.head_classes(instance.chunk).has(parse.grammar.aim);
    if aims && launch.frame.object == Slot::Place && all.iter().any(ended) {
        return true;
    }
    if launch.frame.object != Slot::Weapon && !targets.iter().any(|a| a.clause == instance.clause) {
        return false;
    }
    let aim = targets.iter().find(|a| a.clause == instance.clause);
    all.iter().any(|other| {
        if triggers.all[other.found.trigger].kind == launch.kind || !meets(other) {
            return false;
        }
        let of_aim = aim.is_some_and(|a| {
            a.weapon.is_some_and(|w| other.patients.contains(&w))
                || other.clause == a.clause
                || a.weapon.is_none() && parse.clauses.all[a.clause].parent == Some(other.clause)
        });
        let all_of_them = other.found.start > instance.found.start
            && (other.found.start.saturating_sub(8)..other.found.start)
                .any(|t| t >= instance.found.end && parse.words.is(t, &["all", "both", "each", "every", "none"]));
        let same_object = other.clause != instance.clause
            && parse.clauses.all[other.clause].kind == ClauseKind::Relative
            && parse.clauses.all[other.clause].antecedent.is_some()
            && instance.patients.iter().any(|p| other.patients.first() == Some(p));
        let pronoun = other.found.start > instance.found.start
            && other
                .patients
                .first()
                .is_some_and(|&p| parse.is_noun(p) && parse.reads(p, &["it", "them", "they", "these"]))
            // "fired at X, which was intercepted"
            || parse.clauses.all[other.clause].kind == ClauseKind::Relative
                && other.patients.first().is_some_and(|&p| instance.places().any(|a| a.chunk == p));
        of_aim || all_of_them || same_object || pronoun
    })
}

/// The chunk of a place that is spoken of by its sort where an intercepted weapon was aimed: "fired at the capital".
pub(crate) fn aim_at(parse: &Parse<'_>, instance: &Instance, targets: &[Aim], trigger: &Trigger) -> Option<usize> {
    let aim = targets
        .iter()
        .filter(|_| trigger.frame.intended)
        .find(|a| a.weapon.is_some_and(|w| instance.patients.contains(&w)))?;
    aim.chunks
        .iter()
        .copied()
        .find(|&c| parse.head_classes(c).has(parse.grammar.nominal) && parse.toponyms_in(c).next().is_none())
}

/// The places of what is brought down on the way to places that alone are named.
pub(crate) fn places(parse: &Parse<'_>, instance: &Instance, targets: &[Aim]) -> Vec<Argument> {
    let speaks_of_it = |a: &&Aim| {
        a.weapon.is_some_and(|w| instance.patients.contains(&w))
            || parse.clauses.all[a.clause].parent == Some(instance.clause)
            || a.weapon.is_none() && parse.clauses.outward(a.clause).any(|c| c == instance.clause)
    };
    let mut places: Vec<Argument> = Vec::new();
    let mut push = |toponym, chunk, preposition, why| {
        if !places.iter().any(|a| a.toponym == toponym) {
            places.push(Argument { toponym, chunk, role: Role::Place, preposition, why });
        }
    };
    for aim in targets.iter().filter(speaks_of_it) {
        for &(toponym, chunk, preposition) in &aim.beyond {
            push(toponym, chunk, Some(preposition), "after its target");
        }
        for &toponym in aim.toponyms.iter().filter(|_| aim.beyond.is_empty()) {
            let chunk = parse.chunk_of(toponym).unwrap_or(0);
            push(toponym, chunk, None, "its target");
        }
    }
    places
}
