import { helpKernel, type ThreadStart } from '../engine/backends/kernel/kernel.ts';

/** One more thread for the kernel; it hears of nothing but its start, and ends with the worker that started it. */
self.onmessage = ({ data }: MessageEvent<ThreadStart>) => helpKernel(data, () => self.postMessage(null));
