//! What the tagger looks at: a window of two words to each side, the two tags before, the clause so far.
//!
//! A feature is a 64-bit key; nothing is allocated for a token. Words count in lower case with every digit as 0, so
//! that their case speaks through [`Setting`]-aware shapes alone.

use super::super::{Token, TokenKind};
use super::Tag;
use super::weights::Usual;

/// How many keys a token has.
pub const COUNT: usize = 40;

/// In how many contexts a word may be settled.
pub const CONTEXTS: usize = 2;

/// The keys of one token.
#[derive(Debug)]
pub struct Features {
    keys: [u64; COUNT],
    tags: u64,
}

impl Default for Features {
    fn default() -> Self {
        Self::of([0; COUNT])
    }
}

impl Features {
    /// From keys, with every tag possible.
    pub fn of(keys: [u64; COUNT]) -> Self {
        Self { keys, tags: u64::MAX }
    }

    /// Whether the token may have this tag: a noun is no pronoun, whatever its neighbours say.
    pub fn may_be(&self, tag: Tag) -> bool {
        self.tags >> (tag as u64) & 1 == 1
    }

    /// One key for each kind of feature.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }
}

/// Tags of the words that a language has a list of, one bit a tag.
const CLOSED: u64 = bits(&[
    Tag::Cc,
    Tag::Dt,
    Tag::Ex,
    Tag::Md,
    Tag::Pdt,
    Tag::Pos,
    Tag::Prp,
    Tag::Prps,
    Tag::To,
    Tag::Wdt,
    Tag::Wp,
    Tag::Wps,
    Tag::Wrb,
    Tag::Comma,
    Tag::Stop,
    Tag::Colon,
    Tag::OpenQuote,
    Tag::CloseQuote,
    Tag::OpenBracket,
    Tag::CloseBracket,
    Tag::Hyphen,
    Tag::Currency,
]);
/// Tags that a word of such a list may have beside.
const HALF_CLOSED: u64 = bits(&[Tag::In, Tag::Rb, Tag::Rbr, Tag::Rbs, Tag::Rp]);

const fn bits(tags: &[Tag]) -> u64 {
    let (mut bits, mut i) = (0, 0);
    while i < tags.len() {
        bits |= 1 << tags[i] as u64;
        i += 1;
    }
    bits
}

/// Mixes the number of a kind of feature and two values.
pub fn key(kind: u64, a: u64, b: u64) -> u64 {
    let h = (a ^ kind.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let h = (h ^ (h >> 32) ^ b.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    (h ^ (h >> 29)).wrapping_mul(0x9fb2_1c65_1e98_df25)
}

fn pair(a: u64, b: u64) -> u64 {
    (a ^ 0x2545_f491_4f6c_dd1d).wrapping_mul(0x9e6c_63d0_876a_68ad).rotate_left(31) ^ b
}

/// How a sentence uses capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// As running text does
    Running,
    /// Like a Headline in Title Case
    Title,
    /// LIKE THIS
    Capitals,
    /// like this
    Small,
}

/// Words that a headline in Title Case may leave small; shorter ones don't count either way.
const LITTLE: &[&[u8]] = &[
    b"the", b"and", b"for", b"but", b"nor", b"via", b"per", b"with", b"from", b"over", b"into", b"onto", b"than",
    b"that", b"near", b"amid", b"after", b"about",
];

impl Setting {
    fn of(tokens: &[Token], text: &str) -> Self {
        let (mut long, mut capitals, mut later, mut initial) = (0, 0, 0, 0);
        let mut small_start = false;
        let words = tokens.iter().filter(|t| t.kind == TokenKind::Word && t.space_before);
        for (i, token) in words.enumerate() {
            let word = &text.as_bytes()[token.span.start..token.span.end];
            let upper = word[0].is_ascii_uppercase();
            if word.len() > 3 {
                long += 1;
                capitals += usize::from(all_capitals(word));
            }
            if i == 0 {
                small_start = !upper;
            } else if word.len() > 2 && !LITTLE.contains(&word) {
                later += 1;
                initial += usize::from(upper);
            }
        }
        if long > 1 && capitals * 10 >= long * 7 {
            Self::Capitals
        } else if later > 1 && initial * 20 >= later * 17 {
            Self::Title
        } else if initial == 0 && small_start && later > 2 {
            Self::Small
        } else {
            Self::Running
        }
    }
}

fn all_capitals(word: &[u8]) -> bool {
    !word.iter().any(u8::is_ascii_lowercase)
}

/// Auxiliaries, by their letters.
fn auxiliary(word: &[u8]) -> u8 {
    match word {
        b"is" | b"are" | b"was" | b"were" | b"be" | b"been" | b"being" | b"am" | b"'re" | b"'m" => 1,
        b"has" | b"have" | b"had" | b"having" | b"'ve" => 2,
        b"do" | b"does" | b"did" | b"to" | b"will" | b"would" | b"can" | b"could" | b"may" | b"might" | b"must"
        | b"should" | b"shall" | b"'ll" | b"wo" | b"ca" => 3,
        b"'s" | b"'d" => 4,
        b"get" | b"gets" | b"got" | b"getting" => 5,
        _ => 0,
    }
}

/// A word of the window.
#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u64,
    /// The last bytes, the very last lowest.
    last: u64,
    first: u64,
    shape: u64,
    auxiliary: u8,
    usual: Usual,
}

