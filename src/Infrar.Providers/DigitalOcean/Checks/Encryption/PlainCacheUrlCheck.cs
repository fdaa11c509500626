using System.Collections.Immutable;
using Infrar.Core.Checks;
using Infrar.Core.Resources;

namespace Infrar.Providers.DigitalOcean.Checks.Encryption;

/// <summary>Whether an app is told to reach a managed cache without TLS.</summary>
internal sealed class PlainCacheUrlCheck : ResourceCheck
{
    /// <inheritdoc/>
    public override string Id => "ENC020";

    /// <inheritdoc/>
    public override string Title => "An app reaches for a managed cache without TLS";

    /// <inheritdoc/>
    public override Severity Severity => Severity.High;

    /// <inheritdoc/>
    public override CheckSubject Subject => CheckSubject.Encryption;

    /// <inheritdoc/>
    public override string Rationale =>
        "Managed caches take TLS connections alone; redis:// opens a plain one, which is closed at once.";

    /// <inheritdoc/>
    public override string Mend => "Write rediss:// in place of redis://, or refer to the cluster's private_uri.";

    /// <inheritdoc/>
    public override ImmutableArray<string> ResourceTypes => ["digitalocean_app", "digitalocean_database_cluster"];

    private static readonly string[] Parts = ["service", "worker", "job"];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Look(CheckScope scope, Resource resource)
    {
        if (resource.Type != "digitalocean_app" || ManagedCache(scope) is not { } cache)
        {
            yield break;
        }

        foreach (var part in Parts.SelectMany(p => resource[$"spec.{p}"].Items()))
        {
            foreach (var variable in part.At("env").Items())
            {
                var name = variable.At("key").AsText() ?? "";
                if (variable.At("value").AsText()?.StartsWith("redis://", StringComparison.Ordinal) == true)
                {
                    yield return Found(
                        scope,
                        resource,
                        $"{name} of '{part.At("name").AsText()}' begins with redis://, and a managed cache takes TLS connections alone.",
                        $"Write rediss:// in {name}, or refer to the cluster's private_uri.",
                        new ProofStep(resource.Address, $"{name} begins with redis://.", Breaks: true),
                        cache.Shows("engine")
                    ) with
                    {
                        Subject = $"{part.At("name").AsText()}:{name}",
                    };
                }
            }
        }
    }

    private static Resource? ManagedCache(CheckScope scope) =>
        scope
            .Graph.OfType("digitalocean_database_cluster")
            .FirstOrDefault(c => c.Text("engine") is "redis" or "valkey");
}
