import { readFileSync } from 'node:fs';
import { floors } from '../prebuild/targets.mjs';

// mach-o/loader.h
const magic64 = 0xfeedfacf;
const processors = { x64: 0x01000007, arm64: 0x0100000c };
const kinds = [6, 8]; // MH_DYLIB, MH_BUNDLE: dlopen takes both
const commands = {
  loadLibrary: 0xc,
  signature: 0x1d,
  linkInfo: 0x80000022,
  buildVersion: 0x32,
  exportsTrie: 0x80000033,
};
// The linker's own two, and new and delete, which zig's C++ library exports whatever it is told: they are weak and call
// malloc and free, as every other definition of them does.
const harmless = /^(___dso_handle|__mh_(dylib|bundle)_header|__Z(nw|na|dl|da)[A-Za-z0-9_]+)$/;
const entryPoints = ['_napi_register_module_v1', '_node_api_module_get_api_version_v1'];

function loadCommands(bytes) {
  const found = [];
  let at = 32;
  for (let left = bytes.readUInt32LE(16); left > 0; --left) {
    const size = bytes.readUInt32LE(at + 4);
    found.push({ kind: bytes.readUInt32LE(at), data: bytes.subarray(at, at + size) });
    at += size;
  }
  return found;
}

function stringAt(bytes, at) {
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}

function numberAt(bytes, at) {
  let [value, shift, next] = [0, 0, at];
  for (;;) {
    const byte = bytes[next++];
    value += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) return { value, next };
  }
}

/** The names in an exports trie: nodes of a length, what is exported there, and edges with a part of a name each. */
function namesInTrie(trie, at = 0, prefix = '') {
  const own = numberAt(trie, at);
  const names = own.value > 0 ? [prefix] : [];
  let edge = own.next + own.value;
  for (let left = trie[edge++]; left > 0; --left) {
    const part = stringAt(trie, edge);
    const child = numberAt(trie, edge + part.length + 1);
    names.push(...namesInTrie(trie, child.value, prefix + part));
    edge = child.next;
  }
  return names;
}

function exportedNames(bytes, list) {
  const trie = list.find(({ kind }) => kind === commands.exportsTrie);
  const info = list.find(({ kind }) => kind === commands.linkInfo);
  const [offset, size] = trie
    ? [trie.data.readUInt32LE(8), trie.data.readUInt32LE(12)]
    : [info.data.readUInt32LE(40), info.data.readUInt32LE(44)];
  return namesInTrie(bytes.subarray(offset, offset + size));
}

/** What is wrong with a macOS addon's file. */
export function checkMachO(file, target) {
  const bytes = readFileSync(file);
  if (bytes.readUInt32LE(0) !== magic64) return ['is no 64-bit Mach-O file'];
  const wrong = [];
  const expect = (condition, what) => condition || wrong.push(what);
  expect(bytes.readUInt32LE(4) === processors[target.arch], `not for ${target.arch}`);
  expect(kinds.includes(bytes.readUInt32LE(12)), `is of kind ${bytes.readUInt32LE(12)}`);
  const list = loadCommands(bytes);
  const system = list.find(({ kind }) => kind === commands.buildVersion)?.data.readUInt32LE(12) ?? 0;
  expect(`${system >> 16}.${(system >> 8) & 255}` === floors.macos, `is for macOS ${system >> 16} and newer`);
  for (const { kind, data } of list) {
    if (kind !== commands.loadLibrary) continue;
    const library = stringAt(data, data.readUInt32LE(8));
    expect(library === '/usr/lib/libSystem.B.dylib', `needs ${library}`);
  }
  const exported = exportedNames(bytes, list);
  for (const name of entryPoints) expect(exported.includes(name), `does not export ${name}`);
  const strange = exported.filter((name) => !entryPoints.includes(name) && !harmless.test(name));
  expect(strange.length === 0, `exports ${strange.join(', ')}`);
  const signed = list.some(({ kind }) => kind === commands.signature);
  expect(signed || target.arch === 'x64', 'is not signed, which macOS on arm64 insists on');
  return wrong;
}
