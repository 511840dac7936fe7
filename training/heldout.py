"""The held-out set that `npm run evaluate` scores through the extension's engine.

  heldout.py --data PREPARED --vocab vocab.txt --dictionary IPADIC --ipadic-csv DIR --out ../bench/heldout/heldout.tsv.gz
             [--pieces 24000] [--particles 150] [--pairs 300] [--longest 24]

Lines of tab-separated columns, offsets in UTF-16 units:
  masked  genre  text  offsets     the words that start at these offsets are masked together, 15 % drawn at random
  particle  genre  text  offset    one particle of pairs.PARTICLES, to be chosen among them
  particle-pair / homophone-pair  genre  right  wrong    see pairs.py
Drawn with a fixed seed from prepare.py's held-out lines, cut to LIMIT pieces; genres have evaluate.py's shares.
"""
import argparse
import gzip
import os

import numpy as np

import pairs
from evaluate import LIMIT, SHARES, pieces_of_words
from wordpiece import FIRST_WORD_ID, ID_MASK, WordPiece, load_vocab, nodes


def starts(text, words):
    """Offset of each word in code points; MeCab leaves out white space between words."""
    found, at = [], 0
    for word in words:
        at = text.index(word, at)
        found.append(at)
        at += len(word)
    return found


def utf16(text, offset):
    return len(text[:offset].encode("utf-16-le")) // 2


def cut(text, sentence, word_pieces):
    """The text up to the last word that fits."""
    words, count = [surface for surface, _ in sentence], 0
    for word, start in zip(words, starts(text, words)):
        count += len(word_pieces(word))
        if count > LIMIT:
            return text[:start].rstrip()
    return text


def analysed(data, genre, word_pieces, dictionary):
    """(text, nodes) of the genre's lines that fit, longer ones cut."""
    with open(os.path.join(data, genre + ".heldout.txt"), encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if "\t" not in line]
    lines = [cut(line, sentence, word_pieces) for line, sentence in zip(lines, nodes(lines, dictionary))]
    for line, sentence in zip(lines, nodes(lines, dictionary)):
        if sentence and len(pieces_of_words(word_pieces, [surface for surface, _ in sentence])) <= LIMIT:
            yield line, sentence


def maskable(word, word_pieces):
    return all((piece & ID_MASK) >= FIRST_WORD_ID for piece in word_pieces(word))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", required=True)
    add("--vocab", required=True)
    add("--dictionary", required=True)
    add("--ipadic-csv", required=True)
    add("--out", required=True)
    add("--pieces", type=int, default=24000, help="pieces of text to mask from, shared out as the mix")
    add("--particles", type=int, default=150, help="a genre")
    add("--pairs", type=int, default=300, help="of each kind, all genres")
    add("--longest", type=int, default=24, help="pieces in a sentence of a pair")
    args = parser.parse_args()
    vocab = load_vocab(args.vocab)
    word_pieces, random = WordPiece(vocab), np.random.default_rng(0)
    by_reading = pairs.homophones(args.ipadic_csv, vocab)
    rows, short = [], []
    for genre, share in SHARES.items():
        budget, particles = max(args.pieces * share, 2000), args.particles
        for text, sentence in analysed(args.data, genre, word_pieces, args.dictionary):
            words = [surface for surface, _ in sentence]
            offsets = [utf16(text, start) for start in starts(text, words)]
            count = len(pieces_of_words(word_pieces, words))
            able = [i for i, word in enumerate(words) if maskable(word, word_pieces)]
            if budget > 0 and count >= 3 and able:
                drawn = [i for i in able if random.random() < 0.15] or able[:1]
                rows.append(("masked", genre, text, ",".join(str(offsets[i]) for i in drawn)))
                budget -= count
            places = [i for i, node in enumerate(sentence) if pairs.is_particle(node)]
            if particles and places:
                rows.append(("particle", genre, text, str(offsets[places[random.integers(len(places))]])))
                particles -= 1
            if 8 <= count <= args.longest:
                short.append((genre, text, sentence))
    for kind, make in (("particle-pair", lambda s: pairs.particle_pairs([s], random, 1)),
                       ("homophone-pair", lambda s: pairs.homophone_pairs([s], by_reading, 1))):
        left = args.pairs
        for index in np.random.default_rng(0).permutation(len(short)):
            genre, text, sentence = short[index]
            made = make(sentence) if left else []
            for right, wrong in made:
                place = next(i for i, (a, b) in enumerate(zip(right, wrong)) if a != b)
                start = starts(text, right)[place]
                rows.append((kind, genre, text, text[:start] + wrong[place] + text[start + len(right[place]):]))
                left -= 1
    os.makedirs(os.path.dirname(os.path.abspath(args.out)), exist_ok=True)
    with open(args.out, "wb") as file, gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write("".join("\t".join(row) + "\n" for row in rows).encode())
    print({kind: sum(row[0] == kind for row in rows) for kind in sorted({row[0] for row in rows})}, os.path.getsize(args.out))


if __name__ == "__main__":
    main()
