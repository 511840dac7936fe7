"""Writes tests/fixtures/checkpoints: small BERTs with random weights in every checkpoint format, and PyTorch's outputs for them.

    python3 scripts/checkpoints/fixtures.py

Needs PyTorch (Debian: python3-torch, 1.13). The vocabulary is a small part of models/default/vocab.txt.
"""
import json
import pathlib
from collections import OrderedDict

import torch

import formats
from bert import forward, random_weights

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "tests" / "fixtures" / "checkpoints"

EXTRA = "僕 友達 好き 私 今日 学校 先生 猫 犬 本 東京 大阪 行く 見る 食べる 水 山 川 花 空 ##ます ##人 ##家 ##屋 ##い ##る ##腹 お 痛 ので ##れ 遅れ".split()


def vocabulary():
    everything = (ROOT / "models/default/vocab.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(everything[:160] + EXTRA))


def config(pieces, **changes):
    return {
        "architectures": ["BertForPreTraining"],
        "model_type": "bert",
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 48,
        "vocab_size": len(pieces),
        "max_position_embeddings": 40,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 0,
        **changes,
    }


def sentences(pieces, seed):
    """Sentences of different lengths with one or more [MASK], some of two segments: ids, token types, masked positions."""
    generator = torch.Generator().manual_seed(seed)
    cls, sep, mask = (pieces.index(piece) for piece in ("[CLS]", "[SEP]", "[MASK]"))
    result = []
    for length, masks, segments in ((5, 1, 1), (12, 2, 1), (20, 3, 2), (33, 1, 1), (1, 1, 1)):
        ids = torch.randint(5, len(pieces), (length,), generator=generator).tolist()
        positions = sorted(torch.randperm(length, generator=generator)[:masks].tolist())
        for position in positions:
            ids[position] = mask
        ids = [cls, *ids, sep]
        types = [0] * len(ids)
        if segments == 2:
            second = torch.randint(5, len(pieces), (6,), generator=generator).tolist()
            ids += [*second, sep]
            types += [1] * 7
        result.append({"ids": ids, "tokenTypes": types, "positions": [position + 1 for position in positions]})
    return result


def rounded(tensor):
    return [float(f"{value:.7g}") for value in tensor.flatten().tolist()]


def outputs(settings, weights, inputs):
    """What PyTorch computes in float32."""
    weights = {name: tensor.float() for name, tensor in weights.items()}
    answers = []
    for each in inputs:
        logs, attentions, next_sentence = forward(settings, weights, torch.tensor(each["ids"]), torch.tensor(each["tokenTypes"]))
        answers.append({
            **each,
            "logProbabilities": [rounded(logs[position]) for position in each["positions"]],
            "nextSentence": rounded(next_sentence),
            **({"attentions": rounded(attentions)} if len(each["ids"]) <= 14 else {}),
        })
    return answers


def write(name, settings, pieces, weights, save, seed=1):
    folder = TARGET / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(settings, indent=1) + "\n")
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    tokenizer = {"do_lower_case": False, "word_tokenizer_type": "mecab", "subword_tokenizer_type": "wordpiece", "tokenizer_class": "BertJapaneseTokenizer"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer, indent=1) + "\n")
    save(folder)
    answers = outputs(settings, weights, sentences(pieces, seed))
    (folder / "expected.json").write_text(json.dumps(answers, separators=(",", ":")) + "\n")


def main():
    pieces = vocabulary()
    settings = config(pieces)
    weights = random_weights(settings, seed=20)
    half = {name: tensor.half() for name, tensor in weights.items()}
    brain = {name: tensor.bfloat16() for name, tensor in weights.items()}
    write("safetensors", settings, pieces, weights, lambda folder: formats.safetensors(formats.explicit_decoder(weights), folder / "model.safetensors"))
    write("safetensors-f16", settings, pieces, half, lambda folder: formats.safetensors(half, folder / "model.safetensors"))
    write("safetensors-bf16", settings, pieces, brain, lambda folder: formats.safetensors(brain, folder / "model.safetensors"))
    write("safetensors-shards", settings, pieces, weights, lambda folder: formats.sharded(weights, folder, 3))
    legacy = OrderedDict(formats.explicit_decoder(formats.tensorflow_names(weights)))
    write("torch-legacy", settings, pieces, weights, lambda folder: formats.torch_legacy(legacy, folder / "pytorch_model.bin"))
    tanh = config(pieces, hidden_act="gelu_new", num_hidden_layers=1)
    bare = random_weights(tanh, seed=21)
    zipped = formats.without_prefix({**bare, "bert.pooler.dense.weight": bare["bert.pooler.dense.weight"].t().contiguous().t()})
    write("torch-zip", tanh, pieces, bare, lambda folder: formats.torch_zip(zipped, folder / "pytorch_model.bin"), seed=2)


if __name__ == "__main__":
    main()
