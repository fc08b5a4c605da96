/** Text as roff takes it: no line begins a request, and every hyphen is one that can be copied. */
function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');
}

const bold = (text) => `\\fB${roff(text)}\\fR`;

/** `--limit <what=value>`: the flags bold, what follows them as it is. */
function term(text) {
  return text
    .split(/([<[][^>\]]+[>\]])/)
    .map((part) => (/^[<[]/.test(part) ? `\\fI${roff(part)}\\fR` : part.replace(/\S+/g, bold)))
    .join('');
}

const entry = (head, text) => `.TP\n${head}\n${roff(text)}\n`;

function options(help, command) {
  return help
    .visibleOptions(command)
    .filter(({ long }) => long !== '--help')
    .map((option) => entry(term(help.optionTerm(option)), help.optionDescription(option)))
    .join('');
}

function verb(help, command) {
  const names = [command.name(), ...command.aliases()].join(', ');
  const places = command.registeredArguments.map((argument) => help.argumentTerm(argument));
  const taken = command.registeredArguments.map((argument) => {
    const { variadic, required } = argument;
    const name = `${argument.name()}${variadic ? '...' : ''}`;
    return required ? `<${name}>` : `[${name}]`;
  });
  const how = `.SS ${names}\n.B reeve ${roff(command.name())}\n${roff(['[options]', ...taken].join(' '))}\n.PP\n`;
  const about = `${roff(`${command.description()}.`)}\n`;
  const arguments_ = command.registeredArguments.map((argument, index) =>
    entry(`\\fI${roff(places[index])}\\fR`, help.argumentDescription(argument)),
  );
  return how + about + arguments_.join('') + options(help, command);
}

/** The manual page of the command, from its own description. */
export function manualPage(program, exitMeanings) {
  const help = program.createHelp();
  const verbs = help.visibleCommands(program).filter((command) => command.name() !== 'help');
  return `.\\" Made from lib/cli by scripts/generate-man.mjs; edits here are lost.
.TH REEVE 1 "" reeve "User commands"
.SH NAME
reeve \\- ${roff(program.description())}
.SH SYNOPSIS
.B reeve
[\\fIoptions\\fR] \\fIverb\\fR [\\fIarguments\\fR]
.br
.B reeve \\-\\-
\\fIcommand\\fR [\\fIarguments\\fR]
.SH DESCRIPTION
A job is a program with all that it starts. It is held together, outlives the shell that started it, and is found again by
its id, by a beginning of its id of four characters or more that no other has, or by its name. A signal reaches a process of
the job that is meant, or nobody: a pid that another process has by now is refused.
.PP
Durations are 500ms, 10s, 5m, 2h or 7d, and seconds without a unit. Sizes are 64K, 512M or 1.5G, by 1024, and bytes without
a unit. What is printed with
.B \\-\\-json
is valid against the schemas of the package.
.SH OPTIONS
${options(help, program)}.SH VERBS
${verbs.map((command) => verb(help, command)).join('')}.SH EXIT STATUS
${exitMeanings.map(([code, meaning]) => entry(bold(code), `${meaning}.`)).join('')}.PP
Of several jobs the highest counts.
.SH ENVIRONMENT
${entry(bold('REEVE_STATE_DIR'), 'Where jobs are on record, unless --state-dir is given.')}${entry(
  `${bold('XDG_STATE_HOME')}`,
  'Without it, reeve below this folder. Without both: ~/.local/state/reeve.',
)}.SH SEE ALSO
.BR ps (1),
.BR kill (1),
.BR timeout (1),
.BR systemd\\-run (1)
`;
}
