import { outlineOf } from '../../../src/app/view/outline.ts';
import { stepGraphOf } from '../../../src/app/view/step-graph.ts';
import { MicrofactoryError } from '../../../src/engine/error.ts';
import type { OutlineRow } from '../../../src/protocol/outline.ts';
import type { SessionService } from '../../../src/protocol/service.ts';
import type { Scene } from './scenes.ts';

/** A session service over a scene: trees and drawings are the real projections, evidence is the scene's. */
export function sceneService(scene: Scene): Pick<SessionService, 'outline' | 'graph' | 'step' | 'session'> {
  const dressed = (row: OutlineRow): OutlineRow => ({ ...row, ...scene.rows[row.step_id] });
  return {
    outline: (query) => {
      const page = outlineOf(scene.view, query);
      return Promise.resolve({ ...page, rows: page.rows.map(dressed) });
    },
    graph: (query) => {
      const graph = stepGraphOf(scene.view, query);
      const nodes = graph.nodes.map((node) =>
        node.kind === 'step' ? { ...node, row: dressed(node.row) } : node,
      );
      return Promise.resolve({ ...graph, nodes });
    },
    step: (_sessionId, stepId) => Promise.resolve(scene.stepOf(stepId)),
    session: (sessionId) =>
      Promise.reject(
        new MicrofactoryError({ code: 'not-found', message: `There is no session ${sessionId} any more.` }),
      ),
  };
}
