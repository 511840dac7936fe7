"""native.cpp as a library: the same step as model.py and optimiser.py in PyTorch, several times faster on a CPU.

Needs a compiler (CXX, g++ by default) and a CPU with AVX2 and FMA, or better avx512_bf16; `library()` is None without.
check.py compares the two. The result does not depend on the number of threads; it differs from PyTorch's by bfloat16's rounding.
"""
import ctypes
import functools
import hashlib
import os
import subprocess
import tempfile

import numpy as np
import torch

from model import shapes

SOURCES = [os.path.join(os.path.dirname(os.path.abspath(__file__)), name) for name in ("native.cpp", "lanes.h")]
FLAGS = ("-O3", "-march=native", "-std=c++17", "-shared", "-fPIC", "-pthread", "-fno-math-errno", "-w")
CHUNK_PIECES = 512


@functools.lru_cache(None)
def library():
    """The compiled library, kept in the temporary folder under its source's hash, or None."""
    try:
        with open("/proc/cpuinfo") as file:
            features = set(file.read().split())
        if not {"avx2", "fma"} <= features:
            return None
        name = hashlib.sha256(repr((FLAGS, "avx512_bf16" in features)).encode())
        for source in SOURCES:
            with open(source, "rb") as file:
                name.update(file.read())
        name = name.hexdigest()[:16]
        path = os.path.join(tempfile.gettempdir(), f"anaume-native-{os.getuid()}-{name}.so")
        if not os.path.exists(path):
            partial = f"{path}.{os.getpid()}"
            subprocess.run([os.environ.get("CXX", "g++"), *FLAGS, SOURCES[0], "-o", partial], check=True)
            os.replace(partial, path)
        loaded = ctypes.CDLL(path)
    except (OSError, subprocess.CalledProcessError):
        return None
    loaded.native_create.restype = ctypes.c_void_p
    loaded.native_create.argtypes = [ctypes.c_void_p, ctypes.c_float, ctypes.c_int, ctypes.c_void_p]
    loaded.native_step.argtypes = ([ctypes.c_void_p] * 10 + [ctypes.c_int] + [ctypes.c_void_p] * 5)
    loaded.native_step.restype = None
    loaded.native_destroy.argtypes = [ctypes.c_void_p]
    return loaded


def pointers(tensors):
    for tensor in tensors:
        if tensor is not None and not (tensor.is_contiguous() and tensor.dtype == torch.float32):
            raise ValueError("parameters and their state are contiguous float32")
    return (ctypes.c_void_p * len(tensors))(*[None if t is None else t.data_ptr() for t in tensors])


class Batch:
    """A batch of data.Data without its padding, as int32; the sample as data.sampled_vocabulary gives it."""

    def __init__(self, ids, types, mask, positions, targets, labels, rows, log_weights):
        place = np.cumsum(mask.reshape(-1)) - 1
        as_ints = lambda array: np.ascontiguousarray(array, dtype=np.int32)
        self.arrays = [as_ints(a) for a in (mask.sum(1), ids[mask], types[mask], labels, place[positions], targets, rows)]
        self.arrays.append(np.ascontiguousarray(log_weights, dtype=np.float32))
        self.counts = as_ints([len(ids), int(mask.sum()), len(positions), len(rows)])


class Stepper:
    def __init__(self, model, optimiser, threads):
        config = model.config
        self.names = list(shapes(config))
        self.parameters = [model.parameters[name].detach() for name in self.names]
        self.optimiser = optimiser
        shape = np.array([config[key] for key in (
            "num_hidden_layers", "hidden_size", "num_attention_heads", "intermediate_size", "vocab_size",
            "max_position_embeddings", "type_vocab_size")], np.int32)
        width = config["hidden_size"] // config["num_attention_heads"]
        if width % 16 or config["hidden_size"] % 16 or config["intermediate_size"] % 16:
            raise ValueError("widths are multiples of 16")
        self.handle = library().native_create(shape.ctypes.data, config["layer_norm_eps"], threads, pointers(self.parameters))

    def __del__(self):
        if library() and getattr(self, "handle", None):
            library().native_destroy(self.handle)

    def _call(self, batch, settings, into):
        out = np.zeros(3)
        state = [self.optimiser.state[name] for name in self.names]
        first = pointers([s[0] if isinstance(s, tuple) else s for s in state])
        second = pointers([s[1] if isinstance(s, tuple) else None for s in state])
        arrays = [array.ctypes.data for array in batch.arrays]
        chunks = max(1, round(int(batch.counts[1]) / CHUNK_PIECES))
        library().native_step(self.handle, batch.counts.ctypes.data, *arrays, chunks, first, second,
                              None if settings is None else settings.ctypes.data,
                              None if into is None else pointers(into), out.ctypes.data)
        return out.tolist()

    def step(self, batch, rate, longest=0):
        """Learns from a batch. Masked-word loss, next-sentence loss (times 2 / rows) and the gradient's norm.

        A gradient longer than `longest` is scaled to it; 0: none is.
        """
        o = self.optimiser
        o.steps += 1
        return self._call(batch, np.array([rate, o.muon_scale, o.momentum, *o.betas, o.epsilon, o.decay,
                                           1 - o.betas[0] ** o.steps, 1 - o.betas[1] ** o.steps, o.embedding_rate,
                                           longest or 0], np.float32), None)

    def gradients(self, batch):
        """(losses and norm as in step, name to gradient); learns nothing."""
        into = [torch.zeros_like(p) for p in self.parameters]
        return self._call(batch, None, into), dict(zip(self.names, into))
