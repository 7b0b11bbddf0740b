/**
 * What a delivery leaves in its message, as the `block_id` of a block: chat.postMessage takes no key that would keep
 * it from being sent twice, so that after a crash it is looked for.
 */
export function markOf(delivery: string): string {
  return `delivery.${delivery}`;
}

export function isMark(blockId: string): boolean {
  return blockId.startsWith('delivery.');
}
