/** What one check found. `advice` says what to do; it is there whenever the state is not "ok". */
export type Finding = { part: string; state: 'ok' | 'warn' | 'fail'; what: string; advice?: string }

export const ok = (part: string, what: string): Finding => ({ part, state: 'ok', what })
export const warn = (part: string, what: string, advice: string): Finding => ({
  part,
  state: 'warn',
  what,
  advice,
})
export const fail = (part: string, what: string, advice: string): Finding => ({
  part,
  state: 'fail',
  what,
  advice,
})
