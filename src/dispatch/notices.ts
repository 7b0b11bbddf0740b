import type { Asker, Command } from '../command.ts';
import type { Notice, Reply } from '../model/chat.ts';

/** What is said about the asking itself, to the asker alone. */
export function privately(body: Notice): Reply {
  return { body, buttons: [], visibility: 'private', placement: 'new' };
}

export function notice(lead: string, sections: Notice['sections'] = []): Notice {
  return { kind: 'notice', lead, sections };
}

export function tooMany(waitMs: number): Notice {
  const seconds = Math.ceil(waitMs / 1000);
  return notice(
    `That were many questions in a minute. I answer again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
  );
}

/** To whom says that the speaker is wrong; who may put it right is told how. */
export function noted(item: string | undefined, { administrator }: Asker): Notice {
  const lead = 'Noted for the administrator of this archive: the speaker of this statement may be wrong.';
  if (!administrator || item === undefined) return notice(lead);
  return notice(lead, [{ title: 'You may put it right', lines: [`correct ${item} speaker:...`] }]);
}

export function notAllowed(command: Command): Notice {
  return notice(
    `"${command.name}" is for administrators: Manage Server on Discord, admins and owners on Slack, VERBATIM_ADMINS.`,
  );
}

export const noSuchButton = notice('This button belongs to a version that is no longer running. Ask again.');
