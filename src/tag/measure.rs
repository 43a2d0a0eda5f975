//! Measures: how many weapons, how many casualties and which day belong to one of an event's places.

use super::{
    arguments::stands_for,
    attributes::{Found, joined, text_of},
    casualty::{Casualty, Kind as Harm},
    chunk::ChunkKind,
    clause::ClauseKind,
    date::{DateMention, Relation},
    event::{Figure, When},
    extent::Place,
};
use crate::text::{number::Quantity, pos::Tag};

/// How many weapons met this place: a count over several places belongs to none of them.
pub(crate) fn weapon_count(found: &Found<'_>, place: &Place) -> Option<u64> {
    let parse = found.parse;
    if !found.trigger.violent {
        return None;
    }
    // "three over X, two over Y and one over Z"
    let own = |place: &Place| {
        let before = place.preposition?.checked_sub(1)?;
        let list = found.places.len() > 1 && parse.is_noun(before) && !found.instance.patients.contains(&before);
        list.then(|| count_of(found, before)).flatten()
    };
    if let Some(count) = own(place) {
        return Some(count);
    }
    let others_have_theirs = found.places.iter().any(|p| own(p).is_some());
    if found.places.len() > 1 && !others_have_theirs && !is_each(found) {
        return None;
    }
    let patients = found.instance.patients.iter().copied().filter(|&c| parse.is_noun(c));
    let weapons = parse.grammar.airborne.union(parse.grammar.projectile);
    let doer = found.instance.doer.filter(|&d| parse.head_classes(d).has(weapons) || stands_for(parse, d));
    let counted = |c: &usize| parse.head_classes(*c).has(weapons) || stands_for(parse, *c);
    patients.chain(doer.filter(|&d| parse.is_noun(d))).filter(counted).find_map(|c| count_of(found, c))
}

/// "two missiles each"
fn is_each(found: &Found<'_>) -> bool {
    let parse = found.parse;
    (0..parse.chunks.len()).any(|c| {
        parse.clauses.of[c] == found.instance.clause
            && parse.chunks[c].tokens.clone().any(|t| parse.words.is(t, &["each", "apiece"]))
    })
}

/// The count that a noun chunk states: "eight missiles", "a drone", "both", "scores of shells".
fn count_of(found: &Found<'_>, chunk: usize) -> Option<u64> {
    let parse = found.parse;
    let c = &parse.chunks[chunk];
    // "killed at least 60 civilians"
    let of_people = |h: &Casualty| h.figure.start < c.tokens.end && c.tokens.start < h.figure.end;
    if found.sentence.casualties.iter().any(of_people) {
        return None;
    }
    let within = |q: &&crate::text::number::Quantity| q.tokens.start >= c.tokens.start && q.tokens.end <= c.tokens.end;
    if let Some(quantity) = found.sentence.quantities.iter().find(within) {
        return (!quantity.vague).then_some(quantity.low);
    }
    if parse.words.is(c.tokens.start, &["both"]) {
        return Some(2);
    }
    let single = parse.words.is(c.tokens.start, &["one", "another", "a", "an", "the", "this", "that"])
        || parse.words.tag(c.head) == Tag::Jj;
    let uncounted =
        parse.words.is(c.head, &["barrage", "salvo", "volley", "swarm", "artillery", "fire", "shelling", "gunfire"]);
    let singular = !matches!(parse.words.tag(c.head), Tag::Nns | Tag::Nnps)
        && !parse.words.is(c.head, &["ones", "others", "which", "that", "them", "they", "drones", "missiles"]);
    (single && singular && !uncounted).then_some(1)
}

/// Where the weapon was meant to go, if not to this place.
pub(crate) fn intended_target(found: &Found<'_>, place: &Place) -> Option<String> {
    let (parse, instance) = (found.parse, found.instance);
    let clauses = &parse.clauses.all;
    let aim = found.targets.iter().find(|a| {
        a.clause != instance.clause
            && (a.weapon.is_some_and(|w| instance.patients.contains(&w))
                || clauses[instance.clause].parent == Some(a.clause)
                || clauses[a.clause].parent == Some(instance.clause))
            && !a.toponyms.contains(&place.toponym)
            && found.trigger.frame.intended
    })?;
    match aim.toponyms.first() {
        Some(&t) => joined(parse, parse.toponyms[t].mention.tokens.clone()),
        None => aim.chunks.first().and_then(|&c| text_of(parse, c)),
    }
}

/// The date of the event: the one of its clause that stands nearest behind the place, else one of a clause that it hangs
/// on or that hangs on it.
pub(crate) fn date<'f>(found: &Found<'f>, place: &Place) -> Option<&'f DateMention> {
    let (parse, clause) = (found.parse, found.instance.clause);
    let clause_of = |m: &DateMention| parse.clauses.of[parse.chunk_at(m.tokens.start)];
    // "through August 1945, when a bomber destroyed the city"
    let opener = parse.clauses.all[clause].opener.map(|o| parse.chunks[o].tokens.start);
    if let Some(at) = opener.filter(|&at| parse.words.is(at, &["when"])) {
        let comma = usize::from(at > 0 && parse.words.is(at - 1, &[","]));
        if let Some(mention) = found.sentence.dates.iter().find(|m| m.tokens.end + comma == at) {
            return Some(mention);
        }
    }
    let usable: Vec<&DateMention> = found
        .sentence
        .dates
        .iter()
        .filter(|m| matches!(m.relation, Relation::On | Relation::Since | Relation::Relative(_)))
        .collect();
    let after = parse.chunks[place.chunk].tokens.start;
    let same: Vec<&DateMention> = usable
        .iter()
        .copied()
        .filter(|m| clause_of(m) == clause || clause_of(m) == parse.clauses.of[place.chunk])
        .collect();
    let nearest = if found.places.len() > 1 {
        same.iter().find(|m| m.tokens.start >= after).or(same.last()).copied()
    } else {
        same.iter().copied().min_by_key(|m| m.tokens.start.abs_diff(found.instance.found.head))
    };
    nearest.or_else(|| {
        let outward: Vec<usize> = parse.clauses.outward(clause).collect();
        usable.into_iter().find(|m| {
            let c = clause_of(m);
            let above = outward.contains(&c);
            let other = &parse.clauses.all[c];
            // "fighting around Jabrayil, a town held by Armenians since 1993"
            let describes = other.kind == ClauseKind::Participle && other.antecedent.is_some_and(|a| a > place.chunk);
            let below = parse.clauses.outward(c).any(|x| x == clause)
                && !describes
                && !matches!(other.kind, ClauseKind::Relative | ClauseKind::Adverbial);
            above || below
        })
    })
}

