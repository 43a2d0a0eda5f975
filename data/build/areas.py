#!/usr/bin/env python3
"""Makes ../areas.topojson.zst from areas_admin1.topojson of SRC (default: shared/data beside the repository). Needs zstd.

Of the properties id and country_code are kept: the rest stands in the row of that id, which some of Natural Earth's lack."""
import json, pathlib, subprocess, sys

OUT = pathlib.Path(__file__).resolve().parent.parent
SRC = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else OUT.parent.parent / "shared" / "data"

source = json.loads((SRC / "areas_admin1.topojson").read_text())
geometries = [
    {
        "type": g["type"],
        "id": g["properties"]["id"],
        "properties": {"country_code": g["properties"]["country_code"]},
        "arcs": g["arcs"],
    }
    for g in source["objects"]["admin1"]["geometries"]
]
areas = {
    "type": "Topology",
    "transform": source["transform"],
    "objects": {"divisions": {"type": "GeometryCollection", "geometries": geometries}},
    "arcs": source["arcs"],
}
text = json.dumps(areas, separators=(",", ":")).encode()
packed = subprocess.run(["zstd", "-q", "--ultra", "-22", "-c"], input=text, capture_output=True, check=True).stdout
(OUT / "areas.topojson.zst").write_bytes(packed)
print(f"{len(geometries)} areas, {len(packed)} bytes")
