//! Resolve: each mention in, one row of the gazetteer out, with score, runners-up and reasons. Knows nothing of events.
//!
//! A candidate's score is the sum of what its name, size and sort speak for it, what the words beside the mention say
//! ("Sirsa in Haryana", "Samba district"), and what the document's other places say. The weights stand in
//! `data/resolve.toml`.

mod candidates;
mod context;
mod stated;
mod weights;

use std::collections::HashMap;

use candidates::{Candidate, candidates};
use context::{Context, Name};
use stated::{Stated, stated};
use weights::WEIGHTS;

use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    recognise::{Mention, MentionKind},
    text::Tokens,
};

/// A mention with the row that it was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Toponym {
    /// The words.
    pub mention: Mention,
    /// The row; none for an unknown name.
    pub resolution: Option<Resolution>,
    /// Index of the toponym in which the text puts this one, where the rows bear it out ("Sirsa" in "Haryana");
    /// of an unknown name, which has no row, as the text says.
    pub stated_in: Option<usize>,
}

/// The row that a mention was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The row.
    pub place: PlaceId,
    /// Its sort.
    pub class: PlaceClass,
    /// 0 to 1: how likely it is the one meant.
    pub confidence: f32,
    /// The rows that lost, with their scores, best first; at most five.
    pub alternatives: Vec<(PlaceId, f32)>,
    /// Short ids of what decided: "container:Haryana", "population", "near:Jammu", "only".
    pub reasons: Vec<String>,
}

/// How many runners-up are kept.
const ALTERNATIVES: usize = 5;
/// How often the mentions of a document are weighed against each other.
const ROUNDS: usize = 3;

/// Resolves the mentions of one document, in their order.
pub fn resolve(gazetteer: &Gazetteer, tokens: &Tokens<'_>, mentions: Vec<Mention>) -> Vec<Toponym> {
    let stated = stated(gazetteer, tokens, &mentions);
    let mut all: Vec<Vec<Candidate>> = mentions
        .iter()
        .map(|m| {
            let surface = tokens.slice(tokens.part_of(m.sentence), m.span);
            candidates(gazetteer, surface, m)
        })
        .collect();
    let names = names(tokens, &mentions);
    for candidates in &mut all {
        weigh(candidates);
    }
    for _ in 0..ROUNDS {
        hear_words(gazetteer, &stated, &mut all);
        share_sense(&names, &mut all);
        hear_document(gazetteer, &mentions, &names, &mut all);
        for candidates in &mut all {
            weigh(candidates);
        }
    }
    let mut toponyms: Vec<Toponym> = mentions
        .into_iter()
        .zip(&all)
        .map(|(mention, candidates)| Toponym { resolution: decide(candidates), mention, stated_in: None })
        .collect();
    explain(gazetteer, &stated, &mut toponyms);
    toponyms
}

/// The mentions of each name of the document, in order.
fn names(tokens: &Tokens<'_>, mentions: &[Mention]) -> Vec<Vec<usize>> {
    let mut by_words: HashMap<String, usize> = HashMap::new();
    let mut names: Vec<Vec<usize>> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if mention.candidates.is_empty() {
            continue;
        }
        let words = tokens.slice(tokens.part_of(mention.sentence), mention.span).to_lowercase();
        let name = *by_words.entry(words).or_insert_with(|| {
            names.push(Vec::new());
            names.len() - 1
        });
        names[name].push(i);
    }
    names
}

/// Gives each candidate its share of the belief.
fn weigh(candidates: &mut [Candidate]) {
    let best = candidates.iter().map(Candidate::score).fold(WEIGHTS.none, f32::max);
    let sum: f32 = candidates.iter().map(|c| (c.score() - best).exp()).sum::<f32>() + (WEIGHTS.none - best).exp();
    for c in candidates {
        c.share = (c.score() - best).exp() / sum;
    }
}

