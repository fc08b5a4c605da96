// Starts a machine that qemu makes up in software: no KVM, no network, no screen.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const machine = ['-nographic', '-nic', 'none', '-no-reboot', '-accel', 'tcg,thread=multi'];

/**
 * Gives each line that the machine prints to `onLine` until it is switched off. Fails when it can't be started, and when
 * it is not off after `limit_ms`, which ends it.
 */
export async function boot({ command, from, args, limit_ms, onLine }) {
  const child = spawn(command, [...machine, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const off = new Promise((resolve, reject) => {
    child.once('error', (error) =>
      reject(new Error(`cannot run ${command}: ${error.message}; apt-get install ${from}`)),
    );
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const late = setTimeout(() => child.kill('SIGKILL'), limit_ms);
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line.replaceAll('\r', '')));
  const ended = await off;
  clearTimeout(late);
  if (ended === 'SIGKILL') throw new Error(`the machine was not done after ${limit_ms / 1000} s`);
  if (ended !== 0) throw new Error(`${command} ended with ${ended}`);
}
