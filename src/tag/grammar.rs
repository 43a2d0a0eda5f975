//! The word classes that the grammar itself speaks of, resolved once from the lexicon.

use super::lexicon::{Classes, Lexicon};

macro_rules! grammar {
    ($($name:ident)*) => {
        /// The classes of `data/lexicon.toml` by name.
        #[derive(Debug)]
        pub(crate) struct Grammar {
            $(pub(crate) $name: Classes,)*
        }

        impl Grammar {
            pub(crate) fn of(lexicon: &Lexicon) -> Self {
                Self { $($name: lexicon.class(stringify!($name)).expect("a class of data/lexicon.toml"),)* }
            }
        }
    };
}

grammar! {
    report claim deny intend prevent perform occur affect harm suffer aim fiction rumour achieve answer commemorate irregulars hour newly
    weapon military civil person force area object nominal generic occasion prospect drill
    direction modal_unreal negation conditional unreal past past_adverb because including together locative near
    airborne projectile falsehood decree dweller restore shield incoming fired airforce bomb armed gang
    allegation asking perceived able alleged long_while bearing whole meant spanning calling substitute gerund departed stationed supply sport reaction local hurt siren outage meeting length capable subjected floating
    heading arrive way brought hardest remote credited street quarter skirt lying sentenced
}
