//! Makes `data/pos.bin` from the silver tags of `tools/pos/silver.py`, the same bytes each time, and says how well it
//! agrees with them on the tenth of the articles that it never saw.
//!
//! ```sh
//! cargo run --release --example train_pos -- silver.tsv data/pos.bin
//! ```
//!
//! With `--settle` behind it the file keeps its weights, and only its contexts are counted anew.
//!
//! Three rounds of an averaged perceptron: the first over all features that occur often enough, to see which of their
//! weights matter; the second over those alone; then rounding to ten bits. What these weights then say of the same text
//! gives the contexts in which they need not be asked.
#![allow(clippy::print_stdout, reason = "an example that reports to standard output")]

#[path = "study/random.rs"]
mod random;

use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::time::Instant;

use anyhow::Context;
use incident_mapper::text::pos::features::{Features, Scan, Setting};
use incident_mapper::text::pos::weights::{LIMIT, Usual, Weights, word_key};
use incident_mapper::text::pos::{PosTagger, Tag};
use incident_mapper::text::{Span, Token, TokenKind};
use random::Random;

const TAGS: usize = Tag::COUNT;
/// Features seen less often than this are left out of the first round.
const MIN_COUNT: u32 = 3;
/// Words seen less often than this are not looked up.
const MIN_WORD: u32 = 6;
/// How much of the file the weights may take.
const BYTES: usize = 800_000;
/// How many tags a feature may speak for, and how far its frequency counts when the features are chosen: rare but
/// telling ones are worth more than the small weights of frequent ones (0.1 and 10 agree 0.1 % better than 0.5 and 31).
const CELLS: u32 = 10;
const FREQUENCY: f64 = 0.1;
/// A context is settled when it was seen so often and had another tag at most once in so many times.
const SETTLED: [u32; 2] = [8, 333];
const EPOCHS: [usize; 2] = [5, 8];

type Words = HashMap<u64, Usual, BuildHasherDefault<AsIs>>;

/// Keys are hashes already.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {}
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// A sentence with the tags of the teacher.
#[derive(Clone, Default)]
struct Sentence {
    text: String,
    tokens: Vec<Token>,
    tags: Vec<Tag>,
    article: usize,
}

impl Sentence {
    fn push(&mut self, word: &str, space_before: bool, tag: Tag) {
        if space_before && !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        let kind = match word.chars().next() {
            Some(c) if c.is_alphabetic() => TokenKind::Word,
            Some(c) if c.is_ascii_digit() => TokenKind::Number,
            Some(_) if word.chars().count() > 1 => TokenKind::Word,
            _ => TokenKind::Punct,
        };
        let span = Span { start, end: self.text.len() };
        self.tokens.push(Token { span, kind, space_before });
        self.tags.push(tag);
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().map(|t| &self.text[t.span.start..t.span.end])
    }

    /// The sentence with other letters, as a headline is printed: without its full stop.
    fn printed(&self, case: impl Fn(usize, &str) -> String) -> Self {
        let mut copy = Self { article: self.article, ..Self::default() };
        for (i, (word, token)) in self.words().zip(&self.tokens).enumerate() {
            if i + 1 < self.tokens.len() || word != "." {
                copy.push(&case(i, word), token.space_before, self.tags[i]);
            }
        }
        copy
    }

    fn capitals(&self) -> Self {
        self.printed(|_, word| word.to_uppercase())
    }

    fn small(&self) -> Self {
        self.printed(|_, word| word.to_lowercase())
    }

    /// Some papers print In, With and The so, some do not.
    fn title(&self, all: bool) -> Self {
        self.printed(|i, word| {
            let little = matches!(self.tags[i], Tag::In | Tag::Dt | Tag::Cc | Tag::To | Tag::Pos) && word.len() < 5;
            let mut chars = word.chars();
            match chars.next() {
                Some(c) if !(little && i > 0 && !all || self.tags[i] == Tag::Pos || word == "n't") => {
                    c.to_uppercase().chain(chars).collect()
                }
                _ => word.to_owned(),
            }
        })
    }
}

