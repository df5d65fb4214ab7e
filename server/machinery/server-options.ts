import { randomUUID } from 'node:crypto'
import { type FastifyBaseLogger, LogController } from 'fastify'
import type { Config } from '../config.ts'
import type { Log } from '../platform/log.ts'
import { answerFrameworkErrors, answerMalformedHttp } from './malformed-http.ts'
import type { RequestLog } from './request-log.ts'

/**
 * How long a client may take and how much it may send, so that slow and greedy ones starve nobody (S65): 10 s for the
 * headers, a minute for the whole request and for a pause in it. nginx keeps its idle connections for less than our
 * 75 s, so that it never sends into one that we are closing.
 */
export function serverOptions(config: Config, log: Log, requestLog: RequestLog) {
  return {
    // A request's one line is createRequestLog's. Without a logger of its own Fastify makes no child of it for each
    // request and waits for no answer's end; what it has to say against our code goes to the log all the same.
    logger: false as const,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: () => log as FastifyBaseLogger,
    bodyLimit: 128 * 1024,
    requestTimeout: 60_000,
    connectionTimeout: 60_000,
    keepAliveTimeout: 75_000,
    http: {
      maxHeaderSize: 16 * 1024,
      headersTimeout: 10_000,
      connectionsCheckingInterval: 1_000,
      // A request without a Host is refused by refuseBadRequests, as problem+json.
      requireHostHeader: false,
      // What has no body is not read as a stream: a warm page is answered 9 % more often so (0005).
      optimizeEmptyRequests: true,
    },
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    requestIdHeader: false as const,
    genReqId: requestIdOf,
    // While the node drains, what still arrives on an open connection is answered; the answer closes it.
    return503OnClosing: false,
    forceCloseConnections: 'idle' as const,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    clientErrorHandler: answerMalformedHttp(config, log),
    frameworkErrors: answerFrameworkErrors(config, requestLog),
  }
}

/** A request keeps the id that the proxy gave it, if it is one; it names the request from nginx to the consumer. */
export function requestIdOf({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
