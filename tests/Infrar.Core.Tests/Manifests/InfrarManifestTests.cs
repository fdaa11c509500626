using Infrar.Core.Manifests;
using Infrar.Core.Resources;

namespace Infrar.Core.Tests.Manifests;

public sealed class InfrarManifestTests
{
    [Fact]
    public void Infrars_own_manifest_has_no_fault() =>
        Assert.Equal([], InfrarManifest.Reading.Diagnostics.Select(d => $"{d.Location} {d.Code} {d.Message} {d.Mend}"));

    [Fact]
    public void Every_allowed_combination_resolves()
    {
        var manifest = InfrarManifest.Reading.Manifest!;

        var resolved = manifest
            .Environments.SelectMany(e => e.Strategies.Select(s => (Environment: e.Name, Strategy: s)))
            .Select(c => InfrarManifest.Resolve(c.Environment, c.Strategy))
            .ToList();

        Assert.Equal(15, resolved.Count);
        Assert.All(resolved, r => Assert.Equal(r.Components.Length, r.Strategy.Assignments.Count));
    }

    [Fact]
    public void Production_is_what_the_document_states()
    {
        var system = InfrarManifest.Resolve("production", "pages-aws");

        var platform = (Service)system["platform"];
        Assert.Equal((1m, 2048, 8080, 50), (platform.Cpu, platform.MemoryMiB, platform.Port, platform.RolloutPercent));
        Assert.Equal(new(2, 10, 70, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)), platform.Scaling);
        Assert.Equal(2000, platform.Firewall!.RateLimitRequests);
        Assert.Equal("infrar-prod.xxx.us-east-1.rds.amazonaws.com", platform.Environment["DATABASE_HOST"]);
        Assert.Equal(
            "arn:aws:secretsmanager:us-east-1:xxx:secret:infrar/db-password",
            platform.Secrets["DATABASE_PASSWORD"]
        );
        var database = (PostgreSql)system["database"];
        Assert.Equal(new DatabaseStorage(100, 500, 3000, 125, "gp3"), database.Storage);
        Assert.Equal((30, "sun:03:00-sun:04:00"), (database.BackupRetentionDays, database.MaintenanceWindow));
        Assert.Equal([new ReadReplica("reader", "us-east-1")], database.Replicas);
        Assert.Equal(["10.0.11.0/24", "10.0.12.0/24", "10.0.13.0/24"], system.Network.PrivateSubnets);
        Assert.Equal(
            ("eu-west-1", "cloudflare/pages"),
            (system.Strategy.Providers["aws"].Region, system.Strategy.Assignments["web"].Offering)
        );
        Assert.Equal("db.t3.medium", system.Strategy.Assignments["database"].Size);
    }

    [Fact]
    public void Staging_is_smaller_and_lies_in_its_own_account()
    {
        var system = InfrarManifest.Resolve("staging", "vercel-aws");

        Assert.Equal(
            ["web", "platform", "database", "uploads", "artifacts", "logs", "vault"],
            system.Components.Select(c => c.Name)
        );
        var platform = (Service)system["platform"];
        Assert.Equal((0.5m, 1024), (platform.Cpu, platform.MemoryMiB));
        Assert.Equal(new(1, 1, null, null, null), platform.Scaling);
        Assert.Equal(["database", "uploads", "artifacts", "logs", "vault"], platform.Uses);
        Assert.Equal(["DATABASE_HOST", "ENVIRONMENT"], platform.Environment.Keys);
        Assert.Equal(("10.1.0.0/16", 2), (system.Network.Cidr, system.Network.Zones));
        Assert.Equal("db.t3.micro", system.Strategy.Assignments["database"].Size);
        Value aws = system.Strategy.Providers["aws"].Settings;
        Assert.Equal("infrar-staging", aws.At("account").AsText());
        Assert.Equal(["platform"], aws.At("securityGroups.ecs.attach").Items().Select(i => i.AsText()));
        Assert.Equal(Value.None, aws.At("securityGroups.redis"));
        Assert.Equal([1, 1, 1], system.UsageProfiles.Select(p => (int)p.Of("platform", "copies")!.Expected));
    }

    [Fact]
    public void Development_runs_on_this_computer()
    {
        var system = InfrarManifest.Resolve("development", "local");

        Assert.Equal(
            ["web", "platform", "database", "cache", "uploads", "artifacts", "vault"],
            system.Components.Select(c => c.Name)
        );
        Assert.Null(system.Dns);
        Assert.Equal("infrar_dev", ((PostgreSql)system["database"]).Database);
        Value options = system.Strategy.Assignments["database"].Options;
        Assert.Equal(5432, options.At("port").AsNumber());
        Assert.Equal("${cache.url}", ((Service)system["platform"]).Environment["REDIS_URL"]);
    }

    [Fact]
    public void An_entry_of_place_that_names_another_offering_takes_nothing_over()
    {
        var system = InfrarManifest.Resolve("production", "railway-aws");

        Assert.Equal(
            ("railway/service", ""),
            (system.Strategy.Assignments["platform"].Offering, system.Strategy.Assignments["platform"].Size)
        );
        Assert.Equal("railway/service", system.Strategy.Assignments["pgbouncer"].Offering);
        Assert.Equal(Value.None, ((Value)system.Strategy.Providers["aws"].Settings).At("policies"));
        Assert.False(((Worker)system["builder"]).NeedsContainerEngine);
    }
}
