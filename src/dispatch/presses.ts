import type { Asker } from '../command.ts';
import type { Incoming, Reply, Target } from '../model/chat.ts';
import type { Asked, AskedId, Stores } from '../model/stores.ts';
import type { Call, Calls } from './calls.ts';
import { noSuchButton, noted, notice, privately } from './notices.ts';

type Pressed = Incoming & { kind: 'button' };

/** A button of an answer, with the answer that it stands under. */
interface Press {
  readonly event: Pressed;
  readonly asked: Asked;
  /** The number behind the action: an item's place, or the first item of a page. */
  readonly place: number;
  /** True when what it brings may take the place of the answer: the answer is theirs. */
  readonly inPlace: boolean;
}

export interface PressesOptions {
  readonly calls: Calls;
  readonly stores: Pick<Stores, 'asked' | 'reports'>;
  readonly now: () => Date;
  readonly run: (call: Call, event: Incoming) => Promise<Reply>;
  readonly askerOf: (event: Incoming) => Promise<Asker>;
}

/** Answers buttons. Their ids: an action, the id of an answer or the name of a command, and a detail, joined by full stops. */
export function createPresses({
  calls,
  stores,
  now,
  run,
  askerOf,
}: PressesOptions): (event: Pressed) => Promise<Reply> {
  const actions = new Map<string, (press: Press) => Promise<Reply>>([
    ['page', async ({ event, asked, place, inPlace }) => placed(await run(pageOf(asked, place), event), inPlace)],
    [
      'timeline',
      async (press) => {
        const reply = await timeline(press, {});
        return press.inPlace ? reply : { ...reply, visibility: 'private' };
      },
    ],
    ['numbers', async (press) => ({ ...(await timeline(press, { show: 'numbers' })), visibility: 'private' })],
    ['follow', async (press) => ({ ...(await follow(press)), visibility: 'private' })],
    ['context', ({ event, asked, place }) => run(calls.of('context', { item: asked.shown[place] ?? '' }), event)],
    ['offer', offer],
    [
      'share',
      async ({ event, asked }) => ({
        ...(await run(calls.again(asked), event)),
        visibility: 'public',
        placement: 'new',
      }),
    ],
    ['wrong', wrongSpeaker],
  ]);

  function pageOf(asked: Asked, offset: number): Call {
    return { ...calls.again(asked), offset };
  }

  async function timeline({ event, asked }: Press, more: { readonly show?: string }): Promise<Reply> {
    const { speaker, about } = asked.understood ?? {};
    if (speaker === undefined) return privately(noSuchButton);
    return run(calls.of('timeline', { speaker, ...(about !== undefined && { about }), ...more }), event);
  }

  function follow({ event, asked }: Press): Promise<Reply> {
    const { speaker, about } = asked.understood ?? {};
    const wish = { ...(speaker !== undefined && { speaker }), ...(about !== undefined && { topic: about }) };
    return run(calls.of('follow add', wish), event);
  }

  async function offer({ event, asked, place, inPlace }: Press): Promise<Reply> {
    const question = asked.offers[place];
    if (question === undefined) return privately(notice('This choice is no longer there. Ask again.'));
    return placed(await run(calls.of('ask', { question }), event), inPlace);
  }

  async function wrongSpeaker({ event, asked, place }: Press): Promise<Reply> {
    const item = asked.shown[place];
    if (item !== undefined) stores.reports.add(item, event.at, event.from.user, now());
    return privately(noted(item, await askerOf(event)));
  }

  /** A button that is a command with its options: `do.digest pause.digest=7`. */
  async function command(name: string, given: string, event: Pressed): Promise<Reply> {
    if (calls.command(name) === null) return privately(noSuchButton);
    const reply = await run(calls.of(name, Object.fromEntries(new URLSearchParams(given))), event);
    const isPage = event.privately && reply.body.kind === 'bulletin';
    return { ...reply, visibility: 'private', placement: isPage ? 'in place' : 'new' };
  }

  return async (event) => {
    const [action, id = '', detail = '0'] = event.button.split('.');
    if (action === 'do') return command(id, detail, event);
    const asked = stores.asked.find(id as AskedId);
    if (asked === null)
      return privately(notice('This button is too old: what it belongs to is no longer kept. Ask again.'));
    if (!isAmongTheSame(asked.at, event.at))
      return privately(notice('This button belongs to an answer that was given elsewhere. Ask again here.'));
    const act = actions.get(action ?? '');
    if (act === undefined) return privately(noSuchButton);
    const inPlace = event.privately || asked.user === event.from.user;
    return act({ event, asked, place: Number(detail), inPlace });
  };
}

/** The asker's own answer changes where it stands; anyone else gets a copy of their own. */
function placed(reply: Reply, inPlace: boolean): Reply {
  return inPlace ? { ...reply, placement: 'in place' } : { ...reply, visibility: 'private' };
}

/** What was asked in one space rests on what that space sees; a direct message that belongs to none is its own. */
function isAmongTheSame(asked: Target, here: Target): boolean {
  return (
    asked.platform === here.platform &&
    asked.space === here.space &&
    (here.space !== null || asked.channel === here.channel)
  );
}
