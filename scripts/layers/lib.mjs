import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import ts from 'typescript';

const primitives = 'lib/*.ts';
// What each part of lib may import besides itself. The jobs get the primitives by their public names only, and besides
// those what checks an argument and words an error.
const mayImport = {
  [primitives]: ['lib/native', 'lib/generated'],
  'lib/native': ['lib/generated'],
  'lib/generated': [],
  'lib/jobs': ['lib/generated'],
  'lib/supervisor': ['lib/jobs', primitives],
  'lib/cli': ['lib/jobs', 'lib/supervisor', primitives],
};
const publicNames = 'lib/index';
const forJobs = [publicNames, 'lib/arguments', 'lib/errors'];
const ownPackage = { reeve: publicNames, 'reeve/jobs': 'lib/jobs/index', 'reeve/supervisor': 'lib/supervisor/index' };

function partOf(path) {
  const folder = path.split('/').slice(0, 2).join('/');
  if (path.split('/').length > 2 || folder in mayImport) return folder;
  return primitives;
}

/** Where in the repository a module is; null for Node's own and other packages. */
function locate(file, specifier) {
  if (!specifier.startsWith('.')) return ownPackage[specifier] ?? null;
  const path = posix.join(dirname(file), specifier).replace(/\/$/, '');
  return path === 'lib' ? publicNames : path;
}

function importRule(file, specifier) {
  const from = partOf(file);
  const path = locate(file, specifier);
  if (path === null) return null;
  if (!path.startsWith('lib/')) {
    return from === 'lib/native' || from === 'lib/cli' ? null : `"${specifier}": only lib/native may reach outside lib`;
  }
  const to = partOf(path);
  if (to === from || mayImport[from].includes(to)) return null;
  if (from === 'lib/jobs' && forJobs.includes(path.replace(/\.[cm]?[jt]s$/, ''))) return null;
  const only = from === 'lib/jobs' && to === primitives ? ', only lib/index.ts, arguments.ts and errors.ts' : '';
  return `${from} may not import "${specifier}" (${to})${only}`;
}

export function checkLibFile(root, file) {
  const from = partOf(file);
  if (!(from in mayImport)) return [{ file, line: 1, rule: `${from} is not a layer with a rule` }];
  const text = readFileSync(join(root, file), 'utf8');
  const { importedFiles, referencedFiles } = ts.preProcessFile(text, true, true);
  const references = referencedFiles.map(({ fileName, pos }) => ({
    fileName: fileName.startsWith('.') ? fileName : `./${fileName}`,
    pos,
  }));
  return [...references, ...importedFiles].flatMap(({ fileName, pos }) => {
    const rule = importRule(file, fileName);
    return rule ? [{ file, line: text.slice(0, pos).split('\n').length, rule }] : [];
  });
}
