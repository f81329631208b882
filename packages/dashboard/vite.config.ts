import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:3000'

// `npx vite build packages/dashboard` writes dist/app; `npx vite packages/dashboard` serves the
// sources and asks the platform on port 3000 for data. Nothing is inlined, so that the page runs
// under a content security policy without `unsafe-inline`.
export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist/app', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0 },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': server, '/socket.io': { target: server, ws: true } },
  },
})
