import { refusals } from './block-rules.ts';
import {
  type Args,
  botId,
  botUser,
  directOf,
  SlackWord,
  type SlackWorkspace,
  type StoredMessage,
  team,
} from './workspace.ts';

/** Which scope each method wants, as Slack's reference has it. */
const scopes: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'reactions.add': 'reactions:write',
  'reactions.remove': 'reactions:write',
  'users.info': 'users:read',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
  'conversations.open': 'im:write',
  'conversations.info': 'channels:read',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
};

type Method = (args: Args) => Args;

/** The methods of Slack's Web API that the adapter calls, over one workspace. */
export function webApi(
  workspace: SlackWorkspace,
  base: () => string,
): (method: string, args: Args, granted: ReadonlySet<string> | 'all') => Args {
  const { messages, violations } = workspace;

  function existing(args: Args): StoredMessage {
    const message = workspace.find(String(args.channel), String(args.ts ?? args.timestamp));
    if (message === undefined) throw new SlackWord('message_not_found');
    return message;
  }

  function page(found: readonly StoredMessage[], args: Args): Args {
    const oldest = Number(args.oldest ?? 0);
    const limit = Math.min(Number(args.limit ?? 100), 15);
    const from = Number(args.cursor ?? 0);
    const within = found.filter(({ ts, seenBy }) => seenBy === 'all' && Number(ts) >= oldest).reverse();
    const shown = within.slice(from, from + limit);
    const more = from + limit < within.length;
    return {
      messages: shown.map(({ ts, text, blocks, author }) => ({ type: 'message', ts, text, blocks, user: author })),
      has_more: more,
      response_metadata: { next_cursor: more ? String(from + limit) : '' },
    };
  }

  const methods: Readonly<Record<string, Method>> = {
    'auth.test': () => ({ team_id: team, user_id: botUser, bot_id: botId, team: 'Test', url: 'https://t.slack.com/' }),

    'conversations.info': (args) => {
      const closed = workspace.closedChannels.get(String(args.channel));
      if (closed === 'channel_not_found') throw new SlackWord(closed);
      return { channel: { id: args.channel, is_member: closed === undefined, is_archived: closed === 'is_archived' } };
    },

    'chat.postMessage': (args) => {
      const message = workspace.post(args, 'chat.postMessage', 'all');
      return { channel: message.channel, ts: message.ts };
    },

    'chat.postEphemeral': (args) => {
      const message = workspace.post(args, 'chat.postEphemeral', String(args.user));
      return { message_ts: message.ts };
    },

    'chat.update': (args) => {
      const message = existing(args);
      if (message.author !== 'bot' || message.seenBy !== 'all') throw new SlackWord('cant_update_message');
      workspace.update(message, args, 'chat.update');
      return { channel: message.channel, ts: message.ts };
    },

    'reactions.add': (args) => {
      const { reactions } = existing(args);
      if (reactions.has(String(args.name))) throw new SlackWord('already_reacted');
      reactions.add(String(args.name));
      return {};
    },

    'reactions.remove': (args) => {
      if (!existing(args).reactions.delete(String(args.name))) throw new SlackWord('no_reaction');
      return {};
    },

    'users.info': (args) => {
      const known = workspace.people.get(String(args.user));
      return { user: { id: args.user, team_id: team, tz: 'Europe/Paris', is_admin: false, ...known } };
    },

    'views.open': (args) => {
      const view = args.view as Readonly<Record<string, unknown>>;
      const titles = [view.title, view.submit, view.close] as { readonly text: string }[];
      const metadata = String(view.private_metadata ?? '');
      const isUsed = workspace.views.some(({ trigger_id }) => trigger_id === args.trigger_id);
      const broken = [
        ...refusals(view.blocks, 'modal'),
        ...(view.type === 'modal' ? [] : ['the view is no modal']),
        ...titles.filter(({ text }) => text.length > 24).map(({ text }) => `"${text}" is longer than 24`),
        ...(metadata.length > 3000 ? ['private_metadata is longer than 3000'] : []),
      ];
      violations.push(...broken.map((rule) => `views.open: ${rule}`));
      if (broken.length > 0) throw new SlackWord('invalid_arguments');
      if (isUsed) throw new SlackWord('exchanged_trigger_id');
      workspace.views.push({ trigger_id: args.trigger_id, view });
      return { view: { id: `V${workspace.views.length}`, ...view } };
    },

    'views.publish': (args) => {
      const view = args.view as { readonly type?: unknown; readonly blocks?: unknown };
      const broken = [...refusals(view.blocks, 'home'), ...(view.type === 'home' ? [] : ['the view is no home'])];
      violations.push(...broken.map((rule) => `views.publish: ${rule}`));
      if (broken.length > 0) throw new SlackWord('invalid_arguments');
      workspace.homes.set(String(args.user_id), view);
      return { view: { id: 'V1' } };
    },

    'conversations.history': (args) =>
      page(
        messages.filter(({ channel, threadTs }) => channel === args.channel && threadTs === null),
        args,
      ),

    'conversations.replies': (args) =>
      page(
        messages.filter(
          ({ channel, threadTs, ts }) => channel === args.channel && [threadTs, ts].includes(String(args.ts)),
        ),
        args,
      ),

    'conversations.open': (args) => ({ channel: { id: directOf(String(args.users)) } }),

    'files.getUploadURLExternal': (args) => {
      const alternative = args.alt_text === undefined ? null : String(args.alt_text);
      workspace.files.push({ name: String(args.filename), content: '', alternative, channel: null, thread: null });
      return {
        upload_url: `${base()}/upload/${workspace.files.length - 1}`,
        file_id: `F${workspace.files.length - 1}`,
      };
    },

    'files.completeUploadExternal': (args) => {
      for (const { id } of args.files as { id: string }[]) {
        const place = Number(id.slice(1));
        const file = workspace.files[place];
        const thread = args.thread_ts === undefined ? null : String(args.thread_ts);
        if (file !== undefined) workspace.files[place] = { ...file, channel: String(args.channel_id), thread };
      }
      return { files: [] };
    },

    'assistant.threads.setSuggestedPrompts': (args) => {
      const prompts = args.prompts as { title: string; message: string }[];
      if (prompts.length < 1 || prompts.length > 4) throw new SlackWord('invalid_arguments');
      workspace.prompts.push(args);
      return {};
    },
  };

  return (method, args, granted) => {
    const scope = scopes[method];
    if (scope !== undefined && granted !== 'all' && !granted.has(scope)) {
      throw new SlackWord('missing_scope', { needed: scope, provided: [...granted].join(',') });
    }
    const run = methods[method];
    if (run === undefined) {
      violations.push(`unknown method ${method}`);
      throw new SlackWord('unknown_method');
    }
    return run(args);
  };
}
