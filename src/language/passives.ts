import type { Morpheme } from '../morphemes/morpheme.ts';
import { conjugationForm, conjugationType, type Form } from './forms.ts';
import type { Morphemes } from './morphemes.ts';

/**
 * Verbs, and nouns with する, that are hardly ever passive: what one does oneself. Not here are those that others suffer
 * from (死なれる, 泣かれる, 入られる, 先立たれる).
 */
const OWN_DOING = new Set(
  (
    '行く いく ゆく 帰る 戻る もどる 着く 通う 向かう 立ち寄る 引っ越す 移る 泊まる 住む 暮らす 過ごす 働く 休む 歩く 走る 頑張る がんばる ' +
    '亡くなる なくなる 逝く なる 成る 変わる 育つ 困る 悩む 残る 会う 集まる 並ぶ 携わる 関わる 加わる わかる 分かる おる ' +
    'おっしゃる 仰る いらっしゃる 召し上がる めしあがる なさる くださる 下さる ' +
    '参加 出席 欠席 列席 参列 同席 臨席 着席 退席 出勤 欠勤 早退 出張 出社 退社 入社 退職 就職 転職 転勤 赴任 着任 就任 退任 辞任 辞職 留任 引退 立候補 当選 落選 ' +
    '到着 出発 来店 来場 来日 来社 来院 来館 来訪 来校 来京 上京 帰国 帰宅 帰省 帰京 外出 旅行 渡米 渡航 留学 滞在 宿泊 逗留 入院 退院 通院 静養 療養 休養 入学 進学 卒業 ' +
    '入場 退場 入室 退室 登壇 登場 出演 出場 活躍 奮闘 尽力 努力 苦労 優勝 合格 昇進 出世 独立 成長 結婚 離婚 再婚 婚約 妊娠 誕生 死去 逝去 急逝 他界 永眠 死亡 崩御 即位 退位 ' +
    '乗車 下車 乗船 搭乗 参拝 運動 散歩 食事 起床 就寝 在籍 在宅 居住 転居 感動 感激 感心 満足 安心 緊張 立腹 激怒 上達 回心'
  ).split(' '),
);

/** What is done to people, so that nobody does it where these are its subject. */
const DONE_TO_PEOPLE = new Set(
  (
    '殺す 刺す 撃つ 殴る 叩く 蹴る 襲う 捕まえる 捕える 捕らえる 轢く ひく 騙す だます いじめる 脅す 叱る 怒る 責める 嫌う 好く 愛す 愛する 憎む 恨む 慕う 恐れる 疑う 褒める ほめる ' +
    '選ぶ 招く 誘う 雇う 囲む 追う 振る 捨てる 知る 惜しむ 恵む 救う 悩ます 魅する ' +
    '逮捕 拘束 誘拐 暗殺 殺害 射殺 処刑 起訴 告訴 追放 解任 解雇 更迭 任命 指名 選出 起用 抜擢 推薦 表彰 招待 招聘 紹介 歓迎 批判 非難 注目 期待 絶賛 尊敬 評価 救助 搬送 ' +
    '願い 世話 招き すすめ 勧め 薦め'
  ).split(' '),
);

/** Whom one speaks of with respect. */
const RESPECTED =
  /(?:さん|さま|様|殿|氏|先生|教授|博士|[社部課係会院校学園市町村区所局店室議委総船]長|知事|大臣|首相|総理|大統領|議員|監督|陛下|殿下|閣下|天皇|皇后|上皇|皇太子|国王|女王|先輩|上司|来賓)$/;

/** A polite question, from れる on. */
const ASKS =
  /^ら?れ(?:て(?:い|おり)?)?(?:ま(?:す|した|せん|せんでした)|(?:る|た)?(?:の|ん)?(?:です|でしょう)|るでしょう|たでしょう)か/;

const surfaceAt = (morphemes: Morphemes, index: number): string => morphemes[index]?.surface ?? ' ';

