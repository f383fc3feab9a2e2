import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { FromPanel } from '../../../src/protocol/panel.ts';
import { startPanelServer, type PanelServer } from './panel-server.ts';
import { ScriptedHost } from './scripted-host.ts';
import type { Scene } from './scenes.ts';

export const THEMES = ['light', 'dark', 'hc-black', 'hc-light'] as const;
export type Theme = (typeof THEMES)[number];

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Returns a browser; says in one sentence what to do where there is none. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath))
    throw new Error(`There is no Chromium at ${executablePath}: install it, or name it in CHROMIUM.`);
  return chromium.launch({ executablePath, args: ARGS });
}

export interface PanelPage {
  readonly page: Page;
  readonly host: ScriptedHost;
  readonly server: PanelServer;
  /** Errors that the page threw. */
  readonly errors: string[];
  close(): Promise<void>;
}

export interface PanelPageOptions {
  readonly browser: Browser;
  readonly scene: Scene;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** 2 is a zoom of 200 %. */
  readonly zoom?: number;
}

/** Opens the built panel over a scene, and waits until it shows something. */
export async function openPanel(options: PanelPageOptions): Promise<PanelPage> {
  const { browser, scene, theme = 'dark', width = 1280, height = 800, zoom = 1 } = options;
  const server = await startPanelServer();
  const context = await browser.newContext({
    viewport: { width: Math.floor(width / zoom), height: Math.floor(height / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // A page that is being closed takes no more messages.
  const host = new ScriptedHost(scene, (message) => void page.evaluate(post, message).catch(() => undefined));
  await page.exposeFunction('toHost', (message: FromPanel) => host.take(message));
  await page.goto(`${server.origin}/?theme=${theme}`);
  await page.locator('h1, .notice, .empty').first().waitFor();
  return {
    page,
    host,
    server,
    errors,
    async close() {
      host.feed.dispose();
      await context.close();
      server.close();
    },
  };
}

function post(message: unknown): void {
  window.postMessage(message, '*');
}

/** Sends what a host could send. */
export async function send(page: Page, message: unknown): Promise<void> {
  await page.evaluate(post, message);
}

/** Returns what was tried against the page's policy. */
export async function violationsOf({ page, server }: PanelPage): Promise<string[]> {
  const seen = await page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
  return [...seen, ...server.violations];
}
