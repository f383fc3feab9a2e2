// Loaded into the command line by NODE_OPTIONS: kills it (SIGKILL, from within, so exactly there) once it has printed
// the event KILL_AT (its seq in the journal), KILL_AFTER_MS later.
const at = Number(process.env.KILL_AT);
const later = Number(process.env.KILL_AFTER_MS);
const isCommandLine = /cli\.cjs$/.test(process.argv[1] ?? '');

function kill() {
  process.kill(process.pid, 'SIGKILL');
}

if (isCommandLine && at > 0) {
  const write = process.stdout.write.bind(process.stdout);
  let armed = true;
  process.stdout.write = (text, ...rest) => {
    const written = write(text, ...rest);
    const seq = Number(/"seq":(\d+)/.exec(String(text))?.[1] ?? 0);
    if (armed && seq >= at) {
      armed = false;
      if (later > 0) setTimeout(kill, later);
      else kill();
    }
    return written;
  };
}
