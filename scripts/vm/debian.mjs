// Debian packages, also of another processor, fetched and unpacked below a folder of ours: nothing is installed, and what the
// machine's own apt knows of processors stays as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(command, args, cwd) {
  const done = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (done.error) throw new Error(`cannot run ${command}: ${done.error.message}; this needs a Debian machine`);
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed\n${done.stderr}`);
  return done.stdout;
}

function privateApt(folder, architecture) {
  for (const part of ['state/lists/partial', 'cache/archives/partial']) {
    mkdirSync(join(folder, part), { recursive: true });
  }
  const settings = {
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': join(folder, 'cache'),
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}

/** The newest kernel that a package such as linux-image-cloud-arm64 stands for. */
function kernelOf(apt, standing) {
  const described = run('apt-cache', [...apt, 'show', standing]);
  const [, name] = /^Depends: (linux-image-\S+)/m.exec(described) ?? [];
  if (!name) throw new Error(`Debian has no ${standing}`);
  return name;
}

/** A folder with these packages unpacked, the first of which stands for a kernel. */
export function unpackedDebian(folder, architecture, [kernel, ...packages]) {
  const unpacked = join(folder, 'root');
  if (existsSync(unpacked)) return unpacked;
  const downloads = join(folder, 'downloads');
  const partial = `${unpacked}.partial`;
  for (const made of [downloads, partial]) {
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made, { recursive: true });
  }
  const apt = privateApt(join(folder, 'apt'), architecture);
  run('apt-get', [...apt, 'update']);
  run('apt-get', [...apt, 'download', kernelOf(apt, kernel), ...packages], downloads);
  for (const file of readdirSync(downloads)) run('dpkg', ['-x', join(downloads, file), partial]);
  run('mv', [partial, unpacked]);
  return unpacked;
}

/** The kernel in such a folder. */
export function kernelIn(unpacked) {
  return join(
    unpacked,
    'boot',
    readdirSync(join(unpacked, 'boot')).find((name) => name.startsWith('vmlinuz-')),
  );
}
