/** A process of the stack, as the supervisor and whoever looks at it see it. */
export type Part = {
  name: string
  command: string[]
  env?: Record<string, string>
  /** Where it listens, for the table. */
  port?: number | undefined
  /** The parts that must be ready before it starts. */
  needs: string[]
  /** Whether it does its work now. A part that runs once is ready when it has ended well. */
  ready?: () => Promise<boolean>
  once?: true
  /** What is to be done when it is ready for the first time, before others that need it start. */
  prepare?: () => Promise<unknown>
  /** Gets of the processors what others leave, where they are all busy. */
  yields?: true
  /** How it is asked to end (SIGTERM), and how long it has before it is killed (15 s). */
  stopSignal?: 'TERM' | 'INT' | 'QUIT'
  stopWithinS?: number
}
