import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.VITE_API ?? 'http://localhost:5000'

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: 'dist',
    target: 'es2022',
    assetsInlineLimit: 2048, // the list of all icons is one part, fetched when an icon is chosen
    chunkSizeWarningLimit: 1000,
  },
  server: {
    // anchored, so that the screens /invoices and the like stay with Vite
    proxy: { '^/(crm|auth|2fa|utilities|oam|invoice)/': { target: api, ws: true } },
  },
})
