#!/usr/bin/env python3
"""Tells GitHub of events without a place. usage: annotate.py unresolved.csv [FOLDER OF THE DOCUMENTS]"""
import csv
import os
import sys


def data(text):
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def value(text):
    return data(text).replace(":", "%3A").replace(",", "%2C")


def read(cell):
    """The text of a cell: what a spreadsheet would compute has an apostrophe before it."""
    marked = cell.startswith("'") and cell.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
    return cell[1:] if marked else cell


folder = sys.argv[2] if len(sys.argv) > 2 else ""
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        row = {column: read(cell) for column, cell in row.items()}
        path = os.path.join(folder, row["document_id"])
        at = f" file={value(path)}," if os.path.isfile(path) else " "
        print(f"::warning{at}title={value(row['kind'])} without a place::{data(row['reason'])}: {data(row['notes'])}")
