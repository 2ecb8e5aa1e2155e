/** Tests against the cluster in KUBECONFIG; see CONTRIBUTING.md. */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['<rootDir>/test/cluster/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 900_000,
};
