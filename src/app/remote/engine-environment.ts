type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What an editor sets for its own processes. Its options for Node would load the editor's debugger into the engine,
 * and a channel's number belongs to the process that was given it.
 */
const OF_THE_EDITOR = /^(VSCODE_.*|ELECTRON_.*|NODE_OPTIONS|NODE_CHANNEL_.*|APPLICATION_INSIGHTS_NO_.*)$/u;

/** Returns the environment of the engine's process: the user's own, without what the editor set for itself. */
export function engineEnvironment(environment: Environment): Record<string, string> {
  const own = Object.entries(environment).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !OF_THE_EDITOR.test(entry[0]),
  );
  return { ...Object.fromEntries(own), ELECTRON_RUN_AS_NODE: '1' };
}
