export { withFlagKey } from './flag-key.ts';
export { createSessionService, type SessionServiceOptions } from './session-service.ts';
