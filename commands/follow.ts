import { type Command, defineCommand, type Services, say } from '../src/command.ts';
import type { Button, Notice } from '../src/model/chat.ts';
import type { Follow, FollowPreview, FollowWish, Refused } from '../src/model/subscriptions.ts';
import { historyOf, isRefused, sorry } from './digest.ts';

const which = { type: 'count', summary: 'Number of the follow, as "follow list" tells it', required: true } as const;

const add = defineCommand({
  name: 'follow add',
  summary: 'Be told when somebody speaks, or of a topic, an outlet or exact words',
  options: {
    speaker: { type: 'text', summary: 'Who speaks', suggest: 'speaker' },
    topic: { type: 'text', summary: 'Words that must occur', suggest: 'topic' },
    outlet: { type: 'text', summary: 'Only from this outlet', suggest: 'outlet' },
    words: { type: 'text', summary: 'Exact words' },
    manner: {
      type: 'choice',
      summary: 'Whether the speaker speaks, or is mentioned',
      choices: ['speaks', 'mentioned'],
    },
    bundle: { type: 'count', summary: 'Minutes to wait for more before you are told; 15 when left out', max: 1440 },
    quiet: { type: 'text', summary: 'Hours without alerts, such as 22:00-07:00' },
    channel: { type: 'text', summary: '"me" when left out; "here" or the id of a channel, for administrators' },
  },
  async run({ speaker, topic, outlet, words, manner, bundle, quiet, channel }, services) {
    const { subscriptions, asker, now } = services;
    const wish: FollowWish = {
      ...(speaker !== undefined && { speaker }),
      ...(topic !== undefined && { topic }),
      ...(outlet !== undefined && { outlet }),
      ...(words !== undefined && { words }),
      ...(manner !== undefined && { manner: manner === 'mentioned' ? 'mentioned' : 'speaks' }),
      ...(bundle !== undefined && { bundle }),
      ...(quiet !== undefined && { quiet }),
      ...(channel !== undefined && { channel }),
    };
    const drafted = await subscriptions().draftFollow(wish, asker, now);
    if (isRefused(drafted)) return sorry(drafted);
    const { follow, preview } = drafted;
    const buttons: Button[] = [
      { id: `do.follow resume.follow=${follow.id}`, label: 'Follow' },
      ...[...preview.narrower, ...preview.wider].map(({ followed }) => ({
        id: buttonFor(followed),
        label: `Rather: ${subscriptions().followedWords(followed)}`,
      })),
    ].filter(({ id }) => id.length <= 66);
    return { body: previewNotice(follow, preview, services), buttons, visibility: 'private' };
  },
});

const list = defineCommand({
  name: 'follow list',
  summary: 'What you follow, and what this channel follows',
  options: {},
  async run(_options, services) {
    const follows = services.subscriptions().follows(services.asker);
    if (follows.length === 0) return say('You follow nothing yet.', ['For example: follow add Marco Rubio topic:Iran']);
    return say(
      follows.length === 1 ? 'One follow.' : `${follows.length} follows.`,
      follows.map((follow) => `${follow.id}: ${describe(follow, services)}`),
    );
  },
});

const test = defineCommand({
  name: 'follow test',
  summary: 'Show you alone the newest alert that a follow would have sent',
  options: { follow: which },
  async run({ follow }, { subscriptions, asker, now }) {
    const body = await subscriptions().testFollow(follow, asker, now);
    return isRefused(body) ? sorry(body) : { body, visibility: 'private' };
  },
});

const pause = defineCommand({
  name: 'follow pause',
  summary: 'Stop a follow until it is resumed',
  options: { follow: which },
  async run({ follow }, services) {
    const kept = services.subscriptions().pauseFollow(follow, services.asker);
    return said(kept, () => [`Follow ${follow} is paused.`, `To go on: follow resume ${follow}`]);
  },
});

const resume = defineCommand({
  name: 'follow resume',
  summary: 'Let a paused follow go on, or begin one that was shown',
  options: { follow: which },
  async run({ follow }, services) {
    const kept = services.subscriptions().startFollow(follow, services.asker);
    return said(kept, (begun) => [
      `Follow ${follow} ${begun.state === 'active' ? 'runs' : 'is kept'}: ${describe(begun, services)}`,
      `To stop it: follow remove ${follow}`,
    ]);
  },
});

const remove = defineCommand({
  name: 'follow remove',
  summary: 'Remove a follow and its history',
  options: { follow: which },
  async run({ follow }, services) {
    const kept = services.subscriptions().removeFollow(follow, services.asker);
    return said(kept, (gone) => [
      `Stopped: ${services.subscriptions().followedWords(gone.plan.followed)} is no longer followed.`,
    ]);
  },
});

const history = defineCommand({
  name: 'follow history',
  summary: 'What became of each alert of a follow',
  options: { follow: which },
  async run({ follow }, services) {
    const occasions = services.subscriptions().followHistory(follow, services.asker);
    return isRefused(occasions) ? sorry(occasions) : historyOf(`Follow ${follow}`, occasions, services);
  },
});

