// The programs that smoke.cjs starts, as [command, ...arguments]: a shell where there is one, else Node.
const posix = {
  exits7: ['sh', '-c', 'exit 7'],
  readsToTheEnd: ['sh', '-c', 'read line'],
  printsItsChild: ['sh', '-c', 'sleep 600 & echo $!; wait'],
  leavesOneBehind: ['sh', '-c', '(setsid sleep 600 & echo ready); sleep 600'],
};

const node = (code) => [process.execPath, '-e', code];
const child = `require('child_process').spawn(process.execPath, ['-e', 'setTimeout(() => {}, 6e5)'], { detached: true })`;
const windows = {
  exits7: node('process.exit(7)'),
  readsToTheEnd: node('process.stdin.resume()'),
  printsItsChild: node(`console.log(${child}.pid)`),
  leavesOneBehind: node(`${child}; console.log('ready'); setTimeout(() => {}, 6e5)`),
};

module.exports = process.platform === 'win32' ? windows : posix;
