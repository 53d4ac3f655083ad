'use strict';

// The names under which an Interface keeps its inner methods and state. Several are also to be had with an underscore,
// as programs have used them since before symbols.

const names = [
  'AddHistory', 'BeforeEdit', 'Decoder', 'DeleteLeft', 'DeleteLineLeft', 'DeleteLineRight', 'DeleteRight', 'DeleteWordLeft',
  'DeleteWordRight', 'GetDisplayPos', 'HistoryNext', 'HistoryPrev', 'InsertString', 'KillRing', 'KillRingCursor', 'Line',
  'MoveCursor', 'NormalWrite', 'OldPrompt', 'OnLine', 'PreviousKey', 'Prompt', 'PushToKillRing', 'PushToUndoStack',
  'QuestionCallback', 'Redo', 'RedoStack', 'RefreshLine', 'SawKeyPress', 'SawReturnAt', 'SetRawMode', 'TabComplete',
  'TabCompleter', 'TtyWrite', 'Undo', 'UndoStack', 'WordLeft', 'WordRight', 'WriteToOutput', 'Yank', 'YankPop', 'Yanking',
];
for (const name of names) {
  exports[`k${name}`] = Symbol(`_${name[0].toLowerCase()}${name.slice(1)}`);
}
exports.kLine_buffer = Symbol('_line_buffer');
exports.kLineObjectStream = Symbol('line object stream');
exports.kQuestion = Symbol('kQuestion');
exports.kQuestionCancel = Symbol('kQuestionCancel');
exports.kQuestionReject = Symbol('kQuestionReject');
