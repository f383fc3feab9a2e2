import { readFileSync } from 'node:fs';
const paths = readFileSync(0, 'utf8').trim().split('\n');
if (paths.some((path) => readFileSync(path, 'utf8').includes('eval'))) {
  console.log('eval is not for us');
  process.exit(3);
}
