export { createReplayAgent } from './create-replay-agent.ts';
export { answerKey, readRecordedAnswers, type RecordedAnswer, type Recording } from './recorded-answers.ts';
