import { byRole, planOf, replaceLine } from '../../cli/support/scripted-model.ts';
import { modelServer } from '../../cli/support/model.ts';
import type { ModelServer } from '../../support/model-server.ts';

const FIX_ADD = replaceLine('src/add.js', '  return a - b;', '  return a + b;');
const FIX_LARGER = replaceLine('src/larger.js', '  return a < b ? a : b;', '  return a > b ? a : b;');

/** A model that plans two steps and solves both; it takes its time over answers, so that a run can be met half way. */
export function scriptedCalculator({ delayMs = 0 } = {}): Promise<ModelServer> {
  return modelServer(
    byRole({
      decomposition: () =>
        planOf(
          { title: 'Mend add', tests: ['test/add.test.js › adds'] },
          { title: 'Mend larger', tests: ['test/larger.test.js › takes the larger'] },
        ),
      solver: ({ prompt }) => ({
        text: prompt.includes('The step: Mend add') ? FIX_ADD : FIX_LARGER,
        delayMs,
      }),
      probe: () => 'ready',
    }),
  );
}
