// Who may import whom (ARCHITECTURE.md). Each source file must fall under a room: `every-file-has-a-room` and test/layers.test.ts see to it.
const rooms = '^(domain|native|main|preload|renderer|test|tools)/'
const node =
  '^(node:.*|assert|buffer|child_process|crypto|dns|events|fs|http|https|net|os|path|process|stream|timers|tls|url|util|v8|vm|worker_threads|zlib)$'
const electronFiles = '^main/(index|boot|shell/(window|protocol|ipc|app-events|key-store|file-dialogs|data-folder|zoom|context-menu))\\.ts$'

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '^node_modules/(zod|temporal-polyfill|temporal-spec|libphonenumber-js|mrz|postcode)/'] },
    },
    {
      name: 'native-touches-hardware-only',
      severity: 'error',
      from: { path: '^native/' },
      to: { path: ['^(main|preload|renderer|test|tools)/', '^node_modules/electron/', '^electron$'] },
    },
    {
      name: 'main-connects',
      severity: 'error',
      from: { path: '^main/' },
      to: { path: ['^(renderer|test|tools)/', '^preload/(?!contract)'] },
    },
    // Arrows inside main run down only: files, then vault, then record, then the capabilities.
    {
      name: 'files-are-the-ground',
      severity: 'error',
      from: { path: '^main/files/' },
      to: { path: ['^main/(?!files/)', '^native/', '^preload/'] },
    },
    {
      name: 'vault-imports-nothing-above',
      severity: 'error',
      from: { path: '^main/vault/' },
      to: { path: ['^main/(?!vault/|files/)', '^native/', '^preload/'] },
    },
    {
      name: 'record-knows-no-capability',
      severity: 'error',
      from: { path: '^main/record/' },
      to: { path: ['^main/(?!record/|vault/|files/)', '^native/', '^preload/'] },
    },
    {
      name: 'electron-in-few-places',
      severity: 'error',
      from: { path: '^(main|native|domain|renderer)/', pathNot: electronFiles },
      to: { path: ['^electron$', '^node_modules/electron/'] },
    },
    {
      name: 'preload-is-the-ipc-contract',
      severity: 'error',
      from: { path: '^preload/' },
      to: { pathNot: ['^preload/', '^domain/', '^electron$', '^node_modules/(electron|zod)/'] },
    },
    {
      name: 'renderer-shows-and-stores',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: ['^(main|native|test|tools)/', '^electron$', '^node_modules/electron/', '^preload/(?!contract)'] },
    },
    { name: 'no-node-in-the-page', severity: 'error', from: { path: '^(renderer|preload|domain)/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'product-does-not-import-tools-or-tests',
      severity: 'error',
      from: { path: '^(domain|native|main|preload|renderer)/' },
      to: { path: '^(test|tools)/' },
    },
    // Between files; `test/support/folder-cycles.ts` finds those between folders, type-only imports included.
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: ['^electron$', '\\?(worker|url)'] } },
    {
      name: 'every-file-has-a-room',
      severity: 'error',
      from: { pathNot: [rooms, '^(vite|vitest|playwright)\\.config\\.(ts|js)$', '^node_modules/', node, '^electron$'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
}
