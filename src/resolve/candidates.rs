//! Candidates: the rows of a mention with what speaks for each by itself.

use super::weights::WEIGHTS;
use crate::{
    gazetteer::{Gazetteer, NameKind, PlaceClass, PlaceId},
    recognise::{Mention, MentionKind},
    text::fold,
};

/// A row that a mention may mean.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) place: PlaceId,
    pub(super) class: PlaceClass,
    /// What name, size and sort speak for it.
    pub(super) prior: f32,
    /// What the words beside the mention speak for it.
    pub(super) local: f32,
    /// What the rest of the document speaks for it.
    pub(super) context: f32,
    /// e to the score, over the sum of all.
    pub(super) share: f32,
    /// What of the words around speaks for it.
    pub(super) reasons: Vec<String>,
}

impl Candidate {
    pub(super) fn score(&self) -> f32 {
        self.prior + self.local + self.context
    }
}

/// The rows of a mention that are kept, with their priors.
pub(super) fn candidates(gazetteer: &Gazetteer, surface: &str, mention: &Mention) -> Vec<Candidate> {
    let surface = fold(surface);
    mention
        .candidates
        .iter()
        .enumerate()
        .map(|(i, &place)| {
            let bears = if mention.kind == MentionKind::Demonym || mention.names.get(i) != Some(&NameKind::Alternate) {
                0.0
            } else if is_respelling(&surface, &fold(gazetteer.place(place).name)) {
                WEIGHTS.respelling
            } else {
                WEIGHTS.alternate
            };
            let class = gazetteer.class(place);
            let mut reasons = Vec::new();
            let sort = sort(gazetteer, mention, class, &mut reasons);
            Candidate {
                place,
                class,
                prior: prior(gazetteer, place, class) + bears + twin(gazetteer, mention, place, class) + sort,
                local: 0.0,
                context: 0.0,
                share: 0.0,
                reasons,
            }
        })
        .collect()
}

/// Whether a name is another spelling of the main one, and not another name: "Homs" and "Hims", "New York" and
/// "New York City", but not "Islamabad" and "Anantnag". Both are folded.
fn is_respelling(name: &str, main: &str) -> bool {
    let (short, long) = if name.len() < main.len() { (name, main) } else { (main, name) };
    if long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ')) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
    edits(&a, &b) * 3 <= b.len()
}

/// Letters to change, drop or add between two words.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "a logarithm of a rough figure")]
fn prior(gazetteer: &Gazetteer, id: PlaceId, class: PlaceClass) -> f32 {
    let w = &*WEIGHTS;
    let place = gazetteer.place(id);
    let mut score = w.population * (1.0 + place.population as f64).log10() as f32;
    score += match class {
        PlaceClass::Country => w.country,
        PlaceClass::Continent => w.continent,
        PlaceClass::Province => w.province,
        PlaceClass::Region => w.region,
        PlaceClass::District => w.district,
        PlaceClass::Site => w.site,
        PlaceClass::Settlement => 0.0,
    };
    score += match place.feature_code {
        "PPLC" => w.capital,
        "PPLA" => w.seat,
        _ => 0.0,
    };
    if gazetteer.is_users(id) && gazetteer.has_default() {
        score += w.user;
    }
    score
}

/// A district or province named like a town within it is the one meant only if the text says so.
fn twin(gazetteer: &Gazetteer, mention: &Mention, place: PlaceId, class: PlaceClass) -> f32 {
    if !matches!(class, PlaceClass::District | PlaceClass::Province) {
        return 0.0;
    }
    let own = gazetteer.place(place);
    let said = mention
        .generic
        .as_ref()
        .is_some_and(|g| matches!(g.class, PlaceClass::District | PlaceClass::Province | PlaceClass::Region));
    let has_twin = mention.candidates.iter().take(64).any(|&other| {
        let town = gazetteer.place(other);
        gazetteer.class(other) == PlaceClass::Settlement
            && town.country_code == own.country_code
            && town.admin1_code == own.admin1_code
            && (class == PlaceClass::District || town.population >= 20_000)
            && gazetteer.distance_km(place, other) <= 150.0
    });
    if has_twin && !said { WEIGHTS.twin } else { 0.0 }
}

/// Whether the word for a sort of place beside the name agrees.
fn sort(gazetteer: &Gazetteer, mention: &Mention, class: PlaceClass, reasons: &mut Vec<String>) -> f32 {
    let Some(generic) = &mention.generic else {
        return 0.0;
    };
    let agrees = |class: PlaceClass| match generic.class {
        PlaceClass::Region => matches!(class, PlaceClass::Region | PlaceClass::Province),
        // "the Kharkiv region" and "the Sirsa division" are of either order
        PlaceClass::Province => matches!(class, PlaceClass::Province | PlaceClass::Country),
        wanted => class == wanted,
    };
    if agrees(class) {
        reasons.push(format!("sort:{}", format!("{class:?}").to_lowercase()));
        return WEIGHTS.sort;
    }
    let other = mention.candidates.iter().any(|&c| agrees(gazetteer.class(c)));
    if other { WEIGHTS.unsorted } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::is_respelling;

    #[test]
    fn a_respelling_is_no_other_name() {
        for (name, main) in [("homs", "hims"), ("mykolaiv", "mykolayiv"), ("new york", "new york city")] {
            assert!(is_respelling(name, main), "{name}");
        }
        for (name, main) in [("islamabad", "anantnag"), ("bombay", "mumbai"), ("york", "new york")] {
            assert!(!is_respelling(name, main), "{name}");
        }
    }
}
