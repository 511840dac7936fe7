"""Scores a model folder (Hugging Face layout) on held-out text.

  evaluate.py --model DIR --data PREPARED --dictionary IPADIC [--ipadic-csv DIR] [--mozc FILE] [--jcola FILE]
              [--blanks FILE] [--sentences FILE] [--pieces 60000] [--pairs 300] [--json OUT]

Masked words: held-out lines (first 126 pieces), whole words masked at 15 %, every masked piece replaced by [MASK];
top 1, 5, 10 and perplexity per masked piece. Rest: the same of the piece behind the first ones of a word, which are
seen. `mix` weighs the genres as the corpus has them with literature capped at 31 MB (SHARES). Particle: one particle
(IPADIC 助詞) of the eight per line is masked; the likeliest of the eight against the writer's. Minimal pairs: see
pairs.py. Next sentence: held-out lines cut at a full stop; the second part is the line's own or that of another line
of the genre, half each. Mozc: pairs (expected conversion, wrong conversion) of the FAILED rows by
pseudo-log-likelihood. JCoLA: without training on it, the area under the ROC curve of the mean pseudo-log-likelihood a
piece. Blanks: see blanks(). Everything is drawn with fixed seeds.
"""
import argparse
import json
import math
import os

import numpy as np
import torch

import pairs
from data import whole_word_masks
from model import load
from prepare import open_text
from wordpiece import CLS, CONTINUES, ID_MASK, MASK, SEP, WordPiece, load_vocab, nodes, normalise

SHARES = {"encyclopedia": 0.31, "news": 0.036, "conversation": 0.195, "everyday": 0.045, "technical": 0.27,
          "literature": 0.144}
LIMIT = 126


def pieces_of_words(word_pieces, words):
    return [piece for word in words for piece in word_pieces(word)]


def batches(sequences, rows):
    """Index lists of sequences sorted by length."""
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
    for start in range(0, len(order), rows):
        yield order[start:start + rows]


def padded(sequences):
    """uint16 [rows, length] with [CLS] and [SEP], and the mask."""
    length = max(map(len, sequences)) + 2
    raw, mask = np.zeros((len(sequences), length), np.uint16), np.zeros((len(sequences), length), bool)
    for row, pieces in enumerate(sequences):
        raw[row, 0], raw[row, 1:len(pieces) + 1], raw[row, len(pieces) + 1] = CLS, pieces, SEP
        mask[row, :len(pieces) + 2] = True
    return raw, mask


def encode(model, ids, mask, types=None):
    ids = torch.from_numpy(ids)
    types = torch.zeros_like(ids) if types is None else torch.from_numpy(types)
    return model.encode(ids, types, torch.from_numpy(mask))


@torch.no_grad()
def masked_words(model, sequences, seed=0):
    random = np.random.default_rng(seed)
    ranks, loss = [], 0.0
    for rows in batches(sequences, 32):
        raw, mask = padded([sequences[i] for i in rows])
        ids, positions, targets = whole_word_masks(raw, random, 0.15)
        hidden = encode(model, ids, mask).flatten(0, 1)[torch.from_numpy(positions)]
        logits, wanted = model.logits(hidden), torch.from_numpy(targets)[:, None]
        chosen = logits.gather(1, wanted)
        ranks.append((logits > chosen).sum(1).numpy())
        loss += float((torch.logsumexp(logits, 1, keepdim=True) - chosen).sum())
    ranks = np.concatenate(ranks)
    top = {f"top{k}": float((ranks < k).mean()) for k in (1, 5, 10)}
    return {"pieces": len(ranks), **top, "loss": loss / len(ranks), "perplexity": math.exp(loss / len(ranks))}


@torch.no_grad()
def rest_of_words(model, sequences, seed=0):
    """How well a word of several pieces is gone on with where its first ones are seen, and nothing says that it does."""
    random = np.random.default_rng(seed)
    right, loss, count = 0, 0.0, 0
    for rows in batches(sequences, 32):
        raw, mask = padded([sequences[i] for i in rows])
        ids, positions, targets = whole_word_masks(raw, random, 0.15, 1.0)
        goes_on = ((raw.reshape(-1)[positions] & CONTINUES) != 0) & (ids.reshape(-1)[positions - 1] != MASK)
        if not goes_on.any():
            continue
        hidden = encode(model, ids, mask).flatten(0, 1)[torch.from_numpy(positions[goes_on])]
        logits, wanted = model.logits(hidden), torch.from_numpy(targets[goes_on])
        right += int((logits.argmax(1) == wanted).sum())
        loss += float(torch.nn.functional.cross_entropy(logits, wanted, reduction="sum"))
        count += len(wanted)
    return {"pieces": count, "top1": right / count, "perplexity": math.exp(loss / count)}


