import type { Choice } from './controls.tsx';

/** Tokenizers that made the vocabularies of models whose files name none. */
export type TokenizerChoice = 'ipadic' | 'unidic_lite' | 'jumandic' | 'character' | 'bert';

export const tokenizerChoices: readonly Choice<TokenizerChoice>[] = [
  { value: 'ipadic', label: 'tokenizerIpadic' },
  { value: 'unidic_lite', label: 'tokenizerUnidic' },
  { value: 'jumandic', label: 'tokenizerJuman' },
  { value: 'character', label: 'tokenizerCharacters' },
  { value: 'bert', label: 'tokenizerBert' },
];

/** What a tokenizer_config.json says that asks for it. */
export function tokenizerConfig(choice: TokenizerChoice): object {
  if (choice === 'bert') return { tokenizer_class: 'BertTokenizer', do_lower_case: false };
  const japanese = { tokenizer_class: 'BertJapaneseTokenizer', word_tokenizer_type: 'mecab' };
  if (choice === 'character') return { ...japanese, subword_tokenizer_type: 'character' };
  return { ...japanese, subword_tokenizer_type: 'wordpiece', mecab_kwargs: { mecab_dic: choice } };
}
