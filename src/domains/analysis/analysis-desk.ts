import { MicrofactoryError } from '../../engine/error.ts';
import type { Json } from '../../engine/json.ts';
import type { DomainContext, DomainSettings } from '../../engine/maker/domain.ts';
import type { SessionWorkspace, TreeId } from '../../engine/ports/workspace.ts';
import { inFolder, utf8 } from '../folder/folder-view.ts';
import { folderFiles, type FolderFiles } from './folder-files.ts';
import { checkReport, type ReportCheck } from './report/check-report.ts';
import { labelTable } from './report/label-table.ts';
import { entryFrom, withEntry, type Entry, type Layout } from './report/report.ts';
import { reportPath, reportTitle } from './report/report-place.ts';
import { sections } from './report/sections.ts';

/** What everything in a session of the domain works with: the folder's files and the report, which is all the state there is. */
export class AnalysisDesk {
  readonly goal: string;
  readonly settings: DomainSettings;
  readonly workspace: SessionWorkspace;
  readonly labels: readonly string[];
  readonly layout: Layout;
  #place: Promise<string> | undefined;
  #files: Promise<FolderFiles> | undefined;

  constructor({ goal, settings, workspace }: DomainContext) {
    if (workspace === undefined)
      throw new MicrofactoryError({
        code: 'internal',
        message: 'The analysis domain was opened without a workspace.',
      });
    this.goal = goal;
    this.settings = settings;
    this.workspace = workspace;
    this.labels = settings.answers ?? [];
    this.layout = this.labels.length > 0 ? labelTable : sections;
  }

  /** The report's path from the top of the task's folder. */
  place(): Promise<string> {
    this.#place ??= this.workspace.list(this.workspace.base).then((paths) => {
      const known = new Set(paths);
      const exists = (path: string): boolean => known.has(inFolder(this.workspace.folder, path));
      return reportPath(this.goal, this.settings.report, exists);
    });
    return this.#place;
  }

  /** The folder's files as they were at the beginning: only the report changes. */
  files(): Promise<FolderFiles> {
    this.#files ??= this.place().then((place) => folderFiles(this.workspace, this.workspace.base, place));
    return this.#files;
  }

  /** Returns the report of a tree, or '' before anything was accepted; what was there at the beginning is not ours. */
  async report(tree: TreeId): Promise<string> {
    const path = await this.pathInTree();
    const now = textOf(await this.workspace.read(tree, path));
    return now === textOf(await this.workspace.read(this.workspace.base, path)) ? '' : now;
  }

  async entries(tree: TreeId): Promise<Entry[]> {
    return this.layout.parse(await this.report(tree));
  }

  /** Returns the report of a tree with an entry added. */
  async reportWith(tree: TreeId, payload: Json): Promise<string> {
    const report = { title: reportTitle(this.goal), entries: await this.entries(tree) };
    return this.layout.render(withEntry(report, entryFrom(payload)));
  }

  async treeWith(tree: TreeId, payload: Json): Promise<TreeId> {
    const content = new TextEncoder().encode(await this.reportWith(tree, payload));
    return this.workspace.writeTree(tree, [{ path: await this.pathInTree(), content }]);
  }

  async check(text: string, promised: readonly string[]): Promise<ReportCheck> {
    const [path, files] = [await this.place(), await this.files()];
    return checkReport(text, { layout: this.layout, path, has: (each) => files.has(each), promised });
  }

  async pathInTree(): Promise<string> {
    return inFolder(this.workspace.folder, await this.place());
  }
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? '' : (utf8(bytes) ?? '');
}
