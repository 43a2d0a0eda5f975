#!/usr/bin/env python3
"""Writes data/country_cells.csv: the squares of four degrees in which a country of world.csv has places, its far islands too.

usage: zstd -dc ../shared/data/world.csv.zst | python3 data/build/country_cells.py > data/country_cells.csv
A square is its row from the south pole times 90 plus its column from 180 degrees west.
"""
import csv, sys

cells = {}
for row in csv.DictReader(sys.stdin):
    point = float(row["latitude"]), float(row["longitude"])
    if row["country_code"] and point != (0, 0):
        cell = int((point[0] + 90) // 4) * 90 + int((point[1] + 180) // 4) % 90
        cells.setdefault(row["country_code"], set()).add(cell)

print("country_code,cells")
for code, some in sorted(cells.items()):
    print(code, " ".join(map(str, sorted(some))), sep=",")
