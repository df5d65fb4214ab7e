import { publicHeaders } from '../../server/machinery/security-headers.ts'
import { errorLocations, errorMaps } from './error-answers.ts'
import { locations } from './locations.ts'
import { choiceOfNodes, type Nodes, upstreams } from './nodes.ts'
import { cartRoutes } from './routes.ts'
import { headerLines, indented, mapOf, quoted } from './text.ts'

/**
 * The whole configuration of nginx 1.22 or later, which runs by it in the foreground. The same text serves natively and
 * in a container: `nginx -e ERRORLOG -c FILE`. docs/decisions/0014-nginx-and-containers.md tells why it is so.
 * @throws when a path or an address cannot stand in it.
 */
export function renderNginxConfig(options: NginxOptions): string {
  const { host = '0.0.0.0', port, tls, publicUrl, webRoot, uploadsDir, rateLimitFactor = 1 } = options
  const headers = publicHeaders(publicUrl)
  return `\
${main(options)}
http {
${files(options)}
${clients(options)}
${compression(options)}
${accessLog(options)}
${maps}
${errorMaps()}
${upstreams(options)}
${tls ? redirectServer(options, headers) : ''}\
  server {
${tls ? tlsLines({ host, ...tls }) : `    listen ${host}:${port};\n`}\
    root ${quoted(webRoot)};
    # RATE_LIMIT_FACTOR multiplies this limit of a client as the others; more than 65535 nginx does not count.
    limit_conn clients ${Math.min(100 * rateLimitFactor, 65_535)};

${errorLocations(headers, publicUrl)}
${choiceOfNodes(options)}
${towardsNodes(publicUrl)}
${locations(headers, uploadsDir)}\
  }
}
`
}

const main = ({ user, workers = 'auto', pidFile, errorLog, brotliModules = [] }: NginxOptions) => `\
${indented(
  0,
  brotliModules.map((path) => `load_module ${quoted(path)};`),
)}\
${user === undefined ? '' : `user ${quoted(user)};\n`}\
daemon off;
worker_processes ${workers};
worker_rlimit_nofile 16384;
worker_shutdown_timeout 60s;
pid ${quoted(pidFile)};
error_log ${quoted(errorLog)} warn;

events {
  worker_connections 4096;
}
`

const files = ({ tempDir }: NginxOptions) => `\
${indented(
  2,
  ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (part) => `${part}_temp_path ${quoted(`${tempDir}/${part}`)};`,
  ),
)}\
  types {
    text/html html;
    text/css css;
    text/javascript js mjs;
    text/plain txt;
    application/json json map;
    application/manifest+json webmanifest;
    application/xml xml;
    image/avif avif;
    image/webp webp;
    image/png png;
    image/jpeg jpg jpeg;
    image/svg+xml svg;
    image/x-icon ico;
    font/woff2 woff2;
  }
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/css text/javascript text/plain application/xml;
  sendfile on;
  tcp_nopush on;
  server_tokens off;
`

const clients = ({ trustedProxies = [] }: NginxOptions) => `\
  # A client has 10 s for its headers and for a pause 15 s. What it sends is gathered here before a node hears of it, and
  # what a node answers is taken from it at once, so that a slow client costs a node nothing (S65).
  client_header_timeout 10s;
  client_body_timeout 15s;
  send_timeout 15s;
  lingering_timeout 2s;
  reset_timedout_connection on;
  keepalive_timeout 30s;
  keepalive_requests 10000;
  # With what is added here still less than the 16 kB that a node takes.
  client_header_buffer_size 1k;
  large_client_header_buffers 2 7k;
  client_max_body_size 128k;
  client_body_buffer_size 128k;
  limit_conn_zone $binary_remote_addr zone=clients:4m;
  limit_conn_status 429;
  limit_conn_log_level warn;
${indented(
  2,
  trustedProxies.map((address) => `set_real_ip_from ${quoted(address)};`),
)}\
${trustedProxies.length === 0 ? '' : '  real_ip_header X-Forwarded-For;\n  real_ip_recursive on;\n'}`

const compression = ({ brotliModules = [] }: NginxOptions) => `\
  gzip on;
  gzip_static on;
  gzip_comp_level 5;
  gzip_min_length 1024;
  gzip_proxied any;
  gzip_vary on;
  gzip_types ${compressible};
${
  brotliModules.length === 0
    ? ''
    : `\
  brotli on;
  brotli_static on;
  brotli_comp_level 4;
  brotli_min_length 1024;
  brotli_types ${compressible};
`
}`

const compressible = [
  'application/json',
  'application/problem+json',
  'application/manifest+json',
  'application/xml',
  'image/svg+xml',
  'text/css',
  'text/csv',
  'text/javascript',
  'text/plain',
].join(' ')

