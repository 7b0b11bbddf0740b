import type { Answer } from '../../src/model/answer.ts';
import type { Adapter, Bulletin, Button, DeliveryId, Handlers, Incoming, Notice, Reply } from '../../src/model/chat.ts';
import {
  absentVerdict,
  choice,
  closeVerdict,
  context,
  exactVerdict,
  firstPage,
  followUp,
  help,
  hostileAnswer,
  longQuotation,
  manyStatements,
  nothing,
  secondPage,
  status,
} from '../fixtures/answers.ts';
import { alert, digest, digestForm, hostileDigest, longDigest } from '../fixtures/bulletins.ts';

/** An export as `/quotes` makes it, and a picture of one grey point. */
export const exportFile = { name: 'marten.csv', text: '\uFEFF"speaker","words"\r\n"Marten","“Every bolt …”"\r\n' };
export const pictureFile = {
  name: 'timeline-marten.png',
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  alternative: 'Bars of Ilse Marten on the bridge by day & outlet, 2 to 14 May 2025: 12 mentions and 4 statements.',
};

/** What goes along with the answer to a question. */
function fileFor(text: string): Pick<Reply, 'file'> {
  if (text === 'the export') return { file: exportFile };
  return text === 'the picture' ? { file: pictureFile } : {};
}

export interface SmallDispatcher extends Handlers {
  /** Everything that the adapter handed over, duplicates included. */
  readonly events: readonly Incoming[];
}

/** What the questions of the contract are answered with; everything else is echoed into every corner of an answer. */
function answerTo(text: string): Answer | Notice | Bulletin {
  // In a terminal a command is a line like any other.
  if (text.startsWith('/check ')) return checked(text);
  if (text.startsWith('digest of ')) return hostileDigest(text.slice('digest of '.length));
  switch (text) {
    case 'the digest':
      return digest;
    case 'the alert':
      return alert;
    case 'the long digest':
      return longDigest(30);
    case '':
    case 'help':
      return help;
    case 'what did Ilse Marten say about the bridge?':
    case 'the export':
    case 'the picture':
      return firstPage;
    case 'and Dahl?':
      return followUp;
    case 'what did Marten say?':
      return choice;
    case 'what did Ilse Marten say about Greenland?':
      return nothing;
    case 'everything on cranes':
      return manyStatements(60);
    case 'the speech on cranes':
      return longQuotation(4000);
    default:
      return hostileAnswer(text);
  }
}

function buttonsUnder(body: Answer | Notice | Bulletin, asker: string): readonly Button[] {
  if (body === digest)
    return ['More', 'Change', 'Pause'].map((label) => ({ id: `do.digest ${label}.digest=7`, label }));
  if (body === alert) return ['Why', 'Mute', 'Stop'].map((label) => ({ id: `do.follow ${label}.follow=3`, label }));
  if (body.kind === 'bulletin') return [];
  if (body === firstPage) {
    return [
      { id: `more:3:${asker}`, label: 'More' },
      { id: 'context:closing', label: 'Context' },
    ];
  }
  if (body === secondPage) return [{ id: `back:0:${asker}`, label: 'Back' }];
  if (body.kind === 'notice') return [];
  return body.offers.map(({ label }, place) => ({ id: `offer:${place}:${asker}`, label }));
}

function checked(words: string): Answer {
  if (words.includes('we will reopen it when every bolt')) return closeVerdict;
  return words.includes('every bolt') ? exactVerdict : absentVerdict;
}

/**
 * Answers as the real dispatcher promises to: each event once, questions through `post`, everything else as the
 * event's own reply. It holds no archive and no store.
 */
export function smallDispatcher(adapter: Adapter): SmallDispatcher {
  const seen = new Set<string>();
  const events: Incoming[] = [];
  let deliveries = 0;

  function draw(body: Answer | Notice | Bulletin, event: Incoming, rest: Partial<Reply> = {}): Reply {
    const asker = event.from.user.replace(/[^A-Za-z0-9]/g, '');
    return { body, buttons: buttonsUnder(body, asker), visibility: 'private', placement: 'new', ...rest };
  }

  async function answerQuestion(event: Incoming & { kind: 'question' }): Promise<null> {
    deliveries += 1;
    const text = event.text.trim();
    const reply = draw(answerTo(text), event, { visibility: 'public', ...fileFor(text) });
    await adapter.post(event.at, reply, `delivery-${deliveries}` as DeliveryId);
    return null;
  }

  function answerCommand(event: Incoming & { kind: 'command' }): Reply {
    const words = event.text ?? Object.values(event.options).join(' ');
    if (event.name === 'help') return draw(help, event);
    if (`${event.name} ${event.text ?? ''}`.startsWith('digest set')) return setDigest(event);
    if (event.name === 'status') return draw(status, event);
    if (event.name === 'check') return draw(checked(words), event, { visibility: event.visibility });
    return draw(answerTo(words.trim()), event, { visibility: event.visibility });
  }

  /** Without options a form, which comes back as the same command. */
  function setDigest(event: Incoming & { kind: 'command' }): Reply {
    if (Object.keys(event.options).length > 0) return draw(status, event);
    return { body: digestForm, buttons: [], visibility: 'private', placement: 'new' };
  }

  function answerButton(event: Incoming & { kind: 'button' }): Reply {
    const [meaning, detail, owner] = event.button.split(':');
    if (event.button.startsWith('do.digest Change')) {
      return { body: digestForm, buttons: [], visibility: 'private', placement: 'new' };
    }
    if (event.button.startsWith('do.')) return draw(status, event);
    const own = event.privately || owner === event.from.user.replace(/[^A-Za-z0-9]/g, '');
    const placement = own ? 'in place' : 'new';
    if (meaning === 'more') return draw(secondPage, event, { placement });
    if (meaning === 'back') return draw(firstPage, event, { placement });
    if (meaning === 'context') {
      return draw(context, event, { buttons: [{ id: `share:${detail}`, label: 'Share' }] });
    }
    if (meaning === 'share') return draw(context, event, { visibility: 'public', buttons: [] });
    return draw(firstPage, event, { placement });
  }

  return {
    events,
    async handle(event) {
      events.push(event);
      if (seen.has(event.eventId)) return null;
      seen.add(event.eventId);
      if (event.kind === 'question') return answerQuestion(event);
      return event.kind === 'command' ? answerCommand(event) : answerButton(event);
    },
    async suggest() {
      return [
        { name: 'Ilse Marten', count: 41 },
        { name: 'Oskar Marten', count: 3 },
      ];
    },
  };
}
