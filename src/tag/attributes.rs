//! Attributes: what a sentence says of an event beside its kind and place.

use std::sync::LazyLock;

use jiff::{Span as Days, civil::Date};

use super::{
    aim::Aim,
    arguments::Instance,
    casualty::{Casualty, Figures, Kind as Harm},
    date::{self, DateMention, Relation},
    event::Event,
    extent::Place,
    measure,
    sentence::Parse,
    status::{Judgement, Status},
    subkind::Subkinds,
    trigger::{Trigger, Use},
};
use crate::{
    gazetteer::PlaceClass,
    resolve::Resolution,
    text::{Span, Tokens, calendar::is_full_month, number::Quantity},
};

pub(crate) static FIGURES: LazyLock<Figures> = LazyLock::new(Figures::embedded);

/// Dates, counts and casualties of a sentence, found once for all its events.
pub(crate) struct Sentence<'s> {
    pub(crate) dates: Vec<DateMention>,
    pub(crate) casualties: Vec<Casualty>,
    pub(crate) quantities: &'s [Quantity],
}

impl<'s> Sentence<'s> {
    pub(crate) fn read(tokens: &Tokens<'_>, parse: &Parse<'s>, published: Option<Date>) -> Self {
        Self {
            dates: date::find(tokens, parse.sentence, published),
            casualties: FIGURES.find(tokens, parse.sentence),
            quantities: parse.words.quantities,
        }
    }
}

/// The words of a chunk as they stand, without "the".
pub(crate) fn text_of(parse: &Parse<'_>, chunk: usize) -> Option<String> {
    let mut tokens = parse.chunks[chunk].tokens.clone();
    while tokens.len() > 1 && parse.words.is(tokens.start, &["the", "a", "an", "its", "their", "his", "her"]) {
        tokens.start += 1;
    }
    joined(parse, tokens)
}

/// The words of a speaker with the phrase that tells which: "people in the Indian government".
pub(crate) fn speaker_text(parse: &Parse<'_>, chunk: usize) -> Option<String> {
    let text = text_of(parse, chunk)?;
    let clause = |c: usize| parse.clauses.of.get(c);
    let phrase = parse.reads(chunk + 1, &["of", "in", "from", "at", "for"])
        && parse.is_noun(chunk + 2)
        && clause(chunk + 2) == clause(chunk);
    let more = phrase.then(|| joined(parse, parse.chunks[chunk + 1].tokens.start..parse.chunks[chunk + 2].tokens.end));
    Some(match more.flatten() {
        Some(more) => format!("{text} {more}"),
        None => text,
    })
}

pub(crate) fn joined(parse: &Parse<'_>, tokens: std::ops::Range<usize>) -> Option<String> {
    let mut text = String::new();
    for t in tokens {
        let word = parse.words.word(t);
        let glued = text.is_empty() || text.ends_with('-') || word.starts_with(['\'', '’', '-', ',']);
        if !glued {
            text.push(' ');
        }
        text.push_str(word);
    }
    (!text.is_empty()).then_some(text)
}

/// What happened longer ago than this before publication is told as background.
pub(crate) const NEWS_DAYS: i32 = 8;

/// How sure an event is, by how sure its place is its place and its row the right one.
pub(crate) fn confidence(place: f64, row: Option<&Resolution>) -> f64 {
    place * (0.4 + 0.6 * row.map_or(0.5, |r| f64::from(r.confidence)))
}

/// All that was found of an event, before it is written down for each of its places.
#[derive(Clone, Copy)]
pub(crate) struct Found<'f> {
    pub(crate) parse: &'f Parse<'f>,
    pub(crate) tokens: &'f Tokens<'f>,
    pub(crate) sentence: &'f Sentence<'f>,
    pub(crate) trigger: &'f Trigger,
    pub(crate) instance: &'f Instance,
    pub(crate) judgement: &'f Judgement,
    pub(crate) status: Status,
    pub(crate) places: &'f [Place],
    pub(crate) targets: &'f [Aim],
    pub(crate) published: Option<Date>,
}