@torch.no_grad()
def particle_choice(model, analysed, word_pieces, count, seed=0):
    random = np.random.default_rng(seed)
    choices = torch.tensor([word_pieces.vocab[p] for p in pairs.PARTICLES])
    sequences, answers = [], []
    for sentence in analysed:
        places = [i for i, node in enumerate(sentence) if pairs.is_particle(node)]
        if not places:
            continue
        place = places[random.integers(len(places))]
        words = [surface for surface, _ in sentence]
        before = pieces_of_words(word_pieces, words[:place])
        if len(before) >= LIMIT:
            continue
        sequences.append((before + [MASK] + pieces_of_words(word_pieces, words[place + 1:]))[:LIMIT])
        answers.append((len(before) + 1, pairs.PARTICLES.index(words[place])))
        if len(sequences) == count:
            break
    right = 0
    for rows in batches(sequences, 32):
        raw, mask = padded([sequences[i] for i in rows])
        hidden = encode(model, (raw & ID_MASK).astype(np.int64), mask)
        places = torch.tensor([answers[i][0] for i in rows])
        logits = model.logits(hidden[torch.arange(len(rows)), places])[:, choices]
        right += int((logits.argmax(1) == torch.tensor([answers[i][1] for i in rows])).sum())
    return {"count": len(sequences), "accuracy": right / max(1, len(sequences))}


