#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from '../src/cli.js';

const { code, output } = run(process.argv.slice(2), (path) => readFileSync(path, 'utf8'));
console.log(output);
process.exitCode = code;
