import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import type { CliEdge } from '../edge.ts';
import { column } from '../views/fit.ts';
import { print, printJson, withService } from './command.ts';
import type { DomainsFlags } from './domains.ts';

/** Copies a domain of the gallery into the configuration, with its templates; without a name prints the gallery. */
export async function addDomain(
  name: string | undefined,
  flags: DomainsFlags,
  edge: CliEdge,
): Promise<number> {
  if (name === undefined) return printGallery(flags, edge);
  const repoPath = resolve(edge.cwd, flags.repoPath ?? '.');
  const configPath = flags.config === undefined ? undefined : resolve(edge.cwd, flags.config);
  const { config, templates } = await withService(edge, false, (service) =>
    service.proposeDomain({ name, repoPath, configPath }),
  );
  for (const { path, text } of templates) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
  }
  // Last, so that a configuration never names templates that are not there.
  await writeFile(config.path, config.text);
  const written = [...templates.map(({ path }) => path), config.path];
  if (flags.json === true) printJson(edge, { domain: name, files: written });
  else {
    const names = written.map((path) => relative(edge.cwd, path)).join(', ');
    print(
      edge,
      `Added the domain ${name}: ${names}.`,
      `Try it: microfactory run --domain ${name} --prompt "…"`,
    );
  }
  return 0;
}

async function printGallery(flags: DomainsFlags, edge: CliEdge): Promise<number> {
  const gallery = await withService(edge, false, (service) => service.gallery());
  if (flags.json === true) printJson(edge, { gallery });
  else {
    const widest = Math.max(0, ...gallery.map((each) => each.name.length));
    print(edge, ...gallery.map((each) => `${column(each.name, widest)}  ${each.description}`));
  }
  return 0;
}
