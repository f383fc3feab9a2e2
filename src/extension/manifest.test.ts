import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { HTTP_PROVIDER_NAMES, OFFERED_PROVIDERS } from '../protocol/providers.ts';
import {
  COMMANDS,
  CONTEXT_KEYS,
  SCHEMES,
  baseUrlSetting,
  SETTINGS,
  SETTINGS_SECTION,
  TREE_ITEMS,
  VIEW_CONTAINER,
  VIEWS,
  WALKTHROUGH,
} from './ids.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}
interface MenuItem {
  readonly command?: string;
  readonly when?: string;
}
interface Setting {
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
}
interface Step {
  readonly id: string;
  readonly description: string;
  readonly completionEvents?: readonly string[];
  readonly media: { readonly markdown?: string; readonly image?: string };
}
interface Manifest {
  readonly icon: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly extensionKind: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: string;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: { readonly supported: boolean; readonly description: string };
  };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly keybindings?: readonly MenuItem[];
    readonly viewsContainers: { readonly activitybar: readonly { id: string; icon: string }[] };
    readonly views: Readonly<Record<string, readonly { id: string; icon?: string }[]>>;
    readonly viewsWelcome: readonly { view: string; contents: string; when?: string }[];
    readonly configuration: readonly { properties: Readonly<Record<string, Setting>> }[];
    readonly walkthroughs: readonly { id: string; steps: readonly Step[] }[];
  };
}

const manifest = JSON.parse(textOf('package.json')) as Manifest;
const strings = JSON.parse(textOf('package.nls.json')) as Readonly<Record<string, string>>;
const { contributes } = manifest;
const settings = Object.assign(
  {},
  ...contributes.configuration.map(({ properties }) => properties),
) as Record<string, Setting>;
const menuItems = Object.values(contributes.menus).flat();
const commandIds = new Set<string>(Object.values(COMMANDS));
const text = (key: string) => strings[key.replaceAll('%', '')] ?? '';

const sorted = (values: Iterable<string>) => [...values].sort();

