"""Trains the parser: what depends on what, from the hidden states of a model that stays as it is.

  npm run --silent dependency -- --prepare CORPUS.jsonl > UNITS.jsonl
  dependency.py --model MODEL --units UNITS.jsonl --out PARSER [--epochs 12] [--seed 1]

UNITS.jsonl has a unit a line, made by the extension's own tokenizer and rules: pieces, and for the corpus' bunsetsu
(`gold`) and the rules' own (`ours`) the places that are looked at, features and heads. A unit's `split` is train, dev
or test. The output is a folder as Hugging Face keeps it: config.json and model.safetensors, which
src/engine/parser/parser.ts reads.

The parser: a learnt mix of all layers over the content word, the last piece of the function word and the whole
bunsetsu; embeddings of parts of speech and particles; a few layers of attention among bunsetsu; a biaffine score for
each pair (Dozat and Manning 2017) with terms for distance. Each bunsetsu's head is a softmax over what follows it.
What is exported is the running mean of the weights.
"""
import argparse
import json
import math
import os
import random
import time
from collections import Counter

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from model import load, write_safetensors

PLACES, FEATURES = 3, 5
# Fewer occurrences in the training part, and a feature's value is as any other.
LEAST = (20, 30, 10, 10, 1)
REACH, BUCKETS = 8, 9
CLS, SEP, LONGEST = 2, 3, 126


def read_units(path):
    with open(path, encoding="utf-8") as lines:
        return [unit for unit in map(json.loads, lines) if len(unit["ids"]) <= LONGEST]


@torch.no_grad()
def hidden_states(model, ids, mask):
    """Of the embeddings and each layer: [batch, length, layers + 1, width]."""
    states, norm = [], model.norm

    def keeping(x, name):
        y = norm(x, name)
        if name.endswith("LayerNorm") and ".attention." not in name:
            states.append(y)
        return y

    model.norm = keeping
    try:
        model.encode(ids, torch.zeros_like(ids), mask)
    finally:
        model.norm = norm
    return torch.stack(states, 2)


def places(states, bunsetsu):
    """What the parser looks at of each bunsetsu: [bunsetsu, places, layers + 1, width]; `at` counts pieces without [CLS]."""
    rows = []
    for one in bunsetsu:
        first, last, function, start, end = (piece + 1 for piece in one["at"])
        rows.append(torch.stack([states[first:last + 1].mean(0), states[function], states[start:end + 1].mean(0)]))
    return torch.stack(rows).half().numpy()


def looked_at(model, units):
    """For each unit its places by the corpus' bunsetsu and by the rules' (the same array where they cut alike)."""
    order = sorted(range(len(units)), key=lambda i: len(units[i]["ids"]))
    found = [None] * len(units)
    for start in range(0, len(order), 64):
        rows = order[start:start + 64]
        length = max(len(units[i]["ids"]) for i in rows) + 2
        ids, mask = torch.zeros(len(rows), length, dtype=torch.long), torch.zeros(len(rows), length, dtype=torch.bool)
        for row, i in enumerate(rows):
            whole = [CLS, *units[i]["ids"], SEP]
            ids[row, :len(whole)], mask[row, :len(whole)] = torch.tensor(whole), True
        states = hidden_states(model, ids, mask)
        for row, i in enumerate(rows):
            gold, ours = units[i]["gold"], units[i]["ours"]
            same = [one["at"] for one in gold] == [one["at"] for one in ours]
            own = places(states[row], gold)
            found[i] = (own, own if same else places(states[row], ours))
    return found


def tables(units):
    counts = [Counter() for _ in range(FEATURES)]
    for unit in units:
        if unit["split"] == "train":
            for one in unit["gold"]:
                for count, value in zip(counts, one["f"]):
                    count[value] += 1
    return [{value: i + 1 for i, (value, n) in enumerate(count.most_common()) if n >= least}
            for count, least in zip(counts, LEAST)]


class Block(nn.Module):
    def __init__(self, width, inner, heads):
        super().__init__()
        self.heads = heads
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.u, self.v = nn.Linear(width, inner), nn.Linear(inner, width)
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.rel = nn.Parameter(torch.zeros(heads, 2 * REACH + 1))

    def forward(self, x, mask, drop):
        batch, n, width = x.shape
        q, k, v = self.qkv(self.n1(x)).view(batch, n, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        distance = (torch.arange(n)[None] - torch.arange(n)[:, None]).clamp(-REACH, REACH) + REACH
        weights = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + self.rel[:, distance]
        weights = weights.masked_fill(~mask[:, None, None], -1e9).softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, n, width)
        x = x + F.dropout(self.o(mixed), drop, self.training)
        return x + F.dropout(self.v(F.gelu(self.u(self.n2(x)))), drop, self.training)


