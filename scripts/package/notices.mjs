// Third-party notices: the licences of exactly the packages whose code is in the bundles.
import { existsSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../project.mjs';

const HEAD = 'Microfactory contains code of these packages, each under its own licence.\n';
const RULE = '-'.repeat(80);

const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

/** Returns the folders of the packages that bundles were made of, sorted; paths are relative to the project. */
export function packageFolders(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const folders = inputs.map((path) => PACKAGE_FOLDER.exec(path)?.[0]).filter((path) => path !== undefined);
  return [...new Set(folders)].sort();
}

async function noticeOf(folder) {
  const path = join(root, folder);
  const { name, version, license, author } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  if (typeof license !== 'string')
    throw new Error(`${folder}/package.json names no licence: it can't be bundled.`);
  const files = (await readdir(path)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
  const holder = typeof author === 'object' ? author.name : author;
  const text =
    texts.length > 0 ? texts.map((part) => part.trim()).join('\n\n') : `Copyright: ${holder ?? name}`;
  return `${RULE}\n${name} ${version} (${license})\n\n${text}\n`;
}

/** Writes the notices of what the named bundles hold; returns how many packages they are. */
export async function writeNotices({ bundles, file }) {
  const metafiles = await Promise.all(
    bundles.map(async (name) => {
      const path = join(root, '.cache', 'metafiles', `${name}.json`);
      if (!existsSync(path)) throw new Error(`The bundle "${name}" was not built: ${path} is missing.`);
      return JSON.parse(await readFile(path, 'utf8'));
    }),
  );
  const folders = packageFolders(metafiles);
  const notices = await Promise.all(folders.map(noticeOf));
  await writeFile(file, [HEAD, ...notices].join('\n'));
  return folders.length;
}
