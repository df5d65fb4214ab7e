import { useLayoutEffect } from 'preact/hooks'

/** Asks `question` of whoever is about to leave the page, while there is one: something was typed and is not saved. */
export function useUnsaved(question: string | undefined) {
  useLayoutEffect(() => {
    if (question === undefined) return
    const one = { question }
    unsaved.add(one)
    if (unsaved.size === 1) addEventListener('beforeunload', refuse)
    return () => {
      unsaved.delete(one)
      if (unsaved.size === 0) removeEventListener('beforeunload', refuse)
    }
  }, [question])
}

/** Whether nothing would be lost, or the person does not mind. The router asks before it goes to another page. */
export const mayLeave = () => [...unsaved].every(({ question }) => confirm(question))

const unsaved = new Set<{ question: string }>()

/** A browser has words of its own for it. */
const refuse = (event: Event) => event.preventDefault()
