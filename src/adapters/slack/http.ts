import { createHmac } from 'node:crypto';
import { type App, HTTPReceiver, type HTTPReceiverOptions, type Receiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { createInstallations } from './installations.ts';
import { type Log, loggerFor } from './log.ts';
import { botScopes } from './manifest.ts';
import type { Mount, OAuthOptions, SlackMode } from './slack.ts';

type HttpMode = Exclude<SlackMode, { kind: 'socket' }>;

const paths = { events: '/slack/events', install: '/slack/install', redirect: '/slack/oauth_redirect' } as const;

/** Receives signed requests, and with OAuth also those who install the app; it listens on no port of its own. */
export function httpReceiver(mode: HttpMode, clientOptions: WebClientOptions, log: Log): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret: mode.signingSecret,
    endpoints: [paths.events],
    logger: loggerFor(log),
    ...(mode.kind === 'oauth' && installing(mode.oauth, clientOptions)),
  });
}

function installing(oauth: OAuthOptions, clientOptions: WebClientOptions): Partial<HTTPReceiverOptions> {
  const [secret] = oauth.secrets;
  return {
    clientId: oauth.clientId,
    clientSecret: oauth.clientSecret,
    // The same through a restart, so that an install begun before it can be finished; another use, another secret.
    stateSecret: createHmac('sha256', secret).update('slack oauth state').digest('base64url'),
    scopes: [...(oauth.scopes ?? botScopes())],
    redirectUri: new URL(paths.redirect, oauth.publicUrl).href,
    installationStore: createInstallations({ store: oauth.installations, secrets: oauth.secrets }),
    installerOptions: {
      installPath: paths.install,
      redirectUriPath: paths.redirect,
      clientOptions,
      ...(oauth.authorizationUrl !== undefined && { authorizationUrl: oauth.authorizationUrl }),
    },
  };
}

/** Takes part in somebody else's HTTP server from start to stop. */
export function mounted(receiver: HTTPReceiver, mount: Mount): Receiver {
  let unmount = () => {};
  return {
    init(app: App) {
      receiver.init(app);
    },
    async start() {
      unmount = mount({
        paths: Object.values(paths),
        listener(request, response) {
          try {
            receiver.requestListener(request, response);
          } catch {
            // Bolt throws for what is none of its paths and methods.
            response.writeHead(404).end();
          }
        },
      });
    },
    async stop() {
      unmount();
    },
  };
}
