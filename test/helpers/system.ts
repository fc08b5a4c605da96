import { linux } from './system/linux.js';
import type { System } from './system/system.js';
import { windows } from './system/windows.js';

/** The system under test, as the tests see it without reeve. */
export const system: System = process.platform === 'win32' ? windows : linux;
