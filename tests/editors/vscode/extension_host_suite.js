// Runs inside the extension host, with the whole API of VS Code at hand.
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const vscode = require('vscode');

const NAME = 'lode.lode';

exports.run = async function () {
  const extension = vscode.extensions.getExtension(NAME);
  assert.ok(extension, 'the extension is installed');
  const manifest = extension.packageJSON;

  await test('nothing of it runs before a program is opened', async () => {
    assert.equal(extension.isActive, false);
    assert.ok(manifest.activationEvents.every((event) => event.startsWith('onLanguage:')));
  });

  await extension.activate();

  await test('every command of package.json is there', async () => {
    const there = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).filter((command) => !there.has(command)), []);
  });

  await test('every setting has a description, a type and a default', async () => {
    for (const { properties } of manifest.contributes.configuration) {
      for (const [name, setting] of Object.entries(properties)) {
        assert.ok(name.startsWith('lode.') && (setting.description ?? setting.markdownDescription) && setting.type, name);
        assert.notEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, undefined, name);
      }
    }
  });

  const [folder] = vscode.workspace.workspaceFolders;
  const uri = vscode.Uri.joinPath(folder.uri, 'src', 'main.js');
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const position = new vscode.Position(document.lineCount - 1, 0);

  await test('problems have a code, a source and a page about their rule', async () => {
    await insert(editor, position, 'debugger;');
    const [problem] = await until(() => nonEmpty(vscode.languages.getDiagnostics(uri)));
    assert.equal(problem.source, 'lode');
    assert.equal(problem.code.value ?? problem.code, 'no-debugger');
    await vscode.commands.executeCommand('undo');
    await until(() => vscode.languages.getDiagnostics(uri).length === 0);
  });

  await test('Fix All mends what can be mended', async () => {
    await insert(editor, position, 'if (!!price) basket.total();');
    await until(() => nonEmpty(vscode.languages.getDiagnostics(uri)));
    await vscode.commands.executeCommand('lode.fixAll');
    await until(() => document.lineAt(position.line).text === 'if (price) basket.total();');
  });

  await test('a second folder of the window is served too', async () => {
    const other = vscode.Uri.file(path.join(path.dirname(folder.uri.fsPath), 'other'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(other, 'tool.js'), Buffer.from('export const wrench = { size: 12 };\nwrench;\n'));
    vscode.workspace.updateWorkspaceFolders(1, 0, { uri: other });
    const tool = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(other, 'tool.js'));
    const hovers = await until(async () => nonEmpty(await vscode.commands.executeCommand('vscode.executeHoverProvider', tool.uri, new vscode.Position(1, 2))));
    assert.match(hovers[0].contents[0].value, /size: (number|12)/);
  });

  await test('a text that was never saved shows its values', async () => {
    const text = await vscode.workspace.openTextDocument({ language: 'javascript', content: 'const answer = 6 * 7;\n' });
    await vscode.window.showTextDocument(text);
    await vscode.commands.executeCommand('lode.live');
    const end = text.lineAt(0).range.end;
    await until(async () => {
      const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', text.uri, end);
      return hovers.some(({ contents }) => contents.some(({ value }) => /42[^]*lode\.copyValue/.test(value)));
    });
    await vscode.commands.executeCommand('lode.liveOff');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  await test('lode lint is a task, and its matcher reads what it prints', async () => {
    const [lint] = (await vscode.tasks.fetchTasks({ type: 'lode' })).filter((task) => task.name === 'lint');
    assert.deepEqual(lint.problemMatchers, ['$lode']);
    const matcher = new RegExp(manifest.contributes.problemMatchers[0].pattern.regexp);
    assert.deepEqual(matcher.exec('src/a (1).js: line 3, col 14, Error - this block is empty (no-empty)').slice(1), ['src/a (1).js', '3', '14', 'Error', 'this block is empty', 'no-empty']);
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder.uri, 'src', 'wrong.js'), Buffer.from('debugger;\n'));
    await vscode.tasks.executeTask(lint);
    await until(() => vscode.languages.getDiagnostics(vscode.Uri.joinPath(folder.uri, 'src', 'wrong.js')).some(({ message }) => /debugger/.test(message)));
  });

  await test('the server can be restarted', async () => {
    await vscode.commands.executeCommand('lode.restart');
    await until(async () => nonEmpty(await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(2, 7))));
  });
};

async function test(name, body) {
  try {
    await body();
  } catch (error) {
    error.message = `${name}: ${error.message}`;
    throw error;
  }
  say(`ok ${name}`);
}

function say(text) {
  console.log(`TEST ${text}`);
}

function nonEmpty(list) {
  return list?.length ? list : undefined;
}

function insert(editor, position, text) {
  return editor.edit((edit) => edit.insert(position, text));
}

async function until(condition, limit = 20_000) {
  const end = Date.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < end, `waited in vain for ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
