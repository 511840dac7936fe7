"""MeCab words and WordPiece ids, as transformers.BertJapaneseTokenizer makes them.

Words come from the `mecab` program with an IPADIC dictionary, fed line by line; pieces by greedy
longest match over vocab.txt. A piece that continues a word carries CONTINUES in the uint16 streams, so that whole words
can be masked without keeping the words themselves: a vocabulary has 32,768 pieces at most.
"""
import subprocess
import threading
import unicodedata

CONTINUES = 0x8000
ID_MASK = 0x7FFF
PAD, UNK, CLS, SEP, MASK = 0, 1, 2, 3, 4
MAX_WORD = 100
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
FIRST_WORD_ID = len(SPECIAL)
STOP = "。"


def load_vocab(path):
    """Piece to id, of a vocabulary that streams, masks and pairs can be made with."""
    with open(path, encoding="utf-8") as lines:
        vocab = {line.rstrip("\n"): index for index, line in enumerate(lines)}
    wrong = [f"{piece} has to be {index}, and is {vocab.get(piece, 'missing')}"
             for index, piece in enumerate(SPECIAL) if vocab.get(piece) != index]
    if vocab.get(STOP, 0) < FIRST_WORD_ID:
        wrong.append(f"{STOP} is missing")
    if size_of(vocab) > CONTINUES:
        wrong.append(f"{size_of(vocab)} pieces, and there is room for {CONTINUES}")
    if wrong:
        raise SystemExit(f"{path}: {'; '.join(wrong)}")
    return vocab


def size_of(vocab):
    return max(vocab.values(), default=-1) + 1


def normalise(line):
    return unicodedata.normalize("NFKC", line).strip()


class WordPiece:
    """Word to tuple of ids, continuation pieces flagged; remembers the words it has seen."""

    def __init__(self, vocab):
        self.vocab = vocab
        self.cache = {}

    def __call__(self, word):
        ids = self.cache.get(word)
        if ids is None:
            ids = self._split(word)
            if len(self.cache) < 2_000_000:
                self.cache[word] = ids
        return ids

    def _split(self, word):
        if len(word) > MAX_WORD:
            return (UNK,)
        ids, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else "##" + word[start:end]
                found = self.vocab.get(piece)
                if found is not None:
                    break
            else:
                return (UNK,)
            ids.append(found | (CONTINUES if start else 0))
            start = end
        return tuple(ids)


def mecab_lines(lines, dictionary, arguments=("-O", "wakati")):
    """Feeds lines (no newlines in them) to one mecab process; yields its output lines."""
    process = subprocess.Popen(
        ["mecab", "-r", "/dev/null", "-d", dictionary, "-b", "4194304", *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1 << 20)

    def feed():
        with process.stdin as pipe:
            for line in lines:
                pipe.write(line + "\n")

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    for line in process.stdout:
        yield line.rstrip("\n")
    feeder.join()
    if process.wait() != 0:
        raise RuntimeError(f"mecab ended with {process.returncode}")


def nodes(sentences, dictionary):
    """For each sentence its MeCab nodes, as (surface, list of features)."""
    current = []
    for line in mecab_lines(sentences, dictionary, ("-F", "%m\\t%H\\n", "-U", "%m\\t%H\\n", "-E", "EOS\\n")):
        if line == "EOS":
            yield current
            current = []
        else:
            surface, features = line.split("\t", 1)
            current.append((surface, features.split(",")))
