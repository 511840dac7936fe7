import type { Translate } from './translate.ts';

export interface Format {
  /** A probability, 0 to 1, as whole per cent: `12%`, `<1%`, and `>99%` for what is not quite certain. */
  percent(probability: number): string;
  /** A factor as a whole percentage: `125%`. */
  factor(value: number): string;
  /** `2^bits` in at most two significant digits: `1,200`, `1.1M`; null over a billion, which nobody reads. */
  oneIn(bits: number): string | null;
  count(value: number): string;
  /** With one decimal: `2.0`. */
  tenths(value: number): string;
  /** With two decimals and its sign: `+0.24`, `-0.03`, `0.00`. */
  gain(value: number): string;
  /** An amount of data as people know it from their files: `445 MB`, `2.1 kB`. */
  bytes(value: number): string;
  /** A day, from milliseconds since 1970. */
  date(at: number): string;
}

/** What `oneIn` ends at; messages name it in words. */
const BILLION = 1e9;

/** Numbers as the interface's language writes them, whatever the browser's is. */
export function createFormat(translate: Translate): Format {
  const language = translate('uiLanguage');
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const count = new Intl.NumberFormat(language);
  const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const gain = new Intl.NumberFormat(language, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    signDisplay: 'exceptZero',
  });
  const sizes = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const).map(
    (unit) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: unit === 'byte' ? 'long' : 'short',
        maximumSignificantDigits: 3,
      }),
  );
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return {
    bytes(value) {
      const power = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, value)) / 3));
      return sizes[power]!.format(value / 1000 ** power);
    },
    date: (at) => day.format(at),
    percent(probability) {
      if (probability < 0.01) return `<${percent.format(0.01)}`;
      return probability > 0.995 && probability < 1 ? `>${percent.format(0.99)}` : percent.format(probability);
    },
    factor: (value) => percent.format(value),
    oneIn: (bits) => {
      if (2 ** bits > BILLION) return null;
      return new Intl.NumberFormat(language, {
        maximumSignificantDigits: 2,
        notation: bits > 20 ? 'compact' : 'standard',
      }).format(2 ** bits);
    },
    count: (value) => count.format(value),
    tenths: (value) => tenths.format(value),
    gain: (value) => gain.format(value),
  };
}
