"""Trains BERT on masked words and next sentences; resumes exactly; the same on a CPU and a GPU.

  train.py --data PREPARED --out RUN [--init DIR] [--layers 6] ... [--seconds N] [--pieces N]
  train.py --data PREPARED --out BRANCH --from RUN/latest.pt --anneal-pieces 8000000

The learning rate is a function of pieces seen: linear warm-up, then constant, so that a run can go on for as long as
there is time; an annealed branch starts from any checkpoint of it and falls linearly to zero. Calling an annealed run
again with another --anneal-pieces changes where it ends.
RUN/latest.pt is written atomically every --checkpoint-seconds and at the end; a run whose folder has one goes on from
it, with the settings it was started with. RUN/log.jsonl gets a line every --log-steps steps.

A gradient longer than --clip is scaled to that length. A run whose loss jumps goes back by itself to RUN/before.pt, the
checkpoint before the latest one (the latest may hold the beginning of the jump), takes other batches from there, and
lowers its rate; the log says so.
"""
import argparse
import concurrent.futures
import json
import math
import os
import signal
import time

import numpy as np
import torch
from torch.nn import functional as F

import native
from data import Data, parse_mix, sampled_vocabulary, vocabulary
from model import BASE, Model, fresh, grown, load
from optimiser import Optimiser

MIX = "encyclopedia=0.28,news=0.04,conversation=0.17,everyday=0.14,technical=0.20,literature=0.17"
FIXED = ("mix", "seed", "batch_pieces", "pair_rate", "mask_rate", "rest_rate", "positions", "rate", "muon_scale",
         "embedding_rate", "warmup_pieces", "compute", "layers", "hidden", "heads", "frequent", "sampled", "clip")
LOWER = 0.7  # of the rate that led to a jump


