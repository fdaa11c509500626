using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.Aws.Checks.Encryption;

/// <summary>Whether a task is told to reach a cache without TLS that takes TLS alone.</summary>
internal sealed class PlainCacheUrlCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC015";

    /// <inheritdoc/>
    public override string Title => "A task reaches for an encrypted cache without TLS";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "redis:// opens a plain connection. A cache that requires TLS does not answer it, so the task fails; one that takes both answers it readable.";

    /// <inheritdoc/>
    public override string Mend => "Write rediss:// in place of redis://.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes =>
        ["aws_ecs_task_definition", "aws_elasticache_replication_group"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "aws_ecs_task_definition")
        {
            yield break;
        }

        var caches = scope.Graph.OfType("aws_elasticache_replication_group").ToList();
        foreach (var container in TaskContainers.Of(scope)[resource])
        {
            foreach (var variable in container.Environment.Where(v => Begins(v.Value, "redis://")))
            {
                // An address that is written out may be any of them: all must take TLS alone for this to be known.
                var named = caches.FindAll(c =>
                    variable.Value.References().Contains(c.Address, StringComparer.Ordinal)
                );
                var meant = named.Count > 0 ? named : caches;
                if (
                    meant.Count == 0
                    || !meant.TrueForAll(c => c.Flag("transit_encryption_enabled", absent: false) == true)
                )
                {
                    continue;
                }

                yield return Found(
                    scope,
                    resource,
                    $"{variable.Name} of container '{container.Name}' begins with redis://, and the cache takes encrypted connections: the two do not understand each other.",
                    $"Write rediss:// in {variable.Name}.",
                    new ProofStep(resource.Address, $"{variable.Name} begins with redis://.", Breaks: true),
                    meant[0].Shows("transit_encryption_enabled")
                ) with
                {
                    Subject = variable.Name,
                };
            }
        }
    }

    private static bool Begins(Value value, string scheme) =>
        (value is Value.Template { Parts: [var first, ..] } ? first : value)
            .AsText()
            ?.StartsWith(scheme, StringComparison.Ordinal) == true;
}
