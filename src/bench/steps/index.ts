export { measureSteps, type MeasureOptions } from './measure-steps.ts';
export type * from './measurements.ts';
export { performPart, type PartRequest } from './perform-part.ts';
export { median } from './step-meter.ts';
export { allMet, speedOf, targetsOf, timesOf, wrongs, type Target } from './targets.ts';
