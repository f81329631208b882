import { defineConfig } from 'drizzle-kit'

// Reads the compiled tables; called by scripts/new-migration.mjs.
export default defineConfig({
  dialect: 'postgresql',
  schema: './dist/schema/*.js',
  out: './migrations',
})
