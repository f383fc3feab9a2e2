import { expect, test } from 'vitest';
import { panelHtml, panelPolicy, type PanelPage } from './panel-html.ts';

const page: PanelPage = {
  nonce: 'abc123',
  source: 'https://files.example',
  script: 'https://files.example/dist/panel.js',
  style: 'https://files.example/dist/panel.css',
  title: 'Microfactory',
  language: 'en',
  strings: {},
};

test('the policy forbids everything that is not named, and names nothing unsafe', () => {
  const policy = panelPolicy(page);
  expect(policy.startsWith(`default-src 'none';`)).toBe(true);
  expect(policy).toContain(`script-src 'nonce-abc123'`);
  expect(policy).not.toMatch(/unsafe|http:|\*|data:|strict-dynamic/);
});

test('every script has the nonce, and the page loads nothing else', () => {
  const html = panelHtml(page);
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  expect(scripts).toHaveLength(2);
  for (const script of scripts) expect(script).toContain('nonce="abc123"');
  expect(html.match(/<(img|iframe|object|embed|style)\b/g)).toBeNull();
});

test('a translation cannot end the script that carries it', () => {
  const html = panelHtml({ ...page, strings: { a: '</script><script>alert(1)</script>\u2028' } });
  expect(html.match(/<\/script>/g)).toHaveLength(2);
  expect(html).not.toContain('\u2028');
});

test('an attribute cannot be left', () => {
  const html = panelHtml({ ...page, language: '"><script>alert(1)</script>' });
  expect(html).toContain('lang="&quot;&gt;&lt;script');
});
