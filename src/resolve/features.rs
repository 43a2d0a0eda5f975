//! Features: what can speak for a row, by name, with what each measures.

/// Declares the features: the variant, its name in `data/resolve.toml`, what it measures.
macro_rules! features {
    ($($feature:ident $name:literal $about:literal;)*) => {
        /// What can speak for a row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(usize)]
        pub enum Feature {
            $(#[doc = $about] $feature,)*
        }

        impl Feature {
            /// All of them, in the order of a [`Vector`].
            pub const ALL: &'static [Self] = &[$(Self::$feature),*];

            /// Its name in `data/resolve.toml`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$feature => $name,)* }
            }

            /// What it measures.
            pub fn about(self) -> &'static str {
                match self { $(Self::$feature => $about,)* }
            }
        }
    };
}

features! {
    // what the words beside the name say; these hang on the variant, and come first
    Sort "sort" "of the sort that the text says beside the name";
    Unsorted "unsorted" "of another sort, where a bearer of the said one is known";
    TwinDistrict "twin_district" "a district that a town within it shares the name with, where the text says no sort";
    TwinProvince "twin_province" "the same, of a province";
    Stated "stated" "in the container that the text states";
    StatedShare "stated_share" "the share of that container's row among the container's candidates";
    Listed "listed" "the same, stated for the end of its list";
    Holds "holds" "holds the place that the text states it to hold, times that place's share";
    Elsewhere "elsewhere" "`stated`, `listed` or `holds` is said beside another mention of the name";
    // how the row bears the name
    Alternate "alternate" "bears it as another name than its main one";
    Respelling "respelling" "bears it as another spelling of its main name";
    Abbreviation "abbreviation" "bears it as an abbreviation";
    NotMain "not_main" "bears it as another name, where it is the main name of a larger row of its class, of a country or of a capital";
    AlternateLesser "alternate_lesser" "`lesser`, if it bears it as another name";
    // what it is
    People "people" "decimal logarithm of 1 + population";
    Unpeopled "unpeopled" "population is not known";
    Lesser "lesser" "by how much `people` falls short of the largest bearer's";
    Rank "rank" "logarithm of 1 + its place among the bearers by population";
    Largest "largest" "no bearer has a larger population";
    Country "country" "a country";
    Continent "continent" "a continent or a group of countries";
    Province "province" "a first-order division";
    Region "region" "a region, sea, river or range";
    Water "water" "of these, water";
    District "district" "a second-order division or smaller";
    Subdistrict "subdistrict" "of these, smaller than second-order";
    Site "site" "an airport, base, port: a point within a town";
    Section "section" "a part of a town";
    Capital "capital" "a country's capital";
    Seat "seat" "a first-order division's seat";
    Subseat "subseat" "a smaller division's seat";
    LedSettlement "led_settlement" "a settlement, times the share of mentions after \"in\", \"at\", \"near\", \"from\"";
    // what the document's names say, their bearers taken alike
    EvenCountry "even_country" "share of the names' bearers in its country";
    EvenProvince "even_province" "share of the names' bearers in its first-order division";
    EvenDistrict "even_district" "share of the names' bearers in its second-order division";
    JointProvince "joint_province" "how many other names have a bearer in its first-order division, those of few bearers counting more";
    JointDistrict "joint_district" "the same, in its second-order division";
    JointCell "joint_cell" "the same, in the same square of one degree";
    // what they say, their bearers weighed by the round before
    InCountry "in_country" "share of the document's places in its country";
    InProvince "in_province" "share of the document's places in its first-order division";
    InDistrict "in_district" "share of the document's places in its second-order division";
    LogCountry "log_country" "logarithm of `in_country`";
    LogProvince "log_province" "logarithm of `in_province`";
    NamesCountry "names_country" "its country is named";
    NamesProvince "names_province" "its first-order division is named";
    NamesDistrict "names_district" "its second-order division is named";
    Near "near" "closeness of the nearest place, a half at 40 km";
    NearSum "near_sum" "mean closeness of the places, a half at 80 km";
    FarSum "far_sum" "mean closeness of the places, a half at 400 km";
    LogNear "log_near" "logarithm of `near_sum`";
    LogFar "log_far" "logarithm of `far_sum`";
    // the document's first name, which is often a dateline, and the names before and after
    FirstPeople "first_people" "`people`, if it is the first name";
    FirstNear "first_near" "closeness to the first name's place, a half at 100 km";
    FirstProvince "first_province" "share of the first name's rows in its first-order division";
    FirstCountry "first_country" "share of the first name's rows in its country";
    BesideNear "beside_near" "closeness to the nearest of the names beside it, a half at 100 km";
    BesideProvince "beside_province" "share of the names beside it in its first-order division";
    BesideCountry "beside_country" "share of the names beside it in its country";
    // crosses
    PeopleCountry "people_country" "`people` times `in_country`";
    PeopleScale "people_scale" "`people` times the mean `people` of the document's other settlements, less 4";
    PeopleNames "people_names" "`people` times the logarithm of the number of names";
    PeopleEven "people_even" "`people` times `even_province`";
}

impl Feature {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// How many of them, the first, hang on the words beside a mention.
    pub(super) const LOCAL: usize = Self::Elsewhere.index() + 1;

    /// Its index in a [`Vector`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// The features of a row, or their weights.
pub type Vector = [f32; Feature::COUNT];

/// The features of a row that hang on the variant.
pub(super) type Local = [f32; Feature::LOCAL];

/// Those of a vector that hang on the variant.
pub(super) fn local_of(vector: &Vector) -> Local {
    std::array::from_fn(|i| vector[i])
}

/// The sum of the products.
pub(super) fn dot<const N: usize>(a: &[f32; N], b: &[f32; N]) -> f32 {
    // four sums side by side, which the compiler turns into vector instructions; the order is fixed
    let mut sums = [0.0; 4];
    let ((x, last_x), (y, last_y)) = (a.as_chunks::<4>(), b.as_chunks::<4>());
    for (x, y) in x.iter().zip(y) {
        for i in 0..4 {
            sums[i] += x[i] * y[i];
        }
    }
    let rest: f32 = last_x.iter().zip(last_y).map(|(x, y)| x * y).sum();
    sums.iter().sum::<f32>() + rest
}
