import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Platform } from '../model/chat.ts';

/** What can be measured from outside while the bot runs; in the text format of Prometheus. */
export interface Metrics {
  answered(platform: Platform, outcome: string, seconds: number): void;
  delivery(platform: Platform, outcome: string): void;
  /** Quotations that no longer matched their article when they were to be sent. */
  droppedQuotations(count: number): void;
  /** A visit to a source. */
  visit(outcome: 'success' | 'failure'): void;
  archive(size: { readonly articles: number; readonly sentences: number }): void;
  connected(platform: Platform, up: boolean): void;
  /** The whole as text, and its content type. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const questions = new Counter({
    name: 'verbatim_questions_total',
    help: 'Questions, commands and buttons, by platform and outcome',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const latency = new Histogram({
    name: 'verbatim_answer_seconds',
    help: 'From the event to its answer, sending included',
    labelNames: ['platform'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 10],
    registers,
  });
  const deliveries = new Counter({
    name: 'verbatim_deliveries_total',
    help: 'Attempts of the outbox, by platform and outcome',
    labelNames: ['platform', 'outcome'],
    registers,
  });
  const dropped = new Counter({
    name: 'verbatim_dropped_quotations_total',
    help: 'Quotations that did not match their article any more and were not sent',
    registers,
  });
  const visits = new Counter({
    name: 'verbatim_feed_visits_total',
    help: 'Visits to feeds, by outcome; failures are feed errors',
    labelNames: ['outcome'],
    registers,
  });
  const articles = new Gauge({ name: 'verbatim_archive_articles', help: 'Articles in the archive', registers });
  const sentences = new Gauge({ name: 'verbatim_index_sentences', help: 'Sentences in the index', registers });
  const up = new Gauge({
    name: 'verbatim_connected',
    help: '1 while a platform is connected',
    labelNames: ['platform'],
    registers,
  });

  return {
    answered(platform, outcome, seconds) {
      questions.inc({ platform, outcome });
      latency.observe({ platform }, seconds);
    },
    delivery: (platform, outcome) => deliveries.inc({ platform, outcome }),
    droppedQuotations: (count) => dropped.inc(count),
    visit: (outcome) => visits.inc({ outcome }),
    archive(size) {
      articles.set(size.articles);
      sentences.set(size.sentences);
    },
    connected: (platform, isUp) => up.set({ platform }, isUp ? 1 : 0),
    read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
