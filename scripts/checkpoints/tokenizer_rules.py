"""
Tokenizers that differ in one rule each, as huggingface/tokenizers and transformers write them, and the ids that these give for some texts:
  pip install transformers==4.57.1 tokenizers==0.22.2 sentencepiece==0.2.1 protobuf==6.33.1
  python tokenizer_rules.py SENTENCEPIECE_MODELS OUT_FILE
SENTENCEPIECE_MODELS is tests/fixtures/sentencepiece, decompressed. OUT_FILE, compressed with brotli, is tests/fixtures/tokenizer-rules.json.br.
"""
import json
import sys
import tempfile
from itertools import product
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import AlbertTokenizer, BertTokenizer, DebertaV2Tokenizer, LlamaTokenizer

sources, out = (Path(argument) for argument in sys.argv[1:3])
NAMED = ["<unk>", "<s>", "</s>", "<pad>", "<mask>"]
cases = []


def add(name, tokenizer, texts, settings=None, **rest):
    if isinstance(tokenizer, Tokenizer):
        # As it is read back: added tokens are in the order of their ids.
        tokenizer = Tokenizer.from_str(tokenizer.to_str())
        ids = [tokenizer.encode(text).ids for text in texts]
        # Without a post-processor nothing is put around a text.
        ids = [[1, *each, 2] for each in ids]
        rest = {"json": json.loads(tokenizer.to_str())}
    else:
        with tempfile.TemporaryDirectory() as folder:
            tokenizer.save_pretrained(folder)
            settings = json.loads((Path(folder) / "tokenizer_config.json").read_text(encoding="utf-8"))
        ids = [tokenizer(text)["input_ids"] for text in texts]
    cases.append({"name": name, "settings": settings or {}, "texts": texts, "ids": ids, **rest})


def of_words(texts, normalizer=None, pre_tokenizer=None):
    """Whose ids tell where a text is cut, and what is made of it: every part is a word."""
    words = dict.fromkeys(NAMED)
    for text in texts:
        made = normalizer.normalize_str(text) if normalizer else text
        words.update(dict.fromkeys(part for part, _ in pre_tokenizer.pre_tokenize_str(made)) if pre_tokenizer else {made: None})
    tokenizer = Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="<unk>"))
    if normalizer:
        tokenizer.normalizer = normalizer
    if pre_tokenizer:
        tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.add_special_tokens([AddedToken("<mask>", normalized=False)])
    return tokenizer


TEXTS = ["今日は晴れだ。", "２０２６年11月", "今日はnew晴れ new", "一行\n改行、改\n二行", "か\ufeffき\u0085く\u3000け\r\nこ", "x²と①_‿ABと'LL", "か\u3099ー゛ｶﾞ $+~!", "aab aaab", "ſKs\u212ak"]
CHAT = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+"
O200K = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
])
DEEPSEEK = r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|[一-龥\u3040-ゟ゠-ヿ]+|\s*[\r\n]+|\s+(?!\S)|\s+"
EXPRESSIONS = [
    r"\w+", r"\W+", r"\d", r"\D+", r"\s+", r"\S+", r"\h", r"\bnew\b", r"\B", r"^行", r"改$", r"^", r"$", r".", r"(?m:.)+", r"\A.", r".\z", r".\Z", r"\N\O", r"\R",
    r"[\w]+", r"[^\w]+", r"[\W_]+", r"[^\W_]+", r"[^\s\d]+", r"[[:punct:]]", r"\p{Punct}", r"[[:^alpha:]]+", r"[[:graph:]]+", r"[a-c[0-9]]", r"[\w&&[^a-z]]+", r"[^a-z&&\w]+", r"[]-]|[+--]|[a-b-x]",
    r"\p{Han}+", r"\p{hiragana}+", r"\p{^L}", r"\P{^L}", r"\p{White Space}", r"\p{Word}+", r"\u3000|\x{ff21}|\x41|\t|\v",
    r"a++b", r"a*+b", r"(?>a+)", r"(?>a|ab)b", r"a{,2}b", r"a{2}?b", r"a{1,2}+ab", r"a*", r"", r"(?=\d)", r"(?<=は)(?!晴)", r"(?<name>[一二])行", r"{|a{x", r"(?#nothing)a",
    O200K, DEEPSEEK, r"(?:a?){1}b(?:a+b?){2}", r"(?i:AB|new)", r"(?i)s|k", r"(?i:[^a-z])+", r"a(?i)B|N", r"(?i:'s|'ll)", CHAT,
]
for expression in EXPRESSIONS:
    add(f"Split at {expression}", of_words(TEXTS, pre_tokenizer=pre_tokenizers.Split(Regex(expression), "isolated")), TEXTS)
    add(f"Replace {expression}", of_words(TEXTS, normalizer=normalizers.Replace(Regex(expression), "=")), TEXTS)
for behavior, invert in product(["removed", "contiguous", "merged_with_previous", "merged_with_next"], [False, True]):
    for expression in (r"\w", r"\b"):
        add(f"Split at {expression}, {behavior}, invert {invert}", of_words(TEXTS, pre_tokenizer=pre_tokenizers.Split(Regex(expression), behavior, invert)), TEXTS)
