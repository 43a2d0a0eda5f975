//! Flags: the command line as it is typed. What it means is in `setup`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum, builder::NonEmptyStringValueParser};
use incident_mapper::{gazetteer::Format, read};
use jiff::civil::Date;

const EXAMPLES: &str = "\
Examples:
  incident-mapper map reports/ -o layers          a folder of articles becomes a folder of layers
  incident-mapper map news.jsonl -o layers --published 2025-05-10
  incident-mapper extract - < news.jsonl | incident-mapper assemble - -o layers
  incident-mapper explain reports/first.txt       why each thing is where it is
  incident-mapper lookup Sirsa \"Nur Khan\"         what the gazetteer holds

Exit status: 0 done; 1 done, with documents that failed, a --fail-on met or problems found;
2 the command line or a configuration file is wrong; 3 could not finish; 130 interrupted.
With --version, --verbose also tells whose places the program holds.";

/// Turns news text into GeoJSON layers of strikes, interceptions, blackouts, alerts and attacks.
///
/// Offline and deterministic: the same input gives the same bytes. Every feature carries the sentence that it came
/// from, the gazetteer row that it stands on, and why.
#[derive(Debug, Parser)]
#[command(name = "incident-mapper", version, after_help = EXAMPLES, max_term_width = 100)]
#[command(arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Documents in, a folder of map layers out
    #[command(after_help = "\
Examples:
  incident-mapper map reports/ -o layers
  incident-mapper map a.txt news.jsonl -o layers --published 2025-05-10 --gazetteer my_places.csv
  incident-mapper map reports/ -o layers --include denied,background --min-confidence 0.5")]
    Map(MapFlags),
    /// Documents in, reports out: one GeoJSON Feature a line on standard output
    #[command(after_help = "\
An event whose place is not known is a Feature with null geometry and a `reason`.

Examples:
  incident-mapper extract reports/ > reports.geojsonl
  incident-mapper extract - --errors failed.jsonl < news.jsonl > reports.geojsonl")]
    Extract(ExtractFlags),
    /// Reports in, a folder of map layers out
    #[command(after_help = "\
Examples:
  incident-mapper assemble reports.geojsonl -o layers
  incident-mapper assemble part-*.geojsonl -o layers --min-confidence 0.5")]
    Assemble(AssembleFlags),
    /// Documents in, the places that they name out, as JSON Lines on standard output
    #[command(after_help = "\
Offsets are in Unicode code points of the document's text; a name without a row has null coordinates.

Example:
  incident-mapper places reports/ --with-text > places.jsonl")]
    Places(PlacesFlags),
    /// Show a text with its places and events marked, and the reasons
    #[command(after_help = "\
Example:
  incident-mapper explain reports/first.txt | less")]
    Explain(ExplainFlags),
    /// Show what the gazetteer holds under a name
    #[command(after_help = "\
Examples:
  incident-mapper lookup Sirsa
  incident-mapper lookup \"Nur Khan\" Samba --json
  incident-mapper lookup Springfield --near Boston --country US
  incident-mapper lookup Richmond --near=-33.9,151.2

Exit status: 1 if a name is not in the gazetteer.")]
    Lookup(LookupFlags),
    /// Score what is found against an annotated file
    #[command(subcommand)]
    Evaluate(EvaluateCommand),
    /// Work on files of places
    Gazetteer {
        #[command(subcommand)]
        command: GazetteerCommand,
    },
    /// Say whether a folder of layers is whole, and whether a kinds file's own examples hold
    #[command(after_help = "\
Examples:
  incident-mapper check layers
  incident-mapper check --kinds my_kinds.toml
  incident-mapper check --kinds my_kinds.toml --gazetteer my_places.csv

Why a sentence comes out as it does: incident-mapper explain FILE --syntax --kinds my_kinds.toml")]
    Check(CheckFlags),
    /// Say what came, went and changed between two folders of layers
    #[command(after_help = "\
Incidents at a point are told apart by their id, which stays as long as the words do.

Examples:
  incident-mapper diff layers.yesterday layers
  incident-mapper diff old/incidents.geojsonl new/incidents.geojsonl --json

Exit status: 1 if they differ.")]
    Diff(DiffFlags),
    /// Write the JSON Schema of a feature, for programs that read the layers
    #[command(after_help = "\