/// The days of a date mention, if they are known.
pub(crate) fn when(mention: &DateMention) -> Option<When> {
    let start = mention.event_date()?;
    let end = mention.end.filter(|e| *e >= start).unwrap_or(start);
    Some(When { start, end, precision: mention.precision? })
}

/// The casualties at this place: those of its own clause; with several places, only those told right before it.
pub(crate) fn casualties(found: &Found<'_>, place: &Place, harm: Harm) -> Option<Figure> {
    let parse = found.parse;
    // "in Dera in the north of Panvel": the second only says where the first is
    let alone = !found.places.iter().any(|p| p.toponym != place.toponym && !holds(found, p, place));
    let of: Vec<&Casualty> = found.sentence.casualties.iter().filter(|c| c.kind == harm && !c.total).collect();
    let clause_of = |token: usize| parse.clauses.of[parse.chunk_at(token)];
    let place_clause = parse.clauses.of[place.chunk];
    let start = parse.chunks[place.chunk].tokens.start;
    if let Some(count) = listed(found, place, harm) {
        return Some(Figure { low: count, high: count });
    }
    let chosen = if alone {
        let related =
            |a: usize, b: usize| parse.clauses.outward(a).any(|x| x == b) || parse.clauses.outward(b).any(|x| x == a);
        let own = found.instance.clause;
        let nearest = |near: &dyn Fn(usize) -> bool| {
            let of = of.iter().copied().filter(|c| near(clause_of(c.trigger)));
            of.min_by_key(|c| c.trigger.abs_diff(start))
        };
        nearest(&|clause| clause == own).or_else(|| nearest(&|clause| related(clause, own)))
    } else {
        let previous =
            found.places.iter().map(|p| parse.chunks[p.chunk].tokens.start).filter(|&p| p < start).max().unwrap_or(0);
        of.into_iter().find(|c| {
            clause_of(c.trigger) == place_clause
                && c.figure.end <= start
                && c.figure.start > previous
                && alone_in_clause(found, place, c)
        })
    };
    chosen.map(Figure::of)
}

/// "killed five in Dera, two in Panvel and a third in Moga": the bare count before a place, after a figure of the harm.
fn listed(found: &Found<'_>, place: &Place, harm: Harm) -> Option<u64> {
    let parse = found.parse;
    let chunk = place.preposition?.checked_sub(1).filter(|&c| parse.is_noun(c))?;
    let tokens = parse.chunks[chunk].tokens.clone();
    let casualties = &found.sentence.casualties;
    let last = casualties.iter().rfind(|c| c.figure.end <= tokens.start && c.trigger < tokens.start)?;
    let its_own = casualties.iter().any(|c| c.figure.start < tokens.end && tokens.start < c.figure.end);
    if last.kind != harm || its_own {
        return None;
    }
    let ordinal = parse.words.is(tokens.start, &["a", "another"])
        && (tokens.len() == 1 || parse.words.is(tokens.start + 1, &["second", "third", "fourth", "fifth", "sixth"]));
    let exact = |q: &&Quantity| q.tokens == tokens && !q.vague;
    found.sentence.quantities.iter().find(exact).map(|q| q.low).or(ordinal.then_some(1))
}

/// Whether the one place contains the other, or is said to: "in Dera in the north of Panvel".
fn holds(found: &Found<'_>, outer: &Place, inner: &Place) -> bool {
    let parse = found.parse;
    let between = inner.chunk + 1..outer.chunk;
    let linked = !between.is_empty()
        && parse.reads(inner.chunk + 1, &["in", "of"])
        && between.clone().all(|c| parse.is_noun(c) || parse.kind(c) == Some(ChunkKind::Preposition));
    linked
        || parse.places.contains(outer.toponym, inner.toponym)
        || parse.toponyms[inner.toponym].stated_in == Some(outer.toponym)
}

/// Whether no other place of the event shares the figure: "killed five in X and Y" belongs to neither.
fn alone_in_clause(found: &Found<'_>, place: &Place, casualty: &Casualty) -> bool {
    let parse = found.parse;
    let next = found.places.iter().map(|p| p.chunk).filter(|&c| c > place.chunk).min();
    next.is_none_or(|n| {
        parse.clauses.of[n] != parse.clauses.of[place.chunk]
            || found
                .sentence
                .casualties
                .iter()
                .any(|c| c.figure.start > casualty.figure.end && c.figure.end <= parse.chunks[n].tokens.start)
            || found.sentence.quantities.iter().any(|q| {
                q.tokens.start > parse.chunks[place.chunk].tokens.start && q.tokens.end <= parse.chunks[n].tokens.start
            })
    })
}
