//! The tags of the Penn Treebank, with the rarest merged.

use std::fmt;

macro_rules! tags {
    ($($(#[$doc:meta])+ $name:ident = $text:literal,)+) => {
        /// A part of speech.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Tag {
            $($(#[$doc])+ $name,)+
        }

        impl Tag {
            /// Every tag, in the order of the numbers that the weights use.
            pub const ALL: &[Tag] = &[$(Tag::$name,)+];

            /// As the Treebank writes it: `NNP`, `PRP$`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Tag::$name => $text,)+
                }
            }
        }
    };
}

tags! {
    /// Before a hyphen, not a word by itself: *anti*-tank
    Afx = "AFX",
    /// And, but, or
    Cc = "CC",
    /// A number: *three*, *1,000*
    Cd = "CD",
    /// The, a, some, this
    Dt = "DT",
    /// There, of "there were"
    Ex = "EX",
    /// Foreign words, and what is no word
    Fw = "FW",
    /// A preposition or a subordinating conjunction, *to* before a noun too
    In = "IN",
    /// An adjective
    Jj = "JJ",
    /// Its comparative
    Jjr = "JJR",
    /// Its superlative
    Jjs = "JJS",
    /// Can, will, would
    Md = "MD",
    /// A noun
    Nn = "NN",
    /// A name
    Nnp = "NNP",
    /// A name in the plural: *Americans*
    Nnps = "NNPS",
    /// A noun in the plural
    Nns = "NNS",
    /// Before a determiner: *all* the
    Pdt = "PDT",
    /// ’s
    Pos = "POS",
    /// He, it, them
    Prp = "PRP",
    /// His, its
    Prps = "PRP$",
    /// An adverb
    Rb = "RB",
    /// Its comparative
    Rbr = "RBR",
    /// Its superlative
    Rbs = "RBS",
    /// A particle: shot *down*
    Rp = "RP",
    /// *To* before a verb
    To = "TO",
    /// Yes, oh
    Uh = "UH",
    /// A verb's base form
    Vb = "VB",
    /// Its past tense: he *shot*
    Vbd = "VBD",
    /// Ending in -ing
    Vbg = "VBG",
    /// Its past participle: was *shot*
    Vbn = "VBN",
    /// Present tense, not the third person singular
    Vbp = "VBP",
    /// Present tense, third person singular
    Vbz = "VBZ",
    /// Which, that, before a clause
    Wdt = "WDT",
    /// Who, what
    Wp = "WP",
    /// Whose
    Wps = "WP$",
    /// When, where, how, why
    Wrb = "WRB",
    /// A comma
    Comma = ",",
    /// What ends a sentence: . ? !
    Stop = ".",
    /// Colon, semicolon, dash, ellipsis
    Colon = ":",
    /// A quotation mark that opens
    OpenQuote = "``",
    /// A quotation mark that closes
    CloseQuote = "''",
    /// An opening bracket
    OpenBracket = "-LRB-",
    /// A closing bracket
    CloseBracket = "-RRB-",
    /// Between the parts of a hyphenated word
    Hyphen = "HYPH",
    /// A currency sign
    Currency = "$",
    /// Any other sign
    Sym = "SYM",
}

impl Tag {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The tag with a Treebank name; those that are not kept apart come out as the tag they were merged into.
    pub fn named(name: &str) -> Option<Self> {
        let name = match name {
            "ADD" => "NNP",
            "XX" => "FW",
            "LS" => "CD",
            "NFP" | "#" | "_SP" => "SYM",
            other => other,
        };
        Self::ALL.iter().copied().find(|tag| tag.as_str() == name)
    }

    /// NN, NNS, NNP or NNPS
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }

    /// NNP or NNPS
    pub fn is_name(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }

    /// A verb in any form, modals too
    pub fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::Vb | Self::Vbg | Self::Vbn)
    }

    /// A verb that can head a clause: VBD, VBP, VBZ or MD
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// JJ, JJR or JJS
    pub fn is_adjective(self) -> bool {
        matches!(self, Self::Jj | Self::Jjr | Self::Jjs)
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
