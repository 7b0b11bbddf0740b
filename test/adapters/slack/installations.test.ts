import type { Installation } from '@slack/oauth';
import { describe, expect, test } from 'vitest';
import { createInstallations, InstallationError } from '../../../src/adapters/slack/installations.ts';

const secret = 'a secret of some length';
const newer = 'another secret, in use now';

function rows() {
  const kept = new Map<string, string>();
  return {
    kept,
    put: (team: string, sealed: string) => void kept.set(team, sealed),
    get: (team: string) => kept.get(team) ?? null,
    remove: (team: string) => void kept.delete(team),
  };
}

function installation(team: string): Installation<'v2', false> {
  return {
    team: { id: team, name: 'Test' },
    enterprise: undefined,
    user: { id: 'U1', token: 'xoxp-of-a-person', scopes: ['chat:write'] },
    bot: { id: 'B1', userId: 'U2', token: `xoxb-of-${team}`, scopes: ['chat:write'] },
    appId: 'A1',
    authVersion: 'v2',
    isEnterpriseInstall: false,
  };
}

const of = (teamId: string) => ({ teamId, enterpriseId: undefined, isEnterpriseInstall: false }) as const;

describe('createInstallations()', () => {
  test("gives back the bot's token and keeps nothing readable, and no person's token", async () => {
    const store = rows();
    const installations = createInstallations({ store, secrets: [secret] });
    await installations.storeInstallation(installation('T1'));
    const sealed = store.kept.get('T1') ?? '';
    expect(sealed).toMatch(/^v1\.[\w-]+(?:\.[\w-]+){4}$/);
    const found = await installations.fetchInstallation(of('T1'));
    expect(found.bot?.token).toBe('xoxb-of-T1');
    expect(found.user.token).toBeUndefined();
  });

  test('seals the same twice in two ways', async () => {
    const store = rows();
    const installations = createInstallations({ store, secrets: [secret] });
    await installations.storeInstallation(installation('T1'));
    const first = store.kept.get('T1');
    await installations.storeInstallation(installation('T1'));
    expect(store.kept.get('T1')).not.toBe(first);
  });

  test('opens nothing that was put in the place of another workspace', async () => {
    const store = rows();
    const installations = createInstallations({ store, secrets: [secret] });
    await installations.storeInstallation(installation('T1'));
    store.kept.set('T2', store.kept.get('T1') ?? '');
    await expect(installations.fetchInstallation(of('T2'))).rejects.toThrow(/what is stored was changed/);
  });

  test.each([2, 3, 4, 5])('opens nothing whose part %d was changed', async (place) => {
    const store = rows();
    const installations = createInstallations({ store, secrets: [secret] });
    await installations.storeInstallation(installation('T1'));
    const parts = (store.kept.get('T1') ?? '').split('.');
    const bytes = Buffer.from(parts[place] ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[place] = bytes.toString('base64url');
    store.kept.set('T1', parts.join('.'));
    await expect(installations.fetchInstallation(of('T1'))).rejects.toBeInstanceOf(InstallationError);
  });

  test('opens what a former secret sealed, seals it anew, and then needs that secret no more', async () => {
    const store = rows();
    await createInstallations({ store, secrets: [secret] }).storeInstallation(installation('T1'));
    const rotating = createInstallations({ store, secrets: [newer, secret] });
    expect((await rotating.fetchInstallation(of('T1'))).bot?.token).toBe('xoxb-of-T1');
    const after = createInstallations({ store, secrets: [newer] });
    expect((await after.fetchInstallation(of('T1'))).bot?.token).toBe('xoxb-of-T1');
  });

  test('says what to do when the secret is another', async () => {
    const store = rows();
    await createInstallations({ store, secrets: [secret] }).storeInstallation(installation('T1'));
    const other = createInstallations({ store, secrets: [newer] });
    await expect(other.fetchInstallation(of('T1'))).rejects.toThrow(
      /sealed with another VERBATIM_SECRET; set that one/,
    );
  });

  test('refuses a secret that is too short, an organization, and a workspace that is not there', async () => {
    const store = rows();
    expect(() => createInstallations({ store, secrets: ['short'] })).toThrow(/16 characters or more/);
    const installations = createInstallations({ store, secrets: [secret] });
    await expect(installations.fetchInstallation(of('T9'))).rejects.toThrow(
      /not installed in the Slack workspace "T9"/,
    );
    const whole = { ...installation('T1'), isEnterpriseInstall: true };
    await expect(installations.storeInstallation(whole)).rejects.toThrow(/choose one workspace/);
  });

  test('forgets', async () => {
    const store = rows();
    const installations = createInstallations({ store, secrets: [secret] });
    await installations.storeInstallation(installation('T1'));
    await installations.deleteInstallation(of('T1'));
    expect(store.kept.size).toBe(0);
  });

  test('tells no token in any error', async () => {
    const store = rows();
    await createInstallations({ store, secrets: [secret] }).storeInstallation(installation('T1'));
    const error = await createInstallations({ store, secrets: [newer] })
      .fetchInstallation(of('T1'))
      .catch((fault: Error) => fault);
    expect(String(error)).not.toMatch(/xox/);
  });
});
