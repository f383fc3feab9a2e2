import { LedgerError } from './errors.js';

/** Reads `--name value` and `--name=value`; what is left are the words. */
export function readOptions(args, { flags = [] } = {}) {
  const options = {};
  const words = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    if (!arg.startsWith('--')) {
      words.push(arg);
      continue;
    }
    const [name, value] = arg.slice(2).split(/=(.*)/s);
    if (flags.includes(name)) options[name] = true;
    else if (value !== undefined) options[name] = value;
    else if (i + 1 < args.length) options[name] = args[++i];
    else throw new LedgerError(`--${name} needs a value`);
  }
  return { options, words };
}
