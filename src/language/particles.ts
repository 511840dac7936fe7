import type { WordClass } from './names.ts';

/**
 * What particles and helping verbs mean, for a learner: dictionary form (polite and other spellings behind /), IPADIC's
 * finer part of speech, meanings. EDICT has them as if they stood alone, without what tells their uses apart. Where
 * that of a particle is not known, the first line counts.
 */
const TABLE = `
  は 係助詞 marks the topic: as for|sets off against something else (at least)
  が 格助詞 marks the subject
  〜が 接続助詞 marks the subject
  が 接続助詞 but|and (leads up to what is said next)
  を 格助詞 marks the direct object|through; along; out of (with verbs of motion)
  に 格助詞 to; at; in; on (place, time, recipient)|by; from (with passive and receiving)|for; in order to
  に 副詞化 makes an adverb: -ly; as
  へ 格助詞 to; toward
  で 格助詞 at; in (where something happens)|by; with; by means of|because of
  と 格助詞 with; and|quotes what is said or thought: that|to; into (a result)
  と 並立助詞 and
  と 接続助詞 when; if; whenever
  と 副詞化 makes an adverb: -ly
  から 格助詞 from; since|out of; made from
  から 接続助詞 because; so
  まで 副助詞 until; as far as|even
  より 格助詞 than|from (formal)
  も 係助詞 also; too|even; as many as|both … and; neither … nor
  の 連体化 's; of (links nouns)
  の 格助詞 marks the subject inside a clause, like が
  の/〜の 終助詞 softens a question or an explanation
  の 非自立 makes a noun of what stands before: -ing; one
  もん 非自立 thing (casual もの)|at the end of a sentence: because
  か 副助詞／並立助詞／終助詞 marks a question|or|some- (after a question word)
  や 並立助詞 and (among others)
  とか 並立助詞 and the like; such as
  し 接続助詞 and besides; and what is more
  て 接続助詞 and; and then (links to what follows)
  ば 接続助詞 if; when
  けど 接続助詞 but; although|and (leads up to what is said next)
  けれど 接続助詞 but; although|and (leads up to what is said next)
  けれども 接続助詞 but; although|and (leads up to what is said next)
  ので 接続助詞 because; so
  のに 接続助詞 although; even though
  ながら 接続助詞 although; though|while (being); with
  たって 接続助詞 even if; no matter how (casual)
  だけ 副助詞 only; just
  しか 係助詞 only; nothing but (with a negative)
  ばかり 副助詞 only; nothing but|just (done)|about (an amount)
  くらい 副助詞 about; approximately|to the extent that; at least
  ぐらい 副助詞 about; approximately|to the extent that; at least
  など 副助詞 and so on; such as
  なんか 副助詞 such as; the likes of (casual)
  なんて 副助詞 such a thing as; the likes of|that (surprise or scorn)
  こそ 係助詞 stresses what stands before: it is … that
  さえ 係助詞 even|if only (with ば)
  って 格助詞 quotes, like と (casual)|as for (casual)
  だって 副助詞 even; also (casual)|at the end of a sentence: they say; I hear
  ね 終助詞 isn't it?; right? (seeks agreement)
  ねえ 終助詞 isn't it?; right? (seeks agreement)
  な 終助詞 after a verb's dictionary form: don't|isn't it; how … (feeling, to oneself)
  なあ 終助詞 isn't it; how …; I wish (feeling, to oneself)
  よ 終助詞 stresses what is said: you know; I tell you
  ぞ 終助詞 stresses what is said (rough)
  ぜ 終助詞 stresses what is said (rough, friendly)
  わ 終助詞 stresses what is said (soft)
  さ 終助詞 stresses what is said (casual): you see
  っけ 終助詞 what was it again?; was it? (trying to remember)
  かしら 終助詞 I wonder
  について/につきまして 格助詞 about; concerning|per; for each
  に関して/に関し/に関しまして 格助詞 about; concerning
  に関する/に関します 格助詞 about; concerning (before a noun)
  に対して/に対し/に対しまして/にたいして/にたいしまして 格助詞 toward; against; to|in contrast to
  に対する/に対します/にたいする/にたいします 格助詞 toward; against (before a noun)
  にとって/にとり/にとりまして 格助詞 for; from the standpoint of
  において/におきまして 格助詞 in; at; on (formal)
  における 格助詞 in; at (formal, before a noun)
  によって/により/によりまして 格助詞 by; by means of; depending on|because of
  による/によります 格助詞 by; due to; depending on
  として/としまして 格助詞 as; in the role of
  にわたって/にわたり/にわたりまして 格助詞 throughout; over (a period, a range)
  にわたる/にわたります 格助詞 over; lasting; ranging over
  に当たって/に当たり/に当たりまして/にあたって/にあたり/にあたりまして 格助詞 on the occasion of; when doing
  に当たる/に当たります/にあたる/にあたります 格助詞 correspond to; be equivalent to
  に際して/に際し/に際しまして 格助詞 on the occasion of; when
  に従って/に従い/に従いまして 格助詞 in accordance with; as … then
  につれて/につれ 格助詞 as … then; in proportion to
  にまつわる/にまつわります 格助詞 connected with; about
  にかけて/にかけ/にかけまして 格助詞 from … to; over (a period)|when it comes to (a skill)
  をめぐって/をめぐりまして 格助詞 over; concerning (a dispute)
  をめぐる/をめぐります 格助詞 over; concerning (before a noun)
  をもって/をもちまして/を以て 格助詞 with; by means of|as of (a time)
  を通して/を通しまして 格助詞 through; by way of|throughout
  を通じて/を通じ/を通じまして 格助詞 through; by way of|throughout
  という/といいます/ていう/っていう 格助詞 called; named; that (before what is said so)
  といった 格助詞 such as
  やいなや 接続助詞 as soon as
  ずつ 副助詞 each; at a time
  だ 助動詞 be; is
  です 助動詞 be; is (polite)
  である 助動詞 be; is (written)
  なり/たり 助動詞 be; is (classical)
  じゃん 助動詞 isn't it?; right? (casual)
  ない 助動詞 not
  ぬ 助動詞 not (literary, dialect)
  ん 助動詞 not (dialect, or in ません)
  た 助動詞 past: did; has done
  ます 助動詞 makes a verb polite
  ござる 助動詞 makes “to be” very polite
  たい 助動詞 want to
  う 助動詞 let's; shall; will probably
  らしい 助動詞 it seems; apparently|-like
  まい 助動詞 will not; probably not (literary)
  べし 助動詞 should; ought to (literary)
  まじ 助動詞 should not; must not (literary)
  ごとし 助動詞 like; as if; as (literary)|the likes of (literary, with scorn)
  き 助動詞 past: did (literary)
  れる 接尾 passive: is done|can|honors the one who does it
  られる 接尾 passive: is done|can|honors the one who does it
  せる 接尾 make or let somebody do
  させる 接尾 make or let somebody do
  〜で 接続助詞 stresses what is said, like よ (Kansai dialect)
  で/〜で 終助詞 stresses what is said, like よ (Kansai dialect)
  おき 接尾 every other; at intervals of
  ぶり 接尾 for the first time in (a period)|style; manner
  台 接尾 level; range (of prices, ages, times)|counter for machines and vehicles
`;

