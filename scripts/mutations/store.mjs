const journalTests = ['src/store/journal/journal.test.ts'];
const matrix = { tests: ['test/faults/matrix.test.ts'] };
const power = { tests: ['test/faults/power-loss.test.ts'] };

export default [
  {
    name: 'journal-checksum-ignored',
    guarantee: 'A journal line that was changed on disk is never believed.',
    file: 'src/store/journal/line.ts',
    find: `|| checksum(line.subarray(BODY_START)) !== crc) return DAMAGED;`,
    replace: `) return DAMAGED;`,
    tests: journalTests,
  },
  {
    name: 'journal-gap-accepted',
    guarantee: 'Entries are numbered without gaps: a gap ends the valid prefix.',
    file: 'src/store/journal/chain.ts',
    find: `verdict.seq === this.#seq + 1)`,
    replace: `verdict.seq > this.#seq)`,
    tests: journalTests,
  },
  {
    name: 'journal-newer-version-read',
    guarantee: 'A journal of a newer Microfactory is refused and left as it is.',
    file: 'src/store/journal/line.ts',
    find: `if (version > LINE_VERSION) return`,
    replace: `if (version > LINE_VERSION + 1) return`,
    tests: journalTests,
  },
  {
    name: 'journal-written-before-the-write',
    guarantee: 'written() resolves only when the events have reached the operating system.',
    file: 'src/store/journal/journal-writer.ts',
    find: `    await segments.write(this.#leaving.bytes);
    this.#leaving.clear();
    this.#written.advance(upTo);`,
    replace: `    this.#written.advance(upTo);
    await segments.write(this.#leaving.bytes);
    this.#leaving.clear();`,
    tests: ['src/store/journal/back-pressure.test.ts'],
  },
  {
    name: 'journal-synced-without-sync',
    guarantee: 'synced() resolves only when the events are on the disk.',
    file: 'src/store/journal/journal-writer.ts',
    find: `if (this.#synced.reached < upTo) await this.#options.segments.sync();`,
    replace: ``,
    tests: journalTests,
  },
  {
    name: 'journal-sync-asked-during-a-write-forgotten',
    guarantee: 'A sync asked for while a write ends covers what was appended meanwhile.',
    file: 'src/store/journal/journal-writer.ts',
    find: `        const syncIsDue = this.#syncIsDue;
        this.#syncIsDue = false;
        if (this.#pending.length > 0) await this.#writePending();`,
    replace: `        if (this.#pending.length > 0) await this.#writePending();
        const syncIsDue = this.#syncIsDue;
        this.#syncIsDue = false;`,
    tests: journalTests,
  },
  {
    name: 'journal-never-syncs-by-itself',
    guarantee: 'What was written is synced soon after without anybody asking.',
    file: 'src/store/journal/journal-writer.ts',
    find: `this.#syncTimer ??= setTimeout(() => this.#syncNow(), SYNC_WITHIN_MS);`,
    replace: `this.#syncTimer ??= setTimeout(() => this.#syncNow(), 3_600_000).unref();`,
    tests: journalTests,
    pattern: 'syncs by itself',
  },
  {
    name: 'journal-write-an-event',
    guarantee: 'Events of one tick leave in one write.',
    file: 'src/store/journal/journal-writer.ts',
    find: `        await nextTurn();
`,
    replace: ``,
    tests: journalTests,
  },
  {
    name: 'journal-not-poisoned',
    guarantee: 'After a failed write nothing more is appended behind the gap.',
    file: 'src/store/journal/journal-writer.ts',
    find: `if (this.#failure !== undefined) throw this.#failure;`,
    replace: ``,
    tests: journalTests,
  },
  {
    name: 'journal-damage-deleted',
    guarantee: 'What follows the valid prefix is kept beside the journal, byte for byte.',
    file: 'src/store/journal/set-aside.ts',
    find: `await writeFully(to, buffer.subarray(0, bytesRead));`,
    replace: ``,
    tests: journalTests,
  },
  {
    name: 'journal-damaged-tail-left',
    guarantee: 'New entries follow the valid prefix, never a damaged tail.',
    file: 'src/store/journal/recover-journal.ts',
    find: `  if (batches.hasRest) chain.breakOff();
`,
    replace: ``,
    tests: journalTests,
  },
  {
    name: 'blob-hash-unchecked',
    guarantee: 'A blob gives back what was stored or says that it is damaged.',
    file: 'src/store/blobs.ts',
    find: `    if (sha256(bytes) !== hash) throw damaged(hash, path);
`,
    replace: ``,
    tests: ['src/store/blobs.test.ts'],
  },
  {
    name: 'lock-of-the-living-taken',
    guarantee: 'A session that another process works on is refused.',
    file: 'src/store/lock/owner.ts',
    find: `if (owner.started === null) return false;`,
    replace: `if (owner.started === null) return true;`,
    tests: ['src/store/lock/lock.test.ts'],
  },
  {
    name: 'lock-of-another-host-taken',
    guarantee: 'A lock of another host is never taken over.',
    file: 'src/store/lock/owner.ts',
    find: `if (owner.host !== hostname()) return false;`,
    replace: ``,
    tests: ['src/store/lock/lock.test.ts'],
  },
  {
    name: 'lock-not-exclusive',
    guarantee: 'Of several processes that race for a stale lock exactly one gets it.',
    file: 'src/store/lock/acquire-lock.ts',
    find: `if (systemCode(error) === 'EEXIST') return false;`,
    replace: `if (systemCode(error) === 'EEXIST') return true;`,
    tests: ['src/store/lock/lock.test.ts'],
  },
  {
    name: 'lock-process-id-alone',
    guarantee: 'A process id that now belongs to another process does not hold a lock for ever.',
    file: 'src/store/lock/owner.ts',
    find: `return started !== undefined && started !== owner.started;`,
    replace: `return false;`,
    tests: ['src/store/lock/lock.test.ts'],
  },
  {
    name: 'inbox-removed-before-handled',
    guarantee: 'A message that was not recorded is given again after a kill.',
    file: 'src/store/inbox.ts',
    find: `if (message !== undefined) await handle(message as Json);`,
    replace: `if (message !== undefined) void handle(message as Json).catch(() => undefined);`,
    tests: ['src/store/inbox.test.ts'],
  },
  {
    name: 'files-replaced-in-place',
    guarantee: 'A summary, snapshot or blob is the old one or the new one, whatever fails.',
    file: 'src/store/replace-file.ts',
    find: `    await renameOver(fileSystem, beside, path);`,
    replace: `    const file = await fileSystem.open(path, 'a');
    await fileSystem.truncate(path, 0);
    await writeFully(file, typeof content === 'string' ? Buffer.from(content) : content);
    await file.close();`,
    ...matrix,
    pattern: 'session that runs',
  },
  {
    name: 'approvals-fail-open',
    guarantee: 'An approval that cannot be understood approves nothing.',
    file: 'src/store/approvals.ts',
    find: `return isRecord(approval) && approval['version'] === 1 && approval['hash'] === hash;`,
    replace: `return approval !== hash;`,
    tests: ['src/store/approvals.test.ts'],
  },
  {
    name: 'session-id-unchecked',
    guarantee: 'Nothing but a UUID becomes a path of the store.',
    file: 'src/store/session-id.ts',
    find: `if (isSessionId(text)) return text;`,
    replace: `if (text.length > 0) return text;`,
    tests: ['src/store/open-store.test.ts'],
  },
  {
    name: 'snapshot-ahead-of-the-journal',
    guarantee: 'A snapshot of events that the journal no longer has is not used.',
    file: 'src/store/kept-snapshot.ts',
    find: `    if (found === undefined || found.seq !== this.#mark?.seq) return undefined;
    return found.checksum === this.#mark.checksum ? { seq: found.seq, state: found.state } : undefined;`,
    replace: `    return found === undefined ? undefined : { seq: found.seq, state: found.state };`,
    tests: ['src/store/kept-snapshot.test.ts'],
  },
  {
    name: 'snapshot-of-a-cut-journal-kept',
    guarantee: 'A snapshot that the journal does not hold is deleted before anything is appended.',
    file: 'src/store/session.ts',
    find: `if (!journal.holdsTrusted) await kept.drop();`,
    replace: ``,
    tests: ['src/store/kept-snapshot.test.ts'],
  },
  {
    name: 'snapshot-of-another-course-trusted',
    guarantee: 'A journal that went on differently is told from the one that the snapshot is of.',
    file: 'src/store/journal/chain.ts',
    find: `this.#hasMet = this.#crc === this.#expected.checksum;`,
    replace: `this.#hasMet = true;`,
    tests: ['src/store/kept-snapshot.test.ts'],
  },
  {
    name: 'journal-before-the-snapshot-read',
    guarantee: 'A session with a snapshot is opened by reading the end of its journal only.',
    file: 'src/store/session.ts',
    find: `    trusted: kept.mark,
`,
    replace: ``,
    tests: ['src/store/kept-snapshot.test.ts'],
  },
  {
    name: 'journal-damage-before-the-snapshot-unsaid',
    guarantee: 'Whoever reads a whole journal hears when it ends too early.',
    file: 'src/store/journal/journal-writer.ts',
    find: `if (last < upTo) throw this.#endsTooEarly(last);`,
    replace: ``,
    tests: ['src/store/kept-snapshot.test.ts'],
  },
  {
    name: 'journal-never-behind',
    guarantee: 'A journal says when more waits to be written than memory should hold.',
    file: 'src/store/journal/journal-writer.ts',
    find: `this.#pending.length + this.#leaving.length > BEHIND_BYTES`,
    replace: `this.#leaving.length < 0`,
    tests: ['src/store/journal/back-pressure.test.ts'],
  },
  {
    name: 'runner-does-not-wait-for-the-journal',
    guarantee: 'The runner waits for a journal that is behind.',
    file: 'src/engine/flow/runner.ts',
    find: `if (journal.isBehind) void journal.written().then(pump, pump);
    else setImmediate(pump);`,
    replace: `setImmediate(pump);`,
    tests: ['src/engine/flow/back-pressure.test.ts'],
  },
  {
    name: 'store-founded-without-sync',
    guarantee: 'Power loss does not take the folders of a new store.',
    file: 'src/store/make-synced-folder.ts',
    find: `  await fileSystem.syncFolder(parent);
`,
    replace: ``,
    ...power,
    pattern: 'session that runs',
  },
  {
    name: 'entries-of-a-killed-process-unsynced',
    guarantee: 'synced() covers what a killed process had only written.',
    file: 'src/store/journal/segment-writer.ts',
    find: `    if (size > 0) await file.datasync();
`,
    replace: ``,
    tests: ['src/store/power-loss.test.ts'],
    pattern: 'a killed process',
  },
  {
    name: 'segment-name-unsynced',
    guarantee: 'Power loss does not take a segment whose entries were synced.',
    file: 'src/store/journal/segment-writer.ts',
    find: `    await fileSystem.syncFolder(dir);
`,
    replace: ``,
    ...power,
    pattern: 'session that runs',
  },
  {
    name: 'compressed-segment-unchecked',
    guarantee: 'A plain segment goes only when the compressed one was read and holds the same.',
    file: 'src/store/journal/pack-segment.ts',
    find: `  if (!read.equals(sealed)) throw`,
    replace: `  if (read.bytes < 0) throw`,
    tests: ['src/store/journal/compact-journal.test.ts'],
  },
  {
    name: 'session-with-work-removed',
    guarantee: 'A session whose journal holds, or held, anything is never removed.',
    file: 'src/store/remove-session.ts',
    find: `session.journal.lastSeq > 0 || session.damage.length > 0`,
    replace: `session.journal.lastSeq > 0`,
    tests: ['src/store/open-store.test.ts'],
  },
];
