import type { Schemas } from '@/api/client'

/** What can be told, in the order that it happens. */
export const events: Record<Exclude<Schemas['NotificationEvent'], 'test'>, string> = {
  runWaiting: 'a plan waits',
  runApplied: 'applied',
  runErrored: 'failed',
  runCanceled: 'canceled',
  runInterrupted: 'interrupted',
  driftFound: 'drift found',
  pricesMoved: 'new prices move the estimate',
}
