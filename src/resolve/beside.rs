//! Beside: where names stand that have no row of their own.

use std::collections::HashMap;

use super::{Resolution, Toponym};
use crate::{gazetteer::PlaceClass, recognise::MentionKind};

/// Where names without a row stand: what the text puts them in, else of the document's towns and districts the one that is
/// named most and nearest.
#[derive(Debug)]
pub struct Beside<'t> {
    toponyms: &'t [Toponym],
    /// Each town and district, with the toponyms that name it.
    towns: Vec<(&'t Resolution, Vec<usize>)>,
}

impl<'t> Beside<'t> {
    /// Of a document's toponyms.
    pub fn of(toponyms: &'t [Toponym]) -> Self {
        let mut towns: Vec<(&Resolution, Vec<usize>)> = Vec::new();
        let mut numbers = HashMap::new();
        for (t, toponym) in toponyms.iter().enumerate().filter(|(_, t)| t.mention.kind == MentionKind::Name) {
            let Some(r) = &toponym.resolution else { continue };
            if matches!(r.class, PlaceClass::Settlement | PlaceClass::District) {
                let number = *numbers.entry(r.place).or_insert(towns.len());
                if number == towns.len() {
                    towns.push((r, Vec::new()));
                }
                towns[number].1.push(t);
            }
        }
        Self { toponyms, towns }
    }

    /// The row by which a toponym stands, and whether the text puts it there.
    pub fn find(&self, toponym: usize) -> Option<(&'t Resolution, bool)> {
        /// How many words away a town's mention counts a third.
        const NEAR: f32 = 50.0;
        let own = &self.toponyms[toponym];
        let stated = own.stated_in.and_then(|outer| self.toponyms[outer].resolution.as_ref()).map(|r| (r, true));
        if stated.is_some_and(|(r, _)| r.class <= PlaceClass::Province) {
            return stated;
        }
        let at = own.mention.tokens.start;
        let weight = |names: &[usize]| -> f32 {
            let each = names.iter().map(|&t| &self.toponyms[t].mention).map(|other| {
                // "In Omdurman, drones hit the Markhiyat power station": its own sentence says it before
                let stated = other.sentence == own.mention.sentence && other.tokens.start < at;
                #[allow(clippy::cast_precision_loss, reason = "words of a document")]
                let away = at.abs_diff(other.tokens.start) as f32;
                0.1 + (-away / NEAR).exp() + f32::from(stated)
            });
            each.sum()
        };
        let towns = self.towns.iter().map(|(r, mentions)| (weight(mentions), *r));
        towns.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, r)| (r, false)).or(stated)
    }
}