Examples:
  incident-mapper schema > feature.schema.json
  incident-mapper schema --layer --kinds my_kinds.toml > layer.schema.json")]
    Schema(SchemaFlags),
    /// Write the completions of a shell
    #[command(after_help = "\
Example:
  incident-mapper completions bash > /etc/bash_completion.d/incident-mapper")]
    Completions(CompletionsFlags),
    /// Write the manual page of the program or of a command
    #[command(after_help = "\
Examples:
  incident-mapper man > incident-mapper.1
  incident-mapper man gazetteer build | man -l -")]
    Man(ManFlags),
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvaluateCommand {
    /// Names of places, and where they are put
    #[command(after_help = "\
GOLD holds one JSON object a line: {\"id\", \"text\", \"toponyms\": [{\"start\", \"end\", \"lat\", \"lon\"}]}.
Offsets are in Unicode code points of the text; coordinates are null where the annotator gave none.

Examples:
  incident-mapper evaluate places gold.jsonl --bootstrap 1000
  incident-mapper evaluate places gold.jsonl --predictions theirs.jsonl --errors wrong.jsonl")]
    Places(EvaluatePlacesFlags),
    /// What happened at which place: kinds, places, dates and figures of reports
    #[command(after_help = "\
GOLD holds one JSON object a line, and incidents need these members:
{\"id\", \"text\", \"incidents\": [{\"kind\", \"place\", \"lat\", \"lon\", \"precision\", \"status\"}]}
Coordinates are null where there are none. precision is site, city, district, admin1, region or
country: a report is right within 10, 25, 50, 161, 300 or 600 km. status is reported, claimed,
disputed, denied, planned_or_threatened or background.
An incident may also have \"alt\", a list of other names; \"coarse\", if true counted neither way; and
what is compared: \"date\", \"subkind\", \"fatalities\", \"count\" of weapons with \"count_scope\" each or
total, \"intended_target\", and \"evidence\", a sentence, with \"start\", the offset of its place.
A document may have \"decoys\": [{\"place\"}], where nothing happened.

Examples:
  incident-mapper evaluate incidents gold.jsonl --bootstrap 1000
  incident-mapper evaluate incidents gold.jsonl --predictions reports.geojsonl --errors wrong.jsonl")]
    Incidents(EvaluateIncidentsFlags),
}

#[derive(Debug, Args)]
pub(crate) struct MapFlags {
    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
    #[command(flatten)]
    pub(crate) layers: LayerFlags,
    #[command(flatten)]
    pub(crate) failures: FailureFlags,
    #[command(flatten)]
    pub(crate) jobs: JobsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct ExtractFlags {
    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
    #[command(flatten)]
    pub(crate) text: TextFlag,
    #[command(flatten)]
    pub(crate) failures: FailureFlags,
    #[command(flatten)]
    pub(crate) jobs: JobsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct AssembleFlags {
    /// Files of reports as `extract` writes them, or - for standard input
    #[arg(required = true, value_name = "REPORTS")]
    pub(crate) reports: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) kinds: KindsFlag,
    #[command(flatten)]
    pub(crate) layers: LayerFlags,
    #[command(flatten)]
    pub(crate) failures: FailureFlags,
}

#[derive(Debug, Args)]
pub(crate) struct PlacesFlags {
    #[command(flatten)]
    pub(crate) inputs: InputFlags,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
    #[command(flatten)]
    pub(crate) text: TextFlag,
    #[command(flatten)]
    pub(crate) failures: FailureFlags,
    #[command(flatten)]
    pub(crate) jobs: JobsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainFlags {
    /// Also show how each sentence with an event word was cut into phrases and clauses
    #[arg(long)]
    pub(crate) syntax: bool,
    #[command(flatten)]
    pub(crate) reading: ReadingFlags,
}

#[derive(Debug, Args)]
pub(crate) struct LookupFlags {
    /// Names of places, each as one argument; "Paris, Texas" is the one in the other
    #[arg(required = true, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
    /// Put the nearest first, and say how far they are from a point or from the likeliest place of a name
    #[arg(long, value_name = "LAT,LON|NAME", allow_hyphen_values = true, value_parser = near)]
    pub(crate) near: Option<Near>,
    /// Show only places of these countries, by their codes of two letters
    #[arg(long, value_name = "CC", value_delimiter = ',', num_args = 1, value_parser = country)]
    pub(crate) country: Vec<String>,
    /// Write JSON Lines, one object a name
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `gazetteer` does.
#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// Compile files of places into one index, which opens in no time however large it is
    #[command(after_help = "\
Of places of one id that of the later file stays. An index is given to --gazetteer as a CSV is.

Examples:
  incident-mapper gazetteer build my_places.csv -o my_places.index
  incident-mapper gazetteer build allCountries.txt admin1CodesASCII.txt countryInfo.txt alternateNamesV2.txt -o geonames.index
  incident-mapper map reports/ -o layers --gazetteer geonames.index")]
    Build(GazetteerBuildFlags),
    /// Say all that is wrong or doubtful in files of places, by file and line
    #[command(after_help = "\
A line a finding, FILE:LINE: error or warning: what is wrong and what to do [name of the check]. Errors are what
--gazetteer would refuse.

Examples:
  incident-mapper gazetteer check my_places.csv
  incident-mapper gazetteer check IN.txt alternateNamesV2.txt --fail-on warnings
  incident-mapper gazetteer check airports.csv.gz --json | jq -r .id | sort | uniq -c")]
    Check(GazetteerCheckFlags),
    /// Show what an index holds and was made from, and hold it against its checksums
    #[command(after_help = "\
Examples:
  incident-mapper gazetteer info                   the embedded places
  incident-mapper gazetteer info my_places.index")]
    Info(GazetteerInfoFlags),
}

#[derive(Debug, Args)]
pub(crate) struct GazetteerBuildFlags {
    /// A CSV of places or aliases, a dump of GeoNames or a file beside it, airports.csv of OurAirports; also .gz, .zst, .zip
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The index file to write
    #[arg(short = 'o', long = "output", value_name = "INDEX")]
    pub(crate) output: PathBuf,
    /// What the files are, where their content does not tell: table, aliases, geonames, alternate-names, admin-codes,
    /// country-info or ourairports
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct GazetteerInfoFlags {
    /// An index that `gazetteer build` made [default: the embedded one]
    #[arg(value_name = "INDEX")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct GazetteerCheckFlags {
    /// A CSV of places or aliases, a dump of GeoNames or a file beside it, airports.csv of OurAirports; also .gz, .zst, .zip
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are, where their content does not tell: table, aliases, geonames, alternate-names, admin-codes,
    /// country-info or ourairports
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<Format>,
    /// Write JSON Lines, one object a finding
    #[arg(long)]
    pub(crate) json: bool,
    /// Exit with 1 also if there are only warnings
    #[arg(long, value_name = "WHAT", value_delimiter = ',', num_args = 1)]
    pub(crate) fail_on: Vec<GazetteerFailOn>,
}

/// What `gazetteer check --fail-on` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum GazetteerFailOn {
    /// There were warnings
    Warnings,
}

/// What `--near` takes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Near {
    /// Degrees.
    Point { latitude: f64, longitude: f64 },
    /// Of a place.
    Name(String),
}

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub(crate) struct CheckFlags {
    /// A folder that `map` or `assemble` wrote
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) kinds: KindsFlag,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluatePlacesFlags {
    /// The annotated file, or - for standard input
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Score the places of this file, written as `places` writes them, and look for none
    #[arg(long, value_name = "FILE")]
    pub(crate) predictions: Option<PathBuf>,
    /// Take the names from GOLD, and find only where they are
    #[arg(long, conflicts_with = "predictions")]
    pub(crate) gold_spans: bool,
    /// Leave out the gold's countries and what was found for them
    #[arg(long)]
    pub(crate) without_countries: bool,
    /// How far off a place may be and still be right
    #[arg(long, value_name = "KM", default_value_t = 161.0, allow_negative_numbers = true, value_parser = kilometres)]
    pub(crate) radius_km: f64,
    /// Give 95% intervals from N resamplings of the documents
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = resamplings)]
    pub(crate) bootstrap: u32,
    /// Write every name missed, invented, not placed or put wrong to FILE, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Write the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
    #[command(flatten)]
    pub(crate) jobs: JobsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct EvaluateIncidentsFlags {
    /// The annotated file, or - for standard input
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,
    /// Score the reports of this file, written as `extract` writes them, and look for none
    #[arg(long, value_name = "REPORTS")]
    pub(crate) predictions: Option<PathBuf>,
    /// Give 95% intervals from N resamplings of the documents
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, allow_negative_numbers = true, value_parser = resamplings)]
    pub(crate) bootstrap: u32,
    /// Write every incident missed, false or with a wrong attribute to FILE, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Write the figures as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
    #[command(flatten)]
    pub(crate) kinds: KindsFlag,
    #[command(flatten)]
    pub(crate) jobs: JobsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct SchemaFlags {
    /// Of a whole file, not of a feature
    #[arg(long)]
    pub(crate) layer: bool,
    #[command(flatten)]
    pub(crate) kinds: KindsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct DiffFlags {
    /// A folder that `map` or `assemble` wrote, or its incidents.geojsonl
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// Another, to compare with it
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Write a JSON object for each incident that differs: id, change, name, columns
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsFlags {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct ManFlags {
    /// The command, if not the program
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}

/// What is read, and with which places and kinds: of all commands that find events.
#[derive(Debug, Args)]
pub(crate) struct ReadingFlags {
    #[command(flatten)]
    pub(crate) inputs: InputFlags,
    #[command(flatten)]
    pub(crate) published: PublishedFlag,
    #[command(flatten)]
    pub(crate) gazetteer: GazetteerFlags,
    #[command(flatten)]
    pub(crate) kinds: KindsFlag,
}

#[derive(Debug, Args)]
pub(crate) struct InputFlags {
    /// Files (.txt, .md, .jsonl), folders of them, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct PublishedFlag {
    /// Day of publication of documents that do not tell theirs; "Saturday" is counted from it
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) published: Option<Date>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct GazetteerFlags {
    /// A CSV of places of your own, a dump of GeoNames, or an index that "gazetteer build" made; preferred over the embedded
    /// places of the same name
    #[arg(long, value_name = "FILE", value_delimiter = ',', num_args = 1)]
    pub(crate) gazetteer: Vec<PathBuf>,
    /// Use only the places of --gazetteer
    #[arg(long, requires = "gazetteer")]
    pub(crate) no_default_gazetteer: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KindsFlag {
    /// A TOML file of kinds of incident that are added, or replace those of the same name
    #[arg(long, value_name = "FILE", value_delimiter = ',', num_args = 1)]
    pub(crate) kinds: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TextFlag {
    /// Also write each document's text, which offsets point into
    #[arg(long)]
    pub(crate) with_text: bool,
}

#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "switches")]
pub(crate) struct LayerFlags {
    /// The folder to write; made if it is not there
    #[arg(short = 'o', long = "output", value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Leave reports of less confidence out of the layers, from 0 to 1
    #[arg(long, value_name = "X", allow_negative_numbers = true, value_parser = confidence)]
    pub(crate) min_confidence: Option<f64>,
    /// Take these reports, which are left out otherwise, into the layers
    #[arg(long, value_name = "STATUS", value_delimiter = ',', num_args = 1)]
    pub(crate) include: Vec<Include>,
    /// Also write countries, provinces, districts and regions as polygons, in a file of areas beside each layer
    #[arg(long)]
    pub(crate) areas: bool,
    /// Write each layer in these formats too; GeoJSON is always written
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', num_args = 1)]
    pub(crate) to: Vec<To>,
    /// Cut the quoted evidence to at most N characters in every file; 0 leaves it out
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = characters)]
    pub(crate) quote_length: Option<usize>,
    /// Write an address to standard output that shows the incidents in geojson.io, if they are few; nothing is opened or sent
    #[arg(long)]
    pub(crate) open: bool,
    /// Leave out the columns marker-color, marker-size and marker-symbol, or fill and stroke
    #[arg(long)]
    pub(crate) no_style: bool,
    /// Replace also styles and a project saved from QGIS, and files that are not ours under our names; remove changed files that no
    /// run makes now
    #[arg(long)]
    pub(crate) overwrite: bool,
    /// Write a makefile rule to FILE that names the inputs as what the folder's run.json is made of
    #[arg(long, value_name = "FILE")]
    pub(crate) depfile: Option<PathBuf>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct FailureFlags {
    /// Write what failed to FILE, as JSON Lines of id, file, line and error
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Exit with 0 even if documents failed
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Exit with 1 if an event or name has no place, if nothing was found, or if there were warnings
    #[arg(long, value_name = "WHAT", value_delimiter = ',', num_args = 1)]
    pub(crate) fail_on: Vec<FailOn>,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Debug, Args)]
pub(crate) struct JobsFlag {
    /// Documents to work on at a time [default: the number of processors]
    #[arg(short, long, value_name = "N", allow_negative_numbers = true, value_parser = jobs)]
    pub(crate) jobs: Option<u16>,
}

/// What `--include` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Include {
    /// What a party denies
    Denied,
    /// What is threatened or planned
    Threatened,
    /// What is told as history
    Background,
    /// What is known only by its country
    Vague,
}

/// What `--to` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// GeoJSON, which is written anyway
    Geojson,
    #[value(help = "FlatGeobuf")]
    Fgb,
    /// A table, with longitude and latitude as its last columns
    Csv,
    /// KML, for Google Earth
    Kml,
}

/// What `--fail-on` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// An event or a name without a place
    Unresolved,
    /// Nothing was found
    Nothing,
    /// There were warnings
    Warnings,
}

fn date(text: &str) -> Result<Date, &'static str> {
    read::day(text).ok_or("write a day as 2025-05-10")
}