fn read(path: &str) -> anyhow::Result<Vec<Sentence>> {
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut article = 0;
    for line in std::fs::read_to_string(path).context(path.to_owned())?.lines() {
        let mut fields = line.split('\t');
        match (fields.next(), fields.next(), fields.next()) {
            (Some(word), Some(space), Some(tag)) => {
                let tag = Tag::named(tag).with_context(|| format!("unknown tag {tag}"))?;
                sentence.push(word, space == "1", tag);
            }
            (Some(""), ..) => {
                sentence.article = article;
                sentences.push(std::mem::take(&mut sentence));
            }
            _ => article += 1,
        }
    }
    Ok(sentences)
}

/// Adds copies as headlines and as careless typists print them.
fn augment(sentences: &[Sentence], order: &mut Random) -> Vec<Sentence> {
    let mut all = sentences.to_vec();
    for s in sentences {
        if Scan::new(&s.tokens, &s.text, |_| Usual::default()).setting() != Setting::Running || s.tokens.len() < 4 {
            continue;
        }
        match order.below(100) {
            0..8 => all.push(s.capitals()),
            8..22 => all.push(s.title(order.below(3) == 0)),
            22..26 => all.push(s.small()),
            _ => {}
        }
    }
    all
}

/// What the words are usually, most frequent first, for those seen often enough.
fn usual_tags(sentences: &[Sentence]) -> BTreeMap<u64, (Tag, Option<Tag>, bool)> {
    let mut counts: BTreeMap<u64, [u32; TAGS]> = BTreeMap::new();
    for s in sentences {
        for (word, &tag) in s.words().zip(&s.tags) {
            counts.entry(hash(word)).or_insert([0; TAGS])[tag as usize] += 1;
        }
    }
    counts
        .into_iter()
        .filter_map(|(word, counts)| {
            let total: u32 = counts.iter().sum();
            let mut tags: Vec<Tag> = Tag::ALL.to_vec();
            tags.sort_by_key(|&t| std::cmp::Reverse(counts[t as usize]));
            let often = |t: Tag| counts[t as usize];
            let second = Some(tags[1]).filter(|&t| often(t) * 20 >= total);
            let fixed = total >= 20 && often(tags[0]) * 250 >= total * 249;
            (total >= MIN_WORD).then_some((word, (tags[0], second, fixed)))
        })
        .collect()
}

fn hash(word: &str) -> u64 {
    Scan::<fn(u64) -> Usual>::hash(word)
}

/// An averaged perceptron over some features and, of each, some tags.
struct Model {
    ids: HashMap<u64, u32, BuildHasherDefault<AsIs>>,
    allowed: Vec<u64>,
    weights: Vec<i32>,
    sums: Vec<i64>,
    stamps: Vec<u32>,
    step: u32,
}

impl Model {
    fn new(features: &[(u64, u64)]) -> Self {
        let cells = features.len() * TAGS;
        Self {
            ids: features.iter().zip(0..).map(|(&(key, _), id)| (key, id)).collect(),
            allowed: features.iter().map(|&(_, allowed)| allowed).collect(),
            weights: vec![0; cells],
            sums: vec![0; cells],
            stamps: vec![0; cells],
            step: 0,
        }
    }

    fn best(&self, ids: &[usize], features: &Features) -> Tag {
        let mut scores = [0_i32; TAGS];
        for &id in ids {
            for (score, weight) in scores.iter_mut().zip(&self.weights[id * TAGS..][..TAGS]) {
                *score += weight;
            }
        }
        let mut best = Tag::Nn;
        for &tag in Tag::ALL {
            if scores[tag as usize] > scores[best as usize] && features.may_be(tag) {
                best = tag;
            }
        }
        best
    }

