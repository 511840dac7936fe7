"""
Small tokenizer.json files in the layouts of published tokenizers, and the ids that huggingface/tokenizers gives for some texts:
  pip install tokenizers==0.22.1
  python tokenizer_json_fixtures.py SENTENCES_TXT FUZZ_TXT SENTENCEPIECE_MODELS OUT_FOLDER
SENTENCEPIECE_MODELS is tests/fixtures/sentencepiece, decompressed: unigram pieces and charsmaps come from there.
"""
import base64
import json
import random
import sys
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

sentences, fuzz, sources, out = (Path(argument) for argument in sys.argv[1:5])
out.mkdir(parents=True, exist_ok=True)


def lines_of(path):
    return path.read_text(encoding="utf-8").split("\n")[:-1]


random.seed(5)
corpus = random.sample(lines_of(sentences), 4000)
texts = random.sample(lines_of(sentences), 250) + random.sample(lines_of(fuzz), 100)
texts += ["  a  b ", "か\u3099", "ﾊﾟｶﾞ", "①㍿½", "a\tb\u3000c", "\u200b", "👨‍👩‍👧", "E=mc²", "～〜", "日本 語", "É e\u0301 Straße İ", "🉐🈷️", "2,000円、10,5", "I'm here. 12 34", "\ufeff始", "が゙ば゚"]
MASKED = ["今日は<mask>だ。", "<mask>と <mask> 。", "a <mask>b"]


def fields(data):
    """A protobuf message's fields as (number, bytes or int)."""
    at = 0
    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
    while at < len(data):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
        elif kind == 2:
            size = varint()
            yield key >> 3, data[at : at + size]
            at += size
        else:
            size = {1: 8, 5: 4}[kind]
            yield key >> 3, data[at : at + size]
            at += size


def unigram(name):
    """Pieces with their scores, and the charsmap."""
    import struct

    pieces, charsmap = [], b""
    for number, value in fields((sources / f"{name}.model").read_bytes()):
        if number == 1:
            own = dict(fields(value))
            pieces.append((own[1].decode(), struct.unpack("<f", own[2])[0] if 2 in own else 0.0))
        if number == 3:
            charsmap = dict(fields(value)).get(2, b"")
    return pieces, charsmap


def special(*contents, lstrip=()):
    return [AddedToken(content, special=True, normalized=False, lstrip=content in lstrip) for content in contents]


def around(tokenizer, cls, sep):
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{cls} $A {sep}", special_tokens=[(cls, tokenizer.token_to_id(cls)), (sep, tokenizer.token_to_id(sep))]
    )


def xlmr():
    pieces, charsmap = unigram("deberta")
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Precompiled(charsmap), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens(special("<mask>", lstrip=("<mask>",)))
    around(tokenizer, "[CLS]", "[SEP]")
    return tokenizer


def sarashina():
    pieces, _ = unigram("sarashina")
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Strip(left=False, right=True)])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.add_special_tokens(special("<mask>"))
    around(tokenizer, "<s>", "</s>")
    return tokenizer


def gemma():
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split("▁", "merged_with_previous")
    symbols = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=2300, special_tokens=symbols, limit_alphabet=900, show_progress=False))
    held = json.loads(tokenizer.to_str())
    held["added_tokens"] = [token for token in held["added_tokens"] if not token["content"].startswith("<0x")]
    tokenizer = Tokenizer.from_str(json.dumps(held))
    around(tokenizer, "<bos>", "<eos>")
    return tokenizer


def bytes_of():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(
        corpus,
        trainers.BpeTrainer(vocab_size=1500, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False),
    )
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer


def word_piece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Digits(individual_digits=True)])
    tokenizer.train_from_iterator(corpus, trainers.WordPieceTrainer(vocab_size=2000, special_tokens=["[PAD]", "[UNK]", "[CLS]", "[SEP]", "<mask>"], show_progress=False))
    around(tokenizer, "[CLS]", "[SEP]")
    return tokenizer


expected = {"texts": texts + MASKED, "ids": {}}
for name, make in [("xlmr", xlmr), ("sarashina", sarashina), ("gemma", gemma), ("bytes", bytes_of), ("wordpiece", word_piece)]:
    tokenizer = make()
    (out / f"{name}.json").write_text(tokenizer.to_str(), encoding="utf-8")
    expected["ids"][name] = [tokenizer.encode(text, add_special_tokens=False).ids for text in expected["texts"]]
(out / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), encoding="utf-8")
