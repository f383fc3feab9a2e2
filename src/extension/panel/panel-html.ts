/** Where the page finds its files, and what it is told. */
export interface PanelPage {
  readonly nonce: string;
  /** Origin of the extension's files in a webview. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  readonly title: string;
  readonly language: string;
  /** Translated texts by their English ones. */
  readonly strings: Readonly<Record<string, string>>;
}

/** Returns the policy of the page: its own script by nonce, files of the extension, nothing else from anywhere. */
export function panelPolicy({ nonce, source }: Pick<PanelPage, 'nonce' | 'source'>): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
  ].join('; ');
}

/** Returns the whole page; all else is drawn by its script. */
export function panelHtml(page: PanelPage): string {
  const { nonce, script, style, title, language, strings } = page;
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(panelPolicy(page))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(title)}</title>
<link rel="stylesheet" href="${attribute(style)}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}">globalThis.microfactoryPage = ${scriptValue({ strings })};</script>
<script nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>`;
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Within a script, `<` could end it, and two line separators end a line in older engines. */
function scriptValue(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
