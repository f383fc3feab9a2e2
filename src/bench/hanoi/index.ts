export { compare, type Comparison, type Curves } from './compare.ts';
export type { Compared, Interval } from '../chances/agreement.ts';
export { play, type PlayedRun } from './play.ts';
export { predict, type Prediction } from './prediction/predict.ts';
export { towerTask, type TowerTask } from './tower-task.ts';
