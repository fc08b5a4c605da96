// One Wine prefix, told to be Windows 10, and programs run in it.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const crashKey = 'HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion\\AeDebug';
const followEvery = 200;

/** A Unix path as Windows programs see it. */
export function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`;
}

export class Wine {
  constructor({ wine, version }, prefix) {
    this.command = wine;
    this.prefix = prefix;
    this.environment = {
      ...process.env,
      WINEPREFIX: prefix,
      WINEARCH: 'win64',
      WINEDEBUG: '-all',
      WINEDLLOVERRIDES: 'mscoree,mshtml,winemenubuilder.exe=d',
      // File names of other alphabets.
      LC_ALL: 'C.UTF-8',
      // Tells the tests whose behaviour to expect.
      REEVE_WINE: version,
    };
    // No window may be opened, whoever runs this.
    delete this.environment.DISPLAY;
  }

  /** Makes the prefix unless it is there. */
  setUp() {
    const ready = join(this.prefix, 'ready-for-tests');
    const how = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    if (existsSync(ready) && readFileSync(ready, 'utf8') === how) return;
    rmSync(this.prefix, { recursive: true, force: true });
    mkdirSync(this.prefix, { recursive: true });
    this.quietly('wineboot', ['-i']);
    // Otherwise node says that it needs a newer Windows.
    this.quietly('winecfg', ['-v', 'win10']);
    // No debugger at a crash: crashing is what some tests do.
    this.quietly('reg', ['add', crashKey, '/v', 'Auto', '/t', 'REG_SZ', '/d', '0', '/f']);
    this.quietly('reg', ['add', crashKey, '/v', 'Debugger', '/t', 'REG_SZ', '/d', '', '/f']);
    // Windows that nobody sees, instead of none at all.
    this.quietly('reg', ['add', 'HKCU\\Software\\Wine\\Drivers', '/v', 'Graphics', '/d', 'null', '/f']);
    const system = join(this.prefix, 'drive_c/windows/system32');
    const source = fileURLToPath(new URL('bcryptprimitives.c', import.meta.url));
    const options = ['-O2', '-shared', '-static', '-o', join(system, 'bcryptprimitives.dll'), '-ladvapi32'];
    this.check('x86_64-w64-mingw32-gcc-posix', [source, ...options]);
    this.end();
    writeFileSync(ready, how);
  }

  quietly(program, args) {
    this.check(this.command, [program, ...args]);
  }

  check(command, args) {
    const done = spawnSync(command, args, { env: this.environment, stdio: 'ignore' });
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.error}`);
  }

  /**
   * Runs a program to its end and shows what it writes; gives its exit code. Its output goes through a file, since node
   * can't write to a pipe from outside Wine (EBADF).
   */
  async run(program, args, { cwd, log }) {
    const output = openSync(log, 'w');
    const child = spawn(this.command, [program, ...args], {
      cwd,
      env: this.environment,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const ended = new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject));
    const follower = follow(log);
    try {
      return await ended;
    } finally {
      follower.stop();
    }
  }

  /** Ends every program of the prefix and its server. Fails only where there was none. */
  end() {
    spawnSync('wineserver', ['-k'], { env: this.environment, stdio: 'ignore' });
    spawnSync('wineserver', ['-w'], { env: this.environment, stdio: 'ignore' });
  }
}

/** Writes to our output what is written to the file. */
function follow(path) {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(65536);
  const more = () => {
    for (let size = 1; size > 0; ) {
      size = readSync(file, buffer, 0, buffer.length, null);
      process.stdout.write(buffer.subarray(0, size));
    }
  };
  const timer = setInterval(more, followEvery);
  const stop = () => {
    clearInterval(timer);
    more();
    closeSync(file);
  };
  return { stop };
}
