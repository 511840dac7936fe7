"""A checkpoint to a Hugging Face folder: config.json, vocab.txt, tokenizer_config.json, model.safetensors (F16).

  export.py --checkpoint RUN/latest.pt --vocab vocab.txt --out DIR [--without-next-sentence] [--average FOLDER]

With --average the weights are the mean of the checkpoint's and of the model it was trained on from: two ends of one
training often do better averaged than either (Wortsman et al. 2022, arXiv:2109.01903).
"""
import argparse
import json
import os
import shutil

import torch

from model import load, shapes, write_safetensors
from wordpiece import load_vocab, size_of


def write_folder(out, config, parameters, vocab, architectures, names=None):
    """parameters: name to tensor; names: which, in file order (all by default)."""
    os.makedirs(out, exist_ok=True)
    config = {"architectures": architectures, **config, "tokenizer_class": "BertJapaneseTokenizer"}
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
    parser.add_argument("--average", help="a Hugging Face folder of the same shape")
    parser.add_argument("--share", type=float, default=0.5, help="of the checkpoint in the average")
    args = parser.parse_args()
    saved = torch.load(args.checkpoint, map_location="cpu")
    size, wanted = size_of(load_vocab(args.vocab)), saved["config"]["vocab_size"]
    if size != wanted:
        parser.error(f"--vocab {args.vocab}: {size} pieces, and the checkpoint has {wanted}")
    names, architecture = list(shapes(saved["config"])), "BertForPreTraining"
    if args.without_next_sentence:
        names = [name for name in names if "pooler" not in name and "seq_relationship" not in name]
        architecture = "BertForMaskedLM"
    parameters = saved["parameters"]
    if args.average:
        other = load(args.average)
        if other.config["num_hidden_layers"] != saved["config"]["num_hidden_layers"] or other.parameters.keys() != parameters.keys():
            parser.error(f"--average {args.average}: not of the checkpoint's shape")
        share = args.share
        parameters = {name: share * value + (1 - share) * other.parameters[name] for name, value in parameters.items()}
    write_folder(args.out, saved["config"], parameters, args.vocab, [architecture], names)
    print(json.dumps({"pieces": saved["pieces"], "bytes": os.path.getsize(os.path.join(args.out, "model.safetensors"))}))


if __name__ == "__main__":
    main()
