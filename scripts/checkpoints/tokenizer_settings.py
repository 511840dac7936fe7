"""
Tokenizers whose settings are uncommon, as transformers itself writes them (tokenizer_config.json), and the ids that it gives for some texts:
  pip install transformers==4.57.1 tokenizers==0.22.2 sentencepiece==0.2.1 fugashi==1.5.2 ipadic==1.0.0
  python tokenizer_settings.py SENTENCEPIECE_MODELS OUT_FILE
SENTENCEPIECE_MODELS is tests/fixtures/sentencepiece, decompressed. OUT_FILE is tests/fixtures/tokenizer-settings.json.
"""
import json
import sys
import tempfile
from itertools import product
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import AlbertTokenizer, BertJapaneseTokenizer, BertTokenizer, DebertaV2Tokenizer, LlamaTokenizer

sources, out = (Path(argument) for argument in sys.argv[1:3])
TEXTS = [
    "今日は晴れだ。", "「東京」、は。遠い!", " 前の 空白", "後の空白 ", "🐈と𩸽🐕", "か\u3099とﾊﾝｶｸ", "Straße İ 9,876円", "今日はMASKだ。", "MASK です", "前 MASK", "が新NEWがＡＢ", "ｎｅｗとabc new",
]
ADDED_TEXTS = ["が新NEWがＡＢ", "ｎｅｗとabc new", "NEW が 新NEW 東", "今日が、New。AｂＡＢab", "MASK new", "新NEWNEW ﾊﾝがＡＢ  new  ", "İNEW", "new_new newA", "が がが", "新Ｎｅｗ"]
LLAMA = dict(unk_token="<unk>", bos_token="<s>", eos_token="</s>", cls_token="<cls>", sep_token="<sep>", mask_token="<mask>")
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"今日は晴れだ。「東京」、遠い!前の空白後とかがハンク円です新ＡＢ", "new", "ab", "##c", "##京", "##れ", "が", "ｎｅｗ"]
cases = []


def text_for(tokenizer, text):
    return text.replace("MASK", tokenizer.mask_token)


def add(name, tokenizer, own_texts=TEXTS, **rest):
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.save_pretrained(folder)
        settings = json.loads((Path(folder) / "tokenizer_config.json").read_text(encoding="utf-8"))
    texts = [text_for(tokenizer, text) for text in own_texts]
    cases.append({"name": name, "settings": settings, "texts": texts, "ids": [tokenizer(text)["input_ids"] for text in texts], **rest})


for model, legacy, prefix, end in product(["llama", "sarashina"], [True, False], [True, False], [True, False]):
    if legacy and not prefix:
        continue
    tokenizer = LlamaTokenizer(str(sources / f"{model}.model"), legacy=legacy, add_prefix_space=prefix, add_eos_token=end, **LLAMA)
    add(f"Llama on {model}, legacy {legacy}, add_prefix_space {prefix}, add_eos_token {end}", tokenizer, model=model)
for apart in (True, False):
    add(f"DeBERTa, split_by_punct {apart}", DebertaV2Tokenizer(str(sources / "deberta.model"), split_by_punct=apart), model="deberta")
add("DeBERTa on a model that calls what is unknown <unk>", DebertaV2Tokenizer(str(sources / "t5.model")), model="t5")
add("ALBERT", AlbertTokenizer(str(sources / "albert.model"), keep_accents=True), model="albert")
with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
    vocabulary = "\n".join(dict.fromkeys(WORDS)) + "\n"
    file.write(vocabulary)
    file.flush()
    add("BERT", BertTokenizer(file.name), vocabulary=vocabulary)
    add("BERT, with special tokens of its own names", BertTokenizer(file.name, extra_special_tokens={"blank_token": "、"}), vocabulary=vocabulary)
    for kind in ("wordpiece", "character"):
        tokenizer = BertJapaneseTokenizer(file.name, word_tokenizer_type="mecab", subword_tokenizer_type=kind, mecab_kwargs={"mecab_dic": "ipadic"})
        add(f"Japanese BERT, {kind}", tokenizer, vocabulary=vocabulary)


def saved(tokenizer, folder):
    """The tokenizer as it is read back: tokens are lower-cased when they are added, and not when they are read."""
    tokenizer.save_pretrained(folder)
    return type(tokenizer).from_pretrained(folder)


def add_with_tokens(name, make, **rest):
    for normalized, strips, alone, special in ((True, False, False, False), (False, False, False, False), (True, True, True, False), (True, False, False, True)):
        tokenizer = make()
        flags = dict(normalized=normalized, lstrip=strips, rstrip=strips, single_word=alone)
        tokenizer.add_tokens([AddedToken(content, **flags) for content in ("新NEW", "が", "new", "ＡＢ")], special_tokens=special)
        with tempfile.TemporaryDirectory() as folder:
            tokenizer = saved(tokenizer, folder)
        add(f"{name}, normalized {normalized}, strips {strips}, single_word {alone}, special {special}", tokenizer, own_texts=ADDED_TEXTS, **rest)


with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
    file.write(vocabulary)
    file.flush()
    japanese = dict(word_tokenizer_type="mecab", subword_tokenizer_type="wordpiece", mecab_kwargs={"mecab_dic": "ipadic"})
    for lower in (True, False):
        add_with_tokens(f"BERT, do_lower_case {lower}", lambda: BertTokenizer(file.name, do_lower_case=lower), vocabulary=vocabulary)
        add_with_tokens(f"Japanese BERT, do_lower_case {lower}", lambda: BertJapaneseTokenizer(file.name, do_lower_case=lower, **japanese), vocabulary=vocabulary)
        add_with_tokens(f"ALBERT, do_lower_case {lower}", lambda: AlbertTokenizer(str(sources / "albert.model"), do_lower_case=lower, keep_accents=True), model="albert")


def word_piece():
    tokenizer = Tokenizer(models.WordPiece({word: i for i, word in enumerate(dict.fromkeys(WORDS))}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer, "[MASK]"


def unigram():
    pieces = ["<unk>", "<s>", "</s>", "<pad>", "▁", *dict.fromkeys(WORDS[5:])]
    tokenizer = Tokenizer(models.Unigram([(piece, -float(i)) for i, piece in enumerate(pieces)], 0, False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first")
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 1), ("</s>", 2)])
    return tokenizer, "<mask>"


for make, normalized, strips, alone, special in product([word_piece, unigram], [True, False], [True, False], [True, False], [True, False]):
    tokenizer, mask = make()
    flags = dict(normalized=normalized, lstrip=strips, rstrip=strips, single_word=alone)
    tokenizer.add_special_tokens([AddedToken(mask, normalized=normalized, lstrip=strips)])
    tokens = [AddedToken(content, **flags) for content in ("新NEW", "が", "new", "ＡＢ")]
    (tokenizer.add_special_tokens if special else tokenizer.add_tokens)(tokens)
    texts = [text.replace("MASK", mask) for text in TEXTS]
    name = f"{make.__name__}, normalized {normalized}, strips {strips}, single_word {alone}, special {special}"
    cases.append({"name": name, "settings": {"mask_token": mask}, "json": json.loads(tokenizer.to_str()), "texts": texts, "ids": [tokenizer.encode(text).ids for text in texts]})

out.write_text(json.dumps(cases, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
