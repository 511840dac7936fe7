"""BERT (Devlin et al. 2018) in Hugging Face's names and layout, written so that bfloat16 pays on CPUs.

Parameters and the residual stream are float32; matrix products run in `compute` (bfloat16: oneDNN on CPUs with
avx512_bf16 or AMX, tensor cores on GPUs). Queries, keys and values are one product. The vocabulary projection
runs on the positions asked for only, and its gradient is made together with its loss, so that the logits
(positions x vocabulary) exist once and in blocks.
"""
import json
import math
import os
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BASE = {
    "model_type": "bert", "hidden_size": 256, "num_hidden_layers": 4, "num_attention_heads": 4,
    "intermediate_size": 1024, "vocab_size": 32000, "max_position_embeddings": 128, "type_vocab_size": 2,
    "layer_norm_eps": 1e-12, "hidden_act": "gelu", "pad_token_id": 0,
}


class MaskedCrossEntropy(torch.autograd.Function):
    """Mean cross-entropy of hidden @ table.T + bias; blocks of rows, gradient kept instead of logits."""

    @staticmethod
    def forward(ctx, hidden, table, bias, targets, block):
        count = hidden.shape[0]
        gradient = torch.empty(count, table.shape[0], dtype=hidden.dtype, device=hidden.device)
        loss = torch.zeros((), dtype=torch.float32, device=hidden.device)
        bias_gradient = torch.zeros_like(bias)
        for start in range(0, count, block):
            rows = slice(start, min(start + block, count))
            logits = F.linear(hidden[rows], table).float().add_(bias)
            logits.sub_(logits.amax(1, keepdim=True))
            chosen = logits.gather(1, targets[rows, None])
            total = logits.exp_().sum(1, keepdim=True)
            loss += (total.log() - chosen).sum()
            logits.mul_(1.0 / (count * total))
            logits.scatter_add_(1, targets[rows, None], torch.full_like(chosen, -1.0 / count))
            bias_gradient += logits.sum(0)
            gradient[rows] = logits
        ctx.save_for_backward(hidden, table, gradient, bias_gradient)
        return loss / count

    @staticmethod
    def backward(ctx, upstream):
        hidden, table, gradient, bias_gradient = ctx.saved_tensors
        return (upstream * (gradient @ table), upstream * (gradient.t() @ hidden), upstream * bias_gradient, None, None)


