import * as vscode from 'vscode';
import { classified } from '../../engine/error.ts';
import type { Feature } from '../host.ts';

const PLACE = 'microfactory.followed';

/** Follows the session of before a reload again, as soon as sessions are listed; it starts no engine for that. */
export const followedAgain: Feature = {
  name: 'followed session',
  activate({ sessions, context, log }) {
    let stored = context.workspaceState.get<string>(PLACE);
    let before = stored;
    const update = (): void => {
      const listed = sessions.sessions.some((session) => session.session_id === before);
      if (sessions.followed === undefined && listed) sessions.follow(before);
      if (sessions.sessions.length > 0) before = undefined;
      const now = sessions.followed?.session_id;
      if (now === undefined || now === stored) return;
      stored = now;
      context.workspaceState
        .update(PLACE, now)
        .then(undefined, (error: unknown) => log.warn(classified(error).message));
    };
    return vscode.Disposable.from(sessions.onDidChange(update));
  },
};
