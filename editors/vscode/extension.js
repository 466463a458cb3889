"use strict";

// Starts `servanda lsp` when a text of its language is opened, and leaves everything else to it.

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");

let client;

function start() {
  const settings = vscode.workspace.getConfiguration("servanda");
  const run = {
    command: settings.get("command"),
    args: settings.get("arguments"),
    transport: TransportKind.stdio,
  };
  client = new LanguageClient(
    "servanda",
    "Servanda",
    { run, debug: run },
    {
      documentSelector: [
        { language: "servanda", pattern: "**/*.{pact,record}" },
        { language: "servanda", scheme: "untitled" },
      ],
      synchronize: {
        fileEvents: vscode.workspace.createFileSystemWatcher("**/*.{pact,record,csv,parquet,toml}"),
      },
    },
  );
  return client.start().catch((fault) => {
    vscode.window.showErrorMessage(
      `Servanda: "${run.command} ${run.args.join(" ")}" could not be started (${fault.message}). ` +
        "Install it with pip install 'servanda[lsp]', or name it in the setting servanda.command.",
    );
  });
}

async function stop() {
  const old = client;
  client = undefined;
  if (old) await old.stop().catch(() => undefined);
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("servanda.restart", async () => {
      await stop();
      await start();
    }),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
