import { createElement, type ComponentType, type FunctionComponent } from 'preact';

interface Updating<P> {
  props: P;
  shouldComponentUpdate?: (next: P) => boolean;
}

/**
 * Draws anew only when a property has changed, or the context; a text of hundreds of words is not drawn for each key
 * and answer.
 */
export function memo<P extends object>(component: ComponentType<P>): FunctionComponent<P> {
  return function Memo(this: Updating<P>, props: P) {
    this.shouldComponentUpdate = (next) => {
      const keys = new Set([...Object.keys(this.props), ...Object.keys(next)]) as Set<keyof P>;
      return [...keys].some((key) => this.props[key] !== next[key]);
    };
    return createElement(component, props);
  } as FunctionComponent<P>;
}
