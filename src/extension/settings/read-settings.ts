import * as vscode from 'vscode';
import { registeredDomains } from '../api/registered-domains.ts';
import { SETTINGS, SETTINGS_SECTION, type SettingName } from '../ids.ts';
import { faceDefaults, text, type ReadSetting } from './face-defaults.ts';
import type { FaceDefaults } from '../../protocol/service.ts';

/** Returns a reader of the settings as they hold for a folder. */
export function settingsFor(folder?: vscode.Uri): ReadSetting {
  const settings = vscode.workspace.getConfiguration(SETTINGS_SECTION, folder ?? null);
  return (name) => settings.get(name);
}

export function setting(name: SettingName, folder?: vscode.Uri): unknown {
  return settingsFor(folder)(name);
}

/** What settings add to a request for a folder. */
export interface FolderSettings {
  readonly defaults: FaceDefaults;
  readonly configPath: string | undefined;
}

export function folderSettings(folder: vscode.Uri | undefined): FolderSettings {
  const read = settingsFor(folder);
  const own = faceDefaults(read);
  const defaults = { ...own, domains: registeredDomains.sections(own.domains) };
  return { defaults, configPath: text(read(SETTINGS.configPath)) };
}

/** Writes a setting of the person, never of the workspace. */
export async function writeUserSetting(name: SettingName, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SETTINGS_SECTION, null);
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}
