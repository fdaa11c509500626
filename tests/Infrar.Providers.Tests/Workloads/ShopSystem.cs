using System.Collections.Immutable;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Core.Placements;
using Infrar.Core.Pricing;
using Infrar.Core.Resources;
using Infrar.Core.Tofu;
using static Infrar.Core.Resources.Values;

namespace Infrar.Providers.Tests.Workloads;

/// <summary>A small shop with a component of every kind, and ways to place it somewhere and ask what came out.</summary>
internal sealed class ShopSystem
{
    private static readonly SourceLocation Here = new("shop.yaml", 1, 1);

    private readonly Dictionary<string, Assignment> _assignments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProviderSettings> _settings = new(StringComparer.Ordinal);
    private readonly List<Component> _components = [];

    internal static StaticSite Web { get; } =
        new()
        {
            Name = "web",
            Title = "Shop front",
            Location = Here,
            Build = new("nextjs", "npm run build", "out", "/", "acme/shop-web", "main"),
            Domains = ["shop.example", "www.shop.example"],
            Environment = Ordinal.Empty.Add("API_URL", "https://api.shop.example"),
            Previews = true,
            Analytics = true,
        };

    internal static Service Api { get; } =
        new()
        {
            Name = "api",
            Title = "Shop API",
            Location = Here,
            Image = "ghcr.io/acme/api:v1",
            Cpu = 1,
            MemoryMiB = 2048,
            Port = 8080,
            Public = true,
            Domains = ["api.shop.example"],
            Health = new("/health", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 3, TimeSpan.FromSeconds(60), ""),
            Scaling = new(2, 6, 70, null, null),
            Environment = Ordinal
                .Empty.Add("DATABASE_URL", "${database.url}")
                .Add("CACHE_HOST", "${cache.host}")
                .Add("NOTE", "plain"),
            Secrets = Ordinal.Empty.Add("DATABASE_PASSWORD", "vault/database/password").Add("PAY_KEY", "vault/pay-key"),
            Uses = ["database", "cache", "files", "vault"],
        };

    internal static Sidecar Pool { get; } =
        new()
        {
            Name = "pool",
            Title = "Connection pool",
            Location = Here,
            Of = "api",
            Image = "edoburu/pgbouncer:latest",
            Cpu = 0.25m,
            MemoryMiB = 256,
            Port = 6432,
            Environment = Ordinal.Empty.Add("DB_HOST", "${database.host}"),
            Uses = ["database"],
        };

    internal static Worker Mailer { get; } =
        new()
        {
            Name = "mailer",
            Title = "Mailer",
            Location = Here,
            Image = "acme/mailer:v1",
            Cpu = 0.5m,
            MemoryMiB = 512,
        };

    internal static ScheduledJob Report { get; } =
        new()
        {
            Name = "report",
            Title = "Nightly report",
            Location = Here,
            Image = "acme/report:v1",
            Cpu = 0.5m,
            MemoryMiB = 1024,
            Schedule = "0 2 * * *",
        };

    internal static PostgreSql Database { get; } =
        new()
        {
            Name = "database",
            Title = "Orders",
            Location = Here,
            Database = "shop",
            User = "shop",
            Cpu = 2,
            MemoryMiB = 4096,
            Storage = new(100, null, null, null, ""),
            Availability = Availability.MultiZone,
            BackupRetentionDays = 7,
            BackupWindow = "01:30-02:30",
            MaintenanceWindow = "sun:03:00-sun:04:00",
            PasswordSecret = "vault/database/password",
        };

    internal static Redis Cache { get; } =
        new()
        {
            Name = "cache",
            Title = "Sessions",
            Location = Here,
            MemoryMiB = 512,
            Replicas = 1,
            Availability = Availability.MultiZone,
        };

    internal static ObjectStore Files { get; } =
        new()
        {
            Name = "files",
            Title = "Receipts",
            Location = Here,
            Versioning = true,
            Lifecycle = [new("Expire", 90, null, "tmp/"), new("Archive", null, 30, "")],
        };

    internal static SecretStore Vault { get; } =
        new()
        {
            Name = "vault",
            Title = "Secrets",
            Location = Here,
            Entries = [new("database/password", 90, false, ""), new("pay-key", null, false, "")],
        };

    internal static ContainerRegistry Images { get; } =
        new()
        {
            Name = "images",
            Title = "Images",
            Location = Here,
        };

    internal Catalog Catalog => AllProviders.Catalog;

    /// <summary>Places a component.</summary>
    internal ShopSystem With(Component component, string offering, string size = "", params (string, Value)[] options)
    {
        _components.Add(component);
        _assignments[component.Name] = new(offering, "", size, Map(options));
        return this;
    }

    /// <summary>States a provider's home region and settings.</summary>
    internal ShopSystem In(string provider, string region, params (string, Value)[] settings)
    {
        _settings[provider] = new(region, Map(settings));
        return this;
    }

    internal Placement Place() =>
        Planner.Place(
            new()
            {
                Name = "shop",
                Environment = "production",
                Components = [.. _components],
                Strategy = new()
                {
                    Name = "test",
                    Title = "Test",
                    Assignments = _assignments.ToImmutableSortedDictionary(StringComparer.Ordinal),
                    Providers = _settings.ToImmutableSortedDictionary(StringComparer.Ordinal),
                },
                Dns = new("shop.example", HealthChecks: true),
                Monitoring = new()
                {
                    Notify = ["operations@shop.example"],
                    Alarms =
                    [
                        new("api", AlarmSignal.Cpu, 80, TimeSpan.FromMinutes(5), 1),
                        new("database", AlarmSignal.FreeStorage, 10, TimeSpan.FromMinutes(5), 1),
                    ],
                },
            },
            Catalog
        );

    /// <summary>The configuration and the files beside it, one after the other, what is not of the provider left out.</summary>
    internal string Tofu()
    {
        var files = TofuWriter.Write(Place(), Catalog);
        return string.Concat(files.Select(f => $"### {f.Key}\n{f.Value}"));
    }

    /// <summary>Lines of the estimate as <c>component | description | quantity | unit price</c>, in order.</summary>
    internal string[] Bill(params (string Component, string Quantity, decimal Amount)[] usage)
    {
        var estimate = Estimate(usage);
        return
        [
            .. estimate.LineItems.Select(l =>
                FormattableString.Invariant(
                    $"{l.Component} | {l.Description} | {l.PricingQuantity.Expected:0.####} {l.PricingUnit} | {l.ListUnitPrice:0.######} {l.BillingCurrency}"
                )
            ),
            .. estimate.Unpriced.Select(u => $"{u.Component} | {u.Description} | not priced"),
        ];
    }

    internal Estimate Estimate(params (string Component, string Quantity, decimal Amount)[] usage) =>
        Estimator.Estimate(
            Place(),
            new(
                "test",
                "Test",
                usage
                    .GroupBy(u => u.Component, StringComparer.Ordinal)
                    .ToImmutableSortedDictionary(
                        g => g.Key,
                        g =>
                            g.ToImmutableSortedDictionary(
                                u => u.Quantity,
                                u => UsageRange.Exactly(u.Amount),
                                StringComparer.Ordinal
                            ),
                        StringComparer.Ordinal
                    )
            ),
            Catalog
        );

    /// <summary>Obstacles of the placement, <c>component: reason</c>.</summary>
    internal string[] Obstacles() => [.. Place().Obstacles.Select(o => $"{o.Component}: {o.Reason}")];
}
