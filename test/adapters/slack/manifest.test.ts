import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { botScopes, slackManifest, slackManifestYaml, slackScopes } from '../../../src/adapters/slack/manifest.ts';

describe('slackManifest()', () => {
  test('is for Socket Mode, where Slack needs no address', () => {
    const { settings } = slackManifest();
    expect(settings.socket_mode_enabled).toBe(true);
    expect(JSON.stringify(slackManifest())).not.toContain('url');
  });

  test('names one address for events, interactivity and commands over HTTP', () => {
    const { settings, features, oauth_config } = slackManifest({ http: 'https://bot.example.org/' });
    const address = 'https://bot.example.org/slack/events';
    expect(settings.socket_mode_enabled).toBe(false);
    expect(settings.event_subscriptions).toMatchObject({ request_url: address });
    expect(settings.interactivity).toMatchObject({ request_url: address });
    expect(features.slash_commands[0]).toMatchObject({ url: address });
    expect(oauth_config).toMatchObject({ redirect_urls: ['https://bot.example.org/slack/oauth_redirect'] });
  });

  test('asks for few scopes with minimal, and only for events that these allow', () => {
    const { oauth_config, settings, features } = slackManifest({ minimal: true });
    expect(oauth_config.scopes.bot).toEqual(['app_mentions:read', 'chat:write', 'commands', 'im:history']);
    expect(settings.event_subscriptions.bot_events).toEqual([
      'app_mention',
      'message.im',
      'app_home_opened',
      'app_uninstalled',
      'tokens_revoked',
    ]);
    expect(features).not.toHaveProperty('agent_view');
  });

  test('keeps the lengths that Slack takes', () => {
    const { display_information, features } = slackManifest();
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    for (const { name, description } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
    }
  });
});

test('slackScopes gives a reason for each scope, once', () => {
  expect(new Set(botScopes()).size).toBe(slackScopes.length);
  for (const { reason } of slackScopes) expect(reason).toMatch(/\S/);
});

test('slackManifestYaml() is the same manifest, with the reason behind each scope', () => {
  const yaml = slackManifestYaml({ minimal: true });
  expect(parse(yaml)).toEqual(slackManifest({ minimal: true }));
  expect(yaml).toContain('- commands # offers /verbatim and "Check this quote"');
});
