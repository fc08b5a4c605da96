import { getProcess } from 'reeve';

function read(pid) {
  try {
    return getProcess(pid);
  } catch {
    return null; // it ended between the list and the look
  }
}

function label(process, root) {
  const notes = [];
  if (process.sid !== root.sid) notes.push('in a session of its own');
  if (process.pid !== root.pid && process.orphan) notes.push(`orphan, now below ${process.ppid}`);
  const command = process.cmdline?.join(' ').replace(/\s+/g, ' ').slice(0, 70) || `[${process.name}]`;
  return `${process.pid} ${command}${notes.length > 0 ? `   <- ${notes.join(', ')}` : ''}`;
}

/** A picture of the processes that a dry run found. */
export function drawTree(dryRun) {
  const found = dryRun.survivors.map(({ pid }) => read(pid)).filter((process) => process !== null);
  const pids = new Set(found.map(({ pid }) => pid));
  const root = found.find(({ pid }) => pid === dryRun.pid);
  if (found.length === 0) return console.log('(no process of the job is left)\n');
  for (const process of found) process.orphan = !pids.has(process.ppid);
  const tops = found.filter((process) => process.orphan);
  const draw = (process, indent, last, top) => {
    console.log(`${indent}${top ? '' : last ? '└─ ' : '├─ '}${label(process, root ?? process)}`);
    const children = found.filter(({ ppid }) => ppid === process.pid);
    for (const [at, child] of children.entries()) {
      draw(child, top ? indent : `${indent}${last ? '   ' : '│  '}`, at === children.length - 1, false);
    }
  };
  for (const process of tops) draw(process, '', true, true);
  console.log('');
}
