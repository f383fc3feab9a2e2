import { JAVASCRIPT_SUBJECTS } from './javascript.ts';
import { PYTHON_SUBJECTS } from './python.ts';
import type { Subject } from './subject.ts';
import { TYPESCRIPT_SUBJECTS } from './typescript.ts';

export const SUBJECTS: readonly Subject[] = [
  ...JAVASCRIPT_SUBJECTS,
  ...TYPESCRIPT_SUBJECTS,
  ...PYTHON_SUBJECTS,
];
