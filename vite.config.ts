import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the admin alone: the server runs its .ts files as they are. */
export default defineConfig({
  root: 'app/admin',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Every browser that the Shopify admin supports loads modules; the polyfill would be an inline script.
    modulePreload: { polyfill: false },
  },
})
