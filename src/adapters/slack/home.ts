import { z } from 'zod';
import type { Handlers, Reply, Target } from '../../model/chat.ts';
import { byPerson, readHome } from './events.ts';
import { faultWord, remedyFor } from './faults.ts';
import type { Log } from './log.ts';
import type { People } from './people.ts';
import { renderHome } from './render.ts';
import type { Workspace } from './workspaces.ts';

interface HomeOptions {
  readonly handlers: Handlers;
  readonly people: People;
  readonly log: Log;
  readonly now: () => Date;
  /** Questions that the archive can answer, for those who write to the bot for the first time. */
  readonly examples: (at: Target) => Promise<readonly string[]>;
}

/** Slack shows four prompts at most. */
const mostPrompts = 4;

/** What happens when somebody opens the app: its home is drawn, or its messages offer questions. */
export function createHome({ handlers, people, log, now, examples }: HomeOptions) {
  async function drawHome(opened: NonNullable<ReturnType<typeof readHome>>, workspace: Workspace): Promise<void> {
    const person = await people.person(workspace, opened.user);
    const asked = opened.commands.map((command) => handlers.handle(byPerson(command, person)));
    const replies = (await Promise.all(asked)).filter((reply): reply is Reply => reply !== null);
    // Nothing to draw: this opening was told before.
    if (replies.length === 0) return;
    await workspace.client.views.publish({ user_id: opened.user, view: renderHome(replies, { now: now() }) });
  }

  async function offerPrompts({ at }: { readonly at: Target }, workspace: Workspace): Promise<void> {
    const questions = (await examples(at)).slice(0, mostPrompts);
    if (questions.length === 0) return;
    const prompts = questions.map((question) => ({ title: question.slice(0, 150), message: question }));
    await workspace.client.assistant.threads.setSuggestedPrompts({ channel_id: at.channel, prompts });
  }

  return {
    /** Takes an `app_home_opened`. Nobody waits for it, so that a failure is only logged. */
    async opened(event: unknown, workspace: Workspace): Promise<void> {
      const opened = readHome(event, workspace.team);
      if (opened === null) return;
      try {
        await (opened.tab === 'home' ? drawHome(opened, workspace) : offerPrompts(opened, workspace));
      } catch (error) {
        const why = error instanceof z.ZodError ? 'unreadable' : faultWord(error);
        log.warn({ platform: 'slack', tab: opened.tab, why, remedy: remedyFor(why) }, 'The App Home was not drawn');
      }
    },
  };
}
