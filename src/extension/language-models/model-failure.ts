import { MicrofactoryError, type ErrorCode } from '../../engine/error.ts';
import { t } from '../l10n.ts';
import { ownValue } from '../own-value.ts';

interface Kind {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly sentence: (model: string, said: string) => string;
}

/** What a `LanguageModelError` may have as its code. https://code.visualstudio.com/api/references/vscode-api#LanguageModelError */
const KINDS: Readonly<Record<string, Kind>> = {
  NoPermissions: {
    code: 'model-auth',
    retryable: false,
    sentence: (model) => t('You have not allowed Microfactory to use {0}: allow it, then resume.', model),
  },
  NotFound: {
    code: 'model-config',
    retryable: false,
    sentence: (model) => t('The model {0} is not offered any more: choose another.', model),
  },
  Blocked: {
    code: 'model-rate',
    retryable: true,
    sentence: (model, said) => t('{0} refuses for now: {1}', model, said),
  },
};

const LIMIT = /rate|quota|limit|too many|429/iu;
const TOO_BIG = /context length|too (long|large|big)|max(imum)? tokens/iu;

/** Returns what a language model's error means, as one sentence with a code that the engine acts on. */
export function modelFailure(error: unknown, model: string, aborted: boolean): MicrofactoryError {
  if (error instanceof MicrofactoryError) return error;
  if (aborted) return new MicrofactoryError({ code: 'cancelled', message: t('The request was cancelled.') });
  const said = error instanceof Error ? error.message : String(error);
  const kind = ownValue(KINDS, codeOf(error)) ?? guessed(said);
  return new MicrofactoryError({
    code: kind.code,
    retryable: kind.retryable,
    message: kind.sentence(model, said),
    cause: error,
  });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** Providers put what matters into the sentence: the code is then just `Unknown` or a name of their own. */
function guessed(said: string): Kind {
  const sentence = (model: string): string => t('{0} answered with an error: {1}', model, said);
  if (LIMIT.test(said)) return { code: 'model-rate', retryable: true, sentence };
  if (TOO_BIG.test(said)) return { code: 'model-too-big', retryable: false, sentence };
  return { code: 'model-transient', retryable: true, sentence };
}
