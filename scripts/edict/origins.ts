/** What EDICT calls the languages words came from (ISO 639-2) and the dialects that have them. */
const LANGUAGES: Readonly<Record<string, string>> = {
  ain: 'Ainu',
  ara: 'Arabic',
  chi: 'Chinese',
  dut: 'Dutch',
  eng: 'English',
  fre: 'French',
  ger: 'German',
  grc: 'Ancient Greek',
  gre: 'Greek',
  haw: 'Hawaiian',
  heb: 'Hebrew',
  hin: 'Hindi',
  ita: 'Italian',
  kor: 'Korean',
  lat: 'Latin',
  por: 'Portuguese',
  rus: 'Russian',
  san: 'Sanskrit',
  spa: 'Spanish',
  swe: 'Swedish',
  tha: 'Thai',
  tur: 'Turkish',
  vie: 'Vietnamese',
};
const DIALECTS: Readonly<Record<string, string>> = {
  hob: 'Hokkaido',
  ksb: 'Kansai',
  ktb: 'Kanto',
  kyb: 'Kyoto',
  kyu: 'Kyushu',
  osb: 'Osaka',
  rkb: 'Ryukyu',
  thb: 'Tohoku',
};
const WASEI = 'wasei';

const REMARK = /\s*\(((?:[a-z]{3}|wasei):[^()]*)\)/g;
const PART = /(?:^|,\s*)([a-z]{3}|wasei):\s*/;

/**
 * EDICT's remarks on where a word comes from, `(ger: Arbeit)`, in words: (from German Arbeit). None of English where
 * the gloss is the English word itself, and none of a language without a name here.
 */
export function nameOrigins(gloss: string): string {
  const plain = gloss.replace(REMARK, '');
  return gloss
    .replace(REMARK, (_, remark: string) => {
      const [, ...parts] = remark.split(PART);
      const named = Array.from({ length: parts.length / 2 }, (__, i) =>
        nameOrigin(parts[2 * i]!, parts[2 * i + 1]!, plain),
      );
      const said = new Set(named.filter((each) => each !== ''));
      return said.size === 0 ? '' : ` (${[...said].join(', ')})`;
    })
    .trim();
}

function nameOrigin(code: string, word: string, gloss: string): string {
  if (code === WASEI) return word === '' ? 'Japanese coinage' : `Japanese coinage: ${word}`;
  if (DIALECTS[code]) return `${DIALECTS[code]} dialect`;
  const language = LANGUAGES[code];
  if (!language || (code === 'eng' && (word === '' || gloss.toLowerCase().includes(word.toLowerCase())))) return '';
  return `from ${language} ${word}`.trim();
}
