import { describe } from 'vitest';
import { adapterContract } from '../contract.ts';
import { slackHarness } from './harness.ts';

describe('Slack over Socket Mode', () => {
  adapterContract(() => slackHarness());
});
