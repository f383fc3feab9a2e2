import { stepGraphOf } from '../../../src/app/index/graph/step-graph-of.ts';
import { outlineOf } from '../../../src/app/index/outline/outline-of.ts';
import { tableOf } from '../../../src/app/index/testing/table-of.ts';
import { MicrofactoryError } from '../../../src/engine/error.ts';
import type { OutlineRow } from '../../../src/protocol/outline.ts';
import type { SessionService } from '../../../src/protocol/service.ts';
import { sampleExplanation } from '../../../src/cli/testing/protocol-samples.ts';
import { NO_REQUESTS, pageOf } from './requests.ts';
import type { Scene } from './scenes.ts';

/** A session service over a scene: trees and drawings are the real projections, evidence is the scene's. */
export function sceneService(
  scene: Scene,
): Pick<SessionService, 'outline' | 'graph' | 'step' | 'explain' | 'session' | 'exchanges' | 'exchange'> {
  const requests = scene.requests ?? NO_REQUESTS;
  const steps = tableOf(scene.view);
  const dressed = (row: OutlineRow): OutlineRow => ({ ...row, ...scene.rows[row.step_id] });
  return {
    outline: (query) => {
      const page = outlineOf(steps, query);
      return Promise.resolve({ ...page, rows: page.rows.map(dressed) });
    },
    graph: (query) => {
      const graph = stepGraphOf(steps, query);
      const nodes = graph.nodes.map((node) =>
        node.kind === 'step' ? { ...node, row: dressed(node.row) } : node,
      );
      return Promise.resolve({ ...graph, nodes });
    },
    step: (_sessionId, stepId) => Promise.resolve(scene.stepOf(stepId)),
    explain: (_sessionId, stepId) => Promise.resolve({ ...sampleExplanation(), step_id: stepId }),
    exchanges: (query) => Promise.resolve(pageOf(requests, query)),
    exchange: (_sessionId, number) => Promise.resolve(requests.exchangeOf(number)),
    session: (sessionId) => {
      if (sessionId === scene.session?.session_id) return Promise.resolve({ ...scene.session, steps: [] });
      const message = `There is no session ${sessionId} any more.`;
      return Promise.reject(new MicrofactoryError({ code: 'not-found', message }));
    },
  };
}
