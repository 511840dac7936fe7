"""Minimal pairs made by rule from held-out sentences, and pseudo-log-likelihood (Salazar et al. 2020).

Particle pairs: in a sentence of 8 to 40 pieces one particle of は が を に で へ と から (IPADIC 助詞, the word alone)
is replaced by another of the eight, drawn at random; the pair is the sentence and the changed one.
Homophone pairs: a common noun (名詞 一般 or サ変接続) of two or more kanji is replaced by the other such noun with the same
reading in IPADIC whose piece comes first in the vocabulary (the commonest); both must be one piece each.
The changed sentence is not always wrong (は for が often reads well), so the score of a perfect reader is below 100 %.
"""
import collections
import glob
import os
import re

import numpy as np
import torch

from wordpiece import CLS, ID_MASK, MASK, SEP

PARTICLES = ("は", "が", "を", "に", "で", "へ", "と", "から")
KANJI = re.compile(r"[一-鿿々]{2,}")


def is_particle(node):
    return node[0] in PARTICLES and node[1][0] == "助詞"


def is_common_noun(pos, detail):
    return pos == "名詞" and detail in ("一般", "サ変接続")


def homophones(csv_folder, vocab):
    """Reading to surfaces (commonest first) of one-piece kanji nouns, from IPADIC's CSVs (EUC-JP)."""
    found = collections.defaultdict(set)
    for path in glob.glob(os.path.join(csv_folder, "Noun*.csv")):
        with open(path, encoding="euc-jp") as lines:
            for line in lines:
                row = line.rstrip("\n").split(",")
                if is_common_noun(row[4], row[5]) and row[0] in vocab and KANJI.fullmatch(row[0]):
                    found[row[11]].add(row[0])
    return {reading: sorted(surfaces, key=vocab.get) for reading, surfaces in found.items() if len(surfaces) > 1}


def particle_pairs(analysed, random, count):
    pairs = []
    for sentence in analysed:
        places = [i for i, node in enumerate(sentence) if is_particle(node)]
        if places:
            place = places[random.integers(len(places))]
            words = [surface for surface, _ in sentence]
            others = [p for p in PARTICLES if p != words[place]]
            pairs.append((words, words[:place] + [others[random.integers(len(others))]] + words[place + 1:]))
        if len(pairs) == count:
            break
    return pairs


def homophone_pairs(analysed, by_reading, count):
    pairs = []
    for sentence in analysed:
        for place, (surface, features) in enumerate(sentence):
            if len(features) > 7 and is_common_noun(features[0], features[1]) and KANJI.fullmatch(surface):
                others = [other for other in by_reading.get(features[7], ()) if other != surface]
                if others and surface in by_reading[features[7]]:
                    words = [word for word, _ in sentence]
                    pairs.append((words, words[:place] + [others[0]] + words[place + 1:]))
                    break
        if len(pairs) == count:
            break
    return pairs


@torch.no_grad()
def pseudo_log_likelihoods(model, sentences, limit=126, rows_at_once=64):
    """For each list of piece ids the sum of log P(piece | the rest), every piece masked alone in its turn."""
    scores = []
    for pieces in sentences:
        pieces = np.asarray([piece & ID_MASK for piece in pieces[:limit]], np.int64)
        count, total = len(pieces), 0.0
        row = np.concatenate([[CLS], pieces, [SEP]])
        for start in range(0, count, rows_at_once):
            places = np.arange(start, min(start + rows_at_once, count))
            ids = np.repeat(row[None], len(places), 0)
            ids[np.arange(len(places)), places + 1] = MASK
            ids = torch.from_numpy(ids)
            hidden = model.encode(ids, torch.zeros_like(ids), torch.ones_like(ids, dtype=torch.bool))
            logits = model.logits(hidden[torch.arange(len(places)), torch.from_numpy(places + 1)])
            chosen = torch.log_softmax(logits, 1).gather(1, torch.from_numpy(pieces[places])[:, None])
            total += float(chosen.sum())
        scores.append(total)
    return scores


def accuracy(model, pairs, pieces_of):
    if not pairs:
        return None
    right = pseudo_log_likelihoods(model, [pieces_of(a) for a, _ in pairs])
    wrong = pseudo_log_likelihoods(model, [pieces_of(b) for _, b in pairs])
    return sum(a > b for a, b in zip(right, wrong)) / len(pairs)


def area_under_curve(scores, labels):
    """Chance that a sentence of label 1 scores above one of label 0."""
    good = [s for s, label in zip(scores, labels) if label]
    bad = [s for s, label in zip(scores, labels) if not label]
    return sum((g > b) + 0.5 * (g == b) for g in good for b in bad) / (len(good) * len(bad))