impl Found<'_> {
    /// The last day that a mention may mean, by which it is old. Of a month that is its middle, or near its end where that is said
    /// ("late last month"); "this month" goes on, and "earlier this month" is where it began.
    fn last_day(&self, mention: &DateMention, published: Date) -> Option<Date> {
        let (Some(start), Some(end), Some(3)) = (mention.start, mention.end, mention.precision) else {
            return mention.end;
        };
        let words = self.parse.words;
        let says =
            |all: &[&str]| (mention.tokens.start.saturating_sub(3)..mention.tokens.end).any(|t| words.is(t, all));
        let on = |day: Date, days: i32| day.checked_add(Days::new().days(days)).ok();
        if says(&["this"]) {
            let early = says(&["earlier", "early", "beginning", "start"]);
            return if early { Some(start) } else { mention.end };
        }
        if end > published {
            return mention.end;
        }
        let late = says(&["late", "end", "day"]);
        if late { on(end, -5) } else { on(start, 15).min(mention.end) }
    }

    /// The event of a trigger at one of its places.
    pub(crate) fn event(&self, place: &Place, subkinds: &Subkinds) -> Event {
        let Found { parse, tokens, trigger, instance, judgement, status, .. } = *self;
        let toponym = &parse.toponyms[place.toponym];
        let mut why = vec![trigger.id.clone(), place.why.to_owned(), judgement.why.to_owned()];
        why.extend(toponym.resolution.iter().flat_map(|r| r.reasons.iter().cloned()));
        let mention = measure::date(self, place);
        let old = |m: &DateMention| {
            let before = |day: Date| self.last_day(m, day).is_some_and(|last| (day - last).get_days() > NEWS_DAYS);
            self.published.is_some_and(before)
        };
        let historical =
            mention.is_some_and(|m| m.historical || old(m) || m.is_coarse() && m.relation != Relation::Until);
        let future = mention.is_some_and(|m| m.future);
        let status = match status {
            Status::Reported | Status::Claimed if historical => Status::Background,
            Status::Reported | Status::Claimed if future => Status::Threatened,
            other => other,
        };
        let speaker = judgement.speaker.and_then(|c| speaker_text(parse, c));
        let actor = actor(parse, instance);
        let status = if status == Status::Reported && speaks_of_itself(parse, instance, judgement) {
            Status::Claimed
        } else {
            status
        };
        let trigger_span = Span {
            start: tokens.tokens[instance.found.start].span.start,
            end: tokens.tokens[instance.found.end - 1].span.end,
        };
        Event {
            kind: trigger.kind,
            subkind: subkinds.told(parse, trigger, instance),
            toponym: place.toponym,
            location: place.location,
            location_text: Some(parse.places.surface(place.toponym).to_owned()),
            extent: place.extent,
            status,
            claimed_by: speaker,
            actor,
            target: target(parse, trigger, instance),
            weapon: weapon(parse, instance),
            weapon_count: measure::weapon_count(self, place),
            intended_target: measure::intended_target(self, place),
            fatalities: measure::casualties(self, place, Harm::Killed),
            injured: measure::casualties(self, place, Harm::Injured),
            when: mention.and_then(measure::when),
            launched: trigger.frame.object == crate::kinds::Slot::Weapon && !trigger.frame.intended,
            violent: trigger.violent,
            reference: trigger.reference,
            sentence: parse.sentence,
            trigger: trigger_span,
            confidence: confidence(place.confidence, toponym.resolution.as_ref()),
            why,
            weighed: None,
        }
    }
}

/// A party that tells of its own deed: the speaker's state is the doer's, or both are forces of one side.
fn speaks_of_itself(parse: &Parse<'_>, instance: &Instance, judgement: &Judgement) -> bool {
    let Some(speaker) = judgement.speaker else {
        return false;
    };
    let country = |t: usize| parse.places.country(t);
    let speaks = parse.toponyms_in(speaker).next();
    match (speaks.and_then(country), instance.doer_state.and_then(country)) {
        (Some(a), Some(b)) => a == b,
        (None, Some(_)) => parse.head_classes(speaker).has(parse.grammar.force),
        _ => instance.doer.is_some_and(|d| {
            parse.words.tag(parse.chunks[d].head) == crate::text::pos::Tag::Prp
                || text_of(parse, d) == text_of(parse, speaker)
        }),
    }
}

