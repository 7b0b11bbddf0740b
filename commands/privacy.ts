import { counted, type Speech } from '../src/answer/words.ts';
import { type Command, defineCommand, say } from '../src/command.ts';
import type { PersonalRecords } from '../src/model/privacy.ts';

/** What the names of the tables mean to whoever reads the file. */
const meanings: Readonly<Record<string, string>> = {
  asked: 'questions and commands, for the buttons under their answers (30 days)',
  conversations: 'the last question of each conversation (24 hours)',
  seen_events: 'messages that are being answered, until they are',
  askers: 'your time zone',
  chosen_spaces: 'the server whose sources you ask in direct messages',
  digests: 'your digests',
  follows: 'what you follow',
  reports: 'statements whose speaker you reported as wrong',
  carriers: 'sources that you added as an administrator',
  audit: 'what you did to the archive as an administrator',
  corrections: 'speakers that you corrected as an administrator',
};

const privacyExport = defineCommand({
  name: 'privacy export',
  summary: 'Everything that I store about you, as a file',
  options: {},
  async run(_options, { privacy, asker, now }) {
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    const records = privacy.collect(asker.at.platform, asker.user);
    const lines = Object.entries(records).map(([kind, rows]) => `${rows.length} × ${meanings[kind] ?? kind}`);
    if (lines.length === 0) return say('I store nothing about you.');
    const count = Object.values(records).reduce((sum, rows) => sum + rows.length, 0);
    return {
      ...say(`I store ${counted(count, 'record', 'records', speech)} about you.`, lines),
      file: { name: 'verbatim-about-me.json', text: fileOf(records) },
    };
  },
});

const privacyForget = defineCommand({
  name: 'privacy forget',
  summary: 'Delete everything that I store about you',
  options: {
    sure: { type: 'choice', summary: 'Say yes to delete it', choices: ['yes'] },
  },
  async run({ sure }, { privacy, asker, now }) {
    const speech: Speech = { locale: 'en-GB', zone: asker.zone, now };
    if (sure === undefined) {
      return {
        ...say('Shall I forget you?', [
          'Deleted are your questions and conversations, your time zone, your digests and follows, and what you reported.',
          'What you did as an administrator stays without your name. Messages in the chat are the platform’s, and stay.',
          'To do it: privacy forget sure:yes',
        ]),
        buttons: [{ id: 'do.privacy forget.sure=yes', label: 'Forget me' }],
      };
    }
    const { records } = privacy.forget(asker.at.platform, asker.user);
    const lead =
      records === 0 ? 'There was nothing to forget.' : `Forgotten: ${counted(records, 'record', 'records', speech)}.`;
    return say(lead);
  },
});

export const privacy: readonly Command[] = [privacyExport, privacyForget];

function fileOf(records: PersonalRecords): string {
  return `${JSON.stringify(records, null, 2)}\n`;
}
