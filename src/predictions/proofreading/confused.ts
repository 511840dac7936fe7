import { kanjiOf } from '../../language/kana.ts';

/**
 * Words that are read alike and that handbooks of style tell apart, by their kanji: who writes one of a group may well
 * have meant another. A kanji by itself stands for verbs and adjectives that begin with it.
 */
const GROUPS = `
保証 補償 保障, 追求 追及 追究, 生体 生態, 関心 感心 歓心, 対象 対照 対称, 解放 開放, 異動 移動, 意志 意思 医師,
以外 意外, 制作 製作, 精算 清算, 適正 適性, 体制 態勢 体勢, 核心 確信 革新, 最後 最期, 回答 解答, 想像 創造,
衛星 衛生, 講演 公演 後援, 指示 支持, 習慣 週間, 工程 行程, 自身 自信 地震, 以降 意向 移行, 過程 課程 仮定,
並行 平行 平衡, 収集 収拾, 修正 修整, 不要 不用, 特徴 特長, 作成 作製, 現状 原状, 機会 機械 器械, 正確 性格,
向上 工場, 異議 意義, 用件 要件, 採決 裁決, 終了 修了, 食料 食糧, 実態 実体, 侵入 進入, 鑑賞 観賞 干渉,
改訂 改定, 科学 化学, 確立 確率, 喚起 換気, 感知 関知 完治, 期限 起源 機嫌, 基準 規準, 規制 規正 帰省, 脅威 驚異,
共同 協同, 競争 競走, 決済 決裁, 検討 見当 健闘, 原型 原形, 広告 公告, 好意 厚意 行為, 交換 交歓,
校正 構成 更生 更正 公正, 最新 細心, 志向 指向 思考, 施行 試行, 事態 辞退, 主催 主宰, 受注 受章 受賞 授賞,
小額 少額, 召集 招集, 紹介 照会, 招待 正体, 所用 所要, 信条 心情, 慎重 伸長 深長, 心理 真理, 成長 生長,
専攻 選考 先行, 全快 全開, 創作 捜索, 阻害 疎外, 待避 退避, 転嫁 転化 添加, 伝導 伝道, 同士 同志, 内蔵 内臓,
配布 配付, 半面 反面, 必死 必至, 表記 標記, 不審 不信 不振, 不断 普段, 婦人 夫人, 保険 保健, 補習 補修,
本位 本意, 未踏 未到, 無情 無常, 明解 明快, 有効 友好, 容易 用意, 予断 余談, 連係 連携, 新刊 新館, 接戦 接線,
同意 胴衣, 仕様 使用 私用, 精度 制度, 知名 指名 氏名, 絶対 絶体, 協議 競技, 専門化 専門家, 務 勤 努, 収 納 治 修,
図 計 測 量 謀 諮, 熱 暑 厚, 早 速, 開 空 明, 変 換 替 代, 冷 覚, 指 差 刺 挿, 送 贈, 写 移 映,
立 経 絶 断 裁 建, 上 揚 挙, 聞 聴 効 利, 望 臨, 負 追, 越 超, 湧 沸, 犯 侵 冒, 勧 薦 進, 伸 延, 乗 載, 降 下,
暖 温, 固 硬 堅, 会 合 遭, 表 現 著, 痛 傷 悼, 打 討 撃, 撮 取 採 捕 執, 直 治, 泣 鳴, 放 離, 初 始, 付 着 就 突,
止 留 泊, 使 遣, 鎮 静 沈, 回 周, 飛 跳, 踊 躍, 織 折, 形 型, 後 跡, 足 脚, 元 基 本 下, 影 陰, 皮 革, 謝 誤,
荒 粗, 受 請, 書 描, 掛 架 懸 賭, 刈 狩, 締 閉 絞 占, 澄 済 住, 沿 添, 耐 堪, 尋 訪, 戦 闘, 次 継 接, 造 作 創,
整 調, 慣 馴, 吹 噴, 触 振, 混 交, 見 診 看, 盛 漏, 優 易, 柔 軟, 別 分, 生 産, 剥 向
`;

/** By the kanji of a word, the numbers of the groups that it is in. */
const groupsOf = new Map<string, number[]>();
for (const [index, group] of GROUPS.trim().split(/,\s*/).entries())
  for (const kanji of group.split(' ')) groupsOf.set(kanji, [...(groupsOf.get(kanji) ?? []), index]);

/** Whether two words are among those that people take for each other. */
export function areConfused(one: string, other: string): boolean {
  const others = groupsOf.get(kanjiOf(other)) ?? [];
  return groupsOf.get(kanjiOf(one))?.some((group) => others.includes(group)) ?? false;
}