/** Commands that texts link to, as `command:id`. */
const linkedCommands = (source: string) =>
  [...source.matchAll(/\(command:([\w.]+)/g)].map((match) => match[1] ?? '');

const ours = (ids: readonly string[]) => ids.filter((id) => id.startsWith('microfactory.'));

describe('the manifest and the code name the same things', () => {
  it('commands', () => {
    expect(sorted(contributes.commands.map(({ command }) => command))).toEqual(sorted(commandIds));
  });

  it('commands in menus and key bindings', () => {
    const used = [...menuItems, ...(contributes.keybindings ?? [])].flatMap(({ command }) => command ?? []);
    expect(ours(used).filter((id) => !commandIds.has(id))).toEqual([]);
  });

  it('the container and its views', () => {
    expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([VIEW_CONTAINER]);
    expect(Object.keys(contributes.views)).toEqual([VIEW_CONTAINER]);
    const views = contributes.views[VIEW_CONTAINER] ?? [];
    expect(sorted(views.map(({ id }) => id))).toEqual(sorted(Object.values(VIEWS)));
    expect(views.length).toBeLessThanOrEqual(3);
    expect(views.filter(({ icon }) => icon === undefined)).toEqual([]);
  });

  it('settings', () => {
    const all = [...Object.values(SETTINGS), ...HTTP_PROVIDER_NAMES.map(baseUrlSetting)];
    const named = all.map((name) => `${SETTINGS_SECTION}.${name}`);
    expect(sorted(Object.keys(settings))).toEqual(sorted(named));
  });

  it('providers', () => {
    expect(settings['microfactory.provider']?.enum).toEqual(['', ...OFFERED_PROVIDERS]);
  });

  it('views, context keys, tree items and schemes in conditions', () => {
    const conditions = [
      ...[...menuItems, ...(contributes.keybindings ?? []), ...contributes.viewsWelcome].flatMap(
        ({ when }) => when ?? [],
      ),
    ].join(' && ');
    const used = (pattern: RegExp) =>
      sorted(new Set([...conditions.matchAll(pattern)].map((match) => match[1] ?? '')));
    const known = new Set<string>([...Object.values(CONTEXT_KEYS), ...Object.values(VIEWS)]);
    expect(
      used(/(microfactory\.[\w.]+)/g).filter((name) => name !== 'microfactory.yaml' && !known.has(name)),
    ).toEqual([]);
    const schemes = new Set<string>([...Object.values(SCHEMES), 'file']);
    expect(used(/resourceScheme == ([\w-]+)/g).filter((name) => !schemes.has(name))).toEqual([]);
    const items = new Set<string>(Object.values(TREE_ITEMS));
    expect(
      used(/viewItem == ([\w.]+)/g).filter(
        (name) => !items.has(name) && !/^session\.(running|paused|completed|failed|cancelled)$/.test(name),
      ),
    ).toEqual([]);
  });

  it('strings: every one that is asked for is there, and none is there for nothing', () => {
    const asked = [...textOf('package.json').matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? '');
    expect(sorted(new Set(asked))).toEqual(sorted(Object.keys(strings)));
  });

  it('the walkthrough: five steps at most, each with an action that exists, a page, and an end', () => {
    expect(contributes.walkthroughs.map(({ id }) => id)).toHaveLength(1);
    const [walkthrough] = contributes.walkthroughs;
    expect(WALKTHROUGH.endsWith(walkthrough?.id ?? '?')).toBe(true);
    expect(walkthrough?.steps.length).toBeLessThanOrEqual(5);
    for (const step of walkthrough?.steps ?? []) {
      const actions = ours(linkedCommands(text(step.description)));
      expect(actions, step.id).not.toEqual([]);
      const ends = (step.completionEvents ?? []).map((event) => event.replace('onCommand:', ''));
      expect(ends, step.id).not.toEqual([]);
      expect(
        [...actions, ...ends].filter((id) => !commandIds.has(id)),
        step.id,
      ).toEqual([]);
      expect(existsSync(`${ROOT}${step.media.markdown ?? step.media.image ?? '?'}`), step.id).toBe(true);
    }
  });

  it('commands that texts link to', () => {
    const linked = Object.values(strings).flatMap(linkedCommands);
    expect(ours(linked).filter((id) => !commandIds.has(id))).toEqual([]);
  });
});

describe('what the platform asks of a manifest', () => {
  it('every command has the category Microfactory and a title in title case', () => {
    const small = /^(a|an|and|as|at|by|for|in|my|of|from|on|or|the|to|with)$/;
    for (const { command, category, title } of contributes.commands) {
      expect(category, command).toBe('Microfactory');
      const words = text(title).split(' ');
      expect(
        words.filter((word) => !/^[A-Z]/.test(word) && !small.test(word)),
        command,
      ).toEqual([]);
    }
  });

  it('every setting has a default, a description and a scope; each choice is described', () => {
    for (const [name, setting] of Object.entries(settings)) {
      expect(setting.default, name).not.toBeUndefined();
      expect(text(setting.description ?? setting.markdownDescription ?? ''), name).not.toBe('');
      expect(setting.scope, name).toMatch(/^(application|machine|machine-overridable|window|resource)$/);
      expect(setting.enumDescriptions?.length, name).toBe(setting.enum?.length);
    }
  });

  it('a repository cannot set what is executed, where requests go, what may be spent, or who is asked', () => {
    const guarded = Object.keys(settings).filter((name) =>
      /baseUrl|configPath|storage|\.home$|\.ask$|onGate|budget|resumeInterrupted|notifications|key$/i.test(
        name,
      ),
    );
    expect(guarded.length).toBeGreaterThanOrEqual(10);
    expect(guarded.filter((name) => !/^(machine|application)$/.test(settings[name]?.scope ?? ''))).toEqual(
      [],
    );
  });

  it('the settings that a repository can set are named as restricted', () => {
    const settable = Object.keys(settings).filter(
      (name) => !/^(machine|application)$/.test(settings[name]?.scope ?? ''),
    );
    const { supported, description, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe('limited');
    expect(text(description)).not.toBe('');
    expect(sorted(restrictedConfigurations)).toEqual(sorted(settable));
  });

  it('it says where it runs: beside the files, and not on virtual ones', () => {
    expect(manifest.extensionKind).toEqual(['workspace']);
    expect(manifest.capabilities.virtualWorkspaces.supported).toBe(false);
    expect(text(manifest.capabilities.virtualWorkspaces.description)).not.toBe('');
  });

  it('it needs no newer VS Code than 1.101, and its types are of that version', () => {
    const lowest = /^\^1\.(\d+)\.(\d+)$/.exec(manifest.engines.vscode);
    expect(Number(lowest?.[1])).toBeLessThanOrEqual(101);
    expect(manifest.devDependencies['@types/vscode']).toBe(`1.${lowest?.[1]}.${lowest?.[2]}`);
  });

  it('it is never activated by everything, and every key binding has a condition', () => {
    expect(manifest.activationEvents).not.toContain('*');
    expect((contributes.keybindings ?? []).filter(({ when }) => when === undefined)).toEqual([]);
  });

  it('an empty view says what to do, trusted or not', () => {
    const views = new Set(contributes.viewsWelcome.map(({ view }) => view));
    expect(sorted(views)).toEqual(sorted(Object.values(VIEWS)));
    expect(contributes.viewsWelcome.some(({ when }) => when?.includes('!isWorkspaceTrusted'))).toBe(true);
  });

  it('its icon is a PNG of at least 128 pixels', () => {
    const png = readFileSync(`${ROOT}${manifest.icon}`);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(128);
    expect(png.readUInt32BE(20)).toBe(png.readUInt32BE(16));
  });
});
