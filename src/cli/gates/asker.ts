export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
}

/** Asks a person in a terminal. A dismissed question gives undefined, which is never a yes. */
export interface Asker {
  select<Value extends string>(
    message: string,
    choices: readonly Choice<Value>[],
  ): Promise<Value | undefined>;
  text(message: string): Promise<string | undefined>;
}
