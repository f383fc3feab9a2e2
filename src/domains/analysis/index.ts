import type { Domain } from '../../engine/maker/domain.ts';
import { analysisSession } from './analysis-session.ts';
import { formatGuide, PLAN_GUIDE } from './format-guide.ts';
import { analysisSimulation } from './simulation.ts';

/** Returns the domain for reports: sections of prose that discriminators choose, or items that get one of a few labels. */
export function createAnalysisDomain(): Domain {
  return {
    name: 'analysis',
    description:
      'Writes a Markdown report about the files of a folder or about anything else, section by section.',
    needsWorkspace: true,
    mayBeEmpty: true,
    needsModel: true,
    formatGuide,
    planGuide: PLAN_GUIDE,
    simulation: analysisSimulation,
    open: (context) => Promise.resolve().then(() => analysisSession(context)),
  };
}
