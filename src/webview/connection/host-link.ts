import { toPanel, type FromPanel, type ToPanel } from '../../protocol/panel.ts';

/** The panel's only way out: messages to the extension, and a small memory. */
export interface HostLink {
  post(message: FromPanel): void;
  saved(): unknown;
  save(state: unknown): void;
  /** Calls back with each message; undefined when it is none of ours. */
  onMessage(listener: (message: ToPanel | undefined) => void): () => void;
}

/** Connects to the editor that the panel lives in; possible once in a page's life. */
export function connectHost(): HostLink {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    saved: () => api.getState(),
    save: (state) => {
      api.setState(state);
    },
    onMessage(listener) {
      const heard = (event: MessageEvent<unknown>) => listener(messageFrom(event.data));
      window.addEventListener('message', heard);
      return () => window.removeEventListener('message', heard);
    },
  };
}

/** Returns the message, or undefined when it is not one. */
export function messageFrom(data: unknown): ToPanel | undefined {
  const parsed = toPanel.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}
