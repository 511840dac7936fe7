"""Writes tests/fixtures/complex.bin and complex-legacy.bin: a state_dict with a buffer of complex numbers between two
weights, as rotary frequencies are, in both of torch's formats.

    VENV/bin/python scripts/checkpoints/complex.py
"""
import pathlib
from collections import OrderedDict

import torch

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "tests" / "fixtures"

state = OrderedDict()
state["a"] = torch.tensor([1.0, 2.0])
state["rotary"] = torch.polar(torch.ones(3), torch.arange(3.0))
state["b"] = torch.tensor([3.0, 4.0, 5.0])
torch.save(state, FOLDER / "complex.bin")
torch.save(state, FOLDER / "complex-legacy.bin", _use_new_zipfile_serialization=False)
