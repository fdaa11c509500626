using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Checks.Secrets;

namespace Infrar.Providers.Aws.Checks.Residency;

/// <summary>Whether the databases and caches that settings name are there.</summary>
internal sealed class EndpointCheck : Check
{
    private static readonly (string Type, string Identifier)[] Named =
    [
        ("aws_db_instance", "identifier"),
        ("aws_rds_cluster", "cluster_identifier"),
        ("aws_docdb_cluster", "cluster_identifier"),
        ("aws_neptune_cluster", "cluster_identifier"),
        ("aws_redshift_cluster", "cluster_identifier"),
        ("aws_elasticache_replication_group", "replication_group_id"),
        ("aws_elasticache_cluster", "cluster_id"),
    ];

    /// <inheritdoc/>
    public override string Id => "RES005";

    /// <inheritdoc/>
    public override string Title => "A setting names an endpoint that nothing has";

    /// <inheritdoc/>
    public override Severity Severity => Severity.Critical;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Residency;

    /// <inheritdoc/>
    public override string Rationale =>
        "The middle of an endpoint's name is chosen by AWS and differs in every region and account. A name that is written by hand, or copied from another environment, leads nowhere or to the wrong data.";

    /// <inheritdoc/>
    public override string Mend =>
        "Refer to the component or resource, so that its endpoint is filled in: ${database.host}, aws_db_instance.main.address.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => PlainVariables.Types;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Run(CheckScope scope)
    {
        foreach (var setting in StatedSettings.Of(scope))
        {
            if (
                EndpointHost.In(setting.Text) is { IsOfResource: true } host
                && Reasons(scope, setting, host) is { Count: > 0 } reasons
            )
            {
                yield return Of(scope, setting, host, reasons);
            }
        }
    }

    private static List<string> Reasons(CheckScope scope, StatedSetting setting, EndpointHost host)
    {
        List<string> reasons = [];
        if (host.Placeholder is { } placeholder)
        {
            reasons.Add($"'{placeholder}' stands where AWS puts a name of its own");
        }

        // In somebody else's plan the endpoint may be of another plan.
        if (scope.System is null)
        {
            return reasons;
        }

        if (!Named.Any(n => scope.Graph.OfType(n.Type).Any(r => IsCalled(r[n.Identifier], host.Identifier))))
        {
            reasons.Add($"the system makes nothing that is called {host.Identifier}");
        }

        if (host.Region.Length > 0 && setting.Region.Length > 0 && host.Region != setting.Region)
        {
            reasons.Add($"it names {host.Region}, and '{setting.Owner}' runs in {setting.Region}");
        }

        return reasons;
    }

    private Finding Of(CheckScope scope, StatedSetting setting, EndpointHost host, List<string> reasons)
    {
        var resource = setting.Resource;
        return new()
        {
            Check = Id,
            Title = Title,
            Severity = Severity,
            Resource = resource?.Address ?? "",
            Subject = setting.Subject,
            Component = setting.Workload?.Name ?? resource?.Component ?? "",
            Location = setting.Workload?.Location,
            Message =
                $"{setting.Name}{(setting.Owner.Length > 0 ? $" of '{setting.Owner}'" : "")} names {host.Name}, which nothing answers: {string.Join("; ", reasons)}. The program cannot connect.",
            Mend = Reference(scope, setting, host) is { } reference
                ? $"Set {setting.Name} to {reference}, so that the endpoint is filled in."
                : $"Set {setting.Name} by a reference to the resource's endpoint.",
            Proof =
            [
                new ProofStep(resource?.Address ?? "", $"{setting.Name} names {host.Name}."),
                .. Made(scope),
                new ProofStep(resource?.Address ?? "", $"{Capital(reasons[0])}.", Breaks: true),
            ],
        };
    }

    // What the workload uses and what the host is of say which component is meant.
    private static string? Reference(CheckScope scope, StatedSetting setting, EndpointHost host)
    {
        var used = scope.System?.Components.Where(c => setting.Workload?.Uses.Contains(c.Name) ?? false) ?? [];
        var meant = used.FirstOrDefault(c => host.Service == "cache" ? c is Redis : c is PostgreSql);
        var isUrl = setting.Text.Contains("://", StringComparison.Ordinal);
        return meant is null ? null : $"${{{meant.Name}.{(isUrl ? "url" : "host")}}}";
    }

    private static IEnumerable<ProofStep> Made(CheckScope scope) =>
        scope.System is null
            ? []
            : Named.SelectMany(n =>
                scope
                    .Graph.OfType(n.Type)
                    .Where(r => r[n.Identifier].AsText() is not null)
                    .Select(r => new ProofStep(
                        r.Address,
                        $"{n.Identifier} = \"{r[n.Identifier].AsText()}\", in {r.Region}"
                    ))
            );

    private static bool IsCalled(Value identifier, string name) =>
        identifier.AsText() is { } known
            ? name == known || name.StartsWith($"{known}-0", StringComparison.Ordinal)
            : identifier is not Value.Null;

    private static string Capital(string clause) =>
        clause[0] is '\'' ? clause : char.ToUpperInvariant(clause[0]) + clause[1..];
}
