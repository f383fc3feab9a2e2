import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { serveWorkbench } from '../../../scripts/vscode/serve-workbench.mjs';
import { waitUntil } from './wait-until.ts';

export interface WorkbenchOptions {
  readonly browser: Browser;
  /** A folder in which the extension is installed; it is copied. */
  readonly extensions: string;
  /** The folder that is opened. */
  readonly opened: string;
  /** Settings of the user and of the machine: `microfactory.` ones of both scopes. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly trustAll?: boolean;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Told to the engine as MICROFACTORY_HOME; by default a folder of the workbench's own. */
  readonly home?: string;
}

export interface Workbench {
  readonly page: Page;
  readonly context: BrowserContext;
  /** MICROFACTORY_HOME. */
  readonly home: string;
  /** What the pages and frames said is wrong: errors that nothing caught, and violations of a content security policy. */
  readonly problems: readonly string[];
  /** What the server said. */
  readonly log: readonly string[];
  /** Process of the extension host that was launched last; waits until there is one. */
  extensionHost(): Promise<number>;
  /** All processes of this workbench: the server and everything beneath it. */
  readonly pid: number;
  screenshot(name: string): Promise<void>;
  close(): Promise<void>;
}

const SCREENSHOTS = new URL('../../../.cache/e2e/', import.meta.url).pathname;

/** Starts a server of its own and opens a folder in a browser; resolves when the workbench is drawn. */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'microfactory-workbench-'));
  const home = options.home ?? join(folder, 'home');
  const log: string[] = [];
  const settings = { ...options.settings };
  const server = await serveWorkbench({
    folder,
    extensions: options.extensions,
    settings,
    machineSettings: settings,
    trustAll: options.trustAll ?? true,
    env: { MICROFACTORY_HOME: home, ...options.env },
    onLine: (line) => log.push(line),
  });
  const context = await options.browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const problems = problemsOf(page);
  const close = async () => {
    await context.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await page.goto(server.addressOf(options.opened));
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    page,
    context,
    home,
    problems,
    log,
    pid: server.pid ?? 0,
    extensionHost: () => waitUntil('an extension host', () => lastHost(log)),
    screenshot: async (name) => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: `${SCREENSHOTS}${name.replaceAll(/\W+/g, '-').slice(0, 100)}.png` });
    },
    close,
  };
}

function lastHost(log: readonly string[]): number | undefined {
  const pids = log.flatMap((line) => /<(\d+)> Launched Extension Host Process/.exec(line)?.[1] ?? []);
  return pids.length === 0 ? undefined : Number(pids.at(-1));
}

function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) problems.push(`policy: ${message.text()}`);
  });
  return problems;
}
