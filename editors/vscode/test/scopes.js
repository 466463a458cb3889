"use strict";

// Prints, for each text that is named, the scopes of each stretch of each line, as VS Code sees them.

const fs = require("fs");
const path = require("path");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

async function main(files) {
  const wasm = path.join(path.dirname(require.resolve("vscode-oniguruma")), "onig.wasm");
  await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => {
      const file = path.join(__dirname, "..", "syntaxes", "servanda.tmLanguage.json");
      return textmate.parseRawGrammar(fs.readFileSync(file, "utf8"), file);
    },
  });
  const grammar = await registry.loadGrammar("source.servanda");
  const found = {};
  for (const file of files) {
    let state = textmate.INITIAL;
    found[file] = fs
      .readFileSync(file, "utf8")
      .split("\n")
      .map((line) => {
        const read = grammar.tokenizeLine(line, state);
        state = read.ruleStack;
        return read.tokens.map((token) => [token.startIndex, token.endIndex, token.scopes]);
      });
  }
  process.stdout.write(JSON.stringify(found));
}

main(process.argv.slice(2));
