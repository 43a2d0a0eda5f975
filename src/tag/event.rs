//! Events: what the tagger says of a document, still in terms of its toponyms and tokens.

use jiff::civil::Date;

use super::{casualty::Casualty, sift::Weighed, status::Status};
use crate::text::Span;

/// How an event's place relates to the toponym that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// The place itself.
    Whole,
    /// Near it.
    Near,
    /// Some part of it: "border areas of Jammu", "southern Lebanon".
    Part,
    /// Somewhere on one side of it: "south of Haifa".
    Beyond,
}

/// A figure with its bounds: what is stated, and the higher one of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// The lowest stated.
    pub low: u64,
    /// The highest stated.
    pub high: u64,
}

impl Figure {
    pub(crate) fn of(casualty: &Casualty) -> Self {
        Self { low: casualty.low, high: casualty.high.unwrap_or(casualty.low) }
    }
}

/// When an event happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// ACLED: 1 day, 2 week, 3 month.
    pub precision: u8,
}

/// Something that happened at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Index into `Kinds.kinds`.
    pub kind: usize,
    /// Index into the kind's subkinds.
    pub subkind: Option<usize>,
    /// Index into the document's toponyms.
    pub toponym: usize,
    /// The words that name the place, in the part of the toponym's sentence.
    pub location: Span,
    /// The same as they stand.
    pub location_text: Option<String>,
    /// How the place relates to the toponym.
    pub extent: Extent,
    /// Did it happen?
    pub status: Status,
    /// Who says so.
    pub claimed_by: Option<String>,
    /// Who did it: a country's name for its forces and government.
    pub actor: Option<String>,
    /// To what.
    pub target: Option<String>,
    /// With what.
    pub weapon: Option<String>,
    /// How many, at this place alone.
    pub weapon_count: Option<u64>,
    /// Where it was aimed, when it ended elsewhere.
    pub intended_target: Option<String>,
    /// Killed.
    pub fatalities: Option<Figure>,
    /// Injured.
    pub injured: Option<Figure>,
    /// When.
    pub when: Option<When>,
    /// Whether it only tells that weapons were fired at the place.
    pub launched: bool,
    /// Whether ACLED has words for its kind.
    pub violent: bool,
    /// Whether the trigger only points back: "the attack".
    pub reference: bool,
    /// The sentence that says it.
    pub sentence: usize,
    /// The words that made it an event.
    pub trigger: Span,
    /// 0 to 1, of the tagging alone.
    pub confidence: f64,
    /// Ids of the rules that made it so.
    pub why: Vec<String>,
    /// What the weights make of it, of a kind that they know.
    pub(crate) weighed: Option<Weighed>,
}

impl Event {
    /// Takes from the launch of the weapons that this event intercepts what it does not tell itself.
    pub(crate) fn meet(&mut self, launch: &Event) {
        self.weapon = self.weapon.take().or_else(|| launch.weapon.clone());
        self.weapon_count = self.weapon_count.or(launch.weapon_count);
        self.intended_target = self.intended_target.take().or_else(|| launch.location_text.clone());
        self.when = self.when.or(launch.when);
    }
}
