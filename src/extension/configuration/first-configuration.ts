/** Says itself once: what is a comment keeps its default, also where a setting of the editor changes it. */
const HEADING = [
  "# Microfactory's configuration of this folder. It comes before the editor's settings, so everything is commented out:",
  '# take away the `# ` of the lines that you change, with those above them that they belong to.',
];

/** Returns the configuration that a folder begins with: the shipped one with everything but its version commented out. */
export function firstConfiguration(shipped: string): string {
  const lines = shipped.split(/\r?\n/u);
  const body = lines.slice(lines.findIndex((line) => !line.startsWith('#')));
  return [...HEADING, ...body.map(commentedOut)].join('\n');
}

function commentedOut(line: string): string {
  const said = line.trim() === '' || line.startsWith('version:') || line.startsWith('#');
  return said ? line : `# ${line}`;
}
