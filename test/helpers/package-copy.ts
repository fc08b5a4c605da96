import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Ended, runNode } from './node-program.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The addon that this checkout was built with. */
export const ownAddon = join(root, 'build', 'Release', 'reeve.node');

/** The package as it would be installed, without an addon, in a folder of its own. */
export class PackageCopy {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'reeve-test-')));
  readonly root = join(this.folder, 'node_modules', 'reeve');

  constructor() {
    for (const part of ['dist', 'package.json']) cpSync(join(root, part), join(this.root, part), { recursive: true });
  }

  /** Puts an addon at this place below the package's root. */
  place(path: string, content: Buffer = readFileSync(ownAddon)): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  }

  /** Loads the copy in a program of its own, after `before` ran, and says which addon it got. */
  load(before = ''): Promise<Ended> {
    const code = `${before}
      await import(process.argv[1]);
      const { createRequire } = await import('node:module');
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((file) => file.endsWith('.node'));
      console.log(loaded.join());`;
    return runNode(code, [pathToFileURL(join(this.root, 'dist', 'index.js')).href]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
