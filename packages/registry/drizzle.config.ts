import { defineConfig } from 'drizzle-kit'

// Reads the compiled tables: build first, then `npx drizzle-kit@0.31.11 generate` in this folder.
export default defineConfig({
  dialect: 'postgresql',
  schema: './dist/schema/*.js',
  out: './migrations',
})
