/**
 * Reads Python pickles without running anything: a class or function a pickle names stays a name, and calling it only
 * notes down the call. Opcodes: CPython's Lib/pickletools.py, protocols 2 to 5 as far as data needs them.
 */

/** A class or function by name, `torch.FloatStorage`. */
export class Global {
  constructor(readonly name: string) {}
}

/** A call the pickle asks for and nobody makes. */
export class Call {
  constructor(
    readonly callable: Value,
    readonly args: Value,
  ) {}
}

/** An object that lies outside the pickle; torch.save puts storages there. */
export class Persistent {
  constructor(readonly id: Value) {}
}

/**
 * Lists and tuples are arrays, dictionaries and OrderedDicts are Maps; whole numbers beyond 2^53 are bigints. A key
 * that is a number is a text, `number 1`.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Value[]
  | Map<Value, Value>
  | Global
  | Call
  | Persistent;

export type PickleProblem = 'truncated' | 'malformed';

export class PickleError extends Error {
  override readonly name = 'PickleError';
  constructor(
    readonly problem: PickleProblem,
    message: string,
  ) {
    super(message);
  }
}

/** A state_dict has some thirty values a tensor, and as many numbers in the memo; a million are no model's. */
const MAX_VALUES = 1_000_000;

/** UTF-8 bytes or UTF-16 units of the name of a class or function. */
const MAX_NAME = 1_000;

const MARK = Symbol('mark');
const decoder = new TextDecoder();

/** Reads one pickle from `bytes` at `start`. `end` is where the next may begin. Throws PickleError. */
export function readPickle(bytes: Uint8Array, start = 0): { readonly value: Value; readonly end: number } {
  return new Machine(bytes, start).run();
}

class Machine {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at: number;
  #values = 0;
  readonly #stack: (Value | typeof MARK)[] = [];
  readonly #memo = new Map<number, Value>();

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  run(): { value: Value; end: number } {
    for (;;) {
      const opcode = this.#bytes[this.#take(1)]!;
      if (opcode === 0x2e) return { value: this.#pop(), end: this.#at };
      this.#step(opcode);
    }
  }

  #step(opcode: number): void {
    switch (String.fromCharCode(opcode)) {
      case '\x80':
        return void this.#take(1); // PROTO
      case '\x95':
        return void this.#take(8); // FRAME
      case '(':
        this.#stack.push(MARK);
        return this.#count();
      case '0':
        return void this.#stack.pop(); // POP
      case '1':
        return void this.#toMark(); // POP_MARK
      case '2':
        return this.#push(this.#top()); // DUP
      case 'N':
        return this.#push(null);
      case '\x88':
        return this.#push(true);
      case '\x89':
        return this.#push(false);
      case 'J':
        return this.#push(this.#view.getInt32(this.#take(4), true)); // BININT
      case 'K':
        return this.#push(this.#bytes[this.#take(1)]!); // BININT1
      case 'M':
        return this.#push(this.#view.getUint16(this.#take(2), true)); // BININT2
      case '\x8a':
        return this.#push(this.#readLong(this.#bytes[this.#take(1)]!)); // LONG1
      case '\x8b':
        return this.#push(this.#readLong(this.#length4())); // LONG4
      case 'I':
        return this.#push(this.#decimal(this.#line())); // INT
      case 'L':
        return this.#push(this.#decimal(this.#line().replace(/L$/, ''))); // LONG
      case 'G':
        return this.#push(this.#view.getFloat64(this.#take(8), false)); // BINFLOAT
      case 'X':
        return this.#push(decoder.decode(this.#readRaw(this.#length4()))); // BINUNICODE
      case '\x8c':
        return this.#push(decoder.decode(this.#readRaw(this.#bytes[this.#take(1)]!))); // SHORT_BINUNICODE
      case '\x8d':
        return this.#push(decoder.decode(this.#readRaw(this.#length8()))); // BINUNICODE8
      case 'U':
        return this.#push(decoder.decode(this.#readRaw(this.#bytes[this.#take(1)]!))); // SHORT_BINSTRING
      case 'T':
        return this.#push(decoder.decode(this.#readRaw(this.#length4()))); // BINSTRING
      case 'C':
        return this.#push(this.#readRaw(this.#bytes[this.#take(1)]!)); // SHORT_BINBYTES
      case 'B':
        return this.#push(this.#readRaw(this.#length4())); // BINBYTES
      case '\x8e':
        return this.#push(this.#readRaw(this.#length8())); // BINBYTES8
      case ']':
        return this.#push([]);
      case ')':
        return this.#push([]);
      case '}':
        return this.#push(new Map());
      case '\x8f':
        return this.#push([]); // EMPTY_SET
      case 'l':
      case 't':
      case '\x91':
        return this.#push(this.#toMark()); // LIST, TUPLE, FROZENSET
      case '\x85':
        return this.#push(this.#popMany(1)); // TUPLE1
      case '\x86':
        return this.#push(this.#popMany(2));
      case '\x87':
        return this.#push(this.#popMany(3));
      case 'd':
        return this.#push(this.#pairs(new Map(), this.#toMark())); // DICT
      case 's':
        return this.#setItems(this.#popMany(2)); // SETITEM
      case 'u':
        return this.#setItems(this.#toMark()); // SETITEMS
      case 'a':
        return this.#append(this.#popMany(1)); // APPEND
      case 'e':
      case '\x90':
        return this.#append(this.#toMark()); // APPENDS, ADDITEMS
      case 'c':
        return this.#push(this.#global(this.#line(), this.#line())); // GLOBAL
      case '\x93':
        return this.#push(this.#stackGlobal());
      case 'R':
      case '\x81':
        return this.#call(this.#popMany(2)); // REDUCE, NEWOBJ
      case '\x92': {
        // NEWOBJ_EX
        const [callable, args] = this.#popMany(3);
        return this.#call([callable!, args!]);
      }
      case 'b':
        return void this.#popMany(1); // BUILD: the state of an object nobody makes
      case 'Q':
        return this.#push(new Persistent(this.#pop())); // BINPERSID
      case 'q':
        return this.#store(this.#bytes[this.#take(1)]!); // BINPUT
      case 'r':
        return this.#store(this.#length4());
      case '\x94':
        return this.#store(this.#memo.size); // MEMOIZE
      case 'h':
        return this.#load(this.#bytes[this.#take(1)]!); // BINGET
      case 'j':
        return this.#load(this.#length4());
      default:
        throw new PickleError('malformed', `opcode 0x${opcode.toString(16)} at byte ${this.#at - 1}`);
    }
  }

