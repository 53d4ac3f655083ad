//! The client of the language server: what it says that it can do, and what it is heard by.

import type { LogOutputChannel, OutputChannel, Uri } from 'vscode';
import { workspace } from 'vscode';
import {
  type ClientCapabilities,
  type FeatureState,
  LanguageClient,
  type ServerCapabilities,
  State,
  type StaticFeature,
} from 'vscode-languageclient/node';
import { DOCUMENTS } from './languages';
import { middleware, withTrust } from './middleware';
import type { Notifications, ValuesParams } from './protocol';

/** The version of the messages `lode/*` that the extension knows. */
const VERSION = 1;

const VALUES: keyof Notifications = 'lode/values';

export interface Wanted {
  program: string;
  /** One process for all windows. */
  isShared: boolean;
  /** Commands that the extension runs, whatever the server says that it can run as well. */
  ownCommands: ReadonlySet<string>;
  output: LogOutputChannel;
  messages: LogOutputChannel;
  prints: OutputChannel;
  showProgress: (progress: string | undefined) => void;
  takeValues: (uri: Uri, params: ValuesParams) => void;
  becomes: (state: 'starting' | 'running' | 'stopped') => void;
}

export function makeClient(wanted: Wanted): LanguageClient {
  const client = new LanguageClient(
    'lode',
    'Lode',
    { command: wanted.program, args: wanted.isShared ? ['lsp'] : ['lsp', '--standalone'] },
    {
      documentSelector: DOCUMENTS,
      outputChannel: withoutPrints(wanted.output, wanted.prints),
      traceOutputChannel: wanted.messages,
      initializationOptions: () => withTrust(workspace.getConfiguration().get('lode')),
      middleware: middleware(wanted.showProgress),
    },
  );
  client.registerFeature(new LodeMessages(wanted.ownCommands));
  client.onNotification(VALUES, (params: ValuesParams) => wanted.takeValues(client.protocol2CodeConverter.asUri(params.uri), params));
  client.onDidChangeState(({ newState }) => {
    wanted.becomes(newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'stopped');
  });
  return client;
}

/** What a program prints comes as messages without a level, which are the only bare lines of a log: they have a channel of their own. */
function withoutPrints(log: LogOutputChannel, prints: OutputChannel): LogOutputChannel {
  return new Proxy(log, {
    get(target, name) {
      if (name === 'appendLine') {
        return (line: string) => prints.appendLine(line);
      }
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

/** Says that values can be drawn, and keeps the commands that the extension has itself from being made a second time. */
class LodeMessages implements StaticFeature {
  constructor(private readonly ownCommands: ReadonlySet<string>) {}

  fillClientCapabilities(capabilities: ClientCapabilities): void {
    capabilities.experimental = { ...capabilities.experimental, lodeValues: { version: VERSION } };
  }

  preInitialize(capabilities: ServerCapabilities): void {
    const provider = capabilities.executeCommandProvider;
    if (provider) {
      provider.commands = provider.commands.filter((command) => !this.ownCommands.has(command));
    }
  }

  initialize(): void {}

  getState(): FeatureState {
    return { kind: 'static' };
  }

  clear(): void {}
}
