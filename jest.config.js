// Tests run on what the compiler emitted, so that worker threads, bundles and `import.meta.url` are as in production.
export default {
  roots: ['<rootDir>/dist/test'],
  testMatch: ['**/*.test.js'],
  testEnvironment: 'node',
  transform: {},
  testTimeout: 120_000,
  maxWorkers: 2,
  // Modules of every file stay in the memory of its worker, which grows to several GB otherwise.
  workerIdleMemoryLimit: '1.5GB',
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
};
