import { describe } from 'vitest';
import { adapterContract } from '../contract.ts';
import { discordHarness } from './harness.ts';

describe('with the Message Content intent', () => {
  adapterContract(() => discordHarness({ messageContent: true }));
});

describe('without any privileged intent', () => {
  adapterContract(() => discordHarness());
});

describe('where no thread may be made', () => {
  adapterContract(() => discordHarness({ prepare: ({ world }) => world.granted.delete('CREATE_PUBLIC_THREADS') }));
});

describe('when every answer is slow, so that interactions are acknowledged first', () => {
  adapterContract(() => discordHarness({ answerAfterMs: 30, times: { deferAfterMs: 5 } }));
});
