//! The language server as the extension sees it: started, restarted, asked. Whoever asks while there is none is told so in a sentence.

import {
  commands,
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  type OutputChannel,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Notifications, Requests } from './protocol';
import { findServer, type Found } from './server_path';
import type { ValueStore } from './values/store';

const HOW_TO_GET_IT = 'How to get it';
const SET_PATH = 'Set the path';

export type ServerState = 'starting' | 'running' | 'stopped' | 'missing';

export class Server implements Disposable {
  readonly output: LogOutputChannel = window.createOutputChannel('Lode', { log: true });
  readonly messages: LogOutputChannel = window.createOutputChannel('Lode: Messages', { log: true });
  /** What programs print that the person runs. */
  readonly prints: OutputChannel = window.createOutputChannel('Lode: Program');
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly listeners: Disposable[] = [];
  private client: LanguageClient | undefined;
  private found: Found | undefined;
  /** How far the server is with reading packages, while it reads. */
  progress: string | undefined;
  state: ServerState = 'stopped';
  /** Starts and stops go one after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ExtensionContext,
    private readonly values: ValueStore,
  ) {
    this.listeners.push(
      workspace.onDidGrantWorkspaceTrust(() => this.restart()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('lode.path') || event.affectsConfiguration('lode.shared')) {
          void this.restart();
        }
      }),
    );
  }

  /** What is started, for who wants to run the same program otherwise. */
  get program(): Found | undefined {
    return this.found;
  }

  get version(): string | undefined {
    return this.client?.initializeResult?.serverInfo?.version;
  }

  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  /** Asks for what the person wants; a failure is a sentence for the person, and no answer. */
  async ask<Name extends keyof Requests>(name: Name, params: Requests[Name]['params']): Promise<Requests[Name]['result'] | undefined> {
    return this.send(name, params, (message) => void window.showErrorMessage(`Lode: ${message}`));
  }

  /** Asks for what is drawn meanwhile: of a run that is over it may not be there any more, and nobody is to be told. */
  async look<Name extends keyof Requests>(name: Name, params: Requests[Name]['params']): Promise<Requests[Name]['result'] | undefined> {
    return this.send(name, params, () => undefined);
  }

  /** Tells, if there is somebody to be told. */
  tell<Name extends keyof Notifications>(name: Name, params: Notifications[Name]): void {
    if (this.state === 'running') {
      void this.client?.sendNotification(name, params);
    }
  }

  /** A document's name as the server knows it. */
  uri(uri: Uri): string {
    return this.client?.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  get converter(): LanguageClient['protocol2CodeConverter'] | undefined {
    return this.client?.protocol2CodeConverter;
  }

  dispose(): void {
    for (const listener of this.listeners) {
      listener.dispose();
    }
    this.output.dispose();
    this.messages.dispose();
    this.prints.dispose();
    this.changed.dispose();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.turn = this.turn.then(work).catch((error: unknown) => {
      this.become('stopped');
      this.output.error(String(error));
      void window.showErrorMessage(`Lode: the language server did not start: ${String(error)}`);
    });
    return this.turn;
  }

  private async begin(): Promise<void> {
    const settings = workspace.getConfiguration('lode');
    const found = findServer({
      setting: settings.get('path', ''),
      extension: this.context.extensionPath,
      path: process.env['PATH'],
    });
    if ('problem' in found) {
      this.found = undefined;
      this.become('missing');
      void this.tellHowToGetIt(found.problem);
      return;
    }
    this.found = found;
    this.output.info(`${found.path} (${found.from})`);
    this.become('starting');
    // What speaks LSP is most of the extension, and a file of its own. The editor has its turn before that is read.
    await new Promise(setImmediate);
    const { makeClient } = await import('./language_client');
    const client = makeClient({
      program: found.path,
      isShared: settings.get('shared', true),
      ownCommands: commandsOf(this.context),
      output: this.output,
      messages: this.messages,
      prints: this.prints,
      showProgress: (progress) => {
        this.progress = progress;
        this.changed.fire();
      },
      takeValues: (uri, params) => this.values.take(uri, params),
      becomes: (state) => this.client === client && this.become(state),
    });
    this.client = client;
    await client.start();
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    this.progress = undefined;
    this.become('stopped');
    // A client that is being started again, after its server has died, can't be stopped before it has started.
    if (client?.needsStop()) {
      await client.start().catch(() => undefined);
    }
    await client?.dispose().catch((error: unknown) => this.output.error(String(error)));
  }

  private async send<Name extends keyof Requests>(
    name: Name,
    params: Requests[Name]['params'],
    complain: (message: string) => void,
  ): Promise<Requests[Name]['result'] | undefined> {
    await this.turn;
    try {
      if (!this.client) {
        throw new Error('The language server is not running.');
      }
      return await this.client.sendRequest<Requests[Name]['result']>(name, params);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.output.error(`${name}: ${message}`);
      complain(message);
      return undefined;
    }
  }

  private become(state: ServerState): void {
    this.state = state;
    // One that has died knows nothing of what was live; the next one is asked again.
    if (state === 'stopped') {
      this.values.clear();
    }
    this.changed.fire();
  }

  private async tellHowToGetIt(problem: string): Promise<void> {
    this.output.error(problem);
    const chosen = await window.showErrorMessage(
      `${problem} Build it from Lode's sources, or install the extension's package for this system.`,
      HOW_TO_GET_IT,
      SET_PATH,
    );
    if (chosen === HOW_TO_GET_IT) {
      await commands.executeCommand('markdown.showPreview', Uri.joinPath(this.context.extensionUri, 'walkthrough', 'server.md'));
    } else if (chosen === SET_PATH) {
      await commands.executeCommand('workbench.action.openSettings', 'lode.path');
    }
  }
}

/** The commands that package.json lists. */
function commandsOf(context: ExtensionContext): ReadonlySet<string> {
  const manifest = context.extension.packageJSON as { contributes: { commands: { command: string }[] } };
  return new Set(manifest.contributes.commands.map(({ command }) => command));
}
