//! What Lode is asked about.

import type { TextDocument } from 'vscode';

const PROGRAMS = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];

/** Texts on the disk, and those that were never saved. */
const SCHEMES = ['file', 'untitled'];

/** Whose values can be shown. */
export const LANGUAGES = PROGRAMS.flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));

/** All that the server answers about. */
export const DOCUMENTS: { language: string; scheme: string; pattern?: string }[] = [
  ...LANGUAGES,
  ...['json', 'jsonc'].map((language) => ({ language, scheme: 'file', pattern: '**/{package,lode}.json' })),
];

export function isProgram(document: TextDocument): boolean {
  return SCHEMES.includes(document.uri.scheme) && PROGRAMS.includes(document.languageId);
}
