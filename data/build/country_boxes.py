#!/usr/bin/env python3
"""Writes data/country_boxes.csv: where nearly all places of a country in world.csv lie, rounded outwards to whole degrees.

usage: zstd -dc ../shared/data/world.csv.zst | python3 data/build/country_boxes.py > data/country_boxes.csv
Prints to stderr how many rows `check` would call swapped, and how many it would find if all were.
"""
import csv, math, sys

points = {}
for row in csv.DictReader(sys.stdin):
    if row["country_code"] and row["feature_class"] in "PAS":
        points.setdefault(row["country_code"], []).append((float(row["longitude"]), float(row["latitude"])))


def extent(values):
    values = sorted(values)
    cut = len(values) // 200  # wrong rows and far islands: half a per cent at each end
    return math.floor(values[cut]), math.ceil(values[-1 - cut])


print("country_code,west,south,east,north")
alarms = found = total = 0
MARGIN = 2  # as in src/export/check/country.rs
for code, places in sorted(points.items()):
    (w, e), (s, n) = extent([x for x, _ in places]), extent([y for _, y in places])
    inside = lambda x, y, m=0: w - m <= x <= e + m and s - m <= y <= n + m
    called = lambda x, y: not inside(x, y, MARGIN) and inside(y, x)
    for x, y in [p for p in places if called(*p)]:  # the Arctic bases of Russia: grow until no row is called swapped
        w, s, e, n = min(w, math.floor(x)), min(s, math.floor(y)), max(e, math.ceil(x)), max(n, math.ceil(y))
    print(code, w, s, e, n, sep=",")
    total += len(places)
    alarms += sum(called(x, y) for x, y in places)
    found += sum(abs(x) > 90 or called(y, x) for x, y in places)
print(f"{total} rows: {alarms} false alarms; of swapped ones {found / total:.1%} found", file=sys.stderr)
