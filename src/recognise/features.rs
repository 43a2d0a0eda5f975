//! Features: what of a candidate the weights know, as keys: words, kinds of words and shapes around it, what the
//! gazetteer says of its name, and how the document uses its words.

use super::{
    lexicon::Senses,
    scan::{Candidate, Name, Scan},
    seen::Seen,
    words::{Case, Word},
};
use crate::text::TokenKind;

/// How many features a document gives a candidate; see [`super::document`].
pub const DOCUMENT: usize = super::document::COUNT;

/// The sorts of features; the number of each is part of its keys.
#[derive(Clone, Copy)]
enum Template {
    Bias,
    Before,
    Before2,
    After,
    After2,
    Name,
    First,
    Last,
    Suffix,
    RunEnd,
    RunStart,
    Runs,
    Shapes,
    ShapesBefore,
    ShapesAfter,
    Case,
    Senses,
    Class,
    Size,
    Count,
    Classes,
    AfterEnd,
    BeforeEnd,
    Inside,
    FullName,
    ClassSize,
    Word,
    Cue,
    CueSize,
    Article,
    Start,
    Hyphen,
    Linked,
    Nested,
    Seen,
    SeenLast,
    Organisation,
    Initial,
    Dateline,
    BeforeClass,
    AfterClass,
    RunsSize,
    Person,
    CueRuns,
    Mentions,
}

/// Gives the keys of candidates to a function, one by one: nothing has to hold them.
pub(super) struct Keys<F>(pub(super) F);

impl<F: FnMut(u32)> Keys<F> {
    fn add(&mut self, template: Template, value: u32) {
        (self.0)(mix(template as u32, value));
    }

    fn two(&mut self, template: Template, a: u32, b: u32) {
        self.add(template, mix(a, b));
    }

    /// A key for each sense of a word at a place of the frame.
    fn senses(&mut self, place: u32, word: &Word<'_>) {
        let mut bits = word.senses.bits();
        if bits == 0 {
            self.add(Template::Senses, place * 64 + 32 + u32::from(word.capital));
        }
        while bits != 0 {
            let sense = bits.trailing_zeros() * 2 + u32::from(word.capital);
            self.add(Template::Senses, place * 64 + sense);
            bits &= bits - 1;
        }
    }

    /// Gives the keys of candidate `index`.
    pub(super) fn of(&mut self, scan: &Scan<'_, '_>, index: usize) {
        let candidate = &scan.candidates[index];
        let name = scan.name(candidate);
        let frame = Frame::of(scan, candidate);
        self.words(&frame, name);
        self.gazetteer(&frame, candidate, name);
        self.grammar(scan, &frame, candidate, name);
        self.links(scan, index, name);
        self.document(scan, &frame, name);
    }

    fn words(&mut self, f: &Frame<'_>, name: &Name) {
        let [b2, b1, a1, a2] = f.around.map(|w| w.hash);
        self.add(Template::Before, b1);
        self.add(Template::Before2, b2);
        self.add(Template::After, a1);
        self.add(Template::After2, a2);
        self.add(Template::Name, name.hash);
        if f.single {
            let text = f.first.text;
            if text.is_ascii() && text.len() > 3 {
                self.add(Template::Suffix, bytes(&text.as_bytes()[text.len() - 3..]));
            }
        } else {
            self.add(Template::First, f.first.hash);
            self.add(Template::Last, f.last.hash);
        }
        self.two(Template::BeforeClass, b1, name.class as u32);
        self.two(Template::AfterClass, a1, name.class as u32);
        let [b2, b1, a1, a2] = f.around.map(shape);
        self.two(Template::Shapes, b1, a1);
        self.two(Template::ShapesBefore, b2, b1);
        self.two(Template::ShapesAfter, a1, a2);
        for (template, word) in [(Template::BeforeEnd, f.around[1]), (Template::AfterEnd, f.around[2])] {
            let letters = word.text.as_bytes();
            if word.lower && letters.len() > 4 {
                self.add(template, bytes(&letters[letters.len() - 2..]));
            }
        }
        for (place, word) in (0..).zip(f.around) {
            self.senses(place, word);
        }
        self.senses(4, f.first);
        if !f.single {
            self.senses(5, f.last);
        }
    }

