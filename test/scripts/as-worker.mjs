// Calls reeve in a worker thread: one {call, name, args} message in, one {call, value} or {call, error} out.
import { parentPort } from 'node:worker_threads';
import * as reeve from 'reeve';

const functions = { ...reeve };

parentPort.on('message', ({ call, name, args }) => {
  new Promise((resolve) => resolve(functions[name](...args))).then(
    (value) => parentPort.postMessage({ call, value }),
    (error) => parentPort.postMessage({ call, error: { code: error.code ?? null, message: error.message } }),
  );
});
