import { apiRoutes, fileRoutes, hiddenRoutes, pageRoutes, pictureRoute, uploadRoutes } from './routes.ts'
import { headerLines, indented, quoted } from './text.ts'

/** Who answers what: nodes what is data or made of it, nginx itself the pictures and the web app's files. */
export const locations = (headers: Record<string, string>, uploadsDir: string): string => `\
    # Pictures and CSV: up to eight pictures of 10 MB, and a node may take a while.
    location ~ "${uploadRoutes}" {
      client_max_body_size 82m;
      proxy_pass http://$nodes;
      proxy_send_timeout 60s;
      proxy_read_timeout 300s;
      proxy_next_upstream error;
    }

    location ~ "${apiRoutes}" {
      try_files /.none @$way;
    }
    location @reading {
      proxy_pass http://$nodes;
      proxy_read_timeout 10s;
      proxy_next_upstream error timeout;
      proxy_next_upstream_timeout 15s;
    }
    location @repeatable {
      proxy_pass http://$sharers;
      proxy_read_timeout 30s;
      proxy_next_upstream error timeout non_idempotent;
      proxy_next_upstream_timeout 35s;
    }
    location @sharing {
      proxy_pass http://$sharers;
      proxy_read_timeout 30s;
      proxy_next_upstream error;
    }
    location @writing {
      proxy_pass http://$nodes;
      proxy_read_timeout 30s;
      proxy_next_upstream error;
    }

    # A person who meets an error of ours here reads a page, whoever made the error.
    location ~ "${pageRoutes}" {
      proxy_pass http://$nodes;
      proxy_read_timeout 10s;
      proxy_next_upstream error timeout;
      proxy_next_upstream_timeout 15s;
      proxy_intercept_errors on;
      error_page 413 429 500 502 503 504 @page;
    }

    location ^~ /uploads/ {
      location ~ "${pictureRoute}" {
        alias ${quoted(uploadsDir, '/$1/$2')};
${indented(8, fileHeaders(headers, keptForEver))}\
      }
      return 404;
    }

    # Vite's names hold a hash of the content. One that is not there any more must not become a page.
    location ^~ /assets/ {
${indented(6, fileHeaders(headers, keptForEver))}\
    }
    location ~ "${hiddenRoutes}" {
      return 404;
    }
    location ~ "${fileRoutes}" {
      try_files $uri =404;
${indented(6, fileHeaders(headers, 'no-cache'))}\
    }
    location / {
      try_files /index.html =404;
${indented(6, fileHeaders(headers, 'no-cache'))}\
    }
`

const fileHeaders = (headers: Record<string, string>, cacheControl: string) =>
  headerLines({ ...headers, 'x-request-id': '$request_ref', 'cache-control': cacheControl })

const keptForEver = 'public, max-age=31536000, immutable'
