"""Self-check of the recipe on made-up data; needs PyTorch, no corpus, no MeCab, a few seconds.

A run interrupted and resumed equals an uninterrupted one bit for bit, in the plain and the annealed phase; two runs
of one seed have one loss curve; a gradient is clipped to the length that is asked for, embeddings learn at the part
of the rate that they are given, and a run that comes apart is back at the checkpoint before, with another rate and
other batches; an exported folder, read back, gives what the checkpoint in memory gives, and so does one that tells
labels; the sampled projection's loss has the full one's mean; whole words are masked together; pairs fit, whatever
the length of what they are cut from, and two threads draw one order; a vocabulary that the streams have no room for
is refused, and a run is of its data's vocabulary. Where native.cpp can run: its gradients and steps are PyTorch's up
to bfloat16's rounding, and the number of threads changes nothing.
"""
import json
import os
import tempfile

import numpy as np
import torch

import native
from data import Data, Genre, sampled_vocabulary, whole_word_masks
from export import write_folder
from finetune import Classifier, labelled
from model import BASE, Model, fresh, load, shapes
from optimiser import EMBEDDINGS, is_hidden_matrix
from train import LOWER, Journal, Run, Watch, arguments
from wordpiece import CONTINUES, FIRST_WORD_ID, SPECIAL, load_vocab, size_of

VOCABULARY = 32000


def make_data(folder):
    with open(os.path.join(folder, "vocabulary.json"), "w") as file:
        json.dump({"size": VOCABULARY, "stop": 8}, file)
    random = np.random.default_rng(0)
    for genre in ("news", "everyday"):
        lengths = random.integers(4, 60, 400)
        ids = random.integers(FIRST_WORD_ID, 400, lengths.sum()).astype("<u2")
        ids[random.random(len(ids)) < 0.2] |= CONTINUES
        offsets = np.concatenate([[0], np.cumsum(lengths)])
        ids[offsets[:-1]] &= CONTINUES - 1
        ids.tofile(os.path.join(folder, genre + ".ids"))
        offsets.astype("<i8").tofile(os.path.join(folder, genre + ".lines"))


def settings(folder, out, *more):
    return arguments(["--data", folder, "--out", out, "--layers", "2", "--hidden", "32", "--heads", "2", "--mix",
                      "news=0.5,everyday=0.5", "--batch-pieces", "512", "--warmup-pieces", "1000", "--sampled", "200",
                      "--frequent", "500", *more])


def steps(run, count):
    return [float(run.train_step()[0]) for _ in range(count)]


def same(first, second):
    return all(torch.equal(first.model.parameters[name], second.model.parameters[name]) for name in first.model.parameters)


def check_resuming(folder):
    whole = Run(settings(folder, os.path.join(folder, "a")))
    curve = steps(whole, 6)
    out = os.path.join(folder, "b")
    os.makedirs(out)
    part = Run(settings(folder, out))
    beginning = steps(part, 3)
    part.save(os.path.join(out, "latest.pt"))
    resumed = Run(settings(folder, out))
    assert beginning + steps(resumed, 3) == curve, "resumed run has another loss curve"
    assert same(whole, resumed), "resumed run has other parameters"
    again = Run(settings(folder, os.path.join(folder, "c")))
    assert steps(again, 6) == curve, "the same seed has another loss curve"
    resumed.save(os.path.join(out, "latest.pt"))
    branch = settings(folder, os.path.join(folder, "d"), "--from", os.path.join(out, "latest.pt"), "--anneal-pieces", "4000")
    whole = Run(branch)
    steps(whole, 4)
    os.makedirs(branch.out)
    part = Run(branch)
    steps(part, 2)
    part.save(os.path.join(branch.out, "latest.pt"))
    resumed = Run(branch)
    steps(resumed, 2)
    assert same(whole, resumed) and resumed.rate == whole.rate < 1e-3, "resumed anneal differs"
    return resumed


def check_clipping(folder):
    run = Run(settings(folder, os.path.join(folder, "h"), "--torch"))
    for name, p in run.model.parameters.items():
        p.grad = torch.ones_like(p)
    total = lambda: float(torch.sqrt(sum(p.grad.pow(2).sum() for p in run.model.parameters.values())))
    norm = total()
    run.optimiser.clip(norm, 2 * norm)
    assert total() == norm, "a short gradient is scaled"
    run.optimiser.clip(norm, 1.5)
    assert abs(total() - 1.5) < 1e-3, "a long gradient is not"


