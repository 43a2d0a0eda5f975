#!/usr/bin/env python3
"""Fills in the first-order divisions that rows of ../sites.csv leave out, from the outlines of ../areas.topojson.zst. Needs zstd.

usage: sites.py; what is there already stays. A row near a coast or abroad of its country stays without.
"""
import csv, json, lzma, pathlib, subprocess

OUT = pathlib.Path(__file__).resolve().parent.parent


def rings(topology, geometry, arcs):
    """The rings of a polygon or of several, as lists of points."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points = []
            for number in ring:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                points += arc[1:] if points else arc
            yield points


def holds(rings, x, y):
    """Whether the point lies within, by the number of sides east of it."""
    inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def outlines():
    topology = json.loads(subprocess.run(["zstd", "-dc", OUT / "areas.topojson.zst"], check=True, capture_output=True).stdout)
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    with lzma.open(OUT / "world.csv.xz", "rt", encoding="utf-8") as world:
        codes = {r["id"]: (r["country_code"], r["admin1_code"]) for r in csv.DictReader(world) if r["feature_code"] == "ADM1"}
    for geometry in topology["objects"]["divisions"]["geometries"]:
        if geometry.get("id") in codes:
            own = list(rings(topology, geometry, arcs))
            xs, ys = [x for ring in own for x, _ in ring], [y for ring in own for _, y in ring]
            yield codes[geometry["id"]], (min(xs), min(ys), max(xs), max(ys)), own


def main():
    with open(OUT / "sites.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    areas = list(outlines())
    filled = 0
    for row in rows:
        if row["admin1_code"] or row["feature_code"] == "RGN":
            continue
        x, y = float(row["longitude"]), float(row["latitude"])
        for (country, admin1), (west, south, east, north), own in areas:
            if country == row["country_code"] and west <= x <= east and south <= y <= north and holds(own, x, y):
                row["admin1_code"] = admin1
                filled += 1
                break
    with open(OUT / "sites.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    print(f"{filled} filled in, {sum(not r['admin1_code'] for r in rows)} of {len(rows)} without")


main()
