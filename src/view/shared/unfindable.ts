import { Fragment, h, options, type ComponentChildren, type VNode } from 'preact';

/**
 * From now on Preact draws text as what `data` elements have before them (surfaces.css), and makes no text nodes.
 * Firefox's `window.find` and `Selection.modify` go into closed shadow roots, and the selection then names a node
 * inside, from which a page reaches everything. Neither goes into generated content, which assistive technology reads
 * like text (docs/security.md).
 */
export function drawUnfindable(): void {
  const before = options.vnode;
  options.vnode = (vnode) => {
    const { type, props } = vnode as VNode<{ children?: ComponentChildren }>;
    // Text between components is theirs until it reaches an element.
    if ((typeof type === 'string' || type === Fragment) && props.children !== undefined)
      props.children = unfindable(props.children);
    before?.(vnode);
  };
}

function unfindable(children: ComponentChildren): ComponentChildren {
  if (Array.isArray(children)) return children.map(unfindable);
  const isText = (typeof children === 'string' && children !== '') || typeof children === 'number';
  return isText ? h('data', { value: children }) : children;
}
