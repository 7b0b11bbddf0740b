import { botUser, directOf, type StoredMessage, team } from './server/workspace.ts';

/** What Slack sends, as its reference shows it: fields that are not read are there as well. */

let events = 0;

export function userId(name: string): string {
  return `U0${name.toUpperCase()}`;
}

/** A person's words as Slack passes them on. */
export function typed(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

export function eventCallback(event: Readonly<Record<string, unknown>>) {
  events += 1;
  return {
    token: 'verification',
    team_id: team,
    api_app_id: 'A0VERBATIM',
    event,
    type: 'event_callback',
    event_id: `Ev${events}`,
    event_time: 1_747_207_800,
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

export function messageEvent(
  { ts, channel, threadTs, author, text }: StoredMessage,
  fields: Readonly<Record<string, unknown>> = {},
) {
  return {
    type: 'message',
    channel,
    channel_type: channel.startsWith('D') ? 'im' : 'channel',
    user: author,
    text,
    ts,
    event_ts: ts,
    team,
    ...(threadTs !== null && { thread_ts: threadTs }),
    ...fields,
  };
}

export function editedEvent(message: StoredMessage, text: string, editedTs: string) {
  const { type: _type, channel: _channel, channel_type, ...before } = messageEvent(message);
  return {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: message.channel,
    channel_type,
    ts: editedTs,
    event_ts: editedTs,
    message: { ...before, type: 'message', text, edited: { user: message.author, ts: editedTs } },
    previous_message: { ...before, type: 'message' },
  };
}

let triggers = 0;

function triggerId(): string {
  triggers += 1;
  return `${triggers}.0.trigger`;
}

export function slashCommand(user: string, channel: string, text: string, responseUrl: string, command = '/verbatim') {
  return {
    token: 'verification',
    team_id: team,
    team_domain: 'test',
    channel_id: channel,
    channel_name: 'news',
    user_id: user,
    user_name: user.toLowerCase(),
    command,
    text,
    api_app_id: 'A0VERBATIM',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId(),
  };
}

export function messageShortcut(user: string, chosen: StoredMessage, responseUrl: string) {
  return {
    type: 'message_action',
    callback_id: 'check_quote',
    trigger_id: triggerId(),
    message_ts: chosen.ts,
    response_url: responseUrl,
    team: { id: team, domain: 'test' },
    channel: { id: chosen.channel, name: 'news' },
    user: { id: user, name: user.toLowerCase(), team_id: team },
    message: {
      type: 'message',
      user: chosen.author,
      ts: chosen.ts,
      text: chosen.text,
      ...(chosen.threadTs !== null && { thread_ts: chosen.threadTs }),
    },
    is_enterprise_install: false,
    enterprise: null,
  };
}

export function buttonPressed(user: string, bearing: StoredMessage, actionId: string, responseUrl: string) {
  const isEphemeral = bearing.seenBy !== 'all';
  return {
    type: 'block_actions',
    user: { id: user, name: user.toLowerCase(), team_id: team },
    api_app_id: 'A0VERBATIM',
    token: 'verification',
    container: {
      type: 'message',
      message_ts: bearing.ts,
      channel_id: bearing.channel,
      is_ephemeral: isEphemeral,
      ...(bearing.threadTs !== null && { thread_ts: bearing.threadTs }),
    },
    trigger_id: triggerId(),
    team: { id: team, domain: 'test' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: bearing.channel, name: 'news' },
    // Of a message that one person sees alone Slack sends no more than where it was.
    ...(!isEphemeral && {
      message: {
        type: 'message',
        user: botUser,
        ts: bearing.ts,
        text: bearing.text,
        blocks: bearing.blocks,
        ...(bearing.threadTs !== null && { thread_ts: bearing.threadTs }),
      },
    }),
    response_url: responseUrl,
    actions: [
      {
        action_id: actionId,
        block_id: 'b',
        text: { type: 'plain_text', text: 'More', emoji: false },
        type: 'button',
        action_ts: '1747207999.000001',
      },
    ],
  };
}

/** What stands in a view, changed by what was typed, as Slack sends it. */
export function viewSubmitted(
  user: string,
  view: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, string>>,
) {
  const fields = view.blocks as {
    readonly block_id: string;
    readonly element: {
      readonly type: string;
      readonly action_id: string;
      readonly initial_value?: string;
      readonly initial_option?: { readonly value: string };
    };
  }[];
  const state = fields.map(({ block_id, element: { type, action_id, initial_value, initial_option } }) => {
    const value = values[block_id] ?? initial_value ?? initial_option?.value ?? null;
    const filled =
      type === 'static_select'
        ? { type, selected_option: value === null ? null : { text: { type: 'plain_text', text: value }, value } }
        : { type, value };
    return [block_id, { [action_id]: filled }];
  });
  return {
    type: 'view_submission',
    team: { id: team, domain: 'test' },
    user: { id: user, name: user.toLowerCase(), team_id: team },
    api_app_id: 'A0VERBATIM',
    token: 'verification',
    trigger_id: triggerId(),
    view: { ...view, id: 'V1', hash: '156772938.1827394', team_id: team, state: { values: Object.fromEntries(state) } },
    response_urls: [],
    is_enterprise_install: false,
    enterprise: null,
  };
}

export function homeOpened(user: string, tab: 'home' | 'messages') {
  return { type: 'app_home_opened', user, channel: directOf(user), tab, event_ts: `1747207900.0${++triggers}` };
}