const lines = new Map<string, { readonly fine: string; readonly senses: readonly string[] }[]>();
for (const line of TABLE.trim().split('\n')) {
  const [, spellings, fine, senses] = /^\s*(\S+) (\S+) (.+)$/.exec(line)!;
  for (const written of spellings!.split('/'))
    lines.set(written, [...(lines.get(written) ?? []), { fine: fine!, senses: senses!.split('|') }]);
}

/** The finer parts of speech of particles. */
const PARTICLE = /(?:助詞|化)$/;

/** IPADIC's finer part of speech of a word that is looked up as one of this class. */
const fines: { readonly [C in WordClass]?: string } = { conjunction: '接続助詞', auxiliary: '助動詞' };

/**
 * The meanings of a word of the closed classes; null where it is none, or none that is known.
 * @param fine IPADIC's finer part of speech.
 */
export function particleMeanings(base: string, kind: WordClass, fine: string | undefined): readonly string[] | null {
  const own = lines.get(base);
  if (!own) return null;
  const known = fines[kind];
  const found =
    known !== undefined
      ? own.find((line) => line.fine === known)
      : (own.find((line) => line.fine === fine) ??
        (kind === 'particle' ? own.find((line) => PARTICLE.test(line.fine)) : undefined));
  return found?.senses ?? null;
}
