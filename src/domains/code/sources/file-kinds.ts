const DEPENDENCY = /(^|\/)(node_modules|vendor|third_party|dist|build|out|coverage|\.venv|venv)\//;
const JAVASCRIPT = /\.[cm]?[jt]sx?$/;
const CODE =
  /\.([cm]?[jt]sx?|py|go|rs|java|kt|kts|swift|rb|php|cs|fs|c|cc|cpp|h|hpp|m|scala|ex|exs|dart|lua|vue|svelte)$/;
const CONFIGURATION = /(^|\/)(\.[^/]+|[^/]+\.(config|rc|setup)\.[cm]?[jt]s|setup\.py|build\.rs)$/;
const TEST_NAME =
  /([._-](test|spec)s?\.[cm]?[jt]sx?$)|((^|\/)tests?([._-][^/]*)?\.([cm]?[jt]sx?|py)$)|(_test\.(py|go|rb|exs?|c|cc|cpp|dart)$)|((^|\/)conftest\.py$)|((Test|Tests|Spec)\.(java|kt|cs|scala|php|swift)$)|(_spec\.rb$)/;
const TEST_FOLDER = /(^|\/)(tests?|__tests__|spec|specs|e2e)\//;

/** True for files that hold tests or stand in a folder of tests. */
export function isTestFile(path: string): boolean {
  return TEST_NAME.test(path) || TEST_FOLDER.test(path);
}

/** True for code that is neither test, dependency, build product nor configuration. */
export function isSourceFile(path: string): boolean {
  return CODE.test(path) && !isTestFile(path) && !DEPENDENCY.test(path) && !CONFIGURATION.test(path);
}

/** True for JavaScript and TypeScript in all their file names. */
export function isJavascript(path: string): boolean {
  return JAVASCRIPT.test(path);
}
