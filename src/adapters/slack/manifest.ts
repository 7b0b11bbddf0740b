import { Document, isScalar, isSeq } from 'yaml';

/** A permission that the app asks for. */
export interface SlackScope {
  readonly name: string;
  /** What would not work without it. */
  readonly reason: string;
  /** Without these there is no bot; the others can be left out with `--minimal`. */
  readonly needed: boolean;
}

/** Each scope with its reason: the manifest and the README are made from this table. */
export const slackScopes: readonly SlackScope[] = [
  { name: 'app_mentions:read', reason: 'hears questions that mention it', needed: true },
  { name: 'chat:write', reason: 'answers', needed: true },
  { name: 'commands', reason: 'offers /verbatim and "Check this quote"', needed: true },
  { name: 'im:history', reason: 'hears direct messages', needed: true },
  {
    name: 'channels:history',
    reason: 'hears follow-ups in a thread without a new mention, and finds an answer again that a crash left open',
    needed: false,
  },
  { name: 'groups:history', reason: 'the same in private channels that it was invited into', needed: false },
  { name: 'mpim:history', reason: 'the same in group conversations', needed: false },
  { name: 'channels:read', reason: '"doctor" tells of each channel whether the bot is in it', needed: false },
  { name: 'groups:read', reason: 'the same of private channels', needed: false },
  { name: 'im:write', reason: 'sends exports as a direct message', needed: false },
  { name: 'files:write', reason: 'attaches exports', needed: false },
  { name: 'reactions:write', reason: 'shows 👀 on a question whose answer takes a while', needed: false },
  { name: 'users:read', reason: "reads dates in each person's time zone, and who administers", needed: false },
  { name: 'assistant:write', reason: 'suggests questions when its direct messages are opened', needed: false },
];

/** Callback of the shortcut "Check this quote". */
export const checkShortcut = 'check_quote';

interface ManifestOptions {
  /** Public address of this bot, for Slack over HTTP; Socket Mode when absent. */
  readonly http?: string;
  /** Only the scopes without which there is no bot. */
  readonly minimal?: boolean;
}

interface Event {
  readonly name: string;
  readonly scope: string | null;
}

const events: readonly Event[] = [
  { name: 'app_mention', scope: 'app_mentions:read' },
  { name: 'message.im', scope: 'im:history' },
  { name: 'message.channels', scope: 'channels:history' },
  { name: 'message.groups', scope: 'groups:history' },
  { name: 'message.mpim', scope: 'mpim:history' },
  { name: 'app_home_opened', scope: null },
  { name: 'app_uninstalled', scope: null },
  { name: 'tokens_revoked', scope: null },
];

/** The names of the scopes to ask for, also those of an OAuth install. */
export function botScopes({ minimal = false }: Pick<ManifestOptions, 'minimal'> = {}): string[] {
  return slackScopes.filter(({ needed }) => needed || !minimal).map(({ name }) => name);
}

/** What api.slack.com/apps > Create New App > From a manifest takes. */
export function slackManifest({ http, minimal = false }: ManifestOptions = {}) {
  const scopes = botScopes({ minimal });
  const address = http === undefined ? null : new URL('/slack/events', http).href;
  const redirect = http === undefined ? null : new URL('/slack/oauth_redirect', http).href;
  return {
    display_information: {
      name: 'Verbatim',
      description: 'Ask your news: the exact words, who said them, and where',
      background_color: '#1f2933',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Verbatim', always_online: true },
      shortcuts: [
        {
          name: 'Check this quote',
          type: 'message',
          callback_id: checkShortcut,
          description: 'Did they really say that? Compares the words with the articles',
        },
      ],
      slash_commands: [
        {
          command: '/verbatim',
          description: 'Ask your news',
          usage_hint: 'help | ask ... | quotes Rubio about:Iran | check "..."',
          should_escape: false,
          ...(address !== null && { url: address }),
        },
      ],
      ...(!minimal && {
        agent_view: { agent_description: 'Finds what somebody said in your news, word for word, with its source' },
      }),
    },
    oauth_config: {
      ...(redirect !== null && { redirect_urls: [redirect] }),
      scopes: { bot: scopes },
    },
    settings: {
      event_subscriptions: {
        ...(address !== null && { request_url: address }),
        bot_events: events.filter(({ scope }) => scope === null || scopes.includes(scope)).map(({ name }) => name),
      },
      interactivity: { is_enabled: true, ...(address !== null && { request_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: address === null,
      token_rotation_enabled: false,
    },
  };
}

/** The manifest as YAML, with the reason of each scope behind it. */
export function slackManifestYaml(options: ManifestOptions = {}): string {
  const document = new Document(slackManifest(options));
  const scopes = document.getIn(['oauth_config', 'scopes', 'bot'], true);
  if (isSeq(scopes)) {
    for (const item of scopes.items) {
      const scope = isScalar(item) ? slackScopes.find(({ name }) => name === item.value) : undefined;
      if (isScalar(item) && scope !== undefined) item.comment = ` ${scope.reason}`;
    }
  }
  return document.toString({ lineWidth: 0 });
}
