/**
 * Set phrases and patterns of grammar that are several words to the analyser and one thing to a learner: behind what
 * they stand, how they are written, part of speech, meanings. Those that end in a verb, an adjective or ない stand for
 * all its forms, する for いたす, too. Of `(が|は)` either may stand there; what stands in [ ] may be missing.
 *
 * Behind what: `-` anything, `^` nothing of the sentence, `noun`, `plain` (a verb's dictionary form, or ない),
 * `adjective` (its dictionary form, or たい), `stem` (行き), `past`, `te`, `will` (行こう), or one or two morphemes as
 * they are written. Several are divided by `/`. What is another word elsewhere (通り, a street) begins with 〜.
 */
export const EXPRESSIONS = `
  te (しょう|しよう|しかた|仕方)[が]ない adjective so … that it is hard to bear; terribly
  noun でしょうがない adjective so … that it is hard to bear; terribly
  ^/て/本当に/ほんとに/ほんとうに/誠に/まことに/どうも/いつも (すま|済ま)ない adjective inexcusable; unjustifiable|sorry; remorseful; apologetic|excuse me; (I'm) sorry; thank you
  ^ いけない adjective wrong; not good; bad|oh no; oops
  te ならない adjective cannot help (feeling); terribly
  te やまない auxiliary never cease to (wish, hope)
  ないで は(い|居)られない auxiliary cannot help doing; cannot but do
  te たまるか auxiliary one will never let it happen; as if one would
  te からというもの[は] particle ever since
  te は(い|居)られない auxiliary cannot go on doing; cannot afford to do
  - こうしては(い|居)られない auxiliary one cannot stay like this; there is no time to lose
  te (からでないと|からでなければ) particle not until one has done
  - (しょう|しよう)(が|も)ない adjective it can't be helped; there is nothing one can do|hopeless; good-for-nothing
  - (しかた|仕方)[が]ない adjective it can't be helped; there is nothing one can do
  - どう(しよう|しょう)もない adjective there is nothing one can do; hopeless
  ざる を(得|え)ない auxiliary cannot help doing; have no choice but to do
  ずに (は|も)(い|居)られない auxiliary cannot help doing; cannot but do
  ずに はおかない auxiliary be sure to; not fail to
  ずに は(すま|済ま)ない auxiliary cannot avoid doing; have to do
  ないで は(すま|済ま)ない auxiliary cannot avoid doing; have to do
  ずに (すむ|済む) auxiliary get by without doing; need not do
  なくて (すむ|済む) auxiliary get by without doing; need not do
  ないで (すむ|済む) auxiliary get by without doing; need not do
  plain (わけ|訳)に(は|も)(いか|行か|ゆか)ない auxiliary cannot (as it would not be right); cannot afford to
  plain/past/adjective/な/そんな (わけ|訳)[が|は]ない auxiliary there is no way that; it cannot be that
  plain/past/adjective/な (わけ|訳)(では|でも|じゃ)ない auxiliary it does not mean that; it is not that
  - という(わけ|訳)(では|でも|じゃ)ない auxiliary it does not mean that; it is not that
  - (そういう|こういう)(わけ|訳)(では|でも|じゃ)ない auxiliary it is not so
  plain/past/adjective/な/そんな はず[が|は]ない auxiliary there is no way that; it cannot be that
  plain/past/adjective/な/の/そんな/こんな/あんな はず(では|じゃ)ない auxiliary it was not meant to be so; be not supposed to
  plain (こと|事)(が|も|は)(できる|出来る) auxiliary can; be able to
  - に(越し|こし)た(こと|事)はない auxiliary nothing is better than; it is best to
  past (こと|事)(が|は)ある auxiliary have done before (an experience)
  past (こと|事)(が|は|も)ない auxiliary have never done
  ない (こと|事)(は|も)ない auxiliary it is not that one does not; it is possible after all
  ない ものでもない auxiliary it is not that one does not; might well do
  plain (こと|事)はない auxiliary there is no need to do|it never happens that
  plain (こと|事)にする auxiliary decide to do; make it a rule to do
  plain (こと|事)(に|と)なる auxiliary it is decided that; it turns out that
  plain (こと|事)なく adverb without doing
  plain (こと|事)なしに adverb without doing
  noun なし(に|で) particle without
  - 許可なし(に|で) adverb without permission
  noun なくして particle without; if it were not for
  plain ようになる auxiliary come to do; become able to do
  plain ようにする auxiliary see to it that; make sure to do
  will とする auxiliary try to do; be about to do
  will としても particle even if one tries to do
  will として auxiliary try to do; be about to do (and then)
  will と(思う|おもう) auxiliary think of doing; intend to do
  ん ばかり[に] auxiliary as if to do; on the verge of doing
  ん とする auxiliary be about to do; try to do
  ん として auxiliary be about to do; try to do (and then)
  まい とする auxiliary try not to do
  まい として auxiliary try not to do (and then)
  つつ ある auxiliary be in the process of doing
  ん が(ため|為)[に] particle in order to do
  - (あらん限り|あらんかぎり) noun all there is; to the utmost
  stem かねない auxiliary might well do (something bad)
  plain (しか|ほか|他)ない auxiliary have no choice but to do
  plain までもない auxiliary there is no need to do
  plain/の きらいがある auxiliary tend to (something bad)
  - を禁じ(得|え)ない auxiliary cannot help (feeling)
  past ばかり(だ|です) auxiliary have just done
  plain ばかり(だ|です) auxiliary do nothing but; keep on doing|all that is left is to do
  past ばかりに particle only because
  past/な だけに particle all the more because; as may be expected of
  past/な だけあって particle as may be expected (of somebody or something so good)
  past そばから particle as soon as; no sooner … than
  past かと(思えば|思ったら) particle just when one thought that; no sooner … than
  plain ものか auxiliary there is no way that; never
  plain/の (おそれ|恐れ|虞)(が|は|も|の)ある auxiliary there is a danger that; it is feared that
  plain/の (おそれ|恐れ|虞)(が|は|も|の)ない auxiliary there is no danger that
  past (ほう|方)が(いい|よい|良い) auxiliary had better do; it is better to do
  ない (ほう|方)が(いい|よい|良い) auxiliary had better not do; it is better not to do
  plain/past/adjective ということ(だ|です) auxiliary it means that|I hear that; they say that
  - かも(しれ|知れ)ない auxiliary may; might; perhaps
  - に(違い|ちがい|相違)ない auxiliary must be; without a doubt
  - に(過ぎ|すぎ)ない auxiliary be nothing more than; only
  - に(ほか|外|他)ならない auxiliary be nothing but; be none other than
  noun/plain/past/adjective に(決まって|きまって)(いる|る) auxiliary it is certain that; surely
  - とは(限ら|かぎら)ない auxiliary not necessarily; not always
  - どころ(では|でも|じゃ)ない auxiliary be in no position to; this is no time for
  - そうは(いか|行か)ない auxiliary it will not go like that; that won't do
  - (だけ|ばかり)(で|では|じゃ)ない auxiliary not only (… but also)
  - のみならず particle not only … but also
  noun/past/plain/adjective/な ばかりか particle not only … but also
  noun/past/plain/adjective どころか particle far from; let alone
  - はおろか particle let alone; to say nothing of
  - かどうか particle whether or not
  - にも(かかわら|関わら|拘わら|拘ら)ず particle in spite of; although
  - に(かかわら|関わら|拘わら|拘ら)ず particle regardless of; whether … or not
  - を問わず particle regardless of
  - をものともせず[に] particle undaunted by; in defiance of
  - を(おい|措い)て(他|ほか)[に] particle other than; apart from
  - を(はじめ|始め)とする auxiliary starting with; … among others
  noun を(はじめ|始め)[として] particle starting with; … among others
  - を(きっかけ|契機)に particle with … as the occasion; prompted by
  - に於(いて|ける) particle in; at (formal)
  noun に(よる|よります|拠る)と particle according to
  noun に(よれ|拠れ)ば particle according to
  - におかれ(て|まして)[は] particle as for; in the case of (somebody respected)
  noun/plain にしたがって particle as … then; in accordance with
  noun に限って particle only; just (this one of all)
  noun に至って(は|も) particle when it comes to (the most extreme case)
  noun をよそに particle heedless of; ignoring
  noun に(伴い|ともない|伴って|ともなって) particle along with; as (something else changes)
  noun/plain までに[は] particle by (a time); before
  plain/past/adjective/だ/です からと(いって|言って) particle just because; even though
  plain/past/adjective/な/の 〜(わり|割|割り)に[は] particle for; considering (that)
  plain/past/adjective/な/の くせに particle although; and yet (said with blame)
  plain/past/の 〜とおり[に] particle as; just as; in the same way as
  plain/past/この/その/あの/以下の/上記の/下記の/次の/前述の/書の/図の/表の/例の/予定の/計画の/約束の/言葉の/指示の/希望の/期待の/元の/いつもの/普段の/ご存じの/ご存知の/ご覧の/承知の/察しの/指摘の/案内の/説明の/報告の/仰せの/ての/いつも/今まで/これまで/それまで 〜通り[に] particle as; just as; in the same way as
  plain/past/の/ない 〜とこ noun place (casual ところ)|point in time: be about to do, have just done
  ^ するところ(だ|です) auxiliary be about to do
  noun ん(ち|家) noun home; place (casual, of のうち)
  さん/ちゃん/くん/君/ばあちゃん/じいちゃん/おばあちゃん/おじいちゃん 〜家 noun home; place (casual, of のうち)
  noun/te/後 間もない adjective not long since; shortly after
  - に(比べ|くらべ)て particle compared with
  - に(反し|はんし)て particle contrary to
  - に応じて particle according to; in response to
  - に(基づい|もとづい)て particle based on
  - に(せよ|しろ) particle even if; whether … or
  - であれ particle whoever, whatever it is; whether … or
  - こそ(すれ|あれ) particle it is so indeed, but (said before what is not so)
  - べく particle in order to do (written)
  - べくして particle as was bound to happen
  - べくもない auxiliary there is no way that one could
  noun ともな(ると|れば) particle when it comes to (somebody or something like that)
  noun がてら particle while doing; combined with
  - と(いえ|言え)ども particle even; although
  noun に(ひきかえ|引きかえ) particle in contrast to
  - にもまして particle even more than
  - はさておき particle leaving … aside
  の/past (かい|甲斐)もなく particle in vain; for all that
  noun/plain/past/adjective/だ としても particle even if; also as
  plain/past/adjective/だ とすれば particle if it is so that; assuming that
  - とは(いえ|言え) particle although; that said
  - とは(いう|言う)ものの particle although; that said
  - とは(いっ|言っ)ても particle although; that said
  noun/plain/past/adjective/^ と(いっ|言っ)ても particle although it is called; even if one says
  noun/^ と(いえ|言え)ば particle speaking of
  noun と(いっ|言っ)たら particle speaking of; when it comes to
  noun/adjective と(いっ|言っ)たら(ない|ありゃしない) auxiliary how very …; … beyond words
  noun (ときたら|と来たら) particle when it comes to; as for (said with blame)
  - と(思い|おもい)きや particle just when one thought that; contrary to what one thought
  - と(いう|言う)より[も] particle rather than
  plain/ます ように particle so that; in such a way that|that (what is asked, told or wished)|as if; like
  ます よう particle that (what is asked or wished)
  noun/^ 〜ちゃう verb to be different; to be wrong|isn't it? (Kansai dialect 違う)
  - しゃあない adjective it can't be helped (Kansai dialect しょうがない)
  noun 〜たる auxiliary who is; in the capacity of|worthy of being
  noun たりとも particle not even (one)
  noun ともあろう(者|もの|人|方) noun one who is no less than; of all people
  noun (では|じゃ)あるまいし particle it is not as if … were
  人/名 〜きり particle only (so many); just
  past きり particle (done) and nothing since; … and that was the last
  - (これ|それ|あれ)[っ]きり adverb that is all; never again
  私/僕/俺/彼/彼女/自分/たち/達/さん/子供/大人/素人/それぞれ 〜なり(に|の) particle in one's own way; as far as one can
  散歩/礼/お礼/見舞い/お見舞い/挨拶/ご挨拶/報告/ご報告/お祝い/お詫び 〜かたがた particle while also; combined with
  te しかるべき auxiliary it is only right that; deserve to be
  ^ しかるべき adnominal proper; appropriate; due
  plain や(いなや|否や) particle as soon as
  plain たび[に] particle every time that
  plain/adjective (うち|内)に particle while; before (it is too late)
  noun の(うち|内)に particle while it is still; within (a time)
  plain/past (とたん|途端)[に] particle just as; the moment that
  past (あげく|挙句|挙げ句)[に] particle in the end, after all that
  past (うえ|上)で particle after doing; upon doing
  plain (うえ|上)で particle in doing; when it comes to doing
  - の(おかげ|お陰|お蔭)で particle thanks to
  - の(せい|所為)で particle because of (something bad)
  ^ という(わけ|訳)で conjunction that is why; and so
  ^ かといって conjunction and yet; but that does not mean
  - (そういう|こういう)(わけ|訳)で conjunction that is why; for that reason
  - (いずれ|どちら)に(せよ|しろ|しても) conjunction in any case; either way
  - それはそうと conjunction by the way
  - それは(ともかく|さておき) conjunction setting that aside; anyway
  - そればかりか conjunction not only that; what is more
  - そうは(いっ|言っ)ても conjunction even so; that may be, but
  - なぜかというと conjunction the reason is that
  - [っ]て(いう|ゆう)か conjunction or rather; I mean (casual)
  - 多かれ少なかれ adverb more or less; to some degree
  - (めったに|滅多に) adverb rarely; seldom (with a negative)
  - 遅かれ早かれ adverb sooner or later
  - どちらかというと adverb if anything; rather
  - もしか(したら|すると) adverb maybe; perhaps
  - ひょっと(したら|すると) adverb possibly; by some chance
  - (なんと|何と)(いって|言って)も adverb after all; whatever else may be said
  - (知ら|しら)ない(うち|間)に adverb before one knows it
  ^ (どうり|道理)で adverb no wonder
  - (なんとか|何とか)する verb to manage somehow; to do something about it
  - (なんとか|何とか)なる verb to work out somehow
  - (おかん|オカン) noun mom; mum (Kansai dialect)
  - (おとん|オトン) noun dad (Kansai dialect)
  - おじい noun grandpa; old man (casual)
  - おばあ noun grandma; old woman (casual)
  - おめ(え|ぇ|ー) pronoun you (rough)
  - おいら pronoun I; me (masculine, rough)
  - お(いくつ|幾つ) pronoun how many?; how old? (polite)
  - (すりおろ|すり下ろ)す verb to grate (vegetables, fruit)
  - (いちょう|銀杏)切り noun cutting into quarter rounds (of a carrot, a radish)
  - おやつ noun snack between meals; afternoon snack
  - そりゃ[あ] pronoun that is; as for that (casual それは)|of course; indeed
  - こりゃ[あ] pronoun this is; as for this (casual これは)|hey; I say
  ^ ありゃ[あ] pronoun that is; as for that (casual あれは)|oh; ah
  - 来たる[べき] adnominal next; coming; forthcoming
  - あるまじき adnominal unworthy of; that ought never to be
  - お(世話|せわ)になる verb to be helped by; to be in somebody's care|お世話になっております, at work: thank you for your continued support
  - お願いする verb to ask for; to request|お願いします: please
  - (よろしく|宜しく)お願いする verb please (said when asking a favor); thank you in advance|nice to meet you
  - (失礼|しつれい)する verb to be rude; to take one's leave|失礼します: excuse me (on entering or leaving)|失礼しました: I am sorry
  - お先に(失礼|しつれい)する verb excuse me for leaving before you (said to those who still work)
  - 承知する verb to understand; to consent|承知しました: certainly; understood
  - お(手数|てすう)をおかけする verb to put somebody to trouble; sorry for the trouble
  - ご(迷惑|めいわく)をおかけする verb to cause somebody trouble; sorry for the trouble
  - ご(心配|しんぱい)をおかけする verb to make somebody worry; sorry to have made you worry
  - (申し訳|もうしわけ)ない adjective I am very sorry; there is no excuse
  - とんでもない adjective unthinkable; outrageous|as an answer: don't mention it; not at all
  - (おつかれ|ごくろう)さま(です|でした|っす) interjection thank you for your work; hello or goodbye, among those who work together
  - (おつかれさま|ごくろうさま|おつかれさん|お疲れさん|ごくろうさん|ご苦労さん) interjection thank you for your work; goodbye, among those who work together
  - (お疲れ|ご苦労|御苦労)(様|さま)です interjection thank you for your work; hello or goodbye, among those who work together
  - (おかげ|お陰|お蔭)(さま|様)で interjection thanks to you; fine, thank you
  - (ごちそう|ご馳走)(さま|様)です interjection thank you for the meal (said after it)
  ^ いただきます interjection thank you for the meal (said before it)
  ^ (いって|行って)(きます|来ます) interjection I'm off (said to those who stay)
  ^ (いって|行って)らっしゃい interjection see you later; have a good day (said to whoever leaves)
  - お(帰り|かえり)なさい[ませ] interjection welcome back; welcome home
  - お(休み|やすみ)なさい[ませ] interjection good night
  - お(邪魔|じゃま)します interjection excuse me (said on entering somebody's home)
  - お邪魔しました interjection thank you for having me (said on leaving somebody's home)
  - いらっしゃいませ interjection welcome (to a shop or restaurant)
  - かしこまりました interjection certainly (said to customers and superiors)
  - (恐れ入り|おそれいり)ますが interjection excuse me, but; I am sorry to trouble you, but
  - お変わり[は]ない adjective as ever; in good health (said with respect)
  - お元気ですか interjection how are you?
  - お(大事|だいじ)に interjection take care; get well soon
  - (よい|良い)お年を interjection Happy New Year (said before it)
  - (あけ|明け)ましておめでとう[ございます] interjection Happy New Year
  - (ありがとう|有難う|有り難う)ござい(ます|ました) interjection thank you very much
  - おめでとうございます interjection congratulations
  - おはようございます interjection good morning
  ^ (くそ|クソ|糞)っ interjection damn!; shit!
  ^ しまった interjection oh no!; damn it!; I've done it now
  ^ そうですね interjection that's right; let me see
  ^ そうですか interjection is that so?; I see
`;
