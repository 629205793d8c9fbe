import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { packAssets } from './app/web/packed-assets.ts'

/** Builds the admin alone: the server runs its .ts files as they are. */
export default defineConfig({
  root: 'app/admin',
  plugins: [react(), { name: 'pack-assets', writeBundle: ({ dir = '' }) => packAssets(join(dir, 'assets')) }],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Every browser that the Shopify admin supports loads modules; the polyfill would be an inline script.
    modulePreload: { polyfill: false },
    // Parts that several pages share run before main.tsx: what forbids zod to compile its shapes must be first in all of them.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|no-eval/ }] } } },
  },
})
