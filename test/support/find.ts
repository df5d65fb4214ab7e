/**
 * Whether tests can have what `provide` brings. Where it cannot be brought a line says so, and they are left out; under
 * CI=true that is a failure.
 */
export async function find(what: string, provide: () => Promise<unknown>): Promise<boolean> {
  if (process.env.TEST_EMBEDDED) return false
  try {
    await provide()
    return true
  } catch (error) {
    const why = (error as Error).message
    if (process.env.CI === 'true') throw new Error(`The tests of ${what} cannot run: ${why}`)
    process.stderr.write(`left out: the tests of ${what}. ${why}\n`)
    return false
  }
}
