import { existsSync } from 'node:fs';
import { readSettings, type Settings } from './settings.ts';

/**
 * Settings from `.env` in the working folder and from the environment, which wins.
 *
 * @throws {SettingsError} with everything that is missing or malformed
 */
export function loadSettings(): Settings {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readSettings(process.env);
}
