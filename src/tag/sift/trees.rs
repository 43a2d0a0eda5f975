//! Trees, as they lie in `data/sift.bin`: `imsift1`; the log odds from which on an event is reported, in four
//! bytes; then for each tree its three questions, from the root to the right, of a
//! feature's number in a byte and a bound in four, and its four answers, in four bytes each; all little-endian.

/// What a file of trees starts with.
const MAGIC: &[u8; 7] = b"imsift1";
const QUESTION: usize = 5;
const TREE: usize = 3 * QUESTION + 4 * 4;

/// The bytes are no trees of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a file of trees of this version: make it anew with the example train_tag")]
pub struct TreesError;

/// Whether a feature exceeds a bound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Question {
    /// Which feature.
    pub feature: u8,
    /// What it must exceed for the right side.
    pub bound: f32,
}

/// A tree of two levels: at the root, left and right; then what is added to the log odds, from the left.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tree {
    /// At the root, at its left, at its right.
    pub questions: [Question; 3],
    /// Log odds.
    pub answers: [f32; 4],
}

impl Tree {
    /// What it adds to the log odds.
    pub fn answer(&self, features: &[f32]) -> f32 {
        let exceeds = |q: Question| usize::from(features[usize::from(q.feature)] > q.bound);
        let side = exceeds(self.questions[0]);
        self.answers[side * 2 + exceeds(self.questions[1 + side])]
    }
}

/// Trees whose answers add up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trees {
    /// The log odds from which on an event is reported.
    pub bar: f32,
    /// Without any, every likely event is reported.
    pub all: Vec<Tree>,
}

impl Trees {
    /// Those of `data/tag.md`.
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "a test reads the embedded file")]
    pub fn embedded() -> Self {
        Self::new(include_bytes!("../../../data/sift.bin")).expect("data/sift.bin is made by the example train_tag")
    }

    /// Of the bytes of a file.
    ///
    /// # Errors
    /// When they are no trees of this version.
    pub fn new(bytes: &[u8]) -> Result<Self, TreesError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(TreesError)?;
        let (&bar, rest) = rest.split_first_chunk().ok_or(TreesError)?;
        let (trees, []) = rest.as_chunks::<TREE>() else { return Err(TreesError) };
        let tree = |bytes: &[u8; TREE]| {
            let float = |at: usize| f32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
            let question = |n: usize| Question { feature: bytes[n * QUESTION], bound: float(n * QUESTION + 1) };
            Tree {
                questions: std::array::from_fn(question),
                answers: std::array::from_fn(|n| float(3 * QUESTION + 4 * n)),
            }
        };
        let all: Vec<Tree> = trees.iter().map(tree).collect();
        let known = |tree: &Tree| tree.questions.iter().all(|q| usize::from(q.feature) < super::FEATURES.len());
        if all.iter().all(known) { Ok(Self { bar: f32::from_le_bytes(bar), all }) } else { Err(TreesError) }
    }

    /// The bytes of a file.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.bar.to_le_bytes());
        for tree in &self.all {
            for question in tree.questions {
                bytes.push(question.feature);
                bytes.extend(question.bound.to_le_bytes());
            }
            bytes.extend(tree.answers.iter().flat_map(|answer| answer.to_le_bytes()));
        }
        bytes
    }

    /// The log odds of something with these features.
    pub fn odds(&self, features: &[f32]) -> f32 {
        self.all.iter().map(|tree| tree.answer(features)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{Question, Tree, Trees};

    #[test]
    fn what_was_written_is_read_and_answers_by_its_questions() {
        let ask = |feature, bound| Question { feature, bound };
        let tree = Tree { questions: [ask(0, 0.5), ask(1, -1.0), ask(2, 3.0)], answers: [1.0, 2.0, 4.0, 8.0] };
        let trees = Trees::new(&Trees { bar: -0.5, all: vec![tree, tree] }.encode()).unwrap();
        assert!((trees.bar + 0.5).abs() < 1e-6);
        assert!((trees.odds(&[0.0, -2.0, 9.0]) - 2.0).abs() < 1e-6);
        assert!((trees.odds(&[0.0, 0.0, 9.0]) - 4.0).abs() < 1e-6);
        assert!((trees.odds(&[1.0, 0.0, 3.0]) - 8.0).abs() < 1e-6);
        assert!((trees.odds(&[1.0, 0.0, 3.5]) - 16.0).abs() < 1e-6);
    }

    #[test]
    fn other_bytes_are_refused() {
        let mut bytes = Trees { bar: 0.0, all: vec![Tree::default()] }.encode();
        assert!(Trees::new(&bytes[..bytes.len() - 1]).is_err() && Trees::new(b"").is_err());
        bytes[11] = 255; // no such feature
        assert!(Trees::new(&bytes).is_err());
        assert!(!Trees::embedded().all.is_empty());
    }
}
