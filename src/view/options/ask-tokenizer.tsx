import { useState } from 'preact/hooks';
import type { Translate } from '../shared/translate.ts';
import { Radios } from './controls.tsx';
import { tokenizerChoices, type TokenizerChoice } from './tokenizer-choices.ts';

/** Which tokenizer made a vocabulary, asked of whoever has the files: nothing in them tells. */
export function AskTokenizer({
  translate,
  onAnswer,
}: {
  readonly translate: Translate;
  readonly onAnswer: (choice: TokenizerChoice) => void;
}) {
  const [choice, setChoice] = useState<TokenizerChoice>('ipadic');
  return (
    <div class="notice ask-tokenizer">
      <Radios
        legend="tokenizerAsk"
        name="tokenizer"
        choices={tokenizerChoices}
        value={choice}
        translate={translate}
        onPick={setChoice}
      />
      <div class="actions">
        <button type="button" onClick={() => onAnswer(choice)}>
          {translate('modelAdd')}
        </button>
      </div>
    </div>
  );
}
