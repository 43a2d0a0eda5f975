use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::read::Document;

fn document(text: &str) -> Document {
    Document { text: text.to_owned(), ..Document::default() }
}

/// The mentions of the first sentence: `words = start..end/precision` and flags.
fn mentions(text: &str, base: Option<&str>) -> String {
    let base = base.map(|b| b.parse().unwrap());
    let document = document(text);
    let tokens = Tokens::of(&document);
    let words = Words::of(&tokens, 0);
    let show = |m: &DateMention| {
        let phrase: Vec<&str> = m.tokens.clone().map(|i| words.get(i)).collect();
        let days = match (m.start, m.end) {
            (Some(a), Some(b)) if a == b => a.to_string(),
            (Some(a), Some(b)) => format!("{a}..{b}"),
            _ => "?".into(),
        };
        let precision = m.precision.map_or("-".into(), |p| p.to_string());
        let relation = match m.relation {
            Relation::On => String::new(),
            Relation::Since => " since".into(),
            Relation::Until => " until".into(),
            Relation::Relative(n) => format!(" {n:+}"),
        };
        let mut flags = String::new();
        for (flag, name) in [(m.historical, " old"), (m.future, " future"), (m.night, " night")] {
            flags += if flag { name } else { "" };
        }
        format!("{} = {days}/{precision}{relation}{flags}", phrase.join(" "))
    };
    find(&tokens, 0, base).iter().map(show).collect::<Vec<_>>().join("; ")
}

/// 2025-05-14 is a Wednesday.
const BASE: Option<&str> = Some("2025-05-14");

