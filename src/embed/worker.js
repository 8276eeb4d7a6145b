// The worker's loop. The build puts the module's glue before it, as a classic script: only such a one can be started
// from a page on the disk. The page sends the compiled module first, then orders; see src/browser/bench.rs.

let turn = Promise.resolve();

self.onmessage = ({ data }) => {
  // One after the other: reading a file's bytes takes a while, and an order may need what the last one opened.
  turn = turn.then(() => answer(data)).catch((fault) => {
    // A trap leaves the module in an unknown state. The page ends this worker and lives on.
    console.error(fault);
    self.postMessage({ job: data.job, broken: true });
  });
};

async function answer({ module, job, order, id, document, file }) {
  if (module) {
    initSync({ module });
    self.postMessage({ ready: true });
    return;
  }
  let bytes = new Uint8Array();
  try {
    if (file) bytes = new Uint8Array(await file.arrayBuffer());
  } catch (fault) {
    self.postMessage({ job, gone: true });
    return;
  }
  work(job, order, id, document, bytes, (message) => self.postMessage(message));
}
