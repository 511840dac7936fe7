"""Shards to batches. Everything is a function of (seed, buffer, batch): resuming needs no state but these numbers.

A buffer holds a fixed number of sequences of every genre, in the proportion of the mix. Its sequences are sorted by
length and cut into batches of about the same number of pieces, and the batches are shuffled.
"""
import json
import os

import numpy as np

from wordpiece import CLS, CONTINUES, FIRST_WORD_ID, ID_MASK, MASK, SEP, UNK

BUFFER = 4096
TOGETHER = 0.6
SHORTEST = 3  # pieces of a sequence, and of the second segment of a pair


def vocabulary(folder):
    """How many pieces the streams in a folder are made of (`size`), and which of them is 。 (`stop`)."""
    path = os.path.join(folder, "vocabulary.json")
    if not os.path.exists(path):  # prepared before it was written, with the only vocabulary there was
        return {"size": 32000, "stop": 8}
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Genre:
    """Sequences over one genre's stream: single lines, or (with chance TOGETHER) following lines joined."""

    def __init__(self, stem, limit, seed, paired, stop):
        self.stop = stop
        self.ids = np.fromfile(stem + ".ids", dtype="<u2")
        lines = np.fromfile(stem + ".lines", dtype="<i8")
        random = np.random.default_rng(seed)
        starts, ends = [], []
        index, count = 0, len(lines) - 1
        joined = random.random(count) < TOGETHER if paired else np.zeros(count, bool)
        offsets = lines.tolist()
        while index < count:
            start, end = offsets[index], offsets[index + 1]
            join = joined[index]
            index += 1
            while join and index < count and offsets[index + 1] - start <= limit:
                end = offsets[index + 1]
                index += 1
            while end - start > limit:
                cut = self._cut(start, start + limit)
                starts.append(start)
                ends.append(cut)
                start = cut
            if end - start >= SHORTEST:
                starts.append(start)
                ends.append(end)
        self.starts, self.ends = np.array(starts), np.array(ends)
        self.breaks = lines
        self.seed = seed
        self._order = None

    def _cut(self, start, end):
        """Where a long line is cut: after its last full stop in the window if that keeps half of it, else before a word."""
        window = self.ids[start:end]
        stops = np.flatnonzero(window == self.stop)
        if len(stops) and stops[-1] >= (end - start) // 2:
            return start + int(stops[-1]) + 1
        cut = end
        while cut > start + 1 and self.ids[cut] & CONTINUES:
            cut -= 1
        return cut if cut > start + 1 else end

    def __len__(self):
        return len(self.starts)

    def order(self, epoch):
        kept = self._order  # set as one: after a step back two threads draw at once
        if kept is None or kept[0] != epoch:
            self._order = kept = epoch, np.random.default_rng([self.seed, 1, epoch]).permutation(len(self))
        return kept[1]

    def take(self, position):
        epoch, place = divmod(position, len(self))
        index = self.order(epoch)[place]
        return int(self.starts[index]), int(self.ends[index])

    def middle(self, start, end, latest=None):
        """Where a sequence can be split in two segments (a line break or a full stop) up to `latest`, or None."""
        inside = self.breaks[np.searchsorted(self.breaks, start + 3):np.searchsorted(self.breaks, end - 3)]
        if not len(inside):
            inside = start + 1 + np.flatnonzero(self.ids[start:end - 3] == self.stop)
            inside = inside[inside > start + 3]
        if latest is not None:
            inside = inside[inside <= latest]
        if not len(inside):
            return None
        return int(inside[np.argmin(np.abs(inside - (start + end) // 2))])


def parse_mix(text):
    return {part.split("=")[0]: float(part.split("=")[1]) for part in text.split(",")}


class Data:
    def __init__(self, folder, mix, seed, batch_pieces, limit, pair_rate, mask_rate, rest_rate=0.0,
                 unpaired=("everyday", "phrases")):
        self.seed, self.batch_pieces, self.pair_rate = seed, batch_pieces, pair_rate
        self.mask_rate, self.rest_rate = mask_rate, rest_rate
        self.genres, self.shares, stop = {}, {}, vocabulary(folder)["stop"]
        for number, (name, share) in enumerate(sorted(mix.items())):
            genre = Genre(os.path.join(folder, name), limit, seed * 100 + number, name not in unpaired, stop)
            self.genres[name] = genre
            self.shares[name] = share / float((genre.ends - genre.starts).mean())
        total = sum(self.shares.values())
        self.counts = {name: max(1, round(BUFFER * share / total)) for name, share in self.shares.items()}
        self.limit = limit
        self._buffer = None

    def buffer(self, number):
        """The batches of buffer `number`: lists of (ids, types, label) where label is -1 without a second segment."""
        if self._buffer and self._buffer[0] == number:
            return self._buffer[1]
        random = np.random.default_rng([self.seed, 2, number])
        sequences = []
        for name, count in self.counts.items():
            genre = self.genres[name]
            spans = [genre.take(number * count + i) for i in range(count)]
            for place, (start, end) in enumerate(spans):
                latest = start + self.limit - 1 - SHORTEST
                middle = genre.middle(start, end, latest) if random.random() < self.pair_rate and place else None
                if middle is None:
                    sequences.append((genre.ids[start:end], None, -1))
                    continue
                first, second, label = genre.ids[start:middle], genre.ids[middle:end], 0
                if random.random() < 0.5:
                    other, last = spans[place - 1]
                    after = genre.middle(other, last)
                    second, label = genre.ids[other if after is None else after:last], 1
                sequences.append((first, second[:self.limit - 1 - len(first)], label))
        lengths = np.array([len(s[0]) + (0 if s[1] is None else len(s[1]) + 1) + 2 for s in sequences])
        order = np.lexsort((random.random(len(lengths)), lengths))
        batches, current, longest = [], [], 0
        for index in order:
            padded = -(-int(lengths[index]) // 8) * 8
            if current and max(longest, padded) * (len(current) + 1) > self.batch_pieces:
                batches.append(current)
                current, longest = [], 0
            current.append(sequences[index])
            longest = max(longest, padded)
        batches.append(current)
        random.shuffle(batches)
        self._buffer = (number, batches)
        return batches

    def batch(self, number, index):
        """Arrays of one batch: ids, types, mask [rows, length]; flat positions and targets of masked pieces; labels."""
        rows = self.buffer(number)[index]
        random = np.random.default_rng([self.seed, 3, number, index])
        longest = max(len(a) + (0 if b is None else len(b) + 1) + 2 for a, b, _ in rows)
        length = min(-(-longest // 8) * 8, self.limit + 2)
        raw = np.zeros((len(rows), length), np.uint16)
        types = np.zeros((len(rows), length), np.int64)
        mask = np.zeros((len(rows), length), bool)
        labels = np.array([row[2] for row in rows])
        for row, (first, second, _) in enumerate(rows):
            end = len(first) + 2
            raw[row, 0], raw[row, 1:end - 1], raw[row, end - 1] = CLS, first, SEP
            if second is not None:
                raw[row, end:end + len(second)], raw[row, end + len(second)] = second, SEP
                types[row, end:end + len(second) + 1] = 1
                end += len(second) + 1
            mask[row, :end] = True
        ids, positions, targets = whole_word_masks(raw, random, self.mask_rate, self.rest_rate)
        return ids, types, mask, positions, targets, labels


def whole_word_masks(raw, random, rate, rest_rate=0.0):
    """Replaces whole words by [MASK] at `rate`. Ids, flat positions of the masked pieces, and the pieces there.

    Of words of several pieces that are chosen, `rest_rate` keep their first pieces, one at least, and only the rest is
    masked. A model that never sees that takes a mask behind the beginning of a word for another word, and gives what
    the word goes on with 1 in 2^15: it can neither fill words from left to right nor score them so (Kauf and Ivanova
    2023).
    """
    ids = (raw & ID_MASK).astype(np.int64)
    flat = ids.reshape(-1)
    word_piece = flat >= FIRST_WORD_ID
    unknown = flat == UNK
    first = (word_piece | unknown) & ((raw.reshape(-1) & CONTINUES) == 0)
    word = np.cumsum(first)  # pieces of one word share a number; specials take the number before them
    words = int(word[-1]) + 1 if len(word) else 1
    chosen_word = random.random(words) < rate
    chosen = chosen_word[word] & word_piece
    if rest_rate:
        lengths = np.bincount(word, word_piece, words).astype(np.int64)
        kept = 1 + (random.random(words) * (lengths - 1)).astype(np.int64)
        kept[(lengths < 2) | (random.random(words) >= rest_rate)] = 0
        begins = np.concatenate([[0], np.flatnonzero(first)])
        chosen &= np.arange(len(flat)) - begins[word] >= kept[word]
    if not chosen.any():
        chosen[np.flatnonzero(word_piece)[:1]] = True
    positions = np.flatnonzero(chosen)
    targets = flat[positions].copy()
    flat[positions] = MASK
    return ids, positions, targets


def sampled_vocabulary(targets, random, vocabulary, frequent, rest):
    """Rows of the vocabulary to project on, their log weights, and the targets' places among them.

    The first `frequent` pieces (the vocabulary is sorted by frequency) and all targets are there with weight 1; of the
    others `rest` are drawn without replacement and stand for all of them.
    """
    certain = np.union1d(np.arange(min(frequent, vocabulary)), targets)
    others = np.setdiff1d(np.arange(min(frequent, vocabulary), vocabulary), targets, assume_unique=False)
    drawn = np.sort(random.choice(others, min(rest, len(others)), replace=False))
    rows = np.concatenate([certain, drawn])
    weights = np.zeros(len(rows), np.float32)
    weights[len(certain):] = np.log(max(1, len(others)) / max(1, len(drawn)))
    return rows, weights, np.searchsorted(certain, targets)
