import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type ScryptOptions, scrypt } from 'node:crypto';
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
/** Some 100 ms, once for each secret and start. */
const cost: ScryptOptions = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const stretch = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);

/** What is made of a secret: the key under which all others are derived, and by what a row tells which secret it needs. */
interface Stretched {
  readonly master: Buffer;
  readonly id: string;
}

/** `version.key id.salt.iv.tag.ciphertext`, each in base64url. */
const sealedShape = /^v1\.([\w-]+)\.([\w-]+)\.([\w-]+)\.([\w-]+)\.([\w-]+)$/;

const botInstallation = z.looseObject({
  team: z.object({ id: z.string() }),
  bot: z.looseObject({ token: z.string(), userId: z.string() }),
});

/**
 * Tokens of the workspaces into which the app was installed. Each row has a key of its own, derived with a random salt
 * from the secret, which is stretched with scrypt once: that salt is fixed, since there is one secret and no list of
 * passwords to guess at together. The workspace's id is authenticated with it, so that a row put in another's place does not open. Only
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
  let stretching: Promise<readonly Stretched[]> | null = null;

  function stretched(): Promise<readonly Stretched[]> {
    stretching ??= Promise.all(
      secrets.map(async (secret) => {
        const bytes = await stretch(secret, 'verbatim slack installations', 38, cost);
        return { master: bytes.subarray(0, 32), id: bytes.subarray(32).toString('base64url') };
      }),
    );
    return stretching;
  }

  async function seal(team: string, text: string): Promise<string> {
    const [current] = await stretched();
    if (current === undefined) throw new InstallationError('There is no secret to seal with');
    const salt = randomBytes(16);
    const iv = randomBytes(12);
    const sealing = createCipheriv(cipher, keyOf(current, salt), iv).setAAD(boundTo(team));
    const body = Buffer.concat([sealing.update(text, 'utf8'), sealing.final()]);
    const parts = [salt, iv, sealing.getAuthTag(), body].map((part) => part.toString('base64url'));
    return ['v1', current.id, ...parts].join('.');
  }

  async function open(team: string, sealed: string): Promise<{ text: string; isCurrent: boolean }> {
    const [, id, ...parts] = sealedShape.exec(sealed) ?? [];
    const [salt, iv, tag, body] = parts.map((part) => Buffer.from(part, 'base64url'));
    const known = await stretched();
    const used = known.find((one) => one.id === id);
    if (!used || !salt || !iv || !tag || !body) {
      throw new InstallationError(
        `Cannot open the Slack installation of "${team}": it was sealed with another VERBATIM_SECRET; set that one, or install the app there again`,
      );
    }
    try {
      const opening = createDecipheriv(cipher, keyOf(used, salt), iv).setAAD(boundTo(team)).setAuthTag(tag);
      const text = opening.update(body, undefined, 'utf8') + opening.final('utf8');
      return { text, isCurrent: used === known[0] };
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

function keyOf({ master }: Stretched, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', master, salt, 'slack installation', 32));
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
