import { isMap, isScalar, parseDocument, stringify, type Document, type Pair } from 'yaml';
import { MicrofactoryError } from '../../engine/error.ts';
import { t } from '../l10n.ts';

export interface NewDomain {
  readonly name: string;
  readonly description: string;
  /** The domain whose way of working it takes over. */
  readonly basis: string;
}

/** Text to put at an offset, all else untouched. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
  /** Where in the inserted text the domain's name begins. */
  readonly nameAt: number;
}

/** Returns why a name can't be a new domain's, in one sentence; undefined when it can. */
export function problemOfName(name: string, taken: readonly string[]): string | undefined {
  if (!/^[a-z][a-z0-9_-]*$/iu.test(name))
    return t('A domain’s name begins with a letter and has letters, digits, “-” and “_”.');
  return taken.includes(name) ? t('There is a domain {0} already.', name) : undefined;
}

/** Returns what adds a domain at the end of a configuration's domains; throws `configuration` when they stand where nothing can be added. */
export function insertDomain(text: string, domain: NewDomain): Insertion {
  const document = parseDocument(text, { logLevel: 'silent' });
  if (document.errors.length > 0) throw unfit(t('It is not YAML: mend that first.'));
  const ending = text.includes('\r\n') ? '\r\n' : '\n';
  const domains = pairOf(document, 'domains');
  if (domains === undefined) return atEnd(text, domain, ending);
  return inSection(text, domains, domain, ending);
}

function atEnd(text: string, domain: NewDomain, ending: string): Insertion {
  const begun = text === '' || text.endsWith('\n') ? '' : ending;
  const head = `${begun}domains:${ending}`;
  return { offset: text.length, text: `${head}${written(domain, 2, ending)}`, nameAt: head.length + 2 };
}

function inSection(text: string, domains: Pair, domain: NewDomain, ending: string): Insertion {
  const section = domains.value;
  const isEmpty = section === null || (isScalar(section) && section.value === null);
  if (!isEmpty && (!isMap(section) || section.flow === true || section.items.length === 0))
    throw unfit(t('Its “domains” stand in braces: write each on lines of its own first.'));
  const last = isEmpty ? domains.key : section;
  const indent = isEmpty ? 2 : columnOf(text, startOf(isMap(section) ? section.items[0]?.key : undefined));
  const offset = endOfLine(text, contentEnd(last));
  const begun = text[offset - 1] === '\n' ? '' : ending;
  return { offset, text: `${begun}${written(domain, indent, ending)}`, nameAt: begun.length + indent };
}

function written({ name, description, basis }: NewDomain, indent: number, ending: string): string {
  const said = description.trim() === '' ? {} : { description: description.trim() };
  const yaml = stringify({ [name]: { extends: basis, ...said } }, { lineWidth: 0 });
  const lines = yaml.trimEnd().split('\n');
  return lines.map((line) => `${' '.repeat(indent)}${line}${ending}`).join('');
}

function pairOf(document: Document, key: string): Pair | undefined {
  const { contents } = document;
  if (contents === null) return undefined;
  if (!isMap(contents)) throw unfit(t('It does not hold keys with values.'));
  if (contents.flow === true)
    throw unfit(t('It stands in braces: write its keys on lines of their own first.'));
  return contents.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function contentEnd(node: unknown): number {
  if (isMap(node)) {
    const pair = node.items.at(-1);
    return Math.max(contentEnd(pair?.key), contentEnd(pair?.value));
  }
  const range = (node as { readonly range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[1] ?? 0;
}

function startOf(node: unknown): number {
  return isScalar(node) ? (node.range?.[0] ?? 0) : 0;
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The offset behind the line's end, so that a comment at the end of the line stays there. */
function endOfLine(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function unfit(why: string): MicrofactoryError {
  return new MicrofactoryError({
    code: 'configuration',
    message: t('No domain can be added to this file. {0}', why),
  });
}
