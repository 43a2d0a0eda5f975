use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::read::Document;

fn document(text: &str) -> Document {
    Document { text: text.to_owned(), ..Document::default() }
}

/// The first sentence's figures: K13, I20, "K5..7", "I12~" vague, "K19+" total.
fn found(text: &str) -> String {
    let document = document(text);
    let tokens = Tokens::of(&document);
    let figures = Figures::embedded();
    let show = |c: &Casualty| {
        let kind = if c.kind == Kind::Killed { 'K' } else { 'I' };
        let high = c.high.map_or(String::new(), |h| format!("..{h}"));
        let vague = if c.vague { "~" } else { "" };
        let total = if c.total { "+" } else { "" };
        format!("{kind}{}{high}{vague}{total}", c.low)
    };
    let all: Vec<String> = figures.find(&tokens, 0).iter().map(show).collect();
    all.join(" ")
}

fn check(cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = found(text);
        if found != *expected {
            let _ = write!(wrong, "\n{text}\n  found    {found}\n  expected {expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn active() {
    check(&[
        ("The raid killed 13, including women.", "K13"),
        ("A blast killed at least 18 people including 11 children.", "K18"),
        ("It killed three and wounded 20.", "K3 I20"),
        ("It hit a bus, killing two and injuring four people.", "K2 I4"),
        ("A shell killed her son.", "K1"),
        ("A rocket killed a 55-year-old man in the port.", "K1"),
        ("It killed a man and a woman.", "K2"),
        ("It killed two soldiers, a driver and three police officers.", "K6"),
        ("It crashed, killing all 12 on board.", "K12"),
        ("Raids kill 23 civilians in the north", "K23"),
        ("Bombing kills 21 including 8 children", "K21"),
        ("It killed between 5 and 7 gunmen.", "K5..7"),
        ("the killing of up to 300 conscripts", "K300..300"),
        ("It killed two people and a third was injured", "K2"),
        ("It killed a senior Houthi commander", "K1"),
        ("It killed another six people and wounded dozens more", "K6 I12~"),
        ("killing 5 gunmen injuring 15 others", "K5 I15"),
        ("It wounded several American service members", "I3~"),
        ("It killed 23 people in a town which has been shut since 2015", "K23"),
        ("It killed a driver, two guards, a boy and three soldiers", "K7"),
        ("It killed at least 17 local militiamen", "K17"),
        ("They had killed 10 IS members", "K10"),
        ("It killed two Houthis and an Israeli", "K3"),
    ]);
}

#[test]
fn passive() {
    check(&[
        ("13 people were killed and 20 wounded.", "K13 I20"),
        ("A woman was killed and 13 other people were injured.", "K1 I13"),
        ("One child has been killed and 7 people have been injured", "K1 I7"),
        ("Two people, including a child, were killed.", "K2"),
        ("Two people - including a mayor and a member of the council - were killed and four wounded", "K2 I4"),
        ("Six people were killed and three were wounded.", "K6 I3"),
        ("Three others were injured.", "I3"),
        ("Dozens were hurt.", "I12~"),
        ("Seven soldiers, several civilians and 80 \"rebels\" were killed", "K90~"),
        ("Ten people, three of them children, were shot and killed", "K10"),
        ("More than 200 were killed and more than 700 injured across Iran", "K200+ I700+"),
        ("The army said two soldiers were slightly injured", "I2"),
        ("Three members of the guard suffered minor injuries.", "I3"),
        ("12 Syrians were killed.", "K12"),
        ("He said 109 “terrorists” were killed", "K109"),
        ("A driver, two guards, a boy and three soldiers were killed", "K7"),
        ("On a bus of 40 people, 12 soldiers were killed", "K12"),
    ]);
}

#[test]
fn states_and_nouns() {
    check(&[
        ("It left 26 people dead.", "K26"),
        ("It hit a school, leaving five dead and dozens injured.", "K5 I12~"),
        ("Rockets left one person dead and three others injured.", "K1 I3"),
        ("Raids left 134 people dead most of them civilians", "K134"),
        ("up to 15 dead after a raid", "K15..15"),
        ("Two gunmen were shot dead.", "K2"),
        ("two armed rebels shot dead by troops", "K2"),
        ("Police shot dead two men.", "K2"),
        ("Two soldiers died.", "K2"),
        ("At least 30 people have died in the raid", "K30"),
        ("the 22 people who died there", "K22"),
        ("There were two more deaths in the port", "K2"),
        ("It caused the deaths of two farmers", "K2"),
        ("17 Killed 25 Injured in Raid", "K17 I25"),
        ("7 Civilians Killed 25 Injured in Attack", "K7 I25"),
        ("A child killed 7 people injured in attacks", "K1 I7"),
        ("One Killed Others Injured in Attacks", "K1"),
        ("The storm claimed the lives of a man and a woman.", "K2"),
        ("The storm claimed 13 lives", "K13"),
        ("Over six hundred sailors lost their lives.", "K600"),
    ]);
}

#[test]
fn tolls_and_totals() {
    check(&[
        ("The death toll from the raid on a mosque has jumped to 13.", "K13"),
        (
            "The death toll from the raid has jumped to 13, bringing the overall death toll across the country to 19.",
            "K13 K19+",
        ),
        ("Death toll rises to 8", "K8"),
        ("Raids have killed 500 people since 2015.", "K500+"),
        ("In all, 40 people were killed.", "K40+"),
        ("A total of 40 people were killed.", "K40+"),
        ("This brought the total number of people killed so far this month to 441.", "K441+"),
        ("The deadliest raid since 2015 killed 12 people.", "K12"),
        ("A man was killed across the street", "K1"),
    ]);
}

#[test]
fn nobody() {
    check(&[
        ("No one was hurt.", "I0"),
        ("There were no casualties.", "K0 I0"),
        ("No casualties were reported.", "K0 I0"),
        ("There were no reports of injuries.", "I0"),
        ("No one was killed or injured.", "K0 I0"),
        ("Nobody died.", "K0"),
        ("There were no reported deaths or injuries.", "K0 I0"),
        ("No American soldiers were killed or wounded in the raid", "K0 I0"),
        ("The blast did not cause any casualties.", "K0 I0"),
    ]);
}

#[test]
fn no_casualties_at_all() {
    check(&[
        ("The senate killed the bill.", ""),
        ("They killed time and two goals.", ""),
        ("The die-hard fans saw a dead heat.", ""),
        ("It ended at the Dead Sea with two dead batteries.", ""),
        ("The drought killed 40 cows and 200 trees.", ""),
        ("It did not kill two people; it would have killed 40 men.", ""),
        ("They planned to kill 12 people.", ""),
        ("Ten people could be killed.", ""),
        ("Dozens of people were killed and wounded.", ""),
        ("It killed or wounded 30 people.", ""),
        ("There was no immediate word of any deaths.", ""),
        ("12 drones fell on a village of 300 people.", ""),
        ("He injured his knee two weeks ago.", ""),
        ("Pay a toll of 5 pounds on the road", ""),
        ("They cared for the wounded and buried the dead.", ""),
    ]);
}

proptest! {
    #[test]
    fn spans_stay_inside_the_sentence(
        text in "((killed|wounded|dead|died|toll|lives|lost|their|no|one|two|dozens|of|them|a|man|people|and|or|was|were|13|including|,|\\.|\"|-|casualties|suffered|injuries|death|to|99999999999999999999|\\PC{0,3}) ?){0,16}",
    ) {
        let document = document(&text);
        let tokens = Tokens::of(&document);
        let figures = Figures::embedded();
        for sentence in 0..tokens.sentences.len() {
            let range = tokens.sentences[sentence].tokens.clone();
            for c in figures.find(&tokens, sentence) {
                prop_assert!(range.start <= c.tokens.start && c.tokens.end <= range.end, "{:?}", c);
                prop_assert!(c.tokens.contains(&c.trigger) && c.figure.start < c.figure.end);
                prop_assert!(c.tokens.start <= c.figure.start && c.figure.end <= c.tokens.end);
            }
        }
    }
}
