import type { Language } from '../subjects/subject.ts';

/** A fault that is planted wherever its pattern stands, one program for each place. */
export interface Fault {
  readonly how: string;
  readonly languages: readonly Language[];
  readonly find: RegExp;
  /** Returns what stands there instead. */
  readonly put: (found: string, ...groups: string[]) => string;
}

const ALL: readonly Language[] = ['JavaScript', 'TypeScript', 'Python'];
const WITH_BRACES: readonly Language[] = ['JavaScript', 'TypeScript'];

const instead = (to: string) => (): string => to;

const fault = (how: string, languages: readonly Language[], find: RegExp, put: Fault['put']): Fault => ({
  how,
  languages,
  find,
  put,
});

/** Every fault that is planted in every program of its languages. */
export const OTHER_EVERYWHERE: readonly Fault[] = [
  fault('another comparison', ALL, / > /g, instead(' >= ')),
  fault('another comparison', ALL, / >= /g, instead(' > ')),
  fault('another comparison', ALL, / < /g, instead(' <= ')),
  fault('another comparison', ALL, / <= /g, instead(' < ')),
  fault('another comparison', WITH_BRACES, / === /g, instead(' !== ')),
  fault('another comparison', WITH_BRACES, / !== /g, instead(' === ')),
  fault('another comparison', ['Python'], / == /g, instead(' != ')),
  fault('another operator', ALL, / \+ /g, instead(' - ')),
  fault('another operator', ALL, / - /g, instead(' + ')),
  fault('another operator', ALL, / \* /g, instead(' + ')),
  fault('another operator', ALL, / \/\/? (?!\/)/g, instead(' * ')),
  fault('another operator', ALL, / % /g, instead(' * ')),
  fault('another operator', ALL, / \+= (?!\d+\) \{)/g, instead(' -= ')),
  fault('and for or', WITH_BRACES, / && /g, instead(' || ')),
  fault('and for or', WITH_BRACES, / \|\| /g, instead(' && ')),
  fault('and for or', ['Python'], / and /g, instead(' or ')),
  fault('and for or', ['Python'], / or /g, instead(' and ')),
  fault('?? for ||', WITH_BRACES, / \?\? /g, instead(' && ')),
  fault('off by one', ALL, /(?<![\w.'"])\d+(?![\w.'"])/g, (found) => String(Number(found) + 1)),
  fault('another string', ALL, /(?<=[^\w])'([a-z ]+)'(?=[^\w])/gi, (_, inside = '') => `'${inside}x'`),
  fault(
    'swapped arguments',
    ALL,
    /(\w+)\((\w+(?:\.\w+)?), (\w+(?:\.\w+)?)\)/g,
    (_, name, a, b) => `${name}(${b}, ${a})`,
  ),
  fault(
    'a renamed export',
    WITH_BRACES,
    /(?<=^export (?:async )?(?:function\*?|const|class|enum) )\w+/gm,
    (found) => `${found}Other`,
  ),
  fault('a renamed function', ['Python'], /(?<=^(?:def|class) )\w+/gm, (found) => `${found}_other`),
  fault('a removed statement', WITH_BRACES, /^ +\w[^;{}\n]*(?:\+=|push)[^;{}\n]*;\n/gm, instead('')),
  fault(
    'a negated condition',
    WITH_BRACES,
    /\bif \(([^()\n]+)\)/g,
    (_, condition = '') => `if (!(${condition}))`,
  ),
  fault(
    'a negated condition',
    ['Python'],
    /\bif ([^:\n]+):/g,
    (_, condition = '') => `if not (${condition}):`,
  ),
];