  /** Skips `count` bytes and returns where they begin. */
  #take(count: number): number {
    const at = this.#at;
    if (count > this.#bytes.length - at)
      throw new PickleError('truncated', `it ends within byte ${at} to ${at + count}`);
    this.#at = at + count;
    return at;
  }

  #length4(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  #length8(): number {
    const length = this.#view.getBigUint64(this.#take(8), true);
    if (length > BigInt(Number.MAX_SAFE_INTEGER)) throw new PickleError('malformed', `a length of ${length}`);
    return Number(length);
  }

  #readRaw(length: number): Uint8Array {
    const at = this.#take(length);
    return this.#bytes.subarray(at, at + length);
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleError('truncated', `it ends within a line at byte ${this.#at}`);
    const line = decoder.decode(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return line;
  }

  #readLong(length: number): number | bigint {
    // torch writes two: its magic number and its version. Beyond 1,024 bytes it is no number anyone saves.
    if (length > 1024) throw new PickleError('malformed', `a whole number of ${length} bytes`);
    const bytes = this.#readRaw(length);
    let value = 0n;
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    return narrow(BigInt.asIntN(length * 8, value));
  }

  #decimal(line: string): number | bigint | boolean {
    if (line === '00' || line === '01') return line === '01';
    if (!/^-?\d{1,1024}$/.test(line)) throw new PickleError('malformed', 'a line that is no whole number');
    return narrow(BigInt(line));
  }

  #count(): void {
    if (++this.#values > MAX_VALUES) throw new PickleError('malformed', `more than ${MAX_VALUES} values`);
  }

  #push(value: Value): void {
    this.#count();
    this.#stack.push(value);
  }

  #top(): Value {
    const value = this.#stack.at(-1);
    if (value === undefined || value === MARK) throw new PickleError('malformed', `nothing to use at byte ${this.#at}`);
    return value;
  }

  #pop(): Value {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #popMany(count: number): Value[] {
    const values = Array.from({ length: count }, () => this.#pop());
    return values.reverse();
  }

  #toMark(): Value[] {
    const at = this.#stack.lastIndexOf(MARK);
    if (at < 0) throw new PickleError('malformed', `no mark at byte ${this.#at}`);
    const values = this.#stack.splice(at).slice(1);
    return values as Value[];
  }

  #pairs(map: Map<Value, Value>, items: readonly Value[]): Map<Value, Value> {
    if (items.length % 2 !== 0) throw new PickleError('malformed', `a key without a value at byte ${this.#at}`);
    for (let i = 0; i < items.length; i += 2) map.set(keyOf(items[i]!), items[i + 1]!);
    return map;
  }

  #setItems(items: readonly Value[]): void {
    const target = this.#top();
    if (target instanceof Map) this.#pairs(target, items);
    else if (!(target instanceof Call))
      throw new PickleError('malformed', `items for what is no dictionary at byte ${this.#at}`);
  }

  #append(items: readonly Value[]): void {
    const target = this.#top();
    if (Array.isArray(target)) for (const item of items) target.push(item);
    else if (!(target instanceof Call))
      throw new PickleError('malformed', `items for what is no list at byte ${this.#at}`);
  }

  #stackGlobal(): Global {
    const [module, name] = this.#popMany(2);
    if (typeof module !== 'string' || typeof name !== 'string')
      throw new PickleError('malformed', `a name that is no text at byte ${this.#at}`);
    return this.#global(module, name);
  }

  #global(module: string, name: string): Global {
    // One that is long would be looked at anew for each tensor.
    if (module.length + name.length > MAX_NAME)
      throw new PickleError('malformed', `a name of ${module.length + name.length} characters`);
    return new Global(`${module}.${name}`);
  }

  #call([callable, args]: readonly Value[]): void {
    const isOrderedDict = callable instanceof Global && callable.name === 'collections.OrderedDict';
    this.#push(isOrderedDict && Array.isArray(args) && args.length === 0 ? new Map() : new Call(callable!, args!));
  }

  #store(index: number): void {
    if (index >= MAX_VALUES) throw new PickleError('malformed', `memo ${index} of at most ${MAX_VALUES} values`);
    if (!this.#memo.has(index)) this.#count();
    this.#memo.set(index, this.#top());
  }

  #load(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw new PickleError('malformed', `memo ${index} is empty`);
    this.#push(value);
  }
}

/**
 * What a Map has for a key. Texts are spread by a secret of this process; numbers are not, so that whoever knows how
 * could have all of them meet in one place, where each is compared with all before.
 */
const keyOf = (key: Value): Value =>
  typeof key === 'number' || typeof key === 'bigint' ? `${typeof key} ${key}` : key;

function narrow(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
