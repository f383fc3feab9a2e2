// One process: LangGraph.js with its SQLite checkpointer on the comparable loop. A step is three concurrent trivial samples,
// a vote and a checkpoint. `node loop.mjs <steps> <database>` writes one line of JSON.
import { Annotation, END, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const K = 3;
const [steps, database] = [Number(process.argv[2]), process.argv[3]];

const State = Annotation.Root({
  step: Annotation({ reducer: (_before, after) => after, default: () => 0 }),
  total: Annotation({ reducer: (_before, after) => after, default: () => 0 }),
});

async function sample(step) {
  return (step * 7 + 1) % 11;
}

function winner(answers) {
  const votes = new Map();
  for (const answer of answers) votes.set(answer, (votes.get(answer) ?? 0) + 1);
  const leader = [...votes].find(([, count]) => count >= K);
  if (leader === undefined) throw new Error('No answer leads by three.');
  return leader[0];
}

// One node a step, so one checkpoint a step: samples as nodes of their own would cost a second one.
const graph = new StateGraph(State)
  .addNode('decide', async ({ step, total }) => {
    const answers = await Promise.all(Array.from({ length: K }, () => sample(step)));
    return { step: step + 1, total: total + winner(answers) };
  })
  .addEdge(START, 'decide')
  .addConditionalEdges('decide', ({ step }) => (step < steps ? 'decide' : END));

const app = graph.compile({ checkpointer: SqliteSaver.fromConnString(database) });
const began = performance.now();
const { total, step } = await app.invoke(
  { step: 0 },
  { configurable: { thread_id: 'bench' }, recursionLimit: steps + 10 },
);
const ms = performance.now() - began;

let expected = 0;
for (let each = 0; each < steps; each += 1) expected += (each * 7 + 1) % 11;
const size = (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
const result = {
  steps,
  ms,
  bytes: size(database) + size(`${database}-wal`),
  peakRss: process.resourceUsage().maxRSS * 1024,
  ...(step === steps && total === expected ? {} : { wrong: 'LangGraph ended in another state.' }),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
