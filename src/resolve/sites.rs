//! Sites: "Baghdad's airport", "the enrichment facility at Natanz" speak of a site, not of the town that it is called after.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Toponym;
use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    text::Tokens,
};

/// How far from its town a site may lie.
const REACH_KM: f64 = 60.0;
/// How many words may stand between a town's name and the word for the site.
const WORDS: usize = 3;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    site: Vec<Sort>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sort {
    words: Vec<String>,
    #[serde(default)]
    among: Vec<String>,
    names: Vec<String>,
}

static NAMES: LazyLock<Names> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/site_names.toml")).unwrap_or_default());

/// Gives towns whose site is spoken of the row of the site. "The port of Odesa" is the town.
pub(super) fn name_sites(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    for toponym in toponyms {
        let Some(r) = toponym.resolution.as_mut().filter(|r| r.class == PlaceClass::Settlement) else { continue };
        let sentence = &tokens.sentences[toponym.mention.sentence];
        let part = tokens.part(sentence.part);
        let word = |i: usize| &part[tokens.tokens[i].span.start..tokens.tokens[i].span.end];
        let name = &toponym.mention.tokens;
        let is_small = |&i: &usize| word(i).starts_with(|c: char| c.is_ascii_lowercase());
        let clitic = usize::from(name.end < sentence.tokens.end && matches!(word(name.end), "'s" | "’s"));
        let after: Vec<&str> =
            (name.end + clitic..sentence.tokens.end).take(WORDS + 1).take_while(is_small).map(word).collect();
        let led = name.start > sentence.tokens.start && matches!(word(name.start - 1), "in" | "at");
        let before = (sentence.tokens.start..name.start.saturating_sub(1)).rev().take(WORDS).take_while(is_small);
        let before: Vec<&str> = before.filter(|_| led).map(word).collect();
        let surface = &part[toponym.mention.span.start..toponym.mention.span.end];
        let site = site(gazetteer, r.place, surface, &after, false)
            .or_else(|| site(gazetteer, r.place, surface, &before, true));
        if let Some(site) = site {
            (r.place, r.class) = (site, PlaceClass::Site);
            r.reasons.push("site".into());
        }
    }
}

/// The site of a town that some words speak of: with the word for it at their end, or as the `first` of them where they are told
/// backwards from the name.
fn site(gazetteer: &Gazetteer, town: PlaceId, name: &str, words: &[&str], first: bool) -> Option<PlaceId> {
    let sorts = NAMES.site.iter();
    let found = sorts.filter_map(|sort| {
        let at = words.iter().position(|w| sort.words.iter().any(|s| s == w)).filter(|&at| !first || at == 0)?;
        // "Odesa was hit and its port": other words than adjectives part the two
        let beside = if first { words } else { &words[..at] };
        let joined = first || beside.iter().all(|w| is_adjective(w));
        let told = sort.among.is_empty() || beside.iter().any(|w| sort.among.iter().any(|s| s == w));
        (joined && told).then_some(sort)
    });
    let bears = |name: String| {
        let near =
            |&id: &PlaceId| gazetteer.class(id) == PlaceClass::Site && gazetteer.distance_km(town, id) <= REACH_KM;
        gazetteer.named(&name).into_iter().find(near)
    };
    found.flat_map(|sort| &sort.names).find_map(|pattern| bears(pattern.replace("{}", name)))
}

fn is_adjective(word: &str) -> bool {
    crate::recognise::senses(word).any(crate::recognise::Senses::SORT_ADJECTIVE)
        || NAMES.site.iter().any(|sort| sort.among.iter().any(|s| s == word))
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn the_table_is_read() {
        assert!(NAMES.site.len() > 5 && NAMES.site.iter().all(|sort| sort.names.iter().all(|n| n.contains("{}"))));
    }
}
