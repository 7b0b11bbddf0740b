import type { App, RespondFn } from '@slack/bolt';
import { z } from 'zod';
import { firstWords } from '../../command.ts';
import type { Form, Handlers, Incoming, Target } from '../../model/chat.ts';
import {
  type Read,
  readButton,
  readMark,
  readMessageAction,
  readQuestion,
  readSlashCommand,
  readTrigger,
} from './events.ts';
import { faultWord } from './faults.ts';
import { formId, readSubmission, renderForm } from './form.ts';
import type { createHome } from './home.ts';
import type { Responder } from './interaction.ts';
import type { Log } from './log.ts';
import { checkShortcut } from './manifest.ts';
import type { People } from './people.ts';
import { withReaction } from './reaction.ts';
import type { SlackOptions } from './slack.ts';
import type { Workspace, Workspaces } from './workspaces.ts';

interface ListenerOptions extends Pick<SlackOptions, 'commands' | 'takesPart' | 'onSpaceGone' | 'now'> {
  readonly handlers: Handlers;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly responder: Responder;
  readonly home: ReturnType<typeof createHome>;
  readonly log: Log;
  readonly reaction: { readonly afterMs: number; readonly waitsMs: readonly number[] };
  /** Runs what an event asks for; never rejects. */
  readonly run: (what: string, work: () => Promise<void>) => Promise<void>;
}

const envelope = z.looseObject({
  team_id: z.string().optional(),
  team: z.looseObject({ id: z.string() }).nullish(),
  authorizations: z
    .array(
      z.looseObject({ team_id: z.string().nullish(), user_id: z.string().optional(), is_bot: z.boolean().optional() }),
    )
    .optional(),
});

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) });

/** Tells Bolt what to do with what Slack sends. */
export function registerListeners(app: App, options: ListenerOptions): void {
  const { handlers, workspaces, people, responder, home, log, now, run } = options;
  const names = new Set(firstWords(options.commands));

  /** Where an event came from. The envelope names the bot as well, should Slack not have told it otherwise. */
  async function workspaceOf(body: unknown): Promise<Workspace | null> {
    const { data } = envelope.safeParse(body);
    const authorization = data?.authorizations?.[0];
    const space = authorization?.team_id ?? data?.team_id ?? data?.team?.id ?? null;
    const found = await workspaces.in(space);
    if (found === null)
      log.warn({ platform: 'slack', space }, 'Slack tells of a workspace that has not installed the app');
    if (found === null) return null;
    const named = authorization?.is_bot === true ? (authorization.user_id ?? null) : null;
    return { ...found, team: space ?? found.team, botUser: found.botUser ?? named };
  }

  /** Hears a question. What all may read comes back through the outbox; what is answered here is for the asker. */
  async function takeQuestion(body: unknown, message: unknown): Promise<void> {
    const since = now();
    const workspace = await workspaceOf(body);
    const read = workspace === null ? null : readQuestion(message, workspace);
    if (workspace === null || read === null) return;
    if (read.manner === 'thread' && options.takesPart?.(read.at, read.from) === false) return;
    const seen = { workspace, channel: read.at.channel, message: read.message, log, ...options.reaction };
    const { event, reply } = await withReaction(seen, async () => {
      const event: Incoming = { ...read, from: await people.person(workspace, read.from) };
      return { event, reply: await handlers.handle(event) };
    });
    if (reply !== null) await responder.answer({ event, workspace, respond: null, mark: null, since }, reply);
  }

  async function takeInteraction(
    body: unknown,
    read: Read<'command'> | Read<'button'> | null,
    respond: RespondFn | null,
  ): Promise<void> {
    const since = now();
    const workspace = read === null ? null : await workspaceOf(body);
    if (read === null || workspace === null) return;
    const event: Incoming = { ...read, from: await people.person(workspace, read.from) };
    const reply = await handlers.handle(event);
    if (reply === null) return;
    if (reply.body.kind === 'form' && (await openForm(workspace, reply.body, event.at, readTrigger(body)))) return;
    await responder.answer({ event, workspace, respond, mark: readMark(body), since }, reply);
  }

  /** `false` when it could not be opened, within the 3 s that Slack gives: then its words are shown. */
  async function openForm(workspace: Workspace, form: Form, at: Target, trigger: string | null): Promise<boolean> {
    if (trigger === null) return false;
    try {
      await workspace.client.views.open({ trigger_id: trigger, view: renderForm(form, at) });
      return true;
    } catch (error) {
      log.warn({ platform: 'slack', method: 'views.open', why: faultWord(error) }, 'A form could not be opened');
      return false;
    }
  }

  async function forgetSpace(body: unknown): Promise<void> {
    const space = envelope.safeParse(body).data?.team_id;
    if (space === undefined) return;
    workspaces.forget(space);
    options.onSpaceGone?.(space);
    log.warn({ platform: 'slack', space }, 'The app was removed from a Slack workspace');
  }

  app.event('app_mention', ({ body, event }) => run('app_mention', () => takeQuestion(body, event)));
  app.event('message', ({ body, event }) => run('message', () => takeQuestion(body, event)));

  app.event('app_home_opened', ({ body, event }) =>
    run('app_home_opened', async () => {
      const workspace = await workspaceOf(body);
      if (workspace !== null) await home.opened(event, workspace);
    }),
  );

  app.event('app_uninstalled', ({ body }) => run('app_uninstalled', () => forgetSpace(body)));
  app.event('tokens_revoked', ({ body, event }) =>
    run('tokens_revoked', async () => {
      // A person's token is none that we work with.
      if ((revoked.safeParse(event).data?.tokens.bot?.length ?? 0) > 0) await forgetSpace(body);
    }),
  );

  app.command(/./, async ({ ack, body, respond }) => {
    await ack();
    await run('command', () => takeInteraction(body, readSlashCommand(body, names), respond));
  });

  app.shortcut({ callback_id: checkShortcut, type: 'message_action' }, async ({ ack, body, respond }) => {
    await ack();
    await run('shortcut', () => takeInteraction(body, readMessageAction(body), respond));
  });

  app.action(/./s, async ({ ack, body, respond }) => {
    await ack();
    await run('button', () => takeInteraction(body, readButton(body), respond ?? null));
  });

  app.view(formId, async ({ ack, body }) => {
    await ack();
    await run('form', () => takeInteraction(body, readSubmission(body), null));
  });

  app.error(async (error) => {
    log.error({ platform: 'slack', why: error.code }, 'Bolt could not handle an event');
  });
}