def bucket(distance):
    far = torch.where(distance < 9, 6, torch.where(distance < 14, 7, 8))
    return torch.where(distance < 6, distance, far)


class Parser(nn.Module):
    def __init__(self, args, layers, size, sizes):
        super().__init__()
        width, arc = args.width, args.arc
        self.args = args
        self.mix = nn.Parameter(torch.zeros(PLACES, layers))
        self.inp = nn.Linear(PLACES * size, width)
        self.emb = nn.ModuleList(nn.Embedding(n + 1, width) for n in sizes)
        for table in self.emb:
            nn.init.normal_(table.weight, std=0.3)
        self.n0, self.n = nn.LayerNorm(width), nn.LayerNorm(width)
        self.blocks = nn.ModuleList(Block(width, args.feed_forward, args.heads) for _ in range(args.layers))
        self.dep, self.hd = nn.Linear(width, arc), nn.Linear(width, arc)
        self.U = nn.Parameter(torch.randn(arc, arc) * 0.02)
        self.hb, self.dist, self.hdist = nn.Linear(arc, 1), nn.Linear(arc, BUCKETS), nn.Linear(arc, BUCKETS)

    def forward(self, x, features, mask):
        """Scores [batch, n, n] that bunsetsu i depends on j > i; -1e9 elsewhere."""
        batch, n = mask.shape
        drop, half, training = self.args.dropout, self.args.dropout / 2, self.training
        x = torch.einsum("bnklh,kl->bnkh", x, self.mix.softmax(1)).reshape(batch, n, -1)
        y = self.inp(F.dropout(x, half, training))
        for k, table in enumerate(self.emb):
            value = features[..., k]
            if training:
                value = torch.where(torch.rand(value.shape) < self.args.feature_dropout, 0, value)
            y = y + table(value)
        y = F.dropout(self.n0(y), half, training)
        for block in self.blocks:
            y = block(y, mask, half)
        y = self.n(y)
        d = F.dropout(F.gelu(self.dep(y)), drop, training)
        h = F.dropout(F.gelu(self.hd(y)), drop, training)
        place = torch.arange(n)
        distance = bucket((place[None] - place[:, None]).clamp(min=0))[None].expand(batch, n, n)
        scores = d @ self.U @ h.transpose(1, 2) + self.hb(h).transpose(1, 2) + self.dist(d).gather(2, distance)
        scores = scores + self.hdist(h).gather(2, distance.transpose(1, 2)).transpose(1, 2)
        return scores.masked_fill(~((place[None] > place[:, None])[None] & mask[:, None]), -1e9)


def batch_of(items):
    n, (_, layers, size) = max(len(item["head"]) for item in items), items[0]["x"].shape[1:]
    x = torch.zeros(len(items), n, PLACES, layers, size)
    features = torch.zeros(len(items), n, FEATURES, dtype=torch.long)
    mask, head = torch.zeros(len(items), n, dtype=torch.bool), torch.full((len(items), n), -1)
    for row, item in enumerate(items):
        k = len(item["head"])
        x[row, :k] = torch.from_numpy(item["x"].astype(np.float32))
        features[row, :k], mask[row, :k], head[row, :k] = item["features"], True, item["head"]
    return x, features, mask, head


def best_tree(scores):
    """Heads of the best head-final tree without crossings; see src/language/trees.ts."""
    n = len(scores)
    best, first = [[0.0] * n for _ in range(n)], [[0] * n for _ in range(n)]
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            best[i][j], first[i][j] = max(
                (best[i][k] + best[k + 1][j] + scores[k][j], k) for k in range(i, j))
    heads, stretches = [-1] * n, [(0, n - 1)]
    while stretches:
        i, j = stretches.pop()
        if i < j:
            heads[first[i][j]] = j
            stretches += [(i, first[i][j]), (first[i][j] + 1, j)]
    return heads


@torch.no_grad()
def measure(parser, items):
    """Share of right heads in the best trees, and of single best heads."""
    parser.eval()
    right = single = total = 0
    for start in range(0, len(items), 64):
        some = items[start:start + 64]
        x, features, mask, _ = batch_of(some)
        logs = parser(x, features, mask).log_softmax(-1)
        for row, item in enumerate(some):
            n, wanted = len(item["head"]), item["head"].tolist()
            heads = best_tree(logs[row, :n, :n].tolist())
            right += sum(a == b for a, b in zip(heads[:-1], wanted))
            single += int((logs[row, :n - 1, :n].argmax(1) == item["head"][:-1]).sum())
            total += n - 1
    parser.train()
    return {"heads": right / max(1, total), "single": single / max(1, total), "of": total}


