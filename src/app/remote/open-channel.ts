import type { ChildProcess } from 'node:child_process';
import {
  AbstractMessageWriter,
  createMessageConnection,
  IPCMessageReader,
  type Message,
  type MessageConnection,
  type MessageWriter,
} from 'vscode-jsonrpc/node';

/** Either end of the channel between a process and the one that it forked. */
export type ChannelEnd = ChildProcess | NodeJS.Process;

/** Returns the connection over a process's channel; `listen` is still to be called. */
export function openChannel(end: ChannelEnd): MessageConnection {
  return createMessageConnection(new IPCMessageReader(end), new ChannelWriter(end));
}

/** Unlike the library's own writer, it tells when the other side has room for more: `write` resolves only then. */
class ChannelWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #end: ChannelEnd;

  constructor(end: ChannelEnd) {
    super();
    this.#end = end;
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      const sent = (error: Error | null): void => (error === null ? resolve() : reject(error));
      if (this.#end.send === undefined || !this.#end.connected)
        return reject(new Error('The channel is closed.'));
      this.#end.send(message, undefined, undefined, sent);
    });
  }

  end(): void {
    // The channel ends with the process.
  }
}
