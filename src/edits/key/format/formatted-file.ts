/** Why the repository's formatter says nothing of a file; the ids are stable across versions. */
export type FormatRefusal =
  | 'plug-ins' // its configuration would run code
  | 'not-installed' // configured, but not there to be run
  | 'not-utf-8'
  | 'too-large'
  | 'failed'
  | 'timed-out'
  | 'not-idempotent'
  | 'changes-meaning'
  | 'unchecked'; // nobody can tell whether it keeps what the file says

/** What the repository's formatter makes of a file. */
export type FormattedFile =
  | { readonly ok: true; readonly formatter: string; readonly content: Uint8Array }
  | {
      readonly ok: false;
      readonly formatter: string;
      readonly refusal: FormatRefusal;
      /** One sentence. */
      readonly reason: string;
    };