impl Word {
    /// Stands before the first and after the last word.
    const EDGE: Self =
        Self { hash: 1, last: 1, first: 1, shape: 0xff, auxiliary: 0, usual: Usual { class: 0xffff, fixed: None } };

    fn suffix(&self, length: u64) -> u64 {
        self.last & ((1 << (8 * length)) - 1)
    }

    /// Whether it is none of the words that the grammar has a list of: long, and of no such tag as far as is known.
    fn is_open(&self) -> bool {
        let known = self.usual.class;
        let usual = (1_u64 << (known >> 6) | 1 << (known & 63)) >> 1;
        self.last > 0xff_ffff && self.shape & 7 < 6 && usual & (CLOSED | HALF_CLOSED) == 0
    }

    /// The tags that it may have, a bit each.
    fn tags(&self) -> u64 {
        if self.is_open() { !CLOSED } else { u64::MAX }
    }

    /// Its usual tags, or its ending when it is not known.
    fn class(&self) -> u64 {
        if self.usual.class == 0 { self.suffix(2) | (self.shape & 7) << 32 | 1 << 40 } else { self.usual.class.into() }
    }
}

/// The letters of a word in lower case, digits as 0, apostrophes as '; the middle of a long one is left out.
struct Letters {
    bytes: [u8; 48],
    length: usize,
}

impl Letters {
    fn of(word: &str) -> Self {
        let mut letters = Self { bytes: [0; 48], length: 0 };
        if word.is_ascii() {
            for &b in word.as_bytes() {
                letters.push(if b.is_ascii_digit() { b'0' } else { b.to_ascii_lowercase() });
            }
        } else {
            for c in word.chars().flat_map(char::to_lowercase) {
                match c {
                    '’' | 'ʼ' | '‘' if word.len() > c.len_utf8() => letters.push(b'\''),
                    _ => {
                        for &b in c.encode_utf8(&mut [0; 4]).as_bytes() {
                            letters.push(b);
                        }
                    }
                }
            }
        }
        letters
    }

    fn push(&mut self, byte: u8) {
        if self.length == self.bytes.len() {
            self.bytes.copy_within(33..48, 32);
            self.length -= 1;
        }
        self.bytes[self.length] = byte;
        self.length += 1;
    }

    fn slice(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    fn hash(&self) -> u64 {
        let mut hash = self.length as u64;
        for chunk in self.slice().chunks(8) {
            hash = key(0x77, hash, number(chunk));
        }
        hash
    }
}

/// Up to eight bytes as a number, the last one lowest.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |n, &b| n << 8 | u64::from(b))
}

