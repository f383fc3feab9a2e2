import { fileURLToPath } from 'node:url';

/** The project's folder, and the command line as users run it. */
export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const CLI = fileURLToPath(new URL('../../../dist/cli.cjs', import.meta.url));