class Model:
    """A dictionary of parameters under Hugging Face's names, and the forward pass over it."""

    def __init__(self, config, parameters, compute=torch.float32):
        self.config = config
        self.parameters = parameters
        self.compute = compute

    def linear(self, x, name):
        p, c = self.parameters, self.compute
        return F.linear(x.to(c), p[name + ".weight"].to(c), p[name + ".bias"].to(c))

    def norm(self, x, name):
        p = self.parameters
        return F.layer_norm(x, (x.shape[-1],), p[name + ".weight"], p[name + ".bias"], self.config["layer_norm_eps"])

    def encode(self, ids, types, mask):
        """ids, types int64 [batch, length]; mask bool, True where a piece stands, or None: everywhere.
        Hidden states float32."""
        p, config, c = self.parameters, self.config, self.compute
        batch, length = ids.shape
        heads = config["num_attention_heads"]
        width = config["hidden_size"] // heads
        e = "bert.embeddings."
        x = (F.embedding(ids, p[e + "word_embeddings.weight"]) + p[e + "position_embeddings.weight"][:length]
             + F.embedding(types, p[e + "token_type_embeddings.weight"]))
        x = self.norm(x, e + "LayerNorm")
        bias = None
        if mask is not None:
            bias = torch.zeros(batch, 1, 1, length, dtype=c, device=ids.device)
            bias.masked_fill_(~mask[:, None, None, :], -1e4)
        for index in range(config["num_hidden_layers"]):
            n = f"bert.encoder.layer.{index}."
            names = [n + f"attention.self.{part}" for part in ("query", "key", "value")]
            weight = torch.cat([p[name + ".weight"] for name in names]).to(c)
            shift = torch.cat([p[name + ".bias"] for name in names]).to(c)
            qkv = F.linear(x.to(c), weight, shift).view(batch, length, 3, heads, width).permute(2, 0, 3, 1, 4)
            q, k, v = qkv[0], qkv[1], qkv[2]
            if x.is_cuda and hasattr(F, "scaled_dot_product_attention"):
                mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
            else:
                scores = torch.matmul(q * (1.0 / math.sqrt(width)), k.transpose(-1, -2))
                if bias is not None:
                    scores = scores + bias
                mixed = torch.matmul(torch.softmax(scores, -1), v)
            mixed = mixed.permute(0, 2, 1, 3).reshape(batch, length, heads * width)
            x = self.norm(x + self.linear(mixed, n + "attention.output.dense"), n + "attention.output.LayerNorm")
            inner = F.gelu(self.linear(x, n + "intermediate.dense"))
            x = self.norm(x + self.linear(inner, n + "output.dense"), n + "output.LayerNorm")
        return x

    def transform(self, hidden):
        hidden = F.gelu(self.linear(hidden, "cls.predictions.transform.dense").float())
        return self.norm(hidden, "cls.predictions.transform.LayerNorm")

    def masked_loss(self, hidden, targets, sample=None):
        """Mean cross-entropy of the pieces at `hidden` [positions, width] against `targets` [positions].

        With a `sample` (see data.sampled_vocabulary) over these rows of the vocabulary only; targets are then places
        in it, and the log weights make the sum over the sample an unbiased estimate of the sum over all pieces.
        """
        p, c = self.parameters, self.compute
        table, bias = p["bert.embeddings.word_embeddings.weight"], p["cls.predictions.bias"]
        if sample is not None:
            rows, log_weights = sample
            table, bias = table.index_select(0, rows), bias.index_select(0, rows) + log_weights
        block = 64 if hidden.device.type == "cpu" else 4096
        return MaskedCrossEntropy.apply(self.transform(hidden).to(c), table.to(c), bias, targets, block)

    def logits(self, hidden):
        p, c = self.parameters, self.compute
        table = p["bert.embeddings.word_embeddings.weight"].to(c)
        return F.linear(self.transform(hidden).to(c), table).float() + p["cls.predictions.bias"]

    def pooled(self, hidden):
        return torch.tanh(self.linear(hidden[:, 0], "bert.pooler.dense").float())

    def next_sentence_logits(self, hidden):
        """[batch, 2]; class 0: the second segment follows the first, class 1: it comes from elsewhere."""
        return self.linear(self.pooled(hidden), "cls.seq_relationship").float()


def shapes(config):
    """Name to shape, in the order of the file. The decoder is tied to the word embeddings and not stored."""
    h, i = config["hidden_size"], config["intermediate_size"]
    found = {
        "bert.embeddings.word_embeddings.weight": (config["vocab_size"], h),
        "bert.embeddings.position_embeddings.weight": (config["max_position_embeddings"], h),
        "bert.embeddings.token_type_embeddings.weight": (config["type_vocab_size"], h),
    }

    def pair(name, *shape):
        found[name + ".weight"] = shape
        found[name + ".bias"] = shape[:1]

    pair("bert.embeddings.LayerNorm", h)
    for index in range(config["num_hidden_layers"]):
        n = f"bert.encoder.layer.{index}."
        for part in ("query", "key", "value"):
            pair(n + f"attention.self.{part}", h, h)
        pair(n + "attention.output.dense", h, h)
        pair(n + "attention.output.LayerNorm", h)
        pair(n + "intermediate.dense", i, h)
        pair(n + "output.dense", h, i)
        pair(n + "output.LayerNorm", h)
    pair("bert.pooler.dense", h, h)
    pair("cls.predictions.transform.dense", h, h)
    pair("cls.predictions.transform.LayerNorm", h)
    found["cls.predictions.bias"] = (config["vocab_size"],)
    pair("cls.seq_relationship", 2, h)
    return found


