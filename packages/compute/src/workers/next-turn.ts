/** Lets other work of this thread in during a long computation: timers, messages, clicks, the signal that aborts it. */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  // Browsers slow repeated timers of 0 ms down to 4 ms each; messages wait for their turn alone.
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const port = port1 as unknown as { onmessage: () => void };
    port.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
