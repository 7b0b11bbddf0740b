/** Waits. `false` when `signal` cut it short. */
export async function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(true), ms);
    const stop = () => done(false);
    const done = (whole: boolean) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve(whole);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
