import type { ComponentChildren } from 'preact';
import type { Service } from '../../src/protocol/protocol.ts';
import { CopyMenu } from '../../src/view/shared/copy-menu.tsx';
import { analysisOf } from '../unit/view/fixtures.ts';
import { always } from './service.ts';
import type { State } from './states.tsx';

const apart = analysisOf('排出量が3年ぶりに', [
  ['排出', '名詞-サ変接続'],
  ['量', '名詞-接尾-一般'],
  ['が', '助詞-格助詞-一般'],
  ['3', '名詞-数'],
  ['年', '名詞-接尾-助数詞'],
  ['ぶり', '名詞-接尾-一般'],
  ['に', '助詞-格助詞-一般'],
]);
const kinds = ['noun', 'noun', 'particle', 'number', 'suffix', 'noun', 'particle'] as const;
const [head, tail, ...others] = apart.words.map((word, index) => ({ ...word, class: kinds[index]! }));
const analysis = {
  ...apart,
  words: [{ ...head!, end: tail!.end, stem: tail!.stem, last: tail!.last, base: '排出量' }, ...others],
};

/** Words whose meanings are what was asked about them. */
export const meantState = (sheet: (service: Service) => ComponentChildren): State => ({
  name: 'sheet, words whose meanings say what was asked',
  settings: { meanings: true },
  answers: {
    meanings: async ({ words }) => {
      const meanings = words.map(({ text, class: kind, fine }) => [`${text}: ${kind}, ${fine}`]);
      document.documentElement.dataset['meant'] = meanings.flat().join('; ');
      return await always({ meanings })();
    },
  },
  prepare: (reader) => reader.show({ analysis, prediction: null }),
  draw: (service) => (
    <>
      {sheet(service)}
      <CopyMenu />
    </>
  ),
});
