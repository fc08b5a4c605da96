import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headersOfOneSystem, headersWithLocales, nodeHeaders, standardCHeaders, standardHeaders } from './headers.mjs';

const systems = ['linux', 'darwin', 'win32'];
const unixes = ['linux', 'darwin'];

// Quoted: what a quoted include may begin with. OS folders each supply their own os_handle.h through the include path.
const layers = {
  core: { quoted: ['core/', 'os_handle.h'], angle: (name) => standardHeaders.has(name) },
  binding: { quoted: ['core/', 'binding/'], angle: (name) => standardHeaders.has(name) || name === 'napi.h' },
  c_api: { quoted: ['core/', 'c_api/', 'include/'], angle: (name) => !nodeHeaders.test(name) },
  // Without a library of any kind: it may share only what needs none.
  'keeper/linux': {
    quoted: [
      'core/keeper/protocol.h',
      'keeper/linux/',
      'keeper/records/',
      'platform/linux/kernel/child.h',
      'platform/linux/kernel/own_signals.h',
      'platform/posix/signal_names.h',
    ],
    angle: (name) => !nodeHeaders.test(name),
  },
  'keeper/win32': {
    quoted: ['core/keeper/protocol.h', 'keeper/win32/', 'keeper/records/', 'platform/win32/kernel/keeper_plan.h'],
    angle: (name) => !nodeHeaders.test(name),
  },
  'keeper/records': { quoted: ['keeper/records/'], angle: (name) => name === 'cstdint' },
  test: { quoted: ['core/', 'platform/', 'test/', 'os_handle.h'], angle: (name) => !nodeHeaders.test(name) },
  fuzz: {
    quoted: ['core/', 'fuzz/', 'platform/posix/', ...systems.map((system) => `platform/${system}/decode/`)],
    angle: (name) => standardHeaders.has(name),
  },
  include: { quoted: ['include/'], angle: (name) => standardCHeaders.has(name) },
};
for (const system of [...systems, 'posix']) {
  const shared = unixes.includes(system) ? ['platform/posix/'] : [];
  const foreign = systems.filter((other) => other !== system).map((other) => headersOfOneSystem[other]);
  layers[`platform/${system}`] = {
    quoted: ['core/', 'os_handle.h', `platform/${system}/`, ...shared],
    angle: (name) => !nodeHeaders.test(name) && !foreign.some((pattern) => pattern.test(name)),
  };
  // Compiled, tested and fuzzed on other systems too.
  layers[`platform/${system}/decode`] = {
    quoted: ['core/', `platform/${system}/decode/`],
    angle: (name) => standardHeaders.has(name),
  };
}

/** Comments become blanks, so that what they say is not taken for code; line numbers stay. */
function withoutComments(text) {
  return text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (match) =>
    match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match,
  );
}

function includeRule(layerName, layer, argument) {
  const angle = /^<([^>]+)>/.exec(argument);
  if (angle) {
    const allowed = layer.angle(angle[1]) && (layerName === 'test' || !headersWithLocales.has(angle[1]));
    return allowed ? null : `native/${layerName} may not include <${angle[1]}>`;
  }
  const quoted = /^"([^"]+)"/.exec(argument);
  if (!quoted) return 'an include must name its file';
  const path = quoted[1];
  if (path.split('/').includes('..')) return `"${path}": write includes relative to native/, without ..`;
  if (layer.quoted.some((allowed) => (allowed.endsWith('/') ? path.startsWith(allowed) : path === allowed)))
    return null;
  if (!path.includes('/')) return `"${path}": write includes relative to native/`;
  return `native/${layerName} may not include "${path}"`;
}

function layerOf([top, system, part]) {
  if (top === 'keeper') return `${top}/${system}`;
  if (top !== 'platform') return top;
  return part === 'decode' ? `${top}/${system}/${part}` : `${top}/${system}`;
}

export function checkNativeFile(root, file) {
  const layerName = layerOf(file.split('/').slice(1));
  const layer = layers[layerName];
  const violations = [];
  const report = (line, rule) => violations.push({ file, line, rule });
  if (!layer) report(1, `native/${layerName} is not a layer with a rule`);

  const lines = withoutComments(readFileSync(join(root, file), 'utf8')).split('\n');
  for (const [index, line] of lines.entries()) {
    const directive = /^\s*(?:#|%:)\s*([a-z_]+)\s*(.*)/.exec(line);
    if (!directive) continue;
    const [, word, argument] = directive;
    // The header of the C interface is for C++ too, and says so.
    const forCxx = layerName === 'include' && word === 'ifdef' && argument.trim() === '__cplusplus';
    if (!forCxx && /^(if|ifdef|ifndef|elif|elifdef|elifndef)$/.test(word)) {
      report(index + 1, `#${word}: no preprocessor conditional; the build picks the platform's folder`);
    } else if (layer && /^(include|include_next|import)$/.test(word)) {
      const rule = includeRule(layerName, layer, argument);
      if (rule) report(index + 1, rule);
    }
  }
  return violations;
}

/** Each OS folder must hold the same .cc files; what is in its subfolders is its own affair. */
export function checkSameFiles(files) {
  const namesBySystem = systems.map((system) => {
    const own = new RegExp(`^native/platform/${system}/([^/]+\\.cc)$`);
    return { system, names: files.flatMap((file) => own.exec(file)?.[1] ?? []) };
  });
  return namesBySystem.flatMap(({ system, names }) =>
    namesBySystem.flatMap((other) =>
      other.names
        .filter((name) => !names.includes(name))
        .map((name) => ({
          file: `native/platform/${other.system}/${name}`,
          line: 1,
          rule: `native/platform/${system} has no ${name}; the OS folders hold the same files`,
        })),
    ),
  );
}
