"""
Small SentencePiece models in the layouts of published tokenizers, and the ids that the reference gives for some texts:
  pip install sentencepiece==0.2.3 transformers==4.57.6 fugashi==1.5.2 ipadic==1.0.0
  python sentencepiece_fixtures.py SENTENCES_TXT FUZZ_TXT OUT_FOLDER
"""
import io
import json
import random
import sys
import tempfile
from pathlib import Path

import sentencepiece as spm
from transformers import (
    AlbertTokenizer,
    BertJapaneseTokenizer,
    DebertaV2Tokenizer,
    LlamaTokenizer,
    MLukeTokenizer,
    T5Tokenizer,
    XLMRobertaTokenizer,
)

sentences, fuzz, out = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
out.mkdir(parents=True, exist_ok=True)


def lines_of(path):
    return path.read_text(encoding="utf-8").split("\n")[:-1]


random.seed(3)
corpus = random.sample(lines_of(sentences), 4000)
texts = random.sample(lines_of(sentences), 300) + random.sample(lines_of(fuzz), 100)
texts += ["", " ", "  a  b ", "か\u3099", "ﾊﾟｶﾞ", "①㍿½", "a\tb", "\u200b", "👨‍👩‍👧", "E=mc²", "～〜", "日本 語", "É e\u0301", "🉐🈷️"]
texts += ["2,000円、10,5", "それは``何''ですか", "ありがとうございます", "Ａｂｃ Straße İ"]


def train(name, **options):
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(corpus),
        model_writer=model,
        vocab_size=2300,
        character_coverage=0.98,
        minloglevel=2,
        num_threads=1,
        **options,
    )
    (out / f"{name}.model").write_bytes(model.getvalue())


BERT = ["[CLS]", "[SEP]", "[MASK]"]
train("t5", bos_id=0, eos_id=1, unk_id=2, pad_id=3, pad_piece="[PAD]", user_defined_symbols=BERT)
train("albert", pad_id=-1, unk_id=0, bos_id=1, bos_piece="[CLS]", eos_id=2, eos_piece="[SEP]", user_defined_symbols=["ありがとう"])
train(
    "deberta", pad_id=0, pad_piece="[PAD]", bos_id=1, bos_piece="[CLS]", eos_id=2, eos_piece="[SEP]", unk_id=3,
    unk_piece="[UNK]", control_symbols=["[MASK]"], normalization_rule_name="nmt_nfkc_cf",
)
train("xlmr", model_type="bpe", unk_id=0, bos_id=1, eos_id=2)
train(
    "llama", model_type="bpe", byte_fallback=True, normalization_rule_name="identity", unk_id=0, bos_id=1, eos_id=2,
    pad_id=3, control_symbols=["<sep>", "<mask>", "<cls>"],
)
train(
    "sarashina", byte_fallback=True, normalization_rule_name="identity", add_dummy_prefix=False,
    remove_extra_whitespaces=False, unk_id=0, bos_id=1, eos_id=2, pad_id=3,
    control_symbols=["<sep>", "<mask>", "<cls>"],
)

LLAMA = {"cls_token": "<cls>", "sep_token": "<sep>", "mask_token": "<mask>", "pad_token": "<pad>", "bos_token": "<s>"}
LLAMA |= {"eos_token": "</s>", "unk_token": "<unk>"}
T5 = {"cls_token": "[CLS]", "sep_token": "[SEP]", "mask_token": "[MASK]", "pad_token": "[PAD]", "do_lower_case": True}
T5 |= {"eos_token": "</s>", "unk_token": "<unk>", "bos_token": "<s>", "extra_ids": 0, "additional_special_tokens": []}
CASES = {
    "t5": (T5Tokenizer, "t5", "spiece.model", T5),
    "albert": (AlbertTokenizer, "albert", "spiece.model", {}),
    "albert-accents": (AlbertTokenizer, "albert", "spiece.model", {"keep_accents": True, "do_lower_case": False}),
    "deberta": (DebertaV2Tokenizer, "deberta", "spm.model", {}),
    "xlmr": (XLMRobertaTokenizer, "xlmr", "sentencepiece.bpe.model", {}),
    "mluke": (MLukeTokenizer, "xlmr", "sentencepiece.bpe.model", {}),
    "llama": (LlamaTokenizer, "llama", "tokenizer.model", LLAMA),
    "sarashina": (LlamaTokenizer, "sarashina", "tokenizer.model", LLAMA),
    "bert-japanese": (
        BertJapaneseTokenizer, "albert", "spiece.model",
        {"word_tokenizer_type": "mecab", "subword_tokenizer_type": "sentencepiece", "unk_token": "<unk>", "pad_token": "<pad>",
         "mecab_kwargs": {"mecab_dic": "ipadic"}},
    ),
}
plain = {}
for name in ["t5", "albert", "deberta", "xlmr", "llama", "sarashina"]:
    processor = spm.SentencePieceProcessor(model_file=str(out / f"{name}.model"))
    plain[name] = [processor.encode(text, out_type=int) for text in texts]
classes = []
for name, (kind, model, file, options) in CASES.items():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        path.write_bytes((out / f"{model}.model").read_bytes())
        extra = {}
        if kind is BertJapaneseTokenizer:
            extra = {"spm_file": str(path)}
        elif kind is MLukeTokenizer:
            entities = Path(folder) / "entity_vocab.json"
            entities.write_text(json.dumps({"[MASK]": 0, "[UNK]": 1, "[PAD]": 2, "[MASK2]": 3}))
            extra = {"entity_vocab_file": str(entities)}
        tokenizer = kind(str(path), **extra, **options)
        if options.get("do_lower_case"):
            # What rinna's card says to do: T5Tokenizer does not read it from the settings.
            tokenizer.do_lower_case = True
        mask = tokenizer.mask_token
        masked = [f"今日は{mask}です。", f"{mask}年に1度、{mask} が開かれる", "今日は " + mask + "だ"]
        every = texts + masked
        ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in every]
        classes.append({
            "name": name, "model": model, "file": file, "masked": masked,
            "settings": {"tokenizer_class": kind.__name__, **options}, "ids": ids,
        })
(out / "expected.json").write_text(json.dumps({"texts": texts, "plain": plain, "classes": classes}, ensure_ascii=False, separators=(",", ":")))
