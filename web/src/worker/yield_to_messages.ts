/** Resolves once the messages that are waiting have been handled. It uses a message to itself: browsers delay a timer by
 * 4 ms or more. */
export function yieldToMessages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
