import { indented, quoted } from './text.ts'

/** The nodes as nginx knows them: all of them and, where one can be taken out, for each of them all others. */
export const upstreams = ({ nodes, outDir, spreadFile }: Nodes): string =>
  [
    upstream('nodes', nodes),
    ...(spreadFile === undefined ? [] : [upstream('gathering', nodes, { gathers: true })]),
    ...(outDir === undefined ? [] : nodes.map((_, out) => upstream(allBut(out), nodes.toSpliced(out, 1)))),
  ].join('\n')

/**
 * Two failures within 3 s take a node out for 3 s. A connection refused or broken is one; an answer never, nor a 503. Where it
 * `gathers`, all nodes come in, the first as well, when the first has `gathered` requests in hand or fails.
 */
const upstream = (name: string, nodes: Nodes['nodes'], { gathers = false } = {}) => `\
  upstream ${name} {
    zone ${name} 128k;
    least_conn;
${indented(4, [
  ...(gathers ? nodes.slice(0, 1).map((node) => server(node, ` max_conns=${gathered}`)) : []),
  ...nodes.map((node) => server(node, gathers ? ' backup' : '')),
])}\
    keepalive 64;
    keepalive_requests 100000;
    keepalive_timeout ${upstreamKeepAliveS}s;
  }
`

const server = ({ host, port }: Address, place: string) =>
  `server ${quoted(`${host}:${port}`)} max_fails=2 fail_timeout=3s${place};`

/** So many that share a node's transactions are enough; one more would only wait. */
const gathered = 256

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
}
type Address = { host: string; port: number }
