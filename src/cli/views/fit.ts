import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';

/** Returns the text cut to at most `width` columns, with … where something is missing. */
export function fit(text: string, width: number): string {
  return width < 1 ? '' : cliTruncate(text, width);
}

/** Returns the text in exactly `width` columns: cut or filled up with spaces. */
export function column(text: string, width: number): string {
  const cut = fit(text, width);
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)));
}

export { stringWidth as columnsOf };
