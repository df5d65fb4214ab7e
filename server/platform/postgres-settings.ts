import { totalmem } from 'node:os'

/** What a server that serves the shop is told, wherever it comes from. compose.yaml says the same. */
export const shopSettings: PostgresSettings = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The outbox fills and empties all the time: uncleared for the usual minute, its dead rows are read again and again.
  autovacuum_naptime: '5s',
  // That often looked at, a table that grows would be analysed each time that a tenth of it is new.
  autovacuum_analyze_scale_factor: 0.5,
  // A quarter of the memory, as its manual advises; a catalogue of a million products is found in one gigabyte.
  shared_buffers: `${Math.max(128, Math.min(1024, Math.floor(totalmem() / 4 / 2 ** 20)))}MB`,
  // A place on a solid-state disk costs what the next one does.
  random_page_cost: 1.1,
  // Requests are many and short: to compile one, or to start other processes for it, takes longer than it does.
  jit: 'off',
  max_parallel_workers_per_gather: 0,
}

export type PostgresSettings = Record<string, string | number>
