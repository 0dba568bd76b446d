// Tests run on what the compiler emitted, loaded by Node itself, so that worker threads, bundles, modules and `import.meta.url`
// are as in production (docs/decisions/0004).
export default {
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  runtime: '<rootDir>/dist/test/support/jest-runtime.js',
  testEnvironment: '<rootDir>/dist/test/support/jest-environment.js',
  testSequencer: '<rootDir>/dist/test/support/jest-sequencer.js',
  transform: {},
  testTimeout: 120_000,
  // Twice the cores of a small machine: most tests wait half of their time, for timers of Temporal or the start of a process.
  maxWorkers: 4,
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
};
