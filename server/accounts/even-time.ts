import { setTimeout as pause } from 'node:timers/promises'

/** Answers not before `ms`, so that how much there was to do does not show in how long it took (S08). An error comes at once. */
export async function evenTime<T>(ms: number, work: Promise<T>): Promise<T> {
  const [result] = await Promise.all([work, pause(ms)])
  return result
}
