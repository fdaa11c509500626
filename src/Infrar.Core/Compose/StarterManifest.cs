namespace Infrar.Core.Compose;

/// <summary>The manifest that <c>infrar init</c> writes where there is nothing to begin from.</summary>
public static class StarterManifest
{
    /// <summary>Two environments, shared with imported manifests.</summary>
    internal const string Environments = """
        environments:
          # The first strategy of an environment is the one that commands take when none is named.
          development:
            strategies: [local]
          production:
            strategies: [aws]


        """;

    /// <summary>A site, a service and a database, with comments that say what to change.</summary>
    /// <param name="system">Name of the system; made to fit where it does not.</param>
    public static string Write(string system) =>
        $$"""
            # Your system: what it consists of, what it needs, and where it may run.
            # Run infrar validate after a change, and infrar compare -e production to see the options side by side.
            infrar: 1
            system: {{ComposeNames.Normal(system, "my-system")}}

            components:
              # Files that are built once and served from many places.
              web:
                kind: static-site
                build:
                  framework: nextjs
                  command: npm run build
                  output: out
                environment:
                  NEXT_PUBLIC_API_URL: ${api.url}
                uses: [api]

              # A container that answers requests. Without an image it comes from the system's own registry.
              api:
                kind: service
                port: 8080
                public: true # reached from the internet, through a load balancer
                domains: [api.example.com] # state your own
                cpu: 0.5
                memory: 1 GiB
                health: { path: /health, interval: 30s }
                scaling: { min: 2, max: 4, cpuTarget: 70 }
                environment:
                  DATABASE_HOST: ${database.host} # a fact about another component, filled in where it runs
                secrets:
                  DATABASE_PASSWORD: secrets/database/password # a reference; no value ever stands in this file
                # The network is opened for these and nothing else.
                uses: [database, secrets]

              database:
                kind: postgresql
                version: "17"
                database: app
                user: app
                passwordSecret: secrets/database/password
                cpu: 2
                memory: 4 GiB
                storage: { size: 20 GiB, maxSize: 100 GiB }
                availability: single-zone # or multi-zone: a standby takes over by itself
                backups: { retention: 7d }

              secrets:
                kind: secrets
                entries:
                  database/password: { description: Password of the database's administering user }

              images:
                kind: container-registry

            # How much traffic there is in a month; estimates are made for each level.
            usage:
              low:
                title: a few users
                components:
                  web: { requests: 50000, egressGB: 5, builds: 30 }
                  api: { requests: 100000, egressGB: 5, logGB: 1 }
                  images: { storageGB: 2 }
              high:
                title: many users
                components:
                  web: { requests: 5000000, egressGB: 200, builds: 100 }
                  api: { requests: 20000000, egressGB: 300, logGB: 50 }
                  images: { storageGB: 20 }

            {{Environments}}strategies:
              # Everything in containers on this computer: infrar generate -e development writes compose.yaml.
              local:
                title: This computer
                place:
                  static-site: local/compose
                  service: local/compose
                  postgresql: local/compose
                  secrets: local/compose
                  container-registry: local/compose

              # The site at Cloudflare, the rest on AWS.
              aws:
                title: Cloudflare Pages and AWS
                place:
                  static-site: cloudflare/pages
                  service: aws/ecs-fargate
                  postgresql: aws/rds-postgresql
                  secrets: aws/secrets-manager
                  container-registry: aws/ecr
                providers:
                  aws: { region: eu-west-1 }

            """;
}