def check_embedding_rate(folder):
    run = lambda part: Run(settings(folder, os.path.join(folder, "j"), "--embedding-rate", part))
    whole, half, none = map(run, ("1", "0.5", "0"))
    began = {name: p.detach().clone() for name, p in none.model.parameters.items()}
    moved = lambda run, name: float((run.model.parameters[name].detach() - began[name]).norm())
    for one in (whole, half, none):
        steps(one, 1)
    for name in EMBEDDINGS:
        assert moved(none, name) == 0 < moved(half, name), "embeddings learn without a rate, or not with one"
        assert abs(moved(half, name) / moved(whole, name) - 0.5) < 0.02, "not half of the rate"
    other = "bert.embeddings.position_embeddings.weight"
    assert moved(none, other) == moved(half, other) > 0, "what is no piece's learns otherwise too"


def check_going_back(folder):
    noise = np.random.default_rng(0)
    watch = Watch()
    assert not any(watch.jumped(4 - i / 1000 + noise.normal(0, 0.2)) for i in range(1000)), "noise is taken for a jump"
    assert any(watch.jumped(4.2 + noise.normal(0, 0.2)) for _ in range(30)), "a jump is not seen"
    assert Watch().jumped(float("nan"))
    out = os.path.join(folder, "i")
    os.makedirs(out)
    run = Run(settings(folder, out))
    with open(os.path.join(out, "log.jsonl"), "w+") as log:
        journal = Journal(run, out, log)
        learn = lambda count: [journal.add((*run.train_step(), run.norm)) for _ in range(count)]
        learn(3)
        assert journal.settle()
        journal.save()
        good = {name: p.detach().clone() for name, p in run.model.parameters.items()}
        place, rate = run.step, run.settings["rate"]
        learn(2)
        assert journal.settle()
        journal.save()
        with torch.no_grad():
            run.model.parameters["bert.embeddings.word_embeddings.weight"].fill_(float("nan"))
        learn(2)
        buffer = run.buffer
        assert not journal.settle(), "a loss that is no number is learnt from"
        assert all(torch.equal(good[name], p) for name, p in run.model.parameters.items()), "not the checkpoint before"
        assert run.step == place and run.buffer > buffer and run.settings["rate"] == rate * LOWER
        learn(3)
        assert journal.settle()
        log.seek(0)
        rows = [json.loads(line) for line in log]
    assert [bool(row.get("back")) for row in rows] == [False, False, True, False] and rows[0]["longest"] >= rows[0]["norm"] > 0


def check_native(folder):
    """Gradients against PyTorch's in float32, the optimiser's steps on these gradients, curves; inputs of two segments too."""
    more = ("--pair-rate", "0.3", "--rate", "0.01")
    exact = Run(settings(folder, os.path.join(folder, "e"), "--compute", "float32", *more))
    draws = (exact.draw(0, i)[:2] for i in range(len(exact.data.buffer(0))))
    arrays, sample = next(draw for draw in draws if (draw[0][5] >= 0).any() and not draw[0][2].all())
    batch = native.Batch(*arrays, *sample)
    ours = Run(settings(folder, os.path.join(folder, "f"), *more))
    (loss, following, norm), gradients = ours.native.gradients(batch)
    masked, expected = exact.losses(arrays, sample)
    assert abs(loss - float(masked)) < 0.02 and abs(following - float(expected)) < 0.02
    (masked + expected).backward()
    total = 0.0
    for name, p in exact.model.parameters.items():
        wanted, got = p.grad, gradients[name]
        total += float(wanted.pow(2).sum())
        if not name.endswith("key.bias"):  # zero but for rounding: a constant added to a row of scores
            assert float((wanted - got).norm() / wanted.norm()) < 0.03, name
    assert abs(norm - total ** 0.5) < 0.02 * norm
    reference = Run(settings(folder, os.path.join(folder, "f"), "--torch", *more))
    assert same(reference, ours), "gradients() learnt something"
    for _ in range(2):
        _, gradients = ours.native.gradients(batch)
        before = {name: p.detach().clone() for name, p in ours.model.parameters.items()}
        for name, p in reference.model.parameters.items():
            p.data.copy_(before[name])
            p.grad = gradients[name]
        reference.optimiser.step(0.01)
        ours.native.step(batch, 0.01)
        for name, p in reference.model.parameters.items():
            moved, wanted = ours.model.parameters[name].detach() - before[name], p.detach() - before[name]
            assert float((moved - wanted).norm() / wanted.norm()) < (0.05 if is_hidden_matrix(name, p) else 1e-3), name
    for clip in ("0", "0.5"):
        curves = []
        for threads in ("1", "3"):
            run = Run(settings(folder, os.path.join(folder, "g"), "--threads", threads, "--clip", clip, *more))
            curves.append(steps(run, 4))
        assert curves[0] == curves[1], "the number of threads changes the curve"
        plain = steps(Run(settings(folder, os.path.join(folder, "g"), "--torch", "--clip", clip, *more)), 4)
        assert np.allclose(curves[0], plain, atol=0.02), (curves[0], plain)


