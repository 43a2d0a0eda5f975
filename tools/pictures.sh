#!/usr/bin/env bash
# Draws the pictures of docs/ from the layers of seeds/. Needs QGIS and Chromium (../shared/accept/setup.sh). usage: tools/pictures.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" map seeds -o "$work/layers" --quiet
/usr/bin/python3 tools/picture_qgis.py "$work/layers" docs/qgis.png
(cd tests/page && npm ci --ignore-scripts --no-audit --no-fund --silent)
node tools/picture_web.mjs "$work/layers" docs/page.png docs/geojson-io.png
ls -l docs/*.png