add("Split at an empty string", of_words(TEXTS, pre_tokenizer=pre_tokenizers.Split("", "isolated")), TEXTS)
SPACES = ["\ufeff始", "か\u0085 き", "a\ufeff\ufeff b", "か \u0085\u3000\ufeffき", "\u0085!\ufeff?"]
add("ByteLevel", of_words(SPACES, pre_tokenizer=pre_tokenizers.ByteLevel(add_prefix_space=False)), SPACES)

KANA = ["今", "日", "は", "晴", "れ", "前", "の", "空", "白", "new", "a", "b", "▁", "▁前", "　"]


def unigram(normalizer, scheme):
    tokenizer = Tokenizer(models.Unigram([(piece, -float(i)) for i, piece in enumerate([*NAMED, *KANA])], 0, False))
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme=scheme)
    return tokenizer


MASKED = ["　<mask>は晴れ", "  <mask> 前の", " <mask>", " 　 <mask><mask> の ", "<mask> 前", "前 <mask> ", " 前の 空白", "前の空白", "\ufeff <mask>", "\u0085<mask>\u0085\ufeff", "\u001c<mask> \u001c前"]
for strips, scheme, (kind, normalizer) in product([False, True], ["first", "always", "never"], [("nothing", None), ("Strip", normalizers.Strip()), ("NFKC", normalizers.NFKC())]):
    tokenizer = unigram(normalizer, scheme)
    tokenizer.add_special_tokens([AddedToken("<mask>", normalized=False, lstrip=strips, rstrip=strips)])
    add(f"{kind} and Metaspace {scheme}, strips {strips}", tokenizer, MASKED)
for scheme in ("first", "always"):
    tokenizer = unigram(normalizers.Replace("日", "前の前"), scheme)
    tokenizer.add_special_tokens([AddedToken("<mask>", normalized=False)])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.Split("の", "isolated"), pre_tokenizers.Metaspace(prepend_scheme=scheme)])
    add(f"What stands for one character cut, Metaspace {scheme}", tokenizer, ["日の日", "前日", "<mask>日", "日"])
LLAMA = dict(unk_token="<unk>", bos_token="<s>", eos_token="</s>", cls_token="<cls>", sep_token="<sep>", mask_token="<mask>")
for legacy, strips in product([True, False], [True, False]):
    tokenizer = LlamaTokenizer(str(sources / "llama.model"), legacy=legacy, **{**LLAMA, "mask_token": AddedToken("<mask>", lstrip=strips, rstrip=strips, normalized=False)})
    add(f"Llama, legacy {legacy}, mask strips {strips}", tokenizer, MASKED, model="llama")
BRACKETED = [text.replace("<mask>", "[MASK]") for text in MASKED]
add("DeBERTa, spaces before a mask", DebertaV2Tokenizer(str(sources / "deberta.model")), BRACKETED, model="deberta")
add("ALBERT, spaces before a mask", AlbertTokenizer(str(sources / "albert.model"), keep_accents=True), BRACKETED, model="albert")

NEW = ["new", "NEW", "新しいNew", "前のnEwは", "ＮＥＷ"]
for (first, second), specials in product([("new", "NEW"), ("NEW", "new")], [(False, False), (False, True), (True, False)]):
    tokenizer = unigram(normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()]), "never")
    tokenizer.add_special_tokens([AddedToken("<mask>", normalized=False)])
    for content, special in zip((first, second), specials):
        (tokenizer.add_special_tokens if special else tokenizer.add_tokens)([AddedToken(content, normalized=True)])
    add(f"{first} and {second} are one when normalized, special {specials}", tokenizer, NEW)

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
for prefix, suffix, fuse, fallback in product(["", "##"], ["", "</w>"], [False, True], [False, True]):
    words = dict.fromkeys([*NAMED, *BYTES, "は", "##は", "は</w>", "##は</w>", "れ", "##れ", "晴", "晴れ"])
    tokenizer = Tokenizer(models.BPE({word: i for i, word in enumerate(words)}, [("晴", f"{prefix}れ")], unk_token="<unk>", continuing_subword_prefix=prefix, end_of_word_suffix=suffix, fuse_unk=fuse, byte_fallback=fallback))
    tokenizer.add_special_tokens([AddedToken("<mask>", normalized=False)])
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.decoder = decoders.ByteFallback()
    add(f"BPE, prefix {prefix!r}, suffix {suffix!r}, fuse_unk {fuse}, byte_fallback {fallback}", tokenizer, ["は。", "。", "。は", "晴れは", "𩸽x は晴れ", "は<mask>。"])

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "x", "-", "y", "X-Y", "new", "##ew", "n", "東", "##京", "東京", "!", "a", "##b"]
with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
    vocabulary = "\n".join(WORDS) + "\n"
    file.write(vocabulary)
    file.flush()
    texts = ["X-Y x-y", "NEW new ab AB Ab", "東京 東京! x-y!", "!! ab!", "nix nyx [MASK] X-Y"]
    for lower, ideographs in product([True, False], [True, False]):
        tokenizer = BertTokenizer(file.name, do_lower_case=lower, tokenize_chinese_chars=ideographs, never_split=["X-Y", "nyx", "ab", "new", "東京", "!"])
        add(f"BERT with never_split, do_lower_case {lower}, tokenize_chinese_chars {ideographs}", tokenizer, texts, vocabulary=vocabulary)

out.write_text("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in cases) + "\n]\n", encoding="utf-8")
