/** The client nests what went wrong on each try: the innermost says it. */
export function reasonIn(error: unknown): string {
  const { errors, cause, message } = error as { errors?: unknown[]; cause?: unknown; message: string }
  const inner = errors?.at(-1) ?? cause
  return inner ? reasonIn(inner) : message
}
