import type { Target } from '../../model/chat.ts';
import type { SourceMemory } from '../../model/feeds.ts';
import type { SourceId, Space } from '../../model/scope.ts';
import type { Carrier, Source, SourceForm, SourceState } from '../../model/sources.ts';
import { integer, integerOrNull, type Row, text, textOrNull } from '../columns.ts';

/** What a source is read from; the feeds table goes by `f`. */
export const FEED_COLUMNS = `
  f.source, f.address, f.form, f.title, f.memory, f.last_success, f.last_try, f.next_try, f.failures, f.last_error,
  f.given_up, f.items_a_day, f.backfill`;

export const CARRIER_COLUMNS = `
  c.source, c.space, c."group", c.added_by, c.added_at, c.channel, c.paused, c.keep_days, c.keep_articles`;

/** A column that is part of a key holds no NULL: the empty one stands for what is shared. */
export function spaceColumn(space: Space | null): string {
  return space ?? '';
}

export function sourceFrom(row: Row, carriers: readonly Carrier[]): Source {
  return {
    id: integer(row.source) as SourceId,
    address: text(row.address),
    form: text(row.form) as SourceForm,
    title: textOrNull(row.title),
    state: stateFrom(row),
    backfill: dateOrNull(row.backfill),
    carriers,
  };
}

function stateFrom(row: Row): SourceState {
  const memory = textOrNull(row.memory);
  return {
    memory: memory === null ? null : (JSON.parse(memory) as SourceMemory),
    lastSuccess: dateOrNull(row.last_success),
    lastTry: dateOrNull(row.last_try),
    nextTry: new Date(integer(row.next_try)),
    failures: integer(row.failures),
    lastError: textOrNull(row.last_error),
    givenUp: dateOrNull(row.given_up),
    itemsADay: row.items_a_day === null ? null : Number(row.items_a_day),
  };
}

export function carrierFrom(row: Row): Carrier {
  const space = text(row.space);
  const channel = textOrNull(row.channel);
  return {
    space: space === '' ? null : (space as Space),
    group: textOrNull(row.group),
    addedBy: text(row.added_by),
    channel: channel === null ? null : (JSON.parse(channel) as Target),
    added: new Date(integer(row.added_at)),
    paused: row.paused === 1,
    limits: { keepDays: integerOrNull(row.keep_days), keepArticles: integerOrNull(row.keep_articles) },
  };
}

function dateOrNull(value: Row[string] | undefined): Date | null {
  const moment = integerOrNull(value);
  return moment === null ? null : new Date(moment);
}
