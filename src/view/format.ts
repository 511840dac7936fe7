import type { Translate } from './translate.ts';

export interface Format {
  /** A probability, 0 to 1, as a percentage with two significant digits: `12 %`, `0.12 %`, `< 0.01 %`. */
  percent(probability: number): string;
  count(value: number): string;
}

export function createFormat(translate: Translate): Format {
  const language = translate('uiLanguage');
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumSignificantDigits: 2, maximumSignificantDigits: 2 });
  const count = new Intl.NumberFormat(language);
  const least = 0.0001;
  const leastText = new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 1 }).format(least);
  return {
    percent: (probability) => (probability < least ? `< ${leastText}` : percent.format(probability)),
    count: (value) => count.format(value),
  };
}