@torch.no_grad()
def next_sentence(model, by_genre, word_pieces, count, seed=0):
    """None for a model without the head. by_genre: genre to analysed lines."""
    if "cls.seq_relationship.weight" not in model.parameters:
        return None
    random = np.random.default_rng(seed)
    inputs = []
    for analysed in by_genre.values():
        halves = []
        for sentence in analysed:
            words = [surface for surface, _ in sentence]
            stops = [i for i, word in enumerate(words[:-3]) if word == "。" and i >= 3]
            if stops:
                middle = min(stops, key=lambda i: abs(i - len(words) // 2)) + 1
                halves.append([pieces_of_words(word_pieces, part)[:62] for part in (words[:middle], words[middle:])])
        for i, (first, second) in enumerate(halves[:count]):
            follows = random.random() < 0.5
            inputs.append((first, second if follows else halves[i - 1][1], 0 if follows else 1))
    right = 0
    for start in range(0, len(inputs), 32):
        rows = inputs[start:start + 32]
        raw, mask = padded([[*a, SEP, *b] for a, b, _ in rows])
        types = np.zeros(raw.shape, np.int64)
        for row, (a, b, _) in enumerate(rows):
            types[row, len(a) + 2:len(a) + len(b) + 3] = 1
        hidden = encode(model, (raw & ID_MASK).astype(np.int64), mask, types)
        answers = torch.tensor([row[2] for row in rows])
        right += int((model.next_sentence_logits(hidden).argmax(1) == answers).sum())
    return {"count": len(inputs), "accuracy": right / max(1, len(inputs))}


@torch.no_grad()
def top_words(model, sentences, word_pieces, dictionary, count=10):
    """The likeliest piece ids at the one [MASK] of each sentence. The text around it is split on its own, as in the product."""
    sides = [normalise(side) or " " for sentence in sentences for side in sentence.split("[MASK]")]
    parts = [pieces_of_words(word_pieces, [surface for surface, _ in analysed]) for analysed in nodes(sides, dictionary)]
    found = []
    for left, right in zip(parts[::2], parts[1::2]):
        raw, mask = padded([[*left, MASK, *right]])
        hidden = encode(model, (raw & ID_MASK).astype(np.int64), mask)
        found.append(model.logits(hidden[:, len(left) + 1])[0].topk(count).indices.tolist())
    return found


def blanks(model, path, word_pieces, dictionary):
    """Sentences of everyday knowledge (kind, sentence with one [MASK], words that a reader accepts there, apart by spaces):
    the share whose likeliest piece is such a word, and those with one among the first five; by kind and of all.

    Only words of one piece can be found, so sentences without one are left out.
    """
    with open(path, encoding="utf-8") as file:
        rows = [line.split("\t") for line in file.read().splitlines()]
    rows = [(kind, sentence, {word_pieces.vocab[word] for word in words.split() if word in word_pieces.vocab})
            for kind, sentence, words in rows]
    rows = [row for row in rows if row[2]]
    tops = top_words(model, [sentence for _, sentence, _ in rows], word_pieces, dictionary, 5)
    share = lambda hits: {"count": len(hits), "top1": sum(ranks[:1] == [True] for ranks in hits) / len(hits),
                          "top5": sum(map(any, hits)) / len(hits)}
    hits = [(kind, [piece in accepted for piece in top]) for (kind, _, accepted), top in zip(rows, tops)]
    kinds = {kind: share([ranks for other, ranks in hits if other == kind]) for kind in dict.fromkeys(k for k, _ in hits)}
    return {**kinds, "all": share([ranks for _, ranks in hits])}


def mozc_pairs(path):
    found = []
    with open_text(path) as lines:
        for line in lines:
            columns = json.loads(line)["cols"]
            if columns[0] == "FAILED:" and columns[3].startswith("Conversion Expected") and columns[2] != columns[4]:
                found.append((columns[4], columns[2]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--model", required=True)
    add("--data", required=True)
    add("--dictionary", required=True)
    add("--ipadic-csv", help="IPADIC's CSV folder, for homophone pairs")
    add("--mozc")
    add("--jcola")
    add("--blanks", help="sentences with one [MASK] and what may stand there; see blanks()")
    add("--sentences", help="one sentence with one [MASK] a line")
    add("--pieces", type=int, default=60000, help="held-out pieces to mask from, shared out as the mix")
    add("--pairs", type=int, default=300, help="minimal pairs of each kind")
    add("--particles", type=int, default=400, help="particles a genre")
    add("--threads", type=int, default=os.cpu_count())
    add("--json")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = load(args.model, torch.float32)
    vocab = load_vocab(os.path.join(args.model, "vocab.txt"))
    word_pieces, result = WordPiece(vocab), {"masked": {}, "particle": {}}
    by_genre, short, mixed, everything = {}, [], [], []
    for genre, share in SHARES.items():
        with open(os.path.join(args.data, genre + ".heldout.txt"), encoding="utf-8") as file:
            lines = file.read().splitlines()
        analysed = by_genre[genre] = list(nodes(lines, args.dictionary))
        budget, sequences = max(args.pieces * share, 3000), []
        for sentence in analysed:
            pieces = pieces_of_words(word_pieces, [surface for surface, _ in sentence])[:LIMIT]
            if len(pieces) >= 3 and budget > 0:
                sequences.append(pieces)
                budget -= len(pieces)
            if 8 <= len(pieces) <= 40:
                short.append(sentence)
        result["masked"][genre] = masked_words(model, sequences)
        everything += sequences
        mixed.append((share, result["masked"][genre]))
        result["particle"][genre] = particle_choice(model, analysed, word_pieces, args.particles)
        print(genre, json.dumps(result["masked"][genre]), json.dumps(result["particle"][genre]), flush=True)
    mix = {key: sum(share * row[key] for share, row in mixed) for key in ("top1", "top5", "top10", "loss")}
    result["mix"] = {**mix, "perplexity": math.exp(mix["loss"]), "particle": sum(
        share * result["particle"][genre]["accuracy"] for genre, share in SHARES.items())}
    print("mix", json.dumps(result["mix"]), flush=True)
    result["rest"] = rest_of_words(model, everything)
    result["next_sentence"] = next_sentence(model, {g: a for g, a in by_genre.items() if g != "everyday"}, word_pieces, 150)
    order = np.random.default_rng(0).permutation(len(short))
    short = [short[i] for i in order]
    split = lambda words: pieces_of_words(word_pieces, words)
    result["particle_pairs"] = pairs.accuracy(
        model, pairs.particle_pairs(short, np.random.default_rng(0), args.pairs), split)
    if args.ipadic_csv:
        made = pairs.homophone_pairs(short, pairs.homophones(args.ipadic_csv, vocab), args.pairs)
        result["homophone_pairs"] = {"count": len(made), "accuracy": pairs.accuracy(model, made, split)}
    if args.mozc:
        texts = mozc_pairs(args.mozc)
        words = [[s for s, _ in n] for n in nodes([normalise(t) for pair in texts for t in pair], args.dictionary)]
        made = list(zip(words[::2], words[1::2]))
        result["mozc"] = {"count": len(made), "accuracy": pairs.accuracy(model, made, split)}
    if args.jcola:
        with open_text(args.jcola) as lines:
            rows = [json.loads(line) for line in lines]
        words = [[s for s, _ in n] for n in nodes([normalise(row["sentence"]) for row in rows], args.dictionary)]
        sequences = [split(w) for w in words]
        scores = [s / min(len(q), LIMIT) for s, q in zip(pairs.pseudo_log_likelihoods(model, sequences), sequences)]
        result["jcola"] = {"count": len(rows), "auc": pairs.area_under_curve(scores, [row["label"] for row in rows])}
    if args.blanks:
        result["blanks"] = blanks(model, args.blanks, word_pieces, args.dictionary)
    if args.sentences:
        names = list(vocab)
        with open(args.sentences, encoding="utf-8") as file:
            lines = [line for line in file.read().splitlines() if line]
        found = top_words(model, lines, word_pieces, args.dictionary)
        result["sentences"] = {line: [names[i] for i in top] for line, top in zip(lines, found)}
    print(json.dumps({key: value for key, value in result.items() if key not in ("masked", "particle")},
                     ensure_ascii=False, indent=1))
    if args.json:
        with open(args.json, "w", encoding="utf-8") as file:
            json.dump(result, file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
