import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Person } from '../../model/chat.ts';
import { faultWord } from './faults.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';
import type { Workspace } from './workspaces.ts';

/** Zones and roles change seldom, and users.info is limited to some 100 calls a minute. */
const rememberedMs = 60 * 60_000;
const rememberedFaultMs = 5 * 60_000;
const mostPeople = 10_000;
/** A question does not wait longer for the zone of who asks. */
const patienceMs = 2_000;

const userInfo = z.object({
  user: z.object({
    team_id: z.string().optional(),
    tz: z.string().optional().catch(undefined),
    is_admin: z.boolean().optional(),
    is_owner: z.boolean().optional(),
    is_primary_owner: z.boolean().optional(),
  }),
});

export interface People {
  /** Never rejects: without an answer from Slack the person has no zone and no rights. */
  person(workspace: Workspace, user: string): Promise<Person>;
}

export function createPeople({ log }: { readonly log: Log }): People {
  const known = new LRUCache<string, Promise<Person>>({ max: mostPeople, ttl: rememberedMs });

  async function lookUp(workspace: Workspace, user: string, key: string): Promise<Person> {
    try {
      const { user: found } = userInfo.parse(await workspace.client.users.info({ user }));
      // In a shared channel people of other workspaces ask: what they are at home gives them no rights here.
      const isHere = found.team_id === undefined || workspace.team === null || found.team_id === workspace.team;
      const administrator = isHere && [found.is_admin, found.is_owner, found.is_primary_owner].includes(true);
      return { user, zone: found.tz ?? null, administrator };
    } catch (error) {
      log.warn({ platform: 'slack', why: faultWord(error) }, 'Cannot read a person with users.info');
      const person = { user, zone: null, administrator: false };
      known.set(key, Promise.resolve(person), { ttl: rememberedFaultMs });
      return person;
    }
  }

  return {
    async person(workspace, user) {
      const key = `${workspace.team}:${user}`;
      const asked = known.get(key) ?? lookUp(workspace, user, key);
      if (!known.has(key)) known.set(key, asked);
      const answered = new AbortController();
      const late = pause(patienceMs, answered.signal).then(() => ({ user, zone: null, administrator: false }));
      return Promise.race([asked, late]).finally(() => answered.abort());
    },
  };
}
