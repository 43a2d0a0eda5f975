"""Silver part-of-speech tags from spaCy's en_core_web_md, on the tokens that `examples/dump_tokens.rs` wrote.

    python silver.py < sentences.jsonl > silver.tsv

Out: `# id` before the sentences of an article, a token a line as `word TAB space_before TAB tag`, an empty line after
each sentence. Headlines In Title Case or CAPITALS mislead the teacher, so it sees them with the case that their words
have in running text, and its tags go on the words as they were printed.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import spacy
from spacy.tokens import Doc

NORMS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "ca": "can", "wo": "will"}


def load():
    """The model, wherever its package put it."""
    for root in map(Path, sys.path):
        for config in sorted(root.glob("*mooring*/**/config.cfg")) + sorted(root.glob("en_core_web_md*/**/config.cfg")):
            if (config.parent / "meta.json").exists():
                return spacy.load(config.parent, exclude=["ner", "parser", "senter", "lemmatizer"])
    raise SystemExit("install en_core_web_md first, see data/pos.md")


def is_headline(words):
    long = [w for w in words[1:] if len(w) > 3 and w[0].isalpha()]
    capital = sum(w[0].isupper() for w in long)
    return len(long) >= 3 and capital >= 0.75 * len(long)


class Case:
    """How often a word, and a pair of words, stands in small and in capital letters in running text."""

    def __init__(self, sentences):
        self.small, self.capital, self.form, self.pairs = Counter(), Counter(), {}, Counter()
        forms = Counter()
        for words in sentences:
            if is_headline(words):
                continue
            for before, word in zip(words, words[1:]):
                if not word[0].isalpha() or before in '."“:‘\'':
                    continue
                low = word.lower()
                if word == low:
                    self.small[low] += 1
                else:
                    self.capital[low] += 1
                    forms[word] += 1
                    if before[0].isupper():
                        self.pairs[before.lower(), low] += 1
        for form, count in sorted(forms.items()):
            low = form.lower()
            if count > self.form.get(low, ("", 0))[1]:
                self.form[low] = (form, count)

    def true(self, words):
        low = [w.lower() for w in words]
        out = []
        for i, word in enumerate(words):
            name = self.capital[low[i]] > self.small[low[i]] or self.small[low[i]] == 0 and not word.islower()
            for j in (i - 1, i):
                if 0 <= j < len(words) - 1 and self.pairs[low[j], low[j + 1]] >= 3 and not word.islower():
                    name = True
            if not name:
                out.append(low[i])
            elif word.isupper() and len(word) > 1 and low[i] in self.form:
                out.append(self.form[low[i]][0])
            elif word.isupper() and len(word) > 4:
                out.append(word.capitalize())
            else:
                out.append(word)
        return out


def main():
    nlp = load()
    sentences = [json.loads(line) for line in sys.stdin]
    case = Case([s["words"] for s in sentences])

    def docs():
        for s in sentences:
            words = [re.sub("[’ʼ]", "'", w) if len(w) > 1 else w for w in s["words"]]
            if is_headline(words):
                words = case.true(words)
            doc = Doc(nlp.vocab, words=words, spaces=s["space_before"][1:] + [False])
            for token in doc:
                before_not = token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "n't"
                if token.lower_ in NORMS and (before_not or token.lower_ not in ("ca", "wo")):
                    token.norm_ = NORMS[token.lower_]
            yield doc

    last = None
    for s, doc in zip(sentences, nlp.pipe(docs(), batch_size=512)):
        if s["id"] != last:
            last = s["id"]
            print("#", last)
        for word, space, token in zip(s["words"], s["space_before"], doc):
            print(word, int(space), token.tag_, sep="\t")
        print()


if __name__ == "__main__":
    main()
