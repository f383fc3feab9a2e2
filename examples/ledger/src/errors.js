/** A mistake in the user's file or on the command line, with the line where it stands. */
export class LedgerError extends Error {
  constructor(message, line) {
    super(line === undefined ? message : `line ${line}: ${message}`);
    this.name = 'LedgerError';
    this.line = line;
  }
}