/// What the text states of containment.
fn hear_words(gazetteer: &Gazetteer, stated: &[Stated], all: &mut [Vec<Candidate>]) {
    let w = &*WEIGHTS;
    let mut local: Vec<Vec<f32>> = all.iter().map(|c| vec![0.0; c.len()]).collect();
    for s in stated {
        let (inner, outer) = (&all[s.inner], &all[s.outer]);
        let weight = if s.listed { w.listed } else { w.stated };
        for (i, c) in inner.iter().enumerate() {
            let held = outer
                .iter()
                .filter(|o| gazetteer.contains(o.place, c.place))
                .map(|o| o.share)
                .fold(f32::NEG_INFINITY, f32::max);
            if held >= 0.0 {
                local[s.inner][i] = local[s.inner][i].max(weight * (0.5 + 0.5 * held));
            }
        }
        for (i, o) in outer.iter().enumerate() {
            let holds =
                inner.iter().filter(|c| gazetteer.contains(o.place, c.place)).map(|c| c.share).fold(0.0, f32::max);
            let said = w.holds * holds * if s.listed { 0.5 } else { 1.0 };
            local[s.outer][i] = local[s.outer][i].max(said);
        }
    }
    for (candidates, local) in all.iter_mut().zip(local) {
        for (c, local) in candidates.iter_mut().zip(local) {
            c.local = local;
        }
    }
}

/// One sense a document: a mention beside which nothing is said hears what is said beside the others of its name.
fn share_sense(names: &[Vec<usize>], all: &mut [Vec<Candidate>]) {
    for name in names.iter().filter(|n| n.len() > 1) {
        let first = &all[name[0]];
        let mut said: Vec<f32> = vec![0.0; first.len()];
        for &i in name {
            for (said, c) in said.iter_mut().zip(&all[i]) {
                *said = said.max(c.local);
            }
        }
        for &i in name {
            let silent = all[i].iter().all(|c| c.local <= 0.0);
            for (c, said) in all[i].iter_mut().zip(&said) {
                if silent {
                    c.local = WEIGHTS.sense * said;
                }
            }
        }
    }
}

/// What the document's other places speak for each candidate.
fn hear_document(gazetteer: &Gazetteer, mentions: &[Mention], names: &[Vec<usize>], all: &mut [Vec<Candidate>]) {
    let heard: Vec<Vec<(f32, Option<String>)>> = {
        let views: Vec<Name<'_>> = names
            .iter()
            .map(|n| Name {
                candidates: &all[n[0]],
                weight: if mentions[n[0]].kind == MentionKind::Demonym { 0.6 } else { 1.0 },
            })
            .collect();
        let context = Context::of(gazetteer, &views);
        views
            .iter()
            .enumerate()
            .map(|(i, view)| {
                view.candidates
                    .iter()
                    .map(|c| {
                        let n = context.nearness(c, i, view);
                        let near = n.near.map(|p| format!("near:{}", gazetteer.place(p).name));
                        let country = || format!("country:{}", gazetteer.place(c.place).country_code);
                        (n.score, near.or_else(|| (n.country > 0.25).then(country)))
                    })
                    .collect()
            })
            .collect()
    };
    for (name, heard) in names.iter().zip(heard) {
        for &i in name {
            for (c, (score, reason)) in all[i].iter_mut().zip(&heard) {
                c.context = *score;
                c.reasons.retain(|r| r.starts_with("sort:"));
                c.reasons.extend(reason.clone());
            }
        }
    }
}

fn decide(candidates: &[Candidate]) -> Option<Resolution> {
    let mut order: Vec<&Candidate> = candidates.iter().collect();
    // stable: of equals the gazetteer's first stays
    order.sort_by(|a, b| b.score().total_cmp(&a.score()));
    let (best, others) = order.split_first()?;
    let mut reasons = best.reasons.clone();
    if others.is_empty() {
        reasons.insert(0, "only".into());
    } else if others[0].prior < best.prior {
        reasons.push("population".into());
    }
    Some(Resolution {
        place: best.place,
        class: best.class,
        confidence: best.share,
        alternatives: others.iter().take(ALTERNATIVES).map(|c| (c.place, c.share)).collect(),
        reasons,
    })
}

/// Notes for each toponym the container that the text states and the rows bear out.
fn explain(gazetteer: &Gazetteer, stated: &[Stated], toponyms: &mut [Toponym]) {
    for s in stated {
        let place = |i: usize| toponyms[i].resolution.as_ref().map(|r| r.place);
        let Some(outer) = place(s.outer) else {
            continue;
        };
        let holds = match place(s.inner) {
            Some(inner) => gazetteer.contains(outer, inner),
            None => !s.listed,
        };
        if !holds {
            continue;
        }
        let name = gazetteer.place(outer).name;
        let toponym = &mut toponyms[s.inner];
        if toponym.stated_in.is_none() {
            toponym.stated_in = Some(s.outer);
        }
        if let Some(r) = &mut toponym.resolution {
            r.reasons.insert(0, format!("container:{name}"));
        }
    }
}

#[cfg(test)]
mod tests;
