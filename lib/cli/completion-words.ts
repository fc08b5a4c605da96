import { constants } from 'node:os';
import type { Argument, Command, Option } from 'commander';

/** What may stand in a place: one of some words, or something of a kind that the shell or `reeve completion jobs` knows. */
export type Place =
  | { readonly kind: 'text' | 'file' | 'folder' | 'job' | 'command' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface OptionWords {
  /** `-f`, `--follow`. */
  readonly flags: readonly string[];
  readonly text: string;
  /** What follows it; null where nothing does. */
  readonly value: Place | null;
}

export interface VerbWords {
  /** Its name, and after it others of it. */
  readonly names: readonly string[];
  readonly text: string;
  readonly options: readonly OptionWords[];
  /** One after the other; the last one as often as one likes where `more` says so. */
  readonly places: readonly Place[];
  readonly more: boolean;
}

export interface CommandWords {
  readonly options: readonly OptionWords[];
  readonly verbs: readonly VerbWords[];
}

const kinds: Record<string, Place['kind']> = {
  file: 'file',
  folder: 'folder',
  job: 'job',
  'job-or-pid': 'job',
  command: 'command',
};

function placeOf(name: string, words: readonly string[] | undefined): Place {
  if (words !== undefined) return { kind: 'words', words };
  if (name === 'signal') return { kind: 'words', words: Object.keys(constants.signals) };
  return { kind: kinds[name] ?? 'text' } as Place;
}

function optionWords({ short, long, flags, description, argChoices }: Option): OptionWords {
  const [, name] = /[<[]([^>\]]+)[>\]]/.exec(flags) ?? [];
  const all = [short, long].filter((flag) => flag !== undefined);
  return { flags: all, text: description, value: name === undefined ? null : placeOf(name, argChoices) };
}

const argumentPlace = (argument: Argument) => placeOf(argument.name(), argument.argChoices);

/** All that the program understands, read from its own description, so that no completion knows less or more. */
export function wordsOf(program: Command): CommandWords {
  const help = program.createHelp();
  const commands = help.visibleCommands(program);
  const all: Place = { kind: 'words', words: commands.map((verb) => verb.name()) };
  const verbs = commands.map((verb) => ({
    names: [verb.name(), ...verb.aliases()],
    text: verb.description(),
    options: help.visibleOptions(verb).map(optionWords),
    // commander's own verb, which explains another one.
    places: verb.name() === 'help' ? [all] : verb.registeredArguments.map(argumentPlace),
    more: verb.registeredArguments.at(-1)?.variadic === true,
  }));
  return { options: help.visibleOptions(program).map(optionWords), verbs };
}