def arguments(given=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--data", required=True)
    add("--out", required=True)
    add("--init", help="a Hugging Face folder to start from, grown to --layers")
    add("--from", dest="origin", help="a checkpoint to branch from")
    add("--layers", type=int, default=6)
    add("--hidden", type=int, default=256)
    add("--heads", type=int, default=4)
    add("--positions", type=int, default=128)
    add("--mix", default=MIX)
    add("--seed", type=int, default=1)
    add("--batch-pieces", type=int, default=8192)
    add("--clip", type=float, default=2.0, help="the longest gradient that is learnt from as it is; 0: any")
    add("--pair-rate", type=float, default=0.0)
    add("--mask-rate", type=float, default=0.3)
    add("--rest-rate", type=float, default=0.3, help="of masked words of several pieces, those that keep their first ones")
    add("--rate", type=float, default=1.3e-3)
    add("--muon-scale", type=float, default=2.0)
    add("--embedding-rate", type=float, default=1.0, help="of the rate, the part that the pieces' embeddings and biases have")
    add("--warmup-pieces", type=int, default=400_000)
    add("--anneal-pieces", type=int, default=0)
    add("--sampled", type=int, default=3072, help="project on this many rare pieces a step and all frequent ones; 0: on all")
    add("--frequent", type=int, default=6144, help="pieces at the head of the vocabulary that are always projected on")
    add("--pieces", type=int, default=0, help="stop at this many pieces seen")
    add("--seconds", type=float, default=0, help="stop after this much time")
    add("--steps", type=int, default=0, help="stop after this many steps of this call")
    add("--checkpoint-seconds", type=float, default=300)
    add("--log-steps", type=int, default=20)
    add("--change", help='JSON of settings to change in a resumed run, such as {"rate": 0.0005}')
    add("--threads", type=int, default=os.cpu_count())
    add("--compute", choices=("bfloat16", "float32"), default="bfloat16")
    add("--torch", action="store_true", help="PyTorch's products where native.cpp could do the step")
    return parser.parse_args(given)


def learning_rate(settings, pieces, anneal):
    rate = settings["rate"] * min(1.0, (pieces + 1) / max(1, settings["warmup_pieces"]))
    if anneal:
        start, length = anneal
        rate *= max(0.0, 1 - (pieces - start) / length)
    return rate


class Watch:
    """Tells a jump of the loss from its noise: the mean of the last steps against that of many."""

    def __init__(self, height=0.5, quick=0.1, slow=0.01, settled=40):
        self.height, self.quick, self.slow, self.settled = height, quick, slow, settled
        self.steps = 0
        self.recent = self.usual = 0.0

    def jumped(self, loss):
        """Takes the loss of a step; true where training has come apart, or the loss is no number."""
        self.steps += 1
        self.recent += (loss - self.recent) * max(self.quick, 1 / self.steps)
        self.usual += (loss - self.usual) * max(self.slow, 1 / self.steps)
        return not math.isfinite(loss) or (self.steps > self.settled and self.recent > self.usual + self.height)


def same_vocabulary(source, old, new):
    if old["vocab_size"] != new["vocab_size"]:
        raise SystemExit(f"{source} has {old['vocab_size']} pieces, and the data are of {new['vocab_size']}")


class Run:
    """Model, optimiser, place in the data: all that a checkpoint holds."""

    def __init__(self, args):
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        latest = os.path.join(args.out, "latest.pt")
        source = latest if os.path.exists(latest) else args.origin
        saved = torch.load(source, map_location="cpu") if source else None
        given = {key: getattr(args, key) for key in FIXED}
        changed = dict(json.loads(args.change)) if args.change else {}
        self.settings = {**(saved["settings"] if saved else given), **changed}
        s = self.settings
        config = dict(BASE, vocab_size=vocabulary(args.data)["size"], hidden_size=s["hidden"], num_hidden_layers=s["layers"],
                      num_attention_heads=s["heads"], intermediate_size=4 * s["hidden"],
                      max_position_embeddings=s["positions"])
        if saved:
            same_vocabulary(source, saved["config"], config)
            values = saved["parameters"]
        elif args.init:
            old = load(args.init)
            same_vocabulary(args.init, old.config, config)
            values = grown(config, old.config, old.parameters, s["seed"])
        else:
            values = fresh(config, s["seed"])
        parameters = {name: value.to(self.device).requires_grad_() for name, value in values.items()}
        compute = getattr(torch, s["compute"])
        self.model = Model(config, parameters, compute)
        self.optimiser = Optimiser(parameters, compute, s["muon_scale"], s.get("embedding_rate", 1.0))
        self.pieces = self.step = self.buffer = self.batch = 0
        self.anneal = None
        if saved:
            self.place(saved)
            if changed.keys() - {"rate", "muon_scale", "embedding_rate", "clip"}:  # other batches: from the next buffer on
                self.buffer, self.batch = self.buffer + 1, 0
        if args.anneal_pieces:
            self.anneal = (self.anneal[0] if self.anneal else self.pieces, args.anneal_pieces)
        self.data = Data(args.data, parse_mix(s["mix"]), s["seed"], s["batch_pieces"], s["positions"] - 2,
                         s["pair_rate"], s["mask_rate"], s.get("rest_rate", 0.0))
        self.ahead = concurrent.futures.ThreadPoolExecutor(1)
        self.drawn = {}
        self.native = None
        if self.device.type == "cpu" and compute is torch.bfloat16 and not args.torch and native.library():
            self.native = native.Stepper(self.model, self.optimiser, args.threads)

    def save(self, path):
        saved = {key: getattr(self, key) for key in ("settings", "pieces", "step", "buffer", "batch", "anneal")}
        saved["parameters"] = {name: value.detach().cpu() for name, value in self.model.parameters.items()}
        saved["optimiser_steps"] = self.optimiser.steps
        saved["state"] = self.optimiser.state
        saved["config"] = self.model.config
        with open(path + ".partial", "wb") as file:
            torch.save(saved, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(path + ".partial", path)

    def place(self, saved):
        """Takes the optimiser's state and the place in the data from a checkpoint."""
        for key in ("pieces", "step", "buffer", "batch", "anneal"):
            setattr(self, key, saved[key])
        self.optimiser.steps = saved["optimiser_steps"]
        move = lambda v: tuple(map(move, v)) if isinstance(v, tuple) else v.to(self.device)
        self.optimiser.state = {name: move(value) for name, value in saved["state"].items()}

    @torch.no_grad()
    def go_back(self, path):
        """After a jump: the parameters and the state of a checkpoint, other batches than those that led here, a lower rate."""
        jumped_at = self.buffer
        saved = torch.load(path, map_location="cpu")
        for name, value in saved["parameters"].items():
            self.model.parameters[name].copy_(value)
            self.model.parameters[name].grad = None
        self.place(saved)
        self.buffer, self.batch, self.drawn = jumped_at + 1, 0, {}
        self.settings["rate"] *= LOWER

    def draw(self, buffer, batch):
        """Arrays of a batch, the sampled rows of the vocabulary with their log weights (or None), the next place."""
        ids, types, mask, positions, targets, labels = self.data.batch(buffer, batch)
        last = batch + 1 == len(self.data.buffer(buffer))
        sample, s = None, self.settings
        if s.get("sampled"):
            random = np.random.default_rng([s["seed"], 4, buffer, batch])
            rows, weights, targets = sampled_vocabulary(targets, random, self.model.config["vocab_size"], s["frequent"],
                                                        s["sampled"])
            sample = rows, weights
        return (ids, types, mask, positions, targets, labels), sample, (buffer + 1, 0) if last else (buffer, batch + 1)

    def current(self):
        """What draw gives for the current place; the next batch is drawn while this one is learnt from."""
        place = self.buffer, self.batch
        future = self.drawn.pop(place, None)
        found = future.result() if future else self.draw(*place)
        self.drawn = {found[2]: self.ahead.submit(self.draw, *found[2])}
        return found

    def losses(self, arrays, sample):
        """Masked-word and next-sentence loss of a batch; tensors, the second None without pairs."""
        ids, types, mask, positions, targets, labels = arrays
        tensor = lambda array: torch.from_numpy(array).to(self.device, non_blocking=True)
        hidden = self.model.encode(tensor(ids), tensor(types), None if mask.all() else tensor(mask))
        masked = self.model.masked_loss(hidden.flatten(0, 1)[tensor(positions)], tensor(targets),
                                        sample and tuple(map(tensor, sample)))
        paired = np.flatnonzero(labels >= 0)
        following = None
        if len(paired):
            logits = self.model.next_sentence_logits(hidden[tensor(paired)])
            following = F.cross_entropy(logits, tensor(labels[paired]), reduction="sum") * (2 / len(labels))
        return masked, following

    def train_step(self):
        """One step: its masked-word loss, the sum of its pairs' next-sentence losses, and how many pairs there were.

        Losses and gradient norm stay tensors, so that a GPU is not waited for.
        """
        arrays, sample, following_place = self.current()
        self.rate = learning_rate(self.settings, self.pieces, self.anneal)
        if self.native:
            if sample is None:
                rows = np.arange(self.model.config["vocab_size"])
                sample = rows, np.zeros(len(rows), np.float32)
            loss, following, self.norm = self.native.step(native.Batch(*arrays, *sample), self.rate, self.settings.get("clip"))
        else:
            masked, following = self.losses(arrays, sample)
            (masked if following is None else masked + following).backward()
            for p in self.model.parameters.values():
                if p.grad is None:
                    p.grad = torch.zeros_like(p)
            gradients = [p.grad.reshape(-1) for p in self.model.parameters.values()]
            self.norm = torch.sqrt(sum(torch.dot(g, g) for g in gradients))
            self.optimiser.clip(self.norm, self.settings.get("clip"))
            self.optimiser.step(self.rate)
            loss, following = masked.detach(), 0.0 if following is None else following.detach()
        self.pieces += int(arrays[2].sum())
        self.step += 1
        self.buffer, self.batch = following_place
        labels = arrays[5]
        pairs = int((labels >= 0).sum())
        return loss, following * len(labels) / 2, pairs

    @property
    def finished(self):
        return bool(self.anneal) and self.pieces >= sum(self.anneal)


class Journal:
    """RUN/latest.pt, RUN/before.pt and RUN/log.jsonl: what a run leaves, and where it goes back to."""

    def __init__(self, run, out, log):
        self.run, self.log = run, log
        self.latest, self.before = os.path.join(out, "latest.pt"), os.path.join(out, "before.pt")
        self.watch = Watch()
        if not os.path.exists(self.latest):
            run.save(self.latest)
        self.begin()
        self.saved_at = time.time()

    def begin(self):
        self.steps, self.seen, self.began = [], self.run.pieces, time.time()

    def add(self, step):
        """Masked-word loss, next-sentence losses, pairs and gradient norm of a step."""
        self.steps.append(step)

    def write(self, row):
        self.log.write(json.dumps({"step": self.run.step, "pieces": self.run.pieces, **row}) + "\n")
        self.log.flush()

    def settle(self):
        """Looks at the steps since the last call: writes their line, or goes back where the loss jumped. True where all is well."""
        if not self.steps:
            return True
        run, count = self.run, len(self.steps)
        if any([self.watch.jumped(float(loss)) for loss, *_ in self.steps]):
            row = {"jumped_to": self.watch.recent, "from": self.watch.usual}
            run.go_back(self.before if os.path.exists(self.before) else self.latest)
            self.watch = Watch()
            self.write({**row, "back": True, "rate": run.settings["rate"]})
            run.save(self.latest)
            self.begin()
            return False
        masked, following, pairs, norms = map(sum, zip(*self.steps))
        row = {"loss": float(masked) / count, "rate": run.rate, "norm": float(norms) / count,
               "longest": float(max(norm for *_, norm in self.steps)),
               "pieces_per_second": round((run.pieces - self.seen) / (time.time() - self.began))}
        if pairs:
            row["next_sentence_loss"] = float(following) / pairs
        self.write(row)
        self.begin()
        return True

    def save(self):
        if os.path.exists(self.before):
            os.remove(self.before)
        os.link(self.latest, self.before)
        self.run.save(self.latest)
        self.saved_at = time.time()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    os.makedirs(args.out, exist_ok=True)
    run = Run(args)
    stop = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.append(True))
    began, first_step = time.time(), run.step
    with open(os.path.join(args.out, "log.jsonl"), "a") as log:
        journal = Journal(run, args.out, log)
        while not (stop or run.finished or (args.pieces and run.pieces >= args.pieces)
                   or (args.seconds and time.time() - began > args.seconds)
                   or (args.steps and run.step - first_step >= args.steps)):
            journal.add((*run.train_step(), run.norm))
            if run.step % args.log_steps == 0:
                well = journal.settle()
                if well and time.time() - journal.saved_at > args.checkpoint_seconds:
                    journal.save()
        if journal.settle():
            journal.save()
    print(json.dumps({"step": run.step, "pieces": run.pieces, "annealed": run.finished}))


if __name__ == "__main__":
    main()
