/** The server answered 200 with something that is not a chat completion, e.g. a proxy's HTML page. */
export class UnexpectedReply extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'UnexpectedReply';
  }
}
