/** Another program, run to its end: what it wrote, or an error with its code and what it complained of. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export const runProgram = promisify(execFile);
