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
  // One more than cores of a small machine: many tests wait, for timers of Temporal or the start of a process.
  maxWorkers: 3,
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
};
