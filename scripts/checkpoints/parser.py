"""A small parser with random weights, and what PyTorch says of random hidden states: tests/fixtures/parser.

  python3 scripts/checkpoints/parser.py     (PyTorch, NumPy)
"""
import argparse
import json
import os
import sys

import torch

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")
sys.path.insert(0, os.path.join(ROOT, "training"))
from dependency import Parser, export  # noqa: E402

SIZE, LAYERS, PIECES = 8, 3, 7


def main():
    torch.manual_seed(5)
    args = argparse.Namespace(width=12, layers=2, heads=3, feed_forward=10, arc=6, dropout=0.0, feature_dropout=0.0)
    values = [{"a": 1, "b": 2}, {"c": 1}, {"d": 1}, {}, {"、00": 1}]
    parser = Parser(args, LAYERS, SIZE, [len(table) for table in values]).eval()
    for value in parser.parameters():
        # Numbers that F16 holds, so that what is stored is what was computed with.
        value.data = (torch.randn(value.shape) * 0.4).half().float()
    parser.mix.data = torch.tensor([[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.125, 0.375, 0.5]]).log()
    states = torch.randn(PIECES, LAYERS, SIZE).half().float()
    bunsetsu = [
        {"content": [0, 2], "function": 2, "all": [0, 3], "features": ["a", "c", "d", "", "、00"]},
        {"content": [3, 4], "function": 3, "all": [3, 4], "features": ["b", "other", "", "x", "00"]},
        {"content": [4, 5], "function": 5, "all": [4, 6], "features": ["z", "c", "d", "", "、00"]},
        {"content": [6, 7], "function": 6, "all": [6, 7], "features": ["a", "", "d", "", "、00"]},
    ]
    x = torch.stack([torch.stack([states[b["content"][0]:b["content"][1]].mean(0), states[b["function"]],
                                  states[b["all"][0]:b["all"][1]].mean(0)]) for b in bunsetsu])[None]
    features = torch.tensor([[[table.get(v, 0) for table, v in zip(values, b["features"])] for b in bunsetsu]])
    with torch.no_grad():
        logs = parser(x, features, torch.ones(1, len(bunsetsu), dtype=torch.bool))[0].log_softmax(-1)
    folder = os.path.join(ROOT, "tests", "fixtures", "parser")
    export(folder, parser.state_dict(), args, values, LAYERS, SIZE)
    with open(os.path.join(folder, "expected.json"), "w", encoding="utf-8") as file:
        json.dump({"states": states.transpose(0, 1).flatten().tolist(), "bunsetsu": bunsetsu,
                   "scores": [[round(v, 6) for v in row] for row in logs.tolist()]}, file, ensure_ascii=False)


if __name__ == "__main__":
    main()
