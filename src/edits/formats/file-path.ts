const MAX_PATH_LENGTH = 300;

/** Files that are known by name alone, so that one word above a fence can be a path. */
const NAMES_WITHOUT_EXTENSION =
  /^(?:Makefile|Dockerfile|LICENSE|README|CHANGELOG|Gemfile|Rakefile|Procfile|Jenkinsfile)$/;

const PATH_ATTRIBUTE =
  /(?:^|[\s{,])(?:path|file|filename|title)\s*[=:]\s*(?:"([^"]+)"|'([^']+)'|([^\s"'},]+))/i;

const LABEL_BEFORE_PATH = /^(?:\d+[.)]\s+|[-*]\s+|#{1,6}\s+)?(?:(?:file(?:name)?|path)\s*:\s*)?/i;

/** Returns the path with `/`, without a leading `./`, doubled slashes or `/./`; what leads outside is left for the guard. */
export function normalisedPath(path: string): string {
  const parts = path.trim().replaceAll('\\', '/').split('/');
  const kept = parts.filter((part, index) => part !== '.' && (part !== '' || index === 0));
  return kept.join('/');
}

/** Returns the path that a fence's info string names (`js path=src/a.js`, `src/a.js`, `js src/a.js`, `js:src/a.js`), if any. */
export function pathFromInfo(info: string): string | undefined {
  if (info.length > 2 * MAX_PATH_LENGTH) return undefined;
  const attribute = PATH_ATTRIBUTE.exec(info);
  const quoted = attribute?.[1] ?? attribute?.[2] ?? attribute?.[3];
  if (quoted !== undefined) return normalisedPath(quoted);
  const words = info.split(/\s+/).filter((word) => word !== '' && word !== 'delete');
  const last = words.at(-1);
  if (last === undefined || words.length > 2) return undefined;
  const afterLanguage = /^[\w+#-]{2,}:(?!\/\/)(.+)$/.exec(last)?.[1];
  const candidate = afterLanguage ?? last;
  return looksLikePath(candidate) ? normalisedPath(candidate) : undefined;
}

/** Returns the path when the line is nothing but one, plain or dressed as a heading, bold, in backticks or after `File:`. */
export function pathFromLine(line: string): string | undefined {
  if (line.length > MAX_PATH_LENGTH + 20) return undefined;
  const bare = line.trim().replace(LABEL_BEFORE_PATH, '').replace(/:$/, '');
  const undressed =
    /^(?:\*\*)?`([^`]+)`(?:\*\*)?:?$/.exec(bare)?.[1] ?? /^\*\*([^*]+?):?\*\*$/.exec(bare)?.[1] ?? bare;
  return looksLikePath(undressed) ? normalisedPath(undressed) : undefined;
}

function looksLikePath(text: string): boolean {
  if (text.length > MAX_PATH_LENGTH || !/^[^\s<>:"|?*`=,;]+$/.test(text)) return false;
  if (NAMES_WITHOUT_EXTENSION.test(text)) return true;
  const name = text.slice(text.lastIndexOf('/') + 1);
  return name !== '' && (text.includes('/') || /^\.?[^.].*\.[A-Za-z]\w{0,11}$|^\.\w+/.test(name));
}
