import { MAX_CAPTURED } from '../../selection/capture.ts';

/** The message for a text of which only a part is read. @param units Of all that was captured: a page's selection ends there, and may be longer. */
export const omittedKey = (units: number): 'omitted' | 'omittedAtLeast' =>
  units < MAX_CAPTURED ? 'omitted' : 'omittedAtLeast';