fn confidence(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|x| (0.0..=1.0).contains(x)).ok_or("write a number from 0 to 1")
}

fn characters(text: &str) -> Result<usize, &'static str> {
    text.parse().map_err(|_| "write a whole number of characters, 0 or more")
}

fn resamplings(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "write a whole number, 0 or more")
}

fn jobs(text: &str) -> Result<u16, &'static str> {
    text.parse().ok().filter(|jobs| *jobs > 0).ok_or("write a whole number from 1 to 65535")
}

fn kilometres(text: &str) -> Result<f64, &'static str> {
    text.parse().ok().filter(|x: &f64| *x >= 0.0 && x.is_finite()).ok_or("write a number of kilometres, 0 or more")
}

fn near(text: &str) -> Result<Near, &'static str> {
    if text.starts_with("--") || text.trim().is_empty() {
        return Err("write a point as 29.5,75.0 or the name of a place");
    }
    let numbers = text.split_once(',').map(|(a, b)| (a.trim().parse::<f64>(), b.trim().parse::<f64>()));
    match numbers {
        Some((Ok(latitude), Ok(longitude))) if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 => {
            Ok(Near::Point { latitude, longitude })
        }
        Some((Ok(_), Ok(_))) => Err("latitude is from -90 to 90 and comes first, longitude is from -180 to 180"),
        _ => Ok(Near::Name(text.to_owned())),
    }
}

