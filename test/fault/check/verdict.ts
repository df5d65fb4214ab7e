/** What a check found: how many things it looked at, and those that are wrong. */
export type Verdict = { id: string; claim: string; counted: number; wrong: string[] }

export const verdict = (id: string, claim: string, counted: number, wrong: string[]): Verdict => ({
  id,
  claim,
  counted,
  wrong: wrong.length > most ? [...wrong.slice(0, most), `and ${wrong.length - most} more`] : wrong,
})

const most = 20
