namespace Infrar.Core.Tests.Manifests;

/// <summary>A manifest without a fault that has one of nearly everything.</summary>
internal static class SmallManifest
{
    internal const string Text = """
        infrar: 1
        system: shop
        components:
          site:
            kind: static-site
            domains: [shop.example]
            uses: [api]
          api:
            kind: service
            cpu: 0.5
            memory: 1 GiB
            port: 8080
            public: true
            domains: [api.shop.example]
            health: { path: /health }
            scaling: { min: 2, max: 4 }
            environment: { DATABASE_HOST: "${database.host}" }
            secrets: { DATABASE_PASSWORD: vault/database/password }
            uses: [database, vault]
          pool:
            kind: sidecar
            of: api
            cpu: 0.25
            memory: 256 MiB
          nightly:
            kind: scheduled-job
            schedule: 0 2 * * *
            timeZone: Europe/Dublin
            cpu: 0.25
            memory: 512 MiB
          database:
            kind: postgresql
            cpu: 2
            memory: 4 GiB
            storage: { size: 20 GiB, maxSize: 100 GiB }
            backups: { retention: 7d }
          files:
            kind: object-store
            bucket: shop-files
          vault:
            kind: secrets
            entries:
              database/password: { rotateAfter: 90d }
        network: { cidr: 10.0.0.0/16, zones: 2, publicSubnets: [10.0.1.0/24, 10.0.2.0/24] }
        monitoring:
          alarms: [{ component: database, signal: cpu, threshold: 80 }]
        usage:
          low:
            components:
              api: { requests: 1000, egressGB: { least: 1, expected: 2, most: 3 } }
        environments:
          staging:
            strategies: [aws]
            components:
              nightly: null
              files: { bucket: shop-staging-files }
          production:
            strategies: [aws, mixed]
        strategies:
          aws:
            place:
              static-site: aws/cloudfront-site
              service: aws/ecs-fargate
              scheduled-job: aws/ecs-scheduled-task
              postgresql: aws/rds-postgresql
              object-store: aws/s3
              secrets: aws/secrets-manager
            providers:
              aws: { region: eu-west-1 }
            in:
              staging: { place: { postgresql: { size: db.t3.micro } } }
          mixed:
            extends: aws
            place: { static-site: cloudflare/pages }

        """;
}
