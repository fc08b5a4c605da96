// Tries to load reeve with an addon that is not for this host. Prints what the error says.
// Usage: <runtime> refuse.cjs <package folder>
try {
  require(process.argv[2]);
  console.log(JSON.stringify({ message: 'it loaded' }));
} catch ({ code, message }) {
  console.log(JSON.stringify({ code, message }));
}
