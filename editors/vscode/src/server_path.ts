//! Which server is started: the one that the person names, the one that came with the extension, or the first on the PATH.

import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Found {
  path: string;
  from: 'setting' | 'extension' | 'PATH';
}

export interface Places {
  /** The setting `lode.path`, empty if it is not set. */
  setting: string;
  /** The folder of the extension. */
  extension: string;
  /** The variable PATH. */
  path: string | undefined;
}

/** A name that is set and leads nowhere is not passed over: the person would wonder why it has no effect. */
export function findServer(places: Places): Found | { problem: string } {
  const setting = places.setting.trim().replace(/^~(?=\/)/, homedir());
  if (setting) {
    return isProgram(setting)
      ? { path: setting, from: 'setting' }
      : { problem: `Lode's server is not at ${setting}, where the setting lode.path says it is.` };
  }
  const bundled = join(places.extension, 'server', 'lode');
  if (isProgram(bundled)) {
    return { path: bundled, from: 'extension' };
  }
  const onPath = (places.path ?? '').split(delimiter).map((folder) => join(folder, 'lode')).find(isProgram);
  if (onPath) {
    return { path: onPath, from: 'PATH' };
  }
  return { problem: "Lode's server was not found: this extension came without one, and there is no `lode` on the PATH." };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
