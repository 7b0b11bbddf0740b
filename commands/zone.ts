import { DateTime } from 'luxon';
import { defineCommand, say } from '../src/command.ts';
import { findZone, suggestZones } from '../src/query/zone-names.ts';

export const zone = defineCommand({
  name: 'zone',
  summary: 'The time zone in which you read dates, and "today" is reckoned',
  options: {
    zone: {
      type: 'text',
      summary: 'A zone such as Europe/Paris, or a city; left out: what it is now',
      suggest: 'zone',
    },
    for: { type: 'choice', summary: 'Yourself, or all of this server who set none', choices: ['me', 'server'] },
  },
  async run({ zone: typed, for: whom = 'me' }, { asker, askers, now }) {
    if (typed === undefined) return say(`Your dates are shown in ${named(asker.zone, now)}.`);
    const found = findZone(typed);
    if (found === null) {
      const near = suggestZones(typed, 3);
      const remedy = near.length === 0 ? 'Expected a name such as Europe/Paris.' : `Did you mean ${near.join(', ')}?`;
      return say(`"${typed}" is no time zone that I know. ${remedy}`);
    }
    const { platform, space } = asker.at;
    if (whom === 'me') {
      askers.setZone(platform, asker.user, found);
      return say(`Your dates are shown in ${named(found, now)} from now on.`);
    }
    if (space === null) return say('There is no server here to set a zone for.');
    if (!asker.administrator) return say('The zone of a server is set by its administrators.');
    askers.setSpaceZone(platform, space, found);
    return say(`Dates are shown in ${named(found, now)} to all here who set no zone of their own.`);
  },
});

/** "Europe/Paris (14:05 now)" */
function named(zoneName: string, now: Date): string {
  return `${zoneName} (${DateTime.fromJSDate(now, { zone: zoneName }).toFormat('HH:mm')} now)`;
}
