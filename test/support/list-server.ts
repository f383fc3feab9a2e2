import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListServer {
  /** Of the server itself, without a path. */
  readonly url: string;
  /** `path?query key` of every request, the key as it was sent. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Starts a server on a free loopback port that answers as a provider's list of models does; undefined is never answered. */
export async function startListServer(
  answer: (path: string, query: URLSearchParams) => { status?: number; body: unknown } | undefined,
): Promise<ListServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    asked.push(`${pathname}${search} ${keyOf(request)}`);
    const given = answer(pathname, searchParams);
    if (given === undefined) return;
    response.writeHead(given.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function keyOf({ headers }: IncomingMessage): string {
  return headers.authorization ?? String(headers['x-api-key'] ?? 'none');
}
