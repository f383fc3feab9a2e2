// Runs a program in a process group of its own, and ends the whole group when whoever started this is gone, however it went.
// Arguments: the program and its arguments. Standard input is the line to the starter: its end means stop.
import { spawn } from 'node:child_process';

const GRACE_MS = 3000;
const [program, ...args] = process.argv.slice(2);
const onWindows = process.platform === 'win32';

const child = spawn(program, args, { detached: !onWindows, stdio: ['ignore', 'inherit', 'inherit'] });

function signalGroup(signal) {
  try {
    if (onWindows) spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function stop() {
  signalGroup('SIGTERM');
  setTimeout(() => {
    signalGroup('SIGKILL');
    process.exit(0);
  }, GRACE_MS).unref();
}

child.once('error', (error) => {
  console.error(`Cannot run ${program}: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code) => {
  signalGroup('SIGKILL');
  process.exit(code ?? 1);
});
process.stdin.resume().once('end', stop).once('error', stop);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
