import { type Logger, LogLevel } from '@slack/bolt';

/** Where the adapter tells what happens to it; pino fits. Never handed a message text or a token. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const secrets = [
  /\bx(?:ox[a-z]|app|oxe\.xox[a-z])-[\w.-]+/g,
  /\bBearer\s+\S+/gi,
  /\b(?:ticket|token|client_secret|code|state|refresh_token)=[^&\s"']+/gi,
  /https:\/\/hooks\.slack\.com\/\S+/g,
] as const;

/** Takes out whatever looks like a credential: tokens, socket tickets, addresses that anyone may post to. */
export function withoutSecrets(text: string): string {
  return secrets.reduce<string>((clean, secret) => clean.replace(secret, '[secret]'), text);
}

/**
 * Slack's libraries log through this. Their debug lines hold whole requests, so they are dropped, and of errors only
 * the message is kept, since their properties hold requests and answers.
 */
export function loggerFor(log: Log): Logger {
  const write =
    (level: 'info' | 'warn' | 'error') =>
    (...parts: unknown[]) => {
      log[level](
        { platform: 'slack' },
        parts
          .map(describe)
          .filter((part) => part !== '')
          .join(' '),
      );
    };
  return {
    debug() {},
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    setLevel() {},
    // Bolt reads the level to decide whether to log whole payloads.
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}

/** For those who tell what they met by themselves. */
export const silent: Logger = loggerFor({ debug() {}, info() {}, warn() {}, error() {} });

function describe(part: unknown): string {
  if (part instanceof Error) return withoutSecrets(part.message);
  return typeof part === 'string' ? withoutSecrets(part) : '';
}
