// Answers that are a function of the request alone: the same sample gets the same answer, whenever it is asked.
const PLAN = JSON.stringify({
  steps: [
    ['Mend add', 'test/add.test.js › adds'],
    ['Mend larger', 'test/larger.test.js › takes the larger'],
  ].map(([title, test]) => ({ title, description: title, kind: 'edit', promise: { tests: [test] } })),
});

const edit = (path, search, replace) =>
  `\`\`\`js path=${path}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\``;

export default function answer({ system, prompt, sample }) {
  const id = `asked-${sample}`;
  if (system.startsWith('You plan work')) return { id, text: PLAN };
  const digit = Number.parseInt(sample[0], 16);
  // About one sample in eight is malformed, and one in eight is wrong.
  if (digit < 2) return { id, text: 'I would rather not.' };
  const wrong = digit < 4;
  return {
    id,
    text: prompt.includes('The step: Mend add')
      ? edit('src/add.js', '  return a - b;', `  return a ${wrong ? '*' : '+'} b;`)
      : edit('src/larger.js', '  return a < b ? a : b;', `  return ${wrong ? 'b' : 'a > b ? a : b'};`),
  };
}