def sinusoids(positions, width):
    """Vaswani et al. 2017, section 3.5: sines in the first half of the channels, cosines in the second."""
    frequency = torch.exp(torch.arange(width // 2).double() * (-math.log(10000.0) / (width // 2)))
    angle = torch.arange(positions).double()[:, None] * frequency[None]
    return torch.cat([angle.sin(), angle.cos()], 1).float()


def fresh(config, seed):
    """Parameters to train from nothing.

    Small BERTs sit on a plateau until attention finds neighbouring positions, so positions start as sinusoids and
    the heads of layer 0 start as shifts over them by -1, +1, -2, +2, ...: query and key share the sinusoids'
    plane rotations, the query turned by the shift.
    """
    generator = torch.Generator().manual_seed(seed)
    h, heads = config["hidden_size"], config["num_attention_heads"]
    width = h // heads
    made = {}
    for name, shape in shapes(config).items():
        if name.endswith("LayerNorm.weight"):
            made[name] = torch.ones(shape)
        elif name.endswith("bias"):
            made[name] = torch.zeros(shape)
        elif "word_embeddings" in name or "token_type" in name:
            made[name] = torch.randn(shape, generator=generator) * 0.02
        elif "position_embeddings" in name:
            made[name] = sinusoids(*shape) * 0.03
        else:
            made[name] = torch.randn(shape, generator=generator) * (0.8 / math.sqrt(shape[1]))
    half, pairs = h // 2, width // 2
    n = "bert.encoder.layer.0.attention.self."
    for head in range(heads):
        shift = (head // 2 + 1) * (-1 if head % 2 == 0 else 1)
        query, key = torch.zeros(width, h), torch.zeros(width, h)
        for row in range(pairs):
            channel = row * half // (2 * pairs)
            turn = shift * math.exp(-math.log(10000.0) * channel / half)
            sine, cosine = math.sin(turn), math.cos(turn)
            key[2 * row, channel] = key[2 * row + 1, half + channel] = 1.0
            query[2 * row, channel], query[2 * row, half + channel] = cosine, sine
            query[2 * row + 1, channel], query[2 * row + 1, half + channel] = -sine, cosine
        rows = slice(head * width, (head + 1) * width)
        noise = 0.1
        made[n + "query.weight"][rows] = noise * made[n + "query.weight"][rows] + query
        made[n + "key.weight"][rows] = noise * made[n + "key.weight"][rows] + key
    return made


def grown(config, old_config, old, seed):
    """Parameters of `config` started from those of a shallower or equal model of the same width.

    Layers are repeated in order (4 to 6: 0 0 1 1 2 3 would change early features most, so the upper ones repeat:
    0 1 2 2 3 3). What the old model lacks (pooler, next-sentence head, further positions) starts fresh.
    """
    made = fresh(config, seed)
    layers, old_layers = config["num_hidden_layers"], old_config["num_hidden_layers"]
    extra = max(0, layers - old_layers)
    source = sorted(list(range(old_layers)) + [old_layers - 1 - (i % old_layers) for i in range(extra)])[:layers]
    for name, value in made.items():
        origin = name
        if name.startswith("bert.encoder.layer."):
            index, rest = name[len("bert.encoder.layer."):].split(".", 1)
            origin = f"bert.encoder.layer.{source[int(index)]}.{rest}"
        if origin in old:
            part = old[origin].float()
            if part.shape[1:] != value.shape[1:]:
                raise ValueError(f"{name}: {tuple(part.shape)} does not fit {tuple(value.shape)}")
            rows = min(len(part), len(value))
            value[:rows] = part[:rows]
    return made


DTYPES = {"F16": np.float16, "F32": np.float32}


def read_safetensors(path):
    with open(path, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    found = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        array = np.frombuffer(data[start:end], dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])
        found[name] = torch.from_numpy(array.copy())
    return found


def write_safetensors(path, tensors):
    """F16; 8-byte length, JSON header padded with spaces to 8 bytes, then the data in order."""
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name, tensor in tensors.items():
        size = 2 * tensor.numel()
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".partial", "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for tensor in tensors.values():
            file.write(tensor.detach().cpu().to(torch.float16).contiguous().numpy().tobytes())
    os.replace(path + ".partial", path)


def load(folder, compute=torch.float32):
    """A model from a Hugging Face folder; parameters float32."""
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
        config = json.load(file)
    stored = read_safetensors(os.path.join(folder, "model.safetensors"))
    return Model(config, {name: value.float() for name, value in stored.items()}, compute)
