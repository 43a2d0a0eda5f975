#!/usr/bin/env bash
# Drives map.html in Chromium. usage: tests/page/run.sh BINARY (Node 20 and Chromium must be there; CHROMIUM names another)
set -euo pipefail
binary=$(realpath "${1:?usage: tests/page/run.sh BINARY}")
cd "$(dirname "$0")"
[ -d node_modules/axe-core ] || npm ci --ignore-scripts --no-audit --no-fund --silent

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/nothing.jsonl"
"$binary" map ../../seeds -o "$work/seeds" --quiet
"$binary" map "$work/nothing.jsonl" -o "$work/empty" --quiet
for name in days world town crowd unquoted wording countries countries_and_towns hostile antimeridian poles many; do
  node reports.js "$name" > "$work/$name.jsonl"
  "$binary" assemble "$work/$name.jsonl" -o "$work/$name" --include denied,threatened,background --areas --quiet
done
cat > "$work/kinds.toml" <<'TOML'
[[kind]]
name = "strike"
layer = "strikes"
label = "<img src=x onerror=window.ran=1>"
triggers = [{ noun = ["strike"], frame = "event" }]
subkinds = [{ name = "<b>bold</b>" }]
TOML
node reports.js hostile_crowd > "$work/hostile_crowd.jsonl"
"$binary" assemble "$work/hostile_crowd.jsonl" -o "$work/hostile_crowd" --kinds "$work/kinds.toml" --quiet
PAGES=$work node --test --test-concurrency=1 ./*.test.js
