"""Text to uint16 shards with a held-out split.

  prepare.py --corpus DIR --vocab vocab.txt --dictionary IPADIC --out DIR [--exclude FILE ...] [--limit-lines N]

DIR holds GENRE.txt or GENRE.txt.xz, one sentence or paragraph a line. For each genre out/ gets
  GENRE.ids      uint16 pieces of all training lines (wordpiece.CONTINUES marks non-initial pieces)
  GENRE.lines    int64 offsets, one more than there are lines
  GENRE.heldout.txt   held-out lines, NFKC, text
and out/ itself vocabulary.json: how many pieces there are, and which of them is the full stop.
Held out is a line whose CRC-32 (NFKC, UTF-8) is divisible by its genre's number in held-out.json; it never reaches the
shards, nor the pack of collocations (scripts/collocations).
A line with a sentence of an --exclude file (JSONL: any string in it; other files: any line) is dropped from both.
Lines with less than 30 % kana and kanji are dropped.
"""
import argparse
import json
import lzma
import multiprocessing
import os
import re
import zlib

import numpy as np

from wordpiece import STOP, WordPiece, load_vocab, mecab_lines, normalise, size_of

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "held-out.json"), encoding="utf-8") as table:
    HELD_OUT = json.load(table)
JAPANESE = re.compile(r"[ぁ-ゖァ-ヺー一-鿿㐀-䶿々]")
SENTENCE_END = re.compile(r"(?<=[。！？!?])")


def open_text(path):
    if path.endswith(".xz"):
        return lzma.open(path, "rt", encoding="utf-8")
    return open(path, encoding="utf-8")


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def sentence_key(sentence):
    return sentence.strip().rstrip("。.!?！？ ")


def excluded_sentences(paths):
    found = set()
    for path in paths:
        with open_text(path) as lines:
            for line in lines:
                for text in strings(json.loads(line)) if ".jsonl" in path else (line,):
                    text = sentence_key(normalise(text))
                    if len(text) >= 6:
                        found.add(text)
    return found


def prepare_genre(job):
    genre, path, args = job
    excluded = excluded_sentences(args.exclude)
    pieces = WordPiece(load_vocab(args.vocab))
    modulus = HELD_OUT.get(genre, 256)
    held_out, dropped = [], [0]

    def training_lines():
        with open_text(path) as lines:
            for index, line in enumerate(lines):
                if args.limit_lines and index >= args.limit_lines:
                    return
                line = normalise(line)
                if not line or len(JAPANESE.findall(line)) < 0.3 * len(line):
                    dropped[0] += 1
                elif excluded and any(sentence_key(s) in excluded for s in SENTENCE_END.split(line)):
                    dropped[0] += 1
                elif zlib.crc32(line.encode("utf-8")) % modulus == 0:
                    held_out.append(line)
                else:
                    yield line

    stem = os.path.join(args.out, genre)
    offsets, total, buffer = [0], 0, []
    with open(stem + ".ids.partial", "wb") as out:
        for line in mecab_lines(training_lines(), args.dictionary):
            before = len(buffer)
            for word in line.split(" "):
                if word:
                    buffer.extend(pieces(word))
            total += len(buffer) - before
            offsets.append(total)
            if len(buffer) > 1 << 20:
                np.array(buffer, dtype="<u2").tofile(out)
                buffer = []
        np.array(buffer, dtype="<u2").tofile(out)
    np.array(offsets, dtype="<i8").tofile(stem + ".lines")
    with open(stem + ".heldout.txt", "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in held_out)
    os.replace(stem + ".ids.partial", stem + ".ids")
    return {"genre": genre, "lines": len(offsets) - 1, "pieces": total, "held_out": len(held_out), "dropped": dropped[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", required=True)
    parser.add_argument("--vocab", required=True)
    parser.add_argument("--dictionary", required=True, help="a compiled IPADIC folder")
    parser.add_argument("--out", required=True)
    parser.add_argument("--exclude", nargs="*", default=[])
    parser.add_argument("--limit-lines", type=int, default=0, help="first N lines of each genre, for rehearsals")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    args = parser.parse_args()
    vocab = load_vocab(args.vocab)
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "vocabulary.json"), "w") as out:
        json.dump({"size": size_of(vocab), "stop": vocab[STOP]}, out)
    jobs = []
    for name in os.listdir(args.corpus):
        match = re.fullmatch(r"([a-z]+)\.txt(\.xz)?", name)
        if match:
            jobs.append((match.group(1), os.path.join(args.corpus, name), args))
    jobs.sort(key=lambda job: -os.path.getsize(job[1]))
    with multiprocessing.Pool(args.processes) as pool, open(os.path.join(args.out, "prepared.jsonl"), "w") as log:
        for row in pool.imap_unordered(prepare_genre, jobs, chunksize=1):
            print(json.dumps(row), flush=True)
            log.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
