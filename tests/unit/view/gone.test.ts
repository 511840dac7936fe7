import { expect, it } from 'vitest';
import { failure, success } from '../../../src/protocol/outcome.ts';
import type { EngineStatus, Service } from '../../../src/protocol/protocol.ts';
import { nameGone } from '../../../src/view/shared/gone.ts';

const idle: EngineStatus = { model: 'default', state: 'idle', progress: 0, backend: null };
const damaged = { model: 'a', failure: { code: 'modelDamaged', detail: 'half' } } as const;

async function insteadOf(status: EngineStatus, remembered: string | null) {
  const service = { status: async () => success(status) } as unknown as Service;
  const outcome = await nameGone(service, async () => remembered).status({});
  return outcome.ok ? outcome.value.insteadOf : null;
}

it('names a model that was chosen and has gone with all that was stored', async () => {
  expect(await insteadOf(idle, 'a')).toEqual({ model: 'a', failure: { code: 'modelMissing', detail: '' } });
  expect(await insteadOf(idle, null)).toBeUndefined();
  expect(await insteadOf({ ...idle, model: 'a' }, 'a')).toBeUndefined();
  expect(await insteadOf({ ...idle, insteadOf: damaged }, 'a')).toEqual(damaged);
});

it('leaves a status that could not be had as it is', async () => {
  const service = { status: async () => failure('orphaned', 'gone') } as unknown as Service;
  expect(await nameGone(service, async () => 'a').status({})).toEqual(failure('orphaned', 'gone'));
});