const accessLog = ({ accessLog }: NginxOptions) => `\
${mapOf('$request_uri', '$path', [['~^(?<before_query>[^?]*)', '$before_query']])}
  # Neither queries nor headers: nobody should find there what was searched for, or a token (S57, S58).
  log_format json escape=json '{"level":"info","time":"$time_iso8601","node":"nginx","requestId":"$request_ref",'
    '"client":"$remote_addr","method":"$request_method","path":"$path","protocol":"$server_protocol","status":$status,'
    '"seconds":$request_time,"bytes":$bytes_sent,"received":$request_length,"upstream":"$upstream_addr",'
    '"upstreamStatus":"$upstream_status","upstreamSeconds":"$upstream_response_time",'
    '"connectSeconds":"$upstream_connect_time","servedBy":"$upstream_http_x_served_by","msg":"request"}';
  access_log ${quoted(accessLog)} json buffer=32k flush=200ms;
`

const maps = [
  '  # A request keeps the id that it came with, if it is one; else it gets one here (S58).',
  mapOf('$http_x_request_id', '$request_ref', [
    ['~^[\\w-]{8,64}$', '$http_x_request_id'],
    ['default', '$request_id'],
  ]),
  '  # How often a request may be sent: one that reads, to one node after the other; an order, only with the key that',
  '  # makes it one order. Anything else goes to another node only where no connection to the first came about. What changes a',
  '  # cart shares transactions, as orders do.',
  mapOf('"$request_method $uri"', '$kind_of_request', [
    ['~^(GET|HEAD) ', 'reading'],
    ['POST /products/placeorder', 'order'],
    [`~^[A-Z]+ ${cartRoutes}`, 'sharing'],
    ['default', 'writing'],
  ]),
  mapOf('"$kind_of_request $http_idempotency_key"', '$way', [
    ['~^reading', 'reading'],
    ['~^order .', 'repeatable'],
    ['~^(order|sharing) ', 'sharing'],
    ['default', 'writing'],
  ]),
].join('\n')

const redirectServer = ({ host = '0.0.0.0', port, publicUrl }: NginxOptions, headers: Headers) => `\
  server {
    listen ${host}:${port};
${indented(4, headerLines({ ...headers, 'x-request-id': '$request_ref' }))}\
    return 308 ${publicUrl}$request_uri;
  }
`

const tlsLines = ({ host, port, certificate, key }: { host: string } & Tls) => `\
    listen ${host}:${port} ssl http2;
    ssl_certificate ${quoted(certificate)};
    ssl_certificate_key ${quoted(key)};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_ciphers ${ciphers};
    ssl_prefer_server_ciphers off;
    ssl_session_cache shared:tls:10m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;
    http2_max_concurrent_streams 64;
`

/** Mozilla's intermediate set, those with elliptic curves: https://wiki.mozilla.org/Security/Server_Side_TLS */
const ciphers = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
].join(':')

const towardsNodes = (publicUrl: string) => `\
    # What a node hears of the client is what is seen here, whatever the client says of itself (S12).
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $http_host;
    proxy_set_header X-Request-Id $request_ref;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto ${new URL(publicUrl).protocol.slice(0, -1)};
    proxy_set_header X-Forwarded-Host "";
    proxy_set_header Forwarded "";
    proxy_buffer_size 32k;
    proxy_buffers 8 32k;
    proxy_busy_buffers_size 64k;
    proxy_max_temp_file_size 256m;
    proxy_connect_timeout 2s;
    proxy_send_timeout 15s;
`

type Headers = Record<string, string>
type Tls = { certificate: string; key: string; port: number }

export type NginxOptions = Nodes & {
  host?: string
  /** Where it listens for HTTP; with `tls` it only leads on to `publicUrl` from there. */
  port: number
  /** PEM files, and the port of HTTPS and HTTP/2. */
  tls?: Tls | undefined
  /** PUBLIC_URL: how browsers reach the shop. */
  publicUrl: string
  /** The web app as it was built. */
  webRoot: string
  uploadsDir: string
  /** Whose X-Forwarded-For is believed: addresses or networks of proxies in front of this one. */
  trustedProxies?: readonly string[]
  rateLimitFactor?: number
  /** What `brotliModules()` finds. */
  brotliModules?: readonly string[]
  /** Whose rights the workers have where root starts nginx. */
  user?: string | undefined
  workers?: number | 'auto'
  pidFile: string
  accessLog: string
  errorLog: string
  /** A folder for bodies that are too large for memory. It must be there. */
  tempDir: string
}
