/** Slots of a double array with three lanes: base, check, value. */
export interface DoubleArray {
  readonly lanes: Int32Array;
}

/**
 * A double-array trie over symbol strings.
 * `keys` are sorted by symbol, without duplicates; `values` are positive. Slot 0 is the root.
 */
export function buildDoubleArray(keys: readonly Uint16Array[], values: readonly number[], symbolCount: number): Int32Array {
  let capacity = 1 << 16;
  let lanes = new Int32Array(capacity * 3);
  let used = new Uint8Array(capacity);
  let firstFree = 1;
  let size = 1;
  const grow = (slots: number) => {
    if (slots <= capacity) return;
    while (capacity < slots) capacity *= 2;
    const larger = new Int32Array(capacity * 3);
    larger.set(lanes);
    lanes = larger;
    const usedToo = new Uint8Array(capacity);
    usedToo.set(used);
    used = usedToo;
  };
  used[0] = 1;
  lanes[1] = -1;

  const place = (slot: number, from: number, to: number, depth: number): void => {
    if ((keys[from] as Uint16Array).length === depth) {
      lanes[slot * 3 + 2] = values[from] as number;
      from++;
    }
    if (from === to) return;
    const children: { symbol: number; from: number; to: number }[] = [];
    for (let i = from; i < to; ) {
      const symbol = (keys[i] as Uint16Array)[depth] as number;
      let j = i + 1;
      while (j < to && (keys[j] as Uint16Array)[depth] === symbol) j++;
      children.push({ symbol, from: i, to: j });
      i = j;
    }
    while (used[firstFree]) firstFree++;
    grow(firstFree + 1);
    const first = (children[0] as (typeof children)[number]).symbol;
    let base = 0;
    for (let at = firstFree; ; at++) {
      grow(at + symbolCount + 2);
      if (used[at] || at < first) continue;
      base = at - first;
      if (children.every(({ symbol }) => !used[base + symbol])) break;
    }
    lanes[slot * 3] = base;
    for (const { symbol } of children) {
      used[base + symbol] = 1;
      lanes[(base + symbol) * 3 + 1] = slot;
      size = Math.max(size, base + symbol + 1);
    }
    for (const child of children) place(base + child.symbol, child.from, child.to, depth + 1);
  };
  // Unused slots must not pass for children of the root.
  place(0, 0, keys.length, 0);
  grow(size + symbolCount + 1);
  for (let slot = 1; slot < size + symbolCount + 1; slot++) if (!used[slot]) lanes[slot * 3 + 1] = -1;
  return lanes.slice(0, (size + symbolCount + 1) * 3);
}