fn check(cases: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (text, expected) in cases {
        let found = mentions(text, BASE);
        if found != *expected {
            let _ = write!(wrong, "\n{text}\n  found    {found}\n  expected {expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn explicit_dates() {
    check(&[
        ("It fell on April 22.", "April 22 = 2025-04-22/1"),
        ("It fell on April 22, 2024, at dawn.", "April 22 , 2024 = 2024-04-22/1 old"),
        ("It fell on 22 April 2025.", "22 April 2025 = 2025-04-22/1"),
        ("It fell on 22 Apr. near the port.", "22 Apr . = 2025-04-22/1"),
        ("It fell on the 22nd of April.", "22nd of April = 2025-04-22/1"),
        ("It fell on April 22nd.", "April 22nd = 2025-04-22/1"),
        ("It fell on Nov. 29 again.", "Nov . 29 = 2024-11-29/1 old"),
        ("It fell on May 17 or so", "May 17 = 2025-05-17/1"),
        ("Posted 2025-05-10 by us", "2025 - 05 - 10 = 2025-05-10/1"),
        ("Posted 17-08-2013 by us", "17 - 08 - 2013 = 2013-08-17/1 old"),
        ("Posted 18.10.2014 by us", "18.10.2014 = 2014-10-18/1 old"),
        ("Posted 10/05/2025 by us", "10 / 05 / 2025 = 2025-05-10/1"),
        ("Posted 03/04/2024 by us", "03 / 04 / 2024 = ?/1"),
        ("Fighting of May 7–10 ended", "May 7 – 10 = 2025-05-07..2025-05-10/2"),
        ("Fighting of May 7 to 10 ended", "May 7 to 10 = 2025-05-07..2025-05-10/2"),
        ("Fighting on 7-10 May ended", "7 - 10 May = 2025-05-07..2025-05-10/2"),
        ("the night of May 6-7.", "May 6 - 7 = 2025-05-06..2025-05-07/1 night"),
        ("On May 7, 13 people died", "May 7 = 2025-05-07/1"),
        ("On May 7 and 13 men died", "May 7 = 2025-05-07/1"),
        ("between April 22 and May 7 it rained", "April 22 and May 7 = 2025-04-22..2025-05-07/3"),
        ("from April 30 to May 2 it rained", "April 30 to May 2 = 2025-04-30..2025-05-02/2"),
        ("On Saturday, July 22, it fell", "Saturday , July 22 = 2024-07-22/1 old"),
        ("Thu Oct 6 2016 It fell", "Thu Oct 6 2016 = 2016-10-06/1 old"),
        ("It began on February 24 last year", "February 24 last year = 2024-02-24/1 old"),
        ("the September 11 attacks", "September 11 = 2001-09-11/1 old"),
        ("after 9/11 and since", "9 / 11 = 2001-09-11/1 old"),
        ("It fell on New Year's Eve", "New Year 's Eve = 2024-12-31/1 old"),
        ("It will open on June 3", "June 3 = 2025-06-03/1 future"),
    ]);
}

#[test]
fn months_and_years() {
    check(&[
        ("It fell in April.", "April = 2025-04-01..2025-04-30/3"),
        ("It fell in May.", "May = 2025-05-01..2025-05-14/3"),
        ("It fell in November.", "November = 2024-11-01..2024-11-30/3 old"),
        ("It fell in early May", "early May = 2025-05-01..2025-05-10/3"),
        ("It fell in mid-March", "mid - March = 2025-03-11..2025-03-20/3"),
        ("by the end of March", "end of March = 2025-03-21..2025-03-31/3"),
        ("It fell last February", "last February = 2025-02-01..2025-02-28/3 old"),
        ("It fell last May", "last May = 2024-05-01..2024-05-31/3 old"),
        ("the December 2015 raid", "December 2015 = 2015-12-01..2015-12-31/3 old"),
        ("It fell in 2016.", "2016 = 2016-01-01..2016-12-31/- old"),
        ("the 2015 raid on it", "2015 = 2015-01-01..2015-12-31/- old"),
        ("It has hit 12 ships since 2015.", "2015 = 2015-01-01..2025-05-14/- since"),
        ("It may fall; march on", ""),
        ("Theresa May spoke to April Jones", ""),
        ("It killed 2000 men of 1950 soldiers", ""),
    ]);
}

#[test]
fn weekdays() {
    check(&[
        ("It fell on Tuesday.", "Tuesday = 2025-05-13/1"),
        ("It fell on Wednesday.", "Wednesday = 2025-05-14/1"),
        ("It fell on Thursday.", "Thursday = 2025-05-15/1"),
        ("It fell last Thursday.", "last Thursday = 2025-05-08/1"),
        ("It fell Sunday night.", "Sunday night = 2025-05-11/1"),
        ("It fell late on Monday", "late on Monday = 2025-05-12/1"),
        ("late on Monday and early on Tuesday", "late on Monday and early on Tuesday = 2025-05-12..2025-05-13/1"),
        ("between Friday and Monday it rained", "Friday and Monday = 2025-05-09..2025-05-12/2"),
        ("It fell last Tuesday.", "last Tuesday = 2025-05-06/1"),
        ("It fell last Friday.", "last Friday = 2025-05-09/1"),
        ("They meet next Tuesday.", "next Tuesday = 2025-05-20/1 future"),
        ("They will meet on Friday.", "Friday = 2025-05-16/1 future"),
        ("It will end, he said on Friday", "Friday = 2025-05-09/1"),
        ("The vote is expected Thursday", "Thursday = 2025-05-15/1 future"),
        ("Storms on Thursday are expected to hit", "Thursday = 2025-05-15/1 future"),
        ("It said earlier Thursday that it fell", "earlier Thursday = 2025-05-15/1"),
        ("He told USA TODAY and the Today show", ""),
        ("A depot was set on fire Monday", "Monday = 2025-05-12/1"),
        ("Monday's order", "Monday = 2025-05-12/1"),
        ("Thursdays air strikes hit it", "Thursdays = 2025-05-15/1"),
        ("They pray on Fridays and on Good Friday", ""),
        ("He read the Sunday Times", ""),
        ("It has rained since Saturday", "Saturday = 2025-05-10..2025-05-14/2 since"),
        ("It fell on Thursday of last week", "Thursday of last week = 2025-05-08/1"),
        ("The rail is shut until Friday", "Friday = 2025-05-16/1 until future"),
    ]);
}

#[test]
fn against_the_base() {
    check(&[
        ("It fell today.", "today = 2025-05-14/1"),
        ("It fell earlier today.", "earlier today = 2025-05-14/1"),
        ("It fell yesterday morning.", "yesterday morning = 2025-05-13/1"),
        ("It fell overnight.", "overnight = 2025-05-13..2025-05-14/1 night"),
        ("overnight into Tuesday it fell", "overnight into Tuesday = 2025-05-12..2025-05-13/1 night"),
        ("It fell last night.", "last night = 2025-05-13/1"),
        ("It fell this week.", "this week = 2025-05-12..2025-05-14/2"),
        ("It fell earlier this week.", "earlier this week = 2025-05-12..2025-05-14/2"),
        ("It fell last week.", "last week = 2025-05-05..2025-05-11/2"),
        ("last month's raid", "last month = 2025-04-01..2025-04-30/3"),
        ("It fell earlier this month", "earlier this month = 2025-05-01..2025-05-14/3"),
        ("It fell last year", "last year = 2024-01-01..2024-12-31/- old"),
        ("It fell over the weekend", "weekend = 2025-05-10..2025-05-11/2"),
        ("It fell two weeks ago", "two weeks ago = 2025-04-27..2025-05-03/2"),
        ("It fell three days ago", "three days ago = 2025-05-11/1"),
        ("It fell a year ago", "a year ago = 2024-01-01..2024-12-31/- old"),
        ("It fell in recent days", "recent days = 2025-05-07..2025-05-14/2"),
        ("It fell in the last five days", "last five days = 2025-05-09..2025-05-14/2"),
        ("It fell in the past 24 hours", "past 24 hours = 2025-05-13..2025-05-14/1"),
        ("It burned for five days and for two days after", ""),
        ("It fell the day before yesterday", "the day before yesterday = 2025-05-12/1"),
        (
            "2,000,000,000 days ago and in the last 2,000,000,000 hours",
            "2,000,000,000 days ago = ?/1; last 2,000,000,000 hours = ?/-",
        ),
        ("It opens tomorrow", "tomorrow = 2025-05-15/1 future"),
    ]);
}

#[test]
fn against_another_date() {
    check(&[
        ("It fell a day earlier", "a day earlier = ?/1 -1"),
        ("two days after the vote", "two days after = ?/1 +2"),
        ("On May 7 it fell, a day after the vote", "May 7 = 2025-05-07/1; a day after = ?/1 +1"),
        ("On May 7 it fell; two days later it fell again", "May 7 = 2025-05-07/1; two days later = 2025-05-09/1 +2"),
        ("It fell two days after Monday's blast", "two days after = 2025-05-14/1 +2; Monday = 2025-05-12/1"),
        ("On May 7 it fell; the day after, it rained", "May 7 = 2025-05-07/1; the day after = 2025-05-08/1 +1"),
        ("It fell the day before", "the day before = ?/1 -1"),
        ("It fell that same day", "that same day = ?/1 +0"),
        ("It fell the next day", "the next day = ?/1 +1"),
        ("It fell a week earlier", "a week earlier = ?/2 -7"),
        ("It came days after a raid", "days after = ?/2 +3"),
    ]);
}

#[test]
fn nothing_is_guessed_without_a_base() {
    for (text, expected) in [
        ("It fell on April 22.", "April 22 = ?/1"),
        ("It fell on Tuesday.", "Tuesday = ?/1"),
        ("It fell last month.", "last month = ?/3"),
        ("It fell overnight.", "overnight = ?/1 night"),
        ("It fell in April.", "April = ?/3"),
        ("It fell on April 22, 2024.", "April 22 , 2024 = 2024-04-22/1"),
        ("It fell in 2014.", "2014 = 2014-01-01..2014-12-31/-"),
        ("It fell since Saturday.", "Saturday = ?/1 since"),
        ("It fell on April 31.", ""),
    ] {
        assert_eq!(mentions(text, None), expected, "{text}");
    }
}

#[test]
fn the_night_of_two_days_is_a_night() {
    check(&[
        ("It fell on the night of May 6-7.", "May 6 - 7 = 2025-05-06..2025-05-07/1 night"),
        ("It fell on May 6-7.", "May 6 - 7 = 2025-05-06..2025-05-07/1"),
        ("Posted May 72025 by us", "May 72025 = 2025-05-07/1"),
    ]);
}

#[test]
fn a_page_is_stamped_with_its_day() {
    for (text, expected) in [
        ("25 August 2016 Eight men fell.", Some("2016-08-25")),
        ("Last updated at Aug 142016 Two jets fell.", Some("2016-08-14")),
        ("By our man in Oslo\n\nPublished: 02:00, 1 November 2012\n\nTwo fell.", Some("2012-11-01")),
        ("Jets kill two, says a monitor AFP Wednesday 29 Oct 2014 Jets killed two.", Some("2014-10-29")),
        ("Print this page Tuesday 19 July 2016 16:45 Two fell.", Some("2016-07-19")),
        ("On May 2, 2020, two jets fell.", None),
        ("The raid of 2 May 2020 is not forgotten.", None),
        ("Two men fell.\n\nThe jets fell on Monday.", None),
    ] {
        let document = document(text);
        let stamp = stamp(&Tokens::of(&document)).map(|s| s.date.to_string());
        assert_eq!(stamp.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_night_is_dated_by_its_second_day() {
    let document = document("It fell overnight, and on May 7-10.");
    let tokens = Tokens::of(&document);
    let days = find(&tokens, 0, Some("2025-05-14".parse().unwrap()));
    assert_eq!(days[0].event_date(), Some("2025-05-14".parse().unwrap()));
    assert_eq!(days[1].event_date(), Some("2025-05-07".parse().unwrap()));
}

fn line(text: &str) -> String {
    let document = document(text);
    let tokens = Tokens::of(&document);
    let Some(d) = dateline(&tokens, Some("2025-05-14".parse().unwrap())) else {
        return "none".into();
    };
    let words = Words::of(&tokens, d.sentence);
    let join = |r: Option<std::ops::Range<usize>>| {
        let words: Vec<&str> = r.unwrap_or(0..0).map(|i| words.get(i)).collect();
        words.join(" ")
    };
    let date = d.date.map_or("?".into(), |d| d.to_string());
    format!("{} | {} | {date} | {}", join(d.city), join(d.place), words.get(d.end))
}

#[test]
fn datelines() {
    for (text, expected) in [
        ("KYIV, Ukraine, March 6 (AP) — Two fell.", "KYIV | KYIV , Ukraine | 2025-03-06 | Two"),
        ("BAHRAIN, March 24 - Two jets fell.", "BAHRAIN | BAHRAIN | 2025-03-24 | Two"),
        ("BEIRUT − Two jets fell.", "BEIRUT | BEIRUT | ? | Two"),
        ("TOKYO (Reuters) - Two jets fell.", "TOKYO | TOKYO | ? | Two"),
        ("SANTA ROSA, Calif. (AP) — Two fell.", "SANTA ROSA | SANTA ROSA , Calif . | ? | Two"),
        ("ELIZABETH CITY, N.C. – Two fell.", "ELIZABETH CITY | ELIZABETH CITY , N.C. | ? | Two"),
        ("New Delhi, May 10 (PTI): Two fell.", "New Delhi | New Delhi | 2025-05-10 | Two"),
        ("JERUSALEM, Israel -- Two jets fell.", "JERUSALEM | JERUSALEM , Israel | ? | Two"),
        ("Doha, Qatar - Two jets fell.", "Doha | Doha , Qatar | ? | Two"),
        ("RAWALPINDI: Two jets fell.", "RAWALPINDI | RAWALPINDI | ? | Two"),
        ("NICOSIA, Oct 19 - Two fell.", "NICOSIA | NICOSIA | 2024-10-19 | Two"),
        ("Tokyo CNN —\n\nTwo jets fell.", "none"),
        ("A raid\n\nCAPRI, Italy (AP) — Two fell.", "CAPRI | CAPRI , Italy | ? | Two"),
        ("25 August 2016 Eight men fell.", " |  | 2016-08-25 | Eight"),
        ("Published April 19 2017 A monitor said", " |  | 2017-04-19 | A"),
        ("Thu Oct 6 2016 23 Men Fall", " |  | 2016-10-06 | 23"),
        ("Monday 21 November 2016 19:18 Over 500 fell", " |  | 2016-11-21 | Over"),
        ("April 22, 2025, was a day of rain.", "none"),
        ("October 1979: A commission was set up.", "none"),
        ("Shares rose - a rally of two days.", "none"),
        ("The economy added 38,000 jobs in May – few.", "none"),
        ("BREAKING: Two jets fell.", "none"),
        ("Feb. 5, 2025\n\nMOSUL, Iraq — Two fell.", "MOSUL | MOSUL , Iraq | 2025-02-05 | Two"),
        ("He spoke.\n\nANNA BERG: I was there.", "none"),
    ] {
        assert_eq!(line(text), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn spans_stay_inside_the_sentence(
        text in "((on|in|since|last|next|the|two|days?|after|ago|overnight|Monday|May|April|7|22nd|2016|12/05/2020|to|and|-|–|,|\\.|:|\\(AP\\)|KYIV|week|\\PC{0,3}) ?){0,14}",
        base in proptest::option::of(0i32..20000),
    ) {
        let base = base.and_then(|d| plus(Date::constant(1980, 1, 1), d));
        let document = document(&text);
        let tokens = Tokens::of(&document);
        for sentence in 0..tokens.sentences.len() {
            let range = tokens.sentences[sentence].tokens.clone();
            let mut last = range.start;
            for m in find(&tokens, sentence, base) {
                prop_assert!(m.tokens.start < m.tokens.end && m.tokens.end <= range.end, "{:?}", m);
                prop_assert!(m.tokens.start >= last);
                prop_assert!(m.start.is_some() == m.end.is_some() && m.start <= m.end, "{:?}", m);
                last = m.tokens.end;
            }
        }
        if let Some(d) = dateline(&tokens, base) {
            prop_assert!(d.end <= tokens.sentences[d.sentence].tokens.end);
        }
    }
}

#[test]
fn an_hour_in_four_figures_is_no_year() {
    assert_eq!(mentions("Sirens sounded shortly after 2000 local time.", Some("1999-04-06")), "");
    assert!(mentions("Sirens sounded in 2000.", Some("2005-04-06")).starts_with("2000 = 2000-01-01..2000-12-31"));
}
