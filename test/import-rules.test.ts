import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Who may import whom: the table of DESIGN.md. A folder may always import itself. */
const allowed: Record<string, readonly string[]> = {
  'src/model': [],
  'src/ingest': ['src/model'],
  'src/text': ['src/model'],
  'src/archive': ['src/model'],
  'src/search': ['src/model', 'src/text'],
  'src/query': ['src/model', 'src/text', 'src/archive', 'src/search'],
  'src/answer': ['src/model', 'src/query'],
  'src/command.ts': ['src/model', 'src/query', 'src/answer'],
  commands: ['src/model', 'src/query', 'src/answer', 'src/spaces.ts', 'src/command.ts'],
  'src/dispatch': ['src/model', 'src/query', 'src/command.ts', 'src/reply-buttons.ts'],
  'src/dispatch.ts': [
    'src/model',
    'src/query',
    'src/command.ts',
    'src/dispatch',
    'src/outbox.ts',
    'src/rate-limit.ts',
    'src/reply-buttons.ts',
  ],
  'src/outbox.ts': ['src/model'],
  'src/reply-buttons.ts': ['src/model'],
  'src/rate-limit.ts': ['src/model'],
  'src/settings.ts': ['src/model', 'src/variables.ts'],
  'src/variables.ts': [],
  'src/spaces.ts': ['src/model'],
  'src/polling': ['src/model', 'src/ingest', 'src/spaces.ts'],
  'src/load-settings.ts': ['src/settings.ts'],
  'src/open-ahead.ts': ['src/core-thread.ts', 'src/load-settings.ts', 'src/settings.ts'],
  'src/core-port.ts': ['src/model', 'src/search'],
  'src/core-pool.ts': ['src/core-port.ts'],
  'src/core-thread.ts': ['src/model', 'src/search', 'src/core-port.ts', 'src/core-pool.ts'],
  // The samples are read by the text stage, which the operator runs.
  'src/worker-start.js': ['src/worker.ts'],
  'src/worker.ts': ['src/model', 'src/archive', 'src/search', 'src/query', 'src/operator', 'src/core-port.ts'],
  'src/subscriptions': ['src/model', 'src/archive', 'src/query', 'src/answer'],
  'src/adapters/console': ['src/model', 'src/answer', 'src/command.ts'],
  'src/adapters/slack': ['src/model', 'src/answer', 'src/command.ts'],
  'src/adapters/discord': ['src/model', 'src/answer', 'src/command.ts'],
};

/** Free to import everything: they run and wire the stages. */
const unbound = [
  'src/operator',
  'src/refresh.ts',
  'src/reread.ts',
  'src/ports.ts',
  'src/serve.ts',
  'src/chat.ts',
  'src/app.ts',
  'src/command-line.ts',
  'src/main.ts',
  'src/start.js',
];

/** Where alone a package may be imported. */
const packages: Record<string, readonly string[]> = {
  'node:sqlite': ['src/archive'],
  '@slack/bolt': ['src/adapters/slack'],
  'discord.js': ['src/adapters/discord'],
};

const places = [...Object.keys(allowed), ...unbound];

function placeOf(path: string): string {
  const place = places.find((name) => path === name || path.startsWith(`${name}/`));
  if (place === undefined) throw new Error(`"${path}" has no place in the house: see DESIGN.md`);
  return place;
}

function sourceFiles(): string[] {
  return ['src', 'commands'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[jt]s$/.test(name))
      .map((name) => join(folder, name)),
  );
}

function importsOf(path: string): { target: string; typeOnly: boolean }[] {
  const code = readFileSync(join(root, path), 'utf8');
  const statements = code.matchAll(
    /^(?:import|export)\s+(type\s+)?[^;]*?\bfrom\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/gm,
  );
  return [...statements].map(([, type, from, dynamic]) => ({
    target: from ?? dynamic ?? '',
    typeOnly: type !== undefined,
  }));
}

test.each(sourceFiles())('%s imports only what its place may', (path) => {
  const place = placeOf(path);
  for (const { target, typeOnly } of importsOf(path)) {
    if (!target.startsWith('.')) {
      const owners = packages[target];
      if (owners !== undefined && !unbound.includes(place))
        expect(owners, `${path} imports ${target}`).toContain(place);
      continue;
    }
    const imported = relative(root, resolve(root, dirname(path), target));
    if (imported.startsWith('data/') || unbound.includes(place)) continue;
    const importedPlace = placeOf(imported);
    if (importedPlace === place) continue;
    // A command knows the services that it is handed by their types.
    if (typeOnly && (place === 'src/command.ts' || place === 'commands')) continue;
    expect(allowed[place], `${path} imports ${target}`).toContain(importedPlace);
  }
});

test('src/model/ holds types only', () => {
  for (const path of sourceFiles().filter((name) => name.startsWith('src/model/'))) {
    const code = readFileSync(join(root, path), 'utf8');
    expect(code, path).not.toMatch(/^(?:export )?(?:const|let|function|class)\b/m);
  }
});
