import { faultyFileSystem } from '../../src/store/testing/faulty-file-system.ts';
import { PERFORM } from './activities/perform.ts';
import { withinFolder } from './within-folder.ts';

/** Does what is named in that folder, and is killed by SIGKILL at the operation; prints `done` when there is none such. */
async function main(folder: string, what: string, at: number): Promise<void> {
  await PERFORM[what]?.(faultyFileSystem(withinFolder(folder), at, 'kill'));
  process.stdout.write('done\n');
}

void main(process.argv[2] ?? '', process.argv[3] ?? '', Number(process.argv[4]));