    fn add(&mut self, id: usize, tag: Tag, by: i32) {
        if self.allowed[id] >> (tag as u64) & 1 == 0 {
            return;
        }
        let cell = id * TAGS + tag as usize;
        self.sums[cell] += i64::from(self.weights[cell]) * i64::from(self.step - self.stamps[cell]);
        self.stamps[cell] = self.step;
        self.weights[cell] += by;
    }

    fn train(&mut self, sentences: &[Sentence], words: &Words, epochs: usize) {
        let mut order = Random::new(0x1234_5678_9abc_def1);
        let mut sequence: Vec<usize> = (0..sentences.len()).collect();
        let mut features = Features::default();
        let mut ids = Vec::new();
        for epoch in 0..epochs {
            order.shuffle(&mut sequence);
            let (mut wrong, mut seen) = (0, 0);
            for &i in &sequence {
                let s = &sentences[i];
                let mut scan = Scan::new(&s.tokens, &s.text, |w| words.get(&w).copied().unwrap_or_default());
                for &truth in &s.tags {
                    let tag = if let Some(tag) = scan.fixed() {
                        tag
                    } else {
                        scan.features(&mut features);
                        ids.clear();
                        ids.extend(features.keys().iter().filter_map(|k| self.ids.get(k)).map(|&id| id as usize));
                        let guess = self.best(&ids, &features);
                        self.step += 1;
                        if guess != truth {
                            wrong += 1;
                            for &id in &ids {
                                self.add(id, truth, 1);
                                self.add(id, guess, -1);
                            }
                        }
                        seen += 1;
                        guess
                    };
                    scan.push(tag);
                }
            }
            println!("  epoch {}: {wrong} of {seen} wrong", epoch + 1);
        }
    }

    /// The averages of a feature's weights.
    #[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53")]
    fn averages(&self, id: usize) -> impl Iterator<Item = (Tag, f64)> {
        Tag::ALL.iter().filter_map(move |&tag| {
            let cell = id * TAGS + tag as usize;
            let rest = i64::from(self.weights[cell]) * i64::from(self.step - self.stamps[cell]);
            let sum = self.sums[cell] + rest;
            (sum != 0).then(|| (tag, sum as f64 / f64::from(self.step)))
        })
    }
}

/// The features of the sentences that occur often enough, with the count of each, in the order of first sight.
fn count(sentences: &[Sentence], words: &Words) -> Vec<(u64, u32)> {
    let mut ids: HashMap<u64, usize, BuildHasherDefault<AsIs>> = HashMap::default();
    let mut counts: Vec<(u64, u32)> = Vec::new();
    let mut features = Features::default();
    for s in sentences {
        let mut scan = Scan::new(&s.tokens, &s.text, |w| words.get(&w).copied().unwrap_or_default());
        for &tag in &s.tags {
            if scan.fixed().is_none() {
                scan.features(&mut features);
                for &key in features.keys() {
                    let id = *ids.entry(key).or_insert(counts.len());
                    if id == counts.len() {
                        counts.push((key, 0));
                    }
                    counts[id].1 += 1;
                }
            }
            scan.push(tag);
        }
    }
    counts.retain(|&(_, n)| n >= MIN_COUNT);
    counts
}

/// The features and tags whose weights matter most, as many as fit into `units` of the file.
fn select(model: &Model, counts: &[(u64, u32)], mut units: usize) -> Vec<(u64, u64)> {
    let mut cells: Vec<(f64, usize, Tag)> = Vec::new();
    for (id, &(_, n)) in counts.iter().enumerate() {
        cells.extend(model.averages(id).map(|(tag, w)| (w.abs() * f64::from(n).powf(FREQUENCY), id, tag)));
    }
    cells.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut kept: BTreeMap<usize, u64> = BTreeMap::new();
    for (_, id, tag) in cells {
        let cost = if kept.contains_key(&id) { 1 } else { 2 };
        if units < cost {
            break;
        }
        let allowed = kept.entry(id).or_default();
        if allowed.count_ones() < CELLS {
            *allowed |= 1 << tag as u64;
            units -= cost;
        }
    }
    kept.into_iter().map(|(id, allowed)| (counts[id].0, allowed)).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "clamped to ten bits")]