/// What the clause so far holds, for telling a past tense from a participle.
#[derive(Debug, Clone, Copy, Default)]
struct Clause {
    /// The last auxiliary that no verb has answered.
    auxiliary: u8,
    /// Which of the marks below hold.
    marks: u8,
}

impl Clause {
    /// Nothing but adverbs since the auxiliary.
    const DIRECT: u8 = 1;
    /// A finite verb.
    const FINITE: u8 = 2;
    /// A comma since the finite verb.
    const COMMA: u8 = 4;
    /// A noun or pronoun.
    const NOUN: u8 = 8;

    fn number(self) -> u64 {
        u64::from(self.auxiliary) | u64::from(self.marks) << 3
    }

    fn push(&mut self, word: &Word, tag: Tag) {
        match tag {
            Tag::Wdt | Tag::Wp | Tag::Wps | Tag::Wrb | Tag::Colon | Tag::OpenQuote | Tag::CloseQuote | Tag::Stop => {
                *self = Self::default();
            }
            Tag::Cc => {
                self.auxiliary = 0;
                self.marks &= Self::NOUN;
            }
            Tag::Comma => self.marks = (self.marks | Self::COMMA) & !Self::DIRECT,
            Tag::Rb | Tag::Rbr => {}
            Tag::To => {
                self.auxiliary = 3;
                self.marks |= Self::DIRECT;
            }
            _ if tag.is_verb() => {
                if tag.is_finite() {
                    self.marks = (self.marks | Self::FINITE) & !Self::COMMA;
                }
                self.auxiliary = word.auxiliary;
                self.marks &= !Self::DIRECT;
                if word.auxiliary > 0 {
                    self.marks |= Self::DIRECT;
                }
            }
            _ => {
                self.marks &= !Self::DIRECT;
                if tag.is_noun() || tag == Tag::Prp {
                    self.marks |= Self::NOUN;
                }
                if tag == Tag::In && self.auxiliary == 3 {
                    self.auxiliary = 0;
                }
            }
        }
    }
}

/// Goes through a sentence: at each token [`Scan::fixed`], [`Scan::contexts`] or [`Scan::features`], then [`Scan::push`].
#[derive(Debug)]
pub struct Scan<'t, U> {
    tokens: &'t [Token],
    text: &'t str,
    usual: U,
    setting: Setting,
    /// The token in the middle of the window.
    at: usize,
    /// The first word.
    first: usize,
    window: [Word; 5],
    before: [u64; 2],
    clause: Clause,
}

impl<'t, U: Fn(u64) -> Usual> Scan<'t, U> {
    /// Starts before the first token. `usual` tells what is known of a word by its hash.
    pub fn new(tokens: &'t [Token], text: &'t str, usual: U) -> Self {
        let mut scan = Self {
            tokens,
            text,
            usual,
            setting: Setting::of(tokens, text),
            at: 0,
            first: tokens.iter().position(|t| t.kind != TokenKind::Punct).unwrap_or(0),
            window: [Word::EDGE; 5],
            before: [63, 63],
            clause: Clause::default(),
        };
        for i in 0..3 {
            scan.window[2 + i] = scan.word(i);
        }
        scan
    }

    /// The hash of a token's letters, under which its usual tags are known.
    pub fn hash(word: &str) -> u64 {
        Letters::of(word).hash()
    }