    fn gazetteer(&mut self, f: &Frame<'_>, candidate: &Candidate<'_>, name: &Name) {
        let sort = candidate.found.sort as u32 * 2 + u32::from(f.single);
        let class = name.class as u32;
        let count = small(name.count.min(3)) + u32::from(name.count > 5) + u32::from(name.count > 15);
        self.add(Template::Bias, sort);
        self.two(Template::Class, class * 2 + name.kind as u32, sort);
        self.two(Template::Size, name.size, u32::from(f.single));
        self.two(Template::Count, count, sort);
        self.two(Template::Classes, name.classes, u32::from(f.single));
        self.two(Template::ClassSize, class, name.size / 2);
        let word = f.single && f.first.senses.any(Senses::WORD);
        self.two(Template::Word, u32::from(word) * 2 + u32::from(f.seen.lower > 0), f.case as u32);
        self.two(Template::RunsSize, f.runs(), name.size / 2 * 8 + class);
    }

    fn grammar(&mut self, scan: &Scan<'_, '_>, f: &Frame<'_>, candidate: &Candidate<'_>, name: &Name) {
        let around = &scan.sentences[candidate.sentence];
        let (start, end) = (candidate.start, candidate.end());
        let [_, b1, a1, _] = f.around;
        let cued = u32::from(f.cued);
        let word = u32::from(f.single && f.first.senses.any(Senses::WORD));
        self.add(Template::Cue, cued * 8 + word * 4 + f.case as u32);
        self.two(Template::CueSize, cued, name.size / 2 * 8 + name.class as u32);
        self.two(Template::CueRuns, cued, f.runs());
        let article = u32::from(b1.text.eq_ignore_ascii_case("the"));
        let sort = u32::from(around.sort_after(end).1);
        self.two(Template::Article, article * 2 + sort, name.class as u32 * 2 + u32::from(f.single));
        let first = start == around.range.start;
        self.two(Template::Start, u32::from(first) * 2 + u32::from(f.single), shape(a1));
        let glued = |i: usize| u32::from(around.words.follows_hyphen(i, around.range.start));
        let hyphens = glued(start) * 2 + u32::from(a1.hyphen && !a1.space_before) * glued(end + 1);
        self.two(Template::Hyphen, hyphens, candidate.found.sort as u32);
        let run_end = end + f.after;
        if run_end > end {
            let last = around.words.at(run_end - 1);
            self.add(Template::RunEnd, last.hash);
            self.senses(6, last);
        }
        let run_start = start - f.before;
        if run_start < start {
            self.add(Template::RunStart, around.words.at(run_start).hash);
            self.senses(7, around.words.at(run_start));
        }
        self.add(Template::Runs, f.runs());
        // "Jordan Smith", "Paris"
        let senses = f.first.senses;
        let given = u32::from(senses.any(Senses::GIVEN)) + 2 * u32::from(senses.any(Senses::GIVEN_PLACE));
        let surname = 4 * u32::from(a1.capital && a1.space_before) + 8 * u32::from(a1.senses.any(Senses::SURNAME));
        self.two(Template::FullName, given + surname, u32::from(f.single));
        self.two(Template::Case, f.case as u32 * 4 + u32::from(f.first.capitals) * 2 + u32::from(f.last.capitals), {
            candidate.found.sort as u32 * 8 + small(f.first.text.len().min(7))
        });
        let organisation = u32::from(around.is_organisation(end)) * 2 + u32::from(around.is_named_after(start));
        self.add(Template::Organisation, organisation);
        self.add(Template::Initial, u32::from(around.follows_initial(start)) * 8 + name.class as u32);
        let heads =
            f.first.capitals && (candidate.sentence < 3) && matches!(a1.text, "," | "(" | "—" | "–" | "-" | ":");
        self.add(Template::Dateline, u32::from(heads) * 2 + u32::from(first));
    }

    /// The names beside it: "Sirsa, Haryana", "Jammu and Srinagar".
    fn links(&mut self, scan: &Scan<'_, '_>, index: usize, name: &Name) {
        let candidate = &scan.candidates[index];
        self.add(
            Template::Nested,
            u32::from(candidate.longer) * 4 + u32::from(candidate.shorter) * 2 + u32::from(candidate.inner),
        );
        let end = candidate.end();
        let next = scan.candidates[index + 1..]
            .iter()
            .take_while(|c| c.start <= end + 1)
            .filter(|c| c.start > candidate.start && c.start >= end && c.sentence == candidate.sentence)
            .last();
        if let Some(next) = next {
            let other = scan.name(next);
            let link = if next.start == end { 1 } else { link(scan.words.at(end)) };
            self.two(Template::Linked, link * 4 + name.lies_in(other), other.class as u32 * 4);
            self.two(Template::Inside, u32::from(link < 6) * 4 + name.lies_in(other), 0);
            self.two(Template::Linked, link * 4 + name.lies_in(other), next.found.sort as u32 * 4 + 1);
        } else {
            self.add(Template::Linked, 0);
        }
        let before = scan.candidates[..index]
            .iter()
            .rev()
            .take_while(|c| c.start + 6 > candidate.start && c.sentence == candidate.sentence)
            .find(|c| c.end() == candidate.start || c.end() + 1 == candidate.start);
        if let Some(before) = before {
            let other = scan.name(before);
            let link = if before.end() == candidate.start { 1 } else { link(scan.words.at(before.end())) };
            let inside = other.lies_in(name);
            self.two(Template::Linked, link * 4 + inside, other.class as u32 * 4 + 2);
            self.two(Template::Inside, u32::from(link < 6) * 4 + inside, 1);
            self.two(Template::Linked, link * 4 + inside, candidate.found.sort as u32 * 4 + 3);
        } else {
            self.add(Template::Linked, 1);
        }
    }

