/** How many questions one person may ask in a minute. */
export interface RateLimit {
  /** 0 when this one may be asked (and is counted), else how long to wait. */
  waitMs(who: string, now: Date): number;
}

const windowMs = 60_000;

/** A sliding window a person; forgets everyone who has been silent for a minute. */
export function createRateLimit(perMinute: number): RateLimit {
  const asked = new Map<string, number[]>();
  let lastSweep = 0;

  function forgetSilent(now: number): void {
    if (now - lastSweep < windowMs) return;
    lastSweep = now;
    for (const [who, times] of asked) if ((times.at(-1) ?? 0) <= now - windowMs) asked.delete(who);
  }

  return {
    waitMs(who, moment) {
      const now = moment.getTime();
      forgetSilent(now);
      const recent = (asked.get(who) ?? []).filter((time) => time > now - windowMs);
      const oldest = recent[0];
      asked.set(who, recent);
      if (recent.length >= perMinute && oldest !== undefined) return oldest + windowMs - now;
      recent.push(now);
      return 0;
    },
  };
}
