// A container's health check: node deploy/docker/is-well.ts ADDRESS. It is well if that answers within 3 s, and not with an error.
const [address = ''] = process.argv.slice(2)
try {
  const { status } = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(3_000) })
  if (status >= 400) throw new Error(`it answers ${status}`)
} catch (error) {
  console.error(`${address}: ${(error as Error).message}`)
  process.exitCode = 1
}
