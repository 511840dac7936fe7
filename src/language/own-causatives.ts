import type { Morpheme } from '../morphemes/morpheme.ts';

/** Verbs in 合わせる, without that (the first is this alone), of which the analyser makes causatives of 合う in places. */
const JOINING = new Set(
  (
    ' 打ち 打 うち 取り 組 くみ 向かい 張り 混ぜ まぜ 重ね かさね 言い 誘い さそい 聞き 間に 見 み 睨み にらみ 引き 巡り めぐり 噛み かみ 掛け かけ ' +
    '突き 釣り 折り'
  ).split(' '),
);
/** Other verbs in せる that are more than somebody made to do so. */
const OTHERS = new Set(
  '匂わせる 臭わせる 忍ばせる 煩わせる 利かせる きかせる 食らわせる 食わせる こじらせる 参らせる 思い知らせる 眠らせる 添わせる 反らせる'.split(
    ' ',
  ),
);

const AWASERU = /(?:合わ|あわ)せる$/;

/** The verb in せる that a verb is with what follows it (打ち合わ|せ); null where one is made to do something. */
export function ownVerbOf({ surface }: Morpheme, next: Morpheme | null): string | null {
  if (next?.baseForm !== 'せる' || next.partOfSpeech[1] !== '接尾') return null;
  const verb = `${surface}せる`;
  const isOwn = AWASERU.test(verb) ? JOINING.has(verb.replace(AWASERU, '')) : OTHERS.has(verb);
  return isOwn ? verb : null;
}

/** Whether a verb in せる can do nothing, as 誘い合わせる and no potential of 誘い合わす. */
export const isJoining = (base: string): boolean => AWASERU.test(base);
