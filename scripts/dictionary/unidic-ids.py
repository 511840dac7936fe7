"""
Writes the ids that transformers' BertJapaneseTokenizer gives 2,000 of the conformance sentences with unidic-lite:
  pip install transformers==4.57.6 fugashi==1.5.2 unidic-lite==1.0.8
  python unidic-ids.py SENTENCES_TXT OUT_JSON v2=VOCAB_TXT v3=VOCAB_TXT
"""
import json
import random
import sys
import tempfile
from pathlib import Path

from transformers import BertJapaneseTokenizer

SETTINGS = {
    "tokenizer_class": "BertJapaneseTokenizer",
    "do_lower_case": False,
    "word_tokenizer_type": "mecab",
    "subword_tokenizer_type": "wordpiece",
    "mecab_kwargs": {"mecab_dic": "unidic_lite"},
}

sentences = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
random.seed(1)
chosen = random.sample([i for i, line in enumerate(sentences) if line], 2000)
result = {"sentences": chosen}
for argument in sys.argv[3:]:
    name, vocabulary = argument.split("=")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vocab.txt").write_bytes(Path(vocabulary).read_bytes())
        (Path(folder) / "tokenizer_config.json").write_text(json.dumps(SETTINGS))
        tokenizer = BertJapaneseTokenizer.from_pretrained(folder)
        result[name] = [tokenizer(sentences[i])["input_ids"] for i in chosen]
Path(sys.argv[2]).write_text(json.dumps(result, separators=(",", ":")))
