/** Rooms and floors: imports point down only, rooms on one floor do not see each other (see the README's map). */
const floors = [
  ['rules', 'ledger', 'models'],
  ['vocabulary'],
  ['contracts', 'engine'],
  ['store', 'shopify', 'notify'],
  ['jobs', 'web', 'cli'],
  ['admin'],
]
const rules = []
floors.forEach((rooms, floor) => {
  for (const room of rooms) {
    const forbidden = [...rooms.filter((other) => other !== room), ...floors.slice(floor + 1).flat()]
    rules.push({
      name: `${room}-looks-down-only`,
      severity: 'error',
      from: { path: `^app/${room}/` },
      to: { path: `^app/(main\\.ts|(${forbidden.join('|')})/)` },
    })
  }
})
module.exports = {
  forbidden: [
    ...rules,
    {
      name: 'pure-rooms-import-nothing',
      comment: 'rules/, ledger/ and models/ are pure: no packages, no Node, no other room',
      severity: 'error',
      from: { path: '^app/(rules|ledger|models)/' },
      to: { pathNot: '^app/(rules|ledger|models)/' },
    },
    {
      name: 'floor-0-files-import-nothing',
      severity: 'error',
      from: { path: '^app/(errors|log|config|sealed)\\.ts$' },
      to: { path: '^app/[^/]+/' },
    },
    {
      name: 'admin-sees-contracts-and-rules',
      severity: 'error',
      from: { path: '^app/admin/' },
      to: { path: '^app/', pathNot: '^app/(admin|contracts|rules)/' },
    },
    {
      name: 'polaris-in-admin-ui-only',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/admin/ui/' },
      to: { path: '@shopify/polaris' },
    },
    {
      name: 'reference-alone-imports-json-rules-engine',
      severity: 'error',
      from: { path: '^app/', pathNot: '^app/engine/reference\\.ts$' },
      to: { path: 'json-rules-engine' },
    },
    {
      name: 'the-product-never-imports-its-tests',
      severity: 'error',
      from: { path: '^(app|extensions)/' },
      to: { path: '^test/' },
    },
    {
      name: 'extensions-see-the-language-alone',
      comment: 'What is bundled for Shopify takes along the language and single facts, and of contracts the types',
      severity: 'error',
      from: { path: '^extensions/' },
      to: { path: '^app/', pathNot: '^app/(rules|vocabulary/facts|contracts)/' },
    },
    {
      name: 'extensions-take-types-of-contracts',
      severity: 'error',
      from: { path: '^extensions/' },
      to: { path: '^app/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolves', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'app/store/generated|app/admin/dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.css'],
    },
  },
}
