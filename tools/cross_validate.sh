#!/usr/bin/env bash
# The figures of recogniser and resolver together on texts that neither was trained on: five folds by document.
#
#   tools/cross_validate.sh RECOGNISERS RESOLVERS [options of score_toponyms.py]; GOLD_SPANS=--gold-spans gives the gold's names
#
# RECOGNISERS and RESOLVERS are the folders that `train_recognise --folds` and `train_resolve --folds` write (data/recognise.md, data/resolve.md).
set -euo pipefail
cd "$(dirname "$0")/.."
recognisers=$1 resolvers=$2
shift 2
eval=../shared/eval
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --quiet --release --example toponyms
for corpus in lgl geowebnews; do
  for fold in 0 1 2 3 4; do
    target/release/examples/toponyms --recognise "$recognisers/recognise-$fold.bin" --resolve "$resolvers/resolve-$fold.toml" \
      --fold "$fold" --corpus "$corpus" ${GOLD_SPANS:-} < "$eval/corpora/$corpus.jsonl" 2>/dev/null
  done > "$work/$corpus.jsonl"
  echo "== $corpus"
  python3 "$eval/score_toponyms.py" "$eval/corpora/$corpus.jsonl" "$work/$corpus.jsonl" "$@"
done
