import { Fragment, h, isValidElement, type ComponentChildren, type VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { drawUnfindable } from '../../../src/view/shared/unfindable.ts';

drawUnfindable();

/** What would be drawn: elements by name, text as strings. */
function outline(children: ComponentChildren): unknown {
  if (Array.isArray(children)) return children.map(outline);
  if (!isValidElement(children)) return children;
  const { type, props } = children as VNode<{ value?: unknown; children?: ComponentChildren }>;
  return type === 'data' ? { data: props.value } : [type, outline(props.children)];
}

describe('text that is drawn unfindable', () => {
  it.each([
    ['alone', h('p', null, '猫'), ['p', { data: '猫' }]],
    ['a number', h('p', null, 0), ['p', { data: 0 }]],
    [
      'beside elements',
      h('p', null, '猫', h('b', null, 'と'), '犬'),
      ['p', [{ data: '猫' }, ['b', { data: 'と' }], { data: '犬' }]],
    ],
    ['in a list within a list', h('p', null, [['猫'], ['犬']]), ['p', [[{ data: '猫' }], [{ data: '犬' }]]]],
    ['in a fragment', h(Fragment, null, '猫'), [Fragment, { data: '猫' }]],
  ])('stands in no text node: %s', (_, vnode, drawn) => {
    expect(outline(vnode)).toEqual(drawn);
  });

  it.each([[''], [null], [undefined], [true], [false]])('leaves %o, which draws nothing', (nothing) => {
    expect(outline(h('p', null, nothing))).toEqual(['p', nothing]);
  });

  it("leaves a component's text to the element that it ends in", () => {
    const Label = ({ children }: { children?: ComponentChildren }) => h('b', null, children);
    const vnode = h(Label, null, '猫');
    expect(outline(vnode)).toEqual([Label, '猫']);
    expect(outline(Label(vnode.props))).toEqual(['b', { data: '猫' }]);
  });
});
