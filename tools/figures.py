#!/usr/bin/env python3
"""Measure accuracy on the annotated sets and hold it against the recorded floor and the table of README.md.

    tools/figures.py BINARY            fail below .ci/floor.toml, or when README's table is not what was measured
    tools/figures.py BINARY --write    write the table, and raise the floor where it was surpassed

The sets lie in ../shared/eval.
"""
import configparser, json, pathlib, re, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
EVAL = SHARED / "eval"
FLOOR = ROOT / ".ci" / "floor.toml"
README = ROOT / "README.md"
# F1 and decoys of keywords with spaCy's names and a gazetteer, from ../shared/eval/README.md
BASELINE = {"seeds": (0.41, "12 of 28", ""), "dev": (0.29, "77 of 171", "3 of 11")}
TITLES = {"seeds": "the two seed reports", "dev": "49 news texts, 20 wars"}


def need(path):
    if not path.exists():
        sys.exit(f"{path} is missing: the figures need the folder `shared` beside the repository")
    return path


def recorded():
    """The floor: so simple a TOML that it is an INI file too, which older Pythons read."""
    floor = configparser.ConfigParser()
    floor.read(FLOOR)
    return {name: {"f1": float(floor[name]["f1"]), "decoys_mapped": int(floor[name]["decoys_mapped"]),
                   "negatives_clean": int(floor[name]["negatives_clean"])} for name in floor.sections() if name in TITLES}


def places_hold(binary):
    """Holds names and places against the floor. The weights saw these texts: this tells that something broke, not how good it is
    (data/recognise.md and data/resolve.md do)."""
    floor = configparser.ConfigParser()
    floor.read(FLOOR)
    holds = True
    for corpus in ("lgl", "geowebnews"):
        run = subprocess.run([binary, "evaluate", "places", need(EVAL / "corpora" / f"{corpus}.jsonl"), "--json"], capture_output=True, text=True, check=True)
        found = json.loads(run.stdout)
        figures = {"overlap": found["recognition"]["overlap"]["f1"], "end_to_end": found["end_to_end"]["f1"]}
        for key, figure in figures.items():
            least = float(floor[corpus][key])
            holds &= figure >= least
            print(f"{corpus} {key}: {figure:.4g} ({least:.4g}), {'above' if figure >= least else 'FAIL: below'} the floor")
    return holds


def measure(binary, gold, *options):
    """What the scorer says of the binary's reports on a gold file."""
    with tempfile.NamedTemporaryFile(suffix=".geojsonl") as reports:
        subprocess.run([binary, "extract", need(gold), "--quiet", *options], stdout=reports, check=True)
        scorer = need(EVAL / "score_incidents.py")
        run = subprocess.run([sys.executable, scorer, gold, reports.name, "--json"], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def measure_all(binary):
    return {name: measure(binary, EVAL / f"incidents_{name}.jsonl") for name in TITLES}


def against_floor(figures, floor):
    """One line a figure; false if one of them has sunk."""
    holds = True
    for name, least in floor.items():
        found = figures[name]
        for key, bound, better in (("f1", least["f1"], 1), ("decoys_mapped", least["decoys_mapped"], -1), ("negatives_clean", least["negatives_clean"], 1)):
            above = (found[key] - bound) * better
            holds &= above >= 0
            word = "FAIL, sunk by" if above < 0 else "above the floor by" if better > 0 else "below the ceiling by"
            print(f"{name} {key}: {found[key]:.4g} ({bound:.4g}), {word} {abs(above):.4g}")
    return holds


def floor_text(figures, floor):
    lines = ["# Accuracy that a change may raise and not sink; `tools/figures.py BINARY --write` raises it.", ""]
    for name, found in figures.items():
        old = floor.get(name, {"f1": 0, "decoys_mapped": found["decoys"], "negatives_clean": 0})
        f1 = max(old["f1"], int(found["f1"] * 1000) / 1000)
        lines += [f"[{name}]", f"f1 = {f1:.3f}", f"decoys_mapped = {min(old['decoys_mapped'], found['decoys_mapped'])}",
                  f"negatives_clean = {max(old['negatives_clean'], found['negatives_clean'])}", ""]
    written = configparser.ConfigParser()
    written.read(FLOOR)
    lines += ["# The trained stages on texts that they saw: a guard, no measure."]
    for name in ("lgl", "geowebnews"):
        lines += [f"[{name}]", *(f"{key} = {value}" for key, value in written[name].items()), ""]
    return "\n".join(lines)


def table(figures):
    lines = ["| set | | precision | recall | F1 | decoys mapped | empty texts left empty |", "|---|---|---|---|---|---|---|"]
    for name, f in figures.items():
        clean = f"{f['negatives_clean']} of {f['negatives']}" if f["negatives"] else ""
        lines.append(f"| {TITLES[name]} | incident-mapper | {f['precision']:.3f} | {f['recall']:.3f} | {f['f1']:.3f} | {f['decoys_mapped']} of {f['decoys']} | {clean} |")
        f1, decoys, clean = BASELINE[name]
        lines.append(f"| | keywords, spaCy's names, largest namesake | | | {f1} | {decoys} | {clean} |")
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    figures = measure_all(sys.argv[1])
    floor = recorded()
    holds = against_floor(figures, floor) & places_hold(sys.argv[1])
    block = re.compile(r"(?<=<!-- figures: tools/figures.py -->\n).*?(?=<!-- end of figures -->)", re.S)
    readme = README.read_text()
    fresh = block.sub(lambda _: table(figures), readme)
    if "--write" in sys.argv[2:]:
        README.write_text(fresh)
        FLOOR.write_text(floor_text(figures, floor))
    elif fresh != readme:
        print("FAIL: README.md's table is not what was measured; run tools/figures.py BINARY --write")
        holds = False
    sys.exit(not holds)


if __name__ == "__main__":
    main()
