import { describe, expect, it } from 'vitest';
import { createRemembered } from '../../../src/view/shared/remembered.ts';

describe('what is known of the parts of a text', () => {
  const lines = Array.from({ length: 700 }, (_, line) => `${line}`);

  it('stays as long as the text has them, however often it changes', () => {
    const known = createRemembered<number>();
    for (let change = 0; change < 1500; change++) {
      known.begin([...lines, `changed ${change}`]);
      for (const line of [...lines, `changed ${change}`]) if (known.get(line) === undefined) known.set(line, change);
    }
    expect(lines.map((line) => known.get(line))).toEqual(lines.map(() => 0));
  });

  it('goes with them some time, the oldest first', () => {
    const known = createRemembered<number>();
    for (let change = 0; change < 1500; change++) {
      known.begin(['猫。', `${change}`]);
      known.set(`${change}`, change);
    }
    expect(known.get('0')).toBeUndefined();
    expect(known.get('1400')).toBe(1400);
  });
});
