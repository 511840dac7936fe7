"""Writes tests/fixtures/training.bin: what a training program keeps beside a model's state_dict, names as torch.compile and Lightning leave them,
one weight quantised and one in eight bits.

    VENV/bin/python scripts/checkpoints/training.py
"""
import pathlib
from collections import OrderedDict

import torch

TARGET = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "training.bin"

state = OrderedDict()
state["model._orig_mod.bert.embeddings.LayerNorm.weight"] = torch.tensor([1.0, 2.0, 3.0])
state["model._orig_mod.bert.embeddings.position_ids"] = torch.arange(4)
state["model._orig_mod.bert.pooler.dense.weight"] = torch.tensor([[1, 2], [3, 4]], dtype=torch.int8)
state["model._orig_mod.bert.pooler.dense.bias"] = torch.tensor([0.5, -2.0]).to(torch.float8_e4m3fn)
torch.save({"epoch": 3, "rng": torch.zeros(8, dtype=torch.uint8), "optimizer": {"state": {0: {"exp_avg": torch.zeros(3)}}}, "state_dict": state}, TARGET)
