import type { Mutant } from './mutants.ts'

const config = 'deploy/nginx/render-config.ts'
const locations = 'deploy/nginx/locations.ts'
const retries = 'test/nginx/retries.test.ts'
const requests = 'test/nginx/requests.test.ts'

export const edgeMutants: Mutant[] = [
  {
    id: 'I8-balancer',
    bug: 'nginx sends to a second node what the first may have done',
    file: locations,
    find: 'http://$sharers;\n      proxy_read_timeout 30s;\n      proxy_next_upstream error;',
    replace:
      'http://$sharers;\n      proxy_read_timeout 30s;\n      proxy_next_upstream error non_idempotent;',
    tests: [retries],
  },
  {
    id: 'F2-gathering',
    bug: 'orders go on to a node that stands still',
    file: 'deploy/nginx/watch-gathering.ts',
    find: "writeFileSync(spreadFile, '')",
    replace: 'rmSync(spreadFile, { force: true })',
    tests: ['test/nginx/gathering.test.ts'],
  },
  {
    id: 'O2-gathered',
    bug: 'the node where orders are gathered refuses what others have room for',
    file: 'deploy/nginx/nodes.ts',
    find: '0.75 * maxRequestsInFlight',
    replace: '100 * maxRequestsInFlight',
    tests: ['test/nginx/gathering.test.ts'],
  },
  {
    id: 'O2-spilled',
    bug: 'orders that one node has no room for share transactions with nobody',
    file: 'deploy/nginx/nodes.ts',
    find: 'weight=10000',
    replace: 'weight=1',
    tests: ['test/nginx/gathering.test.ts'],
  },
  {
    id: 'I8-keyless',
    bug: 'nginx takes an order without a key for one that can be repeated',
    file: config,
    find: "['~^order .', 'repeatable']",
    replace: "['~^order', 'repeatable']",
    tests: [retries],
  },
  {
    id: 'F2-silent',
    bug: 'nginx waits for a silent node only, also when somebody reads',
    file: config,
    find: "['~^reading', 'reading']",
    replace: "['~^reading', 'writing']",
    tests: [retries],
  },
  {
    id: 'O2-answer',
    bug: 'nginx asks every node when one is busy, and takes the busy ones out',
    file: locations,
    find: 'location @reading {\n      proxy_pass http://$nodes;\n      proxy_read_timeout 10s;\n      proxy_next_upstream error',
    replace:
      'location @reading {\n      proxy_pass http://$nodes;\n      proxy_read_timeout 10s;\n      proxy_next_upstream http_503 error',
    tests: [retries],
  },
  {
    id: 'F17-out',
    bug: 'a node that is taken out for a deploy still gets requests',
    file: 'deploy/nginx/nodes.ts',
    find: 'nodes.toSpliced(out, 1)',
    replace: 'nodes',
    tests: ['test/nginx/reload.test.ts'],
  },
  {
    id: 'F17-wait',
    bug: 'everybody waits behind a migration that waits for a table',
    file: 'db/lock-briefly.ts',
    find: "'300ms'",
    replace: "'0'",
    tests: ['test/integration/schema.test.ts'],
  },
  {
    id: 'S12-address',
    bug: 'nginx passes on what the client says of its address',
    file: config,
    find: 'X-Forwarded-For $remote_addr',
    replace: 'X-Forwarded-For "$http_x_forwarded_for, $remote_addr"',
    tests: [requests],
  },
  {
    id: 'S51-host',
    bug: "nginx passes on what the client says of the shop's host",
    file: config,
    find: '    proxy_set_header X-Forwarded-Host "";\n',
    replace: '',
    tests: [requests],
  },
  {
    id: 'S58-edge',
    bug: 'nginx takes anything for the id of a request',
    file: config,
    find: "'~^[\\\\w-]{8,64}$'",
    replace: "'~.'",
    tests: [requests],
  },
  {
    id: 'S46-files',
    bug: 'files come without the security headers',
    file: locations,
    find: 'headerLines({ ...headers, ',
    replace: 'headerLines({ ',
    tests: ['test/nginx/routing.test.ts'],
  },
  {
    id: 'S55-hidden',
    bug: 'nginx shows pictures that are not finished',
    file: 'deploy/nginx/routes.ts',
    find: "'^/uploads/([\\\\w-][\\\\w.-]*)/([\\\\w-][\\\\w.-]*)$'",
    replace: "'^/uploads/([^/]+)/([^/]+)$'",
    tests: ['test/nginx/files.test.ts'],
  },
  {
    id: 'S62-metrics',
    bug: 'nginx knows nothing of /metrics',
    file: 'deploy/nginx/routes.ts',
    find: "'^/(metrics|uploads",
    replace: "'^/(uploads",
    tests: ['test/nginx/errors.test.ts'],
  },
]