/** What れる or られる, morpheme `at`, says of the verb before it. @param found What the word says so far. */
export function passiveForm(morphemes: Morphemes, at: number, found: readonly Form[]): Form {
  const [before, ending] = [morphemes[at - 1]!, morphemes[at]!];
  if (!/^ら?れる$/.test(ending.baseForm ?? '')) return 'passive';
  // ら left out: 食べれる, 持ってこれる. The passive has it; it is 潜られる, too, where the analyser has 潜れる as 潜|れる.
  const isShort =
    conjugationType(before) === '一段' || before.surface === 'こ' || conjugationForm(before) === '体言接続特殊２';
  if (ending.baseForm === 'れる' && isShort) return 'potential';
  if (found.includes('causative')) return 'passive';
  if (found.includes('honorific')) return 'honorific';
  const mayBeAble = ending.baseForm === 'られる' || before.surface === '来ら';
  const verb = at - 1;
  const done = doneAt(morphemes, verb);
  const canBeDone = DONE_TO_PEOPLE.has(done);
  const isOwnDoing = (found.length === 0 || before.baseForm === 'おる') && OWN_DOING.has(done);
  const isPattern = isPolite(morphemes, verb);
  if (!mayBeAble && (isOwnDoing || (isPattern && !canBeDone))) return 'honorific';
  if (isPattern || (!canBeDone && (speaksOfRespected(morphemes, verb) || asks(morphemes, at))))
    return mayBeAble ? 'passivePotentialOrHonorific' : 'passiveOrHonorific';
  return mayBeAble ? 'passiveOrPotential' : 'passive';
}

/** Whether a word may honor who does it, so that it is not humble. */
export const mayHonor = (forms: readonly Form[]): boolean => forms.some((form) => /honorific$/i.test(form));

/** The verb that morpheme `index` is of, or the noun that makes one with する, without お or ご. */
function doneAt(morphemes: Morphemes, index: number): string {
  const { baseForm, surface } = morphemes[index]!;
  return baseForm === 'する' ? surfaceAt(morphemes, index - 1).replace(POLITE, '') : (baseForm ?? surface);
}

const POLITE = /^[おご御](?=.)/;

/** Whether する stands in a pattern of respect: ご説明される, どうされましたか. */
function isPolite(morphemes: Morphemes, index: number): boolean {
  if (morphemes[index]!.baseForm !== 'する') return false;
  const [lead, noun] = [surfaceAt(morphemes, index - 2), surfaceAt(morphemes, index - 1)];
  return POLITE.test(noun) || /^[おご御]$/.test(lead) || /^(?:どう|いかが)$/.test(noun) || lead + noun === 'いかが';
}

/** Whether somebody respected is what the clause of the verb, morpheme `index`, speaks of: 先生が, 社長も. */
function speaksOfRespected(morphemes: Morphemes, index: number): boolean {
  const start = clauseStart(morphemes, index);
  for (let at = index - 1; at > start; at--) {
    const speaks =
      /^(?:は|が|も)$/.test(surfaceAt(morphemes, at)) || (surfaceAt(morphemes, at) === 'の' && at === index - 1);
    if (speaks && RESPECTED.test(surfaceAt(morphemes, at - 1))) return true;
    // By whom it is done.
    if (/^によ(?:って|り)$/.test(surfaceAt(morphemes, at))) return false;
  }
  return false;
}

/** How far a clause is followed. */
const NEAR = 24;

/** The first morpheme of the clause that morpheme `index` is in. */
function clauseStart(morphemes: Morphemes, index: number): number {
  let at = index;
  while (at > 0 && index - at < NEAR && morphemes[at - 1] && !endsClause(morphemes[at - 1]!)) at--;
  return at;
}

const endsClause = ({ surface, partOfSpeech: [, fine] }: Morpheme): boolean =>
  fine === '句点' || (fine === '接続助詞' && !/^[てで]$/.test(surface));

/** Whether the listener is asked, and no other subject named: 何を読まれますか. */
function asks(morphemes: Morphemes, at: number): boolean {
  const behind = morphemes.slice(at, at + MOST_BEHIND).map((morpheme) => morpheme?.surface ?? ' ');
  if (!ASKS.test(behind.join(''))) return false;
  const start = clauseStart(morphemes, at);
  for (let index = at - 1; index >= start; index--) if (surfaceAt(morphemes, index) === 'が') return false;
  return true;
}

/** As many morphemes as a question may have from れる on: れ|て|い|まし|た|でしょ|う|か. */
const MOST_BEHIND = 9;
