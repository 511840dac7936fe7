"""Fine-tunes a model folder to label sentences.

  finetune.py --model DIR --train TRAIN.tsv [--test TEST.tsv] --dictionary IPADIC --out DIR [--epochs 10]

TSV: one `sentence<TAB>label` a line, any label texts; without --test every fifth line is kept for testing
(example.tsv: polite or plain style, 60 sentences).
The output is a Hugging Face folder: BertForSequenceClassification (pooler and classifier, labels in config.json) that
keeps the masked-word head and, after its own, the names of the architectures the model had, so it still loads wherever
that model does.
"""
import argparse
import json
import os

import numpy as np
import torch
from torch.nn import functional as F

from evaluate import LIMIT, batches, padded, pieces_of_words
from export import write_folder
from model import load
from wordpiece import ID_MASK, WordPiece, load_vocab, nodes, normalise


def read_rows(path):
    rows = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line:
                sentence, separator, label = line.rpartition("\t")
                if not separator or not sentence or not label:
                    raise SystemExit(f"{path}:{number}: expected sentence<TAB>label")
                rows.append((sentence, label))
    return rows


class Classifier:
    def __init__(self, model, labels, seed):
        self.model, self.labels = model, labels
        p, width = model.parameters, model.config["hidden_size"]
        generator = torch.Generator().manual_seed(seed)
        if "bert.pooler.dense.weight" not in p:
            p["bert.pooler.dense.weight"] = torch.randn(width, width, generator=generator) * width ** -0.5
            p["bert.pooler.dense.bias"] = torch.zeros(width)
        p["classifier.weight"] = torch.randn(len(labels), width, generator=generator) * 0.02
        p["classifier.bias"] = torch.zeros(len(labels))

    def logits(self, sequences):
        raw, mask = padded(sequences)
        ids = torch.from_numpy((raw & ID_MASK).astype(np.int64))
        hidden = self.model.encode(ids, torch.zeros_like(ids), torch.from_numpy(mask))
        return self.model.linear(self.model.pooled(hidden), "classifier").float()

    @torch.no_grad()
    def predictions(self, sequences):
        found = np.zeros(len(sequences), np.int64)
        for rows in batches(sequences, 32):
            found[rows] = self.logits([sequences[i] for i in rows]).argmax(1).numpy()
        return found


def matthews(predicted, wanted):
    """Matthews correlation of two 0/1 arrays."""
    tp, tn = ((predicted & wanted).sum(), ((1 - predicted) & (1 - wanted)).sum())
    fp, fn = ((predicted & (1 - wanted)).sum(), ((1 - predicted) & wanted).sum())
    below = float(tp + fp) * float(tp + fn) * float(tn + fp) * float(tn + fn)
    return float((float(tp) * tn - float(fp) * fn) / below ** 0.5) if below else 0.0


def labelled(config, labels):
    """The config of a model that tells `labels` and is still what it was."""
    names = ["BertForSequenceClassification", *config.get("architectures", ["BertForMaskedLM"])]
    return {"architectures": list(dict.fromkeys(names)),
            **{key: value for key, value in config.items() if key != "architectures"},
            "id2label": dict(enumerate(labels)), "label2id": {label: i for i, label in enumerate(labels)}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--model", required=True)
    add("--train", required=True)
    add("--test")
    add("--dictionary", required=True)
    add("--out", required=True)
    add("--epochs", type=int, default=10)
    add("--rate", type=float, default=2e-4)
    add("--seed", type=int, default=1)
    add("--threads", type=int, default=os.cpu_count())
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train, test = read_rows(args.train), read_rows(args.test) if args.test else None
    if test is None:
        train, test = [row for i, row in enumerate(train) if i % 5 != 4], train[4::5]
    labels = sorted({label for _, label in train})
    unknown = {label for _, label in test} - set(labels)
    if unknown or len(labels) < 2:
        raise SystemExit(f"labels: {labels}; only in the test rows: {sorted(unknown)}")
    vocab_path = os.path.join(args.model, "vocab.txt")
    word_pieces = WordPiece(load_vocab(vocab_path))

    def sequences(rows):
        analysed = nodes([normalise(sentence) or " " for sentence, _ in rows], args.dictionary)
        return [pieces_of_words(word_pieces, [surface for surface, _ in sentence])[:LIMIT] for sentence in analysed]

    inputs, wanted = sequences(train), torch.tensor([labels.index(label) for _, label in train])
    test_inputs, test_wanted = sequences(test), np.array([labels.index(label) for _, label in test])
    classifier = Classifier(load(args.model), labels, args.seed)
    parameters = classifier.model.parameters
    learnt = {name: value.requires_grad_() for name, value in parameters.items() if not name.startswith("cls.")}
    optimiser = torch.optim.AdamW(learnt.values(), lr=args.rate, weight_decay=0.01)
    random = np.random.default_rng(args.seed)
    steps = args.epochs * -(-len(train) // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda i: min((i + 1) / (0.1 * steps), 1 - i / steps))
    for epoch in range(args.epochs):
        total = 0.0
        order = random.permutation(len(train))
        for start in range(0, len(order), 16):
            rows = order[start:start + 16]
            loss = F.cross_entropy(classifier.logits([inputs[i] for i in rows]), wanted[torch.from_numpy(rows)])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss) * len(rows)
        right = float((classifier.predictions(test_inputs) == test_wanted).mean())
        print(json.dumps({"epoch": epoch + 1, "loss": total / len(train), "test_accuracy": right}), flush=True)
    predicted = classifier.predictions(test_inputs)
    counts = np.bincount(test_wanted, minlength=len(labels))
    result = {"train": len(train), "test": len(test), "labels": labels,
              "accuracy": float((predicted == test_wanted).mean()), "commonest_label": float(counts.max() / counts.sum())}
    if len(labels) == 2:
        result["matthews"] = matthews(predicted, test_wanted)
    config = labelled(classifier.model.config, labels)
    write_folder(args.out, config, parameters, vocab_path, config["architectures"])
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
