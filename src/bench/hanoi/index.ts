export { compare, type Compared, type Comparison, type Curves } from './compare.ts';
export type { Interval } from './agreement.ts';
export { play, type PlayedRun } from './play.ts';
export { predict, type Prediction } from './prediction/predict.ts';
export { towerTask, type TowerTask } from './tower-task.ts';
