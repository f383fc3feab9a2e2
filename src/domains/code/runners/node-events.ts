import { resolve } from 'node:path';
import { isRecord, parseJson } from '../../../engine/json.ts';
import type { SourcePlace } from '../../../engine/ports/test-bench.ts';
import { caseId, withUniqueIds } from './case-ids.ts';
import { javascriptFrames, workspacePath } from './frames.ts';
import { cleanMessage } from './output.ts';
import type { RunPlace, TestCase } from './test-runner.ts';

interface EndEvent {
  readonly event: 'pass' | 'fail';
  readonly nesting: number;
  readonly name: string;
  readonly file?: string;
  readonly suite: boolean;
  readonly skip: boolean | string;
  readonly todo: boolean | string;
  readonly ms?: number;
  readonly kind?: string;
  readonly message?: string;
  readonly stack?: string;
  readonly expected?: string;
  readonly actual?: string;
}

export interface NodeEvents {
  readonly cases: readonly TestCase[];
  /** Every runner that began came to its end. */
  readonly complete: boolean;
  /** The script that the last runner's process was started with. */
  readonly main: string | undefined;
}

/** Returns what our node:test reporter recorded. */
export function readNodeEvents(reportText: string, place: RunPlace): NodeEvents {
  const reader = new EventReader(place);
  for (const line of reportText.split('\n')) {
    const record = parseJson(line);
    if (isRecord(record)) reader.take(record);
  }
  return reader.result();
}

class EventReader {
  readonly #place: RunPlace;
  readonly #cases: TestCase[] = [];
  readonly #stderr = new Map<string, string>();
  #titles: string[] = [];
  #open = 0;
  #begun = 0;
  #main: string | undefined;

  constructor(place: RunPlace) {
    this.#place = place;
  }

  take(record: Record<string, unknown>): void {
    if (record['event'] === 'begin') this.#begin(record);
    else if (record['event'] === 'done') this.#open -= 1;
    else if (record['event'] === 'start') this.#enter(Number(record['nesting']), String(record['name']));
    else if (record['event'] === 'stderr') this.#hear(String(record['file']), String(record['text']));
    else if (record['event'] === 'pass' || record['event'] === 'fail')
      this.#end(record as unknown as EndEvent);
  }

  result(): NodeEvents {
    return {
      cases: withUniqueIds(this.#cases),
      complete: this.#begun > 0 && this.#open === 0,
      main: this.#main,
    };
  }

  #begin(record: Record<string, unknown>): void {
    this.#begun += 1;
    this.#open += 1;
    this.#titles = [];
    this.#main = typeof record['main'] === 'string' ? record['main'] : undefined;
  }

  #enter(nesting: number, name: string): void {
    this.#titles = [...this.#titles.slice(0, nesting), name];
  }

  #hear(file: string, text: string): void {
    const key = this.#absolute(file);
    this.#stderr.set(key, `${this.#stderr.get(key) ?? ''}${text}`.slice(-8000));
  }

  #end(event: EndEvent): void {
    const titles = [...this.#titles.slice(0, event.nesting), event.name];
    const file = event.file === undefined ? '' : (workspacePath(event.file, this.#place) ?? event.file);
    const isFile =
      event.nesting === 0 && event.file !== undefined && this.#absolute(event.name) === event.file;
    // Passing suites say nothing that their tests don't; a failing one is a case when a hook of its own failed.
    const onlyChildrenFailed = event.kind === 'subtestsFailed';
    if (event.suite && (event.event === 'pass' || onlyChildrenFailed)) return;
    if (this.#leftOutByName(event)) return;
    const id = isFile ? file : caseId(file, titles);
    this.#cases.push({ id, file, ...this.#seen(event, isFile, onlyChildrenFailed, file) });
  }

  #seen(event: EndEvent, isFile: boolean, onlyChildrenFailed: boolean, file: string) {
    const timing = event.ms === undefined ? {} : { durationMs: event.ms };
    if (event.skip !== false || event.todo !== false)
      return { outcome: 'skip' as const, message: '', frames: [], ...timing };
    if (event.event === 'pass' || onlyChildrenFailed)
      return { outcome: 'pass' as const, message: '', frames: [], ...timing };
    const heard = isFile ? (this.#stderr.get(event.file ?? '') ?? '') : '';
    const frames = javascriptFrames(`${event.stack ?? ''}\n${heard}`, this.#place);
    return {
      outcome: 'fail' as const,
      message: cleanMessage(heard.trim() || (event.message ?? '')),
      frames: frames.length === 0 && isFile && file !== '' ? [startOf(file)] : frames,
      ...(event.expected === undefined ? {} : { expected: event.expected }),
      ...(event.actual === undefined ? {} : { actual: event.actual }),
      ...timing,
    };
  }

  // Node 20 reports tests that a name pattern left out as skipped.
  #leftOutByName(event: EndEvent): boolean {
    return typeof event.skip === 'string' && /does not match pattern/.test(event.skip);
  }

  #absolute(file: string): string {
    return resolve(this.#place.cwd, file);
  }
}

function startOf(file: string): SourcePlace {
  return { path: file, line: 1 };
}
