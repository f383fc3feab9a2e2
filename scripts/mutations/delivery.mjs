const deliver = ['src/workspace/delivery/deliver.test.ts'];
const recover = ['src/workspace/delivery/recover-deliveries.test.ts'];
const undo = ['src/workspace/delivery/undo-delivery.test.ts'];

export default [
  {
    name: 'delivery-hash-unchecked',
    guarantee: 'A target that changed since the session began is not written over.',
    file: 'src/workspace/delivery/plan-delivery.ts',
    find: `isAsExpected: now.hash === expected || isOurs`,
    replace: `isAsExpected: now.hash === expected || isOurs || now.kind === 'file'`,
    tests: deliver,
  },
  {
    name: 'delivery-hash-unchecked-at-the-write',
    guarantee: 'A target that the user saves while delivery runs is not written over.',
    file: 'src/workspace/delivery/move-files.ts',
    find: `if (target.hash === file[OTHER[to]]) return target;`,
    replace: `if (target.hash !== undefined) return target;`,
    tests: deliver,
  },
  {
    name: 'delivery-merges-unasked',
    guarantee: 'Changed targets are merged only when that was asked for.',
    file: 'src/workspace/delivery/plan-delivery.ts',
    find: `  if (!merge) return { kind: 'refused', changed: pathsOf(changed), mergeable: true };
`,
    replace: ``,
    tests: deliver,
  },
  {
    name: 'delivery-half-left',
    guarantee: 'A delivery that fails half way puts everything back.',
    file: 'src/workspace/delivery/all-or-nothing.ts',
    find: `    await settle(move, passage).catch((cause: unknown) => {
      throw halfway(delivery, error, cause);
    });
`,
    replace: `    void halfway;
`,
    tests: recover,
  },
  {
    name: 'delivery-phase-after-the-writes',
    guarantee:
      'That files are being written is on disk before the first write, so that a kill can be mended.',
    file: 'src/workspace/delivery/all-or-nothing.ts',
    find: `    await inPhase(move, passage.during);
    await moveAll(move, passage.to);`,
    replace: `    await moveAll(move, passage.to);
    await inPhase(move, passage.during);`,
    tests: recover,
  },
  {
    name: 'delivery-permissions-lost',
    guarantee: 'Delivery and undo keep the permissions of files.',
    file: 'src/workspace/delivery/move-files.ts',
    find: `if (now.kind === 'file') return now.status;`,
    replace: `if (now.kind === 'file') return {};`,
    tests: deliver,
  },
  {
    name: 'undo-over-edits',
    guarantee: 'Undo refuses to take back what the user has changed since.',
    file: 'src/workspace/delivery/undo-delivery.ts',
    find: `  await refuseIfChanged(fileSystem, delivery);
`,
    replace: `  if (delivery.phase !== 'delivered') await refuseIfChanged(fileSystem, delivery);
`,
    tests: undo,
  },
  {
    name: 'undo-twice',
    guarantee: 'A delivery is undone once.',
    file: 'src/workspace/delivery/undo-delivery.ts',
    find: `if (phase === 'delivered') return;`,
    replace: `if (phase !== 'delivering') return;`,
    tests: undo,
  },
  {
    name: 'recovery-over-edits',
    guarantee: 'Recovery leaves alone what the user wrote after the interruption.',
    file: 'src/workspace/delivery/move-files.ts',
    find: `if (hash === file[OTHER[to]]) await moveFile(move, file, to);
    else left.push(file.path);`,
    replace: `if (hash !== undefined) await moveFile({ ...move, delivery: { ...move.delivery, files: [] } }, { ...file, [OTHER[to]]: hash }, to);
    else left.push(file.path);`,
    tests: recover,
  },
  {
    name: 'verifier-program-changed-unasked',
    guarantee:
      'A change of what the verifier runs needs a person: it can make a check pass by checking less.',
    file: 'src/domains/redflags/rules/weakened-tests.ts',
    find: `if (verifierFiles.has(text.path)) return`,
    replace: `if (verifierFiles.has('')) return`,
    tests: ['test/cli/bad-input.test.ts'],
    pattern: 'leaves a child behind',
  },
];
