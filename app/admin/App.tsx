import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy } from 'react'
import { createBrowserRouter, Navigate, RouterProvider, useLocation } from 'react-router'
import { keepAddress } from './address.ts'
import { mayPass } from './api-client.ts'
import { Broken } from './shell/Broken.tsx'
import { ShellPage } from './shell/ShellPage.tsx'
import { UnknownPage } from './shell/UnknownPage.tsx'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      // "Offline" is the browser's guess: ask anyway, and say what went wrong.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

const GapPage = lazy(() => import('./gap/GapPage.tsx'))
const RulesPage = lazy(() => import('./rules/RulesPage.tsx'))
const NewRulePage = lazy(() => import('./rules/NewRulePage.tsx'))
const TemplatePage = lazy(() => import('./rules/TemplatePage.tsx'))
const RulePage = lazy(() => import('./rules/RulePage.tsx'))
const TasksPage = lazy(() => import('./tasks/TasksPage.tsx'))
const ActivityPage = lazy(() => import('./activity/ActivityPage.tsx'))
const SettingsPage = lazy(() => import('./settings/SettingsPage.tsx'))

const Home = () => <Navigate to={keepAddress('/rules', useLocation().search)} replace />

const router = createBrowserRouter([
  {
    element: <ShellPage />,
    errorElement: <Broken />,
    children: [
      {
        // A page that breaks leaves the navigation standing.
        errorElement: <Broken />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/gap', element: <GapPage /> },
          { path: '/rules', element: <RulesPage /> },
          { path: '/rules/new', element: <NewRulePage /> },
          { path: '/rules/new/:templateId', element: <TemplatePage /> },
          { path: '/rules/:ruleId', element: <RulePage /> },
          { path: '/tasks/:taskId?', element: <TasksPage /> },
          { path: '/activity', element: <ActivityPage /> },
          { path: '/settings', element: <SettingsPage /> },
          { path: '*', element: <UnknownPage /> },
        ],
      },
    ],
  },
])

export const App = () => (
  <QueryClientProvider client={queryClient}>
    <RouterProvider router={router} />
  </QueryClientProvider>
)
