//! A made-up table of places as large as one likes, to measure `gazetteer build` and how a large index is opened and read:
//! `cargo run --release --example large_gazetteer -- 12000000 > /tmp/large.csv`.
//!
//! Names are syllables, a fifth of them borne by many places, as real ones are; every second row has alternate names. The
//! same number gives the same bytes.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap, reason = "small numbers")]

use std::io::{BufWriter, Write, stdout};

const SYLLABLES: [&str; 40] = [
    "ka", "ro", "vi", "sel", "tan", "mor", "bel", "dri", "pas", "gur", "hal", "nov", "zem", "ost", "lin", "qua", "shi",
    "bad", "pur", "ham", "ton", "ford", "berg", "stan", "abad", "nagar", "ville", "sk", "grad", "wick", "ley", "mouth",
    "ara", "eni", "oku", "isa", "uma", "yel", "cho", "the",
];
const CODES: [(&str, &str); 6] =
    [("P", "PPL"), ("P", "PPLX"), ("S", "AIRP"), ("H", "STM"), ("A", "ADM3"), ("T", "HLL")];
const COUNTRIES: [&str; 8] = ["US", "IN", "RU", "CN", "BR", "FR", "NG", "ID"];

/// `SplitMix64`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> usize {
        usize::try_from(self.next() % n).unwrap_or(0)
    }
}

fn name(random: &mut Random) -> String {
    // a fifth of all rows share some thousands of names
    let mut random = if random.below(5) == 0 { Random(random.next() % 4000) } else { Random(random.next()) };
    let mut name = String::new();
    for _ in 0..2 + random.below(3) {
        name.push_str(SYLLABLES[random.below(SYLLABLES.len() as u64)]);
    }
    name[..1].make_ascii_uppercase();
    if random.below(6) == 0 { format!("New {name}") } else { name }
}

fn main() -> anyhow::Result<()> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(1_000_000), |n| n.parse())?;
    let mut out = BufWriter::new(stdout().lock());
    writeln!(
        out,
        "id,name,alternate_names,latitude,longitude,feature_class,feature_code,country_code,admin1_code,admin2_code,population"
    )?;
    let mut random = Random(7);
    for row in 0..rows {
        let (class, code) = CODES[random.below(6)];
        let alternates = match random.below(4) {
            0 => format!("{}|{}", name(&mut random), name(&mut random)),
            1 => name(&mut random),
            _ => String::new(),
        };
        let degrees = |n: usize, limit: i64| (n as i64 - limit * 10_000) as f64 / 10_000.0;
        writeln!(
            out,
            "made:{row},{},{alternates},{:.4},{:.4},{class},{code},{},{:02},{:03},{}",
            name(&mut random),
            degrees(random.below(1_700_000), 85),
            degrees(random.below(3_600_000), 180),
            COUNTRIES[random.below(8)],
            random.below(40),
            random.below(400),
            random.below(50_000)
        )?;
    }
    Ok(())
}
