import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'mysql',
  schema: './src/main/database/schema/index.ts',
  out: './drizzle',
  casing: 'snake_case',
});
