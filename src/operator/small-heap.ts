import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 look through the old objects of this process's threads once they have grown by so much, for work whose objects
 * live for one batch: where there is much memory it waits until they have grown fourfold. A limit on them would end the
 * process that meets it, at the one article that is as long as a hundred.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
