import { expect, it } from 'vitest';
import { TaskRegister } from './task-register.ts';

it('keeps a task with its own `this`', () => {
  const register = new TaskRegister();
  const task = {
    name: 'mine',
    before: 'gate',
    answer: { kind: 'continue' },
    run() {
      return this.answer;
    },
  };
  register.add(task);
  const [kept] = register.close();
  expect(kept?.run({} as never)).toEqual({ kind: 'continue' });
});

it('takes no task once the domain is made', () => {
  const register = new TaskRegister();
  expect(register.close()).toEqual([]);
  expect(() => register.add({ name: 'late', before: 'gate', run: () => undefined })).toThrow(
    'The task late comes too late: register it while the module makes its domain.',
  );
});
