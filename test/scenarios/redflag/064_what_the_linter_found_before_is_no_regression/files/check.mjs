import { readFileSync } from 'node:fs';
const lines = readFileSync('src/a.js', 'utf8').split('\n');
lines.forEach((line, at) => { if (/\bvar\b/.test(line)) console.log(`src/a.js:${at + 1}:1: no var here`); });
process.exit(lines.some((line) => /\bvar\b/.test(line)) ? 1 : 0);
