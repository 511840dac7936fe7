import { useLayoutEffect, useReducer } from 'preact/hooks';

export interface Store<State> {
  readonly state: State;
  subscribe(listener: () => void): () => void;
}

/** A store's state, drawn anew whenever it changes. */
export function useStore<State>(store: Store<State>): State {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useLayoutEffect(() => store.subscribe(() => redraw(undefined)), [store]);
  return store.state;
}
