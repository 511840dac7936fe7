import { describe, expect, it } from 'vitest';
import type { Latest } from '../../../src/protocol/protocol.ts';
import { createFollowing } from '../../../src/view/panel/following.ts';
import { analysisOf } from './fixtures.ts';

const latestOf = (text: string, field = false): Latest => ({
  analysis: analysisOf(text, [[text, '名詞']]),
  prediction: null,
  ...(field && { field: { tabId: 1, frameId: 0 } }),
});

function setUp(text: string, own: string | null) {
  const shown: string[] = [];
  const reader = {
    state: { text, own },
    show({ analysis }: Latest) {
      reader.state = { text: analysis.text, own: null };
      shown.push(analysis.text);
    },
  };
  return { following: createFollowing(reader as unknown as Parameters<typeof createFollowing>[0]), reader, shown };
}

describe('the panel', () => {
  it('follows the newest text, and knows whether it stands in a field', () => {
    const { following, shown } = setUp('猫', null);
    following.follow(latestOf('猫'));
    following.follow(latestOf('犬', true));
    expect(following.state).toEqual({ field: '犬', waiting: null });
    following.follow(latestOf('鳥'));
    expect(following.state).toEqual({ field: null, waiting: null });
    expect(shown).toEqual(['犬', '鳥']);
  });

  it('takes a text that was pasted here for that of a field where it stands in one, too', () => {
    const { following, shown } = setUp('猫', '猫');
    following.follow(latestOf('猫'));
    expect(shown).toEqual([]);
    following.follow(latestOf('猫', true));
    expect(shown).toEqual(['猫']);
  });

  it('lets a text wait for what somebody writes here, the newest of several, until it is asked for', () => {
    const { following, shown, reader } = setUp('猫', '猫');
    following.hold('text', true);
    following.follow(latestOf('犬'));
    following.follow(latestOf('鳥'));
    expect(shown).toEqual([]);
    reader.state = { text: '黒猫', own: '黒猫' };
    following.follow(latestOf('黒猫'));
    expect(following.state.waiting?.analysis.text).toBe('鳥');
    following.show();
    expect(shown).toEqual(['鳥']);
    expect(following.state.waiting).toBeNull();
    following.show();
    expect(shown).toEqual(['鳥']);
  });

  it('lets a text wait as long as anything on a page of it would be lost', () => {
    const { following, shown } = setUp('猫', null);
    following.hold('practice', true);
    following.hold('text', false);
    following.follow(latestOf('犬'));
    expect(shown).toEqual([]);
    expect(following.state.waiting?.analysis.text).toBe('犬');
    following.hold('practice', false);
    following.follow(latestOf('鳥'));
    expect(shown).toEqual(['鳥']);
  });

  it('offers nothing as long as a draft is open, which would be lost, and then what waited', () => {
    const { following, shown } = setUp('猫', '猫');
    following.hold('practice', true);
    following.follow(latestOf('犬'));
    following.hold('draft', true);
    expect(following.state.waiting).toBeNull();
    following.follow(latestOf('鳥'));
    expect(following.state.waiting).toBeNull();
    following.show();
    expect(shown).toEqual([]);
    following.hold('draft', false);
    expect(following.state.waiting?.analysis.text).toBe('鳥');
  });

  it('forgets what waited once it follows again', () => {
    const { following, shown } = setUp('猫', '猫');
    following.hold('text', true);
    following.follow(latestOf('犬'));
    following.hold('text', false);
    expect(shown).toEqual([]);
    following.follow(latestOf('鳥'));
    expect(shown).toEqual(['鳥']);
    expect(following.state.waiting).toBeNull();
  });
});
