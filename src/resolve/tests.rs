//! Documents with the rows that their names must go to.

use super::*;
use crate::{
    read::Document,
    recognise::{MentionKind, recognise},
};

/// "surface=name,admin1 or country" of every toponym of a text.
fn resolved(g: &Gazetteer, text: &str) -> Vec<String> {
    let document = Document { text: text.into(), ..Document::default() };
    let tokens = Tokens::of(&document);
    let mentions = recognise(g, &tokens);
    told(g, text, &resolve(g, &tokens, mentions))
}

fn told(g: &Gazetteer, text: &str, toponyms: &[Toponym]) -> Vec<String> {
    toponyms
        .iter()
        .map(|t| {
            let surface = &text[t.mention.span.start..t.mention.span.end];
            let said = t.resolution.as_ref().map_or("?".into(), |r| {
                let place = g.place(r.place);
                let class = format!("{:?}", r.class);
                format!("{class} {} {}", place.country_code, place.admin1_code)
            });
            let container = t.stated_in.map_or(String::new(), |i| format!(" @{i}"));
            format!("{surface}={said}{container}")
        })
        .collect()
}

fn check(text: &str, wanted: &[&str]) {
    let g = Gazetteer::embedded().unwrap();
    assert_eq!(resolved(&g, text), wanted, "{text}");
}

#[test]
fn the_text_states_the_container() {
    check("It fell in Sirsa in Haryana.", &["Sirsa=Settlement IN 10 @1", "Haryana=Province IN 10"]);
    check("It fell in Uttar Pradesh’s Sirsa.", &["Uttar Pradesh=Province IN 36", "Sirsa=Settlement IN 36 @0"]);
    check(
        "A raid in the Pakistani province of Punjab and one in India’s Punjab.",
        &["Pakistani=Country PK 00", "Punjab=Province PK 04 @0", "India=Country IN 00", "Punjab=Province IN 23 @2"],
    );
    check(
        "They flew to Paris, Texas, from Samba in Angola.",
        &["Paris=Settlement US TX @1", "Texas=Province US TX", "Samba=Settlement AO 20 @3", "Angola=Country AO 00"],
    );
}

#[test]
fn a_container_that_fits_no_row_is_ignored() {
    check(
        "Lights went out in Amritsar, Jaisalmer, and Gurdaspur in Punjab.",
        &[
            "Amritsar=Settlement IN 23 @3",
            "Jaisalmer=Settlement IN 24",
            "Gurdaspur=Settlement IN 23 @3",
            "Punjab=Province IN 23",
        ],
    );
}

#[test]
fn the_neighbours_decide() {
    check("Drones came over Punjab and Rajasthan.", &["Punjab=Province IN 23", "Rajasthan=Province IN 24"]);
    check(
        "Drones came over Punjab. Sargodha and Lahore were dark.",
        &["Punjab=Province PK 04", "Sargodha=Settlement PK 04", "Lahore=Settlement PK 04"],
    );
    check("Jammu and Samba were dark.", &["Jammu=Settlement IN 12", "Samba=Settlement IN 12"]);
    check(
        "After Pahalgam, India and New Delhi blamed Islamabad.",
        &[
            "Pahalgam=Settlement IN 12",
            "India=Country IN 00",
            "New Delhi=Settlement IN 07",
            "Islamabad=Settlement PK 08",
        ],
    );
}

#[test]
fn the_district_only_when_it_is_said() {
    check("It fell on Kishtwar.", &["Kishtwar=Settlement IN 12"]);
    check("It fell in Kishtwar district.", &["Kishtwar district=District IN 12"]);
    check("It fell in the Sirsa district of Haryana.", &["Sirsa district=District IN 10 @1", "Haryana=Province IN 10"]);
}

#[test]
fn a_base_lies_in_its_town() {
    check("Jets hit Rafiqi Airbase in Shorkot.", &["Rafiqi Airbase=Site PK 04 @1", "Shorkot=Settlement PK 04"]);
}

#[test]
fn a_given_span_is_looked_up() {
    let g = Gazetteer::embedded().unwrap();
    let text = "Guards of the Lahore Observatory met Indian officials in Qwxyz.";
    let document = Document { text: text.into(), ..Document::default() };
    let tokens = Tokens::of(&document);
    let look = |name: &str| {
        let start = text.find(name).unwrap();
        let mention = given(&g, &tokens, crate::text::Span { start, end: start + name.len() }).unwrap();
        (text[mention.span.start..mention.span.end].to_owned(), mention.kind, mention.candidates.is_empty())
    };
    assert_eq!(look("Lahore Observatory"), ("Lahore".into(), MentionKind::Name, false));
    assert_eq!(look("Indian"), ("Indian".into(), MentionKind::Demonym, false));
    assert_eq!(look("Qwxyz"), ("Qwxyz".into(), MentionKind::Unknown, true));
}

