/**
 * Returns the text of a module that, preloaded through NODE_OPTIONS, adds arguments to the test framework's command
 * line, however it was started: the user's own command stays what runs, and the project stays untouched.
 */
export function argumentHookSource(program: RegExp, args: readonly string[]): string {
  return `// Adds report arguments to one test framework's command line; see NODE_OPTIONS.
const script = (process.argv[1] || '').split('\\\\').join('/');
if (${program.toString()}.test(script) && !process.env.MICROFACTORY_TEST_RUN) {
  process.env.MICROFACTORY_TEST_RUN = String(process.pid);
  process.argv.push(...${JSON.stringify(args)});
}
`;
}
