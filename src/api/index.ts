export type { DomainFactory, DomainKit } from './domain-module.ts';
export type {
  ListedSession,
  MicrofactoryApi,
  ModuleUri,
  RegisteredDomain,
  Registration,
  RunRequest,
  SettledSession,
} from './extension-api.ts';
export type { Candidate } from '../engine/maker/candidate.ts';
export type { Domain, DomainContext, DomainSession } from '../engine/maker/domain.ts';
export type { Evidence } from '../engine/maker/evidence.ts';
export type { Reading } from '../engine/maker/red-flag.ts';
export type { Simulation } from '../engine/maker/simulation.ts';
export type { Plan, StepBrief } from '../engine/maker/step.ts';
export type { DomainTask, TaskAnswer, TaskPlace, TaskWork } from '../engine/maker/tasks/domain-task.ts';
export type { Verification } from '../engine/maker/verification.ts';
