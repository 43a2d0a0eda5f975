//! Sentences with their mentions marked: [name], <demonym>, {unknown}; a `*` after the mark is a compound.

use super::*;
use crate::read::Document;

fn marked_by(recogniser: Recogniser<'_>, g: &Gazetteer, text: &str) -> String {
    let document = Document { text: text.into(), ..Document::default() };
    let tokens = Tokens::of(&document);
    let mut out = String::new();
    let mut at = 0;
    for m in recogniser.mentions(g, &tokens) {
        let (open, close) = match m.kind {
            MentionKind::Name => ('[', ']'),
            MentionKind::Demonym => ('<', '>'),
            MentionKind::Unknown => ('{', '}'),
        };
        out.push_str(&text[at..m.span.start]);
        out.push(open);
        out.push_str(&text[m.span.start..m.span.end]);
        out.push(close);
        if m.compound {
            out.push('*');
        }
        at = m.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// Each sentence is its own wanted answer, less the marks.
fn check(sentences: &[&str]) {
    check_by(Recogniser::embedded(), sentences);
}

fn check_by(recogniser: Recogniser<'_>, sentences: &[&str]) {
    let g = Gazetteer::embedded().unwrap();
    let wrong: Vec<String> = sentences
        .iter()
        .filter_map(|wanted| {
            let text = wanted.replace(['[', ']', '<', '>', '{', '}', '*'], "");
            let got = marked_by(recogniser, &g, &text);
            (got != **wanted).then(|| format!("wanted {wanted}\n   got {got}\n"))
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_longest_name_is_one() {
    check(&[
        "Shells fell on [Jammu airport] and on [Jammu] itself.",
        "Sirens were heard in [New Delhi], [Jammu and Kashmir] and [Punjab].",
        "Officials in [Jammu] and [Srinagar] met.",
        "It struck [Nur Khan Air Base], [Murid airbase] and [Rafiqi Airbase].",
        "Fire in [R.S. Pura], [RS Pura] and [R. S. Pura] stopped.",
        "They live in [Pakistan-administered Kashmir].",
        "In [Haryana]’s [Sirsa] and [India]'s [Punjab], lights went out.",
        "A man in [Sāmba] saw it.",
    ]);
}

#[test]
fn demonyms_and_compounds() {
    check(&[
        "<Indian> and <Pakistani> troops traded fire.",
        "[Pakistan]*-backed fighters left.",
        "An anti-[India]* rally was held.",
        "The [Punjab]* Police said so.",
        "The [US]* Secretary of State called.",
        "The talks of the [U.S.] and [India] resumed.",
    ]);
}

#[test]
fn persons_papers_and_operations_are_no_places() {
    check(&[
        "The [Washington]* Post reported it.",
        "[Kashmir]* Times and the Bank of [Punjab]* closed.",
        "Jordan Smith met Gen. Sadiq Kargil on Friday.",
        "[Jordan] said it had closed its airspace.",
        "Operation [Rawalpindi]* began in May.",
        "Lashkar-e-Taiba denied it.",
        "We read in March that us and them went on.",
        "President Lahore spoke.",
        "The group, SAMBA, denied it.",
    ]);
}

#[test]
fn unknown_places_keep_their_sort() {
    check(&[
        "A drone hit near {Hostomelka airfield} on Monday.",
        "Two died in {Zorgvlei} and {Brakpunt}.",
        "The village of {Zorgkot Gurha} was shelled.",
        "They fled to {al-Bureijiya} and {Al-Jaberiyeh neighborhood}.",
        "In April the army left.",
        "He works at [Lockwood]* Industries in [Moscow].",
        "Near {Novyi Donetskyi}, shelling went on.",
        "They were held in Prime Minister Thorold's home.",
    ]);
}

#[test]
fn headlines_are_read_too() {
    check(&[
        "BLACKOUT IN [JAMMU] AS DRONES SEEN OVER [AMRITSAR]",
        "Rubio Urges [Pakistan]* Army Chief to Calm Down After Missile Strikes on [India]",
    ]);
}

#[test]
fn the_sort_beside_a_name_is_noted() {
    let g = Gazetteer::embedded().unwrap();
    let class = |text: &str| {
        let document = Document { text: text.into(), ..Document::default() };
        let tokens = Tokens::of(&document);
        let mentions = recognise(&g, &tokens);
        mentions.iter().filter_map(|m| m.generic.as_ref()).map(|g| g.class).next()
    };
    assert_eq!(class("in Gurdaspur sector"), Some(PlaceClass::District));
    assert_eq!(class("the city of Amritsar"), Some(PlaceClass::Settlement));
    assert_eq!(class("near Gurdaspur air base"), Some(PlaceClass::Site));
    assert_eq!(class("in Gurdaspur"), None);
}

#[test]
fn for_events_lists_need_no_commas_and_sites_are_whole() {
    let g = Gazetteer::embedded().unwrap();
    let names = |text: &str| {
        let document = Document { text: text.into(), ..Document::default() };
        let tokens = Tokens::of(&document);
        let mentions = Recogniser::embedded().for_events().mentions(&g, &tokens);
        mentions.iter().map(|m| text[m.span.start..m.span.end].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        names("Jets bombed the towns of Douma Harasta and Zamalka in Eastern Ghouta."),
        ["Douma", "Harasta", "Zamalka", "Eastern Ghouta"]
    );
    assert_eq!(names("Troops were hurt after Ali Al-Salem Air Base came under fire."), ["Ali Al-Salem Air Base"]);
}

#[test]
fn lists_that_lost_their_commas_name_places() {
    check_by(
        Recogniser::embedded().for_events(),
        &[
            "The army said that its jets had pounded hideouts in [Aleppo] [Hama] [Homs] and [Daraa] on the day before and that nobody \
         had been hurt there while the rebels spoke of many dead and of houses in ruins.",
            "Residents said that helicopters had dropped barrels on the towns of [Saraqib] {Telmenes} {Um Zeitunah} {Kafr Qarmuzin} \
         and [Binnish] where people were hiding in cellars and that the raids went on for most of the night.",
        ],
    );
}

#[test]
fn embassies_and_named_sites_are_places_without_a_row() {
    check_by(
        Recogniser::embedded().for_events(),
        &[
            "A car bomb went off outside the {Peruvian embassy} in [Lisbon].",
            "Gunmen stormed the {Salwadi prison} and freed dozens of men in [Peshawar].",
        ],
    );
}
