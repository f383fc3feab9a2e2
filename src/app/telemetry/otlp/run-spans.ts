import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span, type Tracer } from '@opentelemetry/api';
import type { SessionStatus } from '../../../engine/flow/state.ts';
import type { Exchange } from '../../../engine/ports/exchange.ts';
import type { StepView } from '../../view/step-view.ts';
import type { TelemetryOptions } from '../session-telemetry.ts';
import { chatAttributes, contentAttributes } from './chat-attributes.ts';

interface Open {
  readonly span: Span;
  readonly since: number;
}

/** The spans of a session from its beginning, or its going on, to its next rest: one trace. */
export class RunSpans {
  readonly #tracer: Tracer;
  readonly #options: TelemetryOptions;
  readonly #steps = new Map<string, Open>();
  #session: Open | undefined;

  constructor(tracer: Tracer, options: TelemetryOptions) {
    this.#tracer = tracer;
    this.#options = options;
  }

  exchange(exchange: Exchange): void {
    const { at, latencyMs, about, model, failure } = exchange;
    const parent = this.#parent(about?.stepId, at);
    const attributes = {
      ...chatAttributes(exchange),
      ...(this.#options.content ? contentAttributes(exchange) : {}),
    };
    const kind = SpanKind.CLIENT;
    const span = this.#begin(`chat ${model}`.trim(), { kind, startTime: at, attributes }, parent);
    // A sample that was called off, because the others had decided, is no error.
    if (failure !== undefined && failure.code !== 'cancelled') span.setStatus({ code: SpanStatusCode.ERROR });
    span.end(at + latencyMs);
  }

  stepEnded(step: StepView): void {
    const end = step.endedAt ?? Date.now();
    this.#step(step, end);
    const open = this.#steps.get(step.id);
    this.#steps.delete(step.id);
    if (open !== undefined) endStep(open, step, end);
  }

  /** Ends what is open; what comes after it is a trace of its own. */
  rested(status: SessionStatus): void {
    const now = Date.now();
    for (const [id, open] of this.#steps) endStep(open, this.#options.view.steps.get(id), now);
    this.#steps.clear();
    const session = this.#session;
    this.#session = undefined;
    session?.span.setAttribute('microfactory.session.status', status);
    if (status === 'failed') {
      session?.span.setStatus({ code: SpanStatusCode.ERROR });
      session?.span.setAttribute('error.type', 'session-failed');
    }
    session?.span.end(now);
  }

  /** The span of the step, opened with those above it; the session's where there is no such step any more. */
  #parent(stepId: string | undefined | null, at: number): Open {
    const open = stepId ? this.#steps.get(stepId) : undefined;
    if (open !== undefined) return open;
    const step = stepId ? this.#options.view.steps.get(stepId) : undefined;
    return step === undefined ? this.#sessionSpan(at) : this.#step(step, at);
  }

  #step(step: StepView, at: number): Open {
    const { id, graph, startedAt = at } = step;
    const known = this.#steps.get(id);
    if (known !== undefined) return known;
    const above = this.#parent(step.parent, startedAt);
    // Of a session that goes on, the time in which it rested is not part of the trace.
    const since = Math.max(startedAt, above.since);
    const attributes = { 'microfactory.step.id': id, 'microfactory.step.graph': graph };
    const span = this.#begin(`step ${graph}`, { startTime: since, attributes }, above);
    const open = { span, since };
    this.#steps.set(id, open);
    return open;
  }

  #sessionSpan(at: number): Open {
    if (this.#session !== undefined) return this.#session;
    const { sessionId, domain, view } = this.#options;
    const since = Math.min(view.runningSince ?? at, at);
    const attributes = {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': 'microfactory',
      'gen_ai.conversation.id': sessionId,
      'microfactory.domain': domain,
    };
    const span = this.#begin('invoke_agent microfactory', { startTime: since, attributes });
    this.#session = { span, since };
    return this.#session;
  }

  #begin(name: string, options: Parameters<Tracer['startSpan']>[1], parent?: Open): Span {
    const context = parent === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, parent.span);
    return this.#tracer.startSpan(name, options, context);
  }
}

function endStep({ span, since }: Open, step: StepView | undefined, end: number): void {
  if (step !== undefined) {
    span.setAttribute('microfactory.step.state', step.state);
    if (step.state === 'failed') {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute('error.type', 'step-failed');
    }
  }
  span.end(Math.max(since, end));
}
