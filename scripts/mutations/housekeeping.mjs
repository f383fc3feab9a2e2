const tests = ['src/store/housekeeping/prune.test.ts'];
const whateverFails = (pattern) => ({ tests: ['test/faults/matrix.test.ts'], pattern });
const powerLoss = (pattern) => ({ tests: ['test/faults/power-loss.test.ts'], pattern });

export default [
  {
    name: 'prune-running-session',
    guarantee: 'Pruning leaves a session that a living process owns.',
    file: 'src/store/housekeeping/remove-aside.ts',
    find: `if (lock === undefined) return IN_USE;`,
    replace: ``,
    tests,
  },
  {
    name: 'prune-used-meanwhile',
    guarantee: 'Pruning leaves a session that was used after it was listed.',
    file: 'src/store/housekeeping/remove-aside.ts',
    find: `now !== undefined && now > at ?`,
    replace: `now === 0 ?`,
    tests,
  },
  {
    name: 'prune-in-place',
    guarantee: 'A kill while pruning leaves a session whole or gone, never half of it.',
    file: 'src/store/housekeeping/remove-aside.ts',
    find: `    await fileSystem.rename(dir, join(paths.removing, aside));`,
    replace: `    for (const name of await fileSystem.readdir(dir)) await fileSystem.removeFolder(join(dir, name));
    await fileSystem.removeFolder(dir);`,
    ...whateverFails('pruning'),
  },
  {
    name: 'prune-leftovers-forgotten',
    guarantee: 'What a killed pruning left is removed the next time.',
    file: 'src/store/housekeeping/prune.ts',
    find: `    await finishRemovals(options);`,
    replace: ``,
    ...whateverFails('pruning'),
  },
  {
    name: 'sweep-blobs-of-running-sessions',
    guarantee: 'A blob that a running session has put stays, though no journal names it yet.',
    file: 'src/store/housekeeping/sweep-blobs.ts',
    find: `if (await isLocked(lock, fileSystem))`,
    replace: `if (lock === '')`,
    tests,
  },
  {
    name: 'sweep-without-second-look',
    guarantee: 'A blob that is put while a sweep is about to remove it stays.',
    file: 'src/store/housekeeping/sweep-blobs.ts',
    find: `(await fileSystem.stat(aside)).mtimeMs < horizon;`,
    replace: `(await fileSystem.stat(aside)).mtimeMs < horizon + 1e12;`,
    tests,
  },
  {
    name: 'sweep-given-back-old',
    guarantee: 'A blob that a killed sweep left aside never makes one older that was put meanwhile.',
    file: 'src/store/housekeeping/sweep-blobs.ts',
    find: `  await fileSystem.touch(aside);`,
    replace: ``,
    tests,
  },
  {
    name: 'sweep-set-aside-unread',
    guarantee: 'Blobs stay that a compressed segment, a damaged one or a waiting message names.',
    file: 'src/store/housekeeping/named-hashes.ts',
    find: `      rest = CUT_OFF.exec(text.slice(-63))?.[0] ?? '';`,
    replace: `      rest = '';`,
    tests,
  },
  {
    name: 'prune-shared-blobs-counted-twice',
    guarantee: 'The largest size counts a blob once, however many sessions name it.',
    file: 'src/store/housekeeping/choose.ts',
    find: `    if (seen.has(hash)) continue;`,
    replace: ``,
    tests,
  },
  {
    name: 'prune-what-undo-needs',
    guarantee: 'Pruning leaves sessions whose delivery can still be undone.',
    file: 'src/workspace/delivery/kept-deliveries.ts',
    find: `  return (await changedSince(fileSystem, delivery)).length === 0;`,
    replace: `  return (await changedSince(fileSystem, delivery)).length < 0;`,
    tests: ['src/workspace/delivery/kept-deliveries.test.ts'],
  },
  {
    name: 'prune-without-a-yes',
    guarantee: "Nothing is pruned without a yes: a person's, or --yes.",
    file: 'src/cli/commands/prune.ts',
    find: `  return answer === 'yes';`,
    replace: `  return answer !== '';`,
    tests: ['src/cli/microfactory-command.test.ts'],
  },
  {
    name: 'import-unchecked-bytes',
    guarantee: 'Of an exported session that was changed nothing is imported.',
    file: 'src/store/transfer/import-session.ts',
    find: `hash.digest('hex') !== expected.sha256`,
    replace: `hash.digest('hex') === ''`,
    tests: ['src/store/transfer/transfer.test.ts'],
  },
  {
    name: 'import-links',
    guarantee: 'A link, or anything that its manifest does not name, makes an archive be refused.',
    file: 'src/store/transfer/import-session.ts',
    find: `return header.type === 'file' && header.name === path && header.size === bytes;`,
    replace: `return header.name === path || bytes > 0;`,
    tests: ['src/store/transfer/transfer.test.ts'],
  },
  {
    name: 'import-owned',
    guarantee: 'An imported session is only looked at: no process can go on with it.',
    file: 'src/store/open-store.ts',
    find: `if (await this.isImported(id)) throw onlyToLookAt(id);`,
    replace: ``,
    tests: ['src/store/transfer/transfer.test.ts'],
  },
  {
    name: 'export-leftover-kept',
    guarantee: 'What a killed export left beside its archive the next one to there removes.',
    file: 'src/store/transfer/export-session.ts',
    find: `    await ifPresent(fileSystem.unlink(beside));
`,
    replace: ``,
    ...whateverFails('an export'),
  },
  {
    name: 'export-in-place',
    guarantee: 'An exported session is a whole archive or none.',
    file: 'src/store/transfer/export-session.ts',
    find: `const beside = \`\${target}.\${session.id}.tmp\`;`,
    replace: `const beside = target;`,
    ...whateverFails('an export'),
  },
  {
    name: 'import-placed-before-its-blobs',
    guarantee: 'A kill while importing leaves the session whole or not there.',
    file: 'src/store/transfer/import-session.ts',
    find: `  for (const hash of hashesOf(manifest))
    await takeBlob({ fileSystem, dir: paths.blobs, hash, from: join(staging, 'blobs', hash) });
  const staged = join(staging, 'session');`,
    replace: `  const staged = join(staging, 'session');
  await fileSystem.rename(staged, paths.session(id).dir);
  for (const hash of hashesOf(manifest))
    await takeBlob({ fileSystem, dir: paths.blobs, hash, from: join(staging, 'blobs', hash) });
  if (id !== '') return;`,
    ...whateverFails('an import'),
  },
  {
    name: 'import-unsynced',
    guarantee: 'Power loss after an import takes nothing of the session.',
    file: 'src/store/transfer/import-session.ts',
    find: `    await file.datasync();
`,
    replace: ``,
    ...powerLoss('an import'),
  },
  {
    name: 'import-blob-that-is-there-unsynced',
    guarantee: 'Power loss after an import takes no blob that was there already and is named by it.',
    file: 'src/store/blobs.ts',
    find: `  await fileSystem.syncFolder(dirname(path));
  return true;`,
    replace: `  return true;`,
    ...powerLoss('an import'),
  },
  {
    name: 'import-clean-up-hides-the-failure',
    guarantee: 'An import that succeeded says so, whatever becomes of its leftovers.',
    file: 'src/store/transfer/import-session.ts',
    find: `await fileSystem.removeFolder(staging).catch(ignored);`,
    replace: `await fileSystem.removeFolder(staging);`,
    tests: ['src/store/transfer/transfer.test.ts'],
  },
  {
    name: 'prune-of-the-future',
    guarantee: 'A time stamp of the future never causes a deletion.',
    file: 'src/store/housekeeping/choose.ts',
    find: `choice.now - at > olderThanMs;`,
    replace: `Math.abs(choice.now - at) > olderThanMs;`,
    tests,
  },
];
