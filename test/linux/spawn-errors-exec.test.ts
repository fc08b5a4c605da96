import { chmodSync, closeSync, copyFileSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capabilities, type SpawnInGroupConfig } from 'reeve';
import { describe, expect, test } from 'vitest';
import { refusal } from '../helpers/error-record.js';
import { start } from '../helpers/jobs.js';
import { program } from '../helpers/programs.js';
import { scratchFolder } from '../helpers/scratch.js';

// That a failed start leaves no process, zombie, descriptor or cgroup is looked at after every test of every file.
const kinds = capabilities().containments.filter((kind) => kind === 'cgroup' || kind === 'keeper' || kind === 'group');

describe.each(kinds)('in a %s, a command that cannot be started is an error here and now:', (containment) => {
  const errorOf = (config: SpawnInGroupConfig) => refusal(() => start({ containment, ...config }));

  test('a file without the x bit is EACCES', () => {
    const path = join(scratchFolder(), 'tool');
    writeFileSync(path, '#!/bin/sh\n');
    expect(errorOf({ argv: [path] })).toMatchObject({ code: 'EACCES', syscall: 'execve' });
  });

  test('a folder is EACCES', () => {
    expect(errorOf({ argv: [scratchFolder()] }).code).toBe('EACCES');
  });

  test('a path through a file is ENOTDIR', () => {
    expect(errorOf({ argv: [`${program('sleeper')}/tool`] }).code).toBe('ENOTDIR');
  });

  test('a script whose interpreter is missing is ENOENT, and the sentence says that this may be why', () => {
    const path = join(scratchFolder(), 'tool');
    writeFileSync(path, '#!/reeve/no/such/interpreter\n');
    chmodSync(path, 0o755);
    const error = errorOf({ argv: [path] });
    expect(error.code).toBe('ENOENT');
    expect(error.message).toMatch(/interpreter/);
  });

  test('a program that is open for writing is ETXTBSY', () => {
    const path = join(scratchFolder(), 'tool');
    copyFileSync(program('sleeper'), path);
    chmodSync(path, 0o755);
    const fd = openSync(path, 'r+');
    try {
      expect(errorOf({ argv: [path] })).toMatchObject({ code: 'ETXTBSY', syscall: 'execve' });
    } finally {
      closeSync(fd);
    }
  });

  // Linux: one argument may have 128 KiB, all together a quarter of the stack limit.
  test('one argument of 2 MB is E2BIG', () => {
    expect(errorOf({ argv: ['true', 'x'.repeat(2_000_000)] })).toMatchObject({ code: 'E2BIG', syscall: 'execve' });
  });

  test('many arguments with more than the system takes are E2BIG', () => {
    const many = Array.from({ length: 200 }, () => 'x'.repeat(100_000));
    expect(errorOf({ argv: ['true', ...many] }).code).toBe('E2BIG');
  });

  test('a variable of 2 MB is E2BIG', () => {
    expect(errorOf({ argv: ['true'], env: { LONG: 'x'.repeat(2_000_000) } }).code).toBe('E2BIG');
  });

  test('a name that is too long is ENAMETOOLONG', () => {
    expect(errorOf({ argv: [`/${'x'.repeat(300)}`] }).code).toBe('ENAMETOOLONG');
  });
});
