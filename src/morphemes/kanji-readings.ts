const HAN = /^\p{Script=Han}$/u;

/** Kana that one kanji is read as, at most. */
const LONGEST = 4;
/** Words that a reading must stand in, and its share of the words that the kanji stands in. */
const WORDS = 2;
const SHARE = 0.04;

/**
 * How kanji are read within words (katakana, the most common first), learnt from words of two: each is cut where what
 * comes of it is commonest for both, as one step of expectation maximisation would.
 */
export class KanjiReadings {
  readonly #words: (readonly [first: string, second: string, reading: string])[] = [];
  readonly #all = new Map<string, Map<string, number>>();
  #known: Map<string, string[]> | null = null;

  add(surface: string, reading: string): void {
    if (surface.length !== 2 || !HAN.test(surface[0]!) || !HAN.test(surface[1]!)) return;
    const [first, second] = [surface[0]!, surface[1]!];
    this.#words.push([first, second, reading]);
    for (let at = 1; at < reading.length; at++) {
      count(this.#all, first, reading.slice(0, at));
      count(this.#all, second, reading.slice(at));
    }
  }

  of(kanji: string): readonly string[] {
    return (this.#known ??= this.#learn()).get(kanji) ?? [];
  }

  #learn(): Map<string, string[]> {
    const chosen = new Map<string, Map<string, number>>();
    for (const [first, second, reading] of this.#words) {
      const worth = (at: number) =>
        this.#all.get(first)!.get(reading.slice(0, at))! * this.#all.get(second)!.get(reading.slice(at))!;
      let best = 0;
      for (let at = 1; at < reading.length; at++) if (best === 0 || worth(at) > worth(best)) best = at;
      if (best === 0) continue;
      count(chosen, first, reading.slice(0, best));
      count(chosen, second, reading.slice(best));
    }
    this.#words.length = 0;
    this.#all.clear();
    return new Map(
      [...chosen].map(([kanji, readings]) => {
        const total = [...readings.values()].reduce((sum, words) => sum + words, 0);
        const common = [...readings]
          .filter(([reading, words]) => words >= WORDS && words >= SHARE * total && reading.length <= LONGEST)
          .sort(([, a], [, b]) => b - a);
        return [kanji, common.map(([reading]) => reading)];
      }),
    );
  }
}

function count(counts: Map<string, Map<string, number>>, kanji: string, reading: string): void {
  let own = counts.get(kanji);
  if (!own) counts.set(kanji, (own = new Map()));
  own.set(reading, (own.get(reading) ?? 0) + 1);
}
