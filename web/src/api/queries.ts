import { queryOptions } from '@tanstack/react-query'
import { anonymous, api, take, takeTagged } from './client'
import type { CheckReport, Comparison, Difference, Drift, Estimate, Topology, Validation } from './shapes'

/** What an evaluation is asked of. */
export interface Selection {
  environment: string
  strategy?: string
  traffic?: string
  weights?: string
}

const query = ({ environment, strategy, traffic, weights }: Selection) => ({
  environment,
  ...(strategy && { strategy }),
  ...(traffic && { traffic }),
  ...(weights && { weights }),
})

export const queries = {
  methods: queryOptions({ queryKey: ['methods'], queryFn: () => take(anonymous.GET('/api/v1/sign-in-methods')), staleTime: 0 }),
  account: queryOptions({ queryKey: ['account'], queryFn: () => take(api.GET('/api/v1/account')) }),
  teams: queryOptions({ queryKey: ['teams'], queryFn: () => take(api.GET('/api/v1/teams')) }),
  projects: queryOptions({ queryKey: ['projects'], queryFn: () => take(api.GET('/api/v1/projects', { params: { query: { limit: 200 } } })) }),
  project: (project: string) =>
    queryOptions({
      queryKey: ['project', project],
      queryFn: () => takeTagged(api.GET('/api/v1/projects/{project}', { params: { path: { project } } })),
      enabled: project !== '',
    }),
  environments: (project: string) =>
    queryOptions({
      queryKey: ['project', project, 'environments'],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/environments', { params: { path: { project } } })),
      enabled: project !== '',
    }),
  manifest: (project: string) =>
    queryOptions({
      queryKey: ['project', project, 'manifest'],
      queryFn: async () => {
        const { data, tag } = await takeTagged(api.GET('/api/v1/projects/{project}/manifest', { params: { path: { project } } }))
        return { text: data.text, version: data.version, validation: data.validation as unknown as Validation, tag }
      },
    }),
  comparison: (project: string, selection: Selection) =>
    queryOptions({
      queryKey: ['project', project, 'comparison', selection],
      queryFn: ({ signal }) =>
        take(
          api.GET('/api/v1/projects/{project}/comparison', { params: { path: { project }, query: query(selection) }, signal }),
        ) as Promise<unknown> as Promise<Comparison>,
      enabled: selection.environment !== '',
    }),
  estimate: (project: string, selection: Selection) =>
    queryOptions({
      queryKey: ['project', project, 'estimate', selection],
      queryFn: ({ signal }) =>
        take(
          api.GET('/api/v1/projects/{project}/estimate', { params: { path: { project }, query: query(selection) }, signal }),
        ) as Promise<unknown> as Promise<Estimate>,
      enabled: selection.environment !== '',
    }),
  findings: (project: string, selection: Selection) =>
    queryOptions({
      queryKey: ['project', project, 'findings', selection],
      queryFn: ({ signal }) =>
        take(
          api.GET('/api/v1/projects/{project}/findings', { params: { path: { project }, query: query(selection) }, signal }),
        ) as Promise<unknown> as Promise<CheckReport>,
      enabled: selection.environment !== '',
    }),
  topology: (project: string, selection: Selection) =>
    queryOptions({
      queryKey: ['project', project, 'topology', selection],
      queryFn: ({ signal }) =>
        take(
          api.GET('/api/v1/projects/{project}/topology', { params: { path: { project }, query: query(selection) }, signal }),
        ) as Promise<unknown> as Promise<Topology>,
      enabled: selection.environment !== '',
    }),
  runs: (project: string, environment?: string) =>
    queryOptions({
      queryKey: ['project', project, 'runs', environment ?? ''],
      queryFn: () =>
        take(
          api.GET('/api/v1/projects/{project}/runs', {
            params: { path: { project }, query: { limit: 50, ...(environment && { environment }) } },
          }),
        ),
    }),
  run: (project: string, run: string) =>
    queryOptions({
      queryKey: ['project', project, 'run', run],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/runs/{run}', { params: { path: { project, run } } })),
    }),
  drift: (project: string, run: string) =>
    queryOptions({
      queryKey: ['project', project, 'run', run, 'drift'],
      queryFn: async () => (await take(api.GET('/api/v1/projects/{project}/runs/{run}/drift', { params: { path: { project, run } } }))) as unknown as Drift,
      staleTime: Infinity,
    }),
  difference: (project: string, run: string) =>
    queryOptions({
      queryKey: ['project', project, 'run', run, 'difference'],
      queryFn: () =>
        take(
          api.GET('/api/v1/projects/{project}/runs/{run}/difference', { params: { path: { project, run } } }),
        ) as Promise<unknown> as Promise<Difference>,
      staleTime: Infinity,
    }),
  builds: (project: string) =>
    queryOptions({
      queryKey: ['project', project, 'builds'],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/builds', { params: { path: { project }, query: { limit: 50 } } })),
    }),
  build: (project: string, build: string) =>
    queryOptions({
      queryKey: ['project', project, 'build', build],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/builds/{build}', { params: { path: { project, build } } })),
    }),
  registry: (project: string) =>
    queryOptions({
      queryKey: ['project', project, 'registry'],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/registry', { params: { path: { project } } })),
      retry: false,
    }),
  uploads: (project: string) =>
    queryOptions({
      queryKey: ['project', project, 'uploads'],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/uploads', { params: { path: { project }, query: { limit: 50 } } })),
    }),
  releases: (project: string, environment: string) =>
    queryOptions({
      queryKey: ['project', project, 'releases', environment],
      queryFn: () => take(api.GET('/api/v1/projects/{project}/releases', { params: { path: { project }, query: { limit: 50, environment } } })),
    }),
  members: (team: string) =>
    queryOptions({ queryKey: ['members', team], queryFn: () => take(api.GET('/api/v1/teams/{team}/members', { params: { path: { team } } })) }),
}
