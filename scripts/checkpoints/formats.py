"""Writes a state_dict in each of the formats checkpoints come in."""
import json
import re
import struct

import torch

TYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.int64: "I64"}


def safetensors(weights, path):
    """https://github.com/huggingface/safetensors, "Format"."""
    header, chunks, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in weights.items():
        data = tensor.contiguous().view(torch.int16 if tensor.element_size() == 2 else tensor.dtype).numpy().tobytes()
        header[name] = {"dtype": TYPES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + len(data)]}
        chunks.append(data)
        offset += len(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(chunks)


def sharded(weights, folder, shards):
    names = list(weights)
    size = -(-len(names) // shards)
    index = {"metadata": {}, "weight_map": {}}
    for number in range(shards):
        part = {name: weights[name] for name in names[number * size : (number + 1) * size]}
        file = f"model-{number + 1:05}-of-{shards:05}.safetensors"
        safetensors(part, folder / file)
        index["weight_map"].update({name: file for name in part})
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def torch_zip(weights, path):
    """PyTorch 1.6 and later."""
    torch.save(weights, path)


def torch_legacy(weights, path):
    """PyTorch before 1.6, as the checkpoints of 2019 and 2020."""
    torch.save(weights, path, _use_new_zipfile_serialization=False)


def tensorflow_names(weights):
    """LayerNorm's parameters as checkpoints converted from TensorFlow name them."""
    rename = lambda name: re.sub(r"LayerNorm\.weight$", "LayerNorm.gamma", re.sub(r"LayerNorm\.bias$", "LayerNorm.beta", name))
    return {rename(name): tensor for name, tensor in weights.items()}


def without_prefix(weights):
    return {name.removeprefix("bert."): tensor for name, tensor in weights.items()}


def explicit_decoder(weights):
    """The tied decoder once more under its own names, sharing its storage as in a model's state_dict, and the buffer of old versions."""
    positions = len(weights["bert.embeddings.position_embeddings.weight"])
    return {
        "bert.embeddings.position_ids": torch.arange(positions).expand(1, -1),
        **weights,
        "cls.predictions.decoder.weight": weights["bert.embeddings.word_embeddings.weight"],
        "cls.predictions.decoder.bias": weights["cls.predictions.bias"],
    }
