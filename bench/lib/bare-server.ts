import { createServer } from 'node:http'

// The limit that browsing is measured against: bare node:http that answers the same bytes with the same headers.
process.once(
  'message',
  ({ body, headers, port }: { body: string; headers: Record<string, string>; port: number }) => {
    const bytes = Buffer.from(body)
    createServer((_request, response) => {
      response.writeHead(200, headers)
      response.end(bytes)
    }).listen(port, '127.0.0.1', () => process.send?.('listening'))
  },
)