    /// How the sentence uses capitals.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    fn word(&self, i: usize) -> Word {
        let Some(token) = self.tokens.get(i) else {
            return Word::EDGE;
        };
        let word = &self.text[token.span.start..token.span.end];
        let letters = Letters::of(word);
        let bytes = letters.slice();
        let hash = letters.hash();
        let shape = self.shape(i, word);
        Word {
            hash,
            last: number(&bytes[bytes.len().saturating_sub(8)..]),
            first: number(&bytes[..bytes.len().min(3)]),
            shape,
            auxiliary: auxiliary(bytes),
            usual: (self.usual)(hash),
        }
    }

    /// Case, kind, whether it starts the sentence and what it is glued to.
    fn shape(&self, i: usize, word: &str) -> u64 {
        let token = &self.tokens[i];
        let bytes = word.as_bytes();
        let initial = word.starts_with(char::is_uppercase);
        let case = match token.kind {
            TokenKind::Number => 5,
            TokenKind::Punct => 6,
            TokenKind::Word if !initial && bytes.iter().any(u8::is_ascii_uppercase) => 4,
            TokenKind::Word if !initial => 0,
            TokenKind::Word if bytes.len() > 1 && all_capitals(bytes) => 2,
            TokenKind::Word if bytes[1..].iter().any(u8::is_ascii_uppercase) => 3,
            TokenKind::Word => 1,
        };
        let glued = self
            .tokens
            .get(i + 1)
            .is_some_and(|next| !next.space_before && self.text[next.span.start..].starts_with('-'));
        case | u64::from(i == self.first) << 3
            | u64::from(token.space_before) << 4
            | u64::from(glued) << 5
            | (self.setting as u64) << 6
    }

    /// Whether a token is left.
    pub fn more(&self) -> bool {
        self.at < self.tokens.len()
    }

    /// The only tag that the word has.
    pub fn fixed(&self) -> Option<Tag> {
        self.window[2].usual.fixed
    }

    /// The contexts in which the tag of the token may be settled: its usual tags and those of the next word, and the word itself,
    /// each with its shape, the tag before and the auxiliary that is open.
    pub fn contexts(&self) -> [u64; CONTEXTS] {
        let [_, _, w, p1, _] = &self.window;
        let before = pair(self.before[0] << 3 | u64::from(self.clause.auxiliary), w.shape);
        [key(41, pair(w.class(), p1.class()), before), key(42, w.hash, before)]
    }

    /// Whether the token may have this tag, as [`Features::may_be`].
    pub fn may_be(&self, tag: Tag) -> bool {
        self.window[2].tags() >> (tag as u64) & 1 == 1
    }

    /// The keys of the token.
    pub fn features(&self, features: &mut Features) {
        let [m2, m1, w, p1, p2] = &self.window;
        let [t1, t2] = self.before;
        let tt = t1 << 6 | t2;
        let clause = self.clause.number();
        let (class, next) = (w.class(), p1.class());
        features.tags = w.tags();
        features.keys = [
            key(1, w.hash, 0),
            key(2, w.suffix(3), w.shape),
            key(3, w.suffix(2), w.shape),
            key(4, w.suffix(1), w.shape),
            key(5, w.suffix(4), 0),
            key(6, w.first, w.shape & 7),
            key(7, w.shape, 0),
            key(8, w.hash, w.shape),
            key(9, t1, 0),
            key(10, tt, 0),
            key(11, w.hash, t1),
            key(12, class, tt),
            key(13, m1.hash, 0),
            key(14, m2.hash, 0),
            key(15, p1.hash, 0),
            key(16, p2.hash, 0),
            key(17, m1.hash, w.hash),
            key(18, w.hash, p1.hash),
            key(19, p1.suffix(3), 0),
            key(20, p1.suffix(2), t1),
            key(21, next, t1),
            key(22, next, class),
            key(23, class, t1),
            key(24, next, p2.class()),
            key(25, next, w.hash),
            key(26, p1.shape, t1),
            key(27, w.suffix(3), t1),
            key(28, clause, class),
            key(29, clause, w.suffix(2)),
            key(30, clause, w.hash),
            key(31, clause, next),
            key(32, w.shape, t1),
            key(33, class, w.shape),
            key(34, pair(m1.hash, p1.hash), 0),
            key(35, tt, next),
            key(36, pair(w.shape, p1.shape), m1.shape),
            key(37, pair(class, next), p2.class()),
            key(38, clause, p1.hash),
            key(39, pair(class, next), t1),
            key(40, w.suffix(3), next),
        ];
    }

    /// Says what the token is and goes on to the next.
    pub fn push(&mut self, tag: Tag) {
        self.clause.push(&self.window[2], tag);
        self.before = [tag as u64, self.before[0]];
        self.at += 1;
        let [_, m2, m1, w, p1] = self.window;
        self.window = [m2, m1, w, p1, self.word(self.at + 2)];
    }
}
