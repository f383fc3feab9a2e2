import type { MicroTask, TaskContext } from '../flow/micro-task.ts';
import type { MakerEnvironment } from './environment.ts';
import type { SessionData, StepData } from './maker-state.ts';

export type MakerTask = MicroTask<MakerEnvironment, SessionData, StepData>;
export type MakerContext = TaskContext<MakerEnvironment, SessionData, StepData>;
