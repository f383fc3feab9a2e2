/** A model that a face offers, where the engine itself can't reach it (`vscode.lm`). */
export interface OfferedModel {
  /** Unique; what `--llm-model` names. */
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly maxInputTokens: number;
}

export interface OfferedModelRequest {
  readonly model: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
}

export interface OfferedModelReply {
  readonly text: string;
  readonly model: string;
  /** As the model counts them; null when it doesn't tell. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What a face lends the engine. Rejects with a MicrofactoryError of a `model-…` code. */
export interface OfferedModels {
  list(): Promise<readonly OfferedModel[]>;
  ask(request: OfferedModelRequest, signal: AbortSignal): Promise<OfferedModelReply>;
}