fn country(text: &str) -> Result<String, &'static str> {
    if text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic()) {
        Ok(text.to_ascii_uppercase())
    } else {
        Err("write an ISO 3166-1 code of two letters, such as IN")
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn clap_finds_nothing_wrong() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_point_may_lie_in_the_south() {
        assert_eq!(near("-33.9, 151.2"), Ok(Near::Point { latitude: -33.9, longitude: 151.2 }));
        assert_eq!(near("Washington, D.C."), Ok(Near::Name("Washington, D.C.".into())));
        assert!(near("151.2,-33.9").is_err() && near("--json").is_err());
        for near in [&["--near=-33.9,151.2"][..], &["--near", "-33.9,151.2"]] {
            let cli = Cli::try_parse_from([&["incident-mapper", "lookup", "Richmond"][..], near].concat()).unwrap();
            let Command::Lookup(flags) = cli.command else {
                panic!("lookup expected");
            };
            assert!(matches!(flags.near, Some(Near::Point { .. })));
        }
    }

    #[test]
    fn options_never_swallow_inputs() {
        let cli = Cli::try_parse_from([
            "incident-mapper",
            "map",
            "--gazetteer",
            "a.csv,b.csv",
            "x.txt",
            "--include=denied",
            "--include",
            "vague",
            "y.txt",
            "-o",
            "out",
        ])
        .unwrap();
        let Command::Map(flags) = cli.command else {
            panic!("map expected");
        };
        assert_eq!(flags.reading.inputs.inputs.len(), 2);
        assert_eq!(flags.reading.gazetteer.gazetteer.len(), 2);
        assert_eq!(flags.layers.include, [Include::Denied, Include::Vague]);
    }
}
