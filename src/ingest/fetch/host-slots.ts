/** Gives back a place at a host. */
type Release = () => void;

/** Lets at most so many at a time go to one host; the others wait in their order. */
export class HostSlots {
  readonly #perHost: number;
  readonly #hosts = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();

  constructor(perHost: number) {
    this.#perHost = perHost;
  }

  /** @throws the signal's reason when it is aborted before there is a place */
  async take(host: string, signal: AbortSignal | undefined): Promise<Release> {
    signal?.throwIfAborted();
    const slots = this.#hosts.get(host) ?? { taken: 0, waiting: [] };
    this.#hosts.set(host, slots);
    if (slots.taken < this.#perHost) slots.taken += 1;
    else await this.#wait(slots.waiting, signal);
    return () => {
      const next = slots.waiting.shift();
      // The place goes from hand to hand, so nobody slips in between.
      if (next !== undefined) return next();
      slots.taken -= 1;
      if (slots.taken === 0) this.#hosts.delete(host);
    };
  }

  #wait(waiting: (() => void)[], signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const go = (): void => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      waiting.push(go);
    });
  }
}
