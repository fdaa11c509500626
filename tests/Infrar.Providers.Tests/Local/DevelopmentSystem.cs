using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Resources;
using Infrar.Providers.Local;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Local;

/// <summary>Infrar's own development environment, built from records.</summary>
internal static class DevelopmentSystem
{
    private static readonly SourceLocation Here = new("infrar.yaml", 1, 1);

    internal static Catalog Catalog { get; } = new(new LocalProvider());

    internal static SystemDescription Infrar { get; } =
        System(
            [
                new StaticSite
                {
                    Name = "infrar-web",
                    Title = "Web",
                    Location = Here,
                    Uses = ["infrar-platform"],
                    Build = new("nextjs", "npm run build", "out/", "/", "infrar/infrar-web", "main"),
                    Environment = Ordinal.Empty.Add("NEXT_PUBLIC_API_URL", "${infrar-platform.url}"),
                },
                new Service
                {
                    Name = "infrar-platform",
                    Title = "Platform API",
                    Location = Here,
                    Public = true,
                    Port = 8080,
                    Uses = ["postgres", "redis", "uploads", "artifacts", "secrets", "executor"],
                    Environment = Ordinal
                        .Empty.Add("ENVIRONMENT", "development")
                        .Add("DATABASE_HOST", "${pgbouncer.host}")
                        .Add("REDIS_URL", "${redis.url}")
                        .Add("UPLOADS_FOLDER", "${uploads.folder}")
                        .Add("PRICE_FORMAT", "$0.00"),
                    Secrets = Ordinal
                        .Empty.Add("DATABASE_PASSWORD", "secrets/database/master-password")
                        .Add("STRIPE_KEY", "secrets/api-keys/stripe-secret-key"),
                    Health = new(
                        "/health",
                        TimeSpan.FromSeconds(30),
                        TimeSpan.FromSeconds(5),
                        3,
                        TimeSpan.FromSeconds(60),
                        "curl -f http://localhost:8080/health || exit 1"
                    ),
                },
                new Sidecar
                {
                    Name = "pgbouncer",
                    Title = "PgBouncer",
                    Location = Here,
                    Of = "infrar-platform",
                    Image = "edoburu/pgbouncer:v1.24.1-p1",
                    Port = 6432,
                    Uses = ["postgres"],
                    Environment = Ordinal.Empty.Add("DB_HOST", "${postgres.host}").Add("POOL_MODE", "transaction"),
                },
                new ScheduledJob
                {
                    Name = "pricing-sync",
                    Title = "Pricing data sync",
                    Location = Here,
                    Schedule = "0 2 * * *",
                    Uses = ["postgres"],
                },
                new Worker
                {
                    Name = "executor",
                    Title = "OpenTofu executor",
                    Location = Here,
                    Scaling = new(0, 5, null, null, null),
                    Uses = ["infrar-platform", "artifacts"],
                },
                new PostgreSql
                {
                    Name = "postgres",
                    Title = "PostgreSQL",
                    Location = Here,
                    Database = "infrar_dev",
                    User = "infrar",
                    Storage = new(20, null, null, null, ""),
                    PasswordSecret = "secrets/database/master-password",
                },
                new Redis
                {
                    Name = "redis",
                    Title = "Redis",
                    Location = Here,
                },
                new ObjectStore
                {
                    Name = "uploads",
                    Title = "Uploaded code",
                    Location = Here,
                },
                new ObjectStore
                {
                    Name = "artifacts",
                    Title = "Artifacts",
                    Location = Here,
                },
                new SecretStore
                {
                    Name = "secrets",
                    Title = "Secrets",
                    Location = Here,
                    Entries =
                    [
                        new("database/master-password", 90, false, "Password of the database's administering user"),
                        new("users/{project_id}/aws-credentials", null, true, "A user's AWS credentials"),
                        new("api-keys/stripe-secret-key", null, false, "Stripe API key"),
                    ],
                },
            ],
            [
                ("infrar-web", Map(("folder", "../infrar-web"))),
                ("infrar-platform", Map(("build", "../infrar-platform"))),
                ("pricing-sync", Map(("build", "../infrar-platform"))),
                ("executor", Map(("build", "../infrar-executor"))),
                ("postgres", Map(("volume", "postgres_data"), ("passwordDefault", "devpassword"))),
                ("uploads", Map(("folder", "/tmp/infrar/uploads"))),
                ("artifacts", Map(("folder", "/tmp/infrar/artifacts"))),
            ]
        );

    /// <summary>A system of which every component runs locally, with options by component.</summary>
    internal static SystemDescription System(
        ImmutableArray<Component> components,
        params IEnumerable<(string Component, Value.MapOf Options)> options
    )
    {
        var stated = options.ToDictionary(o => o.Component, o => o.Options);
        return new()
        {
            Name = "infrar",
            Environment = "development",
            Components = components,
            Strategy = new()
            {
                Name = "local",
                Title = "This computer",
                Assignments = components.ToImmutableSortedDictionary(
                    c => c.Name,
                    c => new Assignment("local/compose", "", "", stated.GetValueOrDefault(c.Name) ?? Value.MapOf.Empty),
                    StringComparer.Ordinal
                ),
            },
        };
    }
}
