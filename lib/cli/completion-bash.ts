import type { CommandWords, Place, VerbWords } from './completion-words.js';
import { quoted } from './shell-words.js';

const flagsOf = (options: CommandWords['options']) => options.flatMap(({ flags }) => flags);
const list = (words: readonly string[]) => quoted([words.join(' ')]);

/** The statement that fills COMPREPLY with what may stand in this place. */
function fill(place: Place): string {
  switch (place.kind) {
    case 'words':
      return `_reeve_words ${list(place.words)}`;
    case 'job':
      return '_reeve_words "$(_reeve_jobs)"';
    case 'folder':
      return '_reeve_paths -d';
    case 'file':
      return '_reeve_paths -f';
    case 'command':
      return '_reeve_command';
    case 'text':
      return ':';
  }
}

function valueCases(verb: string, options: CommandWords['options']): string[] {
  return options.flatMap(({ flags, value }) => {
    if (value === null) return [];
    return [`    ${flags.map((flag) => quoted([`${verb} ${flag}`])).join(' | ')}) ${fill(value)}; return ;;`];
  });
}

function argumentCases({ names, places, more }: VerbWords): string[] {
  return places.map((place, index) => {
    const last = more && index === places.length - 1;
    const patterns = names.map((name) => (last ? `'${name} '*` : `'${name} ${index}'`));
    return `    ${patterns.join(' | ')}) ${fill(place)} ;;`;
  });
}

/** A script for bash 3.2 and newer. */
export function bashCompletion({ options, verbs }: CommandWords): string {
  const withValue = verbs.flatMap(({ options: own }) => own.filter(({ value }) => value !== null));
  const skipped = [...new Set(flagsOf([...options.filter(({ value }) => value !== null), ...withValue]))];
  const commandVerbs = verbs.filter(({ places }) => places[0]?.kind === 'command').flatMap(({ names }) => names);
  return `# bash completion of reeve. Use: source <(reeve completion bash)
_reeve_words() { COMPREPLY=($(compgen -W "$1" -- "$cur")); }
_reeve_paths() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen "$1" -- "$cur"))
}
_reeve_command() {
  if ((count == 0)); then COMPREPLY=($(compgen -c -- "$cur")); else _reeve_paths -f; fi
}
_reeve_jobs() { "\${COMP_WORDS[0]}" \${place[@]+"\${place[@]}"} completion jobs 2>/dev/null; }
_reeve() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD - 1]}" verb= count=0 i word
  local place=()
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
    --)
      # What follows is a command and its arguments.
      count=$((COMP_CWORD - i - 1))
      _reeve_command
      return
      ;;
    --state-dir) place=("$word" "\${COMP_WORDS[i + 1]}"); ((i++)) ;;
    ${skipped.filter((flag) => flag !== '--state-dir').join(' | ')}) ((i++)) ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb="$word"; else ((count++)); fi ;;
    esac
  done
  # From its first word on, a command's arguments are its own.
  case "$verb" in
  ${commandVerbs.join(' | ')}) if ((count > 0)); then _reeve_paths -f; return; fi ;;
  esac
  case "$verb $prev" in
${valueCases('', options)
  .concat(verbs.flatMap((verb) => verb.names.flatMap((name) => valueCases(name, verb.options))))
  .join('\n')}
  esac
  case "$cur" in
  -*)
    case "$verb" in
    '') _reeve_words ${list(flagsOf(options))} ;;
${verbs.map((verb) => `    ${verb.names.join(' | ')}) _reeve_words ${list(flagsOf(verb.options))} ;;`).join('\n')}
    esac
    return
    ;;
  esac
  case "$verb $count" in
    ' 0') _reeve_words ${list(verbs.flatMap(({ names }) => names))} ;;
${verbs.flatMap(argumentCases).join('\n')}
  esac
}
complete -F _reeve reeve
`;
}