/// As `resolved`, looked at once more as events do.
fn reviewed(g: &Gazetteer, text: &str) -> Vec<String> {
    let document = Document { text: text.into(), ..Document::default() };
    let tokens = Tokens::of(&document);
    let toponyms = crate::engine::places(g, &tokens);
    let place = |t: &Toponym| {
        let row = t.resolution.as_ref().map(|r| g.place(r.place));
        row.map_or("?".into(), |p| format!("{} {}", p.feature_code, p.admin1_code))
    };
    toponyms.iter().map(|t| format!("{}={}", &text[t.mention.span.start..t.mention.span.end], place(t))).collect()
}

#[test]
fn a_name_among_provinces_is_one() {
    let g = Gazetteer::embedded().unwrap();
    let of = |text: &str| reviewed(&g, text);
    assert_eq!(
        of("Homes went dark in Ohio, New York and Vermont."),
        ["Ohio=ADM1 OH", "New York=ADM1 NY", "Vermont=ADM1 VT"]
    );
    let towns = of("Missiles hit Kharkiv and Poltava.");
    assert!(towns.iter().all(|town| town.contains("=PPLA ")), "{towns:?}");
    let spanning = of("Outages hit regions spanning from Sumy to the coast.");
    assert!(spanning[0].starts_with("Sumy=ADM1"), "{spanning:?}");
    let towns = of("Outages hit several regions, including Sumy and Konotop.");
    assert!(towns[0].starts_with("Sumy=PPLA"), "{towns:?}");
}

#[test]
fn a_great_city_overshadows_its_small_namesakes() {
    let g = Gazetteer::embedded().unwrap();
    let found = reviewed(&g, "Drones hit Lviv. In Mykolaiv, two people were hurt.");
    let [lviv, mykolaiv] = found.as_slice() else { panic!("{found:?}") };
    assert_ne!(lviv.split(' ').next_back(), mykolaiv.split(' ').next_back(), "the Mykolaiv of Lviv oblast: {found:?}");
}

#[test]
fn a_capital_and_a_site_may_be_told_by_their_country_and_town() {
    let g = Gazetteer::embedded().unwrap();
    let found = reviewed(&g, "Sirens wailed in the Ukrainian capital and in Lebanon's capital, Beirut.");
    assert!(found[0].starts_with("Ukrainian capital=PPLC") && found[1].starts_with("Lebanon=PCLI"), "{found:?}");
    let found = reviewed(&g, "Rockets hit Baghdad's airport.");
    assert!(found[0].starts_with("Baghdad=AIRB"), "{found:?}");
    let found = reviewed(&g, "The facility at Natanz was not the uranium enrichment facility at Natanz.");
    assert!(found[0].starts_with("Natanz=PPLA2") && found[1].starts_with("Natanz=INSM"), "{found:?}");
    let found = reviewed(&g, "Baghdad was hit, and its airport closed.");
    assert!(found[0].starts_with("Baghdad=PPLC"), "{found:?}");
}

#[test]
fn waters_are_no_divisions_of_their_name() {
    let g = Gazetteer::embedded().unwrap();
    let missile = reviewed(&g, "A missile hit a freighter in the Red Sea near Yemen.");
    assert_eq!(missile, ["Red Sea=SEA ", "Yemen=PCLI 00"]);
    let tanker = reviewed(&g, "Boats seized a tanker in the Gulf on its way from Qatar to Kuwait.");
    assert_eq!(tanker[0], "Gulf=GULF ");
}

#[test]
fn a_namesake_abroad_is_not_the_town_that_the_text_puts_elsewhere() {
    let g = Gazetteer::embedded().unwrap();
    let bakery = reviewed(&g, "Jets bombed a bakery in Alexandria in eastern Idlib, near Saraqib.");
    assert!(!bakery[0].contains("PPLA"), "{bakery:?}");
}

#[test]
fn a_site_is_found_by_another_word_for_its_sort() {
    let g = Gazetteer::embedded().unwrap();
    let found = reviewed(&g, "Paratroopers landed at the Hostomel airfield, and fires burnt in the Antonov air base.");
    assert!(found.iter().all(|site| site.contains("=AIR")), "{found:?}");
}
