/**
 * A template's parts, in the order in which they are sent. What changes least comes first, so that providers can
 * reuse the work on a common beginning: `system` is the same for all steps of a role, `user` for all samples of a step.
 * `paraphrase` stands for `user` where a step is asked in other words.
 */
export type SectionName = 'system' | 'user' | 'paraphrase' | 'sample';

export type Sections = Readonly<Record<SectionName, string>>;

const MARKER = /^--- (system|user|paraphrase|sample) ---[ \t]*\r?$/gm;

/** Returns the parts between the marker lines `--- system ---`, `--- user ---`, `--- paraphrase ---`, `--- sample ---`; without markers all is `user`. Throws a sentence as Error for a marker out of order. */
export function templateSections(source: string): Sections {
  const sections: Record<SectionName, string> = { system: '', user: '', paraphrase: '', sample: '' };
  const markers = [...source.matchAll(MARKER)];
  if (markers.length === 0) return { ...sections, user: source };
  checkOrder(markers.map((marker) => marker[1] as SectionName));
  markers.forEach((marker, index) => {
    const from = marker.index + marker[0].length;
    // The lines before are kept as empty ones, so that complaints name the file's own line.
    const linesBefore = source.slice(0, from).replace(/[^\n]/g, '');
    sections[marker[1] as SectionName] = linesBefore + source.slice(from, markers[index + 1]?.index);
  });
  return sections;
}

function checkOrder(names: readonly SectionName[]): void {
  const order: readonly SectionName[] = ['system', 'user', 'paraphrase', 'sample'];
  const positions = names.map((name) => order.indexOf(name));
  if (positions.some((position, index) => index > 0 && position <= (positions[index - 1] ?? -1))) {
    throw new Error(
      `its parts stand in the order ${names.join(', ')}: write each once, in the order system, user, paraphrase, sample`,
    );
  }
  if (!names.includes('user')) throw new Error('it has no part "--- user ---": add one with the step in it');
}
