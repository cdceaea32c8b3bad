import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';
import type { PublicPackage } from './public-packages.js';

/** Values and types that a package exports from its main entry; empty where it has none. */
export async function mainEntryNames({ manifest, path }: PublicPackage): Promise<readonly string[]> {
  const entry = manifest.exports?.['.'];
  return sourceOf(entry) ? exportedNames(join(path, entry['@selvedge/source'])) : [];
}

/** Names that a module exports, with those of `export *` from modules beside it. */
export async function exportedNames(file: string): Promise<readonly string[]> {
  const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const names = await Promise.all(source.statements.map((statement) => namesOf(statement, file)));
  return names.flat();
}

async function namesOf(statement: ts.Statement, file: string): Promise<readonly string[]> {
  if (!ts.isExportDeclaration(statement)) return isExported(statement) ? declaredNames(statement) : [];
  const { exportClause, moduleSpecifier } = statement;
  if (exportClause && ts.isNamedExports(exportClause)) return exportClause.elements.map(({ name }) => name.text);
  if (exportClause) return [exportClause.name.text];
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier) || !moduleSpecifier.text.startsWith('.')) {
    throw new Error(`${file}: export names of another package one by one, so that they can be counted`);
  }
  return exportedNames(join(file, '..', moduleSpecifier.text.replace(/\.js$/, '.ts')));
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function declaredNames(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText());
  }
  const { name } = statement as ts.DeclarationStatement;
  return name ? [name.text] : [];
}

function sourceOf(entry: unknown): entry is { readonly '@selvedge/source': string } {
  return typeof entry === 'object' && entry !== null && '@selvedge/source' in entry;
}
