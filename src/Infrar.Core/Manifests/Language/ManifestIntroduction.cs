namespace Infrar.Core.Manifests.Language;

/// <summary>What the reference says before the fields.</summary>
internal static class ManifestIntroduction
{
    internal const string Text = """
        # The manifest

        `infrar.yaml` describes a system once: its components, its environments, and the hosting options that are weighed.
        It speaks of needs (a PostgreSQL of 2 vCPU that survives the loss of a zone); a provider's own words appear only under
        `strategies`, where somebody chooses one on purpose. This page is generated from the same description that `infrar
        validate` checks by; `docs/manifest.schema.json` gives editors completion when the file begins with a line that names it:

        ```yaml
        # yaml-language-server: $schema=docs/manifest.schema.json
        ```

        ## A small system

        ```yaml
        infrar: 1
        system: shop

        components:
          api:
            kind: service
            cpu: 0.5
            memory: 1 GiB
            port: 8080
            public: true
            domains: [api.shop.example]
            health: { path: /health }
            environment: { DATABASE_HOST: "${database.host}" }
            secrets: { DATABASE_PASSWORD: vault/database/password }
            uses: [database, vault]
          database:
            kind: postgresql
            cpu: 2
            memory: 4 GiB
            storage: { size: 50 GiB }
          vault:
            kind: secrets
            entries:
              database/password: { rotateAfter: 90d }

        environments:
          staging:
            strategies: [aws]
            components:
              database: { memory: 1 GiB, storage: { size: 20 GiB } }
          production:
            strategies: [aws]
            requirements: { residency: EU }
            components:
              database: { availability: multi-zone, backups: { retention: 30d } }

        strategies:
          aws:
            place:
              service: aws/ecs-fargate
              postgresql: aws/rds-postgresql
              secrets: aws/secrets-manager
            providers:
              aws: { region: eu-west-1 }
        ```

        ## How values are written

        - Sizes: `512 MiB`, `2 GiB`, `1 TiB`. Decimal `MB`, `GB`, `TB` are read too, and refused where they come to no whole
          number of the units that are counted. Times: `30s`, `5m`, `2h`, `90d`. Rates: `125 MiB/s`.
        - `true` and `false` are flags; `yes`, `on` and quoted words are not. Numbers have digits and at most one point.
        - Where a list is asked for, it is stated whole; some fields also take a single value in place of a list of one.
        - Anchors and aliases may be used. Tags, merge keys (`<<`) and a second document are refused. A file has at most
          1 Mi characters, 64 levels and 100,000 values, aliases written out.

        ## How overrides work

        The description at the top is complete. An environment states what differs, then a strategy may (`components`).
        Maps are merged key by key, to any depth; scalars and lists replace what they are laid over; an empty value (`null`)
        removes it. A component that an environment removes disappears from every `uses`, alarm and usage profile there.

        A strategy may extend another and state what differs `in` an environment: what it extends comes first, then what it
        states, then what it states for the environment. `place` names an offering for a kind or a component; a component's
        entry is laid over its kind's. An entry that names another offering replaces what is below it whole, for a region, a
        size and options belong to the offering that they were chosen for. A sidecar runs where its workload runs.

        Reading checks every environment under every strategy that it allows, and reports all faults at once, each with
        file, line, column and what would be right. The codes stand in `docs/problems.md`.

        ## References

        - `uses` opens the network from one component to another, and nothing else is open.
        - `${component.attribute}` in a value of `environment` stands for a fact that is known only once the component
          exists: `host`, `port`, `url`, `arn`, `name`, `bucket`. Write `$${` for the characters themselves.
        - `secrets` names an entry of a secrets component as `component/entry`. What begins with no component's name is kept
          as stated, as an ARN or a name.

        """;
}
