import { locale } from '../ui/language.ts'

/** A day of the statistics, which count in UTC ("2026-01-31"), as the reader writes it. */
export const formatDay = (day: string) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))
