export { createSessionService, type SessionServiceOptions } from './session-service.ts';
