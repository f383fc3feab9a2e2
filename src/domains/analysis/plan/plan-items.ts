import { MicrofactoryError } from '../../../engine/error.ts';
import type { Plan, PlannedStep } from '../../../engine/maker/step.ts';
import { promiseOf } from '../report/report.ts';

const MOST_ITEMS = 2000;
const LONGEST_TITLE = 200;
const LONGEST_ITEM = 4000;

/** Returns a plan of one step for each line of the file that is not blank. Throws `configuration` for too many, too long or none. */
export function planOfItems(text: string, path: string): Plan {
  const items = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const longest = Math.max(0, ...items.map((item) => item.length));
  if (items.length === 0) throw unfit(path, 'has no items: write one a line');
  if (items.length > MOST_ITEMS)
    throw unfit(path, `has ${items.length} items; split it into files of ${MOST_ITEMS} at most`);
  if (longest > LONGEST_ITEM)
    throw unfit(path, `has an item of ${longest} characters; ${LONGEST_ITEM} are the most`);
  return { steps: items.map(stepOf) };
}

function stepOf(item: string): PlannedStep {
  const title = item.length <= LONGEST_TITLE ? item : `${item.slice(0, LONGEST_TITLE - 2)} …`;
  const promise = { kind: 'tests', tests: [promiseOf(title)] } as const;
  return { title, description: item, kind: 'item', promise, mayBreak: [], files: [], dependsOn: [] };
}

function unfit(path: string, why: string): MicrofactoryError {
  return new MicrofactoryError({ code: 'configuration', message: `The file of items ${path} ${why}.` });
}
