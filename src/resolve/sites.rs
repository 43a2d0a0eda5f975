//! Sites: "Baghdad's airport", "the enrichment facility at Natanz" speak of a site, not of the town that it is called after.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Resolution, Toponym};
use crate::{
    gazetteer::{Gazetteer, PlaceClass, PlaceId},
    recognise::{MentionKind, Senses, senses},
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

/// How likely a site is meant by another word for its sort.
const CONFIDENCE: f32 = 0.5;

/// Gives towns whose site is spoken of the row of the site, and names with another word for a site's sort ("Antonov airfield") its
/// row. "The port of Odesa" is the town.
pub(super) fn name_sites(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponyms: &mut [Toponym]) {
    for toponym in toponyms {
        if toponym.resolution.is_none() && toponym.mention.kind == MentionKind::Unknown {
            toponym.resolution = by_another_word(gazetteer, tokens, toponym).map(|place| Resolution {
                place,
                class: PlaceClass::Site,
                confidence: CONFIDENCE,
                alternatives: Vec::new(),
                reasons: vec!["site".into()],
            });
        }
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
        let site = site(gazetteer, Some(r.place), surface, &after, false)
            .or_else(|| site(gazetteer, Some(r.place), surface, &before, true));
        if let Some(site) = site {
            (r.place, r.class) = (site, PlaceClass::Site);
            r.reasons.push("site".into());
        }
    }
}

/// The one site that bears the name with another word for its sort.
fn by_another_word(gazetteer: &Gazetteer, tokens: &Tokens<'_>, toponym: &Toponym) -> Option<PlaceId> {
    let part = tokens.part_of(toponym.mention.sentence);
    let word = |i: usize| tokens.slice(part, tokens.tokens[i].span);
    let own = toponym.mention.tokens.clone();
    let sort =
        own.clone().rev().take_while(|&i| senses(word(i)).any(Senses::SORT.or(Senses::SORT_ADJECTIVE))).last()?;
    let last = sort.checked_sub(1).filter(|&last| last >= own.start)?;
    let name = &tokens.part(part)[tokens.tokens[own.start].span.start..tokens.tokens[last].span.end];
    let words: Vec<String> = (sort..own.end).map(|i| word(i).to_ascii_lowercase()).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    site(gazetteer, None, name, &words, false)
}

/// The site of a town that some words speak of: with the word for it at their end, or as the `first` of them where they are told
/// backwards from the name. Without a town, the only one of its name.
fn site(gazetteer: &Gazetteer, town: Option<PlaceId>, name: &str, words: &[&str], first: bool) -> Option<PlaceId> {
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
        let mut sites = gazetteer.named(&name).into_iter().filter(|&id| gazetteer.class(id) == PlaceClass::Site);
        match town {
            Some(town) => sites.find(|&id| gazetteer.distance_km(town, id) <= REACH_KM),
            None => sites.next().filter(|_| sites.next().is_none()),
        }
    };
    found.flat_map(|sort| &sort.names).find_map(|pattern| bears(pattern.replace("{}", name)))
}

fn is_adjective(word: &str) -> bool {
    senses(word).any(Senses::SORT_ADJECTIVE) || NAMES.site.iter().any(|sort| sort.among.iter().any(|s| s == word))
}

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn the_table_is_read() {
        assert!(NAMES.site.len() > 5 && NAMES.site.iter().all(|sort| sort.names.iter().all(|n| n.contains("{}"))));
    }
}