    fn document(&mut self, scan: &Scan<'_, '_>, f: &Frame<'_>, name: &Name) {
        let seen = &f.seen;
        let single = u32::from(f.single);
        let count = |n: u16| u32::from(n.min(3));
        self.two(Template::Seen, count(seen.given) * 4 + count(seen.title), single);
        self.two(Template::Seen, 64 + count(seen.cued) * 4 + count(seen.after), single);
        self.two(Template::Seen, 128 + count(seen.before) * 4 + count(seen.speaks), single);
        let person = seen.given + seen.title + seen.after.saturating_sub(seen.cued);
        self.two(Template::Person, count(person), count(seen.cued) * 16 + name.size / 2);
        if !f.single {
            let last = scan.seen.get(f.last.hash).copied().unwrap_or_default();
            self.add(Template::SeenLast, count(last.given + last.title) * 4 + count(last.cued));
        }
        self.two(Template::Mentions, name.mentions.min(4), single);
    }
}

/// A candidate's words and those around it.
struct Frame<'a> {
    /// Two before and two after.
    around: [&'a Word<'a>; 4],
    first: &'a Word<'a>,
    last: &'a Word<'a>,
    single: bool,
    case: Case,
    /// Of its first word.
    seen: Seen,
    /// After "in" or the like.
    cued: bool,
    /// How many capitalised words stand directly before, and after.
    before: usize,
    after: usize,
}

impl<'a> Frame<'a> {
    fn of(scan: &'a Scan<'_, '_>, candidate: &Candidate<'_>) -> Self {
        let sentence = &scan.sentences[candidate.sentence];
        let (start, end) = (candidate.start, candidate.end());
        let word = |i: usize| scan.words.within(i, &sentence.range);
        let first = scan.words.at(start);
        Self {
            around: [word(start.wrapping_sub(2)), word(start.wrapping_sub(1)), word(end), word(end + 1)],
            first,
            last: scan.words.at(end - 1),
            single: candidate.is_single(),
            case: sentence.case,
            seen: scan.seen.get(first.hash).copied().unwrap_or_default(),
            cued: sentence.is_cued(start),
            before: start - sentence.run_before(start),
            after: sentence.run_after(end) - end,
        }
    }

    /// The lengths of the two runs of capitals, with the case.
    fn runs(&self) -> u32 {
        small(self.before.min(2) * 3 + self.after.min(2)) * 4 + self.case as u32
    }
}

/// What joins two names.
fn link(word: &Word<'_>) -> u32 {
    match word.text {
        "," => 2,
        "and" | "or" | "&" => 3,
        "in" | "of" => 4,
        "(" => 5,
        "-" | "–" | "/" => 6,
        _ if word.clitic => 7,
        _ => 8,
    }
}

/// How a token looks.
fn shape(word: &Word<'_>) -> u32 {
    let space = u32::from(word.space_before) << 8;
    match word.kind {
        _ if word.text.is_empty() => 0,
        TokenKind::Punct => space + 512 + u32::from(word.text.as_bytes()[0]) % 256,
        TokenKind::Number => space + 1 + u32::from(word.text.len() == 4),
        TokenKind::Word if word.clitic => 3,
        TokenKind::Word if word.capitals => space + 4,
        TokenKind::Word if word.capital => space + 5 + u32::from(word.text.len() == 1),
        TokenKind::Word => space + 7,
    }
}

fn bytes(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |all, b| all << 8 | u32::from(b.to_ascii_lowercase()))
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn mix(a: u32, b: u32) -> u32 {
    let mut key = (b ^ a.wrapping_mul(0x9e37_79b9)).wrapping_add(a).wrapping_mul(0x85eb_ca6b);
    key ^= key >> 15;
    key = key.wrapping_mul(0xc2b2_ae35);
    key ^ key >> 16
}
