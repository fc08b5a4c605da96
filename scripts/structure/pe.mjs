import { readFileSync, statSync } from 'node:fs';

// learn.microsoft.com, "PE Format"
const machines = { x64: 0x8664, arm64: 0xaa64 };
const directories = { exports: 0, imports: 1 };
const isLibrary = 0x2000; // IMAGE_FILE_DLL
const withoutConsole = 2; // IMAGE_SUBSYSTEM_WINDOWS_GUI
const mostKeeperBytes = 64 * 1024;
// Node-API's library is looked for at the first call. GNU's linker has no entry for that in the header (binutils 2.40), so
// the file's own text has to do.
const delayed = Buffer.from('node.exe\0');
// What every Windows 10 has; the C runtime is the system's own (msvcrt, ucrt through its api-ms-win-crt sets).
const systemLibrary =
  /^(kernel32|ntdll|advapi32|user32|shell32|ole32|userenv|ws2_32|iphlpapi|bcrypt|psapi|msvcrt|api-ms-win-[a-z0-9-]+)\.dll$/i;

function open(file) {
  const bytes = readFileSync(file);
  const header = bytes.readUInt32LE(0x3c);
  const sectionCount = bytes.readUInt16LE(header + 6);
  const optional = header + 24;
  const firstSection = optional + bytes.readUInt16LE(header + 20);
  const sections = Array.from({ length: sectionCount }, (_, index) => {
    const at = firstSection + index * 40;
    const [size, address, , offset] = [8, 12, 16, 20].map((field) => bytes.readUInt32LE(at + field));
    return { size, address, offset };
  });
  const place = (address) => {
    const section = sections.find((each) => address >= each.address && address < each.address + each.size);
    if (!section) throw new Error(`nothing is at ${address.toString(16)}`);
    return address - section.address + section.offset;
  };
  return { bytes, header, optional, place };
}

function textAt({ bytes, place }, address) {
  const at = place(address);
  return bytes.toString('latin1', at, bytes.indexOf(0, at));
}

/** The libraries that have to be there for the addon to load. */
function importedLibraries(image) {
  const names = [];
  const first = image.place(image.bytes.readUInt32LE(image.optional + 112 + directories.imports * 8));
  for (let at = first; ; at += 20) {
    const name = image.bytes.readUInt32LE(at + 12);
    if (name === 0) return names;
    names.push(textAt(image, name));
  }
}

function exportedNames(image) {
  const address = image.bytes.readUInt32LE(image.optional + 112 + directories.exports * 8);
  if (address === 0) return [];
  const at = image.place(address);
  const names = image.place(image.bytes.readUInt32LE(at + 32));
  return Array.from({ length: image.bytes.readUInt32LE(at + 24) }, (_, index) =>
    textAt(image, image.bytes.readUInt32LE(names + index * 4)),
  );
}

/** What is wrong with an image, addon or program. */
function checkImage(image, target, expect) {
  expect(image.bytes.readUInt16LE(image.header + 4) === machines[target.arch], `not for ${target.arch}`);
  for (const name of importedLibraries(image)) {
    expect(systemLibrary.test(name), `needs ${name}, which not every Windows has`);
  }
}

/** What is wrong with a Windows addon's file. */
export function checkPe(file, target) {
  const image = open(file);
  const wrong = [];
  const expect = (condition, what) => condition || wrong.push(what);
  checkImage(image, target, expect);
  expect(image.bytes.includes(delayed), 'looks nowhere for Node-API');
  const exported = exportedNames(image);
  expect(exported.includes('napi_register_module_v1'), `exports ${exported.join(', ') || 'nothing'}`);
  return wrong;
}

/** What is wrong with a Windows keeper's file. */
export function checkKeeperPe(file, target) {
  const image = open(file);
  const wrong = [];
  const expect = (condition, what) => condition || wrong.push(what);
  checkImage(image, target, expect);
  expect((image.bytes.readUInt16LE(image.header + 22) & isLibrary) === 0, 'is no program');
  expect(image.bytes.readUInt16LE(image.optional + 68) === withoutConsole, 'opens a console');
  expect(exportedNames(image).length === 0, `exports ${exportedNames(image).join(', ')}`);
  expect(statSync(file).size <= mostKeeperBytes, `has ${statSync(file).size} bytes`);
  return wrong;
}
