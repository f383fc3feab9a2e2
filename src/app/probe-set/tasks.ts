/** A tiny task with one right result; answers count as right when they vote for it, whatever their layout. */
export interface ProbeTask {
  readonly path: string;
  readonly ask: string;
  readonly before: string;
  readonly after: string;
}

/** Returns a task that replaces one piece of a text. */
function task(path: string, ask: string, text: string, [wrong, right]: readonly [string, string]): ProbeTask {
  const before = `${text}\n`;
  return { path, ask, before, after: before.replace(wrong, right) };
}

/** One-edit repairs as steps are, in the three languages that steps are mostly in; none needs to be run to be judged. */
export const PROBE_TASKS: readonly ProbeTask[] = [
  task('add.js', 'add(2, 3) gives -1 and must give 5.', 'export function add(a, b) {\n  return a - b;\n}', [
    'a - b',
    'a + b',
  ]),
  task(
    'larger.js',
    'larger(2, 5) gives 2 and must give 5. Change the comparison only.',
    'export function larger(a, b) {\n  return a < b ? a : b;\n}',
    ['a < b', 'a > b'],
  ),
  task(
    'last.js',
    'last([1, 2, 3]) gives undefined and must give 3. Keep the index access.',
    'export function last(list) {\n  return list[list.length];\n}',
    ['list.length]', 'list.length - 1]'],
  ),
  task(
    'adult.js',
    'isAdult(18) gives false and must give true. Compare with 18.',
    'export function isAdult(age) {\n  return age > 18;\n}',
    ['age > 18', 'age >= 18'],
  ),
  task(
    'area.js',
    'area({ width: 2, height: 3 }) gives 4 and must give 6.',
    'export function area(box) {\n  return box.width * box.width;\n}',
    ['box.width * box.width', 'box.width * box.height'],
  ),
  task(
    'greet.js',
    'greet("Ada") gives "Hello, name!" and must give "Hello, Ada!". Keep the template literal.',
    'export function greet(name) {\n  return `Hello, name!`;\n}',
    ['Hello, name!', 'Hello, ${name}!'],
  ),
  task(
    'limit.js',
    'The constant LIMIT must be 250 instead of 200.',
    'const LIMIT = 200;\n\nexport function fits(size) {\n  return size <= LIMIT;\n}',
    ['LIMIT = 200', 'LIMIT = 250'],
  ),
  task(
    'wait.js',
    'load() resolves to a promise of text inside an object: the call of read must be awaited.',
    'export async function load(read) {\n  const text = read();\n  return { text };\n}',
    ['= read()', '= await read()'],
  ),
  task(
    'sum.js',
    'sum([1, 2, 3]) gives NaN because the last round is one too many; change the loop’s condition only.',
    'export function sum(list) {\n  let total = 0;\n  for (let i = 0; i <= list.length; i++) total += list[i];\n  return total;\n}',
    ['i <= list.length', 'i < list.length'],
  ),
  task(
    'even.js',
    'isEven(4) gives false and must give true. Keep the remainder, and change what it is compared with.',
    'export function isEven(n) {\n  return n % 2 === 1;\n}',
    ['=== 1', '=== 0'],
  ),
  task(
    'price.ts',
    'gross(100) gives 81 and must give 119.',
    'const TAX = 0.19;\n\nexport function gross(net: number): number {\n  return net * (1 - TAX);\n}',
    ['1 - TAX', '1 + TAX'],
  ),
  task(
    'clamp.ts',
    'clamp(9, 0, 5) gives 0 and must give 5: the names of the two Math functions are swapped.',
    'export function clamp(x: number, low: number, high: number): number {\n  return Math.min(low, Math.max(high, x));\n}',
    ['Math.min(low, Math.max(high, x))', 'Math.max(low, Math.min(high, x))'],
  ),
  task(
    'names.ts',
    'names lists the ages and must list the names of the people.',
    'interface Person {\n  name: string;\n  age: number;\n}\n\nexport const names = (people: Person[]) => people.map((person) => person.age);',
    ['person.age', 'person.name'],
  ),
  task(
    'empty.ts',
    'isEmpty("") gives false and must give true. Keep comparing the length.',
    'export function isEmpty(text: string): boolean {\n  return text.length !== 0;\n}',
    ['!== 0', '=== 0'],
  ),
  task(
    'retry.ts',
    'The default of the parameter times must be 3.',
    'export function attempts(times = 2): number[] {\n  return Array.from({ length: times }, (_, index) => index);\n}',
    ['times = 2', 'times = 3'],
  ),
  task(
    'mean.py',
    'mean([1, 2]) gives 1 and must give 1.5: divide without rounding.',
    'def mean(values):\n    return sum(values) // len(values)',
    ['//', '/'],
  ),
  task(
    'first.py',
    'first([7, 8]) gives 8 and must give 7. Keep the index access.',
    'def first(items):\n    return items[1]',
    ['items[1]', 'items[0]'],
  ),
  task(
    'shout.py',
    'shout("hi") gives "hi!" and must give "HI!". Call the method of text that does it.',
    'def shout(text):\n    return text.lower() + "!"',
    ['lower', 'upper'],
  ),
  task(
    'has.py',
    'has(["a"], "a") gives False and must give True. Use the operator for membership.',
    'def has(items, item):\n    return item not in items',
    ['item not in items', 'item in items'],
  ),
  task(
    'celsius.py',
    'celsius(212) gives 324 and must give 100: the two numbers of the fraction are swapped.',
    'def celsius(fahrenheit):\n    return (fahrenheit - 32) * 9 / 5',
    ['* 9 / 5', '* 5 / 9'],
  ),
];
