import { describe } from 'vitest';
import { adapterContract } from '../contract.ts';
import { consoleHarness } from './harness.ts';

describe('in a terminal', () => {
  adapterContract(consoleHarness);
});
