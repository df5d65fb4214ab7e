import { counter, histogram, type Metrics } from './metrics.ts'

/** What became of mails in this process, and how long they took from their row to the server that took them. */
export const mailFigures = (metrics: Metrics) => ({
  sent: counter(metrics, 'tradewind_mails_sent_total', 'Mails that the mail server took', 'kind'),
  failed: counter(metrics, 'tradewind_mails_failed_total', 'Mails refused for good or given up'),
  postponed: counter(metrics, 'tradewind_mail_retries_total', 'Tries that failed and are repeated'),
  delay: histogram(
    metrics,
    'tradewind_mail_delay_seconds',
    'From the row of a mail to the server that took it, by the clock of PostgreSQL',
    [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
  ),
})

export type MailFigures = ReturnType<typeof mailFigures>
