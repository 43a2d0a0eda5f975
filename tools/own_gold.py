#!/usr/bin/env python3
"""Our own annotated articles, between their form here and that of the scorers.

    own_gold.py pack ARTICLES ANNOTATIONS... > gold/NAME.jsonl   evidence as offsets, no text
    own_gold.py unpack gold/NAME.jsonl [--texts] > GOLD.jsonl    as ../shared/eval/incidents_dev.jsonl has it
    own_gold.py names gold/NAME.jsonl > GOLD.jsonl                            the incidents' places alone, as corpora/lgl.jsonl has them
    own_gold.py agree GOLD SECOND > REPORTS.geojsonl                        a second reading as reports, for the scorer

The articles are those of ../shared/eval/unlabelled.jsonl.gz; their texts are never kept here. `unpack --texts` gives the
articles alone, for `extract`."""
import gzip, json, pathlib, sys

SHARED = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "eval" / "unlabelled.jsonl.gz"
PRECISION = {"site": 1, "city": 1, "district": 2, "admin1": 3, "region": 3, "country": 3}


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def say(record):
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))


def articles_of(path):
    """The annotated articles of a file, each with its text."""
    if not SHARED.exists():
        sys.exit(f"own_gold.py: {SHARED} is missing; the articles are only there")
    with gzip.open(SHARED, "rt", encoding="utf-8") as f:
        texts = {d["id"]: d for d in map(json.loads, f)}
    return [(a, texts[a["id"]]) for a in lines(path)]


def pack(texts, annotations):
    texts = {d["id"]: d["text"] for d in lines(texts)}
    for a in sorted((a for path in annotations for a in lines(path)), key=lambda a: a["id"]):
        for incident in a["incidents"]:
            start = texts[a["id"]].index(incident["evidence"])
            incident["evidence"] = [start, start + len(incident["evidence"])]
        say({"id": a["id"], "incidents": a["incidents"], "decoys": a.get("decoys", [])})


def whole(pair):
    annotated, article = pair
    for incident in annotated["incidents"]:
        start, end = incident["evidence"]
        incident["evidence"] = article["text"][start:end]
    return bare(article) | {"incidents": annotated["incidents"], "decoys": annotated["decoys"]}


def bare(article):
    return {k: article[k] for k in ("id", "outlet", "published", "title", "text")}


def unpack(path, texts_only):
    for annotated, article in articles_of(path):
        say(bare(article) if texts_only else whole((annotated, article)))


def names(path):
    for document in map(whole, articles_of(path)):
        found = {}
        for i in document["incidents"]:
            if i["mention"] == "name" and i["lat"] is not None and i["precision"] != "region":
                end = i["start"] + len(i["place"])
                found[i["start"]] = {"start": i["start"], "end": end, "lat": i["lat"], "lon": i["lon"]}
        if found:
            say({"id": document["id"], "text": document["text"], "toponyms": [found[k] for k in sorted(found)]})


def agree(gold, second):
    known = {d["id"] for d in lines(gold)}
    for a in lines(second):
        for i in a["incidents"]:
            if a["id"] not in known or i.get("coarse") or i["status"] not in ("reported", "claimed"):
                continue
            point = None if i["lat"] is None else {"type": "Point", "coordinates": [i["lon"], i["lat"]]}
            properties = {"document_id": a["id"], "kind": i["kind"], "status": i["status"], "event_date": i["date"],
                          "location_text": i["place"], "geo_precision": PRECISION[i["precision"]]}
            say({"type": "Feature", "geometry": point, "properties": properties})


match sys.argv[1:]:
    case ["pack", texts, *annotations]:
        pack(texts, annotations)
    case ["unpack", path]:
        unpack(path, False)
    case ["unpack", path, "--texts"]:
        unpack(path, True)
    case ["names", path]:
        names(path)
    case ["agree", gold, second]:
        agree(gold, second)
    case _:
        sys.exit(__doc__)
