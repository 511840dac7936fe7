import type { ComponentChildren } from 'preact';
import type { Service } from '../../src/protocol/protocol.ts';
import { SeenWith } from '../../src/view/panel/seen-with.tsx';
import { useReaderState } from '../../src/view/shared/context.ts';
import { always } from './service.ts';
import type { State } from './states.tsx';

/** What is known of 鳴く. */
function Known({ service }: { readonly service: Service }) {
  const word = useReaderState().words.find(({ surface }) => surface === '鳴く');
  return word ? <SeenWith service={service} word={word} /> : null;
}

/** A word of a text, what it is seen with, and what tells it from words that are read alike. */
export const seenState = (
  inPanel: (children: ComponentChildren) => ComponentChildren,
  prepare: NonNullable<State['prepare']>,
): State => ({
  name: 'panel, what a word is seen with, and words that are read alike',
  answers: {
    collocations: always({
      collocations: [
        { dependent: '鳥', link: 'が', head: '鳴く' },
        { dependent: '声', link: 'で', head: '鳴く' },
      ],
      alike: [
        { word: '鳴く', examples: ['鳥が鳴く', '虫が鳴く', '閑古鳥が鳴く', '夜の庭で鈴虫が鳴く'] },
        { word: '泣く', examples: ['赤ん坊が泣く', '大きな声を上げて泣く', '悲しみに暮れて一晩中泣く'] },
      ],
    }),
  },
  prepare,
  draw: (service) =>
    inPanel(
      <div class="dock">
        <Known service={service} />
      </div>,
    ),
});
