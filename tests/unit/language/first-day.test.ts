import { describe, expect, it } from 'vitest';
import { readingIn } from './reading-in.ts';

describe('1日 without a month', () => {
  it.each([
    '首相は1日、記者会見で述べた',
    '警視庁は1日、男を逮捕した',
    '改正法が1日、施行された',
    'トヨタは1日、発表した',
    '大会は1日に開幕した',
    '作家が1日に死去した',
    '1日から値上げする',
    '1日から10日まで休業します',
    '1日〜3日は休みです',
    '31日と1日は休み',
    '1日と15日に集める',
    '1日までに提出してください',
    '募集は1日まで',
    '1日より開始',
    '1日夜に起きた',
    '1日朝の会見',
    '1日深夜に着く',
    '新聞によると、1日、本が出た',
    '政府は1日（UTC）、発表した',
    '1日夜、雨が降った',
    '1日発売の雑誌',
    '1日現在の人口',
  ])('is the first of it in %s', (text) => expect(readingIn(text, '1日')).toBe('ついたち'));

  it('is that of the month before の', () => expect(readingIn('来月の一日に会う', '一日')).toBe('ついたち'));

  it.each([
    '1日に3回飲む',
    '1日に必要な量',
    '1日に販売する数',
    '1日で終わる',
    '1日8時間働く',
    '1日朝と夜に飲む',
    '1日より長い',
    '最大1日まで借りられる',
    'あと1日、待ってください',
    '私は1日、寝ていた',
    '今日は1日、家にいた',
    '1日も休まない',
  ])('is a whole day in %s', (text) => expect(readingIn(text, '1日')).toBe('いちにち'));

  it.each(['1日から3日かかる', '1日から可能です', '1日、2日と続く'])('may be either in %s', (text) =>
    expect(readingIn(text, '1日')).toBeNull(),
  );
});
