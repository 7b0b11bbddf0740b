import { answer } from '../src/answer/answer.ts';
import { timelineNumbers } from '../src/answer/timeline-numbers.ts';
import { timelinePicture } from '../src/answer/timeline-picture.ts';
import { defineCommand, type Outcome } from '../src/command.ts';

export const timeline = defineCommand({
  name: 'timeline',
  summary: 'What a person said over time: first and latest, changed words marked',
  options: {
    speaker: { type: 'text', summary: 'Name, part of a name, or role', required: true, suggest: 'speaker' },
    about: { type: 'text', summary: 'What it is about', suggest: 'topic' },
    show: {
      type: 'choice',
      choices: ['picture', 'numbers', 'words'],
      summary: 'A picture of mentions and statements, their numbers, or the words alone',
    },
  },
  async run(given, { core, asker, now, page }): Promise<Outcome> {
    const { show } = given;
    const { speaker, about } = given.about === undefined ? parted(given.speaker) : given;
    const found = await core.timeline({
      speaker,
      scope: asker.scope,
      now,
      zone: asker.zone,
      ...page,
      ...(about !== undefined && { about }),
    });
    const body = answer(found, { zone: asker.zone, now });
    const speech = { locale: 'en-GB', zone: asker.zone, now };
    if (show === 'numbers' && body.kind === 'timeline') return timelineNumbers(body, speech);
    // A terminal draws the bars of its own, in letters.
    const isDrawn = show === 'picture' || (show === undefined && asker.at.platform !== 'console');
    const picture = isDrawn && page.offset === 0 ? await timelinePicture(body, speech) : null;
    return { body, ...(picture !== null && { file: picture }) };
  },
});

/** "Rubio on Iran", "of Rubio about Iran": as it is typed behind the command's name. */
function parted(typed: string): { speaker: string; about?: string } {
  const { speaker = typed, about } =
    /^(?:of |for )?(?<speaker>.+?)(?:,? (?:on|about|regarding) (?<about>.+))?$/iu.exec(typed.trim())?.groups ?? {};
  return { speaker, ...(about !== undefined && { about }) };
}
