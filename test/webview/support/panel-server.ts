import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { panelHtml, panelPolicy } from '../../../src/extension/panel/panel-html.ts';
import { BUILT, ROOT } from './build-panel.ts';

export interface PanelServer {
  readonly origin: string;
  /** Reports of what the page tried against its policy. */
  readonly violations: string[];
  close(): void;
}

const NONCE = 'for-tests-only';
const FILES: Readonly<Record<string, string>> = {
  '/panel.js': join(BUILT, 'panel.js'),
  '/panel.css': join(BUILT, 'panel.css'),
  '/bridge.js': join(ROOT, 'test/webview/support/bridge.js'),
};
const KINDS: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css' };

/** Serves the built panel on loopback as the extension would: its page, its policy, an editor's theme. */
export async function startPanelServer(): Promise<PanelServer> {
  const violations: string[] = [];
  const server = createServer((request, response) => serve(request, response, violations));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = originOf(server);
  return {
    origin,
    violations,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serve(request: IncomingMessage, response: ServerResponse, violations: string[]): void {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  if (url.pathname === '/violation') return takeReport(request, response, violations);
  if (url.pathname === '/') return servePage(url, response);
  const theme = /^\/themes\/([a-z-]+)\.css$/.exec(url.pathname)?.[1];
  const path = theme === undefined ? FILES[url.pathname] : join(ROOT, 'test/webview/themes', `${theme}.css`);
  if (path === undefined) {
    response.writeHead(204).end();
    return;
  }
  response.writeHead(200, { 'content-type': KINDS[path.split('.').at(-1) ?? ''] });
  response.end(readFileSync(path));
}

function servePage({ origin, searchParams }: URL, response: ServerResponse): void {
  const html = panelHtml({
    nonce: NONCE,
    source: origin,
    script: `${origin}/panel.js`,
    style: `${origin}/panel.css`,
    title: 'Microfactory',
    language: 'en',
    strings: {},
  });
  const theme = searchParams.get('theme') ?? 'dark';
  const head = `<link rel="stylesheet" href="/themes/${theme}.css"><script nonce="${NONCE}" src="/bridge.js"></script>`;
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${panelPolicy({ nonce: NONCE, source: origin })}; report-uri /violation`,
  });
  response.end(
    html.replace('<head>', `<head>${head}`).replace('<body>', `<body class="${bodyClass(theme)}">`),
  );
}

/** What the editor calls the kinds of its themes. */
function bodyClass(theme: string): string {
  const kinds: Readonly<Record<string, string>> = {
    'hc-black': 'vscode-high-contrast',
    'hc-light': 'vscode-high-contrast vscode-high-contrast-light',
  };
  const kind = kinds[theme] ?? `vscode-${theme}`;
  return `${kind}" data-vscode-theme-kind="${kind.split(' ').at(-1) ?? ''}`;
}

function takeReport(request: IncomingMessage, response: ServerResponse, violations: string[]): void {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    violations.push(body);
    response.writeHead(204).end();
  });
}
