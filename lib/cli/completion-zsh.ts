import type { CommandWords, OptionWords, Place, VerbWords } from './completion-words.js';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
const inBrackets = (text: string) => text.replace(/[[\]:\\]/g, '\\$&');

function action(place: Place): string {
  switch (place.kind) {
    case 'words':
      return `(${place.words.join(' ')})`;
    case 'job':
      return '_reeve_jobs';
    case 'folder':
      return '_files -/';
    case 'file':
      return '_files';
    case 'command':
      return '_normal';
    case 'text':
      return ' ';
  }
}

function specs({ flags, text, value }: OptionWords): string[] {
  // One that takes a value may come several times.
  const others = flags.length > 1 ? `(${flags.join(' ')})` : value === null ? '' : '*';
  const follows = value === null ? '' : `:${value.kind}:${action(value)}`;
  return flags.map((flag) => quote(`${others}${flag}[${inBrackets(text)}]${follows}`));
}

function argumentSpecs({ places, more }: VerbWords): string[] {
  return places.map((place, index) => {
    const last = more && index === places.length - 1;
    if (place.kind === 'command') return quote(`*:::${place.kind}:${action(place)}`);
    return quote(`${last ? '*' : index + 1}:${place.kind}:${action(place)}`);
  });
}

function verbCase(verb: VerbWords): string {
  const all = [...verb.options.flatMap(specs), ...argumentSpecs(verb)];
  return `      ${verb.names.join(' | ')})\n        _arguments \\\n          ${all.join(' \\\n          ')}\n        ;;`;
}

/** A script for zsh, to be sourced after compinit, or put into a folder of $fpath as _reeve. */
export function zshCompletion({ options, verbs }: CommandWords): string {
  const described = verbs.flatMap(({ names, text }) => names.map((name) => quote(`${name}:${inBrackets(text)}`)));
  return `#compdef reeve
# zsh completion of reeve. Use: source <(reeve completion zsh)
_reeve_jobs() {
  local -a names
  names=(\${(f)"$(reeve completion jobs 2>/dev/null)"})
  compadd "$@" -a names
}
_reeve() {
  local curcontext="$curcontext" state line
  typeset -A opt_args
  _arguments -C \\
    ${options.flatMap(specs).join(' \\\n    ')} \\
    '1:verb:->verb' \\
    '*::argument:->argument'
  case $state in
    verb)
      local -a verbs
      verbs=(
        ${described.join('\n        ')}
      )
      _describe -t verbs verb verbs
      ;;
    argument)
      case $words[1] in
${verbs.map(verbCase).join('\n')}
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _reeve ]; then
  _reeve "$@"
else
  compdef _reeve reeve
fi
`;
}
