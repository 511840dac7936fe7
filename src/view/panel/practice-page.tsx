import { useCallback } from 'preact/hooks';
import { Practice, type PracticeProps } from '../practice/practice.tsx';
import type { Following } from './following.ts';
import { useStore } from '../shared/store.ts';
import { Waiting } from './waiting.tsx';

interface Props extends Omit<PracticeProps, 'onRunning' | 'children'> {
  readonly following: Following;
}

/** Practice in the newest text, which waits until a round is over. */
export function PracticePage({ following, ...practice }: Props) {
  const hold = useCallback((running: boolean) => following.hold('practice', running), [following]);
  const { waiting } = useStore(following);
  return (
    <Practice {...practice} onRunning={hold}>
      {waiting && <Waiting latest={waiting} onShow={() => following.show()} />}
    </Practice>
  );
}
