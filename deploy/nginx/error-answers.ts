import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { AppError, problem } from '../../server/errors.ts'
import { apiRoutes, fileRoutes, hiddenRoutes, uploadRoutes } from './routes.ts'
import { headerLines, indented, mapOf, text } from './text.ts'

/**
 * What nginx itself answers when it refuses a request or no node answers: problem+json on the routes of the API, a page
 * for people everywhere else. `$status` is the status that is being answered.
 */
export const errorMaps = (): string =>
  [
    mapOf('$uri', '$error_answer', [
      // What cannot be read has no address yet, and nginx needs one to answer.
      ['', '/.unreadable'],
      [`~${uploadRoutes}`, '@problem'],
      [`~${apiRoutes}`, '@problem'],
      [`~${hiddenRoutes}`, '@problem'],
      [`~${fileRoutes}`, '@problem'],
      ['default', '@page'],
    ]),
    mapOf(
      '$status',
      '$problem',
      refusals.map((refusal) => [String(refusal.status), JSON.stringify(problem(refusal, '$request_ref'))]),
    ),
    mapOf('$status', '$error_heading', [...headings, ['default', 'This cannot be answered']]),
    mapOf(
      '$status',
      '$error_advice',
      refusals.map(({ status, message }) => [String(status), isOurs(status) ? adviceForPeople : message]),
    ),
    mapOf('$status', '$allowed_methods', [['405', 'GET, HEAD']]),
    mapOf('$status', '$usual_retry_after', [
      ['429', '1'],
      ['~^50[234]$', '2'],
    ]),
    mapOf('$upstream_http_retry_after', '$retry_after', [
      ['', '$usual_retry_after'],
      ['default', '$upstream_http_retry_after'],
    ]),
  ].join('\n')

/** The status of each answer is set where an error leads here; the one of `return` is never seen. */
export const errorLocations = (headers: Record<string, string>, publicUrl: string): string => `\
    error_page ${refusals.map(({ status }) => status).join(' ')} $error_answer;
    error_page 403 =404 $error_answer;
    error_page 494 =431 $error_answer;
    error_page 495 496 =400 $error_answer;
    error_page 497 =308 ${publicUrl}$request_uri;

    location = /.unreadable {
      internal;
      try_files /.none @problem;
    }
    location @problem {
      types { }
      default_type application/problem+json;
${indented(6, errorHeaders(headers))}\
      return 500 $problem;
    }
    location @page {
      types { }
      default_type text/html;
${indented(6, errorHeaders({ ...headers, 'content-security-policy': pagePolicy }))}\
      return 500 ${text(page)};
    }
`

const errorHeaders = (headers: Record<string, string>) =>
  headerLines({
    ...headers,
    'x-request-id': '$request_ref',
    'cache-control': 'no-store',
    'retry-after': '$retry_after',
    allow: '$allowed_methods',
  })

const page = readFileSync(new URL('error-page.html', import.meta.url), 'utf8').trim()
const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? ''
const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const unknown =
  'Look whether it was done before you repeat it; an order is safe with the same Idempotency-Key.'

const refusals = [
  new AppError(400, 'request_malformed', 'The request is not HTTP that can be read.'),
  new AppError(404, 'not_found', 'There is nothing at this address.'),
  new AppError(405, 'method_not_allowed', 'This address takes GET and HEAD.'),
  new AppError(412, 'precondition_failed', 'The file is not the one that the headers ask for.'),
  new AppError(413, 'body_too_large', 'The body is larger than this address takes.'),
  new AppError(414, 'address_too_long', 'The address is longer than 7 kB. Shorten it.'),
  new AppError(416, 'range_not_satisfiable', 'The file has no such part.'),
  new AppError(
    429,
    'too_many_requests',
    'Too many requests from your network are open at once, and nothing was done. Wait a little, then try again.',
  ),
  new AppError(431, 'headers_too_large', 'The headers are larger than 14 kB. Send fewer cookies.'),
  new AppError(
    500,
    'internal_error',
    'Something went wrong on our side. Try again; if it stays, tell us the requestId.',
  ),
  new AppError(
    501,
    'not_implemented',
    'The body is encoded in a way that nobody here reads. Send it as it is.',
  ),
  new AppError(502, 'no_answer', `No part of the shop answered. ${unknown}`),
  new AppError(503, 'unavailable', 'The shop cannot take this now. Try again in a moment.'),
  new AppError(504, 'answer_late', `The shop took too long to answer. ${unknown}`),
  new AppError(505, 'version_not_supported', 'Send the request as HTTP/1.1 or HTTP/2.'),
]

// What people read on the page, where it is not the same.
const headings = [
  ['404', 'There is nothing here'],
  ['~^50[0234]$', 'The shop does not answer just now'],
] as const
const isOurs = (status: number) => [500, 502, 503, 504].includes(status)
const adviceForPeople =
  'Something on our side is out of order. What you ordered is safe. Try again in a moment; if it stays, tell us the reference below.'
