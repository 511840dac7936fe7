"""Writes a checkpoint of random weights in the shape of Tohoku's BERT-base, in PyTorch's legacy format with TensorFlow's names.

    python3 scripts/checkpoints/standin.py DIR [--hidden 768] [--layers 12]

It has everything a checkpoint of 2019 has but the knowledge: 12 layers, 768, 32,000 words, pooler, next-sentence head, explicit decoder.
440 MB in its full shape. The vocabulary is models/default/vocab.txt.
"""
import argparse
import json
import pathlib
import shutil
from collections import OrderedDict

import formats
from bert import random_weights

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--hidden", type=int, default=768)
    parser.add_argument("--layers", type=int, default=12)
    options = parser.parse_args()
    config = {
        "architectures": ["BertForMaskedLM"],
        "model_type": "bert",
        "hidden_size": options.hidden,
        "num_hidden_layers": options.layers,
        "num_attention_heads": options.hidden // 64 if options.hidden % 64 == 0 else 12,
        "intermediate_size": 4 * options.hidden,
        "vocab_size": 32000,
        "max_position_embeddings": 512,
        "type_vocab_size": 2,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 0,
    }
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    for name in ("vocab.txt", "tokenizer_config.json"):
        shutil.copy(ROOT / "models/default" / name, options.folder)
    weights = formats.explicit_decoder(formats.tensorflow_names(random_weights(config, seed=7, scale=0.04)))
    formats.torch_legacy(OrderedDict(weights), options.folder / "pytorch_model.bin")


if __name__ == "__main__":
    main()
