//! What is changed on the way between editor and server: settings say whether the folder is trusted, and progress with packages is shown
//! in Lode's own item of the status bar.

import { workspace } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

const INDEX = 'lode/index/';

export function middleware(showProgress: (progress: string | undefined) => void): Middleware {
  return {
    workspace: {
      configuration: async (params, token, next) => {
        const answers = await next(params, token);
        return Array.isArray(answers)
          ? answers.map((answer: unknown, index) => (params.items[index]?.section === 'lode' ? withTrust(answer) : answer))
          : answers;
      },
    },
    handleWorkDoneProgress: (token, params, next) => {
      if (typeof token !== 'string' || !token.startsWith(INDEX)) {
        return next(token, params);
      }
      showProgress(params.kind === 'end' ? undefined : (params.message ?? ''));
    },
  };
}

/** Settings with whether code of the folder may be run. */
export function withTrust(settings: unknown): object {
  return { ...(settings as object | undefined), trusted: workspace.isTrusted };
}