def check_export(folder, run):
    vocab = os.path.join(folder, "vocab.txt")
    with open(vocab, "w", encoding="utf-8") as file:
        file.writelines(f"{i}\n" for i in range(VOCABULARY))
    out = os.path.join(folder, "exported")
    write_folder(out, run.model.config, run.model.parameters, vocab, ["BertForPreTraining"], shapes(run.model.config))
    exported = load(out)
    with open(os.path.join(out, "model.safetensors"), "rb") as file:
        assert int.from_bytes(file.read(8), "little") % 8 == 0, "header is not padded"
    halves = Model(run.model.config, {name: value.detach().half().float() for name, value in run.model.parameters.items()})
    memory = Model(run.model.config, run.model.parameters)
    ids = torch.randint(FIRST_WORD_ID, 400, (2, 9), generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        a, b, c = (m.logits(m.encode(ids, torch.zeros_like(ids), None)) for m in (exported, halves, memory))
    assert torch.equal(a, b), "the file holds other weights"
    assert float((a - c).abs().max()) < 0.02, "F16 changes the logits"
    check_labelling(exported, vocab, os.path.join(folder, "labelled"))


def check_labelling(model, vocab, out):
    """What tells labels is read back as the model it came from, and as what it has become."""
    ids = torch.tensor([[2, 10, 4, 12, 3]])
    before = model.logits(model.encode(ids, torch.zeros_like(ids), None))
    classifier = Classifier(model, ["a", "b", "c"], 0)
    told = classifier.logits([ids[0, 1:-1].tolist()])
    config = labelled(model.config, classifier.labels)
    write_folder(out, config, model.parameters, vocab, config["architectures"])
    again = load(out)
    assert again.config["architectures"] == ["BertForSequenceClassification", "BertForPreTraining"]
    assert labelled(again.config, ["d"])["architectures"] == again.config["architectures"]
    assert again.config["id2label"] == {"0": "a", "1": "b", "2": "c"}
    assert torch.equal(again.logits(again.encode(ids, torch.zeros_like(ids), None)), before), "it fills masks otherwise"
    again = again.linear(again.pooled(again.encode(ids, torch.zeros_like(ids), None)), "classifier")
    assert float((again - told).abs().max()) < 1e-3, "it labels otherwise"


def check_sampling():
    config = dict(tiny_config(), num_hidden_layers=1)
    model = Model(config, fresh(config, 0))
    hidden = torch.randn(20, 32, generator=torch.Generator().manual_seed(1))
    targets = np.arange(100, 2100, 100)
    with torch.no_grad():
        full = float(model.masked_loss(hidden, torch.from_numpy(targets)))
        means = []
        for seed in range(20):
            rows, weights, places = sampled_vocabulary(targets, np.random.default_rng(seed), VOCABULARY, 500, 2000)
            sample = torch.from_numpy(rows), torch.from_numpy(weights)
            means.append(float(model.masked_loss(hidden, torch.from_numpy(places), sample)))
    assert abs(np.mean(means) - full) < 0.02, (np.mean(means), full)
    # A vocabulary that is smaller than what is always projected on.
    rows, weights, _ = sampled_vocabulary(np.array([10, 20]), np.random.default_rng(0), 4000, 6144, 3072)
    assert len(rows) == 4000 and rows.max() == 3999 and not weights.any()


def tiny_config():
    return dict(BASE, hidden_size=32, num_attention_heads=2, intermediate_size=64, max_position_embeddings=16)

def check_vocabulary(folder):
    path = os.path.join(folder, "checked.txt")

    def refused(*pieces):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(piece + "\n" for piece in pieces)
        try:
            return size_of(load_vocab(path)) != len(pieces)
        except SystemExit as error:
            return str(error)

    many = [str(i) for i in range(CONTINUES - 6)]
    assert refused(*SPECIAL, "。", *many) is False
    assert "32769 pieces" in refused(*SPECIAL, "。", "は", *many), "ids that are taken for marks"
    assert "[MASK] has to be 4, and is 5" in refused(*SPECIAL[:4], "。", "[MASK]"), "another order of the special pieces"
    assert "。 is missing" in refused(*SPECIAL, "は")
    small = os.path.join(folder, "small")
    os.makedirs(small)
    make_data(small)
    with open(os.path.join(small, "vocabulary.json"), "w") as file:
        json.dump({"size": 5000, "stop": 77}, file)
    out = os.path.join(small, "run")
    os.makedirs(out)
    run = Run(settings(small, out))
    assert run.model.config["vocab_size"] == 5000 and all(genre.stop == 77 for genre in run.data.genres.values())
    steps(run, 1)
    run.save(os.path.join(out, "latest.pt"))
    try:
        Run(settings(folder, out))
        assert False, "goes on with the data of another vocabulary"
    except SystemExit as error:
        assert "5000" in str(error)


def check_masks():
    raw = np.array([[2, 10, 11 | CONTINUES, 12 | CONTINUES, 13, 14 | CONTINUES, 3, 0]], np.uint16)
    for seed in range(50):
        ids, positions, targets = whole_word_masks(raw, np.random.default_rng(seed), 0.4)
        assert list(ids[0][positions]) == [4] * len(positions)
        assert list(targets) == [int(raw[0][p]) & (CONTINUES - 1) for p in positions]
        assert set(positions) & {0, 6, 7} == set()
        if len(positions) > 1:
            assert {1, 2, 3} <= set(positions) or {1, 2, 3} & set(positions) == set()
    seen = {tuple(whole_word_masks(raw, np.random.default_rng(seed), 1.0, 0.5)[1]) for seed in range(200)}
    assert seen == {(*begin, *end) for begin in ((1, 2, 3), (2, 3), (3,)) for end in ((4, 5), (5,))}, seen


def check_pairs(folder):
    """Sequences of all the pieces there is room for, with a full stop three pieces before the end, or before and there."""
    limit = 126
    ids = np.full((40, limit), 9, "<u2")
    ids[:, 122] = 8
    ids[::2, 99] = 8
    ids.tofile(os.path.join(folder, "long.ids"))
    (np.arange(41) * limit).astype("<i8").tofile(os.path.join(folder, "long.lines"))
    data = Data(folder, {"long": 1.0}, 1, 2048, limit, 1.0, 0.15)
    rows = [row for batch in data.buffer(0) for row in batch]
    pairs = [(first, second) for first, second, _ in rows if second is not None]
    assert {len(first) for first, _ in pairs} == {100}, "a sequence is split where a second segment has no room"
    assert all(3 <= len(second) and len(first) + len(second) + 3 <= limit + 2 for first, second in pairs)
    for index in range(len(data.buffer(0))):
        data.batch(0, index)


def check_order(folder):
    """What one thread draws while another is at the same epoch's order is of that epoch."""
    class Interrupted(Genre):
        meanwhile = ()

        def __len__(self):
            epochs, self.meanwhile = self.meanwhile, ()
            self.drawn = [self.order(epoch) for epoch in epochs]
            return super().__len__()

    genre = Interrupted(os.path.join(folder, "news"), 126, 1, False, 8)
    wanted = Genre(os.path.join(folder, "news"), 126, 1, False, 8).order(1)
    genre.order(0)
    genre.meanwhile = (1,)
    assert all((order == wanted).all() for order in (genre.order(1), *genre.drawn)), "another epoch's order"


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        make_data(folder)
        check_export(folder, check_resuming(folder))
        check_clipping(folder)
        check_embedding_rate(folder)
        check_going_back(folder)
        if native.library():
            check_native(folder)
        check_pairs(folder)
        check_order(folder)
        check_vocabulary(folder)
    check_sampling()
    check_masks()
    print(json.dumps({"check": "passed", "native": bool(native.library())}))


if __name__ == "__main__":
    main()
