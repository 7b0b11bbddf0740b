/** Where the adapter tells what happens to it; pino fits. Never handed a message text or a token. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
