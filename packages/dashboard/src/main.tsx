import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app/router.js'
import { RequestError } from './data/fetch.js'
import { LiveProvider } from './data/live.js'
import './styles/index.css'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A page that moves with the clock asks something new each minute: what nobody shows goes soon.
      gcTime: 60_000,
      // A refusal stays one; a silent or broken server gets two more chances before the page says so.
      retry: (count, error) =>
        count < 2 && error instanceof RequestError && (error.status === 0 || error.status >= 500),
    },
  },
})

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LiveProvider>
        <RouterProvider router={router} />
      </LiveProvider>
    </QueryClientProvider>
  </StrictMode>,
)
