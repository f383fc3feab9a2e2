import * as vscode from 'vscode';

type Question =
  | 'showErrorMessage'
  | 'showInformationMessage'
  | 'showInputBox'
  | 'showOpenDialog'
  | 'showQuickPick'
  | 'showSaveDialog'
  | 'showWarningMessage';

/** Does something while questions of the window are answered by functions: no person is there to answer them. */
export async function answering<Result>(
  answers: Readonly<Partial<Record<Question, (...asked: readonly never[]) => unknown>>>,
  work: () => PromiseLike<Result>,
): Promise<Result> {
  const window: object = vscode.window;
  const asked = Object.keys(answers).map((name) => [name, Reflect.get(window, name)] as const);
  Object.assign(window, answers);
  try {
    return await work();
  } finally {
    Object.assign(window, Object.fromEntries(asked));
  }
}

/** Returns the sentences that were shown as failures meanwhile. */
export async function failuresOf(work: () => PromiseLike<unknown>): Promise<string[]> {
  const sentences: string[] = [];
  const showErrorMessage = (sentence: string): Promise<undefined> => {
    sentences.push(sentence);
    return Promise.resolve(undefined);
  };
  await answering({ showErrorMessage }, work);
  return sentences;
}
