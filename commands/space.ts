import { defineCommand, say } from '../src/command.ts';
import { spaceOf } from '../src/spaces.ts';

export const space = defineCommand({
  name: 'space',
  summary: 'Which server’s sources you ask in direct messages with me',
  options: {
    use: {
      type: 'choice',
      summary: 'The server where you are now, or only what all share',
      choices: ['here', 'shared'],
    },
  },
  async run({ use }, { sources, asker, now }) {
    const { store } = await sources();
    const { platform } = asker.at;
    if (platform !== 'discord') {
      return say(
        platform === 'console'
          ? 'The terminal sees all sources.'
          : 'Here it is always this workspace’s sources, and what all share.',
      );
    }
    const here = spaceOf(asker.at);
    if (use === 'shared') {
      store.chooseSpace(platform, asker.user, null, now);
      return say('In direct messages you ask what all share from now on.');
    }
    if (use === 'here') {
      // To be here is to be a member; whether they still are is looked up when they ask.
      if (here === null) return say('Use this in a channel of the server whose sources you want to ask.');
      store.chooseSpace(platform, asker.user, here, now);
      return say('In direct messages you ask the sources of this server from now on, as long as you are in it.');
    }
    const chosen = store.chosenSpace(platform, asker.user);
    const state =
      chosen === null
        ? 'what all share'
        : chosen === here
          ? 'the sources of this server'
          : 'the sources of a server that you chose';
    return say(
      `In direct messages you ask ${state}. To choose a server, send "space use:here" in it; "space use:shared" undoes it.`,
    );
  },
});
