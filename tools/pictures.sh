#!/usr/bin/env bash
# Draws the pictures of docs/ from the layers of seeds/. Needs QGIS (../shared/accept/setup.sh). usage: tools/pictures.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" map seeds -o "$work/layers" --quiet
/usr/bin/python3 tools/picture_qgis.py "$work/layers" docs/qgis.png
ls -l docs/*.png