fn rounded(model: &Model, features: &[(u64, u64)]) -> Vec<(u64, Vec<(Tag, i16)>)> {
    let mut sizes: Vec<f64> = (0..features.len()).flat_map(|id| model.averages(id).map(|(_, w)| w.abs())).collect();
    sizes.sort_by(f64::total_cmp);
    let scale = f64::from(LIMIT) / sizes[sizes.len() - 1 - sizes.len() / 2000];
    let round = |w: f64| (w * scale).round().clamp(f64::from(-LIMIT), f64::from(LIMIT)) as i16;
    let row = |id| model.averages(id).map(|(tag, w)| (tag, round(w))).filter(|&(_, w)| w != 0).collect();
    features.iter().enumerate().map(|(id, &(key, _))| (key, row(id))).collect()
}

/// The contexts in which the weights have always given one tag, or nearly so, the most frequent first.
fn settled(weights: &Weights, sentences: &[Sentence]) -> Vec<(u64, Tag)> {
    let mut counts: BTreeMap<u64, [u32; TAGS]> = BTreeMap::new();
    let mut features = Features::default();
    for s in sentences {
        let mut scan = Scan::new(&s.tokens, &s.text, |word| weights.word(word));
        while scan.more() {
            let tag = scan.fixed().unwrap_or_else(|| {
                scan.features(&mut features);
                let tag = weights.best(&features);
                for context in scan.contexts() {
                    counts.entry(context).or_insert([0; TAGS])[tag as usize] += 1;
                }
                tag
            });
            scan.push(tag);
        }
    }
    let mut contexts: Vec<(u32, u64, Tag)> = Vec::new();
    for (context, counts) in counts {
        let total: u32 = counts.iter().sum();
        let often = Tag::ALL.iter().copied().max_by_key(|&tag| counts[tag as usize]);
        let alone = |&tag: &Tag| total >= SETTLED[0] && (total - counts[tag as usize]) * SETTLED[1] <= total;
        contexts.extend(often.filter(alone).map(|tag| (total, context, tag)));
    }
    contexts.sort_by_key(|&(total, context, _)| (std::cmp::Reverse(total), context));
    contexts.into_iter().map(|(_, context, tag)| (context, tag)).collect()
}

