"""Writes ONNX graphs that mean harm, for tests/e2e/hang.test.ts: one that never ends, and one that asks for more memory than there is.

    python3 -m venv VENV && VENV/bin/pip install onnx==1.23.2
    VENV/bin/python scripts/checkpoints/hostile.py
"""

from pathlib import Path

import onnx
from onnx import TensorProto as T
from onnx import helper as h

FOLDER = Path(__file__).parents[2] / "tests" / "fixtures" / "hostile"
# As many pieces as the small checkpoints of tests/fixtures/checkpoints have.
PIECES = 190


def write(name: str, nodes: list, initializers: list) -> None:
    inputs = [h.make_tensor_value_info(each, T.INT64, ["batch", "length"]) for each in ("input_ids", "attention_mask")]
    logits = h.make_tensor_value_info("logits", T.FLOAT, ["batch", "length", PIECES])
    shape = [h.make_node("Shape", ["input_ids"], ["shape"]), h.make_node("Concat", ["shape", "pieces"], ["full"], axis=0)]
    expand = [h.make_node("Expand", ["value", "full"], ["logits"])]
    pieces = h.make_tensor("pieces", T.INT64, [1], [PIECES])
    graph = h.make_graph(shape + nodes + expand, name, inputs, [logits], [pieces, *initializers])
    model = h.make_model(graph, opset_imports=[h.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, FOLDER / f"{name}.onnx")


def scalar(name: str, kind: int, value: float) -> onnx.TensorProto:
    return h.make_tensor(name, kind, [], [value])


def info(name: str, kind: int) -> onnx.ValueInfoProto:
    return h.make_tensor_value_info(name, kind, [])


FOLDER.mkdir(exist_ok=True)
body = h.make_graph(
    [h.make_node("Add", ["before", "step"], ["after"]), h.make_node("Identity", ["go"], ["on"])],
    "body",
    [info("turn", T.INT64), info("go", T.BOOL), info("before", T.FLOAT)],
    [info("on", T.BOOL), info("after", T.FLOAT)],
    [scalar("step", T.FLOAT, 1)],
)
write(
    "endless",
    [h.make_node("Loop", ["turns", "true", "start"], ["value"], body=body)],
    [scalar("turns", T.INT64, 2**62), scalar("true", T.BOOL, True), scalar("start", T.FLOAT, 0)],
)
write(
    "huge",
    [h.make_node("ConstantOfShape", ["size"], ["zeros"]), h.make_node("ReduceSum", ["zeros"], ["value"], keepdims=0)],
    [h.make_tensor("size", T.INT64, [2], [60_000, 60_000])],
)
