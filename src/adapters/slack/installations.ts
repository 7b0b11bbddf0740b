import { createCipheriv, createDecipheriv, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { Installation, InstallationQuery, InstallationStore } from '@slack/oauth';
import { z } from 'zod';

/** Where installations are kept, sealed; the archive does. Keys are ids of workspaces. */
export interface SealedInstallations {
  put(team: string, sealed: string): void;
  get(team: string): string | null;
  remove(team: string): void;
}

interface InstallationsOptions {
  readonly store: SealedInstallations;
  /**
   * `VERBATIM_SECRET`, the one in use first. Those that were in use before follow: what they sealed can be opened, and
   * is sealed again with the first when it is next read.
   */
  readonly secrets: readonly [string, ...string[]];
}

/** A secret that cannot be used, or an installation that cannot be opened. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
}

const shortestSecret = 16;
const cipher = 'aes-256-gcm';
/** 2^15 rounds: some 60 ms, once for each workspace and start. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const deriveKey = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** `version.key id.salt.iv.tag.ciphertext`, each in base64url. */
const sealedShape = /^v1\.([\w-]+)\.([\w-]+)\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const botInstallation = z.looseObject({
  team: z.object({ id: z.string() }),
  bot: z.looseObject({ token: z.string(), userId: z.string() }),
});

/**
 * Tokens of the workspaces into which the app was installed, each under a key of its own: scrypt over the secret and a
 * random salt. The workspace's id is authenticated with it, so that a row put in another's place does not open. Only
 * the bot's token is kept; a person's never is.
 *
 * @throws {InstallationError} when the secret is shorter than 16 characters
 */
export function createInstallations({ store, secrets }: InstallationsOptions): Required<InstallationStore> {
  if (secrets.some((secret) => secret.length < shortestSecret)) {
    throw new InstallationError(
      `Cannot keep Slack installations: VERBATIM_SECRET must have ${shortestSecret} characters or more, for example what "openssl rand -base64 32" prints`,
    );
  }
  const keys = new Map<string, Promise<Buffer>>();

  function keyFor(secret: string, salt: Buffer): Promise<Buffer> {
    const name = `${secrets.indexOf(secret)} ${salt.toString('base64url')}`;
    const key = keys.get(name) ?? deriveKey(secret, salt, 32, cost);
    keys.set(name, key);
    return key;
  }

  /** Tells which secret sealed a row. Derived as slowly as a key, so that it is no shortcut to guess the secret. */
  const keyIds = new Map<string, Promise<string>>();
  function keyIdOf(secret: string): Promise<string> {
    const id =
      keyIds.get(secret) ??
      deriveKey(secret, Buffer.from('verbatim key id'), 6, cost).then((bytes) => bytes.toString('base64url'));
    keyIds.set(secret, id);
    return id;
  }

  async function seal(team: string, text: string): Promise<string> {
    const [secret] = secrets;
    const salt = randomBytes(16);
    const iv = randomBytes(12);
    const sealing = createCipheriv(cipher, await keyFor(secret, salt), iv).setAAD(boundTo(team));
    const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    const parts = [salt, iv, sealing.getAuthTag(), body].map((part) => part.toString('base64url'));
    return ['v1', await keyIdOf(secret), ...parts].join('.');
  }

  async function open(team: string, sealed: string): Promise<{ text: string; isCurrent: boolean }> {
    const [, keyId = '', ...parts] = sealedShape.exec(sealed) ?? [];
    const [salt, iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
    const ids = await Promise.all(secrets.map(keyIdOf));
    const secret = secrets[ids.indexOf(keyId)];
    if (secret === undefined || !salt || !iv || !tag || !body) {
      throw new InstallationError(
        `Cannot open the Slack installation of "${team}": it was sealed with another VERBATIM_SECRET; set that one, or install the app there again`,
      );
    }
    try {
      const opening = createDecipheriv(cipher, await keyFor(secret, salt), iv)
        .setAAD(boundTo(team))
        .setAuthTag(tag);
      const text = opening.update(body, undefined, 'utf8') + opening.final('utf8');
      return { text, isCurrent: secret === secrets[0] };
    } catch (cause) {
      throw new InstallationError(`Cannot open the Slack installation of "${team}": what is stored was changed`, {
        cause,
      });
    }
  }

  return {
    async storeInstallation(installation) {
      const team = installation.team?.id;
      if (team === undefined || installation.isEnterpriseInstall === true) {
        throw new InstallationError('Cannot install into a whole organization: choose one workspace');
      }
      const { user, incomingWebhook: _unused, ...rest } = installation;
      const kept = { ...rest, user: { id: user.id, token: undefined, scopes: undefined } };
      store.put(team, await seal(team, JSON.stringify(kept)));
    },

    async fetchInstallation(query) {
      const team = teamOf(query);
      const sealed = store.get(team);
      if (sealed === null) throw new InstallationError(`The app is not installed in the Slack workspace "${team}"`);
      const { text, isCurrent } = await open(team, sealed);
      const installation: unknown = JSON.parse(text);
      if (!isBotInstallation(installation))
        throw new InstallationError(`The Slack installation of "${team}" has no bot`);
      if (!isCurrent) store.put(team, await seal(team, text));
      return installation;
    },

    async deleteInstallation(query) {
      store.remove(teamOf(query));
    },
  };
}

function isBotInstallation(value: unknown): value is Installation<'v2', false> {
  return botInstallation.safeParse(value).success;
}

function teamOf({ teamId }: InstallationQuery<boolean>): string {
  if (teamId === undefined) throw new InstallationError('Slack named no workspace');
  return teamId;
}

function boundTo(team: string): Buffer {
  return Buffer.from(`slack installation of ${team}`);
}