fn actor(parse: &Parse<'_>, instance: &Instance) -> Option<String> {
    if let Some(country) = instance.doer_state.and_then(|t| parse.places.country(t)) {
        return Some(parse.places.gazetteer.name(country).to_owned());
    }
    let doer = instance.doer?;
    let classes = parse.head_classes(doer);
    let pronoun = matches!(
        parse.words.tag(parse.chunks[doer].head),
        crate::text::pos::Tag::Prp | crate::text::pos::Tag::Dt | crate::text::pos::Tag::Cd
    );
    let inanimate = classes.has(parse.grammar.airborne)
        || classes.has(parse.grammar.projectile)
        || parse.words.is(parse.chunks[doer].head, &["attack", "attacks", "strike", "strikes", "which", "that"]);
    // "17 March", but not "the March 23 rebels"
    let dated = is_full_month(parse.words.word(parse.chunks[doer].head));
    if pronoun || inanimate || dated || doer == instance.chunk { None } else { text_of(parse, doer) }
}

fn target(parse: &Parse<'_>, trigger: &Trigger, instance: &Instance) -> Option<String> {
    let objects = instance
        .patients
        .iter()
        .copied()
        .chain(instance.places().map(|a| a.chunk))
        .chain([instance.chunk + 1, instance.chunk + 2]);
    let weapons = parse.grammar.airborne.union(parse.grammar.projectile);
    objects
        .filter(|&c| {
            parse.is_noun(c)
                && c != instance.chunk
                && parse.head_classes(c).has(parse.grammar.object)
                && !parse.head_classes(c).has(weapons)
        })
        .filter(|_| trigger.usage == Use::Verb || trigger.frame.subject != crate::kinds::Slot::Place)
        .find(|&c| {
            let head = parse.chunks[c].head;
            // "the Odesa region" is where, not what
            let sort = |t: usize| parse.toponyms[t].mention.generic.as_ref().filter(|g| g.tokens.contains(&head));
            let is_area = |t: usize| sort(t).is_some_and(|g| g.class != PlaceClass::Site);
            parse.toponyms_in(c).all(|t| parse.toponyms[t].mention.tokens.end <= head && !is_area(t))
        })
        .and_then(|c| text_of(parse, c))
}

/// The weapon's words: "ballistic missiles", or of several "drone; missile".
fn weapon(parse: &Parse<'_>, instance: &Instance) -> Option<String> {
    let is_weapon = |t: usize| parse.words.classes(t).has(parse.grammar.weapon);
    for &chunk in instance.weapon(parse).iter().chain(&instance.with).chain(instance.doer.iter()) {
        if parse.is_noun(chunk) && is_weapon(parse.chunks[chunk].head) {
            let head = parse.chunks[chunk].head;
            let mut start = head;
            while start > parse.chunks[chunk].tokens.start
                && matches!(
                    parse.words.tag(start - 1),
                    crate::text::pos::Tag::Nn
                        | crate::text::pos::Tag::Jj
                        | crate::text::pos::Tag::Hyphen
                        | crate::text::pos::Tag::Nns
                )
                && !parse.toponyms_in(chunk).any(|t| parse.toponyms[t].mention.tokens.contains(&(start - 1)))
                && !parse.words.is(start - 1, &["incoming", "several", "other", "many", "enemy", "hostile", "more"])
            {
                start -= 1;
            }
            return joined(parse, start..head + 1);
        }
    }
    let mut words: Vec<&str> = instance
        .phrase
        .iter()
        .rev()
        .flat_map(|&c| parse.chunks[c].tokens.clone())
        .filter(|&t| {
            is_weapon(t)
                && parse.words.is(
                    t,
                    &[
                        "missile",
                        "missiles",
                        "rocket",
                        "rockets",
                        "drone",
                        "drones",
                        "mortar",
                        "artillery",
                        "bomb",
                        "grenade",
                        "shell",
                        "uav",
                        "helicopter",
                    ],
                )
        })
        .map(|t| parse.words.word(t))
        .collect();
    words.dedup();
    (!words.is_empty()).then(|| words.join("; "))
}
