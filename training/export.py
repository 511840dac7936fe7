"""A checkpoint to a Hugging Face folder: config.json, vocab.txt, tokenizer_config.json, model.safetensors (F16).

  export.py --checkpoint RUN/latest.pt --vocab vocab.txt --out DIR [--without-next-sentence]
"""
import argparse
import json
import os
import shutil

import torch

from model import shapes, write_safetensors


def write_folder(out, config, parameters, vocab, architecture, names=None):
    """parameters: name to tensor; names: which, in file order (all by default)."""
    os.makedirs(out, exist_ok=True)
    config = {"architectures": [architecture], **config, "tokenizer_class": "BertJapaneseTokenizer"}
    tokenizer = {"do_lower_case": False, "word_tokenizer_type": "mecab", "subword_tokenizer_type": "wordpiece",
                 "mecab_kwargs": {"mecab_dic": "ipadic"}, "model_max_length": config["max_position_embeddings"],
                 "tokenizer_class": "BertJapaneseTokenizer"}
    for name, value in (("config.json", config), ("tokenizer_config.json", tokenizer)):
        with open(os.path.join(out, name), "w", encoding="utf-8") as file:
            json.dump(value, file, indent=1, ensure_ascii=False)
            file.write("\n")
    target = os.path.join(out, "vocab.txt")
    if os.path.abspath(vocab) != os.path.abspath(target):
        shutil.copyfile(vocab, target)
    write_safetensors(os.path.join(out, "model.safetensors"), {name: parameters[name] for name in names or parameters})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--vocab", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--without-next-sentence", action="store_true", help="leave the pooler and its head out")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu")
    names, architecture = list(shapes(saved["config"])), "BertForPreTraining"
    if args.without_next_sentence:
        names = [name for name in names if "pooler" not in name and "seq_relationship" not in name]
        architecture = "BertForMaskedLM"
    write_folder(args.out, saved["config"], saved["parameters"], args.vocab, architecture, names)
    print(json.dumps({"pieces": saved["pieces"], "bytes": os.path.getsize(os.path.join(args.out, "model.safetensors"))}))


if __name__ == "__main__":
    main()
