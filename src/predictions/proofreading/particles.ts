import type { Word } from '../../pieces/encoding.ts';
import type { Material, Proposal } from './proposal.ts';

/** Particles that are mistaken for each other. */
const PARTICLES = ['は', 'が', 'を', 'に', 'で', 'へ', 'と', 'から', 'まで'];
/** But not these two: which of them is right depends on what was said before, and a sentence is judged by itself. */
const TOPIC_OR_SUBJECT = ['は', 'が'];

/**
 * In bits: what a sentence is about is chosen rather than mistaken, に and へ mostly both do, これまで楽しい is no これを, and に is
 * mistaken for these and taken for them more often than others for each other, for が less so.
 */
const TOPIC = -4;
const BOTH_DO = -2;
const SELDOM = -4;
const TAKEN_FOR_NI = 2;
const GA_FOR_NI = 1;

function priorOf(written: string, other: string): number {
  if (written === 'は' || other === 'は') return TOPIC;
  if (/[にへ]/.test(written) && /[にへ]/.test(other)) return BOTH_DO;
  if (/から|まで|と/.test(written)) return SELDOM;
  if (written === 'に' && other === 'が') return GA_FOR_NI;
  return (written === 'に' || other === 'に') && /[でをが]/.test(written + other) ? TAKEN_FOR_NI : 0;
}

/** Every other particle in the place of each case or topic particle. */
export function proposeParticles({ encoding: { words } }: Material): Proposal[] {
  return words.flatMap((word) => {
    if (!isCaseParticle(word)) return [];
    const { surface, start, end } = word;
    return PARTICLES.filter(
      (other) => other !== surface && !(TOPIC_OR_SUBJECT.includes(surface) && TOPIC_OR_SUBJECT.includes(other)),
    ).map((instead): Proposal => ({ kind: 'particle', start, end, instead, prior: priorOf(surface, instead) }));
  });
}

/** Case and topic particles; the quoting と, the conjunctive が and the like are other words that only look the same. */
function isCaseParticle({ morpheme, surface }: Word): boolean {
  if (!morpheme || !PARTICLES.includes(surface)) return false;
  const [coarse, fine, finer] = morpheme.partOfSpeech;
  return coarse === '助詞' && ((fine === '格助詞' && finer === '一般') || fine === '係助詞' || fine === '副助詞');
}
