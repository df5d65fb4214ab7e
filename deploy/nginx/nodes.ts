import { indented, quoted } from './text.ts'

/** The nodes as nginx knows them: all of them and, where one can be taken out, for each of them all others. */
export const upstreams = ({ nodes, outDir, spreadFile, maxRequestsInFlight }: Nodes): string =>
  [
    upstream('nodes', spread(nodes)),
    ...(spreadFile === undefined ? [] : [upstream('gathering', ...gathered(nodes, maxRequestsInFlight))]),
    ...(outDir === undefined
      ? []
      : nodes.map((_, out) => upstream(allBut(out), spread(nodes.toSpliced(out, 1))))),
  ].join('\n')

/** `keepAlive`: how many connections a worker of nginx keeps open that nobody needs at the moment. */
const upstream = (name: string, group: string[], keepAlive = 64) => `\
  upstream ${name} {
    zone ${name} 128k;
${indented(4, group)}\
    keepalive ${keepAlive};
    keepalive_requests 100000;
    keepalive_timeout ${upstreamKeepAliveS}s;
  }
`

const spread = (nodes: Nodes['nodes']) => ['least_conn;', ...nodes.map((node) => server(node))]

/**
 * All at the first node, and at the second once that fails or has three quarters of what it takes at once in hand: at four
 * fifths it would refuse additions to carts. What is too much for both goes to the others, or to these two where no other is
 * left. By weights alone: `least_conn` chooses a node that has nothing in hand before any that gathers. Most
 * connections come and go here.
 */
function gathered(nodes: Nodes['nodes'], maxRequestsInFlight: number): [group: string[], keepAlive: number] {
  const most = Math.ceil(0.75 * maxRequestsInFlight)
  const first = nodes.slice(0, 1).map((node) => server(node, ` max_conns=${most}`))
  const second = nodes.slice(1, 2).map((node) => server(node, ` weight=10000 max_conns=${most} backup`))
  const beyond = nodes.map((node, index) => server(node, ` weight=${index < 2 ? 1 : 100} backup`))
  return [[...first, ...second, ...beyond], most]
}

/** Two failures within 3 s take a node out for 3 s. A connection refused or broken is one; an answer never, nor a 503. */
const server = ({ host, port }: Address, place = '') =>
  `server ${quoted(`${host}:${port}`)} max_fails=2 fail_timeout=3s${place};`

/** A node keeps an idle connection for longer: keepAliveTimeout in server/machinery/server-options.ts. */
export const upstreamKeepAliveS = 60

/** Whom a request goes to. It is asked for each, so that a node goes out without a reload, which would cut clients off. */
export const choiceOfNodes = ({ nodes, outDir, spreadFile }: Nodes): string => `\
    set $nodes nodes;
    set $sharers ${spreadFile === undefined ? 'nodes' : 'gathering'};
${indented(4, spreadFile === undefined ? [] : [`if (-f ${quoted(spreadFile)}) { set $sharers nodes; }`])}\
${indented(
  4,
  outDir === undefined
    ? []
    : nodes.map(
        (node, out) =>
          `if (-f ${quoted(fileOfNode(outDir, node))}) { set $nodes ${allBut(out)}; set $sharers ${allBut(out)}; }`,
      ),
)}`

const allBut = (index: number) => `nodes_but_${index}`

/** The file that keeps this node out for as long as it is there. */
export const fileOfNode = (outDir: string, { host, port }: Address): string => `${outDir}/${host}:${port}`

export type Nodes = {
  /** The back ends. */
  nodes: readonly Address[]
  /** Where `fileOfNode` takes a node out, one at a time. There must be two nodes at least. */
  outDir?: string | undefined
  /**
   * Requests that share transactions are gathered at the first node while there is no such file (watch-gathering.ts); without
   * a name for it they are spread as all others.
   */
  spreadFile?: string | undefined
  /** How many requests each node takes at once (MAX_REQUESTS_IN_FLIGHT). */
  maxRequestsInFlight: number
}
type Address = { host: string; port: number }