def export(folder, state, args, values, layers, size):
    """The parser under the names that src/engine/parser/parser.ts reads, F16."""
    named = {"mix": state["mix"].softmax(1), "arcs": state["U"]}

    def pair(name, own):
        named[f"{name}.weight"], named[f"{name}.bias"] = state[f"{own}.weight"], state[f"{own}.bias"]

    pair("input", "inp")
    pair("norm", "n0")
    pair("last_norm", "n")
    for name, own in (("dependent", "dep"), ("head", "hd"), ("head_score", "hb"), ("dependent_distance", "dist"),
                      ("head_distance", "hdist")):
        pair(name, own)
    for k in range(FEATURES):
        named[f"features.{k}"] = state[f"emb.{k}.weight"]
    for i in range(args.layers):
        for name, own in (("norm", "n1"), ("attention", "qkv"), ("out", "o"), ("inner_norm", "n2"), ("up", "u"),
                          ("down", "v")):
            pair(f"blocks.{i}.{name}", f"blocks.{i}.{own}")
        named[f"blocks.{i}.relative"] = state[f"blocks.{i}.rel"]
    os.makedirs(folder, exist_ok=True)
    write_safetensors(os.path.join(folder, "model.safetensors"), named)
    config = {"model_type": "anaume-dependency", "hidden_size": size, "num_hidden_layers": layers - 1,
              "width": args.width, "layers": args.layers, "heads": args.heads, "feed_forward": args.feed_forward,
              "arc": args.arc, "features": [list(table) for table in values]}
    with open(os.path.join(folder, "config.json"), "w", encoding="utf-8") as file:
        json.dump(config, file, ensure_ascii=False, indent=1)
        file.write("\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--model", required=True)
    add("--units", required=True)
    add("--out", required=True)
    add("--epochs", type=int, default=12)
    add("--rate", type=float, default=2e-3)
    add("--batch", type=int, default=32)
    add("--width", type=int, default=128)
    add("--layers", type=int, default=2)
    add("--heads", type=int, default=4)
    add("--feed-forward", type=int, default=256)
    add("--arc", type=int, default=96)
    add("--dropout", type=float, default=0.3)
    add("--feature-dropout", type=float, default=0.15)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    units, model = read_units(args.units), load(args.model)
    values = tables(units)

    def item(x, bunsetsu):
        return {"x": x, "head": torch.tensor([one["h"] for one in bunsetsu]),
                "features": torch.tensor([[table.get(value, 0) for table, value in zip(values, one["f"])]
                                          for one in bunsetsu])}

    parts = {"train": [], "dev": [], "test": []}
    for unit, (gold, ours) in zip(units, looked_at(model, units)):
        first = item(gold, unit["gold"])
        parts[unit["split"]].append((first, first if ours is gold else item(ours, unit["ours"])))
    train = [pair for pair in parts["train"] if len(pair[0]["head"]) > 2]
    held = {name: [gold for gold, _ in parts[name] if len(gold["head"]) > 1] for name in ("dev", "test")}
    layers, size = model.config["num_hidden_layers"] + 1, model.config["hidden_size"]
    made = Parser(args, layers, size, [len(table) for table in values])
    optimiser = torch.optim.AdamW(made.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98))
    steps, step, started = args.epochs * (len(train) // args.batch + 1), 0, time.time()
    mean = {name: value.clone() for name, value in made.state_dict().items()}
    for epoch in range(args.epochs):
        # Half of the time as the rules cut, so that their mistakes are met in training.
        pool = [random.choice(pair) if len(pair[1]["head"]) > 1 else pair[0] for pair in train]
        random.shuffle(pool)
        pool.sort(key=lambda one: len(one["head"]) + 4 * random.random())
        groups = [pool[i:i + args.batch] for i in range(0, len(pool), args.batch)]
        random.shuffle(groups)
        total = 0.0
        for group in groups:
            for settings in optimiser.param_groups:
                settings["lr"] = args.rate * min((step + 1) / 300, max(0.0, 1 - step / steps))
            x, features, mask, head = batch_of(group)
            keep = mask & (head > torch.arange(head.shape[1])[None])
            loss = F.cross_entropy(made(x, features, mask)[keep], head[keep])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(made.parameters(), 1.0)
            optimiser.step()
            step += 1
            total += float(loss)
            with torch.no_grad():
                rest = 1 - min(0.999, step / (step + 20))
                for name, value in made.state_dict().items():
                    mean[name].lerp_(value, rest)
        current = {name: value.clone() for name, value in made.state_dict().items()}
        made.load_state_dict(mean)
        print(json.dumps({"epoch": epoch + 1, "loss": total / len(groups), "dev": measure(made, held["dev"]),
                          "seconds": round(time.time() - started)}), flush=True)
        if epoch + 1 < args.epochs:
            made.load_state_dict(current)
    if held["test"]:
        print(json.dumps({"test": measure(made, held["test"])}), flush=True)
    export(args.out, mean, args, values, layers, size)


if __name__ == "__main__":
    main()
