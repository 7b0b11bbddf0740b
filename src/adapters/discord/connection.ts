import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  type Interaction,
  type Message,
  Options,
  Partials,
} from 'discord.js';
import { judgeFault } from './faults.ts';
import type { Log } from './log.ts';
import { pause } from './pause.ts';

export type ConnectionState = 'connecting' | 'connected' | 'refused';

interface ConnectionOptions {
  readonly token: string;
  readonly api?: string;
  readonly requestMs: number;
  /** Whether to ask for the privileged Message Content intent. */
  readonly messageContent: boolean;
  readonly log: Log;
  /** Pause before the second attempt to log in; each further one takes twice as long. */
  readonly reconnectMs: number;
  /** `why` is told with `refused`. */
  readonly onState: (state: ConnectionState, why?: string) => void;
  readonly onReady: (client: Client<true>) => void;
  readonly onMessage: (message: Message, client: Client<true>) => void;
  readonly onEdited: (message: Message, client: Client<true>) => void;
  readonly onInteraction: (interaction: Interaction) => void;
  readonly onGuildGone: (guild: string) => void;
}

/** Why a connection came to its end. */
type End =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'disallowed intents' }
  /** No further attempt helps. */
  | { readonly kind: 'refused'; readonly why: string; readonly remedy: string }
  | { readonly kind: 'failed'; readonly why: string };

const longestReconnectMs = 300_000;
const portal = 'discord.com/developers/applications > your application > Bot';

/**
 * Keeps a client logged in until `signal` aborts. What Discord refuses for good (the token) is said in the log, and
 * nothing more is tried: the process has other platforms to serve.
 */
export async function stayConnected(options: ConnectionOptions, signal: AbortSignal): Promise<void> {
  const { log, reconnectMs, onState } = options;
  let asksForContent = options.messageContent;
  let waitMs = reconnectMs;
  while (!signal.aborted) {
    onState('connecting');
    const began = performance.now();
    const end = await connectOnce(options, asksForContent, signal);
    if (end.kind === 'stopped') return;
    if (end.kind === 'disallowed intents' && asksForContent) {
      log.warn(
        {
          platform: 'discord',
          why: '4014 disallowed intents',
          remedy: `switch it on at ${portal} > Privileged Gateway Intents > Message Content Intent, or unset DISCORD_MESSAGE_CONTENT`,
        },
        'Discord does not let this application read message content: going on without. In threads a follow-up needs a mention or a reply that pings the bot',
      );
      asksForContent = false;
      continue;
    }
    if (end.kind === 'refused' || end.kind === 'disallowed intents') {
      const { why, remedy } =
        end.kind === 'refused' ? end : { why: '4014 disallowed intents', remedy: `look at ${portal}` };
      log.error({ platform: 'discord', why, remedy }, 'Discord refuses the connection; the bot is not served there');
      onState('refused', why);
      return;
    }
    // A connection that stood for long ended for another reason than the attempts before it.
    if (performance.now() - began > longestReconnectMs) waitMs = reconnectMs;
    log.warn({ platform: 'discord', why: end.why, againInMs: waitMs }, 'The connection to Discord failed');
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, longestReconnectMs);
  }
}

async function connectOnce(options: ConnectionOptions, asksForContent: boolean, signal: AbortSignal): Promise<End> {
  const client = createClient(options, asksForContent);
  const ended = Promise.withResolvers<End>();
  const stop = () => ended.resolve({ kind: 'stopped' });
  signal.addEventListener('abort', stop, { once: true });
  // The code comes with this event only; the error that follows says less.
  client.on(Events.ShardDisconnect, ({ code }) => ended.resolve(endOf(code)));
  client.on(Events.Invalidated, () => ended.resolve({ kind: 'failed', why: 'the session was invalidated' }));
  listen(client, options);
  client.login(options.token).catch((error: unknown) => ended.resolve(endOfLogin(error)));
  const end = await ended.promise;
  signal.removeEventListener('abort', stop);
  await client.destroy();
  return end;
}

function createClient({ api, requestMs }: ConnectionOptions, asksForContent: boolean): Client {
  const { Guilds, GuildMessages, DirectMessages, MessageContent } = GatewayIntentBits;
  return new Client({
    intents: [Guilds, GuildMessages, DirectMessages, ...(asksForContent ? [MessageContent] : [])],
    // Direct messages come from channels that were never announced; edits may be of messages no longer remembered.
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [] },
    // One process, as many connections as Discord advises: above 2,500 servers one is refused.
    shards: 'auto',
    // What happens before all servers have reported is held back; an interaction is forgotten after 3 s.
    waitGuildTimeout: 1_000,
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      // Enough to know whose message is replied to.
      MessageManager: 25,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      GuildMemberManager: { maxSize: 50, keepOverLimit: ({ id, client }) => id === client.user.id },
      UserManager: { maxSize: 200, keepOverLimit: ({ id, client }) => id === client.user?.id },
    }),
    rest: { timeout: requestMs, ...(api !== undefined && { api }) },
  });
}

function listen(client: Client, options: ConnectionOptions): void {
  const { log } = options;
  // Without this listener whatever fails inside the library ends the process.
  client.on(Events.Error, (error) =>
    log.warn({ platform: 'discord', why: wordOf(error) }, 'The Discord client met an error'),
  );
  client.on(Events.ShardError, (error) => log.debug({ platform: 'discord', why: wordOf(error) }, 'A connection broke'));
  client.on(Events.ShardReconnecting, () => options.onState('connecting'));
  client.on(Events.ShardResume, () => options.onState('connected'));
  client.on(Events.ShardReady, () => options.onState('connected'));
  client.once(Events.ClientReady, options.onReady);
  client.on(Events.MessageCreate, (message) => {
    if (client.isReady()) options.onMessage(message, client);
  });
  client.on(Events.MessageUpdate, (_old, message) => {
    if (client.isReady() && !message.partial) options.onEdited(message, client);
  });
  client.on(Events.InteractionCreate, options.onInteraction);
  client.on(Events.GuildDelete, ({ id }) => options.onGuildGone(id));
}

function endOf(code: number): End {
  switch (code) {
    case GatewayCloseCodes.DisallowedIntents:
      return { kind: 'disallowed intents' };
    case GatewayCloseCodes.AuthenticationFailed:
      return tokenRefused('4004 authentication failed');
    default:
      return { kind: 'failed', why: `closed with ${code}` };
  }
}

function endOfLogin(error: unknown): End {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return tokenRefused('401 Unauthorized');
  return { kind: 'failed', why: wordOf(error) };
}

function tokenRefused(why: string): End {
  return {
    kind: 'refused',
    why,
    remedy: `the token is not valid, or was reset: ${portal} > Reset Token, then set DISCORD_TOKEN and start again`,
  };
}

/** What an error may say in a log: its code, else the first line of what the library itself wrote. */
function wordOf(error: unknown): string {
  const { why } = judgeFault(error);
  if (why !== 'no answer' || !(error instanceof Error)) return why;
  const [first = ''] = error.message.split('\n');
  return first.slice(0, 200);
}
