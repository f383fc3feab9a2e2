export { createCodeBench, type CodeBench, type CodeBenchOptions } from './code-bench.ts';
