"""Writes the genre of phrases: what of mail, recipes, talk, news, stories and common knowledge the corpus has not.

  phrases.py --out CORPUS/phrases.txt [--variants 24] [--seed 1]

The lines of phrases/*.txt were written for this project. A line may be a template, with {one|of|these}, not nested:
it is written out in up to --variants different ways, drawn by the seed. All come shuffled.
"""
import argparse
import glob
import os
import random
import re

CHOICE = re.compile(r"\{([^{}]*)\}")


def variants(template, count, draw):
    """Up to `count` different sentences of a template; fewer where it has no more (or they are hard to come by)."""
    found = {CHOICE.sub(lambda match: draw.choice(match[1].split("|")), template) for _ in range(2 * count)}
    return sorted(found)[:count] if len(found) <= count else draw.sample(sorted(found), count)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True)
    parser.add_argument("--variants", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    draw = random.Random(args.seed)
    lines = set()
    for path in sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "phrases", "*.txt"))):
        with open(path, encoding="utf-8") as file:
            for template in file.read().splitlines():
                lines.update(variants(template, args.variants, draw))
    shuffled = sorted(lines)
    draw.shuffle(shuffled)
    with open(args.out, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in shuffled)


if __name__ == "__main__":
    main()