/// Shares of agreement: all tokens, those not looked up, and by tag.
fn evaluate(name: &str, tagger: &PosTagger, sentences: &[Sentence], words: &Words, by_tag: bool) {
    let (mut all, mut right, mut open, mut open_right) = (0_u32, 0_u32, 0_u32, 0_u32);
    let (mut unknown, mut unknown_right) = (0_u32, 0_u32);
    let mut table = vec![[0_u32; TAGS]; TAGS];
    let mut tags = Vec::new();
    let start = Instant::now();
    for s in sentences {
        tagger.tag(&s.tokens, &s.text, &mut tags);
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut guesses = tags.iter();
    for s in sentences {
        for ((word, &truth), &guess) in s.words().zip(&s.tags).zip(&mut guesses) {
            let ok = u32::from(truth == guess);
            all += 1;
            right += ok;
            match words.get(&hash(word)) {
                None => {
                    unknown += 1;
                    unknown_right += ok;
                }
                Some(usual) if usual.class & 63 != 0 => {
                    open += 1;
                    open_right += ok;
                }
                Some(_) => {}
            }
            table[truth as usize][guess as usize] += 1;
        }
    }
    let share = |n: u32, of: u32| 100.0 * f64::from(n) / f64::from(of.max(1));
    println!(
        "{name}: {:.2} % of {all}; ambiguous words {:.2} % of {open}; rare words {:.2} % of {unknown}; {:.2} M tokens/s",
        share(right, all),
        share(open_right, open),
        share(unknown_right, unknown),
        f64::from(all) / seconds / 1e6
    );
    if by_tag {
        for &tag in Tag::ALL {
            let row = &table[tag as usize];
            let given: u32 = table.iter().map(|r| r[tag as usize]).sum();
            let mut worst: Vec<Tag> = Tag::ALL.iter().copied().filter(|&t| t != tag && row[t as usize] > 0).collect();
            worst.sort_by_key(|&t| std::cmp::Reverse(row[t as usize]));
            let worst: Vec<String> = worst.iter().take(4).map(|&t| format!("{t} {}", row[t as usize])).collect();
            let (recall, precision) = (share(row[tag as usize], row.iter().sum()), share(row[tag as usize], given));
            println!(
                "  {tag:5} {:6} precision {precision:6.2} recall {recall:6.2}  taken for {}",
                row.iter().sum::<u32>(),
                worst.join(", ")
            );
        }
    }
}

/// The bytes of new weights; words are those of [`usual_tags`].
fn train(
    sentences: &[Sentence],
    usual: &BTreeMap<u64, (Tag, Option<Tag>, bool)>,
    words: &Words,
) -> anyhow::Result<Vec<u8>> {
    let entries = usual.iter().map(|(&w, &(first, second, fixed))| {
        let mut cells = vec![(first, i16::from(fixed))];
        cells.extend(second.map(|tag| (tag, 0)));
        (word_key(w), cells)
    });
    let mut entries: Vec<_> = entries.collect();
    let empty = Weights::encode(&entries)?.len();
    println!("{} words of {} bytes", entries.len(), empty);

    let counts = count(sentences, words);
    println!("{} features", counts.len());
    let open: Vec<(u64, u64)> = counts.iter().map(|&(key, _)| (key, u64::MAX)).collect();
    let mut first = Model::new(&open);
    first.train(sentences, words, EPOCHS[0]);
    let features = select(&first, &counts, BYTES.saturating_sub(empty) / 2);
    drop(first);
    println!("{} features kept", features.len());
    let mut second = Model::new(&features);
    second.train(sentences, words, EPOCHS[1]);
    entries.extend(rounded(&second, &features));
    Ok(Weights::encode(&entries)?)
}

fn main() -> anyhow::Result<()> {
    const USAGE: &str = "usage: train_pos SILVER.tsv WEIGHTS.bin [--settle]";
    let mut arguments = std::env::args().skip(1);
    let silver = arguments.next().context(USAGE)?;
    let file = arguments.next().context(USAGE)?;
    let keeps_weights = match arguments.next().as_deref() {
        None => false,
        Some("--settle") => true,
        Some(_) => anyhow::bail!(USAGE),
    };
    let (held, own): (Vec<_>, Vec<_>) = read(&silver)?.into_iter().partition(|s| s.article % 10 == 7);

    let usual = usual_tags(&own);
    let words: Words =
        usual.iter().map(|(&w, &(first, second, fixed))| (w, Usual::new(first, second, fixed))).collect();
    let own = augment(&own, &mut Random::new(0x0dd0_f00d_1234_5677));
    let bytes = if keeps_weights { std::fs::read(&file)? } else { train(&own, &usual, &words)? };
    let bytes = Weights::settle(&bytes, &[])?;
    let unsettled = Weights::new(&bytes)?;
    let contexts = settled(&unsettled, &own);
    println!("{} settled contexts", contexts.len());
    let bytes = Weights::settle(&bytes, &contexts)?;
    std::fs::write(&file, &bytes)?;
    println!("{} bytes", bytes.len());

    evaluate("held out, by weights alone", &PosTagger::new(unsettled), &held, &words, false);
    let tagger = &PosTagger::new(Weights::new(&bytes)?);
    evaluate("held out", tagger, &held, &words, true);
    let copies = |case: fn(&Sentence) -> Sentence| held.iter().map(case).collect::<Vec<_>>();
    evaluate("in capitals", tagger, &copies(Sentence::capitals), &words, false);
    evaluate("in title case", tagger, &copies(|s| s.title(true)), &words, false);
    evaluate("in small letters", tagger, &copies(Sentence::small), &words, false);
    Ok(())
}
