import type { AppOptions, HTTPReceiver, Receiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { httpReceiver, mounted } from './http.ts';
import { loggerFor } from './log.ts';
import type { SlackOptions } from './slack.ts';
import { socketReceiver } from './socket.ts';
import { installedWorkspaces, singleWorkspace, type Workspaces } from './workspaces.ts';

/** How events come in, and with which tokens answers go out. */
export interface Transport {
  readonly receiver: Receiver;
  readonly workspaces: Workspaces;
  /** Asked by Bolt before it acknowledges an event: it must not wait for Slack. */
  readonly authorize: NonNullable<AppOptions['authorize']>;
}

interface TransportOptions extends Pick<SlackOptions, 'mode' | 'log' | 'now' | 'onState' | 'onToken'> {
  readonly clientOptions: WebClientOptions;
  readonly timeoutMs: number;
  readonly waitsMs: readonly number[];
}

export function createTransport(options: TransportOptions): Transport {
  const { mode } = options;
  if (mode.kind === 'oauth') return installed(httpReceiver(mode, options.clientOptions, options.log), mode, options);
  const receiver =
    mode.kind === 'socket'
      ? socketReceiver({
          ...options,
          appToken: mode.appToken,
          connections: mode.connections ?? 2,
          onState: options.onState ?? (() => {}),
        })
      : mounted(httpReceiver(mode, options.clientOptions, options.log), mode.mount);
  const onToken = options.onToken ?? (() => {});
  const workspaces = singleWorkspace(clientFor(mode.botToken, options), { ...options, onToken });
  return { receiver, workspaces, authorize: async () => ({ botToken: mode.botToken, ...workspaces.known() }) };
}

function installed(
  receiver: HTTPReceiver,
  mode: Extract<SlackOptions['mode'], { kind: 'oauth' }>,
  options: TransportOptions,
): Transport {
  const { installer } = receiver;
  if (installer === undefined) throw new Error('Bolt made no installer, though it was given what OAuth takes');
  const workspaces = installedWorkspaces({
    authorize: (source) => installer.authorize(source),
    remove: (space) => mode.oauth.installations.remove(space),
    clientFor: (token) => clientFor(token, options),
    log: options.log,
  });
  return {
    receiver: mounted(receiver, mode.mount),
    workspaces,
    authorize: (source) => installer.authorize(source),
  };
}

function clientFor(token: string, { clientOptions, log }: TransportOptions): WebClient {
  return new WebClient(token, { ...clientOptions, logger: loggerFor(log) });
}
