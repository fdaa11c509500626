using System.Collections.Immutable;
using Infrar.Cli.Decisions;
using Infrar.Core.Checks;
using Infrar.Core.Comparisons;
using Infrar.Core.Diagnostics;
using Infrar.Core.Manifests;
using Infrar.Providers;

namespace Infrar.Cli.Tests;

/// <summary>Decisions to write pages of: a manifest's production compared, with findings of our own making.</summary>
internal static class DecisionSample
{
    public static Decision Of(string manifest, params ImmutableArray<Finding> findings)
    {
        var read = ManifestReader.Read(manifest, "infrar.yaml", AllProviders.Catalog).Manifest;
        Assert.NotNull(read);
        var environment = read.Environments.Single(e => e.Name == "production");
        Assert.True(read.Resolve(environment.Name, null).Succeeded(out var system, out _));
        Assert.True(
            Comparer
                .Compare(
                    new()
                    {
                        Manifest = read,
                        Environment = environment,
                        Traffic = system.UsageProfiles.Single(p => p.Name == "medium"),
                    },
                    AllProviders.Catalog
                )
                .Succeeded(out var comparison, out _)
        );
        var leader = comparison.Leader;
        Assert.NotNull(leader?.Judgement);
        var chosen = leader with
        {
            Judgement = leader.Judgement with { Checks = new(findings, [new("aws_sns_topic", 2)]) },
        };
        return new()
        {
            Comparison = comparison with
            {
                Options = [.. comparison.Options.Select(o => o.Name == chosen.Name ? chosen : o)],
            },
            Chosen = chosen,
            Catalog = AllProviders.Catalog,
            CommandLine = "infrar report -e production",
        };
    }

    /// <summary>A finding of each severity, on a component, a resource, and nothing that is drawn.</summary>
    public static ImmutableArray<Finding> Findings { get; } =
    [
        Finding(Severity.Critical, "api", "aws_ecs_service.api", "The service cannot reach what it uses"),
        Finding(Severity.High, "database", "aws_db_instance.database", "Data is not encrypted at rest"),
        Finding(Severity.High, "api", "aws_lb.api", "Requests are not logged"),
        Finding(Severity.Medium, "files", "aws_s3_bucket.files", "Objects cannot be brought back"),
        Finding(Severity.Low, "", "", "Nobody is told of a rising bill"),
    ];

    public static Finding Finding(Severity severity, string component, string resource, string title) =>
        new()
        {
            Check = "TST001",
            Title = title,
            Severity = severity,
            Component = component,
            Resource = resource,
            Subject = title,
            Message = $"{title}, so that the next failure is felt by everybody who uses it.",
            Mend = "Set 'storage_encrypted' of it to true.",
            Proof =
            [
                new(resource, "It uses database on port 5432."),
                new("aws_security_group.api", "egress to 5432 is not allowed", Breaks: true),
                new("", "The requirement 'residency' names EU."),
            ],
            Location = new SourceLocation("infrar.yaml", 12, 3),
        };
}