const why = defineCommand({
  name: 'follow why',
  summary: 'Why an alert came',
  options: { alert: { type: 'count', summary: 'Which alert', required: true } },
  async run({ alert }, services) {
    const { subscriptions, asker, now } = services;
    const found = subscriptions().whyAlert(alert, asker);
    if (isRefused(found)) return sorry(found);
    const { follow, sightings } = found;
    const lines = sightings.map(({ item, at }) => {
      const { speaker, article } = item;
      const seen = `read ${subscriptions().momentWords(at, asker.zone, now)} in ${article.outlet ?? article.title ?? article.id}`;
      if (speaker === null) return seen;
      const name = speaker.name ?? speaker.description ?? 'the speaker';
      const mention =
        speaker.mention !== null && speaker.mention !== speaker.name ? `“${speaker.mention}” there, ` : '';
      return `${name} (${mention}found by the rule ${speaker.rule}), ${seen}`;
    });
    return say(`It came because of follow ${follow.id}: ${describe(follow, services)}`, lines);
  },
});

const more = defineCommand({
  name: 'follow more',
  summary: 'What an alert found besides what it showed',
  options: {
    alert: { type: 'count', summary: 'Which alert', required: true },
    from: { type: 'count', summary: 'Findings to pass over', required: true },
  },
  async run({ alert, from }, { subscriptions, asker }) {
    const found = subscriptions().moreOfAlert(alert, from, asker);
    return isRefused(found) ? sorry(found) : { ...found, visibility: 'private' };
  },
});

const mute = defineCommand({
  name: 'follow mute',
  summary: 'No alerts of a follow for a day',
  options: { follow: which },
  async run({ follow }, services) {
    const kept = services.subscriptions().muteFollow(follow, services.asker, services.now);
    return said(kept, () => [
      `Follow ${follow} is muted for 24 hours.`,
      `To hear of it before: follow resume ${follow}`,
    ]);
  },
});

/** In the order in which menus list them. */
export const followCommands: readonly Command[] = [add, list, test, pause, resume, history, remove];

/** What only the buttons of an alert call. */
export const followButtonCommands: readonly Command[] = [why, more, mute];

function said(kept: Follow | Refused, words: (follow: Follow) => readonly [string, ...string[]]) {
  if (isRefused(kept)) return sorry(kept);
  const [lead, ...lines] = words(kept);
  return say(lead, lines);
}

function buttonFor({ speaker, topic, outlet, words, manner }: Follow['plan']['followed']): string {
  const wish = { speaker, topic, outlet, words, manner };
  const given = new URLSearchParams();
  for (const [option, value] of Object.entries(wish)) if (value !== undefined) given.set(option, value);
  return `do.follow add.${given}`;
}

function previewNotice(follow: Follow, preview: FollowPreview, services: Services): Notice {
  const { subscriptions, asker, now } = services;
  const { week, month, atLeast, newest, narrower, wider } = preview;
  const times = (count: number) => (count === 1 ? 'once' : `${count} times`);
  const often =
    month === 0
      ? 'It would not have told you of anything in the last 30 days.'
      : `It would have told you ${atLeast ? 'at least ' : ''}${times(week)} in the last 7 days, ${times(month)} in 30.`;
  const example =
    newest === null
      ? []
      : [
          // Whole sentences: with marks around them the reporter's words would pass for the speaker's.
          shortened(newest.text),
          [
            newest.speaker?.name ?? null,
            newest.article.outlet,
            newest.article.published === null
              ? null
              : subscriptions().momentWords(new Date(newest.article.published), asker.zone, now),
          ]
            .filter((part) => part !== null)
            .join(' · '),
        ];
  const words = ({ followed, month: count }: FollowPreview['wider'][number]) =>
    `${subscriptions().followedWords(followed)}: ${times(count)} in 30 days`;
  return {
    kind: 'notice',
    lead: `Follow ${describe(follow, services)}? ${often}`,
    sections: [
      ...(example.length > 0 ? [{ title: 'The newest', lines: example }] : []),
      ...(narrower.length > 0 ? [{ title: 'Narrower', lines: narrower.map(words) }] : []),
      ...(wider.length > 0 ? [{ title: 'Wider', lines: wider.map(words) }] : []),
      {
        title: null,
        lines: [
          subscriptions().delivers(asker.at)
            ? `It begins with the button, or with: follow resume ${follow.id}`
            : `Nothing is delivered to a terminal. To keep it for follow test: follow resume ${follow.id}`,
        ],
      },
    ],
  };
}

function describe(follow: Follow, { subscriptions, now, asker }: Services): string {
  return subscriptions().describeFollow(follow, asker.zone, now);
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 300 ? line : `${line.slice(0, 299).trimEnd()}…`;
}
