import type { CommandWords, OptionWords, Place } from './completion-words.js';

const quote = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

function choice(place: Place): string {
  switch (place.kind) {
    case 'words':
      return `-x -a ${quote(place.words.join(' '))}`;
    case 'job':
      return `-x -a '(reeve completion jobs 2>/dev/null)'`;
    case 'folder':
      return `-x -a '(__fish_complete_directories)'`;
    case 'file':
      return '-r -F';
    case 'command':
      return `-x -a '(__fish_complete_subcommand)'`;
    case 'text':
      return '-x';
  }
}

function optionLine(when: string, { flags, text, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const follows = value === null ? '' : ` ${choice(value)}`;
  return `complete -c reeve -n ${quote(when)} ${names.join(' ')}${follows} -d ${quote(text)}`;
}

/** A script for fish, which knows no order of arguments: each place of a verb is offered for all of them. */
export function fishCompletion({ options, verbs }: CommandWords): string {
  const lines = [
    '# fish completion of reeve. Use: reeve completion fish | source',
    'complete -c reeve -f',
    ...options.map((option) => optionLine('__fish_use_subcommand', option)),
  ];
  for (const { names, text, options: own, places } of verbs) {
    const when = `__fish_seen_subcommand_from ${names.join(' ')}`;
    for (const name of names) lines.push(`complete -c reeve -n '__fish_use_subcommand' -a ${name} -d ${quote(text)}`);
    lines.push(...own.map((option) => optionLine(when, option)));
    lines.push(
      ...places
        .filter(({ kind }) => kind !== 'text')
        .map((place) => `complete -c reeve -n ${quote(when)} ${choice(place)}`),
    );
  }
  return `${lines.join('\n')}\n`;
}
