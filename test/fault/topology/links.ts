import type { Between, Dependency } from '../../../deploy/native/process-env.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'

/** The ways from the shop's processes to the servers they need, each through a proxy of its own that can break it. */
export function createLinks() {
  const links: Link[] = []
  const between: Between = async ({ part, user, port }) => {
    const proxy = await startTcpProxy(port)
    links.push({ part, user, proxy })
    return proxy.port
  }
  return {
    between,
    /** All ways to a part, or only one user's. */
    to: (part: Dependency, user?: string) =>
      links.filter((one) => one.part === part && (!user || one.user === user)).map(({ proxy }) => proxy),
    heal: () => {
      for (const { proxy } of links) proxy.heal()
    },
    close: async () => {
      await Promise.all(links.map(({ proxy }) => proxy.close()))
    },
  }
}

type Link = { part: Dependency; user: string; proxy: TcpProxy }
